// parse.h - reads SQLite's DML: SELECT, VALUES, INSERT, REPLACE, UPDATE, DELETE.
//
// It is no judge: SQLite has accepted the text, or will be asked. So it reads a little
// more than SQLite does, and what it cannot read is said, not guessed.

#ifndef STAGE3_EMIT_SQL_PARSE_H
#define STAGE3_EMIT_SQL_PARSE_H

#include "stage3_emit/sql/ast.h"

// No expression SQLite compiles is higher than this, and no parser here recurses deeper.
enum { SQL_MAX_DEPTH = 1000 };

// The one statement of text, or null: then *where is the token that could not be read.
SqlStatement *sql_parse(Arena *a, const SqlText *text, SqlAt *where);

// A condition alone, as behind WHERE in an index; or null.
SqlExpr *sql_parse_condition(Arena *a, Str text);

// The SELECT of a CREATE VIEW as sqlite_schema has it, or null.
SqlSelect *sql_parse_view(Arena *a, Str create);

#endif
