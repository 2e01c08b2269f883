// report.h - a refuted claim, told so that it can be seen again.

#ifndef STAGE3_EMIT_REFUTE_REPORT_H
#define STAGE3_EMIT_REFUTE_REPORT_H

#include "base/diag.h"
#include "stage3_emit/refute/attack.h"

// Reports W331 with what the sqlite3 shell must be told to see it: the rows, the
// parameters, the query.
void refute_report(Arena *a, Diag *d, const CheckedQuery *q, const Refutation *r);

#endif
