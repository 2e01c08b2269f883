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

// --- what is written to table "order" ---------------------------------------

static void order_new_bind(WeaveQuery *q, const OrderNew *row)
{
    weave_bind_opt_int(q, 1, row->errno_);
    weave_bind_opt_text(q, 2, row->userName);
}

static void order_patch_bind(WeaveQuery *q, const OrderPatch *patch)
{
    weave_bind_bool(q, 1, patch->null.userName);
    weave_bind_opt_text(q, 2, patch->userName);
}

// --- order.get --------------------------------------------------------------

static WeaveStatement ORDER_GET_SQL = {
    "schema.ts:12 order.get",
    "SELECT errno, userName\n"
    "FROM \"order\"\n"
    "WHERE errno = :errno",
    "order\0", // reads
    "",        // writes
    "",        // hides
    WEAVE_FETCH_LOOKUP,
    0,
};

WeaveStatus order_get(WeaveDb *db, int64_t errno_, WeaveArena *mem, Order *out)
{
    WeaveQuery q = weave_query_rows(db, &ORDER_GET_SQL);
    weave_bind_int(&q, 1, errno_);
    order_rows_one(&q, mem, out);
    return weave_end_one(&q);
}

const char *order_get_sql(void)
{
    return ORDER_GET_SQL.sql;
}

// --- order.list -------------------------------------------------------------

static WeaveStatement ORDER_LIST_SQL = {
    "schema.ts:12 order.list",
    "SELECT errno, userName\n"
    "FROM \"order\"\n"
    "ORDER BY errno",
    "order\0", // reads
    "",        // writes
    "",        // hides
    WEAVE_FETCH_NUMBERED,
    0,
};

OrderRows order_list_rows(WeaveDb *db)
{
    return order_rows_begin(db, &ORDER_LIST_SQL);
}

WeaveStatus order_list(WeaveDb *db, WeaveArena *mem, OrderList *out)
{
    WeaveQuery q = weave_query_all(db, &ORDER_LIST_SQL);
    return order_rows_all(&q, mem, out);
}

WeaveStatus order_list_each(WeaveDb *db, WeaveEach each, void *context)
{
    WeaveQuery q = weave_query_each(db, &ORDER_LIST_SQL);
    weave_each(&q, &ORDER_ROW, each, context);
    return weave_end(&q);
}

const char *order_list_sql(void)
{
    return ORDER_LIST_SQL.sql;
}

// --- order.insert -----------------------------------------------------------

static WeaveStatement ORDER_INSERT_SQL = {
    "schema.ts:12 order.insert",
    "INSERT INTO \"order\" (errno, userName)\n"
    "VALUES (:errno, :userName)",
    "",        // reads
    "order\0", // writes
    "",        // hides
    WEAVE_FETCH_COLUMNS,
    0,
};

WeaveStatus order_insert(WeaveDb *db, const OrderNew *row, int64_t *id)
{
    WeaveQuery q = weave_query(db, &ORDER_INSERT_SQL);
    order_new_bind(&q, row);
    return weave_end_insert(&q, id);
}

const char *order_insert_sql(void)
{
    return ORDER_INSERT_SQL.sql;
}

// --- order.insert_many ------------------------------------------------------

static WeaveStatement ORDER_INSERT_MANY_SQL = {
    "schema.ts:12 order.insert_many",
    "INSERT INTO \"order\" (errno, userName)\n"
    "SELECT c1, c2\n"
    "FROM weave_tuples(:errno, :userName)",
    "",        // reads
    "order\0", // writes
    "",        // hides
    WEAVE_FETCH_COLUMNS,
    0,
};

WeaveStatus order_insert_many(WeaveDb *db, const OrderNew *rows, size_t count,
                              int64_t *changes)
{
    int64_t total = 0;
    WeaveStatus status = weave_begin(db);
    if (status == WEAVE_OK) {
        WeaveQuery q = weave_query(db, &ORDER_INSERT_MANY_SQL);
        weave_bind_member(&q, 1, WEAVE_MEMBER_OPT_INT, NULL, rows, count, sizeof *rows,
                          offsetof(OrderNew, errno_));
        weave_bind_member(&q, 2, WEAVE_MEMBER_OPT_TEXT, NULL, rows, count, sizeof *rows,
                          offsetof(OrderNew, userName));
        status = weave_finish(db, weave_end_exec(&q, &total));
    }
    if (changes)
        *changes = status == WEAVE_OK ? total : 0;
    return status;
}

const char *order_insert_many_sql(void)
{
    return ORDER_INSERT_MANY_SQL.sql;
}

// --- order.count ------------------------------------------------------------

static WeaveStatement ORDER_COUNT_SQL = {
    "schema.ts:12 order.count",
    "SELECT count(*) AS count\n"
    "FROM \"order\"",
    "order\0", // reads
    "",        // writes
    "",        // hides
    WEAVE_FETCH_COLUMNS,
    0,
};

WeaveStatus order_count(WeaveDb *db, int64_t *count)
{
    WeaveQuery q = weave_query(db, &ORDER_COUNT_SQL);
    *count = weave_step(&q) ? weave_read_int(&q, 0) : 0;
    return weave_end_one(&q);
}

const char *order_count_sql(void)
{
    return ORDER_COUNT_SQL.sql;
}

// --- order.update -----------------------------------------------------------

static WeaveStatement ORDER_UPDATE_SQL = {
    "schema.ts:12 order.update",
    "UPDATE \"order\"\n"
    "SET userName = :userName\n"
    "WHERE errno = :errno",
    "order\0", // reads
    "order\0", // writes
    "",        // hides
    WEAVE_FETCH_COLUMNS,
    0,
};

WeaveStatus order_update(WeaveDb *db, const Order *row)
{
    WeaveQuery q = weave_query(db, &ORDER_UPDATE_SQL);
    weave_bind_opt_text(&q, 1, row->userName);
    weave_bind_int(&q, 2, row->errno_);
    return weave_end_changed(&q);
}

const char *order_update_sql(void)
{
    return ORDER_UPDATE_SQL.sql;
}

// --- order.patch ------------------------------------------------------------

static WeaveStatement ORDER_PATCH_SQL = {
    "schema.ts:12 order.patch",
    "UPDATE \"order\"\n"
    "SET userName = CASE WHEN :userName_is_null THEN NULL ELSE coalesce(:userName, userName) END\n"
    "WHERE errno = :errno",
    "order\0", // reads
    "order\0", // writes
    "",        // hides
    WEAVE_FETCH_COLUMNS,
    0,
};

WeaveStatus order_patch(WeaveDb *db, int64_t errno_, const OrderPatch *patch)
{
    WeaveQuery q = weave_query(db, &ORDER_PATCH_SQL);
    order_patch_bind(&q, patch);
    weave_bind_int(&q, 3, errno_);
    return weave_end_changed(&q);
}

const char *order_patch_sql(void)
{
    return ORDER_PATCH_SQL.sql;
}

// --- order.delete -----------------------------------------------------------

static WeaveStatement ORDER_DELETE_SQL = {
    "schema.ts:12 order.delete",
    "DELETE FROM \"order\"\n"
    "WHERE errno = :errno",
    "order\0", // reads
    "order\0", // writes
    "",        // hides
    WEAVE_FETCH_COLUMNS,
    0,
};

WeaveStatus order_delete(WeaveDb *db, int64_t errno_)
{
    WeaveQuery q = weave_query(db, &ORDER_DELETE_SQL);
    weave_bind_int(&q, 1, errno_);
    return weave_end_changed(&q);
}

const char *order_delete_sql(void)
{
    return ORDER_DELETE_SQL.sql;
}

// --- order.upsert -----------------------------------------------------------

static WeaveStatement ORDER_UPSERT_SQL = {
    "schema.ts:12 order.upsert",
    "INSERT INTO \"order\" (errno, userName)\n"
    "VALUES (:errno, :userName)\n"
    "ON CONFLICT (errno) DO UPDATE SET\n"
    "    userName = excluded.userName",
    "order\0", // reads
    "order\0", // writes
    "",        // hides
    WEAVE_FETCH_COLUMNS,
    0,
};

WeaveStatus order_upsert(WeaveDb *db, const OrderNew *row, int64_t *id)
{
    WeaveQuery q = weave_query(db, &ORDER_UPSERT_SQL);
    order_new_bind(&q, row);
    WeaveStatus status = weave_end_insert(&q, id);
    if (status == WEAVE_OK && id && row->errno_.has)
        *id = row->errno_.value;
    return status;
}

const char *order_upsert_sql(void)
{
    return ORDER_UPSERT_SQL.sql;
}
