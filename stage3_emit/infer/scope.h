// scope.h - what the names in an expression mean: tables, columns, joins.
//
// A scope is one SELECT's FROM, seen from inside; its parent is the SELECT around it.
// Its tables are instances of relations, nested joins laid flat; the joins between them
// stand in the order in which SQLite makes them, so that a row that one of them fills
// with NULLs passes only through those behind it.

#ifndef STAGE3_EMIT_INFER_SCOPE_H
#define STAGE3_EMIT_INFER_SCOPE_H

#include "stage3_emit/infer/relation.h"

// One table of a FROM.
typedef struct Instance {
    Str name;            // the alias, else the table's
    const Relation *rel; // never null
    const SqlSource *source;
    const SqlExpr *list; // the first parameter of weave_list(:ids), or null
    bool *not_null;      // of each column: a condition refuses NULL there
    bool by_name_only;   // excluded: found only with its name before the dot
} Instance;

// What a name found: a column of one instance; of several, the first that is not NULL of
// those that USING in a FULL JOIN made one; or an alias of the result list.
typedef struct Part {
    size_t instance;
    size_t column; // COLUMN_ROWID: the rowid of a table that has no name for it
} Part;

#define COLUMN_ROWID SIZE_MAX

typedef struct Found {
    struct Scope *scope;
    const Part *parts;
    size_t n;             // of parts; 0: an alias
    const SqlExpr *alias; // what it stands for
} Found;

// A column of USING or NATURAL, on both sides of its join.
typedef struct Pair {
    Str name;
    Found left, right;
} Pair;

// A join: instances [first, middle) with [middle, end).
typedef struct Join {
    const SqlExpr *on;
    const Pair *pairs;
    size_t n_pairs;
    size_t first, middle, end;
    bool fills_left, fills_right; // rows of the other side that match nothing remain
    bool is_outer;                // as written, whatever conditions rule out
} Join;

// One operand of a FROM, for names that USING merges.
typedef struct Item {
    const SqlSource *source;
    struct Item *nested; // of a parenthesised join
    size_t n_nested;
    size_t instance; // otherwise
    const Pair *pairs;
    size_t n_pairs;
} Item;

// The common table expressions of one WITH, inferred when first named.
typedef struct With {
    const SqlWith *sql;
    const Relation **relations; // of each, once inferred
    const Relation **so_far;    // of those being inferred: the arms that are
    bool *busy;                 // it is being inferred: to name it now is recursive
    bool *recursive;            // that has happened
    struct Scope *scope;        // in which they stand
} With;

typedef struct Scope {
    Arena *arena;
    struct Scope *parent;
    With *with;          // seen from here inwards
    const SqlCore *core; // whose result list has aliases; or null
    bool aliases;        // they can be seen: not from the result list itself
    struct {
        Instance *items;
        size_t n, capacity;
    } tables;
    struct {
        Join *items;
        size_t n, capacity;
    } joins;
    Item *items;
    size_t n_items;
    bool grouped;       // GROUP BY
    bool bare_nullable; // perhaps an aggregate over no row: a plain column may be NULL
    size_t n_inner;     // names found here from inside a subquery
    Classes converted;  // what IN (SELECT ...) may make of a value where it stands
    struct {
        const SqlExpr **items;
        size_t n, capacity;
    } free; // subqueries that name nothing of this scope
} Scope;

// e is SQL_COLUMN. False: nothing is called so.
bool scope_find(Scope *s, const SqlExpr *e, Found *out);

// Whether e, an SQL_COLUMN, means something of this FROM.
bool scope_owns(Scope *s, const SqlExpr *e);

// A name without a table before it, among n operands.
bool items_find(Scope *s, const Item *items, size_t n, Str name, Found *out);

// The common table expression a source names; or null.
With *scope_find_cte(Scope *s, const SqlSource *source, size_t *index);

// Whether a join may fill the instance with NULLs.
bool scope_fills(const Scope *s, size_t instance);

// What "*" or "t.*" stands for: for each column its name and where it is found.
typedef struct Star {
    Str name;
    Found found;
    bool bare; // it is called without its table: USING made it of several
} Star;

typedef struct Stars {
    Star *items;
    size_t n, capacity;
    bool unknown; // of a relation whose columns are not known
} Stars;

Stars scope_stars(Scope *s, Str star_of);

#endif
