// meaning_join.h - defineView(): a view whose joins are made of the foreign keys. For
// meaning_*.c and walk.c.
//
// What its columns are is known at once, so that queries can name them. What joins the
// tables are their foreign keys, which are looked at when all tables have been built.

#ifndef STAGE1_PARSE_MEANING_JOIN_H
#define STAGE1_PARSE_MEANING_JOIN_H

#include "stage1_parse/meaning.h"

typedef struct JoinedTable {
    const TableObject *table;
    Str alias; // "jc" of join_course
    size_t to; // the table before it that it is joined to; of the first, itself
    const ColumnRef *by; // of the foreign key, where there is more than one; or null
    Span at;
} JoinedTable;

typedef struct JoinedColumn {
    const ColumnRef *source;
    Str name; // in the view
    size_t table;
} JoinedColumn;

typedef struct Joined {
    JoinedTable *tables;
    size_t n_tables;
    JoinedColumn *columns;
    size_t n_columns;
} Joined;

extern const Function join_functions[]; // defineView
// The SELECT of a view made by defineView, by the foreign keys of these tables. False
// after a report.
bool joined_build(Eval *e, Arena *a, const TableObject *view, const Table *tables,
                  size_t n, Str *out);

#endif
