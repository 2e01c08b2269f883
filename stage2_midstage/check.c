// check.c - whether what was emitted compiles.
//
// A file that was accepted need not be compiled again: it is known by a hash of the
// command and of all that it includes of weave's, and those of the last output stand in
// check/accepted, a line each.

#include "stage2_midstage/toolchain.h"

#include "base/file.h"
#include "base/hash.h"
#include "base/intern.h"

#include <errno.h>
#include <inttypes.h>
#include <string.h>

typedef struct ReadFile {
    uint64_t content;
    Str *includes;
    size_t n_includes;
} ReadFile;

typedef struct Checking {
    const Toolchain *tools;
    Compaction *c;
    const char *directory;
    Intern names; // of files that were read, each with:
    struct {
        ReadFile *items;
        size_t n, capacity;
    } files;
} Checking;

// --- the command -------------------------------------------------------------------

static const char *const *with_compiler(const Checking *k, const char *const *last)
{
    size_t n_cc = 0, n = 0;
    while (k->tools->cc[n_cc])
        n_cc++;
    while (last[n])
        n++;
    const char **argv = arena_many(k->c->arena, const char *, n_cc + n + 1);
    memcpy(argv, k->tools->cc, n_cc * sizeof *argv);
    memcpy(argv + n_cc, last, n * sizeof *argv);
    return argv;
}

// Asked is the compiler's front end, which finds all errors, in a tenth of the time: the
// rest of a compiler makes code, and that is the application's to have made. What gcc
// warns of only then (-Wreturn-type, -Wunused-function) the tests see, which compile
// everything to the end.
static const char *const *command(const Checking *k, const char *path)
{
    const char *object =
        str_format(k->c->arena, "%s/check/made.o", k->c->directory).ptr;
    const char *const flags[] = {"-std=c99", "-Wall", "-Wextra", "-Werror",
                                 "-fsyntax-only", "-I", k->directory, "-I",
                                 k->tools->runtime,
                                 // for compilers that know no -fsyntax-only
                                 "-c", path, "-o", object, NULL};
    return with_compiler(k, flags);
}

// --- what a file is known by ---------------------------------------------------------

// Of its own, weave includes as "NAME", at the begin of a line.
static void find_includes(Arena *a, Str text, ReadFile *h)
{
    static const char word[] = "#include \"";
    struct {
        Str *items;
        size_t n, capacity;
    } names = {0};
    for (size_t at = 0; at < text.len;) {
        Str rest = str_cut(text, at, text.len);
        size_t end = str_find(rest, '\n');
        Str line = str_cut(rest, 0, end == STR_NONE ? rest.len : end);
        at += line.len + 1;
        if (!str_starts(line, word))
            continue;
        Str name = str_cut(line, sizeof word - 1, line.len);
        *arena_push(a, names, Str) = str_copy(a, str_cut(name, 0, str_find(name, '"')));
    }
    h->includes = names.items;
    h->n_includes = names.n;
}

// The number of the file. Where it cannot be read the compiler will say so.
static size_t look_at(Checking *k, Str name)
{
    Arena *a = k->c->arena, scratch = {0};
    size_t i = intern_find(&k->names, name);
    if (i != STR_NONE)
        return i;
    ReadFile h = {0};
    Str text;
    if (file_read(&scratch, path_join(&scratch, str_z(k->directory), name).ptr,
                  &text) ||
        file_read(&scratch, path_join(&scratch, str_z(k->tools->runtime), name).ptr,
                  &text)) {
        h.content = hash_content(text);
        find_includes(a, text, &h);
    }
    arena_free(&scratch);
    *arena_push(a, k->files, ReadFile) = h;
    return intern_put(a, &k->names, name);
}

static uint64_t mix_file(Checking *k, uint64_t hash, Str name, Intern *seen)
{
    if (intern_find(seen, name) != STR_NONE)
        return hash;
    intern_put(k->c->arena, seen, name);
    size_t file = look_at(k, name);
    ReadFile h = k->files.items[file];
    hash = hash_int(hash_str(hash, name), h.content);
    for (size_t i = 0; i < h.n_includes; i++)
        hash = mix_file(k, hash, h.includes[i], seen);
    return hash;
}

static Str key_of(Checking *k, uint64_t base, Str name)
{
    Intern seen = {0};
    return str_format(k->c->arena, "%016" PRIx64, mix_file(k, base, name, &seen));
}

// --- what is compiled ----------------------------------------------------------------

static void add_step(const Checking *k, const char *path, StepList *steps)
{
    *arena_push(k->c->arena, *steps, CompactStep) = (CompactStep){
        .command = {.argv = command(k, path), .seconds = 10 * k->c->seconds},
        .what = path};
}

// A compiler takes longer to start than to read one file, and each reads the structs of
// all tables: beyond so many files they are compiled in heaps, a few for each core.
enum { ALONE = 32, HEAPS = 8 };

static bool add_heaps(const Checking *k, const FileList *files, StepList *steps)
{
    Arena *a = k->c->arena;
    Buf heaps[HEAPS] = {0};
    for (size_t i = 0; i < files->n; i++) {
        heaps[i % HEAPS].arena = a;
        buf_format(&heaps[i % HEAPS], "#include \"%.*s\"\n", STR_ARG(files->items[i]));
    }
    for (size_t i = 0; i < HEAPS; i++) {
        const char *path =
            str_format(a, "%s/check/some-%02zu.c", k->c->directory, i).ptr;
        if (!file_write_if_changed(path, buf_str(&heaps[i]), NULL))
            return false;
        add_step(k, path, steps);
    }
    return true;
}

static bool add_steps(const Checking *k, const FileList *files, StepList *steps)
{
    if (files->n > ALONE)
        return add_heaps(k, files, steps);
    for (size_t i = 0; i < files->n; i++)
        add_step(k, path_join(k->c->arena, str_z(k->directory), files->items[i]).ptr,
                 steps);
    return true;
}

// Whether the compiler can compile anything.
static bool compiler_works(const Checking *k)
{
    Compaction *c = k->c;
    const char *source = str_format(c->arena, "%s/check/probe.c", c->directory).ptr;
    const char *object = str_format(c->arena, "%s/check/probe.o", c->directory).ptr;
    if (!file_write_if_changed(source, S("int probe;\n"), NULL))
        return false;
    const char *const last[] = {"-c", source, "-o", object, NULL};
    Command probe = {.argv = with_compiler(k, last), .seconds = 10 * c->seconds};
    Outcome outcome;
    process_run(c->arena, &probe, &outcome);
    return process_succeeded(&outcome);
}

// --- what was accepted ---------------------------------------------------------------

static Intern read_accepted(const Checking *k, const char *path)
{
    Intern known = {0};
    Str text;
    if (!file_read(k->c->arena, path, &text))
        return known;
    for (size_t at = 0, end; at < text.len; at += end + 1) {
        Str rest = str_cut(text, at, text.len);
        end = str_find(rest, '\n');
        if (end == STR_NONE)
            break; // cut off
        intern_put(k->c->arena, &known, str_cut(rest, 0, end));
    }
    return known;
}

// The C files among n that are not as they were accepted. all has the keys of all.
static FileList find_changed(Checking *k, const char *path, const Str *files, size_t n,
                             Buf *all)
{
    FileList changed = {0};
    Intern known = read_accepted(k, path);
    uint64_t base = hash_str(HASH_START, k->tools->identity);
    Command any = {.argv = command(k, "")};
    base = hash_str(base, process_show(k->c->arena, &any));
    for (size_t i = 0; i < n; i++) {
        if (!str_ends(files[i], ".c"))
            continue;
        Str key = key_of(k, base, files[i]);
        buf_format(all, "%.*s\n", STR_ARG(key));
        if (intern_find(&known, key) == STR_NONE)
            *arena_push(k->c->arena, changed, Str) = files[i];
    }
    return changed;
}

CompactStatus toolchain_check(const Toolchain *t, Compaction *c, const char *directory,
                              const Str *files, size_t n)
{
    Checking k = {.tools = t, .c = c, .directory = directory};
    const char *place = str_format(c->arena, "%s/check", c->directory).ptr;
    const char *accepted = str_format(c->arena, "%s/accepted", place).ptr;
    Buf keys = {.arena = c->arena};
    StepList steps = {0};
    if (!file_make_directories(place))
        return compact_fail(c, COMPACT_WORLD, "cannot create %s: %s", place,
                            strerror(errno));
    FileList changed = find_changed(&k, accepted, files, n, &keys);
    if (!add_steps(&k, &changed, &steps))
        return compact_fail(c, COMPACT_WORLD, "cannot write in %s: %s", place,
                            strerror(errno));
    CompactStatus status = compact_steps(c, steps.items, steps.n);
    if (status == COMPACT_WORLD && !c->trouble.len && compiler_works(&k))
        return compact_fail(c, COMPACT_BUG, "the emitted code does not compile");
    if (status == COMPACT_OK) // if not, all is compiled once more
        file_write_if_changed(accepted, buf_str(&keys), NULL);
    return status;
}
