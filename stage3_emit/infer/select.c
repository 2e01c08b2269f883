// select.c - SELECT: every expression of it walked once, and the relation it gives.

#include "stage3_emit/infer/value.h"
#include "stage3_emit/sql/walk.h"

// --- result lists --------------------------------------------------------------

typedef struct Columns {
    Infer *x;
    Scope *scope;
    struct {
        RelColumn *items;
        size_t n, capacity;
    } list;
    bool unknown;
} Columns;

static bool has_name(const Columns *c, Str name)
{
    for (size_t i = 0; i < c->list.n; i++)
        if (str_eq_nocase(c->list.items[i].name, name))
            return true;
    return false;
}

// SQLite numbers the names that stand twice.
static void add(Columns *c, Str name, Val v, const Found *f)
{
    const Part *part = f && f->n == 1 && f->scope == c->scope ? f->parts : NULL;
    Str unique = name;
    for (unsigned i = 1; has_name(c, unique) && i < 4; i++)
        unique = str_format(c->x->arena, "%.*s:%u", STR_ARG(name), i);
    *arena_push(c->x->arena, c->list, RelColumn) =
        (RelColumn){.name = unique, .val = v, .part = part};
}

static Str name_of_column(const Found *f)
{
    const Part *p = &f->parts[0];
    return p->column == COLUMN_ROWID
               ? S("rowid")
               : f->scope->tables.items[p->instance].rel->columns[p->column].name;
}

static const SqlExpr *without_collate(const SqlExpr *e)
{
    while (e->kind == SQL_COLLATE)
        e = e->left;
    return e;
}

static void add_item(Columns *c, const SqlItem *item)
{
    const SqlExpr *e = without_collate(item->expr);
    Found found;
    bool plain = e->kind == SQL_COLUMN && scope_find(c->scope, e, &found) && found.n;
    Str name = item->alias;
    if (!name.ptr && plain)
        name = name_of_column(&found);
    else if (!name.ptr)
        name = e->kind == SQL_COLUMN ? e->name
               : item->at.end <= c->x->sql.len
                   ? str_cut(c->x->sql, item->at.start, item->at.end)
                   : (Str){0};
    add(c, name, infer_expr(c->x, c->scope, item->expr),
        plain && e == item->expr ? &found : NULL);
}

static void add_stars(Columns *c, Str star_of)
{
    Stars stars = scope_stars(c->scope, star_of);
    c->unknown |= stars.unknown;
    for (size_t i = 0; i < stars.n; i++) {
        Val v = infer_found(c->x, c->scope, &stars.items[i].found, NULL);
        add(c, stars.items[i].name, v, &stars.items[i].found);
    }
}

static Columns walk_items(Infer *x, Scope *s, const SqlItems *items)
{
    Columns c = {.x = x, .scope = s};
    for (size_t i = 0; i < items->n; i++) {
        const SqlItem *item = &items->items[i];
        if (item->expr)
            add_item(&c, item);
        else
            add_stars(&c, item->star_of);
    }
    return c;
}

Vals infer_items(Infer *x, Scope *s, const SqlItems *items)
{
    Columns c = walk_items(x, s, items);
    Vals v = {.unknown = c.unknown};
    for (size_t i = 0; i < c.list.n; i++)
        *arena_push(x->arena, v, Val) = c.list.items[i].val;
    return v;
}

static Relation *relation_of(Columns *c)
{
    Relation *r = arena_new(c->x->arena, Relation);
    *r = (Relation){.columns = c->list.items,
                    .n = c->list.n,
                    .rows = ROWS_MANY,
                    .unknown = c->unknown};
    return r;
}

// --- ORDER BY, GROUP BY ----------------------------------------------------------

static bool is_alias(const Scope *s, const SqlExpr *e)
{
    for (size_t i = 0; e->kind == SQL_COLUMN && !e->table.ptr && i < s->core->items.n;
         i++)
        if (str_eq_nocase(s->core->items.items[i].alias, e->name))
            return true;
    return false;
}

// A name is first looked for among the aliases here, and a number is a column's.
static void walk_order(Infer *x, Scope *s, const SqlOrders *order)
{
    for (size_t i = 0; i < order->n; i++) {
        const SqlExpr *e = without_collate(order->items[i].expr);
        if (e->kind != SQL_INTEGER && !is_alias(s, e))
            infer_expr(x, s, e);
    }
}

static bool read_name(void *context, const SqlExpr *e)
{
    Columns *c = context;
    Found f;
    if (e->kind == SQL_COLUMN && scope_owns(c->scope, e) && scope_find(c->scope, e, &f))
        for (size_t i = 0; i < f.n; i++)
            if (f.parts[i].column != COLUMN_ROWID)
                infer_read(c->x, f.scope->tables.items[f.parts[i].instance]
                                     .rel->columns[f.parts[i].column]
                                     .model);
    return false;
}

// SQLite looks for what orders a compound in one arm after the other, and in passing
// reads the columns that are called so there.
static void read_order(Infer *x, Scope *s, const SqlOrders *order)
{
    Columns c = {.x = x, .scope = s};
    bool reading = x->reading;
    x->reading = false;
    for (size_t i = 0; i < order->n; i++)
        sql_any(order->items[i].expr, read_name, &c);
    x->reading = reading;
}

// The columns of a compound have no other names than those of its result.
static void walk_compound_order(Infer *x, const SqlOrders *order)
{
    Scope nowhere = {.arena = x->arena};
    for (size_t i = 0; i < order->n; i++)
        infer_expr(x, &nowhere, order->items[i].expr);
}

// --- cores ---------------------------------------------------------------------

static Relation *walk_values(Infer *x, Scope *s, const SqlCore *core)
{
    Columns c = {.x = x, .scope = s};
    for (size_t k = 0; k < core->rows[0].n; k++) {
        Val v = infer_expr(x, s, core->rows[0].items[k]);
        for (size_t i = 1; i < core->n_rows && k < core->rows[i].n; i++)
            v = infer_merge(x, v, infer_expr(x, s, core->rows[i].items[k]));
        add(&c, str_format(x->arena, "column%zu", k + 1), v, NULL);
    }
    Relation *r = relation_of(&c);
    r->rows = core->n_rows == 1 ? ROWS_ONE : ROWS_MANY;
    r->why_rows = str_format(x->arena, "VALUES has %zu row%s", core->n_rows,
                             core->n_rows == 1 ? "" : "s");
    return r;
}

// Everything but the result list, where aliases of that may be named.
static void walk_clauses(Infer *x, Scope *s, const SqlSelect *select,
                         const SqlCore *core)
{
    Classes converted = s->converted;
    s->aliases = true;
    infer_from(x, s, &core->from, core->where);
    for (size_t i = 0; i < core->group.n; i++)
        if (core->group.items[i]->kind != SQL_INTEGER)
            infer_expr(x, s, core->group.items[i]);
    s->converted = converted; // before anything is aggregated
    infer_condition(x, s, core->having);
    for (size_t i = 0; i < core->n_windows; i++)
        infer_window(x, s, &core->windows[i]);
    if (select->cores.n == 1)
        walk_order(x, s, &select->order);
    else
        read_order(x, s, &select->order);
}

static void convert(Relation *r, Classes converted)
{
    for (size_t i = 0; i < r->n && converted; i++) {
        Val *v = &r->columns[i].val;
        if (!(v->classes & ~CLASSES_OF(CLASS_BLOB)) ||
            (v->classes & converted) == converted)
            continue;
        v->classes |= converted;
        v->why_any = "IN (SELECT ...) converts what is aggregated: a bug of SQLite";
    }
}

static Relation *walk_core(Infer *x, Scope *place, const SqlSelect *select,
                           const SqlCore *core)
{
    Scope *s = arena_new(x->arena, Scope);
    *s = (Scope){
        .arena = x->arena, .parent = place, .core = core, .grouped = core->group.n > 0};
    if (core->n_rows)
        return walk_values(x, s, core);
    infer_make_from(x, s, &core->from);
    infer_narrow(x, s, core->where);
    bool total = core_may_be_total(x, s, select, core);
    s->bare_nullable = total && rule_is_on(RULE_BARE_COLUMN);
    Columns columns = walk_items(x, s, &core->items);
    walk_clauses(x, s, select, core);
    Relation *r = relation_of(&columns);
    if (total || s->grouped)
        convert(r, s->converted);
    Core c = {select, core, s, r};
    r->rows = infer_rows(x, &c, &r->why_rows);
    infer_keys(x, &c, r);
    return r;
}

// --- compounds -----------------------------------------------------------------

static Val unite_values(Infer *x, SqlCompound how, Val a, Val b)
{
    Val both = infer_merge(x, a, b);
    if (!rule_is_on(RULE_UNION_ARMS))
        return a;
    if (how == COMPOUND_EXCEPT) {
        a.column = both.column; // SQLite may name either
        return a;
    }
    if (how == COMPOUND_INTERSECT)
        both.nullable = a.nullable && b.nullable; // it is in both
    return both;
}

static void unite(Infer *x, Relation *all, const Relation *more, SqlCompound how)
{
    bool subset = how == COMPOUND_EXCEPT || how == COMPOUND_INTERSECT;
    all->unknown |= more->unknown;
    for (size_t i = 0; i < all->n && i < more->n; i++)
        all->columns[i].val =
            unite_values(x, how, all->columns[i].val, more->columns[i].val);
    if (subset) {
        all->rows = all->rows == ROWS_MANY ? ROWS_MANY : ROWS_AT_MOST_ONE;
        return;
    }
    all->rows = ROWS_MANY;
    all->why_rows = S("it is a compound of several SELECTs");
    all->n_keys = 0;
}

// --- all -----------------------------------------------------------------------

const Relation *infer_select_as(Infer *x, Scope *parent, const SqlSelect *select,
                                With *with, size_t index)
{
    Scope *place = arena_new(x->arena, Scope);
    *place = (Scope){.arena = x->arena, .parent = parent};
    if (select->with.n)
        place->with = infer_with(x, place, &select->with);
    Relation *all = NULL;
    for (size_t i = 0; i < select->cores.n; i++) {
        const SqlCore *core = &select->cores.items[i];
        Relation *r = walk_core(x, place, select, core);
        if (all)
            unite(x, all, r, core->compound);
        else
            all = r;
        if (with)
            infer_arm(x, with, index, all);
    }
    if (select->cores.n > 1)
        walk_compound_order(x, &select->order);
    infer_count(x, infer_expr(x, place, select->limit));
    infer_count(x, infer_expr(x, place, select->offset));
    infer_unused(x, place->with);
    all->rows = rows_limited(select->limit, select->offset, all->rows, &all->why_rows);
    return all;
}

const Relation *infer_select(Infer *x, Scope *parent, const SqlSelect *select)
{
    return infer_select_as(x, parent, select, NULL, 0);
}

// (a JOIN b) AS x, x IN table: what SELECT * FROM it gives.
const Relation *infer_nested(Infer *x, Scope *parent, const SqlFrom *from)
{
    SqlSelect *select = arena_new(x->arena, SqlSelect);
    SqlCore core = {.from = *from};
    *arena_push(x->arena, core.items, SqlItem) = (SqlItem){0};
    *arena_push(x->arena, select->cores, SqlCore) = core;
    return infer_select(x, parent, select);
}
