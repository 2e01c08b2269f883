// builder.c - queries in Drizzle's own words, woven into C, do what Drizzle means.

#include "author.gen.h"
#include "db.gen.h"
#include "post.gen.h"
#include "tests/woven/check.h"

#define TEXT(literal) WEAVE_TEXT(literal)

static WeaveDb *db;
static WeaveArena mem;

static int64_t add(WeaveText name)
{
    Author row = {0};
    CHECK_STATUS(db, WEAVE_OK, author_add(db, name, &mem, &row));
    CHECK(same_text(row.full_name, name) && row.active && !row.since.has);
    return row.id;
}

static void put(int64_t id, int64_t author, WeaveText title)
{
    int64_t changes = 0;
    CHECK_STATUS(db, WEAVE_OK,
                 post_put(db, weave_some_int(id), author, title, &changes));
    CHECK(changes == 1);
}

static void an_insert_returns_its_row_with_the_defaults(void)
{
    CHECK(add(TEXT("Ada")) == 1);
    CHECK(add(TEXT("Ben")) == 2);
    Author row;
    CHECK_STATUS(db, WEAVE_OK, author_by_name(db, TEXT("Ben"), &mem, &row));
    CHECK(row.id == 2);
    CHECK_STATUS(db, WEAVE_NOT_FOUND, author_by_name(db, TEXT("Cid"), &mem, &row));
}

// What the insert wrote as constants, the select finds by constants.
static void constants_are_written_in_the_mode_of_their_column(void)
{
    AuthorKnownList list;
    int64_t changes = 0;
    CHECK_STATUS(db, WEAVE_OK, author_add_known(db, &changes));
    CHECK_STATUS(db, WEAVE_OK, author_known(db, &mem, &list));
    CHECK(changes == 1 && list.count == 1 && list.items[0].id == 9);
    Author row;
    CHECK_STATUS(db, WEAVE_OK, author_by_name(db, TEXT("it's 9"), &mem, &row));
    CHECK(!row.active && row.since.has && row.since.value == 5);
    CHECK(same_text(row.tags, TEXT("[\"a\",\"b\"]")));
}

static void a_left_join_has_both_sides_and_knows_what_is_missing(void)
{
    AuthorWithPostsList list;
    int64_t ada = add(TEXT("Ada"));
    add(TEXT("Ben"));
    put(1, ada, TEXT("first"));
    put(2, ada, TEXT("second"));
    CHECK_STATUS(db, WEAVE_OK, author_with_posts(db, &mem, &list));
    CHECK(list.count == 3);
    CHECK(list.items[0].author_id == ada && list.items[0].post_id.value == 2);
    CHECK(same_text(list.items[1].post_title, TEXT("first")));
    CHECK(!list.items[2].post_id.has && !list.items[2].post_title.ptr);
    AuthorCount count;
    CHECK_STATUS(db, WEAVE_OK, author_count(db, &count));
    CHECK(count.count == 2);
}

static void an_upsert_updates_what_is_there(void)
{
    PostRename was;
    PostLikedList liked;
    int64_t ada = add(TEXT("Ada")), changes = 0;
    put(1, ada, TEXT("draft"));
    CHECK_STATUS(db, WEAVE_OK, post_liked(db, TEXT("Ada"), &mem, &liked));
    CHECK(liked.count == 0);
    put(1, ada, TEXT("final"));
    CHECK_STATUS(db, WEAVE_OK, post_liked(db, TEXT("Ada"), &mem, &liked));
    CHECK(liked.count == 1 && same_text(liked.items[0].title, TEXT("final")));
    CHECK_STATUS(db, WEAVE_OK, post_rename(db, TEXT("new"), 1, &was));
    CHECK(was.was == 1);
    CHECK_STATUS(db, WEAVE_NOT_FOUND, post_rename(db, TEXT("new"), 7, &was));
    CHECK_STATUS(db, WEAVE_OK, post_remove(db, 1, &changes));
    CHECK(changes == 1);
}

static void a_union_is_ordered_and_limited_as_a_whole(void)
{
    PostTitlesList titles;
    PostTotalsList totals;
    int64_t ben = add(TEXT("Ben")), ada = add(TEXT("Ada"));
    put(1, ben, TEXT("Aft"));
    put(2, ben, TEXT("Zed"));
    put(3, ada, TEXT("One"));
    CHECK_STATUS(db, WEAVE_OK, post_titles(db, 1, 2, &mem, &titles));
    CHECK(titles.count == 2 && same_text(titles.items[0].title, TEXT("Ada")) &&
          same_text(titles.items[1].title, TEXT("Aft")));
    CHECK_STATUS(db, WEAVE_OK, post_totals(db, 1, &mem, &totals));
    CHECK(totals.count == 1 && totals.items[0].author_id == ben &&
          totals.items[0].how_many == 2);
}

static void open_fresh(void)
{
    CHECK_STATUS(db, WEAVE_OK, db_open(":memory:", WEAVE_OPEN_CREATE, &db));
}

static void close_fresh(void)
{
    weave_arena_free(&mem);
    CHECK_STATUS(db, WEAVE_OK, weave_close(db));
}

int main(void)
{
    static const Test tests[] = {
        TEST(an_insert_returns_its_row_with_the_defaults),
        TEST(constants_are_written_in_the_mode_of_their_column),
        TEST(a_left_join_has_both_sides_and_knows_what_is_missing),
        TEST(an_upsert_updates_what_is_there),
        TEST(a_union_is_ordered_and_limited_as_a_whole),
    };
    return run_tests(tests, sizeof tests / sizeof *tests, open_fresh, close_fresh);
}
