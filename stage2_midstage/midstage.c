// midstage.c - writes the midstage's source: a main.
//
// No logic is generated, and no data: the catalog is schema.json, which the program finds
// beside itself. So it is compiled when the application's own C changes, or weave does.

#include "stage2_midstage/stage2.h"

#include <errno.h>
#include <string.h>

static Str main_text(bool has_functions)
{
    return has_functions
               ? S("// main.c - starts stage 3 on the catalog beside this program.\n"
                   "\n"
                   "#include \"stage3_emit/stage3.h\"\n"
                   "\n"
                   "// The application's own.\n"
                   "int weave_register(struct sqlite3 *db);\n"
                   "\n"
                   "int main(int argc, char **argv)\n"
                   "{\n"
                   "    return stage3_main(weave_register, argc, argv);\n"
                   "}\n")
               : S("// main.c - starts stage 3 on the catalog beside this program.\n"
                   "\n"
                   "#include \"stage3_emit/stage3.h\"\n"
                   "\n"
                   "int main(int argc, char **argv)\n"
                   "{\n"
                   "    return stage3_main(0, argc, argv);\n"
                   "}\n");
}

CompactStatus midstage_generate(void *self, Compaction *c)
{
    const Midstage *m = self;
    Arena *a = c->arena;
    const char *path =
        str_format(a, "%s/%.*s", c->directory, STR_ARG(MIDSTAGE_MAIN)).ptr;
    if (c->dry ||
        (file_make_directories(str_format(a, "%s/obj", c->directory).ptr) &&
         file_write_if_changed(path, main_text(m->tools->n_functions > 0), NULL)))
        return COMPACT_OK;
    return compact_fail(c, COMPACT_WORLD, "cannot write the midstage in %s: %s",
                        c->directory, strerror(errno));
}
