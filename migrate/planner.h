// planner.h - a plan while it is made. For plan.c, plan_names.c and rebuild.c.

#ifndef MIGRATE_PLANNER_H
#define MIGRATE_PLANNER_H

#include "migrate/plan.h"

typedef struct StrList {
    Str *items;
    size_t n, capacity;
} StrList;

typedef struct Planner {
    Arena *arena;
    const Schema *from, *to;
    Match *match;
    Shadow shadow;
    Schema now;     // of the shadow, as of the last planner_look()
    bool is_looked; // nothing has changed since
    StrList statements, rebuilt;
    bool guarded;   // a table that others refer to is rebuilt or dropped
    bool drops_own; // one that refers to itself: its own rows would stand in the way
    struct {        // dropped for a while, to be made again at the end
        SchemaObject *items;
        size_t n, capacity;
    } kept;
    PlanStatus status;
    Str why;
} Planner;

// Runs a statement on the shadow and keeps it. False if it fails: then the plan has
// failed, unless something failed before.
bool planner_run(Planner *p, Str sql);
bool planner_look(Planner *p);
bool planner_fail(Planner *p, PlanStatus status, Str why);

// A name that no table, index or view has.
Str planner_free_name(Planner *p, const char *lead, Str name);

bool planner_drop(Planner *p, const SchemaObject *o);
// Marks what stands on a table or view, or reads it, directly or by a view.
void planner_mark(const Planner *p, bool *marked, Str name);
// Drops the views and triggers that are marked, but for those that go with the table.
bool planner_drop_marked(Planner *p, const bool *marked, Str table);

// Gives tables and columns their new names.
bool planner_rename(Planner *p);

// Makes table t, of that name on the shadow already, what it is to be.
bool planner_rebuild(Planner *p, const SchemaTable *t, const SchemaTable *to);

#endif
