// differs from drizzle-kit: it joins what it knows of a foreign key by semicolons, and splits it again.
import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';

export const parent = sqliteTable('parent', { id: integer().primaryKey(), odd: text('odd;') });

export const child = sqliteTable('child', { parent: integer('parent;id').references(() => parent.id) });

export const other = sqliteTable('ot;her', { parent: integer('parent').references(() => parent.id) });
