// eval_statement.c - statements: declarations, conditions, loops and what a function
// returns.
//
// Where it is not known whether a statement runs, what it would change becomes unknown
// (eval_spoil.c), so that nothing is ever taken for known that might have changed.

#include "stage1_parse/eval_parts.h"

#include <string.h>

typedef enum Flow {
    FLOW_ON, // to the next statement
    FLOW_BREAK,
    FLOW_CONTINUE,
    FLOW_RETURN,
    FLOW_THROW,
    FLOW_LOST, // where to is not known; value says why
} Flow;

// How a statement ended.
typedef struct Outcome {
    Flow flow;
    Value value; // returned, thrown, or the unknown
} Outcome;

static const Outcome on; // FLOW_ON

static Outcome run_statement(Eval *e, Scope *scope, const Node *n);
static Outcome run_block(Eval *e, Scope *scope, const Node *block);

static Outcome lost(Value why)
{
    return (Outcome){FLOW_LOST, why};
}

static Outcome not_understood(Eval *e, Scope *scope, const Node *n)
{
    return lost(eval_not_understood(e, scope, n));
}

Scope *eval_scope(Eval *e, Scope *parent)
{
    Scope *scope = arena_new(e->arena, Scope);
    *scope = (Scope){.parent = parent, .module = parent->module};
    return scope;
}

// --- declarations ------------------------------------------------------------

// var belongs to the function, let and const to the block.
static Scope *declaring_scope(Scope *scope, const Node *n)
{
    if (n->kind == KIND_variable_declaration)
        while (scope->parent && !scope->is_function)
            scope = scope->parent;
    return scope;
}

static void declare(Eval *e, Scope *scope, const Node *n)
{
    Scope *into = declaring_scope(scope, n);
    for (const Node *d = n->child; d; d = d->next) {
        const Node *name = node_field(d, FIELD_name),
                   *value = node_field(d, FIELD_value);
        if (d->kind != KIND_variable_declarator || !name)
            continue;
        Value v = value ? eval_node(e, scope, value) : UNDEFINED;
        eval_bind(e, into, name, v);
    }
}

static void declare_named(Eval *e, Scope *scope, const Node *n, Value v)
{
    const Node *name = node_field(n, FIELD_name);
    if (!name)
        return;
    Entry *entry = map_put(e->arena, &scope->names, eval_text(scope, name));
    entry->at = eval_span(scope, name);
    entry->value = v;
}

// Functions are there before the first statement of their block runs.
static void hoist(Eval *e, Scope *scope, const Node *block)
{
    for (const Node *n = block->child; n; n = n->next)
        if (n->kind == KIND_function_declaration)
            declare_named(e, scope, n, eval_closure(e, scope, n));
}

// --- conditions --------------------------------------------------------------

// It is not known whether n runs, or how often.
static Outcome run_maybe(Eval *e, Scope *scope, const Node *n, Value why)
{
    eval_spoil(e, scope, n, why);
    return eval_jumps(n) ? lost(why) : on;
}

static Outcome run_if(Eval *e, Scope *scope, const Node *n)
{
    const Node *condition = node_field(n, FIELD_condition);
    const Node *yes = node_field(n, FIELD_consequence);
    const Node *no = node_child(n, KIND_else_clause);
    if (!condition || !yes)
        return not_understood(e, scope, n);
    Value v = eval_node(e, scope, condition);
    if (v.kind == VALUE_UNKNOWN)
        return run_maybe(e, scope, n, v);
    if (value_truthy(v))
        return run_statement(e, scope, yes);
    no = no ? no->child : NULL;
    while (no && no->kind == KIND_token)
        no = no->next;
    return no ? run_statement(e, scope, no) : on;
}

// The statements of a case begin behind its value and its keyword.
static Outcome run_case(Eval *e, Scope *scope, const Node *c)
{
    const Node *value = node_field(c, FIELD_value);
    for (const Node *n = c->child; n; n = n->next) {
        if (n == value || n->kind == KIND_token)
            continue;
        Outcome outcome = run_statement(e, scope, n);
        if (outcome.flow != FLOW_ON)
            return outcome;
    }
    return on;
}

static Outcome run_switch(Eval *e, Scope *scope, const Node *n)
{
    const Node *value = node_field(n, FIELD_value), *body = node_field(n, FIELD_body);
    const Node *start = NULL;
    if (!value || !body)
        return not_understood(e, scope, n);
    Value v = eval_node(e, scope, value);
    if (v.kind == VALUE_UNKNOWN)
        return run_maybe(e, scope, n, v);
    for (const Node *c = body->child; c && !start; c = c->next) {
        const Node *when =
            c->kind == KIND_switch_case ? node_field(c, FIELD_value) : NULL;
        Value w = when ? eval_node(e, scope, when) : UNDEFINED;
        if (w.kind == VALUE_UNKNOWN)
            return run_maybe(e, scope, n, w);
        if (when && value_same(v, w))
            start = c;
    }
    if (!start)
        start = node_child(body, KIND_switch_default);
    Scope *inner = eval_scope(e, scope);
    for (const Node *c = start; c; c = c->next) {
        Outcome outcome = run_case(e, inner, c);
        if (outcome.flow == FLOW_BREAK)
            return on;
        if (outcome.flow != FLOW_ON)
            return outcome;
    }
    return on;
}

// --- loops -------------------------------------------------------------------

// One turn; false if the loop ends with *out.
static bool run_turn(Eval *e, Scope *scope, const Node *body, Outcome *out)
{
    *out = run_statement(e, scope, body);
    if (out->flow == FLOW_CONTINUE || out->flow == FLOW_ON)
        *out = on;
    else if (out->flow == FLOW_BREAK) {
        *out = on;
        return false;
    }
    return out->flow == FLOW_ON;
}

// `i < 3` and `i < 3;` alike.
static Value condition_value(Eval *e, Scope *scope, const Node *n)
{
    if (n->kind == KIND_expression_statement && n->child)
        n = n->child;
    return eval_node(e, scope, n);
}

// A turn has its own copies of what `let` declared in the loop's head: closures may keep
// them.
static Scope *next_turn(Eval *e, Scope *last)
{
    if (!last->names.n)
        return last;
    Scope *turn = eval_scope(e, last->parent);
    for (size_t i = 0; i < last->names.n; i++) {
        Entry from = last->names.items[i];
        *map_put(e->arena, &turn->names, from.key) = from;
    }
    return turn;
}

typedef struct Loop {
    const Node *condition, *increment, *body; // condition and increment may be null
    bool body_first;
} Loop;

static Outcome run_loop(Eval *e, Scope *turn, Loop loop)
{
    Span at = eval_span(turn, loop.body);
    for (bool first = true;; first = false) {
        Outcome outcome;
        Value v = value_bool(true, at);
        if (!eval_charge(e, 1, at))
            return lost(eval_stopped(e, at));
        if (!first && loop.increment)
            eval_node(e, turn, loop.increment);
        if (loop.condition && !(first && loop.body_first))
            v = condition_value(e, turn, loop.condition);
        if (v.kind == VALUE_UNKNOWN)
            return run_maybe(e, turn, loop.body, v);
        if (!value_truthy(v))
            return on;
        if (!run_turn(e, eval_scope(e, turn), loop.body, &outcome))
            return outcome;
        turn = next_turn(e, turn);
    }
}

static Outcome run_for(Eval *e, Scope *scope, const Node *n)
{
    const Node *first = node_field(n, FIELD_initializer);
    const Node *condition = node_field(n, FIELD_condition);
    const Node *body = node_field(n, FIELD_body);
    if (!body || !first)
        return not_understood(e, scope, n);
    Scope *head = eval_scope(e, scope);
    run_statement(e, head, first);
    if (condition && condition->kind == KIND_empty_statement)
        condition = NULL;
    return run_loop(e, head,
                    (Loop){condition, node_field(n, FIELD_increment), body, false});
}

static Outcome run_plain_while(Eval *e, Scope *scope, const Node *n, bool body_first)
{
    const Node *condition = node_field(n, FIELD_condition);
    const Node *body = node_field(n, FIELD_body);
    if (!condition || !body)
        return not_understood(e, scope, n);
    return run_loop(e, eval_scope(e, scope), (Loop){condition, NULL, body, body_first});
}

// What for (... in v) and for (... of v) go over; an unknown if that is not known.
static Value loop_items(Eval *e, Value v, bool of, Span at, Array *items)
{
    if (of)
        return eval_iterate(e, v, at, items);
    Map *map = v.kind == VALUE_UNKNOWN ? NULL : eval_properties(e, v);
    if (!map)
        return v.kind == VALUE_UNKNOWN
                   ? v
                   : eval_unknown(e, at, DIAG_W104, "the properties of %s",
                                  value_noun(v));
    const Entry **entries = map_ordered(e->arena, map);
    for (size_t i = 0; i < map->n; i++)
        *arena_push(e->arena, *items, Value) =
            value_string(entries[i]->key, entries[i]->at);
    return UNDEFINED;
}

static Outcome run_for_in(Eval *e, Scope *scope, const Node *n)
{
    const Node *left = node_field(n, FIELD_left), *right = node_field(n, FIELD_right);
    const Node *body = node_field(n, FIELD_body), *op = node_field(n, FIELD_operator);
    Array items = {0};
    if (!left || !right || !body || !op || node_has_token(n, "await"))
        return not_understood(e, scope, n);
    bool declares = node_has_token(n, "const") || node_has_token(n, "let") ||
                    node_has_token(n, "var");
    Value unknown =
        loop_items(e, eval_node(e, scope, right), strcmp(op->type, "of") == 0,
                   eval_span(scope, right), &items);
    if (unknown.kind == VALUE_UNKNOWN)
        return run_maybe(e, scope, body, unknown);
    for (size_t i = 0; i < items.n; i++) {
        Outcome outcome;
        Scope *turn = eval_scope(e, scope);
        if (declares)
            eval_bind(e, turn, left, items.items[i]);
        else
            eval_assign_to(e, scope, left, items.items[i]);
        if (!run_turn(e, turn, body, &outcome))
            return outcome;
    }
    return on;
}

// --- errors ------------------------------------------------------------------

static Outcome run_try(Eval *e, Scope *scope, const Node *n)
{
    const Node *body = node_field(n, FIELD_body);
    const Node *handler = node_field(n, FIELD_handler);
    const Node *finalizer = node_child(n, KIND_finally_clause);
    if (!body)
        return not_understood(e, scope, n);
    Outcome outcome = run_statement(e, scope, body);
    if (outcome.flow == FLOW_THROW && handler) {
        Scope *inner = eval_scope(e, scope);
        const Node *name = node_field(handler, FIELD_parameter);
        if (name)
            eval_bind(e, inner, name, outcome.value);
        const Node *block = node_field(handler, FIELD_body);
        outcome = block ? run_statement(e, inner, block) : on;
    }
    finalizer = finalizer ? node_child(finalizer, KIND_statement_block) : NULL;
    Outcome last = finalizer ? run_statement(e, scope, finalizer) : on;
    return last.flow == FLOW_ON ? outcome : last;
}

static Outcome run_jump(Eval *e, Scope *scope, const Node *n, Flow flow)
{
    const Node *value = n->child;
    while (value && value->kind == KIND_token)
        value = value->next;
    bool labelled = value && (flow == FLOW_BREAK || flow == FLOW_CONTINUE);
    if (labelled) // nobody's schema needs labels
        return not_understood(e, scope, n);
    return (Outcome){flow, value ? eval_node(e, scope, value) : UNDEFINED};
}

// --- all of them -------------------------------------------------------------

static Outcome run_statement(Eval *e, Scope *scope, const Node *n)
{
    switch (n->kind) {
    case KIND_lexical_declaration:
    case KIND_variable_declaration: declare(e, scope, n); return on;
    case KIND_class_declaration:
    case KIND_abstract_class_declaration:
        declare_named(e, scope, n, eval_class(e, scope, n));
        return on;
    case KIND_enum_declaration:
        declare_named(e, scope, n, eval_enum(e, scope, n));
        return on;
    case KIND_return_statement: return run_jump(e, scope, n, FLOW_RETURN);
    case KIND_throw_statement: return run_jump(e, scope, n, FLOW_THROW);
    case KIND_break_statement: return run_jump(e, scope, n, FLOW_BREAK);
    case KIND_continue_statement: return run_jump(e, scope, n, FLOW_CONTINUE);
    case KIND_if_statement: return run_if(e, scope, n);
    case KIND_switch_statement: return run_switch(e, scope, n);
    case KIND_for_statement: return run_for(e, scope, n);
    case KIND_for_in_statement: return run_for_in(e, scope, n);
    case KIND_while_statement: return run_plain_while(e, scope, n, false);
    case KIND_do_statement: return run_plain_while(e, scope, n, true);
    case KIND_try_statement: return run_try(e, scope, n);
    case KIND_statement_block: return run_block(e, eval_scope(e, scope), n);
    case KIND_expression_statement: {
        Value v = n->child ? eval_node(e, scope, n->child) : UNDEFINED;
        if (v.kind == VALUE_UNKNOWN) // whatever it did, it was not done
            eval_spoil(e, scope, n, v);
        return on;
    }
    case KIND_function_declaration:
    case KIND_empty_statement:
    case KIND_type_alias_declaration:
    case KIND_interface_declaration:
    case KIND_token: return on;
    default: {
        Value why = eval_not_understood(e, scope, n);
        eval_spoil(e, scope, n, why);
        return lost(why);
    }
    }
}

static Outcome run_block(Eval *e, Scope *scope, const Node *block)
{
    hoist(e, scope, block);
    for (const Node *n = block->child; n; n = n->next) {
        Span at = eval_span(scope, n);
        if (!eval_enter(e))
            return lost(eval_too_deep(e, at));
        Outcome outcome = run_statement(e, scope, n);
        eval_leave(e);
        if (outcome.flow == FLOW_LOST)
            for (const Node *rest = n->next; rest; rest = rest->next)
                eval_spoil(e, scope, rest, outcome.value);
        if (outcome.flow != FLOW_ON)
            return outcome;
    }
    return on;
}

Value eval_body(Eval *e, Scope *scope, const Node *block)
{
    Outcome outcome = run_block(e, scope, block);
    switch (outcome.flow) {
    case FLOW_RETURN:
    case FLOW_LOST: return outcome.value;
    case FLOW_THROW:
        return eval_unknown(e, eval_span(scope, block), DIAG_W105,
                            "an error is thrown in this function");
    default: return UNDEFINED;
    }
}

void eval_run(Eval *e, Scope *scope, const Node *statement)
{
    run_statement(e, scope, statement);
}
