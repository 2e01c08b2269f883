// judge_gate.c - each statement of a migration, before and while it runs on the shadow.
//
// The authorizer is there for completeness: it sees what the parser of SQLite sees, in
// triggers and cascades, too. A statement that writes without any action it knows is
// refused. It stays active while the statement runs: VACUUM shows what it does only then.

#include "migrate/judging.h"

#include <string.h>

static bool is_schema_table(const char *name)
{
    return strcmp(name, "sqlite_master") == 0 || strcmp(name, "sqlite_schema") == 0 ||
           strcmp(name, "sqlite_temp_master") == 0;
}

static void see_write(Judging *j, const char *table, int action)
{
    j->seen.mapped = true;
    if (is_schema_table(table)) // by CREATE, ALTER and DROP
        return;
    j->seen.adds_only = j->seen.adds_only && action == SQLITE_INSERT;
    for (size_t i = 0; i < j->seen.n_writes; i++)
        if (str_is(j->seen.writes[i], table))
            return;
    j->seen.writes[j->seen.n_writes++] = str_copy(j->arena, str_z(table));
}

enum { WRITES = 256 };

// ALTER TABLE itself runs quick_check for a new column that the rows have to fit.
static bool is_harmless_pragma(const char *name)
{
    static const char *const names[] = {"foreign_keys",       "defer_foreign_keys",
                                        "legacy_alter_table", "foreign_key_check",
                                        "quick_check",        "optimize"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (sqlite3_stricmp(name, names[i]) == 0)
            return true;
    return false;
}

static int refuse(Judging *j, Risk risk)
{
    j->seen.refused = (int)risk;
    return SQLITE_DENY;
}

static int authorize(void *context, int action, const char *a, const char *b,
                     const char *schema, const char *inner)
{
    Judging *j = context;
    (void)schema;
    (void)inner;
    switch (action) {
    case SQLITE_ATTACH:
    case SQLITE_DETACH: return refuse(j, RISK_WU503);
    case SQLITE_TRANSACTION:
    case SQLITE_SAVEPOINT: return refuse(j, RISK_WU505);
    case SQLITE_PRAGMA:
        if (sqlite3_stricmp(a, "writable_schema") == 0)
            return refuse(j, RISK_WU502);
        j->seen.mapped = true;
        return is_harmless_pragma(a) ? SQLITE_OK : refuse(j, RISK_WU501);
    case SQLITE_FUNCTION:
        return sqlite3_stricmp(b, "load_extension") == 0 ? refuse(j, RISK_WU504)
                                                         : SQLITE_OK;
    case SQLITE_INSERT:
    case SQLITE_UPDATE:
    case SQLITE_DELETE:
        if (j->seen.n_writes < WRITES)
            see_write(j, a, action);
        return SQLITE_OK;
    case SQLITE_READ:
    case SQLITE_SELECT:
    case SQLITE_RECURSIVE: return SQLITE_OK;
    case SQLITE_ALTER_TABLE:
    case SQLITE_ANALYZE:
    case SQLITE_REINDEX:
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
        j->seen.mapped = j->seen.changes_schema = true;
        return SQLITE_OK;
    default: return refuse(j, RISK_WU501);
    }
}

// --- one statement -----------------------------------------------------------

static Str first_line(Str sql)
{
    size_t end = str_find(sql, '\n');
    return str_trim(str_cut(sql, 0, end == STR_NONE ? sql.len : end));
}

static void stop(Judging *j, Risk risk, Str sql, Str message)
{
    j->is_stopped = true;
    judging_add(j, risk, VERDICT_REFUSE, first_line(sql), -1, message);
}

// False after a finding that ends it all.
static bool run(Judging *j, Str sql)
{
    sqlite3_stmt *stmt = NULL;
    const char *tail;
    j->seen.n_writes = 0;
    j->seen.refused = -1;
    j->seen.mapped = j->seen.changes_schema = false;
    j->seen.adds_only = true;
    int code = sqlite3_prepare_v2(j->shadow.db, sql.ptr, (int)sql.len, &stmt, &tail);
    while (code == SQLITE_ERROR && shadow_learn(j->shadow.db))
        code = sqlite3_prepare_v2(j->shadow.db, sql.ptr, (int)sql.len, &stmt, &tail);
    bool writes = stmt && !sqlite3_stmt_readonly(stmt);
    while (code == SQLITE_OK && (!writes || j->seen.mapped) &&
           (code = sqlite3_step(stmt)) == SQLITE_ROW)
        code = SQLITE_OK;
    sqlite3_finalize(stmt);
    if (j->seen.refused >= 0)
        stop(j, (Risk)j->seen.refused, sql,
             str_format(j->arena, "%s: %.*s", risk_title((Risk)j->seen.refused),
                        STR_ARG(first_line(sql))));
    else if (writes && !j->seen.mapped)
        stop(j, RISK_WU501, sql,
             str_format(j->arena, "it is not known what this does: %.*s",
                        STR_ARG(first_line(sql))));
    else if (code != SQLITE_OK && code != SQLITE_DONE)
        stop(j, RISK_WM200, sql,
             str_format(j->arena, "SQLite refuses it, without any rows: %s, in: %.*s",
                        sqlite3_errmsg(j->shadow.db), STR_ARG(first_line(sql))));
    return !j->is_stopped;
}

static bool is_rebuild_copy(const Judging *j, Str table)
{
    return !schema_find_table(j->in->before, table);
}

// INSERT OR REPLACE is INSERT to the authorizer.
static bool replaces(const Tokens *t)
{
    for (size_t i = 0; i + 1 < t->n; i++)
        if (t->items[i].depth == 0 && token_is(t, i, "REPLACE") &&
            (i == 0 || token_is(t, i - 1, "OR")))
            return true;
    return false;
}

static void note_writes(Judging *j, const Tokens *t, Str sql)
{
    if (j->seen.changes_schema)
        return;
    for (size_t i = 0; i < j->seen.n_writes; i++) {
        Str table = j->seen.writes[i];
        if (is_rebuild_copy(j, table) || schema_ignores(table))
            continue;
        judging_add(j, replaces(t) ? RISK_WU506 : RISK_WD106, VERDICT_CONFIRM, table,
                    -1,
                    str_format(j->arena, "rows of %.*s are written to: %.*s",
                               STR_ARG(table), STR_ARG(first_line(sql))));
    }
}

// DROP TRIGGER t, and the like.
static void note_dropped(Judging *j, const Tokens *t)
{
    if (!token_is(t, 0, "DROP"))
        return;
    size_t i = token_is(t, 2, "IF") ? 4 : 2;
    *arena_push(j->arena, j->dropped, Str) = token_name(j->arena, t, i);
}

bool judging_gate(Judging *j)
{
    j->seen.writes = arena_many(j->arena, Str, WRITES);
    sqlite3_set_authorizer(j->shadow.db, authorize, j);
    for (size_t i = 0; i < j->in->n_statements && !j->is_stopped; i++) {
        Str sql = j->in->statements[i];
        Tokens t = sql_tokens(j->arena, sql);
        Schema now = {0};
        if (!run(j, sql))
            break;
        note_writes(j, &t, sql);
        note_dropped(j, &t);
        sqlite3_set_authorizer(j->shadow.db, NULL, NULL);
        if (trace_looks(&t) && !shadow_read(&j->shadow, &now))
            return false;
        sqlite3_set_authorizer(j->shadow.db, authorize, j);
        trace_follow(j->arena, &j->trace, sql, &now);
    }
    sqlite3_set_authorizer(j->shadow.db, NULL, NULL);
    return true;
}
