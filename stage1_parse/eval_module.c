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
    m->readable = eval_parse(e, path, text, &m->syntax);
    remember_file(e, m);
    if (m->readable) {
        eval_index(e, &m->scope, &m->exports, m->syntax.root);
        m->ordered =
            m->imports_bare || m->imports_host ||
            eval_changes_names(e->arena, &m->syntax, m->syntax.root, &m->scope.names);
        if (m->ordered)
            eval_hoist(e, &m->scope, m->syntax.root);
    }
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
               "cannot read the file: %s", file_why(error));
    return NULL;
}

// --- importing ---------------------------------------------------------------

Module *eval_try_module(Eval *e, Str path)
{
    Str text;
    Module *m = module_cached(e, path);
    if (m)
        return m;
    if (load(e->loader, e->arena, path, &text))
        return module_new(e, path, text);
    if (errno != ENOENT && errno != ENOTDIR && errno != EISDIR) {
        e->why = errno;
        e->barred = path;
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

static Value silent(Eval *e, Span at)
{
    Value v = eval_unknown(e, at, DIAG_W103, "the import failed");
    v.unknown->reported = true;
    return v;
}

static Value missing(Eval *e, Str source, Span at)
{
    if (e->barred.len)
        return eval_fail(e, at, DIAG_W103,
                         "cannot read %.*s for the import \"%.*s\": %s",
                         STR_ARG(e->barred), STR_ARG(source), file_why(e->why));
    return eval_fail(e, at, DIAG_W103, "no file is found for the import \"%.*s\"",
                     STR_ARG(source));
}

// The module that source means, seen from path; null, and *out says why, if there is
// none that can be read.
static Module *import_module(Eval *e, Str path, Str source, Str name, Span at,
                             Value *out)
{
    Str data;
    Module *m = NULL;
    e->barred = (Str){0};
    switch (eval_resolve(e, path, source, &m, &data)) {
    case RESOLVED_FILE: *out = silent(e, at); return m->readable ? m : NULL;
    case RESOLVED_MISSING: *out = missing(e, source, at); return NULL;
    case RESOLVED_DATA:
        if (!eval_json_file(e, data, out))
            *out = eval_fail(e, at, DIAG_W103, "\"%.*s\" is not JSON", STR_ARG(data));
        return NULL;
    default: *out = foreign(e, source, name, at); return NULL;
    }
}

static Value import_name(Eval *e, Str path, Str source, Str name, Span at)
{
    Value out;
    Entry found;
    if (e->host->import(e, source, name, at, &out))
        return out;
    Module *m = import_module(e, path, source, name, at, &out);
    if (!m)
        return out.kind == VALUE_OBJECT && !str_is(name, "default")
                   ? eval_member(e, out, name, at)
                   : out;
    if (eval_export(e, m, name, &found))
        return found.value;
    out = eval_fail(e, at, DIAG_W103, "\"%.*s\" does not export \"%.*s\"",
                    STR_ARG(m->syntax.path), STR_ARG(name));
    Str *names = arena_many(e->arena, Str, m->exports.n + 1);
    for (size_t i = 0; i < m->exports.n; i++)
        names[i] = m->exports.items[i].key;
    eval_suggest(e, name, names, m->exports.n);
    return out;
}

// import * as x from source, in the file at path.
static Value import_star(Eval *e, Str path, Str source, Span at)
{
    Value out;
    ModuleRef *ref = arena_new(e->arena, ModuleRef);
    *ref = (ModuleRef){.base = {&module_class}, .package = source};
    if (e->host->import(e, source, (Str){0}, at, &out))
        return value_native(ref, at);
    ref->module = import_module(e, path, source, S("*"), at, &out);
    return ref->module ? value_native(ref, at) : out;
}

// --- evaluating --------------------------------------------------------------

static void force_declarator(Eval *e, const Lazy *lazy)
{
    const Node *value = node_field(lazy->node, FIELD_value);
    Value v = value ? eval_node(e, lazy->scope, value) : UNDEFINED;
    eval_bind(e, lazy->scope, node_field(lazy->node, FIELD_name), v);
}

// --- running in order --------------------------------------------------------

// Runs the statements of an ordered module, once.
static void start(Eval *e, Module *m);

typedef struct Start {
    Eval *e;
    Scope *scope;
} Start;

static void start_name(void *context, const Node *name)
{
    const Start *s = context;
    Entry *entry = map_find(&s->scope->names, eval_text(s->scope, name));
    if (entry && entry->value.kind == VALUE_LAZY)
        eval_force(s->e, entry);
}

static void start_declaration(Eval *e, Scope *scope, const Node *n)
{
    Start start = {e, scope};
    for (const Node *d = n->child; d; d = d->next)
        if (d->kind == KIND_variable_declarator && node_field(d, FIELD_name))
            eval_pattern_names(node_field(d, FIELD_name), start_name, &start);
}

static void start_import(Eval *e, Scope *scope, const Node *n)
{
    const Node *source = node_field(n, FIELD_source);
    Module *m = NULL;
    Str path;
    if (node_child(n, KIND_import_clause) || !source || source->kind != KIND_string)
        return;
    if (eval_resolve(e, scope->module->syntax.path, eval_string(e, scope, source), &m,
                     &path) == RESOLVED_FILE)
        start(e, m);
}

static void start_statement(Eval *e, Scope *scope, Map *exports, const Node *n)
{
    const Node *declaration = node_field(n, FIELD_declaration);
    switch (n->kind) {
    case KIND_import_statement: start_import(e, scope, n); break;
    case KIND_export_statement:
        if (declaration)
            start_statement(e, scope, exports, declaration);
        break;
    case KIND_lexical_declaration:
    case KIND_variable_declaration: start_declaration(e, scope, n); break;
    case KIND_class_declaration:
    case KIND_abstract_class_declaration:
        if (node_field(n, FIELD_name))
            start_name(&(Start){e, scope}, node_field(n, FIELD_name));
        break;
    case KIND_function_declaration:
    case KIND_generator_function_declaration:
    case KIND_function_signature:
    case KIND_enum_declaration:
    case KIND_ambient_declaration:
    case KIND_internal_module:
    case KIND_module:
    case KIND_import_alias: break; // nothing runs
    default: eval_run(e, scope, n); break;
    }
}

static void start(Eval *e, Module *m)
{
    if (!m->ordered || m->started)
        return;
    m->started = true;
    for (const Node *n = m->syntax.root->child; n; n = n->next)
        start_statement(e, &m->scope, &m->exports, n);
}

// --- evaluating --------------------------------------------------------------

static Value namespace_value(Eval *e, const Lazy *lazy, Span at)
{
    const Node *body = node_child(lazy->node, KIND_statement_block);
    Scope *scope = arena_new(e->arena, Scope);
    *scope = (Scope){.parent = lazy->scope, .module = lazy->scope->module};
    Map *exports = arena_new(e->arena, Map);
    if (body)
        eval_index(e, scope, exports, body);
    for (const Node *n = body ? body->child : NULL; n; n = n->next)
        start_statement(e, scope, exports, n);
    for (size_t i = 0; i < exports->n; i++)
        if (exports->items[i].value.kind == VALUE_LAZY)
            eval_force(e, &exports->items[i]);
    return value_object(exports, at);
}

static Value force(Eval *e, const Lazy *lazy, Span at)
{
    switch (lazy->kind) {
    case LAZY_EXPRESSION: return eval_node(e, lazy->scope, lazy->node);
    case LAZY_FUNCTION: return eval_closure(e, lazy->scope, lazy->node);
    case LAZY_CLASS: return eval_class(e, lazy->scope, lazy->node);
    case LAZY_ENUM: return eval_enum(e, lazy->scope, lazy->node);
    case LAZY_NAMESPACE: return namespace_value(e, lazy, at);
    case LAZY_LOCAL: return eval_identifier(e, lazy->scope, lazy->name, at);
    case LAZY_IMPORT:
        return import_name(e, lazy->scope->module->syntax.path, lazy->source,
                           lazy->name, at);
    case LAZY_STAR:
        if (lazy->node->kind == KIND_import_require_clause)
            return eval_require(e, lazy->scope->module->syntax.path, lazy->source, at);
        return import_star(e, lazy->scope->module->syntax.path, lazy->source, at);
    default:
        return eval_unknown(e, at, DIAG_W105,
                            "what is only declared is not known before the program "
                            "runs");
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
    start(e, lazy->scope->module);
    if (entry->value.kind != VALUE_LAZY)
        return;
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

static Module *star_module(Eval *e, const Module *m, Star *star)
{
    Str data;
    Module *from = NULL;
    if (star->followed)
        return star->module;
    star->followed = true;
    e->barred = (Str){0};
    if (eval_resolve(e, m->syntax.path, star->source, &from, &data) == RESOLVED_MISSING)
        missing(e, star->source, star->at);
    star->module = from && from->readable ? from : NULL;
    return star->module;
}

// Each module is looked at once in a search, however many ways lead to it.
static bool first_visit(Module *m, size_t search)
{
    bool first = m->searched != search;
    m->searched = search;
    return first;
}

static bool enter_star(Eval *e, const Star *star)
{
    bool entered = eval_enter(e);
    if (!entered)
        eval_too_deep(e, star->at);
    return entered;
}

static bool own_export(Eval *e, Module *m, Str name, Entry *out)
{
    Entry *own = map_find(&m->exports, name);
    if (own && own->value.kind == VALUE_LAZY)
        eval_force(e, own);
    if (own)
        *out = *own;
    return own != NULL;
}

// What module.exports was set to holds the names of a CommonJS module.
static const Map *common_exports(Eval *e, Module *m)
{
    Entry whole;
    if (!m->is_common || !own_export(e, m, S("default"), &whole))
        return NULL;
    if (whole.value.kind == VALUE_UNKNOWN)
        eval_explain(e, whole.value, whole.at, "what is exported");
    return eval_properties(e, whole.value);
}

static bool find_export(Eval *e, Module *m, Str name, size_t search, Entry *out)
{
    if (own_export(e, m, name, out))
        return true;
    const Map *common = common_exports(e, m);
    const Entry *member = common ? map_find(common, name) : NULL;
    if (member)
        *out = *member;
    if (member || !first_visit(m, search) || str_is(name, "default"))
        return member != NULL;
    bool found = false;
    for (size_t i = 0; i < m->stars.n && !found; i++) {
        Module *from = star_module(e, m, &m->stars.items[i]);
        if (!from)
            continue;
        if (!enter_star(e, &m->stars.items[i]))
            return false;
        found = find_export(e, from, name, search, out);
        eval_leave(e);
    }
    return found;
}

bool eval_export(Eval *e, Module *m, Str name, Entry *out)
{
    return find_export(e, m, name, ++e->searches, out);
}

static int by_bytes(const void *a, const void *b)
{
    return str_cmp(*(const Str *)a, *(const Str *)b);
}

// Names, and whose each is.
typedef struct Gathered {
    size_t search;
    Map names;
    struct {
        Module **items;
        size_t n, capacity;
    } owners;
} Gathered;

static void gather_name(Eval *e, Module *m, Gathered *out, Str name)
{
    map_put(e->arena, &out->names, name);
    if (out->names.n > out->owners.n)
        *arena_push(e->arena, out->owners, Module *) = m;
}

static void gather_own(Eval *e, Module *m, Gathered *out, bool top)
{
    const Map *common = common_exports(e, m);
    for (size_t i = 0; common && i < common->n; i++)
        gather_name(e, m, out, common->items[i].key);
    Str *own = arena_many(e->arena, Str, m->exports.n + 1);
    for (size_t i = 0; i < m->exports.n; i++)
        own[i] = m->exports.items[i].key;
    qsort(own, m->exports.n, sizeof *own, by_bytes);
    for (size_t i = 0; i < m->exports.n; i++) {
        if (!top && str_is(own[i], "default"))
            continue;
        gather_name(e, m, out, own[i]);
    }
}

// The names of m and then of all it re-exports whole, each module's sorted: the order in
// which drizzle-kit, which runs modules as CommonJS, sees them.
static void gather(Eval *e, Module *m, Gathered *out, bool top)
{
    if (!first_visit(m, out->search))
        return;
    gather_own(e, m, out, top);
    eval_parse_stars(e, m);
    for (size_t i = 0; i < m->stars.n; i++) {
        Module *from = star_module(e, m, &m->stars.items[i]);
        if (!from)
            continue;
        if (!enter_star(e, &m->stars.items[i]))
            return;
        gather(e, from, out, false);
        eval_leave(e);
    }
}

const Entry *eval_exports(Eval *e, Module *m, size_t *n)
{
    Gathered all = {.search = ++e->searches};
    *n = 0;
    if (!m->readable)
        return NULL;
    gather(e, m, &all, true);
    Entry *out = arena_many(e->arena, Entry, all.names.n + 1);
    for (size_t i = 0; i < all.names.n; i++) {
        Str name = all.names.items[i].key;
        if (eval_export(e, all.owners.items[i], name, &out[*n]))
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

const char *eval_module_owner(Eval *e, Value v)
{
    const ModuleRef *ref = (const ModuleRef *)v.native;
    size_t n = 0;
    const Entry *entries = ref->module ? eval_exports(e, ref->module, &n) : NULL;
    for (size_t i = 0; i < n; i++)
        if (entries[i].value.kind == VALUE_UNKNOWN && entries[i].value.unknown->owner)
            return entries[i].value.unknown->owner;
    return NULL;
}

// What module.exports was set to, or the module.
Value eval_require(Eval *e, Str path, Str source, Span at)
{
    Value star = import_star(e, path, source, at);
    const ModuleRef *ref =
        value_is_native(star, &module_class) ? (const ModuleRef *)star.native : NULL;
    Entry found;
    bool common = ref && ref->module && ref->module->is_common &&
                  eval_export(e, ref->module, S("default"), &found);
    return common ? found.value : star;
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
