// Packages that are not there, where no DDL needs them.
// @ts-nocheck: it runs all the same.
import { createId } from '@paralleldrive/cuid2';
import { createInsertSchema } from 'drizzle-zod';
import { nanoid } from 'nanoid';
import { z } from 'zod';
import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';

export const t = sqliteTable('t', {
  id: text('id').primaryKey().$defaultFn(() => createId()),
  slug: text('slug').$defaultFn(nanoid),
  n: integer('n'),
});
export const insertSchema = createInsertSchema(t, { slug: z.string().min(1) }).omit({ id: true });
export const kinds = z.enum(['a', 'b']);
export type Kind = z.infer<typeof kinds>;
