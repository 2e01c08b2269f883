// db.gen.c - made by weave from schema.ts. Edit that, not this.

#include "db.gen.h"

const WeaveSchema DB_SCHEMA = {
    "schema.ts",
    "CREATE TABLE `tag` (\n"
    "\t`id` integer PRIMARY KEY NOT NULL,\n"
    "\t`name` text NOT NULL,\n"
    "\t`uses` integer DEFAULT 0 NOT NULL\n"
    ");\n"
    "CREATE UNIQUE INDEX `tag_name_unique` ON `tag` (`name`);\n",
    "tag table\n"
    "tag(name) unique\n"
    "tag.id integer not null primary key\n"
    "tag.name text not null\n"
    "tag.uses integer not null\n",
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
