#!/bin/sh
# swap.sh - what becomes of the output directory, case by case.
#
# usage: swap.sh CMD...
#   CMD... OUT GENERATION weaves into OUT; another generation makes another output of
#   which at least one file stays the same. Exit status and words as weave's.
set -u

dir=$(mktemp -d)
trap 'chmod -R u+rwx "$dir"; rm -rf "$dir"' EXIT
out=$dir/src/gen
failed=0

weave() {
    "$@" >"$dir/said" 2>&1
}

tree() {
    (cd "$1" && find . -type f -exec cksum {} + | sort; find . ! -type f | sort)
}

stamps() {
    (cd "$1" && find . -printf '%i %T@ %n %p\n' | sort)
}

# check WHAT COMMAND...: the command must succeed.
check() {
    what=$1
    shift
    if "$@"; then return; fi
    echo "FAILED: $what" >&2
    sed 's/^/    /' "$dir/said" >&2
    failed=1
}

says() {
    grep -qF -- "$1" "$dir/said"
}

status_is() {
    wanted=$1
    shift
    weave "$@"
    [ $? = "$wanted" ]
}

no_leftovers() {
    [ -z "$(find "$dir/src" -maxdepth 1 -name '.*weave*')" ]
}

same() {
    [ "$1" = "$2" ]
}

# --- first and again ---
check "makes the directories above" status_is 0 "$@" "$out" 1
check "leaves nothing beside it" no_leftovers
first=$(tree "$out")
before=$(stamps "$out")
check "weaves again" status_is 0 "$@" "$out" 1
check "touches nothing if nothing changes" same "$before" "$(stamps "$out")"

# --- files that do not change keep inode and mtime ---
sleep 0.02
cp -a "$out" "$dir/before"
(cd "$out" && stat -c '%n %i %Y %y' ./*) >"$dir/stat1"
check "weaves what is new" status_is 0 "$@" "$out" 2
(cd "$out" && stat -c '%n %i %Y %y' ./*) >"$dir/stat2"
n_same=0 n_other=0
for file in "$out"/*; do
    name=$(basename "$file")
    if cmp -s "$file" "$dir/before/$name"; then
        n_same=$((n_same + 1))
        check "$name keeps inode and mtime" \
            same "$(grep "^./$name " "$dir/stat1")" "$(grep "^./$name " "$dir/stat2")"
    else
        n_other=$((n_other + 1))
        check "$name is another file" test "$(grep "^./$name " "$dir/stat1")" != \
            "$(grep "^./$name " "$dir/stat2")"
    fi
done
check "some files stay and some do not" test $n_same -gt 0 -a $n_other -gt 0
check "the second output is not the first" test "$first" != "$(tree "$out")"
chmod 750 "$out"
check "weaves back" status_is 0 "$@" "$out" 1
check "the directory keeps its mode" same 750 "$(stat -c %a "$out")"
check "the same input makes the same output" same "$first" "$(tree "$out")"

# --- foreign files ---
refuses() {
    before=$(tree "$out") it=$1 name=$2
    shift 2
    check "$it is refused" status_is 1 "$@" "$out" 2
    check "$it is named" says "$name"
    check "$it has its code" says W500
    check "$it: nothing happens" same "$before" "$(tree "$out")"
    check "$it: nothing is left" no_leftovers
    rm -rf "${out:?}/$name"
}
echo mine >"$out/notes.txt"
refuses "a text file" notes.txt "$@"
echo '// media.h - by hand.' >"$out/media.h"
refuses "a header by hand" media.h "$@"
echo '// own.gen.c - made by me.' >"$out/own.gen.c"
refuses "a file that weave did not make" own.gen.c "$@"
: >"$out/empty.gen.h"
refuses "an empty file" empty.gen.h "$@"
: >"$out/.hidden"
refuses "a hidden file" .hidden "$@"
echo '// Upper.gen.c - made by weave' >"$out/Upper.gen.c"
refuses "another name" Upper.gen.c "$@"
mkdir "$out/sub"
refuses "a directory" sub "$@"
mkdir "$out/dir.gen.c"
refuses "a directory with a woven name" dir.gen.c "$@"
ln -s /nowhere "$out/link.gen.c"
refuses "a symbolic link" link.gen.c "$@"
mkfifo "$out/fifo.gen.c"
refuses "a FIFO" fifo.gen.c "$@"
echo x >"$out/a.txt"
echo x >"$out/b.txt"
check "two foreign files are refused" status_is 1 "$@" "$out" 2
check "both are named" eval 'says a.txt && says b.txt'
rm "$out/a.txt" "$out/b.txt"

# --- places that are no directory ---
echo precious >"$dir/src/file"
check "a file in the directory's place" status_is 3 "$@" "$dir/src/file" 1
check "is named with the reason" says "src/file: Not a directory"
check "stays" same precious "$(cat "$dir/src/file")"
ln -s "$out" "$dir/src/link"
check "a symbolic link to the directory" status_is 0 "$@" "$dir/src/link" 2
check "stays one" test -h "$dir/src/link"
check "what it leads to is woven" test "$first" != "$(tree "$out")"
ln -s /nowhere/at/all "$dir/src/dangling"
check "a symbolic link to nothing" status_is 3 "$@" "$dir/src/dangling" 1
check "is named" says src/dangling
check "no leftovers yet" no_leftovers

# --- what a killed weave left ---
cp -a "$out" "$dir/src/.gen.weave-new"
echo half >"$dir/src/.gen.weave-new/half"
check "a staging directory is swept" status_is 0 "$@" "$out" 1
check "away" no_leftovers
mkdir "$dir/src/.gen.weave-new"
check "nothing to do" status_is 0 "$@" "$out" 1
check "sweeps as well" no_leftovers
mv "$out" "$dir/src/.gen.weave-old"
mkdir "$dir/src/.gen.weave-new"
echo x >"$dir/src/.gen.weave-old/notes.txt"
check "the old directory is given back its name first" status_is 1 "$@" "$out" 2
check "with all that is in it" test -f "$out/notes.txt"
rm -f "$out/notes.txt"
check "and is then swapped" status_is 0 "$@" "$out" 2
check "without a rest" no_leftovers

# --- no file may grow (RLIMIT_FSIZE) ---
before=$(tree "$out")
(
    ulimit -f 0
    "$@" "$out" 1
) >/dev/null 2>&1
check "a limit on file sizes fails the weave" test $? != 0
check "and changes nothing" same "$before" "$(tree "$out")"

# --- eight at once ---
check "prepares a known state" status_is 0 "$@" "$out" 1
pids=
for i in 1 2 3 4 5 6 7 8; do
    "$@" "$out" $((i % 2 + 1)) >"$dir/said.$i" 2>&1 &
    pids="$pids $!"
done
for pid in $pids; do
    check "each of eight at once works" wait "$pid"
done
check "nothing is left of them" no_leftovers
check "weaves after them" status_is 0 "$@" "$out" 1
check "as ever" same "$first" "$(tree "$out")"

# --- who must wait says so ---
(
    flock 9
    "$@" "$out" 2 >"$dir/said" 2>&1 9<&- &
    echo $! >"$dir/pid"
    i=0
    until says waiting || [ $i = 1200 ]; do
        sleep 0.05
        i=$((i + 1))
    done
    check "a locked directory is waited for" says "waiting for another weave"
    check "and left alone" same "$first" "$(tree "$out")"
    exit $failed
) 9<"$dir/src" || failed=1
i=0
while kill -0 "$(cat "$dir/pid")" 2>/dev/null && [ $i -lt 600 ]; do
    sleep 0.05
    i=$((i + 1))
done
check "then it goes on" test "$first" != "$(tree "$out")"

exit $failed
