// eval_pattern.c - how values are bound to patterns, and assigned to them.

#include "stage1_parse/eval_parts.h"

// Where the names of a pattern go: they are declared, or were declared before.
typedef struct Bind {
    Eval *e;
    Scope *scope;
    bool declares;
} Bind;

static void bind(const Bind *b, const Node *pattern, Value v);

static void bind_leaf(const Bind *b, const Node *n, Value v)
{
    if (!b->declares) {
        eval_assign_to(b->e, b->scope, n, v);
        return;
    }
    Entry *entry = map_put(b->e->arena, &b->scope->names, eval_text(b->scope, n));
    entry->value = v;
    entry->at = eval_span(b->scope, n);
}

// x = fallback
static void bind_default(const Bind *b, const Node *n, Value v)
{
    const Node *left = node_field(n, FIELD_left), *right = node_field(n, FIELD_right);
    if (v.kind == VALUE_UNDEFINED && right)
        v = eval_node(b->e, b->scope, right);
    if (left)
        bind(b, left, v);
}

// --- objects -----------------------------------------------------------------

static Value property_of(Eval *e, Value from, Str name, Span at)
{
    return from.kind == VALUE_UNKNOWN ? from : eval_member(e, from, name, at);
}

static void bind_rest_properties(const Bind *b, const Node *n, Value from,
                                 const Map *taken)
{
    Eval *e = b->e;
    Map *properties = from.kind == VALUE_UNKNOWN ? NULL : eval_properties(e, from);
    Map *rest = arena_new(e->arena, Map);
    for (size_t i = 0; properties && i < properties->n; i++)
        if (!map_find(taken, properties->items[i].key))
            *map_put(e->arena, rest, properties->items[i].key) = properties->items[i];
    bind(b, n->child, properties ? value_object(rest, eval_span(b->scope, n)) : from);
}

static void bind_property(const Bind *b, const Node *n, Value from, Map *taken)
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
    Str name = eval_key(b->e, b->scope, key, &unknown);
    map_put(b->e->arena, taken, name);
    Value v = unknown.kind == VALUE_UNKNOWN
                  ? unknown
                  : property_of(b->e, from, name, eval_span(b->scope, key));
    bind(b, target, v);
}

static void bind_object(const Bind *b, const Node *n, Value from)
{
    Map taken = {0};
    for (const Node *child = n->child; child; child = child->next)
        if (child->kind == KIND_rest_pattern && child->child)
            bind_rest_properties(b, child, from, &taken);
        else
            bind_property(b, child, from, &taken);
}

// --- arrays ------------------------------------------------------------------

Value eval_rest_items(Eval *e, const Array *from, size_t start, Span at)
{
    Array *rest = arena_new(e->arena, Array);
    for (size_t i = start; i < from->n; i++)
        *arena_push(e->arena, *rest, Value) = from->items[i];
    return value_array(rest, at);
}

// [, b]: the syntax keeps no commas, so they are counted in the text between.
size_t eval_holes(const Scope *scope, const Node *parent, const Node *before,
                  const Node *n)
{
    uint32_t start = before ? before->start + before->len : parent->start + 1;
    Str text = str_cut(scope->module->syntax.text, start, n->start);
    size_t commas = 0;
    for (size_t i = 0; i < text.len; i++) {
        Str rest = str_cut(text, i, text.len);
        size_t skip = str_starts(rest, "//")   ? str_find(rest, '\n')
                      : str_starts(rest, "/*") ? str_find_str(rest, S("*/"))
                                               : 0;
        if (skip == STR_NONE)
            break;
        i += skip;
        commas += text.ptr[i] == ',';
    }
    return before && commas ? commas - 1 : commas;
}

static void bind_array(const Bind *b, const Node *n, Value from)
{
    Span at = eval_span(b->scope, n);
    Array items = {0};
    Value unknown = eval_iterate(b->e, from, at, &items);
    size_t i = 0;
    const Node *before = NULL;
    for (const Node *child = n->child; child;
         before = child, child = child->next, i++) {
        i += eval_holes(b->scope, n, before, child);
        bool rest = child->kind == KIND_rest_pattern && child->child;
        const Node *target = rest ? child->child : child;
        if (unknown.kind == VALUE_UNKNOWN)
            bind(b, target, unknown);
        else if (rest)
            bind(b, target, eval_rest_items(b->e, &items, i, at));
        else
            bind(b, target, i < items.n ? items.items[i] : UNDEFINED);
    }
}

// --- all of them -------------------------------------------------------------

static void bind(const Bind *b, const Node *pattern, Value v)
{
    switch (pattern->kind) {
    case KIND_object_pattern: bind_object(b, pattern, v); break;
    case KIND_array_pattern: bind_array(b, pattern, v); break;
    case KIND_assignment_pattern:
    case KIND_object_assignment_pattern: bind_default(b, pattern, v); break;
    case KIND_identifier:
    case KIND_shorthand_property_identifier_pattern: bind_leaf(b, pattern, v); break;
    default:
        if (!b->declares)
            bind_leaf(b, pattern, v);
        break; // a name it would declare is then bound nowhere, and said to be
    }
}

void eval_bind(Eval *e, Scope *scope, const Node *pattern, Value v)
{
    bind(&(Bind){e, scope, true}, pattern, v);
}

void eval_assign_pattern(Eval *e, Scope *scope, const Node *pattern, Value v)
{
    bind(&(Bind){e, scope, false}, pattern, v);
}

void eval_pattern_names(const Node *pattern,
                        void (*take)(void *context, const Node *name), void *context)
{
    if (pattern->kind == KIND_identifier ||
        pattern->kind == KIND_shorthand_property_identifier_pattern) {
        take(context, pattern);
        return;
    }
    bool has_target = pattern->kind == KIND_pair_pattern;
    const Node *only =
        has_target ? node_field(pattern, FIELD_value) : node_field(pattern, FIELD_left);
    if (only) {
        eval_pattern_names(only, take, context);
        return;
    }
    for (const Node *child = pattern->child; child; child = child->next)
        eval_pattern_names(child, take, context);
}
