// db.gen.c - made by weave from schema.ts. Edit that, not this.

#include "db.gen.h"

static const WeaveStatement migration_1[] = {
    {
        "drizzle/0000_init.sql:1",
        "CREATE TABLE `media` (\n"
        "\t`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,\n"
        "\t`uri` text NOT NULL\n"
        ");",
        0,
    },
};

static const WeaveStatement migration_2[] = {
    {
        "drizzle/0001_title.sql:1",
        "ALTER TABLE `media` ADD `title` text;",
        0,
    },
    {
        "drizzle/0001_title.sql:2",
        "-- \"Untitled\", whatever it is.\n"
        "UPDATE `media` SET `title` = 'Un\"titled\\n';",
        0,
    },
};

static const WeaveMigration migration_list[] = {
    {
        "0000_init",
        "1f443d32288111d4d87350b1654a0f2050c0842f73e96786362678354e556dc1",
        1700000000001,
        migration_1,
        1,
    },
    {
        "0001_title",
        "e289a864c3816ef32918c9fd3ef31e444b0c148d22eb286429998bdc4d5fdcf5",
        1700000100002,
        migration_2,
        2,
    },
};

static const WeaveMigrations migrations = {
    "__drizzle_migrations",
    false, // times count, as in a journal
    migration_list,
    2,
    &WEAVE_MIGRATOR,
};

const WeaveSchema DB_SCHEMA = {
    "schema.ts",
    "CREATE TABLE `media` (\n"
    "\t`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,\n"
    "\t`uri` text NOT NULL,\n"
    "\t`title` text\n"
    ");\n",
    "media table\n"
    "media.id integer not null primary key\n"
    "media.title text\n"
    "media.uri text not null\n",
    NULL,
    &migrations,
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

WeaveStatus db_migrate(const char *path, unsigned flags, WeaveDb **out)
{
    return weave_open(&DB_SCHEMA, path, flags | WEAVE_OPEN_MIGRATE, out);
}
