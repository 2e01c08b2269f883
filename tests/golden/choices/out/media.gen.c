// media.gen.c - made by weave from schema.ts. Edit that, not this.

#include "media.gen.h"

// --- media.list -------------------------------------------------------------

static const char *const media_list_sort_texts[] = {
    "newest", // MEDIA_LIST_SORT_NEWEST
    "byUri",  // MEDIA_LIST_SORT_BY_URI
};

const WeaveEnum MEDIA_LIST_SORT = {
    "MediaListSort",
    media_list_sort_texts,
    2,
};

const char *media_list_sort_text(MediaListSort value)
{
    return weave_enum_text(&MEDIA_LIST_SORT, (int)value);
}

MediaListSort media_list_sort_from(WeaveText text)
{
    return (MediaListSort)weave_enum_find(&MEDIA_LIST_SORT, text);
}

// Which of the statements it is.
static size_t media_list_choice(MediaListSort sort)
{
    size_t choice = 0;
    choice += weave_choice(&MEDIA_LIST_SORT, (int)sort);
    return choice;
}

static WeaveStatement MEDIA_LIST_SQL[] = {
    {
        "schema.ts:16 media.list",
        "SELECT id, uri, width FROM media WHERE width = :width ORDER BY id DESC",
        "media\0", // reads
        "",        // writes
        "",        // hides
        WEAVE_FETCH_NUMBERED,
        0,
    },
    {
        "schema.ts:16 media.list (sort=byUri)",
        "SELECT id, uri, width FROM media WHERE width = :width ORDER BY uri",
        "media\0", // reads
        "",        // writes
        "",        // hides
        WEAVE_FETCH_NUMBERED,
        0,
    },
};

MediaRows media_list_rows(WeaveDb *db, int64_t width, MediaListSort sort)
{
    size_t choice = media_list_choice(sort);
    MediaRows rows = media_rows_begin(db, &MEDIA_LIST_SQL[choice]);
    weave_check_choice(&rows.query, "sort", &MEDIA_LIST_SORT, (int)sort);
    weave_bind_int(&rows.query, 1, width);
    return rows;
}

WeaveStatus media_list(WeaveDb *db, int64_t width, MediaListSort sort, WeaveArena *mem,
                       MediaList *out)
{
    size_t choice = media_list_choice(sort);
    WeaveQuery q = weave_query_all(db, &MEDIA_LIST_SQL[choice]);
    weave_check_choice(&q, "sort", &MEDIA_LIST_SORT, (int)sort);
    weave_bind_int(&q, 1, width);
    return media_rows_all(&q, mem, out);
}

WeaveStatus media_list_each(WeaveDb *db, int64_t width, MediaListSort sort,
                            WeaveEach each, void *context)
{
    size_t choice = media_list_choice(sort);
    WeaveQuery q = weave_query_each(db, &MEDIA_LIST_SQL[choice]);
    weave_check_choice(&q, "sort", &MEDIA_LIST_SORT, (int)sort);
    weave_bind_int(&q, 1, width);
    weave_each(&q, &MEDIA_ROW, each, context);
    return weave_end(&q);
}

const char *media_list_sql(MediaListSort sort)
{
    size_t choice = media_list_choice(sort);
    return MEDIA_LIST_SQL[choice].sql;
}

// --- media.search -----------------------------------------------------------

// The number of each parameter in each statement; 0: it is not there.
static const int MEDIA_SEARCH_NUMBERS[] = {
    0, 1, // 0
    1, 2, // 1
    0, 1, // 2
    1, 2, // 3
};

// Which of the statements it is.
static size_t media_search_choice(const MediaSearchParams *params)
{
    size_t choice = 0;
    if (params->with_text)
        choice += 1;
    if (params->with_wide)
        choice += 2;
    return choice;
}

static WeaveStatement MEDIA_SEARCH_SQL[] = {
    {
        "schema.ts:18 media.search",
        "SELECT id, uri, width FROM media\n"
        "WHERE true\n"
        "LIMIT :limit",
        "media\0", // reads
        "",        // writes
        "",        // hides
        WEAVE_FETCH_NUMBERED,
        0,
    },
    {
        "schema.ts:18 media.search (text)",
        "SELECT id, uri, width FROM media\n"
        "WHERE true AND uri LIKE :text\n"
        "LIMIT :limit",
        "media\0", // reads
        "",        // writes
        "",        // hides
        WEAVE_FETCH_NUMBERED,
        0,
    },
    {
        "schema.ts:18 media.search (wide)",
        "SELECT id, uri, width FROM media\n"
        "WHERE true  AND width > 1000\n"
        "LIMIT :limit",
        "media\0", // reads
        "",        // writes
        "",        // hides
        WEAVE_FETCH_NUMBERED,
        0,
    },
    {
        "schema.ts:18 media.search (text, wide)",
        "SELECT id, uri, width FROM media\n"
        "WHERE true AND uri LIKE :text AND width > 1000\n"
        "LIMIT :limit",
        "media\0", // reads
        "",        // writes
        "",        // hides
        WEAVE_FETCH_NUMBERED,
        0,
    },
};

MediaRows media_search_rows(WeaveDb *db, const MediaSearchParams *params)
{
    size_t choice = media_search_choice(params);
    const int *numbers = &MEDIA_SEARCH_NUMBERS[2 * choice];
    MediaRows rows = media_rows_begin(db, &MEDIA_SEARCH_SQL[choice]);
    if (numbers[0])
        weave_bind_text(&rows.query, numbers[0], params->text);
    weave_bind_int(&rows.query, numbers[1], params->limit);
    return rows;
}

WeaveStatus media_search(WeaveDb *db, const MediaSearchParams *params, WeaveArena *mem,
                         MediaList *out)
{
    size_t choice = media_search_choice(params);
    const int *numbers = &MEDIA_SEARCH_NUMBERS[2 * choice];
    WeaveQuery q = weave_query_all(db, &MEDIA_SEARCH_SQL[choice]);
    if (numbers[0])
        weave_bind_text(&q, numbers[0], params->text);
    weave_bind_int(&q, numbers[1], params->limit);
    return media_rows_all(&q, mem, out);
}

WeaveStatus media_search_each(WeaveDb *db, const MediaSearchParams *params,
                              WeaveEach each, void *context)
{
    size_t choice = media_search_choice(params);
    const int *numbers = &MEDIA_SEARCH_NUMBERS[2 * choice];
    WeaveQuery q = weave_query_each(db, &MEDIA_SEARCH_SQL[choice]);
    if (numbers[0])
        weave_bind_text(&q, numbers[0], params->text);
    weave_bind_int(&q, numbers[1], params->limit);
    weave_each(&q, &MEDIA_ROW, each, context);
    return weave_end(&q);
}

const char *media_search_sql(const MediaSearchParams *params)
{
    size_t choice = media_search_choice(params);
    return MEDIA_SEARCH_SQL[choice].sql;
}

// --- media.forget -----------------------------------------------------------

// The number of each parameter in each statement; 0: it is not there.
static const int MEDIA_FORGET_NUMBERS[] = {
    0, // 0
    1, // 1
};

// Which of the statements it is.
static size_t media_forget_choice(const MediaForgetParams *params)
{
    size_t choice = 0;
    if (params->with_small)
        choice += 1;
    return choice;
}

static WeaveStatement MEDIA_FORGET_SQL[] = {
    {
        "schema.ts:23 media.forget",
        "DELETE FROM media",
        "",        // reads
        "media\0", // writes
        "",        // hides
        WEAVE_FETCH_COLUMNS,
        0,
    },
    {
        "schema.ts:23 media.forget (small)",
        "DELETE FROM media WHERE width < :below",
        "media\0", // reads
        "media\0", // writes
        "",        // hides
        WEAVE_FETCH_COLUMNS,
        0,
    },
};

WeaveStatus media_forget(WeaveDb *db, const MediaForgetParams *params, int64_t *changes)
{
    size_t choice = media_forget_choice(params);
    const int *numbers = &MEDIA_FORGET_NUMBERS[choice];
    WeaveQuery q = weave_query(db, &MEDIA_FORGET_SQL[choice]);
    if (numbers[0])
        weave_bind_int(&q, numbers[0], params->below);
    return weave_end_exec(&q, changes);
}

const char *media_forget_sql(const MediaForgetParams *params)
{
    size_t choice = media_forget_choice(params);
    return MEDIA_FORGET_SQL[choice].sql;
}

// --- what is written to table "media" ---------------------------------------

static void media_new_bind(WeaveQuery *q, const MediaNew *row)
{
    weave_bind_opt_int(q, 1, row->id);
    weave_bind_text(q, 2, row->uri);
    weave_bind_opt_int(q, 3, row->width);
}

static void media_patch_bind(WeaveQuery *q, const MediaPatch *patch)
{
    weave_bind_opt_text(q, 1, patch->uri);
    weave_bind_bool(q, 2, patch->null.width);
    weave_bind_opt_int(q, 3, patch->width);
}

// --- media.get --------------------------------------------------------------

static WeaveStatement MEDIA_GET_SQL = {
    "schema.ts:6 media.get",
    "SELECT id, uri, width\n"
    "FROM media\n"
    "WHERE id = :id",
    "media\0", // reads
    "",        // writes
    "",        // hides
    WEAVE_FETCH_LOOKUP,
    0,
};

WeaveStatus media_get(WeaveDb *db, int64_t id, WeaveArena *mem, Media *out)
{
    WeaveQuery q = weave_query_rows(db, &MEDIA_GET_SQL);
    weave_bind_int(&q, 1, id);
    media_rows_one(&q, mem, out);
    return weave_end_one(&q);
}

const char *media_get_sql(void)
{
    return MEDIA_GET_SQL.sql;
}

// --- media.insert -----------------------------------------------------------

static WeaveStatement MEDIA_INSERT_SQL = {
    "schema.ts:6 media.insert",
    "INSERT INTO media (id, uri, width)\n"
    "VALUES (:id, :uri, :width)",
    "",        // reads
    "media\0", // writes
    "",        // hides
    WEAVE_FETCH_COLUMNS,
    0,
};

WeaveStatus media_insert(WeaveDb *db, const MediaNew *row, int64_t *id)
{
    WeaveQuery q = weave_query(db, &MEDIA_INSERT_SQL);
    media_new_bind(&q, row);
    return weave_end_insert(&q, id);
}

const char *media_insert_sql(void)
{
    return MEDIA_INSERT_SQL.sql;
}

// --- media.insert_many ------------------------------------------------------

static WeaveStatement MEDIA_INSERT_MANY_SQL = {
    "schema.ts:6 media.insert_many",
    "INSERT INTO media (id, uri, width)\n"
    "SELECT c1, c2, c3\n"
    "FROM weave_tuples(:id, :uri, :width)",
    "",        // reads
    "media\0", // writes
    "",        // hides
    WEAVE_FETCH_COLUMNS,
    0,
};

WeaveStatus media_insert_many(WeaveDb *db, const MediaNew *rows, size_t count,
                              int64_t *changes)
{
    int64_t total = 0;
    WeaveStatus status = weave_begin(db);
    if (status == WEAVE_OK) {
        WeaveQuery q = weave_query(db, &MEDIA_INSERT_MANY_SQL);
        weave_bind_member(&q, 1, WEAVE_MEMBER_OPT_INT, NULL, rows, count, sizeof *rows,
                          offsetof(MediaNew, id));
        weave_bind_member(&q, 2, WEAVE_MEMBER_TEXT, NULL, rows, count, sizeof *rows,
                          offsetof(MediaNew, uri));
        weave_bind_member(&q, 3, WEAVE_MEMBER_OPT_INT, NULL, rows, count, sizeof *rows,
                          offsetof(MediaNew, width));
        status = weave_finish(db, weave_end_exec(&q, &total));
    }
    if (changes)
        *changes = status == WEAVE_OK ? total : 0;
    return status;
}

const char *media_insert_many_sql(void)
{
    return MEDIA_INSERT_MANY_SQL.sql;
}

// --- media.count ------------------------------------------------------------

static WeaveStatement MEDIA_COUNT_SQL = {
    "schema.ts:6 media.count",
    "SELECT count(*) AS count\n"
    "FROM media",
    "media\0", // reads
    "",        // writes
    "",        // hides
    WEAVE_FETCH_COLUMNS,
    0,
};

WeaveStatus media_count(WeaveDb *db, int64_t *count)
{
    WeaveQuery q = weave_query(db, &MEDIA_COUNT_SQL);
    *count = weave_step(&q) ? weave_read_int(&q, 0) : 0;
    return weave_end_one(&q);
}

const char *media_count_sql(void)
{
    return MEDIA_COUNT_SQL.sql;
}

// --- media.update -----------------------------------------------------------

static WeaveStatement MEDIA_UPDATE_SQL = {
    "schema.ts:6 media.update",
    "UPDATE media\n"
    "SET uri = :uri,\n"
    "    width = :width\n"
    "WHERE id = :id",
    "media\0", // reads
    "media\0", // writes
    "",        // hides
    WEAVE_FETCH_COLUMNS,
    0,
};

WeaveStatus media_update(WeaveDb *db, const Media *row)
{
    WeaveQuery q = weave_query(db, &MEDIA_UPDATE_SQL);
    weave_bind_text(&q, 1, row->uri);
    weave_bind_opt_int(&q, 2, row->width);
    weave_bind_int(&q, 3, row->id);
    return weave_end_changed(&q);
}

const char *media_update_sql(void)
{
    return MEDIA_UPDATE_SQL.sql;
}

// --- media.patch ------------------------------------------------------------

static WeaveStatement MEDIA_PATCH_SQL = {
    "schema.ts:6 media.patch",
    "UPDATE media\n"
    "SET uri = coalesce(:uri, uri),\n"
    "    width = CASE WHEN :width_is_null THEN NULL ELSE coalesce(:width, width) END\n"
    "WHERE id = :id",
    "media\0", // reads
    "media\0", // writes
    "",        // hides
    WEAVE_FETCH_COLUMNS,
    0,
};

WeaveStatus media_patch(WeaveDb *db, int64_t id, const MediaPatch *patch)
{
    WeaveQuery q = weave_query(db, &MEDIA_PATCH_SQL);
    media_patch_bind(&q, patch);
    weave_bind_int(&q, 4, id);
    return weave_end_changed(&q);
}

const char *media_patch_sql(void)
{
    return MEDIA_PATCH_SQL.sql;
}

// --- media.delete -----------------------------------------------------------

static WeaveStatement MEDIA_DELETE_SQL = {
    "schema.ts:6 media.delete",
    "DELETE FROM media\n"
    "WHERE id = :id",
    "media\0", // reads
    "media\0", // writes
    "",        // hides
    WEAVE_FETCH_COLUMNS,
    0,
};

WeaveStatus media_delete(WeaveDb *db, int64_t id)
{
    WeaveQuery q = weave_query(db, &MEDIA_DELETE_SQL);
    weave_bind_int(&q, 1, id);
    return weave_end_changed(&q);
}

const char *media_delete_sql(void)
{
    return MEDIA_DELETE_SQL.sql;
}

// --- media.upsert -----------------------------------------------------------

static WeaveStatement MEDIA_UPSERT_SQL = {
    "schema.ts:6 media.upsert",
    "INSERT INTO media (id, uri, width)\n"
    "VALUES (:id, :uri, :width)\n"
    "ON CONFLICT (id) DO UPDATE SET\n"
    "    uri = excluded.uri,\n"
    "    width = excluded.width",
    "media\0", // reads
    "media\0", // writes
    "",        // hides
    WEAVE_FETCH_COLUMNS,
    0,
};

WeaveStatus media_upsert(WeaveDb *db, const MediaNew *row, int64_t *id)
{
    WeaveQuery q = weave_query(db, &MEDIA_UPSERT_SQL);
    media_new_bind(&q, row);
    WeaveStatus status = weave_end_insert(&q, id);
    if (status == WEAVE_OK && id && row->id.has)
        *id = row->id.value;
    return status;
}

const char *media_upsert_sql(void)
{
    return MEDIA_UPSERT_SQL.sql;
}
