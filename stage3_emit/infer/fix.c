// fix.c - tables of which at most one row takes part.
//
// A table is fixed when a key of it is equated with what does not change from row to
// row: parameters, literals, columns of fixed tables. If all tables are, one row at most
// comes back. Equal must mean what the key means by it: the same collation or a stricter
// one, and no conversion that makes one number of two texts.

#include "stage3_emit/infer/value.h"
#include "stage3_emit/sql/walk.h"

typedef struct Equality {
    Part part;
    const SqlExpr *other; // or null: then
    const Part *pair;     // the column on the other side of USING
    Str collation;        // that the comparison is made by
    bool null_safe;       // IS: NULL equals NULL
} Equality;

typedef struct Term {
    const SqlExpr *e;
    size_t from, to; // of these instances it holds
} Term;

struct Fixer {
    Infer *x;
    Scope *scope;
    struct {
        Equality *items;
        size_t n, capacity;
    } equalities;
    struct {
        Term *items;
        size_t n, capacity;
    } terms;
    size_t from, to; // the instances that the condition being read can fix
    bool *fixed;
    bool **columns; // of each instance: a column that has one value
    Str *why;       // of each fixed instance
};

// --- columns -------------------------------------------------------------------

static const RelColumn *column_at(const Fixer *f, Part p)
{
    return p.column == COLUMN_ROWID
               ? NULL
               : &f->scope->tables.items[p.instance].rel->columns[p.column];
}

// e as a column of this scope.
static bool find_part(const Fixer *f, const SqlExpr *e, Part *out)
{
    Found found;
    if (e->kind != SQL_COLUMN || !scope_find(f->scope, e, &found) ||
        found.scope != f->scope || found.n != 1)
        return false;
    *out = found.parts[0];
    return true;
}

static bool part_is_not_null(const Fixer *f, Part p)
{
    const RelColumn *c = column_at(f, p);
    return !c || !c->val.nullable ||
           f->scope->tables.items[p.instance].not_null[p.column];
}

// --- collations ----------------------------------------------------------------

static Str explicit_collation(const SqlExpr *e)
{
    if (e->kind == SQL_COLLATE)
        return e->text;
    Str s = {0};
    if (e->kind == SQL_UNARY || e->kind == SQL_CAST || e->kind == SQL_BINARY)
        s = explicit_collation(e->left);
    return !s.ptr && e->kind == SQL_BINARY ? explicit_collation(e->right) : s;
}

static Str implied_collation(const Fixer *f, const SqlExpr *e)
{
    Found found;
    while (e->kind == SQL_CAST || (e->kind == SQL_UNARY && e->op == OP_ADD))
        e = e->left;
    if (e->kind != SQL_COLUMN || !scope_find(f->scope, e, &found) || !found.n)
        return (Str){0};
    if (found.n > 1)
        return S("?");
    Part p = found.parts[0];
    if (p.column == COLUMN_ROWID)
        return S("BINARY");
    Str s = found.scope->tables.items[p.instance].rel->columns[p.column].val.collation;
    return s.len ? s : S("BINARY");
}

static Str collation_between(const Fixer *f, const SqlExpr *a, const SqlExpr *b)
{
    Str s = explicit_collation(a);
    if (!s.ptr)
        s = explicit_collation(b);
    if (!s.ptr)
        s = implied_collation(f, a);
    if (!s.ptr)
        s = implied_collation(f, b);
    return s.ptr ? s : S("BINARY");
}

static bool is_binary(Str collation)
{
    return !collation.len || str_eq_nocase(collation, S("BINARY"));
}

// --- reading conditions --------------------------------------------------------

static const SqlExpr *without_collate(const SqlExpr *e)
{
    while (e->kind == SQL_COLLATE)
        e = e->left;
    return e;
}

static void add_side(Fixer *f, const SqlExpr *side, const SqlExpr *other, Str collation,
                     bool null_safe)
{
    Part part;
    if (!find_part(f, without_collate(side), &part) || part.instance < f->from ||
        part.instance >= f->to)
        return;
    *arena_push(f->x->arena, f->equalities, Equality) =
        (Equality){part, other, NULL, collation, null_safe};
}

static void add_equality(Fixer *f, const SqlExpr *a, const SqlExpr *b, bool null_safe)
{
    if (a->kind == SQL_ROW && b->kind == SQL_ROW) {
        for (size_t i = 0; i < a->list.n && i < b->list.n; i++)
            add_equality(f, a->list.items[i], b->list.items[i], null_safe);
        return;
    }
    Str collation = collation_between(f, a, b);
    add_side(f, a, b, collation, null_safe);
    add_side(f, b, a, collation, null_safe);
}

static void read_term(void *context, const SqlExpr *e)
{
    Fixer *f = context;
    *arena_push(f->x->arena, f->terms, Term) = (Term){e, f->from, f->to};
    if (e->kind == SQL_BINARY && e->op == OP_OR && !rule_is_on(RULE_ROWS_OF_OR))
        sql_each_term(e->left, read_term, f);
    if (e->kind == SQL_BINARY && (e->op == OP_EQ || e->op == OP_IS))
        add_equality(f, e->left, e->right, e->op == OP_IS);
    else if (e->kind == SQL_IN && !e->negated &&
             (e->list.n == 1 || (e->list.n && !rule_is_on(RULE_IN_LIST))))
        add_side(f, e->left, e->list.items[0],
                 collation_between(f, e->left, e->list.items[0]), false);
}

static void add_pair(Fixer *f, const Found *side, const Found *other)
{
    if (side->n != 1 || other->n != 1 || side->parts[0].instance < f->from ||
        side->parts[0].instance >= f->to)
        return;
    const RelColumn *a = column_at(f, side->parts[0]);
    const RelColumn *b = column_at(f, other->parts[0]);
    Str left = a ? a->val.collation : (Str){0}, right = b ? b->val.collation : (Str){0};
    *arena_push(f->x->arena, f->equalities, Equality) =
        (Equality){side->parts[0], NULL, other->parts,
                   str_eq_nocase(left, right) ? left : S("?"), false};
}

// ON holds for every row of an inner join; of a LEFT JOIN it only says which rows of
// the right side are taken.
static void read_join(Fixer *f, const Join *j)
{
    bool outer = j->fills_right && rule_is_on(RULE_ROWS_OF_ON);
    f->from = outer ? j->middle : j->first;
    f->to = j->end;
    sql_each_term(j->on, read_term, f);
    for (size_t i = 0; i < j->n_pairs; i++) {
        add_pair(f, &j->pairs[i].left, &j->pairs[i].right);
        add_pair(f, &j->pairs[i].right, &j->pairs[i].left);
    }
}

static bool adds_rows(const Scope *s)
{
    for (size_t i = 0; i < s->joins.n; i++)
        if (s->joins.items[i].fills_left && rule_is_on(RULE_ROWS_OF_RIGHT_JOIN))
            return true;
    return false;
}

void fix_read(Fixer *f, const SqlExpr *where)
{
    f->from = 0;
    f->to = f->scope->tables.n;
    sql_each_term(where, read_term, f);
    for (size_t i = 0; i < f->scope->joins.n && !adds_rows(f->scope); i++)
        read_join(f, &f->scope->joins.items[i]);
}

// --- what does not change ------------------------------------------------------

// A column that a join may fill has two values; compared as it is, NULL matches nothing.
static bool column_is_constant(const Fixer *f, const SqlExpr *e, bool alone)
{
    Found found;
    if (!scope_find(f->scope, e, &found))
        return false;
    if (found.scope != f->scope)
        return true;
    if (found.n != 1)
        return false;
    Part p = found.parts[0];
    bool fixed = f->fixed[p.instance] ||
                 (p.column != COLUMN_ROWID && f->columns[p.instance][p.column]);
    return fixed && (alone || !scope_fills(f->scope, p.instance) ||
                     !rule_is_on(RULE_GROUP_OF_FILLED));
}

static bool is_free(const Fixer *f, const SqlExpr *e)
{
    for (size_t i = 0; i < f->scope->free.n; i++)
        if (f->scope->free.items[i] == e)
            return true;
    return false;
}

static bool is_constant(const Fixer *f, const SqlExpr *e, bool alone);

static bool are_constant(const Fixer *f, const SqlExprs *list)
{
    for (size_t i = 0; i < list->n; i++)
        if (!is_constant(f, list->items[i], false))
            return false;
    return true;
}

static bool call_is_constant(const Fixer *f, const SqlExpr *e)
{
    const Function *known = function_find(e->text);
    return known && !function_is_random(known) && known->shape < COUNT &&
           !(known->shape == MIN_MAX && e->list.n < 2) && !e->call->over &&
           !e->call->filter && are_constant(f, &e->list);
}

// The same in all rows: alone, it is one side of a comparison as it is.
static bool is_constant(const Fixer *f, const SqlExpr *e, bool alone)
{
    if (!e)
        return true;
    switch (e->kind) {
    case SQL_COLUMN: return column_is_constant(f, e, alone);
    case SQL_CALL: return call_is_constant(f, e);
    case SQL_SUBQUERY:
    case SQL_EXISTS: return is_free(f, e);
    case SQL_IN:
    case SQL_RAISE: return false;
    default:
        return is_constant(f, e->left, false) && is_constant(f, e->right, false) &&
               is_constant(f, e->third, false) && are_constant(f, &e->list);
    }
}

bool fix_is_constant(const Fixer *f, const SqlExpr *e)
{
    return is_constant(f, e, false);
}

static bool other_is_constant(const Fixer *f, const Equality *e)
{
    if (e->other)
        return is_constant(f, without_collate(e->other), true);
    return f->fixed[e->pair->instance] ||
           (e->pair->column != COLUMN_ROWID &&
            f->columns[e->pair->instance][e->pair->column]);
}

// '1' = '1.0' if one side makes numbers of both.
static bool makes_numbers(const Fixer *f, const Equality *e)
{
    const SqlExpr *o = e->other ? without_collate(e->other) : NULL;
    Found found;
    Part p;
    while (o && o->kind == SQL_UNARY) // + keeps a column's affinity in some versions
        o = o->left;
    if (!o) {
        p = *e->pair;
    } else if (o->kind == SQL_CAST) {
        return affinity_is_numeric(affinity_of(o->text));
    } else if (o->kind == SQL_COLUMN) {
        if (!scope_find(f->scope, o, &found) || found.n != 1)
            return true;
        p = found.parts[0];
        if (p.column == COLUMN_ROWID)
            return true;
        return affinity_is_numeric(
            found.scope->tables.items[p.instance].rel->columns[p.column].val.affinity);
    } else {
        return o->kind == SQL_SUBQUERY; // it has the affinity of its column
    }
    const RelColumn *c = column_at(f, p);
    return !c || affinity_is_numeric(c->val.affinity);
}

// Whether no two values of the column that the collation tells apart satisfy e.
static bool equality_serves(const Fixer *f, const Equality *e, Str collation)
{
    const RelColumn *c = column_at(f, e->part);
    if (!other_is_constant(f, e))
        return false;
    if (!is_binary(e->collation) && !str_eq_nocase(e->collation, collation) &&
        rule_is_on(RULE_KEY_COLLATION))
        return false;
    return !c || affinity_is_numeric(c->val.affinity) || !makes_numbers(f, e) ||
           !rule_is_on(RULE_KEY_CONVERSION);
}

// --- partial indexes -----------------------------------------------------------

// Whether a term of the query is one of an index's WHERE, whose names have no table.
static bool is_same(const Fixer *f, size_t instance, const SqlExpr *q, const SqlExpr *w)
{
    Part p;
    if (!q || !w)
        return q == w;
    if (w->kind == SQL_COLUMN)
        return find_part(f, q, &p) && p.instance == instance && column_at(f, p) &&
               str_eq_nocase(column_at(f, p)->name, w->name);
    if (q->kind != w->kind || q->op != w->op || q->negated != w->negated || q->select ||
        w->select || q->from || w->from || q->kind == SQL_PARAM ||
        q->list.n != w->list.n || !str_eq(q->text, w->text))
        return false;
    for (size_t i = 0; i < q->list.n; i++)
        if (!is_same(f, instance, q->list.items[i], w->list.items[i]))
            return false;
    return is_same(f, instance, q->left, w->left) &&
           is_same(f, instance, q->right, w->right) &&
           is_same(f, instance, q->third, w->third);
}

static bool says_not_null(const Fixer *f, size_t instance, const SqlExpr *w)
{
    bool unary = w->kind == SQL_UNARY && w->op == OP_NOTNULL;
    bool binary =
        w->kind == SQL_BINARY && w->op == OP_IS_NOT && w->right->kind == SQL_NULL;
    size_t column;
    const Instance *t = &f->scope->tables.items[instance];
    return (unary || binary) && w->left->kind == SQL_COLUMN &&
           relation_find(t->rel, w->left->name, &column) &&
           part_is_not_null(f, (Part){instance, column});
}

static bool is_implied(const Fixer *f, size_t instance, const SqlExpr *w)
{
    if (w->kind == SQL_BINARY && w->op == OP_AND)
        return is_implied(f, instance, w->left) && is_implied(f, instance, w->right);
    for (size_t i = 0; i < f->terms.n; i++) {
        const Term *t = &f->terms.items[i];
        if (instance >= t->from && instance < t->to && is_same(f, instance, t->e, w))
            return true;
    }
    return says_not_null(f, instance, w);
}

// --- keys ----------------------------------------------------------------------

static const Equality *find_equality(const Fixer *f, Part part, const RelKey *key,
                                     Str collation)
{
    for (size_t i = 0; i < f->equalities.n; i++) {
        const Equality *e = &f->equalities.items[i];
        bool null = e->null_safe && !key->not_null && !part_is_not_null(f, part) &&
                    rule_is_on(RULE_NULL_IN_KEY);
        if (e->part.instance == part.instance && e->part.column == part.column &&
            !null && equality_serves(f, e, collation))
            return e;
    }
    return NULL;
}

static Str other_text(const Fixer *f, const Equality *e)
{
    if (e->other)
        return str_cut(f->x->sql, e->other->at.start, e->other->at.end);
    const RelColumn *c = column_at(f, *e->pair);
    return str_format(f->x->arena, "%.*s.%.*s",
                      STR_ARG(f->scope->tables.items[e->pair->instance].name),
                      STR_ARG(c ? c->name : S("rowid")));
}

// "tag.media_id and tag.name are the primary key and equal :id and :name"
static bool key_is_fixed(const Fixer *f, size_t instance, const RelKey *key, Str *why)
{
    const Instance *t = &f->scope->tables.items[instance];
    Buf names = {.arena = f->x->arena}, others = {.arena = f->x->arena};
    if (key->where && !is_implied(f, instance, key->where))
        return false;
    for (size_t k = 0; k < key->n; k++) {
        const RelColumn *c = &t->rel->columns[key->columns[k]];
        const Equality *e = find_equality(f, (Part){instance, key->columns[k]}, key,
                                          key->collations[k]);
        if (!e && k && !rule_is_on(RULE_WHOLE_KEY))
            break;
        if (!e)
            return false;
        if (!f->x->decided) // nobody asks why
            continue;
        buf_format(&names, "%s%.*s.%.*s", k ? " and " : "", STR_ARG(t->name),
                   STR_ARG(c->name));
        buf_z(&others, k ? " and " : "");
        buf_put(&others, other_text(f, e));
    }
    if (f->x->decided)
        *why =
            str_format(f->x->arena, "%.*s %s %s and %s %.*s", STR_ARG(buf_str(&names)),
                       key->n == 1 ? "is" : "are", key->what,
                       key->n == 1 ? "equals" : "equal", STR_ARG(buf_str(&others)));
    return true;
}

static bool rowid_is_fixed(const Fixer *f, size_t instance)
{
    for (size_t i = 0; i < f->equalities.n; i++) {
        const Equality *e = &f->equalities.items[i];
        if (e->part.instance == instance && e->part.column == COLUMN_ROWID &&
            other_is_constant(f, e))
            return true;
    }
    return false;
}

static bool table_is_fixed(const Fixer *f, size_t instance, Str *why)
{
    const Instance *t = &f->scope->tables.items[instance];
    if (rowid_is_fixed(f, instance)) {
        *why = str_format(f->x->arena, "the rowid of %.*s is fixed", STR_ARG(t->name));
        return true;
    }
    for (size_t k = 0; k < t->rel->n_keys; k++)
        if (key_is_fixed(f, instance, &t->rel->keys[k], why))
            return true;
    return false;
}

// --- all of them -----------------------------------------------------------------

Fixer *fix_new(Infer *x, Scope *s)
{
    Fixer *f = arena_new(x->arena, Fixer);
    size_t n = s->tables.n;
    *f = (Fixer){.x = x,
                 .scope = s,
                 .fixed = arena_many(x->arena, bool, n),
                 .columns = arena_many(x->arena, bool *, n),
                 .why = arena_many(x->arena, Str, n)};
    for (size_t i = 0; i < n; i++) {
        f->columns[i] = arena_many(x->arena, bool, s->tables.items[i].rel->n);
        if (s->tables.items[i].rel->rows == ROWS_MANY)
            continue;
        f->fixed[i] = true;
        f->why[i] = str_format(x->arena, "%.*s has one row at most",
                               STR_ARG(s->tables.items[i].name));
    }
    return f;
}

void fix_assume(Fixer *f, size_t instance)
{
    f->fixed[instance] = true;
}

// x IS y leaves x two values where y is a column that a join may fill.
static bool may_be_either(const Fixer *f, const Equality *e)
{
    return e->null_safe && !is_constant(f, e->other, false);
}

static bool fix_columns(Fixer *f)
{
    bool changed = false;
    for (size_t i = 0; i < f->equalities.n; i++) {
        const Equality *e = &f->equalities.items[i];
        if (e->part.column == COLUMN_ROWID ||
            f->columns[e->part.instance][e->part.column] || may_be_either(f, e) ||
            !equality_serves(f, e, S("BINARY")))
            continue;
        f->columns[e->part.instance][e->part.column] = changed = true;
    }
    return changed;
}

// A fixed table may fix others, so on until nothing changes.
void fix_close(Fixer *f)
{
    for (bool changed = true; changed;) {
        changed = fix_columns(f);
        for (size_t i = 0; i < f->scope->tables.n; i++)
            if (!f->fixed[i] && table_is_fixed(f, i, &f->why[i]))
                f->fixed[i] = changed = true;
    }
}

bool fix_is_fixed(const Fixer *f, size_t instance, Str *why)
{
    *why = f->fixed[instance]
               ? f->why[instance]
               : str_format(f->x->arena, "no key of %.*s is fixed",
                            STR_ARG(f->scope->tables.items[instance].name));
    return f->fixed[instance];
}

bool fix_all(Fixer *f, Str *why)
{
    Buf b = {.arena = f->x->arena};
    if (adds_rows(f->scope)) {
        *why = S("a RIGHT or FULL JOIN adds rows");
        return false;
    }
    fix_close(f);
    for (size_t i = 0; i < f->scope->tables.n; i++) {
        Str one;
        if (!fix_is_fixed(f, i, &one)) {
            *why = one;
            return false;
        }
        buf_z(&b, i ? "; " : "");
        buf_put(&b, one);
    }
    *why = buf_str(&b);
    return true;
}
