// levels.c - what the statements of a query that reads relations are together.
//
// Each of them has been judged by itself. The caller sees one function with one list of
// parameters, of which the lists of rowids are none: they are the runtime's.

#include "stage3_emit/infer/value.h"
#include "stage3_emit/judge/judge.h"

typedef struct Params {
    CheckedParam *items;
    size_t n, capacity;
} Params;

static CheckedParam *find(const Params *params, Str name)
{
    for (size_t i = 0; i < params->n; i++)
        if (str_eq(params->items[i].name, name))
            return &params->items[i];
    return NULL;
}

static bool same_type(const CheckedParam *a, const CheckedParam *b)
{
    return a->type.storage == b->type.storage && a->type.mode == b->type.mode &&
           a->type.enum_of == b->type.enum_of && a->list == b->list;
}

static bool clash(Judge *j, const CheckedParam *p, const CheckedParam *known)
{
    Str now = infer_describe(j->arena, p->type, p->from);
    Str before = infer_describe(j->arena, known->type, known->from);
    diag_error(
        j->diag, p->at, DIAG_W310,
        "cannot infer the type of the parameter '%.*s': it is %.*s here and %.*s "
        "before",
        STR_ARG(p->name), STR_ARG(now), STR_ARG(before));
    diag_note(j->diag, known->at, "in another statement of this query");
    return false;
}

static bool add(Judge *j, Params *params, const CheckedParam *p)
{
    CheckedParam *known = find(params, p->name);
    if (!known) {
        known = arena_push(j->arena, *params, CheckedParam);
        *known = *p;
        known->number = (int)params->n;
        return true;
    }
    bool nullable = known->nullable || p->nullable;
    if (known->known == KNOWN_UNKNOWN) {
        int number = known->number;
        *known = *p;
        known->number = number;
    } else if (p->known != KNOWN_UNKNOWN && !same_type(p, known)) {
        return clash(j, p, known);
    }
    known->nullable = nullable;
    return true;
}

// What one statement does not say of a parameter, another may.
static void tell(Judge *j, const Params *params, CheckedQuery *q)
{
    CheckedParam *told = arena_many(j->arena, CheckedParam, q->n_params);
    for (size_t i = 0; i < q->n_params; i++) {
        told[i] = q->params[i];
        if (told[i].known != KNOWN_UNKNOWN)
            continue;
        told[i] = *find(params, told[i].name);
        told[i].number = q->params[i].number;
    }
    q->params = told;
}

static const Str *all_tables(Judge *j, const CheckedQuery *statements, size_t n,
                             size_t *n_tables)
{
    TableNames all = {0};
    for (size_t i = 0; i < n; i++)
        for (size_t k = 0; k < statements[i].n_tables_read; k++) {
            bool known = false;
            for (size_t m = 0; m < all.n; m++)
                known |= str_eq(all.items[m], statements[i].tables_read[k]);
            if (!known)
                *arena_push(j->arena, all, Str) = statements[i].tables_read[k];
        }
    *n_tables = all.n;
    return all.items;
}

bool judge_levels(Judge *j, CheckedQuery *statements, size_t n)
{
    Params params = {0};
    if (!statements->query->n_levels)
        return true;
    for (size_t i = 0; i < n; i++)
        for (size_t k = 0; k < statements[i].n_params; k++)
            if (!str_eq(statements[i].params[k].name, LEVEL_PARENTS) &&
                !add(j, &params, &statements[i].params[k]))
                return false;
    for (size_t i = 0; i < n; i++)
        tell(j, &params, &statements[i]);
    CheckedQuery *whole = arena_new(j->arena, CheckedQuery);
    *whole = *statements;
    whole->params = params.items;
    whole->n_params = params.n;
    whole->tables_read = all_tables(j, statements, n, &whole->n_tables_read);
    statements->whole = whole;
    return true;
}
