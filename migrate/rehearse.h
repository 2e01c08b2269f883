// rehearse.h - a migration is carried out on a copy of the database.

#ifndef MIGRATE_REHEARSE_H
#define MIGRATE_REHEARSE_H

#include "migrate/diff.h"

// 128 bits of a set of rows, whatever order they come in.
typedef struct Sum {
    uint64_t high, low;
    int64_t rows;
} Sum;

// Rows whose value of a column is another than it was; or is not of the class that the
// column's new type asks for (misfits).
typedef struct ValueChange {
    Str table, column; // by their new names
    bool misfits;
    int64_t rows;
    Str examples[5]; // "row 3: '001' → 1"
    size_t n_examples;
} ValueChange;

typedef struct RowLoss {
    Str table; // by its old name
    int64_t rows;
} RowLoss;

typedef struct Rehearsal {
    int64_t held;    // rows that were held against what they were
    Str refused;     // what SQLite says if the migration fails; or none
    Str statement;   // that failed
    int64_t orphans; // rows that lack their parent and did not before
    ValueChange *changes;
    size_t n_changes;
    RowLoss *losses;
    size_t n_losses;
    Str why; // the world failed
} Rehearsal;

// db is only read, in one transaction, which is ended again unless it was open already. The
// copy stands in memory, or in a temporary file if it is large. False with why set.
bool rehearse(Arena *a, sqlite3 *db, const Str *statements, size_t n,
              const Match *match, Rehearsal *out);

// The sum of some columns (SQL expressions) of a table; false if SQLite fails.
bool sum_rows(Arena *a, sqlite3 *db, Str table, const Str *columns, size_t n, Sum *out);

#endif
