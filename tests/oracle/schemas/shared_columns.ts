// Spreads, helpers and constants, from this file and from others.
import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import { id, label, timestamps as times } from './parts/columns';
import membership, { team } from './parts/team';

export { membership };
export * from './parts/team';

const NAMES = { table: 'project', owner: 'owner_id' };
const softDelete = () => ({ deletedAt: integer('deleted_at', { mode: 'timestamp' }) });

export const project = sqliteTable(NAMES.table, {
  id: id(),
  title: label('title'),
  colour: label('colour', 'red'),
  ownerId: integer(NAMES.owner).references(() => team.id),
  ...times,
  ...softDelete(),
});

const base = { id: text('id').primaryKey(), note: text('note') };

export const archive = sqliteTable('archive', { ...base, note: text('note').default('overridden') });
