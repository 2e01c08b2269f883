// choice.c - what the statements of a query with choices, or with relations, are together.
//
// Each of them has been judged by itself. The caller sees one function: one list of
// parameters, and rows of one shape. The lists of rowids that the statements of relations
// are given are none of its parameters: they are the runtime's.

#include "stage3_emit/judge/judge.h"

// The n statements of one query, the first being the query.
typedef struct Variants {
    Judge *judge;
    CheckedQuery *items;
    size_t n;
    const Query *query;
    CheckedQuery *whole;
    bool failed;
} Variants;

// --- which is which ------------------------------------------------------------

static size_t ways_of(const Choice *choice)
{
    return choice->n_forms ? choice->n_forms : 2;
}

// The first of those that differ from statement i in one choice alone, and that choice.
static size_t neighbour(const Variants *v, size_t i, const Choice **out)
{
    size_t stride = 1;
    *out = v->query->choices;
    for (size_t k = 0; k < v->query->n_choices; k++) {
        const Choice *choice = &v->query->choices[k];
        size_t form = i / stride % ways_of(choice);
        *out = choice;
        if (form)
            return i - form * stride;
        stride *= ways_of(choice);
    }
    return i;
}

// Where the statement's choice has the form it has.
static Span form_place(const Variants *v, size_t i, const Choice *choice)
{
    size_t stride = 1;
    for (const Choice *c = v->query->choices; c != choice; c++)
        stride *= ways_of(c);
    return choice->n_forms ? choice->forms[i / stride % choice->n_forms].at
                           : choice->at;
}

// "its statement "search, sort=newest""
static Str variant_name(const Variants *v, size_t i)
{
    Str part = v->items[i].query->part;
    return part.len
               ? str_format(v->judge->arena, "its statement \"%.*s\"", STR_ARG(part))
               : S("its first statement");
}

// --- columns -------------------------------------------------------------------

static bool same_column(const ResultColumn *a, const ResultColumn *b)
{
    return str_eq(a->name, b->name) && a->type.storage == b->type.storage &&
           a->type.mode == b->type.mode && a->type.enum_of == b->type.enum_of;
}

// The first column in which the two are not the same; the number of them if they are.
static size_t first_other(const CheckedQuery *a, const CheckedQuery *b)
{
    size_t n = a->n_columns < b->n_columns ? a->n_columns : b->n_columns, i = 0;
    while (i < n && same_column(&a->columns[i], &b->columns[i]))
        i++;
    return i;
}

static Str column_text(Arena *a, const CheckedQuery *q, size_t i)
{
    if (i >= q->n_columns)
        return str_format(a, "%zu columns", q->n_columns);
    return str_format(a, "\"%.*s\" %s", STR_ARG(q->columns[i].name),
                      type_mode_name(q->columns[i].type));
}

static void other_columns(Variants *v, size_t i, size_t other, const Choice *choice,
                          size_t column)
{
    Judge *j = v->judge;
    const CheckedQuery *a = &v->items[other], *b = &v->items[i];
    bool count = a->n_columns != b->n_columns;
    size_t at = count ? SIZE_MAX : column;
    Str before = column_text(j->arena, a, at), now = column_text(j->arena, b, at);
    diag_error(j->diag, form_place(v, i, choice), DIAG_W314,
               "with this the query gives %.*s, and %.*s without", STR_ARG(now),
               STR_ARG(before));
    diag_note(j->diag, (Span){0},
              "whatever is chosen, a query gives the same columns; this is %.*s",
              STR_ARG(variant_name(v, i)));
    v->failed = true;
}

static void unite_columns(Variants *v)
{
    const CheckedQuery *first = v->items;
    ResultColumn *columns = arena_many(v->judge->arena, ResultColumn, first->n_columns);
    for (size_t i = 0; i < first->n_columns; i++)
        columns[i] = first->columns[i];
    for (size_t i = 1; i < v->n; i++) {
        const CheckedQuery *q = &v->items[i];
        const Choice *choice = v->query->choices;
        size_t other = neighbour(v, i, &choice);
        size_t column = first_other(&v->items[other], q);
        if (column < q->n_columns || q->n_columns != v->items[other].n_columns) {
            other_columns(v, i, other, choice, column);
            return;
        }
        for (size_t k = 0; k < q->n_columns; k++) {
            ResultColumn *c = &columns[k];
            if (q->columns[k].nullable && !c->nullable) {
                c->nullable = true;
                c->why_nullable = q->columns[k].why_nullable;
            }
            if (q->columns[k].origin != c->origin)
                c->origin = NULL;
            c->classes |= q->columns[k].classes;
        }
    }
    v->whole->columns = columns;
}

// --- parameters ----------------------------------------------------------------

typedef struct ParamList {
    CheckedParam *items;
    size_t n, capacity;
} ParamList;

static CheckedParam *find_param(const ParamList *list, Str name)
{
    for (size_t i = 0; i < list->n; i++)
        if (str_eq(list->items[i].name, name))
            return &list->items[i];
    return NULL;
}

static void clash(Variants *v, const CheckedParam *p, const CheckedParam *known,
                  size_t i)
{
    Judge *j = v->judge;
    Str now = infer_describe(j->arena, p->type, p->from);
    Str before = infer_describe(j->arena, known->type, known->from);
    diag_error(j->diag, p->at, DIAG_W310,
               "cannot infer the type of the parameter '%.*s': it is %.*s in one "
               "statement of this query and %.*s in another",
               STR_ARG(p->name), STR_ARG(before), STR_ARG(now));
    diag_note(j->diag, (Span){0}, "the other is %.*s; declare it: ${'%.*s: TYPE'}",
              STR_ARG(variant_name(v, i)), STR_ARG(p->name));
    v->failed = true;
}

static void unite_param(Variants *v, const CheckedParam *p, size_t i, ParamList *list)
{
    CheckedParam *known = find_param(list, p->name);
    if (!known) {
        known = arena_push(v->judge->arena, *list, CheckedParam);
        *known = *p;
        known->number = (int)list->n;
        return;
    }
    bool same = known->type.storage == p->type.storage &&
                known->type.mode == p->type.mode &&
                known->type.enum_of == p->type.enum_of && known->list == p->list;
    if (known->known == KNOWN_UNKNOWN && p->known != KNOWN_UNKNOWN) {
        int number = known->number;
        *known = *p;
        known->number = number;
    } else if (p->known != KNOWN_UNKNOWN && !same && !v->failed) {
        clash(v, p, known, i);
    }
    known->nullable |= p->nullable;
}

// What one variant does not say of a parameter, another may.
static void tell(Variants *v, const ParamList *list)
{
    for (size_t i = 0; i < v->n; i++) {
        CheckedQuery *q = &v->items[i];
        CheckedParam *params = arena_many(v->judge->arena, CheckedParam, q->n_params);
        for (size_t k = 0; k < q->n_params; k++) {
            params[k] = q->params[k];
            if (params[k].known != KNOWN_UNKNOWN)
                continue;
            params[k] = *find_param(list, params[k].name);
            params[k].number = q->params[k].number;
        }
        q->params = params;
    }
}

// The variant with every when() comes first: there parameters stand as in the source.
static void unite_params(Variants *v)
{
    ParamList list = {0};
    size_t fullest = 0, stride = 1;
    for (size_t k = 0; k < v->query->n_choices; k++) {
        const Choice *choice = &v->query->choices[k];
        fullest += choice->n_forms ? 0 : stride;
        stride *= ways_of(choice);
    }
    for (size_t i = 0; i < v->n; i++) {
        size_t at = i == 0 ? fullest : i <= fullest ? i - 1 : i;
        for (size_t k = 0; k < v->items[at].n_params; k++)
            if (!str_eq(v->items[at].params[k].name, LEVEL_PARENTS))
                unite_param(v, &v->items[at].params[k], at, &list);
    }
    tell(v, &list);
    v->whole->params = list.items;
    v->whole->n_params = list.n;
}

// --- the rest ------------------------------------------------------------------

static void unite_rows(Variants *v)
{
    CheckedQuery *whole = v->whole;
    for (size_t i = 1; i < v->n; i++) {
        const CheckedQuery *q = &v->items[i];
        whole->read_only &= q->read_only;
        whole->writes |= q->writes;
        if (q->inferred <= whole->inferred)
            continue; // one, optional, many: in this order
        whole->inferred = q->inferred;
        whole->cardinality = q->cardinality;
        whole->why_cardinality = q->why_cardinality;
    }
}

static const Str *unite_names(Variants *v, bool written, size_t *n)
{
    TableNames all = {0};
    for (size_t i = 0; i < v->n; i++) {
        const CheckedQuery *q = &v->items[i];
        const Str *names = written ? q->tables_written : q->tables_read;
        size_t n_names = written ? q->n_tables_written : q->n_tables_read;
        for (size_t k = 0; k < n_names; k++) {
            bool known = false;
            for (size_t m = 0; m < all.n && !known; m++)
                known = str_eq(all.items[m], names[k]);
            if (!known)
                *arena_push(v->judge->arena, all, Str) = names[k];
        }
    }
    *n = all.n;
    return all.items;
}

bool judge_choices(Judge *j, CheckedQuery *statements, size_t n)
{
    CheckedQuery *whole = arena_new(j->arena, CheckedQuery);
    Variants v = {j, statements, n, statements->query, whole, false};
    if (!v.query->n_choices && !v.query->n_levels)
        return true;
    *whole = *statements;
    if (v.query->n_choices) {
        unite_columns(&v);
        unite_rows(&v);
    }
    unite_params(&v);
    whole->tables_read = unite_names(&v, false, &whole->n_tables_read);
    whole->tables_written = unite_names(&v, true, &whole->n_tables_written);
    statements->whole = whole;
    return !v.failed;
}
