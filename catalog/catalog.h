// catalog.h - the one document all stages speak.
//
// Stage 1 makes it from TypeScript, catalog_json.c writes it and catalog_read.c reads it,
// in the program that stage 2 makes, for stage 3. So it is plain data: no hash maps, no
// back pointers, every array is a pointer and a count. catalog_fields.c describes each
// struct once; a field added here is added there, and nowhere else.
//
// Names are as the user wrote them; C names are stage 3's business. What is SQL is
// kept as SQL text. docs/catalog.md is the manual of its JSON.

#ifndef CATALOG_CATALOG_H
#define CATALOG_CATALOG_H

#include "base/diag.h"
#include "base/str.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

// Raised when the JSON changes shape; readers refuse any other.
#define CATALOG_VERSION 1

// How a value is meant, where the storage class does not say it: Drizzle's modes.
typedef enum Mode {
    MODE_NONE, // real, customType: the type says it all
    MODE_NUMBER,
    MODE_BOOLEAN,      // stored as 0 or 1
    MODE_TIMESTAMP,    // seconds since 1970
    MODE_TIMESTAMP_MS, // milliseconds since 1970
    MODE_BIGINT,       // in a blob: decimal digits as text bytes
    MODE_JSON,
    MODE_TEXT,
    MODE_STRING, // numeric as text
    MODE_BUFFER,
} Mode;

typedef struct Column {
    Str key;      // "mimeType", the TypeScript property
    Str name;     // "mime_type"
    Str sql_type; // "text", "text(20)", "integer": as declared
    Mode mode;
    const Str *enum_values; // text({ enum: [...] })
    size_t n_enum_values;
    bool not_null;
    bool primary_key; // by .primaryKey(); composite keys are the table's
    bool autoincrement;
    bool has_default;
    Str default_sql;   // "'FEED'", "(unixepoch())", "false": behind DEFAULT, verbatim
    Str generated_sql; // behind GENERATED ALWAYS AS, with its parentheses; or none
    bool default_is_value;  // a number, true or false of TypeScript's: no sql`...`
    bool generated_stored;  // STORED, else VIRTUAL
    bool runtime_default;   // $defaultFn: TypeScript fills it in, SQLite does not
    bool runtime_on_update; // $onUpdate
    Str doc;                // the first sentence of its JSDoc, or none; likewise below
    Span at;
} Column;

typedef struct ForeignKey {
    const Str *columns; // SQL names
    size_t n_columns;
    Str foreign_table;
    const Str *foreign_columns;
    size_t n_foreign_columns;
    Str on_update, on_delete; // "no action", "cascade", ...
    Str name;                 // drizzle-kit's, for the snapshot; not in the DDL
    Span at;
} ForeignKey;

typedef struct Index {
    Str name;
    bool unique;
    const Str *parts; // each SQL, ready to print: "`mime_type`", "lower(\"email\")"
    size_t n_parts;
    Str where_sql; // of a partial index, or none
    Span at;
} Index;

typedef struct Check {
    Str name;
    Str sql;
    Span at;
} Check;

typedef struct Table {
    Str key;  // "mediaSource", the exported constant
    Str name; // "media_source"
    const Column *columns;
    size_t n_columns;
    const Str *primary_key; // SQL names, of primaryKey({ columns })
    size_t n_primary_key;
    const ForeignKey *foreign_keys;
    size_t n_foreign_keys;
    const Index *indexes; // .unique() and unique() are here too, as drizzle-kit does it
    size_t n_indexes;
    const Check *checks;
    size_t n_checks;
    Str doc;
    Span at;
} Table;

typedef struct View {
    Str key;
    Str name;
    Str sql;               // behind CREATE VIEW ... AS
    bool existing;         // made by somebody else: no DDL
    const Column *columns; // as declared; none: whatever the SQL gives
    size_t n_columns;
    Str doc;
    Span at;
} View;

// How rows of one table belong to those of another, as relations() or defineRelations()
// has it: the n-th of columns equals the n-th of target_columns. With a table between
// (through), columns equal through_columns, and through_target_columns equal
// target_columns. A wish of the queries: no DDL comes of it.
typedef struct DeclaredRelation {
    Str key;   // "author", the TypeScript property
    Str table; // SQL names of tables and columns, here and below
    bool many; // rows, else one
    Str target;
    const Str *columns; // of table
    size_t n_columns;
    const Str *target_columns; // of target
    size_t n_target_columns;
    Str through; // or none
    const Str *through_columns;
    size_t n_through_columns;
    const Str *through_target_columns;
    size_t n_through_target_columns;
    bool optional; // of one: there may be none
    Str name;      // relationName, alias; or none
    Str where_sql; // only these, in columns without their table; or none
    Str where_table; // whose columns those are: target, or table if said on the other side
    Span at;
} DeclaredRelation;

// A stretch of a query's SQL and the source it was made from. Where len equals at.len
// the two agree byte for byte; else the whole stretch comes from the whole span (an
// interpolation, an escape).
typedef struct Piece {
    uint32_t start, len; // bytes of the SQL
    Span at;
} Piece;

// A statement of a .sql file that is part of the schema.
typedef struct Statement {
    Str sql; // without its semicolon
    const Piece *pieces;
    size_t n_pieces;
    Span at;
} Statement;

typedef enum Cardinality {
    CARDINALITY_INFERRED, // nothing stated
    CARDINALITY_EXEC,
    CARDINALITY_ONE,
    CARDINALITY_OPTIONAL,
    CARDINALITY_MANY,
} Cardinality;

// What the source says of a parameter. Which parameters a query has is SQLite's to
// say; one it finds and this list lacks (":name" in the text) has nothing declared.
typedef struct Param {
    Str name;      // "mimeType"; ":mimeType" in the SQL
    Str declared;  // "timestamp_ms", "media.mime_type", or none
    bool nullable; // 'name?'
    bool list;     // 'name[]'; in the SQL (SELECT value FROM weave_list(:name))
    // Of one of the lists that (a, b) IN ${'name[]'} is: "name", and "a" or "b". In the SQL
    // (SELECT c1, c2 FROM weave_tuples(:name_a, :name_b)).
    Str tuple, member;
    Span at; // of the name inside its quotes
} Param;

// sqlc.embed(media): columns of the result that stand together, as a row of media.
typedef struct Embed {
    Str name;            // "media", or the alias written
    uint32_t start, len; // bytes of the SQL: "media.*"
    Span at;
} Embed;

// A level of a query that reads relations: the rows of one. The first is the query's own
// rows; the others stand behind the one they belong to, in the order of the source.
typedef struct Level {
    Str key;           // "posts", the relation; of the first none
    uint32_t parent;   // the level its rows belong to
    uint32_t part;     // the statement that reads it, 0 being the query itself
    uint32_t first, n; // its columns there
    uint32_t rowid;    // the column that says which row it is, where somebody needs it:
                       // what is joined, and the statements of levels that belong to it
    bool many;         // rows, else one
    bool joined;   // by LEFT JOIN to its parent's statement, rowid standing before its
                   // columns; else the last column of its own says to which row of
                   // :weave_parents, from 1, it belongs
    bool optional; // of one: there may be none
    Span at;
} Level;

// The parameter that a level's statement is given the rowids of its parents by.
#define LEVEL_PARENTS S("weave_parents")

// One of the forms of an orderBy().
typedef struct ChoiceForm {
    Str name; // "newest"
    Span at;
} ChoiceForm;

// What the caller chooses: whether the fragment of a when() is there, which form of an
// orderBy() is. A query with choices is as many statements as there are ways to choose,
// the first choice changing fastest; of a when() the one without comes first.
typedef struct Choice {
    Str name;                // "sort"
    const ChoiceForm *forms; // none: a when()
    size_t n_forms;
    Span at; // of the when()'s fragment, of the orderBy()
} Choice;

// One statement. A query that is made of several (a level of relations each, a choice
// of when() each) is as many of these, one behind the other: the first is the query.
typedef struct Query {
    Str module; // "media", in snake case: of the file it becomes, media.gen.c
    Str group;  // "mediaQueries", the exported object; none if exported by itself
    Str name;   // "listByMimeType"
    Str part;   // of a further statement, what it is within the query: "posts"; or none
    Cardinality stated;
    Str sql;
    const Piece *pieces; // in order, covering the whole SQL
    size_t n_pieces;
    const Param *params; // in order of first appearance
    size_t n_params;
    const Str *names; // of the result's columns; none: as SQLite has them
    size_t n_names;
    const Embed *embeds; // of .sql files
    size_t n_embeds;
    const Level *levels; // of the first statement of a query that reads relations
    size_t n_levels;
    const Choice *choices; // of the query, not of its further statements
    size_t n_choices;
    Str doc;
    Span at; // from "defineQuery" to the closing backtick or parenthesis
} Query;

// A condition on the rows of a model: SQL that stands in parentheses behind WHERE.
typedef struct Condition {
    Str sql;             // none: no condition
    const Piece *pieces; // as a query's, covering sql
    size_t n_pieces;
    const Param *params;
    size_t n_params;
    Span at;
} Condition;

// A column that rows come in the order of.
typedef struct OrderTerm {
    Str column; // SQL name
    bool descending;
    Span at;
} OrderTerm;

typedef enum WishKind {
    WISH_DEFAULT,       // one of those that every table has, by its name
    WISH_SELECT_BY,     // many rows, by the values of columns
    WISH_SELECT_ONE_BY, // the first such row
    WISH_SELECT_LIKE,   // the rows whose one column contains a text
    WISH_SELECT_BY_OR_INSERT,
    WISH_SELECT_WHERE,
    WISH_SELECT_TOP,   // the first n rows
    WISH_SELECT_RANGE, // some of them: skip, take
    WISH_UPDATE_BY,
    WISH_DELETE_BY,
    WISH_DELETE_WHERE,
    WISH_DELETE_ALL,
    WISH_INSERT_OR_IGNORE,
    WISH_FILTER, // the rows that are left by filters, each given or not; and their count
    WISH_UPSERT_MANY,
} WishKind;

// One operation that a model has beside those that every table has.
typedef struct ModelWish {
    WishKind kind;
    Str name;           // of what is called by one: "large", "upsert"; or none
    const Str *columns; // SQL names
    size_t n_columns;
    const OrderTerm *order;
    size_t n_order;
    Condition where; // of WISH_SELECT_WHERE, WISH_DELETE_WHERE, WISH_FILTER
    Span at;
} ModelWish;

// What a value of a column must be, looked at before it is written. NULL is never
// looked at. Numbers are in decimal, as they were written.
typedef struct ModelRule {
    Str column;                 // SQL name
    Str min, max;               // or none
    Str min_length, max_length; // characters of a text, bytes of a blob; or none
    const Str *one_of;          // the texts it may be; none: any
    size_t n_one_of;
    Span at;
} ModelRule;

// In the order they are called around a write. Save is create and update.
typedef enum HookMoment {
    HOOK_BEFORE_OPERATION,
    HOOK_BEFORE_SAVE,
    HOOK_BEFORE_CREATE,
    HOOK_BEFORE_UPDATE,
    HOOK_BEFORE_DELETE,
    HOOK_AFTER_CREATE,
    HOOK_AFTER_UPDATE,
    HOOK_AFTER_DELETE,
    HOOK_AFTER_SAVE,
    HOOK_AFTER_OPERATION,
    HOOK_AFTER_SUCCESS,
    HOOK_AFTER_ERROR,
} HookMoment;

typedef struct ModelHook {
    HookMoment moment;
    Str function; // the user's, of C
    Span at;
} ModelHook;

typedef enum ModelAction {
    ACTION_CREATE,
    ACTION_READ,
    ACTION_UPDATE,
    ACTION_DELETE
} ModelAction;

// What is not allowed, or only where a condition holds.
typedef struct ModelPermission {
    ModelAction action;
    Str column;      // of which alone this is said, and no condition then; or none
    Condition where; // none: not allowed at all; ACTION_CREATE has none
    Span at;
} ModelPermission;

// What is written where a value is given, or, each time a row changes, by itself.
typedef struct ModelStored {
    Str column; // SQL name
    Str sql;    // "lower(trim(?))", ? being the value; none: the column's default
} ModelStored;

// What defineModel() says of a table or view: operations in C beside, or instead of,
// those that every table has, and how all of them behave. No DDL comes of it.
typedef struct DeclaredModel {
    Str table;    // SQL names of tables and columns, here and below
    bool no_crud; // crud: false, or a list: then the listed are wishes
    const ModelWish *wishes;
    size_t n_wishes;
    const OrderTerm *order; // of the list
    size_t n_order;
    Str soft_delete; // the column that says when a row was deleted; or none
    Str version;     // the column that counts changes; or none
    const ModelRule *rules;
    size_t n_rules;
    const ModelHook *hooks;
    size_t n_hooks;
    const Str *sensitive; // columns
    size_t n_sensitive;
    const ModelPermission *permissions; // none: all is allowed
    size_t n_permissions;
    const ModelStored *stored; // of collections
    size_t n_stored;
    Span soft_delete_at, version_at, at;
} DeclaredModel;

// One file of the migration folder (migrate/folder.h). The statements are what stands
// between its breakpoints.
typedef struct Migration {
    Str name;       // "0001_add_score"; of 1.0's folders "20260102030405_add_score"
    Str hash;       // the SHA-256 of the file, in hexadecimal, as drizzle-orm has it
    Str created_at; // milliseconds since 1970, in digits
    const Statement *statements;
    size_t n_statements;
    Span at; // the file's begin
} Migration;

// A row of defineSeed(), as an INSERT that does nothing where the row is there already.
typedef struct Seed {
    Str table; // SQL name
    Str sql;
    Span at; // of the row
} Seed;

// A case of a union: rows of a table whose primary key is the base's.
typedef struct UnionCase {
    Str key;   // "withPhoto"
    Str name;  // "with_photo"
    Str table; // SQL name
    Span at;
} UnionCase;

// defineUnion(): rows of a table that are one of several cases. The queries of its
// module are read, readAll, and for each case putWithPhoto (what there is becomes this)
// and dropWithPhoto.
typedef struct DeclaredUnion {
    Str key;    // "content", the exported constant
    Str module; // "content"
    Str table;  // the base
    const UnionCase *cases;
    size_t n_cases;
    Span at;
} DeclaredUnion;

typedef struct Source {
    Str path; // as the user would type it, to open and to show
    Str name; // from the project's root, "src/schema.ts": what generated code says
} Source;

typedef enum Lint {
    LINT_OFF,
    LINT_NOTE,
    LINT_WARN,
    LINT_ERROR,
} Lint;

// What a table's rows are called in C, where that is not the table's name.
typedef struct TableNaming {
    Str table; // "people", in SQL
    Str name;  // "Person"
    Span at;   // of the table's name
} TableNaming;

// What the configuration says that stage 3 must know.
typedef struct Settings {
    Str prefix; // "app": app_media_get_by_id, AppMedia; or none
    const TableNaming *names;
    size_t n_names;
    Lint full_scan;
    bool has_functions; // the application registers SQL functions: weave_register()
    bool raw_names;     // the DDL does not double a quote within a name, as drizzle-kit
    Str migrations_table;     // "__drizzle_migrations", or another
    bool migrations_by_name;  // the folder is of drizzle-orm 1.0; else it has a journal
    Lint migrations_disagree; // what it is that they do not make the schema
} Settings;

typedef struct Catalog {
    Settings settings;
    const Source *sources; // Span.file - 1 is the index
    size_t n_sources;
    const Table *
        tables; // in drizzle-kit's order: by file, then by exported name, `export *` last
    size_t n_tables;
    const View *views;
    size_t n_views;
    const DeclaredRelation
        *relations; // as the tables they are of, in the order of the source
    size_t n_relations;
    const DeclaredModel *models; // in the order of the source; one a table
    size_t n_models;
    const DeclaredUnion *unions;
    size_t n_unions;
    const Statement *statements; // in the order of the files
    size_t n_statements;
    const Query *queries; // in the order of the source
    size_t n_queries;
    const Migration *migrations; // in the folder's order
    size_t n_migrations;
    const Seed *seeds; // parents before children
    size_t n_seeds;
} Catalog;

const Table *catalog_find_table(const Catalog *c, Str sql_name); // null if none
const Column *table_find_column(const Table *t, Str sql_name);   // null if none
size_t catalog_count_queries(const Catalog *c); // one of several statements counts once

const char *mode_name(Mode mode);                      // "timestamp_ms", "" for none
const char *cardinality_name(Cardinality cardinality); // "optional"

// The source place of byte offset of q's SQL; len bytes long where the two agree.
Span pieces_span(const Piece *pieces, size_t n, size_t offset, size_t len);

#endif
