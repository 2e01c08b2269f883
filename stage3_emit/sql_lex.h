// sql_lex.h - SQL text as tokens, the way SQLite cuts it.
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

// The words the grammar knows, and what else each may be: FALLBACK is a name wherever
// the word makes no sense as itself, RESERVED never, JOIN only where no alias can stand.
#define SQL_KEYWORDS(X)                                                                \
    X(ABORT, FALLBACK)                                                                 \
    X(ADD, RESERVED)                                                                   \
    X(ALL, RESERVED)                                                                   \
    X(ALTER, RESERVED)                                                                 \
    X(AND, RESERVED)                                                                   \
    X(AS, RESERVED)                                                                    \
    X(ASC, FALLBACK)                                                                   \
    X(AUTOINCREMENT, RESERVED)                                                         \
    X(BETWEEN, RESERVED)                                                               \
    X(BY, FALLBACK)                                                                    \
    X(CASE, RESERVED)                                                                  \
    X(CAST, FALLBACK)                                                                  \
    X(CHECK, RESERVED)                                                                 \
    X(COLLATE, RESERVED)                                                               \
    X(COMMIT, RESERVED)                                                                \
    X(CONFLICT, FALLBACK)                                                              \
    X(CONSTRAINT, RESERVED)                                                            \
    X(CREATE, RESERVED)                                                                \
    X(CROSS, JOIN)                                                                     \
    X(CURRENT, FALLBACK)                                                               \
    X(CURRENT_DATE, FALLBACK)                                                          \
    X(CURRENT_TIME, FALLBACK)                                                          \
    X(CURRENT_TIMESTAMP, FALLBACK)                                                     \
    X(DEFAULT, RESERVED)                                                               \
    X(DEFERRABLE, RESERVED)                                                            \
    X(DELETE, RESERVED)                                                                \
    X(DESC, FALLBACK)                                                                  \
    X(DISTINCT, RESERVED)                                                              \
    X(DO, FALLBACK)                                                                    \
    X(DROP, RESERVED)                                                                  \
    X(ELSE, RESERVED)                                                                  \
    X(END, FALLBACK)                                                                   \
    X(ESCAPE, RESERVED)                                                                \
    X(EXCEPT, RESERVED)                                                                \
    X(EXCLUDE, FALLBACK)                                                               \
    X(EXISTS, RESERVED)                                                                \
    X(FAIL, FALLBACK)                                                                  \
    X(FILTER, FALLBACK)                                                                \
    X(FIRST, FALLBACK)                                                                 \
    X(FOLLOWING, FALLBACK)                                                             \
    X(FOREIGN, RESERVED)                                                               \
    X(FROM, RESERVED)                                                                  \
    X(FULL, JOIN)                                                                      \
    X(GLOB, FALLBACK)                                                                  \
    X(GROUP, RESERVED)                                                                 \
    X(GROUPS, FALLBACK)                                                                \
    X(HAVING, RESERVED)                                                                \
    X(IGNORE, FALLBACK)                                                                \
    X(IN, RESERVED)                                                                    \
    X(INDEX, RESERVED)                                                                 \
    X(INDEXED, JOIN)                                                                   \
    X(INNER, JOIN)                                                                     \
    X(INSERT, RESERVED)                                                                \
    X(INTERSECT, RESERVED)                                                             \
    X(INTO, RESERVED)                                                                  \
    X(IS, RESERVED)                                                                    \
    X(ISNULL, RESERVED)                                                                \
    X(JOIN, RESERVED)                                                                  \
    X(LAST, FALLBACK)                                                                  \
    X(LEFT, JOIN)                                                                      \
    X(LIKE, FALLBACK)                                                                  \
    X(LIMIT, RESERVED)                                                                 \
    X(MATCH, FALLBACK)                                                                 \
    X(MATERIALIZED, FALLBACK)                                                          \
    X(NATURAL, JOIN)                                                                   \
    X(NO, FALLBACK)                                                                    \
    X(NOT, RESERVED)                                                                   \
    X(NOTHING, RESERVED)                                                               \
    X(NOTNULL, RESERVED)                                                               \
    X(NULL, RESERVED)                                                                  \
    X(NULLS, FALLBACK)                                                                 \
    X(OFFSET, FALLBACK)                                                                \
    X(ON, RESERVED)                                                                    \
    X(OR, RESERVED)                                                                    \
    X(ORDER, RESERVED)                                                                 \
    X(OTHERS, FALLBACK)                                                                \
    X(OUTER, JOIN)                                                                     \
    X(OVER, FALLBACK)                                                                  \
    X(PARTITION, FALLBACK)                                                             \
    X(PRECEDING, FALLBACK)                                                             \
    X(PRIMARY, RESERVED)                                                               \
    X(RAISE, FALLBACK)                                                                 \
    X(RANGE, FALLBACK)                                                                 \
    X(RECURSIVE, FALLBACK)                                                             \
    X(REFERENCES, RESERVED)                                                            \
    X(REGEXP, FALLBACK)                                                                \
    X(REPLACE, FALLBACK)                                                               \
    X(RETURNING, RESERVED)                                                             \
    X(RIGHT, JOIN)                                                                     \
    X(ROLLBACK, FALLBACK)                                                              \
    X(ROW, FALLBACK)                                                                   \
    X(ROWS, FALLBACK)                                                                  \
    X(SELECT, RESERVED)                                                                \
    X(SET, RESERVED)                                                                   \
    X(TABLE, RESERVED)                                                                 \
    X(TEMP, FALLBACK)                                                                  \
    X(THEN, RESERVED)                                                                  \
    X(TIES, FALLBACK)                                                                  \
    X(TO, RESERVED)                                                                    \
    X(TRANSACTION, RESERVED)                                                           \
    X(UNBOUNDED, FALLBACK)                                                             \
    X(UNION, RESERVED)                                                                 \
    X(UNIQUE, RESERVED)                                                                \
    X(UPDATE, RESERVED)                                                                \
    X(USING, RESERVED)                                                                 \
    X(VALUES, RESERVED)                                                                \
    X(VIEW, FALLBACK)                                                                  \
    X(WHEN, RESERVED)                                                                  \
    X(WHERE, RESERVED)                                                                 \
    X(WINDOW, FALLBACK)                                                                \
    X(WITH, FALLBACK)

typedef enum SqlKeyword {
    KW_NONE,
#define X(word, class) KW_##word,
    SQL_KEYWORDS(X)
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
