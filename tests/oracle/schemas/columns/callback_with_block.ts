// The columns as a callback with a body.
import { sqliteTable } from 'drizzle-orm/sqlite-core';

export const t = sqliteTable('t', (c) => {
  const stamp = () => c.integer({ mode: 'timestamp' });
  return { id: c.text().primaryKey(), createdAt: stamp().notNull(), deletedAt: stamp() };
});
