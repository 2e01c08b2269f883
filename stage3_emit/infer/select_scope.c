// select_scope.c - the scopes of a SELECT, and whether it is an aggregate over all rows.
//
// SQLite gives an aggregate to the innermost SELECT whose FROM it refers to, so a
// subquery's count(t.a) may make an aggregate of the SELECT around it, and then a plain
// column of that is NULL where the table is empty.

#include "stage3_emit/infer/value.h"
#include "stage3_emit/sql/walk.h"

typedef struct Probe {
    Infer *x;
    const Scope *scope;
    bool refers, owns, nested;
} Probe;

static bool note_reference(void *context, const SqlExpr *e)
{
    Probe *p = context;
    p->nested |= e->select != NULL;
    p->refers |= e->kind == SQL_COLUMN;
    p->owns |= e->kind == SQL_COLUMN && scope_owns(p->scope, e);
    return false;
}

// Whether an aggregate certainly belongs to s, the innermost scope around it.
static bool belongs_to(const Scope *s, const SqlExpr *call)
{
    Probe p = {.scope = s};
    for (size_t i = 0; i < call->list.n; i++)
        sql_any(call->list.items[i], note_reference, &p);
    sql_any(call->call->filter, note_reference, &p);
    return !p.nested && (!p.refers || p.owns);
}

static bool steals(Infer *x, const Scope *parent, const SqlSelect *select);

static bool test_steals(void *context, const SqlExpr *e)
{
    Probe *p = context;
    if (e->select && steals(p->x, p->scope, e->select))
        return true;
    return call_may_be_aggregate(e) && !belongs_to(p->scope, e);
}

static bool from_steals(Infer *x, const Scope *parent, const SqlFrom *from)
{
    for (size_t i = 0; i < from->n; i++) {
        const SqlSource *s = &from->items[i];
        if ((s->select && steals(x, parent, s->select)) ||
            (s->nested && from_steals(x, parent, s->nested)))
            return true;
    }
    return false;
}

static Scope plain_scope(Infer *x, const Scope *parent, const SqlCore *core)
{
    Scope s = {.parent = parent, .core = core, .grouped = core->group.n > 0};
    scope_add_from(x->arena, x->model, &s, &core->from);
    return s;
}

// Whether an aggregate inside select may belong to a SELECT around it.
static bool steals(Infer *x, const Scope *parent, const SqlSelect *select)
{
    Scope with = scope_of_with(parent, &select->with);
    for (size_t i = 0; i < select->with.n; i++)
        if (steals(x, &with, select->with.items[i].select))
            return true;
    for (size_t i = 0; i < select->cores.n; i++) {
        const SqlCore *core = &select->cores.items[i];
        Scope s = plain_scope(x, &with, core);
        Probe p = {.x = x, .scope = &s};
        if (sql_any_in_core(core, test_steals, &p) ||
            from_steals(x, &with, &core->from))
            return true;
        for (size_t k = 0; k < select->order.n; k++)
            if (sql_any(select->order.items[k].expr, test_steals, &p))
                return true;
    }
    return false;
}

static bool test_may_be_total(void *context, const SqlExpr *e)
{
    Probe *p = context;
    return call_may_be_aggregate(e) || (e->select && steals(p->x, p->scope, e->select));
}

bool core_may_be_total(Infer *x, const Scope *s, const SqlSelect *select,
                       const SqlCore *core)
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
    const Probe *p = context;
    return call_is_aggregate(e) && belongs_to(p->scope, e);
}

bool core_is_total(const Scope *s, const SqlCore *core)
{
    Probe p = {.scope = s};
    for (size_t i = 0; !core->group.n && i < core->items.n; i++)
        if (sql_any(core->items.items[i].expr, test_total, &p))
            return true;
    return !core->group.n && sql_any(core->having, test_total, &p);
}

Scope scope_of_with(const Scope *parent, const SqlWith *with)
{
    return (Scope){.parent = parent, .with = with};
}

Scope scope_of_core(Infer *x, const Scope *parent, const SqlSelect *select,
                    const SqlCore *core)
{
    Scope s = plain_scope(x, parent, core);
    s.bare_nullable =
        core_may_be_total(x, &s, select, core) && rule_is_on(RULE_BARE_COLUMN);
    return s;
}
