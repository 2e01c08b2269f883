// casing: snake_case
import { index, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';

export const userAccount = sqliteTable(
  'userAccount',
  {
    id: integer().primaryKey(),
    firstName: text().notNull(),
    HTTPServer2: text(),
    a1B2: integer(),
    isOK: integer({ mode: 'boolean' }).default(false),
    keptAsIs: text('keptAsIs'),
    invitedBy: integer().references((): any => userAccount.id),
  },
  (t) => [index('account_first_name').on(t.firstName, t.keptAsIs)],
);
