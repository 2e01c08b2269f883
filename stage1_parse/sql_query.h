// sql_query.h - one query of a .sql file, its parameters and sqlc's macros understood.
// For read_sql.c.

#ifndef STAGE1_PARSE_SQL_QUERY_H
#define STAGE1_PARSE_SQL_QUERY_H

#include "stage1_parse/sql_scan.h"
#include "stage1_parse/walk.h"

// Fills in sql, pieces, params and embeds of *out, whose at is the statement's place in
// text. Every named parameter becomes ":name", whatever stood before it:
//
//     @name  $name  sqlc.arg(name)  sqlc.arg('name')   the parameter
//     sqlc.narg(name)       the same, may be NULL
//     IN (sqlc.slice(ids))  a list
//     sqlc.embed(media)     media.*, the columns together
//
// Comments between [comments, at) declare: "-- @param NAME TYPE [null]". Reports what is
// wrong at its place.
void sql_query(Walk *w, Str text, size_t comments, Query *out);

#endif
