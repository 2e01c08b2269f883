// import * as of drizzle and of an own module.
import { sql } from 'drizzle-orm';
import * as d from 'drizzle-orm/sqlite-core';
import * as columns from './columns';

export const t = d.sqliteTable('t', {
  id: columns.id(),
  name: d.text('name').default(columns.DEFAULT_NAME),
  at: d.integer('at').default(sql`(unixepoch())`),
  ...columns.stamps,
});
