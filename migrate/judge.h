// judge.h - the Sentinel: what a migration would do to a database, before it is done.
//
//     Judgement j;
//     JudgeInput in = {.statements = sql, .n_statements = n, .before = &schema,
//                      .db = db};
//     if (!judge(arena, &in, &j)) ...                  // j.why: the world failed
//     if (j.worst >= VERDICT_CONFIRM) ...              // j.findings, j.hash
//
// It does not matter who wrote the statements. Four looks are taken, and none is a look at
// their text alone:
//
//   - each statement runs on a shadow under SQLite's authorizer. What writes without the
//     authorizer having seen what, and what has no business in a migration, is refused;
//   - the schema before is held against the schema after, table by table and column by
//     column, along the way each column took (a rename, a copy into a rebuilt table);
//   - where that leaves a question to the rows (a NULL in a column that becomes NOT NULL),
//     the real database is asked, in one read transaction;
//   - the whole is rehearsed on a copy of it (rehearse.h): every row of every table that
//     stays is counted, and the columns that stay are summed up before and after.
//
// Without a database (db null) what depends on rows is said, and nothing of it refused.

#ifndef MIGRATE_JUDGE_H
#define MIGRATE_JUDGE_H

#include "migrate/diff.h"

typedef enum Verdict {
    VERDICT_SAFE,
    VERDICT_WARN,    // said, and done
    VERDICT_CONFIRM, // destructive: done only if the user says so
    VERDICT_REFUSE,  // cannot work, or is not known: never done
} Verdict;

#define RISKS(X)                                                                       \
    X(WD101, "a table with rows is dropped")                                           \
    X(WD102, "an empty table is dropped")                                              \
    X(WD103, "a column is dropped")                                                    \
    X(WD104, "stored values change")                                                   \
    X(WD105, "rows are lost")                                                          \
    X(WD106, "the migration writes to rows that are there")                            \
    X(WD107, "an object that no schema declares is dropped")                           \
    X(WD108, "what identifies rows changes")                                           \
    X(WD110, "a virtual table is dropped")                                             \
    X(WM200, "the database refuses the migration")                                     \
    X(WM201, "a required column without a default is added to rows")                   \
    X(WM202, "NULLs in a column that becomes NOT NULL")                                \
    X(WM203, "duplicates where there may be none")                                     \
    X(WM204, "rows that a check refuses")                                              \
    X(WM205, "rows without their parent")                                              \
    X(WM206, "values that do not fit the type")                                        \
    X(WM207, "a default that is no constant is added to rows")                         \
    X(WB301, "a name that running programs use changes")                               \
    X(WB302, "a released query breaks")                                                \
    X(WB303, "a constraint that running programs may not keep")                        \
    X(WL401, "a long write lock")                                                      \
    X(WL403, "too little room on the disk")                                            \
    X(WU501, "a statement that is not understood")                                     \
    X(WU502, "the schema is written to directly")                                      \
    X(WU503, "another database file is opened")                                        \
    X(WU504, "an extension is loaded")                                                 \
    X(WU505, "a transaction within the migration")                                     \
    X(WU506, "rows may be replaced")

typedef enum Risk {
#define X(code, title) RISK_##code,
    RISKS(X)
#undef X
        N_RISKS,
} Risk;

enum { EXAMPLES = 5 };

typedef struct Finding {
    Risk risk;
    Verdict verdict;
    Str object;   // "users.full_name": what the user types to agree
    Str message;  // "column users.full_name is dropped, and 3 values with it"
    int64_t rows; // lost, changed or in the way; -1: no database to ask
    Str examples[EXAMPLES];
    size_t n_examples;
    Str fix; // what to do instead, or none
} Finding;

// A query of the last release: it is to work on the new schema, too.
typedef struct Released {
    Str name, sql;
} Released;

typedef struct JudgeInput {
    const Str *statements;
    size_t n_statements;
    const Schema *before; // what they are to run on; what is unmanaged is marked in it
    sqlite3 *db;          // what they are to run on, open; or null
    const Released *released;
    size_t n_released;
    bool released_operations; // and programs with the operations of before's tables
    bool no_rehearsal;        // the database is too large
} JudgeInput;

typedef struct Judgement {
    Finding *findings; // the worst first
    size_t n_findings;
    Verdict worst;
    Schema after;
    Match match;  // of before and after, along the way of each column
    Str hash;     // of all that was judged: what --approve takes
    int64_t held; // rows that the rehearsal held against what they were; -1: none
    Str why;
} Judgement;

bool judge(Arena *a, const JudgeInput *in, Judgement *out);

const char *risk_name(Risk risk);          // "WD101"
const char *risk_title(Risk risk);         // "a table with rows is dropped"
const char *verdict_name(Verdict verdict); // "confirm"

// For people, a few lines for each finding; and the plan as one JSON object:
//   { "plan_hash": "...", "verdict": "confirm", "statements": [...],
//     "findings": [ { "code", "title", "verdict", "object", "message", "rows",
//                     "examples": [...], "fix" } ] }
Str judgement_text(Arena *a, const Judgement *j);
Str judgement_json(Arena *a, const JudgeInput *in, const Judgement *j);

#endif
