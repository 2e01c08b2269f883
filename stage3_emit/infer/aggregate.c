// aggregate.c - whether a SELECT is an aggregate over all its rows.
//
// SQLite gives an aggregate to the innermost SELECT whose FROM it refers to, so a
// subquery's count(t.a) may make an aggregate of the SELECT around it, and then a plain
// column of that is NULL where the table is empty.

#include "stage3_emit/infer/value.h"
#include "stage3_emit/sql/walk.h"

// The SELECTs between an expression and the scope that may own its aggregates.
typedef struct Inside {
    const SqlCore *core;
    const struct Inside *outer;
} Inside;

typedef struct Probe {
    Infer *x;
    Scope *scope;
    const Inside *inside;
    bool refers, owns, nested;
} Probe;

// --- belonging -----------------------------------------------------------------

static bool source_has(Probe *p, const SqlSource *source, Str name, int depth);

static bool select_has(Probe *p, const SqlSelect *select, Str name, int depth)
{
    const SqlCore *core = &select->cores.items[0];
    for (size_t i = 0; i < core->items.n; i++) {
        const SqlItem *item = &core->items.items[i];
        bool plain = item->expr && item->expr->kind == SQL_COLUMN && !item->alias.ptr;
        if (str_eq_nocase(plain ? item->expr->name : item->alias, name))
            return true;
        for (size_t k = 0; !item->expr && k < core->from.n; k++)
            if (source_has(p, &core->from.items[k], name, depth + 1))
                return true;
    }
    return false;
}

static bool source_has(Probe *p, const SqlSource *source, Str name, int depth)
{
    size_t index;
    if (depth > 8)
        return false;
    if (source->select)
        return select_has(p, source->select, name, depth);
    for (size_t i = 0; source->nested && i < source->nested->n; i++)
        if (source_has(p, &source->nested->items[i], name, depth + 1))
            return true;
    With *with = scope_find_cte(p->scope, source, &index);
    if (with) {
        const SqlCte *cte = &with->sql->items[index];
        for (size_t i = 0; i < cte->columns.n; i++)
            if (str_eq_nocase(cte->columns.items[i], name))
                return true;
        return !cte->columns.n && select_has(p, cte->select, name, depth + 1);
    }
    const ModelTable *t =
        source->table.ptr ? model_find_table(p->x->model, source->table) : NULL;
    if (!t && source->table.ptr)
        t = model_find_function(p->x->model, source->table);
    return t && model_find_column(t, name);
}

// Whether the name surely means something of a SELECT in between.
static bool is_inside(Probe *p, const SqlExpr *column)
{
    for (const Inside *in = p->inside; in; in = in->outer)
        for (size_t i = 0; i < in->core->from.n; i++) {
            const SqlSource *s = &in->core->from.items[i];
            Str name = s->alias.ptr ? s->alias : s->table;
            if (column->table.ptr ? str_eq_nocase(name, column->table)
                                  : source_has(p, s, column->name, 0))
                return true;
        }
    return false;
}

static bool note_reference(void *context, const SqlExpr *e)
{
    Probe *p = context;
    p->nested |= e->select != NULL;
    p->refers |= e->kind == SQL_COLUMN;
    p->owns |= e->kind == SQL_COLUMN && !is_inside(p, e) && scope_owns(p->scope, e);
    return false;
}

static Probe look_at(const Probe *from, const SqlExpr *call)
{
    Probe p = {from->x, from->scope, from->inside, false, false, false};
    for (size_t i = 0; i < call->list.n; i++)
        sql_any(call->list.items[i], note_reference, &p);
    sql_any(call->call->filter, note_reference, &p);
    return p;
}

// --- subqueries ----------------------------------------------------------------

static bool steals(Probe *p, const SqlSelect *select);

static bool test_steals(void *context, const SqlExpr *e)
{
    Probe *p = context;
    if (e->select && steals(p, e->select))
        return true;
    if (!call_may_be_aggregate(e))
        return false;
    Probe of = look_at(p, e);
    return of.owns || of.nested;
}

static bool from_steals(Probe *p, const SqlFrom *from)
{
    for (size_t i = 0; i < from->n; i++) {
        const SqlSource *s = &from->items[i];
        if ((s->select && steals(p, s->select)) ||
            (s->nested && from_steals(p, s->nested)))
            return true;
    }
    return false;
}

// Whether an aggregate inside select may belong to the scope around it.
static bool steals(Probe *p, const SqlSelect *select)
{
    for (size_t i = 0; i < select->with.n; i++)
        if (steals(p, select->with.items[i].select))
            return true;
    for (size_t i = 0; i < select->cores.n; i++) {
        Inside here = {&select->cores.items[i], p->inside};
        Probe inner = {p->x, p->scope, &here, false, false, false};
        if (sql_any_in_core(here.core, test_steals, &inner) ||
            from_steals(&inner, &here.core->from))
            return true;
        for (size_t k = 0; k < select->order.n; k++)
            if (sql_any(select->order.items[k].expr, test_steals, &inner))
                return true;
    }
    return false;
}

// --- cores ---------------------------------------------------------------------

static bool test_may_be_total(void *context, const SqlExpr *e)
{
    return call_may_be_aggregate(e) || (e->select && steals(context, e->select));
}

bool core_may_be_total(Infer *x, Scope *s, const SqlSelect *select, const SqlCore *core)
{
    Probe p = {.x = x, .scope = s};
    if (core->group.n)
        return false;
    if (core->having)
        return true;
    for (size_t i = 0; i < core->items.n; i++)
        if (sql_any(core->items.items[i].expr, test_may_be_total, &p))
            return true;
    for (size_t i = 0; i < select->order.n; i++)
        if (sql_any(select->order.items[i].expr, test_may_be_total, &p))
            return true;
    return false;
}

static bool test_total(void *context, const SqlExpr *e)
{
    if (!call_is_aggregate(e))
        return false;
    Probe of = look_at(context, e);
    return !of.nested && (!of.refers || of.owns);
}

bool core_is_total(Scope *s, const SqlCore *core)
{
    Probe p = {.scope = s};
    for (size_t i = 0; !core->group.n && i < core->items.n; i++)
        if (sql_any(core->items.items[i].expr, test_total, &p))
            return true;
    return !core->group.n && sql_any(core->having, test_total, &p);
}
