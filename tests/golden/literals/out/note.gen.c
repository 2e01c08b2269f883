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

// --- what is written to table "note" ----------------------------------------

static void note_new_bind(WeaveQuery *q, const NoteNew *row)
{
    weave_bind_opt_int(q, 1, row->id);
    weave_bind_opt_text(q, 2, row->body);
}

static void note_patch_bind(WeaveQuery *q, const NotePatch *patch)
{
    weave_bind_opt_text(q, 1, patch->body);
}

// --- note.get ---------------------------------------------------------------

static WeaveStatement NOTE_GET_SQL = {
    "schema.ts:5 note.get",
    "SELECT id, body\n"
    "FROM note\n"
    "WHERE id = :id",
    "note\0", // reads
    "",       // writes
    "",       // hides
    WEAVE_FETCH_LOOKUP,
    0,
};

WeaveStatus note_get(WeaveDb *db, int64_t id, WeaveArena *mem, Note *out)
{
    WeaveQuery q = weave_query_rows(db, &NOTE_GET_SQL);
    weave_bind_int(&q, 1, id);
    note_rows_one(&q, mem, out);
    return weave_end_one(&q);
}

const char *note_get_sql(void)
{
    return NOTE_GET_SQL.sql;
}

// --- note.list --------------------------------------------------------------

static WeaveStatement NOTE_LIST_SQL = {
    "schema.ts:5 note.list",
    "SELECT id, body\n"
    "FROM note\n"
    "ORDER BY id",
    "note\0", // reads
    "",       // writes
    "",       // hides
    WEAVE_FETCH_NUMBERED,
    0,
};

NoteRows note_list_rows(WeaveDb *db)
{
    return note_rows_begin(db, &NOTE_LIST_SQL);
}

WeaveStatus note_list(WeaveDb *db, WeaveArena *mem, NoteList *out)
{
    WeaveQuery q = weave_query_all(db, &NOTE_LIST_SQL);
    return note_rows_all(&q, mem, out);
}

WeaveStatus note_list_each(WeaveDb *db, WeaveEach each, void *context)
{
    WeaveQuery q = weave_query_each(db, &NOTE_LIST_SQL);
    weave_each(&q, &NOTE_ROW, each, context);
    return weave_end(&q);
}

const char *note_list_sql(void)
{
    return NOTE_LIST_SQL.sql;
}

// --- note.insert ------------------------------------------------------------

static WeaveStatement NOTE_INSERT_SQL = {
    "schema.ts:5 note.insert",
    "INSERT INTO note (id, body)\n"
    "VALUES (:id, coalesce(:body, '?\?/ \"quoted\" \\ caf\303\251'))",
    "",       // reads
    "note\0", // writes
    "",       // hides
    WEAVE_FETCH_COLUMNS,
    0,
};

WeaveStatus note_insert(WeaveDb *db, const NoteNew *row, int64_t *id)
{
    WeaveQuery q = weave_query(db, &NOTE_INSERT_SQL);
    note_new_bind(&q, row);
    return weave_end_insert(&q, id);
}

const char *note_insert_sql(void)
{
    return NOTE_INSERT_SQL.sql;
}

// --- note.insert_many -------------------------------------------------------

static WeaveStatement NOTE_INSERT_MANY_SQL = {
    "schema.ts:5 note.insert_many",
    "INSERT INTO note (id, body)\n"
    "SELECT c1, coalesce(c2, '?\?/ \"quoted\" \\ caf\303\251')\n"
    "FROM weave_tuples(:id, :body)",
    "",       // reads
    "note\0", // writes
    "",       // hides
    WEAVE_FETCH_COLUMNS,
    0,
};

WeaveStatus note_insert_many(WeaveDb *db, const NoteNew *rows, size_t count,
                             int64_t *changes)
{
    int64_t total = 0;
    WeaveStatus status = weave_begin(db);
    if (status == WEAVE_OK) {
        WeaveQuery q = weave_query(db, &NOTE_INSERT_MANY_SQL);
        weave_bind_member(&q, 1, WEAVE_MEMBER_OPT_INT, NULL, rows, count, sizeof *rows,
                          offsetof(NoteNew, id));
        weave_bind_member(&q, 2, WEAVE_MEMBER_OPT_TEXT, NULL, rows, count, sizeof *rows,
                          offsetof(NoteNew, body));
        status = weave_finish(db, weave_end_exec(&q, &total));
    }
    if (changes)
        *changes = status == WEAVE_OK ? total : 0;
    return status;
}

const char *note_insert_many_sql(void)
{
    return NOTE_INSERT_MANY_SQL.sql;
}

// --- note.count -------------------------------------------------------------

static WeaveStatement NOTE_COUNT_SQL = {
    "schema.ts:5 note.count",
    "SELECT count(*) AS count\n"
    "FROM note",
    "note\0", // reads
    "",       // writes
    "",       // hides
    WEAVE_FETCH_COLUMNS,
    0,
};

WeaveStatus note_count(WeaveDb *db, int64_t *count)
{
    WeaveQuery q = weave_query(db, &NOTE_COUNT_SQL);
    *count = weave_step(&q) ? weave_read_int(&q, 0) : 0;
    return weave_end_one(&q);
}

const char *note_count_sql(void)
{
    return NOTE_COUNT_SQL.sql;
}

// --- note.update ------------------------------------------------------------

static WeaveStatement NOTE_UPDATE_SQL = {
    "schema.ts:5 note.update",
    "UPDATE note\n"
    "SET body = :body\n"
    "WHERE id = :id",
    "note\0", // reads
    "note\0", // writes
    "",       // hides
    WEAVE_FETCH_COLUMNS,
    0,
};

WeaveStatus note_update(WeaveDb *db, const Note *row)
{
    WeaveQuery q = weave_query(db, &NOTE_UPDATE_SQL);
    weave_bind_text(&q, 1, row->body);
    weave_bind_int(&q, 2, row->id);
    return weave_end_changed(&q);
}

const char *note_update_sql(void)
{
    return NOTE_UPDATE_SQL.sql;
}

// --- note.patch -------------------------------------------------------------

static WeaveStatement NOTE_PATCH_SQL = {
    "schema.ts:5 note.patch",
    "UPDATE note\n"
    "SET body = coalesce(:body, body)\n"
    "WHERE id = :id",
    "note\0", // reads
    "note\0", // writes
    "",       // hides
    WEAVE_FETCH_COLUMNS,
    0,
};

WeaveStatus note_patch(WeaveDb *db, int64_t id, const NotePatch *patch)
{
    WeaveQuery q = weave_query(db, &NOTE_PATCH_SQL);
    note_patch_bind(&q, patch);
    weave_bind_int(&q, 2, id);
    return weave_end_changed(&q);
}

const char *note_patch_sql(void)
{
    return NOTE_PATCH_SQL.sql;
}

// --- note.delete ------------------------------------------------------------

static WeaveStatement NOTE_DELETE_SQL = {
    "schema.ts:5 note.delete",
    "DELETE FROM note\n"
    "WHERE id = :id",
    "note\0", // reads
    "note\0", // writes
    "",       // hides
    WEAVE_FETCH_COLUMNS,
    0,
};

WeaveStatus note_delete(WeaveDb *db, int64_t id)
{
    WeaveQuery q = weave_query(db, &NOTE_DELETE_SQL);
    weave_bind_int(&q, 1, id);
    return weave_end_changed(&q);
}

const char *note_delete_sql(void)
{
    return NOTE_DELETE_SQL.sql;
}

// --- note.upsert ------------------------------------------------------------

static WeaveStatement NOTE_UPSERT_SQL = {
    "schema.ts:5 note.upsert",
    "INSERT INTO note (id, body)\n"
    "VALUES (:id, coalesce(:body, '?\?/ \"quoted\" \\ caf\303\251'))\n"
    "ON CONFLICT (id) DO UPDATE SET\n"
    "    body = coalesce(:body, body)",
    "note\0", // reads
    "note\0", // writes
    "",       // hides
    WEAVE_FETCH_COLUMNS,
    0,
};

WeaveStatus note_upsert(WeaveDb *db, const NoteNew *row, int64_t *id)
{
    WeaveQuery q = weave_query(db, &NOTE_UPSERT_SQL);
    note_new_bind(&q, row);
    WeaveStatus status = weave_end_insert(&q, id);
    if (status == WEAVE_OK && id && row->id.has)
        *id = row->id.value;
    return status;
}

const char *note_upsert_sql(void)
{
    return NOTE_UPSERT_SQL.sql;
}
