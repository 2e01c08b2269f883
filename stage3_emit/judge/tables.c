// tables.c - which tables a query reads and writes, by SQLite's word: also those that its
// views, triggers and foreign keys reach.

#include "stage3_emit/judge/judge.h"

typedef struct TableNames {
    Str *items;
    size_t n, capacity;
} TableNames;

typedef struct Touched {
    Judge *judge;
    TableNames read, written;
} Touched;

static void add(Judge *j, TableNames *names, const char *table)
{
    Str name = str_z(table);
    if (!model_find_table(&j->model, name))
        return; // SQLite's own, or a virtual table's shadow
    for (size_t i = 0; i < names->n; i++)
        if (str_eq_nocase(names->items[i], name))
            return;
    *arena_push(j->arena, *names, Str) = str_copy(j->arena, name);
}

static int note(void *context, int action, const char *table, const char *column,
                const char *schema, const char *inner)
{
    Touched *t = context;
    (void)column;
    (void)schema;
    (void)inner;
    if (action == SQLITE_READ)
        add(t->judge, &t->read, table);
    else if (action == SQLITE_INSERT || action == SQLITE_UPDATE ||
             action == SQLITE_DELETE)
        add(t->judge, &t->written, table);
    return SQLITE_OK;
}

void judge_tables(Judge *j, CheckedQuery *q)
{
    Touched touched = {.judge = j};
    sqlite3_set_authorizer(j->db, note, &touched);
    sqlite3_finalize(judge_prepare_again(j, q->sql));
    judge_guard(j);
    q->tables_read = touched.read.items;
    q->n_tables_read = touched.read.n;
    q->tables_written = touched.written.items;
    q->n_tables_written = touched.written.n;
}
