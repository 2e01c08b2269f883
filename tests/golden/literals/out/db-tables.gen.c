// db-tables.gen.c - made by weave from schema.ts. Edit that, not this.

#include "db-tables.gen.h"

#include <string.h>

// --- table "note" -----------------------------------------------------------

static const WeaveField note_fields[] = {
    {WEAVE_READ_INT, 0, offsetof(Note, id), NULL},
    {WEAVE_READ_TEXT, 1, offsetof(Note, body), NULL},
    {WEAVE_READ_END, 0, 0, NULL},
};

const WeaveRow NOTE_ROW = {
    note_fields,
    2,
    sizeof(Note),
};

// The first row, kept; zeroed if there is none.
void note_rows_one(WeaveQuery *q, WeaveArena *mem, Note *out)
{
    weave_one(q, &NOTE_ROW, mem, out);
}

NoteRows note_rows_begin(WeaveDb *db, WeaveStatement *statement)
{
    NoteRows rows;
    memset(&rows, 0, sizeof rows);
    rows.query = weave_query_rows(db, statement);
    return rows;
}

bool note_rows_next(NoteRows *rows)
{
    return weave_next(&rows->query, &NOTE_ROW, &rows->row);
}

WeaveStatus note_rows_end(NoteRows *rows)
{
    return weave_end(&rows->query);
}

// All rows, kept, in a list that lives in mem; ends the query.
WeaveStatus note_rows_all(WeaveQuery *q, WeaveArena *mem, NoteList *out)
{
    out->items = (Note *)weave_all(q, &NOTE_ROW, mem, &out->count);
    return weave_end(q);
}
