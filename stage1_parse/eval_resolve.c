// eval_resolve.c - which file an import means: relative names, the path aliases of
// tsconfig.json, and what eval_package.c knows of package.json.
//
// Packages of node_modules are not read: what they give is not known before the program
// runs, and is an error only where it reaches the schema.

#include "stage1_parse/eval_parts.h"

#include <string.h>

enum { EXTENDS_DEPTH = 16 };

// --- files -------------------------------------------------------------------

// ./users, ./users.ts, ./users.js (for users.ts), ./users/index.ts
static Module *source_at(Eval *e, Str base)
{
    static const char *const endings[] = {
        "",     ".ts",  ".tsx",      ".mts",       ".cts",      ".js",       ".mjs",
        ".cjs", ".jsx", "/index.ts", "/index.tsx", "/index.js", "/index.mjs"};
    static const char *const written[][2] = {{".js", ".ts"},
                                             {".js", ".tsx"},
                                             {".jsx", ".tsx"},
                                             {".mjs", ".mts"},
                                             {".cjs", ".cts"}};
    static const char *const sources[] = {".ts", ".tsx", ".mts", ".cts",
                                          ".js", ".mjs", ".cjs", ".jsx"};
    Arena *a = e->arena;
    bool is_source = false;
    for (size_t i = 0; i < sizeof sources / sizeof *sources; i++)
        is_source |= str_ends(base, sources[i]);
    for (size_t i = 0; i < sizeof written / sizeof *written; i++) {
        if (!str_ends(base, written[i][0]))
            continue;
        Str stem = str_cut(base, 0, base.len - strlen(written[i][0]));
        Module *m =
            eval_try_module(e, str_format(a, "%.*s%s", STR_ARG(stem), written[i][1]));
        if (m)
            return m;
    }
    for (size_t i = is_source ? 0 : 1; i < sizeof endings / sizeof *endings; i++) {
        Module *m =
            eval_try_module(e, str_format(a, "%.*s%s", STR_ARG(base), endings[i]));
        if (m)
            return m;
    }
    return NULL;
}

static bool is_relative(Str specifier)
{
    return str_starts(specifier, "./") || str_starts(specifier, "../") ||
           str_starts(specifier, "/") || str_is(specifier, ".") ||
           str_is(specifier, "..");
}

static bool is_asset(Str path)
{
    static const char *const endings[] = {".sql", ".css", ".svg",  ".png",
                                          ".txt", ".md",  ".wasm", ".html"};
    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++)
        if (str_ends(path, endings[i]))
            return true;
    return false;
}

// What base names; RESOLVED_MISSING if nothing is there.
Resolved eval_resolve_at(Eval *e, Str base, Module **m, Str *data)
{
    Str text;
    if (is_asset(base))
        return RESOLVED_FOREIGN;
    if (str_ends(base, ".json") && load(e->loader, e->arena, base, &text)) {
        *data = base;
        return RESOLVED_DATA;
    }
    *m = source_at(e, base);
    return *m ? RESOLVED_FILE : RESOLVED_MISSING;
}

// --- JSON --------------------------------------------------------------------

// JSON is an expression of TypeScript: "(" ... ")" makes a statement of it. Places stay
// right because node_span() takes the bracket off.
static Value json_value(Eval *e, Str path, Str text, uint32_t file)
{
    Module *m = arena_new(e->arena, Module);
    if (str_starts(text, "\xEF\xBB\xBF"))
        text = str_cut(text, 3, text.len);
    text = str_format(e->arena, "(%.*s\n)", STR_ARG(text));
    if (!syntax_parse(e->arena, path, text, diag_new(e->arena, e->loader), &m->syntax))
        return UNDEFINED;
    m->syntax.file = file;
    m->syntax.lead = 1;
    m->scope.module = m;
    const Node *statement = m->syntax.root->child;
    return statement && statement->child ? eval_node(e, &m->scope, statement->child)
                                         : UNDEFINED;
}

bool eval_json_text(Eval *e, Str json, Span at, Value *out)
{
    *out = json_value(e, S("JSON"), json, 0);
    out->at = at;
    return out->kind != VALUE_UNDEFINED && out->kind != VALUE_UNKNOWN;
}

bool eval_json_file(Eval *e, Str path, Value *out)
{
    Entry *entry = map_put(e->arena, &e->json, path);
    Str text;
    if (!entry->at.file) { // not looked for yet
        entry->at.file = 1;
        entry->value = UNDEFINED;
        if (load(e->loader, e->arena, path, &text)) {
            Value v = json_value(e, path, text, diag_file(e->diag, path));
            entry = map_put(e->arena, &e->json, path); // it may have moved
            entry->value = v;
        }
    }
    *out = entry->value;
    return out->kind != VALUE_UNDEFINED && out->kind != VALUE_UNKNOWN;
}

// The property of an object, undefined if there is none or v is no object.
Value eval_json_property(Value v, const char *name)
{
    const Entry *entry =
        v.kind == VALUE_OBJECT ? map_find(v.object, str_z(name)) : NULL;
    return entry ? entry->value : UNDEFINED;
}

// --- tsconfig.json -----------------------------------------------------------

typedef struct TsConfig {
    Native base;
    Str base_url; // or none
    Value paths;  // an object, or undefined
    Str paths_from;
    struct {
        struct TsConfig **items;
        size_t n, capacity;
    } references;
} TsConfig;

static const Class tsconfig_class = {.noun = "a tsconfig"};

static TsConfig *read_tsconfig(Eval *e, Str path, int depth);

// "extends" is a file, with or without its ending, or a package's.
static TsConfig *read_extended(Eval *e, Str directory, Str name, int depth)
{
    if (!is_relative(name))
        return NULL;
    Str path = path_join(e->arena, directory, name);
    TsConfig *config = read_tsconfig(e, path, depth);
    return config ? config
                  : read_tsconfig(e, str_format(e->arena, "%.*s.json", STR_ARG(path)),
                                  depth);
}

static void inherit(Eval *e, TsConfig *config, Str directory, Value extends, int depth)
{
    if (extends.kind == VALUE_STRING) {
        const TsConfig *from = read_extended(e, directory, extends.text, depth);
        if (from)
            *config = *from;
    }
    for (size_t i = 0; extends.kind == VALUE_ARRAY && i < extends.array->n; i++) {
        TsConfig before = *config;
        inherit(e, config, directory, extends.array->items[i], depth);
        if (config->paths.kind == VALUE_UNDEFINED) {
            config->paths = before.paths;
            config->paths_from = before.paths_from;
        }
        if (!config->base_url.len)
            config->base_url = before.base_url;
    }
}

static void read_references(Eval *e, TsConfig *config, Str directory, Value v,
                            int depth)
{
    for (size_t i = 0; v.kind == VALUE_ARRAY && i < v.array->n; i++) {
        Value path = eval_json_property(v.array->items[i], "path");
        if (path.kind != VALUE_STRING)
            continue;
        Str at = path_join(e->arena, directory, path.text);
        if (!str_ends(at, ".json"))
            at = path_join(e->arena, at, S("tsconfig.json"));
        TsConfig *reference = read_tsconfig(e, at, depth);
        if (reference)
            *arena_push(e->arena, config->references, TsConfig *) = reference;
    }
}

static TsConfig *read_tsconfig(Eval *e, Str path, int depth)
{
    Value v;
    if (depth > EXTENDS_DEPTH || !eval_json_file(e, path, &v) || v.kind != VALUE_OBJECT)
        return NULL;
    TsConfig *config = arena_new(e->arena, TsConfig);
    Str directory = path_directory(e->arena, path);
    Value options = eval_json_property(v, "compilerOptions");
    Value base_url = eval_json_property(options, "baseUrl"),
          paths = eval_json_property(options, "paths");
    inherit(e, config, directory, eval_json_property(v, "extends"), depth + 1);
    config->base.class = &tsconfig_class;
    if (base_url.kind == VALUE_STRING)
        config->base_url = path_join(e->arena, directory, base_url.text);
    if (paths.kind == VALUE_OBJECT) {
        config->paths = paths;
        config->paths_from = directory;
    }
    config->references.items = NULL;
    config->references.n = config->references.capacity = 0;
    read_references(e, config, directory, eval_json_property(v, "references"),
                    depth + 1);
    return config;
}

// "@/*" and "@/db": what stands for the star. False if pattern does not fit.
bool eval_match_star(Str pattern, Str name, Str *star)
{
    size_t at = str_find(pattern, '*');
    if (at == STR_NONE)
        return str_eq(pattern, name);
    Str tail = str_cut(pattern, at + 1, pattern.len);
    if (name.len < at + tail.len ||
        !str_eq(str_cut(name, 0, at), str_cut(pattern, 0, at)) ||
        !str_eq(str_cut(name, name.len - tail.len, name.len), tail))
        return false;
    *star = str_cut(name, at, name.len - tail.len);
    return true;
}

Str eval_put_star(Arena *a, Str pattern, Str star)
{
    size_t at = str_find(pattern, '*');
    if (at == STR_NONE)
        return pattern;
    return str_format(a, "%.*s%.*s%.*s", (int)at, pattern.ptr, STR_ARG(star),
                      (int)(pattern.len - at - 1), pattern.ptr + at + 1);
}

// The longest pattern that fits wins, and one without a star before all others.
const Entry *eval_best_path(const Map *paths, Str name, Str *star)
{
    const Entry *best = NULL;
    size_t best_length = 0;
    for (size_t i = 0; i < paths->n; i++) {
        Str key = paths->items[i].key, fits = {0};
        size_t at = str_find(key, '*');
        size_t length = at == STR_NONE ? SIZE_MAX : at + 1;
        if (!eval_match_star(key, name, &fits) || length <= best_length)
            continue;
        best = &paths->items[i];
        best_length = length;
        *star = fits;
    }
    return best;
}

static Resolved by_tsconfig(Eval *e, const TsConfig *config, Str name, Module **m,
                            Str *data)
{
    Str star = {0};
    const Entry *found = config->paths.kind == VALUE_OBJECT
                             ? eval_best_path(config->paths.object, name, &star)
                             : NULL;
    Str from = config->base_url.len ? config->base_url : config->paths_from;
    Resolved got = RESOLVED_FOREIGN;
    Value targets = found ? found->value : UNDEFINED;
    for (size_t i = 0; targets.kind == VALUE_ARRAY && i < targets.array->n; i++) {
        Value target = targets.array->items[i];
        if (target.kind != VALUE_STRING)
            continue;
        Str base =
            path_join(e->arena, from, eval_put_star(e->arena, target.text, star));
        got = eval_resolve_at(e, base, m, data);
        if (got != RESOLVED_MISSING)
            return got;
    }
    if (config->base_url.len &&
        eval_resolve_at(e, path_join(e->arena, config->base_url, name), m, data) ==
            RESOLVED_FILE)
        return RESOLVED_FILE;
    for (size_t i = 0; i < config->references.n; i++) {
        Resolved other = by_tsconfig(e, config->references.items[i], name, m, data);
        if (other == RESOLVED_FILE || other == RESOLVED_DATA)
            return other;
    }
    return got;
}

// --- what is known of a directory --------------------------------------------

typedef struct Project {
    Native base;
    TsConfig *tsconfig; // its own; or null
    Package *package;
} Project;

static const Class project_class = {.noun = "a directory"};

static const Project *project_at(Eval *e, Str directory)
{
    Entry *entry = map_put(e->arena, &e->projects, directory);
    if (entry->value.kind == VALUE_NATIVE)
        return (const Project *)entry->value.native;
    Project *project = arena_new(e->arena, Project);
    project->base.class = &project_class;
    entry->value = value_native(project, (Span){0});
    project->tsconfig =
        read_tsconfig(e, path_join(e->arena, directory, S("tsconfig.json")), 0);
    if (!project->tsconfig)
        project->tsconfig =
            read_tsconfig(e, path_join(e->arena, directory, S("jsconfig.json")), 0);
    project->package = eval_package(e, directory);
    return project;
}

// The directory above; false at the top.
static bool go_up(Eval *e, Str *directory)
{
    Str base = path_base(*directory);
    if (str_is(path_absolute(e->arena, *directory), "/"))
        return false;
    *directory = str_is(*directory, ".") || str_is(base, "..")
                     ? path_join(e->arena, *directory, S(".."))
                     : path_directory(e->arena, *directory);
    return true;
}

// --- all of it ---------------------------------------------------------------

static bool is_found(Resolved got)
{
    return got == RESOLVED_FILE || got == RESOLVED_DATA;
}

Resolved eval_resolve(Eval *e, Str from, Str specifier, Module **m, Str *data)
{
    Str directory = path_directory(e->arena, from);
    bool missing = false;
    *m = NULL;
    if (is_relative(specifier))
        return eval_resolve_at(e, path_join(e->arena, directory, specifier), m, data);
    if (str_starts(specifier, "node:") || !specifier.len)
        return RESOLVED_FOREIGN;
    do {
        const Project *project = project_at(e, directory);
        Resolved got = project->tsconfig
                           ? by_tsconfig(e, project->tsconfig, specifier, m, data)
                           : RESOLVED_FOREIGN;
        if (is_found(got))
            return got;
        missing |= got == RESOLVED_MISSING;
        got = eval_resolve_package(e, project->package, specifier, m, data);
        if (is_found(got))
            return got;
        missing |= got == RESOLVED_MISSING;
        if (is_found(eval_resolve_svelte(e, project->package, specifier, m, data)))
            return RESOLVED_FILE;
    } while (go_up(e, &directory));
    return missing ? RESOLVED_MISSING : RESOLVED_FOREIGN;
}
