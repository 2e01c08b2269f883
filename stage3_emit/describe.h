// describe.h - what weave knows about a catalog, for people and for programs.

#ifndef STAGE3_EMIT_DESCRIBE_H
#define STAGE3_EMIT_DESCRIBE_H

#include "stage3_emit/checked.h"

// A checked catalog and where its places are looked up.
typedef struct Described {
    Arena *arena;
    const Checked *checked;
    Diag *diag;
} Described;

Str describe_json(const Described *d); // as the manual of the command line fixes it
Str describe_text(const Described *d);
Str describe_list(const Described *d); // the queries alone, a line each

// One query on one page, and why weave says what it says.
Str explain_query(const Described *d, const CheckedQuery *q);

// The query called "media.getById", "media_get_by_id" or, if there is only one, just
// "getById"; null if there is none.
const CheckedQuery *described_find(const Described *d, Str name);

// --- for describe*.c and explain.c ---

Str described_name(const Described *d, const CheckedQuery *q);  // "media.getById"
Str described_place(const Described *d, const CheckedQuery *q); // "schema.ts:12"
Str described_column(const Described *d, const ModelColumn *c); // "media.id", or none
Str described_type(const Described *d, Type type, bool nullable, bool list);
const char *known_name(Known known);

#endif
