// threads.c - threads share woven statements, each with its own connection to one file.
//
//     threads DBFILE
//
// Built with ThreadSanitizer together with the runtime and the woven code, by
// threads.sh. Whatever the order, the counts at the end are known.

#include "db.gen.h"
#include "tests/woven/check.h"

#include <pthread.h>
#include <sched.h>
#include <sqlite3.h>

enum { THREADS = 4, ROUNDS = 40, EACH = 3 };

static const char *path;
static WeaveDb *db; // the main thread's
static pthread_barrier_t together;

// --- what a thread does ------------------------------------------------------

typedef struct Worker {
    pthread_t thread;
    WeaveDb *db;
    WeaveArena mem;
    WeaveText name; // its mime type and directory
    int64_t ids[ROUNDS * EACH];
    size_t n;
    long busy;
    const char *failed; // the first call that did not do as it should
    char why[200];
} Worker;

// Whoever does not get the lock tries again; the connections do not wait.
static WeaveStatus begin(Worker *w)
{
    WeaveStatus status;
    while ((status = weave_begin(w->db)) == WEAVE_BUSY) {
        w->busy++;
        sched_yield();
    }
    return status;
}

static bool holds(Worker *w, bool truth, const char *what)
{
    if (!truth && !w->failed) {
        w->failed = what;
        snprintf(w->why, sizeof w->why, "%s", weave_message(w->db));
    }
    return truth;
}

#define HOLDS(w, truth)   holds(w, truth, #truth)
#define SUCCEEDS(w, call) holds(w, (call) == WEAVE_OK, #call)

static void insert(Worker *w)
{
    int64_t id;
    Media made;
    MediaNew media = {.mime_type = w->name, .uri = WEAVE_TEXT("")};
    if (!SUCCEEDS(w, media_insert(w->db, &media, &id)))
        return;
    w->ids[w->n++] = id;
    if (SUCCEEDS(w, media_get(w->db, id, &w->mem, &made)))
        HOLDS(w, same_text(made.mime_type, w->name));
}

// A few rows in one transaction, and more that are taken back.
static void write_some(Worker *w)
{
    SyncLogNew exchange = {.directory = w->name, .started_at = 1};
    size_t before = w->n;
    if (!SUCCEEDS(w, begin(w)))
        return;
    for (int i = 0; i < EACH; i++)
        insert(w);
    SUCCEEDS(w, weave_begin(w->db));
    SUCCEEDS(w, sync_log_insert(w->db, &exchange, NULL));
    SUCCEEDS(w, weave_rollback(w->db));
    exchange.started_at = 2;
    SUCCEEDS(w, sync_log_insert(w->db, &exchange, NULL));
    SUCCEEDS(w, weave_commit(w->db));
    HOLDS(w, w->n == before + EACH);
}

// Its own rows, by a list of their keys: as many as were committed.
static void read_own(Worker *w)
{
    MediaList list;
    WeaveIntList ids = {w->ids, w->n};
    if (SUCCEEDS(w, media_list_by_ids(w->db, ids, &w->mem, &list)))
        HOLDS(w, list.count == w->n);
    weave_arena_reset(&w->mem);
}

// Everybody's rows as they are at one moment, and inside it the same query again.
static void read_all(Worker *w)
{
    int64_t rows_seen = 0;
    SUCCEEDS(w, weave_begin_read(w->db));
    MediaListAllRows rows = media_list_all_rows(w->db);
    while (media_list_all_rows_next(&rows)) {
        if (rows_seen++ > 0)
            continue;
        MediaListAllRows inner = media_list_all_rows(w->db);
        HOLDS(w, media_list_all_rows_next(&inner) && inner.row.id == rows.row.id);
        SUCCEEDS(w, media_list_all_rows_end(&inner));
    }
    SUCCEEDS(w, media_list_all_rows_end(&rows));
    SUCCEEDS(w, weave_commit(w->db));
    HOLDS(w, rows_seen >= (int64_t)w->n && rows_seen % EACH == 0);
}

static void *work(void *argument)
{
    Worker *w = argument;
    if (SUCCEEDS(w, db_open(path, 0, &w->db)))
        sqlite3_busy_timeout(weave_handle(w->db), 0);
    WeaveStatus refused = weave_begin(w->db);
    HOLDS(w, refused == WEAVE_BUSY);
    HOLDS(w, strstr(weave_message(w->db), "database is locked") != NULL);
    pthread_barrier_wait(&together); // all meet their first statement at once
    for (int i = 0; i < ROUNDS && !w->failed; i++) {
        read_own(w);
        write_some(w);
        read_all(w);
    }
    weave_arena_free(&w->mem);
    SUCCEEDS(w, weave_close(w->db));
    return NULL;
}

// --- all of them -------------------------------------------------------------

static Worker workers[THREADS];

static void start(void)
{
    static const char *const names[THREADS] = {"a", "b", "c", "d"};
    for (size_t i = 0; i < THREADS; i++) {
        workers[i].name = weave_text(names[i]);
        CHECK(pthread_create(&workers[i].thread, NULL, work, &workers[i]) == 0);
    }
}

static void finish(void)
{
    long busy = 0;
    for (size_t i = 0; i < THREADS; i++) {
        Worker *w = &workers[i];
        CHECK(pthread_join(w->thread, NULL) == 0);
        CHECK(!w->failed);
        if (w->failed)
            printf("# %s: %s: %s\n", w->name.ptr, w->failed, w->why);
        busy += w->busy;
    }
    printf("# weave_begin() was refused %ld times\n", busy);
}

static void count(void)
{
    WeaveArena mem = {0};
    MediaCountByMimeTypeList list;
    CHECK_STATUS(db, WEAVE_OK, media_count_by_mime_type(db, &mem, &list));
    CHECK(list.count == THREADS);
    for (size_t i = 0; i < list.count; i++)
        CHECK(list.items[i].total == ROUNDS * EACH);
    SyncLogList log;
    CHECK_STATUS(db, WEAVE_OK, sync_log_select_unfinished(db, &mem, &log));
    CHECK(log.count == THREADS * ROUNDS);
    for (size_t i = 0; i < log.count; i++)
        CHECK(log.items[i].started_at == 2);
    weave_arena_free(&mem);
}

static void create(void)
{
    CHECK_STATUS(db, WEAVE_OK, db_open(path, WEAVE_OPEN_CREATE, &db));
    pthread_barrier_init(&together, NULL, THREADS + 1);
}

static void end(void)
{
    pthread_barrier_destroy(&together);
    CHECK_STATUS(db, WEAVE_OK, weave_close(db));
}

static void threads_share_statements_and_no_connection(void)
{
    CHECK_STATUS(db, WEAVE_OK, weave_begin(db));
    start();
    pthread_barrier_wait(&together); // all have been refused
    CHECK_STATUS(db, WEAVE_OK, weave_commit(db));
    finish();
    count();
}

int main(int argc, char **argv)
{
    static const Test tests[] = {TEST(threads_share_statements_and_no_connection)};
    path = argc == 2 ? argv[1] : "threads.db";
    return run_tests(tests, 1, create, end);
}
