// value.c - values, what two of them make together, and parameters that meet them.

#include "stage3_emit/infer/value.h"
#include "stage3_emit/affinity.h"

// --- making --------------------------------------------------------------------

Val val_any(const SqlExpr *e, bool nullable)
{
    return (Val){.type = {.storage = CLASS_ANY}, .nullable = nullable, .expr = e};
}

Val val_of(const SqlExpr *e, StorageClass storage, bool nullable)
{
    return (Val){.type = {.storage = storage}, .nullable = nullable, .expr = e};
}

Val val_bool(const SqlExpr *e, bool nullable)
{
    return (Val){
        .type = {CLASS_INTEGER, MODE_BOOLEAN, NULL}, .nullable = nullable, .expr = e};
}

Val val_of_column(const SqlExpr *e, const ModelColumn *c, bool nullable)
{
    return (Val){.type = c->type,
                 .loose = affinity_of(c->sql_type) == AFFINITY_NUMERIC &&
                          !c->table->strict && rule_is_on(RULE_NUMERIC_STORAGE),
                 .nullable = nullable,
                 .column = c,
                 .expr = e};
}

// --- joining -------------------------------------------------------------------

// Modes that say no more than the storage class does.
static bool is_plain(Mode m)
{
    return m == MODE_NONE || m == MODE_NUMBER || m == MODE_TEXT || m == MODE_BUFFER;
}

static bool same_enum(const ModelColumn *a, const ModelColumn *b)
{
    if (a == b)
        return true;
    if (!a || !b || a->n_enum_values != b->n_enum_values)
        return false;
    for (size_t i = 0; i < a->n_enum_values; i++)
        if (!str_eq(a->enum_values[i], b->enum_values[i]))
            return false;
    return true;
}

bool type_join(Type a, Type b, Type *out)
{
    *out = a;
    if (!same_enum(a.enum_of, b.enum_of))
        out->enum_of = NULL;
    if (is_plain(a.mode) && is_plain(b.mode))
        out->mode = a.mode == MODE_NONE ? b.mode : a.mode;
    return a.storage == b.storage && (out->mode == b.mode || is_plain(b.mode)) &&
           is_plain(a.mode) == is_plain(b.mode);
}

static const ParamRef *params_join(Infer *x, const ParamRef *a, const ParamRef *b)
{
    for (; a; a = a->next) {
        ParamRef *copy = arena_new(x->arena, ParamRef);
        *copy = (ParamRef){a->param, b};
        b = copy;
    }
    return b;
}

Val val_join(Infer *x, Val a, Val b)
{
    Val v = a.blank ? b : a;
    if (!a.blank && !b.blank && !type_join(a.type, b.type, &v.type)) {
        bool same = a.type.storage == b.type.storage;
        v.type = (Type){.storage = same ? a.type.storage : CLASS_ANY};
    }
    v.blank = a.blank && b.blank;
    v.loose = a.loose || b.loose;
    v.nullable = a.nullable || b.nullable;
    v.column = a.column == b.column ? a.column : NULL;
    v.params = params_join(x, a.params, b.params);
    return v;
}

Val val_merge(Infer *x, Val v, Val others)
{
    infer_use(x, v.params, USE_MET, others.type, others.column);
    infer_use(x, others.params, USE_MET, v.type, v.column);
    return val_join(x, v, others);
}

// --- meeting -------------------------------------------------------------------

static ParamState *state_of(Infer *x, const SqlExpr *param)
{
    size_t i = (size_t)param->param - 1;
    return i < x->n_params && !x->decided ? &x->params[i] : NULL;
}

// A column that may hold anything, because it was declared so: any is then an answer.
static bool holds_anything(const ModelColumn *column)
{
    return column && column->table->kind == MODEL_TABLE &&
           column->type.storage == CLASS_ANY;
}

void infer_use(Infer *x, const ParamRef *params, UseKind kind, Type type,
               const ModelColumn *column)
{
    if (type.storage == CLASS_ANY && !holds_anything(column))
        return;
    for (; params; params = params->next) {
        ParamState *state = state_of(x, params->param);
        if (!state)
            continue;
        Use *use = arena_new(x->arena, Use);
        *use = (Use){kind, type, column, params->param, NULL};
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

static void meet(Infer *x, Val v, Val other)
{
    if ((other.type.storage != CLASS_ANY && !other.blank) ||
        holds_anything(other.column)) {
        infer_use(x, v.params, other.column ? USE_COMPARED : USE_MET, other.type,
                  other.column);
        return;
    }
    for (const ParamRef *p = v.params; p; p = p->next) {
        ParamState *state = state_of(x, p->param);
        if (state && !state->untyped && other.expr)
            state->untyped = other.expr;
    }
}

void infer_compare(Infer *x, Val a, Val b)
{
    meet(x, a, b);
    meet(x, b, a);
}

void infer_assign(Infer *x, Val v, const ModelColumn *column)
{
    infer_use(x, v.params, USE_ASSIGNED, column->type, column);
    if (!column->not_null)
        infer_nullable(x, v.params);
}

void infer_text(Infer *x, Val v)
{
    infer_use(x, v.params, USE_MET, (Type){CLASS_TEXT, MODE_TEXT, NULL}, NULL);
}

void infer_integer(Infer *x, Val v)
{
    infer_use(x, v.params, USE_MET, (Type){CLASS_INTEGER, MODE_NUMBER, NULL}, NULL);
}
