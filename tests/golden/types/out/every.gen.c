// every.gen.c - made by weave from schema.ts. Edit that, not this.

#include "every.gen.h"

// --- rows of every.anything -------------------------------------------------

static const WeaveField every_anything_fields[] = {
    {WEAVE_READ_VALUE, 0, offsetof(EveryAnything, value), NULL},
    {WEAVE_READ_END, 0, 0, NULL},
};

static const WeaveRow EVERY_ANYTHING_ROW = {
    every_anything_fields,
    1,
    sizeof(EveryAnything),
};

// The first row, kept; zeroed if there is none.
static void every_anything_rows_one(WeaveQuery *q, WeaveArena *mem, EveryAnything *out)
{
    weave_one(q, &EVERY_ANYTHING_ROW, mem, out);
}

// --- every.get --------------------------------------------------------------

static WeaveStatement EVERY_GET_SQL = {
    "schema.ts:35 every.get",
    "SELECT id, i, i_null, flag, flag_null, at, at_ms_null, r, r_null, t, t_null,\n"
    "       kind, kind_null, json, json_null, b, b_null, big, big_null, bjson,\n"
    "       bjson_null, num, num_null, nstr, nstr_null, nbig, nbig_null\n"
    "FROM every WHERE id = :id",
    "every\0", // reads
    "",        // writes
    "",        // hides
    WEAVE_FETCH_ROWS,
    0,
};

WeaveStatus every_get(WeaveDb *db, int64_t id, WeaveArena *mem, Every *out)
{
    WeaveQuery q = weave_query_rows(db, &EVERY_GET_SQL);
    weave_bind_int(&q, 1, id);
    every_rows_one(&q, mem, out);
    return weave_end_one(&q);
}

const char *every_get_sql(void)
{
    return EVERY_GET_SQL.sql;
}

// --- every.insert -----------------------------------------------------------

static WeaveStatement EVERY_INSERT_SQL = {
    "schema.ts:36 every.insert",
    "INSERT INTO every (i, i_null, flag, flag_null, at, at_ms_null, r, r_null, t, t_null,\n"
    "                   kind, kind_null, json, json_null, b, b_null, big, big_null,\n"
    "                   bjson, bjson_null, num, num_null, nstr, nstr_null, nbig, nbig_null)\n"
    "VALUES (:i, :iNull, :flag, :flagNull, :at, :atMsNull, :r,\n"
    "        :rNull, :t, :tNull, :kind, :kindNull, :json,\n"
    "        :jsonNull, :b, :bNull, :big, :bigNull, :bjson,\n"
    "        :bjsonNull, :num, :numNull, :nstr, :nstrNull, :nbig,\n"
    "        :nbigNull)",
    "",        // reads
    "every\0", // writes
    "",        // hides
    WEAVE_FETCH_COLUMNS,
    0,
};

WeaveStatus every_insert(WeaveDb *db, const EveryInsertParams *params, int64_t *changes)
{
    WeaveQuery q = weave_query(db, &EVERY_INSERT_SQL);
    weave_bind_int(&q, 1, params->i);
    weave_bind_opt_int(&q, 2, params->i_null);
    weave_bind_bool(&q, 3, params->flag);
    weave_bind_opt_bool(&q, 4, params->flag_null);
    weave_bind_int(&q, 5, params->at);
    weave_bind_opt_int(&q, 6, params->at_ms_null);
    weave_bind_real(&q, 7, params->r);
    weave_bind_opt_real(&q, 8, params->r_null);
    weave_bind_text(&q, 9, params->t);
    weave_bind_opt_text(&q, 10, params->t_null);
    weave_bind_enum(&q, 11, &EVERY_KIND, (int)params->kind);
    weave_bind_opt_enum(&q, 12, &EVERY_KIND_NULL, (int)params->kind_null);
    weave_bind_text(&q, 13, params->json);
    weave_bind_opt_text(&q, 14, params->json_null);
    weave_bind_blob(&q, 15, params->b);
    weave_bind_opt_blob(&q, 16, params->b_null);
    weave_bind_bigint(&q, 17, params->big);
    weave_bind_opt_bigint(&q, 18, params->big_null);
    weave_bind_json_blob(&q, 19, params->bjson);
    weave_bind_opt_json_blob(&q, 20, params->bjson_null);
    weave_bind_real(&q, 21, params->num);
    weave_bind_opt_real(&q, 22, params->num_null);
    weave_bind_text(&q, 23, params->nstr);
    weave_bind_opt_text(&q, 24, params->nstr_null);
    weave_bind_int(&q, 25, params->nbig);
    weave_bind_opt_int(&q, 26, params->nbig_null);
    return weave_end_exec(&q, changes);
}

const char *every_insert_sql(void)
{
    return EVERY_INSERT_SQL.sql;
}

// --- every.anything ---------------------------------------------------------

static WeaveStatement EVERY_ANYTHING_SQL = {
    "schema.ts:45 every.anything",
    "SELECT :value AS value",
    "", // reads
    "", // writes
    "", // hides
    WEAVE_FETCH_COLUMNS,
    0,
};

WeaveStatus every_anything(WeaveDb *db, WeaveValue value, WeaveArena *mem,
                           EveryAnything *out)
{
    WeaveQuery q = weave_query_rows(db, &EVERY_ANYTHING_SQL);
    weave_bind_value(&q, 1, value);
    every_anything_rows_one(&q, mem, out);
    return weave_end_one(&q);
}

const char *every_anything_sql(void)
{
    return EVERY_ANYTHING_SQL.sql;
}
