// meaning.h - Drizzle's and weave's functions as native values of the evaluator, and
// the way from those values to the catalog. For meaning_*.c and stage1.c.
//
// drizzle-orm 0.45 decides what a call does, drizzle-kit 0.31 what SQL comes of it.
// Column builders are mutable and shared, as there: a table copies what a builder says
// at the moment the table is made. What is lazy in Drizzle (references, the third
// argument, sql in it) is looked at when all modules have been read.

#ifndef STAGE1_PARSE_MEANING_H
#define STAGE1_PARSE_MEANING_H

#include "catalog/catalog.h"
#include "catalog/config.h"
#include "stage1_parse/eval.h"

typedef struct Meaning {
    Casing casing;
    bool compat;               // drizzle-kit's SQL also where it is wrong
    struct Choosing *choosing; // while a function given to defineQuery runs; else null
    struct Collections *collections;
} Meaning;

extern const Host meaning_host; // its context is a Meaning

// --- sql: meaning_sql.c, meaning_render.c

typedef enum SqlKind {
    SQL_TEXT,
    SQL_NAME,    // text, to be quoted
    SQL_VALUE,   // what stood in ${}: in a query a string is a parameter
    SQL_LITERAL, // an operand of eq() and the like: a string is a string
    SQL_PARAM,   // sql.placeholder(text)
} SqlKind;

typedef struct SqlPart {
    SqlKind kind;
    Str text;
    Str kits; // drizzle-kit's text of a name, if it may be another
    Value value;
    const struct ColumnRef *encoder; // whose mode a literal is written in, or null
    Span at;
} SqlPart;

typedef struct Sql {
    Native base;
    SqlPart *items;
    size_t n, capacity;
    struct Sql *alone; // of $count(): what it is as a statement; else null
} Sql;

extern const Class sql_class;
Sql *sql_new(Eval *e);
void sql_put_text(Eval *e, Sql *sql, Str text, Span at);
void sql_put_name(Eval *e, Sql *sql, Str name, Span at);
// A column's name alone, which Drizzle writes at once, in its query builder's casing.
void sql_put_column_name(Eval *e, Sql *sql, const struct ColumnRef *column,
                         Casing casing, Span at);
void sql_put_value(Eval *e, Sql *sql, Value v, Span at);
// An operand: a string is a string, and the encoder (or null) says how it is written.
void sql_put_literal(Eval *e, Sql *sql, Value v, const struct ColumnRef *encoder,
                     Span at);
// All that is in another, columns in it without their table.
void sql_put_bare(Eval *e, Sql *sql, const Sql *other, Casing casing);
void sql_put_parts(Eval *e, Sql *sql, const Part *parts, size_t n);
extern const Function sql_functions[];      // sql
extern const Function operator_functions[]; // eq, and, desc, ...
extern const Function text_functions[];     // contains, ...: weave's own

// How a Sql is written out.
typedef enum RenderStyle {
    RENDER_QUERY, // strings are parameters, each byte knows its place
    RENDER_BUILT, // as that, but strings are strings: of the query builder
    RENDER_FULL,  // "table"."column", values as literals: checks, index WHERE
    RENDER_VIEW,  // as that; drizzle-kit, too, writes values there
    RENDER_BARE,  // "column": index parts, generated columns, defaults
} RenderStyle;

typedef struct Rendered {
    Str sql;
    Str kits;        // drizzle-kit's text of the same; of a query, none
    bool has_names;  // quoted: of tables, of columns
    bool has_values; // what stood in ${} is written out
    Piece *pieces;
    size_t n_pieces;
    Param *params;
    size_t n_params;
} Rendered;

// False if something in it cannot be said, which is then reported. choosing says what
// stands where a choice does; null: nothing may.
bool render(Eval *e, Arena *a, const Sql *sql, RenderStyle style, Rendered *out);
bool render_chosen(Eval *e, Arena *a, const Sql *sql, struct Choosing *choosing,
                   Rendered *out);    // of RENDER_QUERY
Str quote_name(Arena *a, Str name);   // "media"
Str quote_string(Arena *a, Str text); // 'it''s'
Str quote_blob(Arena *a, Str bytes);  // X'00FF'

// --- values in SQL: meaning_encode.c

// What Drizzle hands SQLite for v, an operand of a column: a Date as its seconds, an
// object as JSON. False if v is nothing that the column can hold.
bool value_encode(Eval *e, Value v, const struct ColumnRef *column, Value *out);
// A plain value as SQL, as Drizzle writes it into a view; false if it has none.
bool value_literal(Arena *a, Value v, Str *out);

// --- where drizzle-kit is wrong: meaning_kit.c

bool kit_is_copied(Eval *e); // --compat drizzle-kit
// Of two texts of `what` ("this check"), ours and drizzle-kit's: true if they differ and
// its is to be used. If they differ and ours is, a note says so.
bool kit_takes(Eval *e, Span at, const char *what, Str ours, Str kits);
// What ends the comment that sql ends in, so that something may stand behind it; mostly
// "". drizzle-kit has nothing of the kind.
const char *comment_closer(Str sql);
// Something that drizzle-kit refuses and weave does not: a note; if it is copied an
// error, and false.
bool kit_refuses(Eval *e, Span at, const char *what);
// The note alone, "drizzle-kit ...", unless it is copied.
void kit_note(Eval *e, Span at, const char *fmt, ...)
    __attribute__((format(printf, 3, 4)));

// A part of an index as drizzle-kit knows it: sql`...`, or a column's bare name.
typedef struct IndexPart {
    Str kits;
    bool is_sql;
} IndexPart;

// What it makes of these; each is changed only if it is copied. The texts in kits and
// where are those that it has, before it joins and splits them.
void kit_index(Eval *e, Arena *a, Index *index, const IndexPart *parts, Str where);
void kit_check(Eval *e, Arena *a, Check *check, Str kits);
void kit_primary_key(Eval *e, Arena *a, Table *table, Span at);
void kit_foreign_key(Eval *e, Arena *a, Str table, ForeignKey *key);
void kit_name(Eval *e, Str name, char quote, Span at);

// --- columns: meaning_column.c

typedef struct Reference {
    Value callback;
    Str on_update, on_delete;
    Span at;
} Reference;

typedef struct Builder {
    Native base;
    Str name; // "" until a table gives it its key
    bool key_as_name;
    Str sql_type;
    Mode mode;
    bool is_integer;
    Value enum_values; // an array of strings, or undefined
    bool not_null, primary_key, autoincrement;
    bool is_unique;
    Str unique_name;
    bool has_default;
    Value default_value;
    bool has_generated, generated_stored;
    Value generated;
    Value to_driver; // a custom type's, or undefined
    bool runtime_default, runtime_on_update;
    Value default_fn, on_update_fn; // what then computes it
    struct {
        Reference *items;
        size_t n, capacity;
    } references;
    Span at;
} Builder;

// A column of a table: what its builder said when the table was made.
typedef struct ColumnRef {
    Native base;
    Builder as;
    struct TableObject *table;
    Str key;
    Span at; // of the key
} ColumnRef;

extern const Class builder_class, column_class;
extern const Function column_functions[]; // text, integer, ...
// The columns callback's argument: (t) => ({ id: t.integer() }).
Value column_functions_object(Eval *e);
Str column_name(Eval *e, const ColumnRef *column);
Str column_name_in(Eval *e, const ColumnRef *column, Casing casing);
// Its value as SQL, written in the column's mode (which may be null); false if v has
// none.
bool value_sql(Eval *e, Value v, const ColumnRef *column, Str *out);
// Fills in what the column's own calls said; false after a report.
bool column_build(Eval *e, Arena *a, const ColumnRef *column, Column *out);

// --- tables and views: meaning_table.c, meaning_extra.c

typedef struct TableObject {
    Native base;
    bool is_self; // as the third argument's callback has it
    Str name;
    ColumnRef **columns;
    size_t n_columns;
    Value extra;                   // the third argument
    bool is_view;                  // made by sqliteView
    bool existing;                 // .existing()
    bool is_declared;              // a view's columns are
    const Sql *body;               // a view's
    Map *fields;                   // of a view made by the query builder; else null
    Str base_name;                 // as given to a table creator; else the name
    Str original;                  // of alias(table, name): the table's name
    struct TableObject *whole;     // of a table as a field of a subquery: itself
    struct Collection *collection; // of one made by collection(); else null
    struct Joined *joined;         // of a view made by defineView(); else null
    Span at;                       // of the name
} TableObject;

extern const Class table_class, view_class;
extern const Function table_functions[]; // sqliteTable, sqliteView, ...
const TableObject *value_table(Value v); // a table or a view; else null
// A table as sqliteTable() makes one, of an object of builders.
TableObject *table_new(Eval *e, Str name, Value columns, Span at);
TableObject *view_new(Eval *e, Str name, Value columns, Span at); // likewise
// Strings are copied to a, where the tables live.
bool table_build(Eval *e, Arena *a, const TableObject *table, Str key, Table *out);
bool view_build(Eval *e, Arena *a, const TableObject *view, Str key, View *out);

typedef enum ExtraKind {
    EXTRA_INDEX,
    EXTRA_UNIQUE,
    EXTRA_PRIMARY_KEY,
    EXTRA_FOREIGN_KEY,
    EXTRA_CHECK,
} ExtraKind;

// What stands in a table's third argument.
typedef struct Extra {
    Native base;
    ExtraKind kind;
    Value name; // undefined: drizzle-kit's own
    bool unique;
    bool has_on;    // .on() was called
    Value columns;  // an array
    Value foreign;  // foreignKey: an array
    Value callback; // foreignKey(() => ({ ... }))
    Value sql;      // check's, or an index's WHERE
    Str on_update, on_delete;
    Span at;
} Extra;

extern const Class extra_class;
extern const Function extra_functions[]; // index, unique, primaryKey, ...
// Adds what the third argument says to out, whose columns are there already.
bool extra_build(Eval *e, Arena *a, const TableObject *table, Column *columns,
                 Table *out);
// "cascade" and the others; false, and reported, if v is none of them.
bool action_of(Eval *e, Value v, Str *out);

// --- foreign keys: meaning_key.c

// The columns' names in the database, in the catalog's arena.
const Str *column_names(Eval *e, Arena *a, const ColumnRef *const *columns, size_t n);
// "no action" where nothing was said; the key's name as drizzle-kit makes it.
void foreign_key_finish(Eval *e, Arena *a, const TableObject *table,
                        const ColumnRef *const *from, const ColumnRef *const *to,
                        ForeignKey *key);
// The keys that out has and n_more others, as one list; sets out->n_foreign_keys.
const ForeignKey *keys_join(Eval *e, Arena *a, const TableObject *table, Table *out,
                            const ForeignKey *more, size_t n_more);

// --- what the caller chooses: meaning_choice.c

// A when(), an orderBy().
typedef struct ChoiceObject {
    Native base;
    Str name;
    bool is_order;
    const Entry *forms; // of a when() the fragment alone
    size_t n;
    Span at;
} ChoiceObject;

extern const Class choice_class;
extern const Function choice_functions[]; // when, orderBy

// A query's choices while its statements are made, one after the other: {.finding = true}
// until all are found, which wants the query written out once; then, with the first form
// of each, again and again as long as choosing_next() says so.
typedef struct Chosen {
    const ChoiceObject *is;
    size_t form;
} Chosen;

typedef struct Choosing {
    Chosen *items; // in the order in which they were met
    size_t n, capacity;
    bool finding;
    bool failed; // reported
} Choosing;

// What stands there; null for nothing.
const Value *choice_value(Eval *e, Choosing *c, const ChoiceObject *choice);
bool choosing_next(Choosing *c);                // false: all have been made
Str choosing_name(Arena *a, const Choosing *c); // "search, sort=newest"
void choosing_write(Arena *a, const Choosing *c, Query *out);

// --- lists of rows: meaning_tuple.c

enum { TUPLE_MOST = 8 };

// How many values an item of a list has that stands behind this SQL, and their names: of
// (a, b) IN two. 1: no row value; TUPLE_MOST + 1: too many. names has TUPLE_MOST places.
size_t tuple_names(Arena *a, Str before, Str *names);

// --- queries that depend on the running program: meaning_halt.c

typedef enum HaltKind {
    HALT_ORDER, // an order by what is not known
    HALT_TABLE,
    HALT_QUERY, // all of it, mostly for a condition
    HALT_SQL,
} HaltKind;

// Reports why v, a part of a query that is needed at `at`, is not known, and what can be
// written instead; once.
void query_halts(Eval *e, Value v, Span at, HaltKind kind);
HaltKind halt_kind(Str before); // by the SQL that stands before the part

// --- queries: meaning_query.c

// A statement of the query builder.
typedef struct Built {
    Sql *sql;
    const Str *names; // of its result's columns
    size_t n_names;
} Built;

typedef struct QueryObject {
    Native base;
    Cardinality stated;
    Sql *sql;           // of a template; else null
    const Built *built; // for each way to choose
    size_t n_built;
    Choosing choosing;                        // of the query builder: with all found
    const struct RelationalQuery *relational; // what db.query gave; else null
    Span at;
} QueryObject;

typedef struct QueryList {
    Query *items;
    size_t n, capacity;
} QueryList;

extern const Class query_class;
extern const Function query_functions[]; // defineQuery, when, ...
// Adds its statements to out, without names; false after a report.
bool query_build(Eval *e, Arena *a, const QueryObject *query, QueryList *out);
// What 'name: TYPE?' says. False after a report; at is that of text.
bool param_parse(Eval *e, Str text, Span at, Param *out);

// --- seeds: meaning_seed.c

// defineSeed(table, rows)
typedef struct SeedObject {
    Native base;
    TableObject *table;
    const Array *rows;
    Span at;
} SeedObject;

extern const Class seed_class;
extern const Function seed_functions[];
// A row as its INSERT; false after a report.
bool seed_build(Eval *e, Arena *a, const SeedObject *seed, Value row, Seed *out);

// --- names: meaning_names.c

Str casing_snake(Arena *a, Str name); // "HTTPServer2" → "http_server2"
Str casing_camel(Arena *a, Str name);
Str name_of_group(Arena *a, Str group); // "mediaQueries" → "media"
Str name_of_file(Arena *a, Str path);   // "src/user-queries.ts" → "user_queries"

// --- options: meaning_options.c

// One option a call may have.
typedef struct Option {
    const char *name;
    const char *const *words; // the strings it may be, null-terminated; or null: any
} Option;

// Reads an object's options: those not in known are W110 with a suggestion, and so are
// words that are none of theirs. False after a report. v may be undefined.
bool options_check(Eval *e, Value v, const Option *known, size_t n, const char *of);
// The option, UNDEFINED if it is not there. Unknown values are explained.
Value option_get(Eval *e, Value v, const char *name);

// A string argument; false after a report, which calls it `what`.
bool argument_string(Eval *e, const Call *c, size_t i, const char *what, Str *out);
Value argument(const Call *c, size_t i);
Value already_said(Eval *e, Span at); // an unknown whose reason was reported

#endif
