# python.py - Python's own sqlite3, which keeps prepared statements by their text;
# harness.h says what a contestant is.

import sqlite3
import sys
import time
from os.path import abspath, dirname

sys.path.insert(0, dirname(dirname(abspath(__file__))))
from data import columns as row_of, metadata as metadata_of  # noqa: E402

COLUMNS = 'id, uri, mime_type, width, height, duration, content_hash, metadata, created_at, updated_at'
POINT = f'SELECT {COLUMNS} FROM media WHERE id = ?'
LIST = f'SELECT {COLUMNS} FROM media WHERE source_id = ?'
INSERT = ('INSERT INTO upload (uri, mime_type, width, height, duration, content_hash, metadata, created_at, updated_at) '
          'VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)')
JOIN = ('SELECT m.id, m.uri, m.mime_type, m.width, m.height, m.duration, m.content_hash, m.metadata, '
        'm.created_at, m.updated_at, s.url FROM media m JOIN media_source s ON s.id = m.source_id WHERE m.id = ?')
UPDATE = 'UPDATE draft SET width = ?, height = ?, metadata = ?, updated_at = ? WHERE id = ?'

kind, file, setup, media, *wanted = sys.argv[1:]
path = ':memory:' if kind == 'memory' else file
media = int(media)
sources, drafts, noted = media // 100, media // 10, media // 20
uploads = []
db = None


def connect():
    global db
    db = sqlite3.connect(path, isolation_level=None)
    db.execute('PRAGMA foreign_keys = ON')
    db.execute('PRAGMA synchronous = NORMAL')


def sum_text(place, text):
    return place * (7 if text is None else len(text) + (ord(text[0]) if text else 0))


def sum_media(m):
    return (m[0] + sum_text(2, m[1]) + sum_text(3, m[2])
            + 4 * (7 if m[3] is None else m[3]) + 5 * (7 if m[4] is None else m[4])
            + 6 * (7 if m[5] is None else int(m[5] * 4)) + sum_text(7, m[6]) + sum_text(8, m[7])
            + 9 * m[8] + 10 * (7 if m[9] is None else m[9]))


def point_of(i):
    return sum_media(db.execute(POINT, (1 + i * 7919 % media,)).fetchone())


def list_of(source):
    return sum(map(sum_media, db.execute(LIST, (source,))))


def join_of(i):
    row = db.execute(JOIN, (1 + i * 7919 % media,)).fetchone()
    return sum_media(row) + sum_text(11, row[10])


def insert(n):
    db.execute('BEGIN')
    db.executemany(INSERT, uploads[:n])
    db.execute('COMMIT')
    return 0


def insert_returning(n):
    total = 0
    db.execute('BEGIN')
    for i in range(n):
        total += db.execute(INSERT + ' RETURNING id', uploads[i]).fetchone()[0]
    db.execute('COMMIT')
    return total


def update(n):
    db.execute('BEGIN')
    for i in range(n):
        db.execute(UPDATE, (i % 4000, i % 3000, metadata_of(i), 1700000000 + i, 1 + i * 7919 % drafts))
    db.execute('COMMIT')
    return 0


def parent_of(i):
    id, url, name = db.execute('SELECT id, url, name FROM media_source WHERE id = ?', (1 + i * 31 % sources,)).fetchone()
    return id + sum_text(2, url) + sum_text(3, name) + list_of(id)


def keys_of(i, n):
    keys = [1 + (i * 7919 + k * 104729) % media for k in range(n)]
    marks = ', '.join('?' * n)
    return sum(map(sum_media, db.execute(f'SELECT {COLUMNS} FROM media WHERE id IN ({marks})', keys)))


def nested_of(i):
    first = 1 + i * 50 % (noted - 49)
    total = 0
    for id, uri in db.execute('SELECT id, uri FROM media WHERE id BETWEEN ? AND ?', (first, first + 49)):
        total += id + sum_text(2, uri)
        for note, body, created_at in db.execute('SELECT id, body, created_at FROM note WHERE media_id = ?', (id,)):
            total += note + sum_text(2, body) + 3 * created_at
    return total


def filter_of(i):
    sql, values = LIST, [1 + i * 31 % sources]
    if i & 1:
        sql += ' AND mime_type = ?'
        values.append('image/png')
    if i & 2:
        sql += ' AND width >= ?'
        values.append(2000)
    return sum(map(sum_media, db.execute(sql, values)))


def open_of(_):
    global db
    kept = db
    connect()
    total = point_of(0)
    db.close()
    db = kept
    return total


def each(one):
    return lambda n: sum(map(one, range(n)))


WORKS = {
    'point': each(point_of),
    'list': each(lambda i: list_of(1 + i * 31 % sources)),
    'scan': each(lambda i: sum(map(sum_media, db.execute(f'SELECT {COLUMNS} FROM media')))),
    'insert': insert,
    'insert_returning': insert_returning,
    'join': each(join_of),
    'update': update,
    'parent': each(parent_of),
    'keys3': each(lambda i: keys_of(i, 3)),
    'keys200': each(lambda i: keys_of(i, 200)),
    'keys2000': each(lambda i: keys_of(i, 2000)),
    'nested': each(nested_of),
    'filter': each(filter_of),
    'open': each(open_of),
}


def written(work):
    table = 'upload' if work.startswith('insert') else 'draft' if work == 'update' else None
    if not table:
        return 0
    return db.execute(
        'SELECT count(*) + sum(length(uri)) + 3 * sum(length(mime_type)) + 5 * sum(coalesce(width, 7)) + '
        '7 * sum(coalesce(height, 7)) + 11 * sum(coalesce(length(content_hash), 7)) + '
        '13 * sum(coalesce(length(metadata), 7)) + sum(created_at) + 2 * sum(coalesce(updated_at, 7)) + '
        f'CAST(4 * total(duration) AS INTEGER) FROM {table}').fetchone()[0]


def empty():
    db.executescript("DELETE FROM upload; DELETE FROM sqlite_sequence WHERE name = 'upload'")


asked = [(w.split('=')[0], int(w.split('=')[1]) if '=' in w else None) for w in wanted]
most = max([n for w, n in asked if n and w.startswith('insert')], default=0)
uploads.extend(row_of(i) for i in range(most))
connect()
if kind == 'memory':
    with open(setup, encoding='utf-8') as text:
        db.executescript(text.read())
for name, n in asked:
    if n is None:  # a bare name asks whether the work is known
        if name in WORKS:
            print(name)
        continue
    empty()
    WORKS[name](max(1, n // 10))
    empty()
    start = time.process_time()
    total = WORKS[name](n)
    seconds = time.process_time() - start
    print(f'{name} {total + written(name)} {seconds:.9f} {n}', flush=True)
