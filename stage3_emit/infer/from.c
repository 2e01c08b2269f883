// from.c - the scope of a FROM: its tables, and the joins between them in the order in
// which they are made.

#include "stage3_emit/infer/value.h"

typedef struct Maker {
    Infer *x;
    Scope *scope;
} Maker;

// --- tables --------------------------------------------------------------------

static bool is_list_function(const SqlSource *source)
{
    return str_eq_nocase(source->table, S("weave_list")) ||
           str_eq_nocase(source->table, S("weave_tuples"));
}

static const SqlExpr *list_param(const SqlSource *source)
{
    bool is_list = source->has_args && source->args.n > 0 && is_list_function(source);
    for (size_t i = 0; is_list && i < source->args.n; i++)
        is_list = source->args.items[i]->kind == SQL_PARAM;
    return is_list ? source->args.items[0] : NULL;
}

static void read_view(Infer *x, const ModelTable *t)
{
    bool reading = x->reading;
    for (size_t i = 0; i < t->n_reads; i++) {
        x->reading = reading && i < t->n_certain;
        infer_read(x, t->reads[i]);
    }
    x->reading = reading;
}

static const Relation *find_relation(Infer *x, Str name)
{
    const ModelTable *t = model_find_table(x->model, name);
    if (!t)
        t = model_find_function(x->model, name);
    if (!t)
        return relation_unknown(x->arena);
    infer_view_first(x, t);
    read_view(x, t);
    return relation_of_table(x->arena, t);
}

// A subquery of FROM does not see its neighbours, only what stands around the SELECT.
static const Relation *relation_of(Infer *x, Scope *outside, const SqlSource *source)
{
    size_t index;
    bool elsewhere = source->schema.ptr && !str_eq_nocase(source->schema, S("main"));
    if (source->select)
        return infer_select(x, outside, source->select);
    if (source->nested)
        return infer_nested(x, outside, source->nested);
    With *with = source->has_args ? NULL : scope_find_cte(outside, source, &index);
    if (with)
        return infer_cte(x, with, index);
    if (elsewhere || !source->table.ptr)
        return relation_unknown(x->arena);
    return find_relation(x, source->table);
}

static size_t add_table(Maker *m, const SqlSource *source, Str alias)
{
    Scope *s = m->scope;
    Str name = alias.ptr ? alias : source->alias.ptr ? source->alias : source->table;
    const Relation *rel = relation_of(m->x, s->parent, source);
    *arena_push(s->arena, s->tables, Instance) =
        (Instance){.name = name,
                   .rel = rel,
                   .source = source,
                   .list = list_param(source),
                   .not_null = arena_many(s->arena, bool, rel->n)};
    return s->tables.n - 1;
}

// --- USING, NATURAL ------------------------------------------------------------

typedef struct Pairs {
    Pair *items;
    size_t n, capacity;
} Pairs;

static void add_pair(Maker *m, Pairs *out, const Item *items, size_t n, Str name)
{
    Scope *s = m->scope;
    Pair pair = {.name = name};
    if (items_find(s, items, n, name, &pair.left) &&
        items_find(s, &items[n], 1, name, &pair.right))
        *arena_push(s->arena, *out, Pair) = pair;
}

// The columns that the operand and those before it share.
static void add_natural(Maker *m, Pairs *out, const Item *items, size_t n, size_t first)
{
    Scope *s = m->scope;
    for (size_t i = first; i < s->tables.n; i++) {
        const Relation *r = s->tables.items[i].rel;
        for (size_t k = 0; k < r->n; k++) {
            bool known = r->columns[k].hidden;
            for (size_t p = 0; p < out->n; p++)
                known |= str_eq_nocase(out->items[p].name, r->columns[k].name);
            if (!known)
                add_pair(m, out, items, n, r->columns[k].name);
        }
    }
}

// --- joins ---------------------------------------------------------------------

typedef struct Items {
    Item *items;
    size_t n, capacity;
} Items;

static void add_join(Maker *m, Items *items, const SqlSource *source, size_t first,
                     size_t middle)
{
    Scope *s = m->scope;
    Item *item = &items->items[items->n - 1];
    Pairs pairs = {0};
    for (size_t i = 0; i < source->using.n; i++)
        add_pair(m, &pairs, items->items, items->n - 1, source->using.items[i]);
    if (source->natural)
        add_natural(m, &pairs, items->items, items->n - 1, middle);
    item->pairs = pairs.items;
    item->n_pairs = pairs.n;
    *arena_push(s->arena, s->joins, Join) =
        (Join){.on = source->on,
               .pairs = pairs.items,
               .n_pairs = pairs.n,
               .first = first,
               .middle = middle,
               .end = s->tables.n,
               .fills_left = source->join & JOIN_RIGHT && rule_is_on(RULE_OUTER_JOIN),
               .fills_right = source->join & JOIN_LEFT && rule_is_on(RULE_OUTER_JOIN),
               .is_outer = source->join != JOIN_PLAIN};
}

static void add_from(Maker *m, const SqlFrom *from, Items *out);

// SQLite makes a subquery of parentheses, and may read all of it.
static void read_all(Maker *m, size_t first)
{
    bool reading = m->x->reading;
    m->x->reading = false;
    for (size_t i = first; i < m->scope->tables.n; i++)
        for (size_t k = 0; k < m->scope->tables.items[i].rel->n; k++)
            infer_read(m->x, m->scope->tables.items[i].rel->columns[k].model);
    m->x->reading = reading;
}

static Item make_item(Maker *m, const SqlSource *source)
{
    Item item = {.source = source};
    const SqlSource *inner = source;
    while (inner->nested && inner->nested->n == 1)
        inner = &inner->nested->items[0]; // (t) is t
    if (inner->nested && !source->alias.ptr) {
        Items nested = {0};
        size_t first = m->scope->tables.n;
        add_from(m, inner->nested, &nested);
        read_all(m, first);
        item.nested = nested.items;
        item.n_nested = nested.n;
    } else {
        item.instance = add_table(m, inner, source->alias);
    }
    return item;
}

// The first operand of a FROM needs no parentheses, and SQLite takes them off.
static bool is_flat(const SqlSource *s, size_t i)
{
    return i == 0 && s->nested && !s->alias.ptr && !s->on && !s->using.n;
}

static void add_from(Maker *m, const SqlFrom *from, Items *out)
{
    size_t first = m->scope->tables.n;
    for (size_t i = 0; i < from->n; i++) {
        const SqlSource *source = &from->items[i];
        size_t middle = m->scope->tables.n;
        if (is_flat(source, i)) {
            add_from(m, source->nested, out);
            continue;
        }
        Item item = make_item(m, source);
        *arena_push(m->scope->arena, *out, Item) = item;
        if (i > 0)
            add_join(m, out, source, first, middle);
    }
}

void infer_make_from(Infer *x, Scope *s, const SqlFrom *from)
{
    Maker m = {x, s};
    Items items = {0};
    for (size_t i = 0; i < s->n_items; i++) // the target of an UPDATE comes first
        *arena_push(s->arena, items, Item) = s->items[i];
    add_from(&m, from, &items);
    s->items = items.items;
    s->n_items = items.n;
}

const ModelTable *infer_add_target(Infer *x, Scope *s, const SqlSource *target)
{
    Maker m = {x, s};
    Scope nowhere = {.arena = s->arena};
    Scope *parent = s->parent;
    bool reading = x->reading;
    s->parent = &nowhere; // no common table expression is written to
    x->reading = false;   // and a view's tables are not read for that
    Item *item = arena_new(x->arena, Item);
    *item = (Item){.instance = add_table(&m, target, (Str){0})};
    s->parent = parent;
    x->reading = reading;
    s->items = item;
    s->n_items = 1;
    return s->tables.items[item->instance].rel->table;
}

// --- expressions ---------------------------------------------------------------

// What table-valued functions take: a JSON and its path, a schema's names, words to look
// for; but generate_series counts.
static void walk_args(Infer *x, Scope *s, const SqlSource *source)
{
    bool counts = str_eq_nocase(source->table, S("generate_series"));
    bool lists = is_list_function(source);
    for (size_t i = 0; i < source->args.n; i++) {
        Val v = infer_expr(x, s, source->args.items[i]);
        if (counts)
            infer_count(x, v);
        else if (!lists)
            infer_text(x, v);
    }
}

static void walk_from(Infer *x, Scope *s, const SqlFrom *from)
{
    for (size_t i = 0; i < from->n; i++) {
        const SqlSource *source = &from->items[i];
        if (source->nested && !source->alias.ptr)
            walk_from(x, s, source->nested);
        walk_args(x, s, source);
        infer_condition(x, s, source->on);
    }
}

static void compare_pairs(Infer *x, Scope *s)
{
    bool reading = x->reading;
    x->reading = false; // SQLite compares them without a word
    for (size_t i = 0; i < s->joins.n; i++)
        for (size_t k = 0; k < s->joins.items[i].n_pairs; k++) {
            const Pair *p = &s->joins.items[i].pairs[k];
            infer_compare(x, infer_found(x, s, &p->left, NULL),
                          infer_found(x, s, &p->right, NULL));
        }
    x->reading = reading;
}

static bool is_zero(const Scope *s, const SqlExpr *where)
{
    bool zero = where && expr_is_zero(where);
    for (size_t i = 0; i < s->joins.n; i++) {
        const Join *j = &s->joins.items[i];
        zero |= j->on && !j->is_outer && expr_is_zero(j->on);
    }
    return zero;
}

// SQLite joins ON and WHERE with AND, and where one is a plain 0 it drops them all.
void infer_from(Infer *x, Scope *s, const SqlFrom *from, const SqlExpr *where)
{
    bool reading = x->reading;
    x->reading = reading && !is_zero(s, where);
    walk_from(x, s, from);
    compare_pairs(x, s);
    infer_condition(x, s, where);
    x->reading = reading;
}
