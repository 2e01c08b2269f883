#!/bin/sh
# refute.sh WEAVE ROOT - the refuter in a whole weave: a claim that is not true, --refute,
# verify, and what is not run again. TAP on stdout.
#
# The lie is not weave's: an SQL function of the application's takes the place of lower(),
# of which weave knows that it gives a text for a text.
set -u
weave=$1 root=$2
. "$root/tests/tap.sh"

# status STATUS ARGUMENTS...: weaves; output in $tmp/out and $tmp/err.
status() {
	wanted=$1
	shift
	"$weave" "$@" >"$tmp/out" 2>"$tmp/err"
	got=$?
	[ $got = "$wanted" ] || { echo "exit status $got, not $wanted"; return 1; }
}
said() {
	grep -qF -- "$1" "$tmp/out" "$tmp/err"
}

# lower GIVES: the application's lower() ends with that.
lower() {
	cat >functions.c <<-END
	#include <sqlite3.h>

	static void lower(sqlite3_context *context, int n, sqlite3_value **values)
	{
	    (void)n;
	    const char *text = (const char *)sqlite3_value_text(values[0]);
	    if (text && text[0] == 'b')
	        $1;
	    else
	        sqlite3_result_value(context, values[0]);
	}

	int weave_register(sqlite3 *db);
	int weave_register(sqlite3 *db)
	{
	    return sqlite3_create_function(db, "lower", 1, SQLITE_UTF8, 0, lower, 0, 0);
	}
	END
}

mkdir "$tmp/project"
cd "$tmp/project" || exit 1
cat >schema.ts <<'END'
import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';
export const media = sqliteTable('media', {
  id: integer('id').primaryKey(),
  uri: text('uri').notNull(),
});
export const mediaQueries = {
  getById: defineQuery`SELECT * FROM media WHERE id = ${'id'}`,
  listLower: defineQuery`SELECT id, lower(uri) AS uri FROM media`,
};
END
cat >weave.config.ts <<'END'
export default { schema: './schema.ts', out: './gen', functions: ['./functions.c'] };
END

# --- what is true --------------------------------------------------------------

lower 'sqlite3_result_text(context, "b", 1, SQLITE_STATIC)'
check 'what is true is woven' status 0 -v
check 'after every query was run' said 'refute: 3 of 3 queries run on '
rm .midstage/woven # which knows that there is nothing to do at all
check 'nothing is run again' status 0 -v
check 'as long as nothing has changed' said 'refute: 0 of 3 queries run on '
sed -i 's/WHERE id =/WHERE uri <> '"''"' AND id =/' schema.ts
check 'a query that has changed' status 0 -v
check 'is run alone' said 'refute: 1 of 3 queries run on '
echo rubbish | tee .midstage/judged >.midstage/withstood
rm .midstage/woven
check 'what is remembered may be spoilt' status 0 -v
check 'and is then forgotten' said 'refute: 3 of 3 queries run on '
check '--force forgets it, too' status 0 -v --force
check 'and runs every query' said 'refute: 3 of 3 queries run on '
check 'without -v nothing is said of it' sh -c "'$weave' --force 2>&1 | { ! grep refute; }"
check '--refute N is another time' status 0 -v --refute 1
check 'for which nothing is remembered' said 'refute: 3 of 3 queries run on '
check '--refute off runs none' status 0 -v --refute off --force
check 'and says nothing' sh -c "! grep -q '^refute:' '$tmp/err'"
check 'a campaign' status 0 verify --seconds 1
check 'runs them all' said '11 of 11 queries run on '

# --- a lie ---------------------------------------------------------------------

cp -r gen before
lower 'sqlite3_result_null(context)'
check 'a claim that is not true ends the weave' status 70
check 'functions that have changed run everything again' said '[W331]'
check 'it says which claim' said 'weave: bug: the column uri is said to be never NULL, and it can be'
check 'where' said 'schema.ts:8:14: error: '
check 'with the rows' said "INSERT INTO media (id, uri) VALUES (1, 'b"
check 'and what came back' said 'note: what comes back: (1, NULL)'
check 'the output stays' diff -r gen before
cp "$tmp/err" first
check 'a second time' status 70
check 'it says the same' cmp "$tmp/err" first
check 'check refuses it, too' status 70 check
check 'and a campaign' status 70 verify --seconds 1 --diagnostics json
check 'for programs as well' said '"code":"W331"'
rm -rf gen
check 'a campaign needs no output directory' sh -c 'test ! -e gen'
check '--refute off weaves it' status 0 --refute off
check 'as it is' test -e gen/media.gen.c

# --- hard ones -----------------------------------------------------------------

lower 'sqlite3_result_text(context, "b", 1, SQLITE_STATIC)'
cat >schema.sql <<'END'
CREATE TABLE mail (id INTEGER PRIMARY KEY, code TEXT NOT NULL CHECK (length(code) = 12),
  day TEXT NOT NULL CHECK (day GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'));
CREATE TABLE never (id INTEGER PRIMARY KEY, n INTEGER CHECK (n > 0 AND n < 0 AND n IS NOT NULL));
END
cat >schema.ts <<'END'
export const mailQueries = {
  mail: defineQuery`SELECT mail.*, never.n FROM mail, never WHERE mail.id = ${'id'}`,
  runaway: defineQuery`
    WITH RECURSIVE c (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM c) SELECT count(*) AS n FROM c`,
};
END
check 'a query without an end is ended' \
	status 0 -v --time-limit 10 --schema schema.sql --schema schema.ts
check 'a table that can have no row is named' said 'refute: never stayed empty'
check 'one that has hard checks gets rows' sh -c "! grep -q 'mail stayed empty' '$tmp/err'"

# --- usage ---------------------------------------------------------------------

for wrong in --refute=0 --refute=often --refute=-1 --refute= --seconds=0 --seconds=1m; do
	check "$wrong is wrong usage" status 2 $wrong
done
check 'verify takes no argument' status 2 verify media.getById
echo "1..$n"
