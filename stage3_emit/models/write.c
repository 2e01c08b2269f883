// write.c - the statements that write.
//
// "Not given" is NULL, and what is meant by it stands in the SQL: the default of the
// column, or what the row has already. Where NULL is also a value the column may be
// given, a parameter of its own says so.

#include "stage3_emit/models/statement.h"

#include "runtime/weave.h"
#include "stage3_emit/names.h"
#include "stage3_emit/sql/lex.h"

static OperationArgument member(Arena *a, const Written *w)
{
    return (OperationArgument){.param = name_kept(a, w->column->name),
                               .from = FROM_ROW,
                               .column = w->column,
                               .optional = w->optional};
}

static OperationArgument null_flag(Arena *a, const Written *w)
{
    Str name = name_kept(a, w->column->name);
    return (OperationArgument){.param = str_format(a, "%.*s_is_null", STR_ARG(name)),
                               .from = FROM_NO_MORE,
                               .column = w->column};
}

// The value, or what is made of it.
static void put_given(Draft *d, const Written *w, OperationArgument what)
{
    size_t at = str_find(w->stored, '?');
    if (at == STR_NONE) {
        draft_param(d, what);
        return;
    }
    buf_put(&d->out, str_cut(w->stored, 0, at));
    draft_param(d, what);
    buf_put(&d->out, str_cut(w->stored, at + 1, w->stored.len));
}

// What is stored: the value, or, where none is given, otherwise.
static void put_value(Draft *d, const Written *w, Str otherwise)
{
    if (!otherwise.len) {
        put_given(d, w, member(d->arena, w));
        return;
    }
    if (w->flagged) {
        draft_put(d, "CASE WHEN ");
        draft_param(d, null_flag(d->arena, w));
        draft_put(d, " THEN NULL ELSE ");
    }
    draft_put(d, "coalesce(");
    put_given(d, w, member(d->arena, w));
    draft_put(d, ", ");
    buf_put(&d->out, otherwise);
    draft_put(d, w->flagged ? ") END" : ")");
}

static Str default_of(Arena *a, const Written *w)
{
    return w->column->has_default ? default_expression(a, w->column) : (Str){0};
}

static size_t width_of(const Written *w, Str otherwise)
{
    size_t n = w->column->name.len;
    return otherwise.len ? n + otherwise.len + (w->flagged ? 50 + n : 13) : n + 1;
}

// --- INSERT ------------------------------------------------------------------

static void put_inserted(Draft *d, const TableModel *m)
{
    draft_put(d, "INSERT INTO ");
    draft_name(d, m->table->name);
    if (!m->n_inserted) {
        draft_put(d, "\nDEFAULT VALUES");
        return;
    }
    draft_put(d, " (");
    for (size_t i = 0; i < m->n_inserted; i++) {
        draft_comma(d, i == 0, m->inserted[i].column->name.len, "\n    ");
        draft_name(d, m->inserted[i].column->name);
    }
    draft_put(d, d->of_rows ? ")\nSELECT " : ")\nVALUES (");
    for (size_t i = 0; i < m->n_inserted; i++) {
        Str otherwise = default_of(d->arena, &m->inserted[i]);
        draft_comma(d, i == 0, width_of(&m->inserted[i], otherwise), "\n    ");
        put_value(d, &m->inserted[i], otherwise);
    }
    if (d->of_rows)
        draft_from_rows(d);
    else
        draft_put(d, ")");
}

// Whether one statement can take all rows: nothing of the application's is asked about
// each of them, and what is written has a kind of its own.
static bool is_at_once(const TableModel *m)
{
    size_t n = 0;
    for (size_t i = 0; i < m->n_inserted; i++) {
        const Written *w = &m->inserted[i];
        if (w->stored.len || w->column->type.storage == CLASS_ANY)
            return false;
        n += w->flagged ? 2 : 1;
    }
    return n && n <= WEAVE_MEMBERS && !m->n_rules && !m->declared->n_hooks;
}

static void put_target(Draft *d, const TableModel *m)
{
    for (size_t i = 0; i < m->n_key; i++) {
        draft_put(d, i ? ", " : "\nON CONFLICT (");
        draft_name(d, m->key[i]->name);
    }
    draft_put(d, ")");
}

// A row that is there keeps what is not given; what has no default is always given.
static void put_conflict(Draft *d, const TableModel *m)
{
    bool any = false;
    put_target(d, m);
    for (size_t i = 0; i < m->n_inserted; i++) {
        const Written *w = &m->inserted[i];
        const ModelColumn *c = w->column;
        if (c->primary_key)
            continue;
        draft_put(d, any ? ",\n    " : " DO UPDATE SET\n    ");
        any = true;
        draft_name(d, c->name);
        draft_put(d, " = ");
        if (c == m->version) {
            draft_name(d, c->name);
            draft_put(d, " + 1");
        } else if (model_stored(m, c) && !w->stored.len) {
            buf_put(&d->out, default_expression(d->arena, c));
        } else if (c->has_default) {
            put_value(d, w, sql_quote(d->arena, c->name));
        } else {
            draft_put(d, "excluded.");
            draft_name(d, c->name);
        }
    }
    draft_put(d, any ? "" : " DO NOTHING");
}

static void put_returning(Draft *d, const TableModel *m)
{
    bool first = true;
    draft_put(d, "\nRETURNING ");
    for (size_t i = 0; i < m->table->n_columns; i++) {
        const ModelColumn *c = &m->table->columns[i];
        if (c->hidden || model_denies(m, ACTION_READ, c))
            continue;
        draft_comma(d, first, c->name.len, "\n          ");
        draft_name(d, c->name);
        first = false;
    }
}

OperationStatement insert_statement(Arena *a, const TableModel *m, Span at, Str name,
                                    Str part, OperationKind kind)
{
    Draft d = draft_new(a, at);
    d.of_rows = kind == OPERATION_INSERT_MANY && is_at_once(m);
    put_inserted(&d, m);
    if (kind == OPERATION_UPSERT || kind == OPERATION_UPSERT_MANY)
        put_conflict(&d, m);
    else if (kind == OPERATION_INSERT_OR_IGNORE)
        draft_put(&d, "\nON CONFLICT DO NOTHING");
    else if (kind == OPERATION_SELECT_OR_INSERT)
        put_returning(&d, m);
    return draft_end(&d, m, name, part);
}

// --- UPDATE, DELETE ----------------------------------------------------------

static void put_set(Draft *d, const ModelColumn *c, bool *any)
{
    draft_put(d, *any ? ",\n    " : "\nSET ");
    *any = true;
    draft_name(d, c->name);
    draft_put(d, " = ");
}

// What changes with the row by itself.
static void put_bump(Draft *d, const TableModel *m, bool *any)
{
    for (size_t i = 0; i < m->declared->n_stored; i++) {
        const ModelColumn *c =
            model_find_column(m->table, m->declared->stored[i].column);
        if (m->declared->stored[i].sql.len || !c)
            continue;
        put_set(d, c, any);
        buf_put(&d->out, default_expression(d->arena, c));
    }
    if (!m->version)
        return;
    put_set(d, m->version, any);
    draft_name(d, m->version->name);
    draft_put(d, " + 1");
}

static void put_sets(Draft *d, const TableModel *m, bool all)
{
    bool any = false;
    for (size_t i = 0; i < m->n_patched; i++) {
        const Written *w = &m->patched[i];
        put_set(d, w->column, &any);
        if (all)
            put_given(d, w,
                      (OperationArgument){.param = name_kept(d->arena, w->column->name),
                                          .from = FROM_ROW,
                                          .column = w->column,
                                          .optional = !w->column->not_null});
        else
            put_value(d, w, sql_quote(d->arena, w->column->name));
    }
    put_bump(d, m, &any);
}

// Now, as the column has it.
static const char *now_of(const ModelColumn *c)
{
    switch (c->type.mode) {
    case MODE_BOOLEAN: return "1";
    case MODE_TIMESTAMP_MS:
        return "CAST((julianday('now') - 2440587.5) * 86400000 AS INTEGER)";
    default: break;
    }
    return c->type.storage == CLASS_TEXT   ? "CURRENT_TIMESTAMP"
           : c->type.storage == CLASS_REAL ? "julianday('now')"
                                           : "unixepoch()";
}

static void put_delete(Draft *d, const TableModel *m)
{
    bool any = false;
    draft_put(d, m->soft_delete ? "UPDATE " : "DELETE FROM ");
    draft_name(d, m->table->name);
    if (!m->soft_delete)
        return;
    put_set(d, m->soft_delete, &any);
    draft_put(d, now_of(m->soft_delete));
    put_bump(d, m, &any);
}

OperationStatement change_statement(Arena *a, const TableModel *m, Span at, Str name,
                                    OperationKind kind, const ModelWish *wish)
{
    bool one = kind != OPERATION_UPDATE_BY && kind != OPERATION_DELETE_BY;
    bool deletes = kind == OPERATION_DELETE || kind == OPERATION_DELETE_BY;
    size_t n;
    const ModelColumn *const *columns = wish_columns(a, m, wish, &n);
    Matching matching = {.model = m,
                         .columns = one ? m->key : columns,
                         .n_columns = one ? m->n_key : n,
                         .prefix = kind == OPERATION_UPDATE_BY ? "by_" : "",
                         .from = kind == OPERATION_UPDATE ? FROM_ROW : FROM_CALLER,
                         .versioned = one,
                         .live_only = deletes,
                         .action = deletes ? ACTION_DELETE : ACTION_UPDATE,
                         .where = wish ? &wish->where : NULL};
    Draft d = draft_new(a, at);
    draft_reserve_all(&d, &matching);
    if (deletes) {
        put_delete(&d, m);
    } else {
        draft_put(&d, "UPDATE ");
        draft_name(&d, m->table->name);
        put_sets(&d, m, kind == OPERATION_UPDATE);
    }
    draft_where(&d, &matching);
    return draft_end(&d, m, name, (Str){0});
}
