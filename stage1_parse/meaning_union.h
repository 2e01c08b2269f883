// meaning_union.h - defineUnion(): a table whose rows are one of several cases, each
// with a table of its own. For meaning_*.c and walk.c.

#ifndef STAGE1_PARSE_MEANING_UNION_H
#define STAGE1_PARSE_MEANING_UNION_H

#include "stage1_parse/meaning.h"

typedef struct UnionObject {
    Native base;
    const TableObject *table;
    Value cases; // an object of tables; looked at when all modules have been read
    Span at;
} UnionObject;

extern const Class union_class;
extern const Function union_functions[]; // defineUnion

typedef struct UnionQueries {
    Query *items;
    size_t n, capacity;
} UnionQueries;

// The union, named as it is exported, and the queries that it is read and written by;
// the tables must be among those that were built. False after a report.
bool union_build(Eval *e, Arena *a, const UnionObject *object, Str key,
                 const Catalog *built, DeclaredUnion *out, UnionQueries *queries);

#endif
