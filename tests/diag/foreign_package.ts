import { sqliteTable, text, integer, index, primaryKey, foreignKey, check, unique } from 'drizzle-orm/sqlite-core';
import { TABLE } from 'somewhere';
//       ^^^^^ W103 "TABLE" comes from "somewhere", which weave does not read
export const t = sqliteTable(TABLE, {});
