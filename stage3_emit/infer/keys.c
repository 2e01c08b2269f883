// keys.c - what makes the rows of a SELECT unique: the columns of GROUP BY, all of a
// DISTINCT, or a key of a table that fixes all the others.

#include "stage3_emit/infer/value.h"

typedef struct KeyList {
    RelKey *items;
    size_t n, capacity;
} KeyList;

static bool find_output(const Relation *r, Part part, size_t *out)
{
    for (*out = 0; *out < r->n; ++*out) {
        const Part *p = r->columns[*out].part;
        if (p && p->instance == part.instance && p->column == part.column)
            return true;
    }
    return false;
}

// --- GROUP BY, DISTINCT ----------------------------------------------------------

static bool number_of(const SqlExpr *e, size_t *out)
{
    *out = 0;
    for (size_t i = 0; e->kind == SQL_INTEGER && i < e->text.len && *out < 10000; i++)
        *out = *out * 10 + (size_t)(e->text.ptr[i] - '0');
    return e->kind == SQL_INTEGER;
}

// The result column that a term of GROUP BY is.
static bool grouped_output(const Core *c, const SqlExpr *e, size_t *out)
{
    Found found;
    bool stars = false;
    for (size_t i = 0; i < c->core->items.n; i++)
        stars |= !c->core->items.items[i].expr;
    if (number_of(e, out))
        return !stars && *out > 0 && (*out)-- <= c->result->n;
    if (e->kind != SQL_COLUMN || !scope_find(c->scope, e, &found) ||
        found.scope != c->scope)
        return false;
    if (found.n)
        return found.n == 1 && find_output(c->result, found.parts[0], out);
    for (*out = 0; !stars && *out < c->core->items.n; ++*out)
        if (c->core->items.items[*out].expr == found.alias)
            return true;
    return false;
}

static void add_key(Infer *x, KeyList *keys, const Core *c, const size_t *columns,
                    size_t n)
{
    Str *collations = arena_many(x->arena, Str, n);
    for (size_t i = 0; i < n; i++) {
        Str s = c->result->columns[columns[i]].val.collation;
        if (str_is(s, "?"))
            return;
        collations[i] = s.len ? s : S("BINARY");
    }
    *arena_push(x->arena, *keys, RelKey) = (RelKey){.columns = columns,
                                                    .collations = collations,
                                                    .n = n,
                                                    .not_null = true,
                                                    .what = "a key"};
}

static void add_group(Infer *x, KeyList *keys, const Core *c)
{
    const SqlExprs *group = &c->core->group;
    size_t *columns = arena_many(x->arena, size_t, group->n);
    for (size_t i = 0; i < group->n; i++)
        if (!grouped_output(c, group->items[i], &columns[i]))
            return;
    add_key(x, keys, c, columns, group->n);
}

static void add_distinct(Infer *x, KeyList *keys, const Core *c)
{
    size_t *columns = arena_many(x->arena, size_t, c->result->n);
    for (size_t i = 0; i < c->result->n; i++)
        columns[i] = i;
    if (c->result->n)
        add_key(x, keys, c, columns, c->result->n);
}

// --- tables --------------------------------------------------------------------

static bool fixes_all(Infer *x, const Core *c, size_t instance)
{
    Str why;
    Fixer *f = fix_new(x, c->scope);
    fix_read(f, c->core->where);
    fix_assume(f, instance);
    return fix_all(f, &why);
}

static void add_keys_of(Infer *x, KeyList *keys, const Core *c, size_t instance)
{
    const Relation *rel = c->scope->tables.items[instance].rel;
    bool asked = false, fixes = false;
    for (size_t k = 0; k < rel->n_keys; k++) {
        RelKey key = rel->keys[k];
        size_t *columns = arena_many(x->arena, size_t, key.n);
        bool shown = !key.where;
        for (size_t i = 0; shown && i < key.n; i++)
            shown =
                find_output(c->result, (Part){instance, key.columns[i]}, &columns[i]);
        if (!shown)
            continue;
        if (!asked)
            fixes = fixes_all(x, c, instance);
        asked = true;
        key.columns = columns;
        if (fixes)
            *arena_push(x->arena, *keys, RelKey) = key;
    }
}

void infer_keys(Infer *x, const Core *c, Relation *out)
{
    KeyList keys = {0};
    if (out->rows != ROWS_MANY)
        return;
    if (c->core->group.n)
        add_group(x, &keys, c);
    if (c->core->distinct)
        add_distinct(x, &keys, c);
    for (size_t i = 0; !c->core->group.n && i < c->scope->tables.n; i++)
        if (!scope_fills(c->scope, i))
            add_keys_of(x, &keys, c, i);
    out->keys = keys.items;
    out->n_keys = keys.n;
}
