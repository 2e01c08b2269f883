// eval_operator.c - operators of two values, one, and three.

#include "stage1_parse/eval_parts.h"

#include <math.h>
#include <string.h>

// --- operators ---------------------------------------------------------------

static int32_t to_int32(double d)
{
    if (!isfinite(d))
        return 0;
    double m = fmod(trunc(d), 4294967296.0);
    return (int32_t)(uint32_t)(int64_t)m;
}

static bool arithmetic(Str op, double x, double y, double *out)
{
    int32_t a = to_int32(x), b = to_int32(y);
    unsigned shift = (unsigned)b & 31;
    if (str_is(op, "+"))
        *out = x + y;
    else if (str_is(op, "-"))
        *out = x - y;
    else if (str_is(op, "*"))
        *out = x * y;
    else if (str_is(op, "/"))
        *out = x / y;
    else if (str_is(op, "%"))
        *out = fmod(x, y);
    else if (str_is(op, "**"))
        *out = pow(x, y);
    else if (str_is(op, "|"))
        *out = a | b;
    else if (str_is(op, "&"))
        *out = a & b;
    else if (str_is(op, "^"))
        *out = a ^ b;
    else if (str_is(op, "<<"))
        *out = (int32_t)((uint32_t)a << shift);
    else if (str_is(op, ">>"))
        *out = a >= 0 ? a >> shift : ~(~a >> shift);
    else if (str_is(op, ">>>"))
        *out = (uint32_t)a >> shift;
    else
        return false;
    return true;
}

static bool comparison(Str op, int order, bool *out)
{
    if (str_is(op, "<"))
        *out = order < 0;
    else if (str_is(op, ">"))
        *out = order > 0;
    else if (str_is(op, "<="))
        *out = order <= 0;
    else if (str_is(op, ">="))
        *out = order >= 0;
    else
        return false;
    return true;
}

static Value join_text(Eval *e, Value left, Value right, Span at)
{
    Str a, b;
    if (!value_print(e->arena, left, &a) || !value_print(e->arena, right, &b))
        return eval_unknown(e, at, DIAG_W104, "%s and %s put together",
                            value_noun(left), value_noun(right));
    if (a.len + b.len > EVAL_TEXT || !eval_charge(e, (a.len + b.len) / 16, at))
        return eval_unknown(e, at, DIAG_W106, "this string is too long");
    Buf out = {.arena = e->arena};
    buf_put(&out, a);
    buf_put(&out, b);
    return value_string(buf_str(&out), at);
}

static bool loosely_same(Eval *e, Value a, Value b)
{
    double x, y;
    if (value_same(a, b) || (value_nullish(a) && value_nullish(b)))
        return true;
    return a.kind != b.kind && !value_nullish(a) && !value_nullish(b) &&
           eval_number_of(e->arena, a, &x) && eval_number_of(e->arena, b, &y) && x == y;
}

// "key" in object; false if that is not known.
static bool is_in(Eval *e, Value key, Value object, bool *out)
{
    Str name;
    Map *map = eval_properties(e, object);
    if (!map || !value_print(e->arena, key, &name))
        return false;
    Value member;
    *out =
        map_find(map, name) || (object.kind == VALUE_OBJECT &&
                                eval_object_member(e, object, name, key.at, &member));
    return true;
}

Value eval_binary(Eval *e, Str op, Value left, Value right, Span at)
{
    double x, y, number;
    bool truth;
    if (left.kind == VALUE_UNKNOWN || right.kind == VALUE_UNKNOWN)
        return left.kind == VALUE_UNKNOWN ? left : right;
    if (str_is(op, "===") || str_is(op, "!=="))
        return value_bool(value_same(left, right) == str_is(op, "==="), at);
    if (str_is(op, "==") || str_is(op, "!="))
        return value_bool(loosely_same(e, left, right) == str_is(op, "=="), at);
    if (str_is(op, "in") && is_in(e, left, right, &truth))
        return value_bool(truth, at);
    if (str_is(op, "instanceof") && right.kind == VALUE_CLOSURE && right.closure->class)
        return value_bool(eval_is_instance(left, right.closure), at);
    bool texts = left.kind == VALUE_STRING && right.kind == VALUE_STRING;
    if (texts && comparison(op, str_cmp(left.text, right.text), &truth))
        return value_bool(truth, at);
    if (str_is(op, "+") && (left.kind == VALUE_STRING || right.kind == VALUE_STRING))
        return join_text(e, left, right, at);
    if (eval_number_of(e->arena, left, &x) && eval_number_of(e->arena, right, &y)) {
        if (!isnan(x) && !isnan(y) && comparison(op, (x > y) - (x < y), &truth))
            return value_bool(truth, at);
        if (arithmetic(op, x, y, &number))
            return value_number(number, at);
    }
    return eval_unknown(e, at, DIAG_W104, "%s %.*s %s", value_noun(left), STR_ARG(op),
                        value_noun(right));
}

// Adds to keys the properties v would bring into an object it is spread into; false if
// they are not known.
static bool add_keys(Eval *e, Map *keys, Value v)
{
    const Map *from = v.kind == VALUE_OBJECT    ? v.object
                      : v.kind == VALUE_UNKNOWN ? v.unknown->keys
                                                : NULL;
    for (size_t i = 0; from && i < from->n; i++)
        map_put(e->arena, keys, from->items[i].key)->at = from->items[i].at;
    return from || value_nullish(v) || v.kind == VALUE_BOOL;
}

// What is another database's: a value, or a module that exports one. Null: nobody's.
static const char *owner_of(Eval *e, Value v)
{
    if (v.kind == VALUE_UNKNOWN)
        return v.unknown->owner;
    return value_is_native(v, &module_class) ? eval_module_owner(e, v) : NULL;
}

// isPostgres() ? pgSchema : sqliteSchema is the one that is not another database's, with
// a note; false if that does not tell the two apart.
static bool own_database(Eval *e, Value one, Value other, Span at, Value *out)
{
    const char *a = owner_of(e, one), *b = owner_of(e, other);
    if (!a == !b)
        return false;
    *out = a ? other : one;
    diag_report(e->diag, SEVERITY_NOTE, at, DIAG_W118,
                "one of these two is %s's: the other is taken", a ? a : b);
    return true;
}

// One of two values, it is not known which, because of why: an unknown, of which no more
// is known than what properties it can have.
static Value either(Eval *e, Scope *scope, const Node *n, Value why, const Node *one,
                    const Node *other)
{
    eval_spoil(e, scope, n, why);
    Map *keys = arena_new(e->arena, Map);
    Value a = eval_node(e, scope, one),
          b = other ? eval_node(e, scope, other) : UNDEFINED;
    Value own;
    if (other && own_database(e, a, b, eval_span(scope, n), &own))
        return own;
    if (!add_keys(e, keys, a) || !add_keys(e, keys, b))
        return why;
    Unknown *unknown = arena_new(e->arena, Unknown);
    *unknown = *why.unknown;
    unknown->open = false;
    unknown->keys = keys;
    return (Value){.kind = VALUE_UNKNOWN, .unknown = unknown, .at = why.at};
}

Value eval_binary_node(Eval *e, Scope *scope, const Node *n)
{
    const Node *left = node_field(n, FIELD_left), *right = node_field(n, FIELD_right);
    const Node *op = node_field(n, FIELD_operator);
    if (!left || !right || !op)
        return eval_not_understood(e, scope, n);
    Value a = eval_node(e, scope, left);
    Str word = str_z(op->type);
    if (str_is(word, "&&") || str_is(word, "||") || str_is(word, "??")) {
        if (a.kind == VALUE_UNKNOWN && str_is(word, "&&"))
            return either(e, scope, n, a, right, NULL);
        if (a.kind == VALUE_UNKNOWN)
            return a;
        bool go_on = str_is(word, "&&")   ? value_truthy(a)
                     : str_is(word, "||") ? !value_truthy(a)
                                          : value_nullish(a);
        return go_on ? eval_node(e, scope, right) : a;
    }
    return eval_binary(e, word, a, eval_node(e, scope, right), eval_span(scope, n));
}

static Value negated(Eval *e, Value v, Span at)
{
    double number;
    if (v.kind == VALUE_BIGINT)
        return (Value){.kind = VALUE_BIGINT,
                       .text = str_starts(v.text, "-")
                                   ? str_cut(v.text, 1, v.text.len)
                                   : str_format(e->arena, "-%.*s", STR_ARG(v.text)),
                       .at = at};
    return eval_number_of(e->arena, v, &number)
               ? value_number(-number, at)
               : eval_unknown(e, at, DIAG_W104, "%s, negated", value_noun(v));
}

Value eval_unary(Eval *e, Scope *scope, const Node *n)
{
    const Node *op = node_field(n, FIELD_operator);
    const Node *argument = node_field(n, FIELD_argument);
    if (!op || !argument)
        return eval_not_understood(e, scope, n);
    if (strcmp(op->type, "delete") == 0)
        return eval_delete(e, scope, n);
    Span at = eval_span(scope, n);
    Value v = eval_node(e, scope, argument);
    double number;
    if (v.kind == VALUE_UNKNOWN)
        return v;
    if (strcmp(op->type, "!") == 0)
        return value_bool(!value_truthy(v), at);
    if (strcmp(op->type, "-") == 0)
        return negated(e, v, at);
    if (strcmp(op->type, "+") == 0 && eval_number_of(e->arena, v, &number))
        return value_number(number, at);
    if (strcmp(op->type, "~") == 0 && eval_number_of(e->arena, v, &number))
        return value_number(~to_int32(number), at);
    if (strcmp(op->type, "typeof") == 0)
        return value_string(value_typeof(v), at);
    if (strcmp(op->type, "void") == 0)
        return UNDEFINED;
    return eval_not_understood(e, scope, n);
}

Value eval_ternary(Eval *e, Scope *scope, const Node *n)
{
    const Node *condition = node_field(n, FIELD_condition);
    const Node *yes = node_field(n, FIELD_consequence);
    const Node *no = node_field(n, FIELD_alternative);
    if (!condition || !yes || !no)
        return eval_not_understood(e, scope, n);
    Value v = eval_node(e, scope, condition);
    if (v.kind == VALUE_UNKNOWN)
        return either(e, scope, n, v, yes, no);
    return eval_node(e, scope, value_truthy(v) ? yes : no);
}
