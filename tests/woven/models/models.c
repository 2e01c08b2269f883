// models.c - what the operations of schema.ts do.

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

static MediaNew picture(const char *hash)
{
    return (MediaNew){.uri = WEAVE_TEXT("a.png"), .content_hash = weave_text(hash)};
}

static int64_t insert(const char *hash)
{
    int64_t id = 0;
    MediaNew row = picture(hash);
    CHECK_STATUS(db, WEAVE_OK, media_insert(db, &row, &id));
    return id;
}

static int64_t count(void)
{
    int64_t n = -1;
    CHECK_STATUS(db, WEAVE_OK, media_count(db, &n));
    return n;
}

static Media get(int64_t id)
{
    Media row;
    CHECK_STATUS(db, WEAVE_OK, media_get_with_deleted(db, id, &mem, &row));
    return row;
}

// --- premix ------------------------------------------------------------------

static void px_01_a_key_is_made_or_honoured(void)
{
    int64_t id = 0;
    MediaNew row = picture("one");
    CHECK_STATUS(db, WEAVE_OK, media_insert(db, &row, &id));
    CHECK(id == 1);
    row = picture("two");
    row.id = weave_some_int(42);
    CHECK_STATUS(db, WEAVE_OK, media_insert(db, &row, &id));
    CHECK(id == 42);
    CHECK(is(get(42).content_hash, "two"));
    CHECK(insert("three") == 43);
}

static void px_02_saving_twice_is_one_row(void)
{
    int64_t id = 0;
    MediaNew row = picture("one");
    CHECK_STATUS(db, WEAVE_OK, media_upsert(db, &row, &id));
    row.id = weave_some_int(id);
    row.uri = WEAVE_TEXT("b.png");
    CHECK_STATUS(db, WEAVE_OK, media_upsert(db, &row, &id));
    CHECK(id == 1 && count() == 1);
    CHECK(is(get(1).uri, "b.png"));
}

static void px_03_what_is_not_there_is_not_found(void)
{
    Media row;
    CHECK_STATUS(db, WEAVE_NOT_FOUND, media_get(db, 7, &mem, &row));
    CHECK(row.id == 0 && !row.uri.ptr);
}

static void px_04_the_deleted_are_hidden(void)
{
    Media row;
    MediaList list;
    int64_t id = insert("one"), n;
    CHECK_STATUS(db, WEAVE_OK, media_delete(db, id, 1));
    CHECK_STATUS(db, WEAVE_NOT_FOUND, media_get(db, id, &mem, &row));
    CHECK_STATUS(db, WEAVE_OK, media_list(db, &mem, &list));
    CHECK(list.count == 0 && count() == 0);
    CHECK_STATUS(db, WEAVE_NOT_FOUND,
                 media_select_one_by_content_hash(db, WEAVE_TEXT("one"), &mem, &row));
    CHECK_STATUS(db, WEAVE_OK,
                 media_select_one_by_content_hash_with_deleted(db, WEAVE_TEXT("one"),
                                                               &mem, &row));
    CHECK(row.deleted_at.has && row.deleted_at.value > 1700000000);
    CHECK_STATUS(db, WEAVE_OK, media_count_with_deleted(db, &n));
    CHECK(n == 1);
    CHECK_STATUS(db, WEAVE_NOT_FOUND, media_delete(db, id, 2));
    Note kept;
    NoteNew new_note = {.title = WEAVE_TEXT("t")};
    CHECK_STATUS(db, WEAVE_OK, note_insert(db, &new_note, &id));
    CHECK_STATUS(db, WEAVE_OK, note_delete(db, id));
    CHECK_STATUS(db, WEAVE_NOT_FOUND, note_get(db, id, &mem, &kept));
    CHECK_STATUS(db, WEAVE_NOT_FOUND, note_delete(db, id));
}

// There is no note_delete_all(): nobody asked for it.
static void px_05_all_are_deleted_where_that_was_asked_for(void)
{
    int64_t n;
    insert("one");
    insert("two");
    CHECK_STATUS(db, WEAVE_OK, media_delete(db, 1, 1));
    int64_t was = get(1).deleted_at.value;
    CHECK_STATUS(db, WEAVE_OK, media_delete_all(db, &n));
    CHECK(n == 1 && count() == 0 && get(1).deleted_at.value == was);
    CHECK(get(2).deleted_at.has);
    LineNew row = {.text = WEAVE_TEXT("x")};
    CHECK_STATUS(db, WEAVE_OK, line_insert(db, &row));
    CHECK_STATUS(db, WEAVE_OK, line_delete_all(db, &n));
    CHECK(n == 1);
}

static void add_notes(void)
{
    NoteNew rows[] = {{.title = WEAVE_TEXT("a")},
                      {.title = WEAVE_TEXT("b"), .body = WEAVE_TEXT("text")},
                      {.title = WEAVE_TEXT("c")}};
    CHECK_STATUS(db, WEAVE_OK, note_insert_many(db, rows, 3, NULL));
}

#define TITLES(expected, call)                                                         \
    do {                                                                               \
        NoteList list;                                                                 \
        CHECK_STATUS(db, WEAVE_OK, call);                                              \
        char titles[16] = "";                                                          \
        for (size_t i = 0; i < list.count && i < 15; i++)                              \
            titles[i] = list.items[i].title.ptr[0];                                    \
        CHECK(strcmp(titles, expected) == 0);                                          \
    } while (0)

static void px_06_conditions_give_the_rows_of_sql(void)
{
    static const WeaveText ac[] = {{"a", 1}, {"c", 1}};
    WeaveText b = WEAVE_TEXT("b");
    add_notes();
    TITLES("b", note_select_by_title(db, b, &mem, &list));
    TITLES("ac", note_select_ne(db, b, &mem, &list));
    TITLES("a", note_select_lt(db, b, &mem, &list));
    TITLES("ab", note_select_lte(db, b, &mem, &list));
    TITLES("c", note_select_gt(db, b, &mem, &list));
    TITLES("bc", note_select_gte(db, b, &mem, &list));
    TITLES("b", note_select_like(db, WEAVE_TEXT("B%"), &mem, &list));
    TITLES("ac", note_select_in(db, (WeaveTextList){ac, 2}, &mem, &list));
    TITLES("", note_select_in(db, (WeaveTextList){0}, &mem, &list));
    TITLES("ac", note_select_is_null(db, &mem, &list));
    TITLES("b", note_select_not_null(db, &mem, &list));
    TITLES("bc", note_select_range_order_by_title(db, 5, 1, &mem, &list));
    TITLES("b", note_select_range_order_by_title(db, 1, 1, &mem, &list));
    TITLES("cb", note_select_top_order_by_title_desc(db, 2, &mem, &list));
    TITLES("abc", note_list(db, &mem, &list));
}

static void px_07_a_name_is_never_sql(void)
{
    OddTable row;
    int64_t n;
    OddTableNew new_row = {.id = WEAVE_TEXT("k"), .name__OR_1_1___ = WEAVE_TEXT("v")};
    CHECK_STATUS(db, WEAVE_OK, odd___table_insert(db, &new_row));
    new_row.id = WEAVE_TEXT("l");
    new_row.order = weave_some_int(9);
    CHECK_STATUS(db, WEAVE_OK, odd___table_insert(db, &new_row));
    OddTablePatch patch = {.name__OR_1_1___ = WEAVE_TEXT("w"),
                           .null_ = weave_some_int(1)};
    CHECK_STATUS(db, WEAVE_OK, odd___table_patch(db, WEAVE_TEXT("l"), &patch));
    CHECK_STATUS(db, WEAVE_OK, odd___table_get(db, WEAVE_TEXT("l"), &mem, &row));
    CHECK(is(row.name__OR_1_1___, "w") && row.order == 9 && row.null.value == 1);
    patch = (OddTablePatch){.null = {.null_ = true}};
    CHECK_STATUS(db, WEAVE_OK, odd___table_patch(db, WEAVE_TEXT("l"), &patch));
    CHECK_STATUS(db, WEAVE_OK, odd___table_get(db, WEAVE_TEXT("l"), &mem, &row));
    CHECK(is(row.name__OR_1_1___, "w") && !row.null.has);
    CHECK_STATUS(db, WEAVE_OK, odd___table_get(db, WEAVE_TEXT("k"), &mem, &row));
    CHECK(is(row.name__OR_1_1___, "v") && row.order == 3);
    CHECK_STATUS(db, WEAVE_OK, odd___table_delete(db, WEAVE_TEXT("k")));
    CHECK_STATUS(db, WEAVE_OK, odd___table_count(db, &n));
    CHECK(n == 1);
}

static void px_08_a_condition_stands_in_parentheses(void)
{
    MediaList list;
    MediaNew row = picture("one");
    row.width = weave_some_int(1);
    CHECK_STATUS(db, WEAVE_OK, media_insert(db, &row, NULL));
    row = picture("two");
    row.width = weave_some_int(2);
    CHECK_STATUS(db, WEAVE_OK, media_insert(db, &row, NULL));
    CHECK_STATUS(db, WEAVE_OK, media_delete(db, 1, 1));
    CHECK_STATUS(db, WEAVE_OK, media_select_either(db, 2, &mem, &list));
    CHECK(list.count == 1 && is(list.items[0].content_hash, "two"));
    CHECK_STATUS(db, WEAVE_OK, media_select_either_with_deleted(db, 2, &mem, &list));
    CHECK(list.count == 2);
    CHECK(strstr(media_select_either_sql(), "AND (width = 1 OR width = :other)"));
}

static void px_13_of_two_writers_the_second_is_told(void)
{
    int64_t id = insert("one");
    Media first = get(id), second = get(id);
    first.width = weave_some_int(1);
    second.width = weave_some_int(2);
    CHECK_STATUS(db, WEAVE_OK, media_update(db, &first));
    CHECK_STATUS(db, WEAVE_CONFLICT, media_update(db, &second));
    check_mentions(db, "media.update: the row has been changed since it was read");
    CHECK(!weave_in_transaction(db));
    Media now = get(id);
    CHECK(now.version == 2 && now.width.value == 1);
    MediaPatch patch = {.width = weave_some_int(3)};
    CHECK_STATUS(db, WEAVE_CONFLICT, media_patch(db, id, 1, &patch));
    CHECK_STATUS(db, WEAVE_OK, media_patch(db, id, 2, &patch));
    CHECK_STATUS(db, WEAVE_CONFLICT, media_delete(db, id, 2));
    CHECK_STATUS(db, WEAVE_OK, media_delete(db, id, 3));
    CHECK(get(id).version == 4);
    second.id = 99;
    CHECK_STATUS(db, WEAVE_NOT_FOUND, media_update(db, &second));
    CHECK_STATUS(db, WEAVE_NOT_FOUND, media_patch(db, 99, 1, &patch));
    CHECK_STATUS(db, WEAVE_NOT_FOUND, media_delete(db, 99, 1));
    NoteNew row = {.title = WEAVE_TEXT("t")};
    CHECK_STATUS(db, WEAVE_OK, note_insert(db, &row, &id));
    Note note = {.id = id, .title = WEAVE_TEXT("u")};
    CHECK_STATUS(db, WEAVE_OK, note_update(db, &note));
    CHECK_STATUS(db, WEAVE_OK, note_update(db, &note));
}

static void px_15_what_is_rolled_back_is_not_there(void)
{
    CHECK_STATUS(db, WEAVE_OK, weave_begin(db));
    int64_t id = insert("one");
    CHECK(count() == 1);
    Media row = get(id);
    CHECK_STATUS(db, WEAVE_OK, media_update(db, &row)); // a savepoint inside
    CHECK_STATUS(db, WEAVE_CONFLICT, media_update(db, &row));
    CHECK(weave_in_transaction(db) && count() == 1);
    CHECK_STATUS(db, WEAVE_OK, weave_rollback(db));
    CHECK(count() == 0);
}

static void px_16_the_sql_is_what_is_run(void)
{
    CHECK(strcmp(note_delete_sql(), "DELETE FROM note\nWHERE id = :id") == 0);
    CHECK(
        strcmp(note_update_sql(),
               "UPDATE note\nSET title = :title,\n    body = :body\nWHERE id = :id") ==
        0);
    CHECK(strcmp(note_get_sql(), "SELECT id, title, body\nFROM note\nWHERE id = :id") ==
          0);
}

static void mg_31_many_rows_are_upserted_all_or_none(void)
{
    PairNew rows[] = {{.a = 1, .b = WEAVE_TEXT("x"), .c = weave_some_real(1)},
                      {.a = 1, .b = WEAVE_TEXT("y"), .c = weave_some_real(2)}};
    int64_t n = 0;
    CHECK_STATUS(db, WEAVE_OK, pair_upsert_many(db, rows, 2, &n));
    CHECK(n == 2);
    rows[0].c.value = 5;
    rows[1].a = 2;
    CHECK_STATUS(db, WEAVE_OK, pair_upsert_many(db, rows, 2, &n));
    CHECK(n == 2 && ask(db, "SELECT count(*) = 3 AND sum(c) = 9 FROM pair"));
    rows[0].c.value = 8;
    rows[1].b.ptr = NULL;
    CHECK_STATUS(db, WEAVE_MISUSE, pair_upsert_many(db, rows, 2, &n));
    CHECK(n == 0 && ask(db, "SELECT sum(c) = 9 FROM pair") &&
          !weave_in_transaction(db));
    CHECK_STATUS(db, WEAVE_OK, pair_upsert_many(db, NULL, 0, &n));
    CHECK(n == 0);
}

static void px_23_keys_and_defaults_are_those_of_one_insert(void)
{
    DefaultsNew rows[3] = {{.word = {NULL, 0}}};
    rows[1].id = weave_some_int(40);
    rows[1].word = WEAVE_TEXT("given");
    rows[2].null.bytes = true;
    CHECK_STATUS(db, WEAVE_OK, defaults_insert_many(db, rows, 3, NULL));
    CHECK(ask(db, "SELECT group_concat(id) = '1,40,41' FROM defaults"));
    CHECK(ask(db, "SELECT group_concat(word) = 'it''s,given,it''s' FROM defaults"));
    CHECK(ask(db,
              "SELECT min(maybe + computed + flag) = 11 AND min(length(at)) = 19 AND "
              "count(bytes) = 2 AND min(amount) = 12.5 FROM defaults"));
}

// --- mig ---------------------------------------------------------------------

static void mg_29_what_is_not_given_is_sqlite_s_default(void)
{
    Defaults row;
    DefaultsNew nothing = {.word = {NULL, 0}};
    int64_t id;
    CHECK_STATUS(db, WEAVE_OK, defaults_insert(db, &nothing, &id));
    CHECK_STATUS(db, WEAVE_OK, defaults_get(db, id, &mem, &row));
    CHECK(is(row.word, "it's") && row.kind == DEFAULTS_KIND_LINK);
    CHECK(row.maybe.has && row.maybe.value == 7 && row.doubled.value == 14);
    CHECK(row.at.len == 19 && row.computed == 3 && row.half == 0.5 && row.flag);
    CHECK(row.bytes.len == 2 && !row.plain.ptr && row.amount == 12.5);
    WeaveStatement alone = {.place = "models.c",
                            .sql = "INSERT INTO defaults DEFAULT VALUES"};
    WeaveQuery q = weave_query(db, &alone);
    CHECK_STATUS(db, WEAVE_OK, weave_end(&q));
    CHECK(ask(db,
              "SELECT count(*) = 1 FROM (SELECT DISTINCT word, kind, maybe, computed, "
              "half, flag, bytes, doubled, plain, amount, typeof(word), typeof(half), "
              "typeof(amount), typeof(bytes), length(at) FROM defaults)"));
}

static void mg_29_what_is_given_is_stored(void)
{
    Defaults row;
    int64_t id;
    DefaultsNew given = {.word = WEAVE_TEXT(""),
                         .kind = DEFAULTS_KIND_IMAGE,
                         .at = WEAVE_TEXT("now"),
                         .computed = weave_some_int(0),
                         .half = weave_some_real(0),
                         .flag = weave_some_bool(false),
                         .plain = WEAVE_TEXT("p"),
                         .null = {.maybe = true, .bytes = true}};
    CHECK_STATUS(db, WEAVE_OK, defaults_insert(db, &given, &id));
    CHECK_STATUS(db, WEAVE_OK, defaults_get(db, id, &mem, &row));
    CHECK(row.word.ptr && !row.word.len && row.kind == DEFAULTS_KIND_IMAGE);
    CHECK(!row.maybe.has && !row.doubled.has && !row.bytes.ptr);
    CHECK(is(row.at, "now") && row.computed == 0 && row.half == 0 && !row.flag);
    CHECK(is(row.plain, "p"));
    CHECK(ask(db, "SELECT kind = 'image' FROM defaults")); // the name of the case
}

static void mg_29_a_patch_changes_what_is_given(void)
{
    Defaults row;
    int64_t id;
    DefaultsNew new_row = {.plain = WEAVE_TEXT("p")};
    CHECK_STATUS(db, WEAVE_OK, defaults_insert(db, &new_row, &id));
    DefaultsPatch nothing = {.word = {NULL, 0}};
    CHECK_STATUS(db, WEAVE_OK, defaults_patch(db, id, &nothing));
    CHECK_STATUS(db, WEAVE_OK, defaults_get(db, id, &mem, &row));
    CHECK(is(row.word, "it's") && row.maybe.value == 7 && is(row.plain, "p"));
    DefaultsPatch patch = {.word = WEAVE_TEXT("w"),
                           .maybe = weave_some_int(0),
                           .flag = weave_some_bool(false),
                           .null = {.plain = true}};
    CHECK_STATUS(db, WEAVE_OK, defaults_patch(db, id, &patch));
    CHECK_STATUS(db, WEAVE_OK, defaults_get(db, id, &mem, &row));
    CHECK(is(row.word, "w") && row.maybe.has && row.maybe.value == 0 && !row.flag);
    CHECK(!row.plain.ptr && row.half == 0.5 && row.doubled.value == 0);
    CHECK_STATUS(db, WEAVE_NOT_FOUND, defaults_patch(db, 99, &patch));
}

static void mg_29_a_key_may_be_composite(void)
{
    Pair row;
    PairList list;
    bool inserted;
    PairNew rows[] = {{.a = 1, .b = WEAVE_TEXT("x"), .c = weave_some_real(1)},
                      {.a = 1, .b = WEAVE_TEXT("y"), .c = weave_some_real(2)}};
    CHECK_STATUS(db, WEAVE_OK, pair_insert_many(db, rows, 2, NULL));
    CHECK_STATUS(db, WEAVE_CONSTRAINT, pair_insert(db, &rows[0]));
    CHECK_STATUS(db, WEAVE_OK, pair_insert_or_ignore(db, &rows[0], &inserted));
    CHECK(!inserted);
    CHECK_STATUS(db, WEAVE_OK, pair_get(db, 1, WEAVE_TEXT("y"), &mem, &row));
    row.c = weave_some_real(-3);
    CHECK_STATUS(db, WEAVE_OK, pair_update(db, &row));
    rows[0].c = weave_some_real(9);
    CHECK_STATUS(db, WEAVE_OK, pair_upsert(db, &rows[0]));
    CHECK_STATUS(db, WEAVE_OK, pair_list(db, &mem, &list));
    CHECK(list.count == 2 && list.items[0].c.value == 9 && list.items[1].c.value == -3);
    PairNew other = {.a = 2, .b = WEAVE_TEXT("z")};
    CHECK_STATUS(db, WEAVE_OK,
                 pair_select_by_a_and_b_or_insert(db, &other, &mem, &row));
    CHECK(row.a == 2 && !row.c.has);
    CHECK_STATUS(db, WEAVE_OK, pair_delete(db, 1, WEAVE_TEXT("x")));
    CHECK_STATUS(db, WEAVE_NOT_FOUND, pair_delete(db, 1, WEAVE_TEXT("x")));
    JunctionNew link = {.l = 1, .r = 2};
    CHECK_STATUS(db, WEAVE_OK, junction_upsert(db, &link));
    CHECK_STATUS(db, WEAVE_OK, junction_upsert(db, &link));
    CHECK_STATUS(db, WEAVE_OK, junction_delete(db, 1, 2));
}

static void mg_29_a_row_is_inserted_or_found(void)
{
    Media row, again;
    bool inserted;
    int64_t id = 0;
    MediaNew new_row = picture("one");
    CHECK_STATUS(db, WEAVE_OK,
                 media_select_by_content_hash_or_insert(db, &new_row, &mem, &row));
    new_row.uri = WEAVE_TEXT("other.png");
    CHECK_STATUS(db, WEAVE_OK,
                 media_select_by_content_hash_or_insert(db, &new_row, &mem, &again));
    CHECK(row.id == again.id && is(again.uri, "a.png") && row.created_at > 1700000000);
    CHECK(!weave_in_transaction(db));
    CHECK_STATUS(db, WEAVE_OK, media_insert_or_ignore(db, &new_row, &inserted, &id));
    CHECK(!inserted && id == 0);
    new_row.content_hash = WEAVE_TEXT("two");
    CHECK_STATUS(db, WEAVE_OK, media_insert_or_ignore(db, &new_row, &inserted, &id));
    CHECK(inserted && is(get(id).content_hash, "two"));
    // NULL is looked for as NULL.
    new_row.content_hash = WEAVE_TEXT("three");
    CHECK_STATUS(
        db, WEAVE_OK,
        media_select_by_source_id_and_width_or_insert(db, &new_row, &mem, &again));
    CHECK(again.id == 1);
    new_row.uri.ptr = NULL;
    new_row.width = weave_some_int(5);
    CHECK_STATUS(
        db, WEAVE_MISUSE,
        media_select_by_source_id_and_width_or_insert(db, &new_row, &mem, &again));
    CHECK(count() == 2 && !weave_in_transaction(db));
}

static void mg_31_a_table_without_a_key_has_what_was_asked_for(void)
{
    LineList list;
    LineNew row = {.text = WEAVE_TEXT("x")};
    CHECK_STATUS(db, WEAVE_OK, line_insert(db, &row));
    CHECK_STATUS(db, WEAVE_OK, line_list(db, &mem, &list));
    CHECK(list.count == 1);
}

static void mg_31_a_view_has_filters(void)
{
    add_notes();
    TitlesFilterCount n = {0};
    CHECK_STATUS(db, WEAVE_OK, titles_filter_count(db, weave_some_int(2), &n));
    CHECK(n.count == 2);
}

static void mg_51_rows_are_changed_deleted_and_ordered_by_columns(void)
{
    int64_t n;
    MediaList list;
    MediaNew rows[3];
    static const char *const hashes[] = {"one", "two", "three"};
    for (int i = 0; i < 3; i++) {
        rows[i] = picture(hashes[i]);
        rows[i].source_id = weave_some_int(i < 2 ? 5 : 6);
        rows[i].created_at = weave_some_int(100 + i);
    }
    CHECK_STATUS(db, WEAVE_OK, media_insert_many(db, rows, 3, &n));
    CHECK(n == 3);
    CHECK_STATUS(
        db, WEAVE_OK,
        media_select_by_source_id_order_by_created_at_desc(db, 5, &mem, &list));
    CHECK(list.count == 2 && list.items[0].id == 2);
    CHECK_STATUS(
        db, WEAVE_OK,
        media_select_by_source_id_order_by_created_at_and_id(db, 5, &mem, &list));
    CHECK(list.count == 2 && list.items[0].id == 1);
    MediaPatch patch = {.source_id = weave_some_int(6)};
    CHECK_STATUS(db, WEAVE_OK, media_update_by_source_id(db, 5, &patch, &n));
    CHECK(n == 2 && get(1).source_id.value == 6 && get(1).version == 2);
    CHECK_STATUS(db, WEAVE_OK,
                 media_update_by_content_hash(db, WEAVE_TEXT("none"), &patch, &n));
    CHECK(n == 0);
    CHECK_STATUS(db, WEAVE_OK, media_delete_old(db, 101, &n));
    CHECK(n == 1);
    CHECK_STATUS(db, WEAVE_OK, media_delete_by_source_id(db, 6, &n));
    CHECK(n == 2 && count() == 0);
    add_notes();
    TitlesList titles;
    CHECK_STATUS(db, WEAVE_OK, titles_list(db, &mem, &titles));
    CHECK(titles.count == 3 && is(titles.items[0].title, "c"));
    CHECK_STATUS(db, WEAVE_OK, titles_count(db, &n));
    CHECK(n == 3);
}

static void mg_53_an_upsert_keeps_the_key_that_is_given(void)
{
    int64_t id = 0;
    MediaNew row = picture("one");
    row.id = weave_some_int(77);
    row.created_at = weave_some_int(5);
    CHECK_STATUS(db, WEAVE_OK, media_upsert(db, &row, &id));
    CHECK(id == 77 && get(77).version == 1);
    row.created_at.has = false;
    row.width = weave_some_int(3);
    insert("other");
    CHECK_STATUS(db, WEAVE_OK, media_upsert(db, &row, &id));
    Media now = get(77);
    CHECK(id == 77 && count() == 2 && now.width.value == 3);
    CHECK(now.created_at == 5 && now.version == 2);
    CHECK(strstr(media_upsert_sql(), "ON CONFLICT (id) DO UPDATE SET"));
}

static void mg_54_like_takes_its_argument_literally(void)
{
    static const char *const uris[] = {"100%", "100x", "a_b", "axb", "c\\d", "c\\\\d"};
    static const struct {
        const char *text;
        size_t n;
    } asked[] = {{"%", 1},  {"100", 2},  {"_", 1}, {"A_B", 1},
                 {"\\", 2}, {"c\\d", 1}, {"", 6}};
    MediaList list;
    for (size_t i = 0; i < 6; i++) {
        MediaNew row = picture(uris[i]);
        row.uri = weave_text(uris[i]);
        CHECK_STATUS(db, WEAVE_OK, media_insert(db, &row, NULL));
    }
    for (size_t i = 0; i < 7; i++) {
        CHECK_STATUS(db, WEAVE_OK,
                     media_select_like_uri(db, weave_text(asked[i].text), &mem, &list));
        CHECK(list.count == asked[i].n);
    }
}

static const Test tests[] = {
    TEST(px_01_a_key_is_made_or_honoured),
    TEST(px_02_saving_twice_is_one_row),
    TEST(px_03_what_is_not_there_is_not_found),
    TEST(px_04_the_deleted_are_hidden),
    TEST(px_05_all_are_deleted_where_that_was_asked_for),
    TEST(px_06_conditions_give_the_rows_of_sql),
    TEST(px_07_a_name_is_never_sql),
    TEST(px_08_a_condition_stands_in_parentheses),
    TEST(px_13_of_two_writers_the_second_is_told),
    TEST(px_15_what_is_rolled_back_is_not_there),
    TEST(px_16_the_sql_is_what_is_run),
    TEST(mg_31_many_rows_are_upserted_all_or_none),
    TEST(px_23_keys_and_defaults_are_those_of_one_insert),
    TEST(mg_29_what_is_not_given_is_sqlite_s_default),
    TEST(mg_29_what_is_given_is_stored),
    TEST(mg_29_a_patch_changes_what_is_given),
    TEST(mg_29_a_key_may_be_composite),
    TEST(mg_29_a_row_is_inserted_or_found),
    TEST(mg_31_a_table_without_a_key_has_what_was_asked_for),
    TEST(mg_31_a_view_has_filters),
    TEST(mg_51_rows_are_changed_deleted_and_ordered_by_columns),
    TEST(mg_53_an_upsert_keeps_the_key_that_is_given),
    TEST(mg_54_like_takes_its_argument_literally),
};

int main(void)
{
    return run_tests(tests, sizeof tests / sizeof *tests, before, after);
}
