-- INSERT, UPDATE and DELETE: what is stored decides, and what RETURNING gives.

-- name: w01
-- = exec | name text, email text, score real, created int |
INSERT INTO person (name, email, score, created) VALUES (:name, :email, :score, :created);
-- name: w02
-- = exec | id int?, nick text?, age int?, boss int?, photo blob? |
INSERT INTO person (id, name, email, score, created, nick, age, boss_id, photo)
VALUES (:id, 'a', 'b', 1.0, 1, :nick, :age, :boss, :photo);
-- name: w03
-- = one | p int, t text, s text | int
INSERT INTO post (person_id, title, slug) VALUES (:p, :t, :s) RETURNING id;
-- name: w04
-- = optional | p int, t text, s text | int
INSERT OR IGNORE INTO post (person_id, title, slug) VALUES (:p, :t, :s) RETURNING id;
-- name: w05
-- = optional | e text | int, text
INSERT INTO person (name, email, score, created) VALUES ('a', :e, 1.0, 1)
ON CONFLICT (email) DO NOTHING RETURNING id, name;
-- name: w06
-- = one | n text, e text | int, text
INSERT INTO person (name, email, score, created) VALUES (:n, :e, 1.0, 1)
ON CONFLICT (email) DO UPDATE SET name = excluded.name RETURNING id, name;
-- name: w07
-- = exec | e text, n text, a int? |
INSERT INTO person (name, email, score, created) VALUES ('x', :e, 1.0, 1)
ON CONFLICT (email) DO UPDATE SET name = :n, age = :a;
-- name: w08
-- = many | a text?, b text? | text?
INSERT INTO tag (name) VALUES (:a), (:b) RETURNING name;
-- name: w09
-- = exec | v int |
INSERT INTO post_tag (post_id, tag) SELECT id, title FROM post WHERE views > :v;
-- name: w10
-- = many | | int, text
INSERT INTO post_tag (post_id, tag) SELECT id, title FROM post WHERE 1 RETURNING post_id, tag;
-- name: w11
-- = exec | name text, id int |
UPDATE person SET name = :name WHERE id = :id;
-- name: w12
-- = exec | age int?, id int |
UPDATE person SET age = :age WHERE id = :id;
-- name: w13
-- = optional | name text, id int | int, text, int?
UPDATE person SET name = :name WHERE id = :id RETURNING id, name, age;
-- name: w14
-- = many | age int | int, text
UPDATE person SET score = 1.0 WHERE age = :age RETURNING id, name;
-- name: w15
-- = many | age int | int
UPDATE person SET score = 1.0 WHERE age = :age RETURNING age;
-- name: w16
-- = many | age int | int?
UPDATE person SET age = boss_id WHERE age = :age RETURNING age;
-- name: w17
-- = exec | name text?, id int |
UPDATE person SET name = coalesce(:name, name) WHERE id = :id;
-- name: w18
-- = exec | a text, b int, id int |
UPDATE post SET (title, views) = (:a, :b) WHERE id = :id;
-- name: w19
-- = exec | d int, id int |
UPDATE post SET views = views + :d WHERE id = :id;
-- name: w20
-- = exec | n text, id int |
UPDATE post SET title = :n FROM person WHERE person.id = post.person_id AND person.id = :id;
-- name: w21
-- = exec | id int |
DELETE FROM post WHERE id = :id;
-- name: w22
-- = optional | id int | int, text?
DELETE FROM post WHERE id = :id RETURNING id, body;
-- name: w23
-- = many | v int | int, text
DELETE FROM post WHERE views < :v RETURNING id, title;
-- name: w24
-- = exec | ids int[] |
DELETE FROM post WHERE id IN (sqlc.slice(ids));
-- name: w25
-- = exec | k text, p text?, a num?, at int, ok int |
INSERT INTO event (kind, payload, amount, at, ok) VALUES (:k, :p, :a, :at, :ok);
-- name: w26
-- = exec | v any?, w int |
INSERT INTO box (v, w) VALUES (:v, :w);
-- name: w27
-- = exec | n text?, note any? |
REPLACE INTO tag (name, note) VALUES (:n, :note);
-- name: w28
-- = exec | w real?, t text, p int |
UPDATE post_tag SET weight = :w WHERE tag = :t AND post_id = :p;
-- name: w29
-- = exec | x int, id int |
UPDATE post SET deleted = CASE WHEN views > :x THEN 1 ELSE NULL END WHERE id = :id;
-- name: w30
-- = exec | d int?, id int |
UPDATE post SET deleted = CASE WHEN views > 3 THEN :d ELSE NULL END WHERE id = :id;
-- name: w31
-- = one | k text | int?, text
INSERT INTO single (k) VALUES (:k) RETURNING id, k;
-- name: w33
-- = exec | id int, n text |
WITH x AS (SELECT id FROM person WHERE id = :id)
UPDATE post SET title = :n WHERE person_id IN (SELECT id FROM x);
-- name: w34
-- = optional | p int, s text | int
DELETE FROM post WHERE person_id = :p AND slug = :s RETURNING views;
-- name: w35
-- = one | p int, t text, s text | int, text, text?, real?, int
INSERT INTO post (person_id, title, slug) VALUES (:p, :t, :s)
RETURNING id, title, body, rating, views;
-- name: w36
-- = many | e text, n text | int
INSERT INTO person (name, email, score, created)
SELECT name, email || :e, score, created FROM person WHERE name = :n RETURNING id;
-- name: w37
-- = exec | s int |
UPDATE person SET age = age + :s WHERE age IS NOT NULL;
-- name: w38
-- = exec | a text, b text |
INSERT INTO post_tag VALUES (1, :a, NULL), (2, :b, 1.5);
-- name: w39
-- = optional | e text | text
UPDATE person SET score = score + 1 WHERE email = :e RETURNING name;
-- name: w40
-- = many | | int
UPDATE post SET views = person.age FROM person
WHERE person.id = post.person_id AND person.age IS NOT NULL RETURNING views;
