// pull.h - a schema that was read from a database, as a catalog.
//
// So that the database's tables can be printed as Drizzle's TypeScript
// (catalog/drizzle_print.h). What Drizzle cannot say is not in it, and is named: then the
// database that is made of it again is not the same.

#ifndef MIGRATE_PULL_H
#define MIGRATE_PULL_H

#include "migrate/schema.h"

typedef struct Unsaid {
    Str *items; // "table users is STRICT"
    size_t n, capacity;
} Unsaid;

// Tables and views, in their order. Lives in a.
Catalog schema_to_catalog(Arena *a, const Schema *s, Unsaid *unsaid);

#endif
