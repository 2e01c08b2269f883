// drift.h - `weave diff` and `weave pull`: a database beside the schema; and
// `weave shadow`, the schema as Drizzle's TypeScript.

#ifndef DRIVER_DRIFT_H
#define DRIVER_DRIFT_H

#include "driver/stages.h"

int run_diff(Weave *w);
int run_pull(Weave *w);
int run_shadow(Weave *w);

#endif
