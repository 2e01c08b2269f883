// db.gen.c - made by weave from schema.ts. Edit that, not this.

#include "db.gen.h"

const WeaveSchema DB_SCHEMA = {
    "schema.ts",
    "CREATE TABLE `note` (\n"
    "\t`id` integer PRIMARY KEY NOT NULL,\n"
    "\t`body` text DEFAULT '?\?/ \"quoted\" \\ caf\303\251' NOT NULL\n"
    ");\n",
    "note table\n"
    "note.body text not null\n"
    "note.id integer not null primary key\n",
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
