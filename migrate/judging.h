// judging.h - a migration while it is judged. For judge.c, judge_gate.c, judge_trace.c,
// judge_schema.c and judge_rows.c.

#ifndef MIGRATE_JUDGING_H
#define MIGRATE_JUDGING_H

#include "migrate/judge.h"
#include "migrate/rehearse.h"
#include "migrate/shadow.h"
#include "migrate/sqltext.h"

// The way a table or column takes through a migration.
typedef struct Way {
    Str table, column;         // before; column none: the table's own way
    Str now_table, now_column; // none: it is gone
    bool computed;             // its values went through an expression
} Way;

// INSERT INTO new SELECT ... FROM old, as long as both are there.
typedef struct Copy {
    Str from, to;
    Way *columns; // table and column of from, now_column of to
    size_t n_columns;
} Copy;

typedef struct Trace {
    struct {
        Way *items;
        size_t n, capacity;
    } ways;
    struct {
        Copy *items;
        size_t n, capacity;
    } copies;
} Trace;

typedef struct Judging {
    Arena *arena;
    const JudgeInput *in;
    Judgement *out;
    Shadow shadow;
    Trace trace;
    struct {
        Finding *items;
        size_t n, capacity;
    } findings;
    struct {
        Str *items;
        size_t n, capacity;
    } dropped;       // objects that a statement of its own drops
    bool has_rows;   // of the real database: one at least
    bool is_stopped; // a statement was refused: the rest is not looked at
    struct {         // by the authorizer, of the statement in hand
        Str *writes; // tables
        size_t n_writes;
        bool changes_schema;
        bool adds_only; // INSERT and nothing else
        bool mapped;
        int refused; // a Risk, or -1
    } seen;
} Judging;

Finding *judging_add(Judging *j, Risk risk, Verdict verdict, Str object, int64_t rows,
                     Str message);
int64_t judging_ask(Judging *j, Str sql); // of the real database; -1 if it cannot say
void judging_examples(Judging *j, Finding *f, Str sql);
Str judging_rows(Arena *a, int64_t n, const char *what); // "3 rows", "rows"

// Each statement, before and while it runs on the shadow.
bool judging_gate(Judging *j);

void trace_begin(Arena *a, Trace *t, const Schema *before);
// What a statement that has run means for the ways. now is the schema after it, which
// is needed only where trace_looks() says so.
bool trace_looks(const Tokens *t);
void trace_follow(Arena *a, Trace *t, Str sql, const Schema *now);
Match trace_match(Arena *a, const Trace *t, const Schema *before, const Schema *after);

void judging_schema(Judging *j);  // before and after
void judging_rows_of(Judging *j); // what the rows say; only with a database
bool judging_rehearse(Judging *j);
void judging_released(Judging *j);

Str judgement_hash(Arena *a, const JudgeInput *in, const Judgement *j);

#endif
