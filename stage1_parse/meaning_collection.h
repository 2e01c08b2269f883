// meaning_collection.h - collection(), field() and f: a second way to say a schema. For
// meaning_*.c, walk.c and stage1.c.
//
// A collection is a table like one of sqliteTable(), made of the same builders, so that
// queries and relations take it as one. What is more of it (limits, permissions, hooks)
// are checks of that table and its model. A field is a value that never changes:
// `required(f)` and `f.required()` give another one. Relations lead to collections by
// their slug and are followed when all modules have been read (collections_link).

#ifndef STAGE1_PARSE_MEANING_COLLECTION_H
#define STAGE1_PARSE_MEANING_COLLECTION_H

#include "stage1_parse/meaning_relations.h"

typedef enum FieldType {
    FIELD_TEXT,
    FIELD_NUMBER,
    FIELD_REAL,
    FIELD_DECIMAL, // kept as an integer in units of its last digit
    FIELD_BOOLEAN,
    FIELD_DATE,
    FIELD_JSON,
    FIELD_SELECT,
    FIELD_RELATION,
    FIELD_INCREMENT,
} FieldType;

// What f.email() and the others are.
typedef struct FieldWord {
    const char *name;
    FieldType type;
    const char *sql_type;
    Mode mode;
    const char *min_length, *max_length; // where the options say none; or null
    const char *stored; // what becomes of a text before it is written; or null
} FieldWord;

typedef struct FieldObject {
    Native base;
    const FieldWord *word;
    Str min, max, min_length, max_length; // in decimal, as the database has them
    Value pattern;                        // a regular expression, or undefined
    double precision, scale;              // of a decimal
    Value words;                          // of select(): an array
    Value target;                         // of relation(): what leads to a collection
    Str on_delete, between;               // between: the name of the junction table
    bool has_many, required, unique, indexed;
    Value default_value, default_fn; // undefined: none
    Value permissions;
    Span at, limits_at;
} FieldObject;

// A pattern as SQLite can check it: x GLOB glob; or, of a class of characters repeated,
// x NOT GLOB glob with a length from least to most.
typedef struct GlobPattern {
    Str glob;
    bool is_class;
    Str least, most; // or none
} GlobPattern;

typedef struct CollectionField {
    const FieldObject *field;
    Str key;
    ColumnRef *column;     // null of a relation that has many
    TableObject *junction; // of such a one, once it is linked
    TableObject *target;   // of a relation, once it is linked
    Span at;
} CollectionField;

// What a table made by collection() knows beside.
typedef struct Collection {
    Str slug;
    CollectionField *fields;
    size_t n_fields;
    bool has_updated_at;
    Value permissions, hooks;
    Span at; // of the slug
} Collection;

// What defineConfig({ collections }) gives.
typedef struct Configuration {
    Native base;
    struct {
        TableObject **items;
        size_t n, capacity;
    } collections;
} Configuration;

extern const Class field_class, configuration_class;
extern const Function collection_functions[]; // collection, field, f, ...
extern const Function field_words[];          // of f
extern const Function field_functions[];      // field()
extern const Function field_wrappers[];       // required(), optional(), unique()

// --- fields: meaning_field.c, meaning_limit.c

Builder *field_builder(Eval *e, const FieldObject *field);
// Reads what the options say of limits; reports what cannot be.
void limits_read(Eval *e, FieldObject *field, Value options);
// The default as the column has it; false after a report.
bool default_check(Eval *e, const FieldObject *field, Value v, Value *out);
// The field's limits as the condition of a check; null if it has none.
Sql *limits_sql(Eval *e, const FieldObject *field, ColumnRef *column);
// False if SQLite's GLOB cannot say it.
bool pattern_glob(Arena *a, Str pattern, GlobPattern *out);

// --- collections: meaning_collection.c, meaning_collection_link.c

// All collections that were made, of which the Meaning holds the list.
typedef struct Collections {
    TableObject **items;
    size_t n, capacity;
} Collections;

// Makes relations lead to their collections; call when all modules have been read.
void collections_link(Eval *e);
// The relations that are made of a collection's fields.
void collection_relations(Eval *e, Arena *a, const TableObject *table,
                          RelationList *out);

// What a collection says of its model. False after a report.
bool collection_model(Eval *e, Arena *a, const TableObject *table, DeclaredModel *out);

#endif
