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
