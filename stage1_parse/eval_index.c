// eval_index.c - what a module declares, imports and exports, found without evaluating
// any of it: each name is bound to a Lazy.

#include "stage1_parse/eval_parts.h"

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
    const Node *source = node_field(n, FIELD_source);
    return source && source->kind == KIND_string ? eval_string(e, scope, source)
                                                 : (Str){0};
}

static Str specifier_name(Eval *e, const Scope *scope, const Node *n)
{
    return n->kind == KIND_string ? eval_string(e, scope, n) : eval_text(scope, n);
}

static void index_import_names(Index *x, const Node *n, Str source)
{
    for (const Node *s = n->child; s; s = s->next) {
        const Node *name = node_field(s, FIELD_name),
                   *alias = node_field(s, FIELD_alias);
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
                declare(x, name,
                        (Lazy){.kind = LAZY_STAR, .node = n, .source = source});
        } else if (child->kind == KIND_named_imports)
            index_import_names(x, child, source);
    }
}

// export { a, b as c } and export { a } from './x'
static void index_export_names(Index *x, Map *exports, const Node *clause, Str source)
{
    for (const Node *s = clause->child; s; s = s->next) {
        const Node *name = node_field(s, FIELD_name),
                   *alias = node_field(s, FIELD_alias);
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

// words.push('x'): what changes an array of the module, or Object.assign() an object.
static bool is_mutation(const Index *x, const Node *n)
{
    static const char *const changing[] = {"push",  "unshift", "splice",  "sort",
                                           "shift", "pop",     "reverse", "assign"};
    const Node *function = node_field(n, FIELD_function);
    const Node *property = function ? node_field(function, FIELD_property) : NULL;
    Str name = property ? eval_text(x->scope, property) : (Str){0};
    for (size_t i = 0; name.len && i < sizeof changing / sizeof *changing; i++)
        if (str_is(name, changing[i]))
            return true;
    return false;
}

// module.exports = ...: a CommonJS module's export default.
static bool index_common(Index *x, Map *exports, const Node *n)
{
    const Node *left = n ? node_field(n, FIELD_left) : NULL;
    const Node *right = n ? node_field(n, FIELD_right) : NULL;
    if (!left || !right || n->kind != KIND_assignment_expression ||
        !str_is(eval_text(x->scope, left), "module.exports"))
        return false;
    put_lazy(x, exports, S("default"), eval_span(x->scope, right),
             (Lazy){.kind = LAZY_EXPRESSION, .node = right});
    return true;
}

// users.extra = ... at the top of a module: it would be missed without a word.
static void check_statement(Index *x, const Node *n)
{
    const Node *inside = n->child;
    if (inside &&
        (inside->kind == KIND_internal_module || inside->kind == KIND_module)) {
        index_declaration(x, inside);
        return;
    }
    bool changes =
        inside && (inside->kind == KIND_assignment_expression ||
                   inside->kind == KIND_augmented_assignment_expression ||
                   (inside->kind == KIND_call_expression && is_mutation(x, inside)));
    if (!changes)
        return;
    eval_explain(x->e, eval_not_understood(x->e, x->scope, inside), (Span){0}, "");
}

// The name that a.b[0].c begins with; null if it begins with something else.
static const Node *base_of(const Node *n)
{
    while (n &&
           (n->kind == KIND_member_expression || n->kind == KIND_subscript_expression))
        n = node_field(n, FIELD_object);
    return n && n->kind == KIND_identifier ? n : NULL;
}

// Whether n is a name of this module, or something reached from one.
static bool is_of_module(const Index *x, const Node *n)
{
    const Node *base = base_of(n);
    return base && map_find(&x->scope->names, eval_text(x->scope, base));
}

static bool changes_module(const Index *x, const Node *n)
{
    const Node *changed = NULL;
    if (n->kind == KIND_assignment_expression ||
        n->kind == KIND_augmented_assignment_expression)
        changed = node_field(n, FIELD_left);
    else if (n->kind == KIND_update_expression)
        changed = node_field(n, FIELD_argument);
    else if (n->kind == KIND_call_expression && is_mutation(x, n)) {
        const Node *arguments = node_field(n, FIELD_arguments);
        changed = node_field(n, FIELD_function);
        if (arguments && arguments->child && is_of_module(x, arguments->child))
            return true; // Object.assign(columns, ...)
    }
    if (changed && is_of_module(x, changed))
        return true;
    for (const Node *child = n->child; child; child = child->next)
        if (changes_module(x, child))
            return true;
    return false;
}

static bool declares(const Node *n)
{
    switch (n->kind) {
    case KIND_if_statement:
    case KIND_statement_block:
    case KIND_OTHER: return false; // loops, switch and try among them
    default: return true;
    }
}

// for (const name of names) columns[name] = text(name), at the top of a module: what it
// does to the module's values would be missed without a word. What changes none of them
// may be there.
static void check_control(Index *x, const Node *n)
{
    if (!declares(n) && changes_module(x, n))
        eval_explain(x->e, eval_not_understood(x->e, x->scope, n), (Span){0}, "");
}

void eval_index(Eval *e, Scope *scope, Map *exports, const Node *block)
{
    Index x = {.e = e, .scope = scope};
    for (const Node *n = block->child; n; n = n->next) {
        if (n->kind == KIND_import_statement)
            index_import(&x, n);
        else if (n->kind == KIND_export_statement)
            index_export(&x, exports, n);
        else if (n->kind == KIND_expression_statement) {
            if (!index_common(&x, exports, n->child))
                check_statement(&x, n);
        } else
            index_declaration(&x, n);
    }
    for (const Node *n = block->child; n; n = n->next)
        check_control(&x, n);
}
