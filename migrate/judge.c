// judge.c - the Sentinel: what a migration would do to a database, before it is done.

#include "migrate/judging.h"
#include "runtime/weave_sqlite.h"

#include <stdlib.h>
#include <sys/statvfs.h>

// Above this a rehearsal takes too long to be worth it.
#define REHEARSED_MOST INT64_C(1073741824)
// What a rebuild copies in a millisecond, in rows: 1 M rows in 1.66 s, measured.
enum { ROWS_A_MS = 600, LONG_LOCK_MS = 200 };

static const char *const names[] = {
#define X(code, title) #code,
    RISKS(X)
#undef X
};
static const char *const titles[] = {
#define X(code, title) title,
    RISKS(X)
#undef X
};

const char *risk_name(Risk risk)
{
    return names[risk];
}

const char *risk_title(Risk risk)
{
    return titles[risk];
}

const char *verdict_name(Verdict verdict)
{
    static const char *const words[] = {"safe", "warn", "confirm", "refuse"};
    return words[verdict];
}

// --- asking and adding -------------------------------------------------------

Finding *judging_add(Judging *j, Risk risk, Verdict verdict, Str object, int64_t rows,
                     Str message)
{
    Finding *f = arena_push(j->arena, j->findings, Finding);
    *f = (Finding){.risk = risk,
                   .verdict = verdict,
                   .object = object,
                   .message = message,
                   .rows = rows};
    return f;
}

Str judging_rows(Arena *a, int64_t n, const char *what)
{
    if (n < 0)
        return str_format(a, "all its %ss", what);
    return str_format(a, "%lld %s%s", (long long)n, what, n == 1 ? "" : "s");
}

static sqlite3_stmt *prepare(Judging *j, Str sql)
{
    sqlite3_stmt *stmt = NULL;
    int code = SQLITE_ERROR;
    if (j->in->db)
        code = sqlite3_prepare_v2(j->in->db, sql.ptr, (int)sql.len, &stmt, NULL);
    return code == SQLITE_OK ? stmt : NULL;
}

int64_t judging_ask(Judging *j, Str sql)
{
    sqlite3_stmt *stmt = prepare(j, sql);
    int64_t n = -1;
    if (stmt && sqlite3_step(stmt) == SQLITE_ROW)
        n = sqlite3_column_int64(stmt, 0);
    sqlite3_finalize(stmt);
    return n;
}

void judging_examples(Judging *j, Finding *f, Str sql)
{
    sqlite3_stmt *stmt = prepare(j, sql);
    while (stmt && f->n_examples < EXAMPLES && sqlite3_step(stmt) == SQLITE_ROW) {
        const char *text = (const char *)sqlite3_column_text(stmt, 0);
        f->examples[f->n_examples++] = str_copy(j->arena, str_z(text ? text : "NULL"));
    }
    sqlite3_finalize(stmt);
}

// --- the rehearsal -----------------------------------------------------------

static Risk risk_of_refusal(Str why)
{
    static const struct {
        const char *part;
        Risk risk;
    } known[] = {{"UNIQUE constraint failed", RISK_WM203},
                 {"NOT NULL constraint failed", RISK_WM202},
                 {"CHECK constraint failed", RISK_WM204},
                 {"FOREIGN KEY constraint failed", RISK_WM205},
                 {"datatype mismatch", RISK_WM206},
                 {"cannot store", RISK_WM206},
                 {"Cannot add a NOT NULL column", RISK_WM201},
                 {"non-constant default", RISK_WM207}};
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        if (str_find_str(why, str_z(known[i].part)) != STR_NONE)
            return known[i].risk;
    return RISK_WM200;
}

static bool is_refused(const Judging *j)
{
    for (size_t i = 0; i < j->findings.n; i++)
        if (j->findings.items[i].verdict == VERDICT_REFUSE)
            return true;
    return false;
}

// What the rows have said already need not be said again.
static void take_refusal(Judging *j, const Rehearsal *r)
{
    if (is_refused(j))
        return;
    Risk risk = risk_of_refusal(r->refused);
    Finding *f =
        judging_add(j, risk, VERDICT_REFUSE, str_line_at(r->statement, 0), -1,
                    str_format(j->arena, "on a copy of the database SQLite says: %.*s",
                               STR_ARG(r->refused)));
    if (risk == RISK_WM207)
        f->fix = S("rebuild the table instead: weave migrate generate does so");
}

static Finding *find_write(Judging *j, Str table)
{
    for (size_t i = 0; i < j->findings.n; i++) {
        Finding *f = &j->findings.items[i];
        if ((f->risk == RISK_WD106 || f->risk == RISK_WU506) &&
            str_eq_nocase(f->object, table))
            return f;
    }
    return NULL;
}

static void take_losses(Judging *j, const Rehearsal *r)
{
    for (size_t i = 0; i < r->n_losses; i++) {
        Finding *f = find_write(j, r->losses[i].table);
        if (f)
            f->rows += r->losses[i].rows;
        judging_add(
            j, RISK_WD105, f ? VERDICT_CONFIRM : VERDICT_REFUSE, r->losses[i].table,
            r->losses[i].rows,
            str_format(j->arena, "%.*s of %.*s would be gone",
                       STR_ARG(judging_rows(j->arena, r->losses[i].rows, "row")),
                       STR_ARG(r->losses[i].table)));
    }
}

static void take_change(Judging *j, const ValueChange *v)
{
    Arena *a = j->arena;
    Str name = v->column.len
                   ? str_format(a, "%.*s.%.*s", STR_ARG(v->table), STR_ARG(v->column))
                   : v->table;
    Finding *write = v->misfits ? NULL : find_write(j, v->table);
    if (write)
        write->rows += v->rows;
    Finding *f =
        v->misfits
            ? judging_add(j, RISK_WM206, VERDICT_REFUSE, name, v->rows,
                          str_format(a, "%.*s of %.*s would not be of the new type",
                                     STR_ARG(judging_rows(a, v->rows, "value")),
                                     STR_ARG(name)))
            : judging_add(j, RISK_WD104, VERDICT_CONFIRM, name, v->rows,
                          str_format(a, "%.*s of %.*s would change",
                                     STR_ARG(judging_rows(a, v->rows, "value")),
                                     STR_ARG(name)));
    if (v->misfits)
        f->fix = S("change them first, or keep the type");
    for (size_t i = 0; i < v->n_examples; i++)
        f->examples[f->n_examples++] = v->examples[i];
}

// Writes that turned out to change nothing that was there.
static void settle_writes(Judging *j)
{
    for (size_t i = 0; i < j->findings.n; i++) {
        Finding *f = &j->findings.items[i];
        if (f->risk == RISK_WD106 || f->risk == RISK_WU506) {
            f->rows++; // was -1
            if (f->rows == 0)
                f->verdict = VERDICT_WARN;
        }
    }
}

bool judging_rehearse(Judging *j)
{
    Rehearsal r;
    if (!rehearse(j->arena, j->in->db, j->in->statements, j->in->n_statements,
                  &j->out->match, &r)) {
        j->out->why =
            str_format(j->arena, "cannot rehearse the migration: %.*s", STR_ARG(r.why));
        return false;
    }
    j->out->held = r.held;
    if (r.refused.len) {
        take_refusal(j, &r);
        return true;
    }
    take_losses(j, &r);
    for (size_t i = 0; i < r.n_changes; i++)
        take_change(j, &r.changes[i]);
    settle_writes(j);
    if (r.orphans > 0 && !is_refused(j))
        judging_add(j, RISK_WM205, VERDICT_REFUSE, S("foreign keys"), r.orphans,
                    str_format(j->arena, "%.*s would be left without a parent",
                               STR_ARG(judging_rows(j->arena, r.orphans, "row"))));
    return true;
}

// --- time and room -----------------------------------------------------------

static bool is_rebuilt(const Judging *j, Str table)
{
    for (size_t i = 0; i < j->trace.copies.n; i++)
        if (str_eq_nocase(j->trace.copies.items[i].from, table))
            return true;
    return false;
}

static void foresee_time(Judging *j)
{
    int64_t rows = 0;
    for (size_t i = 0; i < j->in->before->n_tables; i++) {
        Str table = j->in->before->tables[i].name;
        if (is_rebuilt(j, table))
            rows += judging_ask(j, str_format(j->arena, "SELECT count(*) FROM %.*s",
                                              STR_ARG(sql_name(j->arena, table))));
    }
    if (rows / ROWS_A_MS > LONG_LOCK_MS)
        judging_add(j, RISK_WL401, VERDICT_WARN, S("the database"), rows,
                    str_format(j->arena,
                               "%lld rows are copied: nobody else can write for about "
                               "%lld ms",
                               (long long)rows, (long long)(rows / ROWS_A_MS)));
}

static int64_t database_size(Judging *j)
{
    return judging_ask(j, S("SELECT page_count * page_size FROM pragma_page_count, "
                            "pragma_page_size"));
}

static void foresee_room(Judging *j, int64_t size)
{
    const char *path = sqlite3_db_filename(j->in->db, "main");
    struct statvfs disk;
    if (!path || !*path || j->trace.copies.n == 0 || statvfs(path, &disk) != 0)
        return;
    uint64_t room = (uint64_t)disk.f_bavail * disk.f_frsize;
    if (room < (uint64_t)size * 2)
        judging_add(
            j, RISK_WL403, VERDICT_REFUSE, S("the database"), -1,
            str_format(
                j->arena,
                "rebuilding takes up to %lld kB more on its disk, and %lld are free",
                (long long)(size * 2 >> 10), (long long)(room >> 10)));
}

// --- released queries --------------------------------------------------------

// As the woven program would: with the runtime's own settings and table functions.
static bool prepares(Shadow *s, Str sql)
{
    sqlite3_stmt *stmt = NULL;
    int code;
    do
        code = sqlite3_prepare_v2(s->db, sql.ptr, (int)sql.len, &stmt, NULL);
    while (code == SQLITE_ERROR && shadow_learn(s->db));
    if (code != SQLITE_OK)
        s->why = str_copy(s->arena, str_z(sqlite3_errmsg(s->db)));
    sqlite3_finalize(stmt);
    return code == SQLITE_OK;
}

// What did not work before is not broken by the migration.
static void judge_queries(Judging *j, Shadow *before)
{
    for (size_t i = 0; i < j->in->n_released; i++) {
        const Released *q = &j->in->released[i];
        if (prepares(&j->shadow, q->sql) || !prepares(before, q->sql))
            continue;
        judging_add(j, RISK_WB302, VERDICT_WARN, q->name, -1,
                    str_format(j->arena,
                               "the released query %.*s does not work afterwards: %.*s",
                               STR_ARG(q->name), STR_ARG(j->shadow.why)));
    }
}

// "`a`, `b`": what its operations write; or read, too: what is generated.
static Str column_list(Judging *j, const SchemaTable *t, bool written)
{
    Buf b = {.arena = j->arena};
    for (size_t i = 0; i < t->n_columns; i++)
        if (!written || !t->columns[i].generated.ptr)
            buf_format(&b, "%s%.*s", b.n ? ", " : "",
                       STR_ARG(sql_name(j->arena, t->columns[i].name)));
    return buf_str(&b);
}

// The operations of a table name all its columns between them: so one statement that does
// so stands for each that reads, and one for each that writes.
static void judge_operations(Judging *j, const SchemaTable *t)
{
    Arena *a = j->arena;
    Str name = sql_name(a, t->name), written = column_list(j, t, true);
    Str reads = str_format(a, "SELECT %.*s FROM %.*s",
                           STR_ARG(column_list(j, t, false)), STR_ARG(name));
    Str writes =
        str_format(a, "INSERT INTO %.*s (%.*s) SELECT %.*s FROM %.*s", STR_ARG(name),
                   STR_ARG(written), STR_ARG(written), STR_ARG(name));
    if (prepares(&j->shadow, reads) && prepares(&j->shadow, writes))
        return;
    judging_add(j, RISK_WB302, VERDICT_WARN, t->name, -1,
                str_format(a,
                           "operations of %.*s in released programs do not work "
                           "afterwards: %.*s; the next weave makes them anew",
                           STR_ARG(t->name), STR_ARG(j->shadow.why)));
}

void judging_released(Judging *j)
{
    Shadow before;
    if (!j->in->n_released && !j->in->released_operations)
        return;
    bool ready = shadow_open(&before, j->arena) &&
                 shadow_build(&before, j->in->before) &&
                 weave_prepare_connection(before.db) == SQLITE_OK &&
                 weave_prepare_connection(j->shadow.db) == SQLITE_OK;
    if (ready)
        judge_queries(j, &before);
    for (size_t i = 0; ready && i < j->in->before->n_tables; i++) {
        const SchemaTable *t = &j->in->before->tables[i];
        if (j->in->released_operations && !t->unmanaged && !t->virtual_table)
            judge_operations(j, t);
    }
    shadow_close(&before);
}

// --- together ----------------------------------------------------------------

static bool has_rows(Judging *j)
{
    for (size_t i = 0; j->in->db && i < j->in->before->n_tables; i++) {
        const SchemaTable *t = &j->in->before->tables[i];
        if (judging_ask(j, str_format(j->arena, "SELECT EXISTS (SELECT 1 FROM %.*s)",
                                      STR_ARG(sql_name(j->arena, t->name)))) != 0)
            return true;
    }
    return false;
}

static bool judge_all(Judging *j)
{
    bool ok =
        shadow_open(&j->shadow, j->arena) && shadow_build(&j->shadow, j->in->before);
    trace_begin(j->arena, &j->trace, j->in->before);
    ok = ok && judging_gate(j);
    if (!ok || j->is_stopped) {
        j->out->why = j->shadow.why;
        return ok;
    }
    if (!shadow_read(&j->shadow, &j->out->after)) {
        j->out->why = j->shadow.why;
        return false;
    }
    j->out->match = trace_match(j->arena, &j->trace, j->in->before, &j->out->after);
    judging_schema(j);
    judging_released(j);
    if (!j->in->db)
        return true;
    judging_rows_of(j);
    foresee_time(j);
    int64_t size = database_size(j);
    foresee_room(j, size);
    return j->in->no_rehearsal || size > REHEARSED_MOST || judging_rehearse(j);
}

static int compare_findings(const void *a, const void *b)
{
    const Finding *x = a, *y = b;
    if (x->verdict != y->verdict)
        return (int)y->verdict - (int)x->verdict;
    if (x->risk != y->risk)
        return (int)x->risk - (int)y->risk;
    return str_cmp(x->object, y->object);
}

bool judge(Arena *a, const JudgeInput *in, Judgement *out)
{
    *out = (Judgement){.held = -1};
    Judging j = {.arena = a, .in = in, .out = out};
    bool began = in->db && sqlite3_get_autocommit(in->db) &&
                 sqlite3_exec(in->db, "BEGIN", NULL, NULL, NULL) == SQLITE_OK;
    j.has_rows = has_rows(&j);
    bool ok = judge_all(&j);
    shadow_close(&j.shadow);
    if (began)
        sqlite3_exec(in->db, "ROLLBACK", NULL, NULL, NULL);
    if (j.findings.n)
        qsort(j.findings.items, j.findings.n, sizeof(Finding), compare_findings);
    out->findings = j.findings.items;
    out->n_findings = j.findings.n;
    out->worst = j.findings.n ? j.findings.items[0].verdict : VERDICT_SAFE;
    out->hash = judgement_hash(a, in, out);
    return ok;
}
