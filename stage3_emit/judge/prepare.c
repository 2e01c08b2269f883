// prepare.c - prepares queries, refuses those that may not run, and gathers what SQLite
// says of the others.

#include "stage3_emit/judge/judge.h"

#include <string.h>

// --- the guard ---------------------------------------------------------------

static bool one_of(const char *word, const char *const *list, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (str_eq_nocase(str_z(word), str_z(list[i])))
            return true;
    return false;
}
#define ONE_OF(word, list) one_of((word), (list), sizeof(list) / sizeof *(list))

// Those that only read when given an argument, and those that act even without one.
static bool pragma_reads(const char *name, const char *argument)
{
    static const char *const readers[] = {
        "foreign_key_check", "foreign_key_list", "index_info",  "index_list",
        "index_xinfo",       "integrity_check",  "quick_check", "table_info",
        "table_list",        "table_xinfo"};
    static const char *const actors[] = {"incremental_vacuum", "optimize",
                                         "shrink_memory", "wal_checkpoint"};
    return argument ? ONE_OF(name, readers) : !ONE_OF(name, actors);
}

static const char *why_no_schema_change(const Judge *j)
{
    return j->schema_is_made
               ? "a query may not change the schema: put the statement into the schema"
               : NULL;
}

// Why a woven program may not do this, or null.
static const char *objection(const Judge *j, int action, const char *a, const char *b)
{
    switch (action) {
    case SQLITE_ATTACH:
    case SQLITE_DETACH:
        return "a woven program has one database: ATTACH and DETACH are not for queries";
    case SQLITE_TRANSACTION:
    case SQLITE_SAVEPOINT:
        return "transactions are not for queries: use weave_begin(), weave_commit() and "
               "weave_rollback()";
    case SQLITE_PRAGMA:
        return pragma_reads(a, b) ? NULL
                                  : "a query may not use a PRAGMA that changes "
                                    "something";
    case SQLITE_FUNCTION:
        return str_eq_nocase(str_z(b), S("load_extension"))
                   ? "a query may not load code: load_extension() is not for queries"
                   : NULL;
    case SQLITE_CREATE_INDEX:
    case SQLITE_CREATE_TABLE:
    case SQLITE_CREATE_TEMP_INDEX:
    case SQLITE_CREATE_TEMP_TABLE:
    case SQLITE_CREATE_TEMP_TRIGGER:
    case SQLITE_CREATE_TEMP_VIEW:
    case SQLITE_CREATE_TRIGGER:
    case SQLITE_CREATE_VIEW:
    case SQLITE_CREATE_VTABLE:
    case SQLITE_DROP_INDEX:
    case SQLITE_DROP_TABLE:
    case SQLITE_DROP_TEMP_INDEX:
    case SQLITE_DROP_TEMP_TABLE:
    case SQLITE_DROP_TEMP_TRIGGER:
    case SQLITE_DROP_TEMP_VIEW:
    case SQLITE_DROP_TRIGGER:
    case SQLITE_DROP_VIEW:
    case SQLITE_DROP_VTABLE:
    case SQLITE_ALTER_TABLE: return why_no_schema_change(j);
    default: return NULL;
    }
}

// A view reads for the statement; a trigger or a foreign key reads for itself. SQLite says
// ROWID for the rowid, and spells a column as it was declared: "rowid" is one.
static void note_read(Judge *j, const char *table, const char *column,
                      const char *inner)
{
    const ModelTable *t = table ? model_find_table(&j->model, str_z(table)) : NULL;
    const ModelColumn *c = t && column ? model_find_column(t, str_z(column)) : NULL;
    const ModelTable *view = inner ? model_find_table(&j->model, str_z(inner)) : NULL;
    if (c && str_is(c->name, column))
        *arena_push(&j->scratch, j->reads, Read) = (Read){c, !inner || view};
}

static int authorize(void *context, int action, const char *a, const char *b,
                     const char *schema, const char *inner)
{
    Judge *j = context;
    if (j->explains)
        return SQLITE_OK;
    judge_note_table(j, action, a);
    if (action == SQLITE_READ && schema && str_is(str_z(schema), "main"))
        note_read(j, a, b, inner);
    const char *why = objection(j, action, a, b);
    if (!why)
        return SQLITE_OK;
    if (!j->denied) {
        j->denied = why;
        j->denied_word = action == SQLITE_PRAGMA     ? str_copy(j->arena, str_z(a))
                         : action == SQLITE_FUNCTION ? S("load_extension")
                                                     : (Str){0};
    }
    return SQLITE_DENY;
}

void judge_guard(Judge *j)
{
    sqlite3_set_authorizer(j->db, authorize, j);
}

// --- preparing ---------------------------------------------------------------

static Span span_of(const Query *q, const Word *w)
{
    return pieces_span(q->pieces, q->n_pieces, w->start, w->len);
}

static void refuse_denied(Judge *j, const Query *q)
{
    const Words *words = &j->words;
    WordRange r = j->denied_word.ptr ? words_find(j->arena, words, j->denied_word)
                                     : (WordRange){WORD_NONE, WORD_NONE};
    size_t i = r.from == WORD_NONE ? 0 : r.from;
    Span at = i < words->n ? span_of(q, &words->items[i]) : q->at;
    diag_error(j->diag, at, DIAG_W305, "%s", j->denied);
}

// The first word behind the statement that is not a semicolon, or null.
static const Word *second_statement(const Words *words, size_t end)
{
    for (size_t i = 0; i < words->n; i++)
        if (words->items[i].start >= end && !word_is(words, i, ";"))
            return &words->items[i];
    return NULL;
}

// What the authorizer is not asked about.
static const char *odd_statement(const Words *words, sqlite3_stmt *stmt)
{
    if (sqlite3_stmt_isexplain(stmt))
        return "EXPLAIN is no query of a program: weave explain shows the plan";
    if (word_is(words, 0, "VACUUM"))
        return "VACUUM is no query: run it on weave_handle()";
    return NULL;
}

static bool acceptable(Judge *j, const Query *q, sqlite3_stmt *stmt, size_t end)
{
    const Word *more = second_statement(&j->words, end);
    if (!stmt)
        diag_error(j->diag, q->at, DIAG_W304, "the query holds no statement");
    else if (more)
        diag_error(j->diag, span_of(q, more), DIAG_W304,
                   "the query holds a second statement");
    else if ((j->denied = odd_statement(&j->words, stmt)))
        refuse_denied(j, q);
    else
        return true;
    return false;
}

static bool has_nul(Judge *j, const Query *q)
{
    size_t nul = str_find(q->sql, '\0');
    if (nul == STR_NONE)
        return false;
    diag_error(j->diag, pieces_span(q->pieces, q->n_pieces, nul, 1), DIAG_W303,
               "SQL cannot hold a NUL character");
    return true;
}

// *end is where the statement ends.
static sqlite3_stmt *prepare(Judge *j, Str sql, size_t *end)
{
    const char *text = sql.len ? sql.ptr : "", *tail = text;
    sqlite3_stmt *stmt = NULL;
    j->denied = NULL;
    j->denied_word = (Str){0};
    j->reads.items = NULL;
    j->reads.n = j->reads.capacity = 0;
    j->tables_read = j->tables_written = (TableNames){0};
    sqlite3_prepare_v3(j->db, text, (int)sql.len, 0, &stmt, &tail);
    *end = (size_t)(tail - text);
    return stmt;
}

sqlite3_stmt *judge_prepare_query(Judge *j, const Query *q)
{
    if (has_nul(j, q))
        return NULL;
    size_t end;
    sqlite3_stmt *stmt = prepare(j, q->sql, &end);
    if (j->denied)
        refuse_denied(j, q);
    else if (sqlite3_errcode(j->db) != SQLITE_OK)
        judge_refuse(j, q);
    else if (acceptable(j, q, stmt, end))
        return stmt;
    sqlite3_finalize(stmt);
    return NULL;
}

sqlite3_stmt *judge_prepare_again(Judge *j, Str sql)
{
    size_t end;
    return prepare(j, sql, &end);
}

// --- facts -------------------------------------------------------------------

static Str copy(Judge *j, const char *z)
{
    return str_copy(j->arena, str_z(z));
}

static FactColumn column_fact(Judge *j, sqlite3_stmt *stmt, int i)
{
    const char *table = sqlite3_column_table_name(stmt, i);
    const char *column = sqlite3_column_origin_name(stmt, i);
    const ModelTable *t = table ? model_find_table(&j->model, str_z(table)) : NULL;
    return (FactColumn){
        .name = copy(j, sqlite3_column_name(stmt, i)),
        .origin = t && column ? model_find_column(t, str_z(column)) : NULL,
        .declared_type = copy(j, sqlite3_column_decltype(stmt, i)),
    };
}

// ":name" → "name"; "?3" and "?" have none.
static Str param_name(Judge *j, const char *written)
{
    return written && *written != '?' ? copy(j, written + 1) : (Str){0};
}

Facts judge_facts(Judge *j, sqlite3_stmt *stmt)
{
    int n_columns = sqlite3_column_count(stmt);
    int n_params = sqlite3_bind_parameter_count(stmt);
    FactColumn *columns = arena_many(j->arena, FactColumn, (size_t)n_columns);
    Str *params = arena_many(j->arena, Str, (size_t)n_params);
    for (int i = 0; i < n_columns; i++)
        columns[i] = column_fact(j, stmt, i);
    for (int i = 0; i < n_params; i++)
        params[i] = param_name(j, sqlite3_bind_parameter_name(stmt, i + 1));
    return (Facts){.columns = columns,
                   .n_columns = (size_t)n_columns,
                   .params = params,
                   .n_params = (size_t)n_params,
                   .read_only = sqlite3_stmt_readonly(stmt) != 0,
                   .reads = j->reads.items,
                   .n_reads = j->reads.n,
                   .tables_read = j->tables_read.items,
                   .n_tables_read = j->tables_read.n,
                   .tables_written = j->tables_written.items,
                   .n_tables_written = j->tables_written.n};
}
