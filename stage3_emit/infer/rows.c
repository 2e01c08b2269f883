// rows.c - how many rows come back: exactly one, at most one, or many.
//
// A table is fixed when a key of it is equated with what does not change from row to
// row: parameters, literals, columns of fixed tables. If all tables are, one row at most
// comes back. Equal must mean what the key means by it: the same collation or a stricter
// one, and no conversion that makes one number of two texts.

#include "stage3_emit/affinity.h"
#include "stage3_emit/infer/value.h"
#include "stage3_emit/sql/walk.h"

typedef struct Equality {
    size_t instance;
    const ModelColumn *column; // null: the rowid
    const SqlExpr *other;
    bool first;     // the column stands first, and its collation is taken
    bool null_safe; // IS: NULL equals NULL
} Equality;

typedef struct Fixer {
    Infer *x;
    const Scope *scope;
    struct {
        Equality *items;
        size_t n, capacity;
    } equalities;
    size_t from, to; // the instances that the condition being read can fix
    bool *fixed;
    Str *why; // of each fixed instance
} Fixer;

// --- reading conditions --------------------------------------------------------

static void add_side(Fixer *f, const SqlExpr *side, const SqlExpr *other, bool first,
                     bool null_safe)
{
    Found found;
    if (side->kind != SQL_COLUMN || !scope_find(f->scope, side, &found) ||
        found.scope != f->scope || found.several ||
        found.instance->table->kind != MODEL_TABLE)
        return;
    size_t i = (size_t)(found.instance - f->scope->items);
    if (i >= f->from && i < f->to)
        *arena_push(f->x->arena, f->equalities, Equality) =
            (Equality){i, found.column, other, first, null_safe};
}

static void add_equality(Fixer *f, const SqlExpr *a, const SqlExpr *b, bool null_safe)
{
    if (a->kind == SQL_ROW && b->kind == SQL_ROW) {
        for (size_t i = 0; i < a->list.n && i < b->list.n; i++)
            add_equality(f, a->list.items[i], b->list.items[i], null_safe);
        return;
    }
    add_side(f, a, b, true, null_safe);
    add_side(f, b, a, false, null_safe);
}

static void read_term(void *context, const SqlExpr *e)
{
    Fixer *f = context;
    if (e->kind == SQL_BINARY && e->op == OP_OR && !rule_is_on(RULE_ROWS_OF_OR))
        sql_each_term(e->left, read_term, f);
    if (e->kind == SQL_BINARY && (e->op == OP_EQ || e->op == OP_IS))
        add_equality(f, e->left, e->right, e->op == OP_IS);
    else if (e->kind == SQL_IN && !e->negated &&
             (e->list.n == 1 || (e->list.n && !rule_is_on(RULE_IN_LIST))))
        add_equality(f, e->left, e->list.items[0], false);
}

static size_t count_instances(const SqlSource *s)
{
    size_t n = 0;
    if (!s->nested || s->alias.ptr)
        return 1;
    for (size_t i = 0; i < s->nested->n; i++)
        n += count_instances(&s->nested->items[i]);
    return n;
}

// ON holds for every row of an inner join; of a LEFT JOIN it only says which rows of
// the right side are taken.
static void read_from(Fixer *f, const SqlFrom *from, size_t first)
{
    size_t at = first, end = first;
    for (size_t i = 0; i < from->n; i++)
        end += count_instances(&from->items[i]);
    for (size_t i = 0; i < from->n; i++) {
        const SqlSource *s = &from->items[i];
        size_t n = count_instances(s);
        if (s->nested && !s->alias.ptr)
            read_from(f, s->nested, at);
        bool outer = s->join && rule_is_on(RULE_ROWS_OF_ON);
        f->from = outer ? at : first;
        f->to = outer ? at + n : end;
        sql_each_term(s->on, read_term, f);
        at += n;
    }
}

static void read_where(Fixer *f, const SqlExpr *where)
{
    f->from = 0;
    f->to = f->scope->n;
    sql_each_term(where, read_term, f);
}

// --- what does not change ------------------------------------------------------

static bool is_constant(const Fixer *f, const SqlExpr *e)
{
    Found found;
    switch (e->kind) {
    case SQL_PARAM:
    case SQL_INTEGER:
    case SQL_FLOAT:
    case SQL_STRING:
    case SQL_BLOB:
    case SQL_NOW: return true;
    case SQL_CAST: return is_constant(f, e->left);
    case SQL_UNARY:
        return (e->op == OP_SUBTRACT || e->op == OP_ADD) && is_constant(f, e->left);
    case SQL_COLUMN:
        if (!scope_find(f->scope, e, &found))
            return false;
        return found.scope != f->scope ||
               (!found.several && f->fixed[found.instance - f->scope->items]);
    default: return false;
    }
}

static const ModelColumn *column_of(const Fixer *f, const SqlExpr *e)
{
    Found found;
    bool is = e->kind == SQL_COLUMN && scope_find(f->scope, e, &found);
    return is ? found.column : NULL;
}

// '1' = '1.0' if one side makes numbers of both.
static bool makes_numbers(const Fixer *f, const SqlExpr *e)
{
    const ModelColumn *c = column_of(f, e);
    if (e->kind == SQL_CAST)
        return affinity_is_numeric(affinity_of(e->text));
    if (e->kind == SQL_UNARY) // + keeps a column's affinity in some versions
        return makes_numbers(f, e->left);
    return e->kind == SQL_COLUMN &&
           (!c || affinity_is_numeric(affinity_of(c->sql_type)));
}

static bool is_binary(Str collation)
{
    return str_eq_nocase(collation, S("BINARY"));
}

static bool equality_serves(const Fixer *f, const Equality *e, const ModelColumn *c,
                            Str collation)
{
    if (e->column != c ||
        (e->null_safe && !c->not_null && rule_is_on(RULE_NULL_IN_KEY)) ||
        !is_constant(f, e->other))
        return false;
    const ModelColumn *other = column_of(f, e->other);
    Str compared = !e->first && other ? other->collation : c->collation;
    if (!is_binary(compared) && !str_eq_nocase(compared, collation) &&
        rule_is_on(RULE_KEY_COLLATION))
        return false;
    return affinity_is_numeric(affinity_of(c->sql_type)) ||
           !makes_numbers(f, e->other) || !rule_is_on(RULE_KEY_CONVERSION);
}

// --- keys ----------------------------------------------------------------------

static const Equality *find_equality(const Fixer *f, size_t instance,
                                     const ModelColumn *c, Str collation)
{
    for (size_t i = 0; i < f->equalities.n; i++) {
        const Equality *e = &f->equalities.items[i];
        if (e->instance == instance && equality_serves(f, e, c, collation))
            return e;
    }
    return NULL;
}

static bool is_primary(const ModelTable *t, const UniqueKey *key)
{
    size_t n = 0;
    for (size_t i = 0; i < t->n_columns; i++)
        n += t->columns[i].primary_key > 0;
    for (size_t i = 0; i < key->n_columns; i++)
        n -= t->columns[key->columns[i]].primary_key > 0;
    return n == 0 && t->columns[key->columns[0]].primary_key > 0;
}

// "tag.media_id and tag.name are the primary key and equal :id and :name"
static bool key_is_fixed(const Fixer *f, size_t instance, const UniqueKey *key,
                         Str *why)
{
    const Instance *i = &f->scope->items[instance];
    Buf names = {.arena = f->x->arena}, others = {.arena = f->x->arena};
    for (size_t k = 0; k < key->n_columns; k++) {
        const ModelColumn *c = &i->table->columns[key->columns[k]];
        const Equality *e = find_equality(f, instance, c, key->collations[k]);
        if (!e && k && !rule_is_on(RULE_WHOLE_KEY))
            break;
        if (!e)
            return false;
        const char *and = k ? " and " : "";
        buf_format(&names, "%s%.*s.%.*s", and, STR_ARG(i->name), STR_ARG(c->name));
        buf_z(&others, and);
        buf_put(&others, str_cut(f->x->sql, e->other->at.start, e->other->at.end));
    }
    bool one = key->n_columns == 1;
    *why =
        str_format(f->x->arena, "%.*s %s %s key and %s %.*s", STR_ARG(buf_str(&names)),
                   one ? "is" : "are", is_primary(i->table, key) ? "the primary" : "a",
                   one ? "equals" : "equal", STR_ARG(buf_str(&others)));
    return true;
}

static bool rowid_is_fixed(const Fixer *f, size_t instance)
{
    for (size_t i = 0; i < f->equalities.n; i++) {
        const Equality *e = &f->equalities.items[i];
        if (e->instance == instance && !e->column && is_constant(f, e->other))
            return true;
    }
    return false;
}

// A subquery or common table expression that gives one row at most by itself.
static bool opaque_is_fixed(const Fixer *f, size_t instance, Str *why)
{
    const Instance *i = &f->scope->items[instance];
    const Scope *where = f->scope->parent;
    const SqlSelect *select = i->source ? i->source->select : NULL;
    const SqlCte *cte = i->source ? scope_find_cte(f->scope, i->source, &where) : NULL;
    if (cte)
        select = cte->select;
    if (!select || f->x->followed++ >= INFER_MAX_FOLLOWED)
        return false;
    *why = str_format(f->x->arena, "%.*s has one row at most", STR_ARG(i->name));
    return infer_rows(f->x, where, select, NULL) != ROWS_MANY;
}

static bool table_is_fixed(const Fixer *f, size_t instance, Str *why)
{
    const Instance *i = &f->scope->items[instance];
    if (instance_is_opaque(i) || i->table->kind != MODEL_TABLE)
        return false;
    *why = str_format(f->x->arena, "the rowid of %.*s is fixed", STR_ARG(i->name));
    bool fixed = rowid_is_fixed(f, instance);
    for (size_t k = 0; !fixed && k < i->table->n_keys; k++)
        fixed = key_is_fixed(f, instance, &i->table->keys[k], why);
    return fixed;
}

static Fixer fixer_of(Infer *x, const Scope *s)
{
    return (Fixer){.x = x,
                   .scope = s,
                   .fixed = arena_many(x->arena, bool, s->n),
                   .why = arena_many(x->arena, Str, s->n)};
}

// A fixed table may fix others, so on until nothing changes.
static void close(Fixer *f)
{
    size_t n = f->scope->n;
    for (size_t i = 0; i < n; i++)
        if (instance_is_opaque(&f->scope->items[i]))
            f->fixed[i] = opaque_is_fixed(f, i, &f->why[i]);
    for (bool changed = true; changed;) {
        changed = false;
        for (size_t i = 0; i < n; i++)
            if (!f->fixed[i] && table_is_fixed(f, i, &f->why[i]))
                f->fixed[i] = changed = true;
    }
}

static void say(Str *why, Str text)
{
    if (why)
        *why = text;
}

static bool all_fixed(Fixer *f, Str *why)
{
    Buf b = {.arena = f->x->arena};
    close(f);
    for (size_t i = 0; i < f->scope->n; i++) {
        if (!f->fixed[i]) {
            say(why, str_format(f->x->arena, "no key of %.*s is fixed",
                                STR_ARG(f->scope->items[i].name)));
            return false;
        }
        buf_z(&b, i ? "; " : "");
        buf_put(&b, f->why[i]);
    }
    say(why, buf_str(&b));
    return true;
}

// --- SELECT --------------------------------------------------------------------

static Rows rows_of_core(Infer *x, const Scope *parent, const SqlSelect *select,
                         Str *why)
{
    const SqlCore *core = &select->cores.items[0];
    if (core->n_rows) {
        say(why, str_format(x->arena, "VALUES has %zu row%s", core->n_rows,
                            core->n_rows == 1 ? "" : "s"));
        return core->n_rows == 1 ? ROWS_ONE : ROWS_MANY;
    }
    Scope s = scope_of_core(x, parent, select, core);
    bool certain = (!core->having || !rule_is_on(RULE_HAVING)) && !core->group.n;
    if (core_is_total(&s, core)) {
        say(why, S("it is an aggregate without GROUP BY"));
        return certain ? ROWS_ONE : ROWS_AT_MOST_ONE;
    }
    if (core->from.n == 0) {
        say(why, S("it reads no table"));
        return certain && !core->where ? ROWS_ONE : ROWS_AT_MOST_ONE;
    }
    if (s.has_right && rule_is_on(RULE_ROWS_OF_RIGHT_JOIN)) {
        say(why, S("a RIGHT or FULL JOIN adds rows"));
        return ROWS_MANY;
    }
    Fixer f = fixer_of(x, &s);
    read_where(&f, core->where);
    read_from(&f, &core->from, 0);
    return all_fixed(&f, why) ? ROWS_AT_MOST_ONE : ROWS_MANY;
}

static bool is_digit_text(const SqlExpr *e, char digit)
{
    return e && e->kind == SQL_INTEGER && e->text.len == 1 && e->text.ptr[0] == digit;
}

// What LIMIT leaves of rows.
static Rows limited(const SqlExpr *limit, const SqlExpr *offset, Rows rows, Str *why)
{
    bool one = is_digit_text(limit, '1');
    if (!limit || !rule_is_on(RULE_LIMIT) || (one && !offset && rows == ROWS_ONE))
        return rows;
    if (rows == ROWS_MANY && !one && !is_digit_text(limit, '0'))
        return rows;
    if (rows == ROWS_MANY)
        say(why, one ? S("LIMIT 1") : S("LIMIT 0"));
    return ROWS_AT_MOST_ONE;
}

Rows infer_rows(Infer *x, const Scope *parent, const SqlSelect *select, Str *why)
{
    Scope with = scope_of_with(parent, &select->with);
    Rows rows = ROWS_MANY;
    if (select->cores.n == 1)
        rows = rows_of_core(x, &with, select, why);
    else
        say(why, S("it is a compound of several SELECTs"));
    return limited(select->limit, select->offset, rows, why);
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

static Rows rows_inserted(Infer *x, const SqlStatement *s, const ModelTable *target,
                          Str *why)
{
    Scope with = scope_of_with(NULL, &s->with);
    say(why, S("it inserts one row"));
    Rows rows = s->select ? infer_rows(x, &with, s->select, why) : ROWS_ONE;
    if (rows == ROWS_ONE && s->select && s->select->cores.items[0].n_rows)
        say(why, S("it inserts one row"));
    if (rows != ROWS_ONE || !may_skip(s, target) || !rule_is_on(RULE_SKIPPED_INSERT))
        return rows;
    say(why, S("it inserts one row, or skips it"));
    return ROWS_AT_MOST_ONE;
}

static Rows rows_changed(Infer *x, const SqlStatement *s, Str *why)
{
    Scope with = scope_of_with(NULL, &s->with);
    Scope scope = {.parent = &with};
    if (!scope_add_target(x->arena, x->model, &scope, &s->target))
        return ROWS_MANY;
    scope_add_from(x->arena, x->model, &scope, &s->from);
    Fixer f = fixer_of(x, &scope);
    read_where(&f, s->where);
    if (!scope.has_right) {
        read_from(&f, &s->from, 1);
        close(&f);
    }
    say(why, f.fixed[0] ? f.why[0]
                        : str_format(x->arena, "no key of %.*s is fixed",
                                     STR_ARG(scope.items[0].name)));
    return limited(s->limit, s->offset, f.fixed[0] ? ROWS_AT_MOST_ONE : ROWS_MANY, why);
}

Rows infer_statement_rows(Infer *x, const SqlStatement *s, Str *why)
{
    Scope nowhere = {0};
    switch (s->verb) {
    case VERB_SELECT: return infer_rows(x, NULL, s->select, why);
    case VERB_INSERT:
        return rows_inserted(
            x, s, scope_add_target(x->arena, x->model, &nowhere, &s->target), why);
    default: return rows_changed(x, s, why);
    }
}
