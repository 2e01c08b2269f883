#!/bin/sh
# weave.sh - sweeps the weave itself: calls of weave and of the midstage, on disk as in
# a project of two modules.
#
# usage: weave.sh FAULT WEAVE [all | K]
#   Kills before every call that changes something, and lets every K-th of all calls
#   fail, one error after another, or move half of its bytes; default 50. With all, every call.
set -eu

here=$(cd "$(dirname "$0")" && pwd) fault=$1 every=${3-50}
WEAVE=$2
[ "$every" != all ] || every=1
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
WEAVER=$dir/project
export WEAVE WEAVER

# Two projects as they stand after a weave of one generation; the other is the next one.
"$here/weaver.sh" "$dir/old" 1
cp -a "$WEAVER" "$dir/project.old"
"$here/weaver.sh" "$dir/new" 2
reset="rm -rf '$WEAVER' && cp -a '$dir/project.old' '$WEAVER'"

for mode in kill short ENOSPC EIO EACCES EROFS lasting-ENOSPC; do
    reads=--reads step=$every
    [ $mode != kill ] || reads='' step=1
    # Where the executable is called midstage, it is what was generated and compiled.
    # shellcheck disable=SC2086 # reads is a word or none
    "$here/sweep.sh" --modes $mode --every "$step" $reads --only weave,midstage \
        --reset "$reset" "$fault" "$dir/gen" "$dir/old" "$dir/new" \
        "$here/weaver.sh" "$dir/gen" 2
done
