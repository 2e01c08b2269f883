// Generated columns.
import { type SQL, sql } from 'drizzle-orm';
import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';

export const invoice = sqliteTable('invoice', {
  id: integer('id').primaryKey(),
  net: integer('net').notNull(),
  document: text('document', { mode: 'json' }),
  gross: integer('gross').generatedAlwaysAs(sql`net * 119 / 100`),
  stored: integer('stored').generatedAlwaysAs(sql`net + 1`, { mode: 'stored' }).notNull(),
  virtual: text('virtual').generatedAlwaysAs(sql`json_extract(document, '$.title')`, { mode: 'virtual' }),
  lazy: integer('lazy').generatedAlwaysAs((): SQL => sql`${invoice.net} * 2`),
});
