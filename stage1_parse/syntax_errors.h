// syntax_errors.h - where the user's file is not TypeScript. For syntax_tree.c alone.

#ifndef STAGE1_PARSE_SYNTAX_ERRORS_H
#define STAGE1_PARSE_SYNTAX_ERRORS_H

#include "base/diag.h"

#include <tree_sitter/api.h>

// Reports what is wrong with a tree that has errors: at least one W101. The tree is that
// of the file's text from base on.
void syntax_report(TSNode root, Str text, uint32_t base, uint32_t file, Diag *d);

#endif
