// queries.c - how woven queries end, count, nest, roll back and refuse.

#include "tests/woven/types/fixture.h"

static void give(int64_t n, const char *words, WeaveOptInt parent)
{
    int64_t changes = -1;
    CHECK_STATUS(db, WEAVE_OK,
                 given_insert(db, n, weave_text(words), parent, &changes));
    CHECK(changes == 1);
}

static int64_t total(void)
{
    GivenTotal row = {-1};
    CHECK_STATUS(db, WEAVE_OK, given_total(db, &row));
    return row.n;
}

static const WeaveOptInt none;

// --- how many rows -----------------------------------------------------------

static void one_row_is_a_contract(void)
{
    Given row;
    CHECK_STATUS(db, WEAVE_NOT_FOUND, given_one_by_words(db, TEXT("a"), &mem, &row));
    check_mentions(db, "given.oneByWords: no row");
    CHECK(row.id == 0 && !row.words.ptr);
    give(1, "a", none);
    CHECK_STATUS(db, WEAVE_OK, given_one_by_words(db, TEXT("a"), &mem, &row));
    CHECK(row.id == 1 && row.n == 1 && same_text(row.words, TEXT("a")));
    give(2, "a", none);
    CHECK_STATUS(db, WEAVE_TOO_MANY, given_one_by_words(db, TEXT("a"), &mem, &row));
    check_mentions(db, "given.oneByWords: more than one row");
}

static void an_optional_row_is_a_contract_too(void)
{
    GivenOptionalByWords row;
    CHECK_STATUS(db, WEAVE_NOT_FOUND, given_optional_by_words(db, TEXT("a"), &row));
    give(1, "a", none);
    CHECK_STATUS(db, WEAVE_OK, given_optional_by_words(db, TEXT("a"), &row));
    CHECK(row.id == 1 && row.n == 1);
    give(2, "a", none);
    CHECK_STATUS(db, WEAVE_TOO_MANY, given_optional_by_words(db, TEXT("a"), &row));
}

static void a_key_gives_one_row_and_many_can_be_stated(void)
{
    GivenGetByKey by_key;
    GivenList list;
    give(1, "a", none);
    CHECK_STATUS(db, WEAVE_OK, given_get_by_key(db, 1, TEXT("a"), &mem, &by_key));
    CHECK(by_key.n == 1 && same_text(by_key.words, TEXT("a")));
    CHECK_STATUS(db, WEAVE_NOT_FOUND,
                 given_get_by_key(db, 1, TEXT("b"), &mem, &by_key));
    CHECK_STATUS(db, WEAVE_OK, given_many_by_id(db, 1, &mem, &list));
    CHECK(list.count == 1);
    CHECK_STATUS(db, WEAVE_OK, given_many_by_id(db, 2, &mem, &list));
    CHECK(list.count == 0 && !list.items);
}

static void a_null_argument_finds_nulls_where_sql_says_is(void)
{
    GivenList list;
    give(1, "a", none);
    give(2, "b", weave_some_int(1));
    CHECK_STATUS(db, WEAVE_OK, given_children(db, none, &mem, &list));
    CHECK(list.count == 1 && list.items[0].id == 1 && !list.items[0].parent.has);
    CHECK_STATUS(db, WEAVE_OK, given_children(db, weave_some_int(1), &mem, &list));
    CHECK(list.count == 1 && list.items[0].id == 2 && list.items[0].parent.value == 1);
}

// --- writes ------------------------------------------------------------------

static void a_write_counts_what_it_changed(void)
{
    static const int64_t ids[] = {1, 2, 77};
    int64_t changes = -1;
    insert_plain();
    insert_plain();
    insert_plain();
    CHECK(weave_last_rowid(db) == 3);
    CHECK_STATUS(db, WEAVE_OK, every_set_words(db, TEXT("new"), 0, 2, &changes));
    CHECK(changes == 2 && weave_changes(db) == 2);
    CHECK_STATUS(db, WEAVE_OK, every_remove(db, 9, &changes));
    CHECK(changes == 0);
    CHECK_STATUS(db, WEAVE_OK, every_remove(db, 1, NULL));
    give(1, "a", none);
    give(2, "b", none);
    CHECK(weave_last_rowid(db) == 2);
    CHECK_STATUS(db, WEAVE_OK, given_bump(db, (WeaveIntList){ids, 3}, &changes));
    CHECK(changes == 2);
}

static void returning_does_all_its_work_however_much_is_read(void)
{
    GivenRemoveReturningList list;
    give(1, "a", none);
    give(2, "b", none);
    give(3, "c", weave_some_int(1));
    GivenRemoveReturningRows rows = given_remove_returning_rows(db, none);
    CHECK(given_remove_returning_rows_next(&rows));
    CHECK(rows.row.id == 1 && same_text(rows.row.words, TEXT("a")));
    CHECK_STATUS(db, WEAVE_OK, given_remove_returning_rows_end(&rows));
    CHECK(total() == 1);
    CHECK_STATUS(db, WEAVE_OK,
                 given_remove_returning(db, weave_some_int(1), &mem, &list));
    CHECK(list.count == 1 && same_text(list.items[0].words, TEXT("c")));
    CHECK(total() == 0);
}

static void a_refused_write_says_why(void)
{
    give(1, "a", none);
    CHECK_STATUS(db, WEAVE_CONSTRAINT, given_insert(db, 1, TEXT("a"), none, NULL));
    check_mentions(db, "given.insert: UNIQUE constraint failed: given.n, given.words "
                       "[SQLITE_CONSTRAINT_UNIQUE]");
    CHECK(weave_sqlite_code(db) == SQLITE_CONSTRAINT_UNIQUE);
    CHECK(strstr(weave_place(db), "given.insert") != NULL);
    CHECK(total() == 1);
}

static void names_of_c_are_names_of_columns(void)
{
    Word word;
    CHECK_STATUS(db, WEAVE_OK, word_upsert(db, TEXT("long"), 1, NULL));
    CHECK_STATUS(db, WEAVE_OK, word_upsert(db, TEXT("long"), 2, NULL));
    CHECK_STATUS(db, WEAVE_OK, word_get(db, TEXT("long"), &mem, &word));
    CHECK(same_text(word.class_, TEXT("long")) && word.int_ == 2);
}

// --- running queries ---------------------------------------------------------

static void a_query_runs_inside_itself(void)
{
    int pairs = 0;
    give(1, "a", none);
    give(2, "b", none);
    give(3, "c", none);
    GivenRows outer = given_children_rows(db, none);
    while (given_rows_next(&outer)) {
        GivenRows inner = given_children_rows(db, none);
        while (given_rows_next(&inner)) {
            Given deepest;
            CHECK_STATUS(db, WEAVE_OK,
                         given_one_by_words(db, inner.row.words, &mem, &deepest));
            CHECK(deepest.id == inner.row.id);
            pairs++;
        }
        CHECK_STATUS(db, WEAVE_OK, given_rows_end(&inner));
    }
    CHECK_STATUS(db, WEAVE_OK, given_rows_end(&outer));
    CHECK(pairs == 9);
}

static void kept_rows_outlive_their_query(void)
{
    GivenList list;
    give(1, "first", none);
    give(2, "second", none);
    CHECK_STATUS(db, WEAVE_OK, given_children(db, none, &mem, &list));
    raw("DELETE FROM given");
    CHECK(list.count == 2);
    CHECK(same_text(list.items[0].words, TEXT("first")));
    CHECK(strcmp(list.items[1].words.ptr, "second") == 0);
    CHECK(same_text(list.items[1].doc, TEXT("{\"a\":[1]}")));
}

static void an_open_query_keeps_the_database_open(void)
{
    give(1, "a", none);
    GivenRows rows = given_children_rows(db, none);
    CHECK(given_rows_next(&rows));
    CHECK_STATUS(db, WEAVE_MISUSE, weave_close(db));
    check_mentions(db, "given.children");
    CHECK(same_text(rows.row.words, TEXT("a")));
    CHECK_STATUS(db, WEAVE_OK, given_rows_end(&rows));
}

static void ending_twice_is_ending_once(void)
{
    GivenRows rows = given_children_rows(db, none);
    CHECK(!given_rows_next(&rows));
    CHECK_STATUS(db, WEAVE_OK, given_rows_end(&rows));
    CHECK_STATUS(db, WEAVE_OK, given_rows_end(&rows));
    CHECK(!given_rows_next(&rows));
}

// --- transactions ------------------------------------------------------------

static void a_transaction_is_all_or_nothing(void)
{
    CHECK_STATUS(db, WEAVE_OK, weave_begin(db));
    give(1, "a", none);
    CHECK(weave_in_transaction(db));
    CHECK_STATUS(db, WEAVE_OK, weave_rollback(db));
    CHECK(!weave_in_transaction(db) && total() == 0);
    CHECK_STATUS(db, WEAVE_OK, weave_begin(db));
    give(1, "a", none);
    CHECK_STATUS(db, WEAVE_OK, weave_commit(db));
    CHECK(total() == 1);
}

static void a_savepoint_is_a_transaction_inside(void)
{
    CHECK_STATUS(db, WEAVE_OK, weave_begin(db));
    give(1, "kept", none);
    CHECK_STATUS(db, WEAVE_OK, weave_begin(db));
    give(2, "undone", none);
    CHECK_STATUS(db, WEAVE_OK, weave_begin(db));
    give(3, "undone with it", none);
    CHECK_STATUS(db, WEAVE_OK, weave_commit(db));
    CHECK(total() == 3);
    CHECK_STATUS(db, WEAVE_OK, weave_rollback(db));
    CHECK(total() == 1);
    CHECK_STATUS(db, WEAVE_CONSTRAINT, given_insert(db, 1, TEXT("kept"), none, NULL));
    give(4, "after a failure", none);
    CHECK_STATUS(db, WEAVE_OK, weave_commit(db));
    CHECK(total() == 2 && !weave_in_transaction(db));
}

static void a_reading_transaction_does_not_write(void)
{
    CHECK_STATUS(db, WEAVE_OK, weave_begin_read(db));
    CHECK(total() == 0);
    CHECK_STATUS(db, WEAVE_MISUSE, given_insert(db, 1, TEXT("a"), none, NULL));
    check_mentions(db, "given.insert");
    CHECK_STATUS(db, WEAVE_OK, weave_commit(db));
    CHECK(total() == 0);
}

// --- the database ------------------------------------------------------------

static void the_sql_can_be_had(void)
{
    CHECK(strcmp(given_total_sql(), "SELECT count(*) AS n FROM given") == 0);
    CHECK(strstr(every_list_all_sql(), "*") == NULL); // written out
    CHECK(strstr(every_list_all_sql(), "loose_opt") != NULL);
    CHECK(strstr(word_upsert_sql(), "ON CONFLICT (class) DO UPDATE") != NULL);
    CHECK(strstr(every_by_n_sql(), "weave_list(:ns)") != NULL);
}

static void an_application_can_bring_its_own_connection(void)
{
    sqlite3 *own;
    WeaveDb *wrapped;
    GivenTotal row;
    CHECK(sqlite3_open(":memory:", &own) == SQLITE_OK);
    CHECK_STATUS(wrapped, WEAVE_OK, db_wrap(own, WEAVE_OPEN_CREATE, &wrapped));
    CHECK_STATUS(wrapped, WEAVE_OK, given_total(wrapped, &row));
    CHECK(row.n == 0 && weave_handle(wrapped) == own);
    CHECK_STATUS(NULL, WEAVE_OK, weave_close(wrapped));
    CHECK(sqlite3_exec(own, "SELECT 1 FROM every", NULL, NULL, NULL) == SQLITE_OK);
    CHECK(sqlite3_close(own) == SQLITE_OK);
}

// Opening the database after sql was run on it is WEAVE_SCHEMA, which says why.
static void drifts(const char *sql, const char *said)
{
    sqlite3 *own;
    WeaveDb *wrapped;
    GivenTotal row;
    CHECK(sqlite3_open(":memory:", &own) == SQLITE_OK);
    CHECK(sqlite3_exec(own, DB_SCHEMA.ddl, NULL, NULL, NULL) == SQLITE_OK);
    CHECK(sqlite3_exec(own, sql, NULL, NULL, NULL) == SQLITE_OK);
    WeaveStatus expected = said ? WEAVE_SCHEMA : WEAVE_OK;
    CHECK_STATUS(wrapped, expected, db_wrap(own, 0, &wrapped));
    if (said) {
        check_mentions(wrapped, said);
        check_mentions(wrapped, "the database is not the one ");
        check_mentions(wrapped, "schema.ts was woven for");
    }
    CHECK((given_total(wrapped, &row) == WEAVE_OK) == !said);
    weave_close(wrapped);
    CHECK(sqlite3_close(own) == SQLITE_OK);
}

static void another_schema_is_noticed_and_named(void)
{
    drifts("ALTER TABLE given DROP COLUMN sum", "column given.sum is missing");
    drifts("ALTER TABLE word ADD COLUMN extra", "column word.extra is new");
    drifts("ALTER TABLE word RENAME COLUMN int TO integer",
           "column word.int is missing");
    drifts("DROP TABLE word", "table word is missing");
    drifts("DROP TABLE word; CREATE TABLE word (class text PRIMARY KEY NOT NULL, "
           "int text NOT NULL)",
           "word.int is \"text not null\", woven for \"integer not null\"");
    drifts("DROP INDEX given_n_words", "unique key given(n,words) is missing");
    drifts("CREATE TABLE stranger (a); CREATE INDEX i ON given (n)", NULL);
}

int main(void)
{
    static const Test tests[] = {
        TEST(one_row_is_a_contract),
        TEST(an_optional_row_is_a_contract_too),
        TEST(a_key_gives_one_row_and_many_can_be_stated),
        TEST(a_null_argument_finds_nulls_where_sql_says_is),
        TEST(a_write_counts_what_it_changed),
        TEST(returning_does_all_its_work_however_much_is_read),
        TEST(a_refused_write_says_why),
        TEST(names_of_c_are_names_of_columns),
        TEST(a_query_runs_inside_itself),
        TEST(kept_rows_outlive_their_query),
        TEST(an_open_query_keeps_the_database_open),
        TEST(ending_twice_is_ending_once),
        TEST(a_transaction_is_all_or_nothing),
        TEST(a_savepoint_is_a_transaction_inside),
        TEST(a_reading_transaction_does_not_write),
        TEST(the_sql_can_be_had),
        TEST(an_application_can_bring_its_own_connection),
        TEST(another_schema_is_noticed_and_named),
    };
    return run_tests(tests, sizeof tests / sizeof *tests, open_fresh, close_fresh);
}
