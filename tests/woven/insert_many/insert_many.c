// insert_many.c - many rows by one statement are as those inserted one by one.

#include "tests/woven/check.h"

#include "db.gen.h"

#include <stdlib.h>

static WeaveDb *db;

static void before(void)
{
    CHECK_STATUS(db, WEAVE_OK,
                 db_open(":memory:", WEAVE_OPEN_CREATE | WEAVE_OPEN_UNCHECKED, &db));
}

static void after(void)
{
    CHECK_STATUS(db, WEAVE_OK, weave_close(db));
}

static void px_23_a_thousand_rows_are_one_statement(void)
{
    static NoteNew rows[1000];
    int64_t n = 0;
    for (size_t i = 0; i < 1000; i++)
        rows[i].title = WEAVE_TEXT("t");
    CHECK_STATUS(db, WEAVE_OK, note_insert_many(db, rows, 1000, &n));
    CHECK(n == 1000);
    rows[700].title.ptr = NULL;
    CHECK_STATUS(db, WEAVE_MISUSE, note_insert_many(db, rows, 1000, &n));
    check_mentions(db, "parameter :title has an item that is null");
    CHECK(n == 0);
    CHECK_STATUS(db, WEAVE_OK, note_count(db, &n));
    CHECK(n == 1000);
    CHECK_STATUS(db, WEAVE_OK, note_insert_many(db, NULL, 0, &n));
    CHECK(n == 0);
}

static KindsNew required(void)
{
    return (KindsNew){.n = INT64_MIN,
                      .flag = true,
                      .ratio = -0.5,
                      .words = WEAVE_TEXT(""),
                      .kind = KINDS_KIND_IMAGE};
}

static KindsNew all_given(void)
{
    KindsNew row = required();
    row.n_default = weave_some_int(-1);
    row.flag_opt = weave_some_bool(false);
    row.at = weave_some_int(5);
    row.ratio_opt = weave_some_real(1e300);
    row.words_opt = WEAVE_TEXT("caf\xC3\xA9");
    row.kind_opt = KINDS_KIND_OPT_LINK;
    return row;
}

static PackedNew packed(void)
{
    return (PackedNew){.bytes = weave_blob("\0b", 2),
                       .big = INT64_MAX,
                       .doc = WEAVE_TEXT("[1]"),
                       .amount = WEAVE_TEXT("1.50")};
}

#define SAME(c) " AND typeof(a." c ") = typeof(b." c ") AND a." c " IS b." c

static void px_23_rows_at_once_are_as_those_inserted_one_by_one(void)
{
    KindsNew rows[] = {required(), all_given(), required()};
    int64_t n = 0;
    rows[0].at = rows[2].at = weave_some_int(1);
    rows[2].n_default = weave_some_int(8);
    rows[2].null.n_default = true;
    CHECK(strstr(kinds_insert_many_sql(), "\nFROM weave_tuples("));
    CHECK_STATUS(db, WEAVE_OK, kinds_insert_many(db, rows, 3, &n));
    CHECK(n == 3 && weave_last_rowid(db) == 3);
    for (size_t i = 0; i < 3; i++)
        CHECK_STATUS(db, WEAVE_OK, kinds_insert(db, &rows[i], NULL));
    CHECK(ask(
        db, "SELECT count(*) = 3 FROM kinds a JOIN kinds b ON b.id = a.id + 3" SAME("n")
                SAME("n_default") SAME("flag") SAME("flag_opt") SAME("at") SAME("ratio")
                    SAME("ratio_opt") SAME("words") SAME("words_opt") SAME("kind")
                        SAME("kind_opt") SAME("mark")));
    CHECK(ask(db, "SELECT n_default = 7 FROM kinds WHERE id = 1"));
    CHECK(ask(db, "SELECT n_default = -1 AND at = 5 FROM kinds WHERE id = 2"));
    CHECK(ask(db, "SELECT n_default IS NULL FROM kinds WHERE id = 3"));
}

static void px_23_blobs_at_once_are_as_those_inserted_one_by_one(void)
{
    PackedNew rows[] = {packed(), packed()};
    rows[1].bytes_opt = weave_blob("", 0);
    rows[1].big_opt = weave_some_int(-9);
    rows[1].doc_opt = WEAVE_TEXT("{}");
    rows[1].amount_opt = WEAVE_TEXT("no number");
    CHECK_STATUS(db, WEAVE_OK, packed_insert_many(db, rows, 2, NULL));
    for (size_t i = 0; i < 2; i++)
        CHECK_STATUS(db, WEAVE_OK, packed_insert(db, &rows[i], NULL));
    CHECK(ask(db,
              "SELECT count(*) = 2 FROM packed a JOIN packed b ON b.id = a.id + 2" SAME(
                  "bytes") SAME("bytes_opt") SAME("big") SAME("big_opt") SAME("doc")
                  SAME("doc_opt") SAME("amount") SAME("amount_opt")));
    rows[0].bytes.ptr = NULL;
    CHECK_STATUS(db, WEAVE_MISUSE, packed_insert_many(db, rows, 2, NULL));
    rows[0] = packed();
    rows[0].doc.ptr = NULL;
    CHECK_STATUS(db, WEAVE_MISUSE, packed_insert_many(db, rows, 2, NULL));
    CHECK(ask(db, "SELECT count(*) = 4 FROM packed"));
}

#undef SAME

static void px_23_a_wide_row_is_inserted_as_well(void)
{
    WideNew rows[] = {{.a = 1, .o = weave_some_int(3)}, {.a = 2, .null.n = true}};
    int64_t n = 0;
    CHECK_STATUS(db, WEAVE_OK, wide_insert_many(db, rows, 2, &n));
    CHECK(n == 2 &&
          ask(db, "SELECT sum(a) = 3 AND sum(n) = 1 AND sum(o) = 3 FROM wide"));
}

static void no_kinds(WeaveStatus status, KindsNew bad)
{
    int64_t n = -1;
    KindsNew rows[] = {required(), all_given(), bad, required()};
    CHECK_STATUS(db, status, kinds_insert_many(db, rows, 4, &n));
    CHECK(n == 0 && !weave_in_transaction(db));
    CHECK(ask(db, "SELECT count(*) = 0 FROM kinds"));
    CHECK_STATUS(db, status, kinds_insert(db, &bad, NULL));
}

static void px_23_what_cannot_be_bound_is_a_misuse_of_all(void)
{
    KindsNew row = required();
    row.words.ptr = NULL;
    no_kinds(WEAVE_MISUSE, row);
    row = required();
    row.ratio = 0.0 / 0.0;
    no_kinds(WEAVE_MISUSE, row);
    row = required();
    row.ratio_opt = weave_some_real(0.0 / 0.0);
    no_kinds(WEAVE_MISUSE, row);
    row = required();
    row.kind = (KindsKind)0;
    no_kinds(WEAVE_MISUSE, row);
    row = required();
    row.kind_opt = (KindsKindOpt)3;
    no_kinds(WEAVE_MISUSE, row);
}

static void px_23_an_error_in_the_middle_leaves_nothing(void)
{
    KindsNew rows[] = {required(), required(), required()};
    int64_t n = -1;
    rows[0].mark = weave_some_int(1);
    rows[2].mark = weave_some_int(1);
    CHECK_STATUS(db, WEAVE_CONSTRAINT, kinds_insert_many(db, rows, 3, &n));
    check_mentions(db, "kinds.insert_many: UNIQUE constraint failed: kinds.mark");
    CHECK(n == 0 && ask(db, "SELECT count(*) = 0 FROM kinds"));
    CHECK_STATUS(db, WEAVE_OK, weave_begin(db));
    CHECK_STATUS(db, WEAVE_OK, kinds_insert_many(db, rows, 2, &n));
    CHECK_STATUS(db, WEAVE_CONSTRAINT, kinds_insert_many(db, rows + 2, 1, NULL));
    CHECK_STATUS(db, WEAVE_OK, weave_commit(db));
    CHECK(n == 2 && ask(db, "SELECT count(*) = 2 FROM kinds"));
}

static void px_23_any_number_of_rows_is_inserted_at_once(void)
{
    enum { MANY = 100000 };
    int64_t n = -1;
    KindsNew *rows = malloc(MANY * sizeof *rows);
    if (!rows)
        return;
    CHECK_STATUS(db, WEAVE_OK, kinds_insert_many(db, NULL, 0, &n));
    CHECK(n == 0);
    for (int64_t i = 0; i < MANY; i++) {
        rows[i] = i % 2 ? all_given() : required();
        rows[i].n = i;
        rows[i].mark = weave_some_int(i);
    }
    CHECK_STATUS(db, WEAVE_OK, kinds_insert_many(db, rows, MANY, &n));
    CHECK(n == MANY);
    CHECK(ask(db, "SELECT count(*) = 100000 AND sum(n = id - 1) = 100000 AND "
                  "count(words_opt) = 50000 FROM kinds"));
    free(rows);
}

static const Test tests[] = {
    TEST(px_23_a_thousand_rows_are_one_statement),
    TEST(px_23_rows_at_once_are_as_those_inserted_one_by_one),
    TEST(px_23_blobs_at_once_are_as_those_inserted_one_by_one),
    TEST(px_23_a_wide_row_is_inserted_as_well),
    TEST(px_23_what_cannot_be_bound_is_a_misuse_of_all),
    TEST(px_23_an_error_in_the_middle_leaves_nothing),
    TEST(px_23_any_number_of_rows_is_inserted_at_once),
};

int main(void)
{
    return run_tests(tests, sizeof tests / sizeof *tests, before, after);
}
