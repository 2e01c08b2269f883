// choice.c - queries whose caller chooses: when() is a bool, orderBy() an enum, and each
// combination a statement of a table.
//
// Written as if the only query were media.search.

#include "stage3_emit/emit/plan.h"

// --- planning ----------------------------------------------------------------

static const EnumPlan *plan_set(const Plan *p, const QueryPlan *q, const Choice *c)
{
    Arena *a = p->arena;
    EnumPlan *e = arena_new(a, EnumPlan);
    Str *values = arena_many(a, Str, c->n_forms);
    Str *constants = arena_many(a, Str, c->n_forms);
    const Query *query = q->checked->query;
    *e =
        (EnumPlan){.is = plan_spell(p, str_format(a, "%.*s_%.*s_%.*s",
                                                  STR_ARG(name_snake(a, query->module)),
                                                  STR_ARG(name_snake(a, query->name)),
                                                  STR_ARG(name_snake(a, c->name)))),
                   .what = str_format(a, "What \"%.*s\" of %.*s can be.",
                                      STR_ARG(c->name), STR_ARG(q->what)),
                   .values = values,
                   .constants = constants,
                   .n = c->n_forms,
                   .owner = str_format(a, "the enum of choice \"%.*s\" of %.*s",
                                       STR_ARG(c->name), STR_ARG(q->what)),
                   .value_owner = str_format(a, "of choice \"%.*s\"", STR_ARG(c->name)),
                   .at = c->at};
    for (size_t i = 0; i < c->n_forms; i++) {
        values[i] = c->forms[i].name;
        constants[i] = str_format(a, "%.*s_%.*s", STR_ARG(e->is.upper),
                                  STR_ARG(name_upper(a, values[i])));
    }
    return e;
}

// The number of the query's i-th parameter in a statement; 0: it has none of that name.
static int number_in(const QueryPlan *q, const CheckedQuery *statement, size_t i)
{
    for (size_t k = 0; k < statement->n_params; k++)
        if (str_eq(statement->params[k].name, q->checked->params[i].name))
            return statement->params[k].number;
    return 0;
}

bool choice_leaves_out(const QueryPlan *q, size_t i)
{
    for (size_t k = 0; q->renumbered && k < q->n_statements; k++)
        if (!number_in(q, &q->statements[k], i))
            return true;
    return false;
}

// The one when() without which the i-th parameter is in no statement; or none.
static const ChoicePlan *needed_for(const QueryPlan *q, size_t i)
{
    for (size_t c = 0; c < q->n_choices; c++) {
        bool needed = !q->choices[c].set;
        for (size_t k = 0; needed && k < q->n_statements; k++)
            needed =
                k / q->choices[c].stride % 2 || !number_in(q, &q->statements[k], i);
        if (needed)
            return &q->choices[c];
    }
    return NULL;
}

static void note_params(const Plan *p, QueryPlan *q)
{
    Field *params = arena_many(p->arena, Field, q->checked->n_params);
    for (size_t i = 0; i < q->checked->n_params; i++) {
        params[i] = q->params[i];
        const ChoicePlan *c = needed_for(q, i);
        if (c)
            params[i].type.note =
                str_format(p->arena, "%.*s%sonly %.*s", STR_ARG(params[i].type.note),
                           params[i].type.note.len ? "; " : "", STR_ARG(c->field.name));
    }
    q->params = params;
}

static bool is_renumbered(const QueryPlan *q)
{
    for (size_t i = 0; i < q->checked->n_params; i++)
        for (size_t k = 0; k < q->n_statements; k++)
            if (number_in(q, &q->statements[k], i) != q->checked->params[i].number)
                return true;
    return false;
}

void plan_choices(const Plan *p, QueryPlan *q)
{
    Arena *a = p->arena;
    const Query *query = q->checked->query;
    ChoicePlan *choices = arena_many(a, ChoicePlan, query->n_choices);
    if (!query->n_choices)
        return;
    size_t stride = 1;
    for (size_t i = 0; i < query->n_choices; i++) {
        const Choice *c = &query->choices[i];
        Str name = name_snake(a, c->name);
        choices[i].stride = stride;
        choices[i].set = c->n_forms ? plan_set(p, q, c) : NULL;
        choices[i].field.type.name = c->n_forms ? choices[i].set->is.type : S("bool");
        choices[i].field.name = !c->n_forms ? str_format(a, "with_%.*s", STR_ARG(name))
                                : query_in_struct(q) ? name_member(a, name)
                                                     : name_parameter(a, name);
        stride *= c->n_forms ? c->n_forms : 2;
    }
    q->choices = choices;
    q->n_choices = query->n_choices;
    q->renumbered = is_renumbered(q);
    note_params(p, q);
}

// --- the header --------------------------------------------------------------

void put_choices_header(CWriter *w, const QueryPlan *q)
{
    for (size_t i = 0; i < q->n_choices; i++)
        if (q->choices[i].set)
            put_enum_header(w, q->choices[i].set);
}

// --- the source --------------------------------------------------------------

static void put_numbers(CWriter *w, const QueryPlan *q)
{
    Arena *a = w->out.arena;
    CWLine *lines = arena_many(a, CWLine, q->n_statements);
    cw_comment(w, "",
               "The number of each parameter in each statement; 0: it is not there.");
    const char *indent =
        cw_define(w, "static const int $MEDIA_SEARCH$_NUMBERS[]", " = {\n");
    for (size_t k = 0; k < q->n_statements; k++) {
        Buf row = {.arena = a};
        buf_z(&row, indent);
        for (size_t i = 0; i < q->checked->n_params; i++)
            buf_format(&row, "%s%d,", i ? " " : "", number_in(q, &q->statements[k], i));
        lines[k].code = buf_str(&row);
        lines[k].comment = str_format(a, "%zu", k);
    }
    cw_lines(w, lines, q->n_statements);
    cw_put(w, "};\n"
              "\n");
}

static void put_one_choice(CWriter *w, const QueryPlan *q, const ChoicePlan *c)
{
    Arena *a = w->out.arena;
    cw_let(w, "params", query_in_struct(q) ? S("params->") : S(""));
    cw_let(w, "field", c->field.name);
    cw_let(w, "n", str_format(a, "%zu", c->stride));
    cw_let(w, "times", c->stride > 1 ? str_format(a, "%zu * ", c->stride) : S(""));
    if (!c->set) {
        cw_put(w, "    if ($params$$field$)\n"
                  "        choice += $n$;\n");
        return;
    }
    cw_let(w, "SORT", c->set->is.upper);
    static const Str args[] = {STR("&$SORT$"), STR("(int)$params$$field$")};
    cw_call(w, "    choice += $times$weave_choice", args, 2, ";\n");
}

static void put_choice_function(CWriter *w, const QueryPlan *q)
{
    Arena *a = w->out.arena;
    Str *inputs = arena_many(a, Str, q->n_choices);
    size_t n = query_in_struct(q) ? 1 : q->n_choices;
    for (size_t i = 0; i < n; i++)
        inputs[i] = str_format(a, "%.*s %.*s", STR_ARG(q->choices[i].field.type.name),
                               STR_ARG(q->choices[i].field.name));
    if (query_in_struct(q))
        inputs[0] = str_format(a, "const %.*s *params", STR_ARG(q->params_type));
    cw_comment(w, "", "Which of the statements it is.");
    cw_call(w, "static size_t $media_search$_choice", inputs, n, "\n");
    cw_put(w, "{\n"
              "    size_t choice = 0;\n");
    for (size_t i = 0; i < q->n_choices; i++)
        put_one_choice(w, q, &q->choices[i]);
    cw_put(w, "    return choice;\n"
              "}\n"
              "\n");
}

void put_choices_source(CWriter *w, const QueryPlan *q)
{
    if (!q->n_choices)
        return;
    for (size_t i = 0; i < q->n_choices; i++)
        if (q->choices[i].set)
            put_enum_source(w, q->choices[i].set);
    cw_let(w, "media_search", q->is.name);
    cw_let(w, "MEDIA_SEARCH", q->is.upper);
    if (q->renumbered)
        put_numbers(w, q);
    put_choice_function(w, q);
}

void put_choice(CWriter *w, const QueryPlan *q)
{
    Str *args = arena_many(w->out.arena, Str, q->n_choices);
    for (size_t i = 0; i < q->n_choices; i++)
        args[i] = q->choices[i].field.name;
    args[0] = query_in_struct(q) ? S("params") : args[0];
    cw_let(w, "media_search", q->is.name);
    cw_call(w, "    size_t choice = $media_search$_choice", args,
            query_in_struct(q) ? 1 : q->n_choices, ";\n");
}

void put_choose(CWriter *w, const QueryPlan *q)
{
    if (!q->n_choices)
        return;
    put_choice(w, q);
    cw_let(w, "MEDIA_SEARCH", q->is.upper);
    size_t n = q->checked->n_params;
    cw_let(w, "times", n > 1 ? str_format(w->out.arena, "%zu * ", n) : S(""));
    if (q->renumbered)
        cw_put(w, "    const int *numbers = &$MEDIA_SEARCH$_NUMBERS[$times$choice];\n");
}

void put_check_choices(CWriter *w, const QueryPlan *q, const char *query)
{
    static const Str args[] = {STR("&$query$"), STR("\"$name$\""), STR("&$SORT$"),
                               STR("(int)$params$$field$")};
    for (size_t i = 0; i < q->n_choices; i++) {
        const ChoicePlan *c = &q->choices[i];
        if (!c->set)
            continue;
        cw_let(w, "query", str_z(query));
        cw_let(w, "name", q->checked->query->choices[i].name);
        cw_let(w, "SORT", c->set->is.upper);
        cw_let(w, "params", query_in_struct(q) ? S("params->") : S(""));
        cw_let(w, "field", c->field.name);
        cw_call(w, "    weave_check_choice", args, 4, ";\n");
    }
}
