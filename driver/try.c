// try.c - the schema's DDL before the SQLite that weave is linked with, in memory.
//
// That SQLite is not the judge: the midstage is, with the application's own. But it
// answers in a millisecond and without a compiler, which is what `weave sql` is for, and
// nearly always it says the same. So what an application may add is not held against the
// schema: if it brings its own SQLite nothing is tried, if it brings SQL functions any
// name may be one.

#include "driver/try.h"

#include "base/intern.h"

#include <sqlite3.h>
#include <string.h>

// Virtual machine steps between two looks at how long it takes, and how many such looks
// before a statement of an .sql file is left to the midstage.
enum { TRY_STEPS = 1000000, TRY_LOOKS = 50 };

enum { TRY_TABLES = 32 }; // in one database, where that is no matter

typedef struct Try {
    Weave *weave;
    sqlite3 *db;
    int looks;
    bool denied;
    bool failed;
} Try;

// --- what the application may have -------------------------------------------

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

// "no such function: slug": from here on there is one.
static bool add_function(const Try *t)
{
    Str said = str_z(sqlite3_errmsg(t->db)), lead = S("no such function: ");
    return t->weave->project.config.n_functions && str_starts(said, lead.ptr) &&
           sqlite3_create_function(
               t->db,
               str_zero(t->weave->project.arena, str_cut(said, lead.len, said.len)), -1,
               SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_INNOCUOUS, NULL,
               any_function, NULL, NULL) == SQLITE_OK;
}

// --- what a schema may not do here -------------------------------------------

// ATTACH, and VACUUM INTO with it, would write files.
static int authorize(void *context, int action, const char *a, const char *b,
                     const char *schema, const char *inner)
{
    Try *t = context;
    (void)a;
    (void)b;
    (void)schema;
    (void)inner;
    if (action != SQLITE_ATTACH && action != SQLITE_DETACH)
        return SQLITE_OK;
    t->denied = true;
    return SQLITE_DENY;
}

static int look(void *context)
{
    Try *t = context;
    return ++t->looks > TRY_LOOKS;
}

// --- trying ------------------------------------------------------------------

static size_t word_len(Str sql, size_t offset)
{
    size_t end = offset;
    while (end < sql.len && (sql.ptr[end] == '_' || (sql.ptr[end] | 0x20) >= 'a' ||
                             (sql.ptr[end] >= '0' && sql.ptr[end] <= '9')))
        end++;
    return end > offset ? end - offset : 1;
}

// What follows from a refusal that was reported is not.
static void refuse(Try *t, const Ddl *ddl)
{
    Diag *d = t->weave->project.diag;
    const char *said = sqlite3_errmsg(t->db);
    int offset = sqlite3_error_offset(t->db);
    Span at = ddl->at;
    if (t->failed && str_starts(str_z(said), "no such table"))
        return;
    t->failed = true;
    if (ddl->n_pieces && offset >= 0)
        at = pieces_span(ddl->pieces, ddl->n_pieces, (size_t)offset,
                         word_len(ddl->sql, (size_t)offset));
    diag_error(d, at, DIAG_W300, "%s", said);
    if (ddl->made && offset >= 0)
        diag_note(d, (Span){0}, "in the SQL made of it: %.*s",
                  STR_ARG(str_line_at(ddl->sql, (size_t)offset)));
}

static int run(Try *t, Str sql)
{
    sqlite3_stmt *stmt = NULL;
    int code = sqlite3_prepare_v2(t->db, sql.ptr, (int)sql.len, &stmt, NULL);
    if (code != SQLITE_OK)
        return code;
    while (stmt && sqlite3_step(stmt) == SQLITE_ROW)
        ;
    return sqlite3_finalize(stmt);
}

static void try_one(Try *t, const Ddl *ddl)
{
    t->denied = false;
    t->looks = 0;
    int code = run(t, ddl->sql);
    while (code == SQLITE_ERROR && add_function(t))
        code = run(t, ddl->sql);
    if (code != SQLITE_OK && code != SQLITE_INTERRUPT && code != SQLITE_NOMEM &&
        !t->denied)
        refuse(t, ddl);
}

static void open_empty(Try *t)
{
    sqlite3_close(t->db);
    sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0); // only one thread is here, and no lock
    if (sqlite3_open_v2(":memory:", &t->db,
                        SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE |
                            SQLITE_OPEN_NOMUTEX,
                        NULL) != SQLITE_OK) {
        sqlite3_close(t->db);
        t->db = NULL;
        return;
    }
    sqlite3_set_authorizer(t->db, authorize, t);
    sqlite3_progress_handler(t->db, TRY_STEPS, look, t);
    if (t->weave->project.config.n_functions)
        sqlite3_collation_needed(t->db, NULL, need_collation);
}

// --- tables by themselves ----------------------------------------------------

static bool is_new(Arena *a, Intern *names, Str name)
{
    char *lower = arena_many(a, char, name.len + 1);
    for (size_t i = 0; i < name.len; i++)
        lower[i] = name.ptr[i] >= 'A' && name.ptr[i] <= 'Z' ? (char)(name.ptr[i] + 32)
                                                            : name.ptr[i];
    size_t before = names->n;
    intern_put(a, names, (Str){lower, name.len});
    return names->n > before;
}

// SQLite looks through the whole schema for each table that it makes. Without views,
// statements of .sql files and names that clash, a table does not depend on others.
static bool are_apart(const Catalog *c)
{
    Arena scratch = {0};
    Intern names = {0};
    bool apart = c->n_views == 0 && c->n_statements == 0;
    for (size_t i = 0; apart && i < c->n_tables; i++) {
        const Table *t = &c->tables[i];
        apart = is_new(&scratch, &names, t->name);
        for (size_t k = 0; apart && k < t->n_indexes; k++)
            apart = is_new(&scratch, &names, t->indexes[k].name);
    }
    arena_free(&scratch);
    return apart;
}

bool schema_is_accepted(Weave *w, const Ddl *statements, size_t n)
{
    Try t = {.weave = w};
    if (w->project.config.sqlite_source.len)
        return true;
    bool apart = are_apart(&w->catalog);
    size_t tables = 0;
    for (size_t i = 0; i < n; i++) {
        bool table = str_starts(statements[i].sql, "CREATE TABLE");
        if (i == 0 || (apart && table && tables++ % TRY_TABLES == 0))
            open_empty(&t);
        if (t.db)
            try_one(&t, &statements[i]);
    }
    sqlite3_close(t.db);
    return !t.failed;
}
