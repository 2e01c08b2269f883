// ideal.c - C as it can be written by hand: prepared once, bind, step, columns straight
// into a struct. With -DOWNED rows are copied into an arena, lists are arrays of rows.
// With -DTUNED SQLite is asked for no mutex and no statistics of memory.

#include "harness.h"

#include <sqlite3.h>
#include <stdlib.h>
#include <string.h>

#define COLUMNS                                                                        \
    "id, uri, mime_type, width, height, duration, content_hash, metadata, "            \
    "created_at, updated_at"
#define INSERT                                                                         \
    "INSERT INTO upload (uri, mime_type, width, height, duration, content_hash, "      \
    "metadata, created_at, updated_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"

typedef struct Media {
    int64_t id;
    BenchText uri, mime_type;
    bool has_width, has_height, has_duration, has_updated_at;
    int64_t width, height;
    double duration;
    BenchText content_hash, metadata;
    int64_t created_at, updated_at;
} Media;

static sqlite3 *db;
static sqlite3_stmt *point, *list, *scan, *insert, *insert_returning, *join, *update,
    *source, *keys3, *keys200, *keys2000, *parents, *children, *filters[4], *begin,
    *commit;

static void check(bool good)
{
    if (!good)
        bench_fail("ideal", sqlite3_errmsg(db));
}

// --- memory ------------------------------------------------------------------

#ifdef OWNED
typedef struct Chunk {
    struct Chunk *next;
    char bytes[];
} Chunk;

enum { CHUNK = 1 << 20 };
static Chunk *chunks;
static char *next;
static size_t left;

static void *take(size_t size)
{
    size = (size + 7) & ~(size_t)7;
    if (size > left) {
        size_t room = size > CHUNK ? size : CHUNK;
        Chunk *chunk = malloc(sizeof *chunk + room);
        if (!chunk)
            bench_fail("malloc", "no memory");
        chunk->next = chunks;
        chunks = chunk;
        next = chunk->bytes;
        left = room;
    }
    void *memory = next;
    next += size;
    left -= size;
    return memory;
}

// Everything is given back but the first chunk, as a careful arena does.
static void release(void)
{
    while (chunks && chunks->next) {
        Chunk *chunk = chunks;
        chunks = chunk->next;
        free(chunk);
    }
    if (chunks) {
        next = chunks->bytes;
        left = CHUNK;
    }
}

static BenchText keep(BenchText text)
{
    if (!text.ptr)
        return text;
    char *copy = take(text.len + 1);
    memcpy(copy, text.ptr, text.len + 1);
    text.ptr = copy;
    return text;
}

// The place for item n of an array, which is moved to twice the room when it is full.
static void *grow(void *items, size_t n, size_t size)
{
    if (n & (n - 1))
        return items;
    void *moved = take((n ? 2 * n : 1) * size);
    if (n)
        memcpy(moved, items, n * size);
    return moved;
}
#endif

// --- reading -----------------------------------------------------------------

static inline BenchText text_at(sqlite3_stmt *s, int column)
{
    BenchText text = {(const char *)sqlite3_column_text(s, column), 0};
    if (text.ptr)
        text.len = (size_t)sqlite3_column_bytes(s, column);
#ifdef OWNED
    text = keep(text);
#endif
    return text;
}

// Asked for its type only if it may be null.
static inline bool int_at(sqlite3_stmt *s, int column, int64_t *value)
{
    *value = sqlite3_column_int64(s, column);
    return *value != 0 || sqlite3_column_type(s, column) != SQLITE_NULL;
}

static inline bool real_at(sqlite3_stmt *s, int column, double *value)
{
    *value = sqlite3_column_double(s, column);
    return *value != 0 || sqlite3_column_type(s, column) != SQLITE_NULL;
}

static inline void read_media(sqlite3_stmt *s, Media *m)
{
    m->id = sqlite3_column_int64(s, 0);
    m->uri = text_at(s, 1);
    m->mime_type = text_at(s, 2);
    m->has_width = int_at(s, 3, &m->width);
    m->has_height = int_at(s, 4, &m->height);
    m->has_duration = real_at(s, 5, &m->duration);
    m->content_hash = text_at(s, 6);
    m->metadata = text_at(s, 7);
    m->created_at = sqlite3_column_int64(s, 8);
    m->has_updated_at = int_at(s, 9, &m->updated_at);
}

static inline uint64_t sum_media(const Media *m)
{
    return sum_int(1, m->id) + sum_text(2, m->uri.ptr, m->uri.len) +
           sum_text(3, m->mime_type.ptr, m->mime_type.len) +
           sum_opt(4, m->has_width, m->width) + sum_opt(5, m->has_height, m->height) +
           sum_real(6, m->has_duration, m->duration) +
           sum_text(7, m->content_hash.ptr, m->content_hash.len) +
           sum_text(8, m->metadata.ptr, m->metadata.len) + sum_int(9, m->created_at) +
           sum_opt(10, m->has_updated_at, m->updated_at);
}

// All rows of a statement that has been bound.
static uint64_t sum_rows(sqlite3_stmt *s)
{
    uint64_t sum = 0;
#ifdef OWNED
    Media *rows = NULL;
    size_t n = 0;
    while (sqlite3_step(s) == SQLITE_ROW) {
        rows = grow(rows, n, sizeof *rows);
        read_media(s, &rows[n++]);
    }
    for (size_t i = 0; i < n; i++)
        sum += sum_media(&rows[i]);
    release();
#else
    Media row;
    while (sqlite3_step(s) == SQLITE_ROW) {
        read_media(s, &row);
        sum += sum_media(&row);
    }
#endif
    check(sqlite3_reset(s) == SQLITE_OK);
    return sum;
}

static void finish(void)
{
#ifdef OWNED
    release();
#endif
}

// --- works -------------------------------------------------------------------

static void run(sqlite3_stmt *s)
{
    check(sqlite3_step(s) == SQLITE_DONE);
    sqlite3_reset(s);
}

static uint64_t point_of(int64_t i)
{
    Media row;
    sqlite3_bind_int64(point, 1, media_of(i));
    check(sqlite3_step(point) == SQLITE_ROW);
    read_media(point, &row);
    uint64_t sum = sum_media(&row);
    sqlite3_reset(point);
    finish();
    return sum;
}

static uint64_t join_of(int64_t i)
{
    Media row;
    sqlite3_bind_int64(join, 1, media_of(i));
    check(sqlite3_step(join) == SQLITE_ROW);
    read_media(join, &row);
    BenchText url = text_at(join, 10);
    uint64_t sum = sum_media(&row) + sum_text(11, url.ptr, url.len);
    sqlite3_reset(join);
    finish();
    return sum;
}

static uint64_t parent_of(int64_t i)
{
    sqlite3_bind_int64(source, 1, source_of(i));
    check(sqlite3_step(source) == SQLITE_ROW);
    int64_t id = sqlite3_column_int64(source, 0);
    BenchText url = text_at(source, 1), name = text_at(source, 2);
    uint64_t sum = sum_int(1, id) + sum_text(2, url.ptr, url.len) +
                   sum_text(3, name.ptr, name.len);
    sqlite3_reset(source);
    sqlite3_bind_int64(list, 1, id);
    return sum + sum_rows(list);
}

static uint64_t each(uint64_t (*one)(int64_t), int64_t n)
{
    uint64_t sum = 0;
    for (int64_t i = 0; i < n; i++)
        sum += one(i);
    return sum;
}

// The same in transactions of a hundred calls.
static uint64_t each_in_batches(uint64_t (*one)(int64_t), int64_t n)
{
    uint64_t sum = 0;
    for (int64_t i = 0; i < n; i++) {
        if (i % BATCH == 0)
            run(begin);
        sum += one(i);
        if (i % BATCH == BATCH - 1 || i == n - 1)
            run(commit);
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
    for (int64_t i = 0; i < n; i++) {
        sqlite3_bind_int64(list, 1, source_of(i));
        sum += sum_rows(list);
    }
    return sum;
}

static uint64_t work_scan(int64_t n)
{
    uint64_t sum = 0;
    for (int64_t i = 0; i < n; i++)
        sum += sum_rows(scan);
    return sum;
}

static inline void bind_text(sqlite3_stmt *s, int place, BenchText text)
{
    if (text.ptr)
        sqlite3_bind_text(s, place, text.ptr, (int)text.len, SQLITE_STATIC);
    else
        sqlite3_bind_null(s, place);
}

static inline void bind_opt(sqlite3_stmt *s, int place, bool has, int64_t value)
{
    if (has)
        sqlite3_bind_int64(s, place, value);
    else
        sqlite3_bind_null(s, place);
}

static inline void bind_upload(sqlite3_stmt *s, const NewRow *u)
{
    bind_text(s, 1, u->uri);
    bind_text(s, 2, u->mime_type);
    bind_opt(s, 3, u->has_size, u->width);
    bind_opt(s, 4, u->has_size, u->height);
    if (u->has_duration)
        sqlite3_bind_double(s, 5, u->duration);
    else
        sqlite3_bind_null(s, 5);
    bind_text(s, 6, u->content_hash);
    bind_text(s, 7, u->metadata);
    sqlite3_bind_int64(s, 8, u->created_at);
    bind_opt(s, 9, u->has_updated_at, u->updated_at);
}

static uint64_t work_insert(int64_t n)
{
    run(begin);
    for (int64_t i = 0; i < n; i++) {
        bind_upload(insert, &bench.uploads[i]);
        run(insert);
    }
    run(commit);
    return 0;
}

static uint64_t work_insert_returning(int64_t n)
{
    uint64_t sum = 0;
    run(begin);
    for (int64_t i = 0; i < n; i++) {
        bind_upload(insert_returning, &bench.uploads[i]);
        check(sqlite3_step(insert_returning) == SQLITE_ROW);
        sum += sum_int(1, sqlite3_column_int64(insert_returning, 0));
        sqlite3_reset(insert_returning);
    }
    run(commit);
    return sum;
}

static uint64_t work_update(int64_t n)
{
    run(begin);
    for (int64_t i = 0; i < n; i++) {
        sqlite3_bind_int64(update, 1, i % 4000);
        sqlite3_bind_int64(update, 2, i % 3000);
        bind_text(update, 3, metadata_of(i));
        sqlite3_bind_int64(update, 4, 1700000000 + i);
        sqlite3_bind_int64(update, 5, draft_of(i));
        run(update);
    }
    run(commit);
    return 0;
}

static uint64_t by_keys(sqlite3_stmt *s, size_t n_keys, int64_t n)
{
    int64_t keys[MOST_KEYS];
    uint64_t sum = 0;
    for (int64_t i = 0; i < n; i++) {
        keys_of(i, keys, n_keys);
        for (size_t k = 0; k < n_keys; k++)
            sqlite3_bind_int64(s, (int)k + 1, keys[k]);
        sum += sum_rows(s);
    }
    return sum;
}

static uint64_t work_keys3(int64_t n)
{
    return by_keys(keys3, 3, n);
}

static uint64_t work_keys200(int64_t n)
{
    return by_keys(keys200, 200, n);
}

static uint64_t work_keys2000(int64_t n)
{
    return by_keys(keys2000, 2000, n);
}

static uint64_t sum_children(int64_t media)
{
    uint64_t sum = 0;
    sqlite3_bind_int64(children, 1, media);
    while (sqlite3_step(children) == SQLITE_ROW) {
        int64_t id = sqlite3_column_int64(children, 0);
        BenchText body = text_at(children, 1);
        sum += sum_int(1, id) + sum_text(2, body.ptr, body.len) +
               sum_int(3, sqlite3_column_int64(children, 2));
    }
    sqlite3_reset(children);
    return sum;
}

static uint64_t work_nested(int64_t n)
{
    uint64_t sum = 0;
    for (int64_t i = 0; i < n; i++) {
        int64_t first = first_parent_of(i);
        sqlite3_bind_int64(parents, 1, first);
        sqlite3_bind_int64(parents, 2, first + PARENTS - 1);
        while (sqlite3_step(parents) == SQLITE_ROW) {
            int64_t id = sqlite3_column_int64(parents, 0);
            BenchText uri = text_at(parents, 1);
            sum += sum_int(1, id) + sum_text(2, uri.ptr, uri.len) + sum_children(id);
        }
        sqlite3_reset(parents);
        finish();
    }
    return sum;
}

static uint64_t work_filter(int64_t n)
{
    uint64_t sum = 0;
    for (int64_t i = 0; i < n; i++) {
        sqlite3_stmt *s = filters[i & 3];
        int place = 1;
        sqlite3_bind_int64(s, place++, source_of(i));
        if (FILTER_TYPE(i))
            sqlite3_bind_text(s, place++, FILTER_MIME, sizeof FILTER_MIME - 1,
                              SQLITE_STATIC);
        if (FILTER_WIDTH(i))
            sqlite3_bind_int64(s, place, FILTER_LEAST);
        sum += sum_rows(s);
    }
    return sum;
}

// --- connections -------------------------------------------------------------

static void open_connection(void)
{
    int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE;
#ifdef TUNED
    sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0); // the first time; later it is refused
    flags |= SQLITE_OPEN_NOMUTEX;
#endif
    check(sqlite3_open_v2(bench.path, &db, flags, NULL) == SQLITE_OK);
    contestant_exec("PRAGMA foreign_keys = ON; PRAGMA synchronous = NORMAL");
}

static uint64_t work_open(int64_t n)
{
    sqlite3 *kept = db;
    sqlite3_stmt *kept_point = point;
    uint64_t sum = 0;
    for (int64_t i = 0; i < n; i++) {
        open_connection();
        check(sqlite3_prepare_v2(db, "SELECT " COLUMNS " FROM media WHERE id = ?", -1,
                                 &point, NULL) == SQLITE_OK);
        sum += point_of(0);
        sqlite3_finalize(point);
        sqlite3_close(db);
    }
    db = kept;
    point = kept_point;
    return sum;
}

static sqlite3_stmt *prepare(const char *sql)
{
    sqlite3_stmt *s;
    check(sqlite3_prepare_v3(db, sql, -1, SQLITE_PREPARE_PERSISTENT, &s, NULL) ==
          SQLITE_OK);
    return s;
}

static sqlite3_stmt *prepare_keys(size_t n)
{
    char sql[128 + 2 * MOST_KEYS] = "SELECT " COLUMNS " FROM media WHERE id IN (?";
    char *end = sql + strlen(sql);
    for (size_t i = 1; i < n; i++) {
        *end++ = ',';
        *end++ = '?';
    }
    *end++ = ')';
    *end = '\0';
    return prepare(sql);
}

void contestant_open(void)
{
    open_connection();
}

void contestant_prepare(int64_t n)
{
    (void)n;
    point = prepare("SELECT " COLUMNS " FROM media WHERE id = ?");
    list = prepare("SELECT " COLUMNS " FROM media WHERE source_id = ?");
    scan = prepare("SELECT " COLUMNS " FROM media");
    insert = prepare(INSERT);
    insert_returning = prepare(INSERT " RETURNING id");
    join = prepare("SELECT m.id, m.uri, m.mime_type, m.width, m.height, m.duration, "
                   "m.content_hash, m.metadata, m.created_at, m.updated_at, s.url FROM "
                   "media m JOIN media_source s ON s.id = m.source_id WHERE m.id = ?");
    update = prepare("UPDATE draft SET width = ?, height = ?, metadata = ?, "
                     "updated_at = ? WHERE id = ?");
    source = prepare("SELECT id, url, name FROM media_source WHERE id = ?");
    keys3 = prepare_keys(3);
    keys200 = prepare_keys(200);
    keys2000 = prepare_keys(2000);
    parents = prepare("SELECT id, uri FROM media WHERE id BETWEEN ? AND ?");
    children = prepare("SELECT id, body, created_at FROM note WHERE media_id = ?");
    filters[0] = prepare("SELECT " COLUMNS " FROM media WHERE source_id = ?");
    filters[1] =
        prepare("SELECT " COLUMNS " FROM media WHERE source_id = ? AND mime_type = ?");
    filters[2] =
        prepare("SELECT " COLUMNS " FROM media WHERE source_id = ? AND width >= ?");
    filters[3] = prepare("SELECT " COLUMNS " FROM media WHERE source_id = ? AND "
                         "mime_type = ? AND width >= ?");
    begin = prepare("BEGIN");
    commit = prepare("COMMIT");
}

void contestant_exec(const char *sql)
{
    check(sqlite3_exec(db, sql, NULL, NULL, NULL) == SQLITE_OK);
}

int64_t contestant_number(const char *sql)
{
    sqlite3_stmt *s = prepare(sql);
    check(sqlite3_step(s) == SQLITE_ROW);
    int64_t number = sqlite3_column_int64(s, 0);
    sqlite3_finalize(s);
    return number;
}

void contestant_close(void)
{
    sqlite3_stmt *s;
    while ((s = sqlite3_next_stmt(db, NULL)) != NULL)
        sqlite3_finalize(s);
    sqlite3_close(db);
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
