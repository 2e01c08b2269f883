// note.gen.c - made by weave from schema.ts. Edit that, not this.

#include "note.gen.h"

// --- rows of note.lines -----------------------------------------------------

static const WeaveField note_lines_fields[] = {
    {WEAVE_READ_TEXT, 0, offsetof(NoteLines, x), NULL},
    {WEAVE_READ_END, 0, 0, NULL},
};

static const WeaveRow NOTE_LINES_ROW = {
    note_lines_fields,
    1,
    sizeof(NoteLines),
};

// The first row, kept; zeroed if there is none.
static void note_lines_rows_one(WeaveQuery *q, WeaveArena *mem, NoteLines *out)
{
    weave_one(q, &NOTE_LINES_ROW, mem, out);
}

// --- note.like --------------------------------------------------------------

static WeaveStatement NOTE_LIKE_SQL = {
    "schema.ts:12 note.like",
    "SELECT id, body FROM note WHERE body LIKE '100\\%?\?/\"\303\251\t%' ESCAPE '\\'",
    "note\0", // reads
    "",       // writes
    "",       // hides
    WEAVE_FETCH_ROWS,
    0,
};

NoteRows note_like_rows(WeaveDb *db)
{
    return note_rows_begin(db, &NOTE_LIKE_SQL);
}

WeaveStatus note_like(WeaveDb *db, WeaveArena *mem, NoteList *out)
{
    WeaveQuery q = weave_query_all(db, &NOTE_LIKE_SQL);
    return note_rows_all(&q, mem, out);
}

WeaveStatus note_like_each(WeaveDb *db, WeaveEach each, void *context)
{
    WeaveQuery q = weave_query_each(db, &NOTE_LIKE_SQL);
    weave_each(&q, &NOTE_ROW, each, context);
    return weave_end(&q);
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
    WEAVE_FETCH_COLUMNS,
    0,
};

WeaveStatus note_lines(WeaveDb *db, WeaveArena *mem, NoteLines *out)
{
    WeaveQuery q = weave_query_rows(db, &NOTE_LINES_SQL);
    note_lines_rows_one(&q, mem, out);
    return weave_end_one(&q);
}

const char *note_lines_sql(void)
{
    return NOTE_LINES_SQL.sql;
}
