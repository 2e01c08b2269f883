// db-tables.gen.c - made by weave from schema.ts. Edit that, not this.

#include "db-tables.gen.h"

#include <string.h>

// --- table "order" ----------------------------------------------------------

// The next row.
static bool order_row_read(WeaveQuery *q, Order *row)
{
    if (!weave_step(q))
        return false;
    row->errno_ = weave_read_int(q, 0);
    row->userName = weave_read_opt_text(q, 1);
    return weave_ok(q);
}

// Makes the row just read outlive its query.
static void order_row_keep(WeaveQuery *q, WeaveArena *mem, Order *row)
{
    weave_keep_text(q, mem, &row->userName);
}

// The first row, kept; zeroed if there is none.
void order_rows_one(WeaveQuery *q, WeaveArena *mem, Order *out)
{
    Order row;
    memset(out, 0, sizeof *out);
    if (!order_row_read(q, &row))
        return;
    order_row_keep(q, mem, &row);
    if (weave_ok(q))
        *out = row;
}

OrderRows order_rows_begin(WeaveDb *db, WeaveStatement *statement)
{
    OrderRows rows;
    memset(&rows, 0, sizeof rows);
    rows.query = weave_query(db, statement);
    return rows;
}

bool order_rows_next(OrderRows *rows)
{
    return order_row_read(&rows->query, &rows->row);
}

WeaveStatus order_rows_end(OrderRows *rows)
{
    return weave_end(&rows->query);
}

// All rows, kept, in a list that lives in mem; ends the query.
WeaveStatus order_rows_all(WeaveQuery *q, WeaveArena *mem, OrderList *out)
{
    Order row;
    OrderList list = {NULL, 0};
    while (order_row_read(q, &row)) {
        order_row_keep(q, mem, &row);
        void *items = weave_grow(q, mem, list.items, list.count, sizeof row);
        list.items = (Order *)items;
        if (weave_ok(q))
            list.items[list.count++] = row;
    }
    WeaveStatus status = weave_end(q);
    if (status != WEAVE_OK)
        memset(&list, 0, sizeof list);
    *out = list;
    return status;
}

// --- table "view" -----------------------------------------------------------

// The next row.
static bool view_row_read(WeaveQuery *q, View *row)
{
    if (!weave_step(q))
        return false;
    row->type = weave_read_text(q, 0);
    row->default_ = weave_read_opt_int(q, 1);
    row->int_ = weave_read_opt_int(q, 2);
    row->class_ = weave_read_opt_text(q, 3);
    row->n_2nd_name = weave_read_opt_text(q, 4);
    return weave_ok(q);
}

// Makes the row just read outlive its query.
static void view_row_keep(WeaveQuery *q, WeaveArena *mem, View *row)
{
    weave_keep_text(q, mem, &row->type);
    weave_keep_text(q, mem, &row->class_);
    weave_keep_text(q, mem, &row->n_2nd_name);
}

// The first row, kept; zeroed if there is none.
void view_rows_one(WeaveQuery *q, WeaveArena *mem, View *out)
{
    View row;
    memset(out, 0, sizeof *out);
    if (!view_row_read(q, &row))
        return;
    view_row_keep(q, mem, &row);
    if (weave_ok(q))
        *out = row;
}

ViewRows view_rows_begin(WeaveDb *db, WeaveStatement *statement)
{
    ViewRows rows;
    memset(&rows, 0, sizeof rows);
    rows.query = weave_query(db, statement);
    return rows;
}

bool view_rows_next(ViewRows *rows)
{
    return view_row_read(&rows->query, &rows->row);
}

WeaveStatus view_rows_end(ViewRows *rows)
{
    return weave_end(&rows->query);
}

// All rows, kept, in a list that lives in mem; ends the query.
WeaveStatus view_rows_all(WeaveQuery *q, WeaveArena *mem, ViewList *out)
{
    View row;
    ViewList list = {NULL, 0};
    while (view_row_read(q, &row)) {
        view_row_keep(q, mem, &row);
        void *items = weave_grow(q, mem, list.items, list.count, sizeof row);
        list.items = (View *)items;
        if (weave_ok(q))
            list.items[list.count++] = row;
    }
    WeaveStatus status = weave_end(q);
    if (status != WEAVE_OK)
        memset(&list, 0, sizeof list);
    *out = list;
    return status;
}
