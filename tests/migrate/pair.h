// pair.h - a random pair of schemas, the plan between them, carried out on random rows.
//
// Nothing is planned between a schema and itself; the plan between the two leads to the
// second; afterwards nothing is left to do; every value of every column that both have, and
// whose type did not change, is where it was, and so are sequences and the rows of tables
// that refer to it. Foreign keys are on; a runner that knows nothing of pragmas loses
// nothing either. What was made by hand stays, or there is no plan. Where the rows do not fit the new schema (a NULL, a duplicate) the
// database refuses, and is what it was. The Sentinel has said so before: what fails it
// refused, what it refused would fail, what goes it named.

#ifndef TESTS_MIGRATE_PAIR_H
#define TESTS_MIGRATE_PAIR_H

#include "migrate/judge.h"

typedef struct Score {
    long pairs, same, applied, refused, wrong;
    long statements, rebuilding, rebuilt; // plans with rebuilds, tables rebuilt
    long parents, children;               // rebuilt, and the rows that refer to them
    long tables, rows, columns;           // held against what they were
    long by_hand, stopped;                // applied, or not since it would not stay
    long pulled;                          // and made again
    long refused_for[N_RISKS], named[N_RISKS];
} Score;

// Adds to the score. False after saying on stdout what is wrong; shown: and all of it.
bool pair_check(uint64_t seed, bool shown, Score *score);

#endif
