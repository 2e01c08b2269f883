// Helpers in an object: methods, shorthand, arrows and members.
import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';

const LENGTH = 9;
const columns = {
  LENGTH,
  id: () => integer('id').primaryKey(),
  named(name: string) {
    return text(name, { length: this.LENGTH });
  },
  get short() {
    return { length: 2 };
  },
  deep: { at: (name: string) => integer(name) },
};

export const t = sqliteTable('t', { id: columns.id(), a: columns.named('a'), b: columns.deep.at('b'), c: text('c', columns.short), d: columns['named']('d') });
