// sqltext.h - SQL text as tokens, as far as one must read what SQLite keeps as text.
//
// Most of a schema SQLite tells in tables. Checks, generated columns, the condition of a
// partial index, the bodies of views and triggers it keeps as they were written; these
// are compared in a normal form: without comments, in one case, with one kind of blank
// and quote.

#ifndef MIGRATE_SQLTEXT_H
#define MIGRATE_SQLTEXT_H

#include "base/str.h"

typedef enum TokenKind {
    TOKEN_WORD,   // a keyword, a name, a number
    TOKEN_QUOTED, // "name" `name` [name]
    TOKEN_STRING, // 'text'
    TOKEN_OTHER,  // one character, or two: || <= <> -> ...
} TokenKind;

typedef struct Token {
    TokenKind kind;
    size_t start, end; // bytes of the text
    int depth;         // parentheses open around it; "(" and ")" stand outside
} Token;

typedef struct Tokens {
    Str text;
    Token *items;
    size_t n, capacity;
} Tokens;

Tokens sql_tokens(Arena *a, Str text);

// Whether token i is there and is word, in any case. Quoted names are no words.
bool token_is(const Tokens *t, size_t i, const char *word);
// The name that a word or a quoted token stands for, without quotes.
Str token_name(Arena *a, const Tokens *t, size_t i);
// The index behind the ")" that closes the "(" at i; t->n if none does.
size_t token_close(const Tokens *t, size_t i);

// Tokens [from, to) in their normal form.
Str sql_normal(Arena *a, const Tokens *t, size_t from, size_t to);
Str sql_normal_text(Arena *a, Str text);

// "name", quotes doubled; `name` as drizzle-kit has it.
Str sql_name(Arena *a, Str name);
// 'text', quotes doubled.
Str sql_string(Arena *a, Str text);

// The statements of a text, without their semicolons, comments around them and empty
// ones left out. The semicolons within a trigger are its own.
typedef struct SqlList {
    Str *items;
    size_t n, capacity;
} SqlList;
SqlList sql_statements(Arena *a, Str text);

#endif
