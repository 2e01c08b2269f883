// eval_assign.c - assignments to names, properties and patterns; i++; delete.

#include "stage1_parse/eval_parts.h"

#include <math.h>
#include <string.h>

static Value cannot(Eval *e, Scope *scope, const Node *left)
{
    Value why = eval_not_understood(e, scope, left);
    eval_spoil(e, scope, left, why);
    return why;
}

static Value assign_name(Eval *e, Scope *scope, const Node *left, Value v)
{
    Entry *entry = eval_lookup(e, scope, eval_text(scope, left));
    return entry ? (entry->value = v) : cannot(e, scope, left);
}

// The item i of an array, made with all before it; null if it is too far.
static Value *array_item(Eval *e, Array *array, double i)
{
    if (!(i >= 0) || i >= EVAL_ITEMS || i != floor(i))
        return NULL;
    while (array->n <= (size_t)i)
        *arena_push(e->arena, *array, Value) = UNDEFINED;
    return &array->items[(size_t)i];
}

// The key of a.b and a[b]; an unknown if it is not known.
static Value property_key(Eval *e, Scope *scope, const Node *left)
{
    if (left->kind == KIND_member_expression) {
        const Node *name = node_field(left, FIELD_property);
        return name ? value_string(eval_text(scope, name), eval_span(scope, name))
                    : cannot(e, scope, left);
    }
    const Node *index = node_field(left, FIELD_index);
    return index ? eval_node(e, scope, index) : cannot(e, scope, left);
}

static Map *properties_of(Value v)
{
    if (v.kind == VALUE_OBJECT)
        return v.object;
    return v.kind == VALUE_CLOSURE ? &v.closure->properties : NULL;
}

static Value assign_property(Eval *e, Scope *scope, const Node *left, Value v)
{
    const Node *object = node_field(left, FIELD_object);
    if (!object)
        return cannot(e, scope, left);
    Value into = eval_node(e, scope, object), key = property_key(e, scope, left);
    Str name;
    if (into.kind == VALUE_UNKNOWN)
        return into;
    if (into.kind == VALUE_ARRAY && key.kind == VALUE_NUMBER) {
        Value *item = array_item(e, into.array, key.number);
        return item ? (*item = v) : cannot(e, scope, left);
    }
    Map *map = properties_of(into);
    if (!map || !value_print(e->arena, key, &name)) {
        eval_spoil_value(into, cannot(e, scope, left));
        return key.kind == VALUE_UNKNOWN ? key : eval_not_understood(e, scope, left);
    }
    Entry *entry = map_put(e->arena, map, name);
    entry->at = key.at.file ? key.at : eval_span(scope, left);
    return entry->value = v;
}

Value eval_assign_to(Eval *e, Scope *scope, const Node *left, Value v)
{
    switch (left->kind) {
    case KIND_identifier:
    case KIND_shorthand_property_identifier_pattern:
        return assign_name(e, scope, left, v);
    case KIND_member_expression:
    case KIND_subscript_expression: return assign_property(e, scope, left, v);
    case KIND_object_pattern:
    case KIND_array_pattern: eval_assign_pattern(e, scope, left, v); return v;
    case KIND_parenthesized_expression:
    case KIND_non_null_expression:
    case KIND_as_expression:
        if (left->child)
            return eval_assign_to(e, scope, left->child, v);
        return cannot(e, scope, left);
    default: return cannot(e, scope, left);
    }
}

// a ||= b and the others assign only where the operator would look at b.
static Value assign_lazily(Eval *e, Scope *scope, const Node *n, Str op)
{
    const Node *left = node_field(n, FIELD_left), *right = node_field(n, FIELD_right);
    Value old = eval_node(e, scope, left);
    if (old.kind == VALUE_UNKNOWN) {
        eval_spoil(e, scope, n, old);
        return old;
    }
    bool go_on = str_is(op, "&&=")   ? value_truthy(old)
                 : str_is(op, "||=") ? !value_truthy(old)
                                     : value_nullish(old);
    return go_on ? eval_assign_to(e, scope, left, eval_node(e, scope, right)) : old;
}

Value eval_assign(Eval *e, Scope *scope, const Node *n)
{
    const Node *left = node_field(n, FIELD_left), *right = node_field(n, FIELD_right);
    const Node *op = node_field(n, FIELD_operator);
    if (!left || !right)
        return eval_not_understood(e, scope, n);
    if (n->kind == KIND_assignment_expression || !op)
        return eval_assign_to(e, scope, left, eval_node(e, scope, right));
    Str word = str_z(op->type);
    if (str_is(word, "&&=") || str_is(word, "||=") || str_is(word, "?\?="))
        return assign_lazily(e, scope, n, word);
    Value old = eval_node(e, scope, left);
    Value v = eval_binary(e, str_cut(word, 0, word.len - 1), old,
                          eval_node(e, scope, right), eval_span(scope, n));
    return eval_assign_to(e, scope, left, v);
}

Value eval_update(Eval *e, Scope *scope, const Node *n)
{
    const Node *op = node_field(n, FIELD_operator);
    const Node *argument = node_field(n, FIELD_argument);
    if (!op || !argument)
        return eval_not_understood(e, scope, n);
    Span at = eval_span(scope, n);
    Value old = eval_node(e, scope, argument);
    Value by = value_number(strcmp(op->type, "++") == 0 ? 1 : -1, at);
    Value v = old.kind == VALUE_STRING
                  ? eval_unknown(e, at, DIAG_W104, "a string is counted up")
                  : eval_binary(e, S("+"), old, by, at);
    eval_assign_to(e, scope, argument, v);
    return op->start < argument->start ? v : old;
}

Value eval_delete(Eval *e, Scope *scope, const Node *n)
{
    const Node *argument = node_field(n, FIELD_argument);
    const Node *object = argument ? node_field(argument, FIELD_object) : NULL;
    if (!object)
        return cannot(e, scope, n);
    Value from = eval_node(e, scope, object), key = property_key(e, scope, argument);
    Map *map = properties_of(from);
    Str name;
    if (!map || !value_print(e->arena, key, &name))
        return cannot(e, scope, argument);
    map_remove(e->arena, map, name);
    return value_bool(true, eval_span(scope, n));
}
