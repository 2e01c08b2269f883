// tables.c - which tables a query reads and writes, by SQLite's word: also those that its
// views, triggers and foreign keys reach.

#include "stage3_emit/judge/judge.h"

static void add(Judge *j, TableNames *names, const char *table)
{
    const ModelTable *t = table ? model_find_table(&j->model, str_z(table)) : NULL;
    if (!t)
        return; // SQLite's own, or a virtual table's shadow
    for (size_t i = 0; i < names->n; i++)
        if (names->items[i].ptr == t->name.ptr)
            return;
    *arena_push(j->arena, *names, Str) = t->name;
}

void judge_note_table(Judge *j, int action, const char *table)
{
    if (action == SQLITE_READ)
        add(j, &j->tables_read, table);
    else if (action == SQLITE_INSERT || action == SQLITE_UPDATE ||
             action == SQLITE_DELETE)
        add(j, &j->tables_written, table);
}

void judge_tables(CheckedQuery *q, const Facts *f)
{
    q->tables_read = f->tables_read;
    q->n_tables_read = f->n_tables_read;
    q->tables_written = f->tables_written;
    q->n_tables_written = f->n_tables_written;
}
