-- name: CreateAuthor :one
INSERT INTO author (name, bio) VALUES (?, ?) RETURNING *;

-- name: CreateBook :execlastid
INSERT INTO book (author_id, title, pages) VALUES (sqlc.narg('author_id'), @title, @pages);

-- Each book with who wrote it.
-- name: ListBooks :many
SELECT sqlc.embed(book), sqlc.embed(a)
FROM book LEFT JOIN author AS a ON a.id = book.author_id
ORDER BY book.id;

-- name: GetBook :one
SELECT sqlc.embed(book), sqlc.embed(author), length(book.title) AS letters
FROM book JOIN author ON author.id = book.author_id
WHERE book.id = sqlc.arg(id);

/* name: ListBooksOf :many */
SELECT * FROM book
WHERE author_id IN (sqlc.slice('authors')) AND pages >= $min_pages
ORDER BY id;

-- name: RenameAuthor :execrows
UPDATE author SET name = coalesce(sqlc.narg(name), name) WHERE id = :id;

-- name: Echo :one
-- @param words text null
SELECT @words AS words;

-- name: EchoNumber :one
-- @param p1 int
SELECT ? AS n;
