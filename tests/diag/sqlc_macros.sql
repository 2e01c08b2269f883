CREATE TABLE a (x);
  PRAGMA journal_mode = wal;
--^^^^^^ W142 a PRAGMA is no part of a schema
-- name: Inside :many
SELECT * FROM a WHERE x IN (1, sqlc.slice(ids));
--                             ^^^^^^^^^^^^^^^ W141 a list stands alone behind IN
-- name: Unknown :many
SELECT sqlc.argh(x) FROM a;
--     ^^^^^^^^^^^^ W141 there is no sqlc.argh()
-- name: Twice :many
SELECT sqlc.arg(x, y) FROM a;
--     ^^^^^^^^ W141 sqlc.arg() takes one name
-- name: Declared :many
  -- @param y text
--^^^^^^^^^^^^^^^^ W121 the query has no parameter "y"
SELECT * FROM a WHERE x = @x;
  -- name: Nothing :exec
--^^^^^^^^^^^^^^^^^^^^^^ W140 no statement follows the name "Nothing"
