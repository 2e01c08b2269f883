// try, catch and throw in a helper.
import { sqliteTable, text } from 'drizzle-orm/sqlite-core';

function safe(name: string) {
  try {
    if (!name) throw new Error('no name');
    return text(name);
  } catch {
    return text('fallback');
  }
}

export const t = sqliteTable('t', { a: safe('a'), b: safe('') });
