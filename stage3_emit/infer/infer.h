// infer.h - the type and nullability of every parameter and result column, and how many
// rows come back. SQLite has accepted the query already; what it said of it is Facts.
//
// Less certain is allowed, false is not: what cannot be shown is nullable, many, any.

#ifndef STAGE3_EMIT_INFER_INFER_H
#define STAGE3_EMIT_INFER_INFER_H

#include "stage3_emit/checked.h"

// What SQLite says of a prepared statement.
typedef struct FactColumn {
    Str name;                  // sqlite3_column_name
    const ModelColumn *origin; // sqlite3_column_*_name, or null for an expression
    Str declared_type;         // sqlite3_column_decltype
} FactColumn;

typedef struct Facts {
    const FactColumn *columns;
    size_t n_columns;
    const Str
        *params; // names without ":@$?"; empty for a nameless one; [0] is number 1
    size_t n_params;
    bool read_only;
    const Read *reads; // of columns, by the statement itself where certain, else by a
    size_t n_reads;    // trigger or a foreign key
    const Str *tables_read; // each once, with those behind views and triggers
    size_t n_tables_read;
    const Str *tables_written;
    size_t n_tables_written;
} Facts;

// The statement with each "*" and "t.*" of its outermost result lists written out, so
// that a column added later cannot shift what the code reads. The same text if there is
// none. Facts are of the text before.
Str infer_expand_stars(Arena *a, const Model *m, const Facts *f, Str sql);

// Fills params, columns, reads, inferred, why_cardinality of *out; query, sql and read_only
// are set by the caller. Reports to d only what is wrong with the user's declarations
// (W311, W312, W313, a `-- @col` that names no column); a parameter without a type is
// KNOWN_UNKNOWN with a reason in the arena, reported by the caller.
void infer_query(Arena *a, const Model *m, const Facts *f, Diag *d, CheckedQuery *out);

// "timestamp_ms (post.created_at)": a type, and the column that it comes from, or null.
Str infer_describe(Arena *a, Type type, const ModelColumn *column);

#endif
