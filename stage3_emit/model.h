// model.h - the schema as SQLite has it, with what Drizzle means by it.
//
// Made once from the open in-memory database (pragma_table_xinfo, pragma_index_list,
// ...), so that tables written in TypeScript, tables of .sql files, views and virtual
// tables are all alike; then each column of a Drizzle table gets its key, mode and
// enum from the catalog.

#ifndef STAGE3_EMIT_MODEL_H
#define STAGE3_EMIT_MODEL_H

#include "catalog/catalog.h"
#include "stage3_emit/affinity.h"

struct sqlite3;

typedef enum StorageClass {
    CLASS_INTEGER,
    CLASS_REAL,
    CLASS_TEXT,
    CLASS_BLOB,
    CLASS_ANY,
} StorageClass;

// A set of storage classes: what a value may be, NULL apart.
typedef unsigned Classes;
enum { CLASSES_NONE = 0, CLASSES_ALL = 15 };
#define CLASSES_OF(storage) ((Classes)1 << (storage))

// The one class of a set; an integer or a real is read as a real; else CLASS_ANY.
StorageClass classes_storage(Classes c);

// What a value is, and what is meant by it. {CLASS_ANY} is "whatever is stored".
typedef struct Type {
    StorageClass storage;
    Mode mode;
    const struct ModelColumn *enum_of; // the column whose enum it is, or null
} Type;

typedef struct ModelColumn {
    const struct ModelTable *table;
    Str name;      // "mime_type"
    Str key;       // "mimeType"; the name again for a column of a .sql file
    Str sql_type;  // as declared
    Str collation; // "BINARY", "NOCASE": what a comparison uses; none of a view's
    Type type;
    Classes classes;   // what a value of it may be, if its declared type is obeyed
    Affinity affinity; // a view's column may have none, whatever sql_type says
    const struct ModelColumn
        *origin;   // of a view's column: what it is a copy of, or null
    bool not_null; // certain: declared NOT NULL, the rowid's alias, shown for a view's
    bool rowid_alias;
    int primary_key; // its place in the primary key from 1, or 0
    bool unique;     // alone the key of a unique index
    bool generated;
    bool hidden;    // SELECT * leaves it out
    bool sensitive; // traces show *** instead
    bool has_default;
    Str default_sql;
    const Str *enum_values;
    size_t n_enum_values;
    Str doc;
    Span at; // {0} for a column of a .sql file
} ModelColumn;

// A set of columns no two rows share: a primary key or a unique index; of a view, what
// its SELECT makes unique. Indexes on expressions are not listed.
typedef struct UniqueKey {
    const size_t *columns; // indexes into ModelTable.columns
    const Str *collations; // of each: "BINARY", "NOCASE"
    size_t n_columns;
    bool not_null; // no column of it can be NULL, so the key holds for every row
    Str where;     // of a partial index: it holds for the rows where this is true
} UniqueKey;

typedef enum ModelKind {
    MODEL_TABLE,
    MODEL_VIEW,
    MODEL_VIRTUAL,
} ModelKind;

typedef struct ModelTable {
    Str name;   // "media"
    Str key;    // "media": the exported constant; the name again where there is none
    Str called; // what its rows are called by the configuration's names; or none
    ModelKind kind;
    bool strict, without_rowid;
    bool may_ignore; // "IGNORE" stands in its SQL or a trigger's: a row may be skipped
    Str sql;         // CREATE ..., as sqlite_schema has it
    const ModelColumn *columns;
    size_t n_columns;
    const UniqueKey *keys;
    size_t n_keys;
    const UniqueKey *partial_keys; // those with a where
    size_t n_partial_keys;
    bool has_triggers;
    bool one_row, always_one;               // of a view: at most one row; exactly one
    bool inferred;                          // of a view: its SELECT has been read
    const struct ModelColumn *const *reads; // of a view: what SQLite reads for it, each
    size_t n_reads, n_certain;              // once; the first of them certainly
    Str doc;
    Span at;
} ModelTable;

typedef struct Model {
    const ModelTable *tables; // tables in the catalog's order, then the others by name
    size_t n_tables;
    const ModelTable *functions; // table-valued: json_each, pragma_table_info, ...
    size_t n_functions;
    const size_t *slots; // a table's place + 1, by the hash of its name
    size_t n_slots;      // a power of two, or none
} Model;

// Reads the model of an open database made from c. Shadow tables and SQLite's own are
// left out. False after a message in *why: SQLite's, and only if it fails.
bool model_read(Arena *a, const Catalog *c, struct sqlite3 *db, Model *out, Str *why);

const ModelTable *model_find_table(const Model *m, Str sql_name);
const ModelTable *model_find_function(const Model *m, Str sql_name);
const ModelColumn *model_find_column(const ModelTable *t, Str sql_name);

// "media.mime_type" or "media.mimeType", by SQL names or TypeScript keys.
const ModelColumn *model_find_path(const Model *m, Str path);

// What a declared SQL type alone says: affinity, and BOOLEAN, TIMESTAMP, ... as the
// manual of the command line fixes it.
Type type_of_declaration(Str sql_type, bool strict);
Classes classes_of_declaration(Str sql_type, bool strict);

// A word of 'name: TYPE': int real text blob bool timestamp timestamp_ms bigint json
// any. False if it is none of them.
bool type_of_word(Str word, Type *out);

const char *storage_name(StorageClass storage); // "integer"
const char *type_mode_name(Type type); // Drizzle's mode, or storage_name() where none

#endif
