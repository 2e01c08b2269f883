// An enum makes no check.
import { sqliteTable, text } from 'drizzle-orm/sqlite-core';

const SIZES = ['s', 'm', 'l'] as const;

export const t = sqliteTable('t', {
  size: text('size', { enum: SIZES }).default('m').notNull(),
  mood: text({ enum: ['good', 'bad'] }),
  more: text({ enum: [...SIZES, 'xl'] }),
});
