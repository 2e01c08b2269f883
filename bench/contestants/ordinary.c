// ordinary.c - C as it is mostly written: each call prepares, binds, steps, copies each
// text, and finalizes.

#define _POSIX_C_SOURCE 200809L

#include "harness.h"

#include <sqlite3.h>
#include <stdio.h>
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
    char *uri, *mime_type;
    bool has_width, has_height, has_duration, has_updated_at;
    int64_t width, height;
    double duration;
    char *content_hash, *metadata;
    int64_t created_at, updated_at;
} Media;

static sqlite3 *db;

static void check(bool good)
{
    if (!good)
        bench_fail("ordinary", sqlite3_errmsg(db));
}

static sqlite3_stmt *prepare(const char *sql)
{
    sqlite3_stmt *s;
    check(sqlite3_prepare_v2(db, sql, -1, &s, NULL) == SQLITE_OK);
    return s;
}

static char *text_at(sqlite3_stmt *s, int column)
{
    const char *text = (const char *)sqlite3_column_text(s, column);
    return text ? strdup(text) : NULL;
}

static bool is_there(sqlite3_stmt *s, int column)
{
    return sqlite3_column_type(s, column) != SQLITE_NULL;
}

static void read_media(sqlite3_stmt *s, Media *m)
{
    m->id = sqlite3_column_int64(s, 0);
    m->uri = text_at(s, 1);
    m->mime_type = text_at(s, 2);
    m->has_width = is_there(s, 3);
    m->width = sqlite3_column_int64(s, 3);
    m->has_height = is_there(s, 4);
    m->height = sqlite3_column_int64(s, 4);
    m->has_duration = is_there(s, 5);
    m->duration = sqlite3_column_double(s, 5);
    m->content_hash = text_at(s, 6);
    m->metadata = text_at(s, 7);
    m->created_at = sqlite3_column_int64(s, 8);
    m->has_updated_at = is_there(s, 9);
    m->updated_at = sqlite3_column_int64(s, 9);
}

static uint64_t sum_string(uint64_t place, const char *text)
{
    return sum_text(place, text, text ? strlen(text) : 0);
}

static uint64_t sum_media(const Media *m)
{
    return sum_int(1, m->id) + sum_string(2, m->uri) + sum_string(3, m->mime_type) +
           sum_opt(4, m->has_width, m->width) + sum_opt(5, m->has_height, m->height) +
           sum_real(6, m->has_duration, m->duration) + sum_string(7, m->content_hash) +
           sum_string(8, m->metadata) + sum_int(9, m->created_at) +
           sum_opt(10, m->has_updated_at, m->updated_at);
}

static void free_media(Media *m)
{
    free(m->uri);
    free(m->mime_type);
    free(m->content_hash);
    free(m->metadata);
}

static uint64_t sum_rows(sqlite3_stmt *s)
{
    Media *rows = NULL;
    size_t n = 0, capacity = 0;
    uint64_t sum = 0;
    while (sqlite3_step(s) == SQLITE_ROW) {
        if (n == capacity) {
            capacity = capacity ? 2 * capacity : 16;
            rows = realloc(rows, capacity * sizeof *rows);
        }
        read_media(s, &rows[n++]);
    }
    check(sqlite3_finalize(s) == SQLITE_OK);
    for (size_t i = 0; i < n; i++) {
        sum += sum_media(&rows[i]);
        free_media(&rows[i]);
    }
    free(rows);
    return sum;
}

// --- works -------------------------------------------------------------------

static uint64_t work_point(int64_t n)
{
    uint64_t sum = 0;
    for (int64_t i = 0; i < n; i++) {
        Media row;
        sqlite3_stmt *s = prepare("SELECT " COLUMNS " FROM media WHERE id = ?");
        sqlite3_bind_int64(s, 1, media_of(i));
        check(sqlite3_step(s) == SQLITE_ROW);
        read_media(s, &row);
        sqlite3_finalize(s);
        sum += sum_media(&row);
        free_media(&row);
    }
    return sum;
}

static uint64_t list_source(int64_t id)
{
    sqlite3_stmt *s = prepare("SELECT " COLUMNS " FROM media WHERE source_id = ?");
    sqlite3_bind_int64(s, 1, id);
    return sum_rows(s);
}

static uint64_t work_list(int64_t n)
{
    uint64_t sum = 0;
    for (int64_t i = 0; i < n; i++)
        sum += list_source(source_of(i));
    return sum;
}

static uint64_t work_scan(int64_t n)
{
    uint64_t sum = 0;
    for (int64_t i = 0; i < n; i++)
        sum += sum_rows(prepare("SELECT " COLUMNS " FROM media"));
    return sum;
}

static uint64_t work_join(int64_t n)
{
    uint64_t sum = 0;
    for (int64_t i = 0; i < n; i++) {
        Media row;
        sqlite3_stmt *s =
            prepare("SELECT m.id, m.uri, m.mime_type, m.width, m.height, m.duration, "
                    "m.content_hash, m.metadata, m.created_at, m.updated_at, s.url "
                    "FROM media m JOIN media_source s ON s.id = m.source_id "
                    "WHERE m.id = ?");
        sqlite3_bind_int64(s, 1, media_of(i));
        check(sqlite3_step(s) == SQLITE_ROW);
        read_media(s, &row);
        char *url = text_at(s, 10);
        sqlite3_finalize(s);
        sum += sum_media(&row) + sum_string(11, url);
        free_media(&row);
        free(url);
    }
    return sum;
}

static void bind_text(sqlite3_stmt *s, int place, BenchText text)
{
    sqlite3_bind_text(s, place, text.ptr, -1, SQLITE_TRANSIENT);
}

static void bind_opt(sqlite3_stmt *s, int place, bool has, int64_t value)
{
    if (has)
        sqlite3_bind_int64(s, place, value);
    else
        sqlite3_bind_null(s, place);
}

static sqlite3_stmt *bind_upload(sqlite3_stmt *s, const NewRow *u)
{
    bind_text(s, 1, u->uri);
    bind_text(s, 2, u->mime_type);
    bind_opt(s, 3, u->has_size, u->width);
    bind_opt(s, 4, u->has_size, u->height);
    if (u->has_duration)
        sqlite3_bind_double(s, 5, u->duration);
    bind_text(s, 6, u->content_hash);
    bind_text(s, 7, u->metadata);
    sqlite3_bind_int64(s, 8, u->created_at);
    bind_opt(s, 9, u->has_updated_at, u->updated_at);
    return s;
}

static uint64_t work_insert(int64_t n)
{
    contestant_exec("BEGIN");
    for (int64_t i = 0; i < n; i++) {
        sqlite3_stmt *s = bind_upload(prepare(INSERT), &bench.uploads[i]);
        check(sqlite3_step(s) == SQLITE_DONE);
        sqlite3_finalize(s);
    }
    contestant_exec("COMMIT");
    return 0;
}

static uint64_t work_insert_returning(int64_t n)
{
    uint64_t sum = 0;
    contestant_exec("BEGIN");
    for (int64_t i = 0; i < n; i++) {
        sqlite3_stmt *s =
            bind_upload(prepare(INSERT " RETURNING id"), &bench.uploads[i]);
        check(sqlite3_step(s) == SQLITE_ROW);
        sum += sum_int(1, sqlite3_column_int64(s, 0));
        sqlite3_finalize(s);
    }
    contestant_exec("COMMIT");
    return sum;
}

static uint64_t work_update(int64_t n)
{
    contestant_exec("BEGIN");
    for (int64_t i = 0; i < n; i++) {
        sqlite3_stmt *s = prepare("UPDATE draft SET width = ?, height = ?, "
                                  "metadata = ?, updated_at = ? WHERE id = ?");
        sqlite3_bind_int64(s, 1, i % 4000);
        sqlite3_bind_int64(s, 2, i % 3000);
        bind_text(s, 3, metadata_of(i));
        sqlite3_bind_int64(s, 4, 1700000000 + i);
        sqlite3_bind_int64(s, 5, draft_of(i));
        check(sqlite3_step(s) == SQLITE_DONE);
        sqlite3_finalize(s);
    }
    contestant_exec("COMMIT");
    return 0;
}

static uint64_t work_parent(int64_t n)
{
    uint64_t sum = 0;
    for (int64_t i = 0; i < n; i++) {
        sqlite3_stmt *s =
            prepare("SELECT id, url, name FROM media_source WHERE id = ?");
        sqlite3_bind_int64(s, 1, source_of(i));
        check(sqlite3_step(s) == SQLITE_ROW);
        int64_t id = sqlite3_column_int64(s, 0);
        char *url = text_at(s, 1), *name = text_at(s, 2);
        sqlite3_finalize(s);
        sum += sum_int(1, id) + sum_string(2, url) + sum_string(3, name);
        sum += list_source(id);
        free(url);
        free(name);
    }
    return sum;
}

static uint64_t by_keys(size_t n_keys, int64_t n)
{
    int64_t keys[MOST_KEYS];
    uint64_t sum = 0;
    for (int64_t i = 0; i < n; i++) {
        char sql[128 + 2 * MOST_KEYS] = "SELECT " COLUMNS " FROM media WHERE id IN (?";
        char *end = sql + strlen(sql);
        for (size_t k = 1; k < n_keys; k++)
            end = stpcpy(end, ",?");
        strcpy(end, ")");
        keys_of(i, keys, n_keys);
        sqlite3_stmt *s = prepare(sql);
        for (size_t k = 0; k < n_keys; k++)
            sqlite3_bind_int64(s, (int)k + 1, keys[k]);
        sum += sum_rows(s);
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

static uint64_t sum_children(int64_t media)
{
    uint64_t sum = 0;
    sqlite3_stmt *s =
        prepare("SELECT id, body, created_at FROM note WHERE media_id = ?");
    sqlite3_bind_int64(s, 1, media);
    while (sqlite3_step(s) == SQLITE_ROW) {
        char *body = text_at(s, 1);
        sum += sum_int(1, sqlite3_column_int64(s, 0)) + sum_string(2, body) +
               sum_int(3, sqlite3_column_int64(s, 2));
        free(body);
    }
    sqlite3_finalize(s);
    return sum;
}

static uint64_t work_nested(int64_t n)
{
    uint64_t sum = 0;
    for (int64_t i = 0; i < n; i++) {
        int64_t first = first_parent_of(i);
        sqlite3_stmt *s = prepare("SELECT id, uri FROM media WHERE id BETWEEN ? AND ?");
        sqlite3_bind_int64(s, 1, first);
        sqlite3_bind_int64(s, 2, first + PARENTS - 1);
        while (sqlite3_step(s) == SQLITE_ROW) {
            int64_t id = sqlite3_column_int64(s, 0);
            char *uri = text_at(s, 1);
            sum += sum_int(1, id) + sum_string(2, uri) + sum_children(id);
            free(uri);
        }
        sqlite3_finalize(s);
    }
    return sum;
}

static uint64_t work_filter(int64_t n)
{
    uint64_t sum = 0;
    for (int64_t i = 0; i < n; i++) {
        char sql[256] = "SELECT " COLUMNS " FROM media WHERE source_id = ?";
        if (FILTER_TYPE(i))
            strcat(sql, " AND mime_type = ?");
        if (FILTER_WIDTH(i))
            strcat(sql, " AND width >= ?");
        sqlite3_stmt *s = prepare(sql);
        int place = 1;
        sqlite3_bind_int64(s, place++, source_of(i));
        if (FILTER_TYPE(i))
            sqlite3_bind_text(s, place++, FILTER_MIME, -1, SQLITE_TRANSIENT);
        if (FILTER_WIDTH(i))
            sqlite3_bind_int64(s, place, FILTER_LEAST);
        sum += sum_rows(s);
    }
    return sum;
}

static uint64_t work_open(int64_t n)
{
    sqlite3 *kept = db;
    uint64_t sum = 0;
    for (int64_t i = 0; i < n; i++) {
        contestant_open();
        sum += work_point(1);
        sqlite3_close(db);
    }
    db = kept;
    return sum;
}

// --- connections -------------------------------------------------------------

void contestant_open(void)
{
    check(sqlite3_open(bench.path, &db) == SQLITE_OK);
    contestant_exec("PRAGMA foreign_keys = ON; PRAGMA synchronous = NORMAL");
}

void contestant_prepare(int64_t n)
{
    (void)n;
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
    sqlite3_close(db);
}

const Work works[] = {
    {"point", work_point},
    {"list", work_list},
    {"scan", work_scan},
    {"insert", work_insert},
    {"join", work_join},
    {"update", work_update},
    {"parent", work_parent},
    {"keys3", work_keys3},
    {"keys200", work_keys200},
    {"keys2000", work_keys2000},
    {"nested", work_nested},
    {"filter", work_filter},
    {"insert_returning", work_insert_returning},
    {"open", work_open},
    {NULL, NULL},
};
