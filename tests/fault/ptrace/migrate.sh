#!/bin/sh
# migrate.sh - lets the file-system calls of `migrate up`, `push` and `seed` go wrong, one by
# one, in both journal modes: the database is what it was or what it becomes, row by row and
# counter by counter; the next run does the rest; and success is never said of nothing.
#
# usage: migrate.sh FAULT WEAVE [all | K]
#   Kills before every K-th call, lets every K-th fail with ENOSPC and EIO, and lets it move
#   only half of the bytes; default 9.
set -eu

fault=$(realpath "$1") weave=$(realpath "$2") every=${3-9}
[ "$every" != all ] || every=1
export ASAN_OPTIONS=detect_leaks=0 # which does not work under ptrace
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"

mkdir -p drizzle/meta
cat >drizzle/meta/_journal.json <<'END'
{ "version": "7", "dialect": "sqlite", "entries": [
  { "idx": 0, "version": "6", "when": 1700000000001, "tag": "0000_init", "breakpoints": true },
  { "idx": 1, "version": "6", "when": 1700000000002, "tag": "0001_nick", "breakpoints": true },
  { "idx": 2, "version": "6", "when": 1700000000003, "tag": "0002_name", "breakpoints": true } ] }
END
cat >drizzle/0000_init.sql <<'END'
CREATE TABLE `users` (`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL, `name` text);
--> statement-breakpoint
CREATE TABLE `posts` (`id` integer PRIMARY KEY NOT NULL, `user_id` integer NOT NULL REFERENCES `users`(`id`) ON DELETE cascade, `body` text);
END
echo 'ALTER TABLE `users` ADD `nick` text;' >drizzle/0001_nick.sql
cat >drizzle/0002_name.sql <<'END'
PRAGMA foreign_keys=OFF;--> statement-breakpoint
CREATE TABLE `__new_users` (`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL, `name` text NOT NULL, `nick` text);--> statement-breakpoint
INSERT INTO `__new_users`(`id`, `name`, `nick`) SELECT `id`, `name`, `nick` FROM `users`;--> statement-breakpoint
DROP TABLE `users`;--> statement-breakpoint
ALTER TABLE `__new_users` RENAME TO `users`;--> statement-breakpoint
PRAGMA foreign_keys=ON;
END
cat >schema.ts <<'END'
import { sqliteTable, integer, text } from 'drizzle-orm/sqlite-core';
export const users = sqliteTable('users', {
  id: integer('id').primaryKey({ autoIncrement: true }), name: text('name').notNull(), nick: text('nick'),
});
export const posts = sqliteTable('posts', {
  id: integer('id').primaryKey(), body: text('body'),
  userId: integer('user_id').notNull().references(() => users.id, { onDelete: 'cascade' }),
});
export const seeds = [
  defineSeed(posts, [{ id: 900, userId: 800 }]),
  defineSeed(users, [{ id: 800, name: 'Seed' }, { id: 801, name: 'Seed too' }]),
];
END

state() {
    sqlite3 "$1" 'PRAGMA integrity_check; SELECT count(*) FROM pragma_foreign_key_check;' .dump 2>&1 |
        grep -v '^COMMIT'
}

# start MODE: a database after the first migration, with rows that matter.
start() {
    rm -f base.db*
    cp -r drizzle first && sed -i '/0001_nick/d; s/true },$/true } ] }/; /0002_name/d' first/meta/_journal.json
    echo "export default { migrations: './first' };" >weave.config.ts
    "$weave" -q migrate up --db base.db
    rm -rf first
    echo "export default { schema: './schema.ts', migrations: './drizzle' };" >weave.config.ts
    sqlite3 base.db "PRAGMA journal_mode = $1; INSERT INTO users (name) VALUES ('Ada'), ('Bob'), ('Cem');
        INSERT INTO posts (user_id, body) SELECT 1 + value % 2, hex(randomblob(200)) FROM generate_series(1, 60);
        DELETE FROM users WHERE id = 3;" >/dev/null
}

put_back() {
    rm -f work.db*
    cp "$1" work.db
}

bad() {
    echo "$command, $journal, $mode, call $n: $1 (status $status)" >&2
    cat said >&2
    exit 1
}

# Where a sweep begins, so that not all try the same calls.
first() {
    echo $((1 + $(echo "$mode $command" | wc -c) % (every < 9 ? every : 9)))
}

# sweep FROM STATES...: command on FROM, which may end in any of the states, the last of
# which is what it is to be.
sweep() {
    from=$1
    shift
    for mode in kill ENOSPC EIO short lasting-ENOSPC lasting-EIO lasting-short; do
        case $mode in
        kill) how=--kill ;;
        *short) how=--short ;;
        *) how="--reads --errno ${mode#lasting-}" ;;
        esac
        [ "$mode" = "${mode#lasting-}" ] || how="--lasting $how"
        n=$(first) points=0
        while :; do
            put_back "$from"
            status=0
            # shellcheck disable=SC2086
            "$fault" $how "$n" "$weave" -q $command --db work.db >said 2>&1 || status=$?
            [ "$status" != 100 ] || break
            [ "$status" != 101 ] || bad "the tool failed"
            state work.db >now
            is=none
            for known; do
                ! cmp -s now "$known" || is=$known
                last=$known
            done
            [ $is != none ] || { diff "$last" now >>said || :; bad "the database is neither old nor new"; }
            [ "$status" != 0 ] || [ $is = "$last" ] || bad "success without effect"
            # Half a read is one that goes on; but to the dynamic loader, whose status is 127.
            case $mode-$status in *short-0 | *short-127) ;; *short-*) bad "half of it is no failure" ;; esac
            status=0
            # shellcheck disable=SC2086
            "$weave" -q $command --db work.db >said 2>&1 || status=$?
            [ "$status" = 0 ] || bad "the next run fails"
            state work.db >now
            cmp -s now "$last" || bad "the next run does not do the rest"
            n=$((n + every)) points=$((points + 1))
        done
        [ $points -gt 0 ] || bad "not one call was counted"
        echo "$command, $journal, $mode: $points calls, each old or new"
    done
}

# look COMMAND...: what only reads says what it does when nothing fails, or that it cannot.
look() {
    put_back base.db
    expected=0
    "$weave" -q "$@" --db work.db >right 2>/dev/null || expected=$?
    command=$* journal=read
    for mode in ENOSPC EIO short; do
        case $mode in short) how=--short ;; *) how="--reads --errno $mode" ;; esac
        n=$(first) points=0
        while :; do
            status=0
            # shellcheck disable=SC2086
            "$fault" $how "$n" "$weave" -q "$@" --db work.db >out 2>said || status=$?
            [ "$status" != 100 ] || break
            case $status in
            "$expected") cmp -s out right || [ "$status-$(wc -c <said)" != "$expected-0" ] ||
                bad "another answer" ;;
            1 | 3 | 127) [ -s said ] || bad "not a word about it" ;;
            *) bad "it ended in no way it should" ;;
            esac
            n=$((n + every)) points=$((points + 1))
        done
        [ $points -gt 0 ] || bad "not one call was counted"
        echo "$command, $mode: $points calls, each the same or said"
    done
    cmp base.db work.db || bad "looking has changed the database"
}

for journal in delete wal; do
    start $journal
    state base.db >state0
    put_back base.db
    # What it is after the second alone, and after all.
    sed '/0002_name/d; s/\(0001_nick.*\) },$/\1 } ] }/' drizzle/meta/_journal.json >part.json
    cp drizzle/meta/_journal.json whole.json
    cp part.json drizzle/meta/_journal.json
    "$weave" -q migrate up --db work.db
    state work.db >state1
    cp whole.json drizzle/meta/_journal.json
    "$weave" -q migrate up --db work.db
    state work.db >state2
    sqlite3 work.db 'PRAGMA wal_checkpoint(TRUNCATE)' >/dev/null
    cp work.db migrated.db
    command='migrate up'
    sweep base.db state0 state1 state2

    command=push
    put_back base.db
    "$weave" -q push --db work.db
    state work.db >pushed
    sweep base.db state0 pushed

    command=seed
    put_back migrated.db
    "$weave" -q seed --db work.db
    state work.db >seeded
    sweep migrated.db state2 seeded
done

start delete
look migrate status
look diff
look pull

# A folder that cannot be read is none that is empty.
status=0
"$fault" --deny open=EIO "$weave" migrate up --db new.db >said 2>&1 || status=$?
[ "$status" != 0 ] || { cat said >&2; echo "success without a folder" >&2; exit 1; }
