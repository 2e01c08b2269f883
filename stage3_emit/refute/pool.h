// pool.h - the values that rows and parameters are made of.
//
// Few and adversarial: what is equal under one collation and not under another, what is
// a number and a text, empty strings, extreme integers, and the literals of the SQL
// itself, which is what its comparisons and a table's checks ask for. A database uses
// only a few of them, its palette, so that joins hit and duplicates come.

#ifndef STAGE3_EMIT_REFUTE_POOL_H
#define STAGE3_EMIT_REFUTE_POOL_H

#include "stage3_emit/refute/datum.h"
#include "stage3_emit/refute/rng.h"

typedef struct Pool {
    Data of[DATUM_BLOB + 1]; // by DatumKind
    Data json;               // texts
} Pool;

// Adds the literals of a text of SQL and what is near them: numbers beside numbers, a
// text that matches a pattern, a document that has a path.
void pool_add_sql(Arena *a, Pool *p, Str sql);

typedef struct Palette {
    Pool few;
    const Pool *literals; // the query's
    bool wild;            // extreme numbers are among them
} Palette;

void palette_init(Arena *a, Palette *p, Rng *r, const Pool *literals, bool wild);

// A value as the contract wants it stored: of the class, one of the enum's, 0 or 1. own
// are literals to try as well, before all else if eager; or null. The bytes live as long
// as the palette and the literals.
Datum palette_pick(const Palette *p, Rng *r, Type type, const Pool *own, bool eager);

#endif
