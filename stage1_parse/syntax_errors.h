// syntax_errors.h - where the user's file is not TypeScript. For syntax_tree.c alone.

#ifndef STAGE1_PARSE_SYNTAX_ERRORS_H
#define STAGE1_PARSE_SYNTAX_ERRORS_H

#include "base/diag.h"

#include <tree_sitter/api.h>

typedef struct SyntaxReport {
    uint32_t file;
    Str text; // of the file
    Diag *diag;
    uint32_t start, end; // the statements that a tree was made of
    size_t n;            // reported so far
    bool full;           // enough was said
} SyntaxReport;

// Reports what is wrong with a tree that has errors: at least one W101.
void syntax_report(SyntaxReport *r, TSNode root, bool tsx);
// The parser gave up; suspect is a bracket, or STR_NONE.
void syntax_report_hopeless(SyntaxReport *r, size_t suspect);

#endif
