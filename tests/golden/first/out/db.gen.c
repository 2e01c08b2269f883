// db.gen.c - made by weave from schema.ts. Edit that, not this.

#include "db.gen.h"

const WeaveSchema DB_SCHEMA = {
    "schema.ts",
    "CREATE TABLE `media` (\n"
    "\t`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,\n"
    "\t`uri` text NOT NULL,\n"
    "\t`mime_type` text NOT NULL,\n"
    "\t`created_at` integer DEFAULT (cast((julianday('now') - 2440587.5)*86400000 as integer)) NOT NULL,\n"
    "\t`title` text\n"
    ");\n",
    "media table\n"
    "media.created_at integer not null\n"
    "media.id integer not null primary key\n"
    "media.mime_type text not null\n"
    "media.title text\n"
    "media.uri text not null\n",
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
