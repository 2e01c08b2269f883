import { sqliteTabel } from 'drizzle-orm/sqlite-core';
//       ^^^^^^^^^^^ W110 drizzle-orm/sqlite-core has no "sqliteTabel"
export const t = sqliteTabel('t', {});
