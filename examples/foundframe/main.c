// main.c - foundframe: a library of the media that lie in your directories.
//
//     foundframe add-source file:///home/ada/photos
//     foundframe scan
//     foundframe list --type image/png
//
// Everything it knows stands in one SQLite database, and how it is asked in schema.ts and
// queries.ts, models and SQL: this file calls what weave made of them.

#include "db.gen.h"
#include "scan.h"

#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

static const char usage[] =
    "usage: foundframe [--db PATH] COMMAND\n"
    "\n"
    "  add-source URL     remember a directory (file:///...) to look for media in\n"
    "  scan               register new media of all active sources\n"
    "  list [--type T]    all media, or those of one type (image/png)\n"
    "  show ID            one media item and where it came from\n"
    "  sources            the sources and how they are doing\n"
    "\n"
    "The database is PATH, or $FOUNDFRAME_DB, or foundframe.db.\n";

static int fail(WeaveDb *db)
{
    fprintf(stderr, "foundframe: %s\n", weave_message(db));
    return 1;
}

// "2026-03-01 12:30", local; "never" for no time.
static const char *show_time(bool has, int64_t ms, char text[32])
{
    time_t seconds = (time_t)(ms / 1000);
    struct tm parts;
    if (!has || !localtime_r(&seconds, &parts))
        return "never";
    strftime(text, 32, "%Y-%m-%d %H:%M", &parts);
    return text;
}

// --- commands ----------------------------------------------------------------

static int add_source(WeaveDb *db, int argc, char **argv)
{
    char path[4096];
    if (argc != 2) {
        fputs(usage, stderr);
        return 2;
    }
    WeaveText url = weave_text(argv[1]);
    if (!scan_directory_of(url, path, sizeof path)) {
        fprintf(stderr, "foundframe: %s is not a file:// URL of a directory\n",
                argv[1]);
        return 2;
    }
    WeaveArena mem = {0};
    MediaSource known;
    WeaveStatus status =
        media_source_select_one_by_url_order_by_id(db, url, &mem, &known);
    if (status == WEAVE_OK)
        printf("source %" PRId64 " is there already\n", known.id);
    if (status == WEAVE_NOT_FOUND) {
        int64_t id;
        MediaSourceNew source = {.url = url,
                                 .adapter_type = WEAVE_TEXT("directory"),
                                 .capabilities = WEAVE_TEXT("[\"list\", \"read\"]")};
        status = media_source_insert(db, &source, &id);
        if (status == WEAVE_OK)
            printf("source %" PRId64 "\n", id);
    }
    weave_arena_free(&mem);
    return status == WEAVE_OK ? 0 : fail(db);
}

static int scan(WeaveDb *db, int argc, char **argv)
{
    (void)argv;
    ScanCounts counts;
    if (argc != 1) {
        fputs(usage, stderr);
        return 2;
    }
    if (scan_sources(db, &counts) != WEAVE_OK)
        return fail(db);
    printf("%ld media seen, %ld new, %ld could not be read\n", counts.seen,
           counts.added, counts.failed);
    return counts.failed ? 1 : 0;
}

static int list_all(WeaveDb *db)
{
    MediaListAllRows rows = media_list_all_rows(db);
    while (media_list_all_rows_next(&rows))
        printf("%6" PRId64 "  %-16s %s\n", rows.row.id, rows.row.mime_type.ptr,
               rows.row.uri.ptr);
    return media_list_all_rows_end(&rows) == WEAVE_OK ? 0 : fail(db);
}

static int list(WeaveDb *db, int argc, char **argv)
{
    if (argc == 1)
        return list_all(db);
    if (argc != 3 || strcmp(argv[1], "--type") != 0) {
        fputs(usage, stderr);
        return 2;
    }
    MediaRows rows = media_list_by_mime_type_rows(db, weave_text(argv[2]));
    while (media_rows_next(&rows))
        printf("%6" PRId64 "  %-16s %s\n", rows.row.id, rows.row.mime_type.ptr,
               rows.row.uri.ptr);
    return media_rows_end(&rows) == WEAVE_OK ? 0 : fail(db);
}

static void show_media(const Media *media, const char *source_url)
{
    char when[32];
    printf("id        %" PRId64 "\n", media->id);
    printf("type      %s\n", media->mime_type.ptr);
    printf("uri       %s\n", media->uri.ptr);
    printf("hash      %s\n", media->content_hash.ptr ? media->content_hash.ptr : "-");
    if (media->width.has && media->height.has)
        printf("size      %" PRId64 " x %" PRId64 "\n", media->width.value,
               media->height.value);
    printf("found     %s\n", show_time(true, media->created_at, when));
    printf("source    %s\n", source_url ? source_url : "-");
}

static int show(WeaveDb *db, int argc, char **argv)
{
    char *end = NULL;
    errno = 0;
    int64_t id = argc == 2 ? strtoll(argv[1], &end, 10) : 0;
    if (argc != 2 || end == argv[1] || *end || errno) {
        fputs(usage, stderr);
        return 2;
    }
    WeaveArena mem = {0};
    Media media;
    MediaSource source = {0};
    WeaveStatus status = media_get(db, id, &mem, &media);
    bool found = status == WEAVE_OK;
    if (found && media.source_id.has)
        status = media_source_get(db, media.source_id.value, &mem, &source);
    if (status == WEAVE_OK)
        show_media(&media, source.url.ptr);
    else if (!found && status == WEAVE_NOT_FOUND)
        fprintf(stderr, "foundframe: no media %" PRId64 "\n", id);
    weave_arena_free(&mem);
    if (status == WEAVE_OK)
        return 0;
    return status == WEAVE_NOT_FOUND ? 1 : fail(db);
}

static int sources(WeaveDb *db, int argc, char **argv)
{
    (void)argv;
    char when[32];
    if (argc != 1) {
        fputs(usage, stderr);
        return 2;
    }
    MediaSourceListAllRows rows = media_source_list_all_rows(db);
    while (media_source_list_all_rows_next(&rows)) {
        const MediaSourceListAll *s = &rows.row;
        printf("%4" PRId64 "  %-8s %6" PRId64 " media, scanned %s  %s\n", s->id,
               s->is_active ? "active" : "inactive", s->media_count,
               show_time(s->last_polled_at.has, s->last_polled_at.value, when),
               s->url.ptr);
        if (s->last_error.ptr)
            printf("      last error: %s\n", s->last_error.ptr);
    }
    return media_source_list_all_rows_end(&rows) == WEAVE_OK ? 0 : fail(db);
}

// --- main --------------------------------------------------------------------

typedef struct Command {
    const char *name;
    int (*run)(WeaveDb *db, int argc, char **argv);
} Command;

static const Command *find_command(const char *name)
{
    static const Command commands[] = {
        {"add-source", add_source}, {"scan", scan}, {"list", list}, {"show", show},
        {"sources", sources},
    };
    for (size_t i = 0; i < sizeof commands / sizeof commands[0]; i++)
        if (strcmp(name, commands[i].name) == 0)
            return &commands[i];
    return NULL;
}

// Takes "--db PATH" out of the arguments, wherever it stands; the last one counts.
static int take_db(int argc, char **argv, const char **path)
{
    int kept = 0;
    for (int i = 0; i < argc; i++)
        if (strcmp(argv[i], "--db") == 0 && i + 1 < argc)
            *path = argv[++i];
        else
            argv[kept++] = argv[i];
    return kept;
}

int main(int argc, char **argv)
{
    const char *path = getenv("FOUNDFRAME_DB");
    argc = take_db(argc, argv, &path);
    if (argc > 1 && strcmp(argv[1], "--help") == 0) {
        fputs(usage, stdout);
        return 0;
    }
    const Command *command = argc > 1 ? find_command(argv[1]) : NULL;
    if (!command) {
        fputs(usage, stderr);
        return 2;
    }
    WeaveDb *db;
    int status;
    if (db_migrate(path ? path : "foundframe.db", WEAVE_OPEN_CREATE, &db) == WEAVE_OK)
        status = command->run(db, argc - 1, argv + 1);
    else
        status = fail(db);
    if (weave_close(db) != WEAVE_OK && status == 0)
        status = 1;
    return status;
}
