#!/bin/sh
# install.sh ROOT - installs weave to a prefix of its own, and builds the project in app/
# against it with Meson, CMake and plain make. TAP on stdout.
set -u
root=$1
here=$(cd "$(dirname "$0")" && pwd)
. "$root/tests/tap.sh"
prefix=$tmp/prefix

install_weave() {
	meson setup --prefix="$prefix" --libdir=lib -Dexamples=false "$tmp/weave" "$root" &&
		meson install -C "$tmp/weave"
}

with_make() {
	make -C "$tmp/make"
}

with_cmake() {
	cmake -S "$tmp/cmake" -B "$tmp/cmake/build" && cmake --build "$tmp/cmake/build"
}

with_meson() {
	meson setup "$tmp/meson/build" "$tmp/meson" && meson compile -C "$tmp/meson/build"
}

runs() {
	[ "$("$1")" = 'hello, loom' ]
}

check 'weave installs' install_weave
# Nothing may be found in the tree it was built from.
PATH=$prefix/bin:$PATH
PKG_CONFIG_PATH=$prefix/lib/pkgconfig
LD_LIBRARY_PATH=$prefix/lib
export PATH PKG_CONFIG_PATH LD_LIBRARY_PATH
mv "$tmp/weave" "$tmp/gone"
check 'the installed weave runs' "$prefix/bin/weave" --version
check 'its manual is there' test -s "$prefix/share/man/man1/weave.1"
check 'the TypeScript package is there' \
	node -e 'require(process.argv[1])' "$prefix/share/weave/weave-orm"
for way in make cmake meson; do
	cp -r "$here/app" "$tmp/$way"
	if ! command -v $way >/dev/null; then
		n=$((n + 1))
		echo "ok $n - a project builds with $way # SKIP $way is not installed"
		continue
	fi
	check "a project builds with $way" with_$way
	program=$tmp/$way/build/app
	[ $way != make ] || program=$tmp/make/app
	check "and runs" runs "$program"
done
check 'with make, nothing to do is nothing to do' make -q -C "$tmp/make"
echo "1..$n"
