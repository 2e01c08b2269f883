// test_judge.c - what the Sentinel says of migrations, whoever wrote them.

#include "migrate/judge.h"
#include "migrate/sqltext.h"

#include <criterion/criterion.h>
#include <string.h>

static Arena arena;
static sqlite3 *db;
static Judgement j;

static const char people[] =
    "CREATE TABLE users (id integer PRIMARY KEY AUTOINCREMENT, name text, code text);"
    "CREATE TABLE posts (id integer PRIMARY KEY, author integer REFERENCES users(id) ON "
    "DELETE cascade, title text);"
    "CREATE TABLE empty (a);"
    "INSERT INTO users VALUES (1, 'ann', '001'), (2, 'ann', '1e3'), (3, NULL, 'x');"
    "INSERT INTO posts VALUES (1, 1, 'a'), (2, 1, 'b'), (3, 2, 'c');";

static void setup(void)
{
    char *why = NULL;
    cr_assert_eq(sqlite3_open(":memory:", &db), SQLITE_OK);
    cr_assert_eq(sqlite3_exec(db, people, NULL, NULL, &why), SQLITE_OK, "%s", why);
}

static void teardown(void)
{
    sqlite3_close(db);
    arena_free(&arena);
}

TestSuite(judge, .init = setup, .fini = teardown);

static Schema before(void)
{
    Schema s;
    Str why;
    cr_assert(schema_read(&arena, db, &s, &why), "%.*s", STR_ARG(why));
    return s;
}

static Verdict judge_with(const char *sql, sqlite3 *real, const Released *released,
                          size_t n)
{
    SqlList list = sql_statements(&arena, str_z(sql));
    Schema s = before();
    JudgeInput in = {.statements = list.items,
                     .n_statements = list.n,
                     .before = &s,
                     .db = real,
                     .released = released,
                     .n_released = n};
    cr_assert(judge(&arena, &in, &j), "%.*s", STR_ARG(j.why));
    return j.worst;
}

static Verdict verdict(const char *sql)
{
    return judge_with(sql, db, NULL, 0);
}

static const Finding *found(Risk risk)
{
    for (size_t i = 0; i < j.n_findings; i++)
        if (j.findings[i].risk == risk)
            return &j.findings[i];
    return NULL;
}

#define EXPECT(risk, number)                                                           \
    do {                                                                               \
        const Finding *f = found(RISK_##risk);                                         \
        cr_assert_not_null(f, "no %s in:\n%s", #risk, judgement_text(&arena, &j).ptr); \
        cr_assert_eq(f->rows, number, "%lld rows", (long long)f->rows);                \
    } while (0)

// --- safe --------------------------------------------------------------------

Test(judge, ds_11_new_tables_columns_and_indexes_are_safe)
{
    cr_assert_eq(verdict("CREATE TABLE n (a); CREATE INDEX i ON posts (title);"
                         "ALTER TABLE posts ADD COLUMN score integer;"
                         "ALTER TABLE users ADD COLUMN ok integer DEFAULT 0 NOT NULL"),
                 VERDICT_SAFE, "%s", judgement_text(&arena, &j).ptr);
    cr_assert_eq(j.held, 6);
}

static const char drizzles_rebuild[] =
    "PRAGMA foreign_keys=OFF;"
    "CREATE TABLE `__new_posts` (`id` integer PRIMARY KEY, `author` integer,"
    " `title` text DEFAULT 'x', FOREIGN KEY (`author`) REFERENCES `users`(`id`) ON DELETE "
    "cascade);"
    "INSERT INTO `__new_posts`(\"id\", \"author\", \"title\") SELECT \"id\", \"author\", "
    "\"title\" FROM `posts`;"
    "DROP TABLE `posts`;"
    "ALTER TABLE `__new_posts` RENAME TO `posts`;"
    "PRAGMA foreign_keys=ON;";

Test(judge, ds_11_drizzles_rebuild_without_loss_is_one_safe_change)
{
    cr_assert_eq(verdict(drizzles_rebuild), VERDICT_SAFE, "%s",
                 judgement_text(&arena, &j).ptr);
}

Test(judge, a_rename_keeps_its_rows_and_is_said)
{
    cr_assert_eq(verdict("ALTER TABLE users RENAME COLUMN name TO full_name;"
                         "ALTER TABLE posts RENAME TO articles"),
                 VERDICT_WARN, "%s", judgement_text(&arena, &j).ptr);
    EXPECT(WB301, -1);
}

Test(judge, a_rebuild_of_many_rows_says_how_long_nobody_else_can_write)
{
    static const char rebuild[] =
        "CREATE TABLE __new_empty (a, b DEFAULT (1 + 1));"
        "INSERT INTO __new_empty (a) SELECT a FROM empty; DROP TABLE empty;"
        "ALTER TABLE __new_empty RENAME TO empty";
    verdict(rebuild);
    cr_assert_null(found(RISK_WL401));
    sqlite3_exec(db,
                 "INSERT INTO empty WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT "
                 "i + 1 FROM n WHERE i < 150000) SELECT i FROM n",
                 NULL, NULL, NULL);
    cr_assert_eq(verdict(rebuild), VERDICT_WARN);
    EXPECT(WL401, 150000);
}

// --- destructive -------------------------------------------------------------

Test(judge, ds_11_a_dropped_table_says_its_rows)
{
    cr_assert_eq(verdict("DROP TABLE posts"), VERDICT_CONFIRM);
    EXPECT(WD101, 3);
    cr_assert_eq(found(RISK_WD101)->n_examples, 3);
    cr_assert_eq(verdict("DROP TABLE empty"), VERDICT_CONFIRM);
    EXPECT(WD102, 0);
}

Test(judge, a_dropped_virtual_table_is_asked_for)
{
    sqlite3_exec(db,
                 "CREATE VIRTUAL TABLE found USING fts5(body);"
                 "INSERT INTO found VALUES ('a'), ('b')",
                 NULL, NULL, NULL);
    cr_assert_eq(verdict("DROP TABLE found"), VERDICT_CONFIRM);
    EXPECT(WD110, 2);
}

Test(judge, ds_11_a_dropped_column_says_its_values)
{
    cr_assert_eq(verdict("ALTER TABLE users DROP COLUMN name"), VERDICT_CONFIRM);
    EXPECT(WD103, 2);
    cr_assert(str_is(found(RISK_WD103)->object, "users.name"));
}

Test(judge, a_dropped_column_is_not_the_new_one_of_its_name)
{
    verdict(
        "ALTER TABLE users DROP COLUMN name; ALTER TABLE users ADD COLUMN name text");
    EXPECT(WD103, 2);
}

Test(judge, ds_11_delete_says_how_many_rows)
{
    cr_assert_eq(verdict("DELETE FROM posts WHERE id > 1"), VERDICT_CONFIRM);
    EXPECT(WD106, 2);
    EXPECT(WD105, 2);
}

Test(judge, mg_50_what_fills_nulls_by_hand_loses_nothing)
{
    cr_assert_eq(verdict("ALTER TABLE users ADD COLUMN first text;"
                         "UPDATE users SET first = substr(name, 1, 1);"
                         "UPDATE users SET name = 'nobody' WHERE name IS NULL"),
                 VERDICT_WARN, "%s", judgement_text(&arena, &j).ptr);
    cr_assert_eq(verdict("UPDATE users SET name = 'x' WHERE id = 1"), VERDICT_CONFIRM);
    EXPECT(WD104, 1);
}

Test(judge, mg_50_a_table_split_by_hand_keeps_every_row)
{
    cr_assert_eq(verdict("CREATE TABLE titles (post integer PRIMARY KEY, title text);"
                         "INSERT INTO titles SELECT id, title FROM posts;"
                         "ALTER TABLE posts DROP COLUMN title"),
                 VERDICT_CONFIRM);
    EXPECT(WD103, 3); // the column goes, and the user says that it may
    cr_assert_null(found(RISK_WD105));
}

Test(judge, ds_11_values_that_change_with_the_type_are_shown)
{
    verdict(
        "CREATE TABLE n (id integer PRIMARY KEY AUTOINCREMENT, name text, code integer);"
        "INSERT INTO n (id, name, code) SELECT id, name, code FROM users;"
        "DROP TABLE users; ALTER TABLE n RENAME TO users");
    EXPECT(WD104, 2);
    EXPECT(WM206, 1);
    cr_assert_str_eq(found(RISK_WD104)->examples[0].ptr, "row 1: '001' → 1");
}

Test(judge, rows_that_a_copy_leaves_behind_are_noticed)
{
    verdict("CREATE TABLE n (id integer PRIMARY KEY, author integer, title text);"
            "INSERT INTO n SELECT * FROM posts WHERE id < 3;"
            "DROP TABLE posts; ALTER TABLE n RENAME TO posts");
    EXPECT(WD101, 3);
}

Test(judge, a_trigger_that_goes_with_a_rebuilt_table_is_named)
{
    sqlite3_exec(db, "CREATE TRIGGER t AFTER INSERT ON posts BEGIN SELECT 1; END", NULL,
                 NULL, NULL);
    cr_assert_eq(verdict(drizzles_rebuild), VERDICT_CONFIRM);
    EXPECT(WD107, -1);
    cr_assert_eq(verdict("DROP TRIGGER t"), VERDICT_SAFE);
}

// --- what the rows refuse ----------------------------------------------------

Test(judge, ds_11_mg_18_a_required_column_without_default_is_refused_on_rows)
{
    cr_assert_eq(verdict("ALTER TABLE users ADD COLUMN n integer NOT NULL"),
                 VERDICT_REFUSE);
    EXPECT(WM201, 3);
    cr_assert_eq(verdict("ALTER TABLE empty ADD COLUMN n integer NOT NULL"),
                 VERDICT_SAFE);
}

Test(judge, ds_11_not_null_with_nulls_is_refused)
{
    cr_assert_eq(
        verdict(
            "CREATE TABLE n (id integer PRIMARY KEY AUTOINCREMENT, name text NOT NULL, "
            "code text);"
            "INSERT INTO n (id, name, code) SELECT id, name, code FROM users;"
            "DROP TABLE users; ALTER TABLE n RENAME TO users"),
        VERDICT_REFUSE);
    EXPECT(WM202, 1);
    cr_assert_str_eq(found(RISK_WM202)->examples[0].ptr, "row 3");
}

Test(judge, a_null_that_is_filled_while_it_is_copied_is_not_refused)
{
    cr_assert_eq(
        verdict(
            "CREATE TABLE n (id integer PRIMARY KEY AUTOINCREMENT, name text NOT NULL, "
            "code text);"
            "INSERT INTO n SELECT id, coalesce(name, ''), code FROM users;"
            "DROP TABLE users; ALTER TABLE n RENAME TO users"),
        VERDICT_WARN, "%s", judgement_text(&arena, &j).ptr);
}

// SQLite numbers them: nothing is lost, and nobody asked for these numbers.
Test(judge, a_null_in_what_becomes_the_rowid_becomes_a_number_and_is_asked_for)
{
    static const char rebuild[] =
        "CREATE TABLE n (k integer PRIMARY KEY NOT NULL, v text);"
        "INSERT INTO n (k, v) SELECT k, v FROM loose;"
        "DROP TABLE loose; ALTER TABLE n RENAME TO loose";
    sqlite3_exec(db,
                 "CREATE TABLE loose (k integer, v text);"
                 "INSERT INTO loose VALUES (7, 'a'), (NULL, 'b'), (NULL, 'c')",
                 NULL, NULL, NULL);
    cr_assert_eq(verdict(rebuild), VERDICT_CONFIRM, "%s",
                 judgement_text(&arena, &j).ptr);
    EXPECT(WD108, 3);
    cr_assert(str_ends(found(RISK_WD108)->message,
                       ", and where loose.k is NULL SQLite gives a number: 2 rows"));
    cr_assert_null(found(RISK_WM202));
    cr_assert_null(found(RISK_WB303), "who leaves it NULL goes on");
    judge_with(rebuild, NULL, NULL, 0);
    cr_assert_null(found(RISK_WM202), "it stops no migration");
    cr_assert_eq(sqlite3_exec(db, rebuild, NULL, NULL, NULL), SQLITE_OK);
    cr_assert_eq(
        sqlite3_exec(db, "DELETE FROM loose WHERE k IN (7, 8, 9)", NULL, NULL, NULL),
        SQLITE_OK);
    cr_assert_eq(sqlite3_changes(db), 3, "and it is as it was said");
}

Test(judge, autoincrement_behind_the_largest_number_is_asked_for_and_loses_nothing)
{
    static const char rebuild[] =
        "CREATE TABLE n (k integer PRIMARY KEY AUTOINCREMENT NOT NULL, v text);"
        "INSERT INTO n (k, v) SELECT k, v FROM last;"
        "DROP TABLE last; ALTER TABLE n RENAME TO last";
    sqlite3_exec(db,
                 "CREATE TABLE last (k integer PRIMARY KEY, v text);"
                 "INSERT INTO last VALUES (9223372036854775806, 'a')",
                 NULL, NULL, NULL);
    cr_assert_eq(verdict(rebuild), VERDICT_SAFE, "%s", judgement_text(&arena, &j).ptr);
    sqlite3_exec(db, "INSERT INTO last (v) VALUES ('b')", NULL, NULL, NULL);
    cr_assert_eq(verdict(rebuild), VERDICT_CONFIRM);
    EXPECT(WD108, 1);
    cr_assert_eq(sqlite3_exec(db, rebuild, NULL, NULL, NULL), SQLITE_OK);
    cr_assert_eq(
        sqlite3_exec(db, "INSERT INTO last (v) VALUES ('c')", NULL, NULL, NULL),
        SQLITE_FULL, "it is as it was said");
    cr_assert_eq(verdict(rebuild), VERDICT_SAFE, "it was so before");
}

// Not even the copy can be made: SQLite's word alone would send people to their disk.
Test(judge, autoincrement_that_has_no_number_for_a_null_is_refused_in_clear_words)
{
    sqlite3_exec(db,
                 "CREATE TABLE last (k integer, v text);"
                 "INSERT INTO last VALUES (9223372036854775807, 'a'), (NULL, 'b')",
                 NULL, NULL, NULL);
    cr_assert_eq(
        verdict("CREATE TABLE n (k integer PRIMARY KEY AUTOINCREMENT NOT NULL, v text);"
                "INSERT INTO n (k, v) SELECT k, v FROM last;"
                "DROP TABLE last; ALTER TABLE n RENAME TO last"),
        VERDICT_REFUSE);
    EXPECT(WM200, -1);
    Str said = judgement_text(&arena, &j);
    cr_assert_neq(str_find_str(said, S("AUTOINCREMENT counts on from the largest")),
                  STR_NONE, "%s", said.ptr);
}

Test(judge, ds_11_unique_with_duplicates_is_refused)
{
    cr_assert_eq(verdict("CREATE UNIQUE INDEX u ON users (name)"), VERDICT_REFUSE);
    EXPECT(WM203, 1);
    cr_assert_eq(verdict("CREATE UNIQUE INDEX u ON users (name) WHERE id > 1"),
                 VERDICT_SAFE);
    sqlite3_exec(db, "UPDATE users SET name = 'ANN' WHERE id = 2", NULL, NULL, NULL);
    cr_assert_eq(verdict("CREATE UNIQUE INDEX u ON users (name)"), VERDICT_SAFE);
    cr_assert_eq(verdict("CREATE UNIQUE INDEX u ON users (name COLLATE NOCASE)"),
                 VERDICT_REFUSE);
}

Test(judge, a_check_and_a_foreign_key_ask_the_rows)
{
    sqlite3_exec(db, "INSERT INTO posts VALUES (9, 77, '')", NULL, NULL, NULL);
    cr_assert_eq(
        verdict("CREATE TABLE n (id integer PRIMARY KEY, author integer, title "
                "text, CHECK (n.title <> ''), "
                "FOREIGN KEY (author) REFERENCES users(id));"
                "INSERT INTO n SELECT * FROM posts;"
                "DROP TABLE posts; ALTER TABLE n RENAME TO posts"),
        VERDICT_REFUSE);
    EXPECT(WM204, 1);
    EXPECT(WM205, 1);
}

Test(judge, a_default_that_is_no_constant_cannot_be_added_to_rows)
{
    cr_assert_eq(
        verdict("ALTER TABLE users ADD COLUMN at integer DEFAULT (unixepoch())"),
        VERDICT_REFUSE);
    EXPECT(WM207, -1);
}

Test(judge, a_generated_column_that_is_null_cannot_be_not_null)
{
    static const char sql[] =
        "ALTER TABLE users ADD COLUMN loud text AS (upper(name)) VIRTUAL NOT NULL";
    cr_assert_eq(verdict(sql), VERDICT_REFUSE);
    cr_assert_not_null(found(RISK_WM202));
    cr_assert_null(found(RISK_WU501));
    sqlite3_exec(db, "DELETE FROM users WHERE name IS NULL", NULL, NULL, NULL);
    cr_assert_eq(verdict(sql), VERDICT_SAFE);
}

// --- what has no business in a migration --------------------------------------

Test(judge, what_is_not_understood_is_refused)
{
    static const struct {
        const char *sql;
        Risk risk;
    } cases[] = {{"VACUUM", RISK_WU501},
                 {"VACUUM INTO '/tmp/x'", RISK_WU501},
                 {"PRAGMA writable_schema = ON", RISK_WU502},
                 {"PRAGMA journal_mode = DELETE", RISK_WU501},
                 {"ATTACH ':memory:' AS x", RISK_WU503},
                 {"SELECT load_extension('x')", RISK_WU504},
                 {"COMMIT", RISK_WU505},
                 {"SAVEPOINT x", RISK_WU505},
                 {"THIS IS NO SQL", RISK_WM200}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        cr_assert_eq(verdict(cases[i].sql), VERDICT_REFUSE, "%s", cases[i].sql);
        cr_assert_eq(j.findings[0].risk, cases[i].risk, "%s: %s", cases[i].sql,
                     risk_name(j.findings[0].risk));
    }
}

Test(judge, replace_is_judged_by_what_it_replaces)
{
    cr_assert_eq(verdict("INSERT OR REPLACE INTO posts VALUES (1, 2, 'other')"),
                 VERDICT_CONFIRM);
    EXPECT(WU506, 2); // two values of a row
    cr_assert_eq(verdict("INSERT INTO posts VALUES (7, 2, 'new')"), VERDICT_WARN);
}

// --- released queries --------------------------------------------------------

Test(judge, released_queries_that_break_are_listed)
{
    const Released queries[] = {{S("users.list"), S("SELECT id, name FROM users")},
                                {S("posts.list"), S("SELECT title FROM posts")}};
    judge_with("ALTER TABLE users RENAME COLUMN name TO full_name", db, queries, 2);
    EXPECT(WB302, -1);
    cr_assert(str_is(found(RISK_WB302)->object, "users.list"));
}

// --- the plan as a number ----------------------------------------------------

Test(judge, the_hash_is_of_this_plan_on_this_data)
{
    verdict("DROP TABLE posts");
    Str first = j.hash;
    verdict("DROP TABLE posts");
    cr_assert(str_eq(first, j.hash));
    sqlite3_exec(db, "DELETE FROM posts", NULL, NULL, NULL);
    verdict("DROP TABLE posts");
    cr_assert_not(str_eq(first, j.hash));
}

Test(judge, without_a_database_nothing_is_refused_for_its_rows)
{
    cr_assert_eq(
        judge_with("ALTER TABLE users ADD COLUMN n integer NOT NULL", NULL, NULL, 0),
        VERDICT_WARN);
    cr_assert_eq(judge_with("DROP TABLE posts", NULL, NULL, 0), VERDICT_CONFIRM);
    EXPECT(WD101, -1);
}

Test(judge, the_database_is_only_read)
{
    verdict("DROP TABLE posts; DELETE FROM users");
    cr_assert_eq(sqlite3_total_changes(db), 6);
    cr_assert(sqlite3_get_autocommit(db));
}
