// attack.h - one query, run on one database after the other until a claim breaks.
//
// Everything follows from the query, the schema and the number of the database: another
// run finds the same, whatever other queries there are.

#ifndef STAGE3_EMIT_REFUTE_ATTACK_H
#define STAGE3_EMIT_REFUTE_ATTACK_H

#include "stage3_emit/refute/fill.h"
#include "stage3_emit/stage3.h"

// What weave says of a query, and may be wrong about. What the user states is no claim.
typedef enum Claim {
    CLAIM_NOT_NULL,
    CLAIM_TYPE,
    CLAIM_AT_MOST_ONE,
    CLAIM_ONE,
    CLAIM_FETCH, // its rows are the same however they are fetched
} Claim;

typedef struct Argument {
    Datum value;
    Data items; // of a list
} Argument;

// A database, and the arguments of the query that is run on it.
typedef struct Case {
    const Row *rows;
    size_t n_rows;
    const Argument *arguments; // by the query's params
} Case;

typedef struct Refutation {
    Claim claim;
    size_t column;   // of CLAIM_NOT_NULL and CLAIM_TYPE
    const Data *got; // the rows that came back, as far as they matter
    size_t n_got;
    Case by;
} Refutation;

// The connection that all attacks share.
typedef struct Sandbox {
    Arena *arena;
    const Checked *checked;
    uint64_t seed; // the schema's
    sqlite3 *db;
    struct WeaveDb *woven; // db, as a woven program has it
    Fill fill;
    sqlite3_stmt *begin, *rollback, *savepoint, *rollback_to, *release;
} Sandbox;

typedef struct Attack {
    Sandbox *sandbox;
    const CheckedQuery *query;
    sqlite3_stmt *stmt; // null: there is nothing that could be attacked
    const size_t *tables;
    size_t n_tables; // what it reads, writes and needs, parents first
    Pool literals;
    uint64_t seed;
    size_t n_databases, n_runs;
    bool slow; // a run had to be ended
} Attack;

// False after saying why in *why.
bool sandbox_open(Sandbox *sandbox, Arena *a, const Checked *c,
                  RegisterFunctions register_functions, Str *why);
void sandbox_close(Sandbox *sandbox);

void attack_init(Attack *attack, Sandbox *sandbox, const CheckedQuery *q);
void attack_free(Attack *attack);

// The next database. True if it refutes a claim: then *out lives in scratch.
bool attack_next(Attack *attack, Arena *scratch, Refutation *out);

// Takes away what the refutation does not need.
void attack_shrink(Attack *attack, Arena *scratch, Refutation *r);

// --- for the files of attacks alone ---

// The case in a database of its own. True if it refutes a claim.
bool attack_case(Attack *attack, Arena *scratch, const Case *c, Refutation *out);

void attack_bind(Attack *attack, Arena *scratch, sqlite3_stmt *stmt,
                 const Argument *given);

// Whether the forms in which its rows are fetched differ, on the database that is there.
bool attack_forms(Attack *attack, Arena *scratch, const Case *c);

// The query, on the database that is there: the rows of the case are in it. With forms
// the forms in which its rows are fetched are compared, too, which takes ten times as
// long.
bool attack_run(Attack *attack, Arena *scratch, const Case *c, bool forms,
                Refutation *out);

#endif
