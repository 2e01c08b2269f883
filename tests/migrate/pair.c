// pair.c - a random pair of schemas, the plan between them, carried out on random rows.

#include "tests/migrate/pair.h"

#include "migrate/plan.h"
#include "migrate/pull.h"
#include "tests/migrate/random.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef struct Case {
    Arena arena;
    Model before, after;
    sqlite3 *old, *new; // of before, with rows; of after, empty
    Schema from, to;
    Plan plan;
    bool show;
    int hand; // key of the table that something made by hand stands on; or 0
    const char *wrong;
    Str detail;
} Case;

static bool fail(Case *c, const char *wrong, Str detail)
{
    c->wrong = wrong;
    c->detail = detail;
    return false;
}

// --- what was made by hand ---------------------------------------------------

// No schema of ours asks for it: it is left alone.
static void make_by_hand(Case *c, Rng *r)
{
    const ModelTable *t = &c->before.tables[rng_below(r, c->before.n_tables)];
    if (!rng_chance(r, 15) || t->primary == KEY_NONE || t->primary == KEY_TWO)
        return;
    Str table = model_table_name(&c->arena, t->name);
    Str column = model_column_name(&c->arena, t->columns[0].name);
    Str sql = str_format(
        &c->arena,
        "CREATE TABLE hand_child (x REFERENCES `%.*s` ON DELETE CASCADE);"
        "INSERT INTO hand_child SELECT `%.*s` FROM `%.*s`;"
        "CREATE INDEX hand_index ON `%.*s` (`%.*s`);"
        "CREATE VIEW hand_view AS SELECT count(*) FROM `%.*s`;"
        "CREATE TRIGGER hand_trigger AFTER INSERT ON `%.*s` BEGIN SELECT 1; END",
        STR_ARG(table), STR_ARG(column), STR_ARG(table), STR_ARG(table),
        STR_ARG(column), STR_ARG(table), STR_ARG(table));
    if (sqlite3_exec(c->old, sql.ptr, NULL, NULL, NULL) == SQLITE_OK)
        c->hand = t->key;
}

static void mark_hand_made(Schema *s)
{
    for (size_t i = 0; i < s->n_tables; i++)
        s->tables[i].unmanaged = str_starts(s->tables[i].name, "hand_");
    for (size_t i = 0; i < s->n_objects; i++)
        s->objects[i].unmanaged = str_starts(s->objects[i].name, "hand_");
}

static bool read_schema(Case *c, sqlite3 *db, const Model *m, Schema *out)
{
    Str why;
    if (!schema_read(&c->arena, db, out, &why))
        return fail(c, "cannot read the schema", why);
    model_keys(&c->arena, m, out);
    mark_hand_made(out);
    return true;
}

// --- carrying out ------------------------------------------------------------

static bool is_pragma(Str sql)
{
    return str_starts(sql, "PRAGMA foreign_keys");
}

static int run(sqlite3 *db, Str sql)
{
    return sqlite3_exec(db, sql.ptr, NULL, NULL, NULL);
}

// The statements from *i on that are pragmas, or that are not.
static int run_stretch(Case *c, size_t *i, bool pragmas)
{
    int code = SQLITE_OK;
    for (; code == SQLITE_OK && *i < c->plan.n_statements; ++*i) {
        if (is_pragma(c->plan.statements[*i]) != pragmas)
            break;
        code = run(c->old, c->plan.statements[*i]);
    }
    if (code != SQLITE_OK)
        c->detail = str_copy(&c->arena, str_z(sqlite3_errmsg(c->old)));
    return code;
}

// As any runner should: the pragmas outside, all else in one transaction. Foreign keys are
// on, so that a plan which needs them off has to say so.
static int carry_out(Case *c)
{
    size_t i = 0;
    run(c->old, S("PRAGMA foreign_keys = ON"));
    int code = run_stretch(c, &i, true);
    run(c->old, S("BEGIN IMMEDIATE"));
    if (code == SQLITE_OK)
        code = run_stretch(c, &i, false);
    if (code == SQLITE_OK && run(c->old, S("COMMIT")) != SQLITE_OK) {
        code = SQLITE_CONSTRAINT;
        c->detail = str_copy(&c->arena, str_z(sqlite3_errmsg(c->old)));
    }
    if (code != SQLITE_OK)
        run(c->old, S("ROLLBACK"));
    run_stretch(c, &i, true);
    run(c->old, S("PRAGMA foreign_keys = OFF"));
    return code;
}

// --- what the rows are -------------------------------------------------------

static Str dump(Case *c, Str sql)
{
    Buf b = {.arena = &c->arena};
    sqlite3_stmt *stmt = NULL;
    if (sqlite3_prepare_v2(c->old, sql.ptr, -1, &stmt, NULL) != SQLITE_OK)
        buf_z(&b, sqlite3_errmsg(c->old));
    while (stmt && sqlite3_step(stmt) == SQLITE_ROW)
        buf_format(&b, "%s\n", (const char *)sqlite3_column_text(stmt, 0));
    sqlite3_finalize(stmt);
    return buf_str(&b);
}

static int64_t ask(Case *c, Str sql)
{
    Str text = dump(c, sql);
    return strtoll(text.ptr, NULL, 10);
}

static bool is_alias(const ModelTable *t)
{
    return t->primary == KEY_INTEGER || t->primary == KEY_AUTOINCREMENT;
}

// What identifies a row in both, as SQL; or none.
static Str row_key(const ModelTable *a, const ModelTable *b)
{
    return !a->without_rowid && !b->without_rowid && is_alias(a) == is_alias(b) &&
                   (!is_alias(a) || a->columns[0].key == b->columns[0].key)
               ? S("rowid")
               : (Str){0};
}

static Str values_sql(Case *c, const ModelTable *t, const ModelColumn *column, Str key)
{
    Str table = model_table_name(&c->arena, t->name);
    Str name = model_column_name(&c->arena, column->name);
    if (key.len)
        return str_format(&c->arena,
                          "SELECT %.*s || ':' || quote(`%.*s`) FROM `%.*s` ORDER BY "
                          "%.*s",
                          STR_ARG(key), STR_ARG(name), STR_ARG(table), STR_ARG(key));
    return str_format(&c->arena, "SELECT quote(`%.*s`) FROM `%.*s` ORDER BY 1",
                      STR_ARG(name), STR_ARG(table));
}

typedef struct Kept {
    Str before, sql; // what it was, and how to ask again
} Kept;

typedef struct KeptList {
    Kept *items;
    size_t n, capacity;
    long tables, rows, columns;
} KeptList;

static bool stays(const ModelTable *a, const ModelTable *b, const ModelColumn *from,
                  const ModelColumn *to)
{
    return from && to && from->type == to->type && !from->generated && !to->generated &&
           (a->strict == b->strict || from->type != 4);
}

static Str count_sql(Case *c, int table)
{
    return str_format(&c->arena, "SELECT count(*) FROM `%.*s`",
                      STR_ARG(model_table_name(&c->arena, table)));
}

static void remember(Case *c, const ModelTable *a, const ModelTable *b, KeptList *out)
{
    Str key = row_key(a, b);
    for (int i = 0; i < a->n; i++) {
        const ModelColumn *from = &a->columns[i], *to = model_column(b, from->key);
        if (!stays(a, b, from, to))
            continue;
        *arena_push(&c->arena, *out, Kept) =
            (Kept){dump(c, values_sql(c, a, from, key)), values_sql(c, b, to, key)};
        out->columns++;
    }
    Kept count = {dump(c, count_sql(c, a->name)), count_sql(c, b->name)};
    *arena_push(&c->arena, *out, Kept) = count;
    out->tables++;
    out->rows += strtol(count.before.ptr, NULL, 10);
}

static Str sequence_sql(Case *c, const ModelTable *t)
{
    char *sql = sqlite3_mprintf(
        "SELECT ifnull(max(seq), 0) FROM sqlite_sequence WHERE name = %Q",
        model_table_name(&c->arena, t->name).ptr);
    Str copy = str_copy(&c->arena, str_z(sql));
    sqlite3_free(sql);
    return copy;
}

static KeptList remember_all(Case *c)
{
    KeptList list = {0};
    Str check = S("SELECT * FROM pragma_integrity_check ORDER BY 1");
    if (str_is(dump(c, check), "ok\n")) // 3.40 finds fault with some generated columns
        *arena_push(&c->arena, list, Kept) = (Kept){S("ok\n"), check};
    for (int i = 0; i < c->before.n_tables; i++) {
        const ModelTable *a = &c->before.tables[i];
        const ModelTable *b = model_table(&c->after, a->key);
        if (!b)
            continue;
        remember(c, a, b, &list);
        if (a->primary == KEY_AUTOINCREMENT && b->primary == KEY_AUTOINCREMENT &&
            a->columns[0].key == b->columns[0].key)
            *arena_push(&c->arena, list, Kept) =
                (Kept){dump(c, sequence_sql(c, a)), sequence_sql(c, b)};
    }
    if (c->hand) {
        Str sql = S("SELECT quote(x) FROM hand_child ORDER BY 1");
        *arena_push(&c->arena, list, Kept) = (Kept){dump(c, sql), sql};
    }
    if (c->hand && model_table(&c->after, c->hand)) {
        Str sql =
            S("SELECT name FROM sqlite_schema WHERE name LIKE 'hand%' ORDER BY 1");
        *arena_push(&c->arena, list, Kept) = (Kept){dump(c, sql), sql};
    }
    return list;
}

// --- one pair ----------------------------------------------------------------

static void show(Case *c)
{
    for (int i = 0; i < 2; i++) {
        const Schema *s = i == 0 ? &c->from : &c->to;
        printf("-- %s\n", i == 0 ? "before" : "after");
        for (size_t k = 0; k < s->n_tables; k++)
            printf("%.*s;\n", STR_ARG(s->tables[k].sql));
        for (size_t k = 0; k < s->n_objects; k++)
            printf("%.*s;\n", STR_ARG(s->objects[k].sql));
    }
    printf("-- changes\n");
    for (size_t i = 0; i < c->plan.changes.n; i++)
        printf("%.*s\n", STR_ARG(change_words(&c->arena, &c->plan.changes.items[i])));
    printf("-- plan\n");
    for (size_t i = 0; i < c->plan.n_statements; i++)
        printf("%.*s;\n", STR_ARG(c->plan.statements[i]));
}

static bool plan_nothing(Case *c, const Schema *from, const Schema *to)
{
    Plan plan;
    if (plan_make(&plan, &c->arena, from, to, NULL, 0) != PLAN_OK)
        return fail(c, "no plan between equal schemas", plan.why);
    if (plan.n_statements)
        return fail(c, "something is planned between equal schemas",
                    plan.statements[0]);
    if (plan.changes.n)
        return fail(c, "something is said to change between equal schemas",
                    change_words(&c->arena, &plan.changes.items[0]));
    return true;
}

// A database that is made of what was pulled is the same, where Drizzle can say it.
static bool check_pull(Case *c, Score *score)
{
    Unsaid unsaid = {0};
    Schema again;
    Str why;
    Catalog catalog = schema_to_catalog(&c->arena, &c->from, &unsaid);
    if (unsaid.n)
        return true;
    score->pulled++;
    if (!schema_of_catalog(&c->arena, &catalog, &again, &why))
        return fail(c, "what was pulled makes no database", why);
    return schema_equal(&again, &c->from) ||
           fail(c, "what was pulled makes another database", S(""));
}

static bool check_kept(Case *c, const KeptList *kept)
{
    for (size_t i = 0; i < kept->n; i++) {
        Str after = dump(c, kept->items[i].sql);
        if (!str_eq(kept->items[i].before, after))
            return fail(c, "values are not what they were",
                        str_format(&c->arena, "%.*s\nwas:\n%.*s\nis:\n%.*s",
                                   STR_ARG(kept->items[i].sql),
                                   STR_ARG(kept->items[i].before), STR_ARG(after)));
    }
    return true;
}

// As drizzle-orm's migrators do: all of it in a transaction, where the pragmas do nothing.
// It fails, or it does what it should.
static bool check_within(Case *c, const KeptList *kept)
{
    bool ok = true;
    run(c->old, S("PRAGMA foreign_keys = ON"));
    run(c->old, S("BEGIN"));
    for (size_t i = 0; ok && i < c->plan.n_statements; i++)
        ok = run(c->old, c->plan.statements[i]) == SQLITE_OK;
    bool kept_all = !ok || check_kept(c, kept);
    run(c->old, S("ROLLBACK"));
    run(c->old, S("PRAGMA foreign_keys = OFF"));
    return kept_all;
}

static bool check_applied(Case *c, const KeptList *kept)
{
    Schema now;
    return read_schema(c, c->old, &c->after, &now) && plan_nothing(c, &now, &c->to) &&
           check_kept(c, kept);
}

static bool is_about_rows(int code, Str why)
{
    return code == SQLITE_CONSTRAINT || code == SQLITE_MISMATCH ||
           code == SQLITE_FULL || // AUTOINCREMENT behind the largest number
           str_starts(why, "Cannot add a NOT NULL column") ||
           str_is(why, "NOT NULL constraint failed"); // of a generated column
}

// --- what the Sentinel said --------------------------------------------------

static bool is_found(const Judgement *j, Risk risk, Str object)
{
    for (size_t i = 0; i < j->n_findings; i++)
        if (j->findings[i].risk == risk && str_eq(j->findings[i].object, object))
            return true;
    return false;
}

static const ModelTable *table_called(const Model *m, int name)
{
    for (int i = 0; i < m->n_tables; i++)
        if (m->tables[i].name == name)
            return &m->tables[i];
    return NULL;
}

// Whether a new column has its name, and so its values.
static bool is_replaced(const ModelTable *a, const ModelTable *b, int name)
{
    for (int i = 0; i < b->n; i++)
        if (b->columns[i].name == name && !model_column(a, b->columns[i].key))
            return true;
    return false;
}

// A column that goes is named, if anything is in it.
static bool names_columns(Case *c, const Judgement *j, const ModelTable *a,
                          const ModelTable *b)
{
    Str table = model_table_name(&c->arena, a->name);
    for (int k = 0; k < a->n; k++) {
        Str column = model_column_name(&c->arena, a->columns[k].name);
        Str path = str_format(&c->arena, "%.*s.%.*s", STR_ARG(table), STR_ARG(column));
        if (!a->columns[k].generated && !model_column(b, a->columns[k].key) &&
            !is_replaced(a, b, a->columns[k].name) &&
            ask(c, str_format(&c->arena, "SELECT count(`%.*s`) FROM `%.*s`",
                              STR_ARG(column), STR_ARG(table))) > 0 &&
            !is_found(j, RISK_WD103, path))
            return fail(c, "a dropped column is not named", path);
    }
    return true;
}

// So is a table; one that another takes the place of, under its name, at least with its
// columns.
static bool names_losses(Case *c, const Judgement *j)
{
    for (int i = 0; i < c->before.n_tables; i++) {
        const ModelTable *a = &c->before.tables[i];
        const ModelTable *b = model_table(&c->after, a->key);
        Str table = model_table_name(&c->arena, a->name);
        if (is_found(j, RISK_WD101, table) ||
            ask(c, str_format(&c->arena, "SELECT count(*) FROM `%.*s`",
                              STR_ARG(table))) == 0)
            continue;
        if (!b && !(b = table_called(&c->after, a->name)))
            return fail(c, "a dropped table is not named", table);
        if (!names_columns(c, j, a, b))
            return false;
    }
    return true;
}

static bool judge_plan(Case *c, Judgement *j)
{
    JudgeInput in = {.statements = c->plan.statements,
                     .n_statements = c->plan.n_statements,
                     .before = &c->from,
                     .db = c->old};
    if (!judge(&c->arena, &in, j))
        return fail(c, "there is no judgement", j->why);
    if (c->show)
        printf("-- judgement\n%s", judgement_text(&c->arena, j).ptr);
    return j->worst == VERDICT_REFUSE || names_losses(c, j);
}

// Then rows are not found again by their key.
static bool is_key_converted(const Case *c, Str table)
{
    Arena scratch = {0};
    bool converted = false;
    for (int i = 0; i < c->before.n_tables; i++) {
        const ModelTable *a = &c->before.tables[i], *b = model_table(&c->after, a->key);
        int n = a->primary == KEY_NONE ? 0 : a->primary == KEY_TWO ? 2 : 1;
        bool is_it = str_eq_nocase(model_table_name(&scratch, a->name), table);
        for (int k = 0; is_it && b && k < n; k++) {
            const ModelColumn *to = model_column(b, a->columns[k].key);
            converted = converted || (to && !stays(a, b, &a->columns[k], to));
        }
    }
    arena_free(&scratch);
    return converted;
}

// What can be done is not refused, but for values that would not fit their new type, rows
// that had lost their parent before, and keys of another type.
static bool is_right(Case *c, const Judgement *j, int code)
{
    if (code != SQLITE_OK)
        return j->worst == VERDICT_REFUSE ||
               fail(c, "it is not refused, and fails", c->detail);
    for (size_t i = 0; i < j->n_findings; i++) {
        const Finding *f = &j->findings[i];
        if (f->verdict == VERDICT_REFUSE && f->risk != RISK_WM206 &&
            f->risk != RISK_WM205 &&
            !(f->risk == RISK_WD105 && is_key_converted(c, f->object)))
            return fail(c, "it is refused, and can be done", f->message);
    }
    return true;
}

// --- what there was to see ---------------------------------------------------

// The tables that were rebuilt while others referred to them, and the rows of those.
static void count_children(Case *c, Score *score)
{
    for (size_t i = 0; i < c->plan.n_rebuilt; i++) {
        long before = score->children;
        for (size_t k = 0; k < c->to.n_tables; k++) {
            Str name = c->to.tables[k].name;
            if (!str_eq_nocase(name, c->plan.rebuilt[i]) &&
                table_refers_to(&c->to.tables[k], c->plan.rebuilt[i]))
                score->children +=
                    (long)ask(c, str_format(&c->arena, "SELECT count(*) FROM `%.*s`",
                                            STR_ARG(name)));
        }
        score->parents += score->children > before;
    }
}

static void count_findings(const Judgement *j, bool is_refused, Score *score)
{
    bool seen[N_RISKS] = {false};
    for (size_t i = 0; i < j->n_findings; i++) {
        const Finding *f = &j->findings[i];
        if (is_refused && f->verdict != VERDICT_REFUSE)
            continue;
        (is_refused ? score->refused_for : score->named)[f->risk] += !seen[f->risk];
        seen[f->risk] = true;
    }
}

static void count_applied(Case *c, const KeptList *kept, Score *score)
{
    score->applied++;
    score->same += c->plan.n_statements == 0;
    score->statements += (long)c->plan.n_statements;
    score->rebuilt += (long)c->plan.n_rebuilt;
    score->rebuilding += c->plan.n_rebuilt > 0;
    score->tables += kept->tables;
    score->rows += kept->rows;
    score->columns += kept->columns;
    score->by_hand += c->hand != 0;
    count_children(c, score);
}

static bool run_case(Case *c, Score *score)
{
    if (!read_schema(c, c->old, &c->before, &c->from) ||
        !read_schema(c, c->new, &c->after, &c->to) || !check_pull(c, score) ||
        !plan_nothing(c, &c->from, &c->from) || !plan_nothing(c, &c->to, &c->to))
        return false;
    PlanStatus status = plan_make(&c->plan, &c->arena, &c->from, &c->to, NULL, 0);
    if (c->show)
        show(c);
    if (status == PLAN_REFUSED && c->hand) { // it would no longer work
        score->stopped++;
        return true;
    }
    if (status != PLAN_OK)
        return fail(c, "no plan", c->plan.why);
    KeptList kept = remember_all(c);
    Judgement j;
    if (!judge_plan(c, &j))
        return false;
    if (!check_within(c, &kept))
        return false;
    int code = carry_out(c);
    if (!is_right(c, &j, code))
        return false;
    count_findings(&j, code != SQLITE_OK, score);
    if (code == SQLITE_OK) {
        count_applied(c, &kept, score);
        return check_applied(c, &kept);
    }
    if (!is_about_rows(code, c->detail))
        return fail(c, "the plan fails", c->detail);
    score->refused++;
    Schema now;
    return read_schema(c, c->old, &c->before, &now) && plan_nothing(c, &now, &c->from);
}

bool pair_check(uint64_t seed, bool shown, Score *score)
{
    Case c = {.show = shown};
    Rng r = {seed};
    model_random(&c.before, &r);
    c.after = c.before;
    model_change(&c.after, &r);
    sqlite3_open(":memory:", &c.old);
    sqlite3_open(":memory:", &c.new);
    model_make(&c.before, c.old);
    model_make(&c.after, c.new);
    model_fill(&c.before, c.old, &r);
    make_by_hand(&c, &r);
    bool ok = run_case(&c, score);
    if (!ok)
        printf("not ok: seed %llu: %s: %.*s\n", (unsigned long long)seed, c.wrong,
               STR_ARG(c.detail));
    fflush(stdout);
    score->wrong += !ok;
    score->pairs++;
    sqlite3_close(c.old);
    sqlite3_close(c.new);
    arena_free(&c.arena);
    return ok;
}
