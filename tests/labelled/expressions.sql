-- What an expression gives.

-- name: e01
-- = many | | int, real, int?, real, int
SELECT views + 1, views * 1.5, deleted + 1, views + 0.0, -views FROM post;
-- name: e02
-- = many | | int?, int, int?, int?, int
SELECT views / deleted AS d, views / 2, views % deleted AS m, views / 0, views % 7 FROM post;
-- name: e03
-- = many | | text, text?, text
SELECT title || slug, title || body, title || views FROM post;
-- name: e04
-- = many | | int, int?, int, int
SELECT views = 1, deleted = 1, deleted IS 1, title < slug FROM post;
-- name: e05
-- = many | | int, int, int?, int
SELECT deleted IS NULL, deleted IS NOT NULL, NOT deleted, NOT views FROM post;
-- name: e06
-- = many | | int, int?, int?, int
SELECT views > 1 AND id > 1, deleted AND rating, deleted OR rating, views OR id FROM post;
-- name: e07
-- = many | | int, int?, int, int?
SELECT title LIKE 'a%', body LIKE 'a%', title GLOB '*', title LIKE body FROM post;
-- name: e08
-- = many | | int, int?, int?, int
SELECT views BETWEEN 1 AND 3, deleted BETWEEN 1 AND 3, views BETWEEN 1 AND deleted,
  views NOT BETWEEN 1 AND 3 FROM post;
-- name: e09
-- = many | | int, int?, int?
SELECT views IN (1, 2), deleted IN (1, 2), views IN (1, deleted) FROM post;
-- name: e10
-- = many | | int, int?, int?
SELECT id IN (SELECT post_id FROM post_tag), id IN (SELECT boss_id FROM person),
  boss_id IN (SELECT id FROM person) FROM person;
-- name: e11
-- = many | | text, text?, text
SELECT CASE WHEN views > 3 THEN 'many' ELSE 'few' END,
  CASE WHEN views > 3 THEN 'many' END, CASE views WHEN 1 THEN title ELSE slug END FROM post;
-- name: e12
-- = many | | text?, int?, real
SELECT CASE WHEN views THEN title ELSE body END, CASE WHEN views THEN 1 ELSE NULL END,
  CASE WHEN views THEN 1.5 ELSE 2.5 END FROM post;
-- name: e13
-- = many | | text, text?, text, int
SELECT coalesce(body, title), coalesce(body, NULL), ifnull(body, ''), coalesce(deleted, views, 0)
FROM post;
-- name: e14
-- = many | | text?, int?, text?
SELECT nullif(title, ''), nullif(views, 0), nullif(body, '') FROM post;
-- name: e15
-- = many | | text, text?, text
SELECT iif(views > 1, title, slug), iif(views > 1, title, body), iif(deleted, 'a', 'b') FROM post;
-- name: e16
-- = many | | int, int?, text, real
SELECT max(views, 3), min(views, deleted), max(title, slug), max(1.5, 2.5) FROM post;
-- name: e17
-- = many | | int, real, real, int?
SELECT abs(views), abs(score), round(score, 1), abs(age) FROM post JOIN person ON person.id = person_id;
-- name: e18
-- = many | | int, int?, text, text?
SELECT length(title), length(body), upper(title), lower(body) FROM post;
-- name: e19
-- = many | | text, text?, text, text, text
SELECT substr(title, 1, 3), substr(body, 1, 3), trim(title), replace(title, 'a', 'b'), ltrim(title)
FROM post;
-- name: e20
-- = many | | int, int?, text, text, text
SELECT instr(title, slug), instr(title, body), hex(title), quote(body), typeof(body) FROM post;
-- name: e21
-- = many | | int, text, real?, text
SELECT CAST(title AS INTEGER), CAST(views AS TEXT), CAST(rating AS REAL), CAST(id AS TEXT) FROM post;
-- name: e22
-- = one | | text, text, real, int
SELECT date('now'), datetime('now'), julianday('now'), unixepoch();
-- name: e23
-- = many | | text?, text?
SELECT date(payload), strftime('%s', payload) FROM event;
-- name: e24
-- = many | | any?, text?, any?
SELECT json_extract(payload, '$.a'), payload -> '$.a', payload ->> '$.a' FROM event;
-- name: e25
-- = many | | text, text, int?
SELECT json_array(id, kind), json_object('a', payload), json_valid(payload) FROM event;
-- name: e26
-- = many | | num?, num?, int, int
SELECT amount, amount * 2, at, ok FROM event;
-- name: e27
-- = many | | any?, int, text?
SELECT v, w, u FROM box;
-- name: e28
-- = many | | text, any
SELECT typeof(v), coalesce(v, 0) FROM box;
-- name: e29
-- = one | | int, real, text, blob, any?
SELECT 1, 1.5, 'a', x'00', NULL;
-- name: e30
-- = one | | int, int, int
SELECT TRUE, FALSE, 1 < 2;
-- name: e31
-- = many | | blob?, blob, int?
SELECT photo, coalesce(photo, x''), length(photo) FROM person;
-- name: e32
-- = many | | int, int, int
SELECT views & 3, views << 1, ~views FROM post;
-- name: e33
-- = many | | text, text
SELECT title COLLATE NOCASE, (title) FROM post;
-- name: e34
-- = many | | int, int
SELECT (title, slug) = (slug, title), (views, id) < (1, 2) FROM post;
-- name: e35
-- = many | | int, int?
SELECT (title, body) IS (slug, title), (title, body) = (slug, title) FROM post;
-- name: e36
-- = many | | int, int
SELECT rowid, oid + 0 FROM post;
-- name: e37
-- = many | | text?, int?
SELECT body, length(body) FROM post WHERE body IS NOT NULL AND length(body) > 3 OR views = 1;
-- name: e38
-- = many | | text, int
SELECT body, length(body) FROM post WHERE body IS NOT NULL AND (length(body) > 3 OR views = 1);
-- name: e39
-- = many | | int, int
SELECT age, boss_id FROM person WHERE age > 1 AND boss_id > 1;
-- name: e40
-- = many | | int, real?
SELECT deleted, rating FROM post WHERE deleted;
-- name: e41
-- = optional | | int, text
SELECT age, nick FROM person WHERE (age, nick) = (1, 'a');
-- name: e42
-- = many | | int?
SELECT age FROM person WHERE age IS NOT 3;
-- name: e43
-- = many | | int
SELECT age FROM person WHERE age IS 3;
-- name: e44
-- = many | | int?
SELECT age FROM person WHERE age = 3 OR boss_id = 3;
-- name: e45
-- = many | | text
SELECT body FROM post WHERE lower(body) = 'a';
-- name: e46
-- = many | | int
SELECT age FROM person WHERE abs(age) = 3;
-- name: e47
-- = many | | int
SELECT age FROM person WHERE NOT (age < 3);
-- name: e48
-- = many | | int
SELECT age FROM person WHERE age IN (SELECT views FROM post);
-- name: e49
-- = many | | int?
SELECT age FROM person WHERE age NOT NULL OR 1;
-- name: e50
-- = many | | int
SELECT age FROM person WHERE age NOTNULL;
-- name: e52
-- = many | | int?, text
SELECT unicode(name), char(65) FROM person;
-- name: e53
-- = many | | int, real
SELECT length(views), changes() + 0.5 FROM post;
-- name: e54
-- = many | | text
SELECT name FROM person ORDER BY age, name COLLATE NOCASE LIMIT 10 OFFSET 3;
-- name: e55
-- = many | | blob?, blob?
SELECT substr(coalesce(photo, x''), 1), substr(photo, 1) FROM person;
