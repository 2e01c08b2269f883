// db.gen.c - made by weave from schema.sql. Edit that, not this.

#include "db.gen.h"

const WeaveSchema DB_SCHEMA = {
    "schema.sql",
    "CREATE TABLE album (\n"
    "  id INTEGER PRIMARY KEY,\n"
    "  title TEXT NOT NULL,\n"
    "  released DATE,\n"
    "  price DECIMAL(10, 2)\n"
    ");\n"
    "CREATE TABLE track (\n"
    "  id INTEGER PRIMARY KEY,\n"
    "  album_id INTEGER NOT NULL REFERENCES album (id),\n"
    "  title TEXT\n"
    ");\n",
    "album table\n"
    "album.id integer primary key\n"
    "album.price decimal(10, 2)\n"
    "album.released date\n"
    "album.title text not null\n"
    "track table\n"
    "track.album_id integer not null\n"
    "track.id integer primary key\n"
    "track.title text\n",
    NULL,
    NULL,
    NULL,
    0,
};

WeaveStatus db_open(const char *path, unsigned flags, WeaveDb **out)
{
    return weave_open(&DB_SCHEMA, path, flags, out);
}

WeaveStatus db_wrap(struct sqlite3 *sqlite, unsigned flags, WeaveDb **out)
{
    return weave_wrap(&DB_SCHEMA, sqlite, flags, out);
}
