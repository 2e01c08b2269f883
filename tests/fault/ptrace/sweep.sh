#!/bin/sh
# sweep.sh - lets every file-system call of a weave go wrong once; what is left must be
# the whole old output or the whole new one, and the next weave must not mind.
#
# usage: sweep.sh [OPTION]... FAULT OUT OLD NEW CMD...
#   FAULT is the built fault.c. OUT is the output directory; OLD and NEW are copies of
#   what it holds before and after CMD (OLD - for nothing). Each round starts from OLD.
#
#   --modes LIST     of kill, short, ENOSPC, lasting-ENOSPC, and other errors' names;
#                    default "kill ENOSPC EIO EACCES EROFS lasting-ENOSPC lasting-EIO"
#   --every K        only every K-th call
#   --reads          fails calls that only read, too (killing before them shows nothing)
#   --only NAMES     only calls of executables so named
#   --deny CALL=ERR  what this file system cannot do; may be repeated
#   --gap            OUT may be missing after a kill, or where all calls fail, if the
#                    next weave can restore it
#   --reset CMD      a shell command that runs before each round
set -eu

modes="kill ENOSPC EIO EACCES EROFS lasting-ENOSPC lasting-EIO"
every=1 reads= options= gap=false reset=:
while :; do
    case $1 in
    --modes) modes=$2; shift 2 ;;
    --every) every=$2; shift 2 ;;
    --reads) reads=--reads; shift ;;
    --only | --deny) options="$options $1 $2"; shift 2 ;;
    --gap) gap=true; shift ;;
    --reset) reset=$2; shift 2 ;;
    *) break ;;
    esac
done
fault=$1 out=$2 old=$3 new=$4
shift 4
beside=$(dirname "$out") name=$(basename "$out")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# Where there is no directory, there is the directory "-".
same() {
    if [ -d "$1" ] && [ -d "$2" ]; then diff -r "$1" "$2" >/dev/null; else
        [ ! -e "$1" ] && [ ! -e "$2" ]
    fi
}

leftovers() {
    find "$beside" -maxdepth 1 -name ".$name.weave-*"
}

bad() {
    echo "$mode, call $n ($(sed -n "${n}p" "$work/log")): $1" >&2
    echo "status $status, it said:" >&2
    cat "$work/said" >&2
    ls -lA "$beside" "$out" >&2 || true
    exit 1
}

start_anew() {
    chmod -R u+rwx "$out" 2>/dev/null || true
    rm -rf "$out" "$beside/.$name.weave-new" "$beside/.$name.weave-old"
    [ "$old" = - ] || cp -a "$old" "$out"
    sh -c "$reset"
}

look_at_output() {
    if same "$out" "$new"; then found=new; elif same "$out" "$old"; then found=old; else
        found=gap
        $gap && [ ! -e "$out" ] && same "$beside/.$name.weave-old" "$old" ||
            bad "neither old nor new"
        case $mode in kill | lasting-*) ;; *) bad "the old one is not in its place" ;; esac
    fi
    case $status in
    0) [ $found = new ] || bad "exit 0, but the new output is not there" ;;
    137) [ "$mode" = kill ] || bad "killed" ;;
    # 127: it was the dynamic loader's call. Where all calls fail, none can speak.
    [1-9] | 70 | 127)
        [ -s "$work/said" ] || [ "$mode" != "${mode#lasting-}" ] ||
            bad "not a word about it"
        ;;
    100) [ $found = new ] || bad "no call failed, but the new output is not there" ;;
    *) bad "it ended in no way it should" ;;
    esac
}

look_at_next() {
    status=0
    "$@" >"$work/said" 2>&1 </dev/null || status=$?
    [ $status = 0 ] || bad "the next weave failed"
    same "$out" "$new" || bad "the next weave did not put the new output in place"
    [ -z "$(leftovers)" ] || bad "the next weave left $(leftovers)"
}

for mode in $modes; do
    case $mode in
    kill) how=--kill ;;
    short) how=--short ;;
    lasting-*) how="$reads --lasting --errno ${mode#lasting-}" ;;
    *) how="$reads --errno $mode" ;;
    esac
    n=1 rounds=0 status=0
    while [ $status != 100 ]; do
        start_anew
        status=0
        # shellcheck disable=SC2086 # options are words
        timeout 120 "$fault" --log "$work/log" $options $how $n "$@" \
            >"$work/said" 2>&1 </dev/null || status=$?
        look_at_output
        [ $status = 100 ] || {
            rounds=$((rounds + 1)) n=$((n + every))
            look_at_next "$@"
        }
    done
    [ $rounds -gt 0 ] || bad "not one call was counted"
    echo "$mode: $rounds calls, each old or new"
done
