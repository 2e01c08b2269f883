// dataType may be named differently and ignore what it gets.
import { customType, sqliteTable } from 'drizzle-orm/sqlite-core';

const json = <T>(name: string) =>
  customType<{ data: T; driverData: string }>({
    dataType() {
      return 'text';
    },
    toDriver: (value: T) => JSON.stringify(value),
  })(name);

export const t = sqliteTable('t', { a: json<string[]>('a'), b: json<{ c: 1 }>('b').notNull().default(['x'] as never) });
