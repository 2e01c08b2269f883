// shadow.c - a database in memory that schemas are tried on.

#include "migrate/shadow.h"

#include "catalog/catalog_ddl.h"
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
    s->known = *schema;
    return ok;
}

bool shadow_read(Shadow *s, Schema *out)
{
    bool ok = schema_read_again(s->arena, s->db, &s->known, out, &s->why);
    if (ok)
        s->known = *out;
    return ok;
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

// --- of a project ------------------------------------------------------------

bool schema_of_catalog(Arena *a, const Catalog *c, Schema *out, Str *why)
{
    Shadow s;
    size_t n;
    const Ddl *ddl = catalog_ddl(a, c, &n);
    bool ok = shadow_open(&s, a);
    for (size_t i = 0; ok && i < n; i++)
        ok = shadow_run(&s, ddl[i].sql);
    ok = ok && shadow_read(&s, out);
    if (ok)
        schema_take_keys(out, c);
    shadow_close(&s);
    *why = s.why;
    return ok;
}

// Between two breakpoints may stand several statements.
static bool run_chunk(Shadow *s, Str sql)
{
    SqlList list = sql_statements(s->arena, sql);
    bool ok = true;
    for (size_t i = 0; ok && i < list.n; i++)
        ok = shadow_run(s, list.items[i]);
    return ok;
}

bool schema_of_migrations(Arena *a, const Catalog *c, Schema *out,
                          const Statement **failed, Str *why)
{
    Shadow s;
    bool ok = shadow_open(&s, a);
    *failed = NULL;
    for (size_t i = 0; ok && i < c->n_migrations; i++)
        for (size_t k = 0; ok && k < c->migrations[i].n_statements; k++) {
            ok = run_chunk(&s, c->migrations[i].statements[k].sql);
            *failed = ok ? NULL : &c->migrations[i].statements[k];
        }
    ok = ok && shadow_read(&s, out);
    shadow_close(&s);
    *why = s.why;
    return ok;
}
