// sqlc.c - a project of sqlc's, woven as it stands and run.

#include "db.gen.h"
#include "tests/woven/check.h"

static WeaveDb *db;
static WeaveArena mem;

static int64_t author(const char *name)
{
    Author row;
    CHECK_STATUS(
        db, WEAVE_OK,
        library_create_author(db, weave_text(name), (WeaveText){0}, &mem, &row));
    CHECK(same_text(row.name, weave_text(name)) && !row.bio.ptr);
    return row.id;
}

static void book(WeaveOptInt of, const char *title, int64_t pages)
{
    int64_t changes = 0;
    CHECK_STATUS(db, WEAVE_OK,
                 library_create_book(db, of, weave_text(title), weave_some_int(pages),
                                     &changes));
    CHECK(changes == 1);
}

static void what_is_embedded_is_a_row_of_its_table(void)
{
    LibraryGetBook row;
    CHECK_STATUS(db, WEAVE_OK, library_get_book(db, 1, &mem, &row));
    CHECK(row.book.id == 1 && same_text(row.book.title, WEAVE_TEXT("Weaving")));
    CHECK(row.book.pages.has && row.book.pages.value == 300);
    CHECK(row.author.id == 1 && same_text(row.author.name, WEAVE_TEXT("Ada")));
    CHECK(row.letters == 7);
    CHECK_STATUS(db, WEAVE_NOT_FOUND, library_get_book(db, 2, &mem, &row));
}

static void what_an_outer_join_does_not_find_is_absent(void)
{
    LibraryListBooksList list;
    CHECK_STATUS(db, WEAVE_OK, library_list_books(db, &mem, &list));
    CHECK(list.count == 3);
    if (list.count != 3)
        return;
    CHECK(list.items[0].has_a && same_text(list.items[0].a.name, WEAVE_TEXT("Ada")));
    CHECK(!list.items[1].has_a && !list.items[1].a.id && !list.items[1].a.name.ptr);
    CHECK(
        same_text(list.items[1].book.title, WEAVE_TEXT("Untitled"))); // by the trigger
    CHECK(list.items[2].has_a && list.items[2].a.id == 2);
}

static void a_slice_is_a_list(void)
{
    int64_t both[] = {1, 2};
    BookList list;
    CHECK_STATUS(db, WEAVE_OK,
                 library_list_books_of(db, (WeaveIntList){both, 2}, 0, &mem, &list));
    CHECK(list.count == 2 && list.items[0].id == 1 && list.items[1].id == 3);
    CHECK_STATUS(db, WEAVE_OK,
                 library_list_books_of(db, (WeaveIntList){both, 2}, 200, &mem, &list));
    CHECK(list.count == 1);
    CHECK_STATUS(db, WEAVE_OK,
                 library_list_books_of(db, (WeaveIntList){NULL, 0}, 0, &mem, &list));
    CHECK(list.count == 0);
}

static void a_narg_may_be_null(void)
{
    int64_t changes = 0;
    LibraryEcho echo;
    CHECK_STATUS(db, WEAVE_OK, library_rename_author(db, (WeaveText){0}, 1, &changes));
    CHECK(changes == 1);
    CHECK_STATUS(db, WEAVE_OK, library_echo(db, (WeaveText){0}, &mem, &echo));
    CHECK(!echo.words.ptr);
    CHECK_STATUS(db, WEAVE_OK, library_echo(db, WEAVE_TEXT("hm"), &mem, &echo));
    CHECK(same_text(echo.words, WEAVE_TEXT("hm")));
    LibraryEchoNumber number;
    CHECK_STATUS(db, WEAVE_OK, library_echo_number(db, 7, &number));
    CHECK(number.n == 7);
}

static void open_filled(void)
{
    CHECK_STATUS(NULL, WEAVE_OK, db_open(":memory:", WEAVE_OPEN_CREATE, &db));
    book(weave_some_int(author("Ada")), "Weaving", 300);
    book((WeaveOptInt){0}, "", 1);
    book(weave_some_int(author("Bea")), "Looms", 100);
}

static void close_filled(void)
{
    weave_arena_free(&mem);
    CHECK_STATUS(NULL, WEAVE_OK, weave_close(db));
}

int main(void)
{
    static const Test tests[] = {
        TEST(what_is_embedded_is_a_row_of_its_table),
        TEST(what_an_outer_join_does_not_find_is_absent),
        TEST(a_slice_is_a_list),
        TEST(a_narg_may_be_null),
    };
    return run_tests(tests, sizeof tests / sizeof *tests, open_filled, close_filled);
}
