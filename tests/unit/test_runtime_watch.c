// test_runtime_watch.c - tracing, and being told of changes.

#include "tests/unit/runtime_fixture.h"

static const char *path;
static WeaveDb *db;

// What the functions were told, a line each.
static char said[4096];

static void setup(void)
{
    path = fixture_path();
    db = fixture_open(path);
    said[0] = '\0';
}

static void teardown(void)
{
    fixture_close(db);
    fixture_remove(path);
}

TestSuite(runtime_watch, .init = setup, .fini = teardown);

static WeaveStatement ADD = {.place = "w.ts:1 source.add",
                             .sql = "INSERT INTO source (url) VALUES (:url)",
                             .writes = "source\0"};
static WeaveStatement ADD_MEDIA = {
    .place = "w.ts:2 media.add",
    .sql = "INSERT INTO media (uri, width) VALUES (:uri, 1) RETURNING id",
    .writes = "media\0source\0"};
static WeaveStatement NONE = {.place = "w.ts:3 source.none",
                              .sql = "DELETE FROM source WHERE id = 99",
                              .writes = "source\0"};
static WeaveStatement BY_HAND = {.place = "w.ts:4 x", .sql = "DELETE FROM source"};
static WeaveStatement IDS = {.place = "w.ts:5 source.ids",
                             .sql = "SELECT id FROM source",
                             .reads = "source\0",
                             .writes = ""};

static void append(const char *text)
{
    size_t n = strlen(said);
    snprintf(said + n, sizeof said - n, "%s", text);
}

static void on_trace(void *context, const WeaveTrace *t)
{
    char line[256];
    cr_assert_eq(context, (void *)said);
    cr_expect_geq(t->nanoseconds, 0);
    snprintf(line, sizeof line, "%s %s %lld", t->statement->place,
             weave_status_name(t->status), (long long)t->rows);
    append(line);
    for (size_t i = 0; i < t->n_params; i++) {
        snprintf(line, sizeof line, " %s=%s", t->params[i].name, t->params[i].value);
        append(line);
    }
    append("\n");
}

static void on_change(void *context, const char *const *tables)
{
    cr_assert_eq(context, (void *)said);
    append(tables ? "changed" : "changed anything");
    for (; tables && *tables; tables++) {
        append(" ");
        append(*tables);
    }
    append("\n");
}

static WeaveStatus add(WeaveStatement *statement, const char *text)
{
    WeaveQuery q = weave_query(db, statement);
    weave_bind_text(&q, 1, weave_text(text));
    return weave_end_exec(&q, NULL);
}

// The value that a trace shows of a bound parameter.
static void shown_as(WeaveStatement *statement, void (*bind)(WeaveQuery *),
                     const char *want)
{
    said[0] = '\0';
    WeaveQuery q = weave_query(db, statement);
    bind(&q);
    weave_step(&q);
    cr_expect_eq(weave_end(&q), WEAVE_OK, "%s", weave_message(db));
    cr_expect_not_null(strstr(said, want), "%s\ngives %swants %s", statement->sql, said,
                       want);
}

Test(runtime_watch, a_trace_tells_of_every_query_and_transaction)
{
    cr_assert_eq(weave_trace(db, on_trace, said), WEAVE_OK);
    cr_assert_eq(weave_begin(db), WEAVE_OK);
    cr_assert_eq(add(&ADD, "it's"), WEAVE_OK);
    cr_assert_eq(add(&ADD, ""), WEAVE_OK);
    cr_assert_eq(weave_commit(db), WEAVE_OK);
    WeaveQuery q = weave_query(db, &IDS);
    while (weave_step(&q))
        ;
    cr_assert_eq(weave_end(&q), WEAVE_OK);
    cr_assert_eq(weave_end(&q), WEAVE_OK, "a second end is not told of");
    cr_assert_eq(add(&ADD_MEDIA, "a"), WEAVE_OK);
    cr_assert_eq(add(&ADD_MEDIA, "a"), WEAVE_CONSTRAINT);
    cr_expect_not_null(strstr(said, "weave_begin WEAVE_OK 0\n"));
    cr_expect_not_null(strstr(said, "w.ts:1 source.add WEAVE_OK 0 :url='it''s'\n"));
    cr_expect_not_null(strstr(said, "w.ts:1 source.add WEAVE_OK 0 :url=''\n"
                                    "weave_commit WEAVE_OK 0\n"));
    cr_expect_not_null(strstr(said, "w.ts:5 source.ids WEAVE_OK 2\n"));
    cr_expect_not_null(strstr(said, "w.ts:2 media.add WEAVE_OK 1 :uri='a'\n"));
    cr_expect_not_null(strstr(said, "w.ts:2 media.add WEAVE_CONSTRAINT 0 :uri='a'\n"));
    said[0] = '\0';
    cr_assert_eq(weave_trace(db, NULL, NULL), WEAVE_OK);
    cr_assert_eq(add(&ADD, "b"), WEAVE_OK);
    cr_expect_str_empty(said);
}

Test(runtime_watch, a_statement_that_cannot_be_prepared_is_told_of)
{
    WeaveStatement wrong = {.place = "w.ts:9 wrong", .sql = "SELECT nosuch"};
    cr_assert_eq(weave_trace(db, on_trace, said), WEAVE_OK);
    cr_assert_eq(fixture_run(db, &wrong), WEAVE_ERROR);
    cr_expect_not_null(strstr(said, "w.ts:9 wrong WEAVE_ERROR 0\n"), "%s", said);
}

Test(runtime_watch, what_began_unseen_is_not_told_of)
{
    WeaveQuery q = weave_query(db, &IDS);
    cr_assert_eq(weave_trace(db, on_trace, said), WEAVE_OK);
    cr_assert_eq(weave_end(&q), WEAVE_OK);
    cr_expect_str_empty(said);
}

static bool is_prepared(const char *text)
{
    sqlite3_stmt *s = NULL;
    while ((s = sqlite3_next_stmt(weave_handle(db), s)) != NULL)
        if (strstr(sqlite3_sql(s), text))
            return true;
    return false;
}

// A list, by a statement that has not run before.
static bool read_at_once(WeaveStatement *statement)
{
    static const WeaveField fields[] = {{WEAVE_READ_INT, 0, 0, NULL},
                                        {WEAVE_READ_END, 0, 0, NULL}};
    static const WeaveRow row = {fields, 1, sizeof(int64_t)};
    WeaveArena mem = {0};
    size_t n;
    WeaveQuery q = weave_query_all(db, statement);
    weave_all(&q, &row, &mem, &n);
    cr_assert_eq(weave_end(&q), WEAVE_OK);
    weave_arena_free(&mem);
    return is_prepared("SELECT weave_rows(");
}

Test(runtime_watch, only_a_trace_has_lists_stepped_row_by_row)
{
    static WeaveStatement traced = {.sql = "SELECT id FROM source",
                                    .fetch = WEAVE_FETCH_ROWS};
    static WeaveStatement told = {.sql = "SELECT id FROM source",
                                  .fetch = WEAVE_FETCH_ROWS};
    cr_assert_eq(weave_trace(db, on_trace, said), WEAVE_OK);
    cr_expect_not(read_at_once(&traced));
    cr_assert_eq(weave_trace(db, NULL, NULL), WEAVE_OK);
    cr_assert_eq(weave_on_change(db, on_change, said), WEAVE_OK);
    cr_expect(read_at_once(&told));
}

static void bind_values(WeaveQuery *q)
{
    weave_bind_int(q, 1, -42);
    weave_bind_real(q, 2, 1.5e300);
    weave_bind_text(q, 3, WEAVE_TEXT("x'y'' ?9 :a"));
    weave_bind_blob(q, 4, weave_blob("\0\xff", 2));
    weave_bind_null(q, 5);
}

static void bind_twice(WeaveQuery *q)
{
    weave_bind_int(q, 1, 7);
    weave_bind_text(q, 2, WEAVE_TEXT("s"));
}

static void bind_list(WeaveQuery *q)
{
    static const int64_t ids[] = {1, 2};
    weave_bind_int_list(q, 1, (WeaveIntList){ids, 2});
}

Test(runtime_watch, parameters_are_shown_as_sql_has_them)
{
    cr_assert_eq(weave_trace(db, on_trace, said), WEAVE_OK);
    WeaveStatement values = {.place = "v",
                             .sql = "SELECT ':no', \"id\", [id], `id`, /* ?8 */ :a+1, "
                                    ":b-:c, @d, $e -- :z\n, id FROM source"};
    shown_as(&values, bind_values,
             " :a=-42 :b=1.5e+300 :c='x''y'''' ?9 :a' @d=x'00ff' $e=NULL\n");
    WeaveStatement twice = {.place = "v", .sql = "SELECT ?2, ?1, ?1, ?2 || ?"};
    shown_as(&twice, bind_twice, " ?1=7 ?2='s' =NULL\n");
    WeaveStatement list = {
        .place = "v",
        .sql = "SELECT 1 WHERE 1 IN (SELECT value FROM weave_list(:ids))"};
    shown_as(&list, bind_list, " :ids=(list)\n");
    WeaveStatement members = {
        .place = "v",
        .sql = "SELECT c1, c2 FROM source, weave_tuples(:ids, :more) WHERE 1 > :x"};
    shown_as(&members, bind_list, " :ids=(list) :more=(list) :x=NULL\n");
}

Test(runtime_watch, what_is_sensitive_is_hidden)
{
    WeaveStatement secret = {
        .place = "v", .sql = "SELECT :a, :token, :tokens", .sensitive = "token\0"};
    cr_assert_eq(weave_trace(db, on_trace, said), WEAVE_OK);
    WeaveQuery q = weave_query(db, &secret);
    weave_bind_text(&q, 2, WEAVE_TEXT("hunter2"));
    weave_bind_text(&q, 3, WEAVE_TEXT("seen"));
    cr_assert_eq(weave_end(&q), WEAVE_OK);
    cr_expect_not_null(strstr(said, " :a=NULL :token=*** :tokens='seen'\n"), "%s",
                       said);
    cr_expect_null(strstr(said, "hunter2"));
}

Test(runtime_watch, a_change_is_told_of_when_it_is_committed)
{
    cr_assert_eq(weave_on_change(db, on_change, said), WEAVE_OK);
    cr_assert_eq(add(&ADD, "a"), WEAVE_OK);
    cr_expect_str_eq(said, "changed source\n");
    said[0] = '\0';
    cr_assert_eq(weave_begin(db), WEAVE_OK);
    cr_assert_eq(add(&ADD, "b"), WEAVE_OK);
    cr_assert_eq(add(&ADD_MEDIA, "b"), WEAVE_OK);
    cr_assert_eq(add(&ADD, "c"), WEAVE_OK);
    cr_expect_str_empty(said, "it is not committed: %s", said);
    cr_assert_eq(weave_commit(db), WEAVE_OK);
    cr_expect_str_eq(said, "changed source media\n");
}

Test(runtime_watch, what_is_rolled_back_is_not_told_of)
{
    cr_assert_eq(weave_on_change(db, on_change, said), WEAVE_OK);
    cr_assert_eq(weave_begin(db), WEAVE_OK);
    cr_assert_eq(add(&ADD, "a"), WEAVE_OK);
    cr_assert_eq(weave_rollback(db), WEAVE_OK);
    cr_expect_str_empty(said);
    cr_assert_eq(weave_begin(db), WEAVE_OK);
    cr_assert_eq(add(&ADD, "a"), WEAVE_OK);
    cr_assert_eq(weave_begin(db), WEAVE_OK);
    cr_assert_eq(add(&ADD_MEDIA, "a"), WEAVE_OK);
    cr_assert_eq(weave_rollback(db), WEAVE_OK);
    cr_assert_eq(weave_commit(db), WEAVE_OK);
    cr_expect_str_eq(said, "changed source\n", "the savepoint's media is undone");
    said[0] = '\0';
    cr_assert_eq(weave_begin(db), WEAVE_OK);
    cr_assert_eq(weave_begin(db), WEAVE_OK);
    cr_assert_eq(add(&ADD, "b"), WEAVE_OK);
    cr_assert_eq(weave_commit(db), WEAVE_OK);
    cr_assert_eq(weave_rollback(db), WEAVE_OK);
    cr_expect_str_empty(said, "a savepoint's commit is none: %s", said);
}

Test(runtime_watch, only_what_changed_a_row_is_told_of)
{
    cr_assert_eq(weave_on_change(db, on_change, said), WEAVE_OK);
    cr_assert_eq(fixture_run(db, &NONE), WEAVE_OK);
    cr_assert_eq(fixture_run(db, &IDS), WEAVE_OK);
    cr_expect_str_empty(said);
    cr_assert_eq(add(&ADD, "a"), WEAVE_OK);
    cr_assert_eq(fixture_run(db, &IDS), WEAVE_OK);
    cr_assert_eq(fixture_run(db, &BY_HAND), WEAVE_OK);
    cr_expect_str_eq(said, "changed source\nchanged anything\n");
    said[0] = '\0';
    cr_assert_eq(add(&ADD_MEDIA, "x"), WEAVE_OK);
    cr_assert_eq(add(&ADD_MEDIA, "x"), WEAVE_CONSTRAINT);
    cr_expect_str_eq(said, "changed media source\n");
}

static void write_again(void *context, const char *const *tables)
{
    int *left = context;
    cr_assert_not_null(tables[0]);
    if ((*left)-- > 0)
        cr_expect_eq(add(&ADD, "again"), WEAVE_OK, "%s", weave_message(db));
}

Test(runtime_watch, who_is_told_may_use_the_connection)
{
    int left = 3;
    cr_assert_eq(weave_on_change(db, write_again, &left), WEAVE_OK);
    cr_assert_eq(add(&ADD, "a"), WEAVE_OK);
    cr_expect_eq(left, -1);
    cr_expect_eq(fixture_int(db, "SELECT count(*) FROM source"), 4);
}

Test(runtime_watch, within_a_transaction_of_the_application_it_is_told_of_later)
{
    WeaveDb *wrapped;
    sqlite3 *own = weave_handle(db);
    cr_assert_eq(weave_wrap(&FIXTURE, own, 0, &wrapped), WEAVE_OK);
    cr_assert_eq(weave_on_change(wrapped, on_change, said), WEAVE_OK);
    fixture_sql(db, "BEGIN");
    WeaveQuery q = weave_query(wrapped, &ADD_MEDIA);
    weave_bind_text(&q, 1, WEAVE_TEXT("a"));
    cr_assert_eq(weave_end_exec(&q, NULL), WEAVE_OK);
    cr_expect_str_empty(said);
    fixture_sql(db, "COMMIT");
    q = weave_query(wrapped, &ADD);
    weave_bind_text(&q, 1, WEAVE_TEXT("b"));
    cr_assert_eq(weave_end_exec(&q, NULL), WEAVE_OK);
    cr_expect_str_eq(said, "changed media source\n");
    cr_assert_eq(weave_close(wrapped), WEAVE_OK);
}

Test(runtime_watch, watching_what_is_not_open_is_a_misuse)
{
    cr_expect_eq(weave_trace(NULL, on_trace, said), WEAVE_MISUSE);
    cr_expect_eq(weave_on_change(NULL, on_change, said), WEAVE_MISUSE);
    WeaveQuery zero = {0};
    cr_expect_eq(weave_end(&zero), WEAVE_MISUSE);
}
