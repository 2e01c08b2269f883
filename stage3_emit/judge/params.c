// params.c - parameters that SQLite counts otherwise than people would.

#include "stage3_emit/judge/judge.h"

static bool is_named(const Word *w)
{
    return w->kind == TOKEN_PARAM && w->text.ptr[0] != '?';
}

static Str name_of(const Word *w)
{
    return str_cut(w->text, 1, w->text.len);
}

static Span place(const Query *q, const Word *w)
{
    return pieces_span(q->pieces, q->n_pieces, w->start, w->len);
}

// :a and @a are two parameters, and both would be called a.
static bool check_twins(Judge *j, const Query *q)
{
    const Words *words = &j->words;
    for (size_t i = 0; i < words->n; i++) {
        const Word *w = &words->items[i];
        if (!is_named(w))
            continue;
        for (size_t k = 0; k < i; k++) {
            const Word *other = &words->items[k];
            if (!is_named(other) || other->param == w->param ||
                !str_eq(name_of(other), name_of(w)))
                continue;
            diag_error(j->diag, place(q, w), DIAG_W121,
                       "%.*s and %.*s are two parameters to SQLite, with one name",
                       STR_ARG(other->text), STR_ARG(w->text));
            return false;
        }
    }
    return true;
}

static bool check_gaps(Judge *j, const Query *q, size_t n_params)
{
    const Words *words = &j->words;
    bool *used = arena_many(&j->scratch, bool, n_params + 1);
    for (size_t i = 0; i < words->n; i++)
        if (words->items[i].kind == TOKEN_PARAM &&
            (size_t)words->items[i].param <= n_params)
            used[words->items[i].param] = true;
    for (size_t i = 1; i <= n_params; i++)
        if (!used[i]) {
            diag_error(j->diag, q->at, DIAG_W121,
                       "there is no parameter ?%zu, but one with a higher number", i);
            return false;
        }
    return true;
}

// The third is p3 if it has no name.
static bool is_called(Judge *j, const Facts *f, size_t i, Str name)
{
    Str called = f->params[i];
    return str_eq(called.len ? called : str_format(&j->scratch, "p%zu", i + 1), name);
}

// Each 'name' of the source must have become a parameter.
static bool check_seen(Judge *j, const Query *q, const Facts *f)
{
    bool ok = true;
    for (size_t i = 0; i < q->n_params; i++) {
        size_t k = 0;
        while (k < f->n_params && !is_called(j, f, k, q->params[i].name))
            k++;
        if (k < f->n_params)
            continue;
        diag_error(
            j->diag, q->params[i].at, DIAG_W120,
            "SQLite does not see the parameter '%.*s': it stands inside a string "
            "or a comment",
            STR_ARG(q->params[i].name));
        ok = false;
    }
    return ok;
}

bool judge_params(Judge *j, const Query *q, const Facts *f)
{
    return check_seen(j, q, f) && check_twins(j, q) && check_gaps(j, q, f->n_params);
}
