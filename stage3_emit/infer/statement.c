// statement.c - the statements that write: what goes into which column, what comes back.

#include "stage3_emit/infer/value.h"

static const ModelColumn *find_column(const ModelTable *t, Str name)
{
    const ModelColumn *c = t ? model_find_column(t, name) : NULL;
    if (c || !t || !str_eq_nocase(name, S("rowid")))
        return c;
    for (size_t i = 0; i < t->n_columns; i++)
        if (t->columns[i].rowid_alias)
            return &t->columns[i];
    return NULL;
}

static Scope *new_scope(Infer *x, Scope *parent)
{
    Scope *s = arena_new(x->arena, Scope);
    *s = (Scope){.arena = x->arena, .parent = parent};
    return s;
}

// --- SET -----------------------------------------------------------------------

static void walk_set(Infer *x, Scope *s, const ModelTable *target, const SqlSet *set)
{
    Vals values = {0};
    const SqlExpr *e = set->value;
    if (set->columns.n == 1 && e->kind != SQL_ROW)
        *arena_push(x->arena, values, Val) = infer_expr(x, s, e);
    else
        values = infer_row(x, s, e);
    for (size_t i = 0; i < values.n && i < set->columns.n; i++) {
        const ModelColumn *c = find_column(target, set->columns.items[i]);
        if (c)
            infer_assign(x, values.items[i], c);
    }
}

static void walk_sets(Infer *x, Scope *s, const ModelTable *target, const SqlSets *sets)
{
    for (size_t i = 0; i < sets->n; i++)
        walk_set(x, s, target, &sets->items[i]);
}

// --- RETURNING -----------------------------------------------------------------

static Relation *own_copy(Infer *x, Instance *t)
{
    Relation *r = arena_new(x->arena, Relation);
    *r = *t->rel;
    r->columns = arena_many(x->arena, RelColumn, r->n);
    for (size_t i = 0; i < r->n; i++)
        r->columns[i] = t->rel->columns[i];
    t->rel = r;
    return r;
}

// A view returns what its trigger was given, not what it made of that.
static void forget(Infer *x, Instance *t)
{
    Relation *r = own_copy(x, t);
    for (size_t i = 0; i < r->n; i++) {
        Val *v = &r->columns[i].val;
        v->classes = CLASSES_ALL;
        v->column = NULL;
        v->nullable = true;
        v->why =
            (Why){"%s is whatever the statement was given", NULL, r->columns[i].model};
    }
}

// A real without a fraction is stored as an integer, and SQLite returns it as it is
// stored where the statement did not change it.
static void loosen_reals(Infer *x, Instance *t)
{
    Relation *r = own_copy(x, t);
    for (size_t i = 0; i < r->n && rule_is_on(RULE_REAL_RETURNED); i++)
        if (val_is(&r->columns[i].val, CLASS_REAL))
            r->columns[i].val.classes |= CLASSES_OF(CLASS_INTEGER);
}

// What WHERE saw still holds of what was not changed; a generated column may have been.
static void keep_facts(const SqlStatement *s, const ModelTable *t, const Scope *seen,
                       Instance *target)
{
    for (size_t i = 0; i < t->n_columns; i++)
        target->not_null[i] = seen->tables.items[0].not_null[i] &&
                              !(s->sets.n && t->columns[i].generated);
    for (size_t i = 0; i < s->sets.n && rule_is_on(RULE_NARROWING_OF_CHANGED); i++)
        for (size_t k = 0; k < s->sets.items[i].columns.n; k++) {
            const ModelColumn *c = find_column(t, s->sets.items[i].columns.items[k]);
            if (c)
                target->not_null[c - t->columns] = false;
        }
}

static Vals walk_returning(Infer *x, Scope *parent, const SqlStatement *s,
                           const Scope *seen)
{
    Scope *scope = new_scope(x, parent);
    const ModelTable *t = infer_add_target(x, scope, &s->target);
    Instance *target = &scope->tables.items[0];
    if (!t || t->kind != MODEL_TABLE) {
        forget(x, target);
        return infer_items(x, scope, &s->returning);
    }
    loosen_reals(x, target);
    if (seen && !t->has_triggers)
        keep_facts(s, t, seen, target);
    return infer_items(x, scope, &s->returning);
}

// --- INSERT --------------------------------------------------------------------

static void insert_value(Infer *x, Val v, const ModelColumn *c)
{
    if (!c)
        return;
    infer_assign(x, v, c);
    if (c->rowid_alias) // NULL: SQLite chooses
        infer_nullable(x, v.params);
}

static void insert_values(Infer *x, const SqlStatement *s, const ModelTable *target,
                          const Vals *values)
{
    if (s->columns.n) {
        for (size_t i = 0; i < s->columns.n && i < values->n; i++)
            insert_value(x, values->items[i], find_column(target, s->columns.items[i]));
        return;
    }
    for (size_t i = 0, k = 0; target && i < target->n_columns && k < values->n; i++)
        if (!target->columns[i].hidden && !target->columns[i].generated)
            insert_value(x, values->items[k++], &target->columns[i]);
}

static void walk_upsert(Infer *x, Scope *s, const ModelTable *target,
                        const SqlUpsert *u)
{
    bool reading = x->reading;
    x->reading = false;
    for (size_t i = 0; i < u->target.n; i++)
        infer_expr(x, s, u->target.items[i].expr);
    infer_condition(x, s, u->target_where);
    x->reading = reading;
    walk_sets(x, s, target, &u->sets);
    infer_condition(x, s, u->where);
}

static Outcome walk_insert(Infer *x, Scope *with, const SqlStatement *s)
{
    Outcome out = {0};
    Scope *scope = new_scope(x, with);
    const ModelTable *target = infer_add_target(x, scope, &s->target);
    const Relation *source = s->select ? infer_select(x, with, s->select) : NULL;
    if (source) {
        Vals values = infer_values(x, source, NULL);
        insert_values(x, s, target, &values);
    }
    *arena_push(x->arena, scope->tables, Instance) =
        (Instance){.name = S("excluded"),
                   .rel = scope->tables.items[0].rel,
                   .not_null = scope->tables.items[0].not_null,
                   .by_name_only = true};
    for (size_t i = 0; i < s->upserts.n; i++)
        walk_upsert(x, scope, target, &s->upserts.items[i]);
    out.values = walk_returning(x, with, s, NULL);
    out.rows = infer_rows_inserted(s, target, source, &out.why);
    return out;
}

// --- UPDATE, DELETE ------------------------------------------------------------

static Outcome walk_change(Infer *x, Scope *with, const SqlStatement *s)
{
    Outcome out = {0};
    Scope *scope = new_scope(x, with);
    const ModelTable *target = infer_add_target(x, scope, &s->target);
    infer_make_from(x, scope, &s->from);
    infer_narrow(x, scope, s->where);
    infer_from(x, scope, &s->from, s->where);
    walk_sets(x, scope, target, &s->sets);
    for (size_t i = 0; i < s->order.n; i++)
        infer_expr(x, scope, s->order.items[i].expr);
    infer_count(x, infer_expr(x, with, s->limit));
    infer_count(x, infer_expr(x, with, s->offset));
    out.values = walk_returning(x, with, s, scope);
    out.rows = infer_rows_changed(x, s, scope, &out.why);
    return out;
}

Outcome infer_statement(Infer *x, const SqlStatement *s)
{
    Scope *with = new_scope(x, NULL);
    x->reading = true;
    if (s->verb == VERB_SELECT) {
        const Relation *r = infer_select(x, with, s->select);
        return (Outcome){infer_values(x, r, NULL), r->rows, r->why_rows};
    }
    if (s->with.n)
        with->with = infer_with(x, with, &s->with);
    Outcome out =
        s->verb == VERB_INSERT ? walk_insert(x, with, s) : walk_change(x, with, s);
    infer_unused(x, with->with);
    return out;
}
