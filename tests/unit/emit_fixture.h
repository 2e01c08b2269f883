// emit_fixture.h - a Checked built by hand: a schema with every type there is, and
// queries whose parameters and columns are given in words.
//
//     Weft f = {0};
//     weft_tables(&f, every_table, 1);
//     weft_query(&f, (Stated){.name = "every.get",
//                             .sql = "SELECT id, i FROM every WHERE id = :id",
//                             .params = "id=every.id", .columns = "every.id every.i",
//                             .inferred = CARDINALITY_OPTIONAL});
//     bool ok = weft_emit(&f);
//     ... weft_file(&f, "every.gen.h"), weft_said(&f) ...
//     weft_free(&f);

#ifndef TESTS_UNIT_EMIT_FIXTURE_H
#define TESTS_UNIT_EMIT_FIXTURE_H

#include "catalog/catalog_ddl.h"
#include "runtime/weave_sqlite.h"
#include "stage3_emit/emit/emit.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

// The fixture itself is wrong.
#define WEFT_MUST(condition, what)                                                     \
    do {                                                                               \
        if (!(condition)) {                                                            \
            fprintf(stderr, "%s:%d: %s\n", __FILE__, __LINE__, (what));                \
            abort();                                                                   \
        }                                                                              \
    } while (0)

typedef struct Weft {
    Arena mem;
    Catalog catalog;
    Checked checked;
    struct {
        CheckedQuery *items;
        size_t n, capacity;
    } queries;
    sqlite3 *db;
    Diag *diag;
    EmittedFile *files;
    size_t n_files;
} Weft;

typedef struct Stated {
    const char *name;    // "media.getById"
    const char *sql;     // with ":name" parameters
    const char *params;  // "id=media.id title=text? ids=media.id[]"
    const char *columns; // "media.id media.uri? n=int", "media.*"
    Cardinality inferred, stated;
    const char *doc;
} Stated;

// Before weft_tables(): a table whose DDL is longer than a C99 literal may be.
static inline void weft_wide_table(Weft *f)
{
    Buf sql = {.arena = &f->mem};
    buf_z(&sql, "CREATE TABLE wide (\n  c0 INTEGER");
    for (int i = 1; i < 300; i++)
        buf_format(&sql, ",\n  c%d INTEGER", i);
    buf_z(&sql, ")");
    Statement *statement = arena_new(&f->mem, Statement);
    *statement = (Statement){.sql = buf_str(&sql)};
    f->catalog.statements = statement;
    f->catalog.n_statements = 1;
}

static inline bool weft_load(void *context, Arena *a, const char *path, Str *out)
{
    (void)context, (void)a, (void)path;
    *out = S("line 1\nline 2\nline 3\n");
    return true;
}

static inline Str weft_ddl(Weft *f)
{
    size_t n;
    const Ddl *all = catalog_ddl(&f->mem, &f->catalog, &n);
    Buf b = {.arena = &f->mem};
    for (size_t i = 0; i < n; i++)
        buf_format(&b, "%.*s;\n", STR_ARG(all[i].sql));
    return buf_str(&b);
}

static inline void weft_tables(Weft *f, const Table *tables, size_t n)
{
    static const Source source = {STR("schema.ts"), STR("src/schema.ts")};
    f->catalog.sources = &source;
    f->catalog.n_sources = 1;
    f->catalog.tables = tables;
    f->catalog.n_tables = n;
    f->diag = diag_new(&f->mem, (Loader){.read = weft_load, .context = NULL});
    diag_file(f->diag, S("schema.ts"));
    Str ddl = weft_ddl(f), why;
    WEFT_MUST(sqlite3_open(":memory:", &f->db) == SQLITE_OK, "sqlite3_open");
    WEFT_MUST(weave_prepare_connection(f->db) == SQLITE_OK, "weave_prepare_connection");
    WEFT_MUST(sqlite3_exec(f->db, ddl.ptr, NULL, NULL, NULL) == SQLITE_OK,
              sqlite3_errmsg(f->db));
    char *shape = NULL;
    WEFT_MUST(weave_schema_shape(f->db, &shape) == SQLITE_OK, "weave_schema_shape");
    f->checked.catalog = &f->catalog;
    f->checked.ddl = ddl;
    f->checked.shape = str_copy(&f->mem, str_z(shape));
    sqlite3_free(shape);
    WEFT_MUST(model_read(&f->mem, &f->catalog, f->db, &f->checked.model, &why),
              why.ptr);
}

static inline Str weft_word(const char **words)
{
    *words += strspn(*words, " ");
    size_t n = strcspn(*words, " ");
    Str word = {*words, n};
    *words += n;
    return word;
}

// "n=media.id?" is a column named n; "media.id" one named id.
static inline ResultColumn weft_column(const Weft *f, Str word)
{
    ResultColumn c = {0};
    if (str_ends(word, "[]"))
        word.len -= 2;
    if ((c.nullable = str_ends(word, "?")))
        word.len--;
    size_t equals = str_find(word, '=');
    Str type = word;
    if (equals != STR_NONE) {
        c.name = str_cut(word, 0, equals);
        type = str_cut(word, equals + 1, word.len);
    }
    c.origin = model_find_path(&f->checked.model, type);
    if (c.origin)
        c.type = c.origin->type;
    else
        WEFT_MUST(type_of_word(type, &c.type), type.ptr);
    if (!c.name.len)
        c.name = c.origin->name;
    return c;
}

static inline void weft_columns(Weft *f, const char *words, CheckedQuery *q)
{
    ResultColumn *columns = arena_many(&f->mem, ResultColumn, 64);
    for (Str word = weft_word(&words); word.len; word = weft_word(&words)) {
        if (!str_ends(word, ".*")) {
            columns[q->n_columns++] = weft_column(f, word);
            continue;
        }
        const ModelTable *t =
            model_find_table(&f->checked.model, str_cut(word, 0, word.len - 2));
        for (size_t i = 0; i < t->n_columns; i++)
            columns[q->n_columns++] =
                (ResultColumn){.name = t->columns[i].name,
                               .type = t->columns[i].type,
                               .nullable = !t->columns[i].not_null,
                               .origin = &t->columns[i]};
    }
    q->columns = columns;
}

static inline void weft_params(Weft *f, const char *words, CheckedQuery *q)
{
    CheckedParam *params = arena_many(&f->mem, CheckedParam, 64);
    for (Str word = weft_word(&words); word.len; word = weft_word(&words)) {
        ResultColumn c = weft_column(f, word);
        params[q->n_params] = (CheckedParam){.name = c.name,
                                             .number = (int)q->n_params + 1,
                                             .type = c.type,
                                             .nullable = c.nullable,
                                             .list = str_ends(word, "[]"),
                                             .known = KNOWN_DECLARED};
        q->n_params++;
    }
    q->params = params;
}

static inline void weft_query(Weft *f, Stated s)
{
    Query *query = arena_new(&f->mem, Query);
    Str name = str_z(s.name);
    size_t dot = str_find(name, '.');
    *query = (Query){.module = str_cut(name, 0, dot),
                     .name = str_cut(name, dot + 1, name.len),
                     .stated = s.stated,
                     .doc = str_z(s.doc),
                     .at = {1, (uint32_t)f->queries.n, 1}};
    CheckedQuery q = {.query = query, .sql = str_z(s.sql), .inferred = s.inferred};
    q.cardinality = s.stated ? s.stated : s.inferred;
    weft_params(f, s.params ? s.params : "", &q);
    weft_columns(f, s.columns ? s.columns : "", &q);
    sqlite3_stmt *stmt = NULL;
    WEFT_MUST(sqlite3_prepare_v2(f->db, s.sql, -1, &stmt, NULL) == SQLITE_OK,
              sqlite3_errmsg(f->db));
    WEFT_MUST(sqlite3_column_count(stmt) == (int)q.n_columns, s.name);
    WEFT_MUST(sqlite3_bind_parameter_count(stmt) == (int)q.n_params, s.name);
    q.read_only = sqlite3_stmt_readonly(stmt);
    sqlite3_finalize(stmt);
    *arena_push(&f->mem, f->queries, CheckedQuery) = q;
}

static inline bool weft_emit(Weft *f)
{
    f->checked.queries = f->queries.items;
    f->checked.n_queries = f->queries.n;
    return emit_files(&f->mem, &f->checked, f->diag, &f->files, &f->n_files);
}

static inline Str weft_file(const Weft *f, const char *name)
{
    for (size_t i = 0; i < f->n_files; i++)
        if (str_is(f->files[i].name, name))
            return f->files[i].text;
    return (Str){0};
}

static inline Str weft_said(Weft *f)
{
    char *text = NULL;
    size_t len = 0;
    FILE *memory = open_memstream(&text, &len);
    diag_print(f->diag, DIAG_TEXT, false, memory);
    fclose(memory);
    Str copy = str_copy(&f->mem, (Str){text, len});
    free(text);
    return copy;
}

static inline void weft_free(Weft *f)
{
    sqlite3_close(f->db);
    arena_free(&f->mem);
}

// --- a schema with every type ------------------------------------------------

#define COLUMN(name_, sql_type_, mode_, ...)                                           \
    {                                                                                  \
        .key = STR(name_), .name = STR(name_), .sql_type = STR(sql_type_),             \
        .mode = mode_, .at = {1, 0, 1}, __VA_ARGS__                                    \
    }

static const Str weft_kinds[] = {STR("link"), STR("in-progress"),
                                 STR("it's \"q\" ?\?/")};
static const Column weft_columns_of_every[] = {
    COLUMN("id", "integer", MODE_NUMBER, .primary_key = true, .not_null = true),
    COLUMN("i", "integer", MODE_NUMBER, .not_null = true),
    COLUMN("i_null", "integer", MODE_NUMBER, .doc = STR("How many.")),
    COLUMN("flag", "integer", MODE_BOOLEAN, .not_null = true),
    COLUMN("flag_null", "integer", MODE_BOOLEAN, .not_null = false),
    COLUMN("at", "integer", MODE_TIMESTAMP, .not_null = true),
    COLUMN("at_ms_null", "integer", MODE_TIMESTAMP_MS, .not_null = false),
    COLUMN("r", "real", MODE_NONE, .not_null = true),
    COLUMN("r_null", "real", MODE_NONE, .not_null = false),
    COLUMN("t", "text", MODE_TEXT, .not_null = true),
    COLUMN("t_null", "text", MODE_TEXT, .not_null = false),
    COLUMN("kind", "text", MODE_TEXT, .not_null = true, .enum_values = weft_kinds,
           .n_enum_values = 3),
    COLUMN("kind_null", "text", MODE_TEXT, .enum_values = weft_kinds,
           .n_enum_values = 3),
    COLUMN("json", "text", MODE_JSON, .not_null = true),
    COLUMN("json_null", "text", MODE_JSON, .not_null = false),
    COLUMN("b", "blob", MODE_BUFFER, .not_null = true),
    COLUMN("b_null", "blob", MODE_BUFFER, .not_null = false),
    COLUMN("big", "blob", MODE_BIGINT, .not_null = true),
    COLUMN("big_null", "blob", MODE_BIGINT, .not_null = false),
    COLUMN("bjson", "blob", MODE_JSON, .not_null = true),
    COLUMN("bjson_null", "blob", MODE_JSON, .not_null = false),
    COLUMN("num", "numeric", MODE_NUMBER, .not_null = true),
    COLUMN("num_null", "numeric", MODE_NUMBER, .not_null = false),
    COLUMN("nstr", "numeric", MODE_STRING, .not_null = true),
    COLUMN("nstr_null", "numeric", MODE_STRING, .not_null = false),
    COLUMN("nbig", "numeric", MODE_BIGINT, .not_null = true),
    COLUMN("nbig_null", "numeric", MODE_BIGINT, .not_null = false),
};
static const Column weft_columns_of_media[] = {
    COLUMN("id", "integer", MODE_NUMBER, .primary_key = true, .not_null = true),
    COLUMN("content_hash", "text", MODE_TEXT, .not_null = false),
    COLUMN("mime_type", "text", MODE_TEXT, .not_null = true),
    COLUMN("uri", "text", MODE_TEXT, .not_null = true),
    COLUMN("class", "integer", MODE_NUMBER, .not_null = false),
    COLUMN("metadata", "text", MODE_JSON, .not_null = false),
    COLUMN("created_at", "integer", MODE_TIMESTAMP_MS, .not_null = true),
};
static const Str weft_roles[] = {STR("owner"), STR("guest")};
static const Column weft_columns_of_participant[] = {
    COLUMN("conversation_id", "integer", MODE_NUMBER, .not_null = true),
    COLUMN("the_role_of_this_participant", "text", MODE_TEXT, .not_null = true,
           .enum_values = weft_roles, .n_enum_values = 2),
    COLUMN("a_column_whose_name_is_rather_long_but_still_a_name", "text", MODE_TEXT,
           .not_null = true),
};
static const Table weft_schema[] = {
    {.key = STR("every"),
     .name = STR("every"),
     .columns = weft_columns_of_every,
     .n_columns = sizeof weft_columns_of_every / sizeof(Column),
     .at = {1, 0, 1}},
    {.key = STR("media"),
     .name = STR("media"),
     .columns = weft_columns_of_media,
     .n_columns = 7,
     .doc = STR("A picture, a sound, or */ a film \xE2\x80\x94 all?\? \\"),
     .at = {1, 0, 1}},
    {.key = STR("cp"),
     .name = STR("conversation_participant"),
     .columns = weft_columns_of_participant,
     .n_columns = 3,
     .at = {1, 8, 1}},
};

#endif
