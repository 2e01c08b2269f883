// stars.c - "*" and "t.*" of the outermost result lists, written out.
//
// What cannot be written out with certainty stays: a star over tables whose names are
// the same, over parentheses with USING in them, over something weave cannot see into.

#include "stage3_emit/infer/value.h"

typedef struct Expander {
    Infer x;
    const Facts *facts; // null: of another arm than the first
    Buf out;
    size_t copied; // bytes of the SQL that are in out, or replaced
} Expander;

// --- which columns -------------------------------------------------------------

static Str qualifier_of(const Scope *s, const Star *star)
{
    return star->bare || s->tables.n < 2
               ? (Str){0}
               : s->tables.items[star->found.parts[0].instance].name;
}

// Whether the name before the dot means that table and no other.
static bool can_be_named(const Scope *s, const Star *star)
{
    size_t i = star->found.parts[0].instance, n = 0;
    if (star->bare || s->tables.n < 2)
        return true;
    for (size_t k = 0; k < s->tables.n; k++)
        n += str_eq_nocase(s->tables.items[k].name, s->tables.items[i].name);
    return n == 1 && s->tables.items[i].name.len > 0;
}

static bool stars_of(Scope *s, const SqlItem *item, Stars *out)
{
    *out = scope_stars(s, item->star_of);
    bool ok = !out->unknown && out->n > 0;
    for (size_t i = 0; ok && i < out->n; i++)
        ok = can_be_named(s, &out->items[i]);
    return ok;
}

static bool names_agree(const Expander *e, const Stars *stars, size_t at)
{
    if (!e->facts)
        return true;
    for (size_t i = 0; i < stars->n; i++)
        if (at + i >= e->facts->n_columns ||
            !str_eq_nocase(e->facts->columns[at + i].name, stars->items[i].name))
            return false;
    return true;
}

// --- writing -------------------------------------------------------------------

static void copy_until(Expander *e, size_t end)
{
    buf_put(&e->out, str_cut(e->x.sql, e->copied, end));
    e->copied = end;
}

static void write_columns(Expander *e, const Scope *s, const SqlItem *item,
                          const Stars *stars)
{
    copy_until(e, item->at.start);
    for (size_t i = 0; i < stars->n; i++) {
        Str qualifier = qualifier_of(s, &stars->items[i]);
        buf_z(&e->out, i ? ", " : "");
        if (qualifier.len) {
            buf_put(&e->out, sql_quote(e->x.arena, qualifier));
            buf_char(&e->out, '.');
        }
        buf_put(&e->out, sql_quote(e->x.arena, stars->items[i].name));
    }
    e->copied = item->at.end;
}

// --- result lists --------------------------------------------------------------

static void expand_items(Expander *e, Scope *s, const SqlItems *items)
{
    size_t at = 0;
    for (size_t i = 0; i < items->n; i++) {
        Stars stars;
        if (items->items[i].expr) {
            at++;
            continue;
        }
        if (!stars_of(s, &items->items[i], &stars) || !names_agree(e, &stars, at))
            return;
        write_columns(e, s, &items->items[i], &stars);
        at += stars.n;
    }
}

static bool has_star(const SqlItems *items)
{
    for (size_t i = 0; i < items->n; i++)
        if (!items->items[i].expr)
            return true;
    return false;
}

static Scope *new_scope(Expander *e, Scope *parent)
{
    Scope *s = arena_new(e->x.arena, Scope);
    *s = (Scope){.arena = e->x.arena, .parent = parent};
    return s;
}

static void expand_select(Expander *e, const SqlSelect *select)
{
    Scope *place = new_scope(e, NULL);
    const Facts *facts = e->facts;
    if (select->with.n)
        place->with = infer_with(&e->x, place, &select->with);
    for (size_t i = 0; i < select->cores.n; i++) {
        const SqlCore *core = &select->cores.items[i];
        if (!has_star(&core->items))
            continue;
        Scope *s = new_scope(e, place);
        infer_make_from(&e->x, s, &core->from);
        e->facts = i == 0 ? facts : NULL;
        expand_items(e, s, &core->items);
    }
}

Str infer_expand_stars(Arena *a, const Model *m, const Facts *f, Str sql)
{
    SqlAt where;
    if (str_find(sql, '*') == STR_NONE)
        return sql;
    Arena mem = {0};
    SqlText text = sql_lex(&mem, sql);
    const SqlStatement *s = sql_parse(&mem, &text, &where);
    Expander e = {
        .x = {.arena = &mem, .model = m, .sql = sql}, .facts = f, .out = {.arena = a}};
    if (!s) {
        // nothing to be seen in it
    } else if (s->verb == VERB_SELECT) {
        expand_select(&e, s->select);
    } else if (has_star(&s->returning)) {
        Scope *scope = new_scope(&e, NULL);
        infer_add_target(&e.x, scope, &s->target);
        expand_items(&e, scope, &s->returning);
    }
    arena_free(&mem);
    if (!e.copied)
        return sql;
    copy_until(&e, sql.len);
    return buf_str(&e.out);
}
