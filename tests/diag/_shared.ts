// For missing_export.ts to import.
import { integer } from 'drizzle-orm/sqlite-core';

export const timestamps = { createdAt: integer('created_at') };
