// db.gen.c - made by weave from schema.ts. Edit that, not this.

#include "db.gen.h"

const WeaveSchema DB_SCHEMA = {
    "schema.ts",
    "CREATE TABLE `posts` (\n"
    "\t`id` integer PRIMARY KEY NOT NULL,\n"
    "\t`author_id` integer NOT NULL,\n"
    "\t`title` text,\n"
    "\tFOREIGN KEY (`author_id`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE no action\n"
    ");\n"
    "CREATE TABLE `users` (\n"
    "\t`id` integer PRIMARY KEY NOT NULL,\n"
    "\t`name` text NOT NULL\n"
    ");\n",
    "posts table\n"
    "posts.author_id integer not null\n"
    "posts.id integer not null primary key\n"
    "posts.title text\n"
    "users table\n"
    "users.id integer not null primary key\n"
    "users.name text not null\n",
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
