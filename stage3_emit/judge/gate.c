// gate.c - weave's own reading of a query beside SQLite's: where the two differ, nothing
// is made of it.
//
// SQLite is right about all that it says: parameters, columns, their names and origins,
// what is read and whether anything is written. If weave says otherwise it has taken a
// name for another one, and then its types are worth nothing.

#include "stage3_emit/judge/judge.h"
#include "stage3_emit/sql/lex.h"

typedef struct Gate {
    Judge *judge;
    const CheckedQuery *query;
    const Facts *facts;
    bool failed;
} Gate;

static void disagree(Gate *g, Str about)
{
    const Query *q = g->query->query;
    if (g->failed)
        return;
    g->failed = g->judge->disagreed = true;
    diag_error(g->judge->diag, q->at, DIAG_W330,
               "weave: bug: weave and SQLite do not agree about %.*s", STR_ARG(about));
    diag_note(
        g->judge->diag, (Span){0},
        "please report it, with the schema and this query: until then nothing can "
        "be made of it");
}

// --- parameters ----------------------------------------------------------------

// "?" and "?3" have no name to compare.
static bool param_agrees(const Facts *f, Str sql, const SqlToken *t)
{
    if (t->param < 1 || (size_t)t->param > f->n_params)
        return false;
    return sql.ptr[t->at.start] == '?' ||
           str_eq(str_cut(sql, t->at.start + 1, t->at.end), f->params[t->param - 1]);
}

static void check_params(Gate *g)
{
    const Facts *f = g->facts;
    Arena mem = {0};
    SqlText text = sql_lex(&mem, g->query->sql);
    bool agree = text.n_params == (int)f->n_params && g->query->n_params == f->n_params;
    for (size_t i = 0; agree && i < text.n_tokens; i++)
        agree = text.tokens[i].kind != TOKEN_PARAM ||
                param_agrees(f, text.sql, &text.tokens[i]);
    arena_free(&mem);
    if (!agree)
        disagree(g, S("the parameters of this query"));
}

// --- columns -------------------------------------------------------------------

static void check_column(Gate *g, const ResultColumn *ours, const FactColumn *theirs)
{
    if (!str_eq(ours->name, theirs->name) ||
        (ours->origin && theirs->origin && ours->origin != theirs->origin))
        disagree(g, str_format(g->judge->arena, "the column '%.*s' of this query",
                               STR_ARG(theirs->name)));
}

static void check_columns(Gate *g)
{
    if (g->query->n_columns != g->facts->n_columns)
        disagree(g, S("the columns of this query"));
    for (size_t i = 0; !g->failed && i < g->facts->n_columns; i++)
        check_column(g, &g->query->columns[i], &g->facts->columns[i]);
}

// --- what is read --------------------------------------------------------------

static bool has_read(const Read *reads, size_t n, const ModelColumn *c)
{
    for (size_t i = 0; i < n; i++)
        if (reads[i].column == c)
            return true;
    return false;
}

static void disagree_about(Gate *g, const ModelColumn *c)
{
    disagree(g, str_format(g->judge->arena, "whether this query reads %.*s.%.*s",
                           STR_ARG(c->table->name), STR_ARG(c->name)));
}

// SQLite tells of every column that is named. A statement that writes reads more than is
// named: what its triggers do, foreign keys, all that UPDATE ... FROM may hand on.
static void check_reads(Gate *g)
{
    const CheckedQuery *q = g->query;
    const Facts *f = g->facts;
    for (size_t i = 0; i < q->n_reads; i++)
        if (q->reads[i].certain && q->reads[i].column->table->kind != MODEL_VIRTUAL &&
            !has_read(f->reads, f->n_reads, q->reads[i].column))
            disagree_about(g, q->reads[i].column);
    for (size_t i = 0; f->read_only && i < f->n_reads; i++)
        if (f->reads[i].certain && !has_read(q->reads, q->n_reads, f->reads[i].column))
            disagree_about(g, f->reads[i].column);
}

static void check_writing(Gate *g)
{
    if (g->query->writes != !g->facts->read_only)
        disagree(g, S("whether this query writes"));
}

void judge_gate(Judge *j, const CheckedQuery *q, const Facts *f)
{
    Gate g = {j, q, f, false};
    check_params(&g);
    check_columns(&g);
    if (!q->understood)
        return;
    check_reads(&g);
    check_writing(&g);
}
