// An object that satisfies Config.
import 'dotenv/config';
import type { Config } from 'drizzle-kit';

export default {
  schema: 'db.ts',
  dialect: 'turso',
  dbCredentials: { url: process.env.TURSO_URL ?? 'file:local.db', authToken: process.env.TURSO_TOKEN },
  verbose: true,
  strict: true,
} satisfies Config;
