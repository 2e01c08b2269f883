// Columns from declared functions, used before they are declared.
import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';

export const t = sqliteTable('t', { id: makeId(), ...stamps() });

function makeId() {
  return text('id').primaryKey();
}
function stamps() {
  const at = (name: string) => integer(name, { mode: 'timestamp' }).notNull();
  return { createdAt: at('created_at'), updatedAt: at('updated_at') };
}
