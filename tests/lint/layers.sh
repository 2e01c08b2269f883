#!/bin/sh
# layers.sh ROOT - who may include whom. A line a folder: itself, then what it may see.
#
# stage3_emit sees the runtime because the midstage opens its connection with the
# runtime's own function: queries are judged under the settings they will run under. It
# and migrate hand migrations to the runtime, which alone applies them.
set -eu
cd "$1"
layers='
base            base
catalog         base catalog
stage1_parse    base catalog stage1_parse
stage2_midstage base catalog stage2_midstage
stage3_emit     base catalog stage3_emit migrate runtime
driver          base catalog stage1_parse stage2_midstage migrate driver
migrate         base catalog migrate runtime
runtime         runtime
'
grep -rnE '^ *# *include "[^"]*' --include='*.[ch]' \
  base catalog stage1_parse stage2_midstage stage3_emit migrate runtime driver |
awk -v layers="$layers" '
BEGIN {
  n = split(layers, row, "\n")
  for (i = 1; i <= n; i++) {
    m = split(row[i], f, " ")
    for (j = 2; j <= m; j++) ok[f[1] "<" f[j]] = 1
  }
}
{
  place = $0; sub(/:.*/, "", place)
  split(place, p, "/"); from = p[1]
  line = $0; sub(/[^"]*"/, "", line); sub(/".*/, "", line)
  if (from == "runtime" && line == "weave.h") next # installed side by side
  if (line !~ /\//) { print place ": \"" line "\" is not written from the root"; bad = 1; next }
  to = line; sub(/\/.*/, "", to)
  if (!ok[from "<" to]) { print place ": " from " may not include " to; bad = 1 }
}
END { exit bad }'
