// note.gen.h - made by weave from schema.ts. Edit that, not this.

#ifndef NOTE_GEN_H
#define NOTE_GEN_H

#include "db-tables.gen.h"

#if WEAVE_ABI != 1
#error "made for another weave runtime: run weave again"
#endif

#ifdef __cplusplus
extern "C" {
#endif

// A row of note.lines.
typedef struct NoteLines {
    WeaveText x;
} NoteLines;

// "Quoted" - who knows?/
// note.like (schema.ts:12): any number of rows.
WEAVE_MUST_CHECK
WeaveStatus note_like(WeaveDb *db, WeaveArena *mem, NoteList *out);
WEAVE_MUST_CHECK
NoteRows note_like_rows(WeaveDb *db);
WEAVE_MUST_CHECK
WeaveStatus note_like_each(WeaveDb *db, WeaveEach each, void *context);
const char *note_like_sql(void);

// ? /
// note.lines (schema.ts:14): always one row.
WEAVE_MUST_CHECK
WeaveStatus note_lines(WeaveDb *db, WeaveArena *mem, NoteLines *out);
const char *note_lines_sql(void);

#ifdef __cplusplus
}
#endif

#endif
