// eval_call.c - calls, and how values are bound to patterns.

#include "stage1_parse/eval_parts.h"

// --- patterns ----------------------------------------------------------------

static void bind_name(Eval *e, Scope *scope, const Node *name, Value v)
{
    Entry *entry = map_put(e->arena, &scope->names, eval_text(scope, name));
    entry->value = v;
    entry->at = eval_span(scope, name);
}

// x = fallback
static void bind_default(Eval *e, Scope *scope, const Node *n, Value v)
{
    const Node *left = node_field(n, FIELD_left), *right = node_field(n, FIELD_right);
    if (v.kind == VALUE_UNDEFINED && right)
        v = eval_node(e, scope, right);
    if (left)
        eval_bind(e, scope, left, v);
}

static Value property_of(Eval *e, Value from, Str name, Span at)
{
    return from.kind == VALUE_UNKNOWN ? from : eval_member(e, from, name, at);
}

static void bind_rest_properties(Eval *e, Scope *scope, const Node *n, Value from,
                                 const Map *taken)
{
    Map *properties = from.kind == VALUE_UNKNOWN ? NULL : eval_properties(e, from);
    Map *rest = arena_new(e->arena, Map);
    for (size_t i = 0; properties && i < properties->n; i++)
        if (!map_find(taken, properties->items[i].key)) {
            Entry *entry = map_put(e->arena, rest, properties->items[i].key);
            entry->value = properties->items[i].value;
            entry->at = properties->items[i].at;
        }
    eval_bind(e, scope, n->child,
              properties ? value_object(rest, eval_span(scope, n)) : from);
}

static void bind_property(Eval *e, Scope *scope, const Node *n, Value from, Map *taken)
{
    Value unknown = UNDEFINED;
    const Node *key = n, *target = n;
    if (n->kind == KIND_pair_pattern) {
        key = node_field(n, FIELD_key);
        target = node_field(n, FIELD_value);
    } else if (n->kind == KIND_object_assignment_pattern) {
        key = node_field(n, FIELD_left);
    }
    if (!key || !target)
        return;
    Str name = eval_key(e, scope, key, &unknown);
    map_put(e->arena, taken, name);
    Value v = unknown.kind == VALUE_UNKNOWN
                  ? unknown
                  : property_of(e, from, name, eval_span(scope, key));
    eval_bind(e, scope, target, v);
}

static void bind_object(Eval *e, Scope *scope, const Node *n, Value from)
{
    Map taken = {0};
    for (const Node *child = n->child; child; child = child->next)
        if (child->kind == KIND_rest_pattern && child->child)
            bind_rest_properties(e, scope, child, from, &taken);
        else
            bind_property(e, scope, child, from, &taken);
}

static Value rest_items(Eval *e, Value from, size_t start, Span at)
{
    if (from.kind != VALUE_ARRAY)
        return from;
    Array *rest = arena_new(e->arena, Array);
    for (size_t i = start; i < from.array->n; i++)
        *arena_push(e->arena, *rest, Value) = from.array->items[i];
    return value_array(rest, at);
}

// Holes ([, b]) are not told apart from nothing: such a pattern binds what it says only
// where it has none. So a pattern with holes gives unknowns.
static void bind_array(Eval *e, Scope *scope, const Node *n, Value from)
{
    Span at = eval_span(scope, n);
    size_t i = 0;
    bool known = from.kind == VALUE_ARRAY;
    if (!known && from.kind != VALUE_UNKNOWN)
        from = eval_unknown(e, at, DIAG_W104, "%s taken apart as an array",
                            value_noun(from));
    Str text = eval_text(scope, n);
    for (size_t k = 1; known && k < text.len; k++)
        if (text.ptr[k] == ',' && (text.ptr[k - 1] == '[' || text.ptr[k - 1] == ',')) {
            from = eval_not_understood(e, scope, n);
            known = false;
        }
    for (const Node *child = n->child; child; child = child->next, i++) {
        if (child->kind == KIND_rest_pattern && child->child)
            eval_bind(e, scope, child->child, rest_items(e, from, i, at));
        else if (!known)
            eval_bind(e, scope, child, from);
        else
            eval_bind(e, scope, child,
                      i < from.array->n ? from.array->items[i] : UNDEFINED);
    }
}

void eval_bind(Eval *e, Scope *scope, const Node *pattern, Value v)
{
    switch (pattern->kind) {
    case KIND_identifier:
    case KIND_shorthand_property_identifier_pattern:
        bind_name(e, scope, pattern, v);
        break;
    case KIND_object_pattern: bind_object(e, scope, pattern, v); break;
    case KIND_array_pattern: bind_array(e, scope, pattern, v); break;
    case KIND_assignment_pattern:
    case KIND_object_assignment_pattern: bind_default(e, scope, pattern, v); break;
    default: break; // a name it would bind is then bound nowhere, and said to be
    }
}

void eval_pattern_names(const Node *pattern,
                        void (*bind)(void *context, const Node *name), void *context)
{
    if (pattern->kind == KIND_identifier ||
        pattern->kind == KIND_shorthand_property_identifier_pattern) {
        bind(context, pattern);
        return;
    }
    bool has_target = pattern->kind == KIND_pair_pattern;
    const Node *only =
        has_target ? node_field(pattern, FIELD_value) : node_field(pattern, FIELD_left);
    if (only) {
        eval_pattern_names(only, bind, context);
        return;
    }
    for (const Node *child = pattern->child; child; child = child->next)
        eval_pattern_names(child, bind, context);
}

// --- calling a closure -------------------------------------------------------

// A rest parameter stands where the name of others does.
static const Node *parameter_pattern(const Node *parameter)
{
    const Node *child = parameter->child;
    while (child && (child->kind == KIND_token || child->kind == KIND_decorator ||
                     child->kind == KIND_OTHER))
        child = child->next;
    return child;
}

static void bind_parameter(Eval *e, Scope *scope, const Node *n, const Array *args,
                           size_t i)
{
    const Node *pattern = parameter_pattern(n), *fallback = node_field(n, FIELD_value);
    if (!pattern)
        return;
    if (pattern->kind == KIND_rest_pattern && pattern->child) {
        Array *copy = arena_new(e->arena, Array);
        *copy = *args;
        Value rest = value_array(copy, eval_span(scope, n));
        eval_bind(e, scope, pattern->child, rest_items(e, rest, i, rest.at));
        return;
    }
    Value v = i < args->n ? args->items[i] : UNDEFINED;
    if (v.kind == VALUE_UNDEFINED && fallback)
        v = eval_node(e, scope, fallback);
    eval_bind(e, scope, pattern, v);
}

static Value call_closure(Eval *e, const Closure *f, const Array *args, Span at)
{
    if (f->node->kind == KIND_generator_function ||
        f->node->kind == KIND_generator_function_declaration ||
        node_has_token(f->node, "async"))
        return eval_unknown(e, at, DIAG_W105,
                            "what an async function gives is not known before the "
                            "program runs");
    Scope *scope = arena_new(e->arena, Scope);
    *scope = (Scope){.parent = f->scope, .module = f->scope->module};
    const Node *parameters = node_field(f->node, FIELD_parameters);
    const Node *single = node_field(f->node, FIELD_parameter);
    const Node *body = node_field(f->node, FIELD_body);
    size_t i = 0;
    for (const Node *p = parameters ? parameters->child : NULL; p; p = p->next)
        i++;
    scope->names.capacity = i + 1; // most bodies declare nothing
    scope->names.items = arena_many(e->arena, Entry, i + 1);
    if (single)
        eval_bind(e, scope, single, args->n ? args->items[0] : UNDEFINED);
    i = 0;
    for (const Node *p = parameters ? parameters->child : NULL; p; p = p->next, i++)
        bind_parameter(e, scope, p, args, i);
    if (!body)
        return eval_not_understood(e, scope, f->node);
    return body->kind == KIND_statement_block ? eval_body(e, scope, body)
                                              : eval_node(e, scope, body);
}

Value eval_call(Eval *e, Value v, const Value *args, size_t n, Span at)
{
    if (v.kind == VALUE_CLOSURE) {
        Array copy = {.items = arena_many(e->arena, Value, n), .n = n, .capacity = n};
        for (size_t i = 0; i < n; i++)
            copy.items[i] = args[i];
        if (!eval_enter(e))
            return eval_too_deep(e, at);
        Value out = call_closure(e, v.closure, &copy, at);
        eval_leave(e);
        return out;
    }
    if (v.kind == VALUE_FUNCTION)
        return v.function->call(e, &(Call){.function = v.function,
                                           .self = v.self,
                                           .args = args,
                                           .n_args = n,
                                           .at = at,
                                           .name_at = v.at});
    if (v.kind == VALUE_UNKNOWN)
        return v;
    return eval_unknown(e, at, DIAG_W104, "%s is called as if it were a function",
                        value_noun(v));
}

// --- calls in the source -----------------------------------------------------

static bool arguments(Eval *e, Scope *scope, const Node *n, Array *out, Value *unknown)
{
    for (const Node *child = n->child; child; child = child->next) {
        if (child->kind != KIND_spread_element || !child->child) {
            *arena_push(e->arena, *out, Value) = eval_node(e, scope, child);
            continue;
        }
        Value from = eval_node(e, scope, child->child);
        if (from.kind != VALUE_ARRAY) {
            *unknown = from.kind == VALUE_UNKNOWN
                           ? from
                           : eval_not_understood(e, scope, child);
            return false;
        }
        for (size_t i = 0; i < from.array->n; i++)
            *arena_push(e->arena, *out, Value) = from.array->items[i];
    }
    return true;
}

static Value call_template(Eval *e, Scope *scope, Value f, const Node *n,
                           const Node *template)
{
    if (f.kind == VALUE_UNKNOWN)
        return f;
    if (f.kind != VALUE_FUNCTION)
        return eval_not_understood(e, scope, n);
    Call call = {.function = f.function,
                 .self = f.self,
                 .is_template = true,
                 .at = eval_span(scope, n),
                 .name_at = f.at};
    call.parts = eval_template(e, scope, template, &call.n_parts);
    return f.function->call(e, &call);
}

// The last name of what is called: notNull of a.b.notNull().
static Span name_span(const Scope *scope, const Node *function)
{
    const Node *property = node_field(function, FIELD_property);
    return eval_span(scope, property ? property : function);
}

Value eval_call_node(Eval *e, Scope *scope, const Node *n)
{
    bool is_new = n->kind == KIND_new_expression;
    const Node *function = node_field(n, is_new ? FIELD_constructor : FIELD_function);
    const Node *given = node_field(n, FIELD_arguments);
    if (!function || (!given && !is_new))
        return eval_not_understood(e, scope, n);
    Value f = eval_node(e, scope, function), unknown = UNDEFINED;
    if (value_nullish(f) && eval_is_optional(n))
        return UNDEFINED;
    f.at = name_span(scope, function);
    if (given && given->kind == KIND_template_string)
        return call_template(e, scope, f, n, given);
    Array args = {0};
    if (f.kind == VALUE_UNKNOWN && f.unknown->open)
        return eval_opened(e, scope, n, f);
    if (f.kind == VALUE_UNKNOWN)
        return f; // what stands in its parentheses is nobody's business
    if (given && !arguments(e, scope, given, &args, &unknown))
        return unknown;
    Span at = eval_span(scope, n);
    if (is_new && f.kind == VALUE_CLOSURE)
        return eval_not_understood(e, scope, n);
    if (f.kind != VALUE_FUNCTION)
        return eval_call(e, f, args.items, args.n, at);
    return f.function->call(e, &(Call){.function = f.function,
                                       .self = f.self,
                                       .args = args.items,
                                       .n_args = args.n,
                                       .is_new = is_new,
                                       .at = at,
                                       .name_at = f.at});
}
