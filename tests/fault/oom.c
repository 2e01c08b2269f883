// oom.c - every allocation of the runtime and of SQLite under it fails in turn.
//
// One run uses the runtime from opening to closing. It is repeated with the first
// allocation failing, the second, ... until a run is not harmed. Once with only
// that one failing, and once with it and all after it. Each run must end in
// statuses, with a message, with nothing leaked (the allocator counts), and the
// database must be one of the two it could be: before or after.

#include "runtime/weave.h"

#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

// --- the allocator -----------------------------------------------------------

static sqlite3_mem_methods real;
static long countdown = -1; // allocations until one fails; negative is never
static bool lasting;        // all after it fail too
static bool failed;         // one did
static long live;           // allocations not freed

static bool fails(void)
{
    if (countdown < 0)
        return false;
    if (countdown > 0) {
        countdown--;
        return false;
    }
    failed = true;
    if (!lasting)
        countdown = -1;
    return true;
}

static void *counting_malloc(int size)
{
    void *memory = fails() ? NULL : real.xMalloc(size);
    live += memory != NULL;
    return memory;
}

static void counting_free(void *memory)
{
    live -= memory != NULL;
    real.xFree(memory);
}

static void *counting_realloc(void *memory, int size)
{
    return fails() ? NULL : real.xRealloc(memory, size);
}

static void count_allocations(void)
{
    sqlite3_config(SQLITE_CONFIG_GETMALLOC, &real);
    sqlite3_mem_methods counting = real;
    counting.xMalloc = counting_malloc;
    counting.xFree = counting_free;
    counting.xRealloc = counting_realloc;
    if (sqlite3_config(SQLITE_CONFIG_MALLOC, &counting) != SQLITE_OK)
        abort();
}

// Ends the test if it has found something.
static void must(bool condition, const char *what, const char *more)
{
    if (condition)
        return;
    fprintf(stderr, "%s: %s\n", what, more);
    exit(1);
}

// --- the run -----------------------------------------------------------------

static const WeaveStep init[] = {
    {"0.sql:1",
     "CREATE TABLE media (id integer PRIMARY KEY NOT NULL, uri text UNIQUE)"},
};
static const WeaveStep rebuild[] = {
    {"1.sql:1", "CREATE TABLE new (id integer PRIMARY KEY NOT NULL,\n"
                " uri text NOT NULL UNIQUE, width integer)"},
    {"1.sql:3", "INSERT INTO new (id, uri) SELECT id, uri FROM media"},
    {"1.sql:4", "DROP TABLE media; ALTER TABLE new RENAME TO media"},
};
static const WeaveMigration migrations[] = {
    {"0", "00", 1, init, 1},
    {"1", "01", 2, rebuild, 3},
};
static const WeaveMigrations folder = {"ledger", true, migrations, 2, &WEAVE_MIGRATOR};

static const WeaveSchema SCHEMA = {
    .name = "schema.ts",
    .ddl = "",
    .migrations = &folder,
    .shape = "media table\n"
             "media(uri) unique\n"
             "media.id integer not null primary key\n"
             "media.uri text not null\n"
             "media.width integer\n",
};

static WeaveStatement ADD = {
    .place = "schema.ts:1 media.add",
    .sql = "INSERT INTO media (uri, width) VALUES (?1, ?2) RETURNING id, uri",
    .writes = "media\0",
};
static WeaveStatement ADD_AT_ONCE = {
    .place = "schema.ts:1 media.addAtOnce",
    .sql = "INSERT INTO media (uri, width) SELECT c1, c2 FROM weave_tuples(?1, ?2)",
    .writes = "media\0",
};
static WeaveStatement WIDEN = {
    .place = "schema.ts:2 media.widen",
    .sql = "UPDATE media SET width = width + 1 WHERE uri LIKE ?1",
};
static WeaveStatement LIST = {
    .place = "schema.ts:3 media.list",
    .sql = "SELECT id, uri, width FROM media\n"
           " WHERE id IN (SELECT value FROM weave_list(?1))\n"
           "    OR uri IN (SELECT value FROM weave_list(?2))\n"
           " ORDER BY width DESC",
};
static WeaveStatement GET = {
    .place = "schema.ts:4 media.get",
    .sql = "SELECT width FROM media WHERE id = ?1",
};

static WeaveStatement ALL = {
    .place = "schema.ts:5 media.all",
    .sql = "SELECT id, uri FROM media",
};
static WeaveStatement WIDER = {
    .place = "schema.ts:5 media.all (wider)",
    .sql = "SELECT m.uri, p.rowid FROM weave_list(?1) p\n"
           " CROSS JOIN media m ON m.width = p.value + 1 ORDER BY p.rowid",
};

enum { URI_LENGTH = 600 };

static WeaveStatus add(WeaveDb *db, WeaveArena *mem, int width, WeaveText *uri)
{
    char text[URI_LENGTH];
    memset(text, 'u', sizeof text);
    sqlite3_snprintf(20, text, "file:///%d", width);
    text[strlen(text)] = 'u';
    WeaveQuery q = weave_query(db, &ADD);
    weave_bind_text(&q, 1, (WeaveText){text, sizeof text});
    weave_bind_opt_int(&q, 2, weave_some_int(width));
    if (weave_step(&q)) {
        *uri = weave_read_text(&q, 1);
        weave_keep_text(&q, mem, uri);
    }
    return weave_end_one(&q);
}

static WeaveStatus add_all(WeaveDb *db, WeaveArena *mem, WeaveText *uri)
{
    WeaveStatus status = weave_begin(db);
    if (status != WEAVE_OK)
        return status;
    for (int width = 1; width <= 12 && status == WEAVE_OK; width++)
        status = add(db, mem, width, uri);
    if (status == WEAVE_OK)
        status = weave_commit(db);
    if (status != WEAVE_OK)
        must(weave_rollback(db) == WEAVE_OK, "cannot roll back", weave_message(db));
    return status;
}

typedef struct Given {
    WeaveText uri;
    WeaveOptInt width;
} Given;

static WeaveStatus add_at_once(WeaveDb *db)
{
    static const Given rows[] = {{{"a", 1}, {true, 98}}, {{"b", 1}, {false, 0}}};
    int64_t changes = 0;
    WeaveQuery q = weave_query(db, &ADD_AT_ONCE);
    weave_bind_member(&q, 1, WEAVE_MEMBER_TEXT, NULL, rows, 2, sizeof *rows,
                      offsetof(Given, uri));
    weave_bind_member(&q, 2, WEAVE_MEMBER_OPT_INT, NULL, rows, 2, sizeof *rows,
                      offsetof(Given, width));
    WeaveStatus status = weave_end_exec(&q, &changes);
    must(changes == (status == WEAVE_OK ? 2 : 0), "rows are missing",
         ADD_AT_ONCE.place);
    return status;
}

// Adds, and in a savepoint takes it back.
static WeaveStatus add_none(WeaveDb *db, WeaveArena *mem)
{
    WeaveText uri;
    WeaveStatus status = weave_begin(db);
    if (status != WEAVE_OK)
        return status;
    status = weave_begin(db);
    if (status == WEAVE_OK) {
        status = add(db, mem, 99, &uri);
        if (status == WEAVE_OK)
            status = add_at_once(db);
        WeaveStatus back = weave_rollback(db);
        status = status == WEAVE_OK ? back : status;
    }
    if (status == WEAVE_OK)
        status = weave_commit(db);
    if (status != WEAVE_OK)
        must(weave_rollback(db) == WEAVE_OK, "cannot roll back", weave_message(db));
    return status;
}

static WeaveStatus widen(WeaveDb *db, int64_t *changes)
{
    WeaveQuery q = weave_query(db, &WIDEN);
    weave_bind_text(&q, 1, WEAVE_TEXT("file:///1%"));
    return weave_end_exec(&q, changes);
}

static WeaveStatus get(WeaveDb *db, int64_t id, WeaveOptInt *width)
{
    WeaveQuery q = weave_query(db, &GET);
    weave_bind_int(&q, 1, id);
    if (weave_step(&q))
        *width = weave_read_opt_int(&q, 0);
    return weave_end_single(&q);
}

static bool is_uri(WeaveText uri)
{
    return uri.ptr && uri.len == URI_LENGTH && strlen(uri.ptr) == URI_LENGTH &&
           strncmp(uri.ptr, "file:///", 8) == 0;
}

static WeaveStatus list(WeaveDb *db, WeaveArena *mem, WeaveText uri, size_t *count)
{
    const int64_t ids[] = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10};
    WeaveText *items = NULL;
    WeaveOptInt width;
    WeaveStatus inner = WEAVE_OK;
    *count = 0;
    WeaveQuery q = weave_query(db, &LIST);
    weave_bind_int_list(&q, 1, (WeaveIntList){ids, 10});
    weave_bind_text_list(&q, 2, (WeaveTextList){&uri, 1});
    while (weave_step(&q)) {
        WeaveText text = weave_read_text(&q, 1);
        weave_keep_text(&q, mem, &text);
        items = weave_grow(&q, mem, items, *count, sizeof *items);
        if (weave_ok(&q))
            items[(*count)++] = text;
        if (weave_ok(&q))
            inner = get(db, weave_read_int(&q, 0), &width);
        if (inner != WEAVE_OK)
            break;
    }
    WeaveStatus status = weave_end(&q);
    for (size_t i = 0; status == WEAVE_OK && i < *count; i++)
        must(is_uri(items[i]), "a wrong row", GET.place);
    return status == WEAVE_OK ? inner : status;
}

// Each row with those of its id as their width.
typedef struct Wider {
    WeaveText uri;
} Wider;

typedef struct All {
    int64_t id;
    WeaveText uri;
    struct {
        Wider *items;
        size_t count;
    } wider;
} All;

static const WeaveField all_fields[] = {
    {WEAVE_READ_INT, 0, offsetof(All, id), NULL},
    {WEAVE_READ_TEXT, 1, offsetof(All, uri), NULL},
    {WEAVE_READ_END, 0, 0, NULL},
};
static const WeaveRow ALL_ROW = {all_fields, 2, sizeof(All)};
static const WeaveField wider_fields[] = {
    {WEAVE_READ_TEXT, 0, offsetof(Wider, uri), NULL},
    {WEAVE_READ_END, 0, 0, NULL},
};
static const WeaveRow WIDER_ROW = {wider_fields, 1, sizeof(Wider)};

static void give_wider(void *parent, void *rows, size_t count)
{
    ((All *)parent)->wider.items = rows;
    ((All *)parent)->wider.count = count;
}

static WeaveStatus tree(WeaveDb *db, WeaveArena *mem)
{
    static const int rowids[] = {0};
    static const WeaveLevelKind of_all = {
        .row = &ALL_ROW, .rowids = rowids, .n_rowids = 1};
    static const WeaveLevelKind of_wider = {
        .row = &WIDER_ROW, .give = give_wider, .parent = 1};
    WeaveTree tree = weave_tree(db, mem, &ALL, 2);
    WeaveQuery q = weave_tree_query(&tree, &ALL);
    WeaveLevel all = weave_tree_read(&tree, &q, &of_all, NULL, 0);
    q = weave_tree_query(&tree, &WIDER);
    weave_bind_int_list(&q, 1, weave_level_rowids(&all, 0));
    weave_tree_read(&tree, &q, &of_wider, &all, 0);
    WeaveStatus status = weave_tree_end(&tree);
    const All *rows = all.rows;
    for (size_t i = 0; status == WEAVE_OK && i < all.count; i++)
        must(is_uri(rows[i].uri) && rows[i].wider.items &&
                 (!rows[i].wider.count || is_uri(rows[i].wider.items[0].uri)),
             "a wrong row", ALL.place);
    must(!weave_in_transaction(db), "a transaction is open", ALL.place);
    must(status != WEAVE_OK || all.count == 12, "rows are missing", ALL.place);
    return status;
}

// --- rows handed over whole ----------------------------------------------------

static WeaveStatement SCAN = {
    .place = "schema.ts:5 media.scan",
    .sql = "SELECT id, uri, width FROM media",
    .fetch = WEAVE_FETCH_ROWS,
};
static WeaveStatement SORTED = {
    .place = "schema.ts:6 media.sorted",
    .sql = "SELECT id, uri, width FROM media ORDER BY width DESC",
    .fetch = WEAVE_FETCH_NUMBERED,
};

typedef struct Media {
    int64_t id;
    WeaveText uri;
    WeaveOptInt width;
} Media;

static const WeaveField media_fields[] = {
    {WEAVE_READ_INT, 0, offsetof(Media, id), NULL},
    {WEAVE_READ_TEXT, 1, offsetof(Media, uri), NULL},
    {WEAVE_READ_OPT_INT, 2, offsetof(Media, width), NULL},
    {WEAVE_READ_END, 0, 0, NULL},
};
static const WeaveRow MEDIA = {media_fields, 3, sizeof(Media)};

static WeaveStatus all(WeaveDb *db, WeaveArena *mem, WeaveStatement *statement)
{
    size_t n = 0;
    WeaveQuery q = weave_query_all(db, statement);
    Media *items = weave_all(&q, &MEDIA, mem, &n);
    WeaveStatus status = weave_end(&q);
    must(status == WEAVE_OK ? n == 12 : n == 0, "a wrong list", statement->place);
    for (size_t i = 0; i < n; i++)
        must(is_uri(items[i].uri), "a wrong row", statement->place);
    if (statement == &SORTED && n)
        must(items[0].id == 12 && items[3].id == 9, "no order", statement->place);
    return status;
}

static bool see_row(void *context, const void *row)
{
    const Media *media = row;
    must(is_uri(media->uri), "a wrong row", SCAN.place);
    ++*(size_t *)context;
    return true;
}

static WeaveStatus scan(WeaveDb *db)
{
    size_t n = 0;
    Media row;
    WeaveQuery q = weave_query_rows(db, &SCAN);
    while (weave_next(&q, &MEDIA, &row))
        see_row(&n, &row);
    WeaveStatus status = weave_end(&q);
    must(status != WEAVE_OK || n == 12, "not all rows", SCAN.place);
    if (status != WEAVE_OK)
        return status;
    n = 0;
    q = weave_query_each(db, &SCAN);
    weave_each(&q, &MEDIA, see_row, &n);
    status = weave_end(&q);
    must(status != WEAVE_OK || n == 12, "not each row", SCAN.place);
    return status;
}

static WeaveStatus use(WeaveDb *db, WeaveArena *mem)
{
    WeaveText uri = {0};
    WeaveOptInt width = {0};
    int64_t changes = 0;
    size_t count = 0;
    WeaveStatus status = add_all(db, mem, &uri);
    if (status == WEAVE_OK)
        status = add_none(db, mem);
    if (status == WEAVE_OK)
        status = widen(db, &changes);
    if (status == WEAVE_OK)
        status = list(db, mem, uri, &count);
    if (status == WEAVE_OK)
        status = all(db, mem, &SCAN);
    if (status == WEAVE_OK)
        status = all(db, mem, &SORTED);
    if (status == WEAVE_OK)
        status = scan(db);
    if (status == WEAVE_OK)
        status = get(db, 1, &width);
    if (status == WEAVE_OK)
        status = tree(db, mem);
    bool right = changes == 4 && count == 11 && width.value == 2 && is_uri(uri);
    must(right || status != WEAVE_OK, "a wrong result", weave_message(db));
    return status;
}

static void look(void *context, const WeaveTrace *trace)
{
    *(int64_t *)context += trace->rows + (int64_t)trace->n_params;
}

static void hear(void *context, const char *const *tables)
{
    for (; tables && *tables; tables++)
        *(int64_t *)context += 1;
}

// All that happens is watched, too.
static WeaveStatus watch(WeaveDb *db, int64_t *seen)
{
    WeaveStatus status = weave_trace(db, look, seen);
    return status == WEAVE_OK ? weave_on_change(db, hear, seen) : status;
}

static const char *path;

static WeaveStatus run(void)
{
    WeaveDb *db;
    WeaveArena mem = {0};
    unsigned flags = WEAVE_OPEN_CREATE | WEAVE_OPEN_MIGRATE;
    WeaveStatus status = weave_open(&SCHEMA, path, flags, &db);
    int64_t seen = 0;
    if (status == WEAVE_OK)
        status = watch(db, &seen);
    if (status == WEAVE_OK)
        status = use(db, &mem);
    must(status != WEAVE_OK || seen > 0, "nothing was seen", path);
    if (status != WEAVE_OK)
        must(weave_message(db)[0] != '\0', "no message", weave_status_name(status));
    for (int i = 0; db && weave_handle(db) && i < 2; i++) {
        WeaveOptInt width;
        WeaveStatus none = get(db, 1000, &width);
        must(none == WEAVE_NOT_FOUND || failed, "not as before", weave_message(db));
    }
    weave_arena_free(&mem);
    if (weave_close(db) != WEAVE_OK)
        must(false, "cannot close", weave_message(db));
    return status;
}

// --- the loop ----------------------------------------------------------------

static void remove_database(void)
{
    const char *const ends[] = {"", "-wal", "-shm", "-journal"};
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
        char *name = sqlite3_mprintf("%s%s", path, ends[i]);
        unlink(name);
        sqlite3_free(name);
    }
}

static int count_row(void *count, int n, char **values, char **names)
{
    (void)n, (void)names;
    *(int *)count = atoi(values[0]);
    return 0;
}

// All twelve rows or none, never the one taken back; all if the run succeeded,
// which it may although an allocation failed: SQLite can do without some.
static bool is_whole(WeaveStatus status)
{
    sqlite3 *sqlite;
    int rows = 0, bad = 0;
    if (sqlite3_open(path, &sqlite) != SQLITE_OK)
        return false;
    sqlite3_exec(sqlite, "SELECT count(*) FROM media", count_row, &rows, NULL);
    sqlite3_exec(sqlite,
                 "SELECT count(*) FROM pragma_integrity_check\n"
                 " WHERE integrity_check <> 'ok'",
                 count_row, &bad, NULL);
    sqlite3_close(sqlite);
    return bad == 0 && (rows == 12 || (rows == 0 && status != WEAVE_OK));
}

static bool fail_each(bool all_after)
{
    for (long at = 0;; at++) {
        remove_database();
        sqlite3_shutdown();
        live = 0;
        failed = false;
        lasting = all_after;
        countdown = at;
        WeaveStatus status = run();
        countdown = -1;
        sqlite3_shutdown();
        long leaked = live;
        if (leaked || !is_whole(status)) {
            fprintf(stderr, "allocation %ld: %s, %ld leaked\n", at,
                    weave_status_name(status), leaked);
            return false;
        }
        if (!failed) {
            printf("%ld allocations, each failed %s\n", at,
                   all_after ? "with all after it" : "alone");
            return status == WEAVE_OK;
        }
    }
}

int main(void)
{
    char dir[] = "/tmp/weave-oom-XXXXXX";
    if (!mkdtemp(dir))
        return 1;
    char name[64];
    snprintf(name, sizeof name, "%s/oom.db", dir);
    path = name;
    count_allocations();
    bool good = fail_each(false) && fail_each(true);
    remove_database();
    rmdir(dir);
    return good ? 0 : 1;
}
