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

// A list of rows: several parameters of the statement, one of the function.
typedef struct TuplePlan {
    Field field;   // "pairs", a MediaFindPairsList
    Spelling item; // of its struct
    size_t first;  // of the query's parameters
} TuplePlan;

typedef struct QueryPlan {
    const CheckedQuery *checked;    // as the caller sees it
    const CheckedQuery *statements; // what it is made of
    size_t n_statements;
    const LevelPlan *levels; // of one that reads relations
    size_t n_levels;
    const ChoicePlan *choices;
    size_t n_choices;
    const TuplePlan *tuples;
    size_t n_tuples;
    const Field *inputs; // what the function takes: n_params of them, then the choices
    size_t n_inputs, n_params;
    bool renumbered; // parameters are not the same in all statements
    Spelling is;
    Str what;  // "media.getById"
    Str place; // "schema.ts:12"
    Face face;
    const Row *row;      // null for FACE_EXEC
    const Field *params; // of each of checked->params
    Str params_type;     // "MediaCreateParams", or none
} QueryPlan;

// An operation of a table that more is made of than of a query.
typedef struct OperationPlan {
    const Operation *op;
    QueryPlan query;    // of its first statement
    const Row *returns; // of OPERATION_SELECT_OR_INSERT
} OperationPlan;

// What a table's operations have in common: the structs of what is written.
typedef struct ModelPlan {
    const TableModel *model;
    const Row *row;               // "Media"
    Spelling inserted;            // "MediaNew"
    Spelling patched;             // "MediaPatch"
    Spelling write;               // "MediaWrite", of hooks
    const Field *inserted_fields; // of each of model->inserted
    const Field *patched_fields;
    // A statement with their parameters, the same in all; null: none takes such a struct.
    const CheckedQuery *inserts, *patches;
    const OperationPlan *operations;
    size_t n_operations;
    const QueryPlan *reads;
    size_t n_reads;
    Operation **left_out;
    size_t n_left_out;
} ModelPlan;

typedef struct ModulePlan {
    Str name;  // "media"
    bool kept; // its files are there: nothing of it is planned
    const QueryPlan *queries;
    size_t n_queries;
    ModelPlan *models; // tables whose module it is: one, but for names that clash
    size_t n_models;
    Row **rows; // its own, not the tables'
    size_t n_rows;
} ModulePlan;

typedef struct Plan {
    Arena *arena;
    const Checked *checked;
    Diag *diag; // or null: places have no lines then
    const EnumPlan *enums;
    size_t n_enums;
    Row *tables; // of each table of the model that has columns to read
    size_t n_tables;
    Row **table_rows;    // of each table of the model that row, or null
    ModulePlan *modules; // in order of name
    size_t n_modules;
} Plan;

Plan plan_make(Arena *a, const Checked *c, Diag *d);

typedef struct RowList {
    Row **items;
    size_t n, capacity;
} RowList;

// The row of a table, which has one.
Row *plan_row_of(const Plan *p, const ModelTable *t);

// A query of a module whose rows so far are these; none is added for null.
QueryPlan plan_query(const Plan *p, RowList *rows, const CheckedQuery *statements);

// model_plan.c
void plan_model(const Plan *p, RowList *rows, const TableModel *model, ModelPlan *out);
// Leaves out what nobody asked for and whose name is taken.
void plan_yield(Plan *p);
// All names that the module takes from others, and those that it would take if it could.
void plan_names(const Plan *p, const ModulePlan *m, Intern *out);
// The statement's parameters as arguments of the C function, and where they come from.
const OperationArgument *plan_argument(const OperationStatement *s,
                                       const CheckedParam *param);

// names.c: of the names that the module takes those that may be reported.
void plan_declared_names(const Plan *p, const ModulePlan *m, Intern *out);

// Reports what cannot be emitted: clashing names, lists that have no C type.
void plan_check(const Plan *p, Diag *d);

// base as everything emitted is called: behind the prefix, beginning with a letter.
Spelling plan_spell(const Plan *p, Str base);
Spelling plan_spell_query(const Plan *p, const Query *q);
// What the names of a table's row and of its enums begin with: "media_source"; or
// "person" of people, if the configuration calls it so.
Str plan_table_base(const Plan *p, const ModelTable *t);
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

// tuple.c
size_t tuple_first(const CheckedQuery *q, size_t i);
const TuplePlan *tuple_of(const QueryPlan *q,
                          size_t i); // of its i-th parameter, or null
Field tuple_member(const Plan *p, const CheckedParam *said);
void plan_inputs(const Plan *p,
                 QueryPlan *q); // tuples and inputs; behind plan_choices()
void put_tuples_header(CWriter *w, const QueryPlan *q);
void put_bind_member(CWriter *w, const QueryPlan *q, size_t i, Str number,
                     const char *query);
// How weave_bind_member() calls what weave_bind_BIND() takes: "WEAVE_MEMBER_OPT_INT".
Str member_kind(Arena *a, Str bind);

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

// What is bound, and where to.
typedef struct Bind {
    const char *query; // "&q"
    Str number, value; // as expressions
    const CType *type;
    bool is_list;
    const char *indent;
} Bind;
void put_value_bind(CWriter *w, const Bind *b);
// The static statement $MEDIA_GET$_SQL, or of a part $MEDIA_GET$_INSERT_SQL.
void put_operation_statement(CWriter *w, const QueryPlan *q,
                             const CheckedQuery *statement);
void put_sql(CWriter *w, const QueryPlan *q); // the function that gives its text
void let_query(CWriter *w, const QueryPlan *q);

// values.c
void put_written_structs(CWriter *w, const ModelPlan *m);
void put_written_binds(CWriter *w, const ModelPlan *m);
const Field *row_member(const ModelPlan *m, const ModelColumn *c);
// Binds those parameters of an operation's statement that are members of *from, and
// before that checks them.
void put_member_binds(CWriter *w, const ModelPlan *m, const Operation *op,
                      const OperationStatement *s, const char *query, const char *from,
                      const char *indent, bool checks);
// Binds the members of all of rows to the parameters of an operation that is at_once.
void put_rows_binds(CWriter *w, const ModelPlan *m, const OperationPlan *o,
                    const char *indent);

// hook.c
bool is_hooked(const ModelPlan *m, OperationKind kind);
bool has_hooks(const ModelPlan *m);
void put_hook_header(CWriter *w, const ModelPlan *m);
void put_hook_source(CWriter *w, const ModelPlan *m);
void put_hook_start(CWriter *w, const ModelPlan *m, OperationKind kind,
                    const char *given, const char *indent);

// operation.c
void put_operation_prototype(CWriter *w, const ModelPlan *m, const OperationPlan *o,
                             const char *tail);
void put_operation_header(CWriter *w, const ModelPlan *m, const OperationPlan *o);
void put_operation_source(CWriter *w, const ModelPlan *m, const OperationPlan *o);

// union.c: what a module has of unions; nothing if there is none.
void union_names(const Plan *p, Names *n);
void union_check(const Plan *p, Diag *d);
bool has_unions(const Plan *p, const ModulePlan *m);
Str union_includes(const Plan *p, const ModulePlan *m);
void put_union_headers(CWriter *w, const Plan *p, const ModulePlan *m);
void put_union_sources(CWriter *w, const Plan *p, const ModulePlan *m);

// migrations.c: static data of db.gen.c; nothing if there is none.
void put_migrations(CWriter *w, const Plan *p);
void put_seeds(CWriter *w, const Plan *p);

// file.c
Str plan_stem(const Plan *p, const ModulePlan *m); // of its files
Str emit_tables_header(const Plan *p);
Str emit_tables_source(const Plan *p);
Str emit_module_header(const Plan *p, const ModulePlan *m);
Str emit_module_source(const Plan *p, const ModulePlan *m);
Str emit_db_header(const Plan *p);
Str emit_db_source(const Plan *p);

#endif
