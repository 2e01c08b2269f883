// eval_spoil.c - what a statement would change, made unknown, because it is not known
// whether it runs.
//
// Found by its form: assignments, and calls of the methods that change what they are
// called on. What is changed is looked up in the scope the statement stands in.

#include "stage1_parse/eval_parts.h"

#include <string.h>

static bool is_function(const Node *n)
{
    return n->kind == KIND_arrow_function || n->kind == KIND_function_expression ||
           n->kind == KIND_function_declaration || n->kind == KIND_generator_function ||
           n->kind == KIND_generator_function_declaration ||
           n->kind == KIND_method_definition;
}

// The way down to a node, without it.
typedef struct Path {
    const Node **items;
    size_t n, capacity;
} Path;

// The node behind n in the order of the source, among n's children only if enter is
// set; null at the end. Without recursion: the depth of the tree is the user's to choose.
static const Node *step(Arena *a, Path *path, const Node *n, bool enter)
{
    if (enter && n->child) {
        *arena_push(a, *path, const Node *) = n;
        return n->child;
    }
    while (!n->next || !path->n) {
        if (!path->n)
            return NULL;
        n = path->items[--path->n];
    }
    return n->next;
}

static bool is_mutator(Str name)
{
    static const char *const names[] = {
        "push",   "unshift", "splice",     "sort",          "shift",  "pop",
        "assign", "reverse", "fill",       "set",           "delete", "add",
        "clear",  "append",  "copyWithin", "defineProperty"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (str_is(name, names[i]))
            return true;
    return false;
}

static const Node *changed_by_call(const Syntax *s, const Node *n)
{
    const Node *function = node_field(n, FIELD_function);
    const Node *property = function ? node_field(function, FIELD_property) : NULL;
    const Node *object = function ? node_field(function, FIELD_object) : NULL;
    if (!property || !object || !is_mutator(node_text(s, property)))
        return NULL;
    const Node *arguments = node_field(n, FIELD_arguments);
    if (object->kind == KIND_identifier && str_is(node_text(s, object), "Object"))
        return arguments ? arguments->child : NULL; // Object.assign(columns, ...)
    return object;
}

// What an assignment or a call like list.push(x) changes; null if n is neither.
static const Node *changed_by(const Syntax *s, const Node *n)
{
    switch (n->kind) {
    case KIND_assignment_expression:
    case KIND_augmented_assignment_expression: return node_field(n, FIELD_left);
    case KIND_update_expression: return node_field(n, FIELD_argument);
    case KIND_unary_expression: {
        const Node *op = node_field(n, FIELD_operator);
        return op && strcmp(op->type, "delete") == 0 ? node_field(n, FIELD_argument)
                                                     : NULL;
    }
    case KIND_call_expression: return changed_by_call(s, n);
    default: return NULL;
    }
}

// The name that a.b[0].c begins with, or null.
static const Node *base_of(const Node *n)
{
    while (n &&
           (n->kind == KIND_member_expression || n->kind == KIND_subscript_expression ||
            n->kind == KIND_non_null_expression ||
            n->kind == KIND_parenthesized_expression || n->kind == KIND_as_expression ||
            n->kind == KIND_call_expression)) {
        const Node *inner = node_field(
            n, n->kind == KIND_call_expression ? FIELD_function : FIELD_object);
        n = inner ? inner : n->child;
    }
    return n && n->kind == KIND_identifier ? n : NULL;
}

void eval_spoil_value(Value v, Value why)
{
    if (v.kind == VALUE_OBJECT)
        v.object->spoiled = why.unknown;
    else if (v.kind == VALUE_ARRAY)
        v.array->spoiled = why.unknown;
}

static void spoil_name(Eval *e, Scope *scope, Str name, bool rebound, Value why)
{
    Entry *entry = eval_lookup(e, scope, name);
    if (!entry)
        return;
    eval_spoil_value(entry->value, why);
    if (rebound)
        entry->value = why;
}

typedef struct Spoil {
    Eval *e;
    Scope *scope;
    Value why;
} Spoil;

static void spoil_pattern_name(void *context, const Node *name)
{
    const Spoil *s = context;
    spoil_name(s->e, s->scope, eval_text(s->scope, name), true, s->why);
}

void eval_spoil(Eval *e, Scope *scope, const Node *root, Value why)
{
    const Syntax *s = &scope->module->syntax;
    Path path = {0};
    Spoil spoil = {e, scope, why};
    for (const Node *n = root; n; n = step(e->arena, &path, n, true)) {
        const Node *changed = changed_by(s, n), *base = base_of(changed);
        if (changed && (changed->kind == KIND_object_pattern ||
                        changed->kind == KIND_array_pattern))
            eval_pattern_names(changed, spoil_pattern_name, &spoil);
        else if (base)
            spoil_name(e, scope, eval_text(scope, base),
                       base == changed && n->kind != KIND_call_expression, why);
    }
}

bool eval_jumps(const Node *root)
{
    Arena scratch = {0};
    Path path = {0};
    bool found = false;
    for (const Node *n = root; n && !found;
         n = step(&scratch, &path, n, !is_function(n)))
        found = n->kind == KIND_return_statement || n->kind == KIND_throw_statement ||
                n->kind == KIND_break_statement || n->kind == KIND_continue_statement;
    arena_free(&scratch);
    return found;
}

bool eval_changes_names(Arena *a, const Syntax *s, const Node *root, const Map *names)
{
    Path path = {0};
    for (const Node *n = root; n; n = step(a, &path, n, true)) {
        const Node *base = base_of(changed_by(s, n));
        if (base && map_find(names, node_text(s, base)))
            return true;
    }
    return false;
}

static void hoist_name(void *context, const Node *name)
{
    const Spoil *s = context;
    Str text = eval_text(s->scope, name);
    if (!map_find(&s->scope->names, text))
        map_put(s->e->arena, &s->scope->names, text)->at = eval_span(s->scope, name);
}

void eval_hoist(Eval *e, Scope *scope, const Node *root)
{
    Path path = {0};
    Spoil hoist = {.e = e, .scope = scope};
    for (const Node *n = root; n; n = step(e->arena, &path, n, !is_function(n))) {
        for (const Node *d = n->kind == KIND_variable_declaration ? n->child : NULL; d;
             d = d->next)
            if (d->kind == KIND_variable_declarator && node_field(d, FIELD_name))
                eval_pattern_names(node_field(d, FIELD_name), hoist_name, &hoist);
    }
}
