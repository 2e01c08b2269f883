#!/bin/sh
# launcher.sh ROOT - ./weave in a fresh copy of the tree in ROOT: builds itself, runs
# where it is called, and costs next to nothing afterwards. TAP on stdout.
set -u
root=$1
. "$root/tests/tap.sh"
tree=$tmp/tree

mkdir "$tmp/elsewhere" "$tmp/bare"
copy_tree "$root" "$tree"

for program in sh gcc dirname find id; do
	ln -s "$(command -v $program)" "$tmp/bare/$program"
done
no_install() {
	PATH=$tmp/bare "$tree/weave" --no-install sql >"$tmp/out" 2>"$tmp/err"
	[ $? = 3 ] && grep -q 'missing:.* meson' "$tmp/err"
}
check '--no-install lists what is missing and exits 3' no_install
check 'and installs and builds nothing' test ! -e "$tree/build"

cd "$tmp/elsewhere" || exit 1
version() {
	"$tree/weave" --version >"$tmp/out" 2>"$tmp/err" && grep -q '^weave [0-9]' "$tmp/out"
}
check 'the first call builds' version
check 'and says so' grep -q 'weave: building' "$tmp/err"
check 'the second does not' version
check 'and says nothing' test ! -s "$tmp/err"

cp "$root/tests/install/app/schema.ts" .
weaves() {
	"$tree/weave" --schema schema.ts --out gen --no-install && [ -e gen/greeting.gen.c ]
}
check 'it works in the directory of who calls it' weaves

# Twenty calls of it, and twenty of what it calls, in milliseconds.
milliseconds() {
	start=$(date +%s%N)
	for i in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20; do
		"$1" --version >/dev/null || return 1
	done
	echo $((($(date +%s%N) - start) / 1000000))
}
quick() {
	launcher=$(milliseconds "$tree/weave") binary=$(milliseconds "$tree/build/driver/weave")
	echo "20 calls: $launcher ms, without the launcher $binary ms"
	[ $((launcher - binary)) -lt 1000 ]
}
check 'it adds less than 50 ms to a call' quick

echo '// changed' >>"$tree/driver/main.c"
check 'after a change it builds again' version
check 'and says that, too' grep -q 'weave: building' "$tmp/err"
echo 'not C' >>"$tree/driver/main.c"
broken() { "$tree/weave" --version >"$tmp/out" 2>"$tmp/err"; [ $? = 3 ]; }
check 'a build that fails is exit status 3' broken

cd "$tree" || exit 1
sed -i '$d' driver/main.c
check 'in the repository it works on the example' \
	sh -c './weave sql | grep -q "CREATE TABLE .media_source."'
echo "1..$n"
