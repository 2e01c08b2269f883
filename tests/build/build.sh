#!/bin/sh
# build.sh ROOT - weaving as a part of Meson's build: what the example's meson.build
# promises, on a copy of the tree in ROOT. TAP on stdout.
set -u
root=$1
. "$root/tests/tap.sh"
tree=$tmp/tree build=$tmp/build

compile() {
	meson compile -C "$build" >"$tmp/log" 2>&1
}

copy_tree "$root" "$tree"
meson setup --buildtype=plain "$build" "$tree" >"$tmp/log" 2>&1

example=$build/examples/foundframe
queries=$tree/examples/foundframe/queries.ts
tree_hash() {
	find "$example/gen" -type f | sort | xargs sha256sum
}

check 'the build weaves the example' compile
check 'the program runs' "$example/foundframe" --db "$tmp/library.db" sources
check 'without a change there is nothing to do' \
	sh -c "ninja -C '$build' | grep -q 'no work to do'"

cat >>"$queries" <<'END'

export const addedQueries = { count: defineQuery`SELECT count(*) AS n FROM media` };
END
check 'a new query is woven' compile
check 'and is there' grep -q added_count "$example/gen/added.gen.h"
check 'and again there is nothing to do' \
	sh -c "ninja -C '$build' | grep -q 'no work to do'"

cp "$queries" "$tmp/queries.ts"
tree_hash >"$tmp/before"
sed -i 's/AS n FROM media/AS n FROM medias/' "$queries"
not_compile() { ! compile; }
check 'a broken query fails the build' not_compile
check 'with its place' grep -Eq 'queries\.ts:[0-9]+:[0-9]+: error: no such table' "$tmp/log"
tree_hash >"$tmp/after"
check 'and leaves the output alone' cmp "$tmp/before" "$tmp/after"
cp "$tmp/queries.ts" "$queries"
check 'mended, it builds again' compile
echo "1..$n"
