// plan.h - the statements that turn one schema into another and keep every row.
//
//     Plan plan;
//     switch (plan_make(&plan, arena, &old, &wanted, hints, n_hints)) ...
//
// Each step is the cheapest that is exact, and SQLite is the judge of that: a plan is
// made on a shadow (shadow.h). What ALTER TABLE can do is tried there; if SQLite refuses,
// or what comes out is not what is wanted, the table is rebuilt instead, once, with all
// its changes: a new table, its rows, sequence and rowids, the old one dropped, the new
// one renamed, its indexes, triggers and the views on it made again. At the end the
// shadow's schema is the wanted one, or the plan is a bug of weave's.
//
// A plan drops what is dropped; whether it may is the Sentinel's business (judge.h).
//
// The statements are good as a migration file for anyone who applies one. Where a table
// is rebuilt or dropped they begin with PRAGMA foreign_keys=OFF and end with ON, which
// must stand outside of the transaction: with foreign keys on, SQLite would delete the
// rows of other tables that refer to it. Whoever runs them within (drizzle-orm's
// migrators) is stopped by a check that fails before anything is lost.

#ifndef MIGRATE_PLAN_H
#define MIGRATE_PLAN_H

#include "migrate/diff.h"
#include "migrate/shadow.h"

typedef enum PlanStatus {
    PLAN_OK,      // statements to run; none: nothing to do
    PLAN_ASKS,    // match.questions must be answered by hints first
    PLAN_REFUSED, // why: what cannot be done, and what stands in the way
    PLAN_BUG,     // why: weave's own mistake
} PlanStatus;

typedef struct Plan {
    Match match;
    Changes changes;
    Str *statements; // without semicolons
    size_t n_statements;
    const Str *rebuilt; // names of tables
    size_t n_rebuilt;
    Str why;
} Plan;

PlanStatus plan_make(Plan *p, Arena *a, const Schema *from, const Schema *to,
                     const Hint *hints, size_t n_hints);

#endif
