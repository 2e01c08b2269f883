-- What a parameter is, by what it meets.

-- name: p01
-- = many | a int, b int | int
SELECT id FROM post WHERE views > :a AND :b < views;
-- name: p02
-- = many | lo real, hi real | int
SELECT id FROM person WHERE score BETWEEN :lo AND :hi;
-- name: p03
-- = many | t text | int
SELECT id FROM post WHERE title LIKE :t;
-- name: p04
-- = many | t text | int
SELECT id FROM post WHERE title LIKE '%' || :t || '%';
-- name: p05
-- = many | t text, e text | int
SELECT id FROM post WHERE title LIKE :t ESCAPE :e;
-- name: p06
-- = many | age int? | int
SELECT id FROM person WHERE :age IS NULL OR age = :age;
-- name: p07
-- = many | age int? | int
SELECT id FROM person WHERE age = coalesce(:age, age);
-- name: p08
-- = many | age int? | int
SELECT id FROM person WHERE age IS :age;
-- name: p09
-- = many | age int? | int
SELECT id FROM person WHERE age IS NOT :age;
-- name: p10
-- = many | n int, o int | int
SELECT id FROM person LIMIT :n OFFSET :o;
-- name: p11
-- = many | d int | int
SELECT views + :d FROM post;
-- name: p12
-- = many | d real | real
SELECT score * :d FROM person;
-- name: p13
-- = many | a int, b int | int
SELECT id FROM person WHERE created < :a - :b;
-- name: p14
-- = many | p int, v int | int
SELECT id FROM post WHERE (person_id, views) = (:p, :v);
-- name: p15
-- = many | v int, p int | int
SELECT id FROM post WHERE (views, id) > (:v, :p);
-- name: p16
-- = many | id int, n text | int
SELECT id FROM person WHERE id <> :id AND lower(name) = :n;
-- name: p17
-- = many | x int | text
SELECT CASE views WHEN :x THEN title ELSE slug END FROM post;
-- name: p18
-- = many | x text | text
SELECT CASE WHEN views > 1 THEN :x ELSE title END FROM post;
-- name: p19
-- = many | b blob | int
SELECT id FROM person WHERE photo = :b;
-- name: p20
-- = one | x int | int
SELECT CAST(:x AS INTEGER);
-- name: p21
-- = one | x text | text
SELECT CAST(:x AS TEXT);
-- name: p23
-- = many | x unknown | int
SELECT id FROM event WHERE json_valid(payload) AND json_extract(payload, '$.a') = :x;
-- name: p24
-- = many | p text | any?
SELECT json_extract(payload, :p) FROM event;
-- name: p25
-- = many | x any | int
SELECT id FROM box WHERE v = :x;
-- name: p26
-- = many | x any | text?
SELECT name FROM tag WHERE note = :x;
-- name: p27
-- = many | x num | int
SELECT id FROM event WHERE amount >= :x;
-- name: p28
-- = many | ids int[] | int
SELECT id FROM person WHERE id NOT IN (sqlc.slice(ids));
-- name: p29
-- = many | names text[], age int | int
SELECT id FROM person WHERE name IN (sqlc.slice(names)) AND age > :age;
-- name: p30
-- = many | id int | int
SELECT q.id FROM post q WHERE q.person_id IN (SELECT id FROM person WHERE boss_id = :id);
-- name: p31
-- = many | t text | int
WITH x AS (SELECT id FROM post WHERE title = :t) SELECT id FROM x;
-- name: p32
-- = many | v int | int
WITH x (v) AS (SELECT :v) SELECT post.id FROM post, x WHERE post.views = x.v;
-- name: p33
-- = many | a int, b text | int, text
SELECT id, title FROM post UNION ALL SELECT :a, :b;
-- name: p34
-- = many | n int | text
SELECT substr(title, 1, :n) FROM post;
-- name: p35
-- = many | n int | int
SELECT count(*) FROM post GROUP BY person_id HAVING count(*) > :n;
-- name: p36
-- = many | a int | int
SELECT id FROM post WHERE views IN (1, :a);
-- name: p37
-- = many | a int, b int | int
SELECT id FROM post WHERE :a BETWEEN views AND :b;
-- name: p38
-- = many | x text | int
SELECT id FROM post WHERE instr(title, :x) > 0;
-- name: p39
-- = many | p1 int, p2 text | int
SELECT id FROM post WHERE views > ? AND title = ?;
-- name: p40
-- = many | p1 int, p2 text | int
SELECT id FROM post WHERE title = ?2 AND views > ?1 AND person_id > ?1;
-- name: p41
-- = many | at int | int
SELECT id FROM event WHERE at > :at;
-- name: p42
-- = many | ok int | int
SELECT id FROM event WHERE ok = :ok;
-- name: p43
-- @param x text
-- = many | x text | int
SELECT id FROM event WHERE json_valid(payload) AND json_extract(payload, '$.a') = :x;
-- name: p44
-- @param x int null
-- = one | x int? | int?
SELECT :x;
-- name: p45
-- = many | x int | int
SELECT id FROM post WHERE abs(views) = :x;
-- name: p46
-- = many | x int | int
SELECT id FROM post WHERE length(title) > :x;
-- name: p48
-- = many | x int | int
SELECT p.id FROM person p LEFT JOIN post q ON q.person_id = p.id AND q.views = :x;
-- name: p49
-- = many | x int | int
SELECT id FROM stats JOIN post USING (person_id) WHERE posts > :x;
-- name: p50
-- = many | x int | int
SELECT max(views, :x) FROM post;
-- name: p51
-- = many | x text | text
SELECT coalesce(body, :x) FROM post;
-- name: p52
-- = many | x int | int
SELECT count(*) OVER (ORDER BY id ROWS BETWEEN :x PRECEDING AND CURRENT ROW) FROM post;
-- name: p53
-- = many | x int | int
SELECT id FROM adult WHERE age < :x;
-- name: p54
-- = many | x int? | text
SELECT name FROM person WHERE ifnull(:x, 3) = age;
-- name: p55
-- = many | x text | int
SELECT id FROM post WHERE title GLOB :x;
