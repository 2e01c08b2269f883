// judge_fixture.h - a schema and queries written as in a .ts file, put before SQLite.
//
//     Bench b = {0};
//     bench_schema(&b, "CREATE TABLE media (id INTEGER PRIMARY KEY)");
//     bench_query(&b, "getById", "SELECT * FROM media WHERE id = ${'id'}");
//     bench_judge(&b);
//     ... b.ok, b.said, bench_find(&b, "getById") ...
//     arena_free(&b.mem);

#ifndef TESTS_UNIT_JUDGE_FIXTURE_H
#define TESTS_UNIT_JUDGE_FIXTURE_H

#include "stage3_emit/judge/check.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef struct Bench {
    Arena mem;
    Buf source; // schema.ts: a statement or query a line
    struct {
        Statement *items;
        size_t n, capacity;
    } statements;
    struct {
        Query *items;
        size_t n, capacity;
    } queries;
    Lint full_scan;
    const Table *tables; // whose keys and modes the statements' tables get
    size_t n_tables;
    Catalog catalog;
    Checked checked;
    Diag *diag;
    bool ok;
    Str said; // the diagnostics, as printed
} Bench;

typedef struct BenchPieces {
    Piece *items;
    size_t n, capacity;
} BenchPieces;

typedef struct BenchParams {
    Param *items;
    size_t n, capacity;
} BenchParams;

static inline void bench_schema(Bench *b, const char *sql)
{
    b->source.arena = &b->mem;
    Span at = {1, (uint32_t)b->source.n, (uint32_t)strlen(sql)};
    buf_format(&b->source, "%s\n", sql);
    Piece *piece = arena_new(&b->mem, Piece);
    *piece = (Piece){0, at.len, at};
    *arena_push(&b->mem, b->statements, Statement) =
        (Statement){str_z(sql), piece, 1, at};
}

static inline void bench_param(Bench *b, Str written, uint32_t at, Buf *sql,
                               BenchParams *params)
{
    Param p = {.name = written, .at = {1, at, (uint32_t)written.len}};
    size_t colon = str_find(p.name, ':');
    if (colon != STR_NONE) {
        p.declared = str_trim(str_cut(p.name, colon + 1, p.name.len));
        p.name = str_cut(p.name, 0, colon);
    }
    if ((p.list = str_ends(p.name, "[]")))
        p.name.len -= 2;
    if ((p.nullable = str_ends(p.name, "?")))
        p.name.len -= 1;
    p.name = str_copy(&b->mem, p.name);
    p.declared = str_copy(&b->mem, p.declared);
    buf_format(sql, p.list ? "(SELECT value FROM weave_list(:%s))" : ":%s", p.name.ptr);
    for (size_t i = 0; i < params->n; i++)
        if (str_eq(params->items[i].name, p.name))
            return;
    *arena_push(&b->mem, *params, Param) = p;
}

// text is what stands between the backticks.
static inline void bench_query(Bench *b, const char *name, const char *text)
{
    b->source.arena = &b->mem;
    buf_format(&b->source, "  %s: ", name);
    uint32_t start = (uint32_t)b->source.n;
    buf_z(&b->source, "defineQuery`");
    uint32_t base = (uint32_t)b->source.n;
    buf_format(&b->source, "%s`,\n", text);
    Buf sql = {.arena = &b->mem};
    BenchPieces pieces = {0};
    BenchParams params = {0};
    for (const char *p = text; *p;) {
        bool hole = strncmp(p, "${'", 3) == 0;
        const char *end = hole ? strstr(p, "'}") + 2 : strstr(p, "${'");
        size_t len = end ? (size_t)(end - p) : strlen(p);
        uint32_t at = base + (uint32_t)(p - text), from = (uint32_t)sql.n;
        if (hole)
            bench_param(b, (Str){p + 3, len - 5}, at + 3, &sql, &params);
        else
            buf_put(&sql, (Str){p, len});
        *arena_push(&b->mem, pieces, Piece) =
            (Piece){from, (uint32_t)sql.n - from, {1, at, (uint32_t)len}};
        p += len;
    }
    *arena_push(&b->mem, b->queries, Query) =
        (Query){.module = S("media"),
                .group = S("mediaQueries"),
                .name = str_z(name),
                .sql = str_copy(&b->mem, buf_str(&sql)),
                .pieces = pieces.items,
                .n_pieces = pieces.n,
                .params = params.items,
                .n_params = params.n,
                .at = {1, start, (uint32_t)b->source.n - 2 - start}};
}

static inline bool bench_load(void *context, Arena *a, const char *path, Str *out)
{
    Bench *b = context;
    (void)a;
    (void)path;
    *out = buf_str(&b->source);
    return true;
}

static inline Str bench_printed(Bench *b)
{
    char *text = NULL;
    size_t len = 0;
    FILE *memory = open_memstream(&text, &len);
    diag_print(b->diag, DIAG_TEXT, false, memory);
    fclose(memory);
    Str copy = str_copy(&b->mem, (Str){text, len});
    free(text);
    return copy;
}

static inline void bench_judge(Bench *b)
{
    static const Source source = {STR("schema.ts"), STR("schema.ts")};
    b->source.arena = &b->mem;
    b->catalog = (Catalog){.settings.full_scan = b->full_scan,
                           .sources = &source,
                           .n_sources = 1,
                           .tables = b->tables,
                           .n_tables = b->n_tables,
                           .statements = b->statements.items,
                           .n_statements = b->statements.n,
                           .queries = b->queries.items,
                           .n_queries = b->queries.n};
    b->diag = diag_new(&b->mem, (Loader){.read = bench_load, .context = b});
    diag_file(b->diag, source.path);
    b->ok = check_catalog(&b->mem, &b->catalog, NULL, b->diag, &b->checked);
    b->said = bench_printed(b);
}

static inline const CheckedQuery *bench_find(const Bench *b, const char *name)
{
    for (size_t i = 0; i < b->checked.n_queries; i++)
        if (str_is(b->checked.queries[i].query->name, name))
            return &b->checked.queries[i];
    return NULL;
}

static inline bool bench_says(const Bench *b, const char *what)
{
    return str_find_str(b->said, str_z(what)) != STR_NONE;
}

#endif
