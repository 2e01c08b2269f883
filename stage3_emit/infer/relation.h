// relation.h - what stands in a FROM: a table, view, subquery or common table expression
// as columns of values, with what makes its rows unique.

#ifndef STAGE3_EMIT_INFER_RELATION_H
#define STAGE3_EMIT_INFER_RELATION_H

#include "stage3_emit/infer/rules.h"
#include "stage3_emit/model.h"
#include "stage3_emit/sql/ast.h"

// Parameters a value is: of coalesce(:a, x) the value is :a, too.
typedef struct ParamRef {
    const SqlExpr *param;
    const struct ParamRef *next;
} ParamRef;

// Why a value may be NULL: "%s" in text is expr as written, or column as "media.width".
typedef struct Why {
    const char *text;
    const SqlExpr *expr;
    const ModelColumn *column;
} Why;

// What an expression gives.
typedef struct Val {
    Classes classes; // none: NULL and parameters alone, it has no type of its own
    Mode mode;
    const ModelColumn *enum_of;
    bool nullable;
    bool truth;        // a literal 0 or 1: among booleans, a boolean
    bool open;         // any because that is the answer: undeclared, STRICT ANY, JSON
    Affinity affinity; // AFFINITY_BLOB: none
    Str collation;     // what a comparison takes from it, or none
    const ModelColumn *column; // what it is a plain copy of, or null
    const ParamRef *params;    // what it is
    const ParamRef *terms;     // what is added up in it
    Why why;                   // of nullable
    const char *why_any;       // of several classes
    const SqlExpr *expr;       // to be named in messages
} Val;

typedef struct Vals {
    Val *items;
    size_t n, capacity;
    bool unknown; // "*" of something unknown: n says nothing
} Vals;

typedef struct RelColumn {
    Str name;
    Val val;
    bool hidden; // "*" leaves it out
    const struct Part
        *part; // of a SELECT's: the column of its FROM that it is, or null
    const ModelColumn *model; // of a table, view or table-valued function
} RelColumn;

// Columns no two rows share.
typedef struct RelKey {
    const size_t *columns;
    const Str *collations; // that tell two values apart
    size_t n;
    bool not_null;        // NULLs do not escape it
    const SqlExpr *where; // it holds where this does; or null
    const char *what;     // "the primary key", "a key"
} RelKey;

typedef enum Rows {
    ROWS_ONE, // exactly
    ROWS_AT_MOST_ONE,
    ROWS_MANY,
} Rows;

typedef struct Relation {
    RelColumn *columns;
    size_t n;
    RelKey *keys;
    size_t n_keys;
    Rows rows;
    Str why_rows;            // in a sentence, or none
    bool unknown;            // neither columns nor anything else
    bool has_rowid;          // which no column of it need name
    const ModelTable *table; // or null
} Relation;

const RelColumn *relation_find(const Relation *r, Str name, size_t *index);

// What a table, view or table-valued function of the model is.
const Relation *relation_of_table(Arena *a, const ModelTable *t);

const Relation *relation_unknown(Arena *a);

#endif
