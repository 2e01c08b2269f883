// note.gen.c - made by weave from schema.ts. Edit that, not this.

#include "note.gen.h"

#include <string.h>

// --- rows of note.lines -----------------------------------------------------

// The next row.
static bool note_lines_row_read(WeaveQuery *q, NoteLines *row)
{
    if (!weave_step(q))
        return false;
    row->x = weave_read_text(q, 0);
    return weave_ok(q);
}

// Makes the row just read outlive its query.
static void note_lines_row_keep(WeaveQuery *q, WeaveArena *mem, NoteLines *row)
{
    weave_keep_text(q, mem, &row->x);
}

// The first row, kept; zeroed if there is none.
static void note_lines_rows_one(WeaveQuery *q, WeaveArena *mem, NoteLines *out)
{
    NoteLines row;
    memset(out, 0, sizeof *out);
    if (!note_lines_row_read(q, &row))
        return;
    note_lines_row_keep(q, mem, &row);
    if (weave_ok(q))
        *out = row;
}

// --- note.like --------------------------------------------------------------

static WeaveStatement NOTE_LIKE_SQL = {
    "schema.ts:12 note.like",
    "SELECT id, body FROM note WHERE body LIKE '100\\%?\?/\"\303\251\t%' ESCAPE '\\'",
    "note\0", // reads
    "",       // writes
    "",       // hides
    0,
};

NoteRows note_like_rows(WeaveDb *db)
{
    return note_rows_begin(db, &NOTE_LIKE_SQL);
}

WeaveStatus note_like(WeaveDb *db, WeaveArena *mem, NoteList *out)
{
    NoteRows rows = note_like_rows(db);
    return note_rows_all(&rows.query, mem, out);
}

const char *note_like_sql(void)
{
    return NOTE_LIKE_SQL.sql;
}

// --- note.lines -------------------------------------------------------------

static WeaveStatement NOTE_LINES_SQL = {
    "schema.ts:14 note.lines",
    "\n"
    "    SELECT '\n"
    "two lines, each of which is the user''s, however long, wide, deep, high, it, may, be, or, become' AS x",
    "", // reads
    "", // writes
    "", // hides
    0,
};

WeaveStatus note_lines(WeaveDb *db, WeaveArena *mem, NoteLines *out)
{
    WeaveQuery q = weave_query(db, &NOTE_LINES_SQL);
    note_lines_rows_one(&q, mem, out);
    return weave_end_one(&q);
}

const char *note_lines_sql(void)
{
    return NOTE_LINES_SQL.sql;
}
