// fuzz_stage1.c - any bytes as a schema file: a catalog or a diagnostic, never a crash.
//
//     clang -fsanitize=fuzzer,address,undefined ... -o fuzz_stage1
//     ./fuzz_stage1 -dict=tests/fuzz/stage1.dict CORPUS tests/fuzz/stage1_seeds
//
// The first byte says what the rest is: a schema ("S"), an .sql file ("Q"), a
// configuration ("C").

#include "catalog/catalog_ddl.h"
#include "catalog/catalog_json.h"
#include "stage1_parse/stage1.h"

#include <errno.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

// Imports of "./schema" find the file itself; nothing else is there.
static bool read_one(void *context, Arena *a, const char *path, Str *out)
{
    const Str *const *file = context;
    if (!str_is(path_base(str_z(path)), file[0]->ptr)) {
        errno = ENOENT;
        return false;
    }
    *out = str_copy(a, *file[1]);
    return true;
}

// Every place must lie in the text, and every piece in its query.
static void check_places(const Catalog *c, Str text)
{
    for (size_t i = 0; i < c->n_queries; i++) {
        const Query *q = &c->queries[i];
        size_t at = 0;
        for (size_t k = 0; k < q->n_pieces; k++) {
            const Piece *p = &q->pieces[k];
            if (p->start != at || p->at.start + p->at.len > text.len)
                weave_bug("a piece is out of place");
            at += p->len;
        }
        if (at != q->sql.len)
            weave_bug("the pieces do not cover the query");
    }
}

static void parse(Arena *a, Str text, const char *name)
{
    Str path = str_z(name);
    const Str *file[] = {&path, &text};
    Loader loader = {.read = read_one, .context = file};
    Diag *d = diag_new(a, loader);
    Catalog catalog, again;
    Config config;
    Str why;
    Stage1Input input = {
        .loader = loader, .paths = &path, .n_paths = 1, .root = S(".")};
    if (str_ends(path, ".config.ts")) {
        stage1_config(a, loader, path, d, &config);
        return;
    }
    bool ok = stage1_parse(a, &input, d, &catalog);
    if (!ok && diag_count(d) == 0)
        weave_bug("refused without a word");
    check_places(&catalog, text);
    size_t n;
    catalog_ddl(a, &catalog, &n);
    if (ok && !catalog_read_json(a, catalog_write_json(a, &catalog), &again, &why))
        weave_bug("the catalog cannot be read back: %.*s", STR_ARG(why));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    Arena a = {0};
    if (size < 1)
        return 0;
    Str text = {(const char *)data + 1, size - 1};
    parse(&a, str_copy(&a, text),
          data[0] == 'Q'   ? "schema.sql"
          : data[0] == 'C' ? "weave.config.ts"
                           : "schema.ts");
    arena_free(&a);
    return 0;
}
