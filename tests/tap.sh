# tap.sh - for shell tests that speak TAP; sourced: . "$root/tests/tap.sh"
#
# $tmp is a directory that goes at the end. What a failed check said is shown, and what
# stands in $tmp/log, $tmp/out and $tmp/err.

tmp=$(mktemp -d) || exit 1
trap 'rm -rf "$tmp"' EXIT
n=0

# check DESCRIPTION COMMAND...
check() {
	n=$((n + 1)) description=$1
	shift
	if "$@" >"$tmp/check.log" 2>&1; then
		echo "ok $n - $description"
	else
		echo "not ok $n - $description"
		cat "$tmp/check.log" "$tmp/log" "$tmp/out" "$tmp/err" 2>/dev/null | sed 's/^/# /'
	fi
}

# copy_tree ROOT DIRECTORY: the sources as a fresh clone has them, the npm packages by link.
copy_tree() {
	mkdir "$2"
	(cd "$1" && tar cf - --exclude=./node_modules --exclude='./build*' \
		--exclude=./.git --exclude=.midstage --exclude=gen .) | tar xf - -C "$2"
	ln -s "$1/node_modules" "$2/node_modules"
}
