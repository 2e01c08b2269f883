#!/bin/sh
# run.sh WEAVE ROOT [--accept] [CASE...] - weaves every folder here that holds a schema and
# compares all that was made with its out/, byte for byte; TAP on stdout.
#
# Each case is woven twice, from two directories: the output may not tell them apart. With
# --accept the difference is shown, then the new output is kept.
set -u
weave=$(realpath "$1") root=$2
shift 2
accept=
[ "${1-}" != --accept ] || { accept=1; shift; }
cd "$root/tests/golden" || exit 1
[ $# -gt 0 ] || set -- */
tmp=$(mktemp -d) || exit 1
trap 'rm -rf "$tmp"' EXIT
n=0 failed=0

# weave_into DIRECTORY CASE: a copy of the case, woven there.
weave_into() {
  mkdir -p "$1" && cp -r "$2/." "$1" && rm -rf "$1/out"
  (cd "$1" && "$weave" -q --out out $(ls schema.* | sed 's/^/--schema /') 2>weave.err)
}

for case in "$@"; do
  case=${case%/}
  [ -f "$case/schema.ts" ] || [ -f "$case/schema.sql" ] || continue
  n=$((n + 1))
  a=$tmp/a/$case b=$tmp/deeper/than/a/$case
  if ! weave_into "$a" "$case" || ! weave_into "$b" "$case"; then
    echo "not ok $n - $case"
    sed 's/^/# /' "$a/weave.err"
    failed=1
    continue
  fi
  if ! diff -r "$a/out" "$b/out" >"$tmp/diff"; then
    echo "not ok $n - $case: the output depends on where it was made"
    failed=1
  elif diff -ruN "$case/out" "$a/out" >"$tmp/diff"; then
    echo "ok $n - $case"
    continue
  elif [ -n "$accept" ]; then
    cat "$tmp/diff"
    rm -rf "$case/out" && cp -r "$a/out" "$case/out"
    echo "ok $n - $case # accepted: read the difference, it is part of your commit"
    continue
  else
    echo "not ok $n - $case"
    failed=1
  fi
  sed 's/^/# /' "$tmp/diff" | head -n 60
done
echo "1..$n"
exit $failed
