// album.gen.c - made by weave from schema.sql. Edit that, not this.

#include "album.gen.h"

// --- what is written to table "album" ---------------------------------------

static void album_new_bind(WeaveQuery *q, const AlbumNew *row)
{
    weave_bind_opt_int(q, 1, row->id);
    weave_bind_text(q, 2, row->title);
    weave_bind_opt_int(q, 3, row->released);
    weave_bind_opt_real(q, 4, row->price);
}

static void album_patch_bind(WeaveQuery *q, const AlbumPatch *patch)
{
    weave_bind_opt_text(q, 1, patch->title);
    weave_bind_bool(q, 2, patch->null.released);
    weave_bind_opt_int(q, 3, patch->released);
    weave_bind_bool(q, 4, patch->null.price);
    weave_bind_opt_real(q, 5, patch->price);
}

// --- album.get --------------------------------------------------------------

static WeaveStatement ALBUM_GET_SQL = {
    "schema.sql:1 album.get",
    "SELECT id, title, released, price\n"
    "FROM album\n"
    "WHERE id = :id",
    "album\0", // reads
    "",        // writes
    "",        // hides
    WEAVE_FETCH_LOOKUP,
    0,
};

WeaveStatus album_get(WeaveDb *db, int64_t id, WeaveArena *mem, Album *out)
{
    WeaveQuery q = weave_query_rows(db, &ALBUM_GET_SQL);
    weave_bind_int(&q, 1, id);
    album_rows_one(&q, mem, out);
    return weave_end_one(&q);
}

const char *album_get_sql(void)
{
    return ALBUM_GET_SQL.sql;
}

// --- album.list -------------------------------------------------------------

static WeaveStatement ALBUM_LIST_SQL = {
    "schema.sql:1 album.list",
    "SELECT id, title, released, price\n"
    "FROM album\n"
    "ORDER BY id",
    "album\0", // reads
    "",        // writes
    "",        // hides
    WEAVE_FETCH_NUMBERED,
    0,
};

AlbumRows album_list_rows(WeaveDb *db)
{
    return album_rows_begin(db, &ALBUM_LIST_SQL);
}

WeaveStatus album_list(WeaveDb *db, WeaveArena *mem, AlbumList *out)
{
    WeaveQuery q = weave_query_all(db, &ALBUM_LIST_SQL);
    return album_rows_all(&q, mem, out);
}

WeaveStatus album_list_each(WeaveDb *db, WeaveEach each, void *context)
{
    WeaveQuery q = weave_query_each(db, &ALBUM_LIST_SQL);
    weave_each(&q, &ALBUM_ROW, each, context);
    return weave_end(&q);
}

const char *album_list_sql(void)
{
    return ALBUM_LIST_SQL.sql;
}

// --- album.insert -----------------------------------------------------------

static WeaveStatement ALBUM_INSERT_SQL = {
    "schema.sql:1 album.insert",
    "INSERT INTO album (id, title, released, price)\n"
    "VALUES (:id, :title, :released, :price)",
    "",        // reads
    "album\0", // writes
    "",        // hides
    WEAVE_FETCH_COLUMNS,
    0,
};

WeaveStatus album_insert(WeaveDb *db, const AlbumNew *row, int64_t *id)
{
    WeaveQuery q = weave_query(db, &ALBUM_INSERT_SQL);
    album_new_bind(&q, row);
    return weave_end_insert(&q, id);
}

const char *album_insert_sql(void)
{
    return ALBUM_INSERT_SQL.sql;
}

// --- album.insert_many ------------------------------------------------------

static WeaveStatement ALBUM_INSERT_MANY_SQL = {
    "schema.sql:1 album.insert_many",
    "INSERT INTO album (id, title, released, price)\n"
    "SELECT c1, c2, c3, c4\n"
    "FROM weave_tuples(:id, :title, :released, :price)",
    "track\0", // reads
    "album\0", // writes
    "",        // hides
    WEAVE_FETCH_COLUMNS,
    0,
};

WeaveStatus album_insert_many(WeaveDb *db, const AlbumNew *rows, size_t count,
                              int64_t *changes)
{
    int64_t total = 0;
    WeaveStatus status = weave_begin(db);
    if (status == WEAVE_OK) {
        WeaveQuery q = weave_query(db, &ALBUM_INSERT_MANY_SQL);
        weave_bind_member(&q, 1, WEAVE_MEMBER_OPT_INT, NULL, rows, count, sizeof *rows,
                          offsetof(AlbumNew, id));
        weave_bind_member(&q, 2, WEAVE_MEMBER_TEXT, NULL, rows, count, sizeof *rows,
                          offsetof(AlbumNew, title));
        weave_bind_member(&q, 3, WEAVE_MEMBER_OPT_INT, NULL, rows, count, sizeof *rows,
                          offsetof(AlbumNew, released));
        weave_bind_member(&q, 4, WEAVE_MEMBER_OPT_REAL, NULL, rows, count, sizeof *rows,
                          offsetof(AlbumNew, price));
        status = weave_finish(db, weave_end_exec(&q, &total));
    }
    if (changes)
        *changes = status == WEAVE_OK ? total : 0;
    return status;
}

const char *album_insert_many_sql(void)
{
    return ALBUM_INSERT_MANY_SQL.sql;
}

// --- album.count ------------------------------------------------------------

static WeaveStatement ALBUM_COUNT_SQL = {
    "schema.sql:1 album.count",
    "SELECT count(*) AS count\n"
    "FROM album",
    "album\0", // reads
    "",        // writes
    "",        // hides
    WEAVE_FETCH_COLUMNS,
    0,
};

WeaveStatus album_count(WeaveDb *db, int64_t *count)
{
    WeaveQuery q = weave_query(db, &ALBUM_COUNT_SQL);
    *count = weave_step(&q) ? weave_read_int(&q, 0) : 0;
    return weave_end_one(&q);
}

const char *album_count_sql(void)
{
    return ALBUM_COUNT_SQL.sql;
}

// --- album.update -----------------------------------------------------------

static WeaveStatement ALBUM_UPDATE_SQL = {
    "schema.sql:1 album.update",
    "UPDATE album\n"
    "SET title = :title,\n"
    "    released = :released,\n"
    "    price = :price\n"
    "WHERE id = :id",
    "album\0", // reads
    "album\0", // writes
    "",        // hides
    WEAVE_FETCH_COLUMNS,
    0,
};

WeaveStatus album_update(WeaveDb *db, const Album *row)
{
    WeaveQuery q = weave_query(db, &ALBUM_UPDATE_SQL);
    weave_bind_text(&q, 1, row->title);
    weave_bind_opt_int(&q, 2, row->released);
    weave_bind_opt_real(&q, 3, row->price);
    weave_bind_int(&q, 4, row->id);
    return weave_end_changed(&q);
}

const char *album_update_sql(void)
{
    return ALBUM_UPDATE_SQL.sql;
}

// --- album.patch ------------------------------------------------------------

static WeaveStatement ALBUM_PATCH_SQL = {
    "schema.sql:1 album.patch",
    "UPDATE album\n"
    "SET title = coalesce(:title, title),\n"
    "    released = CASE WHEN :released_is_null THEN NULL ELSE coalesce(:released, released) END,\n"
    "    price = CASE WHEN :price_is_null THEN NULL ELSE coalesce(:price, price) END\n"
    "WHERE id = :id",
    "album\0", // reads
    "album\0", // writes
    "",        // hides
    WEAVE_FETCH_COLUMNS,
    0,
};

WeaveStatus album_patch(WeaveDb *db, int64_t id, const AlbumPatch *patch)
{
    WeaveQuery q = weave_query(db, &ALBUM_PATCH_SQL);
    album_patch_bind(&q, patch);
    weave_bind_int(&q, 6, id);
    return weave_end_changed(&q);
}

const char *album_patch_sql(void)
{
    return ALBUM_PATCH_SQL.sql;
}

// --- album.delete -----------------------------------------------------------

static WeaveStatement ALBUM_DELETE_SQL = {
    "schema.sql:1 album.delete",
    "DELETE FROM album\n"
    "WHERE id = :id",
    "album\0track\0", // reads
    "album\0",        // writes
    "",               // hides
    WEAVE_FETCH_COLUMNS,
    0,
};

WeaveStatus album_delete(WeaveDb *db, int64_t id)
{
    WeaveQuery q = weave_query(db, &ALBUM_DELETE_SQL);
    weave_bind_int(&q, 1, id);
    return weave_end_changed(&q);
}

const char *album_delete_sql(void)
{
    return ALBUM_DELETE_SQL.sql;
}

// --- album.upsert -----------------------------------------------------------

static WeaveStatement ALBUM_UPSERT_SQL = {
    "schema.sql:1 album.upsert",
    "INSERT INTO album (id, title, released, price)\n"
    "VALUES (:id, :title, :released, :price)\n"
    "ON CONFLICT (id) DO UPDATE SET\n"
    "    title = excluded.title,\n"
    "    released = excluded.released,\n"
    "    price = excluded.price",
    "album\0", // reads
    "album\0", // writes
    "",        // hides
    WEAVE_FETCH_COLUMNS,
    0,
};

WeaveStatus album_upsert(WeaveDb *db, const AlbumNew *row, int64_t *id)
{
    WeaveQuery q = weave_query(db, &ALBUM_UPSERT_SQL);
    album_new_bind(&q, row);
    WeaveStatus status = weave_end_insert(&q, id);
    if (status == WEAVE_OK && id && row->id.has)
        *id = row->id.value;
    return status;
}

const char *album_upsert_sql(void)
{
    return ALBUM_UPSERT_SQL.sql;
}
