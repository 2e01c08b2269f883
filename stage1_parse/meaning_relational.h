// meaning_relational.h - db.query.users.findMany() and findFirst(). For meaning_*.c and
// walk.c.
//
// What they are given is kept as it is until all modules have been read, as the relations
// may stand anywhere. Then it is read into a tree of levels, one for the query's own rows
// and one for each relation (meaning_relational.c), and the tree is written as statements
// (meaning_relational_sql.c):
//
// - A relation to one row, found by a unique key, is a LEFT JOIN in the statement of the
//   rows it belongs to.
// - Any other is a statement of its own, which is given the rowids of the rows it belongs
//   to, all at once, as a list. Each row it gives says in its last column which of them it
//   belongs to.

#ifndef STAGE1_PARSE_MEANING_RELATIONAL_H
#define STAGE1_PARSE_MEANING_RELATIONAL_H

#include "stage1_parse/meaning_builder.h"
#include "stage1_parse/meaning_relations.h"

typedef struct RelationalQuery {
    Native base;
    Str table;     // of db.query.users: "users"
    bool first;    // findFirst
    Value config;  // what it was given
    Span at;       // of findMany
    Span table_at; // of users
} RelationalQuery;

extern const Class relational_class;
Value relational_new(Eval *e, Span at); // db.query

// What db.query knows when all modules have been read.
typedef struct RelationalSchema {
    const Map *tables; // by their keys
    const RelationList *relations;
    const Table *built; // the catalog's
    size_t n_built;
    const DeclaredModel *models;
    size_t n_models;
} RelationalSchema;

// Makes its statements, without names: the query's own and those of its relations. False
// after a report.
bool relational_build(Eval *e, Arena *a, const RelationalSchema *schema,
                      const RelationalQuery *query, Cardinality stated, Span at,
                      QueryList *out);

// --- for meaning_relational*.c alone ---

typedef struct Branch {
    const RelationObject *relation; // null: the query's own rows
    TableObject *table;             // under its alias
    struct Branch *parent;
    Fields own;          // the columns and extras it gives
    Value where;         // sql, or undefined
    Value order_by;      // an array, or undefined
    Value limit, offset; // as written
    struct {
        struct Branch **items;
        size_t n, capacity;
    } children;   // in the order of `with`
    bool has_one; // there is one at most, by a key
    bool joined;
    // Filled in when its statement is written.
    size_t index; // among all levels
    size_t part;  // its statement
    size_t first; // of its columns there
    size_t rowid; // the column that is its row's rowid, if anybody asks
    Span at;
} Branch;

// The relation of a table, under whatever alias; null if there is none.
const RelationObject *relational_find(const RelationalSchema *schema,
                                      const TableObject *table, Str key);
// exists (select 1 from ...): the rows of the table that have such others.
Value relational_filter(Eval *e, const RelationalSchema *schema, TableObject *table,
                        const RelationObject *relation, const Entry *entry);
// The tree of what the query says; null after a report.
Branch *relational_read(Eval *e, const RelationalSchema *schema,
                        const RelationalQuery *query);
// The table as the catalog has it.
const Table *relational_table(const RelationalSchema *schema, const TableObject *table);
// Whether a row has one of these at most, so that joining it makes no more rows.
bool relational_has_one(Eval *e, const RelationalSchema *schema,
                        const RelationObject *relation);
// Whether the statement that reads the rows sorts them all to give a few: what is joined
// would be looked up for all of them.
bool relational_sorts_late(Eval *e, const RelationalSchema *schema,
                           const Branch *branch);
// Whether an index begins with one of the columns, by which SQLite would then find rows.
bool relational_is_indexed(Eval *e, const Table *t, const RelationColumns *columns);
// Whether there is always a row: the columns are NOT NULL and a foreign key.
bool relational_is_certain(Eval *e, const RelationalSchema *schema, const Branch *node);
// Whether the table that a relation goes through holds each pair once.
bool relational_is_set(Eval *e, const RelationalSchema *schema,
                       const RelationObject *relation);
// The column that says which of a relation's rows are deleted, as they are left out: by a
// model with softDelete, unless the level's own where speaks of it. None of the query's
// own rows, which are whatever it says.
Str relational_deleted_at(Eval *e, const RelationalSchema *schema, const Branch *node);
// Its condition on the relation's rows and the rows it belongs to; undefined if none.
Value relational_where(Eval *e, const Branch *node);

#endif
