// stages.c - the stages of a weave, one after the other.

#define _GNU_SOURCE

#include "driver/stages.h"

#include "base/hash.h"
#include "catalog/catalog_json.h"
#include "driver/progress.h"
#include "migrate/folder.h"
#include "stage1_parse/stage1.h"
#include "stage2_midstage/weave_build.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

void weave_complain(int status, Str trouble)
{
    bool ready = str_starts(trouble, "weave: "); // a midstage's own last words
    if (trouble.len)
        fprintf(stderr, "%s%s%.*s\n",
                ready ? "" : "weave: ", status == COMPACT_BUG && !ready ? "bug: " : "",
                STR_ARG(trouble));
}

static int fail(const char *what, const char *path)
{
    fprintf(stderr, "weave: cannot %s %s: %s\n", what, path, strerror(errno));
    return 3;
}

static const char *in_midstage(Weave *w, const char *name)
{
    Project *p = &w->project;
    return path_join(p->arena, str_z(p->midstage), str_z(name)).ptr;
}

// --- the lock ----------------------------------------------------------------

int weave_lock(Weave *w)
{
    const Project *p = &w->project;
    w->lock = -1;
    if (p->options->dry)
        return 0;
    if (!file_make_directories(p->midstage))
        return fail("create", p->midstage);
    w->lock = open(p->midstage, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (w->lock < 0)
        return fail("open", p->midstage);
    if (flock(w->lock, LOCK_EX | LOCK_NB) == 0)
        return 0;
    if (errno == EWOULDBLOCK && !p->options->quiet)
        fprintf(stderr, "weave: waiting for another weave that uses %s\n", p->midstage);
    while (flock(w->lock, LOCK_EX) != 0)
        if (errno != EINTR)
            return fail("lock", p->midstage);
    return 0;
}

void weave_unlock(Weave *w)
{
    if (w->lock >= 0)
        close(w->lock);
    w->lock = -1;
}

int weave_look_again(Weave *w)
{
    Str changed = sources_find_changed(&w->project.sources);
    if (!changed.len)
        return 0;
    fprintf(stderr, "weave: %.*s changed while weaving\n", STR_ARG(changed));
    return WEAVE_AGAIN;
}

// --- parse -------------------------------------------------------------------

int stage_read(Weave *w)
{
    Project *p = &w->project;
    int status = project_needs_schema(p);
    if (status != 0)
        return status;
    Stage1Input input = {.loader = sources_loader(&p->sources),
                         .paths = p->schema.items,
                         .n_paths = p->schema.n,
                         .root = p->names_root,
                         .casing = p->config.casing,
                         .compat = p->options->compat};
    if (!stage1_parse(p->arena, &input, p->diag, &w->catalog))
        return 1;
    w->catalog.settings = (Settings){.prefix = p->config.prefix,
                                     .names = p->config.names,
                                     .n_names = p->config.n_names,
                                     .full_scan = p->config.full_scan,
                                     .has_functions = p->config.n_functions > 0,
                                     .raw_names = p->options->compat};
    progress(p->options, "parse", "%zu files: %zu tables, %zu queries", p->sources.n,
             w->catalog.n_tables, catalog_count_queries(&w->catalog));
    return 0;
}

int stage_folder(Weave *w)
{
    Project *p = &w->project;
    Folder folder = {0};
    Severity severity = p->disagree == LINT_ERROR ? SEVERITY_ERROR : SEVERITY_WARNING;
    if (p->config.migrations.len &&
        !folder_read(p->arena, sources_loader(&p->sources), p->config.migrations,
                     p->diag, severity, &folder) &&
        severity == SEVERITY_ERROR)
        return 1;
    Str table = p->config.migrations_table;
    Catalog *c = &w->catalog;
    c->migrations = folder.items;
    c->n_migrations = folder.n;
    c->settings.migrations_table = table.len ? table : S("__drizzle_migrations");
    c->settings.migrations_by_name = folder.by_name;
    c->settings.migrations_disagree = p->disagree;
    stage1_name_sources(p->arena, p->names_root, p->diag, c);
    return 0;
}

int stage_parse(Weave *w)
{
    int status = stage_read(w);
    if (status == 0)
        status = stage_folder(w);
    if (status != 0 || w->project.options->dry)
        return status;
    const char *path = in_midstage(w, "schema.json");
    Str json = catalog_write_json(w->project.arena, &w->catalog);
    return file_write_if_changed(path, json, NULL) ? 0 : fail("write", path);
}

// --- midstage ----------------------------------------------------------------

static Compaction compaction(Weave *w)
{
    const Project *p = &w->project;
    const Options *o = p->options;
    long cores = sysconf(_SC_NPROCESSORS_ONLN);
    return (Compaction){.arena = p->arena,
                        .diag = p->diag,
                        .directory = p->midstage,
                        .jobs = cores > 0 ? (size_t)cores : 1,
                        .seconds = o->time_limit,
                        .show = o->dry       ? stdout
                                : o->verbose ? stderr
                                             : NULL,
                        .dry = o->dry,
                        .users_code =
                            p->config.n_functions || p->config.sqlite_source.len};
}

static int find_tools(Weave *w)
{
    Project *p = &w->project;
    Str why;
    if (w->tools.cc ||
        toolchain_find(p->arena, p->options->cc, &p->config, &w->tools, &why))
        return 0;
    weave_complain(3, why);
    return 3;
}

static bool clear_made(Weave *w)
{
    return !w->project.options->force || w->project.options->dry ||
           (file_remove_tree(in_midstage(w, "obj")) &&
            file_remove_tree(in_midstage(w, "check")) &&
            file_remove_tree(in_midstage(w, "judged")) &&
            file_remove_tree(in_midstage(w, "withstood")));
}

int stage_midstage(Weave *w)
{
    int status = find_tools(w);
    if (status != 0)
        return status;
    if (!clear_made(w))
        return fail("clear", w->project.midstage);
    w->midstage = (Midstage){.tools = &w->tools};
    Compaction c = compaction(w);
    status = (int)compact_build(&midstage_compactor, &w->midstage, &c);
    weave_complain(status, c.trouble);
    if (status == 0)
        progress(w->project.options, "midstage", "%s/midstage", w->project.midstage);
    return status;
}

// --- emit --------------------------------------------------------------------

static int by_name(const void *left, const void *right)
{
    return str_cmp(*(const Str *)left, *(const Str *)right);
}

// What was emitted, and what of the last output is kept, sorted.
static void list_files(Weave *w, const Compaction *c)
{
    const Midstage *m = &w->midstage;
    Str *files = arena_many(w->project.arena, Str, c->n_files + m->n_kept);
    for (size_t i = 0; i < c->n_files; i++)
        files[w->n_files++] = c->files[i];
    for (size_t i = 0; i < m->n_kept; i++)
        files[w->n_files++] = m->kept[i];
    if (w->n_files)
        qsort(files, w->n_files, sizeof *files, by_name);
    w->files = files;
}

static bool is_listed(const Weave *w, Str name)
{
    return w->n_files &&
           bsearch(&name, w->files, w->n_files, sizeof *w->files, by_name);
}

// Makes w->emitted what was emitted. A file that is the same already is not written, so
// that it need not be compiled again to be checked.
static bool keep_files(Weave *w, const Compaction *c)
{
    Arena *a = w->project.arena;
    Str fresh = str_z(c->output), emitted = str_z(w->emitted), *found;
    size_t n;
    if (!file_make_directories(emitted.ptr) || !file_list(a, emitted.ptr, &found, &n))
        return false;
    for (size_t i = 0; i < n; i++)
        if (!is_listed(w, found[i]) &&
            !file_remove_tree(path_join(a, emitted, found[i]).ptr))
            return false;
    for (size_t i = 0; i < c->n_files; i++) {
        Str text;
        if (!file_read(a, path_join(a, fresh, c->files[i]).ptr, &text) ||
            !file_write_if_changed(path_join(a, emitted, c->files[i]).ptr, text, NULL))
            return false;
    }
    return file_remove_tree(fresh.ptr);
}

// What of the midstage is remembered depends on this, too: the application's functions
// as they stand in their sources, and weave.
static const char *salt(const Project *p)
{
    FileList inputs = toolchain_users_inputs(p->arena, &p->config, p->midstage);
    uint64_t hash = hash_str(HASH_START, S(WEAVE_VERSION));
    for (size_t i = 0; i < inputs.n; i++) {
        Str text = {0};
        if (file_read(p->arena, inputs.items[i].ptr, &text))
            hash = hash_str(hash, text);
    }
    return str_format(p->arena, "%016llx", (unsigned long long)hash).ptr;
}

// A third of a run's time is for refuting, at most.
static const char *const *emit_arguments(Weave *w, const char *output)
{
    const Project *p = &w->project;
    const Options *o = p->options;
    unsigned seconds = o->time_limit > 3 ? o->time_limit / 3 : 1;
    const char *most = str_format(p->arena, "%u", seconds < 20 ? seconds : 20).ptr;
    const char *const arguments[] = {"--out",
                                     output,
                                     "--judged",
                                     in_midstage(w, "judged"),
                                     "--last",
                                     in_midstage(w, "out"),
                                     "--withstood",
                                     in_midstage(w, "withstood"),
                                     "--salt",
                                     salt(p),
                                     "--seconds",
                                     most,
                                     o->refute ? "--refute" : NULL,
                                     o->refute,
                                     NULL};
    const char **copy = arena_many(p->arena, const char *, sizeof arguments);
    memcpy(copy, arguments, sizeof arguments);
    return copy;
}

static void tell_refuting(const Weave *w)
{
    const Options *o = w->project.options;
    for (size_t i = 0; i < w->midstage.n_text; i++)
        if (o->verbose)
            fprintf(stderr, "refute: %.*s\n", STR_ARG(w->midstage.text[i]));
        else if (i == 0)
            progress(o, "refute", "%.*s", STR_ARG(w->midstage.text[i]));
}

static int run_to_emit(Weave *w, Compaction *c)
{
    Project *p = &w->project;
    c->output = in_midstage(w, "new");
    if (!c->dry && (!file_remove_tree(c->output) || !file_make_directories(c->output)))
        return fail("clear", c->output);
    w->midstage.arguments = emit_arguments(w, c->output);
    int status = (int)compact_run(&midstage_compactor, &w->midstage, c);
    if (status != 0 || c->dry)
        return status;
    tell_refuting(w);
    w->emitted = in_midstage(w, "out");
    list_files(w, c);
    if (!keep_files(w, c))
        return fail("write to", w->emitted);
    progress(p->options, "emit", "%zu files", w->n_files);
    status = find_tools(w);
    if (status == 0)
        status = (int)toolchain_check(&w->tools, c, w->emitted, w->files, w->n_files);
    if (status == 0)
        progress(p->options, "check", "it compiles");
    return status;
}

int stage_emit(Weave *w, const char *const *arguments)
{
    Compaction c = compaction(w);
    const char *program = in_midstage(w, "midstage");
    if (!c.dry && !file_exists(program)) {
        fprintf(stderr,
                "weave: there is no %s yet: \"weave --stage midstage\" makes it\n",
                program);
        return 3;
    }
    int status;
    if (arguments) {
        w->midstage.arguments = arguments;
        c.seconds += w->more_seconds;
        status = (int)compact_run(&midstage_compactor, &w->midstage, &c);
    } else
        status = run_to_emit(w, &c);
    w->midstage.arguments = NULL;
    weave_complain(status, c.trouble);
    return status == 0 ? weave_look_again(w) : status;
}
