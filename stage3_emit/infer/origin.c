// origin.c - where SQLite's word on the origin of a result column can be taken.

#include "stage3_emit/infer/value.h"

static bool holds(Infer *x, const Scope *parent, const SqlSelect *select);

static bool view_holds(Infer *x, const ModelTable *view)
{
    const SqlSelect *select = sql_parse_view(x->arena, view->sql);
    return select && holds(x, NULL, select);
}

static bool from_holds(Infer *x, const Scope *s, const SqlFrom *from)
{
    for (size_t i = 0; i < from->n; i++) {
        const SqlSource *source = &from->items[i];
        const Scope *where;
        const SqlCte *cte = scope_find_cte(s, source, &where);
        const ModelTable *t = cte || !source->table.ptr
                                  ? NULL
                                  : model_find_table(x->model, source->table);
        if ((source->select && !holds(x, s, source->select)) ||
            (source->nested && !from_holds(x, s, source->nested)) ||
            (cte && !holds(x, where, cte->select)) ||
            (t && t->kind == MODEL_VIEW && !view_holds(x, t)))
            return false;
    }
    return true;
}

static bool scalars_hold(Infer *x, const Scope *s, const SqlItems *items)
{
    for (size_t i = 0; i < items->n; i++) {
        const SqlExpr *e = items->items[i].expr;
        if (e && e->select && !holds(x, s, e->select))
            return false;
    }
    return true;
}

static bool holds(Infer *x, const Scope *parent, const SqlSelect *select)
{
    if (select->cores.n != 1 || x->followed++ >= INFER_MAX_FOLLOWED)
        return false;
    Scope s = scope_of_with(parent, &select->with);
    const SqlCore *core = &select->cores.items[0];
    return from_holds(x, &s, &core->from) && scalars_hold(x, &s, &core->items);
}

bool infer_origins_hold(Infer *x, const SqlStatement *s)
{
    Scope with = scope_of_with(NULL, &s->with);
    return s->verb == VERB_SELECT ? holds(x, NULL, s->select)
                                  : scalars_hold(x, &with, &s->returning);
}
