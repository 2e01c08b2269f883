// fuzz_stage1.c - any bytes as schema files: a catalog or a diagnostic, never a crash.
//
//     scripts/fuzz 600
//
// The first byte says what the rest is: a schema ("S"), an .sql file ("Q"), a
// configuration ("C"), or several files ("M"), each behind a line "//// NAME". Of
// those a configuration is read as one, and the others that do not begin with "_" are
// the schema; nothing else is there to be imported.

#include "catalog/catalog_ddl.h"
#include "catalog/catalog_json.h"
#include "stage1_parse/stage1.h"

#include <errno.h>

enum { FILES_MAX = 16 };

typedef struct Files {
    Str paths[FILES_MAX], texts[FILES_MAX];
    size_t n;
} Files;

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static bool read_file(void *context, Arena *a, const char *path, Str *out)
{
    const Files *files = context;
    for (size_t i = 0; i < files->n; i++)
        if (str_is(files->paths[i], path)) {
            *out = str_copy(a, files->texts[i]);
            return true;
        }
    errno = ENOENT;
    return false;
}

static void add_file(Arena *a, Files *files, Str path, Str text)
{
    path = path_join(a, S("."), str_copy(a, path));
    for (size_t i = 0; i < files->n; i++)
        if (str_eq(files->paths[i], path))
            return;
    if (files->n < FILES_MAX) {
        files->paths[files->n] = path;
        files->texts[files->n++] = str_copy(a, text);
    }
}

static void split(Arena *a, Files *files, Str text)
{
    while (str_starts(text, "//// ")) {
        size_t end = str_find(text, '\n');
        Str name = str_cut(text, 5, end == STR_NONE ? text.len : end);
        text = str_cut(text, end == STR_NONE ? text.len : end + 1, text.len);
        size_t next = str_find_str(text, S("\n//// "));
        size_t stop = next == STR_NONE ? text.len : next + 1;
        add_file(a, files, name, str_cut(text, 0, stop));
        text = str_cut(text, stop, text.len);
    }
}

// Every place must lie in its file, and every piece in its query.
static void check_places(const Catalog *c, const Diag *d, const Files *files)
{
    for (size_t i = 0; i < c->n_queries; i++) {
        const Query *q = &c->queries[i];
        size_t at = 0;
        for (size_t k = 0; k < q->n_pieces; k++) {
            const Piece *p = &q->pieces[k];
            Str path = diag_path(d, p->at.file);
            size_t len = 0;
            for (size_t f = 0; f < files->n; f++)
                if (str_eq(files->paths[f], path))
                    len = files->texts[f].len;
            if (p->start != at || p->at.start + p->at.len > len)
                weave_bug("a piece is out of place");
            at += p->len;
        }
        if (at != q->sql.len)
            weave_bug("the pieces do not cover the query");
    }
}

static void print(Diag *d)
{
    char text[4096];
    FILE *out = fmemopen(text, sizeof text, "w");
    if (out) {
        diag_print(d, DIAG_TEXT, false, out);
        fclose(out);
    }
}

static void read_schema(Arena *a, Files *files, const Str *paths, size_t n)
{
    Loader loader = {.read = read_file, .context = files};
    Diag *d = diag_new(a, loader);
    Catalog catalog, again;
    Str why;
    Stage1Input input = {
        .loader = loader, .paths = paths, .n_paths = n, .root = S(".")};
    bool ok = stage1_parse(a, &input, d, &catalog);
    if (!ok && diag_count(d) == 0)
        weave_bug("refused without a word");
    check_places(&catalog, d, files);
    catalog_ddl(a, &catalog, &n);
    if (ok && !catalog_read_json(a, catalog_write_json(a, &catalog), &again, &why))
        weave_bug("the catalog cannot be read back: %.*s", STR_ARG(why));
    print(d);
}

static void read_all(Arena *a, Files *files)
{
    Str paths[FILES_MAX];
    size_t n = 0;
    for (size_t i = 0; i < files->n; i++) {
        Config config;
        Loader loader = {.read = read_file, .context = files};
        Str base = path_base(files->paths[i]);
        if (str_ends(base, ".config.ts")) {
            Diag *d = diag_new(a, loader);
            stage1_config(a, loader, files->paths[i], d, &config);
            print(d);
        } else if (!str_starts(base, "_") && !str_ends(base, ".json")) {
            paths[n++] = files->paths[i];
        }
    }
    if (n)
        read_schema(a, files, paths, n);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    Arena a = {0};
    Files files = {0};
    if (size < 1)
        return 0;
    Str text = {(const char *)data + 1, size - 1};
    switch (data[0]) {
    case 'M': split(&a, &files, text); break;
    case 'Q': add_file(&a, &files, S("schema.sql"), text); break;
    case 'C': add_file(&a, &files, S("weave.config.ts"), text); break;
    default: add_file(&a, &files, S("schema.ts"), text); break;
    }
    read_all(&a, &files);
    arena_free(&a);
    return 0;
}
