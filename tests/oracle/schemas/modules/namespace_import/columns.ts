// What the schema takes by a namespace.
import { integer } from 'drizzle-orm/sqlite-core';

export const id = () => integer('id').primaryKey({ autoIncrement: true });
export const DEFAULT_NAME = 'nobody';
export const stamps = { createdAt: integer('created_at') };
