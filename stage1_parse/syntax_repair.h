// syntax_repair.h - where the grammar does not know TypeScript, and where the user does
// not. For syntax.c alone.

#ifndef STAGE1_PARSE_SYNTAX_REPAIR_H
#define STAGE1_PARSE_SYNTAX_REPAIR_H

#include "base/diag.h"

#include <tree_sitter/api.h>

// tree-sitter-typescript 0.23.2 reads sql<string>`...` as two comparisons, and lacks
// `export type * from`. True if there was such a thing: *text is then a copy with
// blanks in the place of the type, to be parsed again; no byte has moved.
bool syntax_repair(Arena *a, TSNode root, Str *text);

// Reports what is wrong with a tree that has errors: at least one W101.
void syntax_report(TSNode root, Str text, uint32_t file, Diag *d);

#endif
