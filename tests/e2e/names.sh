#!/bin/sh
# names.sh WEAVE ROOT - PX-21: the rows of a table are called what the configuration says.
# TAP on stdout.
set -u
weave=$1 root=$2
. "$root/tests/tap.sh"
mkdir "$tmp/project"
cd "$tmp/project" || exit 1

cat >schema.ts <<'END'
import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';
export const people = sqliteTable('people', { id: integer().primaryKey(), mood: text({ enum: ['up', 'down'] }) });
export const q = { all: defineQuery`SELECT * FROM people` };
END
echo 'CREATE TABLE mice (id INTEGER PRIMARY KEY);' >more.sql

# config NAMES
config() {
	echo "export default { schema: ['./schema.ts', './more.sql'], out: './gen', names: $1 };" >weave.config.ts
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

config "{ people: 'Person', mice: 'mouse' }"
check 'px-21 an irregular plural has the name it is given' status 0
check 'its rows' grep -rq '^typedef struct Person {' gen
check 'its functions' grep -rq 'person_rows_next' gen
check 'its enums' grep -rq 'PERSON_MOOD_UP' gen
check 'and nothing is called by the plural' sh -c '! grep -rq "People\|people_" gen'
config "{ people: 'Person', mice: 'person' }"
check 'two tables of one name are refused' status 1
check 'as two things with one C name' says '[W320]'
config "{ peolpe: 'Person' }"
check 'a table that is not there is an error' status 1
check 'at its name' says 'weave.config.ts:1:80: error: no table or view is called "peolpe" [W301]'
check 'with the nearest' says 'did you mean "people"?'
config "{ people: 5 }"
check 'a name is a string' status 1
check 'which is said there' says 'weave.config.ts:1:80: error: what "people" is called must be a name in quotes [W130]'

echo "1..$n"
