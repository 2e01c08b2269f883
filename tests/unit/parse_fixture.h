// parse_fixture.h - TypeScript in a string, and the catalog made of it.
//
//     Parsed p = {0};
//     parsed_file(&p, "schema.ts", "export const a = ...");
//     parse(&p, "schema.ts");
//     ... p.ok, p.said, p.catalog, parsed_ddl(&p) ...
//     arena_free(&p.mem);

#ifndef TESTS_UNIT_PARSE_FIXTURE_H
#define TESTS_UNIT_PARSE_FIXTURE_H

#include "catalog/catalog_ddl.h"
#include "stage1_parse/stage1.h"

#include <criterion/criterion.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { PARSED_FILES = 16 };

typedef struct Parsed {
    Arena mem;
    struct {
        Str path, text;
    } files[PARSED_FILES];
    size_t n_files;
    Casing casing;
    Diag *diag;
    Catalog catalog;
    Config config;
    bool ok;
    Str said; // the diagnostics, as printed
} Parsed;

#define DRIZZLE                                                                        \
    "import { sqliteTable, sqliteTableCreator, sqliteView, text, integer, int, real, " \
    "blob, numeric, customType, index, uniqueIndex, unique, primaryKey, foreignKey, "  \
    "check } from 'drizzle-orm/sqlite-core';\n"                                        \
    "import { sql, eq, and, or, isNull, desc, inArray } from 'drizzle-orm';\n"

static inline void parsed_text(Parsed *p, const char *path, Str text)
{
    p->files[p->n_files].path = str_z(path);
    p->files[p->n_files++].text = text;
}

static inline void parsed_file(Parsed *p, const char *path, const char *text)
{
    parsed_text(p, path, str_z(text));
}

static inline bool parsed_read(void *context, Arena *a, const char *path, Str *out)
{
    const Parsed *p = context;
    for (size_t i = 0; i < p->n_files; i++)
        if (str_is(p->files[i].path, path)) {
            *out = str_copy(a, p->files[i].text);
            return true;
        }
    errno = ENOENT;
    return false;
}

// The names in a directory of the files there are, in the order of the files.
static inline bool parsed_list(void *context, Arena *a, const char *path, Str **names,
                               size_t *n)
{
    const Parsed *p = context;
    Str inside = str_format(a, "%s/", path);
    *names = arena_many(a, Str, p->n_files);
    *n = 0;
    for (size_t i = 0; i < p->n_files; i++) {
        Str rest = p->files[i].path;
        if (!str_starts(rest, inside.ptr))
            continue;
        rest = str_cut(rest, inside.len, rest.len);
        size_t slash = str_find(rest, '/');
        rest = str_cut(rest, 0, slash == STR_NONE ? rest.len : slash);
        if (*n == 0 || !str_eq((*names)[*n - 1], rest))
            (*names)[(*n)++] = rest;
    }
    return *n > 0;
}

static inline void parsed_print(Parsed *p)
{
    char *said = NULL;
    size_t len = 0;
    FILE *out = open_memstream(&said, &len);
    diag_print(p->diag, DIAG_TEXT, false, out);
    fclose(out);
    p->said = str_copy(&p->mem, (Str){said, len});
    free(said);
}

static inline void parse(Parsed *p, const char *path)
{
    Loader loader = {.read = parsed_read, .context = p, .list = parsed_list};
    Str paths[] = {str_z(path)};
    Stage1Input input = {.loader = loader,
                         .paths = paths,
                         .n_paths = 1,
                         .root = S("."),
                         .casing = p->casing};
    p->diag = diag_new(&p->mem, loader);
    p->ok = stage1_parse(&p->mem, &input, p->diag, &p->catalog);
    parsed_print(p);
}

static inline void parse_config(Parsed *p, const char *path)
{
    Loader loader = {.read = parsed_read, .context = p, .list = parsed_list};
    p->diag = diag_new(&p->mem, loader);
    p->ok = stage1_config(&p->mem, loader, str_z(path), p->diag, &p->config);
    parsed_print(p);
}

// The schema's statements, each ended by ";\n".
static inline Str parsed_ddl(Parsed *p)
{
    Buf out = {.arena = &p->mem};
    size_t n;
    const Ddl *statements = catalog_ddl(&p->mem, &p->catalog, &n);
    for (size_t i = 0; i < n; i++)
        buf_format(&out, "%.*s;\n", STR_ARG(statements[i].sql));
    return buf_str(&out);
}

static inline bool parsed_says(const Parsed *p, const char *what)
{
    return str_find_str(p->said, str_z(what)) != STR_NONE;
}

// A schema of one file that must be accepted, its DDL holding just these words.
static inline void schema_gives(const char *text, const char *ddl)
{
    Parsed p = {0};
    Buf whole = {.arena = &p.mem};
    buf_z(&whole, DRIZZLE);
    buf_z(&whole, text);
    parsed_text(&p, "schema.ts", buf_str(&whole));
    parse(&p, "schema.ts");
    cr_expect(p.ok, "refused: %s\n%.*s", text, STR_ARG(p.said));
    Str given = parsed_ddl(&p);
    cr_expect(str_find_str(given, str_z(ddl)) != STR_NONE, "%s\nlacks: %s\ngives: %.*s",
              text, ddl, STR_ARG(given));
    arena_free(&p.mem);
}

// A schema of one file that must be refused with just these words.
static inline void schema_refused(const char *text, const char *what)
{
    Parsed p = {0};
    Buf whole = {.arena = &p.mem};
    buf_z(&whole, DRIZZLE);
    buf_z(&whole, text);
    parsed_text(&p, "schema.ts", buf_str(&whole));
    parse(&p, "schema.ts");
    cr_expect(!p.ok, "accepted: %s", text);
    cr_expect(parsed_says(&p, what), "not said: %s\nbut: %.*s", what, STR_ARG(p.said));
    arena_free(&p.mem);
}

// One column, by what stands behind its key, and its line in CREATE TABLE.
static inline void column_gives(const char *builder, const char *line)
{
    char text[1024], ddl[1024];
    snprintf(text, sizeof text, "export const t = sqliteTable('t', { c: %s });",
             builder);
    snprintf(ddl, sizeof ddl, "\t%s\n)", line);
    schema_gives(text, ddl);
}

// An expression, as the text default of a column shows it.
static inline void evaluates_to(const char *expression, const char *sql)
{
    char text[2048], ddl[1024];
    snprintf(text, sizeof text,
             "export const t = sqliteTable('t', { c: text().default(%s) });",
             expression);
    snprintf(ddl, sizeof ddl, "`c` text DEFAULT %s\n", sql);
    schema_gives(text, ddl);
}

#endif
