// eval_call.c - calls of functions, of methods, of tags, and `new`.

#include "stage1_parse/eval_parts.h"

// --- closures ----------------------------------------------------------------

Value eval_closure(Eval *e, Scope *scope, const Node *n)
{
    Closure *closure = arena_new(e->arena, Closure);
    *closure = (Closure){.node = n, .scope = scope};
    return (Value){
        .kind = VALUE_CLOSURE, .closure = closure, .at = eval_span(scope, n)};
}

// A rest parameter stands where the name of others does.
static const Node *parameter_pattern(const Node *parameter)
{
    const Node *child = parameter->child;
    while (child &&
           (child->kind == KIND_token || child->kind == KIND_decorator ||
            child->kind == KIND_accessibility_modifier || child->kind == KIND_OTHER))
        child = child->next;
    return child;
}

// constructor(private name: string) is this.name, too.
static void bind_parameter_property(Eval *e, Scope *scope, const Node *n, Value v)
{
    const Node *name = parameter_pattern(n);
    if (!scope->self || scope->self->kind != VALUE_OBJECT || !name ||
        (!node_child(n, KIND_accessibility_modifier) && !node_has_token(n, "readonly")))
        return;
    Entry *entry = map_put(e->arena, scope->self->object, eval_text(scope, name));
    entry->value = v;
    entry->at = eval_span(scope, name);
}

static void bind_parameter(Eval *e, Scope *scope, const Node *n, const Array *args,
                           size_t i)
{
    const Node *pattern = parameter_pattern(n), *fallback = node_field(n, FIELD_value);
    if (!pattern)
        return;
    if (pattern->kind == KIND_rest_pattern && pattern->child) {
        eval_bind(e, scope, pattern->child,
                  eval_rest_items(e, args, i, eval_span(scope, n)));
        return;
    }
    Value v = i < args->n ? args->items[i] : UNDEFINED;
    if (v.kind == VALUE_UNDEFINED && fallback)
        v = eval_node(e, scope, fallback);
    eval_bind(e, scope, pattern, v);
    bind_parameter_property(e, scope, n, v);
}

static void bind_parameters(Eval *e, Scope *scope, const Node *f, const Array *args)
{
    const Node *parameters = node_field(f, FIELD_parameters);
    const Node *single = node_field(f, FIELD_parameter);
    size_t i = 0;
    for (const Node *p = parameters ? parameters->child : NULL; p; p = p->next)
        i++;
    scope->names.capacity = i + 1; // most bodies declare nothing
    scope->names.items = arena_many(e->arena, Entry, i + 1);
    if (single)
        eval_bind(e, scope, single, args->n ? args->items[0] : UNDEFINED);
    i = 0;
    for (const Node *p = parameters ? parameters->child : NULL; p; p = p->next) {
        const Node *pattern = parameter_pattern(p);
        if (pattern && pattern->kind == KIND_this) // (this: T, ...) is a type alone
            continue;
        bind_parameter(e, scope, p, args, i++);
    }
}

static Value call_closure(Eval *e, const Closure *f, Value self, const Array *args,
                          Span at)
{
    const Node *body = node_field(f->node, FIELD_body);
    if (f->node->kind == KIND_generator_function ||
        f->node->kind == KIND_generator_function_declaration ||
        node_has_token(f->node, "async") || node_has_token(f->node, "*"))
        return eval_unknown(e, at, DIAG_W105,
                            "what an async function or a generator gives is not known "
                            "before the program runs");
    if (f->class || !body)
        return eval_not_understood(e, f->scope, f->node);
    Scope *scope = eval_scope(e, f->scope);
    scope->is_function = true;
    scope->home = f->home;
    if (f->node->kind != KIND_arrow_function) {
        Value *kept = arena_new(e->arena, Value);
        *kept = self;
        scope->self = kept;
    }
    bind_parameters(e, scope, f->node, args);
    return body->kind == KIND_statement_block ? eval_body(e, scope, body)
                                              : eval_node(e, scope, body);
}

Value eval_call_on(Eval *e, Value v, Value self, const Value *args, size_t n, Span at)
{
    if (v.kind == VALUE_CLOSURE) {
        Array copy = {.items = arena_many(e->arena, Value, n), .n = n, .capacity = n};
        for (size_t i = 0; i < n; i++)
            copy.items[i] = args[i];
        if (!eval_enter(e))
            return eval_too_deep(e, at);
        Value out = call_closure(e, v.closure, self, &copy, at);
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

Value eval_call(Eval *e, Value v, const Value *args, size_t n, Span at)
{
    return eval_call_on(e, v, UNDEFINED, args, n, at);
}

// --- arguments ---------------------------------------------------------------

static bool arguments(Eval *e, Scope *scope, const Node *n, Array *out, Value *unknown)
{
    for (const Node *child = n->child; child; child = child->next) {
        if (child->kind != KIND_spread_element || !child->child) {
            *arena_push(e->arena, *out, Value) = eval_node(e, scope, child);
            continue;
        }
        Value from = eval_node(e, scope, child->child);
        *unknown = eval_iterate(e, from, eval_span(scope, child), out);
        if (unknown->kind == VALUE_UNKNOWN)
            return false;
    }
    return true;
}

// --- tags --------------------------------------------------------------------

// tag`a${1}b` calls tag(['a', 'b'], 1).
static Value call_tag(Eval *e, Value f, Value self, const Part *parts, size_t n,
                      Span at)
{
    Array *strings = arena_new(e->arena, Array), args = {0};
    Buf text = {.arena = e->arena};
    *arena_push(e->arena, args, Value) = value_array(strings, at);
    for (size_t i = 0; i <= n; i++) {
        if (i < n && parts[i].is_text) {
            buf_put(&text, parts[i].text);
            continue;
        }
        *arena_push(e->arena, *strings, Value) = value_string(buf_str(&text), at);
        text = (Buf){.arena = e->arena};
        if (i < n)
            *arena_push(e->arena, args, Value) = parts[i].value;
    }
    return eval_call_on(e, f, self, args.items, args.n, at);
}

static Value call_template(Eval *e, Scope *scope, Value f, Value self, const Node *n,
                           const Node *template)
{
    if (f.kind == VALUE_UNKNOWN)
        return f;
    size_t n_parts;
    bool lenient = f.kind != VALUE_FUNCTION || str_is(str_z(f.function->name), "raw");
    Part *parts = eval_template(e, scope, template, lenient, &n_parts);
    if (f.kind != VALUE_FUNCTION)
        return call_tag(e, f, self, parts, n_parts, eval_span(scope, n));
    return f.function->call(e, &(Call){.function = f.function,
                                       .self = f.self,
                                       .parts = parts,
                                       .n_parts = n_parts,
                                       .is_template = true,
                                       .at = eval_span(scope, n),
                                       .name_at = f.at});
}

// --- calls in the source -----------------------------------------------------

// The last name of what is called: notNull of a.b.notNull().
static Span name_span(const Scope *scope, const Node *function)
{
    const Node *property = node_field(function, FIELD_property);
    return eval_span(scope, property ? property : function);
}

static Value construct(Eval *e, Value f, const Array *args, Span at)
{
    if (f.kind == VALUE_CLOSURE && f.closure->class)
        return eval_construct(e, f.closure, args, at);
    if (f.kind != VALUE_FUNCTION)
        return f.kind == VALUE_UNKNOWN
                   ? f
                   : eval_unknown(e, at, DIAG_W104, "%s is no class", value_noun(f));
    return f.function->call(e, &(Call){.function = f.function,
                                       .self = f.self,
                                       .args = args->items,
                                       .n_args = args->n,
                                       .is_new = true,
                                       .at = at,
                                       .name_at = f.at});
}

Value eval_call_node(Eval *e, Scope *scope, const Node *n)
{
    bool is_new = n->kind == KIND_new_expression;
    const Node *function = node_field(n, is_new ? FIELD_constructor : FIELD_function);
    const Node *given = node_field(n, FIELD_arguments);
    Value self = UNDEFINED, unknown = UNDEFINED;
    Array args = {0};
    if (!function || (!given && !is_new))
        return eval_not_understood(e, scope, n);
    Span at = eval_span(scope, n);
    if (function->kind == KIND_super)
        return arguments(e, scope, given, &args, &unknown)
                   ? eval_super_call(e, scope, n, &args)
                   : unknown;
    Value f = eval_callee(e, scope, function, &self);
    if (value_nullish(f) && eval_is_optional(n))
        return UNDEFINED;
    f.at = name_span(scope, function);
    if (given && given->kind == KIND_template_string)
        return call_template(e, scope, f, self, n, given);
    if (f.kind == VALUE_UNKNOWN && f.unknown->open)
        return eval_opened(e, scope, n, f);
    if (f.kind == VALUE_UNKNOWN)
        return f; // what stands in its parentheses is nobody's business
    if (given && !arguments(e, scope, given, &args, &unknown))
        return unknown;
    return is_new ? construct(e, f, &args, at)
                  : eval_call_on(e, f, self, args.items, args.n, at);
}
