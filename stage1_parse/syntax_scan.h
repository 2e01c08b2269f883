// syntax_scan.h - what is done to a file before it is parsed. For syntax_*.c alone.

#ifndef STAGE1_PARSE_SYNTAX_SCAN_H
#define STAGE1_PARSE_SYNTAX_SCAN_H

#include "base/str.h"

// Bytes from one cut to the next, at least. A tree of tree-sitter's takes fifty times
// its text: of this many it still stands in the processor's cache.
enum { SYNTAX_STRETCH = 32 * 1024 };

// Places where a statement of the file itself seems to begin.
typedef struct Cuts {
    uint32_t *items;
    size_t n, capacity;
} Cuts;

typedef struct Scanned {
    Str text; // with blanks in the place of what the grammar lacks; no byte moves
    Cuts cuts;
    // The first bracket that closes nothing or another one, else one that is never
    // closed, else STR_NONE.
    size_t suspect;
    size_t
        unclosed; // the first string, template or comment without an end, or STR_NONE
    bool wide;    // a statement of more than `most` parts, else brackets nested deeper
    int most;     // 0: no fault
    size_t fault_at;
} Scanned;

// libtree-sitter 0.20.7 frees wrong memory when it gives up on a file with more than
// 65535 things still open. So brackets nested too deep, and statements that go on and
// on, are a fault before it sees them; then false.
//
// What the grammar lacks is closed: syntax_holes.h.
bool syntax_scan(Arena *a, Str text, Scanned *out);
// Of a text with an error: cut before each statement, so that what is wrong with one is
// not said of the next.
void syntax_scan_broken(Arena *a, Str text, Scanned *out);

#endif
