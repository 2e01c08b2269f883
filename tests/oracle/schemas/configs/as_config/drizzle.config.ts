// An object as Config, by its name, with a casing.
import type { Config } from 'drizzle-kit';

const config: Config = { schema: ['./a.ts', './b.ts'], dialect: 'sqlite', casing: 'snake_case', tablesFilter: ['x_*'] };
export default config;
