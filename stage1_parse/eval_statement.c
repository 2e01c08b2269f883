// eval_statement.c - the body of a function: declarations, conditions, assignments and
// what it returns.

#include "stage1_parse/eval_parts.h"

#include <string.h>

// How a statement ended: it went on to the next, or it gave the function's value.
typedef struct Outcome {
    bool returned;
    Value value;
} Outcome;

static Outcome run_block(Eval *e, Scope *scope, const Node *block);

static void declare(Eval *e, Scope *scope, const Node *n)
{
    for (const Node *d = n->child; d; d = d->next) {
        const Node *name = node_field(d, FIELD_name),
                   *value = node_field(d, FIELD_value);
        if (d->kind == KIND_variable_declarator && name)
            eval_bind(e, scope, name, value ? eval_node(e, scope, value) : UNDEFINED);
    }
}

static Outcome run_statement(Eval *e, Scope *scope, const Node *n);

static Outcome run_if(Eval *e, Scope *scope, const Node *n)
{
    const Node *condition = node_field(n, FIELD_condition);
    const Node *yes = node_field(n, FIELD_consequence);
    const Node *no = node_child(n, KIND_else_clause);
    if (!condition || !yes)
        return (Outcome){true, eval_not_understood(e, scope, n)};
    Value v = eval_node(e, scope, condition);
    if (v.kind == VALUE_UNKNOWN)
        return (Outcome){true, v};
    if (value_truthy(v))
        return run_statement(e, scope, yes);
    return no && no->child
               ? run_statement(e, scope,
                               no->child->kind == KIND_token ? no->child->next
                                                             : no->child)
               : (Outcome){0};
}

static Outcome run_statement(Eval *e, Scope *scope, const Node *n)
{
    switch (n->kind) {
    case KIND_lexical_declaration:
    case KIND_variable_declaration: declare(e, scope, n); return (Outcome){0};
    case KIND_return_statement: {
        const Node *value = n->child;
        while (value && value->kind == KIND_token)
            value = value->next;
        return (Outcome){true, value ? eval_node(e, scope, value) : UNDEFINED};
    }
    case KIND_if_statement: return run_if(e, scope, n);
    case KIND_statement_block: {
        Scope *inner = arena_new(e->arena, Scope);
        *inner = (Scope){.parent = scope, .module = scope->module};
        return run_block(e, inner, n);
    }
    case KIND_expression_statement: {
        Value v = n->child ? eval_node(e, scope, n->child) : UNDEFINED;
        bool lost = v.kind == VALUE_UNKNOWN && v.unknown->code == DIAG_W104;
        return lost ? (Outcome){true, v} : (Outcome){0};
    }
    case KIND_function_declaration:
    case KIND_empty_statement:
    case KIND_type_alias_declaration:
    case KIND_interface_declaration: return (Outcome){0};
    case KIND_throw_statement:
        return (Outcome){true, eval_unknown(e, eval_span(scope, n), DIAG_W105,
                                            "an error is thrown here")};
    default: return (Outcome){true, eval_not_understood(e, scope, n)};
    }
}

// Functions are there before the first statement of their block runs.
static void hoist(Eval *e, Scope *scope, const Node *block)
{
    for (const Node *n = block->child; n; n = n->next) {
        const Node *name = node_field(n, FIELD_name);
        if (n->kind != KIND_function_declaration || !name)
            continue;
        Closure *closure = arena_new(e->arena, Closure);
        *closure = (Closure){n, scope};
        Entry *entry = map_put(e->arena, &scope->names, eval_text(scope, name));
        entry->at = eval_span(scope, name);
        entry->value = (Value){
            .kind = VALUE_CLOSURE, .closure = closure, .at = eval_span(scope, n)};
    }
}

static Outcome run_block(Eval *e, Scope *scope, const Node *block)
{
    hoist(e, scope, block);
    for (const Node *n = block->child; n; n = n->next) {
        if (n->kind == KIND_token)
            continue;
        Span at = eval_span(scope, n);
        if (!eval_enter(e))
            return (Outcome){true, eval_too_deep(e, at)};
        Outcome outcome = run_statement(e, scope, n);
        eval_leave(e);
        if (outcome.returned)
            return outcome;
    }
    return (Outcome){0};
}

Value eval_body(Eval *e, Scope *scope, const Node *block)
{
    Outcome outcome = run_block(e, scope, block);
    return outcome.returned ? outcome.value : UNDEFINED;
}

// --- assignments -------------------------------------------------------------

// A function's own variables may change; a module's are evaluated once and for all.
static Value assign_name(Eval *e, Scope *scope, const Node *left, Value v)
{
    Str name = eval_text(scope, left);
    for (Scope *s = scope; s->parent; s = s->parent) {
        Entry *entry = map_find(&s->names, name);
        if (entry)
            return entry->value = v;
    }
    return eval_unknown(
        e, eval_span(scope, left), DIAG_W104,
        "weave does not follow assignments to \"%.*s\", which is not the "
        "function's own",
        STR_ARG(name));
}

static Value assign_property(Eval *e, Scope *scope, const Node *left, Value v)
{
    const Node *object = node_field(left, FIELD_object);
    const Node *property = node_field(
        left, left->kind == KIND_member_expression ? FIELD_property : FIELD_index);
    if (!object || !property)
        return eval_not_understood(e, scope, left);
    Value into = eval_node(e, scope, object);
    Str name = eval_text(scope, property);
    if (into.kind == VALUE_UNKNOWN)
        return into;
    if (left->kind == KIND_subscript_expression) {
        Value key = eval_node(e, scope, property);
        if (key.kind == VALUE_UNKNOWN)
            return key;
        if (!value_print(e->arena, key, &name))
            return eval_not_understood(e, scope, left);
    }
    if (into.kind != VALUE_OBJECT)
        return eval_not_understood(e, scope, left);
    Entry *entry = map_put(e->arena, into.object, name);
    entry->at = eval_span(scope, property);
    return entry->value = v;
}

Value eval_assign(Eval *e, Scope *scope, const Node *n)
{
    const Node *left = node_field(n, FIELD_left), *right = node_field(n, FIELD_right);
    const Node *op = node_field(n, FIELD_operator);
    if (!left || !right)
        return eval_not_understood(e, scope, n);
    Value v = eval_node(e, scope, right);
    if (n->kind == KIND_augmented_assignment_expression) {
        Str word = op ? str_z(op->type) : S("=");
        v = eval_binary(e, str_cut(word, 0, word.len - 1), eval_node(e, scope, left), v,
                        eval_span(scope, n));
    }
    if (left->kind == KIND_identifier)
        return assign_name(e, scope, left, v);
    if (left->kind == KIND_member_expression || left->kind == KIND_subscript_expression)
        return assign_property(e, scope, left, v);
    return eval_not_understood(e, scope, n);
}
