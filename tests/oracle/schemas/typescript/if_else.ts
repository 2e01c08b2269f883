// if, else and switch in a helper.
import { blob, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';

function column(kind: 'text' | 'number' | 'flag' | 'other', name: string) {
  if (kind === 'text') return text(name);
  else if (kind === 'number') {
    return integer(name);
  }
  switch (kind) {
    case 'flag': {
      return integer(name, { mode: 'boolean' }).default(false);
    }
    case 'other':
    default:
      return blob(name);
  }
}

export const t = sqliteTable('t', { a: column('text', 'a'), b: column('number', 'b'), c: column('flag', 'c'), d: column('other', 'd') });
