// statement.h - a statement while it is put together: its text, the places that the
// text comes from, and its parameters. For the files of models/ alone.

#ifndef STAGE3_EMIT_MODELS_STATEMENT_H
#define STAGE3_EMIT_MODELS_STATEMENT_H

#include "stage3_emit/models/models.h"

typedef struct Draft {
    Arena *arena;
    Buf out;
    Span at;      // of what is written next
    bool of_rows; // parameters are lists: columns of weave_tuples() stand for them

    struct {
        Piece *items;
        size_t n, capacity;
    } pieces;
    struct {
        Param *items;
        size_t n, capacity;
    } params;
    struct {
        OperationArgument *items;
        size_t n, capacity;
    } arguments;
} Draft;

Draft draft_new(Arena *a, Span at);
void draft_put(Draft *d, const char *text);
void draft_name(Draft *d, Str name); // quoted where it must be

// ":media_id", the same parameter if it is the same argument. Parameters of the user's
// conditions have their names first: see draft_reserve().
void draft_param(Draft *d, OperationArgument what);
// "FROM weave_tuples(:a, :b)": where the parameters that have become c1 and c2 stand.
void draft_from_rows(Draft *d);

// The user's condition in parentheses; false if there is none.
bool draft_condition(Draft *d, const Condition *c);
// Its parameters' names are taken from here on.
void draft_reserve(Draft *d, const Condition *c);

// Between the items of a list, which is broken where a line would become too long. text
// is the next item, or what it begins with.
void draft_comma(Draft *d, bool is_first, size_t width, const char *indent);

// What the default of a column is as an expression.
Str default_expression(Arena *a, const ModelColumn *c);

OperationStatement draft_end(Draft *d, const TableModel *m, Str name, Str part);

// The columns that a wish (or null) names.
const ModelColumn *const *wish_columns(Arena *a, const TableModel *m,
                                       const ModelWish *wish, size_t *n);

// --- rules.c

const ColumnRule *rules_of(Arena *a, const ModelTable *t, const DeclaredModel *said,
                           Diag *d, size_t *n);

// --- read.c, write.c: the statements themselves

typedef struct Reading {
    const ModelWish *wish; // or null: all rows, or by_key
    bool by_key, count;
    bool with_deleted;
    bool like;       // the wish's column contains what is given
    bool one;        // at most one row
    bool from_row;   // what is searched for are members of the row to be inserted
    bool top, range; // the first of them, or those behind some
    bool filter;     // as range, where take and skip need not be given
} Reading;

OperationStatement read_statement(Arena *a, const TableModel *m, Span at, Str name,
                                  Reading how);

OperationStatement insert_statement(Arena *a, const TableModel *m, Span at, Str name,
                                    Str part, OperationKind kind);
OperationStatement change_statement(Arena *a, const TableModel *m, Span at, Str name,
                                    OperationKind kind, const ModelWish *wish);
OperationStatement exists_statement(Arena *a, const TableModel *m, Span at, Str name,
                                    OperationKind kind);

// The columns of the key are what is given, the row is not deleted, ...: behind WHERE.
typedef struct Matching {
    const TableModel *model;
    const ModelColumn *const *columns;
    size_t n_columns;
    const char *prefix; // of the parameters' names, "by_"; or ""
    ArgumentFrom from;
    bool versioned, live_only, null_is_equal;
    ModelAction action;
    const Condition *where; // or null
} Matching;

// Writes "WHERE ..." on a line of its own; nothing if nothing is asked.
void draft_where(Draft *d, const Matching *m);
// Takes the names that the conditions of such a WHERE have.
void draft_reserve_all(Draft *d, const Matching *m);

// Whether a permission refuses the action, for the column or (null) for the rows.
bool model_denies(const TableModel *m, ModelAction action, const ModelColumn *column);
// Whether it refuses the action for some rows or columns, or for all.
bool model_limits(const TableModel *m, ModelAction action);
// What is stored for the column, or null: what is given.
const ModelStored *model_stored(const TableModel *m, const ModelColumn *c);

#endif
