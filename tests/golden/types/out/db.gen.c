// db.gen.c - made by weave from schema.ts. Edit that, not this.

#include "db.gen.h"

const WeaveSchema DB_SCHEMA = {
    "schema.ts",
    "CREATE TABLE `every` (\n"
    "\t`id` integer PRIMARY KEY NOT NULL,\n"
    "\t`i` integer NOT NULL,\n"
    "\t`i_null` integer,\n"
    "\t`flag` integer NOT NULL,\n"
    "\t`flag_null` integer,\n"
    "\t`at` integer NOT NULL,\n"
    "\t`at_ms_null` integer,\n"
    "\t`r` real NOT NULL,\n"
    "\t`r_null` real,\n"
    "\t`t` text NOT NULL,\n"
    "\t`t_null` text,\n"
    "\t`kind` text NOT NULL,\n"
    "\t`kind_null` text,\n"
    "\t`json` text NOT NULL,\n"
    "\t`json_null` text,\n"
    "\t`b` blob NOT NULL,\n"
    "\t`b_null` blob,\n"
    "\t`big` blob NOT NULL,\n"
    "\t`big_null` blob,\n"
    "\t`bjson` blob NOT NULL,\n"
    "\t`bjson_null` blob,\n"
    "\t`num` numeric NOT NULL,\n"
    "\t`num_null` numeric,\n"
    "\t`nstr` numeric NOT NULL,\n"
    "\t`nstr_null` numeric,\n"
    "\t`nbig` numeric NOT NULL,\n"
    "\t`nbig_null` numeric\n"
    ");\n",
    "every table\n"
    "every.at integer not null\n"
    "every.at_ms_null integer\n"
    "every.b blob not null\n"
    "every.b_null blob\n"
    "every.big blob not null\n"
    "every.big_null blob\n"
    "every.bjson blob not null\n"
    "every.bjson_null blob\n"
    "every.flag integer not null\n"
    "every.flag_null integer\n"
    "every.i integer not null\n"
    "every.i_null integer\n"
    "every.id integer not null primary key\n"
    "every.json text not null\n"
    "every.json_null text\n"
    "every.kind text not null\n"
    "every.kind_null text\n"
    "every.nbig numeric not null\n"
    "every.nbig_null numeric\n"
    "every.nstr numeric not null\n"
    "every.nstr_null numeric\n"
    "every.num numeric not null\n"
    "every.num_null numeric\n"
    "every.r real not null\n"
    "every.r_null real\n"
    "every.t text not null\n"
    "every.t_null text\n",
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
