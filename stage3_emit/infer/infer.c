// infer.c - the type and nullability of every column and parameter, and how many rows
// come back: the parts put together.

#include "stage3_emit/infer/value.h"

// --- result columns ------------------------------------------------------------

static ResultColumn unseen_column(Str name)
{
    return (ResultColumn){.name = name,
                          .type = {.storage = CLASS_ANY},
                          .classes = CLASSES_ALL,
                          .nullable = true,
                          .known = KNOWN_UNKNOWN,
                          .why_nullable = S("weave cannot read this statement"),
                          .why_any = S("weave cannot read this statement")};
}

static ResultColumn column_of(Infer *x, Str name, const Val *v)
{
    ResultColumn c = {.name = name,
                      .type = val_type(v),
                      .classes = v->classes,
                      .nullable = v->nullable,
                      .origin = v->column,
                      .known = KNOWN_INFERRED};
    Why any = {v->why_any ? v->why_any : "%s may be anything", v->expr, v->column};
    if (v->nullable)
        c.why_nullable = why_text(x, &v->why);
    if (c.type.storage != CLASS_ANY || val_is_blank(v)) // NULL alone is nothing else
        return c;
    if (v->classes == CLASSES_ALL && !v->open)
        c.known = KNOWN_UNKNOWN;
    c.why_any = why_text(x, &any);
    return c;
}

static void fill_columns(Infer *x, const Facts *f, Diag *d, const Vals *v,
                         CheckedQuery *out)
{
    ResultColumn *columns = arena_many(x->arena, ResultColumn, f->n_columns);
    bool known = v && !v->unknown && v->n == f->n_columns;
    for (size_t i = 0; i < f->n_columns; i++)
        columns[i] = known ? column_of(x, f->columns[i].name, &v->items[i])
                           : unseen_column(f->columns[i].name);
    infer_col_comments(x, d, out->query, columns, f->n_columns);
    out->columns = columns;
    out->n_columns = f->n_columns;
}

// --- cardinality ---------------------------------------------------------------

static void fill_cardinality(const Facts *f, Diag *d, const Outcome *o,
                             CheckedQuery *out)
{
    static const Cardinality cardinalities[] = {
        [ROWS_ONE] = CARDINALITY_ONE,
        [ROWS_AT_MOST_ONE] = CARDINALITY_OPTIONAL,
        [ROWS_MANY] = CARDINALITY_MANY,
    };
    Cardinality stated = out->query->stated;
    if (f->n_columns == 0) {
        out->inferred = CARDINALITY_EXEC;
        out->why_cardinality = S("it returns no columns");
    } else if (o) {
        out->inferred = cardinalities[o->rows];
        out->why_cardinality = o->why;
    } else {
        out->inferred = CARDINALITY_MANY;
        out->why_cardinality = S("weave cannot read this statement");
    }
    out->cardinality = stated == CARDINALITY_INFERRED ? out->inferred : stated;
    if (f->n_columns == 0 && stated != CARDINALITY_INFERRED &&
        stated != CARDINALITY_EXEC)
        diag_error(d, out->query->at, DIAG_W312,
                   "defineQuery.%s wants rows, but this statement returns none",
                   cardinality_name(stated));
}

// --- the whole -----------------------------------------------------------------

// What is handed out is copied: the rest of what was thought is forgotten.
static void keep(Arena *a, const CheckedQuery *of, CheckedQuery *out)
{
    CheckedParam *params = arena_many(a, CheckedParam, of->n_params);
    ResultColumn *columns = arena_many(a, ResultColumn, of->n_columns);
    Read *reads = arena_many(a, Read, of->n_reads);
    for (size_t i = 0; i < of->n_params; i++) {
        CheckedParam *p = &params[i];
        *p = of->params[i];
        Str *texts[] = {&p->name, &p->why, &p->why_unknown, &p->clash[0].is,
                        &p->clash[1].is};
        for (size_t k = 0; k < sizeof texts / sizeof *texts; k++)
            *texts[k] = str_copy(a, *texts[k]);
    }
    for (size_t i = 0; i < of->n_columns; i++) {
        columns[i] = of->columns[i];
        columns[i].why_nullable = str_copy(a, columns[i].why_nullable);
        columns[i].why_any = str_copy(a, columns[i].why_any);
    }
    for (size_t i = 0; i < of->n_reads; i++)
        reads[i] = of->reads[i];
    *out = *of;
    out->params = params;
    out->columns = columns;
    out->reads = reads;
    out->why_cardinality = str_copy(a, of->why_cardinality);
}

static void infer(Infer *x, const Facts *f, Diag *d, CheckedQuery *out)
{
    SqlAt where;
    SqlText text = sql_lex(x->arena, out->sql);
    const SqlStatement *s = sql_parse(x->arena, &text, &where);
    Outcome o = {0};
    if (s && text.n_params != (int)f->n_params)
        s = NULL; // SQLite reads it otherwise
    out->understood = s != NULL;
    out->writes = s && s->verb != VERB_SELECT;
    if (s)
        o = infer_statement(x, s);
    out->reads = x->reads.items;
    out->n_reads = x->reads.n;
    CheckedParam *params = infer_params(x, f, d, out->query);
    for (size_t i = 0; !s && i < f->n_params; i++)
        if (params[i].known == KNOWN_UNKNOWN)
            params[i].why_unknown = S("weave cannot read this statement");
    x->decided = params;
    out->params = params;
    out->n_params = f->n_params;
    if (s)
        o = infer_statement(x, s);
    fill_columns(x, f, d, s ? &o.values : NULL, out);
    fill_cardinality(f, d, s ? &o : NULL, out);
}

void infer_query(Arena *a, const Model *m, const Facts *f, Diag *d, CheckedQuery *out)
{
    Arena mem = {0};
    Infer x = {.arena = &mem, .model = m, .sql = out->sql, .n_params = f->n_params};
    CheckedQuery thought = *out;
    x.params = arena_many(&mem, ParamState, f->n_params);
    infer(&x, f, d, &thought);
    keep(a, &thought, out);
    arena_free(&mem);
}
