// fill.c - puts some of everything into foundframe's database, as rows.mjs does.
//
// NULLs, empty texts, quotes, line ends, letters of many alphabets, large numbers.

#include "tests/woven/rows.h"

#define TEXT(literal) WEAVE_TEXT(literal)

static const WeaveText absent;
static const int64_t now = 5000;

// Each part stops at the first call that fails, and hands its status on.
#define TRY(call)                                                                      \
    do {                                                                               \
        WeaveStatus tried = (call);                                                    \
        if (tried != WEAVE_OK)                                                         \
            return tried;                                                              \
    } while (0)

static WeaveStatus fill_sources(WeaveDb *db)
{
    MediaSourceNew home = {.url = TEXT("file:///home/ada"),
                           .adapter_type = TEXT("directory"),
                           .capabilities = TEXT("[\"list\"]"),
                           .config = TEXT("{}")};
    MediaSourceNew disk = {.url = TEXT("file:///mnt"),
                           .adapter_type = TEXT("directory"),
                           .capabilities = TEXT("[]")};
    int64_t id;
    TRY(media_source_insert(db, &home, &id));
    TRY(media_source_update_cursor(db, TEXT("{\"after\":\"b.png\"}"),
                                   weave_some_int(4000), id, NULL));
    TRY(media_source_insert(db, &disk, &id));
    return media_source_set_active(db, false, now, id, NULL);
}

static WeaveStatus fill_media(WeaveDb *db)
{
    MediaNew picture = {.content_hash = TEXT("a1"),
                        .mime_type = TEXT("image/png"),
                        .uri = TEXT("file:///home/ada/a.png"),
                        .width = weave_some_int(640),
                        .height = weave_some_int(480),
                        .metadata = TEXT("{\"camera\":\"Größe \\\"7\\\"\\n\"}"),
                        .source_id = weave_some_int(1)};
    TRY(media_insert(db, &picture, NULL));
    MediaCreateIfNew added;
    MediaCreateIfNewParams sound = {.content_hash = TEXT("b2"),
                                    .mime_type = TEXT("audio/ogg"),
                                    .uri = TEXT(""),
                                    .source_id = weave_some_int(1)};
    TRY(media_create_if_new(db, &sound, &added));
    MediaPatch length = {.duration_ms = weave_some_int(INT64_C(9007199254740991))};
    TRY(media_patch(db, added.id, &length));
    WeaveStatus again = media_create_if_new(db, &sound, &added);
    if (again != WEAVE_NOT_FOUND)
        return again == WEAVE_OK ? WEAVE_ERROR : again;
    picture.content_hash = absent;
    picture.uri = TEXT("x");
    picture.source_id.has = false;
    return media_insert(db, &picture, NULL);
}

static WeaveStatus fill_bookmarks(WeaveDb *db)
{
    const BookmarkNew kept[] = {
        {.url = TEXT("https://example.org/?q=100%"),
         .title = TEXT("it's \\ \t"),
         .creation_context = TEXT("{\"via\":\"share-sheet\"}")},
        {.url = TEXT("https://example.org/100"),
         .notes = TEXT("名前 🧵"),
         .creation_context = TEXT("{}")},
        {.url = TEXT("https://example.net"),
         .title = TEXT(""),
         .creation_context = TEXT("{}")},
    };
    return bookmark_insert_many(db, kept, sizeof kept / sizeof *kept, NULL);
}

static WeaveStatus fill_people(WeaveDb *db)
{
    PostCreate written;
    PostCreateParams post = {
        .bits = TEXT("[{\"text\":\"Alles GRÜN\"},{\"mediaId\":1}]"),
        .links = TEXT("[]"),
        .author_did = TEXT("did:plc:ada"),
    };
    PersonNew ada = {.display_name = TEXT("Ada"),
                     .handle = TEXT("@ada"),
                     .avatar_media_id = weave_some_int(1),
                     .metadata = TEXT("{\"did\":\"did:plc:ada\"}")};
    PersonNew ben = {.display_name = TEXT("Ben")};
    TRY(person_insert(db, &ada, NULL));
    TRY(person_insert(db, &ben, NULL));
    return post_create(db, &post, &written);
}

static WeaveStatus fill_conversations(WeaveDb *db)
{
    ConversationNew lunch = {.title = TEXT("Lunch"),
                             .content = TEXT("{\"entries\":[]}"),
                             .first_entry_time = weave_some_int(1),
                             .last_entry_time = weave_some_int(2)};
    ConversationNew empty = {.content = TEXT("{}")};
    ConversationParticipantNew took_part[] = {
        {.conversation_id = 1, .person_id = 1, .role = TEXT("author")},
        {.conversation_id = 1, .person_id = 2},
        {.conversation_id = 2, .person_id = 2, .role = TEXT("")},
        {.conversation_id = 1, .person_id = 1, .role = TEXT("again")},
    };
    ConversationMediaNew shown = {
        .conversation_id = 1, .media_id = 1, .context = TEXT("{\"entry\":3}")};
    bool inserted;
    TRY(conversation_insert(db, &lunch, NULL));
    TRY(conversation_insert(db, &empty, NULL));
    for (size_t i = 0; i < sizeof took_part / sizeof *took_part; i++) {
        TRY(conversation_participant_insert_or_ignore(db, &took_part[i], &inserted));
        TRY(inserted == (i < 3) ? WEAVE_OK : WEAVE_ERROR);
    }
    return conversation_media_insert_or_ignore(db, &shown, NULL);
}

static WeaveStatus fill_stream(WeaveDb *db)
{
    ThestreamNew entries[] = {
        {.seen_at = 1000,
         .media_id = weave_some_int(1),
         .directory = TEXT("photos"),
         .kind = TEXT("media"),
         .content_hash = TEXT("a1")},
        {.seen_at = 2000, .person_id = weave_some_int(1), .kind = TEXT("person")},
        {.seen_at = 3000, .post_id = weave_some_int(1), .kind = TEXT("post")},
        {.seen_at = 3000,
         .bookmark_id = weave_some_int(1),
         .directory = TEXT("a/b"),
         .kind = TEXT("bookmark")},
        {.seen_at = 4000, .conversation_id = weave_some_int(1)},
    };
    for (size_t i = 0; i < sizeof entries / sizeof *entries; i++)
        TRY(thestream_insert(db, &entries[i], NULL));
    return WEAVE_OK;
}

// A transaction inside fill()'s is a savepoint.
static WeaveStatus fill_views(WeaveDb *db, WeaveArena *mem)
{
    View made;
    ViewCreateParams faces = {.label = TEXT("Faces"),
                              .badge = TEXT("FACES"),
                              .filters = TEXT("{\"kinds\":[\"person\"]}")};
    ViewCreateParams pinned = {.filters = TEXT("{}"), .is_pinned = true};
    TRY(view_ensure_the_stream(db, NULL));
    TRY(view_create(db, &faces, mem, &made));
    TRY(view_create(db, &pinned, mem, &made));
    TRY(view_remove(db, 2, NULL));
    TRY(weave_begin(db));
    TRY(view_park(db, NULL));
    TRY(view_settle(db, NULL));
    return weave_commit(db);
}

static WeaveStatus fill_the_rest(WeaveDb *db)
{
    SyncLogNew exchange = {.directory = TEXT("notes"), .started_at = 1};
    int64_t first;
    TRY(sync_log_insert(db, &exchange, &first));
    exchange.started_at = 2;
    TRY(sync_log_insert(db, &exchange, NULL));
    SyncFinishParams finish = {.completed_at = weave_some_int(3),
                               .entries_pulled = weave_some_int(7),
                               .entries_pushed = weave_some_int(1),
                               .id = first};
    TRY(sync_finish(db, &finish, NULL));
    TRY(session_write(db, TEXT("window"), TEXT("800x600"), now, NULL));
    TRY(session_write(db, TEXT("window"), TEXT("1024x768"), now, NULL));
    TRY(draft_save(db, TEXT("post"), TEXT("Dear"), now, NULL));
    return schema_meta_set_version(db, 1, now, NULL);
}

static WeaveStatus fill_parts(WeaveDb *db, WeaveArena *mem)
{
    TRY(fill_sources(db));
    TRY(fill_media(db));
    TRY(fill_bookmarks(db));
    TRY(fill_people(db));
    TRY(fill_conversations(db));
    TRY(fill_stream(db));
    TRY(fill_views(db, mem));
    return fill_the_rest(db);
}

WeaveStatus fill(WeaveDb *db)
{
    WeaveArena mem = {0};
    TRY(weave_begin(db));
    WeaveStatus status = fill_parts(db, &mem);
    weave_arena_free(&mem);
    return status == WEAVE_OK ? weave_commit(db) : status;
}
