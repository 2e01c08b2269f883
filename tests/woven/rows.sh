#!/bin/sh
# rows.sh ROOT ROWS - C and Node give the same rows: on a database that Node made and
# filled, and on one that the C did.
set -eu
root=$1 rows=$(realpath "$2")
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
cd "$tmp"
node_rows() { node "$root/tests/oracle/rows.mjs" "$@"; }

node_rows --fill node.db >node.txt
"$rows" node.db >node-by-c.txt
diff -u node.txt node-by-c.txt || { echo "the database that Node made differs"; exit 1; }

"$rows" --fill c.db >c.txt
node_rows c.db >c-by-node.txt
diff -u c-by-node.txt c.txt || { echo "the database that the C made differs"; exit 1; }

# Neither is right because it is empty.
for said in node.txt c.txt; do
  [ "$(grep -c "^{" $said)" -ge 40 ] || { echo "$said has few rows"; exit 1; }
done
