// random.h - random schemas, what people make of them, and rows for them.
//
// A Model is a schema as its author means it: tables and columns have keys that stay while
// names change. So the tests know, without asking weave, which column of the new schema is
// which of the old.

#ifndef TESTS_MIGRATE_RANDOM_H
#define TESTS_MIGRATE_RANDOM_H

#include "migrate/schema.h"

#include <stdint.h>

// How many there are of what random_sql.c lists.
enum { N_TYPES = 6, N_DEFAULTS = 12, N_COLLATIONS = 3, N_ACTIONS = 5 };
enum { TABLES = 5, COLUMNS = 7, INDEXES = 5, VIEWS = 2, TRIGGERS = 2 };

typedef struct ModelColumn {
    int key, name; // numbers: of the key, and of the name it has now
    int type;      // index of types[]
    int fallback;  // index of defaults[]; 0: none
    int collation; // index of collations[]; 0: none
    int unique;    // 0 no, 1 by an index, 2 by a constraint
    bool not_null, check;
    int generated;            // 0 no, 1 virtual, 2 stored: of the column before it
    int refers;               // to the table with that key, or -1
    int on_delete, on_update; // indexes of actions[]
    bool deferred;
} ModelColumn;

typedef enum KeyKind {
    KEY_NONE,
    KEY_INTEGER,
    KEY_AUTOINCREMENT,
    KEY_TEXT,
    KEY_TWO
} KeyKind;

typedef struct ModelTable {
    int key, name;
    KeyKind primary;
    bool strict, without_rowid, check;
    bool unique;    // its first and last column together
    int refers_two; // the last two columns to the table with that key, or -1
    ModelColumn columns[COLUMNS];
    int n;
} ModelTable;

typedef struct ModelObject {
    int name;
    int table;         // its key
    int first, second; // columns' keys; second may be -1
    int kind;          // of view or trigger
    bool unique, partial, expression;
} ModelObject;

typedef struct Model {
    ModelTable tables[TABLES];
    int n_tables;
    ModelObject indexes[INDEXES], views[VIEWS], triggers[TRIGGERS];
    int n_indexes, n_views, n_triggers;
    int fresh; // the next number
} Model;

typedef struct Rng {
    uint64_t state;
} Rng;

uint64_t rng_next(Rng *r);
int rng_below(Rng *r, int n);
bool rng_chance(Rng *r, int percent);

void model_random(Model *m, Rng *r);
// A few changes, of the kind people make.
void model_change(Model *m, Rng *r);

// The statements that make it, and its keys given to what was read back.
void model_make(const Model *m, sqlite3 *db);
void model_keys(Arena *a, const Model *m, Schema *s);

// Rows for all its tables; what a constraint refuses is left out.
void model_fill(const Model *m, sqlite3 *db, Rng *r);

Str model_table_name(Arena *a, int name);
Str model_column_name(Arena *a, int name);
const ModelTable *model_table(const Model *m, int key); // null if none
const ModelColumn *model_column(const ModelTable *t, int key);

#endif
