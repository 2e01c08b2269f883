#!/bin/sh
# replay.sh REPLAY SAMPLE - replay finds the statements of a test file in their order, and
# judges those that a woven program could run; TAP on stdout.
set -u
replay=$1 sample=$2
echo 1..1
out=$("$replay" "$sample" | sed 's/^SQLite [0-9.]*/SQLite/')
expected='SQLite, 1 files (0 given up after 60 s, 0 crashed), 13 statements run
6 return columns: 6 answered (100.00 %), 6 of them run to the end
7 of 9 columns claimed NOT NULL: 0 false
3 claimed at most one row, 1 of them exactly one: 0 false'
if [ "$out" = "$expected" ]; then
  echo 'ok 1 - the statements of a test file are found and judged'
else
  echo 'not ok 1 - the statements of a test file are found and judged'
  printf '%s\n' "$out" | sed 's/^/# /'
  exit 1
fi
