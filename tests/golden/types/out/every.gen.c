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
    WEAVE_FETCH_LOOKUP,
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

// --- what is written to table "every" ---------------------------------------

static void every_new_bind(WeaveQuery *q, const EveryNew *row)
{
    weave_bind_opt_int(q, 1, row->id);
    weave_bind_int(q, 2, row->i);
    weave_bind_opt_int(q, 3, row->i_null);
    weave_bind_bool(q, 4, row->flag);
    weave_bind_opt_bool(q, 5, row->flag_null);
    weave_bind_int(q, 6, row->at);
    weave_bind_opt_int(q, 7, row->at_ms_null);
    weave_bind_real(q, 8, row->r);
    weave_bind_opt_real(q, 9, row->r_null);
    weave_bind_text(q, 10, row->t);
    weave_bind_opt_text(q, 11, row->t_null);
    weave_bind_enum(q, 12, &EVERY_KIND, (int)row->kind);
    weave_bind_opt_enum(q, 13, &EVERY_KIND_NULL, (int)row->kind_null);
    weave_bind_text(q, 14, row->json);
    weave_bind_opt_text(q, 15, row->json_null);
    weave_bind_blob(q, 16, row->b);
    weave_bind_opt_blob(q, 17, row->b_null);
    weave_bind_bigint(q, 18, row->big);
    weave_bind_opt_bigint(q, 19, row->big_null);
    weave_bind_json_blob(q, 20, row->bjson);
    weave_bind_opt_json_blob(q, 21, row->bjson_null);
    weave_bind_real(q, 22, row->num);
    weave_bind_opt_real(q, 23, row->num_null);
    weave_bind_text(q, 24, row->nstr);
    weave_bind_opt_text(q, 25, row->nstr_null);
    weave_bind_int(q, 26, row->nbig);
    weave_bind_opt_int(q, 27, row->nbig_null);
}

static void every_patch_bind(WeaveQuery *q, const EveryPatch *patch)
{
    weave_bind_opt_int(q, 1, patch->i);
    weave_bind_bool(q, 2, patch->null.i_null);
    weave_bind_opt_int(q, 3, patch->i_null);
    weave_bind_opt_bool(q, 4, patch->flag);
    weave_bind_bool(q, 5, patch->null.flag_null);
    weave_bind_opt_bool(q, 6, patch->flag_null);
    weave_bind_opt_int(q, 7, patch->at);
    weave_bind_bool(q, 8, patch->null.at_ms_null);
    weave_bind_opt_int(q, 9, patch->at_ms_null);
    weave_bind_opt_real(q, 10, patch->r);
    weave_bind_bool(q, 11, patch->null.r_null);
    weave_bind_opt_real(q, 12, patch->r_null);
    weave_bind_opt_text(q, 13, patch->t);
    weave_bind_bool(q, 14, patch->null.t_null);
    weave_bind_opt_text(q, 15, patch->t_null);
    weave_bind_opt_enum(q, 16, &EVERY_KIND, (int)patch->kind);
    weave_bind_bool(q, 17, patch->null.kind_null);
    weave_bind_opt_enum(q, 18, &EVERY_KIND_NULL, (int)patch->kind_null);
    weave_bind_opt_text(q, 19, patch->json);
    weave_bind_bool(q, 20, patch->null.json_null);
    weave_bind_opt_text(q, 21, patch->json_null);
    weave_bind_opt_blob(q, 22, patch->b);
    weave_bind_bool(q, 23, patch->null.b_null);
    weave_bind_opt_blob(q, 24, patch->b_null);
    weave_bind_opt_bigint(q, 25, patch->big);
    weave_bind_bool(q, 26, patch->null.big_null);
    weave_bind_opt_bigint(q, 27, patch->big_null);
    weave_bind_opt_json_blob(q, 28, patch->bjson);
    weave_bind_bool(q, 29, patch->null.bjson_null);
    weave_bind_opt_json_blob(q, 30, patch->bjson_null);
    weave_bind_opt_real(q, 31, patch->num);
    weave_bind_bool(q, 32, patch->null.num_null);
    weave_bind_opt_real(q, 33, patch->num_null);
    weave_bind_opt_text(q, 34, patch->nstr);
    weave_bind_bool(q, 35, patch->null.nstr_null);
    weave_bind_opt_text(q, 36, patch->nstr_null);
    weave_bind_opt_int(q, 37, patch->nbig);
    weave_bind_bool(q, 38, patch->null.nbig_null);
    weave_bind_opt_int(q, 39, patch->nbig_null);
}

// --- every.list -------------------------------------------------------------

static WeaveStatement EVERY_LIST_SQL = {
    "schema.ts:4 every.list",
    "SELECT id, i, i_null, flag, flag_null, at, at_ms_null, r, r_null, t, t_null,\n"
    "       kind, kind_null, json, json_null, b, b_null, big, big_null, bjson,\n"
    "       bjson_null, num, num_null, nstr, nstr_null, nbig, nbig_null\n"
    "FROM every\n"
    "ORDER BY id",
    "every\0", // reads
    "",        // writes
    "",        // hides
    WEAVE_FETCH_NUMBERED,
    0,
};

EveryRows every_list_rows(WeaveDb *db)
{
    return every_rows_begin(db, &EVERY_LIST_SQL);
}

WeaveStatus every_list(WeaveDb *db, WeaveArena *mem, EveryList *out)
{
    WeaveQuery q = weave_query_all(db, &EVERY_LIST_SQL);
    return every_rows_all(&q, mem, out);
}

WeaveStatus every_list_each(WeaveDb *db, WeaveEach each, void *context)
{
    WeaveQuery q = weave_query_each(db, &EVERY_LIST_SQL);
    weave_each(&q, &EVERY_ROW, each, context);
    return weave_end(&q);
}

const char *every_list_sql(void)
{
    return EVERY_LIST_SQL.sql;
}

// --- every.insert_many ------------------------------------------------------

static WeaveStatement EVERY_INSERT_MANY_SQL = {
    "schema.ts:4 every.insert_many",
    "INSERT INTO every (id, i, i_null, flag, flag_null, at, at_ms_null, r,\n"
    "    r_null, t, t_null, kind, kind_null, json, json_null, b, b_null, big,\n"
    "    big_null, bjson, bjson_null, num, num_null, nstr, nstr_null, nbig,\n"
    "    nbig_null)\n"
    "VALUES (:id, :i, :i_null, :flag, :flag_null, :at, :at_ms_null, :r, :r_null,\n"
    "    :t, :t_null, :kind, :kind_null, :json, :json_null, :b, :b_null, :big,\n"
    "    :big_null, :bjson, :bjson_null, :num, :num_null, :nstr, :nstr_null,\n"
    "    :nbig, :nbig_null)",
    "",        // reads
    "every\0", // writes
    "",        // hides
    WEAVE_FETCH_COLUMNS,
    0,
};

WeaveStatus every_insert_many(WeaveDb *db, const EveryNew *rows, size_t count,
                              int64_t *changes)
{
    int64_t total = 0;
    WeaveStatus status = weave_begin(db);
    bool begun = status == WEAVE_OK;
    for (size_t i = 0; i < count && status == WEAVE_OK; i++) {
        int64_t one = 0;
        WeaveQuery q = weave_query(db, &EVERY_INSERT_MANY_SQL);
        every_new_bind(&q, &rows[i]);
        status = weave_end_exec(&q, &one);
        total += one;
    }
    if (begun)
        status = weave_finish(db, status);
    if (changes)
        *changes = status == WEAVE_OK ? total : 0;
    return status;
}

const char *every_insert_many_sql(void)
{
    return EVERY_INSERT_MANY_SQL.sql;
}

// --- every.count ------------------------------------------------------------

static WeaveStatement EVERY_COUNT_SQL = {
    "schema.ts:4 every.count",
    "SELECT count(*) AS count\n"
    "FROM every",
    "every\0", // reads
    "",        // writes
    "",        // hides
    WEAVE_FETCH_COLUMNS,
    0,
};

WeaveStatus every_count(WeaveDb *db, int64_t *count)
{
    WeaveQuery q = weave_query(db, &EVERY_COUNT_SQL);
    *count = weave_step(&q) ? weave_read_int(&q, 0) : 0;
    return weave_end_one(&q);
}

const char *every_count_sql(void)
{
    return EVERY_COUNT_SQL.sql;
}

// --- every.update -----------------------------------------------------------

static WeaveStatement EVERY_UPDATE_SQL = {
    "schema.ts:4 every.update",
    "UPDATE every\n"
    "SET i = :i,\n"
    "    i_null = :i_null,\n"
    "    flag = :flag,\n"
    "    flag_null = :flag_null,\n"
    "    at = :at,\n"
    "    at_ms_null = :at_ms_null,\n"
    "    r = :r,\n"
    "    r_null = :r_null,\n"
    "    t = :t,\n"
    "    t_null = :t_null,\n"
    "    kind = :kind,\n"
    "    kind_null = :kind_null,\n"
    "    json = :json,\n"
    "    json_null = :json_null,\n"
    "    b = :b,\n"
    "    b_null = :b_null,\n"
    "    big = :big,\n"
    "    big_null = :big_null,\n"
    "    bjson = :bjson,\n"
    "    bjson_null = :bjson_null,\n"
    "    num = :num,\n"
    "    num_null = :num_null,\n"
    "    nstr = :nstr,\n"
    "    nstr_null = :nstr_null,\n"
    "    nbig = :nbig,\n"
    "    nbig_null = :nbig_null\n"
    "WHERE id = :id",
    "every\0", // reads
    "every\0", // writes
    "",        // hides
    WEAVE_FETCH_COLUMNS,
    0,
};

WeaveStatus every_update(WeaveDb *db, const Every *row)
{
    WeaveQuery q = weave_query(db, &EVERY_UPDATE_SQL);
    weave_bind_int(&q, 1, row->i);
    weave_bind_opt_int(&q, 2, row->i_null);
    weave_bind_bool(&q, 3, row->flag);
    weave_bind_opt_bool(&q, 4, row->flag_null);
    weave_bind_int(&q, 5, row->at);
    weave_bind_opt_int(&q, 6, row->at_ms_null);
    weave_bind_real(&q, 7, row->r);
    weave_bind_opt_real(&q, 8, row->r_null);
    weave_bind_text(&q, 9, row->t);
    weave_bind_opt_text(&q, 10, row->t_null);
    weave_bind_enum(&q, 11, &EVERY_KIND, (int)row->kind);
    weave_bind_opt_enum(&q, 12, &EVERY_KIND_NULL, (int)row->kind_null);
    weave_bind_text(&q, 13, row->json);
    weave_bind_opt_text(&q, 14, row->json_null);
    weave_bind_blob(&q, 15, row->b);
    weave_bind_opt_blob(&q, 16, row->b_null);
    weave_bind_bigint(&q, 17, row->big);
    weave_bind_opt_bigint(&q, 18, row->big_null);
    weave_bind_json_blob(&q, 19, row->bjson);
    weave_bind_opt_json_blob(&q, 20, row->bjson_null);
    weave_bind_real(&q, 21, row->num);
    weave_bind_opt_real(&q, 22, row->num_null);
    weave_bind_text(&q, 23, row->nstr);
    weave_bind_opt_text(&q, 24, row->nstr_null);
    weave_bind_int(&q, 25, row->nbig);
    weave_bind_opt_int(&q, 26, row->nbig_null);
    weave_bind_int(&q, 27, row->id);
    return weave_end_changed(&q);
}

const char *every_update_sql(void)
{
    return EVERY_UPDATE_SQL.sql;
}

// --- every.patch ------------------------------------------------------------

static WeaveStatement EVERY_PATCH_SQL = {
    "schema.ts:4 every.patch",
    "UPDATE every\n"
    "SET i = coalesce(:i, i),\n"
    "    i_null = CASE WHEN :i_null_is_null THEN NULL ELSE coalesce(:i_null, i_null) END,\n"
    "    flag = coalesce(:flag, flag),\n"
    "    flag_null = CASE WHEN :flag_null_is_null THEN NULL ELSE coalesce(:flag_null, flag_null) END,\n"
    "    at = coalesce(:at, at),\n"
    "    at_ms_null = CASE WHEN :at_ms_null_is_null THEN NULL ELSE coalesce(:at_ms_null, at_ms_null) END,\n"
    "    r = coalesce(:r, r),\n"
    "    r_null = CASE WHEN :r_null_is_null THEN NULL ELSE coalesce(:r_null, r_null) END,\n"
    "    t = coalesce(:t, t),\n"
    "    t_null = CASE WHEN :t_null_is_null THEN NULL ELSE coalesce(:t_null, t_null) END,\n"
    "    kind = coalesce(:kind, kind),\n"
    "    kind_null = CASE WHEN :kind_null_is_null THEN NULL ELSE coalesce(:kind_null, kind_null) END,\n"
    "    json = coalesce(:json, json),\n"
    "    json_null = CASE WHEN :json_null_is_null THEN NULL ELSE coalesce(:json_null, json_null) END,\n"
    "    b = coalesce(:b, b),\n"
    "    b_null = CASE WHEN :b_null_is_null THEN NULL ELSE coalesce(:b_null, b_null) END,\n"
    "    big = coalesce(:big, big),\n"
    "    big_null = CASE WHEN :big_null_is_null THEN NULL ELSE coalesce(:big_null, big_null) END,\n"
    "    bjson = coalesce(:bjson, bjson),\n"
    "    bjson_null = CASE WHEN :bjson_null_is_null THEN NULL ELSE coalesce(:bjson_null, bjson_null) END,\n"
    "    num = coalesce(:num, num),\n"
    "    num_null = CASE WHEN :num_null_is_null THEN NULL ELSE coalesce(:num_null, num_null) END,\n"
    "    nstr = coalesce(:nstr, nstr),\n"
    "    nstr_null = CASE WHEN :nstr_null_is_null THEN NULL ELSE coalesce(:nstr_null, nstr_null) END,\n"
    "    nbig = coalesce(:nbig, nbig),\n"
    "    nbig_null = CASE WHEN :nbig_null_is_null THEN NULL ELSE coalesce(:nbig_null, nbig_null) END\n"
    "WHERE id = :id",
    "every\0", // reads
    "every\0", // writes
    "",        // hides
    WEAVE_FETCH_COLUMNS,
    0,
};

WeaveStatus every_patch(WeaveDb *db, int64_t id, const EveryPatch *patch)
{
    WeaveQuery q = weave_query(db, &EVERY_PATCH_SQL);
    every_patch_bind(&q, patch);
    weave_bind_int(&q, 40, id);
    return weave_end_changed(&q);
}

const char *every_patch_sql(void)
{
    return EVERY_PATCH_SQL.sql;
}

// --- every.delete -----------------------------------------------------------

static WeaveStatement EVERY_DELETE_SQL = {
    "schema.ts:4 every.delete",
    "DELETE FROM every\n"
    "WHERE id = :id",
    "every\0", // reads
    "every\0", // writes
    "",        // hides
    WEAVE_FETCH_COLUMNS,
    0,
};

WeaveStatus every_delete(WeaveDb *db, int64_t id)
{
    WeaveQuery q = weave_query(db, &EVERY_DELETE_SQL);
    weave_bind_int(&q, 1, id);
    return weave_end_changed(&q);
}

const char *every_delete_sql(void)
{
    return EVERY_DELETE_SQL.sql;
}

// --- every.upsert -----------------------------------------------------------

static WeaveStatement EVERY_UPSERT_SQL = {
    "schema.ts:4 every.upsert",
    "INSERT INTO every (id, i, i_null, flag, flag_null, at, at_ms_null, r,\n"
    "    r_null, t, t_null, kind, kind_null, json, json_null, b, b_null, big,\n"
    "    big_null, bjson, bjson_null, num, num_null, nstr, nstr_null, nbig,\n"
    "    nbig_null)\n"
    "VALUES (:id, :i, :i_null, :flag, :flag_null, :at, :at_ms_null, :r, :r_null,\n"
    "    :t, :t_null, :kind, :kind_null, :json, :json_null, :b, :b_null, :big,\n"
    "    :big_null, :bjson, :bjson_null, :num, :num_null, :nstr, :nstr_null,\n"
    "    :nbig, :nbig_null)\n"
    "ON CONFLICT (id) DO UPDATE SET\n"
    "    i = excluded.i,\n"
    "    i_null = excluded.i_null,\n"
    "    flag = excluded.flag,\n"
    "    flag_null = excluded.flag_null,\n"
    "    at = excluded.at,\n"
    "    at_ms_null = excluded.at_ms_null,\n"
    "    r = excluded.r,\n"
    "    r_null = excluded.r_null,\n"
    "    t = excluded.t,\n"
    "    t_null = excluded.t_null,\n"
    "    kind = excluded.kind,\n"
    "    kind_null = excluded.kind_null,\n"
    "    json = excluded.json,\n"
    "    json_null = excluded.json_null,\n"
    "    b = excluded.b,\n"
    "    b_null = excluded.b_null,\n"
    "    big = excluded.big,\n"
    "    big_null = excluded.big_null,\n"
    "    bjson = excluded.bjson,\n"
    "    bjson_null = excluded.bjson_null,\n"
    "    num = excluded.num,\n"
    "    num_null = excluded.num_null,\n"
    "    nstr = excluded.nstr,\n"
    "    nstr_null = excluded.nstr_null,\n"
    "    nbig = excluded.nbig,\n"
    "    nbig_null = excluded.nbig_null",
    "every\0", // reads
    "every\0", // writes
    "",        // hides
    WEAVE_FETCH_COLUMNS,
    0,
};

WeaveStatus every_upsert(WeaveDb *db, const EveryNew *row, int64_t *id)
{
    WeaveQuery q = weave_query(db, &EVERY_UPSERT_SQL);
    every_new_bind(&q, row);
    WeaveStatus status = weave_end_insert(&q, id);
    if (status == WEAVE_OK && id && row->id.has)
        *id = row->id.value;
    return status;
}

const char *every_upsert_sql(void)
{
    return EVERY_UPSERT_SQL.sql;
}
