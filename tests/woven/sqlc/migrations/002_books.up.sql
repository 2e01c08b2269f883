BEGIN;
CREATE TABLE book (
  id INTEGER PRIMARY KEY,
  author_id INTEGER REFERENCES author (id),
  title TEXT NOT NULL
);
ALTER TABLE book ADD COLUMN pages INTEGER;
CREATE TRIGGER book_title AFTER INSERT ON book WHEN new.title = '' BEGIN
  UPDATE book SET title = CASE WHEN new.pages > 0 THEN 'Untitled' ELSE 'Empty' END
    WHERE id = new.id;
END;
COMMIT;
