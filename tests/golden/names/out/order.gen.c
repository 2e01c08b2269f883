// order.gen.c - made by weave from schema.ts. Edit that, not this.

#include "order.gen.h"

#include <string.h>

// --- rows of order.getByURL -------------------------------------------------

// The next row.
static bool order_get_by_url_row_read(WeaveQuery *q, OrderGetByUrl *row)
{
    if (!weave_step(q))
        return false;
    row->userName = weave_read_opt_text(q, 0);
    row->count___ = weave_read_int(q, 1);
    row->register_ = weave_read_opt_int(q, 2);
    return weave_ok(q);
}

// Makes the row just read outlive its query.
static void order_get_by_url_row_keep(WeaveQuery *q, WeaveArena *mem,
                                      OrderGetByUrl *row)
{
    weave_keep_text(q, mem, &row->userName);
}

// The first row, kept; zeroed if there is none.
static void order_get_by_url_rows_one(WeaveQuery *q, WeaveArena *mem,
                                      OrderGetByUrl *out)
{
    OrderGetByUrl row;
    memset(out, 0, sizeof *out);
    if (!order_get_by_url_row_read(q, &row))
        return;
    order_get_by_url_row_keep(q, mem, &row);
    if (weave_ok(q))
        *out = row;
}

// --- order.getByURL ---------------------------------------------------------

static WeaveStatement ORDER_GET_BY_URL_SQL = {
    "schema.ts:22 order.getByURL",
    "SELECT \"userName\", count(*), errno AS register\n"
    "FROM \"order\" WHERE errno = :errno",
    "order\0", // reads
    "",        // writes
    "",        // hides
    0,
};

WeaveStatus order_get_by_url(WeaveDb *db, int64_t errno_, WeaveArena *mem,
                             OrderGetByUrl *out)
{
    WeaveQuery q = weave_query(db, &ORDER_GET_BY_URL_SQL);
    weave_bind_int(&q, 1, errno_);
    order_get_by_url_rows_one(&q, mem, out);
    return weave_end_one(&q);
}

const char *order_get_by_url_sql(void)
{
    return ORDER_GET_BY_URL_SQL.sql;
}
