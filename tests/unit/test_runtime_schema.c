// test_runtime_schema.c - the database is the one woven for, or the difference is told.

#include "tests/unit/runtime_fixture.h"

static const char *path;

static void setup(void)
{
    path = fixture_path();
}

static void teardown(void)
{
    fixture_remove(path);
}

TestSuite(runtime_schema, .init = setup, .fini = teardown);

// Makes a database out of sql with SQLite alone.
static void make(const char *sql)
{
    sqlite3 *sqlite;
    cr_assert_eq(sqlite3_open(path, &sqlite), SQLITE_OK);
    cr_assert_eq(sqlite3_exec(sqlite, sql, NULL, NULL, NULL), SQLITE_OK, "%s",
                 sqlite3_errmsg(sqlite));
    sqlite3_close(sqlite);
}

static void assert_opens(void)
{
    fixture_close(fixture_open(path));
}

// What is said after "PATH: the database is not the one schema.ts was woven for: ".
static void assert_differs(const char *difference)
{
    WeaveDb *db;
    char said[400];
    snprintf(said, sizeof said,
             "%s: the database is not the one schema.ts was woven for: %s", path,
             difference);
    cr_assert_eq(weave_open(&FIXTURE, path, WEAVE_OPEN_CREATE, &db), WEAVE_SCHEMA);
    cr_message(db, said);
    cr_assert_null(weave_handle(db));
    fixture_close(db);
}

// --- comparing -----------------------------------------------------------------------

static int count_pragmas(void *count, int action, const char *a, const char *b,
                         const char *c, const char *d)
{
    (void)b, (void)c, (void)d;
    *(int *)count += action == SQLITE_READ && strncmp(a, "pragma_table", 12) == 0;
    return SQLITE_OK;
}

// What a database made by sql is asked about its tables and columns.
static int questions(const char *sql, WeaveStatus wanted)
{
    int n = 0;
    WeaveDb *db;
    sqlite3 *sqlite;
    cr_assert_eq(sqlite3_open(":memory:", &sqlite), SQLITE_OK);
    cr_assert_eq(sqlite3_exec(sqlite, sql, NULL, NULL, NULL), SQLITE_OK, "%s",
                 sqlite3_errmsg(sqlite));
    sqlite3_set_authorizer(sqlite, count_pragmas, &n);
    cr_assert_eq(weave_wrap(&FIXTURE, sqlite, 0, &db), wanted);
    fixture_close(db);
    sqlite3_close(sqlite);
    return n;
}

Test(runtime_schema, only_a_database_that_is_not_as_the_ddl_made_it_is_compared)
{
    cr_assert_eq(questions(FIXTURE_DDL, WEAVE_OK), 0);
    cr_assert_eq(questions("CREATE TABLE other(x); " FIXTURE_DDL
                           "CREATE INDEX more ON other(x); ANALYZE",
                           WEAVE_OK),
                 0);
    cr_assert_gt(
        questions(FIXTURE_DDL "ALTER TABLE media ADD COLUMN more TEXT", WEAVE_SCHEMA),
        0);
    cr_assert_gt(questions(FIXTURE_DDL "DROP TABLE media", WEAVE_SCHEMA), 0);
    cr_assert_gt(questions("", WEAVE_SCHEMA), 0);
}

Test(runtime_schema, a_shape_lists_tables_columns_and_unique_keys)
{
    WeaveDb *db = fixture_open(path);
    char *shape;
    cr_assert_eq(weave_schema_shape(weave_handle(db), &shape), SQLITE_OK);
    cr_assert_str_eq(shape, FIXTURE_SHAPE);
    sqlite3_free(shape);
    fixture_close(db);
}

Test(runtime_schema, a_shape_tells_what_rows_can_hold)
{
    static const WeaveSchema none = {.name = "none", .ddl = "", .shape = ""};
    make("CREATE TABLE \"odd name\" (a TEXT COLLATE NOCASE, \"b.c\" VARCHAR(20)\n"
         " DEFAULT 'x', total INT GENERATED ALWAYS AS (length(a)), untyped,\n"
         " PRIMARY KEY (a, \"b.c\")) WITHOUT ROWID;\n"
         "CREATE TABLE s (x ANY, y INT, UNIQUE (y, x)) STRICT;\n"
         "CREATE UNIQUE INDEX twice ON s (x, y);\n"
         "CREATE UNIQUE INDEX part ON s (x) WHERE y;\n"
         "CREATE UNIQUE INDEX expr ON s (y, x + 1);\n"
         "CREATE INDEX plain ON s (y);\n"
         "CREATE VIEW v AS SELECT x FROM s;\n"
         "CREATE VIRTUAL TABLE f USING fts5(body);");
    WeaveDb *db;
    cr_assert_eq(weave_open(&none, path, 0, &db), WEAVE_OK, "%s", weave_message(db));
    char *shape;
    cr_assert_eq(weave_schema_shape(weave_handle(db), &shape), SQLITE_OK);
    cr_assert_str_eq(shape, "f virtual table\n"
                            "odd\\x20name table without rowid\n"
                            "odd\\x20name.a text not null primary key\n"
                            "odd\\x20name.b\\x2ec varchar(20) not null primary key\n"
                            "odd\\x20name.total int generated\n"
                            "odd\\x20name.untyped \n"
                            "s table strict\n"
                            "s(x,y) unique\n"
                            "s.x any\n"
                            "s.y int\n"
                            "v view\n");
    sqlite3_free(shape);
    fixture_close(db);
}

Test(runtime_schema, an_empty_database_has_an_empty_shape)
{
    WeaveDb *db;
    cr_assert_eq(weave_open(NULL, path, WEAVE_OPEN_CREATE, &db), WEAVE_OK);
    char *shape;
    cr_assert_eq(weave_schema_shape(weave_handle(db), &shape), SQLITE_OK);
    cr_assert_str_eq(shape, "");
    sqlite3_free(shape);
    fixture_close(db);
}

Test(runtime_schema, create_makes_the_tables_once)
{
    WeaveDb *db = fixture_open(path);
    fixture_sql(db, "INSERT INTO source VALUES (1, 'u')");
    fixture_close(db);
    db = fixture_open(path);
    cr_assert_eq(fixture_int(db, "SELECT count(*) FROM source"), 1);
    fixture_close(db);
}

Test(runtime_schema, a_schema_that_fails_leaves_nothing_behind)
{
    static const WeaveSchema broken = {
        .name = "b.ts", .ddl = "CREATE TABLE a (x);\nCREATE TABLE a (y);", .shape = ""};
    WeaveDb *db;
    char said[200];
    snprintf(said, sizeof said, "%s: table a already exists [SQLITE_ERROR]", path);
    cr_assert_eq(weave_open(&broken, path, WEAVE_OPEN_CREATE, &db), WEAVE_ERROR);
    cr_message(db, said);
    fixture_close(db);
    assert_opens();
}

// --- differences at open -----------------------------------------------------

Test(runtime_schema, what_does_not_matter_is_no_difference)
{
    make("CREATE TABLE media (source_id INTEGER REFERENCES source(id), kind TEXT,\n"
         " raw BLOB, seen INTEGER DEFAULT 0, score REAL, width Integer, uri TEXT NOT\n"
         " NULL, id INTEGER NOT NULL PRIMARY KEY);\n"
         "CREATE UNIQUE INDEX media_uri ON media (uri);\n"
         "CREATE INDEX media_kind ON media (kind);\n"
         "CREATE UNIQUE INDEX more ON media (uri, kind);\n"
         "CREATE TABLE source (id integer PRIMARY KEY NOT NULL, url text NOT NULL);\n"
         "CREATE TABLE __drizzle_migrations (id SERIAL PRIMARY KEY);\n"
         "CREATE TABLE mediaq (x); CREATE TABLE aaa (x); CREATE TABLE zzz (x);\n"
         "CREATE VIEW broken AS SELECT nosuch FROM nowhere;");
    assert_opens();
}

Test(runtime_schema, a_missing_table_is_named_without_its_columns)
{
    make(FIXTURE_DDL "DROP TABLE source;");
    assert_differs("table source is missing");
}

Test(runtime_schema, a_missing_column_is_named)
{
    make(FIXTURE_DDL "ALTER TABLE media DROP COLUMN source_id;");
    assert_differs("column media.source_id is missing");
}

Test(runtime_schema, a_new_column_is_named)
{
    make(FIXTURE_DDL "ALTER TABLE media ADD COLUMN extra;");
    assert_differs("column media.extra is new");
}

Test(runtime_schema, a_column_of_another_type_is_named_with_both)
{
    make(
        "CREATE TABLE source (id integer PRIMARY KEY NOT NULL, url integer);\n"
        "CREATE TABLE media (id integer PRIMARY KEY NOT NULL, uri text NOT NULL UNIQUE,"
        " width integer, score real, seen integer, kind text, raw blob,\n"
        " source_id integer)");
    assert_differs("source.url is \"integer\", woven for \"text not null\"");
}

Test(runtime_schema, a_missing_unique_key_is_named)
{
    make("CREATE TABLE source (id integer PRIMARY KEY NOT NULL, url text NOT NULL);\n"
         "CREATE TABLE media (id integer PRIMARY KEY NOT NULL, uri text NOT NULL,\n"
         " width integer, score real, seen integer, kind text, raw blob,\n"
         " source_id integer)");
    assert_differs("unique key media(uri) is missing");
}

Test(runtime_schema, a_view_in_place_of_a_table_is_named)
{
    make(FIXTURE_DDL "DROP TABLE source; CREATE VIEW source AS SELECT 1 AS id;");
    assert_differs("source is \"view\", woven for \"table\"; column source.id is "
                   "missing; column source.url is missing");
}

Test(runtime_schema, of_many_differences_the_first_are_named)
{
    make("CREATE TABLE media (id integer PRIMARY KEY NOT NULL)");
    assert_differs("unique key media(uri) is missing; column media.kind is missing; "
                   "column media.raw is missing; and 6 more");
}

Test(runtime_schema, unchecked_opens_anything)
{
    make("CREATE TABLE media (id)");
    WeaveDb *db;
    unsigned flags = WEAVE_OPEN_CREATE | WEAVE_OPEN_UNCHECKED;
    cr_assert_eq(weave_open(&FIXTURE, path, flags, &db), WEAVE_OK);
    fixture_close(db);
}

// --- differences later -------------------------------------------------------

static WeaveStatement URLS = {.place = "s.ts:1 source.urls",
                              .sql = "SELECT url FROM source"};
static WeaveStatement IDS = {.place = "s.ts:2 source.ids",
                             .sql = "SELECT id FROM source"};
static WeaveStatement ADD = {.place = "s.ts:3 source.add",
                             .sql = "INSERT INTO source (url) VALUES ('u')"};

#define CHANGED                                                                        \
    "the database is not the one schema.ts was woven for: source.id is \"text\", "     \
    "woven for \"integer not null primary key\"; source.url is \"integer\", woven "    \
    "for \"text not null\""

// The columns swap their meaning, which no query would notice by itself.
static const char swap[] =
    "DROP TABLE source; CREATE TABLE source (url integer, id text);"
    "INSERT INTO source VALUES (1, 'one')";

Test(runtime_schema, a_prepared_query_notices_the_change)
{
    WeaveDb *db = fixture_open(path);
    cr_assert_eq(fixture_run(db, &URLS), WEAVE_OK);
    make(swap);
    WeaveQuery q = weave_query(db, &URLS);
    cr_assert_not(weave_step(&q), "no row of another table's is given out");
    cr_assert_eq(weave_end(&q), WEAVE_SCHEMA);
    cr_message(db, "s.ts:1 source.urls: " CHANGED);
    fixture_close(db);
}

Test(runtime_schema, a_query_not_prepared_before_notices_the_change)
{
    WeaveDb *db = fixture_open(path);
    make(swap);
    cr_assert_eq(fixture_run(db, &URLS), WEAVE_SCHEMA);
    fixture_close(db);
}

Test(runtime_schema, once_noticed_every_query_refuses_until_it_fits_again)
{
    WeaveDb *db = fixture_open(path);
    cr_assert_eq(fixture_run(db, &IDS), WEAVE_OK);
    cr_assert_eq(fixture_run(db, &URLS), WEAVE_OK);
    make(swap);
    cr_assert_eq(fixture_run(db, &IDS), WEAVE_SCHEMA);
    cr_assert_eq(fixture_run(db, &IDS), WEAVE_SCHEMA);
    cr_assert_eq(fixture_run(db, &ADD), WEAVE_SCHEMA);
    cr_assert_eq(weave_begin(db), WEAVE_SCHEMA);
    cr_assert_eq(fixture_int(db, "SELECT count(*) FROM source"), 1);
    make("DROP TABLE source;\n"
         "CREATE TABLE source (id integer PRIMARY KEY NOT NULL, url text NOT NULL);");
    cr_assert_eq(fixture_run(db, &ADD), WEAVE_OK, "%s", weave_message(db));
    cr_assert_eq(fixture_run(db, &URLS), WEAVE_OK);
    fixture_close(db);
}

Test(runtime_schema, a_dropped_column_is_told_as_the_schemas_difference)
{
    WeaveDb *db = fixture_open(path);
    cr_assert_eq(fixture_run(db, &URLS), WEAVE_OK);
    make("ALTER TABLE source RENAME COLUMN url TO href");
    cr_assert_eq(fixture_run(db, &URLS), WEAVE_SCHEMA);
    cr_message(db,
               "s.ts:1 source.urls: the database is not the one schema.ts was woven "
               "for: column source.href is new; column source.url is missing");
    fixture_close(db);
}

Test(runtime_schema, a_change_that_does_not_matter_is_not_in_the_way)
{
    WeaveDb *db = fixture_open(path);
    cr_assert_eq(fixture_run(db, &ADD), WEAVE_OK);
    make("CREATE INDEX more ON source (url); CREATE TABLE other (x)");
    cr_assert_eq(fixture_run(db, &ADD), WEAVE_OK);
    cr_assert_eq(fixture_run(db, &URLS), WEAVE_OK);
    fixture_close(db);
}
