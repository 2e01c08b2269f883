// syntax_scan.h - what is done to a file before it is parsed. For syntax.c alone.

#ifndef STAGE1_PARSE_SYNTAX_SCAN_H
#define STAGE1_PARSE_SYNTAX_SCAN_H

#include "base/diag.h"

// libtree-sitter 0.20.7 frees wrong memory when it gives up on a file with more than
// 65535 things still open. So brackets nested too deep, and statements that go on and
// on, are W106 before it sees them. False after a report.
//
// tree-sitter-typescript 0.23.2 reads sql<string>`...` as two comparisons, and lacks
// `export type * from`. *text becomes a copy with blanks in the place of such types; no
// byte moves.
//
// *suspect is the first bracket that closes nothing or another one, else one that is
// never closed, else nothing.
bool syntax_scan(Arena *a, uint32_t file, Diag *d, Str *text, Span *suspect);

#endif
