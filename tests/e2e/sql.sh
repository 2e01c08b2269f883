#!/bin/sh
# sql.sh WEAVE ROOT - what `weave sql` prints, where it refuses, and what it is told by
# configurations. TAP on stdout.
set -u
weave=$1 root=$2
. "$root/tests/tap.sh"

# project NAME: a directory of its own; the current one from now on.
project() {
	mkdir "$tmp/$1"
	cd "$tmp/$1" || exit 1
}

# schema FILE: what stands on stdin, behind the imports.
schema() {
	{
		echo "import { check, index, integer, sqliteTable, sqliteView, text } from 'drizzle-orm/sqlite-core';"
		echo "import { sql } from 'drizzle-orm';"
		cat
	} >"$1"
}

# status STATUS ARGUMENTS...: weaves; output in $tmp/out and $tmp/err.
status() {
	wanted=$1
	shift
	"$weave" "$@" >"$tmp/out" 2>"$tmp/err"
	got=$?
	[ $got = "$wanted" ] || { echo "exit status $got, not $wanted"; return 1; }
}

says() {
	grep -qF -- "$1" "$tmp/err"
}

prints() {
	grep -qF -- "$1" "$tmp/out"
}

prints_nothing() {
	[ ! -s "$tmp/out" ]
}

# --- what SQLite refuses --------------------------------------------------------

project refused
schema schema.ts <<'END'
export const a = sqliteTable('a', {
  id: integer(),
  at: text().default(sql`datetime('now')`),
}, (t) => [index('of_at').on(t.at)]);
export const b = sqliteTable('b', { id: integer() }, (t) => [
  check('more', sql`${t.id} > nowhere`),
  index('sqlite_of_id').on(t.id),
]);
export const c = sqliteTable('c', { id: integer() }, (t) => [index('sqlite_of_c').on(t.id)]);
export const v = sqliteView('v', { id: integer() }).as(sql`selec id from c`);
END
check 'a schema that SQLite refuses is not printed' status 1 sql --schema schema.ts
check 'nor a part of it' prints_nothing
check 'a default without its parentheses is said at its column' \
	says 'schema.ts:5:3: error: near "(": syntax error [W300]'
check 'with the SQL that was made of it' says "note: in the SQL made of it: \`at\` text DEFAULT datetime('now')"
check 'a column that is not there is said at the check' \
	says 'schema.ts:8:3: error: no such column: nowhere [W300]'
check 'a reserved name is said at the index' \
	says 'schema.ts:11:62: error: object name reserved for internal use: sqlite_of_c [W300]'
check 'an error in a view is said at the view' says 'schema.ts:12:29: error: near "selec": syntax error [W300]'
check 'what follows from another refusal is not said' sh -c "! grep -q 'no such table' '$tmp/err'"

project statements
cat >schema.sql <<'END'
CREATE TABLE t (id INTEGER PRIMARY KEY);
CREATE INDEX i ON t (name);
ATTACH 'outside.db' AS outside;
END
status 1 sql --schema schema.sql
check 'a statement in SQL is refused at its word' says 'schema.sql:2:22: error: no such column: name [W300]'
check 'and no file is written' test ! -e outside.db

# --- what the application adds --------------------------------------------------

project functions
schema schema.ts <<'END'
export const t = sqliteTable('t', { name: text() }, (t) => [
  index('by_slug').on(sql`slug(${t.name}, ${sql.raw("'-'")}) collate app_order`),
  check('named', sql`is_name(${t.name})`),
]);
END
check 'a function that nobody brings is refused' status 1 sql --schema schema.ts
check 'by its name' says 'no such function: is_name [W300]'
echo "export default { schema: './schema.ts', functions: ['./functions.c'] };" >weave.config.ts
check 'an application that brings functions may have any' status 0 sql
check 'and any order' prints 'collate app_order'
schema other.ts <<'END'
export const t = sqliteTable('t', { name: text().default(sql`future syntax`) });
END
echo "export default { schema: './other.ts', sqlite: { source: './sqlite3.c' } };" >weave.config.ts
check 'another SQLite is its own judge' status 0 sql

# --- other databases ------------------------------------------------------------

project dialects
cat >pg.ts <<'END'
import { pgTable, serial } from 'drizzle-orm/pg-core';
export const users = pgTable('users', { id: serial().primaryKey() });
END
check "a schema of another database's tables is refused" status 1 sql --schema pg.ts
check 'as one without tables' says 'pg.ts:1:1: error: no SQLite table, view or query is exported here [W116]'
check 'with what was found' says "pg.ts:2:14: note: this is PostgreSQL's"
schema schema.ts <<'END'
export * from './pg';
export const notes = sqliteTable('notes', { id: integer() });
END
check "beside SQLite's they are not taken" status 0 sql --schema schema.ts
check 'which is noted once' says 'pg.ts:2:14: note: 1 export of PostgreSQL is not taken: users [W118]'
check "SQLite's are" prints 'CREATE TABLE `notes`'

# --- configurations -------------------------------------------------------------

project configurations
mkdir db
schema db/schema.ts <<'END'
export const t = sqliteTable('t', { firstName: text() });
END
cat >db/drizzle.config.ts <<'END'
import 'dotenv/config';
import { defineConfig } from 'drizzle-kit';
export default defineConfig({
  dialect: process.env.DIALECT as 'sqlite',
  out: process.env.OUT,
  schema: './schema.ts',
  casing: 'snake_case',
  dbCredentials: { url: process.env.DATABASE_URL! },
});
END
check 'a configuration may take from the environment what weave does not need' \
	status 0 sql --config db/drizzle.config.ts
check 'its schema may stand beside it' prints '`first_name` text'
schema schema.ts <<'END'
export const t = sqliteTable('here', { firstName: text() });
END
check "but drizzle-kit's is relative to the current directory" \
	status 0 sql --config db/drizzle.config.ts
check 'and is taken first' prints 'CREATE TABLE `here`'
sed -i "s/'.\/schema.ts'/process.env.SCHEMA/" db/drizzle.config.ts
export SCHEMA=./schema.ts
check 'what weave needs may come from it, too' status 0 sql --config db/drizzle.config.ts
unset SCHEMA
sed -i "s/process.env.SCHEMA/String(Date.now())/" db/drizzle.config.ts
check 'but not from the clock' status 1 sql --config db/drizzle.config.ts
check 'which is said at its place' says 'db/drizzle.config.ts:6:18: error: "Date.now()" is not known'

echo '{ "dialect": "sqlite", "schema": ["./schema.ts"], "casng": "camelCase" }' >drizzle.config.json
check 'a configuration may be JSON' status 0 sql
check 'its keys have places' says 'drizzle.config.json:1:51: warning: there is no key "casng" [W130]'
echo '{ "dialect": "postgresql", "schema": "./schema.ts" }' >drizzle.config.json
check 'the dialect must be one of SQLite' status 1 sql
check 'and is named' says 'drizzle.config.json:1:3: error: weave weaves for SQLite'
echo '{ "dialect": "sqlite", ' >drizzle.config.json
check 'what is not JSON is refused' status 1 sql
check 'where it ends to be' says 'drizzle.config.json:1:24: error: this is not JSON [W130]'
echo "module.exports = { dialect: 'sqlite', schema: ['./schema.ts'] }" >drizzle.config.js
check 'a CommonJS module comes before JSON' status 0 sql
echo "console.log('nothing')" >drizzle.config.js
check 'a configuration that exports nothing is refused' status 1 sql
check 'as that' says 'drizzle.config.js:1:1: error: the configuration has no "export default" [W130]'

# --- --compat drizzle-kit -------------------------------------------------------

project compat
schema schema.ts <<'END'
export const t = sqliteTable('t', { n: integer().default(null as never) }, (t) => [
  index('i').on(sql`coalesce(${t.n}, 1)`),
]);
END
check 'what drizzle-kit gets wrong is right' status 0 sql --schema schema.ts
check 'in a default' prints 'DEFAULT NULL'
check 'in an index' prints '(coalesce("n", 1))'
check 'which is noted' says "schema.ts:3:37: note: drizzle-kit writes this default as 'null', weave as NULL [W117]"
check 'but not with -q' sh -c "'$weave' sql -q --schema schema.ts 2>&1 >/dev/null | { ! grep -q .; }"
check 'what SQLite refuses of drizzle-kit is refused' status 1 sql --schema schema.ts --compat drizzle-kit
check 'where it was made' says 'schema.ts:4:3: error: no such column: coalesce("n" [W300]'
check 'and printed nevertheless' prints '(`coalesce("n"`,` 1)`)'
check 'without notes' sh -c "! grep -q W117 '$tmp/err'"
check 'there is no other --compat' status 2 sql --schema schema.ts --compat prisma

# --- weave shadow ---------------------------------------------------------------

project shadow
schema schema.ts <<'END'
export const a = sqliteTable('a', { id: integer().primaryKey(), on: integer({ mode: 'boolean' }) });
END
echo 'CREATE TABLE b (id INTEGER PRIMARY KEY, word TEXT NOT NULL DEFAULT (upper(1))); CREATE VIEW v AS SELECT id FROM b;' >more.sql
check 'a schema in both has a shadow' status 0 shadow --schema schema.ts --schema more.sql
check 'with the modes that TypeScript has' prints "on: integer('on', { mode: 'boolean' })"
check 'with the tables that SQL has' prints "word: text('word').default(sql\`(upper(1))\`).notNull()"
check 'and its views' prints "sqliteView('v'"
cp "$tmp/out" shadow.ts
check 'which is the schema' status 0 sql --schema shadow.ts
check 'with all in it' prints 'CREATE TABLE `b`'
echo 'CREATE TABL b (id);' >more.sql
check 'what SQLite refuses has none' status 1 shadow --schema more.sql
check 'and is said at its place' says 'more.sql:1:8: error: near "TABL": syntax error [W300]'

echo "1..$n"
