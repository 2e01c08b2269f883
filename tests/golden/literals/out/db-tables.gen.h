// db-tables.gen.h - made by weave from schema.ts. Edit that, not this.

#ifndef DB_TABLES_GEN_H
#define DB_TABLES_GEN_H

#include "weave.h"

#if WEAVE_ABI != 1
#error "made for another weave runtime: run weave again"
#endif

#ifdef __cplusplus
extern "C" {
#endif

// A struct is a row, its members in the order of the columns. Behind it:
// - List, rows that are yours: they live in the arena given to the query.
// - Rows, rows still in SQLite. Nothing is copied: row is good until the
//   next _rows_next() or _rows_end(). Always end what you begin.

// A row of table "note": Ends a comment: * // and a line: /
typedef struct Note {
    int64_t id;
    WeaveText body;
} Note;

typedef struct NoteList {
    Note *items;
    size_t count;
} NoteList;

typedef struct NoteRows {
    Note row;
    WeaveQuery query;
} NoteRows;

bool note_rows_next(NoteRows *rows);
WEAVE_MUST_CHECK
WeaveStatus note_rows_end(NoteRows *rows);
extern const WeaveRow NOTE_ROW;
NoteRows note_rows_begin(WeaveDb *db, WeaveStatement *statement);
void note_rows_one(WeaveQuery *q, WeaveArena *mem, Note *out);
WEAVE_MUST_CHECK
WeaveStatus note_rows_all(WeaveQuery *q, WeaveArena *mem, NoteList *out);

#ifdef __cplusplus
}
#endif

#endif
