// plan.c - how SQLite will run a query, and the full scans that an index would end.
//
// The lint does not reason about the planner, it asks it: an index is suggested after
// it was made in the database that holds nothing and the plan got better.

#include "stage3_emit/judge/judge.h"

#define TRIAL "weave trial"

typedef struct Plan {
    Str *items;
    size_t n, capacity;
    bool good; // SQLite has taken the statement
} Plan;

// --- the plan ----------------------------------------------------------------

typedef struct Depths {
    struct Depth {
        int id;
        int depth;
    } * items;
    size_t n, capacity;
} Depths;

static int depth_below(const Depths *d, int parent)
{
    for (size_t i = d->n; i; i--)
        if (d->items[i - 1].id == parent)
            return d->items[i - 1].depth + 1;
    return 0;
}

// The lines live in a.
static Plan plan_of(Judge *j, Arena *a, Str sql)
{
    Plan plan = {0};
    Depths depths = {0};
    sqlite3_stmt *stmt = NULL;
    Str explain = str_format(&j->scratch, "EXPLAIN QUERY PLAN %.*s", STR_ARG(sql));
    j->explains = true;
    sqlite3_prepare_v2(j->db, explain.ptr, (int)explain.len, &stmt, NULL);
    j->explains = false;
    plan.good = stmt != NULL;
    while (stmt && sqlite3_step(stmt) == SQLITE_ROW) {
        int depth = depth_below(&depths, sqlite3_column_int(stmt, 1));
        *arena_push(&j->scratch, depths, struct Depth) =
            (struct Depth){sqlite3_column_int(stmt, 0), depth};
        *arena_push(a, plan, Str) = str_format(
            a, "%*s%s", 2 * depth, "", (const char *)sqlite3_column_text(stmt, 3));
    }
    sqlite3_finalize(stmt);
    return plan;
}

void judge_plan(Judge *j, CheckedQuery *q)
{
    Plan plan = plan_of(j, j->arena, q->sql);
    q->plan = plan.items;
    q->n_plan = plan.n;
}

bool judge_plan_is(Judge *j, const CheckedQuery *q, Str sql, size_t before)
{
    Plan plan = plan_of(j, &j->scratch, sql);
    bool same = plan.good && plan.n == before + q->n_plan;
    for (size_t i = 0; same && i < q->n_plan; i++)
        same = str_eq(plan.items[before + i], q->plan[i]);
    return same;
}

// --- what it costs -----------------------------------------------------------

typedef struct Linter {
    Judge *judge;
    const CheckedQuery *query;
} Linter;

typedef struct Cost {
    size_t scans, sorts;
} Cost;

static Str cut_before(Str s, const char *what)
{
    size_t at = str_find_str(s, str_z(what));
    return at == STR_NONE ? s : str_cut(s, 0, at);
}

// The table that a line of the plan reads from end to end, or null. An automatic index
// is a full scan too: it is made anew by each run.
static const ModelTable *scanned(const Linter *l, Str line)
{
    line = str_trim(line);
    bool automatic = str_starts(line, "SEARCH ") &&
                     str_find_str(line, S(" USING AUTOMATIC ")) != STR_NONE;
    if (!automatic && !str_starts(line, "SCAN "))
        return NULL;
    Str name = str_cut(line, str_find(line, ' ') + 1, line.len);
    name = cut_before(cut_before(name, " USING "), " LEFT-JOIN");
    const ModelTable *t = judge_find_alias(l->judge, &l->judge->words, name);
    return t && t->kind == MODEL_TABLE ? t : NULL;
}

static bool sorts(Str line)
{
    return str_starts(str_trim(line), "USE TEMP B-TREE FOR ") &&
           str_ends(line, "ORDER BY");
}

static Cost cost_of(const Linter *l, const Str *plan, size_t n)
{
    Cost cost = {0, 0};
    for (size_t i = 0; i < n; i++) {
        cost.scans += scanned(l, plan[i]) != NULL;
        cost.sorts += sorts(plan[i]);
    }
    return cost;
}

// --- trying an index ---------------------------------------------------------

typedef struct Key {
    const ModelTable *table;
    const ModelColumn **columns;
    bool *descending;
    size_t n;
    bool tried;
    Cost cost; // if tried: what the query costs with an index of it
} Key;

static Str key_text(Arena *a, const Key *key, bool quoted)
{
    Buf b = {.arena = a};
    for (size_t i = 0; i < key->n; i++) {
        Str name = key->columns[i]->name;
        buf_z(&b, i ? ", " : "");
        buf_put(&b, quoted ? sql_quote(a, name) : name);
        buf_z(&b, key->descending[i] ? " DESC" : "");
    }
    return buf_str(&b);
}

// The plan as it would be with an index of this key; empty if there can be none.
static Plan plan_with(const Linter *l, const Key *key)
{
    Judge *j = l->judge;
    Plan plan = {0};
    char *sql = sqlite3_mprintf("CREATE INDEX \"" TRIAL "\" ON \"%w\" (%s)",
                                str_zero(&j->scratch, key->table->name),
                                key_text(&j->scratch, key, true).ptr);
    j->schema_is_made = false;
    if (sql && sqlite3_exec(j->db, sql, NULL, NULL, NULL) == SQLITE_OK) {
        plan = plan_of(j, &j->scratch, l->query->sql);
        sqlite3_exec(j->db, "DROP INDEX \"" TRIAL "\"", NULL, NULL, NULL);
    }
    j->schema_is_made = true;
    sqlite3_free(sql);
    return plan;
}

// How the trial index is searched: '=' by equality, '<' by a range, 0 not at all.
static char use_of(const Plan *plan)
{
    for (size_t i = 0; i < plan->n; i++) {
        size_t at = str_find_str(plan->items[i], S("INDEX " TRIAL " ("));
        if (at == STR_NONE)
            continue;
        Str terms = str_cut(plan->items[i], at, plan->items[i].len);
        return str_find_str(terms, S("=?")) != STR_NONE ? '=' : '<';
    }
    return 0;
}

static char try_key(const Linter *l, Key *key, Cost now)
{
    Plan plan = plan_with(l, key);
    key->tried = true;
    key->cost = plan.n ? cost_of(l, plan.items, plan.n) : now;
    return use_of(&plan);
}

static Cost cost_with(const Linter *l, Key *key, Cost now)
{
    if (!key->tried)
        try_key(l, key, now);
    return key->cost;
}

// --- finding a key -----------------------------------------------------------

static void key_add(Key *key, const ModelColumn *c, bool descending)
{
    key->columns[key->n] = c;
    key->descending[key->n++] = descending;
    key->tried = false;
}

static void key_cut(Key *key, size_t n)
{
    key->n = n;
    key->tried = false;
}

static bool key_has(const Key *key, const ModelColumn *c)
{
    for (size_t i = 0; i < key->n; i++)
        if (key->columns[i] == c)
            return true;
    return false;
}

static Key key_new(Arena *a, const ModelTable *t)
{
    return (Key){.table = t,
                 .columns = arena_many(a, const ModelColumn *, t->n_columns + 1),
                 .descending = arena_many(a, bool, t->n_columns + 1)};
}

// The columns that are searched by equality; else the first one searched by a range.
static Key search_key(const Linter *l, const ModelTable *t, Cost now)
{
    Arena *a = &l->judge->scratch;
    Key equal = key_new(a, t), range = key_new(a, t);
    bool by_name = words_name(&l->judge->words, t->name);
    for (size_t i = 0; i < t->n_columns; i++) {
        const ModelColumn *c = &t->columns[i];
        if (by_name && !words_name(&l->judge->words, c->name))
            continue;
        Key one = key_new(a, t);
        key_add(&one, c, false);
        char use = try_key(l, &one, now);
        if (!use || one.cost.scans >= now.scans)
            continue;
        if (use == '=' && equal.n)
            key_add(&equal, c, false);
        else if (use == '=')
            equal = one;
        else if (!range.n)
            range = one;
    }
    if (equal.n > 1 && cost_with(l, &equal, now).scans >= now.scans)
        key_cut(&equal, 1); // they are of two uses of one table
    return equal.n ? equal : range;
}

// Reads one term of an ORDER BY at word *i: a column of t, perhaps ASC or DESC.
static const ModelColumn *order_term(const Linter *l, const ModelTable *t, size_t *i,
                                     bool *descending)
{
    const Words *w = &l->judge->words;
    if (!word_is_name(w, *i))
        return NULL;
    WordRange r = words_dotted(w, *i);
    *descending = word_is(w, r.to, "DESC");
    *i = r.to + (*descending || word_is(w, r.to, "ASC"));
    return model_find_column(t, w->items[r.to - 1].name);
}

// Lengthens key by the terms of the ORDER BY behind word i, one after the other, until
// nothing is sorted any more. False if that does not come about.
static bool follow_order(const Linter *l, size_t i, Cost now, Key *key)
{
    size_t had = key->n, n_terms = 0;
    bool first = false;
    for (;; i++) {
        bool descending = false;
        const ModelColumn *c = order_term(l, key->table, &i, &descending);
        if (!c)
            break;
        if (!n_terms++)
            first = descending;
        if (!key_has(key, c)) {
            key_add(key, c, descending != first);
            if (cost_with(l, key, now).sorts < now.sorts)
                return true;
        }
        if (!word_is(&l->judge->words, i, ","))
            break;
    }
    key_cut(key, had);
    return false;
}

static void extend_by_order(const Linter *l, Cost now, Key *key)
{
    for (size_t i = 0; i + 1 < l->judge->words.n; i++)
        if (word_is(&l->judge->words, i, "ORDER") &&
            word_is(&l->judge->words, i + 1, "BY") && follow_order(l, i + 2, now, key))
            return;
}

// --- saying so ---------------------------------------------------------------

static Span table_place(const Linter *l, const ModelTable *t)
{
    const Query *q = l->query->query;
    WordRange r = words_find_table(&l->judge->words, t->name);
    if (r.from == WORD_NONE)
        return q->at;
    const Word *w = &l->judge->words.items[r.from];
    return pieces_span(q->pieces, q->n_pieces, w->start, w->len);
}

static void report(const Linter *l, const Key *key, Cost now, Cost then)
{
    static const Severity severities[] = {[LINT_NOTE] = SEVERITY_NOTE,
                                          [LINT_WARN] = SEVERITY_WARNING,
                                          [LINT_ERROR] = SEVERITY_ERROR};
    Judge *j = l->judge;
    const char *removed = now.sorts == 0            ? "it"
                          : then.sorts >= now.sorts ? "the scan"
                          : then.scans >= now.scans ? "the b-tree"
                                                    : "both";
    Str columns = key_text(j->arena, key, false);
    Span at = table_place(l, key->table);
    diag_report(j->diag, severities[j->catalog->settings.full_scan], at, DIAG_W400,
                "full scan of %.*s%s; an index on (%.*s) removes %s",
                STR_ARG(key->table->name),
                now.sorts ? " and a temporary b-tree for ORDER BY" : "",
                STR_ARG(columns), removed);
    judge_note_query(j, l->query->query, at);
    if (words_find_table(&l->judge->words, key->table->name).from == WORD_NONE)
        diag_note(
            j->diag, (Span){0},
            "the query does not name %.*s: a foreign key, a view or a trigger reads "
            "it",
            STR_ARG(key->table->name));
}

// All rows are sorted in the end by whoever wants all rows in order; to find the first
// few of them, an index is better.
static bool wants_few(const Linter *l)
{
    return words_name(&l->judge->words, S("LIMIT"));
}

// Into a table that others refer to SQLite always codes a search of those others, and
// jumps over it when an INSERT runs.
static bool is_never_run(const Linter *l, const ModelTable *t)
{
    return !words_name(&l->judge->words, t->name) &&
           (words_name(&l->judge->words, S("INSERT")) ||
            words_name(&l->judge->words, S("REPLACE")));
}

static void lint_table(const Linter *l, const ModelTable *t, Cost now)
{
    if (is_never_run(l, t))
        return;
    Key key = search_key(l, t, now);
    bool sorted = key.n && cost_with(l, &key, now).sorts < now.sorts;
    if (now.sorts && !sorted && (key.n || wants_few(l)))
        extend_by_order(l, now, &key);
    if (!key.n)
        return;
    Cost then = cost_with(l, &key, now);
    bool better = (then.scans < now.scans && then.sorts <= now.sorts) ||
                  (then.sorts < now.sorts && then.scans <= now.scans);
    if (better)
        report(l, &key, now, then);
}

void judge_lint(Judge *j, const CheckedQuery *q)
{
    if (j->catalog->settings.full_scan == LINT_OFF)
        return;
    Linter l = {j, q};
    Cost now = cost_of(&l, q->plan, q->n_plan);
    for (size_t i = 0; i < q->n_plan; i++) {
        const ModelTable *t = scanned(&l, q->plan[i]);
        bool seen = !t;
        for (size_t k = 0; k < i && !seen; k++)
            seen = scanned(&l, q->plan[k]) == t;
        if (!seen)
            lint_table(&l, t, now);
    }
}
