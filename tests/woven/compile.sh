#!/bin/sh
# compile.sh ROOT GEN... - the woven code in these directories is C99 and C++17, without a
# warning from gcc or clang, and as clang-format would have it.
set -eu
root=$1
shift
status=0
compiled=0
warnings='-Wall -Wextra -Wpedantic -Wconversion -Wshadow -Werror'

# compile COMPILER LANGUAGE STANDARD DIRECTORY
compile() {
  command -v "$1" >/dev/null || { echo "no $1 here"; return; }
  for file in "$4"/*.gen.c; do
    # shellcheck disable=SC2086
    "$1" -x "$2" "-std=$3" $warnings -I"$root/runtime" -I"$4" -O1 -c "$file" -o /dev/null ||
      { echo "$1 -std=$3: $file"; status=1; }
    compiled=$((compiled + 1))
  done
}

for gen in "$@"; do
  compile gcc c c99 "$gen"
  compile clang c c99 "$gen"
  compile g++ c++ c++17 "$gen"
  compile clang++ c++ c++17 "$gen"
  if command -v clang-format >/dev/null; then
    clang-format --style=file:"$root/.clang-format" --dry-run -Werror "$gen"/*.gen.[ch] ||
      { echo "clang-format would change $gen"; status=1; }
  fi
done
[ "$compiled" -gt 0 ] || exit 77
exit $status
