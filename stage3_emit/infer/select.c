// select.c - SELECT: every expression of it walked once, and what it gives.

#include "stage3_emit/infer/value.h"

// --- FROM ----------------------------------------------------------------------

// A subquery of FROM does not see its neighbours, only what stands around the SELECT.
static void walk_from(Infer *x, const Scope *outside, const Scope *s,
                      const SqlFrom *from)
{
    for (size_t i = 0; i < from->n; i++) {
        const SqlSource *source = &from->items[i];
        if (source->select)
            infer_select(x, outside, source->select);
        if (source->nested)
            walk_from(x, outside, s, source->nested);
        infer_exprs(x, s, &source->args);
        infer_expr(x, s, source->on);
    }
}

void infer_from(Infer *x, const Scope *s, const SqlFrom *from)
{
    walk_from(x, s->parent, s, from);
}

// --- result lists --------------------------------------------------------------

static void add_columns(Infer *x, const Scope *s, const Instance *i, Vals *out)
{
    if (instance_is_opaque(i) || s->merged) {
        out->unknown = true;
        return;
    }
    for (size_t k = 0; k < i->table->n_columns; k++) {
        const ModelColumn *c = &i->table->columns[k];
        if (c->hidden)
            continue;
        bool nullable = !c->not_null || i->nullable || s->bare_nullable ||
                        i->table->kind != MODEL_TABLE;
        *arena_push(x->arena, *out, Val) = val_of_column(NULL, c, nullable);
    }
}

static void add_star(Infer *x, const Scope *s, Str star_of, Vals *out)
{
    bool any = false;
    for (size_t i = 0; i < s->n && !out->unknown; i++) {
        if (star_of.ptr && (any || !str_eq_nocase(s->items[i].name, star_of)))
            continue;
        any = true;
        add_columns(x, s, &s->items[i], out);
    }
    out->unknown |= !any;
}

Vals infer_items(Infer *x, const Scope *s, const SqlItems *items)
{
    Vals v = {0};
    for (size_t i = 0; i < items->n; i++) {
        const SqlItem *item = &items->items[i];
        Val value = item->expr ? infer_expr(x, s, item->expr) : val_any(NULL, true);
        if (item->expr && !v.unknown)
            *arena_push(x->arena, v, Val) = value;
        else if (!item->expr && !v.unknown)
            add_star(x, s, item->star_of, &v);
    }
    return v;
}

// --- cores ---------------------------------------------------------------------

static void merge(Infer *x, Vals *all, const Vals *more)
{
    all->unknown |= more->unknown;
    for (size_t i = 0; i < all->n && i < more->n && rule_is_on(RULE_UNION_ARMS); i++)
        all->items[i] = val_merge(x, more->items[i], all->items[i]);
    if (all->n > more->n)
        all->n = more->n;
}

static Vals walk_values(Infer *x, const Scope *s, const SqlCore *core)
{
    Vals all = {0};
    for (size_t i = 0; i < core->n_rows; i++) {
        Vals row = {0};
        for (size_t k = 0; k < core->rows[i].n; k++)
            *arena_push(x->arena, row, Val) = infer_expr(x, s, core->rows[i].items[k]);
        if (i == 0)
            all = row;
        else
            merge(x, &all, &row);
    }
    return all;
}

static Vals walk_core(Infer *x, const Scope *s, const SqlCore *core)
{
    if (core->n_rows)
        return walk_values(x, s, core);
    infer_from(x, s, &core->from);
    Vals v = infer_items(x, s, &core->items);
    infer_expr(x, s, core->where);
    infer_exprs(x, s, &core->group);
    infer_expr(x, s, core->having);
    for (size_t i = 0; i < core->n_windows; i++)
        infer_window(x, s, &core->windows[i]);
    return v;
}

static void walk_order(Infer *x, const Scope *s, const SqlOrders *order)
{
    for (size_t i = 0; i < order->n; i++)
        infer_expr(x, s, order->items[i].expr);
}

void infer_with(Infer *x, const Scope *with)
{
    for (size_t i = 0; i < with->with->n; i++)
        infer_select(x, with, with->with->items[i].select);
}

Vals infer_select(Infer *x, const Scope *parent, const SqlSelect *select)
{
    Scope with = scope_of_with(parent, &select->with);
    infer_with(x, &with);
    Vals all = {0};
    for (size_t i = 0; i < select->cores.n; i++) {
        const SqlCore *core = &select->cores.items[i];
        Scope s = scope_of_core(x, &with, select, core);
        Vals v = walk_core(x, &s, core);
        if (i == 0)
            all = v;
        else
            merge(x, &all, &v);
        if (select->cores.n == 1)
            walk_order(x, &s, &select->order);
    }
    if (select->cores.n > 1)
        walk_order(x, &with, &select->order);
    infer_integer(x, infer_expr(x, &with, select->limit));
    infer_integer(x, infer_expr(x, &with, select->offset));
    return all;
}
