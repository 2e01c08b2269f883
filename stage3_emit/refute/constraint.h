// constraint.h - what a table's constraints are about, to mend a row that one refuses.

#ifndef STAGE3_EMIT_REFUTE_CONSTRAINT_H
#define STAGE3_EMIT_REFUTE_CONSTRAINT_H

#include "stage3_emit/refute/fill.h"

// A CHECK; or the expression of a generated column, which must fit the column.
typedef struct Constraint {
    Str name; // what SQLite's message calls it: its name, its text, or "t.c"
    const size_t *columns; // that it mentions, indexes into FillTable.columns
    size_t n_columns;
    Pool literals; // that stand in it
} Constraint;

// Reads them out of the table's SQL.
const Constraint *constraints_of(Arena *a, const FillTable *t, size_t *n);

// The one that a message is about ("CHECK constraint failed: positive"), or the columns of
// a key it names. False if it says neither.
bool constraint_find(Arena *a, const FillTable *t, Str message, Constraint *out);

#endif
