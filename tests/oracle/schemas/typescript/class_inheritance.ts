// A class that extends another; fields and getters.
import { sqliteTable, text } from 'drizzle-orm/sqlite-core';

class Base {
  length = 10;
  name(name: string) {
    return `base_${name}`;
  }
}
class Wide extends Base {
  override length = 99;
  constructor(public readonly suffix: string) {
    super();
  }
  get options() {
    return { length: this.length };
  }
  override name(name: string) {
    return `${super.name(name)}_${this.suffix}`;
  }
}
const wide = new Wide('w');

export const t = sqliteTable('t', { a: text(wide.name('a'), wide.options), b: text(new Base().name('b'), { length: new Base().length }) });
