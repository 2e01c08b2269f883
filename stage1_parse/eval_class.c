// eval_class.c - classes, their instances, `this` and `super`.
//
// A class is a closure with a class in it: called by `new` alone. An instance is an
// object that knows its class; methods are looked up there, as in JavaScript.

#include "stage1_parse/eval_parts.h"

#include <string.h>

// --- making ------------------------------------------------------------------

static const Node *first_expression(const Node *n)
{
    const Node *child = n ? n->child : NULL;
    while (child && child->kind == KIND_token)
        child = child->next;
    return child;
}

// What stands behind extends; undefined if nothing does.
static Value parent_of(Eval *e, Scope *scope, const Node *n)
{
    const Node *heritage = node_child(n, KIND_class_heritage);
    const Node *extends = heritage ? node_child(heritage, KIND_extends_clause) : NULL;
    const Node *parent = first_expression(extends);
    if (!parent)
        return UNDEFINED;
    Value v = eval_node(e, scope, parent);
    if (v.kind == VALUE_UNKNOWN || (v.kind == VALUE_CLOSURE && v.closure->class))
        return v;
    return eval_unknown(e, eval_span(scope, parent), DIAG_W105,
                        "what %s makes of this class is not known before the program "
                        "runs",
                        value_noun(v));
}

static Scope *scope_of_self(Eval *e, Closure *class, Value self)
{
    Scope *scope = eval_scope(e, class->scope);
    Value *kept = arena_new(e->arena, Value);
    *kept = self;
    scope->self = kept;
    scope->home = class;
    scope->is_function = true;
    return scope;
}

static void put_method(Eval *e, Closure *class, const Node *n)
{
    Value unknown;
    const Node *name = node_field(n, FIELD_name);
    Str key = name ? eval_key(e, class->scope, name, &unknown) : (Str){0};
    if (!name || unknown.kind == VALUE_UNKNOWN || node_has_token(n, "set"))
        return;
    Value method = eval_closure(e, class->scope, n);
    method.closure->home = class;
    Map *into =
        node_has_token(n, "static") ? &class->properties : &class->class->methods;
    Entry *entry = map_put(e->arena, into, key);
    entry->value = method;
    entry->at = eval_span(class->scope, name);
}

static void put_field(Eval *e, Closure *class, Map *into, Scope *scope, const Node *n)
{
    Value unknown;
    const Node *name = node_field(n, FIELD_name), *value = node_field(n, FIELD_value);
    Str key = name ? eval_key(e, class->scope, name, &unknown) : (Str){0};
    if (!name || unknown.kind == VALUE_UNKNOWN || node_has_token(n, "declare"))
        return;
    Value v = value ? eval_node(e, scope, value) : UNDEFINED;
    Entry *entry = map_put(e->arena, into, key);
    entry->value = v;
    entry->at = eval_span(scope, name);
}

// The fields of an instance, or of the class itself.
static void put_fields(Eval *e, Closure *class, Value self, bool is_static)
{
    const Node *body = node_field(class->node, FIELD_body);
    Map *into = is_static ? &class->properties : self.object;
    Scope *scope = scope_of_self(e, class, self);
    for (const Node *n = body ? body->child : NULL; n; n = n->next) {
        if (n->kind == KIND_public_field_definition &&
            node_has_token(n, "static") == is_static)
            put_field(e, class, into, scope, n);
        const Node *block = n->kind == KIND_class_static_block && is_static
                                ? node_child(n, KIND_statement_block)
                                : NULL;
        if (block)
            eval_run(e, scope, block);
    }
}

Value eval_class(Eval *e, Scope *scope, const Node *n)
{
    const Node *name = node_field(n, FIELD_name), *body = node_field(n, FIELD_body);
    Value v = eval_closure(e, eval_scope(e, scope), n);
    Closure *class = v.closure;
    class->class = arena_new(e->arena, ClassBody);
    class->class->parent = parent_of(e, scope, n);
    if (name) // inside, a class has its name before it has a value outside
        map_put(e->arena, &class->scope->names, eval_text(scope, name))->value = v;
    for (const Node *m = body ? body->child : NULL; m; m = m->next)
        if (m->kind == KIND_method_definition)
            put_method(e, class, m);
    put_fields(e, class, v, true);
    return v;
}

// --- instances ---------------------------------------------------------------

static Value initialise(Eval *e, Closure *class, Value self, const Array *args, Span at)
{
    Value parent = class->class->parent;
    const Entry *constructor = map_find(&class->class->methods, S("constructor"));
    if (parent.kind == VALUE_UNKNOWN)
        return parent;
    if (constructor && parent.kind == VALUE_UNDEFINED)
        put_fields(e, class, self, false);
    if (constructor)
        return eval_call_on(e, constructor->value, self, args->items, args->n, at);
    Value out = parent.kind == VALUE_CLOSURE
                    ? initialise(e, parent.closure, self, args, at)
                    : UNDEFINED;
    put_fields(e, class, self, false);
    return out;
}

Value eval_construct(Eval *e, Closure *class, const Array *args, Span at)
{
    Value self = value_object(arena_new(e->arena, Map), at);
    self.object->of = class;
    if (!eval_enter(e))
        return eval_too_deep(e, at);
    Value out = initialise(e, class, self, args, at);
    eval_leave(e);
    bool other = out.kind == VALUE_UNKNOWN || out.kind == VALUE_OBJECT ||
                 out.kind == VALUE_NATIVE;
    return other ? out : self;
}

Value eval_this(Scope *scope)
{
    while (scope && !scope->self)
        scope = scope->parent;
    return scope ? *scope->self : UNDEFINED;
}

static Closure *home_of(Scope *scope)
{
    while (scope && !scope->home)
        scope = scope->parent;
    return scope ? scope->home : NULL;
}

Value eval_super_call(Eval *e, Scope *scope, const Node *n, const Array *args)
{
    Closure *home = home_of(scope);
    Value self = eval_this(scope);
    if (!home || self.kind != VALUE_OBJECT || home->class->parent.kind != VALUE_CLOSURE)
        return eval_not_understood(e, scope, n);
    Value out =
        initialise(e, home->class->parent.closure, self, args, eval_span(scope, n));
    put_fields(e, home, self, false);
    return out;
}

// --- members -----------------------------------------------------------------

bool eval_is_getter(Value v)
{
    return v.kind == VALUE_CLOSURE && v.closure->node->kind == KIND_method_definition &&
           node_has_token(v.closure->node, "get");
}

Value eval_got(Eval *e, Value v, Value self, Span at)
{
    return eval_is_getter(v) ? eval_call_on(e, v, self, NULL, 0, at) : v;
}

static const Entry *find_method(const Closure *class, Str name)
{
    while (class) {
        const Entry *entry = map_find(&class->class->methods, name);
        if (entry)
            return entry;
        Value parent = class->class->parent;
        class = parent.kind == VALUE_CLOSURE ? parent.closure : NULL;
    }
    return NULL;
}

static const Entry *find_static(const Closure *class, Str name)
{
    while (class) {
        const Entry *entry = map_find(&class->properties, name);
        if (entry || !class->class)
            return entry;
        Value parent = class->class->parent;
        class = parent.kind == VALUE_CLOSURE ? parent.closure : NULL;
    }
    return NULL;
}

bool eval_object_member(Eval *e, Value self, Str name, Span at, Value *out)
{
    const Entry *entry = map_find(self.object, name);
    if (!entry && self.object->of)
        entry = find_method(self.object->of, name);
    if (entry)
        *out = eval_got(e, entry->value, self, at);
    return entry != NULL;
}

bool eval_closure_member(Eval *e, Value self, Str name, Span at, Value *out)
{
    const Entry *entry = find_static(self.closure, name);
    if (entry)
        *out = eval_got(e, entry->value, self, at);
    return entry != NULL;
}

Value eval_super_member(Eval *e, Scope *scope, const Node *n, Str name)
{
    Closure *home = home_of(scope);
    Value self = eval_this(scope);
    Value parent = home ? home->class->parent : UNDEFINED;
    if (parent.kind == VALUE_UNKNOWN)
        return parent;
    const Entry *entry = parent.kind != VALUE_CLOSURE ? NULL
                         : self.kind == VALUE_CLOSURE
                             ? find_static(parent.closure, name)
                             : find_method(parent.closure, name);
    return entry ? eval_got(e, entry->value, self, eval_span(scope, n)) : UNDEFINED;
}

bool eval_is_instance(Value v, const Closure *class)
{
    const Closure *of = v.kind == VALUE_OBJECT ? v.object->of : NULL;
    while (of && of != class) {
        Value parent = of->class->parent;
        of = parent.kind == VALUE_CLOSURE ? parent.closure : NULL;
    }
    return of != NULL;
}
