// sql_scan.h - SQL text as statements and tokens, as far as .sql files need it. For
// read_sql.c and sql_query.c.
//
//     SqlScan scan = {text, 0};
//     for (SqlStretch s = {0}; sql_statement(&scan, &s);)
//         ... text[s.start, s.end) ...

#ifndef STAGE1_PARSE_SQL_SCAN_H
#define STAGE1_PARSE_SQL_SCAN_H

#include "base/str.h"

typedef enum SqlTokenKind {
    SCAN_END,
    SCAN_WORD,
    SCAN_STRING,    // 'text'
    SCAN_QUOTED,    // "name", `name`, [name]
    SCAN_PARAMETER, // ? ?1 :name @name $name
    SCAN_SEMICOLON,
    SCAN_OTHER, // one character
    SCAN_BROKEN // a quote that never closes
} SqlTokenKind;

typedef struct SqlScan {
    Str text;
    size_t at;
} SqlScan;

typedef struct SqlToken {
    SqlTokenKind kind;
    size_t start, end;
} SqlToken;

// The next token; comments and blanks are passed over.
SqlToken sql_token(SqlScan *s);
bool sql_token_is(const SqlScan *s, SqlToken t, const char *word); // in any case

typedef struct SqlStretch {
    size_t start, end; // from the first token to the last, without the semicolon
    bool broken;       // a quote that never closes
    size_t broken_at;
} SqlStretch;

// The next statement; false at the end of the text. The semicolons between BEGIN and END
// of a trigger are its own.
bool sql_statement(SqlScan *s, SqlStretch *out);

// Where the comment at i ends ("-- ...", "/* ... */", and "# name: ..." at the beginning
// of a line); i if none begins there.
size_t sql_comment_end(Str s, size_t i);

// The first word of s, which keeps the rest.
Str sql_first_word(Str *s);

#endif
