#!/bin/sh
# format.sh ROOT - clang-format changes nothing. Skipped where it is not installed.
set -eu
cd "$1"
command -v clang-format >/dev/null || exit 77
find base catalog stage1_parse stage2_midstage stage3_emit migrate runtime driver examples tests bench \
  -name '*.[ch]' -not -path '*/gen/*' -not -path '*/.midstage/*' -print0 |
  xargs -0 clang-format --dry-run --Werror
