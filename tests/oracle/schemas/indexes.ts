// Indexes and unique constraints in all their spellings.
import { sql } from 'drizzle-orm';
import { index, integer, sqliteTable, text, unique, uniqueIndex } from 'drizzle-orm/sqlite-core';

export const account = sqliteTable(
  'account',
  {
    id: integer('id').primaryKey(),
    email: text('email').notNull().unique(),
    handle: text('handle').unique('account_handle_is_unique'),
    tenant: integer('tenant'),
    name: text('name'),
    deletedAt: integer('deleted_at', { mode: 'timestamp' }),
  },
  (table) => [
    index('account_name_idx').on(table.name),
    index('account_tenant_name_idx').on(table.tenant, table.name),
    uniqueIndex('account_email_lower').on(sql`lower(${table.email})`),
    uniqueIndex('account_live_name').on(table.name).where(sql`${table.deletedAt} is null`),
    unique().on(table.tenant, table.email),
    unique('one_name_a_tenant').on(table.tenant, table.name),
    index('account_newest').on(sql`${table.deletedAt} desc`),
  ],
);

export const session = sqliteTable(
  'session',
  { id: text('id').primaryKey(), account: integer('account'), token: text('token') },
  (table) => ({
    byAccount: index('session_account_idx').on(table.account),
    byToken: uniqueIndex('session_token_idx').on(table.token),
    pair: unique().on(table.account, table.token),
  }),
);

export const block = sqliteTable('block', { a: integer('a'), b: integer('b') }, (t) => {
  return {
    ab: index('block_ab').on(t.a, t.b),
  };
});
