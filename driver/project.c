// project.c - what a command works on: configuration, schema files, directories.

#include "driver/project.h"

#include "stage1_parse/stage1.h"

#include <string.h>

static const char own_example[] = "examples/foundframe";

// --- configuration -----------------------------------------------------------

// Whether this is weave's own repository.
static bool stands_in_weave(void)
{
    return file_exists("stage1_parse/stage1.h") &&
           file_exists("stage3_emit/stage3.h") && file_is_directory(own_example);
}

static Str find_config(Project *p, Str directory, const char *name)
{
    Str path = path_join(p->arena, directory, str_z(name));
    return file_exists(path.ptr) ? path : (Str){0};
}

// As drizzle-kit looks for it.
static Str find_drizzles(Project *p, Str directory)
{
    static const char *const names[] = {"drizzle.config.ts", "drizzle.config.js",
                                        "drizzle.config.json"};
    Str path = {0};
    for (size_t i = 0; i < sizeof names / sizeof *names && !path.len; i++)
        path = find_config(p, directory, names[i]);
    return path;
}

// The configuration to begin with, or the empty Str.
static Str find_first_config(Project *p)
{
    if (p->options->config)
        return path_join(p->arena, S("."), str_z(p->options->config));
    const char *const directories[] = {
        ".", p->options->schema.n == 0 && stands_in_weave() ? own_example : NULL};
    for (size_t i = 0; i < 2 && directories[i]; i++)
        for (size_t k = 0; k < 2; k++) {
            Str directory = str_z(directories[i]);
            Str path = k == 0 ? find_config(p, directory, "weave.config.ts")
                              : find_drizzles(p, directory);
            if (path.len)
                return path;
        }
    return (Str){0};
}

static bool read_config(Project *p, Str path, Config *out)
{
    return stage1_config(p->arena, sources_loader(&p->sources), path, p->diag, out);
}

static Str place(const Project *p, Str path)
{
    return path.len ? path_join(p->arena, p->root, path) : path;
}

static const Str *place_all(const Project *p, const Str *paths, size_t n)
{
    Str *placed = arena_many(p->arena, Str, n);
    for (size_t i = 0; i < n; i++)
        placed[i] = place(p, paths[i]);
    return placed;
}

// Paths of drizzle-kit's are relative to the directory it is called in. Where nothing is
// there, whoever calls weave from elsewhere means the one beside the configuration.
static const Str *place_drizzles(const Project *p, const Str *paths, size_t n)
{
    Str *placed = arena_many(p->arena, Str, n);
    for (size_t i = 0; i < n; i++) {
        PathList found = {0};
        Str here = path_join(p->arena, S("."), paths[i]);
        bool is_here = glob_expand(p->arena, here, &found) > 0 &&
                       (found.n == 0 || file_exists(found.items[0].ptr));
        placed[i] = is_here ? paths[i] : place(p, paths[i]);
    }
    return placed;
}

// A folder that only drizzle-kit was told of may be an old story.
static void find_migrations(Project *p, const Config *drizzle)
{
    Config *c = &p->config;
    bool own = c->migrations.len && !c->is_drizzles;
    p->disagree = own ? LINT_ERROR : LINT_WARN;
    if (!c->migrations_table.len)
        c->migrations_table = drizzle->migrations_table;
    if (own) {
        c->migrations = place(p, c->migrations);
        return;
    }
    Str given = c->migrations.len ? c->migrations : drizzle->migrations;
    Str here = path_join(p->arena, S("."), given);
    c->migrations = file_is_directory(here.ptr) && given.len ? here : place(p, given);
}

static bool load_config(Project *p, Str path)
{
    Config *c = &p->config;
    p->root = path.len ? path_directory(p->arena, path) : S(".");
    if (!path.len)
        return true;
    if (!read_config(p, path, c))
        return false;
    Str second = c->is_drizzles ? (Str){0} : find_drizzles(p, p->root);
    Config drizzle = {0};
    if (second.len && !read_config(p, second, &drizzle))
        return false;
    bool own_schema = c->n_schema > 0 && !c->is_drizzles;
    if (!c->n_schema) {
        c->schema = drizzle.schema;
        c->n_schema = drizzle.n_schema;
    }
    if (c->casing == CASING_NONE)
        c->casing = drizzle.casing;
    find_migrations(p, &drizzle);
    c->out = place(p, c->out);
    c->sqlite_source = place(p, c->sqlite_source);
    c->schema = own_schema ? place_all(p, c->schema, c->n_schema)
                           : place_drizzles(p, c->schema, c->n_schema);
    c->functions = place_all(p, c->functions, c->n_functions);
    return true;
}

// --- schema and directories --------------------------------------------------

static void find_schema(Project *p)
{
    const Options *o = p->options;
    if (o->schema.n) {
        p->config.schema = o->schema.items;
        p->config.n_schema = o->schema.n;
    }
    for (size_t i = 0; i < p->config.n_schema; i++)
        if (!glob_expand(p->arena, p->config.schema[i], &p->schema))
            diag_error(p->diag, (Span){0}, DIAG_W100, "no schema file matches %.*s",
                       STR_ARG(p->config.schema[i]));
}

static bool is_inside(Arena *a, const char *path, const char *directory)
{
    Str inner = path_absolute(a, str_z(path)),
        outer = path_absolute(a, str_z(directory));
    return str_starts(inner, outer.ptr) &&
           (inner.len == outer.len || inner.ptr[outer.len] == '/' || outer.len == 1);
}

// The directory that holds both path and directory.
static Str common_directory(Arena *a, Str directory, Str path)
{
    directory = path_absolute(a, directory);
    while (!is_inside(a, path.ptr, directory.ptr))
        directory = path_directory(a, directory);
    return directory;
}

// Without a configuration there is no project to name sources in; where they stand
// elsewhere, the way there from here would make the code depend on the two places.
static void find_names_root(Project *p, bool configured)
{
    p->names_root = p->root;
    bool inside = true;
    for (size_t i = 0; i < p->schema.n; i++)
        inside = inside && is_inside(p->arena, p->schema.items[i].ptr, ".");
    if (configured || inside)
        return;
    p->names_root =
        path_directory(p->arena, path_absolute(p->arena, p->schema.items[0]));
    for (size_t i = 1; i < p->schema.n; i++)
        p->names_root = common_directory(p->arena, p->names_root, p->schema.items[i]);
}

// The midstage is told to write below these, and speaks of files line by line.
static bool is_writable_name(const char *path)
{
    for (const unsigned char *c = (const unsigned char *)path; *c; c++)
        if (*c < 0x20 || *c == 0x7f)
            return false;
    return *path != '\0';
}

static int settle_directories(Project *p)
{
    const Options *o = p->options;
    Arena *a = p->arena;
    p->midstage = o->midstage_dir ? path_join(a, S("."), str_z(o->midstage_dir)).ptr
                                  : path_join(a, p->root, S(".midstage")).ptr;
    Str out = o->out ? str_z(o->out) : p->config.out;
    if (o->out || out.len)
        p->out = out.len ? path_join(a, S("."), out).ptr : "";
    if (!is_writable_name(p->midstage) || (p->out && !is_writable_name(p->out)))
        return options_refuse("a directory to write to cannot be named so: it is empty "
                              "or has a control character in it");
    if (p->out && is_inside(a, ".", p->out))
        return options_refuse("%s cannot be the output directory: it holds the current "
                              "one, and what is in it would belong to weave alone",
                              p->out);
    if (p->out &&
        (is_inside(a, p->out, p->midstage) || is_inside(a, p->midstage, p->out)))
        return options_refuse("%s and %s cannot stand in one another", p->out,
                              p->midstage);
    return 0;
}

int project_open(Project *p, Arena *a, const Options *options)
{
    *p = (Project){.arena = a,
                   .options = options,
                   .sources = {.arena = a},
                   .config = {.full_scan = LINT_NOTE}};
    p->diag = diag_new(a, sources_loader(&p->sources));
    Str config = find_first_config(p);
    if (!load_config(p, config))
        return 1;
    if (options->casing != CASING_NONE)
        p->config.casing = options->casing;
    int status = settle_directories(p);
    if (status != 0)
        return status;
    find_schema(p);
    find_names_root(p, config.len);
    return diag_failed(p->diag) ? 1 : 0;
}

int project_needs_schema(const Project *p)
{
    if (p->config.n_schema)
        return 0;
    return options_refuse("there is no schema: give --schema PATH, or write "
                          "weave.config.ts or drizzle.config.ts");
}

int project_needs_out(const Project *p)
{
    if (p->out)
        return 0;
    return options_refuse("there is no output directory: give --out DIR, or \"out\" in "
                          "weave.config.ts");
}
