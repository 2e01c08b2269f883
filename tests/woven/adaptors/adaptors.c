// adaptors.c - the queries of foundframe's adaptors, as C, without their faults.

#include "bookmark.gen.h"
#include "conversation.gen.h"
#include "db.gen.h"
#include "media.gen.h"
#include "person.gen.h"
#include "post.gen.h"
#include "stream.gen.h"
#include "tests/woven/check.h"
#include "view.gen.h"

#define TEXT(literal) WEAVE_TEXT(literal)

static WeaveDb *db;
static WeaveArena mem;

// --- what every entity has -----------------------------------------------------

static int64_t add_bookmark(WeaveText url, WeaveText title)
{
    Bookmark row = {0};
    CHECK_STATUS(
        db, WEAVE_OK,
        bookmark_create(db, url, title, (WeaveText){0}, TEXT("{}"), &mem, &row));
    return row.id;
}

static int64_t add_person(WeaveText name, WeaveText handle, WeaveText metadata)
{
    Person row = {0};
    CHECK_STATUS(
        db, WEAVE_OK,
        person_create(db, name, handle, (WeaveOptInt){0}, metadata, &mem, &row));
    return row.id;
}

static int64_t add_media(WeaveText uri, WeaveText hash)
{
    Media row = {0};
    MediaCreateParams in = {
        .content_hash = hash, .mime_type = TEXT("image/png"), .uri = uri};
    CHECK_STATUS(db, WEAVE_OK, media_create(db, &in, &mem, &row));
    return row.id;
}

static int64_t add_post(WeaveText bits)
{
    Post row = {0};
    PostCreateParams in = {.bits = bits, .links = TEXT("[]")};
    CHECK_STATUS(db, WEAVE_OK, post_create(db, &in, &mem, &row));
    return row.id;
}

static int64_t add_conversation(WeaveText title)
{
    Conversation row = {0};
    ConversationCreateParams in = {.title = title, .content = TEXT("{}")};
    CHECK_STATUS(db, WEAVE_OK, conversation_create(db, &in, &mem, &row));
    return row.id;
}

static void sl_15_each_entity_is_created_found_and_deleted(void)
{
    int64_t changes = 0;
    Bookmark b;
    Media m;
    Person p;
    Post q;
    Conversation c;
    int64_t bookmark = add_bookmark(TEXT("https://a"), TEXT("A"));
    int64_t media = add_media(TEXT("a.png"), TEXT("h1"));
    int64_t person = add_person(TEXT("Ada"), TEXT("@ada"), (WeaveText){0});
    int64_t post = add_post(TEXT("[]"));
    int64_t conversation = add_conversation(TEXT("talk"));
    CHECK_STATUS(db, WEAVE_OK, bookmark_get_by_id(db, bookmark, &mem, &b));
    CHECK_STATUS(db, WEAVE_OK, bookmark_get_by_url(db, TEXT("https://a"), &mem, &b));
    CHECK_STATUS(db, WEAVE_OK, media_find_by_content_hash(db, TEXT("h1"), &mem, &m));
    CHECK(m.id == media && same_text(m.uri, TEXT("a.png")));
    CHECK_STATUS(db, WEAVE_OK, person_get_by_id(db, person, &mem, &p));
    CHECK_STATUS(db, WEAVE_OK, post_get_by_id(db, post, &mem, &q));
    CHECK_STATUS(db, WEAVE_OK, conversation_get_by_id(db, conversation, &mem, &c));
    CHECK_STATUS(db, WEAVE_OK, bookmark_remove(db, bookmark, &changes));
    CHECK(changes == 1);
    CHECK_STATUS(db, WEAVE_NOT_FOUND, bookmark_get_by_id(db, bookmark, &mem, &b));
    CHECK_STATUS(db, WEAVE_OK, media_remove(db, media, &changes));
    CHECK_STATUS(db, WEAVE_OK, person_remove(db, person, &changes));
    CHECK_STATUS(db, WEAVE_OK, post_remove(db, post, &changes));
    CHECK_STATUS(db, WEAVE_OK, conversation_remove(db, conversation, &changes));
    CHECK(changes == 1);
}

static void sl_15_an_update_changes_what_is_given_and_nothing_else(void)
{
    int64_t changes = 0;
    Bookmark b;
    int64_t id = add_bookmark(TEXT("https://a"), TEXT("A"));
    BookmarkUpdateParams in = {.id = id, .with_notes = true, .notes = TEXT("kept")};
    CHECK_STATUS(db, WEAVE_OK, bookmark_update(db, &in, &changes));
    CHECK_STATUS(db, WEAVE_OK, bookmark_get_by_id(db, id, &mem, &b));
    CHECK(changes == 1 && same_text(b.title, TEXT("A")));
    CHECK(same_text(b.notes, TEXT("kept")));
    in = (BookmarkUpdateParams){.id = id, .with_title = true}; // to NULL
    CHECK_STATUS(db, WEAVE_OK, bookmark_update(db, &in, &changes));
    CHECK_STATUS(db, WEAVE_OK, bookmark_get_by_id(db, id, &mem, &b));
    CHECK(!b.title.ptr && same_text(b.notes, TEXT("kept")));
    int64_t ada = add_person(TEXT("Ada"), TEXT("@ada"), (WeaveText){0});
    PersonUpdateParams of = {
        .id = ada, .now = 77, .with_name = true, .display_name = TEXT("Ada L.")};
    CHECK_STATUS(db, WEAVE_OK, person_update(db, &of, &changes));
    Person p;
    CHECK_STATUS(db, WEAVE_OK, person_get_by_id(db, ada, &mem, &p));
    CHECK(p.updated_at == 77 && same_text(p.display_name, TEXT("Ada L.")) &&
          same_text(p.handle, TEXT("@ada")));
}

static void sl_15_keywords_are_looked_for_in_sql(void)
{
    BookmarkList bookmarks;
    PersonList people;
    PostList posts;
    PostTotal total;
    Person p;
    add_bookmark(TEXT("https://x"), TEXT("Looms and Weaving"));
    add_bookmark(TEXT("https://weave"), TEXT("other"));
    add_bookmark(TEXT("https://none"), (WeaveText){0});
    CHECK_STATUS(db, WEAVE_OK,
                 bookmark_search_by_keyword(db, TEXT("WEAV"), &mem, &bookmarks));
    CHECK(bookmarks.count == 2);
    CHECK_STATUS(db, WEAVE_OK, bookmark_list(db, 2, 1, &mem, &bookmarks));
    CHECK(bookmarks.count == 2);
    add_person(TEXT("Ada"), TEXT("@lovelace"), TEXT("{\"did\":\"did:plc:1\"}"));
    add_person(TEXT("Ben"), (WeaveText){0}, (WeaveText){0});
    CHECK_STATUS(db, WEAVE_OK, person_search(db, TEXT("LOVE"), 9, &mem, &people));
    CHECK(people.count == 1);
    CHECK_STATUS(db, WEAVE_OK, person_get_all(db, 1, &mem, &people));
    CHECK(people.count == 1 && same_text(people.items[0].display_name, TEXT("Ada")));
    CHECK_STATUS(db, WEAVE_OK, person_get_by_did(db, TEXT("did:plc:1"), &mem, &p));
    CHECK_STATUS(db, WEAVE_NOT_FOUND, person_get_by_did(db, TEXT("did:x"), &mem, &p));
    add_post(TEXT("[{\"text\":\"A loom\"},{\"mediaId\":7}]"));
    add_post(TEXT("[{\"text\":\"nothing\"}]"));
    CHECK_STATUS(db, WEAVE_OK, post_search_by_keyword(db, TEXT("LOOM"), &mem, &posts));
    CHECK(posts.count == 1);
    CHECK_STATUS(db, WEAVE_OK, post_list_between(db, 0, INT64_MAX, &mem, &posts));
    CHECK_STATUS(db, WEAVE_OK, post_total(db, &total));
    CHECK(posts.count == 2 && total.count == 2);
}

// --- conversations -------------------------------------------------------------

static void count_statement(void *context, const WeaveTrace *trace)
{
    (void)trace;
    ++*(int *)context;
}

static void sl_15_who_took_part_in_all_conversations_is_one_statement(void)
{
    int64_t ids[2], changes = 0;
    int statements = 0;
    ConversationParticipantsList people;
    ConversationShownList shown;
    int64_t ada = add_person(TEXT("Ada"), (WeaveText){0}, (WeaveText){0});
    int64_t ben = add_person(TEXT("Ben"), (WeaveText){0}, (WeaveText){0});
    int64_t picture = add_media(TEXT("a.png"), (WeaveText){0});
    for (int i = 0; i < 2; i++) {
        ids[i] = add_conversation(TEXT("talk"));
        CHECK_STATUS(
            db, WEAVE_OK,
            conversation_add_participant(db, ids[i], ada, TEXT("author"), &changes));
        CHECK_STATUS(
            db, WEAVE_OK,
            conversation_add_participant(db, ids[i], ben, (WeaveText){0}, &changes));
        CHECK_STATUS(
            db, WEAVE_OK,
            conversation_add_media(db, ids[i], picture, (WeaveText){0}, &changes));
    }
    CHECK_STATUS(
        db, WEAVE_OK,
        conversation_add_participant(db, ids[0], ada, TEXT("guest"), &changes));
    CHECK(changes == 0);
    WeaveIntList both = {ids, 2};
    CHECK_STATUS(db, WEAVE_OK, conversation_participants(db, both, &mem, &people));
    CHECK_STATUS(db, WEAVE_OK, weave_trace(db, count_statement, &statements));
    CHECK_STATUS(db, WEAVE_OK, conversation_participants(db, both, &mem, &people));
    CHECK_STATUS(db, WEAVE_OK, weave_trace(db, NULL, NULL));
    CHECK(statements == 1 && people.count == 4 &&
          same_text(people.items[2].role, TEXT("author")));
    CHECK_STATUS(db, WEAVE_OK, conversation_shown(db, both, &mem, &shown));
    CHECK(shown.count == 2);
    CHECK_STATUS(db, WEAVE_OK,
                 conversation_remove_participant(db, ids[0], ben, &changes));
    CHECK_STATUS(db, WEAVE_OK,
                 conversation_remove_media(db, ids[0], picture, &changes));
    CHECK_STATUS(db, WEAVE_OK, conversation_participants(db, both, &mem, &people));
    CHECK(people.count == 3);
}

// --- the stream ----------------------------------------------------------------

static void fill_stream(void)
{
    int64_t ada = add_person(TEXT("Ada"), (WeaveText){0}, (WeaveText){0});
    int64_t picture = add_media(TEXT("a.png"), (WeaveText){0});
    for (int64_t i = 0; i < 20; i++) {
        bool is_media = i % 4 == 0;
        Thestream row;
        StreamCreateParams in = {.seen_at = 1000 + i,
                                 .kind = is_media ? TEXT("media") : TEXT("person")};
        *(is_media ? &in.media_id : &in.person_id) =
            weave_some_int(is_media ? picture : ada);
        CHECK_STATUS(db, WEAVE_OK, stream_create(db, &in, &mem, &row));
    }
}

static void sl_15_a_page_is_full_and_its_count_is_of_what_is_filtered(void)
{
    static const WeaveText kinds[] = {{"media", 5}};
    int statements = 0;
    StreamListList page;
    StreamCount count;
    fill_stream();
    StreamListParams in = {.sort = STREAM_LIST_SORT_NEWEST,
                           .with_kinds = true,
                           .kinds = {kinds, 1},
                           .limit = 4};
    CHECK_STATUS(db, WEAVE_OK, stream_list(db, &in, &mem, &page));
    CHECK(page.count == 4); // of twenty entries five are media, sixteen apart
    CHECK(page.items[0].seen_at == 1016 && same_text(page.items[0].uri, TEXT("a.png")));
    CHECK(!page.items[0].display_name.ptr);
    StreamCountParams all = {.with_kinds = true, .kinds = {kinds, 1}};
    CHECK_STATUS(db, WEAVE_OK, stream_count(db, &all, &count));
    CHECK(count.total == 5);
    all.with_from = true, all.from = 1008;
    all.with_to = true, all.to = 1016;
    CHECK_STATUS(db, WEAVE_OK, stream_count(db, &all, &count));
    CHECK(count.total == 2);
    in = (StreamListParams){.sort = STREAM_LIST_SORT_OLDEST, .limit = 3, .offset = 1};
    CHECK_STATUS(db, WEAVE_OK, stream_list(db, &in, &mem, &page));
    CHECK_STATUS(db, WEAVE_OK, weave_trace(db, count_statement, &statements));
    CHECK_STATUS(db, WEAVE_OK, stream_list(db, &in, &mem, &page));
    CHECK_STATUS(db, WEAVE_OK, weave_trace(db, NULL, NULL));
    CHECK(statements == 1); // however many entries, each complete
    CHECK(page.count == 3 && page.items[0].seen_at == 1001 &&
          same_text(page.items[0].display_name, TEXT("Ada")));
    StreamCountParams none = {0};
    CHECK_STATUS(db, WEAVE_OK, stream_count(db, &none, &count));
    CHECK(count.total == 20);
    CHECK_STATUS(db, WEAVE_MISUSE,
                 stream_list(db, &(StreamListParams){.limit = 1}, &mem, &page));
}

// Optional filters, IN with a list, an order by an enum, and equality that finds NULL.
static void sl_13_what_made_a_loom_halt_is_compiled(void)
{
    static const WeaveText kinds[] = {{"media", 5}, {"person", 6}};
    StreamListList page;
    BookmarkList bookmarks;
    fill_stream();
    StreamListParams in = {.limit = 100};
    for (int filters = 0; filters < 8; filters++) {
        in.with_from = filters & 1, in.from = 1010;
        in.with_to = filters & 2, in.to = 1015;
        in.with_kinds = filters & 4, in.kinds = (WeaveTextList){kinds, 2};
        for (int sort = 1; sort <= 2; sort++) {
            static const size_t counts[] = {20, 10, 15, 5};
            in.sort = (StreamListSort)sort;
            CHECK_STATUS(db, WEAVE_OK, stream_list(db, &in, &mem, &page));
            CHECK(page.count == counts[filters & 3]);
            bool rising = page.items[0].seen_at < page.items[1].seen_at;
            CHECK(rising == (in.sort == STREAM_LIST_SORT_OLDEST));
        }
    }
    in.kinds.count = 0;
    CHECK_STATUS(db, WEAVE_OK, stream_list(db, &in, &mem, &page));
    CHECK(page.count == 0);
    add_bookmark(TEXT("https://a"), TEXT("A"));
    add_bookmark(TEXT("https://b"), (WeaveText){0});
    CHECK_STATUS(db, WEAVE_OK,
                 bookmark_list_by_title(db, (WeaveText){0}, &mem, &bookmarks));
    CHECK(bookmarks.count == 1 && same_text(bookmarks.items[0].url, TEXT("https://b")));
    CHECK_STATUS(db, WEAVE_OK, bookmark_list_by_title(db, TEXT("A"), &mem, &bookmarks));
    CHECK(bookmarks.count == 1);
}

// --- views ---------------------------------------------------------------------

static int64_t add_view(WeaveText label, bool pinned)
{
    View row = {0};
    ViewCreateParams in = {.label = label,
                           .badge = TEXT("FEED"),
                           .filters = TEXT("{}"),
                           .sort_by = TEXT("recent"),
                           .is_pinned = pinned};
    CHECK_STATUS(db, WEAVE_OK, view_create(db, &in, &mem, &row));
    return row.id;
}

// Renumbers the views: those of order, a JSON array of ids, then the others as they were.
static WeaveStatus renumber(WeaveText order)
{
    WeaveStatus status = weave_begin(db);
    if (status != WEAVE_OK)
        return status;
    status = view_park(db, order, NULL);
    if (status == WEAVE_OK)
        status = view_settle(db, NULL);
    if (status == WEAVE_OK)
        status = weave_commit(db);
    if (status != WEAVE_OK)
        weave_rollback(db);
    return status;
}

static void order_is(const char *labels)
{
    ViewList list;
    CHECK_STATUS(db, WEAVE_OK, view_get_all(db, &mem, &list));
    CHECK(list.count == strlen(labels));
    for (size_t i = 0; i < list.count && labels[i]; i++)
        CHECK(list.items[i].view_index == (int64_t)i &&
              list.items[i].label.ptr[0] == labels[i]);
}

static void sl_15_views_are_renumbered_in_one_transaction_past_their_unique_index(void)
{
    int64_t changes = 0;
    View stream;
    CHECK_STATUS(db, WEAVE_OK, view_ensure_the_stream(db, &changes));
    CHECK_STATUS(db, WEAVE_OK, view_ensure_the_stream(db, &changes));
    CHECK(changes == 0);
    CHECK_STATUS(db, WEAVE_OK, view_get_the_stream(db, &mem, &stream));
    int64_t a = add_view(TEXT("a"), false), pinned = add_view(TEXT("p"), true);
    add_view(TEXT("b"), false);
    add_view(TEXT("c"), false);
    order_is("Tapbc");
    CHECK_STATUS(db, WEAVE_OK, view_remove(db, stream.id, &changes));
    CHECK(changes == 0);
    CHECK_STATUS(db, WEAVE_OK, view_remove(db, pinned, &changes));
    CHECK(changes == 0);
    CHECK_STATUS(db, WEAVE_OK, view_remove(db, a, &changes));
    CHECK(changes == 1);
    CHECK_STATUS(db, WEAVE_OK, renumber(TEXT("[]")));
    order_is("Tpbc");
    CHECK_STATUS(db, WEAVE_OK, renumber(TEXT("[5,1,4]"))); // c, TheStream, b
    order_is("cTbp");
    CHECK_STATUS(db, WEAVE_OK, renumber(TEXT("[1,3,4,5]")));
    order_is("Tpbc");
    WeaveStatus status = renumber(TEXT("no JSON"));
    CHECK(status == WEAVE_ERROR);
    order_is("Tpbc");
    ViewUpdateParams in = {
        .id = pinned, .now = 5, .with_label = true, .label = TEXT("q")};
    CHECK_STATUS(db, WEAVE_OK, view_update(db, &in, &changes));
    order_is("Tqbc");
}

static void px_17_a_json_column_comes_back_as_it_went_and_is_filtered_by_type(void)
{
    Person p;
    WeaveText did = TEXT("{\"did\":\"did:plc:1\",\"n\":[1,2.50,null]}");
    int64_t id = add_person(TEXT("Ada"), (WeaveText){0}, did);
    CHECK_STATUS(db, WEAVE_OK, person_get_by_id(db, id, &mem, &p));
    CHECK(same_text(p.metadata, did));
    CHECK_STATUS(db, WEAVE_OK, person_get_by_did(db, TEXT("did:plc:1"), &mem, &p));
    CHECK(p.id == id);
    CHECK_STATUS(db, WEAVE_NOT_FOUND, person_get_by_did(db, TEXT("2.50"), &mem, &p));
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
        TEST(sl_15_each_entity_is_created_found_and_deleted),
        TEST(sl_15_an_update_changes_what_is_given_and_nothing_else),
        TEST(sl_15_keywords_are_looked_for_in_sql),
        TEST(sl_15_who_took_part_in_all_conversations_is_one_statement),
        TEST(sl_15_a_page_is_full_and_its_count_is_of_what_is_filtered),
        TEST(sl_13_what_made_a_loom_halt_is_compiled),
        TEST(sl_15_views_are_renumbered_in_one_transaction_past_their_unique_index),
        TEST(px_17_a_json_column_comes_back_as_it_went_and_is_filtered_by_type),
    };
    return run_tests(tests, sizeof tests / sizeof *tests, open_fresh, close_fresh);
}
