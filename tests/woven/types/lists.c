// lists.c - list parameters of every type: none, a few, and a hundred thousand items.
//
//     lists [MANY]
//
// MANY is less for valgrind's sake.

#include "tests/woven/types/fixture.h"

#include <math.h>
#include <stdlib.h>

enum { MOST = 100000 };

static size_t n_many = MOST;

// Four rows, each with its number in every column.
static void open_filled(void)
{
    static const char *const texts[] = {"0", "1", "2", "3", "4"};
    static const char *const days[] = {"", "2024-01-01", "2024-01-02", "2024-01-03",
                                       "2024-01-04"};
    Every made;
    open_fresh();
    for (int i = 1; i <= 4; i++) {
        EveryInsertParams p = plain();
        p.n = p.at = p.big = p.amount_big = i;
        p.flag = i % 2;
        p.ratio = p.amount = i + 0.5;
        p.words = p.doc = p.blob_doc = p.amount_text = weave_text(texts[i]);
        p.kind = (EveryKind)i;
        p.bytes = weave_blob(texts[i], 1);
        p.day = weave_text(days[i]);
        CHECK_STATUS(db, WEAVE_OK, every_insert(db, &p, &mem, &made));
        CHECK(made.id == i);
    }
    weave_arena_reset(&mem);
}

static bool ids_are_1_and_3(EveryByNList found)
{
    return found.count == 2 && found.items[0].id == 1 && found.items[1].id == 3;
}

// What is in rows 1 and 3, and what is in no row: given as no item at all, as three,
// and as very many, by a list and borrowed.
#define CHECK_LIST(List, Item, query, first, third, nowhere)                           \
    do {                                                                               \
        static Item items[MOST];                                                       \
        const Item other = nowhere;                                                    \
        List none = {NULL, 0}, few = {items, 3}, many = {items, n_many};               \
        EveryByNList found;                                                            \
        for (size_t i = 0; i < n_many; i++)                                            \
            items[i] = other;                                                          \
        items[0] = third;                                                              \
        items[2] = first;                                                              \
        CHECK_STATUS(db, WEAVE_OK, query(db, none, &mem, &found));                     \
        CHECK(found.count == 0);                                                       \
        CHECK_STATUS(db, WEAVE_OK, query(db, few, &mem, &found));                      \
        CHECK(ids_are_1_and_3(found));                                                 \
        items[2] = other;                                                              \
        items[n_many - 1] = first;                                                     \
        CHECK_STATUS(db, WEAVE_OK, query(db, many, &mem, &found));                     \
        CHECK(ids_are_1_and_3(found));                                                 \
        EveryByNRows rows = query##_rows(db, many);                                    \
        CHECK(every_by_n_rows_next(&rows) && rows.row.id == 1);                        \
        CHECK(every_by_n_rows_next(&rows) && rows.row.id == 3);                        \
        CHECK(!every_by_n_rows_next(&rows));                                           \
        CHECK_STATUS(db, WEAVE_OK, every_by_n_rows_end(&rows));                        \
    } while (0)

static void lists_of_numbers(void)
{
    CHECK_LIST(WeaveIntList, int64_t, every_by_n, 1, 3, INT64_MIN);
    CHECK_LIST(WeaveBoolList, bool, every_by_flag, true, true, true);
    CHECK_LIST(WeaveIntList, int64_t, every_by_at, 1, 3, -3);
    CHECK_LIST(WeaveRealList, double, every_by_ratio, 1.5, 3.5, -HUGE_VAL);
}

static void lists_of_texts(void)
{
    CHECK_LIST(WeaveTextList, WeaveText, every_by_words, TEXT("1"), TEXT("3"),
               TEXT("1\0"));
    CHECK_LIST(WeaveTextList, WeaveText, every_by_doc, TEXT("1"), TEXT("3"), TEXT(""));
    CHECK_LIST(WeaveTextList, WeaveText, every_by_day, TEXT("2024-01-01"),
               TEXT("2024-01-03"), TEXT("1"));
    CHECK_LIST(WeaveEnumList, int, every_by_kind, EVERY_KIND_LOW, EVERY_KIND_TWO_WORDS,
               EVERY_KIND_LOW);
}

static void lists_of_bytes(void)
{
    CHECK_LIST(WeaveBlobList, WeaveBlob, every_by_bytes, weave_blob("1", 1),
               weave_blob("3", 1), weave_blob("1", 2));
    CHECK_LIST(WeaveIntList, int64_t, every_by_big, 1, 3, INT64_MAX);
    CHECK_LIST(WeaveBlobList, WeaveBlob, every_by_blob_doc, weave_blob("1", 1),
               weave_blob("3", 1), weave_blob("", 0));
}

static void lists_of_numeric(void)
{
    CHECK_LIST(WeaveRealList, double, every_by_amount, 1.5, 3.5, 1);
    CHECK_LIST(WeaveIntList, int64_t, every_by_amount_big, 1, 3, 0);
    CHECK_LIST(WeaveTextList, WeaveText, every_by_amount_text, TEXT("1"), TEXT("3.0"),
               TEXT("x"));
}

static void not_in_an_empty_list_is_everything(void)
{
    static const int64_t some[] = {1, 1, 9};
    EveryCountList count;
    CHECK_STATUS(db, WEAVE_OK, every_count_list(db, (WeaveIntList){0}, &count));
    CHECK(count.n == 4);
    CHECK_STATUS(db, WEAVE_OK, every_count_list(db, (WeaveIntList){some, 3}, &count));
    CHECK(count.n == 3);
}

static void an_item_that_is_nothing_is_misuse(void)
{
    const WeaveText texts[] = {TEXT("1"), {NULL, 0}};
    const WeaveBlob blobs[] = {{NULL, 0}};
    const double reals[] = {1.5, nan("")};
    const int kinds[] = {EVERY_KIND_LOW, 0};
    EveryByNList found;
    CHECK_STATUS(db, WEAVE_MISUSE,
                 every_by_words(db, (WeaveTextList){texts, 2}, &mem, &found));
    check_mentions(db, "every.byWords: parameter :words has an item that is null");
    CHECK_STATUS(db, WEAVE_MISUSE,
                 every_by_bytes(db, (WeaveBlobList){blobs, 1}, &mem, &found));
    check_mentions(db, "parameter :bytes has an item that is null");
    CHECK_STATUS(db, WEAVE_MISUSE,
                 every_by_ratio(db, (WeaveRealList){reals, 2}, &mem, &found));
    check_mentions(db, "parameter :ratios has an item that is not a number");
    CHECK_STATUS(db, WEAVE_MISUSE,
                 every_by_kind(db, (WeaveEnumList){kinds, 2}, &mem, &found));
    check_mentions(db, "parameter :kinds");
    check_mentions(db, "EveryKind");
}

// The list belongs to one run of the query, not to the statement.
static void a_list_query_runs_inside_itself(void)
{
    static const int64_t one[] = {1, 2}, other[] = {3, 4};
    EveryByNRows outer = every_by_n_rows(db, (WeaveIntList){one, 2});
    EveryByNRows inner = every_by_n_rows(db, (WeaveIntList){other, 2});
    CHECK(every_by_n_rows_next(&inner) && inner.row.id == 3);
    CHECK(every_by_n_rows_next(&outer) && outer.row.id == 1);
    CHECK(every_by_n_rows_next(&inner) && inner.row.id == 4);
    CHECK_STATUS(db, WEAVE_OK, every_by_n_rows_end(&inner));
    CHECK(every_by_n_rows_next(&outer) && outer.row.id == 2);
    CHECK(!every_by_n_rows_next(&outer));
    CHECK_STATUS(db, WEAVE_OK, every_by_n_rows_end(&outer));
}

int main(int argc, char **argv)
{
    static const Test tests[] = {
        TEST(lists_of_numbers),
        TEST(lists_of_texts),
        TEST(lists_of_bytes),
        TEST(lists_of_numeric),
        TEST(not_in_an_empty_list_is_everything),
        TEST(an_item_that_is_nothing_is_misuse),
        TEST(a_list_query_runs_inside_itself),
    };
    if (argc == 2 && atoi(argv[1]) > 3 && atoi(argv[1]) <= MOST)
        n_many = (size_t)atoi(argv[1]);
    return run_tests(tests, sizeof tests / sizeof *tests, open_filled, close_fresh);
}
