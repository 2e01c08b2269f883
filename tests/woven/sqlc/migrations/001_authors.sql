-- +goose Up
CREATE TABLE author (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL,
  bio TEXT
);

-- +goose Down
DROP TABLE author;
