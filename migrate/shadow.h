// shadow.h - a database in memory that schemas are tried on.
//
//     Shadow shadow;
//     if (shadow_open(&shadow, arena) && shadow_build(&shadow, &schema) &&
//         shadow_run(&shadow, S("ALTER TABLE ..."))) ...
//     else ... shadow.why
//     shadow_close(&shadow);
//
// SQL functions and collations that SQLite does not know are the application's: any
// name may be one, they only do nothing. Foreign keys are off, double-quoted strings are
// allowed: what a database holds already was made that way.

#ifndef MIGRATE_SHADOW_H
#define MIGRATE_SHADOW_H

#include "migrate/schema.h"

typedef struct Shadow {
    Arena *arena;
    sqlite3 *db;
    Schema known; // what was built or read last: only what is new is read again
    Str why;      // the last failure, in SQLite's words
} Shadow;

bool shadow_open(Shadow *s, Arena *a);
void shadow_close(Shadow *s);

// One statement, to its end. What it returns is not looked at.
bool shadow_run(Shadow *s, Str sql);
// Makes what a schema says.
bool shadow_build(Shadow *s, const Schema *schema);
bool shadow_read(Shadow *s, Schema *out);

// Whether SQLite can prepare what reads a view, or writes to a trigger's table; else why.
bool shadow_accepts(Shadow *s, const SchemaObject *o);

// The schema that the catalog declares, with its keys; and the one that its migrations
// make: *failed is the statement that SQLite refuses.
bool schema_of_catalog(Arena *a, const Catalog *c, Schema *out, Str *why);
bool schema_of_migrations(Arena *a, const Catalog *c, Schema *out,
                          const Statement **failed, Str *why);

// The functions and collations of above, for any connection.
void shadow_teach(sqlite3 *db);
// After "no such function: slug": true if there is one from here on.
bool shadow_learn(sqlite3 *db);

#endif
