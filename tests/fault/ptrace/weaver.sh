#!/bin/sh
# weaver.sh - the real weave with swapper.c's arguments: for tests that take either.
#
# usage: WEAVE=BINARY weaver.sh OUT GENERATION
#   Weaves one table and two modules; the generation stands in a query of one of them.
#   Schema and midstage are in a directory that is WEAVER's, or goes at the end.
set -eu

out=$1 generation=$2
if [ "${WEAVER-}" ]; then work=$WEAVER; else
    work=$(mktemp -d)
    trap 'rm -rf "$work"' EXIT
fi
mkdir -p "$work"
cat >"$work/schema.ts" <<END
import { sqliteTable, integer, text } from 'drizzle-orm/sqlite-core';
import { defineQuery } from 'weave-orm';

export const media = sqliteTable('media', {
  id: integer('id').primaryKey(),
  uri: text('uri').notNull(),
});

export const steady = {
  getById: defineQuery\`SELECT * FROM media WHERE id = \${'id'}\`,
};

export const changing = {
  count: defineQuery\`SELECT count(*) + $generation AS n FROM media\`,
};
END
status=0
"$WEAVE" --schema "$work/schema.ts" --midstage-dir "$work/midstage" --out "$out" ||
    status=$?
exit $status
