// rows.c - how many rows come back: exactly one, at most one, or many.

#include "stage3_emit/infer/value.h"

// --- SELECT --------------------------------------------------------------------

// SELECT * FROM (SELECT count(*) ...): exactly one beside exactly one.
static bool all_are_one(const Scope *s)
{
    for (size_t i = 0; i < s->joins.n; i++)
        if (s->joins.items[i].on || s->joins.items[i].n_pairs)
            return false;
    for (size_t i = 0; i < s->tables.n; i++)
        if (s->tables.items[i].rel->rows != ROWS_ONE)
            return false;
    return true;
}

// What GROUP BY groups by: an alias and a number stand for a column of the result.
static const SqlExpr *grouped_by(const Core *c, const SqlExpr *e)
{
    if (e->kind != SQL_INTEGER)
        return e;
    size_t number = 0;
    for (size_t i = 0; i < e->text.len && number < 10000; i++)
        number = number * 10 + (size_t)(e->text.ptr[i] - '0');
    bool found = number > 0 && number <= c->core->items.n;
    return found ? c->core->items.items[number - 1].expr : NULL;
}

static bool groups_are_one(const Core *c, const Fixer *f)
{
    for (size_t i = 0; i < c->core->group.n; i++) {
        const SqlExpr *e = grouped_by(c, c->core->group.items[i]);
        if (!e || !fix_is_constant(f, e))
            return false;
    }
    return true;
}

static Rows rows_of_tables(Infer *x, const Core *c, Str *why)
{
    bool free = !c->core->where && !c->core->having && !c->core->group.n;
    if (free && all_are_one(c->scope)) {
        *why = S("all it reads has one row");
        return ROWS_ONE;
    }
    Fixer *f = fix_new(x, c->scope);
    fix_read(f, c->core->where);
    if (fix_all(f, why))
        return ROWS_AT_MOST_ONE;
    if (!c->core->group.n || !groups_are_one(c, f))
        return ROWS_MANY;
    *why = S("what it groups by is the same in all rows");
    return ROWS_AT_MOST_ONE;
}

Rows infer_rows(Infer *x, const Core *c, Str *why)
{
    const SqlCore *core = c->core;
    bool certain = (!core->having || !rule_is_on(RULE_HAVING)) && !core->group.n;
    if (core_is_total(c->scope, core)) {
        *why = S("it is an aggregate without GROUP BY");
        return certain ? ROWS_ONE : ROWS_AT_MOST_ONE;
    }
    if (core->from.n == 0) {
        *why = S("it reads no table");
        return certain && !core->where ? ROWS_ONE : ROWS_AT_MOST_ONE;
    }
    return rows_of_tables(x, c, why);
}

static bool is_digit_text(const SqlExpr *e, char digit)
{
    return e && e->kind == SQL_INTEGER && e->text.len == 1 && e->text.ptr[0] == digit;
}

// What LIMIT leaves of rows.
Rows rows_limited(const SqlExpr *limit, const SqlExpr *offset, Rows rows, Str *why)
{
    bool one = is_digit_text(limit, '1');
    if (!limit || !rule_is_on(RULE_LIMIT) || (one && !offset && rows == ROWS_ONE))
        return rows;
    if (rows == ROWS_MANY && !one && !is_digit_text(limit, '0'))
        return rows;
    if (rows == ROWS_MANY)
        *why = one ? S("LIMIT 1") : S("LIMIT 0");
    return ROWS_AT_MOST_ONE;
}

// --- statements that write -----------------------------------------------------

static bool may_skip(const SqlStatement *s, const ModelTable *target)
{
    bool skips = !target || target->kind != MODEL_TABLE || target->may_ignore ||
                 str_eq_nocase(s->conflict, S("IGNORE"));
    for (size_t i = 0; i < s->upserts.n; i++)
        skips |= !s->upserts.items[i].update || s->upserts.items[i].where;
    return skips;
}

Rows infer_rows_inserted(const SqlStatement *s, const ModelTable *target,
                         const Relation *source, Str *why)
{
    Rows rows = source ? source->rows : ROWS_ONE;
    *why = source ? source->why_rows : S("it inserts one row");
    if (rows != ROWS_ONE)
        return rows;
    *why = S("it inserts one row");
    if (!may_skip(s, target) || !rule_is_on(RULE_SKIPPED_INSERT))
        return rows;
    *why = S("it inserts one row, or skips it");
    return ROWS_AT_MOST_ONE;
}

// Each row of the target comes back but once, whatever is joined to it.
Rows infer_rows_changed(Infer *x, const SqlStatement *s, Scope *scope, Str *why)
{
    Fixer *f = fix_new(x, scope);
    fix_read(f, s->where);
    fix_close(f);
    bool fixed = fix_is_fixed(f, 0, why);
    return rows_limited(s->limit, s->offset, fixed ? ROWS_AT_MOST_ONE : ROWS_MANY, why);
}
