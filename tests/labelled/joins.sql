-- Outer joins, what narrows them again, and USING.

-- name: j01
-- = many | | int, text
SELECT p.id, q.title FROM person p JOIN post q ON q.person_id = p.id;
-- name: j02
-- = many | | int, text?
SELECT p.id, q.title FROM person p LEFT JOIN post q ON q.person_id = p.id;
-- name: j03
-- = many | | int?, text
SELECT p.id, q.title FROM person p RIGHT JOIN post q ON q.person_id = p.id;
-- name: j04
-- = many | | int?, text?
SELECT p.id, q.title FROM person p FULL JOIN post q ON q.person_id = p.id;
-- name: j05
-- = many | | int, text
SELECT p.id, q.title FROM person p LEFT JOIN post q ON q.person_id = p.id WHERE q.title > '';
-- name: j06
-- = many | | int, text
SELECT p.id, q.title FROM person p LEFT JOIN post q ON q.person_id = p.id WHERE q.id IS NOT NULL;
-- name: j07
-- = many | | int, text?
SELECT p.id, q.title FROM person p LEFT JOIN post q ON q.person_id = p.id WHERE q.id IS NULL;
-- name: j08
-- = many | | int, text?, text?
SELECT p.id, q.title, t.tag FROM person p LEFT JOIN post q ON q.person_id = p.id
  LEFT JOIN post_tag t ON t.post_id = q.id;
-- name: j09
-- = many | | int, text, text
SELECT p.id, q.title, t.tag FROM person p LEFT JOIN post q ON q.person_id = p.id
  JOIN post_tag t ON t.post_id = q.id;
-- name: j10
-- = many | | text, text?
SELECT p.name, b.name AS boss FROM person p LEFT JOIN person b ON b.id = p.boss_id;
-- name: j11
-- = many | | text, text
SELECT p.name, b.name AS boss FROM person p JOIN person b ON b.id = p.boss_id;
-- name: j12
-- = many | | text, int
SELECT p.name, p.boss_id FROM person p JOIN person b ON b.id = p.boss_id;
-- name: j13
-- = many | | text, int?
SELECT p.name, p.boss_id FROM person p LEFT JOIN person b ON b.id = p.boss_id;
-- name: j14
-- = many | | int, text?, real?
SELECT p.id, t.tag, t.weight FROM person p
  LEFT JOIN (post q JOIN post_tag t ON t.post_id = q.id) ON q.person_id = p.id;
-- name: j15
-- = many | | int, text
SELECT post_id, tag FROM post_tag NATURAL JOIN (SELECT id AS post_id FROM post);
-- name: j16
-- = many | | int, text?
SELECT id, name FROM post LEFT JOIN adult USING (id);
-- name: j17
-- = many | | int, text?
SELECT id, name FROM post LEFT JOIN person USING (id);
-- name: j18
-- = many | | int, text?, text?
SELECT id, person.name, post.title FROM post FULL JOIN person USING (id);
-- name: j19
-- = many | | int, text, text?
SELECT id, person.name, post.title FROM post RIGHT JOIN person USING (id);
-- name: j20
-- = many | | int?, int
SELECT post.id, person.id AS p_id FROM post RIGHT JOIN person USING (id);
-- name: j21
-- = many | | int, int
SELECT p.id, q.id AS q_id FROM person p CROSS JOIN post q;
-- name: j22
-- = many | | int, int
SELECT p.id, q.id AS q_id FROM person p, post q WHERE p.id = q.person_id;
-- name: j23
-- = many | | int?, int, int?
SELECT p.id, q.id AS q_id, t.post_id FROM person p RIGHT JOIN post q ON q.person_id = p.id
  LEFT JOIN post_tag t ON t.post_id = q.id;
-- name: j24
-- = many | | int?, int?, int
SELECT p.id, q.id AS q_id, t.post_id FROM person p JOIN post q ON q.person_id = p.id
  RIGHT JOIN post_tag t ON t.post_id = q.id;
-- name: j25
-- = many | | int, int?
SELECT p.id, q.id AS q_id FROM person p LEFT JOIN post q ON q.person_id = p.id AND q.views > 3;
-- name: j26
-- = many | x int | int, int
SELECT p.id, q.id AS q_id FROM person p LEFT JOIN post q ON q.person_id = p.id WHERE q.views > :x;
-- name: j27
-- = many | x int | int, int?
SELECT p.id, q.id AS q_id FROM person p LEFT JOIN post q ON q.person_id = p.id
  WHERE q.views > :x OR p.age = 3;
-- name: j28
-- = many | | int, int
SELECT p.id, q.id AS q_id FROM person p LEFT JOIN post q ON q.person_id = p.id
  WHERE q.views > 3 AND (p.age = 1 OR p.age = 2);
-- name: j29
-- = many | | int, int
SELECT p.id, q.id AS q_id FROM person p LEFT JOIN post q ON q.person_id = p.id
  WHERE q.title LIKE 'a%';
-- name: j30
-- = many | | int, int
SELECT p.id, q.id AS q_id FROM person p LEFT JOIN post q ON q.person_id = p.id
  WHERE q.views BETWEEN 1 AND 5;
-- name: j31
-- = many | | int, int
SELECT p.id, q.id AS q_id FROM person p LEFT JOIN post q ON q.person_id = p.id
  WHERE q.views IN (1, 2, 3);
-- name: j32
-- = many | | int, int?
SELECT p.id, q.id AS q_id FROM person p LEFT JOIN post q ON q.person_id = p.id
  WHERE q.views IS NOT 3;
-- name: j33
-- = many | | int, int?
SELECT p.id, q.id AS q_id FROM person p LEFT JOIN post q ON q.person_id = p.id
  WHERE coalesce(q.views, 0) = 0;
-- name: j34
-- = many | | int, int
SELECT p.id, q.id AS q_id FROM person p LEFT JOIN post q ON q.person_id = p.id
  WHERE NOT q.views = 3;
-- name: j35
-- = many | | int, int
SELECT p.id, q.id AS q_id FROM person p LEFT JOIN post q ON q.person_id = p.id
  WHERE q.views + 1 > 3;
-- name: j36
-- = many | | int, text, int
SELECT p.id, b.name, c.id AS c_id FROM person p LEFT JOIN person b ON b.id = p.boss_id
  LEFT JOIN person c ON c.id = b.boss_id WHERE c.age > 3;
-- name: j37
-- = many | | int, int
SELECT p.id, b.id AS b_id FROM person p LEFT JOIN person b ON b.id = p.boss_id
  JOIN person c ON c.id = b.boss_id;
-- name: j38
-- = many | | int?, text?, text?
SELECT x.id, y.name, y.name || y.name FROM (SELECT id FROM person WHERE age > 1) x
  FULL JOIN (SELECT name, note FROM tag) y ON y.name = x.id;
-- name: j39
-- = many | | int, int
SELECT p.id, s.posts FROM person p JOIN stats s ON s.person_id = p.id;
-- name: j40
-- = many | | int, int?
SELECT p.id, s.posts FROM person p LEFT JOIN stats s ON s.person_id = p.id;
-- name: j41
-- = many | | int, int
SELECT p.id, coalesce(s.posts, 0) FROM person p LEFT JOIN stats s ON s.person_id = p.id;
-- name: j43
-- = many | | int?, int
SELECT p.id, s.n FROM person p RIGHT JOIN totals s;
-- name: j44
-- = many | | int, text, int?
SELECT p.id, p.name, (q.id IS NULL) + q.id FROM person p LEFT JOIN post q ON q.id = p.id;
-- name: j45
-- = many | | int
SELECT q.id IS NULL FROM person p LEFT JOIN post q ON q.id = p.id;
-- name: j46
-- = many | | int, text?
SELECT p.id, q.title FROM person p LEFT JOIN post q ON q.person_id = p.id
  WHERE q.title NOT LIKE x'00';
-- name: j47
-- = many | | int?
SELECT o.one FROM person p LEFT JOIN (SELECT 1 AS one) o ON p.age = 3 GROUP BY o.one;
-- name: j48
-- = many | | text?
SELECT b.name FROM person p LEFT JOIN person b ON b.id = 3 AND p.age = 1 GROUP BY b.name;
