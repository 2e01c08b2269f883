// A namespace of helpers.
import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';

namespace Columns {
  export const id = () => integer('id').primaryKey();
  export function at(name: string) {
    return integer(name, { mode: 'timestamp' });
  }
  export namespace Sizes {
    export const NAME = 12;
  }
}

export const t = sqliteTable('t', { id: Columns.id(), at: Columns.at('at'), name: text('name', { length: Columns.Sizes.NAME }) });
