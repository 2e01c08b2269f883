// tuple.c - (a, b) IN a list of rows: in C one list of structs, in SQL a list for each
// member.
//
// Written as if the only query were media.find, and its list "pairs".

#include "stage3_emit/emit/plan.h"

// --- planning ----------------------------------------------------------------

// Where the list that the i-th parameter is of has its first; i itself of any other.
size_t tuple_first(const CheckedQuery *q, size_t i)
{
    Str tuple = q->params[i].tuple;
    for (size_t k = 0; tuple.len && k < i; k++)
        if (str_eq(q->params[k].tuple, tuple))
            return k;
    return i;
}

const TuplePlan *tuple_of(const QueryPlan *q, size_t i)
{
    for (size_t k = 0; k < q->n_tuples; k++)
        if (q->tuples[k].first == tuple_first(q->checked, i) &&
            q->checked->params[i].tuple.len)
            return &q->tuples[k];
    return NULL;
}

// What weave_bind_member() calls values of the type; null: it takes none.
static const char *kind_of(Str bind)
{
    static const char *const kinds[][2] = {
        {"int", "WEAVE_MEMBER_INT"},       {"real", "WEAVE_MEMBER_REAL"},
        {"bool", "WEAVE_MEMBER_BOOL"},     {"text", "WEAVE_MEMBER_TEXT"},
        {"blob", "WEAVE_MEMBER_BLOB"},     {"json_blob", "WEAVE_MEMBER_BLOB"},
        {"bigint", "WEAVE_MEMBER_BIGINT"}, {"enum", "WEAVE_MEMBER_ENUM"},
    };
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (str_is(bind, kinds[i][0]))
            return kinds[i][1];
    return NULL;
}

Str member_kind(Arena *a, Str bind)
{
    return str_format(a, "WEAVE_MEMBER_%.*s", STR_ARG(name_upper(a, bind)));
}

Field tuple_member(const Plan *p, const CheckedParam *said)
{
    Field f = {.name = name_member(p->arena, name_snake(p->arena, said->member)),
               .type = ctype_of(p, said->type, false)};
    if (str_is(f.type.bind, "json_blob"))
        f.type.name = S("WeaveBlob");
    if (!kind_of(f.type.bind))
        f.type.bind = (Str){0};
    return f;
}

static TuplePlan plan_tuple(const Plan *p, const QueryPlan *q, size_t i)
{
    Arena *a = p->arena;
    const Query *query = q->checked->query;
    Str name = name_snake(a, q->checked->params[i].tuple);
    TuplePlan t = {.first = i};
    t.item = plan_spell(
        p, str_format(a, "%.*s_%.*s_%.*s", STR_ARG(name_snake(a, query->module)),
                      STR_ARG(name_snake(a, query->name)), STR_ARG(name)));
    t.field.name = query_in_struct(q) ? name_member(a, name) : name_parameter(a, name);
    t.field.type.name = str_format(a, "%.*sList", STR_ARG(t.item.type));
    return t;
}

void plan_inputs(const Plan *p, QueryPlan *q)
{
    size_t n = q->checked->n_params;
    bool has_tuples = false;
    for (size_t i = 0; i < n; i++)
        has_tuples |= q->checked->params[i].tuple.len > 0;
    if (!has_tuples && !q->n_choices) {
        q->inputs = q->params;
        q->n_inputs = q->n_params = n;
        return;
    }
    TuplePlan *tuples = arena_many(p->arena, TuplePlan, n);
    Field *inputs = arena_many(p->arena, Field, n + q->n_choices);
    for (size_t i = 0; i < n; i++) {
        bool of_tuple = q->checked->params[i].tuple.len > 0;
        if (of_tuple && tuple_first(q->checked, i) != i)
            continue;
        if (of_tuple)
            tuples[q->n_tuples] = plan_tuple(p, q, i);
        inputs[q->n_inputs++] = of_tuple ? tuples[q->n_tuples++].field : q->params[i];
    }
    q->tuples = tuples;
    q->n_params = q->n_inputs;
    for (size_t i = 0; i < q->n_choices; i++)
        inputs[q->n_inputs++] = q->choices[i].field;
    q->inputs = inputs;
}

// --- the header --------------------------------------------------------------

void put_tuples_header(CWriter *w, const QueryPlan *q)
{
    for (size_t k = 0; k < q->n_tuples; k++) {
        const TuplePlan *t = &q->tuples[k];
        Field *members = arena_many(w->out.arena, Field, q->checked->n_params);
        size_t n = 0;
        for (size_t i = 0; i < q->checked->n_params; i++)
            if (tuple_of(q, i) == t)
                members[n++] = q->params[i];
        cw_let(w, "what", q->what);
        cw_let(w, "pairs", q->checked->params[t->first].tuple);
        cw_let(w, "MediaFindPairs", t->item.type);
        cw_comment(w, "", "An item of \"$pairs$\" of $what$, and a list of them.");
        cw_put(w, "typedef struct $MediaFindPairs$ {\n");
        put_members(w, members, n);
        cw_put(w, "} $MediaFindPairs$;\n"
                  "\n"
                  "typedef struct $MediaFindPairs$List {\n"
                  "    const $MediaFindPairs$ *items;\n"
                  "    size_t count;\n"
                  "} $MediaFindPairs$List;\n"
                  "\n");
    }
}

// --- the source --------------------------------------------------------------

void put_bind_member(CWriter *w, const QueryPlan *q, size_t i, Str number,
                     const char *query)
{
    Arena *a = w->out.arena;
    const TuplePlan *t = tuple_of(q, i);
    const Field *f = &q->params[i];
    Str list = str_format(a, "%s%.*s", query_in_struct(q) ? "params->" : "",
                          STR_ARG(t->field.name));
    Str args[] = {
        str_format(a, "&%s", query),
        number,
        str_z(kind_of(f->type.bind)),
        f->type.set.len ? str_format(a, "&%.*s", STR_ARG(f->type.set)) : S("NULL"),
        str_format(a, "%.*s.items", STR_ARG(list)),
        str_format(a, "%.*s.count", STR_ARG(list)),
        str_format(a, "sizeof *%.*s.items", STR_ARG(list)),
        str_format(a, "offsetof(%.*s, %.*s)", STR_ARG(t->item.type), STR_ARG(f->name)),
    };
    cw_call(w,
            choice_leaves_out(q, i) ? "        weave_bind_member"
                                    : "    weave_bind_member",
            args, sizeof args / sizeof *args, ";\n");
}
