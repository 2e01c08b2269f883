// migrations.h - whether the migrations make the schema, and the seeds fit it.

#ifndef STAGE3_EMIT_JUDGE_MIGRATIONS_H
#define STAGE3_EMIT_JUDGE_MIGRATIONS_H

#include "stage3_emit/checked.h"
#include "stage3_emit/stage3.h"

// Applies the catalog's migrations to an empty database, with the runtime's own code, and
// inserts the seeds; says in out whether the migrations are to be woven in. Reports what
// is wrong: of the migrations as severely as the settings have it. False if it is an
// error.
bool check_migrations(Arena *a, RegisterFunctions register_functions, Diag *d,
                      Checked *out);

#endif
