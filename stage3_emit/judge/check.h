// check.h - puts a catalog before SQLite: the schema is made in memory, every query is
// prepared there, and nothing of the user's but the schema is run.

#ifndef STAGE3_EMIT_JUDGE_CHECK_H
#define STAGE3_EMIT_JUDGE_CHECK_H

#include "stage3_emit/checked.h"
#include "stage3_emit/stage3.h"

// Judges schema and queries, reporting all that is wrong, and the lints. False if there
// is an error; *out is then not to be used. What it gives lives in a.
bool check_catalog(Arena *a, const Catalog *c, RegisterFunctions register_functions,
                   Diag *d, Checked *out);

// The same of the modules that are not kept.
bool check_modules(Arena *a, const Catalog *c, const Intern *kept,
                   RegisterFunctions register_functions, Diag *d, Checked *out);

// The same of the schema alone: out has no queries.
bool check_schema(Arena *a, const Catalog *c, RegisterFunctions register_functions,
                  Diag *d, Checked *out);

// Reports each parameter whose type is not known (W310): nothing can be emitted for it,
// while the query may well be described.
bool check_types_known(const Checked *c, Diag *d);

#endif
