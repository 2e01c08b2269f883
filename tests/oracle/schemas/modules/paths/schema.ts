// Imports by tsconfig's paths.
// @ts-nocheck: it runs all the same.
import { sqliteTable, text } from 'drizzle-orm/sqlite-core';
import { SIZES } from '@/constants';
import { id } from '~columns';
import { SIZES as AGAIN } from '#only/constants';

export const t = sqliteTable('t', { id: id(), size: text('size', { enum: SIZES }).default(SIZES[0]), again: text('again').default(AGAIN[1]) });
