// harness.h - what all contestants in C and C++ share: arguments, clock, checksums.
//
// A contestant is a program:
//
//     CONTESTANT memory|file PATH SETUP MEDIA WORK=N...
//
// It opens a database (in memory, made by the SQL in the file SETUP; or the file PATH),
// does each work first a tenth as often to warm up and then N times, and prints a line
// for it: name, checksum, seconds of processor time, N. The works are in bench/README.md.
//
// What a contestant gives is declared under "the contestant". What it does is written
// there as its users write it; the harness never touches the database in timed code.

#ifndef BENCH_HARNESS_H
#define BENCH_HARNESS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

// --- the harness -------------------------------------------------------------

typedef struct BenchText {
    const char *ptr; // null if absent; ends in a NUL
    size_t len;
} BenchText;

// A row to insert.
typedef struct NewRow {
    BenchText uri, mime_type;
    bool has_size; // width and height
    int64_t width, height;
    bool has_duration;
    double duration;
    BenchText content_hash, metadata; // may be absent
    int64_t created_at;
    bool has_updated_at;
    int64_t updated_at;
} NewRow;

typedef struct Bench {
    bool memory;
    const char *path;
    int64_t media, sources, drafts, noted; // rows: media with notes are the first
    const NewRow *uploads;                 // as many as the greatest N
} Bench;

extern Bench bench;

// The arguments of the i-th call of a work, i from 0.
static inline int64_t media_of(int64_t i)
{
    return 1 + i * 7919 % bench.media;
}

static inline int64_t source_of(int64_t i)
{
    return 1 + i * 31 % bench.sources;
}

static inline int64_t draft_of(int64_t i)
{
    return 1 + i * 7919 % bench.drafts;
}

static inline int64_t first_parent_of(int64_t i)
{
    return 1 + i * 50 % (bench.noted - 49);
}

enum { BATCH = 100, PARENTS = 50, CHILDREN = 10, MOST_KEYS = 2000 };

// Fills keys with the n keys of the i-th call.
void keys_of(int64_t i, int64_t *keys, size_t n);

// The metadata of the i-th update.
BenchText metadata_of(int64_t i);

#define FILTER_TYPE(i)  ((i)&1)
#define FILTER_WIDTH(i) ((i)&2)
#define FILTER_MIME     "image/png"
enum { FILTER_LEAST = 2000 };

// Checksums: each value counts by its place in the row. Null counts as 7.
static inline uint64_t sum_int(uint64_t place, int64_t value)
{
    return place * (uint64_t)value;
}

static inline uint64_t sum_opt(uint64_t place, bool has, int64_t value)
{
    return place * (has ? (uint64_t)value : 7);
}

static inline uint64_t sum_real(uint64_t place, bool has, double value)
{
    return place * (has ? (uint64_t)(int64_t)(value * 4) : 7);
}

static inline uint64_t sum_text(uint64_t place, const char *ptr, size_t len)
{
    return place * (ptr ? len + (uint64_t)(len ? (unsigned char)ptr[0] : 0) : 7);
}

// Ends the program with a message.
#ifdef __cplusplus
[[noreturn]]
#else
_Noreturn
#endif
void bench_fail(const char *what, const char *why);

// --- the contestant ----------------------------------------------------------

typedef struct Work {
    const char *name;
    uint64_t (*run)(int64_t n);
} Work;

extern const Work works[]; // ended by a null name

void contestant_open(void);
void contestant_exec(const char *sql); // several statements
int64_t contestant_number(const char *sql);
void contestant_prepare(int64_t n); // anything not timed: rows in its own form
void contestant_close(void);

#ifdef __cplusplus
}
#endif

#endif
