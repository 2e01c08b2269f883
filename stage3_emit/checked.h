// checked.h - a catalog that SQLite has agreed to. check.c makes it, infer.c fills in
// types, the emitters read it.

#ifndef STAGE3_EMIT_CHECKED_H
#define STAGE3_EMIT_CHECKED_H

#include "base/intern.h"
#include "stage3_emit/models/models.h"

typedef enum Known {
    KNOWN_INFERRED,
    KNOWN_DECLARED,
    KNOWN_UNKNOWN, // type is {CLASS_ANY}; the full weave refuses it
} Known;

typedef struct CheckedParam {
    Str name;   // "mimeType", without ":"; "p3" for the nameless third
    int number; // SQLite's, from 1
    Type type;  // of one item, if a list
    bool nullable;
    bool list;
    Str tuple, member; // of one list of several that are one to the caller; or none
    Known known;
    const ModelColumn *from; // the column that gave its type, or null
    Str why;                 // of KNOWN_INFERRED: "compared with media.width"
    Str why_unknown;         // of KNOWN_UNKNOWN: "it is compared with no column"
    struct {
        Str is; // "text (media.uri)"
        Span at;
    } clash[2]; // of KNOWN_UNKNOWN: two places that want different types, or none
    Span at;
} CheckedParam;

typedef struct ResultColumn {
    Str name; // as sqlite3_column_name() gives it
    Type type;
    bool nullable;
    const ModelColumn *origin; // what it is a plain copy of, or null
    Classes classes;           // what a value may be; an integer is read as a real
    Known known;               // unknown: any, for want of anything better
    bool not_null_stated;      // by the user, whatever is known
    Str why_nullable;          // "media.width may hold NULL"; none of what is not
    Str why_any; // of CLASS_ANY: "weave does not know the function in f(x)"
} ResultColumn;

// A column that the query reads, as weave sees it. Not certain: SQLite need not say so.
typedef struct Read {
    const ModelColumn *column;
    bool certain;
} Read;

// Columns that stand together as a row of a table: sqlc.embed(media).
typedef struct CheckedEmbed {
    Str name; // "media", or its alias
    const ModelTable *table;
    size_t first, n; // of CheckedQuery.columns
    bool optional;   // an outer join may find no row: then the column presence is NULL
    size_t presence;
} CheckedEmbed;

// How the woven program has SQLite give the rows: runtime/weave.h, WeaveFetch.
typedef enum RowFetch {
    FETCH_COLUMNS,
    FETCH_ROWS,
    FETCH_NUMBERED,
    FETCH_LOOKUP,
} RowFetch;

typedef struct CheckedQuery {
    const Query *query;
    Operation *operation;       // that it is of; null of what was written
    Str sql;                    // as prepared: stars expanded, dedented
    bool read_only;             // by SQLite's word
    bool understood;            // weave has read it: what follows is more than unknown
    bool writes;                // by weave's reading
    Cardinality inferred;       // never CARDINALITY_INFERRED
    Cardinality cardinality;    // the stated one, else the inferred
    Str why_cardinality;        // "media.id is the primary key and equals :id"
    const CheckedParam *params; // in the order of SQLite's numbers
    size_t n_params;
    const ResultColumn *columns;
    size_t n_columns;
    const Read *reads;
    size_t n_reads;
    const CheckedEmbed *embeds; // in their order
    size_t n_embeds;
    const Str *tables_read; // each once, with those behind views and triggers
    size_t n_tables_read;
    const Str *tables_written;
    size_t n_tables_written;
    const Str *plan; // EXPLAIN QUERY PLAN, a line each, indented by depth
    size_t n_plan;
    RowFetch fetch;
    Str why_columns; // of FETCH_COLUMNS: "DISTINCT compares the columns"
    // Of a query with choices or relations what all its statements are together, as the
    // caller sees them: parameters (numbered as they stand there), columns, rows, tables.
    // Else null.
    const struct CheckedQuery *whole;
} CheckedQuery;

// What was said of a query that was accepted.
typedef struct Said {
    const Query *query;
    size_t diag; // its number, until the diagnostics are sorted
} Said;

typedef struct Checked {
    const Catalog *catalog;
    const Intern *kept; // modules that nothing is judged nor emitted of; or null
    Model model;
    Str ddl;                     // every statement, ended by ";\n"
    Str shape;                   // weave_schema_shape() of the database it makes
    bool migrates;               // the catalog's migrations make that database, too
    const CheckedQuery *queries; // those that were written, then the operations'
    size_t n_queries;
    size_t n_operations; // statements of operations: the last of the queries
    const TableModel *models;
    size_t n_models;
    struct {
        Said *items;
        size_t n, capacity;
    } said;
    bool disagreed; // weave and SQLite, about some query: a bug of weave's, reported
} Checked;

// Whether nothing is to be judged nor emitted of the module.
bool checked_keeps(const Checked *c, Str module);

// The written query behind q, q's further statements left out; the first for null, null
// behind the last:
//
//     for (const CheckedQuery *q = NULL; (q = checked_next(c, q));)
const CheckedQuery *checked_next(const Checked *c, const CheckedQuery *q);

// The operations that there are, one after the other, likewise.
const CheckedQuery *checked_next_operation(const Checked *c, const CheckedQuery *q);

// How many statements q is made of: q[0], q[1], ...
size_t checked_statements(const Checked *c, const CheckedQuery *q);

// What the caller sees of q: q->whole, or q itself.
const CheckedQuery *checked_whole(const CheckedQuery *q);

#endif
