// tag.gen.c - made by weave from schema.ts. Edit that, not this.

#include "tag.gen.h"

#include <string.h>

// --- rows of tag.many -------------------------------------------------------

static const WeaveField tag_many_fields[] = {
    {WEAVE_READ_INT, 0, offsetof(TagMany, id), NULL},
    {WEAVE_READ_TEXT, 1, offsetof(TagMany, name), NULL},
    {WEAVE_READ_END, 0, 0, NULL},
};

static const WeaveRow TAG_MANY_ROW = {
    tag_many_fields,
    2,
    sizeof(TagMany),
};

static TagManyRows tag_many_rows_begin(WeaveDb *db, WeaveStatement *statement)
{
    TagManyRows rows;
    memset(&rows, 0, sizeof rows);
    rows.query = weave_query_rows(db, statement);
    return rows;
}

bool tag_many_rows_next(TagManyRows *rows)
{
    return weave_next(&rows->query, &TAG_MANY_ROW, &rows->row);
}

WeaveStatus tag_many_rows_end(TagManyRows *rows)
{
    return weave_end(&rows->query);
}

// All rows, kept, in a list that lives in mem; ends the query.
static WeaveStatus tag_many_rows_all(WeaveQuery *q, WeaveArena *mem, TagManyList *out)
{
    out->items = (TagMany *)weave_all(q, &TAG_MANY_ROW, mem, &out->count);
    return weave_end(q);
}

// --- rows of tag.create -----------------------------------------------------

static const WeaveField tag_create_fields[] = {
    {WEAVE_READ_INT, 0, offsetof(TagCreate, id), NULL},
    {WEAVE_READ_END, 0, 0, NULL},
};

static const WeaveRow TAG_CREATE_ROW = {
    tag_create_fields,
    1,
    sizeof(TagCreate),
};

// The first row, kept; zeroed if there is none.
static void tag_create_rows_one(WeaveQuery *q, TagCreate *out)
{
    weave_one(q, &TAG_CREATE_ROW, NULL, out);
}

// --- rows of tag.countAll ---------------------------------------------------

static const WeaveField tag_count_all_fields[] = {
    {WEAVE_READ_INT, 0, offsetof(TagCountAll, n), NULL},
    {WEAVE_READ_END, 0, 0, NULL},
};

static const WeaveRow TAG_COUNT_ALL_ROW = {
    tag_count_all_fields,
    1,
    sizeof(TagCountAll),
};

// The first row, kept; zeroed if there is none.
static void tag_count_all_rows_one(WeaveQuery *q, TagCountAll *out)
{
    weave_one(q, &TAG_COUNT_ALL_ROW, NULL, out);
}

// --- tag.proven -------------------------------------------------------------

static WeaveStatement TAG_PROVEN_SQL = {
    "schema.ts:11 tag.proven",
    "SELECT id, name, uses FROM tag WHERE name = :name",
    "tag\0", // reads
    "",      // writes
    "",      // hides
    WEAVE_FETCH_LOOKUP,
    0,
};

WeaveStatus tag_proven(WeaveDb *db, WeaveText name, WeaveArena *mem, Tag *out)
{
    WeaveQuery q = weave_query_rows(db, &TAG_PROVEN_SQL);
    weave_bind_text(&q, 1, name);
    tag_rows_one(&q, mem, out);
    return weave_end_one(&q);
}

const char *tag_proven_sql(void)
{
    return TAG_PROVEN_SQL.sql;
}

// --- tag.stated -------------------------------------------------------------

static WeaveStatement TAG_STATED_SQL = {
    "schema.ts:12 tag.stated",
    "SELECT id, name, uses FROM tag WHERE uses = :uses",
    "tag\0", // reads
    "",      // writes
    "",      // hides
    WEAVE_FETCH_ROWS,
    0,
};

WeaveStatus tag_stated(WeaveDb *db, int64_t uses, WeaveArena *mem, Tag *out)
{
    WeaveQuery q = weave_query_rows(db, &TAG_STATED_SQL);
    weave_bind_int(&q, 1, uses);
    tag_rows_one(&q, mem, out);
    return weave_end_single(&q);
}

const char *tag_stated_sql(void)
{
    return TAG_STATED_SQL.sql;
}

// --- tag.many ---------------------------------------------------------------

static WeaveStatement TAG_MANY_SQL = {
    "schema.ts:13 tag.many",
    "SELECT id, name FROM tag ORDER BY name",
    "tag\0", // reads
    "",      // writes
    "",      // hides
    WEAVE_FETCH_NUMBERED,
    0,
};

TagManyRows tag_many_rows(WeaveDb *db)
{
    return tag_many_rows_begin(db, &TAG_MANY_SQL);
}

WeaveStatus tag_many(WeaveDb *db, WeaveArena *mem, TagManyList *out)
{
    WeaveQuery q = weave_query_all(db, &TAG_MANY_SQL);
    return tag_many_rows_all(&q, mem, out);
}

WeaveStatus tag_many_each(WeaveDb *db, WeaveEach each, void *context)
{
    WeaveQuery q = weave_query_each(db, &TAG_MANY_SQL);
    weave_each(&q, &TAG_MANY_ROW, each, context);
    return weave_end(&q);
}

const char *tag_many_sql(void)
{
    return TAG_MANY_SQL.sql;
}

// --- tag.sameColumns --------------------------------------------------------

static WeaveStatement TAG_SAME_COLUMNS_SQL = {
    "schema.ts:14 tag.sameColumns",
    "SELECT id, name FROM tag WHERE uses > :uses",
    "tag\0", // reads
    "",      // writes
    "",      // hides
    WEAVE_FETCH_ROWS,
    0,
};

TagManyRows tag_same_columns_rows(WeaveDb *db, int64_t uses)
{
    TagManyRows rows = tag_many_rows_begin(db, &TAG_SAME_COLUMNS_SQL);
    weave_bind_int(&rows.query, 1, uses);
    return rows;
}

WeaveStatus tag_same_columns(WeaveDb *db, int64_t uses, WeaveArena *mem,
                             TagManyList *out)
{
    WeaveQuery q = weave_query_all(db, &TAG_SAME_COLUMNS_SQL);
    weave_bind_int(&q, 1, uses);
    return tag_many_rows_all(&q, mem, out);
}

WeaveStatus tag_same_columns_each(WeaveDb *db, int64_t uses, WeaveEach each,
                                  void *context)
{
    WeaveQuery q = weave_query_each(db, &TAG_SAME_COLUMNS_SQL);
    weave_bind_int(&q, 1, uses);
    weave_each(&q, &TAG_MANY_ROW, each, context);
    return weave_end(&q);
}

const char *tag_same_columns_sql(void)
{
    return TAG_SAME_COLUMNS_SQL.sql;
}

// --- tag.create -------------------------------------------------------------

static WeaveStatement TAG_CREATE_SQL = {
    "schema.ts:15 tag.create",
    "INSERT INTO tag (name) VALUES (:name) RETURNING id",
    "tag\0", // reads
    "tag\0", // writes
    "",      // hides
    WEAVE_FETCH_COLUMNS,
    0,
};

WeaveStatus tag_create(WeaveDb *db, WeaveText name, TagCreate *out)
{
    WeaveQuery q = weave_query_rows(db, &TAG_CREATE_SQL);
    weave_bind_text(&q, 1, name);
    tag_create_rows_one(&q, out);
    return weave_end_one(&q);
}

const char *tag_create_sql(void)
{
    return TAG_CREATE_SQL.sql;
}

// --- tag.rename -------------------------------------------------------------

static WeaveStatement TAG_RENAME_SQL = {
    "schema.ts:16 tag.rename",
    "UPDATE tag SET name = :name WHERE id = :id RETURNING id, name, uses",
    "tag\0", // reads
    "tag\0", // writes
    "",      // hides
    WEAVE_FETCH_COLUMNS,
    0,
};

WeaveStatus tag_rename(WeaveDb *db, WeaveText name, int64_t id, WeaveArena *mem,
                       Tag *out)
{
    WeaveQuery q = weave_query_rows(db, &TAG_RENAME_SQL);
    weave_bind_text(&q, 1, name);
    weave_bind_int(&q, 2, id);
    tag_rows_one(&q, mem, out);
    return weave_end_one(&q);
}

const char *tag_rename_sql(void)
{
    return TAG_RENAME_SQL.sql;
}

// --- tag.use ----------------------------------------------------------------

static WeaveStatement TAG_USE_SQL = {
    "schema.ts:17 tag.use",
    "UPDATE tag SET uses = uses + 1 WHERE id = :id",
    "tag\0", // reads
    "tag\0", // writes
    "",      // hides
    WEAVE_FETCH_COLUMNS,
    0,
};

WeaveStatus tag_use(WeaveDb *db, int64_t id, int64_t *changes)
{
    WeaveQuery q = weave_query(db, &TAG_USE_SQL);
    weave_bind_int(&q, 1, id);
    return weave_end_exec(&q, changes);
}

const char *tag_use_sql(void)
{
    return TAG_USE_SQL.sql;
}

// --- tag.forget -------------------------------------------------------------

static WeaveStatement TAG_FORGET_SQL = {
    "schema.ts:18 tag.forget",
    "DELETE FROM tag WHERE uses = 0 RETURNING id",
    "tag\0", // reads
    "tag\0", // writes
    "",      // hides
    WEAVE_FETCH_COLUMNS,
    0,
};

WeaveStatus tag_forget(WeaveDb *db, int64_t *changes)
{
    WeaveQuery q = weave_query(db, &TAG_FORGET_SQL);
    return weave_end_exec(&q, changes);
}

const char *tag_forget_sql(void)
{
    return TAG_FORGET_SQL.sql;
}

// --- tag.countAll -----------------------------------------------------------

static WeaveStatement TAG_COUNT_ALL_SQL = {
    "schema.ts:19 tag.countAll",
    "SELECT count(*) AS n FROM tag",
    "tag\0", // reads
    "",      // writes
    "",      // hides
    WEAVE_FETCH_COLUMNS,
    0,
};

WeaveStatus tag_count_all(WeaveDb *db, TagCountAll *out)
{
    WeaveQuery q = weave_query_rows(db, &TAG_COUNT_ALL_SQL);
    tag_count_all_rows_one(&q, out);
    return weave_end_one(&q);
}

const char *tag_count_all_sql(void)
{
    return TAG_COUNT_ALL_SQL.sql;
}

// --- what is written to table "tag" -----------------------------------------

static void tag_new_bind(WeaveQuery *q, const TagNew *row)
{
    weave_bind_opt_int(q, 1, row->id);
    weave_bind_text(q, 2, row->name);
    weave_bind_opt_int(q, 3, row->uses);
}

static void tag_patch_bind(WeaveQuery *q, const TagPatch *patch)
{
    weave_bind_opt_text(q, 1, patch->name);
    weave_bind_opt_int(q, 2, patch->uses);
}

// --- tag.get ----------------------------------------------------------------

static WeaveStatement TAG_GET_SQL = {
    "schema.ts:4 tag.get",
    "SELECT id, name, uses\n"
    "FROM tag\n"
    "WHERE id = :id",
    "tag\0", // reads
    "",      // writes
    "",      // hides
    WEAVE_FETCH_LOOKUP,
    0,
};

WeaveStatus tag_get(WeaveDb *db, int64_t id, WeaveArena *mem, Tag *out)
{
    WeaveQuery q = weave_query_rows(db, &TAG_GET_SQL);
    weave_bind_int(&q, 1, id);
    tag_rows_one(&q, mem, out);
    return weave_end_one(&q);
}

const char *tag_get_sql(void)
{
    return TAG_GET_SQL.sql;
}

// --- tag.list ---------------------------------------------------------------

static WeaveStatement TAG_LIST_SQL = {
    "schema.ts:4 tag.list",
    "SELECT id, name, uses\n"
    "FROM tag\n"
    "ORDER BY id",
    "tag\0", // reads
    "",      // writes
    "",      // hides
    WEAVE_FETCH_NUMBERED,
    0,
};

TagRows tag_list_rows(WeaveDb *db)
{
    return tag_rows_begin(db, &TAG_LIST_SQL);
}

WeaveStatus tag_list(WeaveDb *db, WeaveArena *mem, TagList *out)
{
    WeaveQuery q = weave_query_all(db, &TAG_LIST_SQL);
    return tag_rows_all(&q, mem, out);
}

WeaveStatus tag_list_each(WeaveDb *db, WeaveEach each, void *context)
{
    WeaveQuery q = weave_query_each(db, &TAG_LIST_SQL);
    weave_each(&q, &TAG_ROW, each, context);
    return weave_end(&q);
}

const char *tag_list_sql(void)
{
    return TAG_LIST_SQL.sql;
}

// --- tag.insert -------------------------------------------------------------

static WeaveStatement TAG_INSERT_SQL = {
    "schema.ts:4 tag.insert",
    "INSERT INTO tag (id, name, uses)\n"
    "VALUES (:id, :name, coalesce(:uses, 0))",
    "",      // reads
    "tag\0", // writes
    "",      // hides
    WEAVE_FETCH_COLUMNS,
    0,
};

WeaveStatus tag_insert(WeaveDb *db, const TagNew *row, int64_t *id)
{
    WeaveQuery q = weave_query(db, &TAG_INSERT_SQL);
    tag_new_bind(&q, row);
    return weave_end_insert(&q, id);
}

const char *tag_insert_sql(void)
{
    return TAG_INSERT_SQL.sql;
}

// --- tag.insert_many --------------------------------------------------------

static WeaveStatement TAG_INSERT_MANY_SQL = {
    "schema.ts:4 tag.insert_many",
    "INSERT INTO tag (id, name, uses)\n"
    "SELECT c1, c2, coalesce(c3, 0)\n"
    "FROM weave_tuples(:id, :name, :uses)",
    "",      // reads
    "tag\0", // writes
    "",      // hides
    WEAVE_FETCH_COLUMNS,
    0,
};

WeaveStatus tag_insert_many(WeaveDb *db, const TagNew *rows, size_t count,
                            int64_t *changes)
{
    int64_t total = 0;
    WeaveStatus status = weave_begin(db);
    if (status == WEAVE_OK) {
        WeaveQuery q = weave_query(db, &TAG_INSERT_MANY_SQL);
        weave_bind_member(&q, 1, WEAVE_MEMBER_OPT_INT, NULL, rows, count, sizeof *rows,
                          offsetof(TagNew, id));
        weave_bind_member(&q, 2, WEAVE_MEMBER_TEXT, NULL, rows, count, sizeof *rows,
                          offsetof(TagNew, name));
        weave_bind_member(&q, 3, WEAVE_MEMBER_OPT_INT, NULL, rows, count, sizeof *rows,
                          offsetof(TagNew, uses));
        status = weave_finish(db, weave_end_exec(&q, &total));
    }
    if (changes)
        *changes = status == WEAVE_OK ? total : 0;
    return status;
}

const char *tag_insert_many_sql(void)
{
    return TAG_INSERT_MANY_SQL.sql;
}

// --- tag.count --------------------------------------------------------------

static WeaveStatement TAG_COUNT_SQL = {
    "schema.ts:4 tag.count",
    "SELECT count(*) AS count\n"
    "FROM tag",
    "tag\0", // reads
    "",      // writes
    "",      // hides
    WEAVE_FETCH_COLUMNS,
    0,
};

WeaveStatus tag_count(WeaveDb *db, int64_t *count)
{
    WeaveQuery q = weave_query(db, &TAG_COUNT_SQL);
    *count = weave_step(&q) ? weave_read_int(&q, 0) : 0;
    return weave_end_one(&q);
}

const char *tag_count_sql(void)
{
    return TAG_COUNT_SQL.sql;
}

// --- tag.update -------------------------------------------------------------

static WeaveStatement TAG_UPDATE_SQL = {
    "schema.ts:4 tag.update",
    "UPDATE tag\n"
    "SET name = :name,\n"
    "    uses = :uses\n"
    "WHERE id = :id",
    "tag\0", // reads
    "tag\0", // writes
    "",      // hides
    WEAVE_FETCH_COLUMNS,
    0,
};

WeaveStatus tag_update(WeaveDb *db, const Tag *row)
{
    WeaveQuery q = weave_query(db, &TAG_UPDATE_SQL);
    weave_bind_text(&q, 1, row->name);
    weave_bind_int(&q, 2, row->uses);
    weave_bind_int(&q, 3, row->id);
    return weave_end_changed(&q);
}

const char *tag_update_sql(void)
{
    return TAG_UPDATE_SQL.sql;
}

// --- tag.patch --------------------------------------------------------------

static WeaveStatement TAG_PATCH_SQL = {
    "schema.ts:4 tag.patch",
    "UPDATE tag\n"
    "SET name = coalesce(:name, name),\n"
    "    uses = coalesce(:uses, uses)\n"
    "WHERE id = :id",
    "tag\0", // reads
    "tag\0", // writes
    "",      // hides
    WEAVE_FETCH_COLUMNS,
    0,
};

WeaveStatus tag_patch(WeaveDb *db, int64_t id, const TagPatch *patch)
{
    WeaveQuery q = weave_query(db, &TAG_PATCH_SQL);
    tag_patch_bind(&q, patch);
    weave_bind_int(&q, 3, id);
    return weave_end_changed(&q);
}

const char *tag_patch_sql(void)
{
    return TAG_PATCH_SQL.sql;
}

// --- tag.delete -------------------------------------------------------------

static WeaveStatement TAG_DELETE_SQL = {
    "schema.ts:4 tag.delete",
    "DELETE FROM tag\n"
    "WHERE id = :id",
    "tag\0", // reads
    "tag\0", // writes
    "",      // hides
    WEAVE_FETCH_COLUMNS,
    0,
};

WeaveStatus tag_delete(WeaveDb *db, int64_t id)
{
    WeaveQuery q = weave_query(db, &TAG_DELETE_SQL);
    weave_bind_int(&q, 1, id);
    return weave_end_changed(&q);
}

const char *tag_delete_sql(void)
{
    return TAG_DELETE_SQL.sql;
}

// --- tag.upsert -------------------------------------------------------------

static WeaveStatement TAG_UPSERT_SQL = {
    "schema.ts:4 tag.upsert",
    "INSERT INTO tag (id, name, uses)\n"
    "VALUES (:id, :name, coalesce(:uses, 0))\n"
    "ON CONFLICT (id) DO UPDATE SET\n"
    "    name = excluded.name,\n"
    "    uses = coalesce(:uses, uses)",
    "tag\0", // reads
    "tag\0", // writes
    "",      // hides
    WEAVE_FETCH_COLUMNS,
    0,
};

WeaveStatus tag_upsert(WeaveDb *db, const TagNew *row, int64_t *id)
{
    WeaveQuery q = weave_query(db, &TAG_UPSERT_SQL);
    tag_new_bind(&q, row);
    WeaveStatus status = weave_end_insert(&q, id);
    if (status == WEAVE_OK && id && row->id.has)
        *id = row->id.value;
    return status;
}

const char *tag_upsert_sql(void)
{
    return TAG_UPSERT_SQL.sql;
}
