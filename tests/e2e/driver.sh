#!/bin/sh
# driver.sh WEAVE ROOT - what the driver does around the stages: sources that change
# meanwhile, weaves that meet, signals, -n, depfiles, the application's own SQLite and
# functions. TAP on stdout.
set -u
weave=$1 root=$2
. "$root/tests/tap.sh"

# project NAME: a directory of its own, with a schema; the current one from now on.
project() {
	mkdir "$tmp/$1"
	cd "$tmp/$1" || exit 1
	cat >table.ts <<'END'
import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';
export const media = sqliteTable('media', {
  id: integer('id').primaryKey(),
  uri: text('uri').notNull(),
});
END
	cat >schema.ts <<'END'
export * from './table';
export const mediaQueries = {
  getById: defineQuery`SELECT * FROM media WHERE id = ${'id'}`,
};
END
}

# status STATUS ARGUMENTS...: weaves; output in $tmp/out and $tmp/err.
status() {
	wanted=$1
	shift
	"$weave" "$@" >"$tmp/out" 2>"$tmp/err"
	got=$?
	[ $got = "$wanted" ] || { echo "exit status $got, not $wanted"; return 1; }
}

# await TEST...: waits, ten seconds at most, until the test succeeds.
await() {
	tries=0
	until test "$@"; do
		tries=$((tries + 1))
		[ $tries -lt 200 ] || return 1
		sleep 0.05
	done
}

# compiler BODY: a C compiler that first does something else.
compiler() {
	printf '#!/bin/sh\n%s\nexec cc "$@"\n' "$1" >compiler
	chmod +x compiler
}

# --- sources that change -------------------------------------------------------

project edited
compiler '[ -e edited ] || { : >edited; sed -i s/getById/getOne/ schema.ts; }'
check 'a source edited meanwhile is woven again' \
	status 0 --schema schema.ts --out gen --cc ./compiler
check 'and that is said' grep -q 'schema.ts changed while weaving' "$tmp/err"
check 'the output is of the last text' grep -q media_get_one gen/media.gen.h

project restless
compiler 'sed -i "1i // more" schema.ts'
check 'sources that never rest are given up on' \
	status 1 --schema schema.ts --out gen --cc ./compiler
check 'without an output' test ! -e gen

# --- weaves that meet ----------------------------------------------------------

project together
compiler 'sleep 1'
"$weave" --schema schema.ts --out gen --cc ./compiler >/dev/null 2>&1 &
first=$!
await -e .midstage/schema.json
check 'a second weave waits' status 0 --schema schema.ts --out gen
check 'and says so' grep -q 'waiting for another weave that uses .midstage' "$tmp/err"
check 'the first one is not disturbed' wait $first

together() {
	for i in 1 2 3 4 5 6; do
		"$weave" -q --schema schema.ts --out gen$((i % 2)) &
	done
	for i in 1 2 3 4 5 6; do wait || return 1; done
	diff -r gen0 gen1
}
check 'six at once all succeed' together

# --- signals -------------------------------------------------------------------

project told
compiler 'echo $$ >>pids; sleep 600 & wait'
"$weave" --schema schema.ts --out gen --cc ./compiler >/dev/null 2>&1 &
first=$!
await -s pids
kill -TERM $first
wait $first
ended=$?
check 'a weave that is told to end does' test $ended = 143
gone() {
	for i in 1 2 3 4 5 6 7 8 9 10; do
		alive=
		for pid in $(cat pids); do kill -0 "$pid" 2>/dev/null && alive=$pid; done
		[ -n "$alive" ] || return 0
		sleep 0.1
	done
	return 1
}
check 'and takes its compilers along' gone

# --- -v, -n and depfiles -------------------------------------------------------

project told_of
timed() {
	for stage in parse midstage emit check swap; do
		grep -q "^$stage  *[0-9][0-9]*\.[0-9][0-9][0-9] s  " "$tmp/err" || { echo "no time of $stage"; return 1; }
	done
}
check '-v weaves' status 0 -v --schema schema.ts --out gen
check 'and says how long each stage took' timed

project shown
check 'with -n nothing is run' status 0 -n --schema schema.ts --out gen
check 'but shown' grep -q -- '-c .midstage/main.c' "$tmp/out"
check 'and nothing is written' test ! -e .midstage -a ! -e gen

check 'a depfile is written' \
	status 0 --schema schema.ts --out 'gen dir' --depfile deps.d --amalgam all.c
check 'for the first amalgam' grep -q '^all.c:' deps.d
check 'it names the imported files' grep -q ' table.ts' deps.d
cp all.c before.c
check 'an amalgam stays if nothing changed' status 0 --schema schema.ts --out 'gen dir' \
	--amalgam all.c
check 'byte for byte' cmp all.c before.c
sed -i 's/WHERE id/WHERE uri IS NOT NULL AND id/' schema.ts
check 'a changed query is woven' status 0 --schema schema.ts --out 'gen dir' --amalgam all.c
check 'and changes the amalgam' sh -c '! cmp -s all.c before.c'
check 'which compiles' cc -I"$root/runtime" -c all.c -o all.o

# --- --stage -------------------------------------------------------------------

project staged
check '--stage parse' status 0 --stage parse --schema schema.ts
check 'leaves the catalog' grep -q '"getById"' .midstage/schema.json
check 'and no more' test ! -e .midstage/midstage
check '--stage emit without a midstage fails' status 3 --stage emit --out gen
check '--stage midstage' status 0 --stage midstage --schema schema.ts
check 'leaves a program that runs alone' sh -c '.midstage/midstage --list | grep media.getById'
check '--stage emit' status 0 --stage emit --out gen
check 'writes the output' test -e gen/media.gen.c
check 'a full weave then has nothing to do' status 0 --schema schema.ts --out gen
check 'and says so' grep -q 'nothing to do' "$tmp/out"

# --- the application's own SQLite and functions ----------------------------------

project own
amalgamation=$root/node_modules/better-sqlite3/deps/sqlite3
sed -i 's/getById:/twice: defineQuery`SELECT twice(id) AS n FROM media -- @col n int\n`,\n  getById:/' \
	schema.ts
cat >functions.c <<'END'
#include "factor.h"
#include <sqlite3.h>

static void twice(sqlite3_context *context, int n, sqlite3_value **values)
{
    (void)n;
    sqlite3_result_int64(context, FACTOR * sqlite3_value_int64(values[0]));
}

int weave_register(sqlite3 *db);
int weave_register(sqlite3 *db)
{
    return sqlite3_create_function(db, "twice", 1, SQLITE_UTF8, 0, twice, 0, 0);
}
END
echo '#define FACTOR 2' >factor.h
check 'an unknown function is wrong input' status 1 --schema schema.ts --out gen
cat >weave.config.ts <<'END'
export default { schema: './schema.ts', out: './gen', functions: ['./functions.c'] };
END
check 'with functions it is known' status 0 --depfile deps.d
check 'their headers are inputs, too' grep -q 'factor.h' deps.d
echo '#error "no factor"' >factor.h
check 'functions that do not compile are the mistake of who wrote them' status 1
check 'with the words of the compiler' grep -q 'no factor' "$tmp/err"
echo '#define FACTOR 3' >factor.h
check 'mended, they are compiled again' status 0
if [ -e "$amalgamation/sqlite3.c" ]; then
	cat >weave.config.ts <<-END
	export default { schema: './schema.ts', out: './gen', functions: ['./functions.c'],
	  sqlite: { source: '$amalgamation/sqlite3.c', flags: ['-O0', '-DSQLITE_ENABLE_FTS5'] } };
	END
	version=$(sed -n 's/^#define SQLITE_VERSION *"\(.*\)"/\1/p' "$amalgamation/sqlite3.h")
	check "the application's own SQLite judges" status 0 describe --json
	check 'in its own version' grep -q "\"sqlite\":[[:space:]]*\"$version\"" "$tmp/out"
	check 'and is not compiled again' sh -c "'$weave' -v 2>&1 | { ! grep -q 'sqlite3\.c.* -o'; }"
fi
echo "1..$n"
