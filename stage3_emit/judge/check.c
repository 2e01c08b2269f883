// check.c - puts a catalog before SQLite, and weave's own reading of it beside
// SQLite's.

#include "stage3_emit/judge/check.h"

#include "stage3_emit/judge/judge.h"

// --- a query -----------------------------------------------------------------

// An expression without an alias is named by its text, which may be laid out anew.
static bool same_columns(const Facts *a, const Facts *b)
{
    bool same = a->n_columns == b->n_columns;
    for (size_t i = 0; same && i < a->n_columns; i++) {
        const FactColumn *x = &a->columns[i], *y = &b->columns[i];
        same = x->origin == y->origin && (!x->origin || str_eq(x->name, y->name));
    }
    return same;
}

// "id:1": of the fourth of a name on, SQLite throws dice.
static bool has_made_up_name(const Facts *f)
{
    for (size_t i = 0; i < f->n_columns; i++)
        if (str_find(f->columns[i].name, ':') != STR_NONE)
            return true;
    return false;
}

// Takes sql for the query if it gives the same columns and parameters.
static bool try_text(Judge *j, const Query *q, Str sql, Facts *facts, Str *out)
{
    bool same = str_eq(sql, q->sql);
    *out = same ? q->sql : str_copy(j->arena, sql);
    if (same && !has_made_up_name(facts))
        return true; // facts are of that
    sqlite3_stmt *stmt = judge_prepare_again(j, sql);
    if (!stmt)
        return false;
    Facts again = judge_facts(j, stmt);
    sqlite3_finalize(stmt);
    if (!same_columns(facts, &again) || facts->n_params != again.n_params)
        return false;
    *facts = again;
    return true;
}

// The text as it will be run: stars written out, laid out for reading. A star stays
// where it means more than its columns: ORDER BY id is not ambiguous behind SELECT m.*.
static bool rewrite(Judge *j, const Query *q, Facts *facts, Str *sql)
{
    Str expanded = infer_expand_stars(&j->scratch, &j->model, facts, q->sql);
    if (try_text(j, q, sql_layout(&j->scratch, expanded), facts, sql) ||
        try_text(j, q, sql_layout(&j->scratch, q->sql), facts, sql))
        return true;
    diag_error(
        j->diag, q->at, DIAG_W303,
        "SQLite calls the columns of this query differently each time: give them "
        "names with AS");
    return false;
}

// The query builder's own names: two columns called id are not one to it.
static void name_columns(Judge *j, const Query *q, CheckedQuery *out)
{
    ResultColumn *columns = arena_many(j->arena, ResultColumn, out->n_columns);
    if (q->n_names == 0 || q->n_names != out->n_columns)
        return;
    for (size_t i = 0; i < out->n_columns; i++) {
        columns[i] = out->columns[i];
        columns[i].name = q->names[i];
    }
    out->columns = columns;
}

static bool check_statement(Judge *j, const Query *q, sqlite3_stmt *stmt,
                            CheckedQuery *out)
{
    Facts facts = judge_facts(j, stmt);
    sqlite3_finalize(stmt);
    *out = (CheckedQuery){.query = q, .read_only = facts.read_only};
    if (!judge_params(j, q, &facts) || !judge_paths(j, q) ||
        !rewrite(j, q, &facts, &out->sql))
        return false;
    infer_query(j->arena, &j->model, &facts, j->diag, out);
    judge_gate(j, out, &facts);
    name_columns(j, q, out);
    judge_embeds(j, out);
    judge_tables(out, &facts);
    judge_plan(j, out);
    judge_fetch(j, out);
    return true;
}

// What the judging of the one before has left behind is forgotten.
static void begin_query(Judge *j, const Query *q)
{
    arena_clear(&j->scratch);
    j->words = words_of(&j->scratch, q->sql);
}

static bool check_query(Judge *j, const Query *q, CheckedQuery *out)
{
    begin_query(j, q);
    sqlite3_stmt *stmt = judge_prepare_query(j, q);
    if (!stmt || !check_statement(j, q, stmt, out))
        return false;
    judge_lint(j, out);
    return true;
}

// --- operations --------------------------------------------------------------

// What nobody has asked for is left out where SQLite refuses it: the keys of a table may
// be such that nothing can be deleted from it.
static bool check_operation(Judge *j, Operation *op, CheckedQuery *out, size_t *n)
{
    for (size_t i = 0; i < op->n_statements; i++) {
        const Query *q = &op->statements[i].query;
        begin_query(j, q);
        sqlite3_stmt *stmt =
            op->asked ? judge_prepare_query(j, q) : judge_prepare_again(j, q->sql);
        if (!stmt && !op->asked)
            op->left_out =
                str_format(j->arena, "SQLite refuses it: %s", sqlite3_errmsg(j->db));
        if (!stmt || !check_statement(j, q, stmt, &out[i]))
            return false;
        out[i].operation = op;
        op->statements[i].checked = &out[i];
    }
    *n += op->n_statements;
    return true;
}

static void check_models(Judge *j, TableModel *models, size_t n, Checked *out,
                         CheckedQuery *queries)
{
    for (size_t i = 0; i < n; i++)
        for (size_t k = 0; k < models[i].n_operations; k++)
            check_operation(j, &models[i].operations[k], &queries[out->n_operations],
                            &out->n_operations);
    out->models = models;
    out->n_models = n;
}

static size_t count_statements(const TableModel *models, size_t n)
{
    size_t total = 0;
    for (size_t i = 0; i < n; i++)
        for (size_t k = 0; k < models[i].n_operations; k++)
            total += models[i].operations[k].n_statements;
    return total;
}

// Of a query that is accepted something may be said all the same.
static bool check_and_note(Judge *j, const Query *q, Checked *c, CheckedQuery *out)
{
    size_t before = diag_count(j->diag);
    bool accepted = check_query(j, q, out);
    for (size_t i = before; i < diag_count(j->diag); i++)
        *arena_push(j->arena, c->said, Said) = (Said){q, i};
    return accepted;
}

static void check_queries(Judge *j, Checked *out)
{
    size_t n, most = j->catalog->n_queries;
    TableModel *models =
        models_make(j->arena, j->catalog, &j->model, out->kept, j->diag, &n);
    CheckedQuery *queries =
        arena_many(j->arena, CheckedQuery, most + count_statements(models, n));
    for (size_t i = 0; i < j->catalog->n_queries; i++) {
        const Query *q = &j->catalog->queries[i];
        if (!checked_keeps(out, q->module) &&
            check_and_note(j, q, out, &queries[out->n_queries]))
            out->n_queries++;
    }
    check_models(j, models, n, out, &queries[out->n_queries]);
    out->n_queries += out->n_operations;
    out->queries = queries;
    if (diag_failed(j->diag))
        return; // some statement may be missing
    for (const CheckedQuery *q = NULL; (q = checked_next(out, q));)
        judge_choices(j, &queries[q - queries], checked_statements(out, q));
}

// --- a catalog ---------------------------------------------------------------

static bool check(Judge *j, RegisterFunctions register_functions, bool with_queries,
                  const Intern *kept, Checked *out)
{
    *out = (Checked){.catalog = j->catalog, .kept = kept};
    bool ok = judge_open(j, register_functions) && judge_schema(j, out);
    if (ok && with_queries)
        check_queries(j, out);
    out->disagreed = j->disagreed;
    arena_free(&j->scratch);
    sqlite3_close(j->db);
    return ok && !diag_failed(j->diag);
}

bool check_catalog(Arena *a, const Catalog *c, RegisterFunctions register_functions,
                   Diag *d, Checked *out)
{
    return check_modules(a, c, NULL, register_functions, d, out);
}

bool check_modules(Arena *a, const Catalog *c, const Intern *kept,
                   RegisterFunctions register_functions, Diag *d, Checked *out)
{
    Judge j = {.arena = a, .catalog = c, .diag = d};
    return check(&j, register_functions, true, kept, out);
}

bool check_schema(Arena *a, const Catalog *c, RegisterFunctions register_functions,
                  Diag *d, Checked *out)
{
    Judge j = {.arena = a, .catalog = c, .diag = d};
    return check(&j, register_functions, false, NULL, out);
}

// --- what must be declared ---------------------------------------------------

static void report_unknown(Diag *d, const CheckedParam *p)
{
    diag_error(d, p->at, DIAG_W310,
               "cannot infer the type of the parameter '%.*s'%s%.*s", STR_ARG(p->name),
               p->why_unknown.len ? ": " : "", STR_ARG(p->why_unknown));
    for (size_t i = 0; i < 2; i++)
        if (p->clash[i].is.len)
            diag_note(d, p->clash[i].at, "here it is %.*s", STR_ARG(p->clash[i].is));
    bool in_sql = str_ends(diag_path(d, p->at.file), ".sql");
    diag_note(
        d, (Span){0},
        "declare it: %s%.*s%s, or whatever it is of int, real, text, blob, bool, "
        "timestamp, bigint, json and table.column; any takes whatever it is given",
        in_sql ? "-- @param " : "${'", STR_ARG(p->name),
        in_sql    ? " timestamp_ms"
        : p->list ? "[]: timestamp_ms'}"
                  : ": timestamp_ms'}");
}

bool check_types_known(const Checked *c, Diag *d)
{
    bool known = true;
    for (size_t i = 0; i < c->n_queries; i++)
        for (size_t k = 0; k < c->queries[i].n_params; k++)
            if (c->queries[i].params[k].known == KNOWN_UNKNOWN) {
                report_unknown(d, &c->queries[i].params[k]);
                known = false;
            }
    return known;
}
