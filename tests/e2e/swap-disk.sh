#!/bin/sh
# swap-disk.sh - the output directory on disks that are full, read-only, someone else's.
#
# usage: swap-disk.sh CMD...
#   CMD as for swap.sh. Exit status 77 where nothing can be mounted.
set -u

# Mounts are made in a name space of their own, so that nothing stays behind.
if [ "${SWAP_DISK-}" = "" ]; then
    if [ "$(id -u)" = 0 ]; then ns=-m; else ns=-rm; fi
    unshare $ns true 2>/dev/null || exit 77
    SWAP_DISK=$(id -u) exec unshare $ns "$0" "$@"
fi

dir=$(mktemp -d)
trap 'umount "$dir"/* 2>/dev/null; rm -rf "$dir"' EXIT
failed=0

check() {
    what=$1
    shift
    if "$@"; then return; fi
    echo "FAILED: $what" >&2
    sed 's/^/    /' "$dir/said" >&2
    failed=1
}

tree() {
    (cd "$1" && find . -type f -exec cksum {} + | sort; find . ! -type f | sort)
}

same() {
    [ "$1" = "$2" ]
}

status_is() {
    wanted=$1
    shift
    "$@" >"$dir/said" 2>&1
    [ $? = "$wanted" ]
}

says() {
    grep -qF -- "$1" "$dir/said"
}

# fails IT REASON OUT CMD...: exit 3, the reason said, the output as before.
fails() {
    it=$1 reason=$2 out=$3
    shift 3
    before=$(tree "$out")
    check "$it fails" status_is 3 "$@"
    check "$it is said" says "$reason"
    check "$it changes nothing" same "$before" "$(tree "$out")"
    check "$it leaves nothing" test -z "$(find "${out%/*}" -maxdepth 1 -name '.*weave*')"
}

mkdir "$dir/full" "$dir/plain"
mount -t tmpfs -o size=256k none "$dir/full" || exit 77
check "weaves on a small disk" status_is 0 "$@" "$dir/full/gen" 1
dd if=/dev/zero of="$dir/full/ballast" bs=4096 2>/dev/null
fails "a full disk" "No space left on device" "$dir/full/gen" "$@" "$dir/full/gen" 2
rm "$dir/full/ballast"
check "with room again it works" status_is 0 "$@" "$dir/full/gen" 2

mount -o remount,ro "$dir/full"
fails "a read-only mount" "Read-only file system" "$dir/full/gen" "$@" "$dir/full/gen" 1
mount -o remount,rw "$dir/full"
check "writable again it works" status_is 0 "$@" "$dir/full/gen" 1

mkdir "$dir/plain/gen"
mount --bind "$dir/full/gen" "$dir/plain/gen"
fails "a mount point" "it is a mount point" "$dir/plain/gen" "$@" "$dir/plain/gen" 2
umount "$dir/plain/gen"

# A directory in which one may not write; for root, by another user's eyes.
as=
if [ "$SWAP_DISK" = 0 ]; then
    as="setpriv --reuid=65534 --regid=65534 --clear-groups"
    mkdir -m 777 "$dir/theirs"
    chmod 755 "$dir"
    $as "$@" "$dir/theirs/gen" 1 >"$dir/said" 2>&1 || as=none
fi
if [ "$as" != none ]; then
    check "weaves into a directory" status_is 0 "$@" "$dir/plain/gen" 1
    chmod 555 "$dir/plain"
    # shellcheck disable=SC2086 # as is words
    fails "a directory of others" "Permission denied" "$dir/plain/gen" \
        $as "$@" "$dir/plain/gen" 2
    chmod 755 "$dir/plain"
    check "permitted it works" status_is 0 "$@" "$dir/plain/gen" 2
fi

exit $failed
