// db.gen.c - made by weave from schema.ts. Edit that, not this.

#include "db.gen.h"

static const WeaveStep migration_1[] = {
    {
        "drizzle/0000_init.sql:1",
        "CREATE TABLE `media` (\n"
        "\t`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,\n"
        "\t`uri` text NOT NULL\n"
        ");",
    },
};

static const WeaveStep migration_2[] = {
    {
        "drizzle/0001_title.sql:1",
        "ALTER TABLE `media` ADD `title` text;",
    },
    {
        "drizzle/0001_title.sql:2",
        "-- \"Untitled\", whatever it is.\n"
        "UPDATE `media` SET `title` = 'Un\"titled\\n';",
    },
};

static const WeaveStep migration_3[] = {
    {
        "drizzle/0002_tag.sql:1",
        "CREATE TABLE `tag` (\n"
        "\t`id` integer PRIMARY KEY NOT NULL,\n"
        "\t`media_id` integer,\n"
        "\t`at` integer,\n"
        "\t`more` text,\n"
        "\tFOREIGN KEY (`media_id`) REFERENCES `media`(`id`) ON UPDATE no action ON DELETE no action\n"
        ");",
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
    {
        "0002_tag",
        "81ac295e741bbe0a64069e8c82c67f092c8b9f2124322f9c3641c91f311c111c",
        1700000200003,
        migration_3,
        1,
    },
};

static const WeaveMigrations migrations = {
    "__drizzle_migrations",
    false, // times count, as in a journal
    migration_list,
    3,
    &WEAVE_MIGRATOR,
};

// Parents before children.
static const WeaveStep seeds[] = {
    {
        "schema.ts:18",
        "INSERT INTO \"media\" (\"id\", \"uri\") SELECT 7, 'a\n"
        "b' WHERE NOT EXISTS (SELECT 1 FROM \"media\" WHERE \"id\" IS 7 AND \"uri\" IS 'a\n"
        "b') ON CONFLICT DO NOTHING",
    },
    {
        "schema.ts:17",
        "INSERT INTO \"tag\" (\"media_id\", \"at\", \"more\") SELECT 7, 1500000000000, '{\"it''s\":[1]}' WHERE NOT EXISTS (SELECT 1 FROM \"tag\" WHERE \"media_id\" IS 7 AND \"at\" IS 1500000000000 AND \"more\" IS '{\"it''s\":[1]}') ON CONFLICT DO NOTHING",
    },
};

const WeaveSchema DB_SCHEMA = {
    "schema.ts",
    "CREATE TABLE `media` (\n"
    "\t`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,\n"
    "\t`uri` text NOT NULL,\n"
    "\t`title` text\n"
    ");\n"
    "CREATE TABLE `tag` (\n"
    "\t`id` integer PRIMARY KEY NOT NULL,\n"
    "\t`media_id` integer,\n"
    "\t`at` integer,\n"
    "\t`more` text,\n"
    "\tFOREIGN KEY (`media_id`) REFERENCES `media`(`id`) ON UPDATE no action ON DELETE no action\n"
    ");\n",
    "media table\n"
    "media.id integer not null primary key\n"
    "media.title text\n"
    "media.uri text not null\n"
    "tag table\n"
    "tag.at integer\n"
    "tag.id integer not null primary key\n"
    "tag.media_id integer\n"
    "tag.more text\n",
    NULL,
    &migrations,
    seeds,
    2,
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
