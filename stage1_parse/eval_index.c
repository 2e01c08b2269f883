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

// import x = require('./x')
static void index_import_require(Index *x, const Node *n)
{
    const Node *name = node_child(n, KIND_identifier);
    if (name)
        declare(x, name,
                (Lazy){.kind = LAZY_STAR,
                       .node = n,
                       .source = source_of(x->e, x->scope, n)});
}

static void index_import(Index *x, const Node *n)
{
    const Node *clause = node_child(n, KIND_import_clause);
    const Node *require = node_child(n, KIND_import_require_clause);
    if (require)
        index_import_require(x, require);
    else if (!clause)
        x->scope->module->imports_bare |= str_starts(source_of(x->e, x->scope, n), ".");
    if (!clause || node_has_token(n, "type"))
        return;
    Str source = source_of(x->e, x->scope, n);
    Value out;
    x->scope->module->imports_host |=
        x->e->host->import(x->e, source, (Str){0}, eval_span(x->scope, n), &out);
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

static Star star_of(const Index *x, const Node *n, Str source)
{
    Span at = eval_span(x->scope, node_field(n, FIELD_source));
    at.start++; // what stands in the quotes
    at.len -= at.len > 1 ? 2 : 1;
    return (Star){.source = source, .at = at};
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
        *arena_push(x->e->arena, x->scope->module->stars, Star) = star_of(x, n, source);
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
    } else if (!declaration && node_child(n, KIND_identifier)) { // export = x
        put_lazy(
            x, exports, S("default"), eval_span(x->scope, n),
            (Lazy){.kind = LAZY_EXPRESSION, .node = node_child(n, KIND_identifier)});
    } else if (declaration) {
        Index exported = *x;
        exported.exports = exports;
        index_declaration(&exported, declaration);
    }
}

// --- CommonJS ----------------------------------------------------------------

// module.exports = value and exports.name = value, at the top of a module. What value
// holds is exported, too, once it is known: eval_module.c.
static void index_assignment(Index *x, Map *exports, const Node *n)
{
    const Node *left = node_field(n, FIELD_left), *right = node_field(n, FIELD_right);
    if (n->kind != KIND_assignment_expression || !left || !right || !exports)
        return;
    Str text = eval_text(x->scope, left);
    bool whole = str_is(text, "module.exports");
    if (!whole && !str_starts(text, "exports.") && !str_starts(text, "module.exports."))
        return;
    x->scope->module->is_common |= whole;
    put_lazy(x, exports,
             whole ? S("default")
                   : eval_text(x->scope, node_field(left, FIELD_property)),
             eval_span(x->scope, left), (Lazy){.kind = LAZY_EXPRESSION, .node = right});
}

static void index_statement(Index *x, Map *exports, const Node *n)
{
    const Node *inside = n->child;
    if (!inside)
        return;
    if (inside->kind == KIND_internal_module || inside->kind == KIND_module)
        index_declaration(x, inside);
    else
        index_assignment(x, exports, inside);
}

void eval_index(Eval *e, Scope *scope, Map *exports, const Node *block)
{
    Index x = {.e = e, .scope = scope};
    for (const Node *n = block->child; n; n = n->next) {
        if (n->kind == KIND_import_statement)
            index_import(&x, n);
        else if (n->kind == KIND_export_statement)
            index_export(&x, exports, n);
        else if (n->kind == KIND_expression_statement)
            index_statement(&x, exports, n);
        else
            index_declaration(&x, n);
    }
}
