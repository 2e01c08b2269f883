// fill.h - rows for the tables of a schema, as the schema and the contract allow them.
//
// SQLite is the judge: what a key, a check, a foreign key or a trigger refuses is mended by
// what SQLite says of it, or stays out. What SQLite does not look at is kept here: values
// of the declared classes, enums and modes, also of generated columns.

#ifndef STAGE3_EMIT_REFUTE_FILL_H
#define STAGE3_EMIT_REFUTE_FILL_H

#include "stage3_emit/checked.h"
#include "stage3_emit/refute/pool.h"

// A foreign key: columns of a row, and what they must equal.
typedef struct Reference {
    size_t parent;         // index into Fill.tables
    const size_t *columns; // indexes into FillTable.columns; of the parent's likewise
    const size_t *parent_columns;
    size_t n;
} Reference;

typedef struct FillTable {
    const ModelTable *table;
    const ModelColumn **columns; // those an INSERT gives
    bool *not_null;              // of each, as SQLite has it: the model is under test
    size_t n_columns;
    const Reference *references;
    size_t n_references;
    Pool literals; // of its own SQL
    bool guarded;  // SQLite takes rows that must not stay
    bool is_ready; // all above is known, and insert is prepared
    sqlite3_stmt *insert;
    const struct Constraint *constraints;
    size_t n_constraints;
    bool tried, taken; // ever
} FillTable;

typedef struct Fill {
    Arena *arena;
    const Model *model;
    sqlite3 *db;
    FillTable *tables; // as the model's
    sqlite3_stmt *savepoint, *rollback_to, *release;
} Fill;

typedef struct Row {
    const FillTable *table;
    Datum *values; // of table->columns
} Row;

typedef struct Rows {
    Row *items;
    size_t n, capacity;
} Rows;

// How one database is.
typedef struct Style {
    Palette palette;
    size_t nulls; // of a hundred
    size_t rows;  // of a table, at most
} Style;

void fill_init(Fill *f, Arena *a, const Model *m, sqlite3 *db);
void fill_free(Fill *f);

// The table, made ready.
FillTable *fill_table(Fill *f, size_t table);

// The index of a column among those an INSERT gives, or STR_NONE.
size_t fill_column(const FillTable *t, Str name);

// "tag (media_id, name) VALUES (": the table's part of an INSERT.
void fill_put_head(Arena *a, Buf *out, const FillTable *t);

// Rows of the table that SQLite takes are inserted, and added to rows, in scratch; its
// parents must have been filled.
void fill_rows(Fill *f, Arena *scratch, Rng *r, const Style *s, size_t table,
               Rows *rows);

// Inserts one row; false if it did not come in.
bool fill_insert(Fill *f, const Row *row);

// "INSERT INTO tag (media_id, name) VALUES (1, 'a');\n"
void fill_print(Arena *a, Buf *out, const Row *row);

// Whether a value is what the type promises; an integer is read as a real.
bool fits(Type type, Datum d);

#endif
