// Extras spread from a helper and from a list.
import { index, integer, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core';

const stamped = (name: string, t: { createdAt: never; updatedAt: never }) => [
  index(`${name}_created`).on(t.createdAt),
  index(`${name}_updated`).on(t.updatedAt),
];

export const t = sqliteTable('t', { id: text('id'), createdAt: integer('created_at'), updatedAt: integer('updated_at') }, (t) => [
  ...stamped('t', t as never),
  uniqueIndex('t_id').on(t.id),
]);
