// meaning_relations.h - relations() and defineRelations(), and what the catalog has of
// them. For meaning_*.c and walk.c.
//
// They are wishes of the queries: no DDL comes of them. Looked at when all modules have
// been read, as the tables they name may stand anywhere.

#ifndef STAGE1_PARSE_MEANING_RELATIONS_H
#define STAGE1_PARSE_MEANING_RELATIONS_H

#include "stage1_parse/meaning.h"

// What one call gives: the relations of one table (relations), or of many that are seen
// by their keys (defineRelations, defineRelationsPart).
typedef struct RelationSet {
    Native base;
    TableObject *table; // relations(table, ...); else null
    Map *tables;        // defineRelations({ ... }): tables and views by key
    bool is_part;       // by defineRelationsPart
    Value callback;
    bool is_called;
    Value members; // what the callback gave
    Span at;
} RelationSet;

// A set, or what of it stands under one key: { ...defineRelations(...) }.
typedef struct RelationPart {
    Native base;
    RelationSet *set;
    Str key; // of the table; "": all of the set
} RelationPart;

typedef struct RelationColumns {
    const ColumnRef **items;
    size_t n, capacity;
} RelationColumns;

// What one() or many() gives.
typedef struct RelationObject {
    Native base;
    bool is_many;
    bool is_old;         // of relations()
    TableObject *source; // once it is known under which table it stands
    TableObject *target;
    Str key;
    Str name;         // relationName, alias; or none
    bool has_columns; // else they are those of the other side
    RelationColumns columns, targets, through, through_targets;
    bool optional;
    Value where; // an object, or undefined
    TableObject *where_of;
    bool where_is_reversed; // said on the other side: of the rows it belongs to
    Span at;
} RelationObject;

extern const Class relation_set_class, relation_part_class, relation_class;
extern const Function relation_functions[]; // relations, defineRelations, ...

// What the set's callback gives, called once; undefined if there is none.
Value relation_members(Eval *e, RelationSet *set);
// What it is given: of defineRelations, meaning_relations_new.c.
Value relation_new_helper(Eval *e, RelationSet *set);
RelationObject *relation_new(Eval *e, const Call *c, bool is_many, TableObject *target);
// An option that is a string, if it is there. False after a report.
bool relation_text(Eval *e, Value v, const char *name, Str *out);
// False, and reported, if the two sides have not as many columns.
bool relation_is_even(Eval *e, const RelationObject *relation);
struct RelationalSchema; // of db.query

// Drizzle's { verified: true, age: { gte: 18 }, OR: [...] } for the table's columns: an sql,
// undefined for none, or an unknown. With a schema it may hold relations, too.
Value relation_conditions(Eval *e, const struct RelationalSchema *schema, Native *table,
                          Value filter, Span at);
// The second argument of its callbacks: { eq, and, sql, ... }.
Value relation_operators(Eval *e, Span at);
// The where of a relation as SQL, in which columns stand without their table.
bool relation_where(Eval *e, Arena *a, const RelationObject *relation, Str *out);

typedef struct RelationList {
    DeclaredRelation *items;
    size_t n, capacity;
    struct {
        const RelationObject **items;
        size_t n, capacity;
    } objects; // what each was made of, for the queries that follow it
} RelationList;

// The relations of the parts, whose tables must be among those that were found; what is
// wrong is reported, and left out.
void relations_build(Eval *e, Arena *a, const RelationPart *parts, size_t n_parts,
                     const TableObject *const *found, size_t n_found,
                     RelationList *out);

#endif
