// syntax_holes.h - what TypeScript has and tree-sitter-typescript 0.23.2 lacks, made into
// what it has: blanks in the place of types and of words without meaning to weave. No
// byte moves. For syntax_scan.c alone, which finds the tokens.

#ifndef STAGE1_PARSE_SYNTAX_HOLES_H
#define STAGE1_PARSE_SYNTAX_HOLES_H

#include "base/str.h"

typedef struct Holes {
    Arena *arena;
    Str text;
    char *copy; // of the text; null until something is changed
} Holes;

// A template begins at `at`, behind ">": sql<string>`...` is two comparisons to the grammar.
void holes_template(Holes *h, size_t at);
// A backslash in a template: String.raw`\u` is no error.
void holes_escape(Holes *h, size_t at);
// A word that begins at start; last is the token before by its last character (0: none).
//
//     export type * from './types'            export import a = require('a')
//     import defer * as a from 'a'            export * from 'a' with { type: 'json' }
//     type T = import('a').B<string>          class A { accessor b = 1 }
//     interface A<in out T>                   for await (using a of b)
void holes_word(Holes *h, Str word, size_t start, char last);

bool is_word_char(char c);

#endif
