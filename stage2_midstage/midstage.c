// midstage.c - writes the midstage: the catalog as static const tables and a main.
//
// No logic is generated. A module of queries is a file, so that a change in one
// recompiles that one.

#define _GNU_SOURCE

#include "stage2_midstage/initialiser.h"
#include "stage2_midstage/stage2.h"

#include <errno.h>
#include <string.h>

typedef struct Names {
    Str *items;
    size_t n, capacity;
} Names;

// --- modules -----------------------------------------------------------------

// A module's name as a C name and a file's: bytes that cannot stand in one become _xx.
static Str symbol(Arena *a, Str module)
{
    Buf out = {.arena = a};
    for (size_t i = 0; i < module.len; i++) {
        unsigned char c = (unsigned char)module.ptr[i];
        bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
                     (c >= '0' && c <= '9') || c == '_';
        if (plain)
            buf_char(&out, (char)c);
        else
            buf_format(&out, "_%02x", c);
    }
    return buf_str(&out);
}

static bool has(const Names *names, Str name)
{
    for (size_t i = 0; i < names->n; i++)
        if (str_eq(names->items[i], name))
            return true;
    return false;
}

// In order of first appearance.
static Names modules_of(Arena *a, const Catalog *catalog)
{
    Names modules = {0};
    for (size_t i = 0; i < catalog->n_queries; i++)
        if (!has(&modules, catalog->queries[i].module))
            *arena_push(a, modules, Str) = catalog->queries[i].module;
    return modules;
}

const Str *midstage_sources(Arena *a, const Catalog *catalog, size_t *n)
{
    Names modules = modules_of(a, catalog), files = {0};
    *arena_push(a, files, Str) = S("main.c");
    *arena_push(a, files, Str) = S("schema.c");
    for (size_t i = 0; i < modules.n; i++) {
        Str name =
            str_format(a, "queries/%.*s.c", STR_ARG(symbol(a, modules.items[i])));
        if (has(&files, name))
            weave_bug("two modules would be %.*s of the midstage", STR_ARG(name));
        *arena_push(a, files, Str) = name;
    }
    *n = files.n;
    return files.items;
}

// --- texts -------------------------------------------------------------------

static Str header_text(Arena *a, const Catalog *catalog, const Names *modules)
{
    Buf out = {.arena = a};
    buf_z(
        &out,
        "// weave_midstage.h - what the files of this program know of one another.\n"
        "//\n"
        "// Made by weave: static tables, no logic. \"midstage --help\" tells what the\n"
        "// program does with them.\n"
        "\n"
        "#ifndef WEAVE_MIDSTAGE_H\n"
        "#define WEAVE_MIDSTAGE_H\n"
        "\n"
        "#include \"catalog/catalog_join.h\"\n"
        "#include \"stage3_emit/stage3.h\"\n"
        "\n"
        "extern const Catalog midstage_schema;\n");
    for (size_t i = 0; i < modules->n; i++)
        buf_format(&out, "extern const QueryModule midstage_queries_%.*s;\n",
                   STR_ARG(symbol(a, modules->items[i])));
    if (catalog->settings.has_functions)
        buf_z(&out, "\n// The application's own.\n"
                    "int weave_register(struct sqlite3 *db);\n");
    buf_z(&out, "\n#endif\n");
    return buf_str(&out);
}

static Str main_text(Arena *a, const Catalog *catalog, const Names *modules)
{
    Buf out = {.arena = a};
    buf_z(&out, "// main.c - starts stage 3 on the tables of this program.\n"
                "\n"
                "#include \"weave_midstage.h\"\n"
                "\n"
                "static Arena memory;\n"
                "\n");
    if (modules->n)
        buf_z(&out, "static const QueryModule *const modules[] = {\n");
    for (size_t i = 0; i < modules->n; i++)
        buf_format(&out, "    &midstage_queries_%.*s,\n",
                   STR_ARG(symbol(a, modules->items[i])));
    if (modules->n)
        buf_z(&out, "};\n\n");
    buf_format(
        &out,
        "int main(int argc, char **argv)\n"
        "{\n"
        "    return stage3_main(catalog_join(&memory, &midstage_schema, %s, %zu),\n"
        "                       %s, argc, argv);\n"
        "}\n",
        modules->n ? "modules" : "NULL", modules->n,
        catalog->settings.has_functions ? "weave_register" : "NULL");
    return buf_str(&out);
}

static Str schema_text(Arena *a, const Catalog *catalog)
{
    Catalog schema = *catalog; // the queries stand in files of their own
    schema.queries = NULL;
    schema.n_queries = 0;
    return str_format(a,
                      "// schema.c - the tables, as stage 1 read them.\n"
                      "\n"
                      "#include \"weave_midstage.h\"\n"
                      "\n"
                      "const Catalog midstage_schema = %.*s;\n",
                      STR_ARG(initialiser(a, &catalog_shape, &schema, 0)));
}

static const Shape *query_shape(void)
{
    for (size_t i = 0; i < catalog_shape.n_fields; i++)
        if (strcmp(catalog_shape.fields[i].name, "queries") == 0)
            return catalog_shape.fields[i].of;
    weave_bug("a catalog without queries");
}

static Str module_text(Arena *a, const Catalog *catalog, Str module)
{
    Query *queries = arena_many(a, Query, catalog->n_queries);
    size_t n = 0;
    for (size_t i = 0; i < catalog->n_queries; i++)
        if (str_eq(catalog->queries[i].module, module))
            queries[n++] = catalog->queries[i];
    Str name = symbol(a, module);
    Str list = initialiser_list(a, query_shape(), queries, n, 1);
    return str_format(a,
                      "// %.*s.c - its queries, as stage 1 read them.\n"
                      "\n"
                      "#include \"weave_midstage.h\"\n"
                      "\n"
                      "const QueryModule midstage_queries_%.*s = {\n"
                      "    .queries = %.*s,\n"
                      "    .n_queries = %zu,\n"
                      "};\n",
                      STR_ARG(name), STR_ARG(name), STR_ARG(list), n);
}

// --- files -------------------------------------------------------------------

static bool write_file(const Compaction *c, Str name, Str text)
{
    const char *path = str_format(c->arena, "%s/%.*s", c->directory, STR_ARG(name)).ptr;
    return file_write_if_changed(path, text, NULL);
}

// Modules that are gone take their files with them.
static bool remove_stale(const Compaction *c, const Str *files, size_t n)
{
    Names wanted = {0};
    for (size_t i = 0; i < n; i++)
        *arena_push(c->arena, wanted, Str) = files[i];
    const char *directory = str_format(c->arena, "%s/queries", c->directory).ptr;
    Str *found;
    size_t n_found;
    if (!file_list(c->arena, directory, &found, &n_found))
        return false;
    for (size_t i = 0; i < n_found; i++)
        if (!has(&wanted, str_format(c->arena, "queries/%.*s", STR_ARG(found[i]))) &&
            !file_remove_tree(
                str_format(c->arena, "%s/%.*s", directory, STR_ARG(found[i])).ptr))
            return false;
    return true;
}

static bool write_all(const Compaction *c, const Catalog *catalog)
{
    Arena *a = c->arena;
    Names modules = modules_of(a, catalog);
    size_t n;
    const Str *files = midstage_sources(a, catalog, &n);
    bool good =
        file_make_directories(str_format(a, "%s/queries", c->directory).ptr) &&
        file_make_directories(str_format(a, "%s/obj", c->directory).ptr) &&
        write_file(c, S("weave_midstage.h"), header_text(a, catalog, &modules)) &&
        write_file(c, files[0], main_text(a, catalog, &modules)) &&
        write_file(c, files[1], schema_text(a, catalog));
    for (size_t i = 0; good && i < modules.n; i++)
        good = write_file(c, files[2 + i], module_text(a, catalog, modules.items[i]));
    return good && remove_stale(c, files, n);
}

CompactStatus midstage_generate(void *self, Compaction *c)
{
    const Midstage *m = self;
    if (c->dry || write_all(c, m->catalog))
        return COMPACT_OK;
    return compact_fail(c, COMPACT_WORLD, "cannot write the midstage in %s: %s",
                        c->directory, strerror(errno));
}
