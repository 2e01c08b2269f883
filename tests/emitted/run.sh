#!/bin/sh
# run.sh ROOT WEFT RUNTIME - emitted code: clang-format changes nothing, gcc and clang
# take it as C99 to C++17 without a warning, and a program on it runs; TAP on stdout.
# RUNTIME is libweave.a. A compiler that is not installed is skipped.
set -u
root=$1 weft=$2 runtime=$3
tmp=$(mktemp -d) || exit 1
trap 'rm -rf "$tmp"' EXIT
strict='-Wall -Wextra -Wpedantic -Wconversion -Wshadow -Werror'
n=0 failed=0

# check NAME COMMAND...: one test.
check() {
  name=$1
  shift
  n=$((n + 1))
  if "$@" >"$tmp/log" 2>&1; then
    echo "ok $n - $name"
  else
    echo "not ok $n - $name"
    sed 's/^/# /' "$tmp/log"
    failed=1
  fi
}

# compile COMPILER FLAGS FILE...: each file for itself.
compile() {
  compiler=$1 flags=$2
  shift 2
  for file; do
    # shellcheck disable=SC2086
    $compiler $flags $strict -I"$root/runtime" -I"$tmp/out" -c "$file" -o "$tmp/o.o" ||
      return 1
  done
}

# amalgam: all sources as one, in any order.
amalgam() {
  for file in "$tmp"/out/*.gen.c; do echo "#include \"$file\""; done >"$tmp/all.c"
  compile cc -std=c99 "$tmp/all.c"
}

# run COMPILER FLAGS: the program.
run() {
  # shellcheck disable=SC2086
  $1 $2 $strict -I"$root/runtime" -I"$tmp/out" "$root/tests/emitted/every_type.c" \
    "$tmp"/out/*.gen.c -x none "$runtime" -lsqlite3 -lpthread -o "$tmp/program" &&
    "$tmp/program"
}

mkdir "$tmp/out"
check 'files are emitted' "$weft" "$tmp/out"
if command -v clang-format >/dev/null; then
  cp "$root/.clang-format" "$tmp/out"
  check 'clang-format changes nothing' clang-format --dry-run -Werror "$tmp"/out/*.gen.[ch]
fi
for compiler in gcc clang; do
  command -v $compiler >/dev/null || continue
  for flags in '-std=c99 -x c' '-std=gnu17 -O2 -x c' '-std=c++17 -O2 -x c++'; do
    check "$compiler $flags compiles" compile $compiler "$flags" "$tmp"/out/*.gen.[ch]
  done
done
check 'all sources compile as one' amalgam
check 'a C program runs' run cc '-std=c99 -g -x c'
check 'a C++ program runs' run cc '-std=c++17 -g -x c++'
echo "1..$n"
exit $failed
