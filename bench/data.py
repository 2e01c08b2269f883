"""data.py - the bench's database, the same for all contestants: a file to copy, and the
SQL that makes the same one in memory."""

import sqlite3

TYPES = ['image/jpeg', 'image/png', 'video/mp4', 'audio/ogg']
TABLES = ['media_source', 'media', 'note', 'upload', 'draft']
COLUMNS = 'uri, mime_type, width, height, duration, content_hash, metadata, created_at, updated_at'


def metadata(i):
    k = i % 64
    return ('{"camera":"X100V","iso":%d,"exposure":"1/%d","lens":"23mm f/2","tags":["a","b"]}'
            % (100 + k, 60 + k))


def columns(i):
    """The nine columns behind the key; contestants/harness.c has the same."""
    size = i % 5 != 0
    return ('/srv/library/photos/2024/11/%08d.jpg' % i, TYPES[i % 4],
            640 + i % 4000 if size else None, 480 + i % 3000 if size else None,
            i % 1000 * 0.25 if i % 3 == 0 else None,
            '%064x' % i if i % 7 else None, metadata(i) if i % 2 else None,
            1700000000 + i, 1700000060 + i if i % 2 else None)


def make(path, schema, media):
    """Writes the file with so many media. schema is the DDL that weave prints."""
    sources, drafts, noted = media // 100, media // 10, media // 20
    db = sqlite3.connect(path, isolation_level=None)
    db.execute('PRAGMA journal_mode = WAL')
    db.executescript(schema)
    db.execute('BEGIN')
    db.executemany('INSERT INTO media_source VALUES (?, ?, ?, ?)', (
        (i + 1, 'https://example.org/source/%d' % i, 'source %d' % i, 1700000000 + i)
        for i in range(sources)))
    marks = ', '.join('?' * 10)
    # The media of a source stand far apart.
    db.executemany(f'INSERT INTO media ({COLUMNS}, source_id) VALUES ({marks})', (
        columns(i) + (1 + i % sources,) for i in range(media)))
    db.executemany('INSERT INTO note VALUES (?, ?, ?, ?)', (
        (i + 1, 1 + i % noted, 'note %d: a line or two on what is seen here' % i, 1700000000 + i)
        for i in range(10 * noted)))
    db.executemany(f'INSERT INTO draft (id, {COLUMNS}) VALUES ({marks})', (
        (i + 1,) + columns(i) for i in range(drafts)))
    db.execute('COMMIT')
    db.execute('PRAGMA wal_checkpoint(TRUNCATE)')
    db.close()


def setup_sql(schema, path):
    """What a contestant runs to have the same database in memory."""
    there = schema.replace('CREATE TABLE ', 'CREATE TABLE IF NOT EXISTS ')
    there = there.replace('CREATE INDEX ', 'CREATE INDEX IF NOT EXISTS ')
    copies = ''.join(f'INSERT INTO main.{t} SELECT * FROM t.{t};\n' for t in TABLES)
    return f"{there}ATTACH '{path}' AS t;\nBEGIN;\n{copies}COMMIT;\nDETACH t;\n"
