// Enums: drizzle-kit makes no constraint of them, whatever they are written as.
import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';

export const ROLES = ['admin', 'reader'] as const;
const STATES = { open: 'open', done: 'done' } as const;

enum Level {
  Low = 'low',
  High = 'high',
}

enum Rank {
  First = 1,
  Second,
}

export const task = sqliteTable('task', {
  id: integer('id').primaryKey(),
  role: text('role', { enum: ROLES }).notNull().default(ROLES[1]),
  state: text('state', { enum: Object.values(STATES) as [string, ...string[]] }).default(STATES.open),
  size: text('size', { enum: ['s', 'm', 'l'] }),
  level: text('level', { enum: [Level.Low, Level.High] }).default(Level.Low),
  rank: integer('rank').default(Rank.Second),
  sized: text('sized', { length: 1, enum: ['s', 'm'] as const }),
});
