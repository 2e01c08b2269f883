// Columns from reduce.
// @ts-nocheck: it runs all the same.
import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';

const LANGUAGES = ['en', 'de'];

export const t = sqliteTable(
  't',
  LANGUAGES.reduce((columns, language) => ({ ...columns, [`title_${language}`]: text(`title_${language}`) }), {
    id: integer('id').primaryKey(),
  } as Record<string, never>),
);
