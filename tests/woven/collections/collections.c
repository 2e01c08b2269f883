// collections.c - what collections and unions do at work.

#include "tests/woven/check.h"

#include "db.gen.h"

#include <stdlib.h>

static WeaveDb *db;
static WeaveArena mem;
static char called[256]; // the hooks, in order
static const char *refusing;

static void before(void)
{
    called[0] = '\0';
    refusing = "";
    CHECK_STATUS(db, WEAVE_OK,
                 db_open(":memory:", WEAVE_OPEN_CREATE | WEAVE_OPEN_UNCHECKED, &db));
}

static void after(void)
{
    weave_arena_free(&mem);
    CHECK_STATUS(db, WEAVE_OK, weave_close(db));
}

// --- hooks -------------------------------------------------------------------

static WeaveStatus hook(LoggedWrite *write, const char *name)
{
    size_t n = strlen(called);
    snprintf(called + n, sizeof called - n, "%s%s", n ? " " : "", name);
    return strcmp(refusing, name) == 0 ? weave_refuse(db, write->place, "stop")
                                       : WEAVE_OK;
}

#define HOOK(name)                                                                     \
    WeaveStatus hook_##name(WeaveDb *on, LoggedWrite *write)                           \
    {                                                                                  \
        (void)on;                                                                      \
        return hook(write, #name);                                                     \
    }

HOOK(before_operation)
HOOK(before_update)
HOOK(before_delete)
HOOK(after_create)
HOOK(after_update)
HOOK(after_delete)
HOOK(after_operation)
HOOK(after_success)
HOOK(after_error)

WeaveStatus hook_before_create(WeaveDb *on, LoggedWrite *write)
{
    (void)on;
    if (write->row && is(write->row->name, "old"))
        write->row->name = WEAVE_TEXT("new");
    return hook(write, "before_create");
}

static int64_t log_insert(const char *name, WeaveStatus expected)
{
    int64_t id = 0;
    LoggedNew row = {.name = weave_text(name)};
    called[0] = '\0';
    CHECK_STATUS(db, expected, logged_insert(db, &row, &id));
    return id;
}

static void ds_05_hooks_stand_in_their_order_and_may_replace_what_is_written(void)
{
    Logged row;
    int64_t id = log_insert("old", WEAVE_OK);
    CHECK(strcmp(called, "before_operation before_create after_create after_operation "
                         "after_success") == 0);
    CHECK_STATUS(db, WEAVE_OK, logged_get(db, id, &mem, &row));
    CHECK(is(row.name, "new"));
    LoggedPatch patch = {.name = WEAVE_TEXT("more")};
    called[0] = '\0';
    CHECK_STATUS(db, WEAVE_OK, logged_patch(db, id, &patch));
    CHECK(strcmp(called, "before_operation before_update after_update after_operation "
                         "after_success") == 0);
    called[0] = '\0';
    CHECK_STATUS(db, WEAVE_OK, logged_delete(db, id));
    CHECK(strcmp(called, "before_operation before_delete after_delete after_operation "
                         "after_success") == 0);
}

static void ds_05_a_hook_that_stops_leaves_nothing_written(void)
{
    int64_t n = -1;
    refusing = "before_create";
    log_insert("a", WEAVE_REFUSED);
    CHECK(strcmp(called, "before_operation before_create after_error") == 0);
    refusing = "after_create"; // after the row was written, in the same transaction
    log_insert("b", WEAVE_REFUSED);
    CHECK_STATUS(db, WEAVE_OK, logged_count(db, &n));
    CHECK(n == 0);
}

static void ds_05_what_fails_calls_after_error(void)
{
    log_insert("much too long", WEAVE_INVALID);
    CHECK(strstr(weave_message(db), "name"));
    CHECK(strstr(called, "after_error") && !strstr(called, "after_success"));
}

// --- permissions ---------------------------------------------------------------

static int64_t note_insert(const char *owner, const char *title)
{
    int64_t id = 0;
    NotesNew row = {.owner = weave_text(owner),
                    .title = weave_text(title),
                    .mail = WEAVE_TEXT("  Ada@Example.ORG "),
                    .secret = WEAVE_TEXT("s3cret")};
    CHECK_STATUS(db, WEAVE_OK, notes_insert(db, &row, &id));
    return id;
}

static void ds_06_a_condition_is_part_of_every_read_and_write(void)
{
    int64_t n = -1, id = note_insert("ada", "one");
    NotesGet row;
    NotesGetList list;
    note_insert("bob", "two");
    WeaveText ada = WEAVE_TEXT("ada"), bob = WEAVE_TEXT("bob");
    CHECK_STATUS(db, WEAVE_OK, notes_get(db, id, ada, &mem, &row));
    CHECK_STATUS(db, WEAVE_NOT_FOUND, notes_get(db, id, bob, &mem, &row));
    CHECK_STATUS(db, WEAVE_OK, notes_list(db, bob, &mem, &list));
    CHECK(list.count == 1 && is(list.items[0].title, "two"));
    CHECK_STATUS(db, WEAVE_OK, notes_count(db, ada, &n));
    CHECK(n == 1);
    NotesPatch patch = {.title = WEAVE_TEXT("uno")};
    CHECK_STATUS(db, WEAVE_NOT_FOUND, notes_patch(db, id, bob, &patch));
    CHECK_STATUS(db, WEAVE_OK, notes_patch(db, id, ada, &patch));
    CHECK(strstr(notes_get_sql(), "(owner = :viewer)"));
    CHECK(strstr(notes_patch_sql(), "(owner = :viewer)"));
}

static void ds_06_a_field_that_nobody_may_read_is_not_selected(void)
{
    NoteSecretOf secret;
    int64_t id = note_insert("ada", "one");
    CHECK(!strstr(notes_get_sql(), "secret") && !strstr(notes_list_sql(), "secret"));
    CHECK(!strstr(notes_patch_sql(), "secret"));
    CHECK_STATUS(db, WEAVE_OK, note_secret_of(db, id, &mem, &secret));
    CHECK(is(secret.secret, "s3cret")); // but it is written
}

static void ds_03_an_email_is_stored_trimmed_and_small_and_a_decimal_exactly(void)
{
    NotesGet row;
    int64_t id = note_insert("ada", "one");
    CHECK_STATUS(db, WEAVE_OK, notes_get(db, id, WEAVE_TEXT("ada"), &mem, &row));
    CHECK(is(row.mail, "ada@example.org"));
    CHECK(row.price.has && row.price.value == 10);
    CHECK(row.createdAt > 0 && row.updatedAt >= row.createdAt);
    NotesNew low = {
        .owner = WEAVE_TEXT("x"), .title = WEAVE_TEXT("t"), .price = {true, 100000000}};
    CHECK_STATUS(db, WEAVE_INVALID, notes_insert(db, &low, NULL));
}

// --- pages, columns, relations ---------------------------------------------------

static void ds_09_a_page_says_if_there_is_another_also_of_an_exact_multiple(void)
{
    NoteTitlesList page;
    int64_t last = note_insert("ada", "a");
    for (int i = 1; i < 4; i++) {
        char title[2] = {(char)('a' + i), '\0'};
        last = note_insert("ada", title);
    }
    CHECK_STATUS(db, WEAVE_OK, note_page(db, 0, 2, &mem, &page));
    CHECK(page.count > 2);
    int64_t after_second = page.items[1].id;
    note_insert("ada", "e"); // behind: the pages before stay what they are
    CHECK_STATUS(db, WEAVE_OK, note_page(db, after_second, 2, &mem, &page));
    CHECK(page.count == 3 && is(page.items[0].title, "c"));
    CHECK_STATUS(db, WEAVE_OK, note_page(db, last - 2, 3, &mem, &page));
    CHECK(page.count == 3); // all that is left, and no more
}

static void ds_10_only_the_selected_columns_are_fetched(void)
{
    NoteTitlesList titles;
    note_insert("ada", "one");
    CHECK_STATUS(db, WEAVE_OK, note_titles(db, &mem, &titles));
    CHECK(titles.count == 1 && is(titles.items[0].title, "one"));
    CHECK(sizeof(NoteTitles) == sizeof(int64_t) + sizeof(WeaveText));
    CHECK(!strstr(note_titles_sql(), "owner"));
}

static void ds_08_many_are_in_order_and_go_with_either_side(void)
{
    int64_t note = note_insert("ada", "one"), ids[2];
    static const char *const names[] = {"late", "early"};
    NoteTagsOfList list;
    NoteLinks links;
    for (int i = 0; i < 2; i++) {
        TagsNew tag = {.name = weave_text(names[i])};
        CHECK_STATUS(db, WEAVE_OK, tags_insert(db, &tag, &ids[i]));
        CHECK_STATUS(db, WEAVE_OK, note_link(db, note, 2 - i, ids[i], NULL));
    }
    CHECK_STATUS(db, WEAVE_OK, note_tags_of(db, note, &mem, &list));
    CHECK(list.count == 2 && is(list.items[0].name, "early"));
    CHECK_STATUS(db, WEAVE_OK, note_remove_tag(db, ids[0], NULL));
    CHECK_STATUS(db, WEAVE_OK, note_links(db, &links));
    CHECK(links.n == 1);
}

// --- unions ------------------------------------------------------------------------

static int64_t photo_insert_one(void)
{
    int64_t id = 0;
    ContentNew row = {.base = {.title = WEAVE_TEXT("sea")},
                      .which = CONTENT_WITH_PHOTO};
    row.as.with_photo.width = 640;
    row.as.with_photo.camera = WEAVE_TEXT("box");
    CHECK_STATUS(db, WEAVE_OK, content_insert(db, &row, &id));
    return id;
}

static void mg_52_a_row_is_read_as_its_case(void)
{
    Content row;
    ContentList list;
    ContentNew none = {.base = {.title = WEAVE_TEXT("plain")}};
    int64_t id = photo_insert_one(), plain = 0;
    CHECK_STATUS(db, WEAVE_OK, content_insert(db, &none, &plain));
    CHECK_STATUS(db, WEAVE_OK, content_get(db, id, &mem, &row));
    CHECK(row.which == CONTENT_WITH_PHOTO && is(row.base.title, "sea"));
    CHECK(row.base.rating == 3 && row.as.with_photo.media_id == id);
    CHECK(row.as.with_photo.width == 640 && is(row.as.with_photo.camera, "box"));
    CHECK_STATUS(db, WEAVE_OK, content_list(db, &mem, &list));
    CHECK(list.count == 2 && list.items[1].which == CONTENT_BASE);
    CHECK_STATUS(db, WEAVE_NOT_FOUND, content_get(db, 99, &mem, &row));
}

static void mg_52_an_update_switches_the_case(void)
{
    Content row;
    Photo photo;
    int64_t id = photo_insert_one();
    CHECK_STATUS(db, WEAVE_OK, content_get(db, id, &mem, &row));
    row.which = CONTENT_WITH_FILM;
    memset(&row.as, 0, sizeof row.as);
    row.as.with_film.seconds = 90.5;
    row.as.with_film.codec = FILM_CODEC_AV1;
    row.as.with_film.studio = WEAVE_TEXT("s");
    row.as.with_film.director = WEAVE_TEXT("d");
    row.as.with_film.release_year = 1999;
    CHECK_STATUS(db, WEAVE_OK, content_update(db, &row));
    CHECK_STATUS(db, WEAVE_NOT_FOUND, photo_get(db, id, &mem, &photo));
    CHECK_STATUS(db, WEAVE_OK, content_get(db, id, &mem, &row));
    CHECK(row.which == CONTENT_WITH_FILM && row.as.with_film.release_year == 1999);
    CHECK(row.as.with_film.codec == FILM_CODEC_AV1 && row.as.with_film.id == id);
    row.as.with_film.seconds = 91;
    CHECK_STATUS(db, WEAVE_OK, content_update(db, &row));
    CHECK_STATUS(db, WEAVE_OK, content_get(db, id, &mem, &row));
    CHECK(row.as.with_film.seconds > 90.9);
    row.which = CONTENT_BASE;
    CHECK_STATUS(db, WEAVE_OK, content_update(db, &row));
    CHECK_STATUS(db, WEAVE_OK, content_get(db, id, &mem, &row));
    CHECK(row.which == CONTENT_BASE);
}

static void mg_52_two_cases_at_once_are_an_error_and_no_choice(void)
{
    Content row;
    ContentList list;
    int64_t id = photo_insert_one();
    FilmNew film = {.id = {true, id},
                    .seconds = 1,
                    .codec = FILM_CODEC_VP9,
                    .studio = WEAVE_TEXT("s"),
                    .director = WEAVE_TEXT("d"),
                    .release_year = 1};
    CHECK_STATUS(db, WEAVE_OK, film_insert(db, &film, NULL));
    CHECK_STATUS(db, WEAVE_TYPE, content_get(db, id, &mem, &row));
    CHECK(strstr(weave_message(db), "two cases of the union at once"));
    CHECK_STATUS(db, WEAVE_TYPE, content_list(db, &mem, &list));
    CHECK(list.count == 0);
}

static void mg_52_what_fails_leaves_neither_the_row_nor_its_case(void)
{
    int64_t n = -1, id = -1;
    ContentNew row = {.base = {.title = WEAVE_TEXT("sea")},
                      .which = CONTENT_WITH_PHOTO};
    CHECK_STATUS(db, WEAVE_MISUSE, content_insert(db, &row, &id)); // no camera
    CHECK_STATUS(db, WEAVE_OK, media_count(db, &n));
    CHECK(n == 0 && id == 0);
}

static void mg_52_a_row_goes_with_its_case(void)
{
    Photo photo;
    int64_t id = photo_insert_one();
    CHECK_STATUS(db, WEAVE_OK, content_delete(db, id));
    CHECK_STATUS(db, WEAVE_NOT_FOUND, photo_get(db, id, &mem, &photo));
    CHECK_STATUS(db, WEAVE_NOT_FOUND, content_delete(db, id));
}

static const Test tests[] = {
    TEST(ds_03_an_email_is_stored_trimmed_and_small_and_a_decimal_exactly),
    TEST(ds_05_hooks_stand_in_their_order_and_may_replace_what_is_written),
    TEST(ds_05_a_hook_that_stops_leaves_nothing_written),
    TEST(ds_05_what_fails_calls_after_error),
    TEST(ds_06_a_condition_is_part_of_every_read_and_write),
    TEST(ds_06_a_field_that_nobody_may_read_is_not_selected),
    TEST(ds_08_many_are_in_order_and_go_with_either_side),
    TEST(ds_09_a_page_says_if_there_is_another_also_of_an_exact_multiple),
    TEST(ds_10_only_the_selected_columns_are_fetched),
    TEST(mg_52_a_row_is_read_as_its_case),
    TEST(mg_52_an_update_switches_the_case),
    TEST(mg_52_two_cases_at_once_are_an_error_and_no_choice),
    TEST(mg_52_what_fails_leaves_neither_the_row_nor_its_case),
    TEST(mg_52_a_row_goes_with_its_case),
};

int main(void)
{
    return run_tests(tests, sizeof tests / sizeof *tests, before, after);
}
