import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import * as shared from './columns';

export const team = sqliteTable('team', { id: shared.id(), name: text('name', { length: shared.MAX_LENGTH }) });

export default sqliteTable('membership', {
  teamId: integer('team_id')
    .notNull()
    .references(() => team.id, { onDelete: 'cascade' }),
  ...shared.timestamps,
});
