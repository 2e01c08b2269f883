// walk.c - questions about every part of an expression.

#include "stage3_emit/sql/walk.h"

static bool any_of(const SqlExprs *list, SqlTest test, void *context)
{
    for (size_t i = 0; i < list->n; i++)
        if (sql_any(list->items[i], test, context))
            return true;
    return false;
}

static bool any_order(const SqlOrders *orders, SqlTest test, void *context)
{
    for (size_t i = 0; i < orders->n; i++)
        if (sql_any(orders->items[i].expr, test, context))
            return true;
    return false;
}

static bool any_in_window(const SqlWindow *w, SqlTest test, void *context)
{
    return any_of(&w->partition, test, context) ||
           any_order(&w->order, test, context) ||
           sql_any(w->start.expr, test, context) || sql_any(w->end.expr, test, context);
}

static bool any_in_call(const SqlCall *call, SqlTest test, void *context)
{
    return any_order(&call->order, test, context) ||
           sql_any(call->filter, test, context) ||
           (call->over && any_in_window(call->over, test, context));
}

bool sql_any(const SqlExpr *e, SqlTest test, void *context)
{
    if (!e)
        return false;
    return test(context, e) || sql_any(e->left, test, context) ||
           sql_any(e->right, test, context) || sql_any(e->third, test, context) ||
           any_of(&e->list, test, context) ||
           (e->call && any_in_call(e->call, test, context));
}

static bool any_in_from(const SqlFrom *from, SqlTest test, void *context)
{
    for (size_t i = 0; i < from->n; i++) {
        const SqlSource *s = &from->items[i];
        if (sql_any(s->on, test, context) || any_of(&s->args, test, context) ||
            (s->nested && any_in_from(s->nested, test, context)))
            return true;
    }
    return false;
}

bool sql_any_in_core(const SqlCore *core, SqlTest test, void *context)
{
    for (size_t i = 0; i < core->n_rows; i++)
        if (any_of(&core->rows[i], test, context))
            return true;
    for (size_t i = 0; i < core->items.n; i++)
        if (sql_any(core->items.items[i].expr, test, context))
            return true;
    for (size_t i = 0; i < core->n_windows; i++)
        if (any_in_window(&core->windows[i], test, context))
            return true;
    return any_in_from(&core->from, test, context) ||
           sql_any(core->where, test, context) || any_of(&core->group, test, context) ||
           sql_any(core->having, test, context);
}

void sql_each_term(const SqlExpr *e, void (*each)(void *context, const SqlExpr *e),
                   void *context)
{
    if (!e)
        return;
    if (e->kind == SQL_BINARY && e->op == OP_AND) {
        sql_each_term(e->left, each, context);
        sql_each_term(e->right, each, context);
    } else {
        each(context, e);
    }
}
