// shrink.c - takes away from a database what its refutation does not need: tables, rows,
// values, as long as the same claim is refuted.

#include "stage3_emit/refute/attack.h"

#include <string.h>

enum { TRIALS = 2000 };

typedef struct Shrink {
    Attack *attack;
    Arena *scratch;
    Refutation *best;
    size_t trials;
    bool changed;
} Shrink;

// Takes the candidate if it refutes the same claim.
static bool take(Shrink *s, const Case *candidate)
{
    Arena trial = {0};
    Refutation out;
    bool same = s->trials++ < TRIALS &&
                attack_case(s->attack, &trial, candidate, &out) &&
                out.claim == s->best->claim && out.column == s->best->column;
    arena_free(&trial);
    if (same)
        attack_case(s->attack, s->scratch, candidate, s->best);
    s->changed |= same;
    return same;
}

// --- rows ------------------------------------------------------------------------

static void without_rows(Shrink *s, size_t from, size_t n)
{
    Case r = s->best->by;
    Row *rows = arena_many(s->scratch, Row, r.n_rows);
    for (size_t i = 0, k = 0; i < r.n_rows; i++)
        if (i < from || i >= from + n)
            rows[k++] = r.rows[i];
    r.rows = rows;
    r.n_rows -= n;
    take(s, &r);
}

// Children stand behind their parents, so the last go first. A table's rows stand
// together.
static void drop_rows(Shrink *s)
{
    for (size_t end = s->best->by.n_rows; end > 0;) {
        size_t from = end - 1;
        while (from > 0 &&
               s->best->by.rows[from - 1].table == s->best->by.rows[end - 1].table)
            from--;
        without_rows(s, from, end - from);
        end = from;
    }
    for (size_t i = s->best->by.n_rows; i > 0; i--)
        without_rows(s, i - 1, 1);
}

// --- values ----------------------------------------------------------------------

// Plainer values than d, the plainest first.
static size_t plainer(Datum d, bool nullable, Datum *out)
{
    static const Datum integers[] = {{DATUM_INTEGER, 1, 0, {NULL, 0}},
                                     {DATUM_INTEGER, 2, 0, {NULL, 0}},
                                     {DATUM_INTEGER, 0, 0, {NULL, 0}}};
    static const Datum reals[] = {{DATUM_REAL, 0, 1.5, {NULL, 0}}};
    static const Datum texts[] = {{DATUM_TEXT, 0, 0, STR("a")},
                                  {DATUM_TEXT, 0, 0, STR("b")}};
    static const struct {
        const Datum *items;
        size_t n;
    } plain[] = {{NULL, 0}, {integers, 3}, {reals, 1}, {texts, 2}, {NULL, 0}};
    size_t n = 0;
    if (nullable && d.kind != DATUM_NULL)
        out[n++] = (Datum){0};
    for (size_t i = 0; i < plain[d.kind].n; i++) {
        if (datum_eq(plain[d.kind].items[i], d))
            break;
        out[n++] = plain[d.kind].items[i];
    }
    return n;
}

enum { PLAINER = 4 };

// What the class does not say stays as it was chosen: documents, numbers in texts.
static bool may_be(Type type, Datum d)
{
    return type.mode != MODE_JSON && type.mode != MODE_STRING && fits(type, d);
}

static void simplify_value(Shrink *s, size_t row, size_t column)
{
    const ModelColumn *c = s->best->by.rows[row].table->columns[column];
    Datum options[PLAINER];
    bool nullable = !s->best->by.rows[row].table->not_null[column] && !c->rowid_alias;
    size_t n = plainer(s->best->by.rows[row].values[column], nullable, options);
    for (size_t i = 0; i < n; i++) {
        Case r = s->best->by;
        if (!may_be(c->type, options[i]))
            continue;
        Row *rows = arena_many(s->scratch, Row, r.n_rows);
        memcpy(rows, r.rows, r.n_rows * sizeof *rows);
        rows[row].values = arena_many(s->scratch, Datum, rows[row].table->n_columns);
        memcpy(rows[row].values, r.rows[row].values,
               rows[row].table->n_columns * sizeof(Datum));
        rows[row].values[column] = options[i];
        r.rows = rows;
        if (take(s, &r))
            return;
    }
}

static bool take_argument(Shrink *s, size_t param, Argument a)
{
    size_t n = s->attack->query->n_params;
    Case r = s->best->by;
    Argument *arguments = arena_many(s->scratch, Argument, n);
    memcpy(arguments, r.arguments, n * sizeof *arguments);
    arguments[param] = a;
    r.arguments = arguments;
    return take(s, &r);
}

static void simplify_argument(Shrink *s, size_t param)
{
    const CheckedParam *p = &s->attack->query->params[param];
    Argument is = s->best->by.arguments[param];
    while (is.items.n) {
        is.items.n--; // what stays is the front
        if (!take_argument(s, param, is))
            break;
    }
    Datum options[PLAINER];
    size_t n = p->list ? 0 : plainer(is.value, p->nullable, options);
    for (size_t i = 0; i < n; i++)
        if (may_be(p->type, options[i]) &&
            take_argument(s, param, (Argument){.value = options[i]}))
            return;
}

void attack_shrink(Attack *attack, Arena *scratch, Refutation *r)
{
    Shrink s = {.attack = attack, .scratch = scratch, .best = r};
    do {
        s.changed = false;
        drop_rows(&s);
        for (size_t i = 0; i < r->by.n_rows; i++)
            for (size_t k = 0; k < r->by.rows[i].table->n_columns; k++)
                simplify_value(&s, i, k);
        for (size_t i = 0; i < attack->query->n_params; i++)
            simplify_argument(&s, i);
    } while (s.changed && s.trials < TRIALS);
}
