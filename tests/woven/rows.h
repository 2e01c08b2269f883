// rows.h - rows.c's other half.

#ifndef TESTS_WOVEN_ROWS_H
#define TESTS_WOVEN_ROWS_H

#include "db.gen.h"

// Puts some of everything into the database, in one transaction; what is put where
// is rows.mjs's choice. The status of the first call that fails.
WeaveStatus fill(WeaveDb *db);

#endif
