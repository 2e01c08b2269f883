// apply.h - a migration folder applied to a database file, and its state there.

#ifndef MIGRATE_APPLY_H
#define MIGRATE_APPLY_H

#include "migrate/migrations.h"

typedef struct Target {
    Arena *arena;
    const Catalog *catalog; // its migrations and settings
    Diag *diag;
    const WeaveMigrations *migrations;
    struct sqlite3 *sqlite;
    WeaveDb *db;
    const char *path;
} Target;

typedef enum TargetMode {
    TARGET_READ,   // must be there
    TARGET_WRITE,  // must be there
    TARGET_CREATE, // made if it is not there
} TargetMode;

// Opens the database as it is: its journal mode stays. To be closed whatever happens.
// 0, or the exit status, after saying on stderr or in diag what is wrong; likewise below.
int target_open(Target *t, const char *path, TargetMode mode);
void target_close(Target *t);

// Another number whenever somebody else has written to the database meanwhile.
int64_t target_version(Target *t);

// Applies what is pending. *states, one a migration, is how it was before; *applied is
// how many were.
int target_migrate(Target *t, WeaveMigrationState **states, size_t *applied);

// How it is now; *unknown newer migrations are not known here.
int target_states(Target *t, WeaveMigrationState **states, size_t *unknown);

// Inserts the catalog's seeds that are not there yet, in one transaction; *inserted is how
// many rows that are.
int target_seed(Target *t, size_t *inserted);

// Runs the statements of a plan in one transaction, unless the database is another than
// when target_version() gave version: then 3, and nothing is done.
int target_run(Target *t, const Str *statements, size_t n, int64_t version);

// What a failed call of the runtime's means: reports it.
int target_fail(Target *t, WeaveStatus status);

const char *state_name(WeaveMigrationState state); // "pending"

#endif
