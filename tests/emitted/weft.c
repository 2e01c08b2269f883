// weft.c - writes what is emitted for emit_fixture.h's schema and emit_queries.h's
// queries into the directory it is given.

#include "tests/unit/emit_fixture.h"
#include "tests/unit/emit_queries.h"

static bool write_file(const char *directory, const EmittedFile *file)
{
    char path[4096];
    snprintf(path, sizeof path, "%s/%.*s", directory, STR_ARG(file->name));
    return file_write_if_changed(path, file->text, NULL);
}

int main(int argc, char **argv)
{
    if (argc != 2)
        return 2;
    Weft f = {0};
    weft_wide_table(&f);
    weft_tables(&f, weft_schema, sizeof weft_schema / sizeof *weft_schema);
    weft_every_query(&f);
    bool ok = weft_emit(&f);
    fputs(weft_said(&f).ptr, stderr);
    for (size_t i = 0; ok && i < f.n_files; i++)
        ok = write_file(argv[1], &f.files[i]);
    weft_free(&f);
    return ok ? 0 : 1;
}
