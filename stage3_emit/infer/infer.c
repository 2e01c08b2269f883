// infer.c - the type and nullability of every parameter and result column, and how many
// rows come back: the parts put together.

#include "stage3_emit/infer/value.h"

// --- result columns ------------------------------------------------------------

// What SQLite says of a column comes second: its origin passes through joins, views and
// subqueries without a word on NULL.
static ResultColumn column_of(const FactColumn *fact, const Val *v, bool origins_hold)
{
    ResultColumn c = {
        .name = fact->name, .type = {.storage = CLASS_ANY}, .nullable = true};
    if (v) {
        c.type = v->type;
        c.nullable = v->nullable;
        c.loose = v->loose;
        bool plain = v->column && v->column->table->kind != MODEL_VIEW &&
                     (!v->expr || v->expr->kind == SQL_COLUMN);
        c.origin = plain ? v->column : NULL;
    }
    if (c.origin && fact->origin && c.origin != fact->origin)
        return (ResultColumn){
            .name = fact->name, .type = {.storage = CLASS_ANY}, .nullable = true};
    if (!c.origin && fact->origin && origins_hold) {
        c.origin = fact->origin;
        if (c.type.storage == CLASS_ANY)
            c.type = fact->origin->type;
        c.loose = true; // certain of no arithmetic
    }
    return c;
}

static void fill_columns(Infer *x, const Facts *f, Diag *d, const SqlStatement *s,
                         CheckedQuery *out)
{
    Vals v = s ? infer_statement(x, s) : (Vals){.unknown = true};
    bool origins_hold = s && infer_origins_hold(x, s);
    ResultColumn *columns = arena_many(x->arena, ResultColumn, f->n_columns);
    bool known = !v.unknown && v.n == f->n_columns;
    for (size_t i = 0; i < f->n_columns; i++)
        columns[i] =
            column_of(&f->columns[i], known ? &v.items[i] : NULL, origins_hold);
    infer_col_comments(x, d, out->query, columns, f->n_columns);
    out->columns = columns;
    out->n_columns = f->n_columns;
}

// --- cardinality ---------------------------------------------------------------

static void fill_cardinality(Infer *x, const Facts *f, Diag *d, const SqlStatement *s,
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
    } else if (s) {
        out->inferred =
            cardinalities[infer_statement_rows(x, s, &out->why_cardinality)];
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

void infer_query(Arena *a, const Model *m, const Facts *f, Diag *d, CheckedQuery *out)
{
    SqlAt where;
    SqlText text = sql_lex(a, out->sql);
    const SqlStatement *s = sql_parse(a, &text, &where);
    Infer x = {.arena = a, .model = m, .sql = out->sql, .n_params = f->n_params};
    x.params = arena_many(a, ParamState, f->n_params);
    if (s && text.n_params != (int)f->n_params)
        s = NULL; // SQLite reads it otherwise
    if (s)
        infer_statement(&x, s);
    CheckedParam *params = infer_params(&x, f, d, out->query);
    for (size_t i = 0; !s && i < f->n_params; i++)
        if (params[i].known == KNOWN_UNKNOWN)
            params[i].why_unknown = S("weave cannot read this statement");
    x.decided = params;
    out->params = params;
    out->n_params = f->n_params;
    fill_columns(&x, f, d, s, out);
    fill_cardinality(&x, f, d, s, out);
}
