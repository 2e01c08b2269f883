// The environment chooses between two databases: SQLite's is taken.
import { isPostgres } from './is_postgres';
import * as pgTables from './pg';
import * as sqliteTables from './sqlite';

const active = (isPostgres() ? pgTables : sqliteTables) as typeof sqliteTables;

export const { users } = active;
export const posts = active.posts;
