// lex.h - SQL text as tokens, the way SQLite cuts it.
//
// Words stay words: which of them is a keyword at its place only the parser knows, so
// a token carries both its text and the keyword it could be.
//
//     SqlText text = sql_lex(arena, sql);
//     for (const SqlToken *t = text.tokens; t->kind != TOKEN_END; t++)
//         ...

#ifndef STAGE3_EMIT_SQL_LEX_H
#define STAGE3_EMIT_SQL_LEX_H

#include "base/str.h"

// Bytes of the SQL: [start, end).
typedef struct SqlAt {
    uint32_t start, end;
} SqlAt;

typedef enum SqlTokenKind {
    TOKEN_END,
    TOKEN_BAD, // not SQL: an unterminated string, "3x", "!"
    TOKEN_WORD,
    TOKEN_QUOTED, // "x" [x] `x`
    TOKEN_STRING,
    TOKEN_BLOB,
    TOKEN_INTEGER,
    TOKEN_FLOAT,
    TOKEN_PARAM,
    TOKEN_LP,
    TOKEN_RP,
    TOKEN_COMMA,
    TOKEN_SEMI,
    TOKEN_DOT,
    TOKEN_PLUS,
    TOKEN_MINUS,
    TOKEN_STAR,
    TOKEN_SLASH,
    TOKEN_PERCENT,
    TOKEN_AMP,
    TOKEN_PIPE,
    TOKEN_CONCAT,
    TOKEN_TILDE,
    TOKEN_LSHIFT,
    TOKEN_RSHIFT,
    TOKEN_LT,
    TOKEN_LE,
    TOKEN_GT,
    TOKEN_GE,
    TOKEN_EQ,
    TOKEN_NE,
    TOKEN_ARROW,  // ->
    TOKEN_ARROW2, // ->>
} SqlTokenKind;

typedef enum SqlKeyword {
    KW_NONE,
#define X(word, class) KW_##word,
#include "stage3_emit/sql/keywords.h"
#undef X
} SqlKeyword;

typedef enum SqlKeywordClass {
    KEYWORD_FALLBACK, // and every word that is no keyword at all
    KEYWORD_JOIN,
    KEYWORD_RESERVED,
} SqlKeywordClass;

typedef struct SqlToken {
    SqlTokenKind kind;
    SqlKeyword keyword; // of a TOKEN_WORD
    int param;          // SQLite's number, of a TOKEN_PARAM
    uint32_t ordinal;   // of a TOKEN_PARAM: how many stand before it
    SqlAt at;
} SqlToken;

typedef struct SqlText {
    Str sql;
    const SqlToken *tokens; // the last is TOKEN_END
    size_t n_tokens;        // with it
    int n_params;           // the highest number, as sqlite3_bind_parameter_count()
    const SqlAt *comments;  // "-- ..." without its line end, "/* ... */"
    size_t n_comments;
} SqlText;

SqlText sql_lex(Arena *a, Str sql);

SqlKeywordClass sql_keyword_class(SqlKeyword keyword);

// What a quoted token stands for, without its quotes; a word as it is.
Str sql_unquote(Arena *a, Str token);

// The name as it can stand in SQL: quoted where it must be.
Str sql_quote(Arena *a, Str name);

#endif
