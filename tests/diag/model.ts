import { sqliteTable, text, integer, index, primaryKey, foreignKey, check, unique } from 'drizzle-orm/sqlite-core';

export const t = sqliteTable('t', { a: text() });
export const model = defineModel(t, {});
//                   ^^^^^^^^^^^^^^^^^^ W104 defineModel() is not yet understood by this version of weave
