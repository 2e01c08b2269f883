// toolchain.c - the C compiler, what it is given, and what need not be compiled again.
//
// Beside each object stand NAME.o.cmd, the command that made it, and NAME.o.d, the
// files it was made from, as the compiler lists them. The record is taken away before
// a step and written after it has succeeded, so a killed compiler leaves nothing that
// counts.

#define _GNU_SOURCE

#include "stage2_midstage/toolchain.h"

#include "base/hash.h"
#include "stage2_midstage/weave_build.h" // made by the build: WEAVE_CC, ...

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

typedef struct Words {
    const char **items;
    size_t n, capacity;
} Words;

// Ends with a null: the last word is always one.
static void add(Arena *a, Words *words, const char *word)
{
    if (!words->n)
        *arena_push(a, *words, const char *) = NULL;
    words->items[words->n - 1] = word;
    *arena_push(a, *words, const char *) = NULL;
}

static void add_all(Arena *a, Words *words, const char *const *more)
{
    for (; *more; more++)
        add(a, words, *more);
}

static void add_split(Arena *a, Words *words, const char *text)
{
    Str rest = str_trim(str_z(text));
    while (rest.len) {
        size_t end = 0;
        while (end < rest.len && rest.ptr[end] != ' ' && rest.ptr[end] != '\t')
            end++;
        add(a, words, str_zero(a, str_cut(rest, 0, end)));
        rest = str_trim(str_cut(rest, end, rest.len));
    }
}

// --- finding -----------------------------------------------------------------

static Str own_path(Arena *a)
{
    char path[4096];
    ssize_t n = readlink("/proc/self/exe", path, sizeof path);
    return n > 0 && (size_t)n < sizeof path ? str_copy(a, (Str){path, (size_t)n})
                                            : (Str){0};
}

static void find_own_files(Arena *a, Toolchain *out)
{
    Str self = own_path(a);
    if (str_starts(self, WEAVE_BUILD_ROOT "/")) {
        out->include = WEAVE_SOURCE_ROOT;
        out->runtime = WEAVE_SOURCE_ROOT "/runtime";
        out->archive = WEAVE_BUILD_ROOT "/libweave_midstage.a";
        return;
    }
    Str prefix = path_directory(a, path_directory(a, self));
    out->include = path_join(a, prefix, str_z(WEAVE_INCLUDEDIR "/weave-midstage")).ptr;
    out->runtime = path_join(a, prefix, str_z(WEAVE_INCLUDEDIR)).ptr;
    out->archive = path_join(a, prefix, str_z(WEAVE_LIBDIR "/libweave_midstage.a")).ptr;
}

bool toolchain_find(Arena *a, const char *cc, const Config *config, Toolchain *out,
                    Str *why)
{
    *out = (Toolchain){
        .sqlite_source = config->sqlite_source,
        .sqlite_flags = config->sqlite_flags,
        .n_sqlite_flags = config->n_sqlite_flags,
        .functions = config->functions,
        .n_functions = config->n_functions,
    };
    Words words = {0};
    const char *named = cc ? cc : getenv("CC");
    add_split(a, &words, named && *named ? named : WEAVE_CC);
    if (!words.n) {
        *why = S("the compiler's name is empty");
        return false;
    }
    out->cc = words.items;
    find_own_files(a, out);
    struct stat st;
    if (stat(out->archive, &st) != 0) {
        *why = str_format(a, "cannot find %s: %s", out->archive, strerror(errno));
        return false;
    }
    out->identity =
        str_format(a, "weave %s %lld %lld.%09ld", WEAVE_VERSION, (long long)st.st_size,
                   (long long)st.st_mtim.tv_sec, (long)st.st_mtim.tv_nsec);
    return true;
}

// --- what is up to date ------------------------------------------------------

static bool is_newer(struct timespec a, struct timespec b)
{
    return a.tv_sec != b.tv_sec ? a.tv_sec > b.tv_sec : a.tv_nsec > b.tv_nsec;
}

static bool older_than(const char *path, struct timespec limit)
{
    struct stat st;
    return stat(path, &st) == 0 && !is_newer(st.st_mtim, limit);
}

// The next word of a make rule, unescaped; false at its end.
static bool next_word(Str rule, size_t *at, Buf *out)
{
    while (*at < rule.len && strchr(" \\\n", rule.ptr[*at]) &&
           !(rule.ptr[*at] == '\\' && *at + 1 < rule.len && rule.ptr[*at + 1] == ' '))
        ++*at;
    out->n = 0;
    while (*at < rule.len && rule.ptr[*at] != ' ' && rule.ptr[*at] != '\n') {
        bool escape = (rule.ptr[*at] == '\\' || rule.ptr[*at] == '$') &&
                      *at + 1 < rule.len && strchr(" #$", rule.ptr[*at + 1]);
        *at += escape;
        buf_char(out, rule.ptr[(*at)++]);
    }
    return out->n > 0;
}

// Whether no file of the make rule has changed since.
static bool inputs_are_older(Arena *a, Str rule, struct timespec since)
{
    size_t at = str_find_str(rule, S(": "));
    if (at == STR_NONE)
        return false;
    Buf word = {.arena = a};
    for (at += 2; next_word(rule, &at, &word);)
        if (!older_than(buf_str(&word).ptr, since))
            return false;
    return true;
}

// What a step makes, and how one can tell that it need not run.
typedef struct Product {
    const char *path;
    const char *inputs; // a make rule
    const char *made;   // the inputs were read before this file was written last
} Product;

static bool is_current(Arena *a, const Product *p, const char *record, Str text)
{
    Str old, rule;
    struct stat st; // a power cut may leave files empty
    return stat(p->path, &st) == 0 && st.st_size > 0 && file_read(a, record, &old) &&
           str_eq(old, text) && file_read(a, p->inputs, &rule) &&
           stat(p->made, &st) == 0 && inputs_are_older(a, rule, st.st_mtim);
}

// Adds the step that makes the product by words, unless it is there.
static void add_step(const Toolchain *t, Compaction *c, const Product *product,
                     const Words *words, CompactStep step, StepList *steps)
{
    Arena *a = c->arena;
    step.command = (Command){.argv = words->items, .seconds = 10 * c->seconds};
    step.record = str_format(a, "%s.cmd", product->path).ptr;
    step.text = str_format(a, "%.*s\n%.*s\n", STR_ARG(t->identity),
                           STR_ARG(process_show(a, &step.command)));
    if (is_current(a, product, step.record, step.text))
        return;
    if (!c->dry)
        unlink(step.record);
    *arena_push(a, *steps, CompactStep) = step;
}

// --- compiling ---------------------------------------------------------------

static Words compiler(Arena *a, const Toolchain *t)
{
    Words words = {0};
    add_all(a, &words, t->cc);
    return words;
}

// "queries/media.c" → "DIRECTORY/obj/queries_media.c.o"
static const char *object_path(Arena *a, const char *directory, const char *folder,
                               Str source)
{
    Buf name = {.arena = a};
    buf_format(&name, "%s/%s/", directory, folder);
    for (size_t i = 0; i < source.len; i++)
        buf_char(&name, source.ptr[i] == '/' ? '_' : source.ptr[i]);
    buf_z(&name, ".o");
    return buf_str(&name).ptr;
}

// cc ... -MD -MF OBJECT.d -c SOURCE -o OBJECT
static void add_compile(const Toolchain *t, Compaction *c, Words *words,
                        const char *object, CompactStep step, StepList *steps)
{
    Arena *a = c->arena;
    const char *inputs = str_format(a, "%s.d", object).ptr;
    const char *last[] = {"-MD", "-MF", inputs, "-c", step.what, "-o", object, NULL};
    add_all(a, words, last);
    Product product = {object, inputs, inputs};
    add_step(t, c, &product, words, step, steps);
}

void toolchain_compile(const Toolchain *t, Compaction *c, Str source, StepList *steps,
                       FileList *objects)
{
    Arena *a = c->arena;
    const char *object = object_path(a, c->directory, "obj", source);
    const char *path = str_format(a, "%s/%.*s", c->directory, STR_ARG(source)).ptr;
    const char *flags[] = {"-std=c11", "-g",       "-I", c->directory,
                           "-I",       t->include, NULL};
    Words words = compiler(a, t);
    add_all(a, &words, flags);
    add_compile(t, c, &words, object, (CompactStep){.what = path}, steps);
    *arena_push(a, *objects, Str) = str_z(object);
}

// Two files of one name in different directories are different objects.
static const char *users_object(Arena *a, const char *directory, Str path)
{
    uint64_t hash = hash_str(HASH_START, path);
    return object_path(a, directory, "obj",
                       str_format(a, "%.*s-%08x", STR_ARG(path_base(path)),
                                  (unsigned)(hash & 0xffffffffu)));
}

static void compile_user(const Toolchain *t, Compaction *c, Str source, Words words,
                         StepList *steps, FileList *objects)
{
    Arena *a = c->arena;
    const char *object = users_object(a, c->directory, source);
    CompactStep step = {.what = str_zero(a, source), .users = true};
    add_compile(t, c, &words, object, step, steps);
    *arena_push(a, *objects, Str) = str_z(object);
}

void toolchain_compile_users(const Toolchain *t, Compaction *c, StepList *steps,
                             FileList *objects)
{
    Arena *a = c->arena;
    const char *directory = path_directory(a, t->sqlite_source).ptr;
    for (size_t i = 0; i < t->n_functions; i++) {
        Words words = compiler(a, t);
        add(a, &words, "-g");
        if (t->sqlite_source.len) {
            add(a, &words, "-I");
            add(a, &words, directory);
        }
        compile_user(t, c, t->functions[i], words, steps, objects);
    }
    if (!t->sqlite_source.len)
        return;
    // Without column metadata stage 3 could not tell where a result column is from.
    const char *flags[] = {"-O1", "-w", "-DSQLITE_ENABLE_COLUMN_METADATA", NULL};
    Words words = compiler(a, t);
    add_all(a, &words, flags);
    for (size_t i = 0; i < t->n_sqlite_flags; i++)
        add(a, &words, str_zero(a, t->sqlite_flags[i]));
    compile_user(t, c, t->sqlite_source, words, steps, objects);
}

// Adds what the object of source was made from, as its make rule has it.
static void add_inputs(Arena *a, const char *directory, Str source, FileList *out)
{
    Str rule;
    const char *object = users_object(a, directory, source);
    if (!file_read(a, str_format(a, "%s.d", object).ptr, &rule))
        return;
    size_t at = str_find_str(rule, S(": "));
    if (at == STR_NONE)
        return;
    Buf word = {.arena = a};
    for (at += 2; next_word(rule, &at, &word);)
        *arena_push(a, *out, Str) = str_copy(a, buf_str(&word));
}

FileList toolchain_users_inputs(Arena *a, const Config *config, const char *directory)
{
    FileList inputs = {0};
    for (size_t i = 0; i < config->n_functions; i++)
        add_inputs(a, directory, config->functions[i], &inputs);
    if (config->sqlite_source.len)
        add_inputs(a, directory, config->sqlite_source, &inputs);
    return inputs;
}

// Whether what source was made from has changed since the compiler read it.
static bool has_changed(Arena *a, const char *directory, Str source)
{
    const char *inputs = str_format(a, "%s.d", users_object(a, directory, source)).ptr;
    Str rule;
    struct stat st;
    return !file_read(a, inputs, &rule) || stat(inputs, &st) != 0 ||
           !inputs_are_older(a, rule, st.st_mtim);
}

bool toolchain_users_have_changed(Arena *a, const Config *config, const char *directory)
{
    bool changed =
        config->sqlite_source.len && has_changed(a, directory, config->sqlite_source);
    for (size_t i = 0; i < config->n_functions && !changed; i++)
        changed = has_changed(a, directory, config->functions[i]);
    return changed;
}

// --- linking -----------------------------------------------------------------

// A linker writes no list of its inputs, so one is written for it.
static bool write_inputs(const Toolchain *t, Compaction *c, const char *path,
                         const FileList *objects)
{
    Buf rule = {.arena = c->arena};
    buf_format(&rule, "program: %s", t->archive);
    for (size_t i = 0; i < objects->n; i++)
        buf_format(&rule, " \\\n %.*s", STR_ARG(objects->items[i]));
    buf_char(&rule, '\n');
    return c->dry || file_write_if_changed(path, buf_str(&rule), NULL);
}

CompactStatus toolchain_link(const Toolchain *t, Compaction *c, Str program,
                             const FileList *objects, StepList *steps)
{
    Arena *a = c->arena;
    const char *path = str_format(a, "%s/%.*s", c->directory, STR_ARG(program)).ptr;
    Words words = compiler(a, t);
    if (*WEAVE_SANITIZE)
        add(a, &words, "-fsanitize=" WEAVE_SANITIZE);
    add(a, &words, "-o");
    add(a, &words, path);
    for (size_t i = 0; i < objects->n; i++)
        add(a, &words, str_zero(a, objects->items[i]));
    add(a, &words, t->archive);
    if (!t->sqlite_source.len)
        add(a, &words, "-lsqlite3");
    const char *libraries[] = {"-lcjson", "-lpthread", "-ldl", "-lm", NULL};
    add_all(a, &words, libraries);
    CompactStep step = {.what = "the midstage",
                        .users = t->n_functions || t->sqlite_source.len};
    const char *inputs = str_format(a, "%s.d", path).ptr;
    Product product = {path, inputs, path};
    if (!write_inputs(t, c, inputs, objects))
        return compact_fail(c, COMPACT_WORLD, "cannot write %s: %s", inputs,
                            strerror(errno));
    add_step(t, c, &product, &words, step, steps);
    return COMPACT_OK;
}
