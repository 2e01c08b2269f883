// cwriter.h - writes C that looks written by hand.
//
// A template is the C it makes, with $names$ where the catalog speaks:
//
//     CWriter w = {.out.arena = a};
//     cw_let(&w, "Media", S("Photo"));
//     cw_let(&w, "media", S("photo"));
//     cw_put(&w, "bool $media$_rows_next($Media$Rows *rows);\n");
//
// There is no other mechanism: no conditionals, no loops, no indent calls. Loops and
// choices are written in C around the templates, where a debugger can see them. What
// may grow too long for a line (calls, SQL, comments) has a function that breaks it
// as clang-format does. An unknown $name$ or an unclosed brace is a bug in weave and
// stops the program.

#ifndef BASE_CWRITER_H
#define BASE_CWRITER_H

#include "base/str.h"

enum { CW_COLUMNS = 88, CW_NAMES = 64 };

typedef struct CWriter {
    Buf out;
    int depth; // braces open; zero again at cw_end()
    struct {
        const char *name;
        Str text;
    } names[CW_NAMES];
} CWriter;

// From now on $name$ is text, which the writer does not copy.
void cw_let(CWriter *w, const char *name, Str text);

void cw_put(CWriter *w, const char *text);

// head(item, item, ...)tail, filled to CW_COLUMNS and aligned behind the parenthesis;
// where an item is too long for that, on the next line, indented once more than head.
// A head "x = f" may be broken behind its "=", one "Type f" before its name. Head,
// items and tail may hold $names$. Good for prototypes, definitions and calls, and
// where head ends in "{" for an initialiser: {item, item, ...}tail.
void cw_call(CWriter *w, const char *head, const Str *items, size_t n,
             const char *tail);

// head, a declaration up to its name, and tail: ";\n" or " = {\n". What is too long is
// broken. Returns the indent of what stands between the braces.
//
//     const char *indent = cw_define(w, "static WeaveStatement $GET$", " = {\n");
//     cw_literals(w, indent, sql);
//     cw_put(w, "\n};\n");
const char *cw_define(CWriter *w, const char *head, const char *tail);

// text, which may hold $names$, as comment lines behind indent. What a comment cannot
// hold is replaced: it is ASCII, of one line, without a backslash or a trigraph.
void cw_comment(CWriter *w, const char *indent, const char *text);

// The same for a piece of a comment that is data: what cw_comment() would make of it.
Str cw_comment_text(Arena *a, Str text);

// text as C string literals, one for each of its lines, each behind indent, the last
// without a newline of C. Any bytes: what a literal cannot hold is escaped.
void cw_literals(CWriter *w, const char *indent, Str text);

// text as one literal, for an argument or an initialiser.
Str cw_literal(Arena *a, Str text);

// Struct members, enumerators: "    code // comment" lines whose comments stand in one
// column, as clang-format has them. A line without a comment has none of either.
typedef struct CWLine {
    Str code;    // with its indent
    Str comment; // without "//", or none
} CWLine;
void cw_lines(CWriter *w, const CWLine *lines, size_t n);

// What has been written.
Str cw_end(CWriter *w);

#endif
