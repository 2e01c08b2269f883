// An object as const in the place of an enum.
import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';

const STATUS = { draft: 'draft', live: 'live' } as const;
type Status = (typeof STATUS)[keyof typeof STATUS];
const ALL = Object.values(STATUS) as [Status, ...Status[]];

export const t = sqliteTable('t', { status: text('status', { enum: ALL }).$type<Status>().default(STATUS.draft), n: integer('n').default(ALL.length) });
