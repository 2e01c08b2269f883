// expr.c - the value of every kind of expression.

#include "stage3_emit/infer/value.h"

#include <string.h>

// --- leaves --------------------------------------------------------------------

// What a 64-bit integer does not hold is a real; but the least has a minus before it.
static Val literal_integer(const SqlExpr *e)
{
    static const char greatest[] = "9223372036854775807";
    size_t zeros = 0, digits;
    while (zeros < e->text.len && e->text.ptr[zeros] == '0')
        zeros++;
    digits = e->text.len - zeros;
    Val v = val_of(e, CLASS_INTEGER, false);
    bool hex = zeros && digits && (e->text.ptr[zeros] | 0x20) == 'x';
    if (!hex && digits >= 19 &&
        (digits > 19 || memcmp(e->text.ptr + zeros, greatest, 19) > 0))
        v = val_of_classes(e, CLASSES_OF(CLASS_INTEGER) | CLASSES_OF(CLASS_REAL),
                           false);
    v.truth = str_is(e->text, "0") || str_is(e->text, "1");
    return v;
}

static Val param_decided(const CheckedParam *p, const SqlExpr *e)
{
    Val v = val_of(e, p->type.storage, p->nullable || p->type.storage == CLASS_ANY);
    v.mode = p->type.mode;
    v.enum_of = p->type.enum_of;
    v.open = p->known != KNOWN_UNKNOWN;
    v.why = (Why){"the parameter %s may be NULL", e, NULL};
    v.why_any = "the parameter %s may be anything";
    return v;
}

static Val param(Infer *x, const SqlExpr *e)
{
    size_t i = (size_t)e->param - 1;
    if (i >= x->n_params)
        return val_any(e, (Why){"weave does not know %s", e, NULL});
    if (x->decided)
        return param_decided(&x->decided[i], e);
    ParamRef *ref = arena_new(x->arena, ParamRef);
    *ref = (ParamRef){e, NULL};
    if (!x->params[i].first)
        x->params[i].first = e;
    return (Val){.params = ref, .expr = e};
}

static bool is_truth(const SqlExpr *e)
{
    return !e->table.ptr &&
           (str_eq_nocase(e->name, S("true")) || str_eq_nocase(e->name, S("false")));
}

// --- columns -------------------------------------------------------------------

void infer_read(Infer *x, const ModelColumn *c)
{
    if (c && !x->decided)
        *arena_push(x->arena, x->reads, Read) = (Read){c, x->reading};
}

// The parameter whose items are the column: weave_list(:ids) has one, value; the second
// of weave_tuples(:a, :b) is c2. Null of any other column.
static const SqlExpr *list_of(const Instance *t, Str column)
{
    const SqlExprs *args = &t->source->args;
    if (!t->list || column.len == 0)
        return NULL;
    if (str_eq_nocase(column, S("value")))
        return args->items[0];
    size_t number = 0;
    for (size_t i = 1; i < column.len && column.ptr[0] == 'c'; i++)
        number = 10 * number + (size_t)(column.ptr[i] - '0');
    return number && number <= args->n ? args->items[number - 1] : NULL;
}

static Val list_item(Infer *x, const SqlExpr *list)
{
    size_t i = (size_t)list->param - 1;
    if (i < x->n_params)
        x->params[i].list = true;
    return param(x, list);
}

static Val part_value(Infer *x, Scope *s, const Part *p, const SqlExpr *e)
{
    const Instance *t = &s->tables.items[p->instance];
    if (p->column == COLUMN_ROWID)
        return val_of(e, CLASS_INTEGER, false);
    const RelColumn *c = &t->rel->columns[p->column];
    if (!t->by_name_only)
        infer_read(x, c->model);
    const SqlExpr *list = list_of(t, c->name);
    if (list)
        return list_item(x, list);
    Val v = c->val;
    if (t->not_null && t->not_null[p->column])
        v.nullable = false;
    return v;
}

static Val part_of_scope(Infer *x, Scope *s, const Part *p, const SqlExpr *e)
{
    Val v = part_value(x, s, p, e);
    if (e)
        v.expr = e;
    if (scope_fills(s, p->instance)) {
        v.nullable = false; // this reason says more
        val_nullable(&v, "an outer join leaves %s NULL where nothing matches");
    }
    if (s->bare_nullable)
        val_nullable(&v, "%s is NULL if there is no row to aggregate");
    return v;
}

// One FULL JOIN leaves a row without its left side or without its right, never both.
static bool one_is_there(const Scope *s, const Found *f)
{
    if (f->scope->joins.n != 1 || f->scope->bare_nullable || s->bare_nullable)
        return false;
    for (size_t i = 0; i < f->n; i++) {
        Part p = f->parts[i];
        if (p.column == COLUMN_ROWID ||
            f->scope->tables.items[p.instance].rel->columns[p.column].val.nullable)
            return false;
    }
    return true;
}

Val infer_found(Infer *x, Scope *s, const Found *f, const SqlExpr *e)
{
    bool reading = x->reading;
    if (f->n > 1)
        x->reading = false; // SQLite makes a coalesce of them without a word
    Val v = part_of_scope(x, s, &f->parts[0], e);
    bool nullable = v.nullable;
    for (size_t i = 1; i < f->n; i++) { // the first that is there
        Val other = part_of_scope(x, s, &f->parts[i], e);
        nullable = nullable && other.nullable;
        v = infer_merge(x, v, other);
    }
    x->reading = reading;
    if (f->n > 1) {
        v.nullable = nullable && !one_is_there(s, f);
        v.column = NULL;
        v.collation = S("?");
        v.affinity = AFFINITY_NUMERIC;
        v.expr = e;
    }
    return v;
}

static Val column(Infer *x, Scope *s, const SqlExpr *e)
{
    Found found;
    if (!scope_find(s, e, &found)) {
        if (is_truth(e))
            return val_bool(e, false);
        return val_any(e, (Why){"weave does not see what %s is", e, NULL});
    }
    if (found.n)
        return infer_found(x, found.scope, &found, e);
    found.scope->aliases = false;
    Val v = infer_expr(x, found.scope, found.alias);
    found.scope->aliases = true;
    return v;
}

static Val leaf(Infer *x, Scope *s, const SqlExpr *e)
{
    switch (e->kind) {
    case SQL_INTEGER: return literal_integer(e);
    case SQL_FLOAT: return val_of(e, CLASS_REAL, false);
    case SQL_STRING:
    case SQL_NOW: return val_of(e, CLASS_TEXT, false);
    case SQL_BLOB: return val_of(e, CLASS_BLOB, false);
    case SQL_PARAM: return param(x, e);
    case SQL_COLUMN: return column(x, s, e);
    default: return val_null(e);
    }
}

// --- CASE, CAST ----------------------------------------------------------------

static Val as_computed(Val v, const SqlExpr *e)
{
    v.column = NULL;
    v.affinity = AFFINITY_BLOB;
    v.collation = (Str){0};
    v.expr = e;
    return v;
}

static Val case_of(Infer *x, Scope *s, const SqlExpr *e)
{
    Vals base = {0};
    if (e->left)
        base = infer_row(x, s, e->left);
    Val v = {0};
    for (size_t i = 0; i + 1 < e->list.n; i += 2) {
        Vals when = infer_row(x, s, e->list.items[i]);
        if (e->left)
            infer_compare_rows(x, &base, &when, false);
        else if (when.n == 1)
            infer_truth(x, when.items[0]);
        Val then = infer_expr(x, s, e->list.items[i + 1]);
        v = i ? infer_merge(x, v, then) : then;
    }
    if (e->right)
        v = infer_merge(x, v, infer_expr(x, s, e->right));
    v = as_computed(v, e);
    if (!e->right && rule_is_on(RULE_CASE_WITHOUT_ELSE))
        val_nullable(&v, "%s is NULL where no WHEN holds");
    return v;
}

// CAST (x AS BOOLEAN) says what is meant, too.
static Val cast(Infer *x, Scope *s, const SqlExpr *e)
{
    Val of = infer_expr(x, s, e->left);
    Affinity affinity = affinity_of(e->text);
    Type type = type_of_declaration(e->text, false);
    static const Classes classes[] = {
        [AFFINITY_BLOB] = CLASSES_OF(CLASS_BLOB),
        [AFFINITY_TEXT] = CLASSES_OF(CLASS_TEXT),
        [AFFINITY_NUMERIC] = CLASSES_OF(CLASS_INTEGER) | CLASSES_OF(CLASS_REAL),
        [AFFINITY_INTEGER] = CLASSES_OF(CLASS_INTEGER),
        [AFFINITY_REAL] = CLASSES_OF(CLASS_REAL),
    };
    Val v = val_of_classes(e, classes[affinity], false);
    if (affinity != AFFINITY_NUMERIC)
        infer_type(x, of, USE_CAST, classes_storage(v.classes), type.mode);
    else if (type.storage != CLASS_ANY)
        infer_type(x, of, USE_CAST, type.storage, type.mode);
    v.mode =
        type.mode == MODE_BOOLEAN && val_is(&of, CLASS_INTEGER) ? type.mode : MODE_NONE;
    if (v.mode == MODE_BOOLEAN)
        v.classes = CLASSES_OF(CLASS_INTEGER);
    v.affinity = affinity;
    val_nullable_as(&v, &of);
    return v;
}

// --- subqueries ----------------------------------------------------------------

Vals infer_values(Infer *x, const Relation *r, const SqlExpr *e)
{
    Vals v = {.unknown = r->unknown};
    for (size_t i = 0; i < r->n; i++) {
        if (r->columns[i].hidden)
            continue;
        Val *copy = arena_push(x->arena, v, Val);
        *copy = r->columns[i].val;
        copy->expr = copy->expr ? copy->expr : e;
    }
    return v;
}

// Remembers the subquery if it names nothing of s: then it has one value for all rows.
static const Relation *select_in(Infer *x, Scope *s, const SqlExpr *e)
{
    size_t before = s->n_inner;
    const Relation *r = infer_select(x, s, e->select);
    if (s->n_inner == before && s->arena)
        *arena_push(s->arena, s->free, const SqlExpr *) = e;
    return r;
}

Vals infer_members(Infer *x, Scope *s, const SqlExpr *e)
{
    return infer_values(x, select_in(x, s, e), e);
}

Vals infer_subquery(Infer *x, Scope *s, const SqlExpr *e)
{
    const Relation *r = select_in(x, s, e);
    Vals v = infer_values(x, r, e);
    for (size_t i = 0; i < v.n; i++) {
        v.items[i].expr = e;
        if (r->rows != ROWS_ONE && rule_is_on(RULE_EMPTY_SUBQUERY))
            val_nullable(&v.items[i], "the subquery may find no row");
    }
    return v;
}

static Val subquery(Infer *x, Scope *s, const SqlExpr *e)
{
    Vals v = infer_subquery(x, s, e);
    if (v.unknown || v.n == 0)
        return val_any(e, (Why){"weave cannot follow %s", e, NULL});
    return v.items[0];
}

// --- all -----------------------------------------------------------------------

static Val collate(Infer *x, Scope *s, const SqlExpr *e)
{
    Val v = infer_expr(x, s, e->left);
    v.collation = e->text;
    return v;
}

Val infer_expr(Infer *x, Scope *s, const SqlExpr *e)
{
    if (!e)
        return val_null(NULL);
    switch (e->kind) {
    case SQL_UNARY:
    case SQL_BINARY: return infer_operator(x, s, e);
    case SQL_BETWEEN: return infer_between(x, s, e);
    case SQL_IN: return infer_in(x, s, e);
    case SQL_CASE: return case_of(x, s, e);
    case SQL_CAST: return cast(x, s, e);
    case SQL_COLLATE: return collate(x, s, e);
    case SQL_CALL: return infer_call(x, s, e);
    case SQL_EXISTS: select_in(x, s, e); return val_bool(e, false);
    case SQL_SUBQUERY: return subquery(x, s, e);
    case SQL_ROW:
        infer_exprs(x, s, &e->list);
        return val_any(e, (Why){"%s is a row", e, NULL});
    case SQL_RAISE:
        infer_expr(x, s, e->left);
        return val_any(e, (Why){"%s gives nothing", e, NULL});
    default: return leaf(x, s, e);
    }
}

void infer_exprs(Infer *x, Scope *s, const SqlExprs *list)
{
    for (size_t i = 0; i < list->n; i++)
        infer_expr(x, s, list->items[i]);
}

void infer_condition(Infer *x, Scope *s, const SqlExpr *e)
{
    if (e)
        infer_truth(x, infer_expr(x, s, e));
}

void infer_window(Infer *x, Scope *s, const SqlWindow *w)
{
    infer_exprs(x, s, &w->partition);
    for (size_t i = 0; i < w->order.n; i++)
        infer_expr(x, s, w->order.items[i].expr);
    infer_count(x, infer_expr(x, s, w->start.expr));
    infer_count(x, infer_expr(x, s, w->end.expr));
}
