// withstood.h - which queries need not be attacked again.
//
// A query is known by a hash of all that its claims depend on: its SQL, the schema, the
// claims themselves, SQLite, the application's functions, how long it was attacked. There
// is no clock in it. A file that cannot be read remembers nothing.

#ifndef STAGE3_EMIT_REFUTE_WITHSTOOD_H
#define STAGE3_EMIT_REFUTE_WITHSTOOD_H

#include "stage3_emit/refute/refute.h"

typedef struct Withstood {
    Arena *arena;
    const char *path; // null: remembers nothing
    Key *known;       // sorted
    size_t n_known;
    struct {
        Key *items;
        size_t n, capacity;
    } now; // what is to be known next time
} Withstood;

// What all keys have in common.
Key withstood_base(const Checked *c, const Refuting *how);
Key withstood_key(Key base, const CheckedQuery *q);

void withstood_read(Withstood *w, Arena *a, const char *path);
bool withstood_has(const Withstood *w, Key key);
void withstood_add(Withstood *w, Key key);

// Writes what was added, if that differs from what stands there.
void withstood_write(Withstood *w);

#endif
