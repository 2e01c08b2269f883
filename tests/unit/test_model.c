// test_model.c - the schema as SQLite has it, with its traps.

#include "judge_fixture.h"

#include <criterion/criterion.h>

static Bench bench_of(const char *const *schema)
{
    Bench b = {0};
    for (; *schema; schema++)
        bench_schema(&b, *schema);
    bench_judge(&b);
    cr_assert(b.ok, "%.*s", STR_ARG(b.said));
    return b;
}

static const ModelColumn *column(const Bench *b, const char *path)
{
    const ModelColumn *c = model_find_path(&b->checked.model, str_z(path));
    cr_assert_not_null(c, "%s", path);
    return c;
}

Test(model, only_a_true_alias_of_the_rowid_is_never_null)
{
    Bench b = bench_of((const char *const[]){
        "CREATE TABLE a (id INTEGER PRIMARY KEY)",
        "CREATE TABLE b (id INTEGER PRIMARY KEY DESC)",
        "CREATE TABLE c (id INT PRIMARY KEY)",
        "CREATE TABLE d (id TEXT PRIMARY KEY)",
        "CREATE TABLE e (id TEXT PRIMARY KEY) WITHOUT ROWID",
        "CREATE TABLE f (a INTEGER, b INTEGER, PRIMARY KEY (a, b))",
        "CREATE TABLE g (id integer, PRIMARY KEY (id))",
        NULL,
    });
    cr_expect(column(&b, "a.id")->rowid_alias && column(&b, "a.id")->not_null);
    cr_expect(!column(&b, "b.id")->rowid_alias && !column(&b, "b.id")->not_null);
    cr_expect(!column(&b, "c.id")->rowid_alias && !column(&b, "c.id")->not_null);
    cr_expect(!column(&b, "d.id")->not_null);
    cr_expect(column(&b, "e.id")->not_null && !column(&b, "e.id")->rowid_alias);
    cr_expect(!column(&b, "f.a")->not_null);
    cr_expect_eq(column(&b, "f.b")->primary_key, 2);
    cr_expect(column(&b, "g.id")->rowid_alias);
    arena_free(&b.mem);
}

static const ModelTable *table(const Bench *b, const char *name)
{
    const ModelTable *t = model_find_table(&b->checked.model, str_z(name));
    cr_assert_not_null(t, "%s", name);
    return t;
}

Test(model, keys_are_those_that_hold_for_every_row)
{
    Bench b = bench_of((const char *const[]){
        "CREATE TABLE t (id INTEGER PRIMARY KEY, email TEXT NOT NULL, nick TEXT, a INT, "
        "b INT NOT NULL)",
        "CREATE UNIQUE INDEX t1 ON t (email COLLATE NOCASE)",
        "CREATE UNIQUE INDEX t2 ON t (a, b)",
        "CREATE UNIQUE INDEX t3 ON t (nick) WHERE nick <> ''",
        "CREATE UNIQUE INDEX t4 ON t (lower(nick))",
        "CREATE INDEX t5 ON t (nick)",
        NULL,
    });
    const ModelTable *t = table(&b, "t");
    cr_assert_eq(t->n_keys, 3);
    cr_expect_eq(t->keys[0].columns[0], 1);
    cr_expect(str_is(t->keys[0].collations[0], "NOCASE") && t->keys[0].not_null);
    cr_expect_eq(t->keys[1].n_columns, 2);
    cr_expect(!t->keys[1].not_null);
    cr_expect_eq(t->keys[2].columns[0], 0);
    cr_expect(t->keys[2].not_null);
    cr_expect(column(&b, "t.email")->unique && !column(&b, "t.nick")->unique);
    cr_expect(!column(&b, "t.a")->unique && !column(&b, "t.id")->unique);
    arena_free(&b.mem);
}

Test(model, defaults_and_generated_columns_are_told)
{
    Bench b = bench_of((const char *const[]){
        "CREATE TABLE t (id INTEGER PRIMARY KEY, a TEXT DEFAULT 'x', "
        "b INTEGER GENERATED ALWAYS AS (id * 2), c TEXT DEFAULT NULL) STRICT",
        NULL,
    });
    cr_expect(str_is(column(&b, "t.a")->default_sql, "'x'"));
    cr_expect(column(&b, "t.a")->has_default && !column(&b, "t.id")->has_default);
    cr_expect(column(&b, "t.b")->generated && !column(&b, "t.a")->generated);
    cr_expect(str_is(column(&b, "t.c")->default_sql, "NULL"));
    cr_expect(table(&b, "t")->strict && !table(&b, "t")->without_rowid);
    arena_free(&b.mem);
}

Test(model, shadow_tables_are_left_out_and_hidden_columns_marked)
{
    Bench b = bench_of((const char *const[]){
        "CREATE VIRTUAL TABLE note USING fts5 (title, body)",
        "CREATE TABLE a (id INTEGER PRIMARY KEY AUTOINCREMENT)",
        NULL,
    });
    cr_assert_eq(b.checked.model.n_tables, 2);
    cr_expect_eq(table(&b, "note")->kind, MODEL_VIRTUAL);
    cr_expect(column(&b, "note.rank")->hidden && !column(&b, "note.body")->hidden);
    cr_expect_eq(column(&b, "note.body")->type.storage, CLASS_TEXT);
    cr_expect_eq(column(&b, "note.rank")->type.storage, CLASS_REAL);
    arena_free(&b.mem);
}

Test(model, a_view_has_the_types_that_its_select_gives)
{
    Bench b = bench_of((const char *const[]){
        "CREATE TABLE a (id INTEGER PRIMARY KEY, name TEXT NOT NULL)",
        "CREATE VIEW v AS SELECT id, name, length(name) AS n FROM a",
        "CREATE VIEW u AS SELECT id AS x FROM a UNION ALL SELECT name FROM a",
        "CREATE VIEW w AS SELECT x, z FROM u JOIN z",
        "CREATE VIEW z AS SELECT count(*) AS z FROM v",
        NULL,
    });
    cr_expect_eq(table(&b, "v")->kind, MODEL_VIEW);
    cr_expect_eq(column(&b, "v.name")->type.storage, CLASS_TEXT);
    cr_expect(column(&b, "v.name")->not_null);
    cr_expect_eq(column(&b, "v.name")->origin, column(&b, "a.name"));
    cr_expect_eq(column(&b, "v.n")->type.storage, CLASS_INTEGER);
    cr_expect_eq(table(&b, "v")->n_keys, 1);
    cr_expect_eq(column(&b, "u.x")->type.storage, CLASS_ANY);
    cr_expect_eq(column(&b, "w.x")->type.storage, CLASS_ANY);
    cr_expect_eq(column(&b, "w.z")->type.storage, CLASS_INTEGER); // of a later view
    cr_expect(column(&b, "w.z")->not_null && table(&b, "z")->one_row);
    arena_free(&b.mem);
}

static const Str kinds[] = {STR("photo"), STR("video")};
static const Column drizzle_columns[] = {
    {.key = STR("id"),
     .name = STR("id"),
     .sql_type = STR("integer"),
     .mode = MODE_NUMBER},
    {.key = STR("takenAt"),
     .name = STR("taken_at"),
     .sql_type = STR("integer"),
     .mode = MODE_TIMESTAMP_MS},
    {.key = STR("kind"),
     .name = STR("kind"),
     .sql_type = STR("text"),
     .mode = MODE_TEXT,
     .enum_values = kinds,
     .n_enum_values = 2},
};
static const Table drizzle_tables[] = {
    {.key = STR("zPhoto"),
     .name = STR("z_photo"),
     .columns = drizzle_columns,
     .n_columns = 3},
};

// A table of the catalog comes first, and with what only TypeScript knows.
Test(model, drizzle_tables_come_first_with_their_keys_modes_and_enums)
{
    Bench b = {.tables = drizzle_tables, .n_tables = 1};
    bench_schema(&b, "CREATE TABLE a (taken_at TIMESTAMP)");
    bench_judge(&b);
    cr_assert(b.ok, "%.*s", STR_ARG(b.said));
    cr_assert_eq(b.checked.model.n_tables, 2);
    const ModelTable *t = &b.checked.model.tables[0];
    cr_expect(str_is(t->name, "z_photo") && str_is(t->key, "zPhoto"));
    cr_expect_eq(t->columns[1].type.mode, MODE_TIMESTAMP_MS);
    cr_expect_eq(column(&b, "zPhoto.takenAt"), &t->columns[1]);
    cr_expect_eq(column(&b, "z_photo.kind")->type.enum_of, &t->columns[2]);
    cr_expect_null(model_find_path(&b.checked.model, S("zPhoto.nothing")));
    cr_expect_null(model_find_path(&b.checked.model, S("zPhoto")));
    arena_free(&b.mem);
}
