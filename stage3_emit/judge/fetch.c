// fetch.c - whether SQLite may hand a query's rows over whole.
//
// The runtime can prepare a SELECT with its result columns as the arguments of a function
// (runtime/fetch.c). That gives the same rows only where SQLite calls the function once
// for each of them; and where it may call in another order than it returns, only lists
// are fetched so, and put in order by number. The grammar says what comes into question,
// SQLite whether its plan stays what it is. refute/ runs both forms.

#include "stage3_emit/judge/judge.h"

#include "runtime/internal.h"
#include "stage3_emit/infer/value.h"
#include "stage3_emit/sql/parse.h"
#include "stage3_emit/sql/walk.h"

// --- what the grammar says -------------------------------------------------------

static bool is_aggregate(void *context, const SqlExpr *e)
{
    (void)context;
    bool window = e->kind == SQL_CALL && e->call->over;
    return window || e->select || call_may_be_aggregate(e);
}

// A subquery's aggregate may belong to the SELECT around it, so none is looked into.
static bool may_aggregate(const SqlSelect *s)
{
    const SqlCore *core = &s->cores.items[0];
    bool may = core->group.n || core->having || core->n_windows;
    for (size_t i = 0; i < core->items.n && !may; i++)
        may = sql_any(core->items.items[i].expr, is_aggregate, NULL);
    for (size_t i = 0; i < s->order.n && !may; i++)
        may = sql_any(s->order.items[i].expr, is_aggregate, NULL);
    return may;
}

static bool is_alias(void *context, const SqlExpr *e)
{
    const SqlCore *core = context;
    if (e->kind != SQL_COLUMN || e->table.len)
        return false;
    for (size_t i = 0; i < core->items.n; i++)
        if (str_eq_nocase(core->items.items[i].alias, e->name))
            return true;
    return false;
}

// ORDER BY 2, ORDER BY total: by a result column, which is then none any more.
static bool sorts_by_result(SqlSelect *s)
{
    for (size_t i = 0; i < s->order.n; i++) {
        const SqlExpr *e = s->order.items[i].expr;
        while (e->kind == SQL_COLLATE)
            e = e->left;
        if (e->kind == SQL_INTEGER || sql_any(e, is_alias, &s->cores.items[0]))
            return true;
    }
    return false;
}

// Whose rows come in no order but that in which they are found.
static bool reads_tables(const Judge *j, const SqlFrom *from)
{
    for (size_t i = 0; i < from->n; i++) {
        const SqlSource *s = &from->items[i];
        const ModelTable *t =
            s->table.ptr ? model_find_table(&j->model, s->table) : NULL;
        if (s->nested ? !reads_tables(j, s->nested) : !t || t->kind != MODEL_TABLE)
            return false;
    }
    return true;
}

// --- what SQLite says --------------------------------------------------------------

static bool same_plan(Judge *j, const CheckedQuery *q, const char *function)
{
    int step;
    char *sql = fetch_text(str_zero(&j->scratch, q->sql), function, &step);
    bool same = sql && judge_plan_is(j, q, str_z(sql), 0);
    sqlite3_free(sql);
    return same;
}

static bool only_searches(const CheckedQuery *q)
{
    for (size_t i = 0; i < q->n_plan; i++)
        if (!str_starts(str_trim(q->plan[i]), "SEARCH ") ||
            str_find_str(q->plan[i], S(" USING AUTOMATIC ")) != STR_NONE)
            return false;
    return true;
}

static bool sorts(const CheckedQuery *q)
{
    for (size_t i = 0; i < q->n_plan; i++)
        if (str_find_str(q->plan[i], S("USE TEMP B-TREE")) != STR_NONE)
            return true;
    return false;
}

static const char *why_columns(Judge *j, const CheckedQuery *q, SqlStatement *s)
{
    if (!q->read_only || !s || s->verb != VERB_SELECT)
        return "it is no SELECT";
    SqlSelect *select = s->select;
    const SqlCore *core = &select->cores.items[0];
    if (select->cores.n > 1 || core->n_rows || !core->from.n)
        return "it is not one SELECT from tables";
    if (core->distinct)
        return "DISTINCT compares the columns";
    if (may_aggregate(select))
        return "it has an aggregate, a window or a subquery among its columns";
    if (sorts_by_result(select))
        return "ORDER BY refers to a result column";
    if (select->limit && sorts(q))
        return "with LIMIT only few of the rows sorted are wanted";
    if (!same_plan(j, q, "weave_row"))
        return "as arguments the columns have another plan";
    return NULL;
}

// --- one call after the other ------------------------------------------------------

// What SQLite may compute once for a whole run though it is another in the next call.
static bool may_be_kept(void *context, const SqlExpr *e)
{
    (void)context;
    return e->kind == SQL_CALL || e->kind == SQL_NOW || e->select || e->from;
}

static bool joins_to_the_left(const SqlFrom *from)
{
    bool all = true;
    for (size_t i = 0; i < from->n; i++)
        all &= !(from->items[i].join & JOIN_RIGHT) &&
               (!from->items[i].nested || joins_to_the_left(from->items[i].nested));
    return all;
}

// One row at most, found by keys, and nothing that a run keeps from one call to the next.
static bool is_lookup(Judge *j, const CheckedQuery *q, const SqlSelect *select)
{
    const SqlCore *core = &select->cores.items[0];
    if (q->inferred == CARDINALITY_MANY || !q->n_plan || !only_searches(q) ||
        sql_any_in_core(core, may_be_kept, NULL) || !joins_to_the_left(&core->from))
        return false;
    int step;
    char *sql = turn_text(str_zero(&j->scratch, q->sql), &step);
    bool same = sql && judge_plan_is(j, q, str_z(sql), 1);
    sqlite3_free(sql);
    return same;
}

void judge_fetch(Judge *j, CheckedQuery *q)
{
    SqlText text = sql_lex(&j->scratch, q->sql);
    SqlAt where;
    SqlStatement *s = sql_parse(&j->scratch, &text, &where);
    const char *why = why_columns(j, q, s);
    q->fetch = FETCH_COLUMNS;
    q->why_columns = str_z(why);
    if (!why) {
        const SqlSelect *select = s->select;
        bool any_order = !select->order.n && !select->limit && !select->with.n &&
                         reads_tables(j, &select->cores.items[0].from);
        q->fetch =
            any_order && same_plan(j, q, "weave_rows") ? FETCH_ROWS : FETCH_NUMBERED;
        if (q->fetch == FETCH_ROWS && is_lookup(j, q, select))
            q->fetch = FETCH_LOOKUP;
    }
}
