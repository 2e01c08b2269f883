// infer_fixture.h - one query put before SQLite and inferred, and what is expected of it.

#ifndef TESTS_UNIT_INFER_FIXTURE_H
#define TESTS_UNIT_INFER_FIXTURE_H

#include "judge_fixture.h"
#include "stage3_emit/infer/infer.h"

#include <criterion/criterion.h>

static const char schema_source[] =
    "CREATE TABLE source (id INTEGER PRIMARY KEY, url TEXT NOT NULL, name TEXT UNIQUE, "
    "created_at INTEGER NOT NULL)";
static const char schema_tag[] =
    "CREATE TABLE tag (media_id INTEGER NOT NULL, name TEXT NOT NULL COLLATE NOCASE, note, "
    "PRIMARY KEY (media_id, name)) WITHOUT ROWID";

// media, as Drizzle has it.
#define COLUMN(k, n, type, m, ...)                                                     \
    {                                                                                  \
        .key = STR(k), .name = STR(n), .sql_type = STR(type), .mode = m, __VA_ARGS__   \
    }

static const Str kinds[] = {STR("photo"), STR("film")};
static const Column media_columns[] = {
    COLUMN("id", "id", "integer", MODE_NUMBER, .primary_key = true),
    COLUMN("mimeType", "mime_type", "text", MODE_TEXT, .not_null = true),
    COLUMN("uri", "uri", "text", MODE_TEXT, .not_null = true),
    COLUMN("width", "width", "integer", MODE_NUMBER, .not_null = false),
    COLUMN("metadata", "metadata", "text", MODE_JSON, .not_null = false),
    COLUMN("createdAt", "created_at", "integer", MODE_TIMESTAMP_MS, .not_null = true),
    COLUMN("isPublic", "is_public", "integer", MODE_BOOLEAN, .not_null = true),
    COLUMN("size", "size", "real", MODE_NONE, .not_null = false),
    COLUMN("thumb", "thumb", "blob", MODE_BUFFER, .not_null = false),
    COLUMN("sourceId", "source_id", "integer", MODE_NUMBER, .not_null = false),
    COLUMN("kind", "kind", "text", MODE_TEXT, .enum_values = kinds, .n_enum_values = 2),
};
static const Str uri_part[] = {STR("uri")};
static const Index media_indexes[] = {
    {.name = STR("media_uri"), .unique = true, .parts = uri_part, .n_parts = 1},
};
static const Table tables[] = {
    {.key = STR("media"),
     .name = STR("media"),
     .columns = media_columns,
     .n_columns = sizeof media_columns / sizeof *media_columns,
     .indexes = media_indexes,
     .n_indexes = 1},
};

// One query put before SQLite and inferred; free(b->mem) when it has been looked at.
static inline const CheckedQuery *judge(Bench *b, const char *sql)
{
    *b = (Bench){.tables = tables, .n_tables = 1};
    bench_schema(b, schema_source);
    bench_schema(b, schema_tag);
    bench_schema(b, "CREATE VIEW recent AS SELECT id, created_at, width FROM media");
    bench_schema(b, "CREATE VIEW both AS SELECT id, uri AS x FROM media UNION ALL "
                    "SELECT id, created_at FROM source");
    bench_schema(b, "CREATE VIRTUAL TABLE words USING fts5(body)");
    bench_query(b, "q", sql);
    bench_judge(b);
    return bench_find(b, "q");
}

static inline Str type_text(Arena *a, Type t, bool nullable)
{
    return str_format(a, "%s%s%s", t.enum_of ? "enum" : type_mode_name(t),
                      nullable ? "?" : "", "");
}

// "id number, when timestamp_ms?"
static inline Str params_text(Bench *b, const CheckedQuery *q)
{
    Buf out = {.arena = &b->mem};
    for (size_t i = 0; i < q->n_params; i++) {
        const CheckedParam *p = &q->params[i];
        Str type = p->known == KNOWN_UNKNOWN ? S("unknown")
                                             : type_text(&b->mem, p->type, p->nullable);
        buf_format(&out, "%s%.*s%s %.*s", i ? ", " : "", STR_ARG(p->name),
                   p->list ? "[]" : "", STR_ARG(type));
    }
    return buf_str(&out);
}

static inline Str columns_text(Bench *b, const CheckedQuery *q)
{
    Buf out = {.arena = &b->mem};
    for (size_t i = 0; i < q->n_columns; i++)
        buf_format(
            &out, "%s%.*s", i ? ", " : "",
            STR_ARG(type_text(&b->mem, q->columns[i].type, q->columns[i].nullable)));
    return buf_str(&out);
}

static inline void expect(Str is, const char *wanted, const char *sql)
{
    cr_expect(str_is(is, wanted), "%s\n  is:     %.*s\n  wanted: %s", sql, STR_ARG(is),
              wanted);
}

static inline void expect_params(const char *sql, const char *wanted)
{
    Bench b;
    const CheckedQuery *q = judge(&b, sql);
    cr_assert(q, "%s\n%.*s", sql, STR_ARG(b.said));
    expect(params_text(&b, q), wanted, sql);
    arena_free(&b.mem);
}

static inline void expect_columns(const char *sql, const char *wanted)
{
    Bench b;
    const CheckedQuery *q = judge(&b, sql);
    cr_assert(q, "%s\n%.*s", sql, STR_ARG(b.said));
    expect(columns_text(&b, q), wanted, sql);
    arena_free(&b.mem);
}

static inline void expect_rows(const char *sql, Cardinality wanted)
{
    Bench b;
    const CheckedQuery *q = judge(&b, sql);
    cr_assert(q, "%s\n%.*s", sql, STR_ARG(b.said));
    cr_expect_eq(q->inferred, wanted, "%s\n  is %s: %.*s", sql,
                 cardinality_name(q->inferred), STR_ARG(q->why_cardinality));
    arena_free(&b.mem);
}

static inline void expect_said(const char *sql, const char *wanted)
{
    Bench b;
    judge(&b, sql);
    cr_expect(bench_says(&b, wanted), "%s\n  says:   %.*s\n  wanted: %s", sql,
              STR_ARG(b.said), wanted);
    arena_free(&b.mem);
}

#endif
