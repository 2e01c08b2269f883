// order.gen.c - made by weave from schema.ts. Edit that, not this.

#include "order.gen.h"

// --- rows of order.getByURL -------------------------------------------------

static const WeaveField order_get_by_url_fields[] = {
    {WEAVE_READ_OPT_TEXT, 0, offsetof(OrderGetByUrl, userName), NULL},
    {WEAVE_READ_INT, 1, offsetof(OrderGetByUrl, count___), NULL},
    {WEAVE_READ_OPT_INT, 2, offsetof(OrderGetByUrl, register_), NULL},
    {WEAVE_READ_END, 0, 0, NULL},
};

static const WeaveRow ORDER_GET_BY_URL_ROW = {
    order_get_by_url_fields,
    3,
    sizeof(OrderGetByUrl),
};

// The first row, kept; zeroed if there is none.
static void order_get_by_url_rows_one(WeaveQuery *q, WeaveArena *mem,
                                      OrderGetByUrl *out)
{
    weave_one(q, &ORDER_GET_BY_URL_ROW, mem, out);
}

// --- order.getByURL ---------------------------------------------------------

static WeaveStatement ORDER_GET_BY_URL_SQL = {
    "schema.ts:22 order.getByURL",
    "SELECT \"userName\", count(*), errno AS register\n"
    "FROM \"order\" WHERE errno = :errno",
    "order\0", // reads
    "",        // writes
    "",        // hides
    WEAVE_FETCH_COLUMNS,
    0,
};

WeaveStatus order_get_by_url(WeaveDb *db, int64_t errno_, WeaveArena *mem,
                             OrderGetByUrl *out)
{
    WeaveQuery q = weave_query_rows(db, &ORDER_GET_BY_URL_SQL);
    weave_bind_int(&q, 1, errno_);
    order_get_by_url_rows_one(&q, mem, out);
    return weave_end_one(&q);
}

const char *order_get_by_url_sql(void)
{
    return ORDER_GET_BY_URL_SQL.sql;
}
