// Static members, methods and instances.
import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';

class Columns {
  static readonly LENGTH = 30;
  private prefix: string;
  constructor(prefix: string) {
    this.prefix = prefix;
  }
  static id() {
    return integer('id').primaryKey();
  }
  named(name: string) {
    return text(`${this.prefix}_${name}`, { length: Columns.LENGTH });
  }
}
const app = new Columns('app');

export const t = sqliteTable('t', { id: Columns.id(), a: app.named('a'), b: new Columns('x').named('b') });
