-- Aggregates, with and without groups, and window functions.

-- name: a01
-- = one | | int, int, int?, real?, int?, real
SELECT count(*), count(age), sum(age), avg(age), max(age), total(age) FROM person;
-- name: a02
-- = one | | int?, real?, text?, text?
SELECT sum(views), avg(views), max(title), group_concat(title) FROM post;
-- name: a03
-- = many | | int, int, real, int, text, text
SELECT person_id, sum(views), avg(views), max(views), min(title), group_concat(title)
FROM post GROUP BY person_id;
-- name: a04
-- = many | | int, int?, real?, int?
SELECT person_id, sum(deleted), avg(rating), max(deleted) FROM post GROUP BY person_id;
-- name: a05
-- = many | | int?, int
SELECT age, count(*) FROM person GROUP BY age;
-- name: a06
-- = many | | int, int
SELECT age, count(*) FROM person WHERE age IS NOT NULL GROUP BY age;
-- name: a07
-- = many | | int?, int
SELECT age, count(*) FROM person GROUP BY 1 HAVING count(*) > 1;
-- name: a08
-- = one | | int?, text?, int
SELECT id, name, count(*) FROM person;
-- name: a09
-- = one | | int?, real?
SELECT id, max(score) FROM person;
-- name: a10
-- = many | | int, int?
SELECT count(*) FILTER (WHERE views > 1), sum(views) FILTER (WHERE views > 1)
FROM post GROUP BY person_id;
-- name: a11
-- = one | | int, int?
SELECT count(DISTINCT age), sum(DISTINCT age) FROM person;
-- name: a12
-- = one | | text, text
SELECT json_group_array(name), json_group_object(name, age) FROM person;
-- name: a13
-- = one | | int, int
SELECT coalesce(sum(views), 0), ifnull(max(views), 0) FROM post;
-- name: a14
-- = many | | int?, int
SELECT q.person_id, count(*) FROM person p LEFT JOIN post q ON q.person_id = p.id GROUP BY q.person_id;
-- name: a15
-- = many | | int, int
SELECT p.id, count(q.id) FROM person p LEFT JOIN post q ON q.person_id = p.id GROUP BY p.id;
-- name: a16
-- = many | | int, int?
SELECT p.id, max(q.views) FROM person p LEFT JOIN post q ON q.person_id = p.id GROUP BY p.id;
-- name: a17
-- = optional | id int | int, int
SELECT p.id, count(q.id) FROM person p LEFT JOIN post q ON q.person_id = p.id
WHERE p.id = :id GROUP BY p.id;
-- name: a18
-- = one | | int
SELECT count(*) FROM (SELECT DISTINCT age FROM person);
-- name: a19
-- = one | | int, int
SELECT count(*) > 3, count(*) + 1 FROM person;
-- name: a20
-- = many | | int, int
SELECT max(views) - min(views), sum(views) + 1 FROM post GROUP BY person_id;
-- name: a21
-- = optional | | int?
SELECT sum(views) FROM post HAVING sum(views) > 3 OR count(*) = 0;
-- name: a22
-- = one | | int?
SELECT sum(views) FROM post WHERE views > 3;
-- name: a23
-- = many | | int, int, int
SELECT row_number() OVER (ORDER BY id), rank() OVER (ORDER BY views), ntile(4) OVER (ORDER BY id)
FROM post;
-- name: a24
-- = many | | int, int, real
SELECT sum(views) OVER (ORDER BY id), count(*) OVER (), avg(views) OVER (PARTITION BY person_id)
FROM post;
-- name: a25
-- = many | | int?, int, int?
SELECT lag(views) OVER w, lag(views, 1, 0) OVER w, lead(deleted, 1, 0) OVER w FROM post
WINDOW w AS (ORDER BY id);
-- name: a26
-- = many | | int?, int?
SELECT sum(views) OVER (ORDER BY id ROWS BETWEEN 2 PRECEDING AND 1 PRECEDING),
  nth_value(views, 2) OVER (ORDER BY id) FROM post;
-- name: a27
-- = many | | real, real, int
SELECT percent_rank() OVER w, cume_dist() OVER w, dense_rank() OVER w FROM post
WINDOW w AS (ORDER BY id);
-- name: a28
-- = many | | int, text?
SELECT first_value(views) OVER (ORDER BY id), last_value(body) OVER (ORDER BY id) FROM post;
-- name: a29
-- = many | | int, int
SELECT person_id, sum(sum(views)) OVER (ORDER BY person_id) FROM post GROUP BY person_id;
-- name: a30
-- = many | | int?, int?
SELECT max(deleted) OVER (), sum(deleted) OVER (ORDER BY id) FROM post;
-- name: a31
-- = many | | num?, num?
SELECT sum(amount), max(amount) FROM event GROUP BY kind;
-- name: a32
-- = one | | real, real?
SELECT total(amount), sum(score) FROM event, person;
-- name: a33
-- = many | | int, int
SELECT count(*), max(at) FROM event GROUP BY ok;
-- name: a34
-- = many | | int?, int
SELECT max(age), length(name) FROM person GROUP BY length(name);
-- name: a35
-- = many | | int, text
SELECT length(name) AS l, min(name) FROM person GROUP BY l ORDER BY l;
