// meaning_builder.h - drizzle-orm's query builder as values. For meaning_*.c.
//
// A Select is what db.select() gives: mutable and shared, as there. It becomes a Sql
// (select_sql) at the same moment as in Drizzle: as a subquery when .as() is called,
// within other SQL when that is written out.
//
// A selection is an object of fields, each a column, an sql`...`, an aliased one, a
// subquery, a table or an object of such. Seen from outside (from another query) its
// fields are not what they are inside: selection_expose().

#ifndef STAGE1_PARSE_MEANING_BUILDER_H
#define STAGE1_PARSE_MEANING_BUILDER_H

#include "stage1_parse/meaning.h"

// sql`...`.as('name')
typedef struct Aliased {
    Native base;
    Sql *sql;
    Str name;
    bool is_field; // of a subquery or a view: there it is known by its name alone
} Aliased;

// (select ...) "name", or what with() has named.
typedef struct Subquery {
    Native base;
    Sql *sql;
    Map *fields; // as seen from outside
    Str name;
    bool is_with;
} Subquery;

// One column of a select list.
typedef struct Field {
    Value value;
    Str path; // "user.id"
    Span at;
} Field;

typedef struct Fields {
    Field *items;
    size_t n, capacity;
} Fields;

typedef struct Join {
    const char *kind; // "left"
    Value source;     // a table, a view, a subquery, or sql
    Str name;         // the builder's for it
    Value on;
    Span at;
} Join;

// Behind a select: union, its right side, and what is then said of both.
typedef struct SetOperation {
    const char *kind; // "union all"
    const struct Select *right;
    Value order_by, limit, offset;
    Span at;
} SetOperation;

typedef struct Select {
    Native base;
    Map *fields;    // null until from(), if select() named none
    bool is_chosen; // select({ ... })
    bool distinct;
    Casing casing;     // the query builder's own
    const Array *with; // subqueries
    Value source;      // of from()
    Str name;          // the builder's for it; "" for sql
    Map names;         // the sources so far
    struct {
        Join *items;
        size_t n, capacity;
    } joins;
    Value where, having;
    Value group_by, order_by; // arrays, or undefined
    Value limit, offset;
    struct {
        SetOperation *items;
        size_t n, capacity;
    } operations;
    Span at;
} Select;

// ON CONFLICT ...
typedef struct Conflict {
    bool updates;
    Value target; // a column or an array of them, or undefined
    Value where, target_where, set_where;
    Map *set;
    Span at;
} Conflict;

typedef enum WriteKind { WRITE_INSERT, WRITE_UPDATE, WRITE_DELETE } WriteKind;

// What db.insert(), db.update() and db.delete() give.
typedef struct Write {
    Native base;
    WriteKind kind;
    TableObject *table;
    const Array *with;
    const Array *rows; // of values(): objects
    Value select;      // of insert().select()
    Map *set;          // of update
    struct {
        Conflict *items;
        size_t n, capacity;
    } conflicts;
    Value source; // of update().from()
    struct {
        Join *items;
        size_t n, capacity;
    } joins;
    Value where, order_by, limit;
    bool returns;
    Fields returning;
    Span at;
} Write;

extern const Class aliased_class, subquery_class, select_class, write_class;
extern const Function builder_functions[];     // of sqlite-core: alias, union, ...
extern const Function orm_functions[];         // of drizzle-orm itself: aliasedTable
Value builder_new(Eval *e, Span at);           // a QueryBuilder
Value database_new(Eval *e, Span at);          // what defineQuery's function is given
Value builder_set_operators(Eval *e, Span at); // what a union's callback is given
Value select_new(Eval *e, const Select *to, Span at); // what select() gives
const Select *value_select(Value v);                  // with a from(); else null
// (a, b), (fields) => a, (fields) => [a, b], as in orderBy(): an array.
Value select_list_of(Eval *e, const Map *fields, const Call *c);
Value write_new(Eval *e, const Call *c, WriteKind kind, const Array *with);
const Write *value_write(Value v); // with its values; else null
// The statement; null after a report.
Sql *select_sql(Eval *e, const Select *s);
Sql *write_sql(Eval *e, const Write *w);
// word, then an array's values with commas; nothing for an empty one, or for none.
void builder_put_list(Eval *e, Sql *sql, const char *word, Value list, Span at);
// Methods that every query has: what gives the query itself ($dynamic), and what only
// runs it (all, get, execute).
Value builder_itself(Eval *e, const Call *c);
const char *builder_join_kind(const Call *c); // "left" of a call of leftJoin()
Value builder_at_run_time(Eval *e, const Call *c);
// The names that Drizzle gives to the columns of a result: "name" of a column under its
// own key, "author_name" of one under author.
const Str *fields_names(Eval *e, Arena *a, const Fields *fields);
// A union and the like: false, and reported, if v is none or selects other fields.
bool select_combine(Eval *e, Select *left, const char *kind, Value v, Span at);

// How the fields of a selection are seen.
typedef struct Outlook {
    bool outside; // from another query: what has no name cannot be referred to
    Str name;     // the subquery's or view's; their columns are then called by it
    bool by_name; // an aliased expression is its name; else it is its SQL
} Outlook;

Map *selection_expose(Eval *e, const Map *fields, const Outlook *how);
// False, and reported, if one of the fields that were exposed cannot be referred to.
bool selection_is_named(Eval *e, const Map *exposed, Span at);
bool selection_same_keys(Eval *e, const Map *a, const Map *b); // in the same order
bool selection_flatten(Eval *e, const Map *fields, Fields *out);
// Adds the select list; columns go without their table if it is the only one.
void selection_put(Eval *e, Sql *sql, const Fields *fields, bool is_single,
                   Casing casing, Span at);

// A table's columns, a view's or a subquery's fields; null if v is sql.
Map *source_fields(Eval *e, Value v);
bool value_is_source(Value v);
Str source_name(Value v);      // what its columns say they are of; "" for sql
Str source_join_name(Value v); // the builder's for it
Str table_join_name(const TableObject *table);

// The same column, of a table that is called name.
ColumnRef *column_aliased(Eval *e, const ColumnRef *column, Str name);
TableObject *table_aliased(Eval *e, const TableObject *table, Str name);

#endif
