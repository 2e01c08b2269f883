// amalgam.c - one file that includes all that was woven.
//
// Build systems like Meson want to know beforehand which files a step makes, and look
// at their times before it runs. So the file says in a comment what it stands for: it
// changes whenever anything it includes does.

#include "driver/stages.h"

#include "base/hash.h"

#include <errno.h>
#include <inttypes.h>
#include <string.h>

static bool hash_files(Weave *w, const char *ending, uint64_t *hash)
{
    Arena *a = w->project.arena;
    *hash = HASH_START;
    for (size_t i = 0; i < w->n_files; i++) {
        Str text;
        if (!str_ends(w->files[i], ending))
            continue;
        if (!file_read(a, path_join(a, str_z(w->emitted), w->files[i]).ptr, &text))
            return false;
        *hash = hash_str(hash_str(*hash, w->files[i]), text);
    }
    return true;
}

// A .c file stands for headers and code, a .h file for headers alone.
static bool write_amalgam(Weave *w, Str path)
{
    Arena *a = w->project.arena;
    bool code = str_ends(path, ".c");
    uint64_t headers, sources = 0;
    if (!hash_files(w, ".h", &headers) || (code && !hash_files(w, ".c", &sources)))
        return false;
    Str out = path_relative(a, path_directory(a, path), str_z(w->project.out));
    Buf text = {.arena = a};
    buf_format(&text, "// %.*s - made by weave: all of %s, %016" PRIx64 "\n\n",
               STR_ARG(path_base(path)), code ? "the code" : "the headers",
               headers ^ sources);
    if (!code)
        buf_format(&text, "#include \"%.*s/db.gen.h\"\n", STR_ARG(out));
    for (size_t i = 0; code && i < w->n_files; i++)
        if (str_ends(w->files[i], ".c"))
            buf_format(&text, "#include \"%.*s/%.*s\"\n", STR_ARG(out),
                       STR_ARG(w->files[i]));
    return file_write_if_changed(str_zero(a, path), buf_str(&text), NULL);
}

int stage_amalgamate(Weave *w)
{
    const Options *o = w->project.options;
    for (size_t i = 0; i < o->amalgams.n && !o->dry; i++)
        if (!write_amalgam(w, o->amalgams.items[i])) {
            fprintf(stderr, "weave: cannot write %.*s: %s\n",
                    STR_ARG(o->amalgams.items[i]), strerror(errno));
            return 3;
        }
    return 0;
}
