// schema.h - a database's schema as data, as SQLite itself tells it.
//
//     Schema schema;
//     Str why;
//     if (!schema_read(arena, db, &schema, &why)) ...
//
// It is read from SQLite's own tables of a schema, not from its text; what SQLite keeps
// as text only (checks, generated columns, bodies) is here in its normal form (sqltext.h)
// beside the text itself. Left out is what is no part of an application's schema:
// sqlite_*, the ledgers of weave and Drizzle, the shadow tables of virtual tables.
//
// Two schemas are equal (schema_equal) where no statement could tell their tables apart
// but by the order of columns: SQLite can add a column at the end only, and woven SQL
// names its columns.

#ifndef MIGRATE_SCHEMA_H
#define MIGRATE_SCHEMA_H

#include "catalog/catalog.h"

#include <sqlite3.h>

typedef struct SchemaColumn {
    Str name;
    Str key;  // the TypeScript property, where it is known (schema_take_keys)
    Str type; // as declared
    bool not_null;
    int primary_key; // its place in the primary key, from 1; or 0
    bool has_default;
    Str default_sql; // behind DEFAULT, as SQLite gives it
    Str generated;   // the expression in its normal form, in parentheses; or none
    bool stored;     // STORED, else VIRTUAL
    Str collation;   // "BINARY", "NOCASE", ...
    Str constraints; // ON CONFLICT and the like, in their normal form
    Str definition;  // as it stands in CREATE TABLE
    bool hidden;     // of a virtual table
} SchemaColumn;

typedef struct SchemaKey { // FOREIGN KEY
    const Str *columns;
    size_t n_columns;
    Str table;                  // that it refers to
    const Str *foreign_columns; // none: there is no such key
    size_t n_foreign_columns;
    bool implied;             // REFERENCES users: they are its primary key
    Str on_update, on_delete; // "NO ACTION", "CASCADE", ...
} SchemaKey;

typedef struct SchemaTable {
    Str name, key;
    bool
        unmanaged; // stands there, but no schema of ours asked for it: it is left alone
    Str sql;       // CREATE TABLE, as SQLite keeps it
    bool virtual_table, strict, without_rowid, autoincrement;
    SchemaColumn *columns;
    size_t n_columns;
    SchemaKey *keys; // sorted
    size_t n_keys;
    const Str *uniques; // UNIQUE constraints: "email", "a, b COLLATE NOCASE"; sorted
    size_t n_uniques;
    const Str *constraints; // CHECK and the like of the table, normal form; sorted
    size_t n_constraints;
} SchemaTable;

typedef enum ObjectKind {
    OBJECT_INDEX,
    OBJECT_VIEW,
    OBJECT_TRIGGER,
} ObjectKind;

typedef struct SchemaObject {
    ObjectKind kind;
    bool unmanaged; // as of a table
    Str name;
    Str table; // of an index or trigger
    Str sql;
    Str normal; // without what does not matter
    bool unique;
} SchemaObject;

typedef struct Schema {
    SchemaTable *tables; // in the order they were made
    size_t n_tables;
    SchemaObject *objects; // likewise: indexes, views, triggers
    size_t n_objects;
} Schema;

// Of the main database. False with *why if SQLite fails. Lives in a.
bool schema_read(Arena *a, sqlite3 *db, Schema *out, Str *why);

// The same at less cost: a table or object whose text stands in known, another schema that
// was read, is what it is there. Its columns and keys are shared with known.
bool schema_read_again(Arena *a, sqlite3 *db, const Schema *known, Schema *out,
                       Str *why);

// Gives tables and columns the TypeScript keys that the catalog has for their names.
void schema_take_keys(Schema *s, const Catalog *c);

// Whether weave leaves the table or other object of that name alone: its own ledgers,
// drizzle-orm's, sqlite_*.
bool schema_ignores(Str name);

SchemaTable *schema_find_table(const Schema *s, Str name); // in any case; null if none
SchemaColumn *schema_find_column(const SchemaTable *t, Str name);
SchemaObject *schema_find_object(const Schema *s, ObjectKind kind, Str name);
bool table_refers_to(const SchemaTable *t, Str name); // by a foreign key
// The column that is the rowid, or null.
const SchemaColumn *schema_rowid_alias(const SchemaTable *t);

// Equal but for the order of columns.
bool column_equal(const SchemaColumn *a, const SchemaColumn *b);
bool key_equal(const SchemaKey *a, const SchemaKey *b);
bool table_equal(const SchemaTable *a, const SchemaTable *b);
bool object_equal(const SchemaObject *a, const SchemaObject *b);
bool schema_equal(const Schema *a, const Schema *b);

const char *object_word(ObjectKind kind); // "index"

#endif
