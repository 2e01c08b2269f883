// scan.c - finds new media in the directories of the active sources.
//
// The cursor of a source is JSON: {"since": S, "started": T, "after": "a/b.png"}. since
// is when the last complete scan began: a file whose status changed before that is known.
// started and after belong to a scan under way: after is the last path it registered.
// Between scans after is "". A file that appears behind the cursor's back, in front of
// after, has changed since the scan started, so the next one finds it.

#include "scan.h"

#include "db.gen.h"

#include <dirent.h>
#include <errno.h>
#include <inttypes.h>
#include <sha2.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>
#include <time.h>

enum { BATCH = 64, PATH_BYTES = 4096, DEPTH = 64 };

// A clock's last seconds may be shared by a file that changes after it was read.
enum { CLOCK_SLACK_SECONDS = 2 };

typedef struct Cursor {
    int64_t since, started;
    char after[PATH_BYTES];
} Cursor;

typedef struct Found {
    char path[PATH_BYTES]; // from the source's directory
    char hash[SHA256_DIGEST_STRING_LENGTH];
    const char *mime_type;
} Found;

typedef struct Scan {
    WeaveDb *db;
    int64_t source_id;
    char root[PATH_BYTES];
    Cursor cursor;
    Found *batch; // BATCH of them
    int n;
    ScanCounts *counts;
    WeaveStatus status;
} Scan;

static int64_t now_ms(void)
{
    struct timespec t;
    clock_gettime(CLOCK_REALTIME, &t);
    return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

// --- what a file is ----------------------------------------------------------

static const char *mime_type_of(const char *name)
{
    static const char *const types[][2] = {
        {".png", "image/png"},        {".jpg", "image/jpeg"},
        {".jpeg", "image/jpeg"},      {".gif", "image/gif"},
        {".webp", "image/webp"},      {".svg", "image/svg+xml"},
        {".avif", "image/avif"},      {".heic", "image/heic"},
        {".mp3", "audio/mpeg"},       {".flac", "audio/flac"},
        {".ogg", "audio/ogg"},        {".wav", "audio/wav"},
        {".m4a", "audio/mp4"},        {".opus", "audio/opus"},
        {".mp4", "video/mp4"},        {".webm", "video/webm"},
        {".mkv", "video/x-matroska"}, {".mov", "video/quicktime"},
    };
    const char *dot = strrchr(name, '.');
    for (size_t i = 0; dot && i < sizeof types / sizeof types[0]; i++)
        if (strcasecmp(dot, types[i][0]) == 0)
            return types[i][1];
    return NULL;
}

static int hex(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    c = (char)(c | 32);
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

bool scan_directory_of(WeaveText url, char *path, size_t size)
{
    static const char scheme[] = "file://", host[] = "localhost/";
    if (url.len < sizeof scheme || memcmp(url.ptr, scheme, sizeof scheme - 1) != 0)
        return false;
    const char *from = url.ptr + sizeof scheme - 1;
    if (strncmp(from, host, sizeof host - 1) == 0)
        from += sizeof host - 2;
    size_t n = 0;
    while (*from && n + 1 < size) {
        bool escaped = *from == '%' && hex(from[1]) >= 0 && hex(from[2]) >= 0;
        path[n++] = escaped ? (char)(hex(from[1]) * 16 + hex(from[2])) : *from;
        from += escaped ? 3 : 1;
    }
    while (n > 1 && path[n - 1] == '/')
        n--;
    path[n] = '\0';
    return *from == '\0' && path[0] == '/' && strlen(path) == n;
}

// The file:// URL of a path below root; what scan_directory_of() undoes.
static void url_of(const char *root, const char *path, char *url, size_t size)
{
    static const char plain[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
                                "0123456789-._~/";
    const char *const parts[] = {root, "/", path};
    size_t n = (size_t)snprintf(url, size, "file://");
    for (size_t i = 0; i < 3; i++)
        for (const char *c = parts[i]; *c && n + 4 <= size; c++)
            n +=
                (size_t)snprintf(url + n, size - n, strchr(plain, *c) ? "%c" : "%%%02X",
                                 (unsigned char)*c);
}

// --- the cursor --------------------------------------------------------------

// Puts text as a JSON string into out; false if it does not fit.
static bool json_quote(const char *text, char *out, size_t size)
{
    size_t n = 0;
    out[n++] = '"';
    for (; *text; text++) {
        if (n + 8 > size)
            return false;
        unsigned char c = (unsigned char)*text;
        if (c < 0x20 || c == '"' || c == '\\')
            n += (size_t)snprintf(out + n, size - n, "\\u%04x", c);
        else
            out[n++] = (char)c;
    }
    out[n++] = '"';
    out[n] = '\0';
    return true;
}

static WeaveStatus save_cursor(Scan *scan)
{
    char after[6 * PATH_BYTES], json[6 * PATH_BYTES + 100];
    if (!json_quote(scan->cursor.after, after, sizeof after))
        return WEAVE_MISUSE; // cannot be: six bytes a character are room enough
    snprintf(json, sizeof json,
             "{\"since\": %" PRId64 ", \"started\": %" PRId64 ", \"after\": %s}",
             scan->cursor.since, scan->cursor.started, after);
    return media_source_update_cursor(scan->db, weave_text(json),
                                      weave_some_int(now_ms()), scan->source_id, NULL);
}

// SQLite reads the JSON: mediaSource.readCursor takes it apart.
static WeaveStatus load_cursor(Scan *scan)
{
    WeaveArena mem = {0};
    MediaSourceReadCursor row;
    WeaveStatus status =
        media_source_read_cursor(scan->db, scan->source_id, &mem, &row);
    if (status == WEAVE_OK) {
        Cursor *c = &scan->cursor;
        c->since = row.since;
        c->started = row.started;
        snprintf(c->after, sizeof c->after, "%s", row.after.ptr);
        if (!c->after[0])
            c->started = now_ms() / 1000;
    }
    weave_arena_free(&mem);
    return status;
}

// --- registering -------------------------------------------------------------

static WeaveStatus register_one(Scan *scan, const Found *found)
{
    char uri[6 * PATH_BYTES + 16];
    url_of(scan->root, found->path, uri, sizeof uri);
    const MediaCreateIfNewParams media = {
        .content_hash = weave_text(found->hash),
        .mime_type = weave_text(found->mime_type),
        .uri = weave_text(uri),
        .source_id = weave_some_int(scan->source_id),
    };
    MediaCreateIfNew made;
    WeaveStatus status = media_create_if_new(scan->db, &media, &made);
    if (status == WEAVE_NOT_FOUND)
        return WEAVE_OK; // its content is known already
    if (status != WEAVE_OK)
        return status;
    scan->counts->added++;
    const ThestreamNew entry = {
        .seen_at = now_ms(),
        .media_id = weave_some_int(made.id),
        .directory = weave_text(scan->root),
        .kind = WEAVE_TEXT("media"),
        .content_hash = weave_text(found->hash),
    };
    return thestream_insert(scan->db, &entry, NULL);
}

// The batch and the cursor behind it, or neither.
static WeaveStatus register_batch(Scan *scan)
{
    long added = scan->counts->added;
    WeaveStatus status = weave_begin(scan->db);
    if (status != WEAVE_OK)
        return status;
    for (int i = 0; i < scan->n && status == WEAVE_OK; i++)
        status = register_one(scan, &scan->batch[i]);
    if (status == WEAVE_OK)
        status = save_cursor(scan);
    if (status == WEAVE_OK)
        status = weave_commit(scan->db);
    if (status != WEAVE_OK) {
        scan->counts->added = added;
        if (weave_in_transaction(scan->db))
            (void)weave_rollback(scan->db);
    }
    scan->n = 0;
    return status;
}

// --- walking -----------------------------------------------------------------

static void complain(Scan *scan, const char *path)
{
    fprintf(stderr, "foundframe: %s: %s\n", path, strerror(errno));
    scan->counts->failed++;
}

static void take_file(Scan *scan, const char *full, const char *path)
{
    const char *mime_type = mime_type_of(path);
    struct stat st;
    if (!mime_type)
        return;
    if (stat(full, &st) != 0) {
        complain(scan, full);
        return;
    }
    scan->counts->seen++;
    if (!S_ISREG(st.st_mode) || st.st_ctime + CLOCK_SLACK_SECONDS < scan->cursor.since)
        return;
    Found *found = &scan->batch[scan->n];
    if (!SHA256File(full, found->hash)) {
        complain(scan, full);
        return;
    }
    snprintf(found->path, sizeof found->path, "%s", path);
    found->mime_type = mime_type;
    snprintf(scan->cursor.after, sizeof scan->cursor.after, "%s", path);
    if (++scan->n == BATCH)
        scan->status = register_batch(scan);
}

// Directories end in a slash, so that an order of names is an order of whole paths too.
static int by_name(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

static void walk(Scan *scan, const char *path, int depth);

static void visit(Scan *scan, const char *directory, const char *name, int depth)
{
    char path[PATH_BYTES], full[2 * PATH_BYTES];
    int n = snprintf(path, sizeof path, "%s%s", directory, name);
    snprintf(full, sizeof full, "%s/%s", scan->root, path);
    bool is_directory = name[strlen(name) - 1] == '/';
    if (n >= (int)sizeof path) {
        errno = ENAMETOOLONG;
        complain(scan, full);
    } else if (is_directory) {
        // A directory that lies before the cursor was walked to its end.
        bool ahead = strcmp(path, scan->cursor.after) > 0 ||
                     strncmp(path, scan->cursor.after, (size_t)n) == 0;
        if (ahead && depth < DEPTH)
            walk(scan, path, depth + 1);
    } else if (strcmp(path, scan->cursor.after) > 0) {
        take_file(scan, full, path);
    }
}

static char *entry_name(const char *directory, const struct dirent *entry)
{
    size_t size = strlen(directory) + strlen(entry->d_name) + 3;
    char *name = malloc(size);
    struct stat st;
    if (!name)
        return NULL;
    snprintf(name, size, "%s/%s", directory, entry->d_name);
    // A link is not followed into a directory: it could lead round in a circle.
    bool is_directory = lstat(name, &st) == 0 && S_ISDIR(st.st_mode);
    snprintf(name, size, "%s%s", entry->d_name, is_directory ? "/" : "");
    return name;
}

static bool list_names(DIR *dir, const char *directory, char ***names, size_t *n)
{
    size_t capacity = 0;
    for (struct dirent *entry; (entry = readdir(dir));) {
        if (entry->d_name[0] == '.')
            continue;
        if (*n == capacity) {
            capacity = capacity ? capacity * 2 : 32;
            char **grown = realloc(*names, capacity * sizeof **names);
            if (!grown)
                return false;
            *names = grown;
        }
        char *name = entry_name(directory, entry);
        if (!name)
            return false;
        (*names)[(*n)++] = name;
    }
    return true;
}

static void walk(Scan *scan, const char *path, int depth)
{
    char full[2 * PATH_BYTES];
    snprintf(full, sizeof full, "%s/%s", scan->root, path);
    DIR *dir = opendir(full);
    if (!dir) {
        complain(scan, full);
        return;
    }
    char **names = NULL;
    size_t n = 0;
    if (!list_names(dir, full, &names, &n))
        scan->status = WEAVE_NOMEM;
    closedir(dir);
    if (n)
        qsort(names, n, sizeof *names, by_name);
    for (size_t i = 0; i < n; i++) {
        if (scan->status == WEAVE_OK)
            visit(scan, path, names[i], depth);
        free(names[i]);
    }
    free(names);
}

// --- sources -----------------------------------------------------------------

static WeaveStatus refuse_source(Scan *scan, const char *why)
{
    fprintf(stderr, "foundframe: source %" PRId64 ": %s\n", scan->source_id, why);
    scan->counts->failed++;
    return media_source_set_error(scan->db, weave_text(why), now_ms(), scan->source_id,
                                  NULL);
}

static WeaveStatus scan_source(Scan *scan, WeaveText url)
{
    struct stat st;
    long failed = scan->counts->failed;
    if (!scan_directory_of(url, scan->root, sizeof scan->root))
        return refuse_source(scan, "not a file:// URL of a directory");
    if (stat(scan->root, &st) != 0)
        return refuse_source(scan, strerror(errno));
    if (!S_ISDIR(st.st_mode))
        return refuse_source(scan, strerror(ENOTDIR));
    scan->status = load_cursor(scan);
    if (scan->status == WEAVE_OK)
        walk(scan, "", 0);
    if (scan->status != WEAVE_OK)
        return scan->status;
    if (scan->counts->failed == failed) // else look again at all of them
        scan->cursor.since = scan->cursor.started;
    scan->cursor.after[0] = '\0';
    return register_batch(scan);
}

WeaveStatus scan_sources(WeaveDb *db, ScanCounts *counts)
{
    *counts = (ScanCounts){0};
    WeaveArena mem = {0};
    MediaSourceList sources;
    Scan scan = {.db = db, .counts = counts, .batch = malloc(BATCH * sizeof(Found))};
    WeaveStatus status =
        scan.batch
            ? media_source_select_by_is_active_order_by_id(db, true, &mem, &sources)
            : WEAVE_NOMEM;
    for (size_t i = 0; status == WEAVE_OK && i < sources.count; i++) {
        scan.source_id = sources.items[i].id;
        scan.status = WEAVE_OK;
        scan.n = 0;
        status = scan_source(&scan, sources.items[i].url);
    }
    weave_arena_free(&mem);
    free(scan.batch);
    return status;
}
