#!/bin/sh
# database-disk.sh - a database on a disk that is full, or read-only: what has no room is
# refused before it is begun, what is not foreseen is undone, and every row stays.
#
# usage: database-disk.sh WEAVE
#   Exit status 77 where nothing can be mounted.
set -u

# Mounts are made in a name space of their own, so that nothing stays behind.
if [ "${DATABASE_DISK-}" = "" ]; then
    if [ "$(id -u)" = 0 ]; then ns=-m; else ns=-rm; fi
    unshare $ns true 2>/dev/null || exit 77
    DATABASE_DISK=1 exec unshare $ns "$0" "$@"
fi

weave=$(realpath "$1")
dir=$(mktemp -d)
trap 'umount "$dir/disk" 2>/dev/null; rm -rf "$dir"' EXIT
mkdir "$dir/disk"
mount -t tmpfs -o size=6m none "$dir/disk" || exit 77
cd "$dir" || exit 1
failed=0

check() {
    what=$1
    shift
    if "$@"; then return; fi
    echo "FAILED: $what" >&2
    sed 's/^/    /' "$dir/said" >&2
    failed=1
}

status_is() {
    wanted=$1
    shift
    "$@" >"$dir/said" 2>&1
    [ $? = "$wanted" ]
}

says() {
    grep -q -- "$1" "$dir/said"
}

state() {
    sqlite3 "file:disk/a.db?immutable=1" 'PRAGMA integrity_check' .dump | cksum
}

# stays IT STATUS WORDS ARGUMENT...: weave ends so, says so, and the database is as it was.
stays() {
    it=$1 status=$2 words=$3
    shift 3
    before=$(state)
    check "$it ends with $status" status_is "$status" "$weave" "$@" --db disk/a.db
    check "$it is said" says "$words"
    check "$it changes nothing" test "$before" = "$(state)"
    check "$it leaves nothing" test -z "$(find disk -name 'a.db-*')"
}

# migrations TAG...: the journal names them.
migrations() {
    {
        printf '{"version":"7","dialect":"sqlite","entries":['
        n=0
        for tag; do
            [ $n = 0 ] || printf ,
            printf '{"idx":%d,"version":"6","when":170000000000%d,"tag":"%s","breakpoints":true}' $n $n "$tag"
            n=$((n + 1))
        done
        echo ']}'
    } >drizzle/meta/_journal.json
}

schema() {
    cat >schema.ts <<END
import { sqliteTable, integer, text } from 'drizzle-orm/sqlite-core';
export const users = sqliteTable('users', { id: integer('id').primaryKey(), name: text('name')$1 });
export const seed = defineSeed(users, [{ id: -1, name: 'first' }]);
END
}

mkdir -p drizzle/meta
echo "export default { dialect: 'sqlite', schema: './schema.ts', out: './drizzle' };" >drizzle.config.ts
echo 'CREATE TABLE `users` (`id` integer PRIMARY KEY NOT NULL, `name` text);' >drizzle/0000_init.sql
cat >drizzle/0001_name.sql <<'END'
CREATE TABLE `__new_users` (`id` integer PRIMARY KEY NOT NULL, `name` text NOT NULL);--> statement-breakpoint
INSERT INTO `__new_users` SELECT `id`, `name` FROM `users`;--> statement-breakpoint
DROP TABLE `users`;--> statement-breakpoint
ALTER TABLE `__new_users` RENAME TO `users`;
END
echo 'CREATE INDEX `by_name` ON `users` (substr(`name`, 1, 300));' >drizzle/0002_index.sql
cat drizzle/0001_name.sql - drizzle/0002_index.sql >drizzle/0003_name.sql <<'END'
--> statement-breakpoint
END
migrations 0000_init
schema ''
check "a small disk will do" status_is 0 "$weave" migrate up --db disk/a.db
sqlite3 disk/a.db "INSERT INTO users (name) SELECT hex(randomblob(500)) FROM generate_series(1, 2500)"

# 2.5 MB of 6: a rebuild wants twice that beside them.
schema '.notNull()'
predicted='rebuilding takes up to .* kB more on its disk, and .* are free \[WL403\]'
migrations 0000_init 0001_name
stays "a full disk, predicted by up," 1 "$predicted" migrate up
stays "a full disk, predicted by push," 1 "$predicted" push
migrations 0000_init
stays "a full disk, predicted by generate," 1 "$predicted" migrate generate -n

# What is not foreseen: an index, and a row, on a disk that others have filled.
dd if=/dev/zero of=disk/ballast bs=4096 2>/dev/null
migrations 0000_init 0002_index
stays "a full disk, met by up," 3 'database or disk is full' migrate up
stays "a full disk, met by seed," 3 'disk' seed
rm disk/ballast
check "with room again it works" status_is 0 "$weave" migrate up --db disk/a.db

mount -o remount,ro,size=24m "$dir/disk"
migrations 0000_init 0002_index 0003_name
stays "a read-only disk, met by up," 3 'readonly\|read-only' migrate up
stays "a read-only disk, met by push," 3 'readonly\|read-only' push
stays "a read-only disk, met by seed," 3 'readonly\|read-only' seed
stays "a read-only disk, looked at," 0 'pending  0003_name' migrate status
mount -o remount,rw "$dir/disk"
check "writable again, and with room, it works" status_is 0 "$weave" push --db disk/a.db
exit $failed
