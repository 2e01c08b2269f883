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

// A new row of table "note". Start from {0}: what is not given is the column's default.
typedef struct NoteNew {
    WeaveOptInt id; // SQLite chooses it if absent
    WeaveText body; // default '??/ "quoted" \ café'
} NoteNew;

// What is to change in a row of table "note". Start from {0}: what is not given stays
// as it is.
typedef struct NotePatch {
    WeaveText body;
} NotePatch;

// note.get (schema.ts:5): one row or WEAVE_NOT_FOUND.
WEAVE_MUST_CHECK
WeaveStatus note_get(WeaveDb *db, int64_t id, WeaveArena *mem, Note *out);
const char *note_get_sql(void);

// note.list (schema.ts:5): any number of rows.
WEAVE_MUST_CHECK
WeaveStatus note_list(WeaveDb *db, WeaveArena *mem, NoteList *out);
WEAVE_MUST_CHECK
NoteRows note_list_rows(WeaveDb *db);
WEAVE_MUST_CHECK
WeaveStatus note_list_each(WeaveDb *db, WeaveEach each, void *context);
const char *note_list_sql(void);

// note.insert (schema.ts:5): a new row; *id, if wanted, is its key.
WEAVE_MUST_CHECK
WeaveStatus note_insert(WeaveDb *db, const NoteNew *row, int64_t *id);
const char *note_insert_sql(void);

// note.insert_many (schema.ts:5): new rows, all or none; *changes, if wanted, counts
// them.
WEAVE_MUST_CHECK
WeaveStatus note_insert_many(WeaveDb *db, const NoteNew *rows, size_t count,
                             int64_t *changes);
const char *note_insert_many_sql(void);

// note.count (schema.ts:5): how many rows there are.
WEAVE_MUST_CHECK
WeaveStatus note_count(WeaveDb *db, int64_t *count);
const char *note_count_sql(void);

// note.update (schema.ts:5): all columns of one row, or WEAVE_NOT_FOUND.
WEAVE_MUST_CHECK
WeaveStatus note_update(WeaveDb *db, const Note *row);
const char *note_update_sql(void);

// note.patch (schema.ts:5): some columns of one row, or WEAVE_NOT_FOUND.
WEAVE_MUST_CHECK
WeaveStatus note_patch(WeaveDb *db, int64_t id, const NotePatch *patch);
const char *note_patch_sql(void);

// note.delete (schema.ts:5): one row less, or WEAVE_NOT_FOUND.
WEAVE_MUST_CHECK
WeaveStatus note_delete(WeaveDb *db, int64_t id);
const char *note_delete_sql(void);

// note.upsert (schema.ts:5): a new row, or, with a key that is there, that row changed;
// what is not given and has a default then stays as it is.
WEAVE_MUST_CHECK
WeaveStatus note_upsert(WeaveDb *db, const NoteNew *row, int64_t *id);
const char *note_upsert_sql(void);

#ifdef __cplusplus
}
#endif

#endif
