// statement.c - the statements that write: what goes into which column.

#include "stage3_emit/infer/value.h"

static const ModelColumn *find_column(const ModelTable *t, Str name)
{
    const ModelColumn *c = t ? model_find_column(t, name) : NULL;
    if (c || !t || !str_eq_nocase(name, S("rowid")))
        return c;
    for (size_t i = 0; i < t->n_columns; i++)
        if (t->columns[i].rowid_alias)
            return &t->columns[i];
    return NULL;
}

// --- SET -----------------------------------------------------------------------

static void walk_set(Infer *x, const Scope *s, const ModelTable *target,
                     const SqlSet *set)
{
    Vals values = {0};
    const SqlExpr *e = set->value;
    if (set->columns.n == 1)
        *arena_push(x->arena, values, Val) = infer_expr(x, s, e);
    else if (e->kind == SQL_SUBQUERY)
        values = infer_select(x, s, e->select);
    else
        for (size_t i = 0; i < e->list.n; i++)
            *arena_push(x->arena, values, Val) = infer_expr(x, s, e->list.items[i]);
    for (size_t i = 0; i < values.n && i < set->columns.n; i++) {
        const ModelColumn *c = find_column(target, set->columns.items[i]);
        if (c)
            infer_assign(x, values.items[i], c);
    }
}

static void walk_sets(Infer *x, const Scope *s, const ModelTable *target,
                      const SqlSets *sets)
{
    for (size_t i = 0; i < sets->n; i++)
        walk_set(x, s, target, &sets->items[i]);
}

// --- INSERT --------------------------------------------------------------------

static void insert_value(Infer *x, Val v, const ModelColumn *c)
{
    if (!c)
        return;
    infer_assign(x, v, c);
    if (c->rowid_alias) // NULL: SQLite chooses
        infer_nullable(x, v.params);
}

static void insert_values(Infer *x, const SqlStatement *s, const ModelTable *target,
                          const Vals *values)
{
    if (s->columns.n) {
        for (size_t i = 0; i < s->columns.n && i < values->n; i++)
            insert_value(x, values->items[i], find_column(target, s->columns.items[i]));
        return;
    }
    for (size_t i = 0, k = 0; target && i < target->n_columns && k < values->n; i++)
        if (!target->columns[i].hidden && !target->columns[i].generated)
            insert_value(x, values->items[k++], &target->columns[i]);
}

static void walk_upsert(Infer *x, const Scope *s, const ModelTable *target,
                        const SqlUpsert *u)
{
    for (size_t i = 0; i < u->target.n; i++)
        infer_expr(x, s, u->target.items[i].expr);
    infer_expr(x, s, u->target_where);
    walk_sets(x, s, target, &u->sets);
    infer_expr(x, s, u->where);
}

static Vals walk_insert(Infer *x, const Scope *with, const SqlStatement *s)
{
    Scope scope = {.parent = with};
    const ModelTable *target = scope_add_target(x->arena, x->model, &scope, &s->target);
    if (s->select) {
        Vals values = infer_select(x, with, s->select);
        insert_values(x, s, target, &values);
    }
    Scope upsert = {.parent = with};
    scope_add_target(x->arena, x->model, &upsert, &s->target);
    *arena_push(x->arena, upsert, Instance) =
        (Instance){.name = S("excluded"), .table = target, .by_name_only = true};
    for (size_t i = 0; i < s->upserts.n; i++)
        walk_upsert(x, &upsert, target, &s->upserts.items[i]);
    return infer_items(x, &scope, &s->returning);
}

// --- UPDATE, DELETE ------------------------------------------------------------

static Vals walk_change(Infer *x, const Scope *with, const SqlStatement *s)
{
    Scope scope = {.parent = with}, returning = {.parent = with};
    const ModelTable *target = scope_add_target(x->arena, x->model, &scope, &s->target);
    scope_add_target(x->arena, x->model, &returning, &s->target);
    scope_add_from(x->arena, x->model, &scope, &s->from);
    infer_from(x, &scope, &s->from);
    walk_sets(x, &scope, target, &s->sets);
    infer_expr(x, &scope, s->where);
    for (size_t i = 0; i < s->order.n; i++)
        infer_expr(x, &scope, s->order.items[i].expr);
    infer_integer(x, infer_expr(x, &scope, s->limit));
    infer_integer(x, infer_expr(x, &scope, s->offset));
    return infer_items(x, &returning, &s->returning);
}

Vals infer_statement(Infer *x, const SqlStatement *s)
{
    if (s->verb == VERB_SELECT)
        return infer_select(x, NULL, s->select);
    Scope with = scope_of_with(NULL, &s->with);
    infer_with(x, &with);
    return s->verb == VERB_INSERT ? walk_insert(x, &with, s) : walk_change(x, &with, s);
}
