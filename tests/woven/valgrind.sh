#!/bin/sh
# valgrind.sh SANITIZE PROGRAM [ARG...] - the program, run in an empty directory, makes
# no wrong access and leaks nothing. Skipped without valgrind, and where SANITIZE, the
# build's, is not "none": the two don't go together.
set -eu
[ "$1" = none ] && command -v valgrind >/dev/null || exit 77
program=$(realpath "$2")
shift 2
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
cd "$tmp"
valgrind -q --error-exitcode=99 --leak-check=full --show-leak-kinds=all \
  "$program" "$@" >said 2>wrong || { status=$?; tail -n 20 said; cat wrong; exit "$status"; }
