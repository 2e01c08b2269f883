import type { Config } from 'drizzle-kit';

const shared = { dialect: 'sqlite', casing: 'snake_case' } as const;
const config = {
  ...shared,
  schema: './schema',
  out: process.env.MIGRATIONS ?? './out',
  dbCredentials: { url: process.env.DATABASE_URL! },
  tablesFilter: ['app_*'],
  verbose: true,
  strict: true,
  migrations: { prefix: 'timestamp' },
} satisfies Config;

export default config;
