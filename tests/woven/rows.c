// rows.c - what foundframe's queries give in C: the same bytes as tests/oracle/rows.mjs.
//
//     rows [--fill] DBFILE
//
// The calls, their order and the rules of the bytes are those of rows.mjs. Every shape a
// woven function has is used: rows still in SQLite, rows kept in a list, one row.

#include "tests/woven/rows.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

// --- JSON --------------------------------------------------------------------

static const char *opening = "{"; // what stands before the next member

static void put_name(const char *name)
{
    printf("%s\"%s\":", opening, name);
    opening = ",";
}

static void put_int(const char *name, int64_t value)
{
    put_name(name);
    printf("%" PRId64, value);
}

static void put_opt_int(const char *name, WeaveOptInt value)
{
    if (value.has) {
        put_int(name, value.value);
        return;
    }
    put_name(name);
    fputs("null", stdout);
}

static void put_bool(const char *name, bool value)
{
    put_int(name, value);
}

static void put_char(unsigned char c)
{
    static const char escapes[32] = {
        ['\b'] = 'b', ['\t'] = 't', ['\n'] = 'n', ['\f'] = 'f', ['\r'] = 'r',
    };
    if (c == '"' || c == '\\')
        printf("\\%c", c);
    else if (c >= sizeof escapes)
        putchar(c);
    else if (escapes[c])
        printf("\\%c", escapes[c]);
    else
        printf("\\u%04x", c);
}

static void put_text(const char *name, WeaveText text)
{
    put_name(name);
    if (!text.ptr) {
        fputs("null", stdout);
        return;
    }
    putchar('"');
    for (size_t i = 0; i < text.len; i++)
        put_char((unsigned char)text.ptr[i]);
    putchar('"');
}

static void put_end(void)
{
    fputs("}\n", stdout);
    opening = "{";
}

#define PUT(column)                                                                    \
    _Generic(row->column, int64_t                                                      \
             : put_int, WeaveOptInt                                                    \
             : put_opt_int, bool                                                       \
             : put_bool, WeaveText                                                     \
             : put_text)(#column, row->column)

// --- rows --------------------------------------------------------------------

static void print_media(const Media *row)
{
    PUT(id), PUT(content_hash), PUT(mime_type), PUT(uri), PUT(width), PUT(height);
    PUT(duration_ms), PUT(metadata), PUT(source_id), PUT(created_at), put_end();
}

static void print_media_get_with_source(const MediaGetWithSource *row)
{
    PUT(id), PUT(content_hash), PUT(mime_type), PUT(uri), PUT(width), PUT(height);
    PUT(duration_ms), PUT(metadata), PUT(source_id), PUT(created_at), PUT(source_url);
    put_end();
}

static void print_media_list_all(const MediaListAll *row)
{
    PUT(id), PUT(mime_type), PUT(uri), PUT(width), PUT(height), PUT(duration_ms);
    PUT(created_at), PUT(source_url), put_end();
}

static void print_media_count_by_source(const MediaCountBySource *row)
{
    PUT(total), put_end();
}

static void print_media_count_by_mime_type(const MediaCountByMimeType *row)
{
    PUT(mime_type), PUT(total), put_end();
}

static void print_media_source(const MediaSource *row)
{
    PUT(id), PUT(url), PUT(adapter_type), PUT(cursor_state), PUT(capabilities);
    PUT(config), PUT(last_polled_at), PUT(last_error), PUT(is_active), PUT(created_at);
    PUT(updated_at), put_end();
}

static void print_media_source_list_all(const MediaSourceListAll *row)
{
    PUT(id), PUT(url), PUT(adapter_type), PUT(is_active), PUT(last_polled_at);
    PUT(last_error), PUT(media_count), put_end();
}

static void print_media_source_get_cursor(const MediaSourceGetCursor *row)
{
    PUT(cursor_state), PUT(last_polled_at), put_end();
}

static void print_bookmark(const Bookmark *row)
{
    PUT(id), PUT(url), PUT(title), PUT(notes), PUT(creation_context), PUT(created_at);
    put_end();
}

static void print_person(const Person *row)
{
    PUT(id), PUT(display_name), PUT(handle), PUT(avatar_media_id), PUT(metadata);
    PUT(created_at), PUT(updated_at), put_end();
}

static void print_person_list_by_name(const PersonListByName *row)
{
    PUT(id), PUT(display_name), PUT(handle), PUT(avatar_media_id), put_end();
}

static void print_person_get_with_avatar(const PersonGetWithAvatar *row)
{
    PUT(id), PUT(display_name), PUT(handle), PUT(avatar_media_id), PUT(metadata);
    PUT(created_at), PUT(updated_at), PUT(avatar_uri), put_end();
}

static void print_post(const Post *row)
{
    PUT(id), PUT(bits), PUT(links), PUT(content_hash), PUT(author_did), PUT(signature);
    PUT(created_at), PUT(updated_at), put_end();
}

static void print_post_count_between(const PostCountBetween *row)
{
    PUT(total), put_end();
}

static void print_conversation(const Conversation *row)
{
    PUT(id), PUT(title), PUT(content), PUT(capture_time), PUT(first_entry_time);
    PUT(last_entry_time), PUT(source_url), PUT(created_at), PUT(updated_at), put_end();
}

static void print_conversation_list_participants(
    const ConversationListParticipants *row)
{
    PUT(role), PUT(id), PUT(display_name), PUT(handle), PUT(avatar_media_id), put_end();
}

static void print_conversation_list_participants_of(
    const ConversationListParticipantsOf *row)
{
    PUT(conversation_id), PUT(role), PUT(id), PUT(display_name), PUT(handle);
    PUT(avatar_media_id), put_end();
}

static void print_conversation_list_media(const ConversationListMedia *row)
{
    PUT(context), PUT(id), PUT(mime_type), PUT(uri), put_end();
}

static void print_stream_list_newest(const StreamListNewest *row)
{
    PUT(id), PUT(seen_at), PUT(kind), PUT(directory), PUT(person_id), PUT(person_name);
    PUT(post_id), PUT(post_bits), PUT(media_id), PUT(media_type), PUT(media_uri);
    PUT(bookmark_id), PUT(bookmark_url), PUT(bookmark_title), PUT(conversation_id);
    PUT(conversation_title), put_end();
}

static void print_stream_count_between(const StreamCountBetween *row)
{
    PUT(total), put_end();
}

static void print_view(const View *row)
{
    PUT(id), PUT(view_index), PUT(label), PUT(badge), PUT(filters), PUT(sort_by);
    PUT(is_pinned), PUT(is_thestream), PUT(created_at), PUT(updated_at), put_end();
}

static void print_sync_log(const SyncLog *row)
{
    PUT(id), PUT(directory), PUT(started_at), PUT(completed_at), PUT(entries_pulled);
    PUT(entries_pushed), PUT(error), PUT(created_at), put_end();
}

static void print_sync_totals(const SyncTotals *row)
{
    PUT(pulled), PUT(pushed), put_end();
}

static void print_session_state(const SessionState *row)
{
    PUT(key), PUT(value), PUT(updated_at), put_end();
}

static void print_input_draft(const InputDraft *row)
{
    PUT(type), PUT(content), PUT(updated_at), put_end();
}

static void print_schema_meta_version(const SchemaMetaVersion *row)
{
    PUT(version), put_end();
}

// --- calls -------------------------------------------------------------------

static WeaveDb *db;
static WeaveArena mem;

static void expect_ok(WeaveStatus status)
{
    if (status == WEAVE_OK)
        return;
    fprintf(stderr, "%s: %s\n", weave_status_name(status), weave_message(db));
    exit(1);
}

// Rows still in SQLite.
#define BORROWED(Type, name, call)                                                     \
    do {                                                                               \
        Type##Rows rows = call;                                                        \
        while (name##_rows_next(&rows))                                                \
            print_##name(&rows.row);                                                   \
        expect_ok(name##_rows_end(&rows));                                             \
    } while (0)

// Rows kept in mem; the call fills list.
#define KEPT(Type, name, call)                                                         \
    do {                                                                               \
        Type##List list;                                                               \
        expect_ok(call);                                                               \
        for (size_t i = 0; i < list.count; i++)                                        \
            print_##name(&list.items[i]);                                              \
        weave_arena_reset(&mem);                                                       \
    } while (0)

// One row, or none; the call fills one.
#define SINGLE(Type, name, call)                                                       \
    do {                                                                               \
        Type one;                                                                      \
        WeaveStatus status = call;                                                     \
        if (status != WEAVE_NOT_FOUND)                                                 \
            expect_ok(status), print_##name(&one);                                     \
        weave_arena_reset(&mem);                                                       \
    } while (0)

static void call_media(void)
{
    static const int64_t some[] = {3, 1, 99};
    WeaveIntList ids = {some, 3}, none = {0};
    puts("# media.getById");
    SINGLE(Media, media, media_get_by_id(db, 1, &mem, &one));
    puts("# media.getById");
    SINGLE(Media, media, media_get_by_id(db, 99, &mem, &one));
    puts("# media.listByMimeType");
    BORROWED(Media, media, media_list_by_mime_type_rows(db, WEAVE_TEXT("image/png")));
    puts("# media.getWithSource");
    SINGLE(MediaGetWithSource, media_get_with_source,
           media_get_with_source(db, 2, &mem, &one));
    puts("# media.listAll");
    BORROWED(MediaListAll, media_list_all, media_list_all_rows(db));
    puts("# media.listByIds");
    KEPT(Media, media, media_list_by_ids(db, ids, &mem, &list));
    puts("# media.listByIds");
    BORROWED(Media, media, media_list_by_ids_rows(db, none));
    puts("# media.get");
    SINGLE(Media, media, media_get(db, 2, &mem, &one));
    puts("# media.select_one_by_content_hash_order_by_id");
    SINGLE(
        Media, media,
        media_select_one_by_content_hash_order_by_id(db, WEAVE_TEXT("b2"), &mem, &one));
    puts("# media.countBySource");
    SINGLE(MediaCountBySource, media_count_by_source,
           media_count_by_source(db, 1, &one));
    puts("# media.countByMimeType");
    KEPT(MediaCountByMimeType, media_count_by_mime_type,
         media_count_by_mime_type(db, &mem, &list));
}

static void call_media_source(void)
{
    puts("# mediaSource.select_by_is_active_order_by_id");
    BORROWED(MediaSource, media_source,
             media_source_select_by_is_active_order_by_id_rows(db, true));
    puts("# mediaSource.listAll");
    KEPT(MediaSourceListAll, media_source_list_all,
         media_source_list_all(db, &mem, &list));
    puts("# mediaSource.getCursor");
    SINGLE(MediaSourceGetCursor, media_source_get_cursor,
           media_source_get_cursor(db, 1, &mem, &one));
}

static void call_bookmark(void)
{
    puts("# bookmark.get");
    SINGLE(Bookmark, bookmark, bookmark_get(db, 1, &mem, &one));
    puts("# bookmark.select_one_by_url_order_by_id");
    SINGLE(Bookmark, bookmark,
           bookmark_select_one_by_url_order_by_id(
               db, WEAVE_TEXT("https://example.org/100"), &mem, &one));
    puts("# bookmark.select_range_order_by_created_at_desc_and_id_desc");
    KEPT(Bookmark, bookmark,
         bookmark_select_range_order_by_created_at_desc_and_id_desc(db, 2, 1, &mem,
                                                                    &list));
    puts("# bookmark.searchByKeyword");
    BORROWED(Bookmark, bookmark,
             bookmark_search_by_keyword_rows(db, WEAVE_TEXT("%100\\%%")));
}

static void call_person(void)
{
    puts("# person.getByDid");
    SINGLE(Person, person,
           person_get_by_did(db, WEAVE_TEXT("did:plc:ada"), &mem, &one));
    puts("# person.search");
    BORROWED(PersonListByName, person_list_by_name,
             person_search_rows(db, WEAVE_TEXT("%a%"), 10));
    puts("# person.getWithAvatar");
    SINGLE(PersonGetWithAvatar, person_get_with_avatar,
           person_get_with_avatar(db, 2, &mem, &one));
}

static void call_post(void)
{
    puts("# post.countBetween");
    SINGLE(PostCountBetween, post_count_between,
           post_count_between(db, 0, 4000000000000, &one));
    puts("# post.select_by_author_did_order_by_created_at_desc_and_id_desc");
    BORROWED(Post, post,
             post_select_by_author_did_order_by_created_at_desc_and_id_desc_rows(
                 db, WEAVE_TEXT("did:plc:ada")));
    puts("# post.searchByKeyword");
    KEPT(Post, post, post_search_by_keyword(db, WEAVE_TEXT("GRÜN"), 5, &mem, &list));
}

static void call_conversation(void)
{
    static const int64_t some[] = {1, 2};
    puts("# conversation.get");
    SINGLE(Conversation, conversation, conversation_get(db, 1, &mem, &one));
    puts("# conversation.listParticipants");
    BORROWED(ConversationListParticipants, conversation_list_participants,
             conversation_list_participants_rows(db, 1));
    puts("# conversation.listParticipantsOf");
    KEPT(ConversationListParticipantsOf, conversation_list_participants_of,
         conversation_list_participants_of(db, (WeaveIntList){some, 2}, &mem, &list));
    puts("# conversation.listMedia");
    KEPT(ConversationListMedia, conversation_list_media,
         conversation_list_media(db, 1, &mem, &list));
}

static void call_stream(void)
{
    const WeaveText found[] = {WEAVE_TEXT("post"), WEAVE_TEXT("media")};
    const WeaveText met[] = {WEAVE_TEXT("person")};
    WeaveOptInt open = {0}, from = weave_some_int(2000), to = weave_some_int(4000);
    puts("# stream.listNewest");
    BORROWED(StreamListNewest, stream_list_newest,
             stream_list_newest_rows(db, open, open, 10, 0));
    puts("# stream.listOldest");
    KEPT(StreamListNewest, stream_list_newest,
         stream_list_oldest(db, from, to, 10, 0, &mem, &list));
    puts("# stream.listByKinds");
    KEPT(StreamListNewest, stream_list_newest,
         stream_list_by_kinds(db, (WeaveTextList){found, 2}, open, open, 10, &mem,
                              &list));
    puts("# stream.countByKinds");
    SINGLE(StreamCountBetween, stream_count_between,
           stream_count_by_kinds(db, (WeaveTextList){met, 1}, open,
                                 weave_some_int(9000), &one));
}

static void call_view(void)
{
    puts("# view.list");
    KEPT(View, view, view_list(db, &mem, &list));
    puts("# view.select_one_by_is_thestream_order_by_id");
    SINGLE(View, view,
           view_select_one_by_is_thestream_order_by_id(db, true, &mem, &one));
}

static void call_the_rest(void)
{
    puts("# syncLog.select_unfinished");
    KEPT(SyncLog, sync_log, sync_log_select_unfinished(db, &mem, &list));
    puts("# sync.listByDirectory");
    BORROWED(SyncLog, sync_log,
             sync_list_by_directory_rows(db, WEAVE_TEXT("notes"), 5));
    puts("# sync.totals");
    SINGLE(SyncTotals, sync_totals, sync_totals(db, WEAVE_TEXT("notes"), &one));
    puts("# sessionState.get");
    SINGLE(SessionState, session_state,
           session_state_get(db, WEAVE_TEXT("window"), &mem, &one));
    puts("# inputDraft.get");
    SINGLE(InputDraft, input_draft,
           input_draft_get(db, WEAVE_TEXT("post"), &mem, &one));
    puts("# schemaMeta.version");
    SINGLE(SchemaMetaVersion, schema_meta_version, schema_meta_version(db, &one));
}

int main(int argc, char **argv)
{
    bool fills = argc == 3 && strcmp(argv[1], "--fill") == 0;
    if (argc != 2 && !fills) {
        fputs("usage: rows [--fill] DBFILE\n", stderr);
        return 2;
    }
    unsigned flags = fills ? WEAVE_OPEN_CREATE : WEAVE_OPEN_READONLY;
    expect_ok(db_open(argv[argc - 1], flags, &db));
    if (fills)
        expect_ok(fill(db));
    call_media();
    call_media_source();
    call_bookmark();
    call_person();
    call_post();
    call_conversation();
    call_stream();
    call_view();
    call_the_rest();
    weave_arena_free(&mem);
    return weave_close(db) == WEAVE_OK ? 0 : 1;
}
