// harness.c - what all contestants in C and C++ share: arguments, clock, checksums.

#define _POSIX_C_SOURCE 200809L

#include "harness.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

Bench bench;

void bench_fail(const char *what, const char *why)
{
    fprintf(stderr, "%s: %s\n", what, why);
    exit(1);
}

static void *allocate(size_t size)
{
    void *memory = malloc(size ? size : 1);
    if (!memory)
        bench_fail("malloc", "no memory");
    return memory;
}

static BenchText text_of(const char *z)
{
    BenchText text = {NULL, strlen(z)};
    char *copy = allocate(text.len + 1);
    memcpy(copy, z, text.len + 1);
    text.ptr = copy;
    return text;
}

// --- arguments of works ------------------------------------------------------

// As bench/data.py makes the rows of media.
static NewRow upload_of(int64_t i)
{
    static const char *const types[] = {"image/jpeg", "image/png", "video/mp4",
                                        "audio/ogg"};
    char text[160];
    NewRow u = {.has_size = i % 5 != 0,
                .width = 640 + i % 4000,
                .height = 480 + i % 3000,
                .has_duration = i % 3 == 0,
                .duration = (double)(i % 1000) * 0.25,
                .created_at = 1700000000 + i,
                .has_updated_at = i % 2 != 0,
                .updated_at = 1700000060 + i};
    snprintf(text, sizeof text, "/srv/library/photos/2024/11/%08" PRId64 ".jpg", i);
    u.uri = text_of(text);
    u.mime_type = text_of(types[i % 4]);
    if (i % 7 != 0) {
        snprintf(text, sizeof text, "%064" PRIx64, (uint64_t)i);
        u.content_hash = text_of(text);
    }
    if (i % 2 != 0)
        u.metadata = metadata_of(i);
    return u;
}

enum { METADATA = 64 };

BenchText metadata_of(int64_t i)
{
    static BenchText texts[METADATA];
    BenchText *text = &texts[i % METADATA];
    if (!text->ptr) {
        char buffer[160];
        snprintf(buffer, sizeof buffer,
                 "{\"camera\":\"X100V\",\"iso\":%d,\"exposure\":\"1/%d\","
                 "\"lens\":\"23mm f/2\",\"tags\":[\"a\",\"b\"]}",
                 (int)(100 + i % METADATA), (int)(60 + i % METADATA));
        *text = text_of(buffer);
    }
    return *text;
}

void keys_of(int64_t i, int64_t *keys, size_t n)
{
    for (size_t k = 0; k < n; k++)
        keys[k] = 1 + (i * 7919 + (int64_t)k * 104729) % bench.media;
}

static void make_uploads(int64_t n)
{
    NewRow *uploads = allocate((size_t)n * sizeof *uploads);
    for (int64_t i = 0; i < n; i++)
        uploads[i] = upload_of(i);
    bench.uploads = uploads;
}

// --- running -----------------------------------------------------------------

static double now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static const Work *find(const char *name, size_t len)
{
    for (const Work *w = works; w->name; w++)
        if (strlen(w->name) == len && memcmp(w->name, name, len) == 0)
            return w;
    return NULL;
}

static bool starts(const char *text, const char *with)
{
    return strncmp(text, with, strlen(with)) == 0;
}

static void empty_uploads(void)
{
    contestant_exec("DELETE FROM upload; "
                    "DELETE FROM sqlite_sequence WHERE name = 'upload'");
}

// What a work has written counts, too.
static uint64_t sum_written(const char *work)
{
    const char *table = starts(work, "insert")   ? "upload"
                        : starts(work, "update") ? "draft"
                                                 : NULL;
    char sql[640];
    if (!table)
        return 0;
    snprintf(sql, sizeof sql,
             "SELECT count(*) + sum(length(uri)) + 3 * sum(length(mime_type)) + "
             "5 * sum(coalesce(width, 7)) + 7 * sum(coalesce(height, 7)) + "
             "11 * sum(coalesce(length(content_hash), 7)) + "
             "13 * sum(coalesce(length(metadata), 7)) + sum(created_at) + "
             "2 * sum(coalesce(updated_at, 7)) + CAST(4 * total(duration) AS INTEGER) "
             "FROM %s",
             table);
    return (uint64_t)contestant_number(sql);
}

// Callgrind counts what happens in here.
__attribute__((noinline)) uint64_t bench_run(const Work *work, int64_t n);
uint64_t bench_run(const Work *work, int64_t n)
{
    return work->run(n);
}

static void measure(const char *argument)
{
    const char *equals = strchr(argument, '=');
    const Work *work = equals ? find(argument, (size_t)(equals - argument)) : NULL;
    if (!work)
        bench_fail(argument, "no such work");
    int64_t n = atoll(equals + 1);
    empty_uploads();
    work->run(n >= 10 ? n / 10 : 1);
    empty_uploads();
    double start = now();
    uint64_t sum = bench_run(work, n);
    double seconds = now() - start;
    sum += sum_written(work->name);
    printf("%s %" PRIu64 " %.9f %" PRId64 "\n", work->name, sum, seconds, n);
    fflush(stdout);
}

static char *read_all(const char *path)
{
    FILE *file = fopen(path, "rb");
    if (!file)
        bench_fail(path, "cannot be read");
    char *text = allocate(1 << 16);
    size_t n = fread(text, 1, (1 << 16) - 1, file);
    text[n] = '\0';
    fclose(file);
    return text;
}

int main(int argc, char **argv)
{
    if (argc < 5)
        bench_fail("usage", "CONTESTANT memory|file PATH SETUP MEDIA WORK=N...");
    bench.memory = strcmp(argv[1], "memory") == 0;
    bench.path = bench.memory ? ":memory:" : argv[2];
    bench.media = atoll(argv[4]);
    bench.sources = bench.media / 100;
    bench.drafts = bench.media / 10;
    bench.noted = bench.media / 20;
    int64_t most = 0;
    for (int i = 5; i < argc; i++) {
        const char *equals = strchr(argv[i], '=');
        int64_t n = equals && starts(argv[i], "insert") ? atoll(equals + 1) : 0;
        most = n > most ? n : most;
    }
    make_uploads(most);
    contestant_open();
    if (bench.memory)
        contestant_exec(read_all(argv[3]));
    contestant_prepare(most);
    for (int i = 5; i < argc; i++)
        if (strchr(argv[i], '=')) // a bare name asks whether the work is known
            measure(argv[i]);
        else if (find(argv[i], strlen(argv[i])))
            puts(argv[i]);
    contestant_close();
    return 0;
}
