// eval_expr.c - what an expression's value is.

#include "stage1_parse/eval_parts.h"

#include <math.h>
#include <string.h>

enum { SHOWN = 40 };

// The first line of n's text, short enough to be read in a message.
static Str shown(Eval *e, const Scope *scope, const Node *n)
{
    Str text = eval_text(scope, n);
    size_t len = 0;
    while (len < text.len && len < SHOWN && text.ptr[len] != '\n' &&
           text.ptr[len] != '\r')
        len++;
    if (len == text.len)
        return text;
    while (len > 0 && ((unsigned char)text.ptr[len] & 0xC0) == 0x80)
        len--;
    return str_format(e->arena, "%.*s...", (int)len, text.ptr);
}

Value eval_not_understood(Eval *e, Scope *scope, const Node *n)
{
    Str words = node_words(e->arena, n), text = shown(e, scope, n);
    return eval_unknown(e, eval_span(scope, n), DIAG_W104,
                        "weave does not evaluate this %.*s: %.*s", STR_ARG(words),
                        STR_ARG(text));
}

Value eval_opened(Eval *e, Scope *scope, const Node *n, Value whole)
{
    Str text = shown(e, scope, n);
    const Unknown *why = eval_reason(whole);
    Value v = why->owner ? eval_unknown(e, eval_span(scope, n), why->code, "%.*s",
                                        STR_ARG(why->reason))
                         : eval_unknown(e, eval_span(scope, n), DIAG_W105,
                                        "\"%.*s\" is not known before the program runs",
                                        STR_ARG(text));
    v.unknown->owner = why->owner;
    v.unknown->open = true;
    v.unknown->from = whole.unknown->from; // null where the whole stands in n
    return v;
}

// --- names -------------------------------------------------------------------

static Value unbound(Eval *e, Str name, Span at)
{
    Value out;
    if (str_is(name, "undefined"))
        return (Value){.kind = VALUE_UNDEFINED, .at = at};
    if (e->host->global && e->host->global(e, name, at, &out))
        return out;
    if (eval_builtin_global(e, name, at, &out))
        return out;
    return eval_unknown(e, at, DIAG_W102, "\"%.*s\" is bound nowhere", STR_ARG(name));
}

Entry *eval_lookup(Eval *e, Scope *scope, Str name)
{
    Entry *entry = NULL;
    for (Scope *s = scope; s && !entry; s = s->parent)
        entry = map_find(&s->names, name);
    if (entry && entry->value.kind == VALUE_LAZY)
        eval_force(e, entry);
    return entry;
}

Value eval_identifier(Eval *e, Scope *scope, Str name, Span at)
{
    const Entry *entry = eval_lookup(e, scope, name);
    return entry ? entry->value : unbound(e, name, at);
}

// --- templates ---------------------------------------------------------------

static Value template_text(Eval *e, Scope *scope, const Node *n)
{
    size_t n_parts;
    Part *parts = eval_template(e, scope, n, false, &n_parts);
    Buf out = {.arena = e->arena};
    for (size_t i = 0; i < n_parts; i++) {
        Str text = parts[i].text;
        Value v = parts[i].value;
        if (!parts[i].is_text && v.kind == VALUE_UNKNOWN)
            return v;
        if (!parts[i].is_text && !value_print(e->arena, v, &text))
            return eval_unknown(e, parts[i].at, DIAG_W104,
                                "%s in an ordinary template string", value_noun(v));
        if (out.n + text.len > EVAL_TEXT || !eval_charge(e, text.len / 16, parts[i].at))
            return eval_unknown(e, parts[i].at, DIAG_W106, "this string is too long");
        buf_put(&out, text);
    }
    return value_string(buf_str(&out), eval_span(scope, n));
}

// --- arrays and objects ------------------------------------------------------

static bool array_put(Eval *e, Array *array, Value v, Span at)
{
    if (array->n >= EVAL_ITEMS || !eval_charge(e, 1, at))
        return false;
    *arena_push(e->arena, *array, Value) = v;
    return true;
}

// What ...v and for (... of v) go over, put behind what is in items; an unknown if that
// is not known, else undefined.
Value eval_iterate(Eval *e, Value v, Span at, Array *items)
{
    const Array *from = v.kind == VALUE_ARRAY ? v.array : eval_items(e, v);
    if (v.kind == VALUE_UNKNOWN)
        return v;
    if (!from)
        return eval_unknown(e, at, DIAG_W104, "%s is spread where an array should be",
                            value_noun(v));
    for (size_t i = 0; i < from->n; i++)
        if (!array_put(e, items, from->items[i], at))
            return eval_unknown(e, at, DIAG_W106, "this array is too long");
    return UNDEFINED;
}

static Value eval_array(Eval *e, Scope *scope, const Node *n)
{
    Array *array = arena_new(e->arena, Array);
    const Node *before = NULL;
    for (const Node *child = n->child; child; before = child, child = child->next) {
        Span at = eval_span(scope, child);
        for (size_t hole = eval_holes(scope, n, before, child); hole > 0; hole--)
            array_put(e, array, UNDEFINED, at);
        if (child->kind == KIND_spread_element && child->child) {
            Value from = eval_node(e, scope, child->child);
            Value unknown = eval_iterate(e, from, at, array);
            if (unknown.kind == VALUE_UNKNOWN)
                return unknown;
        } else if (!array_put(e, array, eval_node(e, scope, child), at)) {
            return eval_unknown(e, at, DIAG_W106, "this array is too long");
        }
    }
    return value_array(array, eval_span(scope, n));
}

Str eval_key(Eval *e, Scope *scope, const Node *key, Value *unknown)
{
    *unknown = UNDEFINED;
    if (key->kind == KIND_string)
        return eval_string(e, scope, key);
    if (key->kind == KIND_number)
        return number_print(e->arena, eval_number(e, scope, key).number);
    if (key->kind != KIND_computed_property_name || !key->child)
        return eval_text(scope, key);
    Value v = eval_node(e, scope, key->child);
    Str text = {0};
    if (!eval_property_name(e, v, &text))
        *unknown = v.kind == VALUE_UNKNOWN
                       ? v
                       : eval_unknown(e, eval_span(scope, key), DIAG_W104,
                                      "%s as the name of a property", value_noun(v));
    return text;
}

static void object_set(Eval *e, Map *object, Str key, Value v, Span at)
{
    Entry *entry = map_put(e->arena, object, key);
    entry->value = v;
    entry->at = at;
}

static Value spread_properties(Eval *e, Map *into, Value from, Span at)
{
    if (value_nullish(from) || from.kind == VALUE_BOOL || from.kind == VALUE_NUMBER)
        return UNDEFINED;
    const Map *keys = from.kind == VALUE_UNKNOWN ? from.unknown->keys : NULL;
    for (size_t i = 0; keys && i < keys->n; i++)
        object_set(e, into, keys->items[i].key, from, keys->items[i].at);
    if (from.kind == VALUE_UNKNOWN)
        return keys ? UNDEFINED : from;
    Map *properties = eval_properties(e, from);
    if (!properties)
        return eval_unknown(e, at, DIAG_W104, "%s is spread where an object should be",
                            value_noun(from));
    if (!eval_charge(e, properties->n, at))
        return eval_unknown(e, at, DIAG_W106, "this object is too large");
    for (size_t i = 0; i < properties->n; i++) {
        Entry from_entry = properties->items[i];
        object_set(e, into, from_entry.key, from_entry.value, from_entry.at);
    }
    return UNDEFINED;
}

// One element of an object literal; an unknown if that makes the whole unknown.
static Value object_element(Eval *e, Scope *scope, Map *object, const Node *n)
{
    Value unknown = UNDEFINED;
    Span at = eval_span(scope, n);
    if (n->kind == KIND_spread_element && n->child)
        return spread_properties(e, object, eval_node(e, scope, n->child), at);
    if (n->kind == KIND_shorthand_property_identifier) {
        Str name = eval_text(scope, n);
        object_set(e, object, name, eval_identifier(e, scope, name, at), at);
        return UNDEFINED;
    }
    const Node *key = node_field(n, n->kind == KIND_pair ? FIELD_key : FIELD_name);
    if (!key || (n->kind != KIND_pair && n->kind != KIND_method_definition))
        return eval_not_understood(e, scope, n);
    Str name = eval_key(e, scope, key, &unknown);
    if (unknown.kind == VALUE_UNKNOWN)
        return unknown;
    const Node *value = node_field(n, FIELD_value);
    if (node_has_token(n, "set"))
        return UNDEFINED;
    Value v = n->kind != KIND_pair ? eval_closure(e, scope, n)
              : value              ? eval_node(e, scope, value)
                                   : UNDEFINED;
    object_set(e, object, name, v, eval_span(scope, key));
    return UNDEFINED;
}

static Value eval_object(Eval *e, Scope *scope, const Node *n)
{
    Map *object = arena_new(e->arena, Map);
    for (const Node *child = n->child; child; child = child->next) {
        Value unknown = object_element(e, scope, object, child);
        if (unknown.kind == VALUE_UNKNOWN)
            return unknown;
    }
    return value_object(object, eval_span(scope, n));
}

// --- members -----------------------------------------------------------------

static void suggest_member(Eval *e, Native *self, Str name)
{
    Map *properties = self->class->properties ? self->class->properties(e, self) : NULL;
    size_t n = properties ? properties->n : 0;
    Str *names = arena_many(e->arena, Str, n + 1);
    for (size_t i = 0; i < n; i++)
        names[i] = properties->items[i].key;
    if (n)
        eval_suggest(e, name, names, n);
    else
        eval_suggest_function(e, name, self->class->methods);
}

static Value native_member(Eval *e, Value v, Str name, Span at)
{
    const Class *class = v.native->class;
    Value out;
    if (class->get && class->get(e, v.native, name, &out)) {
        if (out.kind == VALUE_NATIVE)
            out.at = at; // where it is used, not where it was made
        return out;
    }
    for (const Function *f = class->methods; f && f->name; f++)
        if (str_is(name, f->name))
            return value_function(f, v.native, at);
    Str label = class->label ? class->label(e, v.native) : str_z(class->noun);
    out = eval_fail(e, at, class->missing, "%.*s has no \"%.*s\"", STR_ARG(label),
                    STR_ARG(name));
    suggest_member(e, v.native, name);
    return out;
}

static Value function_member(Eval *e, Value v, Str name, Span at)
{
    for (const Function *f = v.function->members; f && f->name; f++)
        if (str_is(name, f->name))
            return value_function(f, v.self, at);
    Value out;
    if (eval_number_constant(str_z(v.function->name), name, at, &out))
        return out;
    out = eval_unknown(e, at, DIAG_W104, "\"%s\" has no \"%.*s\" that weave knows",
                       v.function->name, STR_ARG(name));
    return out;
}

Value eval_member(Eval *e, Value v, Str name, Span at)
{
    Value out;
    switch (v.kind) {
    case VALUE_UNKNOWN: return v;
    case VALUE_NATIVE: return native_member(e, v, name, at);
    case VALUE_FUNCTION: return function_member(e, v, name, at);
    case VALUE_OBJECT:
        if (eval_object_member(e, v, name, at, &out) ||
            eval_builtin_member(e, v, name, at, &out))
            return out;
        return (Value){.kind = VALUE_UNDEFINED, .at = at};
    case VALUE_CLOSURE:
        if (eval_closure_member(e, v, name, at, &out) ||
            eval_builtin_member(e, v, name, at, &out))
            return out;
        return (Value){.kind = VALUE_UNDEFINED, .at = at};
    case VALUE_UNDEFINED:
    case VALUE_NULL:
        return eval_unknown(e, at, DIAG_W105, "\"%.*s\" of %s", STR_ARG(name),
                            value_noun(v));
    default:
        if (eval_builtin_member(e, v, name, at, &out))
            return out;
        return eval_unknown(e, at, DIAG_W104, "%s has no \"%.*s\" that weave knows",
                            value_noun(v), STR_ARG(name));
    }
}

// a?.b.c is undefined as a whole where a is.
bool eval_is_optional(const Node *n)
{
    for (; n; n = node_field(n, n->kind == KIND_call_expression ? FIELD_function
                                                                : FIELD_object)) {
        if (n->kind != KIND_call_expression && n->kind != KIND_member_expression &&
            n->kind != KIND_subscript_expression)
            return false;
        if (node_field(n, FIELD_optional_chain) || node_has_token(n, "?."))
            return true;
    }
    return false;
}

static Value eval_member_node(Eval *e, Scope *scope, const Node *n, Value *self)
{
    const Node *object = node_field(n, FIELD_object);
    const Node *property = node_field(n, FIELD_property);
    if (!object || !property)
        return eval_not_understood(e, scope, n);
    if (object->kind == KIND_super) {
        *self = eval_this(scope);
        return eval_super_member(e, scope, n, eval_text(scope, property));
    }
    Value v = *self = eval_node(e, scope, object);
    if (value_nullish(v) && eval_is_optional(n))
        return UNDEFINED;
    if (v.kind == VALUE_UNKNOWN && v.unknown->open)
        return eval_opened(e, scope, n, v);
    return eval_member(e, v, eval_text(scope, property), eval_span(scope, property));
}

static Value eval_subscript(Eval *e, Scope *scope, const Node *n, Value *self)
{
    const Node *object = node_field(n, FIELD_object),
               *index = node_field(n, FIELD_index);
    if (!object || !index)
        return eval_not_understood(e, scope, n);
    Value v = *self = eval_node(e, scope, object);
    if (value_nullish(v) && eval_is_optional(n))
        return UNDEFINED;
    Value key = eval_node(e, scope, index);
    Span at = eval_span(scope, index);
    Str name;
    if (v.kind == VALUE_UNKNOWN || key.kind == VALUE_UNKNOWN)
        return v.kind == VALUE_UNKNOWN ? v : key;
    if (v.kind == VALUE_ARRAY && key.kind == VALUE_NUMBER) {
        bool inside = key.number >= 0 && key.number < (double)v.array->n &&
                      key.number == floor(key.number);
        return inside ? v.array->items[(size_t)key.number] : UNDEFINED;
    }
    if (v.kind == VALUE_STRING && key.kind == VALUE_NUMBER)
        return eval_character(e, v, key.number, at);
    if (!eval_property_name(e, key, &name))
        return eval_unknown(e, at, DIAG_W104, "%s as an index", value_noun(key));
    return eval_member(e, v, name, at);
}

Value eval_callee(Eval *e, Scope *scope, const Node *n, Value *self)
{
    while ((n->kind == KIND_parenthesized_expression ||
            n->kind == KIND_non_null_expression) &&
           n->child)
        n = n->child;
    if (n->kind == KIND_member_expression)
        return eval_member_node(e, scope, n, self);
    if (n->kind == KIND_subscript_expression)
        return eval_subscript(e, scope, n, self);
    return eval_node(e, scope, n);
}

// --- all of them -------------------------------------------------------------

static Value last_of(Eval *e, Scope *scope, const Node *n)
{
    Value v = UNDEFINED;
    for (const Node *child = n->child; child; child = child->next)
        v = eval_node(e, scope, child);
    return v;
}

// What passes its first child on: parentheses, casts, `as const`, `x!`.
static Value inner(Eval *e, Scope *scope, const Node *n)
{
    const Node *child = n->child;
    while (child && (child->kind == KIND_type_arguments || child->kind == KIND_token))
        child = child->next;
    return child ? eval_node(e, scope, child) : eval_not_understood(e, scope, n);
}

static Value run_time_only(Eval *e, Scope *scope, const Node *n)
{
    Str words = node_words(e->arena, n);
    return eval_unknown(e, eval_span(scope, n), DIAG_W105,
                        "the value of this %.*s is not known before the program runs",
                        STR_ARG(words));
}

static Value dispatch(Eval *e, Scope *scope, const Node *n)
{
    Value self;
    Span at = eval_span(scope, n);
    switch (n->kind) {
    case KIND_identifier: return eval_identifier(e, scope, eval_text(scope, n), at);
    case KIND_undefined: return (Value){.kind = VALUE_UNDEFINED, .at = at};
    case KIND_null: return (Value){.kind = VALUE_NULL, .at = at};
    case KIND_true: return value_bool(true, at);
    case KIND_false: return value_bool(false, at);
    case KIND_number: return eval_number(e, scope, n);
    case KIND_string: return value_string(eval_string(e, scope, n), at);
    case KIND_template_string: return template_text(e, scope, n);
    case KIND_array: return eval_array(e, scope, n);
    case KIND_object: return eval_object(e, scope, n);
    case KIND_member_expression: return eval_member_node(e, scope, n, &self);
    case KIND_subscript_expression: return eval_subscript(e, scope, n, &self);
    case KIND_call_expression:
    case KIND_new_expression: return eval_call_node(e, scope, n);
    case KIND_arrow_function:
    case KIND_function_expression:
    case KIND_generator_function: return eval_closure(e, scope, n);
    case KIND_parenthesized_expression:
    case KIND_as_expression:
    case KIND_satisfies_expression:
    case KIND_non_null_expression:
    case KIND_type_assertion:
    case KIND_instantiation_expression:
    case KIND_await_expression: return inner(e, scope, n);
    case KIND_sequence_expression: return last_of(e, scope, n);
    case KIND_unary_expression: return eval_unary(e, scope, n);
    case KIND_binary_expression: return eval_binary_node(e, scope, n);
    case KIND_ternary_expression: return eval_ternary(e, scope, n);
    case KIND_assignment_expression:
    case KIND_augmented_assignment_expression: return eval_assign(e, scope, n);
    case KIND_update_expression: return eval_update(e, scope, n);
    case KIND_class: return eval_class(e, scope, n);
    case KIND_this: return eval_this(scope);
    case KIND_regex: return eval_regex(e, scope, n);
    case KIND_super:
    case KIND_import:
    case KIND_yield_expression:
    case KIND_meta_property: return run_time_only(e, scope, n);
    default: return eval_not_understood(e, scope, n);
    }
}

// What a statement that may have run may have changed is not known, wherever it is met.
static Value sound(Value v)
{
    struct Unknown *why = v.kind == VALUE_OBJECT  ? v.object->spoiled
                          : v.kind == VALUE_ARRAY ? v.array->spoiled
                                                  : NULL;
    return why ? (Value){.kind = VALUE_UNKNOWN, .unknown = why, .at = v.at} : v;
}

Value eval_node(Eval *e, Scope *scope, const Node *n)
{
    Span at = eval_span(scope, n);
    if (e->exhausted || e->unwinding || !eval_charge(e, 1, at))
        return eval_stopped(e, at);
    if (!eval_enter(e))
        return eval_too_deep(e, at);
    Value v = dispatch(e, scope, n);
    eval_leave(e);
    v = sound(v);
    return v.kind == VALUE_UNKNOWN ? eval_passed(e, v, at) : v;
}
