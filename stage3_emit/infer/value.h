// value.h - what the files of the inference share. For infer*.c alone.
//
// One walk over the tree does both jobs: every expression gets a Val, and where a Val
// that carries a parameter meets another, the parameter remembers what it met. The walk
// is made twice: when all parameters have been decided, once more for what they make of
// the result columns.

#ifndef STAGE3_EMIT_INFER_VALUE_H
#define STAGE3_EMIT_INFER_VALUE_H

#include "stage3_emit/infer/infer.h"
#include "stage3_emit/infer/rules.h"
#include "stage3_emit/infer/scope.h"
#include "stage3_emit/sql/parse.h"

// Parameters a value is: of coalesce(:a, x) the value is :a, too.
typedef struct ParamRef {
    const SqlExpr *param;
    const struct ParamRef *next;
} ParamRef;

// What an expression gives.
typedef struct Val {
    Type type;                 // CLASS_ANY: not certain
    bool blank;                // NULL and parameters alone: it has no type of its own
    bool loose;                // of NUMERIC affinity: CLASS_REAL may be an integer
    bool nullable;             // it may be NULL
    const ModelColumn *column; // what it is a plain reference to
    const ParamRef *params;
    const SqlExpr *expr; // to be named in messages
} Val;

typedef struct Vals {
    Val *items;
    size_t n, capacity;
    bool unknown; // a "*" over something opaque: n says nothing
} Vals;

// How certainly a meeting gives a parameter its type. The stronger decide alone.
typedef enum UseKind {
    USE_NAMED,    // it is called as a column of a table in scope is
    USE_MET,      // it stands where only one type makes sense
    USE_COMPARED, // it is compared with a column
    USE_ASSIGNED, // it is stored in a column
} UseKind;

typedef struct Use {
    UseKind kind;
    Type type;
    const ModelColumn *column; // null unless a column gave the type
    const SqlExpr *param;      // the occurrence
    struct Use *next;
} Use;

// What is known of one parameter while the walk goes on.
typedef struct ParamState {
    Use *uses, **last_use;
    bool nullable;          // somewhere NULL makes sense
    const SqlExpr *untyped; // something without a type that it met
    const SqlExpr *first;   // occurrence
    bool list;
} ParamState;

// How many views, subqueries and common table expressions are followed to their text in
// one query; each may name the next twice, and so on.
enum { INFER_MAX_FOLLOWED = 1000 };

typedef struct Infer {
    Arena *arena;
    const Model *model;
    Str sql;            // as prepared
    ParamState *params; // by number - 1
    size_t n_params;
    CheckedParam *decided; // null in the first walk
    int followed;          // towards INFER_MAX_FOLLOWED
} Infer;

// --- value.c: values and meetings ---

Val val_any(const SqlExpr *e, bool nullable);
Val val_of(const SqlExpr *e, StorageClass storage, bool nullable);
Val val_bool(const SqlExpr *e, bool nullable);
Val val_of_column(const SqlExpr *e, const ModelColumn *c, bool nullable);

// What is either a or b: CASE branches, the arms of a UNION.
Val val_join(Infer *x, Val a, Val b);

// The same for values that come to stand in one place, as branches of CASE do: a
// parameter among them takes its type of the others.
Val val_merge(Infer *x, Val v, Val others);
bool type_join(Type a, Type b, Type *out); // false: they do not go together

void infer_use(Infer *x, const ParamRef *params, UseKind kind, Type type,
               const ModelColumn *column);
void infer_nullable(Infer *x, const ParamRef *params);
void infer_compare(Infer *x, Val a, Val b);                    // a = b, a < b
void infer_assign(Infer *x, Val v, const ModelColumn *column); // column = v
void infer_text(Infer *x, Val v);    // it is made a text whatever it is
void infer_integer(Infer *x, Val v); // LIMIT

// --- expr.c ---

Val infer_expr(Infer *x, const Scope *s, const SqlExpr *e); // e may be null
void infer_exprs(Infer *x, const Scope *s, const SqlExprs *list);
void infer_window(Infer *x, const Scope *s, const SqlWindow *w);

// --- call.c: functions ---

Val infer_call(Infer *x, const Scope *s, const SqlExpr *e);
bool call_is_aggregate(const SqlExpr *e);     // certainly: count(), sum(), max(x) ...
bool call_may_be_aggregate(const SqlExpr *e); // or a function weave does not know

// --- select.c ---

// Every value of the result list; the arms of a compound joined.
Vals infer_select(Infer *x, const Scope *parent, const SqlSelect *select);
Vals infer_items(Infer *x, const Scope *s, const SqlItems *items);
void infer_from(Infer *x, const Scope *s, const SqlFrom *from);
void infer_with(Infer *x, const Scope *with); // its common table expressions

// --- select_scope.c ---

// The scope of a core, whose parent must hold the WITH of its SELECT.
Scope scope_of_core(Infer *x, const Scope *parent, const SqlSelect *select,
                    const SqlCore *core);
Scope scope_of_with(const Scope *parent, const SqlWith *with);

// Whether a core is an aggregate over all its rows: one row comes back, whatever stands
// in the tables. Certainly, and perhaps.
bool core_is_total(const Scope *s, const SqlCore *core);
bool core_may_be_total(Infer *x, const Scope *s, const SqlSelect *select,
                       const SqlCore *core);

// --- statement.c ---

// Walks a whole statement; the values that come back.
Vals infer_statement(Infer *x, const SqlStatement *s);

// --- params.c ---

// What the walk has gathered, and what the user says: decides each parameter.
CheckedParam *infer_params(Infer *x, const Facts *f, Diag *d, const Query *q);

// A word of 'name: TYPE', or the path of a column, which *from then is. False: neither.
bool infer_declared(const Model *m, Str declared, Type *type, const ModelColumn **from);

// "bigint" and "json" are meanings: what they are stored as, a column says.
Type infer_stored_as(Type declared, Type column);

// --- rows.c ---

typedef enum Rows {
    ROWS_ONE, // exactly
    ROWS_AT_MOST_ONE,
    ROWS_MANY,
} Rows;

// How many rows a SELECT gives, and why in a sentence (may be null).
Rows infer_rows(Infer *x, const Scope *parent, const SqlSelect *select, Str *why);
Rows infer_statement_rows(Infer *x, const SqlStatement *s, Str *why);

// --- origin.c ---

// Whether SQLite's origin of the statement's result columns can be believed: it names
// one arm where there is a UNION on the way, so nowhere may be one.
bool infer_origins_hold(Infer *x, const SqlStatement *s);

// --- cols.c ---

// Applies each "-- @col NAME TYPE [not null]" to the columns.
void infer_col_comments(Infer *x, Diag *d, const Query *q, ResultColumn *columns,
                        size_t n);

#endif
