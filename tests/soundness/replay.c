// replay.c - the statements of SQLite's own tests, run in order, each claim that weave
// makes of them held against the rows that come back.
//
//     replay FILE.test...
//
// The files are Tcl, of which only the braces are followed: what stands in braces or
// quotes and begins like SQL is SQL, in the order of the text, loops once. Each file has
// a database in memory and a process to itself. Statements that no woven program could
// run (ATTACH, temporary tables, PRAGMAs that change what SQL means) are left out, and
// what is selected while the settings of a woven program forbid it ("x" for a text) is
// run but not judged. Prints each false claim, and the sum at the end; exit status 1 if a
// claim was false or weave crashed.

#include "runtime/weave_sqlite.h"
#include "stage3_emit/judge/judge.h"

#include "base/file.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

enum {
    MAX_ROWS = 5000,
    MAX_TICKS = 2000,         // of the progress handler, a statement
    OPS_PER_TICK = 10000,     // virtual machine instructions
    SECONDS_PER_FILE = 60,    // of computing; then the file is given up
    MAX_STATEMENT = 64 * 1024 // bytes; longer ones are tests of limits
};

typedef struct Tally {
    long files, abandoned, crashed;
    long statements; // that SQLite ran
    long selects;    // that give columns, under a woven program's settings
    long answered;   // of those, read and found to agree with SQLite
    long columns, not_null, at_most_one, exactly_one, runs;
    long false_null, false_rows;
} Tally;

typedef struct Replay {
    Arena mem;       // of one statement
    Arena model_mem; // of the model
    sqlite3 *db;
    Model model;
    bool model_is_old, off_limits;
    int ticks;
    const char *file;
    Tally tally;
} Replay;

// --- the database ---------------------------------------------------------------

static int tick(void *context)
{
    Replay *r = context;
    return ++r->ticks > MAX_TICKS;
}

static bool one_of(const char *word, const char *const *list)
{
    for (; *list; list++)
        if (str_eq_nocase(str_z(word), str_z(*list)))
            return true;
    return false;
}

static int authorize(void *context, int action, const char *a, const char *b,
                     const char *c, const char *d)
{
    static const char *const pragmas[] = {"foreign_keys", "recursive_triggers",
                                          "automatic_index",
                                          "reverse_unordered_selects", NULL};
    Replay *r = context;
    (void)b;
    (void)c;
    (void)d;
    switch (action) {
    case SQLITE_ATTACH:
    case SQLITE_DETACH:
    case SQLITE_CREATE_TEMP_INDEX:
    case SQLITE_CREATE_TEMP_TABLE:
    case SQLITE_CREATE_TEMP_TRIGGER:
    case SQLITE_CREATE_TEMP_VIEW: return SQLITE_DENY;
    case SQLITE_PRAGMA: return one_of(a, pragmas) ? SQLITE_OK : SQLITE_DENY;
    case SQLITE_CREATE_INDEX:
    case SQLITE_CREATE_TABLE:
    case SQLITE_CREATE_TRIGGER:
    case SQLITE_CREATE_VIEW:
    case SQLITE_CREATE_VTABLE:
    case SQLITE_DROP_INDEX:
    case SQLITE_DROP_TABLE:
    case SQLITE_DROP_TRIGGER:
    case SQLITE_DROP_VIEW:
    case SQLITE_DROP_VTABLE:
    case SQLITE_ALTER_TABLE:
    case SQLITE_TRANSACTION:
    case SQLITE_SAVEPOINT: r->model_is_old = true; return SQLITE_OK;
    default: return SQLITE_OK;
    }
}

static void open_database(Replay *r)
{
    sqlite3_close_v2(r->db);
    if (sqlite3_open(":memory:", &r->db) != SQLITE_OK ||
        weave_prepare_connection(r->db) != SQLITE_OK)
        abort();
    sqlite3_db_config(r->db, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
    sqlite3_exec(r->db, "PRAGMA foreign_keys = off", NULL, NULL, NULL);
    sqlite3_set_authorizer(r->db, authorize, r);
    sqlite3_progress_handler(r->db, OPS_PER_TICK, tick, r);
    r->model_is_old = true;
}

static void quoted_text(Replay *r, bool allowed)
{
    sqlite3_db_config(r->db, SQLITE_DBCONFIG_DQS_DML, allowed, NULL);
    sqlite3_db_config(r->db, SQLITE_DBCONFIG_DQS_DDL, allowed, NULL);
}

static bool read_model(Replay *r)
{
    static const Catalog nothing;
    Str why;
    if (!r->model_is_old)
        return true;
    arena_free(&r->model_mem);
    sqlite3_set_authorizer(r->db, NULL, NULL);
    bool ok = model_read(&r->model_mem, &nothing, r->db, &r->model, &why);
    sqlite3_set_authorizer(r->db, authorize, r);
    r->model_is_old = !ok;
    return ok;
}

// --- judging --------------------------------------------------------------------

static sqlite3_stmt *prepare(Replay *r, Str sql)
{
    sqlite3_stmt *stmt = NULL;
    sqlite3_prepare_v2(r->db, sql.ptr, (int)sql.len, &stmt, NULL);
    return stmt;
}

typedef enum Answer {
    ANSWER_NONE,   // weave cannot read it, or what it reads is not what SQLite says
    ANSWER_REFUSE, // no woven program may run it
    ANSWER_CLAIMS,
} Answer;

// What weave says of the statement.
static Answer judge(Replay *r, Str sql, CheckedQuery *out)
{
    Query *query = arena_new(&r->mem, Query);
    Judge j = {.arena = &r->mem,
               .db = r->db,
               .model = r->model,
               .diag = diag_new(&r->mem, file_loader()),
               .schema_is_made = true};
    *query = (Query){.sql = sql};
    *out = (CheckedQuery){.query = query, .sql = sql};
    judge_guard(&j);
    sqlite3_stmt *stmt = judge_prepare_again(&j, sql);
    Facts facts = stmt ? judge_facts(&j, stmt) : (Facts){0};
    sqlite3_finalize(stmt);
    sqlite3_set_authorizer(r->db, authorize, r);
    if (!stmt) {
        arena_free(&j.scratch);
        return ANSWER_REFUSE;
    }
    out->read_only = facts.read_only;
    infer_query(&r->mem, &r->model, &facts, j.diag, out);
    judge_gate(&j, out, &facts);
    arena_free(&j.scratch);
    if (out->understood && !j.disagreed)
        return ANSWER_CLAIMS;
    printf("%s: not answered\n    %.*s\n", r->file, STR_ARG(sql));
    diag_print(j.diag, DIAG_TEXT, false, stdout);
    return ANSWER_NONE;
}

// --- claims ---------------------------------------------------------------------

static void bind(sqlite3_stmt *stmt, const CheckedQuery *q)
{
    for (size_t i = 0; i < q->n_params; i++) {
        int number = q->params[i].number;
        switch (q->params[i].type.storage) {
        case CLASS_TEXT: sqlite3_bind_text(stmt, number, "1", 1, SQLITE_STATIC); break;
        case CLASS_BLOB: sqlite3_bind_blob(stmt, number, "1", 1, SQLITE_STATIC); break;
        case CLASS_REAL: sqlite3_bind_double(stmt, number, 1.5); break;
        default: sqlite3_bind_int(stmt, number, 1);
        }
    }
}

static void complain(Replay *r, const CheckedQuery *q, Str what)
{
    printf("%s: %.*s\n    %.*s\n", r->file, STR_ARG(what), STR_ARG(q->sql));
}

static void check_row(Replay *r, const CheckedQuery *q, sqlite3_stmt *stmt, bool *said)
{
    for (size_t i = 0; i < q->n_columns; i++) {
        if (q->columns[i].nullable ||
            sqlite3_column_type(stmt, (int)i) != SQLITE_NULL || said[i])
            continue;
        said[i] = true;
        r->tally.false_null++;
        complain(r, q,
                 str_format(&r->mem, "column %zu, \"%.*s\", is claimed NOT NULL and is",
                            i + 1, STR_ARG(q->columns[i].name)));
    }
}

static void check_rows(Replay *r, const CheckedQuery *q, long n, bool done)
{
    bool one = q->inferred == CARDINALITY_ONE;
    if ((!one && q->inferred != CARDINALITY_OPTIONAL) || (n < 2 && (!done || !one)) ||
        (one && n == 1))
        return;
    r->tally.false_rows++;
    complain(r, q,
             str_format(&r->mem, "%ld rows, claimed %s: %.*s", n,
                        cardinality_name(q->inferred), STR_ARG(q->why_cardinality)));
}

static void count_claims(Tally *t, const CheckedQuery *q)
{
    t->answered++;
    t->columns += (long)q->n_columns;
    for (size_t i = 0; i < q->n_columns; i++)
        t->not_null += !q->columns[i].nullable;
    t->exactly_one += q->inferred == CARDINALITY_ONE;
    t->at_most_one +=
        q->inferred == CARDINALITY_ONE || q->inferred == CARDINALITY_OPTIONAL;
}

static bool run(Replay *r, sqlite3_stmt *stmt, const CheckedQuery *q)
{
    long n = 0;
    int rc;
    bool *said = arena_many(&r->mem, bool, q ? q->n_columns : 0);
    r->ticks = 0;
    while ((rc = sqlite3_step(stmt)) == SQLITE_ROW && n < MAX_ROWS) {
        n++;
        if (q)
            check_row(r, q, stmt, said);
    }
    if (q)
        check_rows(r, q, n, rc == SQLITE_DONE);
    bool ok = rc == SQLITE_DONE || rc == SQLITE_ROW;
    r->model_is_old |= !ok; // ON CONFLICT ROLLBACK may have undone the schema
    return ok;
}

// --- statements -----------------------------------------------------------------

static bool begins_with(Str sql, const char *const *words)
{
    for (; *words; words++) {
        Str word = str_z(*words);
        if (sql.len > word.len && str_eq_nocase(str_cut(sql, 0, word.len), word) &&
            !(sql.ptr[word.len] >= 'A' && sql.ptr[word.len] <= 'z'))
            return true;
    }
    return false;
}

static bool is_query(sqlite3_stmt *stmt, Str sql)
{
    static const char *const queries[] = {"SELECT",  "VALUES", "WITH",   "INSERT",
                                          "REPLACE", "UPDATE", "DELETE", NULL};
    return sqlite3_column_count(stmt) > 0 && !sqlite3_stmt_isexplain(stmt) &&
           begins_with(sql, queries);
}

// Runs what a woven program would not: its data and its schema are still wanted.
static void run_aside(Replay *r, Str sql)
{
    quoted_text(r, true);
    sqlite3_stmt *stmt = prepare(r, sql);
    if (stmt && run(r, stmt, NULL))
        r->tally.statements++;
    sqlite3_finalize(stmt);
    quoted_text(r, false);
}

static void take_statement(Replay *r, Str sql)
{
    sqlite3_stmt *stmt = sql.len <= MAX_STATEMENT ? prepare(r, sql) : NULL;
    CheckedQuery q;
    if (!stmt || !is_query(stmt, sql) || !read_model(r)) {
        sqlite3_finalize(stmt);
        run_aside(r, sql);
        return;
    }
    Answer answer = judge(r, sql, &q);
    bool judged = answer == ANSWER_CLAIMS;
    r->tally.selects += answer != ANSWER_REFUSE;
    if (judged) {
        count_claims(&r->tally, &q);
        bind(stmt, &q);
    }
    bool ran = run(r, stmt, judged ? &q : NULL);
    r->tally.statements += ran;
    r->tally.runs += ran && judged;
    sqlite3_finalize(stmt);
    arena_free(&r->mem);
}

// text up to and without the semicolon that ends a statement; what is left in *text.
static Str next_statement(Replay *r, Str *text)
{
    for (size_t i = 0; i < text->len; i++) {
        if (text->ptr[i] != ';' ||
            !sqlite3_complete(str_zero(&r->mem, str_cut(*text, 0, i + 1))))
            continue;
        Str statement = str_cut(*text, 0, i);
        *text = str_cut(*text, i + 1, text->len);
        return statement;
    }
    Str rest = *text;
    *text = (Str){0};
    return rest;
}

// Without the blanks and comments in front.
static Str bare(Str sql)
{
    for (;;) {
        sql = str_trim(sql);
        size_t end = str_starts(sql, "--")   ? str_find(sql, '\n')
                     : str_starts(sql, "/*") ? str_find_str(sql, S("*/"))
                                             : 0;
        if (end == STR_NONE)
            return (Str){0};
        if (!end)
            return sql;
        sql = str_cut(sql, end + (sql.ptr[0] == '/' ? 2 : 1), sql.len);
    }
}

static void take_block(Replay *r, Str text)
{
    if (text.len > MAX_STATEMENT)
        return;
    while (text.len) {
        Str statement = bare(next_statement(r, &text));
        if (statement.len)
            take_statement(r, statement);
        arena_free(&r->mem);
    }
}

// --- Tcl ------------------------------------------------------------------------

static bool is_sql(Str text)
{
    static const char *const words[] = {
        "SELECT",  "WITH",    "VALUES",  "INSERT", "REPLACE", "UPDATE",   "DELETE",
        "CREATE",  "DROP",    "ALTER",   "BEGIN",  "COMMIT",  "ROLLBACK", "SAVEPOINT",
        "RELEASE", "ANALYZE", "REINDEX", "PRAGMA", "END",     NULL};
    return begins_with(bare(text), words);
}

// Where the brace or quote that opens at i closes.
static size_t closing(Str s, size_t i)
{
    size_t depth = 0;
    char open = s.ptr[i], close = open == '{' ? '}' : '"';
    for (size_t k = i; k < s.len; k++) {
        if (s.ptr[k] == '\\')
            k++;
        else if (k > i && s.ptr[k] == close && (open == '"' || --depth == 0))
            return k;
        else if (open == '{' && s.ptr[k] == open)
            depth++;
    }
    return STR_NONE;
}

static bool word_at(Str s, size_t i, const char *word)
{
    return str_starts(str_cut(s, i, s.len), word) && (i == 0 || s.ptr[i - 1] <= ' ');
}

static void take_tcl(Replay *r, Str s)
{
    for (size_t i = 0; i < s.len; i++) {
        if (s.ptr[i] == '#' && (i == 0 || s.ptr[i - 1] == '\n')) {
            size_t line = str_find(str_cut(s, i, s.len), '\n');
            i = line == STR_NONE ? s.len : i + line;
        } else if (s.ptr[i] == '\\') {
            i++;
        } else if (s.ptr[i] == '{' || (s.ptr[i] == '"' && i && s.ptr[i - 1] <= ' ')) {
            size_t end = closing(s, i);
            if (end == STR_NONE)
                continue;
            Str inner = str_cut(s, i + 1, end);
            if (is_sql(inner))
                take_block(r, inner);
            else if (s.ptr[i] == '{')
                take_tcl(r, inner);
            i = end;
        } else if (word_at(s, i, "reset_db") || word_at(s, i, "forcedelete test.db")) {
            open_database(r);
        }
    }
}

// --- files ----------------------------------------------------------------------

static void replay_file(const char *path, Tally *out)
{
    Replay r = {.file = strrchr(path, '/') ? strrchr(path, '/') + 1 : path};
    Arena a = {0};
    Str text;
    if (!load(file_loader(), &a, str_z(path), &text))
        _exit(3);
    open_database(&r);
    take_tcl(&r, text);
    *out = r.tally;
}

static void add(Tally *sum, const Tally *one)
{
    long *to = (long *)sum;
    const long *from = (const long *)one;
    for (size_t i = 0; i < sizeof *sum / sizeof(long); i++)
        to[i] += from[i];
}

// In a process of its own: what crashes or never ends is counted.
static void replay_apart(const char *path, Tally *sum)
{
    static const struct rlimit limit = {SECONDS_PER_FILE, SECONDS_PER_FILE + 5};
    int ends[2], status = 0;
    Tally one = {0};
    fflush(stdout);
    if (pipe(ends) != 0)
        exit(3);
    pid_t child = fork();
    if (child == 0) {
        setrlimit(RLIMIT_CPU, &limit);
        replay_file(path, &one);
        fflush(stdout);
        _exit(write(ends[1], &one, sizeof one) == (ssize_t)sizeof one ? 0 : 3);
    }
    close(ends[1]);
    bool whole = read(ends[0], &one, sizeof one) == (ssize_t)sizeof one;
    close(ends[0]);
    waitpid(child, &status, 0);
    sum->files++;
    if (whole)
        add(sum, &one);
    else if (WIFSIGNALED(status) && WTERMSIG(status) == SIGXCPU)
        sum->abandoned++;
    else {
        printf("%s: crashed\n", path);
        sum->crashed++;
    }
}

int main(int argc, char **argv)
{
    Tally t = {0};
    for (int i = 1; i < argc; i++)
        replay_apart(argv[i], &t);
    printf(
        "SQLite %s, %ld files (%ld given up after %d s, %ld crashed), %ld statements "
        "run\n",
        sqlite3_libversion(), t.files, t.abandoned, SECONDS_PER_FILE, t.crashed,
        t.statements);
    printf("%ld return columns: %ld answered (%.2f %%), %ld of them run to the end\n",
           t.selects, t.answered,
           t.selects ? 100.0 * (double)t.answered / (double)t.selects : 0, t.runs);
    printf("%ld of %ld columns claimed NOT NULL: %ld false\n", t.not_null, t.columns,
           t.false_null);
    printf("%ld claimed at most one row, %ld of them exactly one: %ld false\n",
           t.at_most_one, t.exactly_one, t.false_rows);
    return t.false_null || t.false_rows || t.crashed;
}
