// refute.c - which queries are attacked, and for how long.

#include "stage3_emit/refute/refute.h"

#include "stage3_emit/refute/report.h"
#include "stage3_emit/refute/withstood.h"

#include <time.h>

// However little the time, so many databases are tried, unless a query is so slow that
// they take many times as much; and in a campaign a query's turn is so long.
enum { LEAST_DATABASES = 4, MANY_TIMES = 10, TURN_MILLISECONDS = 20 };

static double now(clockid_t clock)
{
    struct timespec t;
    clock_gettime(clock, &t);
    return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

typedef struct Campaign {
    Arena *arena;
    const Refuting *how;
    Diag *diag;
    double end; // by CLOCK_MONOTONIC
    Attack *attacks;
    Attacked **what_of; // of each attack
    Attacked *attacked; // of each query
    size_t n;           // queries that are attacked
    size_t n_queries, n_refuted;
    size_t n_databases, n_runs;
} Campaign;

static bool time_is_up(const Campaign *b)
{
    return now(CLOCK_MONOTONIC) >= b->end;
}

static void report(Campaign *b, Attack *attack, Arena *scratch, Refutation *r)
{
    attack_shrink(attack, scratch, r);
    refute_report(b->arena, b->diag, attack->query, r);
    b->n_refuted++;
}

// Attacks until that much of the processor's time is used, or it is so late. True if a
// claim is refuted.
static bool attack_for(Campaign *b, Attack *attack, double milliseconds, double end)
{
    double start = now(CLOCK_PROCESS_CPUTIME_ID), used = 0;
    Arena scratch = {0};
    bool refuted = false;
    for (size_t n = 0; !refuted && !time_is_up(b); n++) {
        bool enough = used >= milliseconds || now(CLOCK_MONOTONIC) >= end ||
                      !attack->query->n_columns; // nothing else is claimed of it
        if (n >= LEAST_DATABASES ? enough : used >= milliseconds * MANY_TIMES)
            break;
        Refutation r;
        refuted = attack_next(attack, &scratch, &r);
        if (refuted)
            report(b, attack, &scratch, &r);
        arena_free(&scratch);
        used = now(CLOCK_PROCESS_CPUTIME_ID) - start;
    }
    return refuted;
}

// Where the time does not suffice for all, each has its part of what is left.
static void attack_once(Campaign *b, Sandbox *sandbox, Withstood *w)
{
    for (size_t i = 0; i < b->n; i++) {
        Attack *attack = &b->attacks[i];
        double is = now(CLOCK_MONOTONIC), left = b->end > is ? b->end - is : 0;
        attack_init(attack, sandbox, attack->query);
        bool briefly = attack->query->operation && !attack->query->operation->asked;
        bool refuted =
            attack->stmt && attack_for(b, attack, briefly ? 1 : b->how->milliseconds,
                                       is + left / (double)(b->n - i));
        b->what_of[i]->withstood = !refuted && (!attack->stmt || attack->n_databases);
        if (b->what_of[i]->withstood)
            withstood_add(w, b->what_of[i]->key);
        b->n_databases += attack->n_databases;
        b->n_runs += attack->n_runs;
        attack_free(attack);
    }
}

// In turns, until the time is up.
static void attack_in_turns(Campaign *b, Sandbox *sandbox)
{
    size_t left = b->n;
    for (size_t i = 0; i < b->n; i++)
        attack_init(&b->attacks[i], sandbox, b->attacks[i].query);
    while (left > 0 && !time_is_up(b)) {
        left = 0;
        for (size_t i = 0; i < b->n && !time_is_up(b); i++) {
            Attack *attack = &b->attacks[i];
            if (attack->stmt && attack_for(b, attack, TURN_MILLISECONDS, b->end)) {
                sqlite3_finalize(attack->stmt);
                attack->stmt = NULL;
            }
            left += attack->stmt != NULL;
        }
    }
    for (size_t i = 0; i < b->n; i++) {
        b->n_databases += b->attacks[i].n_databases;
        b->n_runs += b->attacks[i].n_runs;
        attack_free(&b->attacks[i]);
    }
}

// What is claimed of the operations that each table has is all claimed of the first that
// reads: a weave runs that one alone.
static bool is_left_out(const Campaign *b, const CheckedQuery *q)
{
    const Operation *op = q->operation;
    if (!op || op->asked || b->how->in_turns)
        return false;
    const Operation *first = op->of->operations;
    while (first < op && first->kind != OPERATION_READ)
        first++;
    return op != first || op->kind != OPERATION_READ;
}

static void choose(Campaign *b, const Checked *c, Withstood *w)
{
    Key base = withstood_base(c, b->how);
    b->attacks = arena_many(b->arena, Attack, c->n_queries);
    b->what_of = arena_many(b->arena, Attacked *, c->n_queries);
    b->attacked = b->how->attacked ? b->how->attacked
                                   : arena_many(b->arena, Attacked, c->n_queries);
    for (size_t i = 0; i < b->how->n_kept; i++)
        withstood_add(w, b->how->kept[i]);
    b->n_queries = b->how->n_kept;
    for (size_t i = 0; i < c->n_queries; i++) {
        Attacked *a = &b->attacked[i];
        *a = (Attacked){.left_out = is_left_out(b, &c->queries[i])};
        if (a->left_out)
            continue;
        b->n_queries++;
        a->key = withstood_key(base, &c->queries[i]);
        a->withstood = withstood_has(w, a->key);
        if (a->withstood) {
            withstood_add(w, a->key);
            continue;
        }
        b->what_of[b->n] = a;
        b->attacks[b->n++].query = &c->queries[i];
    }
}

static Str summary_of(const Campaign *b, const Sandbox *sandbox)
{
    Buf out = {.arena = b->arena};
    buf_format(&out, "%zu of %zu quer%s run on %zu databases, %zu times\n", b->n,
               b->n_queries, b->n_queries == 1 ? "y" : "ies", b->n_databases,
               b->n_runs);
    for (size_t i = 0; sandbox && i < sandbox->checked->model.n_tables; i++) {
        const FillTable *t = &sandbox->fill.tables[i];
        if (t->tried && !t->taken)
            buf_format(&out,
                       "%.*s stayed empty: no row was found that its checks allow\n",
                       STR_ARG(t->table->name));
    }
    return buf_str(&out);
}

Refuted refute(Arena *a, const Checked *c, RegisterFunctions register_functions,
               Diag *d, const Refuting *how, Str *summary)
{
    Campaign b = {.arena = a,
                  .how = how,
                  .diag = d,
                  .end = now(CLOCK_MONOTONIC) + how->seconds * 1e3};
    Withstood withstood;
    Sandbox sandbox;
    Str why;
    withstood_read(&withstood, a, how->withstood);
    choose(&b, c, &withstood);
    if (b.n && !sandbox_open(&sandbox, a, c, register_functions, &why)) {
        diag_error(d, (Span){0}, DIAG_W300, "%.*s", STR_ARG(why));
        return REFUTED_FAILED;
    }
    if (b.n && how->in_turns)
        attack_in_turns(&b, &sandbox);
    else if (b.n)
        attack_once(&b, &sandbox, &withstood);
    *summary = summary_of(&b, b.n ? &sandbox : NULL);
    if (b.n)
        sandbox_close(&sandbox);
    withstood_write(&withstood);
    return b.n_refuted ? REFUTED_CLAIM : REFUTED_NOTHING;
}
