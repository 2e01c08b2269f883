#!/bin/sh
# memory.sh ROOT - malloc and free stand in base/arena.c alone on the compiler side, and
# in the runtime nowhere: it allocates through SQLite, so one countdown fails it all.
set -eu
cd "$1"
found=$(grep -nE '\b(malloc|calloc|realloc|strdup|strndup|asprintf|getline|free)\(' \
  base/*.[ch] catalog/*.[ch] stage?_*/*.[ch] stage3_emit/*/*.[ch] migrate/*.[ch] driver/*.[ch] runtime/*.[ch] |
  grep -vE '^base/arena\.c:|^[^:]*:[0-9]*: *//' || :)
[ -z "$found" ] || { echo "allocation outside the arena:"; echo "$found"; exit 1; }
