// drift.h - `weave diff` and `weave pull`: a database beside the schema; and
// `weave shadow`, the schema as Drizzle's TypeScript.

#ifndef DRIVER_DRIFT_H
#define DRIVER_DRIFT_H

#include "driver/stages.h"

int run_diff(Weave *w);
int run_pull(Weave *w);
int run_shadow(Weave *w);

// Warns of what the folder's migrations make otherwise than the schema says, beyond the
// shape of tables, which the midstage looks at: defaults, checks, foreign keys, indexes,
// views. By weave's own SQLite; what that does not understand is let be.
void warn_of_drift(Weave *w);

#endif
