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

// --- indexing ----------------------------------------------------------------

typedef struct Index {
    Eval *e;
    Scope *scope;
    Map *exports; // null where declarations are not exported
    const Node *declarator;
} Index;

static Entry *put_lazy(Index *x, Map *into, Str name, Span at, Lazy lazy)
{
    Lazy *copy = arena_new(x->e->arena, Lazy);
    *copy = lazy;
    copy->scope = x->scope;
    Entry *entry = map_put(x->e->arena, into, name);
    entry->at = at;
    entry->value = (Value){.kind = VALUE_LAZY, .lazy = copy, .at = at};
    return entry;
}

static void declare(Index *x, const Node *name, Lazy lazy)
{
    Str text = eval_text(x->scope, name);
    Span at = eval_span(x->scope, name);
    put_lazy(x, &x->scope->names, text, at, lazy);
    if (x->exports)
        put_lazy(x, x->exports, text, at, (Lazy){.kind = LAZY_LOCAL, .name = text});
}

static void declare_pattern_name(void *context, const Node *name)
{
    Index *x = context;
    declare(x, name, (Lazy){.kind = LAZY_DECLARATOR, .node = x->declarator});
}

static void index_variables(Index *x, const Node *n)
{
    for (const Node *d = n->child; d; d = d->next) {
        const Node *name = node_field(d, FIELD_name);
        if (d->kind != KIND_variable_declarator || !name)
            continue;
        x->declarator = d;
        eval_pattern_names(name, declare_pattern_name, x);
    }
}

static void index_named(Index *x, const Node *n, LazyKind kind)
{
    const Node *name = node_field(n, FIELD_name);
    if (!name) // the grammar gives a class's name no field in places
        name = node_child(n, KIND_identifier);
    if (name)
        declare(x, name, (Lazy){.kind = kind, .node = n});
}

// declare const x: T;
static void index_ambient(Index *x, const Node *n)
{
    for (const Node *d = n->child; d; d = d->next) {
        const Node *name = node_field(d, FIELD_name);
        if (name && name->kind == KIND_identifier)
            declare(x, name, (Lazy){.kind = LAZY_AMBIENT, .node = n});
        for (const Node *v = d->child; v; v = v->next)
            if (v->kind == KIND_variable_declarator && node_field(v, FIELD_name))
                declare(x, node_field(v, FIELD_name),
                        (Lazy){.kind = LAZY_AMBIENT, .node = n});
    }
}

static void index_declaration(Index *x, const Node *n)
{
    switch (n->kind) {
    case KIND_lexical_declaration:
    case KIND_variable_declaration: index_variables(x, n); break;
    case KIND_function_declaration:
    case KIND_generator_function_declaration: index_named(x, n, LAZY_FUNCTION); break;
    case KIND_class_declaration:
    case KIND_abstract_class_declaration: index_named(x, n, LAZY_CLASS); break;
    case KIND_enum_declaration: index_named(x, n, LAZY_ENUM); break;
    case KIND_internal_module:
    case KIND_module: index_named(x, n, LAZY_NAMESPACE); break;
    case KIND_ambient_declaration: index_ambient(x, n); break;
    default: break; // types, and what runs without binding a name
    }
}

// --- imports and exports -----------------------------------------------------

static Str source_of(Eval *e, const Scope *scope, const Node *n)
{
    const Node *source = node_child(n, KIND_string);
    return source ? eval_string(e, scope, source) : (Str){0};
}

static Str specifier_name(Eval *e, const Scope *scope, const Node *n)
{
    return n->kind == KIND_string ? eval_string(e, scope, n) : eval_text(scope, n);
}

static void index_import_names(Index *x, const Node *n, Str source)
{
    for (const Node *s = n->child; s; s = s->next) {
        const Node *name = node_field(s, FIELD_name), *alias = node_field(s, FIELD_alias);
        if (s->kind != KIND_import_specifier || !name || node_has_token(s, "type"))
            continue;
        declare(x, alias ? alias : name,
                (Lazy){.kind = LAZY_IMPORT,
                       .node = s,
                       .source = source,
                       .name = specifier_name(x->e, x->scope, name)});
    }
}

static void index_import(Index *x, const Node *n)
{
    const Node *clause = node_child(n, KIND_import_clause);
    if (!clause || node_has_token(n, "type"))
        return;
    Str source = source_of(x->e, x->scope, n);
    for (const Node *child = clause->child; child; child = child->next) {
        if (child->kind == KIND_identifier)
            declare(x, child,
                    (Lazy){.kind = LAZY_IMPORT,
                           .node = n,
                           .source = source,
                           .name = S("default")});
        else if (child->kind == KIND_namespace_import) {
            const Node *name = node_child(child, KIND_identifier);
            if (name)
                declare(x, name, (Lazy){.kind = LAZY_STAR, .node = n, .source = source});
        } else if (child->kind == KIND_named_imports)
            index_import_names(x, child, source);
    }
}

// export { a, b as c } and export { a } from './x'
static void index_export_names(Index *x, Map *exports, const Node *clause, Str source)
{
    for (const Node *s = clause->child; s; s = s->next) {
        const Node *name = node_field(s, FIELD_name), *alias = node_field(s, FIELD_alias);
        if (s->kind != KIND_export_specifier || !name || node_has_token(s, "type"))
            continue;
        Str inside = specifier_name(x->e, x->scope, name);
        Str outside = alias ? specifier_name(x->e, x->scope, alias) : inside;
        put_lazy(x, exports, outside, eval_span(x->scope, name),
                 (Lazy){.kind = source.len ? LAZY_IMPORT : LAZY_LOCAL,
                        .node = s,
                        .source = source,
                        .name = inside});
    }
}

static void index_default(Index *x, Map *exports, const Node *n)
{
    const Node *value = node_field(n, FIELD_value);
    const Node *declaration = node_field(n, FIELD_declaration);
    Span at = eval_span(x->scope, value ? value : n);
    if (value) {
        put_lazy(x, exports, S("default"), at,
                 (Lazy){.kind = LAZY_EXPRESSION, .node = value});
        return;
    }
    if (!declaration)
        return;
    index_declaration(x, declaration);
    LazyKind kind =
        declaration->kind == KIND_function_declaration ? LAZY_FUNCTION : LAZY_CLASS;
    put_lazy(x, exports, S("default"), at, (Lazy){.kind = kind, .node = declaration});
}

static void index_export_star(Index *x, Map *exports, const Node *n, Str source)
{
    const Node *as = node_child(n, KIND_namespace_export);
    const Node *name = as ? as->child : NULL;
    while (name && name->kind != KIND_identifier && name->kind != KIND_string)
        name = name->next;
    if (name)
        put_lazy(x, exports, specifier_name(x->e, x->scope, name),
                 eval_span(x->scope, name),
                 (Lazy){.kind = LAZY_STAR, .node = n, .source = source});
    else
        *arena_push(x->e->arena, x->scope->module->stars, Str) = source;
}

static void index_export(Index *x, Map *exports, const Node *n)
{
    const Node *clause = node_child(n, KIND_export_clause);
    const Node *declaration = node_field(n, FIELD_declaration);
    Str source = source_of(x->e, x->scope, n);
    if (node_has_token(n, "type"))
        return;
    if (clause) {
        index_export_names(x, exports, clause, source);
    } else if (source.len) {
        index_export_star(x, exports, n, source);
    } else if (node_has_token(n, "default") || node_field(n, FIELD_value)) {
        index_default(x, exports, n);
    } else if (declaration) {
        Index exported = *x;
        exported.exports = exports;
        index_declaration(&exported, declaration);
    }
}

// users.extra = ... at the top of a module: it would be missed without a word.
static void check_statement(Index *x, const Node *n)
{
    const Node *inside = n->child;
    if (inside && (inside->kind == KIND_internal_module || inside->kind == KIND_module)) {
        index_declaration(x, inside);
        return;
    }
    if (!inside || (inside->kind != KIND_assignment_expression &&
                    inside->kind != KIND_augmented_assignment_expression))
        return;
    eval_explain(x->e, eval_not_understood(x->e, x->scope, inside), (Span){0}, "");
}

static void index_block(Eval *e, Scope *scope, Map *exports, const Node *block)
{
    Index x = {.e = e, .scope = scope};
    for (const Node *n = block->child; n; n = n->next) {
        if (n->kind == KIND_import_statement)
            index_import(&x, n);
        else if (n->kind == KIND_export_statement)
            index_export(&x, exports, n);
        else if (n->kind == KIND_expression_statement)
            check_statement(&x, n);
        else
            index_declaration(&x, n);
    }
}

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
        index_block(e, &m->scope, &m->exports, m->syntax.root);
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
    static const char *const endings[] = {".ts",  ".tsx", ".mts",      ".cts",      ".js",
                                          ".mjs", ".cjs", "/index.ts", "/index.js"};
    static const char *const written[][2] = {
        {".js", ".ts"}, {".jsx", ".tsx"}, {".mjs", ".mts"}, {".cjs", ".cts"}};
    Arena *a = e->arena;
    Str base = path_join(a, path_directory(a, from), specifier);
    for (size_t i = 0; i < sizeof written / sizeof *written; i++)
        if (str_ends(base, written[i][0])) {
            Str stem = str_cut(base, 0, base.len - strlen(written[i][0]));
            Module *m = try_path(e, str_format(a, "%.*s%s", STR_ARG(stem), written[i][1]));
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
        index_block(e, scope, exports, body);
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
        return eval_unknown(e, at, DIAG_W105, "what a class makes is not known before "
                                              "the program runs");
    }
}

void eval_force(Eval *e, Entry *entry)
{
    Lazy *lazy = entry->value.lazy;
    if (lazy->busy) { // the one that is busy replaces this when it is done
        entry->value = eval_unknown(e, entry->at, DIAG_W105,
                                    "the value of \"%.*s\" needs itself",
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

// The names of m and of all it re-exports whole.
static void gather(Eval *e, Module *m, Map *names, bool top)
{
    if (m->busy)
        return;
    m->busy = true;
    for (size_t i = 0; i < m->exports.n; i++)
        if (top || !str_is(m->exports.items[i].key, "default"))
            map_put(e->arena, names, m->exports.items[i].key);
    for (size_t i = 0; i < m->stars.n; i++) {
        Module *from = star_module(e, m, i);
        if (from)
            gather(e, from, names, false);
    }
    m->busy = false;
}

static int by_key(const void *a, const void *b)
{
    return str_cmp(((const Entry *)a)->key, ((const Entry *)b)->key);
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
    if (*n)
        qsort(out, *n, sizeof *out, by_key);
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
            Entry *reverse = map_put(e->arena, object, number_print(e->arena, v.number));
            reverse->value = value_string(key, v.at);
            next = value_number(v.number + 1, v.at);
        }
    }
    return value_object(object, eval_span(scope, n));
}
