// Keys that are numbers come first, ascending, as in JavaScript.
import { sqliteTable, text } from 'drizzle-orm/sqlite-core';

export const t = sqliteTable('t', { z: text('z'), 10: text('ten'), a: text('a'), 9: text('nine'), '08': text('eight'), 1.5: text('x') });
