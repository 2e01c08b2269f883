-- How many rows: keys, their collations, what fixes them.

-- name: k01
-- = optional | id int | text
SELECT name FROM person WHERE id = :id;
-- name: k02
-- = optional | email text | text
SELECT name FROM person WHERE email = :email;
-- name: k03
-- = optional | nick text | text
SELECT name FROM person WHERE nick = :nick;
-- name: k04
-- = many | nick text? | text
SELECT name FROM person WHERE nick IS :nick;
-- name: k05
-- = many | email text | text
SELECT name FROM person WHERE email = :email COLLATE NOCASE;
-- name: k06
-- = optional | nick text | text
SELECT name FROM person WHERE nick = :nick COLLATE BINARY;
-- name: k07
-- = many | age int | text
SELECT name FROM person WHERE age = :age;
-- name: k08
-- = optional | age int | text
SELECT name FROM person WHERE age = :age LIMIT 1;
-- name: k09
-- = many | age int | text
SELECT name FROM person WHERE age = :age LIMIT 2;
-- name: k10
-- = many | age int, n int | text
SELECT name FROM person WHERE age = :age LIMIT :n;
-- name: k11
-- = optional | p int, s text | text
SELECT title FROM post WHERE person_id = :p AND slug = :s;
-- name: k12
-- = many | p int | text
SELECT title FROM post WHERE person_id = :p;
-- name: k13
-- = many | t text | text?
SELECT body FROM post WHERE title = :t;
-- name: k14
-- = optional | t text | text?
SELECT body FROM post WHERE title = :t AND deleted IS NULL;
-- name: k15
-- = optional | n text | any?
SELECT note FROM tag WHERE name = :n;
-- name: k16
-- = many | | any?
SELECT note FROM tag WHERE name IS NULL;
-- name: k17
-- = optional | p int, t text | real?
SELECT weight FROM post_tag WHERE post_id = :p AND tag = :t;
-- name: k18
-- = many | p int | real?
SELECT weight FROM post_tag WHERE post_id = :p;
-- name: k19
-- = optional | id int | text, int
SELECT p.name, q.views FROM person p JOIN post q ON q.person_id = p.id WHERE q.id = :id;
-- name: k20
-- = many | id int | text, int
SELECT p.name, q.views FROM person p JOIN post q ON q.person_id = p.id WHERE p.id = :id;
-- name: k21
-- = optional | id int | text, text?
SELECT p.name, b.name AS boss FROM person p LEFT JOIN person b ON b.id = p.boss_id WHERE p.id = :id;
-- name: k22
-- = many | id int | text, int?
SELECT p.name, q.id FROM person p LEFT JOIN post q ON q.person_id = p.id WHERE p.id = :id;
-- name: k23
-- = many | id int, x int | text
SELECT name FROM person WHERE id = :id OR age = :x;
-- name: k24
-- = many | id int | text
SELECT name FROM person WHERE id > :id;
-- name: k25
-- = many | ids int[] | text
SELECT name FROM person WHERE id IN (sqlc.slice(ids));
-- name: k26
-- = optional | id int | text
SELECT name FROM person WHERE id IN (:id);
-- name: k27
-- = many | a int, b int | text
SELECT name FROM person WHERE id IN (:a, :b);
-- name: k28
-- = optional | id int | text
SELECT name FROM person WHERE rowid = :id;
-- name: k29
-- = optional | p int, s text | text
SELECT title FROM post WHERE (person_id, slug) = (:p, :s);
-- name: k30
-- = one | | int
SELECT count(*) FROM person;
-- name: k31
-- = one | | int, real?
SELECT count(*), max(score) FROM person;
-- name: k32
-- = many | | int
SELECT count(*) FROM person GROUP BY age;
-- name: k33
-- = optional | | int
SELECT count(*) FROM person HAVING count(*) > 3;
-- name: k34
-- = one | | int
SELECT 1;
-- name: k35
-- = optional | x int | int
SELECT 1 WHERE :x > 3;
-- name: k36
-- = one | | int
SELECT EXISTS (SELECT 1 FROM person);
-- name: k37
-- = one | | int, real?
SELECT n, top FROM totals;
-- name: k38
-- = optional | p int | int, int
SELECT posts, best FROM stats WHERE person_id = :p;
-- name: k39
-- = many | | int, int
SELECT posts, best FROM stats;
-- name: k40
-- = optional | id int | text, int
SELECT p.name, s.posts FROM person p JOIN stats s ON s.person_id = p.id WHERE p.id = :id;
-- name: k41
-- = many | id int | text?
SELECT name FROM everyone WHERE id = :id;
-- name: k42
-- = optional | id int | text, int
SELECT name, age FROM adult WHERE id = :id;
-- name: k43
-- = many | id int | text, text?
SELECT name, title FROM written WHERE id = :id;
-- name: k44
-- = optional | age int | int
SELECT id FROM person WHERE age = :age ORDER BY created DESC LIMIT 1;
-- name: k45
-- = optional | p int | int
SELECT count(*) FROM post WHERE person_id = :p GROUP BY person_id;
-- name: k46
-- = many | | int
SELECT 1 UNION SELECT 2;
-- name: k47
-- = optional | id int | int
SELECT id FROM person WHERE id = :id INTERSECT SELECT person_id FROM post;
-- name: k48
-- = optional | id int | int
SELECT id FROM person WHERE id = :id EXCEPT SELECT person_id FROM post;
-- name: k49
-- = optional | | text
SELECT name FROM person WHERE id = (SELECT max(id) FROM person);
-- name: k50
-- = many | | text
SELECT name FROM person WHERE id IN (SELECT person_id FROM post);
-- name: k51
-- = many | | text
SELECT name FROM person WHERE id = age;
-- name: k52
-- = optional | s text | int?
SELECT id FROM single WHERE k = :s;
-- name: k53
-- = optional | s text | int?
SELECT id FROM single WHERE k = :s COLLATE BINARY;
-- name: k54
-- = optional | i int | text
SELECT k FROM single WHERE id = :i;
-- name: k55
-- = many | | text
SELECT k FROM single WHERE id IS NULL;
-- name: k56
-- = optional | c int | text
SELECT kind FROM event WHERE code = :c;
-- name: k57
-- = many | c int | text
SELECT kind FROM event WHERE code = :c OR code IS NULL;
-- name: k58
-- = many | s text | text
SELECT title FROM post WHERE slug = :s;
-- name: k59
-- = many | | int
VALUES (1), (2);
-- name: k60
-- = one | | int, text
VALUES (1, 'a');
-- name: k61
-- = optional | a int, b int | text
SELECT name FROM person WHERE id = :a + :b;
-- name: k62
-- = optional | id int | text, real?
SELECT p.name, t.weight FROM post q JOIN person p ON p.id = q.person_id
  JOIN post_tag t ON t.post_id = q.id AND t.tag = p.name WHERE q.id = :id;
-- name: k63
-- = optional | t text, id int | text, real?
SELECT q.title, t.weight FROM post q LEFT JOIN post_tag t ON t.post_id = q.id AND t.tag = :t
  WHERE q.id = :id;
-- name: k64
-- = many | id int | text?
SELECT q.title FROM person p LEFT JOIN post q ON q.id = :id;
-- name: k65
-- = optional | id int | int
SELECT DISTINCT age IS NOT NULL FROM person WHERE id = :id;
-- name: k66
-- = many | id int | text
SELECT t.name FROM tag t JOIN post q ON t.name = q.views WHERE q.id = :id;
-- name: k67
-- = many | id int | int?, text
SELECT o.one, p.name FROM (SELECT 1 AS one) o RIGHT JOIN person p ON p.id = :id;
