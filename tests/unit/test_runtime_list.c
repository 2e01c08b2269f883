// test_runtime_list.c - list parameters: one statement whatever their length.

#include "tests/unit/runtime_fixture.h"

static WeaveDb *db;

static void setup(void)
{
    db = fixture_open(":memory:");
    fixture_sql(db, "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n\n"
                    "LIMIT 1000)\n"
                    "INSERT INTO media (id, uri, score, seen, kind)\n"
                    "SELECT i, 'uri' || i, i / 2.0, i % 2,\n"
                    "       iif(i <= 10, 'photo', 'video') FROM n");
}

static void teardown(void)
{
    fixture_close(db);
}

TestSuite(runtime_list, .init = setup, .fini = teardown);

#define COUNT_IN(column)                                                               \
    {                                                                                  \
        .place = "t.ts:1 media.countIn",                                               \
        .sql = "SELECT count(*) FROM media WHERE " column                              \
               " IN (SELECT value FROM weave_list(:items))"                            \
    }

static WeaveStatement COUNT_BY_ID = COUNT_IN("id");

static int64_t count(WeaveQuery *q)
{
    cr_assert(weave_step(q), "%s", weave_message(db));
    int64_t n = weave_read_int(q, 0);
    cr_assert_eq(weave_end_one(q), WEAVE_OK);
    return n;
}

static int64_t count_ids(const int64_t *ids, size_t n)
{
    WeaveQuery q = weave_query(db, &COUNT_BY_ID);
    weave_bind_int_list(&q, 1, (WeaveIntList){ids, n});
    return count(&q);
}

Test(runtime_list, the_empty_list_matches_nothing)
{
    cr_assert_eq(count_ids(NULL, 0), 0);
}

Test(runtime_list, one_statement_serves_lists_of_any_length)
{
    cr_assert_eq(count_ids((const int64_t[]){3, 5, 2000}, 3), 2);
    int64_t *ids = malloc(100000 * sizeof *ids);
    for (int64_t i = 0; i < 100000; i++)
        ids[i] = i;
    cr_assert_eq(count_ids(ids, 100000), 1000);
    free(ids);
    cr_assert_eq(count_ids((const int64_t[]){1}, 1), 1);
}

Test(runtime_list, a_query_that_forgets_its_list_does_not_see_the_last_one)
{
    cr_assert_eq(count_ids((const int64_t[]){1, 2}, 2), 2);
    WeaveQuery q = weave_query(db, &COUNT_BY_ID);
    cr_assert_eq(count(&q), 0);
}

Test(runtime_list, a_bound_list_survives_that_the_query_moves)
{
    WeaveQuery first = weave_query(db, &COUNT_BY_ID);
    weave_bind_int_list(&first, 1, (WeaveIntList){(const int64_t[]){7}, 1});
    WeaveQuery moved = first;
    memset(&first, 0xee, sizeof first);
    cr_assert_eq(count(&moved), 1);
}

Test(runtime_list, a_number_is_not_a_list)
{
    WeaveQuery q = weave_query(db, &COUNT_BY_ID);
    weave_bind_int(&q, 1, 3);
    cr_assert_eq(count(&q), 0);
}

Test(runtime_list, lists_of_text)
{
    WeaveStatement by_uri = COUNT_IN("uri");
    const WeaveText uris[] = {WEAVE_TEXT("uri1"), WEAVE_TEXT("uri22"), WEAVE_TEXT("")};
    WeaveQuery q = weave_query(db, &by_uri);
    weave_bind_text_list(&q, 1, (WeaveTextList){uris, 3});
    cr_assert_eq(count(&q), 2);
}

Test(runtime_list, null_in_a_list_is_misuse)
{
    const WeaveText uris[] = {WEAVE_TEXT("uri1"), {NULL, 0}};
    WeaveQuery q = weave_query(db, &COUNT_BY_ID);
    weave_bind_text_list(&q, 1, (WeaveTextList){uris, 2});
    cr_assert_not(weave_step(&q));
    cr_assert_eq(weave_end(&q), WEAVE_MISUSE);
    cr_message(db, "t.ts:1 media.countIn: parameter :items has an item that is null");
}

Test(runtime_list, lists_of_reals_and_booleans)
{
    WeaveStatement by_score = COUNT_IN("score"), by_seen = COUNT_IN("seen");
    WeaveQuery q = weave_query(db, &by_score);
    weave_bind_real_list(&q, 1, (WeaveRealList){(const double[]){0.5, 1, 1.25}, 3});
    cr_assert_eq(count(&q), 2);

    q = weave_query(db, &by_seen);
    weave_bind_bool_list(&q, 1, (WeaveBoolList){(const bool[]){true}, 1});
    cr_assert_eq(count(&q), 500);
}

Test(runtime_list, lists_of_enums)
{
    static const char *const kinds[] = {"photo", "video"};
    static const WeaveEnum KIND = {"MediaKind", kinds, 2};
    WeaveStatement by_kind = COUNT_IN("kind");
    WeaveQuery q = weave_query(db, &by_kind);
    weave_bind_enum_list(&q, 1, &KIND, (WeaveEnumList){(const int[]){1}, 1});
    cr_assert_eq(count(&q), 10);

    q = weave_query(db, &by_kind);
    weave_bind_enum_list(&q, 1, &KIND, (WeaveEnumList){(const int[]){1, 3}, 2});
    cr_assert_eq(weave_end(&q), WEAVE_MISUSE);
    cr_message(db,
               "t.ts:1 media.countIn: parameter :items is 3, which is no MediaKind");
}

Test(runtime_list, lists_of_blobs_and_bigints)
{
    fixture_sql(db, "UPDATE media SET raw = x'00ff' WHERE id = 1;\n"
                    "UPDATE media SET raw = x'' WHERE id = 2;\n"
                    "UPDATE media SET raw = CAST('-12' AS BLOB) WHERE id = 3");
    WeaveStatement by_raw = COUNT_IN("raw");
    const WeaveBlob blobs[] = {{"\0\xff", 2}, {"", 0}};
    WeaveQuery q = weave_query(db, &by_raw);
    weave_bind_blob_list(&q, 1, (WeaveBlobList){blobs, 2});
    cr_assert_eq(count(&q), 2);

    q = weave_query(db, &by_raw);
    weave_bind_bigint_list(&q, 1, (WeaveIntList){(const int64_t[]){-12, 5}, 2});
    cr_assert_eq(count(&q), 1);
}

Test(runtime_list, a_list_keeps_its_order_and_its_repetitions)
{
    WeaveStatement items = {.sql = "SELECT rowid, value FROM weave_list(?1)"};
    const int64_t numbers[] = {9, 4, 9};
    WeaveQuery q = weave_query(db, &items);
    weave_bind_int_list(&q, 1, (WeaveIntList){numbers, 3});
    for (int i = 0; i < 3; i++) {
        cr_assert(weave_step(&q));
        cr_assert_eq(weave_read_int(&q, 0), i + 1);
        cr_assert_eq(weave_read_int(&q, 1), numbers[i]);
    }
    cr_assert_not(weave_step(&q));
    cr_assert_eq(weave_end(&q), WEAVE_OK);
}

Test(runtime_list, without_its_argument_the_table_cannot_be_used)
{
    WeaveQuery q =
        weave_query(db, &(WeaveStatement){.sql = "SELECT * FROM weave_list"});
    cr_assert_eq(weave_end(&q), WEAVE_ERROR);
}

Test(runtime_list, two_lists_in_one_statement)
{
    WeaveStatement both = {.sql = "SELECT count(*) FROM media WHERE\n"
                                  "id IN (SELECT value FROM weave_list(?1)) AND\n"
                                  "uri IN (SELECT value FROM weave_list(?2))"};
    const WeaveText uris[] = {WEAVE_TEXT("uri2"), WEAVE_TEXT("uri3")};
    WeaveQuery q = weave_query(db, &both);
    weave_bind_int_list(&q, 1, (WeaveIntList){(const int64_t[]){1, 2}, 2});
    weave_bind_text_list(&q, 2, (WeaveTextList){uris, 2});
    cr_assert_eq(count(&q), 1);
}

typedef struct Key {
    WeaveText uri;
    int64_t id;
    double score;
    bool seen;
    int kind;
} Key;

static const char *const kind_texts[] = {"photo", "video"};
static const WeaveEnum KIND = {"Kind", kind_texts, 2};

static WeaveStatement COUNT_BY_KEY = {
    .place = "t.ts:2 media.countByKey",
    .sql = "SELECT count(*) FROM media WHERE (id, uri, score, seen, kind) IN "
           "(SELECT c1, c2, c3, c4, c5 FROM weave_tuples(:id, :uri, :score, :seen, "
           ":kind))"};

static WeaveQuery bind_keys(const Key *keys, size_t n)
{
    WeaveQuery q = weave_query(db, &COUNT_BY_KEY);
    weave_bind_member(&q, 1, WEAVE_MEMBER_INT, NULL, keys, n, sizeof *keys,
                      offsetof(Key, id));
    weave_bind_member(&q, 2, WEAVE_MEMBER_TEXT, NULL, keys, n, sizeof *keys,
                      offsetof(Key, uri));
    weave_bind_member(&q, 3, WEAVE_MEMBER_REAL, NULL, keys, n, sizeof *keys,
                      offsetof(Key, score));
    weave_bind_member(&q, 4, WEAVE_MEMBER_BOOL, NULL, keys, n, sizeof *keys,
                      offsetof(Key, seen));
    weave_bind_member(&q, 5, WEAVE_MEMBER_ENUM, &KIND, keys, n, sizeof *keys,
                      offsetof(Key, kind));
    return q;
}

static Key key_of(int64_t i, const char *uri)
{
    return (Key){.id = i,
                 .uri = weave_text(uri),
                 .score = (double)i / 2,
                 .seen = i % 2,
                 .kind = i <= 10 ? 1 : 2};
}

Test(runtime_list, a_list_of_structs_is_one_parameter_a_member)
{
    Key keys[] = {key_of(3, "uri3"), key_of(12, "uri12"), key_of(4, "uri5")};
    WeaveQuery q = bind_keys(keys, 3);
    cr_expect_eq(count(&q), 2, "of the third the members are of two rows");
    q = bind_keys(keys, 1);
    cr_expect_eq(count(&q), 1);
    q = bind_keys(NULL, 0);
    cr_expect_eq(count(&q), 0);
}

Test(runtime_list, a_hundred_thousand_structs_are_one_statement)
{
    enum { MANY = 100000 };
    Key *keys = malloc(MANY * sizeof *keys);
    char(*uris)[16] = malloc(MANY * sizeof *uris);
    for (int64_t i = 0; i < MANY; i++) {
        snprintf(uris[i], sizeof uris[i], "uri%lld", (long long)i);
        keys[i] = key_of(i, uris[i]);
    }
    WeaveQuery q = bind_keys(keys, MANY);
    cr_expect_eq(count(&q), 1000);
    free(uris);
    free(keys);
}

Test(runtime_list, a_member_that_cannot_be_bound_is_a_misuse)
{
    Key keys[] = {key_of(3, "uri3"), key_of(4, NULL)};
    WeaveQuery q = bind_keys(keys, 2);
    cr_expect_eq(weave_end(&q), WEAVE_MISUSE);
    cr_message(db, "t.ts:2 media.countByKey: parameter :uri has an item that is null");
    keys[1] = key_of(4, "uri4");
    keys[1].kind = 3;
    q = bind_keys(keys, 2);
    cr_expect_eq(weave_end(&q), WEAVE_MISUSE);
    cr_message(db,
               "t.ts:2 media.countByKey: parameter :kind has an item that is no such "
               "enumerator");
    keys[1].kind = 0;
    keys[1].score = 0.0 / 0.0;
    q = bind_keys(keys, 2);
    cr_expect_eq(weave_end(&q), WEAVE_MISUSE);
    cr_message(db,
               "t.ts:2 media.countByKey: parameter :score has an item that is not a "
               "number");
}

Test(runtime_list, weave_tuples_without_lists_has_no_rows)
{
    cr_expect_eq(fixture_int(db, "SELECT count(*) FROM weave_tuples(1, 'x')"), 0);
    sqlite3_stmt *stmt = NULL;
    cr_expect_eq(sqlite3_prepare_v2(weave_handle(db), "SELECT * FROM weave_tuples", -1,
                                    &stmt, NULL),
                 SQLITE_ERROR);
}
