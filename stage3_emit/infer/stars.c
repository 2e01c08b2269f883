// stars.c - "*" and "t.*" of the outermost result lists, written out.
//
// What cannot be written out with certainty stays: a star over tables whose names are
// the same, over a RIGHT JOIN with USING, over a subquery in the second arm of a UNION.
// The columns of a subquery are known from SQLite alone, by their place in the result.

#include "stage3_emit/infer/value.h"

typedef struct Expander {
    Infer x;
    const Facts *facts; // null: of another arm than the first
    Buf out;
    size_t copied; // bytes of the SQL that are in out, or replaced
} Expander;

typedef struct StarColumn {
    Str qualifier; // or none
    Str name;
} StarColumn;

typedef struct StarColumns {
    StarColumn *items;
    size_t n, capacity;
    size_t opaque_at;       // where the columns of opaque belong
    const Instance *opaque; // at most one
    bool impossible;
} StarColumns;

// --- which columns -------------------------------------------------------------

static bool name_is_shared(const Scope *s, const Instance *i)
{
    for (size_t k = 0; k < s->n; k++)
        if (&s->items[k] != i && str_eq_nocase(s->items[k].name, i->name))
            return true;
    return false;
}

static bool has_name(const SqlNames *names, Str name)
{
    for (size_t i = 0; i < names->n; i++)
        if (str_eq_nocase(names->items[i], name))
            return true;
    return false;
}

// Whether "*" leaves a column out because a table before it has it, too.
static bool is_merged(const Scope *s, const Instance *i, Str name)
{
    if (has_name(&i->source->using, name))
        return true;
    for (const Instance *k = s->items; i->source->natural && k < i; k++)
        if (model_find_column(k->table, name))
            return true;
    return false;
}

static void add_instance(Expander *e, const Scope *s, const Instance *i, bool whole,
                         StarColumns *out)
{
    Str qualifier = s->n > 1 ? i->name : (Str){0};
    if (s->n > 1 && (!i->name.len || name_is_shared(s, i)))
        out->impossible = true;
    if (instance_is_opaque(i)) {
        out->impossible |= out->opaque || s->merged;
        out->opaque = i;
        out->opaque_at = out->n;
        return;
    }
    for (size_t k = 0; k < i->table->n_columns; k++) {
        const ModelColumn *c = &i->table->columns[k];
        if (!c->hidden && (whole || !is_merged(s, i, c->name)))
            *arena_push(e->x.arena, *out, StarColumn) =
                (StarColumn){qualifier, c->name};
    }
}

static bool has_nested(const SqlFrom *from)
{
    for (size_t i = 0; i < from->n; i++)
        if (from->items[i].nested)
            return true;
    return false;
}

static StarColumns columns_of(Expander *e, const Scope *s, const SqlItem *item)
{
    StarColumns out = {0};
    bool one = item->star_of.ptr != NULL, any = false;
    if (s->merged && !one)
        out.impossible = s->has_right || (s->core && has_nested(&s->core->from));
    for (size_t i = 0; i < s->n; i++) {
        if (one && !str_eq_nocase(s->items[i].name, item->star_of))
            continue;
        any = true;
        if (s->merged && instance_is_opaque(&s->items[i]))
            out.impossible = true;
    }
    for (size_t i = 0; i < s->n && !out.impossible; i++)
        if (!one || str_eq_nocase(s->items[i].name, item->star_of))
            add_instance(e, s, &s->items[i], one, &out);
    out.impossible |= !any;
    return out;
}

// The columns of the one subquery, which take what the rest of the result leaves. at is
// the star's first column in the result, rest the number of columns behind the star.
static bool fill_opaque(Expander *e, const Scope *s, size_t at, size_t rest,
                        StarColumns *c)
{
    if (!e->facts || e->facts->n_columns < at + c->n + rest)
        return false;
    size_t n = e->facts->n_columns - at - c->n - rest;
    StarColumn *all = arena_many(e->x.arena, StarColumn, c->n + n);
    Str qualifier = s->n > 1 ? c->opaque->name : (Str){0};
    for (size_t i = 0; i < c->n + n; i++)
        all[i] = i < c->opaque_at ? c->items[i]
                 : i < c->opaque_at + n
                     ? (StarColumn){qualifier, e->facts->columns[at + i].name}
                     : c->items[i - n];
    c->items = all;
    c->n += n;
    return true;
}

static bool names_agree(const Expander *e, const StarColumns *c, size_t at)
{
    if (!e->facts)
        return true;
    for (size_t i = 0; i < c->n; i++)
        if (at + i >= e->facts->n_columns ||
            !str_eq_nocase(e->facts->columns[at + i].name, c->items[i].name))
            return false;
    return true;
}

// --- writing -------------------------------------------------------------------

static void copy_until(Expander *e, size_t end)
{
    buf_put(&e->out, str_cut(e->x.sql, e->copied, end));
    e->copied = end;
}

static void write_columns(Expander *e, const SqlItem *item, const StarColumns *c)
{
    copy_until(e, item->at.start);
    for (size_t i = 0; i < c->n; i++) {
        buf_z(&e->out, i ? ", " : "");
        if (c->items[i].qualifier.len) {
            buf_put(&e->out, sql_quote(e->x.arena, c->items[i].qualifier));
            buf_char(&e->out, '.');
        }
        buf_put(&e->out, sql_quote(e->x.arena, c->items[i].name));
    }
    e->copied = item->at.end;
}

// --- result lists --------------------------------------------------------------

// How many columns an item gives; false if that is not certain.
static bool width_of(Expander *e, const Scope *s, const SqlItem *item, size_t *out)
{
    *out = 1;
    if (item->expr)
        return true;
    StarColumns c = columns_of(e, s, item);
    *out = c.n;
    return !c.impossible && !c.opaque;
}

static void expand_items(Expander *e, const Scope *s, const SqlItems *items)
{
    size_t at = 0;
    for (size_t i = 0; i < items->n; i++) {
        const SqlItem *item = &items->items[i];
        size_t rest = 0;
        bool rest_known = true;
        if (item->expr) {
            at++;
            continue;
        }
        for (size_t k = i + 1; k < items->n; k++) {
            size_t width;
            rest_known &= width_of(e, s, &items->items[k], &width);
            rest += width;
        }
        StarColumns c = columns_of(e, s, item);
        if (c.impossible ||
            (c.opaque && (!rest_known || !fill_opaque(e, s, at, rest, &c))) ||
            !names_agree(e, &c, at))
            return;
        if (c.n)
            write_columns(e, item, &c);
        at += c.n;
    }
}

static void expand_select(Expander *e, const SqlSelect *select)
{
    Scope with = scope_of_with(NULL, &select->with);
    const Facts *facts = e->facts;
    for (size_t i = 0; i < select->cores.n; i++) {
        const SqlCore *core = &select->cores.items[i];
        Scope s = scope_of_core(&e->x, &with, select, core);
        e->facts = i == 0 ? facts : NULL;
        expand_items(e, &s, &core->items);
    }
}

Str infer_expand_stars(Arena *a, const Model *m, const Facts *f, Str sql)
{
    SqlAt where;
    SqlText text = sql_lex(a, sql);
    const SqlStatement *s = sql_parse(a, &text, &where);
    Expander e = {
        .x = {.arena = a, .model = m, .sql = sql}, .facts = f, .out = {.arena = a}};
    if (!s)
        return sql;
    if (s->verb == VERB_SELECT) {
        expand_select(&e, s->select);
    } else {
        Scope scope = {0};
        scope_add_target(a, m, &scope, &s->target);
        expand_items(&e, &scope, &s->returning);
    }
    if (!e.copied)
        return sql;
    copy_until(&e, sql.len);
    return buf_str(&e.out);
}
