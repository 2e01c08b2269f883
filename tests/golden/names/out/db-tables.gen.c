// db-tables.gen.c - made by weave from schema.ts. Edit that, not this.

#include "db-tables.gen.h"

#include <string.h>

// --- table "order" ----------------------------------------------------------

static const WeaveField order_fields[] = {
    {WEAVE_READ_INT, 0, offsetof(Order, errno_), NULL},
    {WEAVE_READ_OPT_TEXT, 1, offsetof(Order, userName), NULL},
    {WEAVE_READ_END, 0, 0, NULL},
};

const WeaveRow ORDER_ROW = {
    order_fields,
    2,
    sizeof(Order),
};

// The first row, kept; zeroed if there is none.
void order_rows_one(WeaveQuery *q, WeaveArena *mem, Order *out)
{
    weave_one(q, &ORDER_ROW, mem, out);
}

OrderRows order_rows_begin(WeaveDb *db, WeaveStatement *statement)
{
    OrderRows rows;
    memset(&rows, 0, sizeof rows);
    rows.query = weave_query_rows(db, statement);
    return rows;
}

bool order_rows_next(OrderRows *rows)
{
    return weave_next(&rows->query, &ORDER_ROW, &rows->row);
}

WeaveStatus order_rows_end(OrderRows *rows)
{
    return weave_end(&rows->query);
}

// All rows, kept, in a list that lives in mem; ends the query.
WeaveStatus order_rows_all(WeaveQuery *q, WeaveArena *mem, OrderList *out)
{
    out->items = (Order *)weave_all(q, &ORDER_ROW, mem, &out->count);
    return weave_end(q);
}

// --- table "view" -----------------------------------------------------------

static const WeaveField view_fields[] = {
    {WEAVE_READ_TEXT, 0, offsetof(View, type), NULL},
    {WEAVE_READ_OPT_INT, 1, offsetof(View, default_), NULL},
    {WEAVE_READ_OPT_INT, 2, offsetof(View, int_), NULL},
    {WEAVE_READ_OPT_TEXT, 3, offsetof(View, class_), NULL},
    {WEAVE_READ_OPT_TEXT, 4, offsetof(View, n_2nd_name), NULL},
    {WEAVE_READ_END, 0, 0, NULL},
};

const WeaveRow VIEW_ROW = {
    view_fields,
    5,
    sizeof(View),
};

// The first row, kept; zeroed if there is none.
void view_rows_one(WeaveQuery *q, WeaveArena *mem, View *out)
{
    weave_one(q, &VIEW_ROW, mem, out);
}

ViewRows view_rows_begin(WeaveDb *db, WeaveStatement *statement)
{
    ViewRows rows;
    memset(&rows, 0, sizeof rows);
    rows.query = weave_query_rows(db, statement);
    return rows;
}

bool view_rows_next(ViewRows *rows)
{
    return weave_next(&rows->query, &VIEW_ROW, &rows->row);
}

WeaveStatus view_rows_end(ViewRows *rows)
{
    return weave_end(&rows->query);
}

// All rows, kept, in a list that lives in mem; ends the query.
WeaveStatus view_rows_all(WeaveQuery *q, WeaveArena *mem, ViewList *out)
{
    out->items = (View *)weave_all(q, &VIEW_ROW, mem, &out->count);
    return weave_end(q);
}
