#!/bin/sh
# swapper.sh - sweeps driver/swap.c: with exchange, without, without links, first time.
#
# usage: swapper.sh FAULT SWAPPER READER [all]
#   all tries every call with every error; otherwise every one is killed before, and
#   every eleventh fails.
set -eu

here=$(dirname "$0") fault=$1 swapper=$2 reader=$3
if [ "${4-}" = all ]; then every=1 seconds=20; else every=11 seconds=2; fi
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
"$swapper" "$dir/old" 1
"$swapper" "$dir/new" 2

sweep() {
    "$here/sweep.sh" "$@"
}

# A directory that is written file by file is found out, or the sweep is worth nothing.
if sweep --modes kill "$fault" "$dir/gen" "$dir/old" "$dir/new" \
    cp "$dir/new/alpha.gen.c" "$dir/new/beta.gen.h" "$dir/gen" 2>/dev/null; then
    echo "the sweep takes a copy for a swap" >&2
    exit 1
fi

# One call after another, with what is denied; - is the first time.
for old in "$dir/old" -; do
    for deny in "" "--deny renameat2=EINVAL" "--deny renameat2=ENOSYS --deny link=EPERM"; do
        echo "old output: $(basename "$old")${deny:+, $deny}"
        gap=${deny:+--gap}
        # shellcheck disable=SC2086 # deny and gap are words
        {
            sweep --modes kill $gap $deny "$fault" "$dir/gen" "$old" "$dir/new" \
                "$swapper" "$dir/gen" 2
            sweep --modes "ENOSPC EIO EACCES EROFS lasting-ENOSPC lasting-EIO" \
                --every $every --reads $gap $deny \
                "$fault" "$dir/gen" "$old" "$dir/new" "$swapper" "$dir/gen" 2
        }
    done
done

# A sync that fails is believed: before the exchange all stays, after it that is said.
fails_to_sync() {
    rm -rf "$dir/gen"
    cp -a "$dir/old" "$dir/gen"
    status=0
    "$fault" --deny "$1=EIO" "$swapper" "$dir/gen" 2 2>"$dir/said" || status=$?
    [ "$status" = 3 ] && grep -q "$2" "$dir/said" && diff -r "$dir/$3" "$dir/gen" || {
        echo "$1 failed, the weave ended with $status" >&2
        cat "$dir/said" >&2
        exit 1
    }
}
fails_to_sync syncfs "cannot write to disk .*/.gen.weave-new: Input/output error" old
fails_to_sync fsync "wove .*/gen, but cannot write to disk .*: Input/output error" new

# A reader that opens the directory once never sees two generations in it.
rm -rf "$dir/gen"
"$swapper" "$dir/gen" 1
"$swapper" "$dir/gen" 2 $seconds &
"$reader" "$dir/gen" $seconds || { kill $!; exit 1; }
wait $!
