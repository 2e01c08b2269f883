// Custom types: what they say they are.
import { customType, sqliteTable } from 'drizzle-orm/sqlite-core';

const money = customType<{ data: number; driverData: number }>({
  dataType() {
    return 'integer';
  },
  toDriver: (value) => Math.round(value * 100),
  fromDriver: (value) => value / 100,
});

const vector = customType<{ data: number[]; config: { dimensions: number }; configRequired: true }>({
  dataType: (config) => `F32_BLOB(${config.dimensions})`,
});

const instant = customType<{ data: Date; driverData: string }>({
  dataType: () => 'text',
  toDriver: (value) => value.toISOString(),
});

export const offer = sqliteTable('offer', {
  price: money('price').notNull(),
  rebate: money('rebate'),
  embedding: vector('embedding', { dimensions: 3 }),
  until: instant('until').notNull(),
  keyed: instant(),
});
