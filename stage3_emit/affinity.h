// affinity.h - what SQLite makes of a value that is stored in a column, or compared
// with one, by the column's declared type.

#ifndef STAGE3_EMIT_AFFINITY_H
#define STAGE3_EMIT_AFFINITY_H

#include "base/str.h"

typedef enum Affinity {
    AFFINITY_BLOB, // or no declared type: stored as it is
    AFFINITY_TEXT,
    AFFINITY_NUMERIC,
    AFFINITY_INTEGER,
    AFFINITY_REAL,
} Affinity;

// By the rules of SQLite's manual, "Determination Of Column Affinity".
Affinity affinity_of(Str sql_type);

bool affinity_is_numeric(Affinity a); // NUMERIC, INTEGER, REAL

#endif
