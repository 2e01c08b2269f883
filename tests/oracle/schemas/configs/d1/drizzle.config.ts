// Cloudflare's driver, credentials that are not known, and a check of them.
import { defineConfig } from 'drizzle-kit';

const url = process.env.DATABASE_URL || 'file:./local.db';

export default defineConfig({
  dialect: 'sqlite',
  driver: 'd1-http',
  schema: './src/schema.ts',
  out: './migrations',
  dbCredentials: { accountId: process.env.CF_ACCOUNT!, databaseId: url, token: process.env['CF_TOKEN'] ?? '' },
  migrations: { table: 'migrations', prefix: 'timestamp' },
});
