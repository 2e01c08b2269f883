// params.c - what each parameter is, from all it has met.
//
// The strongest meetings decide alone, and must agree: what is stored in a column and
// what is compared with one decide together, so that seconds are not taken for
// milliseconds; failing those, sums; failing those, what only one type makes sense for.

#include "stage3_emit/infer/value.h"

// The text as the user wrote it has stars that are not written out and lines that are
// not laid out: the parameter stands at the same count of them.
Span infer_place(Infer *x, const Query *q, const SqlExpr *param)
{
    if (!x->written) {
        x->written = arena_new(x->arena, SqlText);
        *x->written = sql_lex(x->arena, q->sql);
    }
    for (size_t i = 0; i < x->written->n_tokens; i++) {
        const SqlToken *t = &x->written->tokens[i];
        if (t->kind == TOKEN_PARAM && t->ordinal == param->ordinal)
            return pieces_span(q->pieces, q->n_pieces, t->at.start,
                               t->at.end - t->at.start);
    }
    return q->at;
}

// "timestamp_ms (post.created_at)"
Str infer_describe(Arena *a, Type type, const ModelColumn *column)
{
    const char *mode = type_mode_name(type);
    if (!column)
        return str_copy(a, str_z(mode));
    return str_format(a, "%s (%.*s.%.*s)", mode, STR_ARG(column->table->name),
                      STR_ARG(column->name));
}

// --- reasons -------------------------------------------------------------------

Str infer_text_of(const Infer *x, const SqlExpr *e)
{
    if (!e || e->at.end > x->sql.len || e->at.end - e->at.start > 60)
        return (Str){0};
    Str text = str_cut(x->sql, e->at.start, e->at.end);
    return str_find(text, '\n') == STR_NONE ? text : (Str){0};
}

// What the parameter met: "media.width", "count(*)", or "something".
static Str met(Infer *x, const Use *u)
{
    if (u->column)
        return str_format(x->arena, "%.*s.%.*s", STR_ARG(u->column->table->name),
                          STR_ARG(u->column->name));
    Str text = infer_text_of(x, u->other);
    return text.len ? text : str_z(type_mode_name(u->type));
}

// "compared with media.width"
static Str why_inferred(Infer *x, const Use *u)
{
    static const char *const reasons[] = {
        [USE_TRUTH] = "asked whether it is true",
        [USE_HINT] = "an argument that is ",
        [USE_COUNT] = "a count: LIMIT, OFFSET, or how many",
        [USE_SIBLING] = "beside ",
        [USE_CAST] = "cast to ",
        [USE_NUMBER] = "added to ",
        [USE_ADDED] = "added to ",
        [USE_MET] = "compared with ",
        [USE_COMPARED] = "compared with ",
        [USE_ASSIGNED] = "stored in ",
    };
    if (u->kind == USE_TRUTH || u->kind == USE_COUNT)
        return str_z(reasons[u->kind]);
    Str what = met(x, u);
    return str_format(x->arena, "%s%.*s", reasons[u->kind], STR_ARG(what));
}

static Str why_untyped(Infer *x, const ParamState *state)
{
    if (!state->untyped)
        return S("nothing says what it is");
    Str text = infer_text_of(x, state->untyped);
    if (!text.len)
        return S("it is only compared with what depends on the data");
    return str_format(x->arena,
                      "it is only compared with %.*s, whose type depends on the data",
                      STR_ARG(text));
}

// --- deciding ------------------------------------------------------------------

static bool decides(const Use *u, UseKind strongest)
{
    return u->kind == strongest ||
           (u->kind == USE_COMPARED && strongest == USE_ASSIGNED);
}

static UseKind strongest_of(const Use *uses)
{
    UseKind strongest = USE_TRUTH;
    for (const Use *u = uses; u; u = u->next)
        if (u->kind > strongest)
            strongest = u->kind;
    return strongest;
}

static void clash(Infer *x, const Query *q, const Use *a, const Use *b,
                  CheckedParam *out)
{
    const Use *uses[2] = {a, b};
    for (size_t i = 0; i < 2; i++) {
        out->clash[i].is = infer_describe(x->arena, uses[i]->type, uses[i]->column);
        out->clash[i].at = infer_place(x, q, uses[i]->param);
    }
    out->why_unknown = str_format(x->arena, "it is both %.*s and %.*s",
                                  STR_ARG(out->clash[0].is), STR_ARG(out->clash[1].is));
}

static void take(Infer *x, const Use *u, CheckedParam *out)
{
    out->type = u->type;
    out->from = u->column;
    out->why = why_inferred(x, u);
}

static void infer_one(Infer *x, const Query *q, const ParamState *state,
                      CheckedParam *out)
{
    UseKind strongest = strongest_of(state->uses);
    const Use *first = NULL, *anything = NULL;
    out->known = KNOWN_INFERRED;
    for (const Use *u = state->uses; u && !out->why_unknown.len; u = u->next) {
        Type joined;
        if (!decides(u, strongest))
            continue;
        if (u->type.storage == CLASS_ANY) {
            anything = u;
        } else if (!first) {
            first = u;
            take(x, u, out);
        } else if (type_join(out->type, u->type, &joined)) {
            out->type = joined;
        } else {
            clash(x, q, first, u, out);
        }
    }
    if (!first && anything)
        take(x, anything, out);
    else if (!first)
        out->why_unknown = why_untyped(x, state);
    if (!out->why_unknown.len)
        return;
    out->known = KNOWN_UNKNOWN;
    out->type = (Type){.storage = CLASS_ANY};
    out->from = NULL;
    out->why = (Str){0};
}

// --- all -----------------------------------------------------------------------

static const Param *find_param(const Query *q, Str name)
{
    for (size_t i = 0; i < q->n_params; i++)
        if (str_eq(q->params[i].name, name))
            return &q->params[i];
    return NULL;
}

CheckedParam *infer_params(Infer *x, const Facts *f, Diag *d, const Query *q)
{
    CheckedParam *params = arena_many(x->arena, CheckedParam, f->n_params);
    for (size_t i = 0; i < f->n_params; i++) {
        CheckedParam *p = &params[i];
        const ParamState *state = &x->params[i];
        Str name = f->params[i];
        p->number = (int)i + 1;
        p->name = name.len ? name : str_format(x->arena, "p%zu", i + 1);
        const Param *said = find_param(q, p->name);
        infer_one(x, q, state, p);
        p->nullable = state->nullable || (said && said->nullable);
        if (said && said->declared.len)
            infer_declare(x, d, q, said, p);
        p->list = state->list || (said && said->list);
        p->tuple = said ? said->tuple : (Str){0};
        p->member = said ? said->member : (Str){0};
        p->nullable = p->nullable && !p->list;
        p->at = said           ? said->at
                : state->first ? infer_place(x, q, state->first)
                               : q->at;
    }
    return params;
}
