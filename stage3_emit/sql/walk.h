// walk.h - questions about every part of an expression.

#ifndef STAGE3_EMIT_SQL_WALK_H
#define STAGE3_EMIT_SQL_WALK_H

#include "stage3_emit/sql/ast.h"

typedef bool (*SqlTest)(void *context, const SqlExpr *e);

// True as soon as test is, of e or anything below it. A SELECT inside is not entered:
// test sees the expression that holds it. e may be null.
bool sql_any(const SqlExpr *e, SqlTest test, void *context);

// The same of each expression of a core, FROM's ON and arguments included.
bool sql_any_in_core(const SqlCore *core, SqlTest test, void *context);

// What a conjunction joins with AND: calls each for every one of its terms.
void sql_each_term(const SqlExpr *e, void (*each)(void *context, const SqlExpr *e),
                   void *context);

#endif
