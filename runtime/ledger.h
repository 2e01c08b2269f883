// ledger.h - which migrations a database has had. For migrate.c.
//
// The ledger is the table __drizzle_migrations. drizzle-orm 0.45 gives it a hash and a
// time, 1.0 a name as well; a ledger that is there keeps its shape, and what stands in it
// is known again by whatever it has. 0.45 looks at the newest time alone, and would skip
// what comes later with an older one; that is refused here.

#ifndef RUNTIME_LEDGER_H
#define RUNTIME_LEDGER_H

#include "runtime/internal.h"

typedef struct Row {
    int64_t created_at;
    const char *hash; // "" where Expo's driver wrote it
    const char *name; // or null
    bool known;
} Row;

// What stands in the ledger, and what that makes of each migration.
typedef struct Ledger {
    WeaveDb *db;
    const WeaveMigrations *m;
    WeaveArena mem;
    bool there; // the table
    bool named; // it has 1.0's columns
    Row *rows;
    size_t n_rows;
    WeaveMigrationState *states;
    const Row *newer; // one that is not known, newer than all that is; or null
    size_t n_newer;
} Ledger;

// Reads it. To be closed in any case.
WeaveStatus ledger_read(Ledger *l, WeaveDb *db, const WeaveMigrations *m);
void ledger_close(Ledger *l);

// The first migration in that state from i on; l->m->count if there is none.
size_t ledger_find(const Ledger *l, size_t i, WeaveMigrationState state);

// WEAVE_SCHEMA if nothing may be applied to the database as it is.
WeaveStatus ledger_refuse(Ledger *l);
WeaveStatus ledger_refuse_newer(Ledger *l);

// Makes the table if it is not there: drizzle-orm's, to the byte.
WeaveStatus ledger_make(Ledger *l);

// Writes down that m was applied.
WeaveStatus ledger_record(Ledger *l, const WeaveMigration *m);

// Text made by sqlite3_mprintf(), taken over; said of a place, or of migrating.
WeaveStatus ledger_fail(Ledger *l, const char *place, WeaveStatus status, char *text);

#endif
