-- Subqueries, common table expressions, views and compounds.

-- name: n01
-- = many | | int, int
SELECT id, (SELECT count(*) FROM post WHERE person_id = person.id) FROM person;
-- name: n02
-- = many | | int, int?
SELECT id, (SELECT max(views) FROM post WHERE person_id = person.id) FROM person;
-- name: n03
-- = many | | int, text?
SELECT id, (SELECT name FROM person WHERE id = person_id) FROM post;
-- name: n04
-- = many | | int, text
SELECT id, coalesce((SELECT name FROM person WHERE id = person_id), '?') FROM post;
-- name: n05
-- = many | | int, int
SELECT id, EXISTS (SELECT 1 FROM post WHERE person_id = person.id) FROM person;
-- name: n06
-- = one | | int, int?
SELECT (SELECT count(*) FROM post), (SELECT age FROM person LIMIT 1);
-- name: n07
-- = many | | int, text
SELECT x.id, x.title FROM (SELECT id, title FROM post) AS x;
-- name: n08
-- = many | | int, int
SELECT x.a, x.b FROM (SELECT id AS a, views + 1 AS b FROM post) AS x;
-- name: n09
-- = many | | int, text?
SELECT x.id, x.title FROM (SELECT p.id, q.title FROM person p LEFT JOIN post q ON q.id = p.id) x;
-- name: n10
-- = many | | int, text
WITH x AS (SELECT id, title FROM post WHERE views > 3) SELECT id, title FROM x;
-- name: n11
-- = many | | int, text?
WITH x (a, b) AS (SELECT id, body FROM post) SELECT a, b FROM x;
-- name: n12
-- = many | | int, text
WITH x (a, b) AS (SELECT id, body FROM post WHERE body IS NOT NULL) SELECT a, b FROM x;
-- name: n13
-- = many | | int
WITH RECURSIVE c (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c WHERE n < 10) SELECT n FROM c;
-- name: n14
-- = many | id int | int, text, int
WITH RECURSIVE up (id, name, depth) AS (
  SELECT id, name, 0 FROM person WHERE id = :id
  UNION ALL
  SELECT p.id, p.name, up.depth + 1 FROM person p JOIN up ON up.id = p.boss_id WHERE up.depth < 3)
SELECT id, name, depth FROM up;
-- name: n15
-- = many | id int | int, int?
WITH RECURSIVE up (id, boss) AS (
  SELECT id, boss_id FROM person WHERE id = :id
  UNION
  SELECT p.id, p.boss_id FROM person p JOIN up ON p.id = up.boss)
SELECT id, boss FROM up;
-- name: n16
-- = many | | int?
WITH RECURSIVE up (boss) AS (
  SELECT id FROM person UNION SELECT p.boss_id FROM person p JOIN up ON p.id = up.boss)
SELECT boss FROM up;
-- name: n17
-- = many | | text
SELECT name FROM person UNION SELECT title FROM post;
-- name: n18
-- = many | | text?
SELECT name FROM person UNION ALL SELECT body FROM post;
-- name: n19
-- = many | | int, int?
SELECT id, age FROM person UNION ALL SELECT id, 0 FROM post;
-- name: n20
-- = many | | any
SELECT id FROM person UNION ALL SELECT title FROM post;
-- name: n21
-- = many | | text, int
SELECT name, 1 FROM person UNION ALL SELECT title, 2 FROM post ORDER BY 1;
-- name: n22
-- = many | | int, text, int
SELECT id, name, age FROM adult;
-- name: n23
-- = many | | int, int, int, real?
SELECT person_id, posts, best, total FROM stats;
-- name: n24
-- = many | | int, text?
SELECT id, name FROM everyone;
-- name: n25
-- = many | | int, text, text?
SELECT id, name, title FROM written;
-- name: n26
-- = many | | int, text, text
SELECT id, name, title FROM written WHERE title IS NOT NULL;
-- name: n27
-- = many | | int, int
SELECT a.id, a.age FROM adult a JOIN person p ON p.id = a.id;
-- name: n28
-- = many | | int, int?
SELECT p.id, a.age FROM person p LEFT JOIN adult a ON a.id = p.id;
-- name: n30
-- = many | v int | int
SELECT x.v FROM (SELECT :v AS v, views FROM post) x WHERE x.views = x.v;
-- name: n31
-- = many | | int
WITH a AS (SELECT id FROM person), b AS (SELECT id FROM a) SELECT b.id FROM b JOIN a USING (id);
-- name: n32
-- = many | | int, int
SELECT x.n, x.person_id FROM (SELECT person_id, count(*) AS n FROM post GROUP BY person_id) x;
-- name: n33
-- = one | | int?
SELECT max(n) FROM (SELECT count(*) AS n FROM post GROUP BY person_id);
-- name: n34
-- = one | | int
SELECT n FROM (SELECT count(*) AS n FROM post);
-- name: n35
-- = many | | int, text?
SELECT p.id, x.title FROM person p
  LEFT JOIN (SELECT title, max(views), person_id FROM post GROUP BY person_id) x ON x.person_id = p.id;
-- name: n36
-- = many | | int
SELECT id FROM person EXCEPT SELECT boss_id FROM person;
-- name: n37
-- = many | | int
SELECT boss_id FROM person INTERSECT SELECT id FROM person;
-- name: n38
-- = many | | text
SELECT name FROM person WHERE EXISTS (SELECT 1 FROM post WHERE person_id = person.id);
-- name: n39
-- = many | | text
SELECT x.name FROM (SELECT * FROM person ORDER BY age LIMIT 10) x;
-- name: n40
-- = many | n int | int, text
SELECT x.id, x.title FROM (SELECT id, title FROM post LIMIT :n) x;
-- name: n41
-- = many | | int?
WITH RECURSIVE c (n) AS (SELECT 1 UNION ALL SELECT nullif(n + 1, 5) FROM c WHERE n < 9) SELECT n FROM c;
-- name: n42
-- = many | | int?, int?, int?
WITH RECURSIVE c (x, y, z) AS (SELECT 1, 2, NULL UNION ALL SELECT y, z, x FROM c LIMIT 6)
SELECT x, y, z FROM c;
