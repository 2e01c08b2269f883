#!/bin/sh
# errors.sh ROOT - every diagnostic code has its section in docs/errors.md, under its
# title; no section is left of a code that is gone; every code is used. The Sentinel's codes
# stand in docs/migrations.md.
set -eu
cd "$1"
codes=$(sed -n 's/^X(\(W[0-9]*\), "\(.*\)")$/\1 \2/p' base/diag_codes.h)
sections=$(sed -n 's/^## \(W[0-9]*\): \(.*\)$/\1 \2/p' docs/errors.md)
status=0
if [ "$codes" != "$sections" ]; then
  echo "base/diag_codes.h and docs/errors.md differ:"
  a=$(mktemp) b=$(mktemp)
  echo "$codes" >"$a"; echo "$sections" >"$b"
  diff "$a" "$b" || :
  rm -f "$a" "$b"
  status=1
fi
for code in $(echo "$codes" | cut -d' ' -f1); do
  grep -rq "DIAG_$code" stage1_parse stage2_midstage stage3_emit migrate driver ||
    { echo "$code is never reported"; status=1; }
done
for code in $(sed -n 's/^ *X(\(W[A-Z][0-9]*\),.*/\1/p' migrate/judge.h); do
  grep -q "^|.*$code" docs/migrations.md || { echo "$code is not in docs/migrations.md"; status=1; }
  grep -rq "RISK_$code" migrate || { echo "$code is never found"; status=1; }
done
exit $status
