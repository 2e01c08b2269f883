CREATE TABLE a (x);
  -- name: GetA :single
--^^^^^^^^^^^^^^^^^^^^^ W140 ":single" is not :one
SELECT * FROM a;
