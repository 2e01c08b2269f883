#!/bin/sh
# headers.sh ROOT CC - every header compiles alone, as the first line of a file; the
# runtime's also as C99 and as C++17.
set -eu
cd "$1"
cc=$2
cjson=$(pkg-config --cflags libcjson 2>/dev/null || :)
status=0
for header in base/*.h catalog/*.h stage?_*/*.h stage3_emit/*/*.h migrate/*.h driver/*.h runtime/*.h; do
  # lists of X(...) for whoever defines X
  case $header in */diag_codes.h | */sql/keywords.h | */syntax_kinds.h) continue ;; esac
  # shellcheck disable=SC2086
  echo "#include \"$header\"" |
    $cc -std=c11 -D_POSIX_C_SOURCE=200809L -Wall -Wextra -Wpedantic -Werror $cjson -I. \
      -fsyntax-only -x c - || { echo "$header does not compile alone"; status=1; }
done
echo '#include "runtime/weave.h"' | $cc -std=c99 -Wall -Wextra -Wpedantic -Wconversion \
  -Werror -I. -fsyntax-only -x c - || status=1
echo '#include "runtime/weave.h"' | $cc -std=c++17 -Wall -Wextra -Wpedantic -Wconversion \
  -Werror -I. -fsyntax-only -x c++ - || status=1
exit $status
