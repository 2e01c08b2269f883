// watch.c - who watches a connection: what ran, and which tables were changed.
//
// Nothing here is called on a connection that nobody watches.

#ifndef _POSIX_C_SOURCE
#define _POSIX_C_SOURCE 200809L // clock_gettime()
#endif

#include "runtime/internal.h"

#include <string.h>
#include <time.h>

// A query that was begun under the eyes of weave_trace() and has not been ended.
typedef struct Running {
    struct Running *next;
    sqlite3_stmt *stmt;
    int64_t begun; // nanoseconds
    int64_t rows;
} Running;

// Tables that a statement wrote, and the transaction it did so in.
typedef struct Written {
    const char *tables; // as WeaveStatement.writes
    int depth;
} Written;

typedef struct Watcher {
    Watch base;
    WeaveTraceFunction *trace;
    void *trace_context;
    Running *running;
    WeaveChangeFunction *change;
    void *change_context;
    Written *written; // not committed
    size_t n_written, room;
    bool lost;          // there was no memory to say which tables
    int64_t total_seen; // of sqlite3_total_changes64()
} Watcher;

static Watcher *of(const WeaveDb *db)
{
    return (Watcher *)db->watch;
}

// --- parameters, as SQLite writes them into the SQL ----------------------------

// Where a string, a quoted name or a comment that begins at s ends; s if none does.
static const char *skip_quoted(const char *s)
{
    const char *end;
    if (s[0] == '-' && s[1] == '-') {
        end = strchr(s, '\n');
        return end ? end : s + strlen(s);
    }
    if (s[0] == '/' && s[1] == '*') {
        end = strstr(s + 2, "*/");
        return end ? end + 2 : s + strlen(s);
    }
    if (*s != '\'' && *s != '"' && *s != '`' && *s != '[')
        return s;
    end = strchr(s + 1, *s == '[' ? ']' : *s);
    return end ? end + 1 : s + strlen(s);
}

static bool is_word(char c)
{
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
           c == '_' || c == '$' || (c & 0x80);
}

// Where a word, a number or a parameter that begins at s ends; s if none does.
static const char *skip_word(const char *s)
{
    const char *end = s;
    if (*s == '?' || *s == ':' || *s == '@' || *s == '$')
        end++;
    while (is_word(*end))
        end++;
    return end;
}

static const char *skip_digits(const char *s)
{
    while (*s >= '0' && *s <= '9')
        s++;
    return s;
}

// Where the literal that SQLite wrote for a parameter ends.
static const char *skip_literal(const char *s)
{
    if (*s == 'x' || *s == 'X')
        s++;
    if (*s == '\'') {
        do // two quotes are one of the text
            s = skip_quoted(s);
        while (*s == '\'');
        return s;
    }
    if ((*s < '0' || *s > '9') && *s != '-')
        return skip_word(s); // NULL
    s = skip_digits(s + (*s == '-'));
    if (*s == '.')
        s = skip_digits(s + 1);
    if (*s == 'e' || *s == 'E')
        s = skip_digits(s + 1 + (s[1] == '+' || s[1] == '-'));
    return s;
}

// Whether name is one of these, each ended by NUL.
static bool is_among(const char *names, const char *name)
{
    for (; names && *names; names += strlen(names) + 1)
        if (strcmp(names, name) == 0)
            return true;
    return false;
}

// Which parameter the token at s, up to end, is; *last is the highest number so far.
static int number_of(sqlite3_stmt *stmt, const char *s, const char *end, int *last)
{
    int number = 0;
    if (*s == '?' && end == s + 1) {
        number = *last + 1;
    } else if (*s == '?') {
        for (const char *p = s + 1; p < end; p++)
            number = 10 * number + (*p - '0');
    } else {
        char *name = sqlite3_mprintf("%.*s", (int)(end - s), s);
        number = name ? sqlite3_bind_parameter_index(stmt, name) : 0;
        sqlite3_free(name);
    }
    *last = number > *last ? number : *last;
    return number;
}

// What a trace shows of a parameter whose literal runs from value to end.
static char *shown(const WeaveStatement *statement, const char *name, bool list,
                   const char *value, const char *end)
{
    static const char hidden[] = "***", many[] = "(list)";
    if (*name && is_among(statement->sensitive, name + 1))
        return sqlite3_mprintf("%s", hidden);
    return list ? sqlite3_mprintf("%s", many)
                : sqlite3_mprintf("%.*s", (int)(end - value), value);
}

static bool ends_in(const char *sql, const char *end, const char *what)
{
    size_t n = strlen(what);
    return (size_t)(end - sql) >= n && strncmp(end - n, what, n) == 0;
}

// Whether the parameter at s is an argument of weave_list() or weave_tuples(), which
// have no others.
static bool is_list(const char *sql, const char *s)
{
    const char *open = s;
    while (open > sql && open[-1] != '(' && open[-1] != ')')
        open--;
    return ends_in(sql, open, "weave_list(") || ends_in(sql, open, "weave_tuples(");
}

// Walks along a statement and what SQLite made of it, which differ in the parameters.
static void find_values(const WeaveStatement *statement, sqlite3_stmt *stmt,
                        const char *given, WeaveTraceParam *params, int n)
{
    int last = 0;
    for (const char *s = statement->sql; *s;) {
        const char *end = skip_quoted(s);
        bool is_param = end == s && (*s == '?' || *s == ':' || *s == '@' || *s == '$');
        if (end == s)
            end = skip_word(s);
        if (!is_param || end == s + (*s != '?')) {
            end += end == s;
            given += end - s;
            s = end;
            continue;
        }
        const char *value = given;
        given = skip_literal(given);
        int number = number_of(stmt, s, end, &last);
        if (number > 0 && number <= n && !params[number - 1].value) {
            const char *name = sqlite3_bind_parameter_name(stmt, number);
            params[number - 1].name = name ? name : "";
            params[number - 1].value = shown(statement, name ? name : "",
                                             is_list(statement->sql, s), value, given);
        }
        s = end;
    }
}

static WeaveTraceParam *read_params(const WeaveStatement *statement, sqlite3_stmt *stmt,
                                    int *n)
{
    *n = sqlite3_bind_parameter_count(stmt);
    WeaveTraceParam *params =
        *n ? sqlite3_malloc64((sqlite3_uint64)*n * sizeof *params) : NULL;
    char *given = params ? sqlite3_expanded_sql(stmt) : NULL;
    if (!params || !given) {
        *n = 0;
        sqlite3_free(params);
        return NULL;
    }
    memset(params, 0, (size_t)*n * sizeof *params);
    find_values(statement, stmt, given, params, *n);
    for (int i = 0; i < *n; i++)
        params[i].name = params[i].name ? params[i].name : "";
    sqlite3_free(given);
    return params;
}

// --- tracing -----------------------------------------------------------------

static int64_t now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (int64_t)t.tv_sec * 1000000000 + t.tv_nsec;
}

static void begun(WeaveQuery *q)
{
    Watcher *watch = of(q->db);
    Running *r = watch->trace && q->stmt ? sqlite3_malloc64(sizeof *r) : NULL;
    if (!r)
        return;
    *r = (Running){.next = watch->running, .stmt = q->stmt, .begun = now()};
    watch->running = r;
}

static void tell(Watcher *watch, const WeaveQuery *q, const Running *r)
{
    WeaveTrace trace = {.statement = q->statement, .status = q->status};
    WeaveTraceParam *params = NULL;
    int n = 0;
    if (r) {
        trace.nanoseconds = now() - r->begun;
        trace.rows = r->rows;
        params = read_params(q->statement, q->stmt, &n);
    }
    trace.params = params;
    trace.n_params = (size_t)n;
    watch->trace(watch->trace_context, &trace);
    for (int i = 0; i < n; i++)
        sqlite3_free((void *)(uintptr_t)params[i].value);
    sqlite3_free(params);
}

static void ending(const WeaveQuery *q)
{
    Watcher *watch = of(q->db);
    Running **at = &watch->running;
    while (*at && (*at)->stmt != q->stmt)
        at = &(*at)->next;
    Running *r = q->stmt ? *at : NULL;
    if (r)
        *at = r->next;
    if (watch->trace && (r || !q->stmt)) // else it was begun unseen
        tell(watch, q, r);
    sqlite3_free(r);
}

// --- changes -----------------------------------------------------------------

static void note(WeaveDb *db, const char *tables)
{
    Watcher *watch = of(db);
    for (size_t i = 0; i < watch->n_written; i++)
        if (watch->written[i].tables == tables && watch->written[i].depth == db->depth)
            return;
    if (watch->n_written == watch->room) {
        size_t room = watch->room ? 2 * watch->room : 16;
        Written *more = sqlite3_realloc64(watch->written, room * sizeof *more);
        if (!more) {
            watch->lost = true;
            return;
        }
        watch->written = more;
        watch->room = room;
    }
    watch->written[watch->n_written++] = (Written){tables, db->depth};
}

// The names of all tables written, each once, and a null; null if there is no memory.
static const char **names_of(const Written *written, size_t n)
{
    size_t most = 1, count = 0;
    for (size_t i = 0; i < n; i++)
        for (const char *t = written[i].tables; *t; t += strlen(t) + 1)
            most++;
    const char **names = sqlite3_malloc64(most * sizeof *names);
    for (size_t i = 0; names && i < n; i++)
        for (const char *t = written[i].tables; *t; t += strlen(t) + 1) {
            bool known = false;
            for (size_t k = 0; k < count && !known; k++)
                known = strcmp(names[k], t) == 0;
            if (!known)
                names[count++] = t;
        }
    if (names)
        names[count] = NULL;
    return names;
}

// The function may use the connection, and change it: what it is told of is over.
static void deliver(WeaveDb *db)
{
    Watcher *watch = of(db);
    if (!watch->change || db->depth > 0 || (watch->n_written == 0 && !watch->lost) ||
        !sqlite3_get_autocommit(db->sqlite))
        return;
    const char **names =
        watch->lost ? NULL : names_of(watch->written, watch->n_written);
    watch->n_written = 0;
    watch->lost = false;
    watch->change(watch->change_context, names);
    sqlite3_free((void *)names);
}

static void ended(WeaveDb *db, const WeaveStatement *statement)
{
    Watcher *watch = of(db);
    int64_t total = sqlite3_total_changes64(db->sqlite);
    if (!watch->change || total == watch->total_seen)
        return;
    watch->total_seen = total;
    if (!statement->writes)
        watch->lost = true; // written by hand, and does not say
    else if (*statement->writes)
        note(db, statement->writes);
    deliver(db);
}

static void left(WeaveDb *db, bool committed)
{
    Watcher *watch = of(db);
    size_t kept = 0;
    for (size_t i = 0; i < watch->n_written; i++) {
        Written w = watch->written[i];
        if (w.depth > db->depth && !committed)
            continue;
        w.depth = w.depth > db->depth ? db->depth : w.depth;
        watch->written[kept++] = w;
    }
    watch->n_written = kept;
    watch->lost = watch->lost && (committed || db->depth > 0);
    deliver(db);
}

// --- watching -----------------------------------------------------------------

static void unwatch(WeaveDb *db)
{
    Watcher *watch = of(db);
    if (watch->trace)
        sqlite3_trace_v2(db->sqlite, 0, NULL, NULL);
    while (watch->running) {
        Running *next = watch->running->next;
        sqlite3_free(watch->running);
        watch->running = next;
    }
    sqlite3_free(watch->written);
    sqlite3_free(watch);
    db->watch = NULL;
}

static int count_row(unsigned event, void *context, void *stmt, void *unused)
{
    Watcher *watch = context;
    (void)event, (void)unused;
    for (Running *r = watch->running; r; r = r->next)
        if (r->stmt == stmt)
            r->rows++;
    return 0;
}

static Watcher *watcher_of(WeaveDb *db, WeaveStatus *status)
{
    static const Watch calls = {begun, ending, ended, left, unwatch, false};
    *status = db ? db_usable(db, NULL) : WEAVE_MISUSE;
    if (*status != WEAVE_OK || db->watch)
        return *status == WEAVE_OK ? of(db) : NULL;
    Watcher *watcher = sqlite3_malloc64(sizeof *watcher);
    if (watcher)
        *watcher = (Watcher){.base = calls};
    else
        *status = db_fail(db, NULL, WEAVE_NOMEM, "out of memory");
    db->watch = watcher ? &watcher->base : NULL;
    return watcher;
}

WeaveStatus weave_trace(WeaveDb *db, WeaveTraceFunction *function, void *context)
{
    WeaveStatus status;
    Watcher *watch = watcher_of(db, &status);
    if (!watch)
        return status;
    watch->trace = function;
    watch->trace_context = context;
    watch->base.counts = function != NULL;
    sqlite3_trace_v2(db->sqlite, function ? SQLITE_TRACE_ROW : 0,
                     function ? count_row : NULL, watch);
    return WEAVE_OK;
}

WeaveStatus weave_on_change(WeaveDb *db, WeaveChangeFunction *function, void *context)
{
    WeaveStatus status;
    Watcher *watch = watcher_of(db, &status);
    if (!watch)
        return status;
    watch->change = function;
    watch->change_context = context;
    watch->total_seen = sqlite3_total_changes64(db->sqlite);
    watch->n_written = 0;
    watch->lost = false;
    return WEAVE_OK;
}
