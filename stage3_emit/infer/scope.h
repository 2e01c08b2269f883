// scope.h - which table a name in an expression means.
//
// A scope is one SELECT's FROM, seen from inside; its parent is the SELECT around it.
// A name is found certainly or not at all: a subquery, a common table expression and a
// table-valued function are opaque, and what may be one of their columns is not found.

#ifndef STAGE3_EMIT_INFER_SCOPE_H
#define STAGE3_EMIT_INFER_SCOPE_H

#include "stage3_emit/model.h"
#include "stage3_emit/sql/ast.h"

// One table of a FROM. Nested joins are flat: (a JOIN b) JOIN c are three of them.
typedef struct Instance {
    Str name;                // the alias, else the table's
    const ModelTable *table; // null: opaque
    const SqlSource *source; // null: excluded
    const SqlExpr *list;     // the parameter of weave_list(:ids), or null
    bool nullable;           // an outer join may fill it with NULLs
    bool by_name_only;       // excluded: found only with its name before the dot
} Instance;

typedef struct Scope {
    const struct Scope *parent;
    const SqlWith *with; // the common table expressions seen from here inwards
    const SqlCore *core; // null: of a statement that is no SELECT
    Instance *items;
    size_t n, capacity;
    bool merged;        // NATURAL or USING: a bare name may mean several columns
    bool has_right;     // a RIGHT or FULL join
    bool grouped;       // GROUP BY
    bool bare_nullable; // perhaps an aggregate over no row: a plain column may be NULL
} Scope;

// Adds what a FROM lists.
void scope_add_from(Arena *a, const Model *m, Scope *s, const SqlFrom *from);

// Adds the table a statement writes to; null if it is none of the model's.
const ModelTable *scope_add_target(Arena *a, const Model *m, Scope *s,
                                   const SqlSource *target);

// The common table expression a source names, and the scope that has it; or null.
const SqlCte *scope_find_cte(const Scope *s, const SqlSource *source,
                             const Scope **where);

// What a name was found to be.
typedef struct Found {
    const Scope *scope;
    const Instance *instance;
    const ModelColumn *column; // null: the rowid of a table that has no name for it
    bool several;              // of columns merged by USING, the first
} Found;

// e is SQL_COLUMN. False: it is opaque, an alias of the result list, or ambiguous.
bool scope_find(const Scope *s, const SqlExpr *e, Found *out);

// Whether e, an SQL_COLUMN, certainly means something in this FROM, opaque or not.
bool scope_owns(const Scope *s, const SqlExpr *e);

bool instance_is_opaque(const Instance *i);

#endif
