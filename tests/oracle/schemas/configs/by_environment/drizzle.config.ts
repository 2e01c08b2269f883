// The dialect by the environment; without a word of it, SQLite.
import { defineConfig } from 'drizzle-kit';

const dialect = process.env.WEAVE_TEST_DIALECT === 'postgresql' ? 'postgresql' : 'sqlite';

export default defineConfig({
  dialect,
  schema: dialect === 'postgresql' ? './nowhere.ts' : './db.ts',
  ...(process.env.WEAVE_TEST_URL ? { dbCredentials: { url: process.env.WEAVE_TEST_URL } } : {}),
});
