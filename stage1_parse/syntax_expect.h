// syntax_expect.h - what should have stood where the parser stumbled, from the two tokens
// it stumbled between. For syntax_errors.c alone.

#ifndef STAGE1_PARSE_SYNTAX_EXPECT_H
#define STAGE1_PARSE_SYNTAX_EXPECT_H

#include "base/str.h"

typedef struct SyntaxToken {
    uint32_t start, end;
    bool operand; // a string, a template, a number or a regular expression
    char
        in; // the bracket it stands in: ( [ $ for a template, { for a block, : for an object; 0: none
} SyntaxToken;

// Why tokens[i] cannot follow tokens[i - 1], or null, and which of the two is at fault.
// tokens[n] is the end of the text.
const char *syntax_expect(Str text, const SyntaxToken *tokens, size_t n, size_t i,
                          Arena *a, size_t *at);

// Fills in what brackets the tokens stand in.
void syntax_expect_brackets(Str text, SyntaxToken *tokens, size_t n);

#endif
