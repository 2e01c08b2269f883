// A pattern for the schema.
import { defineConfig } from 'drizzle-kit';

export default defineConfig({ dialect: 'sqlite', schema: './db/**/*.table.ts', out: './drizzle' });
