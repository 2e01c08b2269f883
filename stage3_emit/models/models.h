// models.h - the operations that tables and views have without being written: insert,
// get, list, patch, ..., and what defineModel() asks for beside them.
//
// They are statements like any other, appended to those of the user, and SQLite, the
// inference and the refuter judge them alike. What is more than a statement (which
// argument is which member of a struct, what is checked before it runs) stands in
// Operation, and becomes C in emit/operation.c.
//
// No column's value is put into SQL but as a parameter, and no SQL is put together at
// run time: "not given" is a parameter that is NULL, behind which the statement itself
// says what is meant, coalesce(:kind, 'FEED').

#ifndef STAGE3_EMIT_MODELS_MODELS_H
#define STAGE3_EMIT_MODELS_MODELS_H

#include "base/diag.h"
#include "base/intern.h"
#include "stage3_emit/model.h"

struct CheckedQuery;

typedef enum OperationKind {
    OPERATION_READ,  // as a query that was written
    OPERATION_COUNT, // one integer
    OPERATION_INSERT,
    OPERATION_INSERT_MANY,
    OPERATION_INSERT_OR_IGNORE,
    OPERATION_UPSERT,
    OPERATION_UPSERT_MANY,
    OPERATION_SELECT_OR_INSERT, // of two statements
    OPERATION_UPDATE, // one row, by its key; a second statement with a version
    OPERATION_PATCH,
    OPERATION_DELETE,
    OPERATION_UPDATE_BY, // any number of rows
    OPERATION_DELETE_BY,
} OperationKind;

// Where the value of a parameter comes from.
typedef enum ArgumentFrom {
    FROM_CALLER,  // an argument of its own: a key, what is searched for
    FROM_ROW,     // a member of the struct, which is called as the column
    FROM_NO_MORE, // its member of the struct's null: the column becomes NULL
} ArgumentFrom;

typedef struct OperationArgument {
    Str param; // of the statement, without ":"
    ArgumentFrom from;
    const ModelColumn *column; // null of what a condition of the user's has
    bool optional;             // absent is "not given"
} OperationArgument;

typedef struct OperationStatement {
    Query query;
    const OperationArgument *arguments;
    size_t n_arguments;
    const struct CheckedQuery *checked; // by check.c
} OperationStatement;

typedef struct Operation {
    OperationKind kind;
    const struct TableModel *of;
    Str name; // "select_by_mime_type"
    OperationStatement *statements;
    size_t n_statements;
    bool at_once; // OPERATION_INSERT_MANY: by one statement; or row by row
    bool asked;   // by defineModel(): it may not be left out
    Str left_out; // why there is none; or empty
    Span at;
} Operation;

// A column of the struct that is inserted, or of the one that patches.
typedef struct Written {
    const ModelColumn *column;
    bool optional; // absent is "not given"
    bool flagged;  // it may become NULL, which is not the same as "not given"
    Str stored;    // "lower(trim(?))": what is made of the value; or none
} Written;

typedef enum RuleKind {
    RULE_WHOLE,  // an integer from least to most
    RULE_LEAST,  // a real, at least number
    RULE_MOST,   // a real, at most number
    RULE_LENGTH, // characters of a text, from least to most
    RULE_SIZE,   // bytes of a blob
    RULE_ONE_OF, // one of the texts
} RuleKind;

// What a value of a column must be; one that is NULL or not given is never looked at.
typedef struct ColumnRule {
    const ModelColumn *column;
    RuleKind kind;
    int64_t least, most;
    Str number;
    bool itself; // the bound is allowed, too
    const Str *texts;
    size_t n_texts;
} ColumnRule;

typedef struct TableModel {
    const ModelTable *table;
    const DeclaredModel *declared;            // never null
    Str module;                               // "media"
    const ModelColumn *soft_delete, *version; // or null
    const Written *inserted;
    size_t n_inserted;
    const Written *patched;
    size_t n_patched;
    const ColumnRule *rules;
    size_t n_rules;
    const ModelColumn *const *key; // the primary key's columns
    size_t n_key;
    Operation *operations;
    size_t n_operations;
    Span at;
} TableModel;

// The models of all tables and views, in their order. Wishes that contradict the table
// are reported. Those whose module is kept have no operations; kept may be null.
TableModel *models_make(Arena *a, const Catalog *c, const Model *m, const Intern *kept,
                        Diag *d, size_t *n);

#endif
