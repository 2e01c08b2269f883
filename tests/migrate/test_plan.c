// test_plan.c - what is planned for a change of the schema, and what the rows are then.

#include "migrate/plan.h"
#include "migrate/sqltext.h"

#include <criterion/criterion.h>
#include <string.h>

static Arena arena;
static Plan plan;

static void teardown(void)
{
    arena_free(&arena);
}

TestSuite(plan, .fini = teardown);

static sqlite3 *open_with(const char *sql)
{
    sqlite3 *db;
    char *why = NULL;
    cr_assert_eq(sqlite3_open(":memory:", &db), SQLITE_OK);
    cr_assert_eq(sqlite3_exec(db, sql, NULL, NULL, &why), SQLITE_OK, "%s", why);
    return db;
}

static Schema schema_in(sqlite3 *db)
{
    Schema s;
    Str why;
    cr_assert(schema_read(&arena, db, &s, &why), "%.*s", STR_ARG(why));
    return s;
}

static Schema schema_of(const char *sql)
{
    sqlite3 *db = open_with(sql);
    Schema s = schema_in(db);
    sqlite3_close(db);
    return s;
}

// "users=people users.id=id ...": what has which key.
static void give_keys(Schema *s, const char *table, const char *key,
                      const char *const *columns)
{
    SchemaTable *t = schema_find_table(s, str_z(table));
    t->key = str_z(key);
    for (; *columns; columns += 2)
        schema_find_column(t, str_z(columns[0]))->key = str_z(columns[1]);
}

static PlanStatus make(Schema from, Schema to)
{
    Schema *kept = arena_many(&arena, Schema, 2);
    kept[0] = from;
    kept[1] = to;
    return plan_make(&plan, &arena, &kept[0], &kept[1], NULL, 0);
}

static PlanStatus make_sql(const char *from, const char *to)
{
    return make(schema_of(from), schema_of(to));
}

static bool is_planned(const char *part)
{
    for (size_t i = 0; i < plan.n_statements; i++)
        if (str_find_str(plan.statements[i], str_z(part)) != STR_NONE)
            return true;
    return false;
}

static void carry_out(sqlite3 *db)
{
    char *why = NULL;
    for (size_t i = 0; i < plan.n_statements; i++)
        cr_assert_eq(
            sqlite3_exec(db, str_zero(&arena, plan.statements[i]), NULL, NULL, &why),
            SQLITE_OK, "%s in %.*s", why, STR_ARG(plan.statements[i]));
}

static const char *ask(sqlite3 *db, const char *sql)
{
    sqlite3_stmt *stmt = NULL;
    cr_assert_eq(sqlite3_prepare_v2(db, sql, -1, &stmt, NULL), SQLITE_OK, "%s",
                 sqlite3_errmsg(db));
    Buf b = {.arena = &arena};
    while (sqlite3_step(stmt) == SQLITE_ROW)
        for (int i = 0; i < sqlite3_column_count(stmt); i++) {
            const char *text = (const char *)sqlite3_column_text(stmt, i);
            buf_format(&b, "%s%s", b.n ? " " : "", text ? text : "NULL");
        }
    sqlite3_finalize(stmt);
    return buf_str(&b).ptr;
}

static Str words(size_t i)
{
    cr_assert_lt(i, plan.changes.n);
    return change_words(&arena, &plan.changes.items[i]);
}

// --- nothing to do -----------------------------------------------------------

Test(plan, px_19_between_equal_schemas_there_is_nothing_to_do)
{
    cr_assert_eq(make_sql("CREATE TABLE t (a integer PRIMARY KEY, b TEXT)",
                          "CREATE TABLE \"t\" (\n [a] INTEGER PRIMARY KEY NOT NULL, "
                          "-- the key\n `b` text)"),
                 PLAN_OK);
    cr_assert_eq(plan.n_statements, 0);
    cr_assert_eq(plan.changes.n, 0);
}

Test(plan, the_order_of_columns_is_no_difference)
{
    cr_assert_eq(make_sql("CREATE TABLE t (a, b)", "CREATE TABLE t (b, a)"), PLAN_OK);
    cr_assert_eq(plan.n_statements, 0);
}

Test(plan, a_check_differs_by_the_case_of_a_string_not_of_a_word)
{
    make_sql("CREATE TABLE t (a CHECK (a IN ('x')))",
             "CREATE TABLE t (a check(\"a\" in ('x')))");
    cr_assert_eq(plan.n_statements, 0);
    make_sql("CREATE TABLE t (a CHECK (a IN ('x')))",
             "CREATE TABLE t (a CHECK (a IN ('X')))");
    cr_assert_neq(plan.n_statements, 0);
}

// --- the cheapest that is exact ----------------------------------------------

Test(plan, px_19_a_missing_column_is_added_in_place)
{
    make_sql("CREATE TABLE t (a)", "CREATE TABLE t (a, b integer DEFAULT 0 NOT NULL)");
    cr_assert_eq(plan.n_statements, 1);
    cr_assert(is_planned("ADD COLUMN b integer DEFAULT 0 NOT NULL"));
    cr_assert(str_is(words(0), "new column t.b"));
}

Test(plan, px_19_a_missing_index_is_made)
{
    make_sql("CREATE TABLE t (a)", "CREATE TABLE t (a); CREATE INDEX i ON t (a)");
    cr_assert_eq(plan.n_statements, 1);
    cr_assert(is_planned("CREATE INDEX i ON t (a)"));
}

Test(plan, a_default_that_is_no_constant_needs_a_rebuild)
{
    make_sql("CREATE TABLE t (a)",
             "CREATE TABLE t (a, b DEFAULT (unixepoch()) NOT NULL)");
    cr_assert_eq(plan.n_rebuilt, 1);
}

Test(plan, a_default_that_old_rows_would_have_otherwise_needs_a_rebuild)
{
    sqlite3 *db = open_with("CREATE TABLE t (a); INSERT INTO t VALUES (1)");
    make(schema_in(db), schema_of("CREATE TABLE t (a, b text DEFAULT false)"));
    cr_assert_eq(plan.n_rebuilt, 1);
    carry_out(db);
    cr_assert_str_eq(ask(db, "SELECT typeof(b) FROM t"), "text");
    sqlite3_close(db);
}

Test(plan, a_foreign_key_of_an_added_column_stands_behind_it)
{
    make_sql("CREATE TABLE p (id integer PRIMARY KEY); CREATE TABLE t (a)",
             "CREATE TABLE p (id integer PRIMARY KEY); CREATE TABLE t (a, b integer, "
             "FOREIGN KEY (b) REFERENCES p(id) ON UPDATE no action ON DELETE cascade)");
    cr_assert_eq(plan.n_statements, 1);
    cr_assert(is_planned("REFERENCES `p`(`id`)"));
}

Test(plan, a_foreign_key_with_a_default_is_not_added_while_foreign_keys_are_on)
{
    sqlite3 *db =
        open_with("CREATE TABLE p (id integer PRIMARY KEY); CREATE TABLE t (a);"
                  "INSERT INTO p VALUES (3); INSERT INTO t VALUES ('x')");
    make(schema_in(db),
         schema_of("CREATE TABLE p (id integer PRIMARY KEY);"
                   "CREATE TABLE t (a, b integer DEFAULT 3 REFERENCES p(id))"));
    cr_assert_eq(plan.n_rebuilt, 1);
    sqlite3_exec(db, "PRAGMA foreign_keys = ON", NULL, NULL, NULL);
    carry_out(db);
    cr_assert_str_eq(ask(db, "SELECT a, b FROM t"), "x 3");
    sqlite3_close(db);
}

Test(plan, px_19_what_drop_column_refuses_is_rebuilt)
{
    make_sql("CREATE TABLE t (a, b, CHECK (b > 0))", "CREATE TABLE t (a)");
    cr_assert_eq(plan.n_rebuilt, 1);
    make_sql("CREATE TABLE t (a, b)", "CREATE TABLE t (a)");
    cr_assert_eq(plan.n_rebuilt, 0);
    cr_assert(is_planned("DROP COLUMN `b`"));
}

Test(plan, px_19_type_and_nullability_make_sql_that_runs)
{
    sqlite3 *db =
        open_with("CREATE TABLE t (id integer PRIMARY KEY, a text, b integer);"
                  "INSERT INTO t VALUES (1, '10', 2), (5, 'x', 3)");
    Schema from = schema_in(db);
    cr_assert_eq(make(from, schema_of("CREATE TABLE t (id integer PRIMARY KEY, "
                                      "a integer NOT NULL, b integer)")),
                 PLAN_OK);
    carry_out(db);
    cr_assert_str_eq(ask(db, "SELECT id, typeof(a), a, b FROM t"),
                     "1 integer 10 2 5 text x 3");
    sqlite3_close(db);
}

// --- renames -----------------------------------------------------------------

static const char *const old_keys[] = {"id", "id", "full_name", "fullName", NULL};
static const char *const new_keys[] = {"id", "id", "name", "fullName", NULL};

Test(plan, px_19_a_column_under_its_key_is_renamed_not_dropped)
{
    Schema from =
        schema_of("CREATE TABLE users (id integer PRIMARY KEY, full_name text)");
    Schema to = schema_of("CREATE TABLE users (id integer PRIMARY KEY, name text)");
    give_keys(&from, "users", "users", old_keys);
    give_keys(&to, "users", "users", new_keys);
    cr_assert_eq(make(from, to), PLAN_OK);
    cr_assert_eq(plan.n_statements, 1);
    cr_assert(is_planned("RENAME COLUMN `full_name` TO `name`"));
    cr_assert_str_eq(words(0).ptr, "column users.full_name is now name");
}

Test(plan, mg_27_without_keys_a_rename_is_a_question)
{
    Schema from = schema_of("CREATE TABLE users (id integer, full_name text)");
    Schema to = schema_of("CREATE TABLE users (id integer, name text)");
    cr_assert_eq(make(from, to), PLAN_ASKS);
    cr_assert_eq(plan.match.n_questions, 1);
    cr_assert(str_is(plan.match.questions[0].from, "full_name"));
    Hint hint = {S("users.full_name"), S("users.name")};
    cr_assert_eq(plan_make(&plan, &arena, &from, &to, &hint, 1), PLAN_OK);
    cr_assert(is_planned("RENAME COLUMN"));
    hint.to = (Str){0};
    cr_assert_eq(plan_make(&plan, &arena, &from, &to, &hint, 1), PLAN_OK);
    cr_assert(is_planned("DROP COLUMN"));
}

Test(plan, mg_27_a_hint_that_leads_nowhere_is_an_error)
{
    Schema from = schema_of("CREATE TABLE t (c)"), to = schema_of("CREATE TABLE t (d)");
    Hint hint = {S("t.x"), S("t.d")};
    cr_assert_eq(plan_make(&plan, &arena, &from, &to, &hint, 1), PLAN_REFUSED);
    cr_assert(str_is(plan.why, "there is no t.x in the schema as it was"));
}

Test(plan, columns_may_change_places)
{
    sqlite3 *db = open_with("CREATE TABLE t (a text, b text);"
                            "INSERT INTO t VALUES ('one', 'two')");
    Schema from = schema_in(db), to = schema_of("CREATE TABLE t (a text, b text)");
    give_keys(&from, "t", "t", (const char *const[]){"a", "x", "b", "y", NULL});
    give_keys(&to, "t", "t", (const char *const[]){"a", "y", "b", "x", NULL});
    cr_assert_eq(make(from, to), PLAN_OK);
    carry_out(db);
    cr_assert_str_eq(ask(db, "SELECT a, b FROM t"), "two one");
    sqlite3_close(db);
}

// --- the rebuild -------------------------------------------------------------

static const char everything[] =
    "CREATE TABLE users (id integer PRIMARY KEY AUTOINCREMENT, name text, "
    "  CONSTRAINT c CHECK (\"users\".\"name\" <> ''));"
    "CREATE TABLE posts (id integer PRIMARY KEY, author integer NOT NULL, "
    "  FOREIGN KEY (author) REFERENCES users(id) ON DELETE cascade);"
    "CREATE INDEX by_name ON users (name);"
    "CREATE VIEW v AS SELECT name FROM users;"
    "CREATE VIEW w AS SELECT count(*) AS n FROM v;"
    "CREATE TRIGGER g AFTER INSERT ON posts BEGIN"
    "  UPDATE users SET name = name || '!' WHERE id = NEW.author; END;"
    "CREATE TRIGGER h INSTEAD OF DELETE ON v BEGIN SELECT 1; END;";
static const char rows[] =
    "INSERT INTO users VALUES (1, 'ann'), (2, 'bob'), (9, 'zoe');"
    "DELETE FROM users WHERE id = 9;"
    "INSERT INTO posts VALUES (1, 1), (2, 2), (3, 2);";

static const char *replaced(const char *from, const char *to)
{
    Str all = str_z(everything);
    size_t at = str_find_str(all, str_z(from));
    cr_assert_neq(at, STR_NONE);
    return str_format(&arena, "%.*s%s%s", (int)at, everything, to,
                      everything + at + strlen(from))
        .ptr;
}

Test(plan, a_rebuild_keeps_indexes_triggers_views_children_and_the_sequence)
{
    sqlite3 *db = open_with(everything);
    sqlite3_exec(db, rows, NULL, NULL, NULL);
    sqlite3_exec(db, "PRAGMA foreign_keys = ON", NULL, NULL, NULL);
    Schema to = schema_of(replaced("name text,", "name text NOT NULL,"));
    cr_assert_eq(make(schema_in(db), to), PLAN_OK, "%.*s", STR_ARG(plan.why));
    cr_assert_eq(plan.n_rebuilt, 1);
    cr_assert(str_is(plan.statements[0], "PRAGMA foreign_keys=OFF"));
    carry_out(db);
    Schema now = schema_in(db);
    cr_assert(schema_equal(&now, &to));
    cr_assert_str_eq(ask(db, "SELECT count(*) FROM posts"), "3");
    cr_assert_str_eq(ask(db, "SELECT seq FROM sqlite_sequence WHERE name = 'users'"),
                     "9");
    sqlite3_exec(db, "INSERT INTO posts VALUES (4, 1)", NULL, NULL, NULL);
    cr_assert_str_eq(ask(db, "SELECT name FROM v ORDER BY 1"), "ann!! bob!!");
    sqlite3_close(db);
}

Test(plan, rowids_survive_a_rebuild)
{
    sqlite3 *db =
        open_with("CREATE TABLE t (a text); INSERT INTO t VALUES ('x'), ('y');"
                  "DELETE FROM t WHERE a = 'x'");
    make(schema_in(db), schema_of("CREATE TABLE t (a text NOT NULL)"));
    carry_out(db);
    cr_assert_str_eq(ask(db, "SELECT rowid, a FROM t"), "2 y");
    sqlite3_close(db);
}

Test(plan, rows_of_which_no_column_stays_are_still_rows)
{
    sqlite3 *db = open_with("CREATE TABLE t (a integer PRIMARY KEY, b);"
                            "INSERT INTO t VALUES (4, 'x'), (7, 'y')");
    Schema from = schema_in(db),
           to = schema_of("CREATE TABLE t (c integer PRIMARY KEY, d)");
    give_keys(&from, "t", "t", (const char *const[]){"a", "a", "b", "b", NULL});
    give_keys(&to, "t", "t", (const char *const[]){"c", "c", "d", "d", NULL});
    cr_assert_eq(make(from, to), PLAN_OK);
    carry_out(db);
    cr_assert_str_eq(ask(db, "SELECT c, d FROM t"), "4 NULL 7 NULL");
    sqlite3_close(db);
}

Test(plan, whoever_has_foreign_keys_on_is_stopped_before_anything_is_lost)
{
    sqlite3 *db = open_with(everything);
    sqlite3_exec(db, rows, NULL, NULL, NULL);
    make(schema_in(db), schema_of(replaced("name text,", "name text NOT NULL,")));
    sqlite3_exec(db, "PRAGMA foreign_keys = ON; BEGIN", NULL, NULL, NULL);
    int code = SQLITE_OK;
    for (size_t i = 0; code == SQLITE_OK && i < plan.n_statements; i++)
        code = sqlite3_exec(db, str_zero(&arena, plan.statements[i]), NULL, NULL, NULL);
    cr_assert_str_eq(sqlite3_errmsg(db),
                     "CHECK constraint failed: foreign_keys_must_be_off");
    sqlite3_exec(db, "ROLLBACK", NULL, NULL, NULL);
    cr_assert_str_eq(ask(db, "SELECT count(*) FROM posts"), "3");
    sqlite3_close(db);
}

// --- what is not in the schema -----------------------------------------------

Test(plan, what_nobody_declared_stays)
{
    sqlite3 *db = open_with("CREATE TABLE t (a text, b text);"
                            "CREATE TABLE other (x); CREATE INDEX hand ON t (a);"
                            "CREATE TRIGGER tr AFTER INSERT ON t BEGIN SELECT 1; END");
    Schema from = schema_in(db), to = schema_of("CREATE TABLE t (a text NOT NULL)");
    schema_find_table(&from, S("other"))->unmanaged = true;
    for (size_t i = 0; i < from.n_objects; i++)
        from.objects[i].unmanaged = true;
    cr_assert_eq(make(from, to), PLAN_OK);
    carry_out(db);
    cr_assert_str_eq(ask(db, "SELECT name FROM sqlite_schema ORDER BY 1"),
                     "hand other t tr");
    sqlite3_close(db);
}

Test(plan, what_nobody_declared_and_cannot_stay_is_named)
{
    Schema from = schema_of("CREATE TABLE t (a, b); CREATE VIEW v AS SELECT b FROM t");
    from.objects[0].unmanaged = true;
    cr_assert_eq(make(from, schema_of("CREATE TABLE t (a)")), PLAN_REFUSED);
    cr_assert_neq(str_find_str(plan.why, S("view v")), STR_NONE, "%.*s",
                  STR_ARG(plan.why));
}

Test(plan, a_view_that_reads_another_does_not_stand_in_the_way_of_a_rename)
{
    sqlite3 *db = open_with("CREATE TABLE t (a); CREATE VIEW v AS SELECT a FROM t;"
                            "CREATE VIEW w AS SELECT * FROM v;"
                            "CREATE VIEW hand AS SELECT count(*) FROM w;"
                            "INSERT INTO t VALUES (7)");
    Schema from = schema_in(db);
    Schema to = schema_of("CREATE TABLE u (b); CREATE VIEW v AS SELECT b FROM u;"
                          "CREATE VIEW w AS SELECT * FROM v");
    give_keys(&from, "t", "t", (const char *const[]){"a", "a", NULL});
    give_keys(&to, "u", "t", (const char *const[]){"b", "a", NULL});
    schema_find_object(&from, OBJECT_VIEW, S("hand"))->unmanaged = true;
    cr_assert_eq(make(from, to), PLAN_OK, "%.*s", STR_ARG(plan.why));
    carry_out(db);
    cr_assert_str_eq(ask(db, "SELECT b, (SELECT * FROM hand) FROM w"), "7 1");
    sqlite3_close(db);
}

// Within a transaction PRAGMA foreign_keys does nothing, and DROP TABLE deletes the rows
// of the new table that refer to the old one's.
Test(plan, a_table_that_comes_to_refer_to_itself_is_not_emptied_within_a_transaction)
{
    sqlite3 *db = open_with("PRAGMA foreign_keys = ON;"
                            "CREATE TABLE t (id INTEGER PRIMARY KEY, up);"
                            "INSERT INTO t VALUES (1, 1), (2, 1); BEGIN");
    Schema to = schema_of("CREATE TABLE t (id INTEGER PRIMARY KEY, up REFERENCES t(id) "
                          "ON DELETE CASCADE)");
    cr_assert_eq(make(schema_in(db), to), PLAN_OK);
    cr_assert(is_planned("_weave_guard"));
    size_t failed = 0;
    while (failed < plan.n_statements &&
           sqlite3_exec(db, plan.statements[failed].ptr, NULL, NULL, NULL) == SQLITE_OK)
        failed++;
    cr_assert_lt(failed, plan.n_statements);
    cr_assert_str_eq(ask(db, "SELECT count(*) FROM t"), "2");
    sqlite3_close(db);
}

Test(plan, a_table_that_refers_to_itself_is_dropped_with_foreign_keys_on)
{
    sqlite3 *db = open_with("PRAGMA foreign_keys = ON;"
                            "CREATE TABLE kept (a);"
                            "CREATE TABLE t (id INTEGER PRIMARY KEY, up NOT NULL "
                            "REFERENCES t ON DELETE RESTRICT);"
                            "INSERT INTO t VALUES (1, 1), (2, 1)");
    cr_assert_eq(make(schema_in(db), schema_of("CREATE TABLE kept (a)")), PLAN_OK);
    carry_out(db);
    cr_assert_str_eq(ask(db, "SELECT name FROM sqlite_schema"), "kept");
    sqlite3_close(db);
}

// --- reading -----------------------------------------------------------------

// Each change on its own: the text of a table that was read before is taken as known.
Test(plan, a_schema_that_is_read_again_is_what_it_is)
{
    static const char *const changes[] = {
        "CREATE TABLE p (id INTEGER PRIMARY KEY, name TEXT UNIQUE);"
        "CREATE TABLE c (p REFERENCES p, note TEXT COLLATE NOCASE CHECK (note <> ''));"
        "CREATE VIRTUAL TABLE f USING fts5(note);"
        "CREATE INDEX i ON c (note); CREATE VIEW v AS SELECT name FROM p",
        "ALTER TABLE p RENAME COLUMN id TO number", // which c's key is for, unsaid
        "ALTER TABLE c RENAME TO d",
        "DROP INDEX i; CREATE INDEX i ON d (p)",
        "DROP VIEW v; CREATE VIEW v AS SELECT number FROM p",
        "ALTER TABLE d ADD COLUMN more DEFAULT 7",
        "DROP TABLE p; CREATE TABLE p (id INTEGER, name TEXT)", // d's key is for nothing
        "DROP TABLE f; CREATE TABLE f (note)",
    };
    sqlite3 *db = open_with("");
    Schema known = {0};
    for (size_t i = 0; i < sizeof changes / sizeof *changes; i++) {
        Schema again;
        Str why;
        cr_assert_eq(sqlite3_exec(db, changes[i], NULL, NULL, NULL), SQLITE_OK, "%s",
                     sqlite3_errmsg(db));
        Schema now = schema_in(db);
        cr_assert(!i || !schema_equal(&now, &known), "%s", changes[i]);
        cr_assert(schema_read_again(&arena, db, &known, &again, &why));
        cr_assert(schema_equal(&again, &now), "%s", changes[i]);
        known = again;
    }
    sqlite3_close(db);
}

// --- the text ----------------------------------------------------------------

Test(plan, statements_end_where_sqlite_ends_them)
{
    SqlList list = sql_statements(
        &arena,
        S("-- one\nCREATE TRIGGER g AFTER INSERT ON t BEGIN UPDATE t SET a = "
          "CASE WHEN b THEN 1 END; SELECT ';'; END; /* two; */ DELETE FROM t;;"));
    cr_assert_eq(list.n, 2);
    cr_assert(str_is(list.items[1], "DELETE FROM t"));
}
