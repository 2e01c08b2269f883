// walk.h - the catalog while it is being gathered. For stage1.c, walk.c, read_sql.c.

#ifndef STAGE1_PARSE_WALK_H
#define STAGE1_PARSE_WALK_H

#include "stage1_parse/meaning_collection.h"
#include "stage1_parse/meaning_relational.h"

// A query of db.query, which needs all tables and relations.
typedef struct LateQuery {
    const QueryObject *object;
    Str group, module;
    const Entry *entry;
} LateQuery;

typedef struct Walk {
    Eval *e;
    Arena *arena; // the catalog's
    struct {
        const TableObject **items;
        size_t n, capacity;
    } found; // tables and views exported, each once
    struct {
        RelationPart *items;
        size_t n, capacity;
    } parts; // of relations, each once
    RelationList relations;
    struct {
        Table *items;
        size_t n, capacity;
    } tables;
    struct {
        View *items;
        size_t n, capacity;
    } views;
    struct {
        const TableObject **items;
        size_t n, capacity;
    } joined; // views made by defineView, whose SQL is not there yet
    struct {
        Entry *items;
        size_t n, capacity;
    } union_objects; // exported, each once
    struct {
        DeclaredUnion *items;
        size_t n, capacity;
    } unions;
    struct {
        DeclaredModel *items;
        size_t n, capacity;
    } models;
    struct {
        Statement *items;
        size_t n, capacity;
    } statements;
    QueryList queries;
    struct {
        LateQuery *items;
        size_t n, capacity;
    } late;
    Map keys; // of tables and views exported: what db.query calls them
    struct {
        const SeedObject **items;
        size_t n, capacity;
    } seed_objects; // exported, each once
    struct {
        Seed *items;
        size_t n, capacity;
    } seeds;
    struct {
        Entry *items;
        size_t n, capacity;
    } others; // what is exported and not taken
    Map seen; // of tables and queries: what was taken already
} Walk;

// Takes what an entry file exports.
void walk_exports(Walk *w, const Entry *exports, size_t n);
// Ends the walk: looks at what is lazy in Drizzle, and checks names against each other.
// An error at the file `first` if there was nothing to take.
void walk_finish(Walk *w, Span first);

// Takes v if it is a seed or a list of them; of an object those that are in it, and false:
// there may be more to it.
bool walk_take_seeds(Walk *w, Value v);
// Makes the rows of what was taken, when all tables are known.
void walk_finish_seeds(Walk *w);

// Takes the statements and queries of an .sql file; reports what cannot be split.
void read_sql(Walk *w, Str path, Str text, uint32_t file);

#endif
