// value.h - what the files of the inference share. For infer/*.c alone.
//
// One walk over the tree does it all: every expression gets a Val, every SELECT becomes a
// Relation, and where a Val that carries a parameter meets another, the parameter
// remembers what it met. The walk is made twice: when all parameters have been decided,
// once more for what they make of the result columns.

#ifndef STAGE3_EMIT_INFER_VALUE_H
#define STAGE3_EMIT_INFER_VALUE_H

#include "stage3_emit/infer/infer.h"
#include "stage3_emit/infer/scope.h"
#include "stage3_emit/sql/parse.h"

// How certainly a meeting gives a parameter its type. The strongest decide alone.
typedef enum UseKind {
    USE_TRUTH,    // it is asked whether it is true
    USE_HINT,     // a function wants such an argument
    USE_COUNT,    // LIMIT, OFFSET, the bound of a frame
    USE_SIBLING,  // it stands beside it: in CASE, coalesce, a UNION
    USE_CAST,     // it is cast to it
    USE_NUMBER,   // it is added to a number
    USE_ADDED,    // it is added to a column, or the sum is compared with one
    USE_MET,      // it is compared with an expression
    USE_COMPARED, // it is compared with a column
    USE_ASSIGNED, // it is stored in a column
} UseKind;

typedef struct Use {
    UseKind kind;
    Type type;
    const ModelColumn *column; // null unless a column gave the type
    const SqlExpr *other;      // what was met, or null
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

typedef struct Infer {
    Arena *arena;
    const Model *model;
    Str sql;            // as prepared
    ParamState *params; // by number - 1
    size_t n_params;
    CheckedParam *decided; // null in the first walk
    bool reading;          // what is named is certainly read
    struct {
        Read *items;
        size_t n, capacity;
    } reads;
    SqlText *written;         // the query as the user wrote it, once it is asked for
    struct ModelTable *views; // while the model is made: the tables to be filled in
} Infer;

// --- value.c: values -----------------------------------------------------------

Val val_any(const SqlExpr *e, Why why); // it may be NULL, too, if there is a why
Val val_of(const SqlExpr *e, StorageClass storage, bool nullable);
Val val_of_classes(const SqlExpr *e, Classes classes, bool nullable);
Val val_bool(const SqlExpr *e, bool nullable);
Val val_null(const SqlExpr *e);
Type val_type(const Val *v);
bool val_is_blank(const Val *v); // NULL and parameters alone
bool val_is(const Val *v, StorageClass storage);
bool val_is_number(const Val *v); // integer, real or either

// May be NULL for this reason too.
void val_nullable(Val *v, const char *text);

// What nullable values make of an operator: NULL, for the reason that the first has.
void val_nullable_as(Val *v, const Val *of);

// What is either a or b: CASE branches, the arms of a UNION.
Val val_join(Infer *x, Val a, Val b);
bool type_join(Type a, Type b, Type *out); // false: they do not go together

Str why_text(Infer *x, const Why *why);

// --- meet.c: parameters that meet values -----------------------------------------

void infer_use(Infer *x, const ParamRef *params, UseKind kind, const Val *other);
void infer_nullable(Infer *x, const ParamRef *params);
void infer_compare(Infer *x, Val a, Val b);                    // a = b, a < b
void infer_assign(Infer *x, Val v, const ModelColumn *column); // column = v
void infer_type(Infer *x, Val v, UseKind kind, StorageClass storage, Mode mode);
void infer_text(Infer *x, Val v);  // a function or LIKE makes a text of it
void infer_count(Infer *x, Val v); // LIMIT
void infer_truth(Infer *x, Val v); // WHERE v

// Values that come to stand in one place, as branches of CASE do, are joined: a
// parameter among them takes its type of the others.
Val infer_merge(Infer *x, Val v, Val others);
const ParamRef *params_join(Infer *x, const ParamRef *a, const ParamRef *b);

// --- expr.c, operator.c ----------------------------------------------------------

Val infer_expr(Infer *x, Scope *s, const SqlExpr *e); // e may be null
void infer_exprs(Infer *x, Scope *s, const SqlExprs *list);
void infer_condition(Infer *x, Scope *s, const SqlExpr *e);
void infer_window(Infer *x, Scope *s, const SqlWindow *w);
Val infer_found(Infer *x, Scope *s, const Found *f, const SqlExpr *e);
void infer_read(Infer *x, const ModelColumn *c);

Val infer_operator(Infer *x, Scope *s, const SqlExpr *e); // unary, binary
Val infer_between(Infer *x, Scope *s, const SqlExpr *e);
Val infer_in(Infer *x, Scope *s, const SqlExpr *e);

// The values of (a, b) or of (SELECT a, b ...); of anything else, itself.
Vals infer_row(Infer *x, Scope *s, const SqlExpr *e);

// The columns of a relation as values; of a subquery that is a value or a row, whose
// columns are NULL if it finds none; and of the one behind IN.
Vals infer_values(Infer *x, const Relation *r, const SqlExpr *e);
Vals infer_subquery(Infer *x, Scope *s, const SqlExpr *e);
Vals infer_members(Infer *x, Scope *s, const SqlExpr *e);
void infer_compare_rows(Infer *x, const Vals *a, const Vals *b, bool is);

// Whether SQLite takes e for a plain 0 without looking at all of it.
bool expr_is_zero(const SqlExpr *e);

// --- functions.c: the table of SQLite's functions ----------------------------------

typedef enum Nulls {
    NEVER,  // the result is not NULL, whatever the arguments
    OF_ANY, // NULL if an argument is, and only then
    MAYBE,
    CLOCK, // MAYBE, but not of the present moment: date('now')
} Nulls;

typedef enum Shape {
    PLAIN,       // the type of the table
    FIRST,       // the first argument, as it is
    NUMBER,      // INTEGER of an integer, REAL of a real
    TEXT_OR_ANY, // TEXT of a text
    COALESCE,
    IIF,
    NULLIF,
    MIN_MAX, // of several values, or an aggregate of one
    // Aggregates:
    COUNT,
    SUM,
    COLLECT,     // PLAIN, NULL of no row
    COLLECT_ALL, // PLAIN, never NULL
    // Window functions:
    RANKING, // PLAIN, never NULL
    SHIFTED, // the first argument, of another row
    FRAMED,  // the first argument, of a row of the frame
} Shape;

// hints has a letter for each argument that has a type of its own: t a text, i an
// integer, . neither; the last stands for all that follow.
typedef struct Function {
    const char *name;
    Shape shape;
    StorageClass result;
    Nulls nulls;
    const char *hints;
} Function;

const Function *function_find(Str name);      // or null
bool function_is_random(const Function *f);   // another value at each call
bool call_is_aggregate(const SqlExpr *e);     // certainly: count(), sum(), max(x) ...
bool call_may_be_aggregate(const SqlExpr *e); // or a function weave does not know

// --- call.c ----------------------------------------------------------------------

Val infer_call(Infer *x, Scope *s, const SqlExpr *e);

// --- from.c ----------------------------------------------------------------------

void infer_make_from(Infer *x, Scope *s, const SqlFrom *from);
void infer_from(Infer *x, Scope *s, const SqlFrom *from, const SqlExpr *where);

// Adds the table a statement writes to; null if it is none of the model's.
const ModelTable *infer_add_target(Infer *x, Scope *s, const SqlSource *target);

// --- narrow.c --------------------------------------------------------------------

// What ON and WHERE say: which columns are not NULL in the rows that remain, and which
// joins fill nothing in them after all.
void infer_narrow(Infer *x, Scope *s, const SqlExpr *where);

// --- select.c, cte.c ---------------------------------------------------------------

const Relation *infer_select(Infer *x, Scope *parent, const SqlSelect *select);
const Relation *infer_select_as(Infer *x, Scope *parent, const SqlSelect *select,
                                With *with, size_t index); // of a WITH, or null
const Relation *infer_nested(Infer *x, Scope *parent, const SqlFrom *from);
Vals infer_items(Infer *x, Scope *s, const SqlItems *items);

With *infer_with(Infer *x, Scope *scope, const SqlWith *sql); // makes scope its place
const Relation *infer_cte(Infer *x, With *with, size_t index);
void infer_unused(Infer *x, With *with); // those that nothing names
void infer_arm(Infer *x, With *with, size_t index, const Relation *so_far);

// --- aggregate.c -------------------------------------------------------------------

// Whether a core is an aggregate over all its rows: one row comes back, whatever stands
// in the tables. Certainly, and perhaps.
bool core_is_total(Scope *s, const SqlCore *core);
bool core_may_be_total(Infer *x, Scope *s, const SqlSelect *select,
                       const SqlCore *core);

// --- rows.c, fix.c, keys.c: how many rows -------------------------------------------

typedef struct Core {
    const SqlSelect *select;
    const SqlCore *core;
    Scope *scope;
    const Relation *result;
} Core;

// What is known of the rows of a FROM: see fix.c.
typedef struct Fixer Fixer;
Fixer *fix_new(Infer *x, Scope *s);
void fix_read(Fixer *f, const SqlExpr *where); // and every ON
void fix_assume(Fixer *f, size_t instance);
void fix_close(Fixer *f);
bool fix_is_fixed(const Fixer *f, size_t instance, Str *why); // at most one row of it
bool fix_all(Fixer *f,
             Str *why); // every instance; else why is of the first that is not
bool fix_is_constant(const Fixer *f, const SqlExpr *e); // the same in all rows

Rows infer_rows(Infer *x, const Core *c, Str *why);
Rows rows_limited(const SqlExpr *limit, const SqlExpr *offset, Rows rows, Str *why);
void infer_keys(Infer *x, const Core *c, Relation *out);
Rows infer_rows_inserted(const SqlStatement *s, const ModelTable *target,
                         const Relation *source, Str *why);
Rows infer_rows_changed(Infer *x, const SqlStatement *s, Scope *scope, Str *why);

// --- statement.c -------------------------------------------------------------------

typedef struct Outcome {
    Vals values;
    Rows rows;
    Str why;
} Outcome;

// Walks a whole statement: the values that come back, and how many rows of them.
Outcome infer_statement(Infer *x, const SqlStatement *s);

// --- view.c ------------------------------------------------------------------------

// While the model is made: sees that a view has its types before they are asked for.
void infer_view_first(Infer *x, const ModelTable *t);

// --- params.c, declare.c -------------------------------------------------------------

// What the walk has gathered, and what the user says: decides each parameter.
CheckedParam *infer_params(Infer *x, const Facts *f, Diag *d, const Query *q);

// Applies a declaration to what was inferred.
void infer_declare(Infer *x, Diag *d, const Query *q, const Param *said,
                   CheckedParam *out);

// The expression as it is written; empty if that is too long for a message.
Str infer_text_of(const Infer *x, const SqlExpr *e);

// The place of a parameter in the text as the user wrote it.
Span infer_place(Infer *x, const Query *q, const SqlExpr *param);

// A word of 'name: TYPE', or the path of a column, which *from then is. False: neither.
bool infer_declared(const Model *m, Str declared, Type *type, const ModelColumn **from);

// "bigint" and "json" are meanings: what they are stored as, a column says.
Type infer_stored_as(Type declared, Type column);

// --- cols.c ------------------------------------------------------------------------

// Applies each "-- @col NAME TYPE [not null]" to the columns.
void infer_col_comments(Infer *x, Diag *d, const Query *q, ResultColumn *columns,
                        size_t n);

#endif
