// eval_module.c - modules: what they declare, import and export, and where they are.
//
// A module is indexed when it is read: each of its names is bound to a Lazy, and is
// evaluated when somebody asks for it.

#include "stage1_parse/eval_parts.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

// A module as a value: what `import * as x` binds.
typedef struct ModuleRef {
    Native base;
    Module *module; // null: the package
    Str package;
} ModuleRef;

// --- reading -----------------------------------------------------------------

static void remember_file(Eval *e, Module *m)
{
    while (e->by_file.n < m->syntax.file)
        *arena_push(e->arena, e->by_file, Module *) = NULL;
    e->by_file.items[m->syntax.file - 1] = m;
}

static Module *module_new(Eval *e, Str path, Str text)
{
    ModuleRef *ref = arena_new(e->arena, ModuleRef);
    Module *m = arena_new(e->arena, Module);
    ref->base.class = &module_class;
    ref->module = m;
    map_put(e->arena, &e->modules, path)->value = value_native(ref, (Span){0});
    m->scope.module = m;
    e->max_steps += text.len * EVAL_STEPS_BYTE;
    m->readable = syntax_parse(e->arena, path, text, e->diag, &m->syntax);
    remember_file(e, m);
    if (m->readable)
        eval_index(e, &m->scope, &m->exports, m->syntax.root);
    return m;
}

static Module *module_cached(Eval *e, Str path)
{
    const Entry *entry = map_find(&e->modules, path);
    return entry ? ((ModuleRef *)entry->value.native)->module : NULL;
}

Module *eval_module(Eval *e, Str path)
{
    Str text;
    path = path_join(e->arena, S("."), path);
    Module *cached = module_cached(e, path);
    if (cached)
        return cached;
    if (load(e->loader, e->arena, path, &text))
        return module_new(e, path, text);
    int error = errno;
    diag_error(e->diag, (Span){diag_file(e->diag, path), 0, 0}, DIAG_W100,
               "cannot read the file: %s", strerror(error));
    return NULL;
}

// --- finding -----------------------------------------------------------------

static Module *try_path(Eval *e, Str path)
{
    Str text;
    Module *m = module_cached(e, path);
    if (m || !load(e->loader, e->arena, path, &text))
        return m;
    return module_new(e, path, text);
}

// ./users, ./users.ts, ./users.js (for users.ts), ./users/index.ts
static Module *resolve(Eval *e, Str from, Str specifier)
{
    static const char *const endings[] = {
        ".ts", ".tsx", ".mts", ".cts", ".js", ".mjs", ".cjs", "/index.ts", "/index.js"};
    static const char *const written[][2] = {
        {".js", ".ts"}, {".jsx", ".tsx"}, {".mjs", ".mts"}, {".cjs", ".cts"}};
    Arena *a = e->arena;
    Str base = path_join(a, path_directory(a, from), specifier);
    for (size_t i = 0; i < sizeof written / sizeof *written; i++)
        if (str_ends(base, written[i][0])) {
            Str stem = str_cut(base, 0, base.len - strlen(written[i][0]));
            Module *m =
                try_path(e, str_format(a, "%.*s%s", STR_ARG(stem), written[i][1]));
            return m ? m : try_path(e, base);
        }
    if (str_ends(base, ".ts") || str_ends(base, ".mts") || str_ends(base, ".cts") ||
        str_ends(base, ".tsx"))
        return try_path(e, base);
    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++) {
        Module *m = try_path(e, str_format(a, "%.*s%s", STR_ARG(base), endings[i]));
        if (m)
            return m;
    }
    return NULL;
}

// What a module or a package that is not ours gives.
static Value foreign(Eval *e, Str source, Str name, Span at)
{
    return eval_unknown(e, at, DIAG_W103,
                        "\"%.*s\" comes from \"%.*s\", which weave does not read",
                        STR_ARG(name), STR_ARG(source));
}

static bool is_relative(Str specifier)
{
    return str_starts(specifier, "./") || str_starts(specifier, "../") ||
           str_starts(specifier, "/") || str_is(specifier, ".") ||
           str_is(specifier, "..");
}

static bool is_data(Str specifier)
{
    return str_ends(specifier, ".json") || str_ends(specifier, ".sql") ||
           str_ends(specifier, ".css") || str_ends(specifier, ".svg");
}

static Module *module_of_import(Eval *e, const Scope *scope, Str source, Span at)
{
    Module *m = resolve(e, scope->module->syntax.path, source);
    if (!m)
        eval_fail(e, at, DIAG_W103, "no file is found for the import \"%.*s\"",
                  STR_ARG(source));
    return m;
}

static Value silent(Eval *e, Span at)
{
    Value v = eval_unknown(e, at, DIAG_W103, "the import failed");
    v.unknown->reported = true;
    return v;
}

static Value import_name(Eval *e, const Scope *scope, const Lazy *lazy, Span at)
{
    Value out;
    Entry found;
    if (!is_relative(lazy->source))
        return e->host->import(e, lazy->source, lazy->name, at, &out)
                   ? out
                   : foreign(e, lazy->source, lazy->name, at);
    if (is_data(lazy->source))
        return foreign(e, lazy->source, lazy->name, at);
    Module *m = module_of_import(e, scope, lazy->source, at);
    if (!m || !m->readable)
        return silent(e, at);
    if (eval_export(e, m, lazy->name, &found))
        return found.value;
    out = eval_fail(e, at, DIAG_W103, "\"%.*s\" does not export \"%.*s\"",
                    STR_ARG(m->syntax.path), STR_ARG(lazy->name));
    Str *names = arena_many(e->arena, Str, m->exports.n + 1);
    for (size_t i = 0; i < m->exports.n; i++)
        names[i] = m->exports.items[i].key;
    eval_suggest(e, lazy->name, names, m->exports.n);
    return out;
}

static Value import_star(Eval *e, const Scope *scope, const Lazy *lazy, Span at)
{
    ModuleRef *ref = arena_new(e->arena, ModuleRef);
    *ref = (ModuleRef){.base = {&module_class}, .package = lazy->source};
    if (is_relative(lazy->source)) {
        if (is_data(lazy->source))
            return foreign(e, lazy->source, S("*"), at);
        ref->module = module_of_import(e, scope, lazy->source, at);
        if (!ref->module || !ref->module->readable)
            return silent(e, at);
    }
    return value_native(ref, at);
}

// require('./x'), of the module in which it is called.
static Value call_require(Eval *e, const Call *c)
{
    Value v = c->n_args ? c->args[0] : UNDEFINED;
    if (v.kind != VALUE_STRING || !c->at.file || c->at.file > e->by_file.n)
        return eval_wrong_call(e, c, v);
    Scope scope = {.module = e->by_file.items[c->at.file - 1]};
    return import_star(e, &scope, &(Lazy){.source = v.text}, c->at);
}

const Function require_function = {"require", call_require, NULL};

// --- evaluating --------------------------------------------------------------

static Value closure_value(Eval *e, const Lazy *lazy, Span at)
{
    Closure *closure = arena_new(e->arena, Closure);
    *closure = (Closure){lazy->node, lazy->scope};
    return (Value){.kind = VALUE_CLOSURE, .closure = closure, .at = at};
}

static void force_declarator(Eval *e, const Lazy *lazy)
{
    const Node *value = node_field(lazy->node, FIELD_value);
    Value v = value ? eval_node(e, lazy->scope, value) : UNDEFINED;
    eval_bind(e, lazy->scope, node_field(lazy->node, FIELD_name), v);
}

static Value namespace_value(Eval *e, const Lazy *lazy, Span at)
{
    const Node *body = node_child(lazy->node, KIND_statement_block);
    Scope *scope = arena_new(e->arena, Scope);
    *scope = (Scope){.parent = lazy->scope, .module = lazy->scope->module};
    Map *exports = arena_new(e->arena, Map);
    if (body)
        eval_index(e, scope, exports, body);
    for (size_t i = 0; i < exports->n; i++)
        eval_force(e, &exports->items[i]);
    return value_object(exports, at);
}

static Value force(Eval *e, const Lazy *lazy, Span at)
{
    switch (lazy->kind) {
    case LAZY_EXPRESSION: return eval_node(e, lazy->scope, lazy->node);
    case LAZY_FUNCTION: return closure_value(e, lazy, at);
    case LAZY_ENUM: return eval_enum(e, lazy->scope, lazy->node);
    case LAZY_NAMESPACE: return namespace_value(e, lazy, at);
    case LAZY_LOCAL: return eval_identifier(e, lazy->scope, lazy->name, at);
    case LAZY_IMPORT: return import_name(e, lazy->scope, lazy, at);
    case LAZY_STAR: return import_star(e, lazy->scope, lazy, at);
    default:
        return eval_unknown(e, at, DIAG_W105,
                            "what a class makes is not known before "
                            "the program runs");
    }
}

// export { t }: the place of t is where t is declared, and its comment is.
static Span declared_at(const Lazy *lazy, Span at)
{
    const Entry *local =
        lazy->kind == LAZY_LOCAL ? map_find(&lazy->scope->names, lazy->name) : NULL;
    return local ? local->at : at;
}

void eval_force(Eval *e, Entry *entry)
{
    Lazy *lazy = entry->value.lazy;
    if (lazy->busy) { // the one that is busy replaces this when it is done
        entry->value =
            eval_unknown(e, entry->at, DIAG_W105, "the value of \"%.*s\" needs itself",
                         STR_ARG(entry->key));
        return;
    }
    if (!eval_enter(e)) {
        entry->value = eval_too_deep(e, entry->at);
        return;
    }
    lazy->busy = true;
    if (lazy->kind == LAZY_DECLARATOR) {
        force_declarator(e, lazy);
        if (entry->value.kind == VALUE_LAZY)
            entry->value = eval_not_understood(e, lazy->scope, lazy->node);
    } else {
        entry->value = force(e, lazy, entry->at);
        entry->at = declared_at(lazy, entry->at);
    }
    eval_leave(e);
    lazy->busy = false;
}

// --- exports -----------------------------------------------------------------

static Module *star_module(Eval *e, Module *m, size_t i)
{
    Str source = m->stars.items[i];
    if (!is_relative(source) || is_data(source))
        return NULL;
    Module *from = resolve(e, m->syntax.path, source);
    if (!from) {
        size_t at = str_find_str(m->syntax.text, source);
        Span span = {m->syntax.file, at == STR_NONE ? 0 : (uint32_t)at,
                     at == STR_NONE ? 0 : (uint32_t)source.len};
        eval_fail(e, span, DIAG_W103, "no file is found for the import \"%.*s\"",
                  STR_ARG(source));
        m->stars.items[i] = (Str){0};
    }
    return from && from->readable ? from : NULL;
}

bool eval_export(Eval *e, Module *m, Str name, Entry *out)
{
    Entry *own = map_find(&m->exports, name);
    if (own) {
        if (own->value.kind == VALUE_LAZY)
            eval_force(e, own);
        *out = *own;
        return true;
    }
    if (m->busy || str_is(name, "default"))
        return false;
    m->busy = true;
    bool found = false;
    for (size_t i = 0; i < m->stars.n && !found; i++) {
        Module *from = star_module(e, m, i);
        found = from && eval_export(e, from, name, out);
    }
    m->busy = false;
    return found;
}

static int by_bytes(const void *a, const void *b)
{
    return str_cmp(*(const Str *)a, *(const Str *)b);
}

// The names of m and then of all it re-exports whole, each module's sorted: the order in
// which drizzle-kit, which runs modules as CommonJS, sees them.
static void gather(Eval *e, Module *m, Map *names, bool top)
{
    if (m->busy)
        return;
    m->busy = true;
    Str *own = arena_many(e->arena, Str, m->exports.n + 1);
    for (size_t i = 0; i < m->exports.n; i++)
        own[i] = m->exports.items[i].key;
    qsort(own, m->exports.n, sizeof *own, by_bytes);
    for (size_t i = 0; i < m->exports.n; i++)
        if (top || !str_is(own[i], "default"))
            map_put(e->arena, names, own[i]);
    for (size_t i = 0; i < m->stars.n; i++) {
        Module *from = star_module(e, m, i);
        if (from)
            gather(e, from, names, false);
    }
    m->busy = false;
}

const Entry *eval_exports(Eval *e, Module *m, size_t *n)
{
    Map names = {0};
    *n = 0;
    if (!m->readable)
        return NULL;
    gather(e, m, &names, true);
    Entry *out = arena_many(e->arena, Entry, names.n + 1);
    for (size_t i = 0; i < names.n; i++) {
        Str name = names.items[i].key;
        if (eval_export(e, m, name, &out[*n]))
            out[(*n)++].key = name;
    }
    return out;
}

// --- modules as values -------------------------------------------------------

static bool module_get(Eval *e, Native *self, Str name, Value *out)
{
    ModuleRef *ref = (ModuleRef *)self;
    Entry found;
    if (ref->module) {
        if (!eval_export(e, ref->module, name, &found))
            return false;
        *out = found.value;
        return true;
    }
    if (!e->host->import(e, ref->package, name, (Span){0}, out))
        *out = foreign(e, ref->package, name, (Span){0});
    return true;
}

static Map *module_properties(Eval *e, Native *self)
{
    ModuleRef *ref = (ModuleRef *)self;
    Map *map = arena_new(e->arena, Map);
    size_t n = 0;
    const Entry *entries = ref->module ? eval_exports(e, ref->module, &n) : NULL;
    for (size_t i = 0; i < n; i++) {
        Entry *entry = map_put(e->arena, map, entries[i].key);
        entry->value = entries[i].value;
        entry->at = entries[i].at;
    }
    return map;
}

const Class module_class = {.noun = "the module",
                            .get = module_get,
                            .properties = module_properties,
                            .missing = DIAG_W103};

// --- enums -------------------------------------------------------------------

Value eval_enum(Eval *e, Scope *scope, const Node *n)
{
    const Node *body = node_child(n, KIND_enum_body);
    Map *object = arena_new(e->arena, Map);
    Scope *inside = arena_new(e->arena, Scope); // members may name those before them
    *inside = (Scope){.parent = scope, .module = scope->module};
    Value unknown = UNDEFINED, next = value_number(0, eval_span(scope, n));
    for (const Node *m = body ? body->child : NULL; m; m = m->next) {
        bool assigned = m->kind == KIND_enum_assignment;
        const Node *name = assigned ? node_field(m, FIELD_name) : m;
        const Node *value = assigned ? node_field(m, FIELD_value) : NULL;
        if (!name)
            return eval_not_understood(e, scope, n);
        Str key = eval_key(e, scope, name, &unknown);
        Value v = value ? eval_node(e, inside, value) : next;
        if (v.kind == VALUE_UNKNOWN)
            return v;
        v.at = eval_span(scope, m);
        map_put(e->arena, object, key)->value = v;
        map_put(e->arena, &inside->names, key)->value = v;
        map_find(object, key)->at = eval_span(scope, name);
        if (v.kind == VALUE_NUMBER) {
            Entry *reverse =
                map_put(e->arena, object, number_print(e->arena, v.number));
            reverse->value = value_string(key, v.at);
            next = value_number(v.number + 1, v.at);
        }
    }
    return value_object(object, eval_span(scope, n));
}
