// print.h - a tree as SQL again, every operand in parentheses.
//
// For tests: what it prints must compile to the very bytecode of the text it was read
// from, or the parser has misunderstood.

#ifndef STAGE3_EMIT_SQL_PRINT_H
#define STAGE3_EMIT_SQL_PRINT_H

#include "stage3_emit/sql/ast.h"

Str sql_print(Arena *a, const SqlStatement *s);

#endif
