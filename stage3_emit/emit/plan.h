// plan.h - what is to be emitted, and what everything in it is called.
//
// Checked says what the queries are. The plan says which struct each one's rows are
// read into, which functions it becomes, and each name as C has it; the emitters then
// only write. For the files emit*.c alone.

#ifndef STAGE3_EMIT_EMIT_PLAN_H
#define STAGE3_EMIT_EMIT_PLAN_H

#include "base/cwriter.h"
#include "stage3_emit/checked.h"
#include "stage3_emit/emit/emit.h"
#include "stage3_emit/names.h"

// One name in its three dresses, each with the prefix.
typedef struct Spelling {
    Str name;  // "media_get_by_id"
    Str type;  // "MediaGetById"
    Str upper; // "MEDIA_GET_BY_ID"
} Spelling;

// How a value looks in C and which functions of the runtime handle it.
typedef struct CType {
    Str name;         // "int64_t", "WeaveOptInt", "PostKind"
    Str read, bind;   // weave_read_READ, weave_bind_BIND; no bind: it cannot be one
    const char *keep; // weave_keep_KEEP, or null: holds no pointer
    Str set;          // of an enum: "POST_KIND"; or none
    Str note;         // "milliseconds since 1970; null if absent"
} CType;

// A member of a struct, or a parameter.
typedef struct Field {
    Str name;
    CType type;
    Str doc;
} Field;

// Fields of a row that are a struct of their own: a table's row.
typedef struct Part {
    Str name;        // "source"
    Str present;     // "has_source": whether there is one; or none: always
    size_t presence; // the column that says so
    const struct Row *row;
    size_t first, n; // of Row.fields
} Part;

// A struct that rows are read into, and what comes with it.
typedef struct Row {
    Spelling is;
    Str what; // "table \"media\"", "media.getWithSource": whose rows these are
    Str doc;
    Span at;
    const ResultColumn *columns; // what a query must give to have this row
    const Field *fields;         // of each column; "source.url" of a part
    size_t n;
    const Part *parts;
    size_t n_parts;
    bool keeps;                 // some field holds a pointer
    const ModelTable *table;    // its own row, found in db-tables.gen.h; or null
    bool gives_one, gives_many; // what the queries want of it
} Row;

typedef enum Face {
    FACE_EXEC, // no rows: changes
    FACE_ONE,
    FACE_MANY,
} Face;

// From this many parameters on they are passed in a struct: in a row of like types two
// are easily exchanged, named ones are not.
enum { PARAMS_STRUCT = 5 };

// Bytes of a literal that a C99 compiler must take. Where one is longer, __extension__
// before the definition says that this is known.
enum { C99_LITERAL = 4095 };

// A level of a query that reads relations.
typedef struct LevelPlan {
    const Level *level;
    const CheckedQuery *statement; // that reads it
    Spelling is;                   // "users_with_posts_posts"
    Str member;                    // "posts"; of the query's own rows none
    Str type;            // of a row: "UsersWithPostsPosts", or a table's "Posts"
    const Row *table;    // whose rows these are; or null: a struct of its own
    const Field *fields; // of each of its columns
    size_t i;            // which of the rowids of its parent's statement lead to it
} LevelPlan;

// A C enum: what a column can hold, what an orderBy() can be.
typedef struct EnumPlan {
    Spelling is;
    Str what;          // "What post.kind can hold."
    const Str *values; // their texts
    const Str *constants;
    size_t n;
    Str owner, value_owner; // "the enum of column ...", for messages about names
    Span at;
} EnumPlan;

// What the caller chooses: a bool, or one of an enum.
typedef struct ChoicePlan {
    Field field;
    const EnumPlan *set; // or null
    size_t stride;       // how far apart the statements are that differ in it by one
} ChoicePlan;

typedef struct QueryPlan {
    const CheckedQuery *checked;    // as the caller sees it
    const CheckedQuery *statements; // what it is made of
    size_t n_statements;
    const LevelPlan *levels; // of one that reads relations
    size_t n_levels;
    const ChoicePlan *choices;
    size_t n_choices;
    bool renumbered; // parameters are not the same in all statements
    Spelling is;
    Str what;  // "media.getById"
    Str place; // "schema.ts:12"
    Face face;
    const Row *row;      // null for FACE_EXEC
    const Field *params; // of each of checked->params
    Str params_type;     // "MediaCreateParams", or none
} QueryPlan;

typedef struct ModulePlan {
    Str name; // "media"
    const QueryPlan *queries;
    size_t n_queries;
    Row **rows; // its own, not the tables'
    size_t n_rows;
} ModulePlan;

typedef struct Plan {
    Arena *arena;
    const Checked *checked;
    Diag *diag; // or null: places have no lines then
    const EnumPlan *enums;
    size_t n_enums;
    Row *tables; // of each table of the model
    size_t n_tables;
    const ModulePlan *modules; // in order of name
    size_t n_modules;
} Plan;

Plan plan_make(Arena *a, const Checked *c, Diag *d);

// Reports what cannot be emitted: clashing names, lists that have no C type.
void plan_check(const Plan *p, Diag *d);

// base as everything emitted is called: behind the prefix, beginning with a letter.
Spelling plan_spell(const Plan *p, Str base);
// "src/schema.ts"; "" for nowhere.
Str plan_source(const Plan *p, Span at);

// type.c
CType ctype_of(const Plan *p, Type type, bool nullable);
CType ctype_of_list(const Plan *p, Type type);
Spelling enum_spelling(const Plan *p, const ModelColumn *column);

// enum.c
void put_enum_header(CWriter *w, const EnumPlan *e);
void put_enum_source(CWriter *w, const EnumPlan *e);

// row.c
// A line of a table of fields, behind $indent$: how a column is read into a member of a
// struct of this type. of is what it refers to: an enum, a row, or NULL.
void put_field(CWriter *w, Str type, Str read, size_t column, Str member, Str of);
void put_column(CWriter *w, Str type, const Field *f, size_t column);
void put_rows_manual(CWriter *w); // what all row types have in common
void put_members(CWriter *w, const Field *fields, size_t n);
void put_row_header(CWriter *w, const Row *row);
void put_row_source(CWriter *w, const Row *row);

// tree.c
void plan_levels(const Plan *p, QueryPlan *q);
bool tree_uses_tables(const QueryPlan *q);
void add_tree_names(Names *n, const QueryPlan *q);
// Reports members of one struct with one name.
void check_tree_members(const Plan *p, const QueryPlan *q, Diag *d);
void put_tree_types(CWriter *w, const QueryPlan *q);
void put_tree_source(CWriter *w, const QueryPlan *q);

// choice.c
void plan_choices(const Plan *p, QueryPlan *q);
void put_choices_header(CWriter *w, const QueryPlan *q);
// The enums, the table of parameters' numbers and the function that gives the choice.
void put_choices_source(CWriter *w, const QueryPlan *q);
// What a function does first: which statement it is, and where its parameters stand.
void put_choice(CWriter *w, const QueryPlan *q);
void put_choose(CWriter *w, const QueryPlan *q); // both
// Whether some statement is without the query's i-th parameter.
bool choice_leaves_out(const QueryPlan *q, size_t i);
// Refuses what is no choice; query is the variable that runs.
void put_check_choices(CWriter *w, const QueryPlan *q, const char *query);

// query.c
bool query_in_struct(const QueryPlan *q);
// static WeaveStatement UPPER_SQL = {...};
void put_own_statement(CWriter *w, const QueryPlan *q, const CheckedQuery *statement,
                       Str upper);
// Binds the i-th parameter as SQLite's number, as it stands in C; query is the variable
// that runs: "q" or "rows.query".
void put_bind(CWriter *w, const QueryPlan *q, size_t i, Str number, const char *query);
void put_query_header(CWriter *w, const QueryPlan *q);
void put_query_source(CWriter *w, const QueryPlan *q);
void put_prototype(CWriter *w, const QueryPlan *q, const char *tail);

// migrations.c: static data of db.gen.c; nothing if there is none.
void put_migrations(CWriter *w, const Plan *p);
void put_seeds(CWriter *w, const Plan *p);

// file.c
Str emit_tables_header(const Plan *p);
Str emit_tables_source(const Plan *p);
Str emit_module_header(const Plan *p, const ModulePlan *m);
Str emit_module_source(const Plan *p, const ModulePlan *m);
Str emit_db_header(const Plan *p);
Str emit_db_source(const Plan *p);

#endif
