// customType by a constant and by a function of its configuration.
import { customType, sqliteTable } from 'drizzle-orm/sqlite-core';

const point = customType<{ data: { x: number; y: number }; driverData: string }>({
  dataType: () => 'text',
  toDriver: (value) => `${value.x},${value.y}`,
  fromDriver(value) {
    const [x, y] = value.split(',').map(Number);
    return { x: x ?? 0, y: y ?? 0 };
  },
});
const sized = customType<{ data: string; config: { size: number }; configRequired: true }>({
  dataType(config) {
    return `varchar(${config.size})`;
  },
});
const maybe = customType<{ data: string; config: { size?: number } }>({
  dataType: (config) => (config?.size ? `char(${config.size})` : 'char'),
});

export const t = sqliteTable('t', {
  a: point('a'),
  b: point().notNull(),
  c: sized('c', { size: 12 }),
  d: sized({ size: 3 }).default('abc'),
  e: maybe('e'),
  f: maybe('f', { size: 8 }),
  g: maybe(),
});
