#!/bin/sh
# record.sh WEAVE ROOT - when there is nothing to do, and when there is. TAP on stdout.
set -u
weave=$1 root=$2
. "$root/tests/tap.sh"

mkdir "$tmp/p"
cd "$tmp/p" || exit 1
cat >schema.ts <<'END'
import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import { defineQuery } from 'weave-orm';
import { words } from './words';

export const media = sqliteTable('media', { id: integer().primaryKey(), uri: text().notNull() });
export const mediaQueries = {
  ofUri: defineQuery`SELECT id, ${words} AS words FROM media WHERE uri = ${'uri'}`,
};
END
mkdir words
word() {
	echo "import { sql } from 'drizzle-orm'; export const words = sql\`'$1'\`;"
}
word first >words/index.ts
cat >drizzle.config.ts <<'END'
export default { schema: './schema.ts', dialect: 'sqlite', casing: process.env.CASING ?? 'snake_case' };
END

# Weaves, and says in a word what came of it.
woven() {
	"$weave" -v --out gen --refute off "$@" >out 2>err || { echo failed; cat err; return; }
	grep -q '^OUTPUT_DIR=' err && echo wove || echo idle
}
is() {
	wanted=$1
	shift
	got=$(woven "$@")
	[ "$got" = "$wanted" ] || { echo "it $got"; return 1; }
}

check 'the first weave weaves' is wove
check 'the second has nothing to do' is idle
check 'and says again what there was to say' grep -q 'full scan of media' err
touch -d '2001-01-01' schema.ts
touch words/index.ts gen/*
check 'times mean nothing' is idle
check 'other words are another weave' is wove --casing camelCase
check 'the same words are not' is idle --casing camelCase
echo >>schema.ts
check 'a byte of a source is seen' is wove
word third >words/index.ts
touch -d '2001-01-01' words/index.ts
check 'a byte of an imported file is seen, whatever its time' is wove
word nearer >words.ts
check 'a file that was looked for and was not there is seen' is wove
check 'and read' grep -q nearer gen/media.gen.c
echo '// mine' >>gen/media.gen.c
check 'a change of the output is seen' is wove
check 'and undone' sh -c '! grep -q mine gen/media.gen.c'
rm gen/db.gen.h
check 'so is a file of it that is gone' is wove
CASING=camelCase
export CASING
check 'a variable that the configuration asks for is seen' is wove
check 'and then remembered' is idle
UNASKED=1
export UNASKED
check 'one that nobody asks for is not' is idle
check 'weave check asks the record, too' sh -c '"$1" check --out gen --refute off' - "$weave"
check 'with --force nothing is believed' is wove --force
check 'nor is a record that was cut off' sh -c 'head -c 200 .midstage/woven >x; mv x .midstage/woven'
check 'but woven anew' sh -c '"$1" --out gen --refute off | grep -q "nothing to do"' - "$weave"
mkdir .gen.weave-new
check 'what a killed weave left is cleared away' is wove
check 'really' test ! -e .gen.weave-new

# What has changed is judged, emitted and compiled alone.
cat >>schema.ts <<'END'
export const otherQueries = { all: defineQuery`SELECT id FROM media` };
END
kept() { # by the midstage, of two modules' four files
	rm -rf again
	mkdir again
	wanted=$1
	# shellcheck disable=SC2046 # words
	set -- $(sed -n 's/^OUTPUT_DIR=[^ ]* //p' err | sed 's,--out [^ ]*,--out again,')
	got=$("$@" | grep -c '^KEPT:')
	[ "$got" = "$wanted" ] || { echo "it kept $got"; return 1; }
}
check 'a module is added' is wove
check 'what was judged is kept' kept 4
sed -i 's/SELECT id FROM media`/SELECT uri FROM media`/' schema.ts
check 'another query is another program to judge' sh -c '"$1" --stage midstage --out gen' - "$weave"
check 'of one module' kept 2
check 'which is woven' is wove
check 'and compiled, with what includes it' sh -c '[ "$(grep -c fsyntax-only err)" = 2 ]'
check 'into what it is' grep -q uri gen/other.gen.h
echo '// mine' >>.midstage/out/media.gen.c
check 'a file that is not what it was is not kept' kept 2
check 'and emitted again' is wove --force
check 'as it was' sh -c '! grep -q mine .midstage/out/media.gen.c'

# The application's own code, saved by an editor when the compiler has just read it.
cat >functions.c <<'END'
struct sqlite3;
int weave_register(struct sqlite3 *db);
int weave_register(struct sqlite3 *db) { return db == 0; }
END
echo "export default { schema: './schema.ts', functions: ['./functions.c'] };" >weave.config.ts
cat >compiler <<'END'
#!/bin/sh
cc "$@" || exit
case "$*" in *functions.c*) [ -e saved ] || { : >saved; sleep 0.1; echo >>functions.c; } ;; esac
END
chmod +x compiler
check 'functions are compiled' is wove --cc ./compiler
check 'what was saved meanwhile is not taken for woven' is wove --cc ./compiler
check 'until it is' is idle --cc ./compiler
echo "1..$n"
