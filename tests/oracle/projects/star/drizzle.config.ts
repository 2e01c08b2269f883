import { defineConfig } from 'drizzle-kit';

export default defineConfig({ schema: './schema/index.ts', dialect: 'sqlite', out: './out' });
