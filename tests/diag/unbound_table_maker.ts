export const t = sqliteTable('t', {});
//               ^^^^^^^^^^^ W102 "sqliteTable" is bound nowhere
