// meet.c - parameters that meet values: what each of them remembers.

#include "stage3_emit/infer/value.h"

const ParamRef *params_join(Infer *x, const ParamRef *a, const ParamRef *b)
{
    for (; a; a = a->next) {
        ParamRef *copy = arena_new(x->arena, ParamRef);
        *copy = (ParamRef){a->param, b};
        b = copy;
    }
    return b;
}

static ParamState *state_of(Infer *x, const SqlExpr *param)
{
    size_t i = (size_t)param->param - 1;
    return i < x->n_params && !x->decided ? &x->params[i] : NULL;
}

// A column that may hold anything, because it was declared so: any is then an answer.
static bool holds_anything(const Val *v)
{
    return v->column && v->column->table->kind == MODEL_TABLE &&
           v->classes == CLASSES_ALL;
}

static bool says_something(const Val *v)
{
    return val_type(v).storage != CLASS_ANY || holds_anything(v);
}

void infer_use(Infer *x, const ParamRef *params, UseKind kind, const Val *other)
{
    if (!says_something(other))
        return;
    for (; params; params = params->next) {
        ParamState *state = state_of(x, params->param);
        if (!state)
            continue;
        Use *use = arena_new(x->arena, Use);
        *use = (Use){kind,        val_type(other), other->column,
                     other->expr, params->param,   NULL};
        *(state->last_use ? state->last_use : &state->uses) = use;
        state->last_use = &use->next;
    }
}

void infer_nullable(Infer *x, const ParamRef *params)
{
    for (; params; params = params->next) {
        ParamState *state = state_of(x, params->param);
        if (state)
            state->nullable = true;
    }
}

static void note_untyped(Infer *x, const ParamRef *params, const Val *other)
{
    for (; params; params = params->next) {
        ParamState *state = state_of(x, params->param);
        if (state && !state->untyped && other->expr && !val_is_blank(other))
            state->untyped = other->expr;
    }
}

static void meet(Infer *x, const Val *v, const Val *other)
{
    infer_use(x, v->params, other->column ? USE_COMPARED : USE_MET, other);
    infer_use(x, v->terms, USE_ADDED, other);
    if (!says_something(other))
        note_untyped(x, v->params, other);
}

void infer_compare(Infer *x, Val a, Val b)
{
    meet(x, &a, &b);
    meet(x, &b, &a);
}

Val infer_merge(Infer *x, Val v, Val others)
{
    infer_use(x, v.params, USE_SIBLING, &others);
    infer_use(x, others.params, USE_SIBLING, &v);
    infer_use(x, v.terms, USE_ADDED, &others);
    infer_use(x, others.terms, USE_ADDED, &v);
    return val_join(x, v, others);
}

void infer_assign(Infer *x, Val v, const ModelColumn *column)
{
    Val stored = {.classes = column->classes,
                  .mode = column->type.mode,
                  .enum_of = column->type.enum_of,
                  .column = column};
    infer_use(x, v.params, USE_ASSIGNED, &stored);
    infer_use(x, v.terms, USE_ADDED, &stored);
    if (!column->not_null)
        infer_nullable(x, v.params);
}

void infer_type(Infer *x, Val v, UseKind kind, StorageClass storage, Mode mode)
{
    Val wanted = val_of(NULL, storage, false);
    wanted.mode = mode;
    infer_use(x, v.params, kind, &wanted);
}

void infer_text(Infer *x, Val v)
{
    infer_type(x, v, USE_HINT, CLASS_TEXT, MODE_TEXT);
}

void infer_count(Infer *x, Val v)
{
    infer_type(x, v, USE_COUNT, CLASS_INTEGER, MODE_NUMBER);
}

void infer_truth(Infer *x, Val v)
{
    infer_type(x, v, USE_TRUTH, CLASS_INTEGER, MODE_BOOLEAN);
}
