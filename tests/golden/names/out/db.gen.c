// db.gen.c - made by weave from schema.ts. Edit that, not this.

#include "db.gen.h"

const WeaveSchema DB_SCHEMA = {
    "schema.ts",
    "CREATE TABLE `order` (\n"
    "\t`errno` integer PRIMARY KEY NOT NULL,\n"
    "\t`userName` text\n"
    ");\n"
    "CREATE TABLE `view` (\n"
    "\t`type` text NOT NULL,\n"
    "\t`default` integer,\n"
    "\t`int` integer,\n"
    "\t`class` text,\n"
    "\t`2nd name` text\n"
    ");\n",
    "order table\n"
    "order.errno integer not null primary key\n"
    "order.userName text\n"
    "view table\n"
    "view.2nd\\x20name text\n"
    "view.class text\n"
    "view.default integer\n"
    "view.int integer\n"
    "view.type text not null\n",
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
