// eval_package.c - imports that package.json decides: "imports", packages of the same
// workspace, a package's own name.
//
// Sources are read, not what is built of them: where "dist/schema.js" is not there,
// "src/schema.ts" is.

#include "stage1_parse/eval_parts.h"

#include <string.h>

enum { WORKSPACE_DEPTH = 6, CONDITIONS_DEPTH = 8 };

struct Package {
    Str directory;
    Value json;  // its package.json; or undefined
    Map members; // of the workspace whose root it is, by name: the directory
};

// --- package.json ------------------------------------------------------------

// The target of "exports" or "imports" under the conditions a schema is read with:
// sources before what is built of them.
static Str condition_target(Value v, int depth)
{
    static const char *const conditions[] = {"source",  "bun",    "development",
                                             "types",   "import", "module",
                                             "default", "node",   "require"};
    if (v.kind == VALUE_STRING)
        return v.text;
    if (v.kind == VALUE_ARRAY && v.array->n)
        return condition_target(v.array->items[0], depth + 1);
    for (size_t i = 0; v.kind == VALUE_OBJECT && depth < CONDITIONS_DEPTH &&
                       i < sizeof conditions / sizeof *conditions;
         i++) {
        Str target = condition_target(eval_json_property(v, conditions[i]), depth + 1);
        if (target.len && !str_ends(target, ".d.ts") && !str_ends(target, ".d.mts"))
            return target;
    }
    return (Str){0};
}

static bool has_subpaths(const Map *exports)
{
    return exports->n && str_starts(exports->items[0].key, ".");
}

// Where "dist/schema.js" is not built yet, "src/schema.ts" is what it is built from.
static Resolved resolve_target(Eval *e, Str directory, Str target, Module **m,
                               Str *data)
{
    static const char *const built[] = {"dist/", "build/", "lib/", "out/"};
    Resolved got = eval_resolve_at(e, path_join(e->arena, directory, target), m, data);
    if (str_starts(target, "./"))
        target = str_cut(target, 2, target.len);
    for (size_t i = 0; got == RESOLVED_MISSING && i < 4; i++) {
        if (!str_starts(target, built[i]))
            continue;
        Str rest = str_cut(target, strlen(built[i]), target.len);
        got = eval_resolve_at(
            e, path_join(e->arena, path_join(e->arena, directory, S("src")), rest), m,
            data);
    }
    return got;
}

// "" is the package itself, "schema" its part.
static Resolved resolve_in_package(Eval *e, Str directory, Str part, Module **m,
                                   Str *data)
{
    static const char *const mains[] = {"source", "module", "main", "types"};
    Value package = UNDEFINED;
    eval_json_file(e, path_join(e->arena, directory, S("package.json")), &package);
    Value exports = eval_json_property(package, "exports");
    Str star = {0},
        key = part.len ? str_format(e->arena, "./%.*s", STR_ARG(part)) : S(".");
    Resolved got = RESOLVED_MISSING;
    if (exports.kind == VALUE_OBJECT && has_subpaths(exports.object)) {
        const Entry *found = eval_best_path(exports.object, key, &star);
        Str target = found ? condition_target(found->value, 0) : (Str){0};
        if (target.len)
            got = resolve_target(e, directory, eval_put_star(e->arena, target, star), m,
                                 data);
    } else if (!part.len) {
        Str target = condition_target(exports, 0);
        if (target.len)
            got = resolve_target(e, directory, target, m, data);
        for (size_t i = 0; got == RESOLVED_MISSING && i < 4; i++) {
            Value main = eval_json_property(package, mains[i]);
            if (main.kind == VALUE_STRING)
                got = resolve_target(e, directory, main.text, m, data);
        }
    }
    Str inside = part.len ? part : S("index");
    for (int i = 0; got == RESOLVED_MISSING && i < 2; i++) {
        Str from = i ? path_join(e->arena, directory, S("src")) : directory;
        got = eval_resolve_at(e, path_join(e->arena, from, inside), m, data);
    }
    return got;
}

// --- workspaces --------------------------------------------------------------

static void add_package(Eval *e, Package *w, Str directory)
{
    Value package;
    if (!eval_json_file(e, path_join(e->arena, directory, S("package.json")), &package))
        return;
    Value name = eval_json_property(package, "name");
    if (name.kind == VALUE_STRING && !map_find(&w->members, name.text))
        map_put(e->arena, &w->members, name.text)->value =
            value_string(directory, (Span){0});
}

// "packages/*", "apps/**"
static void add_packages(Eval *e, Package *w, Str directory, Str pattern, int depth)
{
    while (str_starts(pattern, "./"))
        pattern = str_cut(pattern, 2, pattern.len);
    if (!pattern.len) {
        add_package(e, w, directory);
        return;
    }
    size_t slash = str_find(pattern, '/');
    Str first = str_cut(pattern, 0, slash == STR_NONE ? pattern.len : slash);
    Str rest = slash == STR_NONE ? (Str){0} : str_cut(pattern, slash + 1, pattern.len);
    Str *names;
    size_t n = 0;
    bool deep = str_is(first, "**");
    if (str_find(first, '*') == STR_NONE) {
        add_packages(e, w, path_join(e->arena, directory, first), rest, depth);
        return;
    }
    if (deep)
        add_packages(e, w, directory, rest, depth);
    if (depth >= WORKSPACE_DEPTH || !e->loader.list ||
        !e->loader.list(e->loader.context, e->arena, str_zero(e->arena, directory),
                        &names, &n))
        return;
    for (size_t i = 0; i < n; i++) {
        Str star;
        if (str_is(names[i], "node_modules") || str_starts(names[i], ".") ||
            (!deep && !eval_match_star(first, names[i], &star)))
            continue;
        add_packages(e, w, path_join(e->arena, directory, names[i]),
                     deep ? pattern : rest, depth + 1);
    }
}

// The list under "packages:" of pnpm-workspace.yaml: lines of "- 'packages/*'".
static void add_pnpm(Eval *e, Package *w, Str directory, Str yaml)
{
    bool inside = false;
    while (yaml.len) {
        size_t end = str_find(yaml, '\n');
        Str line = str_cut(yaml, 0, end == STR_NONE ? yaml.len : end);
        yaml = end == STR_NONE ? (Str){0} : str_cut(yaml, end + 1, yaml.len);
        Str word = str_trim(line);
        if (line.len && line.ptr[0] != ' ' && line.ptr[0] != '-' && line.ptr[0] != '#')
            inside = str_starts(line, "packages:");
        if (!inside || !str_starts(word, "-"))
            continue;
        word = str_trim(str_cut(word, 1, word.len));
        if (word.len > 1 && (word.ptr[0] == '\'' || word.ptr[0] == '"'))
            word = str_cut(word, 1, word.len - 1);
        if (!str_starts(word, "!"))
            add_packages(e, w, directory, word, 0);
    }
}

static void add_globs(Eval *e, Package *w, Str directory, Value globs)
{
    for (size_t i = 0; globs.kind == VALUE_ARRAY && i < globs.array->n; i++) {
        Value glob = globs.array->items[i];
        if (glob.kind == VALUE_STRING && !str_starts(glob.text, "!"))
            add_packages(e, w, directory, glob.text, 0);
    }
}

// All packages of the workspace, if the package is its root.
static void find_members(Eval *e, Package *w)
{
    Str yaml, pnpm = path_join(e->arena, w->directory, S("pnpm-workspace.yaml"));
    Value globs = eval_json_property(w->json, "workspaces");
    bool is_pnpm = load(e->loader, e->arena, pnpm, &yaml);
    add_globs(e, w, w->directory,
              globs.kind == VALUE_OBJECT ? eval_json_property(globs, "packages")
                                         : globs);
    if (is_pnpm)
        add_pnpm(e, w, w->directory, yaml);
}

Package *eval_package(Eval *e, Str directory)
{
    Package *package = arena_new(e->arena, Package);
    package->directory = directory;
    package->json = UNDEFINED;
    eval_json_file(e, path_join(e->arena, directory, S("package.json")),
                   &package->json);
    find_members(e, package);
    return package;
}

// --- importing ---------------------------------------------------------------

// "@app/db/schema" is part "schema" of "@app/db".
static Str package_name(Str specifier, Str *part)
{
    size_t slash = str_find(specifier, '/');
    if (str_starts(specifier, "@") && slash != STR_NONE) {
        Str rest = str_cut(specifier, slash + 1, specifier.len);
        size_t next = str_find(rest, '/');
        slash = next == STR_NONE ? STR_NONE : slash + 1 + next;
    }
    *part = slash == STR_NONE ? (Str){0} : str_cut(specifier, slash + 1, specifier.len);
    return str_cut(specifier, 0, slash == STR_NONE ? specifier.len : slash);
}

Resolved eval_resolve_package(Eval *e, const Package *own, Str name, Module **m,
                              Str *data)
{
    Str star = {0}, part;
    Value imports = eval_json_property(own->json, "imports");
    const Entry *alias = imports.kind == VALUE_OBJECT && str_starts(name, "#")
                             ? eval_best_path(imports.object, name, &star)
                             : NULL;
    if (alias) {
        Str target = condition_target(alias->value, 0);
        return target.len
                   ? resolve_target(e, own->directory,
                                    eval_put_star(e->arena, target, star), m, data)
                   : RESOLVED_FOREIGN;
    }
    Str package = package_name(name, &part);
    Value name_of_own = eval_json_property(own->json, "name");
    if (name_of_own.kind == VALUE_STRING && str_eq(name_of_own.text, package))
        return resolve_in_package(e, own->directory, part, m, data);
    const Entry *found = map_find(&own->members, package);
    return found ? resolve_in_package(e, found->value.text, part, m, data)
                 : RESOLVED_FOREIGN;
}

// SvelteKit makes its tsconfig.json when it is built: $lib is src/lib.
Resolved eval_resolve_svelte(Eval *e, const Package *own, Str name, Module **m,
                             Str *data)
{
    bool lib = str_is(name, "$lib") || str_starts(name, "$lib/");
    if (!lib || own->json.kind != VALUE_OBJECT)
        return RESOLVED_FOREIGN;
    Str rest = name.len > 4 ? str_cut(name, 5, name.len) : S("index");
    Str base =
        path_join(e->arena, path_join(e->arena, own->directory, S("src/lib")), rest);
    Resolved got = eval_resolve_at(e, base, m, data);
    return got == RESOLVED_MISSING ? RESOLVED_FOREIGN : got;
}
