-- The schema of the labelled queries.
CREATE TABLE person (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL,
  email TEXT NOT NULL UNIQUE,
  nick TEXT UNIQUE COLLATE NOCASE,
  age INTEGER,
  score REAL NOT NULL,
  photo BLOB,
  boss_id INTEGER REFERENCES person (id),
  created INTEGER NOT NULL
);

CREATE TABLE post (
  id INTEGER PRIMARY KEY,
  person_id INTEGER NOT NULL REFERENCES person (id),
  title TEXT NOT NULL,
  body TEXT,
  rating REAL,
  views INTEGER NOT NULL DEFAULT 0,
  slug TEXT NOT NULL,
  deleted INTEGER,
  UNIQUE (person_id, slug)
);
CREATE UNIQUE INDEX post_live ON post (title) WHERE deleted IS NULL;

CREATE TABLE tag (name TEXT PRIMARY KEY, note);
CREATE TABLE post_tag (
  post_id INTEGER NOT NULL,
  tag TEXT NOT NULL,
  weight REAL,
  PRIMARY KEY (post_id, tag)
) WITHOUT ROWID;

CREATE TABLE event (
  id INTEGER PRIMARY KEY,
  kind TEXT NOT NULL,
  payload TEXT,
  amount NUMERIC,
  at TIMESTAMP NOT NULL,
  ok BOOLEAN NOT NULL,
  code INTEGER UNIQUE
);
CREATE TABLE box (id INTEGER PRIMARY KEY, v ANY, w INT NOT NULL, u TEXT) STRICT;
CREATE TABLE single (id INTEGER PRIMARY KEY DESC, k TEXT NOT NULL UNIQUE COLLATE NOCASE);

CREATE VIEW adult AS SELECT id, name, age FROM person WHERE age >= 18;
CREATE VIEW stats AS
  SELECT person_id, count(*) AS posts, max(views) AS best, sum(rating) AS total
  FROM post GROUP BY person_id;
CREATE VIEW everyone AS SELECT id, name FROM person UNION ALL SELECT id, body FROM post;
CREATE VIEW written AS
  SELECT p.id, p.name, q.title FROM person AS p LEFT JOIN post AS q ON q.person_id = p.id;
CREATE VIEW totals AS SELECT count(*) AS n, max(score) AS top FROM person;
