// filters.c - filters that are given when they are wanted.

#include "tests/woven/check.h"

#include "db.gen.h"

static WeaveDb *db;
static WeaveArena mem;

static void before(void)
{
    CHECK_STATUS(db, WEAVE_OK,
                 db_open(":memory:", WEAVE_OPEN_CREATE | WEAVE_OPEN_UNCHECKED, &db));
}

static void after(void)
{
    weave_arena_free(&mem);
    CHECK_STATUS(db, WEAVE_OK, weave_close(db));
}

static void add_items(void)
{
    ItemNew rows[] = {
        {.name = WEAVE_TEXT("50%_a"), .size = weave_some_int(10)},
        {.name = WEAVE_TEXT("50xya"),
         .alias = WEAVE_TEXT("nick"),
         .kind = ITEM_KIND_B,
         .size = weave_some_int(20)},
        {.name = WEAVE_TEXT("nick")},
        {.name = WEAVE_TEXT("50%_b\\"),
         .kind = ITEM_KIND_B,
         .size = weave_some_int(30)},
        {.name = WEAVE_TEXT("gone"), .gone = weave_some_bool(true)},
    };
    CHECK_STATUS(db, WEAVE_OK, item_insert_many(db, rows, 5, NULL));
}

// The ids of the rows that are found, in their order, are also how many are counted.
#define FOUND(ids_found, ...)                                                          \
    do {                                                                               \
        ItemFilterSearchParams search = {__VA_ARGS__};                                 \
        ItemFilterCountParams counted = {__VA_ARGS__};                                 \
        CHECK(finds(&search, ids_found));                                              \
        ItemFilterCount n = {-1};                                                      \
        CHECK_STATUS(db, WEAVE_OK, item_filter_count(db, &counted, &n));               \
        CHECK(n.count == (int64_t)strlen(ids_found));                                  \
    } while (0)

static bool finds(const ItemFilterSearchParams *search, const char *expected)
{
    ItemList list = {0};
    char ids[16] = "";
    CHECK_STATUS(db, WEAVE_OK, item_filter_search(db, search, &mem, &list));
    for (size_t i = 0; i < list.count && i < 15; i++)
        ids[i] = (char)('0' + list.items[i].id);
    return strcmp(ids, expected) == 0;
}

static void mg_31_a_filter_that_is_not_given_does_not_filter(void)
{
    add_items();
    FOUND("4213", 0);
    FOUND("13", .kind = ITEM_KIND_A);
    FOUND("42", .not_kind = ITEM_KIND_A);
    FOUND("4", .above = weave_some_int(20));
    FOUND("42", .from = weave_some_int(20));
    FOUND("1", .below = weave_some_int(20));
    FOUND("21", .to = weave_some_int(20));
    FOUND("23", .called = WEAVE_TEXT("nick"));
    FOUND("2", .called = WEAVE_TEXT("nick"), .kind = ITEM_KIND_B);
    FOUND("", .above = weave_some_int(20), .below = weave_some_int(20));
    FOUND("3", .ids_given_ = false, .ids_given = weave_some_int(3));
}

static void mg_31_a_prefix_is_literal(void)
{
    add_items();
    FOUND("421", .prefix = WEAVE_TEXT("50"));
    FOUND("41", .prefix = WEAVE_TEXT("50%_"));
    FOUND("4", .prefix = WEAVE_TEXT("50%_B\\"));
    FOUND("", .prefix = WEAVE_TEXT("%"));
    FOUND("", .prefix = WEAVE_TEXT("0"));
    FOUND("4213", .prefix = WEAVE_TEXT(""));
}

static void mg_31_a_list_that_is_given_and_empty_matches_nothing(void)
{
    add_items();
    int64_t ids[] = {1, 3, 5, 77};
    int kinds[] = {ITEM_KIND_B};
    FOUND("13", .ids_given_ = true, .ids = {ids, 4});
    FOUND("42", .kinds_given = true, .kinds = {kinds, 1});
    FOUND("", .ids_given_ = true, .ids = {ids, 4}, .kinds_given = true,
          .kinds = {kinds, 1});
    FOUND("", .ids_given_ = true);
    FOUND("4213", .ids = {ids, 4});
}

static void mg_31_a_search_is_limited_where_that_is_asked(void)
{
    add_items();
    ItemFilterSearchParams search = {.take = weave_some_int(2)};
    CHECK(finds(&search, "42"));
    search.skip = weave_some_int(1);
    CHECK(finds(&search, "21"));
    search.take.has = false;
    CHECK(finds(&search, "213"));
    search.take = weave_some_int(0);
    CHECK(finds(&search, ""));
    ItemFilterSearchWithDeletedParams all = {.called = WEAVE_TEXT("gone")};
    ItemList list = {0};
    CHECK_STATUS(db, WEAVE_OK, item_filter_search_with_deleted(db, &all, &mem, &list));
    CHECK(list.count == 1);
}

static const Test tests[] = {
    TEST(mg_31_a_filter_that_is_not_given_does_not_filter),
    TEST(mg_31_a_prefix_is_literal),
    TEST(mg_31_a_list_that_is_given_and_empty_matches_nothing),
    TEST(mg_31_a_search_is_limited_where_that_is_asked),
};

int main(void)
{
    return run_tests(tests, sizeof tests / sizeof *tests, before, after);
}
