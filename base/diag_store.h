// diag_store.h - how diagnostics are kept. For diag.c and diag_json.c alone.

#ifndef BASE_DIAG_STORE_H
#define BASE_DIAG_STORE_H

#include "base/diag.h"
#include "base/intern.h"

typedef struct DiagNote {
    Span at;
    Str message;
    struct DiagNote *next;
} DiagNote;

typedef struct DiagItem {
    Severity severity;
    DiagCode code;
    Span at;
    Str message;
    DiagNote *notes, **last_note;
    size_t order; // of arrival; breaks ties
} DiagItem;

typedef struct DiagFile {
    Str path;
    Str text;
    bool loaded, readable;
    uint32_t *lines; // where each begins; null until one is asked for
    size_t n_lines;
    // The last place whose column was counted, where the next one is counted on from.
    size_t column_at;
    uint32_t column;
} DiagFile;

struct Diag {
    Arena *arena;
    Loader loader;
    Intern paths; // of files, by number
    struct {
        DiagFile *items;
        size_t n, capacity;
    } files;
    struct {
        DiagItem *items;
        size_t n, capacity;
    } list;
    bool failed;
};

// Sorts and drops what was said twice.
void diag_settle(Diag *d);

DiagItem *diag_add(Diag *d, Severity severity, Span at, DiagCode code, Str message);
void diag_add_note(Diag *d, Span at, Str message);

void diag_put_json(Diag *d, Buf *out);
void diag_put_sarif(Diag *d, Buf *out);

#endif
