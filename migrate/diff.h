// diff.h - what belongs together in two schemas, and what differs.
//
// Identity first (schema_match): the TypeScript key is a column's stable identity, so a
// column that has another name under the same key was renamed, and nothing is guessed.
// Where no key is known (a folder that only drizzle-kit has written so far), the name is
// the identity; then something dropped beside something added may be a rename, and that
// is a question to the user, never an answer.
//
// Then the differences, in words (schema_diff), for whoever wants to read them. How they
// are carried out is plan.h's business.

#ifndef MIGRATE_DIFF_H
#define MIGRATE_DIFF_H

#include "migrate/schema.h"

// What the user has said of names: "users.full_name" is "users.name" now; "people" is
// "users". Or that something may go: to is none.
typedef struct Hint {
    Str from, to;
} Hint;

typedef struct ColumnPair {
    const SchemaColumn *from, *to; // null: added, dropped
} ColumnPair;

typedef struct TablePair {
    const SchemaTable *from, *to; // likewise
    ColumnPair *columns;          // if both are there
    size_t n_columns;
} TablePair;

// Is what goes the same as what comes?
typedef struct Question {
    Str table; // the columns' table, by its new name; none: they are tables
    Str from, to;
} Question;

typedef struct Match {
    TablePair *tables;
    size_t n_tables;
    Question *questions;
    size_t n_questions;
    Str wrong; // a hint that leads nowhere; or none
} Match;

Match schema_match(Arena *a, const Schema *from, const Schema *to, const Hint *hints,
                   size_t n_hints);

typedef enum ChangeKind {
    CHANGE_TABLE_ADDED,
    CHANGE_TABLE_DROPPED,
    CHANGE_TABLE_RENAMED,
    CHANGE_TABLE_ALTERED, // its keys, checks, options
    CHANGE_COLUMN_ADDED,
    CHANGE_COLUMN_DROPPED,
    CHANGE_COLUMN_RENAMED,
    CHANGE_COLUMN_ALTERED,
    CHANGE_OBJECT_ADDED,
    CHANGE_OBJECT_DROPPED,
    CHANGE_OBJECT_ALTERED,
} ChangeKind;

typedef struct Change {
    ChangeKind kind;
    ObjectKind object; // of CHANGE_OBJECT_*
    Str table;         // by its new name if it has one
    Str name;          // of the column or object; as it was, if dropped
    Str from;          // its former name, of a rename
    Str what;          // "text → integer, NOT NULL": of what was altered
} Change;

typedef struct Changes {
    Change *items;
    size_t n, capacity;
} Changes;

// What turns from into to. What is unmanaged and stays is no change.
Changes schema_diff(Arena *a, const Schema *from, const Schema *to, const Match *match);

// "column users.full_name is now name"
Str change_words(Arena *a, const Change *c);

#endif
