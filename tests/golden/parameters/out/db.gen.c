// db.gen.c - made by weave from schema.ts. Edit that, not this.

#include "db.gen.h"

const WeaveSchema DB_SCHEMA = {
    "schema.ts",
    "CREATE TABLE `post` (\n"
    "\t`id` integer PRIMARY KEY NOT NULL,\n"
    "\t`title` text,\n"
    "\t`kind` text NOT NULL,\n"
    "\t`body` text NOT NULL,\n"
    "\t`pinned` integer DEFAULT false NOT NULL,\n"
    "\t`created_at` integer NOT NULL\n"
    ");\n",
    "post table\n"
    "post.body text not null\n"
    "post.created_at integer not null\n"
    "post.id integer not null primary key\n"
    "post.kind text not null\n"
    "post.pinned integer not null\n"
    "post.title text\n",
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
