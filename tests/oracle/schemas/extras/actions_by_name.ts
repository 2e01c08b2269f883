// Actions from constants and helpers.
import { integer, sqliteTable } from 'drizzle-orm/sqlite-core';

const CASCADE = { onDelete: 'cascade', onUpdate: 'cascade' } as const;
const action = 'set null' as const;

export const p = sqliteTable('p', { id: integer('id').primaryKey() });
const toParent = () => integer('p_id').references(() => p.id, CASCADE);

export const a = sqliteTable('a', { pId: toParent().notNull() });
export const b = sqliteTable('b', { pId: toParent(), other: integer('other').references(() => p.id, { onDelete: action }) });
