// schema.c - makes the database that queries are judged against.

#include "stage3_emit/judge/judge.h"

#include "catalog/catalog_ddl.h"
#include "runtime/weave_sqlite.h"

bool judge_open(Judge *j, RegisterFunctions register_functions)
{
    int code = sqlite3_open_v2(":memory:", &j->db,
                               SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE |
                                   SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_MEMORY,
                               NULL);
    if (code == SQLITE_OK)
        code = weave_prepare_connection(j->db);
    if (code != SQLITE_OK) {
        diag_error(j->diag, (Span){0}, DIAG_W300,
                   "cannot open a database in memory: %s", sqlite3_errmsg(j->db));
        return false;
    }
    if (register_functions && (code = register_functions(j->db)) != SQLITE_OK) {
        diag_error(j->diag, (Span){0}, DIAG_W300,
                   "the application's weave_register() failed: %s",
                   sqlite3_errstr(code));
        return false;
    }
    judge_guard(j);
    return true;
}

// --- DDL ---------------------------------------------------------------------

static void refuse(Judge *j, const Ddl *ddl)
{
    int offset = sqlite3_error_offset(j->db);
    Span at = ddl->at;
    if (ddl->n_pieces && offset >= 0) {
        Words words = words_of(j->arena, ddl->sql);
        size_t i = words_at(&words, (size_t)offset);
        if (i != WORD_NONE)
            at = pieces_span(ddl->pieces, ddl->n_pieces, words.items[i].start,
                             words.items[i].len);
    }
    diag_error(j->diag, at, j->denied ? DIAG_W305 : DIAG_W300, "%s",
               j->denied ? j->denied : sqlite3_errmsg(j->db));
    if (ddl->made && offset >= 0)
        diag_note(j->diag, (Span){0}, "in the SQL made of it: %.*s",
                  STR_ARG(str_line_at(ddl->sql, (size_t)offset)));
}

static bool apply(Judge *j, const Ddl *ddl)
{
    sqlite3_stmt *stmt = NULL;
    j->denied = NULL;
    int code =
        sqlite3_prepare_v3(j->db, ddl->sql.ptr, (int)ddl->sql.len, 0, &stmt, NULL);
    while (code == SQLITE_OK && stmt && sqlite3_step(stmt) == SQLITE_ROW)
        ;
    bool ok = code == SQLITE_OK && sqlite3_finalize(stmt) == SQLITE_OK;
    if (!ok)
        refuse(j, ddl);
    return ok;
}

// Without what stands behind the last word: a comment would swallow the semicolon.
static Str without_tail(Arena *a, Str sql)
{
    Words words = words_of(a, sql);
    if (!words.n)
        return sql;
    const Word *last = &words.items[words.n - 1];
    return str_cut(sql, 0, last->start + last->len);
}

static bool apply_all(Judge *j, Checked *out)
{
    size_t n;
    const Ddl *ddl = catalog_ddl(j->arena, j->catalog, &n);
    Buf text = {.arena = j->arena};
    bool ok = true;
    for (size_t i = 0; i < n; i++) {
        ok = apply(j, &ddl[i]) && ok;
        buf_put(&text, without_tail(j->arena, ddl[i].sql));
        buf_z(&text, ";\n");
    }
    out->ddl = buf_str(&text);
    return ok;
}

// --- views -------------------------------------------------------------------

static Span view_place(const Judge *j, Str name)
{
    for (size_t i = 0; i < j->catalog->n_views; i++)
        if (str_eq_nocase(j->catalog->views[i].name, name))
            return j->catalog->views[i].at;
    for (size_t i = 0; i < j->catalog->n_statements; i++) {
        const Statement *s = &j->catalog->statements[i];
        Words words = words_of(j->arena, s->sql);
        if (word_is(&words, 0, "CREATE") &&
            words_find_table(&words, name).from != WORD_NONE)
            return s->at;
    }
    return (Span){0};
}

// SQLite makes a view without looking at what it reads; this is the look.
static bool view_is_sound(Judge *j, Str name)
{
    char *sql = sqlite3_mprintf("SELECT * FROM \"%w\"", str_zero(j->arena, name));
    sqlite3_stmt *stmt = NULL;
    bool ok = sql && sqlite3_prepare_v2(j->db, sql, -1, &stmt, NULL) == SQLITE_OK;
    if (!ok) {
        diag_error(j->diag, view_place(j, name), DIAG_W300, "%s",
                   sqlite3_errmsg(j->db));
        diag_note(j->diag, (Span){0}, "found when reading the view \"%.*s\"",
                  STR_ARG(name));
    }
    sqlite3_finalize(stmt);
    sqlite3_free(sql);
    return ok;
}

static bool views_are_sound(Judge *j)
{
    sqlite3_stmt *stmt = NULL;
    bool ok = true;
    sqlite3_prepare_v2(
        j->db, "SELECT name FROM sqlite_schema WHERE type = 'view' ORDER BY rowid", -1,
        &stmt, NULL);
    while (sqlite3_step(stmt) == SQLITE_ROW) {
        Str name = str_z((const char *)sqlite3_column_text(stmt, 0));
        ok = view_is_sound(j, name) && ok;
    }
    sqlite3_finalize(stmt);
    return ok;
}

static void check_names(const Judge *j)
{
    const Settings *s = &j->catalog->settings;
    Str *tables = arena_many(j->arena, Str, j->model.n_tables);
    for (size_t i = 0; i < j->model.n_tables; i++)
        tables[i] = j->model.tables[i].name;
    for (size_t i = 0; i < s->n_names; i++) {
        Str name = s->names[i].table;
        if (model_find_table(&j->model, name))
            continue;
        diag_error(j->diag, s->names[i].at, DIAG_W301,
                   "no table or view is called \"%.*s\"", STR_ARG(name));
        Str near = str_nearest(name, tables, j->model.n_tables);
        if (near.len)
            diag_note(j->diag, (Span){0}, "did you mean \"%.*s\"?", STR_ARG(near));
    }
}

bool judge_schema(Judge *j, Checked *out)
{
    out->catalog = j->catalog;
    if (!apply_all(j, out) || !views_are_sound(j))
        return false;
    Str why;
    char *shape = NULL;
    if (!model_read(j->arena, j->catalog, j->db, &j->model, &why)) {
        diag_error(j->diag, (Span){0}, DIAG_W300, "%.*s", STR_ARG(why));
        return false;
    }
    if (weave_schema_shape(j->db, &shape) != SQLITE_OK) {
        diag_error(j->diag, (Span){0}, DIAG_W300, "%s", sqlite3_errmsg(j->db));
        return false;
    }
    out->model = j->model;
    out->shape = str_copy(j->arena, str_z(shape));
    sqlite3_free(shape);
    check_names(j);
    j->schema_is_made = true;
    return true;
}
