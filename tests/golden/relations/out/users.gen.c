// users.gen.c - made by weave from schema.ts. Edit that, not this.

#include "users.gen.h"

// --- what is written to table "users" ---------------------------------------

static void users_new_bind(WeaveQuery *q, const UsersNew *row)
{
    weave_bind_opt_int(q, 1, row->id);
    weave_bind_text(q, 2, row->name);
}

static void users_patch_bind(WeaveQuery *q, const UsersPatch *patch)
{
    weave_bind_opt_text(q, 1, patch->name);
}

// --- users.get --------------------------------------------------------------

static WeaveStatement USERS_GET_SQL = {
    "schema.ts:4 users.get",
    "SELECT id, name\n"
    "FROM users\n"
    "WHERE id = :id",
    "users\0", // reads
    "",        // writes
    "",        // hides
    WEAVE_FETCH_LOOKUP,
    0,
};

WeaveStatus users_get(WeaveDb *db, int64_t id, WeaveArena *mem, Users *out)
{
    WeaveQuery q = weave_query_rows(db, &USERS_GET_SQL);
    weave_bind_int(&q, 1, id);
    users_rows_one(&q, mem, out);
    return weave_end_one(&q);
}

const char *users_get_sql(void)
{
    return USERS_GET_SQL.sql;
}

// --- users.list -------------------------------------------------------------

static WeaveStatement USERS_LIST_SQL = {
    "schema.ts:4 users.list",
    "SELECT id, name\n"
    "FROM users\n"
    "ORDER BY id",
    "users\0", // reads
    "",        // writes
    "",        // hides
    WEAVE_FETCH_NUMBERED,
    0,
};

UsersRows users_list_rows(WeaveDb *db)
{
    return users_rows_begin(db, &USERS_LIST_SQL);
}

WeaveStatus users_list(WeaveDb *db, WeaveArena *mem, UsersList *out)
{
    WeaveQuery q = weave_query_all(db, &USERS_LIST_SQL);
    return users_rows_all(&q, mem, out);
}

WeaveStatus users_list_each(WeaveDb *db, WeaveEach each, void *context)
{
    WeaveQuery q = weave_query_each(db, &USERS_LIST_SQL);
    weave_each(&q, &USERS_ROW, each, context);
    return weave_end(&q);
}

const char *users_list_sql(void)
{
    return USERS_LIST_SQL.sql;
}

// --- users.insert -----------------------------------------------------------

static WeaveStatement USERS_INSERT_SQL = {
    "schema.ts:4 users.insert",
    "INSERT INTO users (id, name)\n"
    "VALUES (:id, :name)",
    "",        // reads
    "users\0", // writes
    "",        // hides
    WEAVE_FETCH_COLUMNS,
    0,
};

WeaveStatus users_insert(WeaveDb *db, const UsersNew *row, int64_t *id)
{
    WeaveQuery q = weave_query(db, &USERS_INSERT_SQL);
    users_new_bind(&q, row);
    return weave_end_insert(&q, id);
}

const char *users_insert_sql(void)
{
    return USERS_INSERT_SQL.sql;
}

// --- users.insert_many ------------------------------------------------------

static WeaveStatement USERS_INSERT_MANY_SQL = {
    "schema.ts:4 users.insert_many",
    "INSERT INTO users (id, name)\n"
    "SELECT c1, c2\n"
    "FROM weave_tuples(:id, :name)",
    "posts\0", // reads
    "users\0", // writes
    "",        // hides
    WEAVE_FETCH_COLUMNS,
    0,
};

WeaveStatus users_insert_many(WeaveDb *db, const UsersNew *rows, size_t count,
                              int64_t *changes)
{
    int64_t total = 0;
    WeaveStatus status = weave_begin(db);
    if (status == WEAVE_OK) {
        WeaveQuery q = weave_query(db, &USERS_INSERT_MANY_SQL);
        weave_bind_member(&q, 1, WEAVE_MEMBER_OPT_INT, NULL, rows, count, sizeof *rows,
                          offsetof(UsersNew, id));
        weave_bind_member(&q, 2, WEAVE_MEMBER_TEXT, NULL, rows, count, sizeof *rows,
                          offsetof(UsersNew, name));
        status = weave_finish(db, weave_end_exec(&q, &total));
    }
    if (changes)
        *changes = status == WEAVE_OK ? total : 0;
    return status;
}

const char *users_insert_many_sql(void)
{
    return USERS_INSERT_MANY_SQL.sql;
}

// --- users.count ------------------------------------------------------------

static WeaveStatement USERS_COUNT_SQL = {
    "schema.ts:4 users.count",
    "SELECT count(*) AS count\n"
    "FROM users",
    "users\0", // reads
    "",        // writes
    "",        // hides
    WEAVE_FETCH_COLUMNS,
    0,
};

WeaveStatus users_count(WeaveDb *db, int64_t *count)
{
    WeaveQuery q = weave_query(db, &USERS_COUNT_SQL);
    *count = weave_step(&q) ? weave_read_int(&q, 0) : 0;
    return weave_end_one(&q);
}

const char *users_count_sql(void)
{
    return USERS_COUNT_SQL.sql;
}

// --- users.update -----------------------------------------------------------

static WeaveStatement USERS_UPDATE_SQL = {
    "schema.ts:4 users.update",
    "UPDATE users\n"
    "SET name = :name\n"
    "WHERE id = :id",
    "users\0", // reads
    "users\0", // writes
    "",        // hides
    WEAVE_FETCH_COLUMNS,
    0,
};

WeaveStatus users_update(WeaveDb *db, const Users *row)
{
    WeaveQuery q = weave_query(db, &USERS_UPDATE_SQL);
    weave_bind_text(&q, 1, row->name);
    weave_bind_int(&q, 2, row->id);
    return weave_end_changed(&q);
}

const char *users_update_sql(void)
{
    return USERS_UPDATE_SQL.sql;
}

// --- users.patch ------------------------------------------------------------

static WeaveStatement USERS_PATCH_SQL = {
    "schema.ts:4 users.patch",
    "UPDATE users\n"
    "SET name = coalesce(:name, name)\n"
    "WHERE id = :id",
    "users\0", // reads
    "users\0", // writes
    "",        // hides
    WEAVE_FETCH_COLUMNS,
    0,
};

WeaveStatus users_patch(WeaveDb *db, int64_t id, const UsersPatch *patch)
{
    WeaveQuery q = weave_query(db, &USERS_PATCH_SQL);
    users_patch_bind(&q, patch);
    weave_bind_int(&q, 2, id);
    return weave_end_changed(&q);
}

const char *users_patch_sql(void)
{
    return USERS_PATCH_SQL.sql;
}

// --- users.delete -----------------------------------------------------------

static WeaveStatement USERS_DELETE_SQL = {
    "schema.ts:4 users.delete",
    "DELETE FROM users\n"
    "WHERE id = :id",
    "users\0posts\0", // reads
    "users\0",        // writes
    "",               // hides
    WEAVE_FETCH_COLUMNS,
    0,
};

WeaveStatus users_delete(WeaveDb *db, int64_t id)
{
    WeaveQuery q = weave_query(db, &USERS_DELETE_SQL);
    weave_bind_int(&q, 1, id);
    return weave_end_changed(&q);
}

const char *users_delete_sql(void)
{
    return USERS_DELETE_SQL.sql;
}

// --- users.upsert -----------------------------------------------------------

static WeaveStatement USERS_UPSERT_SQL = {
    "schema.ts:4 users.upsert",
    "INSERT INTO users (id, name)\n"
    "VALUES (:id, :name)\n"
    "ON CONFLICT (id) DO UPDATE SET\n"
    "    name = excluded.name",
    "users\0", // reads
    "users\0", // writes
    "",        // hides
    WEAVE_FETCH_COLUMNS,
    0,
};

WeaveStatus users_upsert(WeaveDb *db, const UsersNew *row, int64_t *id)
{
    WeaveQuery q = weave_query(db, &USERS_UPSERT_SQL);
    users_new_bind(&q, row);
    WeaveStatus status = weave_end_insert(&q, id);
    if (status == WEAVE_OK && id && row->id.has)
        *id = row->id.value;
    return status;
}

const char *users_upsert_sql(void)
{
    return USERS_UPSERT_SQL.sql;
}
