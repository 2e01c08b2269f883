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

CREATE TABLE track (
  id INTEGER PRIMARY KEY,
  album_id INTEGER NOT NULL REFERENCES album (id),
  title TEXT
);

-- The tracks of some albums, each with its album.
-- name: ListTracks :many
SELECT sqlc.embed(track), sqlc.embed(a)
FROM track JOIN album AS a ON a.id = track.album_id
WHERE a.id IN (sqlc.slice(albums));

/* name: FindTrack :optional */
-- @param mark json null
SELECT t.id, sqlc.embed(album), sqlc.arg(mark) AS mark
FROM track AS t LEFT JOIN album ON album.id = t.album_id
WHERE t.title = coalesce(sqlc.narg(title), t.title) LIMIT 1;
