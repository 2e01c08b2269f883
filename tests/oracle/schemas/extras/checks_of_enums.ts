// A check made of an enum's words.
import { sql } from 'drizzle-orm';
import { check, sqliteTable, text } from 'drizzle-orm/sqlite-core';

const KINDS = ['image', 'video', 'audio'] as const;
const inList = (words: readonly string[]) => sql.raw(words.map((word) => `'${word}'`).join(', '));

export const t = sqliteTable('t', { kind: text('kind', { enum: KINDS }).notNull() }, (t) => [
  check('kind_known', sql`${t.kind} in (${inList(KINDS)})`),
  check('kind_again', sql.raw(`kind in ('${KINDS.join("', '")}')`)),
]);
