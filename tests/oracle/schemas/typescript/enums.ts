// Enums of text and of numbers, const enums, and their values.
import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';

enum Colour {
  Red = 'red',
  Blue = 'blue',
}
enum Level {
  Low = 1,
  Mid,
  High = Mid * 10,
}
const enum Flag {
  On = 'on',
}

export const t = sqliteTable('t', {
  a: text('a', { enum: Object.values(Colour) as [string, ...string[]] }).default(Colour.Blue),
  b: integer('b').default(Level.Mid),
  c: integer('c').default(Level.High),
  d: text('d').default(Flag.On),
  e: text('e').default(Object.keys(Colour).join(',')),
  f: text('f').default(Level[2]!),
  [Colour.Red]: text(),
});
