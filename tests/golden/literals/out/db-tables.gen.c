// db-tables.gen.c - made by weave from schema.ts. Edit that, not this.

#include "db-tables.gen.h"

#include <string.h>

// --- table "note" -----------------------------------------------------------

// The next row.
static bool note_row_read(WeaveQuery *q, Note *row)
{
    if (!weave_step(q))
        return false;
    row->id = weave_read_int(q, 0);
    row->body = weave_read_text(q, 1);
    return weave_ok(q);
}

// Makes the row just read outlive its query.
static void note_row_keep(WeaveQuery *q, WeaveArena *mem, Note *row)
{
    weave_keep_text(q, mem, &row->body);
}

// The first row, kept; zeroed if there is none.
void note_rows_one(WeaveQuery *q, WeaveArena *mem, Note *out)
{
    Note row;
    memset(out, 0, sizeof *out);
    if (!note_row_read(q, &row))
        return;
    note_row_keep(q, mem, &row);
    if (weave_ok(q))
        *out = row;
}

NoteRows note_rows_begin(WeaveDb *db, WeaveStatement *statement)
{
    NoteRows rows;
    memset(&rows, 0, sizeof rows);
    rows.query = weave_query(db, statement);
    return rows;
}

bool note_rows_next(NoteRows *rows)
{
    return note_row_read(&rows->query, &rows->row);
}

WeaveStatus note_rows_end(NoteRows *rows)
{
    return weave_end(&rows->query);
}

// All rows, kept, in a list that lives in mem; ends the query.
WeaveStatus note_rows_all(WeaveQuery *q, WeaveArena *mem, NoteList *out)
{
    Note row;
    NoteList list = {NULL, 0};
    while (note_row_read(q, &row)) {
        note_row_keep(q, mem, &row);
        void *items = weave_grow(q, mem, list.items, list.count, sizeof row);
        list.items = (Note *)items;
        if (weave_ok(q))
            list.items[list.count++] = row;
    }
    WeaveStatus status = weave_end(q);
    if (status != WEAVE_OK)
        memset(&list, 0, sizeof list);
    *out = list;
    return status;
}
