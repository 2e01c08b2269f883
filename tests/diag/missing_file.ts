import { sqliteTable, text, integer, index, primaryKey, foreignKey, check, unique } from 'drizzle-orm/sqlite-core';
import { name } from './not_there';
//       ^^^^ W103 no file is found for the import "./not_there"
export const t = sqliteTable(name, {});
