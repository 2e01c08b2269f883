// cte.c - common table expressions: each inferred once, when it is first named.
//
// One that names itself is inferred again, with what its arms have given so far, until
// that changes no more; what will not settle may be anything.

#include "stage3_emit/infer/value.h"

enum { ROUNDS = 5 };

With *infer_with(Infer *x, Scope *scope, const SqlWith *sql)
{
    With *w = arena_new(x->arena, With);
    *w = (With){.sql = sql,
                .relations = arena_many(x->arena, const Relation *, sql->n),
                .so_far = arena_many(x->arena, const Relation *, sql->n),
                .busy = arena_many(x->arena, bool, sql->n),
                .recursive = arena_many(x->arena, bool, sql->n),
                .scope = scope};
    return w;
}

static Relation *copy(Infer *x, const Relation *r)
{
    Relation *out = arena_new(x->arena, Relation);
    *out = *r;
    out->columns = arena_many(x->arena, RelColumn, r->n);
    for (size_t i = 0; i < r->n; i++)
        out->columns[i] = r->columns[i];
    return out;
}

// WITH x(a, b) AS ...
static Relation *renamed(Infer *x, const SqlCte *cte, const Relation *r)
{
    Relation *out = copy(x, r);
    for (size_t i = 0; i < out->n && i < cte->columns.n; i++)
        out->columns[i].name = cte->columns.items[i];
    return out;
}

void infer_arm(Infer *x, With *with, size_t index, const Relation *so_far)
{
    Relation *r = renamed(x, &with->sql->items[index], so_far);
    const Relation *before = with->so_far[index];
    r->rows = ROWS_MANY;
    r->n_keys = 0;
    for (size_t i = 0; before && i < r->n && i < before->n; i++)
        r->columns[i].val = val_join(x, before->columns[i].val, r->columns[i].val);
    if (!before || rule_is_on(RULE_RECURSION))
        with->so_far[index] = r;
}

static bool same(const Relation *a, const Relation *b)
{
    bool same = a->n == b->n;
    for (size_t i = 0; same && i < a->n; i++) {
        const Val *v = &a->columns[i].val, *w = &b->columns[i].val;
        same = v->classes == w->classes && v->nullable == w->nullable &&
               v->mode == w->mode && v->enum_of == w->enum_of;
    }
    return same;
}

static const Relation *widened(Infer *x, const Relation *r)
{
    Relation *out = copy(x, r);
    for (size_t i = 0; i < out->n; i++)
        out->columns[i].val = val_any(
            NULL, (Why){"a recursive table changes it at every step", NULL, NULL});
    return out;
}

static const Relation *recursive(Infer *x, With *with, size_t index)
{
    const SqlCte *cte = &with->sql->items[index];
    const Relation *r = NULL;
    for (int i = 0; i < ROUNDS; i++) {
        const Relation *before = with->so_far[index];
        r = infer_select_as(x, with->scope, cte->select, with, index);
        if (before && same(before, with->so_far[index]))
            return with->so_far[index]->n == r->n ? renamed(x, cte, r) : r;
    }
    return renamed(x, cte, widened(x, r));
}

const Relation *infer_cte(Infer *x, With *with, size_t index)
{
    const SqlCte *cte = &with->sql->items[index];
    if (with->relations[index])
        return with->relations[index];
    if (with->busy[index]) {
        with->recursive[index] = true;
        return with->so_far[index] ? with->so_far[index] : relation_unknown(x->arena);
    }
    with->busy[index] = true;
    const Relation *r = infer_select_as(x, with->scope, cte->select, with, index);
    if (with->recursive[index])
        r = recursive(x, with, index);
    with->busy[index] = false;
    with->relations[index] = renamed(x, cte, r);
    return with->relations[index];
}

// SQLite does not look at them, but counts their parameters.
void infer_unused(Infer *x, With *with)
{
    bool reading = x->reading;
    x->reading = false;
    for (size_t i = 0; with && i < with->sql->n; i++)
        infer_cte(x, with, i);
    x->reading = reading;
}
