#!/bin/sh
# size.sh ROOT GEN - what is not called is not in the program, and what is there is small.
# GEN is what was woven of tests/woven/types.
set -eu
root=$1 gen=$2
. "$root/tests/tap.sh"
command -v gcc >/dev/null && command -v size >/dev/null || { echo "1..0 # SKIP no gcc here"; exit 0; }
flags="-std=c11 -O2 -ffunction-sections -fdata-sections -I$root -I$root/runtime -I$gen"

cat >"$tmp/main.c" <<'C'
#include "db.gen.h"

int main(void)
{
    WeaveDb *db;
    WeaveArena mem = {0};
    Word word;
    WeaveStatus status = db_open(":memory:", WEAVE_OPEN_CREATE, &db);
    if (status == WEAVE_OK)
        status = word_get(db, WEAVE_TEXT("a"), &mem, &word);
    weave_arena_free(&mem);
    return status == WEAVE_NOT_FOUND && weave_close(db) == WEAVE_OK ? 0 : 1;
}
C

# link OUTPUT OPTION...: the program, and the names that are defined in it.
link() {
	out=$1
	shift
	# shellcheck disable=SC2086
	gcc $flags "$@" -o "$tmp/$out" "$tmp/main.c" "$gen"/*.c "$root"/runtime/*.c -lsqlite3 2>"$tmp/log"
	nm --defined-only "$tmp/$out" | awk '{ print $3 }' | sort >"$tmp/$out.names"
}

# Every name that a query but word_get brings with it.
sed -n 's/^const char \*\(.*\)_sql(void);/\1/p' "$gen"/*.gen.h | grep -vx word_get |
	awk '{ print; print $0 "_sql"; print $0 "_rows"; print toupper($0) "_SQL" }' | sort >"$tmp/others"

present() {
	comm -12 "$tmp/others" "$tmp/$1.names"
}

# The code and constants of the whole program, woven code and start-up included. What few
# need of the runtime (migrations, watching, trees) is in files of its own.
is_small() {
	size -A "$tmp/few" | awk '$1 == ".text" || $1 == ".rodata" { all += $2 }
		END { print all " bytes"; exit all >= 32768 || !all }'
}

all_are_linked() {
	link all
	[ "$(present all | wc -l)" -gt 50 ]
}

others_are_dropped() {
	link few -Wl,--gc-sections
	present few
	[ -z "$(present few)" ] && grep -qx word_get "$tmp/few.names"
}

lists_are_dropped() {
	grep -x weave_bind_int_list "$tmp/all.names" && ! grep -x weave_bind_int_list "$tmp/few.names"
}

check "all queries are in a program linked as it comes" all_are_linked
check "queries that are not called are not in it with --gc-sections" others_are_dropped
check "nor is what they alone need of the runtime" lists_are_dropped
check "and it runs" "$tmp/few"
check "what a program with a query gets of the runtime is under 32 KB" is_small
echo "1..$n"
