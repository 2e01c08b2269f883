// db.gen.c - made by weave from schema.ts. Edit that, not this.

#include "db.gen.h"

const WeaveSchema DB_SCHEMA = {
    "schema.ts",
    "CREATE TABLE `media` (\n"
    "\t`id` integer PRIMARY KEY NOT NULL,\n"
    "\t`uri` text NOT NULL,\n"
    "\t`width` integer\n"
    ");\n",
    "media table\n"
    "media.id integer not null primary key\n"
    "media.uri text not null\n"
    "media.width integer\n",
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
