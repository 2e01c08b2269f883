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
    MediaSourceRegister added;
    TRY(media_source_register(db, TEXT("file:///home/ada"), TEXT("directory"),
                              TEXT("[\"list\"]"), TEXT("{}"), &added));
    TRY(media_source_update_cursor(db, TEXT("{\"after\":\"b.png\"}"),
                                   weave_some_int(4000), added.id, NULL));
    TRY(media_source_register(db, TEXT("file:///mnt"), TEXT("directory"), TEXT("[]"),
                              absent, &added));
    return media_source_set_active(db, false, now, added.id, NULL);
}

static WeaveStatus fill_media(WeaveDb *db, WeaveArena *mem)
{
    Media made;
    MediaCreateParams picture = {.content_hash = TEXT("a1"),
                                 .mime_type = TEXT("image/png"),
                                 .uri = TEXT("file:///home/ada/a.png"),
                                 .width = weave_some_int(640),
                                 .height = weave_some_int(480),
                                 .metadata =
                                     TEXT("{\"camera\":\"Größe \\\"7\\\"\\n\"}"),
                                 .source_id = weave_some_int(1)};
    TRY(media_create(db, &picture, mem, &made));
    MediaCreateIfNew added;
    MediaCreateIfNewParams sound = {.content_hash = TEXT("b2"),
                                    .mime_type = TEXT("audio/ogg"),
                                    .uri = TEXT(""),
                                    .source_id = weave_some_int(1)};
    TRY(media_create_if_new(db, &sound, &added));
    MediaEditParams length = {.duration_ms = weave_some_int(INT64_C(9007199254740991)),
                              .id = added.id};
    TRY(media_edit(db, &length, NULL));
    WeaveStatus again = media_create_if_new(db, &sound, &added);
    if (again != WEAVE_NOT_FOUND)
        return again == WEAVE_OK ? WEAVE_ERROR : again;
    picture.content_hash = absent;
    picture.uri = TEXT("x");
    picture.source_id.has = false;
    return media_create(db, &picture, mem, &made);
}

static WeaveStatus fill_bookmarks(WeaveDb *db, WeaveArena *mem)
{
    Bookmark made;
    TRY(bookmark_create(db, TEXT("https://example.org/?q=100%"), TEXT("it's \\ \t"),
                        absent, TEXT("{\"via\":\"share-sheet\"}"), mem, &made));
    TRY(bookmark_create(db, TEXT("https://example.org/100"), absent,
                        TEXT("名前 🧵"), TEXT("{}"), mem, &made));
    return bookmark_create(db, TEXT("https://example.net"), TEXT(""), absent,
                           TEXT("{}"), mem, &made);
}

static WeaveStatus fill_people(WeaveDb *db, WeaveArena *mem)
{
    Person made;
    PostCreate written;
    PostCreateParams post = {
        .bits = TEXT("[{\"text\":\"Alles GRÜN\"},{\"mediaId\":1}]"),
        .links = TEXT("[]"),
        .author_did = TEXT("did:plc:ada"),
    };
    TRY(person_create(db, TEXT("Ada"), TEXT("@ada"), weave_some_int(1),
                      TEXT("{\"did\":\"did:plc:ada\"}"), mem, &made));
    TRY(person_create(db, TEXT("Ben"), absent, (WeaveOptInt){0}, absent, mem, &made));
    return post_create(db, &post, &written);
}

static WeaveStatus fill_conversations(WeaveDb *db, WeaveArena *mem)
{
    Conversation made;
    ConversationCreateParams lunch = {.title = TEXT("Lunch"),
                                      .content = TEXT("{\"entries\":[]}"),
                                      .first_entry_time = weave_some_int(1),
                                      .last_entry_time = weave_some_int(2)};
    ConversationCreateParams empty = {.content = TEXT("{}")};
    int64_t changes = -1;
    TRY(conversation_create(db, &lunch, mem, &made));
    TRY(conversation_create(db, &empty, mem, &made));
    TRY(conversation_add_participant(db, 1, 1, TEXT("author"), NULL));
    TRY(conversation_add_participant(db, 1, 2, absent, NULL));
    TRY(conversation_add_participant(db, 2, 2, TEXT(""), NULL));
    TRY(conversation_add_participant(db, 1, 1, TEXT("again"), &changes));
    TRY(changes == 0 ? WEAVE_OK : WEAVE_ERROR);
    return conversation_add_media(db, 1, 1, TEXT("{\"entry\":3}"), NULL);
}

static WeaveStatus fill_stream(WeaveDb *db)
{
    StreamEnter made;
    StreamEnterParams entries[] = {
        {.seen_at = 2000, .person_id = weave_some_int(1), .kind = TEXT("person")},
        {.seen_at = 3000, .post_id = weave_some_int(1), .kind = TEXT("post")},
        {.seen_at = 3000,
         .bookmark_id = weave_some_int(1),
         .directory = TEXT("a/b"),
         .kind = TEXT("bookmark")},
        {.seen_at = 4000, .conversation_id = weave_some_int(1)},
    };
    TRY(stream_enter_media(db, 1000, 1, TEXT("photos"), TEXT("a1"), NULL));
    for (size_t i = 0; i < sizeof entries / sizeof *entries; i++)
        TRY(stream_enter(db, &entries[i], &made));
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
    SyncStart first, second;
    TRY(sync_start(db, TEXT("notes"), 1, &first));
    TRY(sync_start(db, TEXT("notes"), 2, &second));
    SyncFinishParams finish = {.completed_at = weave_some_int(3),
                               .entries_pulled = weave_some_int(7),
                               .entries_pushed = weave_some_int(1),
                               .id = first.id};
    TRY(sync_finish(db, &finish, NULL));
    TRY(session_write(db, TEXT("window"), TEXT("800x600"), now, NULL));
    TRY(session_write(db, TEXT("window"), TEXT("1024x768"), now, NULL));
    TRY(draft_save(db, TEXT("post"), TEXT("Dear"), now, NULL));
    return schema_meta_set_version(db, 1, now, NULL);
}

static WeaveStatus fill_parts(WeaveDb *db, WeaveArena *mem)
{
    TRY(fill_sources(db));
    TRY(fill_media(db, mem));
    TRY(fill_bookmarks(db, mem));
    TRY(fill_people(db, mem));
    TRY(fill_conversations(db, mem));
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
