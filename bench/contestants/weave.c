// weave.c - woven code at the bench's work.
//
//     -DTIER_A   the connection is the application's, opened with SQLite's defaults
//     -DTIER_B   db_open() opens it; with the application's own SQLite that is tier C
//     -DOWNED    lists live in an arena; without, each row is handed over as SQLite has it
//
// And what a connection can be asked for besides (bench/costs.py):
//
//     -DTRACED     a function is told of every query
//     -DWATCHED    a function is told of changed tables
//     -DUNCHECKED  opening does not compare the database with the schema
//     -DCOUNTED    without WEAVE_OPEN_UNCOUNTED

#include "db.gen.h"
#include "harness.h"

#include <sqlite3.h>
#include <stdlib.h>

static WeaveDb *db;
static WeaveArena mem;
static UploadNew *uploads;
#ifdef TIER_A
static sqlite3 *connection;
#endif

static void check(WeaveStatus status)
{
    if (status != WEAVE_OK)
        bench_fail(weave_status_name(status), weave_message(db));
}

static uint64_t sum_media(const BenchPoint *m)
{
    return sum_int(1, m->id) + sum_text(2, m->uri.ptr, m->uri.len) +
           sum_text(3, m->mime_type.ptr, m->mime_type.len) +
           sum_opt(4, m->width.has, m->width.value) +
           sum_opt(5, m->height.has, m->height.value) +
           sum_real(6, m->duration.has, m->duration.value) +
           sum_text(7, m->content_hash.ptr, m->content_hash.len) +
           sum_text(8, m->metadata.ptr, m->metadata.len) + sum_int(9, m->created_at) +
           sum_opt(10, m->updated_at.has, m->updated_at.value);
}

// MEDIA(bench_list, id): runs the query and sums its rows.
#ifdef OWNED
static BenchPointList found;

static uint64_t sum_found(void)
{
    uint64_t sum = 0;
    for (size_t i = 0; i < found.count; i++)
        sum += sum_media(&found.items[i]);
    weave_arena_reset(&mem);
    return sum;
}

#define MEDIA(query, ...) (check(query(db, __VA_ARGS__, &mem, &found)), sum_found())
#define ALL_MEDIA(query)  (check(query(db, &mem, &found)), sum_found())
#else
static uint64_t total;

static bool add_media(void *sum, const void *row)
{
    *(uint64_t *)sum += sum_media(row);
    return true;
}

#define MEDIA(query, ...)                                                              \
    (total = 0, check(query##_each(db, __VA_ARGS__, add_media, &total)), total)
#define ALL_MEDIA(query) (total = 0, check(query##_each(db, add_media, &total)), total)
#endif

// --- works -------------------------------------------------------------------

static uint64_t point_of(int64_t i)
{
    BenchPoint row;
    check(bench_point(db, media_of(i), &mem, &row));
    uint64_t sum = sum_media(&row);
    weave_arena_reset(&mem);
    return sum;
}

static uint64_t join_of(int64_t i)
{
    BenchJoin row;
    check(bench_join(db, media_of(i), &mem, &row));
    BenchPoint media = {row.id,         row.uri,       row.mime_type,    row.width,
                        row.height,     row.duration,  row.content_hash, row.metadata,
                        row.created_at, row.updated_at};
    uint64_t sum =
        sum_media(&media) + sum_text(11, row.source_url.ptr, row.source_url.len);
    weave_arena_reset(&mem);
    return sum;
}

#ifdef OWNED
// As one read: the source and its media in nested structs.
static uint64_t parent_of(int64_t i)
{
    BenchParent row;
    check(bench_parent(db, source_of(i), &mem, &row));
    uint64_t sum = sum_int(1, row.id) + sum_text(2, row.url.ptr, row.url.len) +
                   sum_text(3, row.name.ptr, row.name.len);
    for (size_t k = 0; k < row.media.count; k++) {
        const BenchParentMedia *m = &row.media.items[k];
        BenchPoint media = {m->id,         m->uri,       m->mime_type,    m->width,
                            m->height,     m->duration,  m->content_hash, m->metadata,
                            m->created_at, m->updated_at};
        sum += sum_media(&media);
    }
    weave_arena_reset(&mem);
    return sum;
}
#else
static uint64_t parent_of(int64_t i)
{
    BenchSource row;
    check(bench_source(db, source_of(i), &mem, &row));
    uint64_t sum = sum_int(1, row.id) + sum_text(2, row.url.ptr, row.url.len) +
                   sum_text(3, row.name.ptr, row.name.len);
    sum += MEDIA(bench_list, row.id);
    weave_arena_reset(&mem);
    return sum;
}
#endif

static uint64_t each(uint64_t (*one)(int64_t), int64_t n)
{
    uint64_t sum = 0;
    for (int64_t i = 0; i < n; i++)
        sum += one(i);
    return sum;
}

static uint64_t each_in_batches(uint64_t (*one)(int64_t), int64_t n)
{
    uint64_t sum = 0;
    for (int64_t i = 0; i < n; i++) {
        if (i % BATCH == 0)
            check(weave_begin_read(db));
        sum += one(i);
        if (i % BATCH == BATCH - 1 || i == n - 1)
            check(weave_commit(db));
    }
    return sum;
}

static uint64_t work_point(int64_t n)
{
    return each(point_of, n);
}

static uint64_t work_point_batch(int64_t n)
{
    return each_in_batches(point_of, n);
}

static uint64_t work_join(int64_t n)
{
    return each(join_of, n);
}

static uint64_t work_join_batch(int64_t n)
{
    return each_in_batches(join_of, n);
}

static uint64_t work_parent(int64_t n)
{
    return each(parent_of, n);
}

static uint64_t work_parent_batch(int64_t n)
{
    return each_in_batches(parent_of, n);
}

static uint64_t work_list(int64_t n)
{
    uint64_t sum = 0;
    for (int64_t i = 0; i < n; i++)
        sum += MEDIA(bench_list, source_of(i));
    return sum;
}

static uint64_t work_scan(int64_t n)
{
    uint64_t sum = 0;
    for (int64_t i = 0; i < n; i++)
        sum += ALL_MEDIA(bench_scan);
    return sum;
}

static uint64_t work_insert(int64_t n)
{
    check(upload_insert_many(db, uploads, (size_t)n, NULL));
    return 0;
}

static uint64_t work_insert_returning(int64_t n)
{
    uint64_t sum = 0;
    check(weave_begin(db));
    for (int64_t i = 0; i < n; i++) {
        const UploadNew *u = &uploads[i];
        BenchInsertReturningParams params = {
            u->uri,          u->mime_type, u->width,      u->height,    u->duration,
            u->content_hash, u->metadata,  u->created_at, u->updated_at};
        BenchInsertReturning row;
        check(bench_insert_returning(db, &params, &row));
        sum += sum_int(1, row.id);
    }
    check(weave_commit(db));
    return sum;
}

static uint64_t work_update(int64_t n)
{
    check(weave_begin(db));
    for (int64_t i = 0; i < n; i++) {
        BenchText metadata = metadata_of(i);
        BenchUpdateParams params = {.width = weave_some_int(i % 4000),
                                    .height = weave_some_int(i % 3000),
                                    .metadata = {metadata.ptr, metadata.len},
                                    .updated_at = weave_some_int(1700000000 + i),
                                    .id = draft_of(i)};
        check(bench_update(db, &params, NULL));
    }
    check(weave_commit(db));
    return 0;
}

static uint64_t by_keys(size_t n_keys, int64_t n)
{
    int64_t keys[MOST_KEYS];
    WeaveIntList list = {keys, n_keys};
    uint64_t sum = 0;
    for (int64_t i = 0; i < n; i++) {
        keys_of(i, keys, n_keys);
        sum += MEDIA(bench_by_keys, list);
    }
    return sum;
}

static uint64_t work_keys3(int64_t n)
{
    return by_keys(3, n);
}

static uint64_t work_keys200(int64_t n)
{
    return by_keys(200, n);
}

static uint64_t work_keys2000(int64_t n)
{
    return by_keys(2000, n);
}

#ifdef OWNED
// As one read: a statement a level.
static uint64_t nested_of(int64_t first)
{
    uint64_t sum = 0;
    BenchNestedList list;
    check(bench_nested(db, first, first + PARENTS - 1, &mem, &list));
    for (size_t i = 0; i < list.count; i++) {
        const BenchNested *row = &list.items[i];
        sum += sum_int(1, row->id) + sum_text(2, row->uri.ptr, row->uri.len);
        for (size_t k = 0; k < row->notes.count; k++) {
            const BenchNestedNotes *note = &row->notes.items[k];
            sum += sum_int(1, note->id) + sum_text(2, note->body.ptr, note->body.len) +
                   sum_int(3, note->created_at);
        }
    }
    weave_arena_reset(&mem);
    return sum;
}
#else
static bool add_child(void *sum, const void *child)
{
    const BenchChildren *row = child;
    *(uint64_t *)sum += sum_int(1, row->id) +
                        sum_text(2, row->body.ptr, row->body.len) +
                        sum_int(3, row->created_at);
    return true;
}

static bool add_parent(void *sum, const void *parent)
{
    const BenchParents *row = parent;
    *(uint64_t *)sum += sum_int(1, row->id) + sum_text(2, row->uri.ptr, row->uri.len);
    check(bench_children_each(db, row->id, add_child, sum));
    return true;
}

static uint64_t nested_of(int64_t first)
{
    uint64_t sum = 0;
    check(bench_parents_each(db, first, first + PARENTS - 1, add_parent, &sum));
    return sum;
}
#endif

static uint64_t work_nested(int64_t n)
{
    uint64_t sum = 0;
    for (int64_t i = 0; i < n; i++)
        sum += nested_of(first_parent_of(i));
    return sum;
}

static uint64_t work_filter(int64_t n)
{
    uint64_t sum = 0;
    for (int64_t i = 0; i < n; i++) {
        BenchFilterParams params = {.with_mime_type = FILTER_TYPE(i),
                                    .with_min_width = FILTER_WIDTH(i),
                                    .source_id = source_of(i),
                                    .mime_type = WEAVE_TEXT(FILTER_MIME),
                                    .min_width = FILTER_LEAST};
        sum += MEDIA(bench_filter, &params);
    }
    return sum;
}

// --- connections -------------------------------------------------------------

enum {
    OPEN = WEAVE_OPEN_CREATE
#ifdef UNCHECKED
           | WEAVE_OPEN_UNCHECKED
#endif
#if defined TIER_B && !defined COUNTED
           | WEAVE_OPEN_UNCOUNTED
#endif
};

#ifdef TRACED
static int64_t traced;

static void see(void *rows, const WeaveTrace *t)
{
    *(int64_t *)rows += t->rows;
}
#endif

#ifdef WATCHED
static int64_t changed;

static void hear(void *times, const char *const *tables)
{
    *(int64_t *)times += tables && *tables;
}
#endif

static void watch(void)
{
#ifdef TRACED
    check(weave_trace(db, see, &traced));
#endif
#ifdef WATCHED
    check(weave_on_change(db, hear, &changed));
#endif
}

void contestant_open(void)
{
#ifdef TIER_A
    int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE;
    if (sqlite3_open_v2(bench.path, &connection, flags, NULL) != SQLITE_OK)
        bench_fail("sqlite3_open_v2", sqlite3_errmsg(connection));
    sqlite3_exec(connection, "PRAGMA synchronous = NORMAL", NULL, NULL, NULL);
    check(db_wrap(connection, OPEN, &db));
#else
    check(db_open(bench.path, OPEN, &db));
#endif
    watch();
}

void contestant_close(void)
{
    check(weave_close(db));
#ifdef TIER_A
    sqlite3_close(connection);
#endif
}

static uint64_t work_open(int64_t n)
{
    WeaveDb *kept = db;
#ifdef TIER_A
    sqlite3 *kept_connection = connection;
#endif
    uint64_t sum = 0;
    for (int64_t i = 0; i < n; i++) {
        contestant_open();
        sum += point_of(0);
        contestant_close();
    }
    db = kept;
#ifdef TIER_A
    connection = kept_connection;
#endif
    return sum;
}

static WeaveText woven(BenchText text)
{
    return (WeaveText){text.ptr, text.len};
}

static WeaveOptInt optional(bool has, int64_t value)
{
    return has ? weave_some_int(value) : (WeaveOptInt){0};
}

void contestant_prepare(int64_t n)
{
    uploads = calloc((size_t)n + 1, sizeof *uploads);
    if (!uploads)
        bench_fail("calloc", "no memory");
    for (int64_t i = 0; i < n; i++) {
        const NewRow *u = &bench.uploads[i];
        uploads[i] = (UploadNew){
            .uri = woven(u->uri),
            .mime_type = woven(u->mime_type),
            .width = optional(u->has_size, u->width),
            .height = optional(u->has_size, u->height),
            .duration =
                u->has_duration ? weave_some_real(u->duration) : (WeaveOptReal){0},
            .content_hash = woven(u->content_hash),
            .metadata = woven(u->metadata),
            .created_at = u->created_at,
            .updated_at = optional(u->has_updated_at, u->updated_at),
        };
    }
}

void contestant_exec(const char *sql)
{
    char *why = NULL;
    if (sqlite3_exec(weave_handle(db), sql, NULL, NULL, &why) != SQLITE_OK)
        bench_fail("sqlite3_exec", why);
}

int64_t contestant_number(const char *sql)
{
    sqlite3_stmt *s;
    if (sqlite3_prepare_v2(weave_handle(db), sql, -1, &s, NULL) != SQLITE_OK ||
        sqlite3_step(s) != SQLITE_ROW)
        bench_fail(sql, sqlite3_errmsg(weave_handle(db)));
    int64_t number = sqlite3_column_int64(s, 0);
    sqlite3_finalize(s);
    return number;
}

const Work works[] = {
    {"point", work_point},
    {"point_batch", work_point_batch},
    {"list", work_list},
    {"scan", work_scan},
    {"insert", work_insert},
    {"join", work_join},
    {"join_batch", work_join_batch},
    {"update", work_update},
    {"parent", work_parent},
    {"parent_batch", work_parent_batch},
    {"keys3", work_keys3},
    {"keys200", work_keys200},
    {"keys2000", work_keys2000},
    {"nested", work_nested},
    {"filter", work_filter},
    {"insert_returning", work_insert_returning},
    {"open", work_open},
    {NULL, NULL},
};
