// shadow.c - a database in memory that schemas are tried on.

#include "migrate/shadow.h"

#include "migrate/sqltext.h"

#include <string.h>

// --- what an application may have --------------------------------------------

static void any_function(sqlite3_context *context, int n, sqlite3_value **arguments)
{
    (void)n;
    (void)arguments;
    sqlite3_result_null(context);
}

static int any_order(void *context, int n, const void *a, int m, const void *b)
{
    (void)context;
    int order = memcmp(a, b, (size_t)(n < m ? n : m));
    return order ? order : n - m;
}

static void need_collation(void *context, sqlite3 *db, int encoding, const char *name)
{
    (void)context;
    sqlite3_create_collation(db, name, encoding, NULL, any_order);
}

void shadow_teach(sqlite3 *db)
{
    sqlite3_collation_needed(db, NULL, need_collation);
}

bool shadow_learn(sqlite3 *db)
{
    static const char lead[] = "no such function: ";
    const char *said = strstr(sqlite3_errmsg(db), lead);
    return said && sqlite3_create_function(db, said + strlen(lead), -1,
                                           SQLITE_UTF8 | SQLITE_DETERMINISTIC |
                                               SQLITE_INNOCUOUS,
                                           NULL, any_function, NULL, NULL) == SQLITE_OK;
}

// --- the database ------------------------------------------------------------

bool shadow_open(Shadow *s, Arena *a)
{
    *s = (Shadow){.arena = a};
    if (sqlite3_open_v2(":memory:", &s->db,
                        SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE |
                            SQLITE_OPEN_NOMUTEX,
                        NULL) == SQLITE_OK) {
        shadow_teach(s->db);
        return shadow_run(s, S("PRAGMA foreign_keys = OFF"));
    }
    s->why = str_copy(a, str_z(sqlite3_errmsg(s->db)));
    return false;
}

void shadow_close(Shadow *s)
{
    sqlite3_close(s->db);
    s->db = NULL;
}

static int run(Shadow *s, Str sql)
{
    sqlite3_stmt *stmt = NULL;
    int code = sqlite3_prepare_v2(s->db, sql.ptr, (int)sql.len, &stmt, NULL);
    while (code == SQLITE_OK && stmt && sqlite3_step(stmt) == SQLITE_ROW)
        ;
    return code == SQLITE_OK ? sqlite3_finalize(stmt) : code;
}

bool shadow_run(Shadow *s, Str sql)
{
    int code = run(s, sql);
    while (code == SQLITE_ERROR && shadow_learn(s->db))
        code = run(s, sql);
    if (code != SQLITE_OK)
        s->why = str_copy(s->arena, str_z(sqlite3_errmsg(s->db)));
    return code == SQLITE_OK;
}

bool shadow_build(Shadow *s, const Schema *schema)
{
    bool ok = true;
    for (size_t i = 0; ok && i < schema->n_tables; i++)
        ok = shadow_run(s, schema->tables[i].sql);
    for (size_t i = 0; ok && i < schema->n_objects; i++)
        ok = shadow_run(s, schema->objects[i].sql);
    return ok;
}

bool shadow_read(Shadow *s, Schema *out)
{
    return schema_read(s->arena, s->db, out, &s->why);
}

bool shadow_accepts(Shadow *s, const SchemaObject *o)
{
    if (o->kind == OBJECT_INDEX)
        return true;
    Str name = sql_name(s->arena, o->kind == OBJECT_VIEW ? o->name : o->table);
    if (o->kind == OBJECT_VIEW)
        return shadow_run(
            s, str_format(s->arena, "SELECT * FROM %.*s LIMIT 0", STR_ARG(name)));
    return shadow_run(
               s, str_format(s->arena, "EXPLAIN DELETE FROM %.*s", STR_ARG(name))) &&
           shadow_run(s, str_format(s->arena, "EXPLAIN INSERT INTO %.*s DEFAULT VALUES",
                                    STR_ARG(name)));
}
