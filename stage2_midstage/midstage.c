// midstage.c - writes the midstage: the catalog as one text, and a main.
//
// No logic is generated, and next to nothing for a compiler to think about: a text of
// a megabyte takes it less time than to start.

#include "stage2_midstage/stage2.h"

#include "base/cwriter.h"

#include <errno.h>
#include <string.h>

const Str midstage_sources[MIDSTAGE_SOURCES] = {STR("main.c"), STR("catalog.c")};

static Str main_text(bool has_functions)
{
    return has_functions
               ? S("// main.c - starts stage 3 on the catalog of this program.\n"
                   "\n"
                   "#include \"stage3_emit/stage3.h\"\n"
                   "\n"
                   "extern const char midstage_catalog[];\n"
                   "\n"
                   "// The application's own.\n"
                   "int weave_register(struct sqlite3 *db);\n"
                   "\n"
                   "int main(int argc, char **argv)\n"
                   "{\n"
                   "    return stage3_main(midstage_catalog, weave_register, argc, argv);\n"
                   "}\n")
               : S("// main.c - starts stage 3 on the catalog of this program.\n"
                   "\n"
                   "#include \"stage3_emit/stage3.h\"\n"
                   "\n"
                   "extern const char midstage_catalog[];\n"
                   "\n"
                   "int main(int argc, char **argv)\n"
                   "{\n"
                   "    return stage3_main(midstage_catalog, 0, argc, argv);\n"
                   "}\n");
}

static Str catalog_text(Arena *a, Str json)
{
    CWriter w = {.out.arena = a};
    cw_put(&w, "// catalog.c - tables and queries, as stage 1 read them: schema.json.\n"
               "\n"
               "extern const char midstage_catalog[];\n"
               "const char midstage_catalog[] =\n");
    cw_literals(&w, "    ", json);
    cw_put(&w, ";\n");
    return cw_end(&w);
}

static bool write_file(const Compaction *c, Str name, Str text)
{
    const char *path = str_format(c->arena, "%s/%.*s", c->directory, STR_ARG(name)).ptr;
    return file_write_if_changed(path, text, NULL);
}

CompactStatus midstage_generate(void *self, Compaction *c)
{
    const Midstage *m = self;
    Arena *a = c->arena;
    if (c->dry ||
        (file_make_directories(str_format(a, "%s/obj", c->directory).ptr) &&
         write_file(c, midstage_sources[0], main_text(m->tools->n_functions > 0)) &&
         write_file(c, midstage_sources[1], catalog_text(a, m->catalog))))
        return COMPACT_OK;
    return compact_fail(c, COMPACT_WORLD, "cannot write the midstage in %s: %s",
                        c->directory, strerror(errno));
}
