#!/bin/sh
# threads.sh ROOT GEN CC... - threads.c, the runtime and the woven foundframe, built with
# ThreadSanitizer, which finds nothing. Skipped where the compiler has none.
set -eu
root=$1 gen=$2
shift 2
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
cd "$tmp"
echo 'int main(void) { return 0; }' >probe.c
"$@" -fsanitize=thread probe.c -o probe 2>/dev/null && ./probe || exit 77

"$@" -std=c11 -g -O1 -D_POSIX_C_SOURCE=200809L -fsanitize=thread -pthread \
  -I"$root" -I"$root/runtime" -I"$gen" "$root/tests/woven/threads.c" \
  "$gen"/*.gen.c "$root"/runtime/*.c -lsqlite3 -o threads

# SQLite itself is not built with it, and reads its shared memory in its own way.
TSAN_OPTIONS="halt_on_error=1 ignore_noninstrumented_modules=1" ./threads threads.db
