// view.gen.c - made by weave from schema.ts. Edit that, not this.

#include "view.gen.h"

// --- view.new ---------------------------------------------------------------

static WeaveStatement VIEW_NEW_SQL = {
    "schema.ts:18 view.new",
    "SELECT type, \"default\", int, class, \"2nd name\"\n"
    "FROM \"view\" WHERE class = :class AND \"int\" = :db",
    "view\0", // reads
    "",       // writes
    "",       // hides
    WEAVE_FETCH_ROWS,
    0,
};

ViewRows view_new_rows(WeaveDb *db, WeaveText class_, int64_t db_)
{
    ViewRows rows = view_rows_begin(db, &VIEW_NEW_SQL);
    weave_bind_text(&rows.query, 1, class_);
    weave_bind_int(&rows.query, 2, db_);
    return rows;
}

WeaveStatus view_new(WeaveDb *db, WeaveText class_, int64_t db_, WeaveArena *mem,
                     ViewList *out)
{
    WeaveQuery q = weave_query_all(db, &VIEW_NEW_SQL);
    weave_bind_text(&q, 1, class_);
    weave_bind_int(&q, 2, db_);
    return view_rows_all(&q, mem, out);
}

WeaveStatus view_new_each(WeaveDb *db, WeaveText class_, int64_t db_, WeaveEach each,
                          void *context)
{
    WeaveQuery q = weave_query_each(db, &VIEW_NEW_SQL);
    weave_bind_text(&q, 1, class_);
    weave_bind_int(&q, 2, db_);
    weave_each(&q, &VIEW_ROW, each, context);
    return weave_end(&q);
}

const char *view_new_sql(void)
{
    return VIEW_NEW_SQL.sql;
}

// --- what is written to table "view" ----------------------------------------

static void view_new_bind(WeaveQuery *q, const ViewNew *row)
{
    weave_bind_text(q, 1, row->type);
    weave_bind_opt_int(q, 2, row->default_);
    weave_bind_opt_int(q, 3, row->int_);
    weave_bind_opt_text(q, 4, row->class_);
    weave_bind_opt_text(q, 5, row->n_2nd_name);
}

// --- view.list --------------------------------------------------------------

static WeaveStatement VIEW_LIST_SQL = {
    "schema.ts:4 view.list",
    "SELECT type, \"default\", int, class, \"2nd name\"\n"
    "FROM view",
    "view\0", // reads
    "",       // writes
    "",       // hides
    WEAVE_FETCH_ROWS,
    0,
};

ViewRows view_list_rows(WeaveDb *db)
{
    return view_rows_begin(db, &VIEW_LIST_SQL);
}

WeaveStatus view_list(WeaveDb *db, WeaveArena *mem, ViewList *out)
{
    WeaveQuery q = weave_query_all(db, &VIEW_LIST_SQL);
    return view_rows_all(&q, mem, out);
}

WeaveStatus view_list_each(WeaveDb *db, WeaveEach each, void *context)
{
    WeaveQuery q = weave_query_each(db, &VIEW_LIST_SQL);
    weave_each(&q, &VIEW_ROW, each, context);
    return weave_end(&q);
}

const char *view_list_sql(void)
{
    return VIEW_LIST_SQL.sql;
}

// --- view.insert ------------------------------------------------------------

static WeaveStatement VIEW_INSERT_SQL = {
    "schema.ts:4 view.insert",
    "INSERT INTO view (type, \"default\", int, class, \"2nd name\")\n"
    "VALUES (:type, :default, :int, :class, :2nd_name)",
    "",       // reads
    "view\0", // writes
    "",       // hides
    WEAVE_FETCH_COLUMNS,
    0,
};

WeaveStatus view_insert(WeaveDb *db, const ViewNew *row)
{
    WeaveQuery q = weave_query(db, &VIEW_INSERT_SQL);
    view_new_bind(&q, row);
    return weave_end_exec(&q, NULL);
}

const char *view_insert_sql(void)
{
    return VIEW_INSERT_SQL.sql;
}

// --- view.insert_many -------------------------------------------------------

static WeaveStatement VIEW_INSERT_MANY_SQL = {
    "schema.ts:4 view.insert_many",
    "INSERT INTO view (type, \"default\", int, class, \"2nd name\")\n"
    "SELECT c1, c2, c3, c4, c5\n"
    "FROM weave_tuples(:type, :default, :int, :class, :2nd_name)",
    "",       // reads
    "view\0", // writes
    "",       // hides
    WEAVE_FETCH_COLUMNS,
    0,
};

WeaveStatus view_insert_many(WeaveDb *db, const ViewNew *rows, size_t count,
                             int64_t *changes)
{
    int64_t total = 0;
    WeaveStatus status = weave_begin(db);
    if (status == WEAVE_OK) {
        WeaveQuery q = weave_query(db, &VIEW_INSERT_MANY_SQL);
        weave_bind_member(&q, 1, WEAVE_MEMBER_TEXT, NULL, rows, count, sizeof *rows,
                          offsetof(ViewNew, type));
        weave_bind_member(&q, 2, WEAVE_MEMBER_OPT_INT, NULL, rows, count, sizeof *rows,
                          offsetof(ViewNew, default_));
        weave_bind_member(&q, 3, WEAVE_MEMBER_OPT_INT, NULL, rows, count, sizeof *rows,
                          offsetof(ViewNew, int_));
        weave_bind_member(&q, 4, WEAVE_MEMBER_OPT_TEXT, NULL, rows, count, sizeof *rows,
                          offsetof(ViewNew, class_));
        weave_bind_member(&q, 5, WEAVE_MEMBER_OPT_TEXT, NULL, rows, count, sizeof *rows,
                          offsetof(ViewNew, n_2nd_name));
        status = weave_finish(db, weave_end_exec(&q, &total));
    }
    if (changes)
        *changes = status == WEAVE_OK ? total : 0;
    return status;
}

const char *view_insert_many_sql(void)
{
    return VIEW_INSERT_MANY_SQL.sql;
}

// --- view.count -------------------------------------------------------------

static WeaveStatement VIEW_COUNT_SQL = {
    "schema.ts:4 view.count",
    "SELECT count(*) AS count\n"
    "FROM view",
    "view\0", // reads
    "",       // writes
    "",       // hides
    WEAVE_FETCH_COLUMNS,
    0,
};

WeaveStatus view_count(WeaveDb *db, int64_t *count)
{
    WeaveQuery q = weave_query(db, &VIEW_COUNT_SQL);
    *count = weave_step(&q) ? weave_read_int(&q, 0) : 0;
    return weave_end_one(&q);
}

const char *view_count_sql(void)
{
    return VIEW_COUNT_SQL.sql;
}
