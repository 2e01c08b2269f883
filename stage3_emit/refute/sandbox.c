// sandbox.c - the database in memory that queries are attacked in, and which of its tables
// a query needs.

#include "stage3_emit/refute/attack.h"

#include "base/hash.h"
#include "runtime/weave_sqlite.h"
#include "stage3_emit/words.h"

#include <string.h>

// --- opening ---------------------------------------------------------------------

enum { LONGEST_VALUE = 1000000 };

static sqlite3_stmt *prepared(sqlite3 *db, const char *sql)
{
    sqlite3_stmt *stmt = NULL;
    sqlite3_prepare_v2(db, sql, -1, &stmt, NULL);
    return stmt;
}

static int open_database(Sandbox *sandbox, RegisterFunctions register_functions)
{
    int rc = sqlite3_open_v2(":memory:", &sandbox->db,
                             SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE |
                                 SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_MEMORY,
                             NULL);
    if (rc == SQLITE_OK)
        rc = weave_prepare_connection(sandbox->db);
    if (rc == SQLITE_OK && register_functions)
        rc = register_functions(sandbox->db);
    if (rc == SQLITE_OK)
        rc = sqlite3_exec(sandbox->db, str_zero(sandbox->arena, sandbox->checked->ddl),
                          NULL, NULL, NULL);
    return rc;
}

bool sandbox_open(Sandbox *sandbox, Arena *a, const Checked *c,
                  RegisterFunctions register_functions, Str *why)
{
    *sandbox =
        (Sandbox){.arena = a, .checked = c, .seed = hash_str(HASH_START, c->ddl)};
    if (open_database(sandbox, register_functions) != SQLITE_OK) {
        *why = str_copy(a, str_z(sqlite3_errmsg(sandbox->db)));
        sqlite3_close(sandbox->db);
        return false;
    }
    sqlite3_limit(sandbox->db, SQLITE_LIMIT_LENGTH, LONGEST_VALUE);
    sandbox->begin = prepared(sandbox->db, "BEGIN");
    sandbox->rollback = prepared(sandbox->db, "ROLLBACK");
    sandbox->savepoint = prepared(sandbox->db, "SAVEPOINT one_run");
    sandbox->rollback_to = prepared(sandbox->db, "ROLLBACK TO one_run");
    sandbox->release = prepared(sandbox->db, "RELEASE one_run");
    if (weave_wrap(NULL, sandbox->db, 0, &sandbox->woven) != WEAVE_OK)
        weave_bug("no memory"); // it has nothing else to fail of
    fill_init(&sandbox->fill, a, &c->model, sandbox->db);
    return true;
}

void sandbox_close(Sandbox *sandbox)
{
    fill_free(&sandbox->fill);
    sqlite3_finalize(sandbox->begin);
    sqlite3_finalize(sandbox->rollback);
    sqlite3_finalize(sandbox->savepoint);
    sqlite3_finalize(sandbox->rollback_to);
    sqlite3_finalize(sandbox->release);
    weave_close(sandbox->woven);
    sqlite3_close(sandbox->db);
}

// --- the tables of a query ---------------------------------------------------------

typedef struct Needs {
    Attack *attack;
    bool *needed, *written; // by the model's index
    bool *placed;
    size_t *order;
    size_t n;
} Needs;

static size_t table_index(const Needs *n, Str name)
{
    const Model *m = &n->attack->sandbox->checked->model;
    const ModelTable *t = model_find_table(m, name);
    return t && t->kind != MODEL_VIEW ? (size_t)(t - m->tables) : STR_NONE;
}

// SQLite tells what a statement, its views and its triggers touch.
static int note_table(void *context, int action, const char *a, const char *b,
                      const char *schema, const char *inner)
{
    Needs *n = context;
    (void)b, (void)schema, (void)inner;
    bool writes =
        action == SQLITE_INSERT || action == SQLITE_UPDATE || action == SQLITE_DELETE;
    size_t i = writes || action == SQLITE_READ ? table_index(n, str_z(a)) : STR_NONE;
    if (i != STR_NONE) {
        n->needed[i] = true;
        n->written[i] |= writes;
    }
    return SQLITE_OK;
}

// SQLite is silent about the first table of a FULL JOIN whose columns USING merges.
static void need_reads(Needs *n)
{
    const CheckedQuery *q = n->attack->query;
    for (size_t i = 0; i < q->n_reads; i++) {
        size_t table = table_index(n, q->reads[i].column->table->name);
        if (table != STR_NONE) // else it is a function's: json_each
            n->needed[table] = true;
    }
}

// A full-text index keeps its texts in a table that its SQL names.
static void need_contents(Needs *n, size_t virtual_table)
{
    const Model *m = &n->attack->sandbox->checked->model;
    Words words = words_of(n->attack->sandbox->arena, m->tables[virtual_table].sql);
    for (size_t i = 0; i < m->n_tables; i++)
        if (m->tables[i].kind == MODEL_TABLE && words_name(&words, m->tables[i].name))
            n->needed[i] = true;
}

// Rows that refer to one that is deleted are deleted with it, or forbid it.
static void need_children(Needs *n)
{
    Fill *f = &n->attack->sandbox->fill;
    for (size_t i = 0; i < f->model->n_tables; i++) {
        if (f->model->tables[i].kind == MODEL_VIEW)
            continue;
        const FillTable *t = fill_table(f, i);
        for (size_t k = 0; k < t->n_references; k++)
            if (n->written[t->references[k].parent])
                n->needed[i] = true;
    }
}

static void place(Needs *n, size_t table)
{
    if (n->placed[table])
        return;
    n->placed[table] = true;
    const FillTable *t = fill_table(&n->attack->sandbox->fill, table);
    for (size_t i = 0; i < t->n_references; i++)
        place(n, t->references[i].parent);
    n->order[n->n++] = table;
}

static sqlite3_stmt *prepare(Needs *n)
{
    const Sandbox *sandbox = n->attack->sandbox;
    Str sql = n->attack->query->sql;
    sqlite3_stmt *stmt = NULL;
    sqlite3_set_authorizer(sandbox->db, note_table, n);
    sqlite3_prepare_v3(sandbox->db, sql.ptr, (int)sql.len, SQLITE_PREPARE_PERSISTENT,
                       &stmt, NULL);
    sqlite3_set_authorizer(sandbox->db, NULL, NULL);
    return stmt;
}

static void find_tables(Needs *n)
{
    const Model *m = &n->attack->sandbox->checked->model;
    need_reads(n);
    if (!n->attack->query->read_only)
        need_children(n);
    for (size_t i = 0; i < m->n_tables; i++)
        if (n->needed[i] && m->tables[i].kind == MODEL_VIRTUAL)
            need_contents(n, i);
    for (size_t i = 0; i < m->n_tables; i++)
        if (n->needed[i])
            place(n, i);
}

void attack_init(Attack *attack, Sandbox *sandbox, const CheckedQuery *q)
{
    Arena scratch = {0};
    size_t n_tables = sandbox->checked->model.n_tables;
    *attack = (Attack){.sandbox = sandbox, .query = q};
    Needs n = {attack,
               arena_many(&scratch, bool, n_tables),
               arena_many(&scratch, bool, n_tables),
               arena_many(&scratch, bool, n_tables),
               arena_many(&scratch, size_t, n_tables),
               0};
    attack->stmt = prepare(&n);
    find_tables(&n);
    size_t *tables = arena_many(sandbox->arena, size_t, n.n);
    if (n.n)
        memcpy(tables, n.order, n.n * sizeof *tables);
    attack->tables = tables;
    attack->n_tables = n.n;
    pool_add_sql(sandbox->arena, &attack->literals, q->sql);
    attack->seed = hash_str(sandbox->seed, q->sql);
    arena_free(&scratch);
}

void attack_free(Attack *attack)
{
    sqlite3_finalize(attack->stmt);
}
