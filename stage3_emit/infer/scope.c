// scope.c - which column a name in an expression means.

#include "stage3_emit/infer/scope.h"

bool scope_fills(const Scope *s, size_t i)
{
    for (size_t k = 0; k < s->joins.n; k++) {
        const Join *j = &s->joins.items[k];
        if ((j->fills_left && i >= j->first && i < j->middle) ||
            (j->fills_right && i >= j->middle && i < j->end))
            return true;
    }
    return false;
}

With *scope_find_cte(Scope *s, const SqlSource *source, size_t *index)
{
    if (source->schema.ptr || !source->table.ptr)
        return NULL;
    for (; s; s = s->parent)
        for (*index = 0; s->with && *index < s->with->sql->n; ++*index)
            if (str_eq_nocase(s->with->sql->items[*index].name, source->table))
                return s->with;
    return NULL;
}

// --- parts ---------------------------------------------------------------------

static Found found_one(Scope *s, size_t instance, size_t column)
{
    Part *part = arena_new(s->arena, Part);
    *part = (Part){instance, column};
    return (Found){.scope = s, .parts = part, .n = 1};
}

static Found found_both(const Found *a, const Found *b)
{
    Part *parts = arena_many(a->scope->arena, Part, a->n + b->n);
    for (size_t i = 0; i < a->n + b->n; i++)
        parts[i] = i < a->n ? a->parts[i] : b->parts[i - a->n];
    return (Found){.scope = a->scope, .parts = parts, .n = a->n + b->n};
}

// --- names without a table -----------------------------------------------------

static bool is_pair(const Item *item, Str name)
{
    for (size_t i = 0; i < item->n_pairs; i++)
        if (str_eq_nocase(item->pairs[i].name, name))
            return true;
    return false;
}

static bool is_merged_inside(const Item *item, Str name)
{
    bool pair = false;
    for (size_t i = 0; i < item->n_nested; i++)
        pair |=
            is_pair(&item->nested[i], name) || is_merged_inside(&item->nested[i], name);
    return pair;
}

// As SQLite does it: of what USING merges, an inner or LEFT JOIN takes the first, a RIGHT
// JOIN the last, a FULL JOIN whichever is there.
static void add_found(Found *out, const Found *hit, const Item *item, Str name)
{
    SqlJoin join = item->source ? item->source->join : JOIN_PLAIN;
    if (out->n == 0)
        *out = *hit;
    else if (!is_pair(item, name) || !(join & JOIN_RIGHT))
        return;
    else if (!(join & JOIN_LEFT) || !rule_is_on(RULE_USING_COALESCE))
        *out = *hit;
    else
        *out = found_both(out, hit);
}

// Of parentheses within the operand, the one column that a USING in them makes, or all.
static void item_find(Scope *s, const Item *operand, const Item *item, Str name,
                      Found *out)
{
    Found hit;
    size_t column;
    if (item->nested && !is_merged_inside(item, name)) {
        for (size_t i = 0; i < item->n_nested; i++)
            item_find(s, operand, &item->nested[i], name, out);
        return;
    }
    if (item->nested) {
        if (items_find(s, item->nested, item->n_nested, name, &hit))
            add_found(out, &hit, operand, name);
        return;
    }
    const Instance *t = &s->tables.items[item->instance];
    if (t->by_name_only || !relation_find(t->rel, name, &column))
        return;
    hit = found_one(s, item->instance, column);
    add_found(out, &hit, operand, name);
}

bool items_find(Scope *s, const Item *items, size_t n, Str name, Found *out)
{
    out->n = 0;
    for (size_t i = 0; i < n; i++)
        item_find(s, &items[i], &items[i], name, out);
    return out->n > 0;
}

// --- names with a table --------------------------------------------------------

static bool is_rowid_name(Str name)
{
    return str_eq_nocase(name, S("rowid")) || str_eq_nocase(name, S("oid")) ||
           str_eq_nocase(name, S("_rowid_"));
}

static bool find_rowid(Scope *s, size_t instance, Str name, Found *out)
{
    const Relation *r = s->tables.items[instance].rel;
    size_t column = COLUMN_ROWID;
    if (!is_rowid_name(name) || !r->has_rowid)
        return false;
    for (size_t i = 0; i < r->n; i++)
        if (r->columns[i].model && r->columns[i].model->rowid_alias)
            column = i;
    *out = found_one(s, instance, column);
    return true;
}

typedef enum Lookup {
    LOOKUP_NOTHING, // look further outside
    LOOKUP_UNSURE,  // it may be a column of something unknown
    LOOKUP_FOUND,
} Lookup;

static Lookup find_qualified(Scope *s, const SqlExpr *e, Found *out)
{
    bool unsure = false;
    for (size_t i = 0; i < s->tables.n; i++) {
        const Instance *t = &s->tables.items[i];
        size_t column;
        if (!str_eq_nocase(t->name, e->table))
            continue;
        unsure |= t->rel->unknown;
        if (relation_find(t->rel, e->name, &column)) {
            *out = found_one(s, i, column);
            return LOOKUP_FOUND;
        }
        if (find_rowid(s, i, e->name, out))
            return LOOKUP_FOUND;
    }
    return unsure ? LOOKUP_UNSURE : LOOKUP_NOTHING;
}

static const SqlExpr *find_alias(const Scope *s, Str name)
{
    for (size_t i = 0; s->core && s->aliases && i < s->core->items.n; i++)
        if (str_eq_nocase(s->core->items.items[i].alias, name))
            return s->core->items.items[i].expr;
    return NULL;
}

// The one operand with a rowid: SQLite looks past parenthesised joins and past what has
// none.
static const Item *only_table(const Scope *s)
{
    const Item *only = NULL;
    for (size_t i = 0; i < s->n_items; i++) {
        if (s->items[i].nested || !s->tables.items[s->items[i].instance].rel->has_rowid)
            continue;
        if (only)
            return NULL;
        only = &s->items[i];
    }
    return only;
}

static Lookup find_bare(Scope *s, const SqlExpr *e, Found *out)
{
    if (items_find(s, s->items, s->n_items, e->name, out))
        return LOOKUP_FOUND;
    for (size_t i = 0; i < s->tables.n; i++)
        if (s->tables.items[i].rel->unknown)
            return LOOKUP_UNSURE;
    const Item *only = only_table(s);
    if (only && find_rowid(s, only->instance, e->name, out))
        return LOOKUP_FOUND;
    const SqlExpr *alias = find_alias(s, e->name);
    *out = (Found){.scope = s, .alias = alias};
    return alias ? LOOKUP_FOUND : LOOKUP_NOTHING;
}

bool scope_find(Scope *s, const SqlExpr *e, Found *out)
{
    Scope *inside = s;
    for (; s; s = s->parent) {
        Lookup l = e->table.ptr ? find_qualified(s, e, out) : find_bare(s, e, out);
        if (l != LOOKUP_NOTHING && s != inside)
            s->n_inner++;
        if (l != LOOKUP_NOTHING)
            return l == LOOKUP_FOUND;
    }
    return false;
}

bool scope_owns(Scope *s, const SqlExpr *e)
{
    Found found;
    return (e->table.ptr ? find_qualified(s, e, &found) : find_bare(s, e, &found)) ==
               LOOKUP_FOUND &&
           found.n > 0;
}

// --- stars ---------------------------------------------------------------------

static void add_star(Scope *s, Stars *out, Str name, Found found, bool bare)
{
    *arena_push(s->arena, *out, Star) = (Star){name, found, bare};
}

// "*" leaves out the column that USING has on the left already.
static void star_of_instance(Scope *s, const Item *item, bool whole, Stars *out)
{
    const Instance *t = &s->tables.items[item->instance];
    out->unknown |= t->rel->unknown;
    for (size_t i = 0; i < t->rel->n; i++)
        if (!t->rel->columns[i].hidden &&
            (whole || !is_pair(item, t->rel->columns[i].name)))
            add_star(s, out, t->rel->columns[i].name, found_one(s, item->instance, i),
                     false);
}

// Whether a USING behind i merges the column, and a RIGHT or FULL JOIN stands there.
static bool is_merged_later(const Item *items, size_t n, size_t i, Str name)
{
    bool pair = false, right = false;
    for (size_t k = i + 1; k < n; k++) {
        pair |= is_pair(&items[k], name);
        right |= items[k].source && (items[k].source->join & JOIN_RIGHT);
    }
    return pair && right;
}

static void star_of_items(Scope *s, const Item *items, size_t n, Stars *out);

// A JOIN (b JOIN c USING (x)): SQLite has columns of its own order there.
static void star_of_nested(Scope *s, const Item *item, Stars *out)
{
    Stars inner = {0};
    star_of_items(s, item->nested, item->n_nested, &inner);
    out->unknown |= inner.unknown;
    for (size_t i = 0; i < item->n_nested; i++)
        out->unknown |= item->nested[i].n_pairs > 0;
    for (size_t i = 0; i < inner.n; i++)
        if (!is_pair(item, inner.items[i].name))
            *arena_push(s->arena, *out, Star) = inner.items[i];
}

// What a RIGHT or FULL JOIN further on merges is not the table's column any more.
static void merge_stars(Scope *s, const Item *items, size_t n, size_t i, size_t first,
                        Stars *out)
{
    for (size_t k = first; k < out->n; k++) {
        Found found;
        if (is_merged_later(items, n, i, out->items[k].name) &&
            items_find(s, items, n, out->items[k].name, &found)) {
            out->items[k].bare = true;
            out->items[k].found = found;
        }
    }
}

static void star_of_items(Scope *s, const Item *items, size_t n, Stars *out)
{
    for (size_t i = 0; i < n; i++) {
        size_t first = out->n;
        if (items[i].nested)
            star_of_nested(s, &items[i], out);
        else
            star_of_instance(s, &items[i], false, out);
        merge_stars(s, items, n, i, first, out);
    }
}

// The operand of the FROM that is the instance; n if it stands in parentheses.
static size_t item_of(const Scope *s, size_t instance)
{
    size_t i = 0;
    while (i < s->n_items && (s->items[i].nested || s->items[i].instance != instance))
        i++;
    return i;
}

Stars scope_stars(Scope *s, Str star_of)
{
    Stars out = {0};
    if (!star_of.ptr) {
        star_of_items(s, s->items, s->n_items, &out);
        return out;
    }
    for (size_t i = 0; i < s->tables.n; i++)
        if (str_eq_nocase(s->tables.items[i].name, star_of)) {
            Item item = {.instance = i};
            star_of_instance(s, &item, true, &out);
            merge_stars(s, s->items, s->n_items, item_of(s, i), 0, &out);
            return out;
        }
    out.unknown = true;
    return out;
}
