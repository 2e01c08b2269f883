CREATE TABLE album (
  id INTEGER PRIMARY KEY,
  title TEXT NOT NULL,
  released DATE,
  price DECIMAL(10, 2)
);

-- name: GetAlbum :one
SELECT * FROM album WHERE id = ?;

-- name: ListAlbums :many
SELECT id, title FROM album WHERE released > @since ORDER BY title;

-- name: DeleteAlbum :execrows
DELETE FROM album WHERE id = $id;
