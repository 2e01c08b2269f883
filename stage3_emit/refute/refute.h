// refute.h - every claim weave makes of a query, held against databases that try to break
// it.
//
// What infer/ says is proven by rules, and rules have bugs. So each query is run on small
// databases that the schema allows and nobody would write: many NULLs, duplicates, empty
// tables, extreme integers, values from the query's own text. A value of another type
// than claimed, a NULL where there is none, a row too many or one too few is weave's lie,
// and ends the weave with the database that shows it (W331).
//
// Deterministic: the databases follow from the query and the schema. What runs out is
// time, so a slower machine sees fewer of them.

#ifndef STAGE3_EMIT_REFUTE_REFUTE_H
#define STAGE3_EMIT_REFUTE_REFUTE_H

#include "stage3_emit/checked.h"
#include "stage3_emit/key.h"
#include "stage3_emit/stage3.h"

// What became of a query.
typedef struct Attacked {
    Key key;        // of what withstood keeps
    bool left_out;  // nothing is claimed of it that is not claimed of another
    bool withstood; // now or before
} Attacked;

typedef struct Refuting {
    unsigned milliseconds; // a query, of the processor's time
    unsigned seconds;      // for all of them
    bool in_turns;         // a campaign: the queries take turns until all is used
    const char *withstood; // the file that remembers what has withstood; or null
    Str salt;              // of what is remembered: another one forgets it all
    const Key *kept;       // of queries that stay remembered without being looked at
    size_t n_kept;
    Attacked *attacked; // to be filled in, of each query; or null
} Refuting;

typedef enum Refuted {
    REFUTED_NOTHING,
    REFUTED_CLAIM,  // reported, one claim a query
    REFUTED_FAILED, // reported: there is no database to run them on
} Refuted;

// *summary has a line of what was done, and one for each table that no row could be found
// for.
Refuted refute(Arena *a, const Checked *c, RegisterFunctions register_functions,
               Diag *d, const Refuting *how, Str *summary);

#endif
