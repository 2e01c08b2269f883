// judge.h - what the files share that put a catalog before SQLite. check.c owns it.
//
// One connection to a database in memory, ready as the woven program's will be, on
// which nothing of the user's is ever run but the schema: queries are only prepared
// there; refute/ has a connection of its own to run them on.

#ifndef STAGE3_EMIT_JUDGE_JUDGE_H
#define STAGE3_EMIT_JUDGE_JUDGE_H

#include "stage3_emit/checked.h"
#include "stage3_emit/infer/infer.h"
#include "stage3_emit/stage3.h"
#include "stage3_emit/words.h"

#include <sqlite3.h>

typedef struct TableNames {
    Str *items;
    size_t n, capacity;
} TableNames;

typedef struct Judge {
    Arena *arena;
    Arena scratch; // of the statement being judged
    const Catalog *catalog;
    Diag *diag;
    sqlite3 *db;
    Model model;
    Words words;         // of the SQL of the query being judged, as it was written
    bool schema_is_made; // from here on statements are queries
    bool explains;       // a statement that has been accepted
    const char *denied;  // why the statement just prepared may not run, or null
    Str denied_word;     // the word that says so, or none: the first
    struct {
        Read *items;
        size_t n, capacity;
    } reads; // of the statement being prepared, and so the tables
    TableNames tables_read, tables_written;
    bool disagreed; // weave and SQLite, about some query: our bug
} Judge;

// --- schema.c ---

// Opens the database and makes it ready; false after reporting.
bool judge_open(Judge *j, RegisterFunctions register_functions);

// Applies the DDL, reads the model and the shape of what came out, and fills in
// catalog, model, ddl and shape of *out. False after reporting.
bool judge_schema(Judge *j, Checked *out);

// --- prepare.c ---

// Refuses what a woven program may not do.
void judge_guard(Judge *j);

// One statement, whose words j->words are; null after reporting. The caller finalizes it.
sqlite3_stmt *judge_prepare_query(Judge *j, const Query *q);

// The same for a text made from an accepted query, reporting nothing.
sqlite3_stmt *judge_prepare_again(Judge *j, Str sql);

// What SQLite says of a prepared statement.
Facts judge_facts(Judge *j, sqlite3_stmt *stmt);

// --- refuse.c ---

// Reports SQLite's refusal of the last statement, a query's, at the word it is about.
void judge_refuse(Judge *j, const Query *q);

// Names q in a note if at, just reported, lies outside: in a fragment queries share.
void judge_note_query(Judge *j, const Query *q, Span at);

// The table that a name in front of a dot means in these words, or null.
const ModelTable *judge_find_alias(const Judge *j, const Words *w, Str alias);

// --- gate.c ---

// Holds what weave infers of q against what SQLite says of it. Where they disagree
// weave is wrong, and says so: nothing may be made of the query.
void judge_gate(Judge *j, const CheckedQuery *q, const Facts *f);

// --- layout.c ---

// The SQL as it stands in the generated source: without a last semicolon, blank lines
// around it and the indentation that all its lines share. Text with a string literal
// over several lines stays as it is.
Str sql_layout(Arena *a, Str sql);

// --- params.c ---

// False after reporting parameters that cannot be told apart or reached.
bool judge_params(Judge *j, const Query *q, const Facts *f);

// --- choice.c ---

// Of a query with choices or relations, says what its statements are together. False
// after reporting that they are not of one shape, or a parameter not of one type.
bool judge_choices(Judge *j, CheckedQuery *statements, size_t n);

// --- embed.c ---

// Finds the columns of each sqlc.embed() of q->query among q->columns. False after
// reporting one that is not a table's row.
bool judge_embeds(Judge *j, CheckedQuery *q);

// --- tables.c ---

// What SQLite's authorizer is asked about while a statement is prepared.
void judge_note_table(Judge *j, int action, const char *table);

// Fills in the tables that q->sql reads and writes.
void judge_tables(CheckedQuery *q, const Facts *f);

// --- fetch.c ---

// Decides q->fetch, after judge_plan().
void judge_fetch(Judge *j, CheckedQuery *q);
// --- path.c ---

// False after reporting a constant path into JSON that SQLite cannot read.
bool judge_paths(Judge *j, const Query *q);

// --- plan.c ---

// EXPLAIN QUERY PLAN of q->sql into q->plan, a line each, indented by depth.
void judge_plan(Judge *j, CheckedQuery *q);

// Whether sql has the plan of q->sql, behind as many lines more.
bool judge_plan_is(Judge *j, const CheckedQuery *q, Str sql, size_t before);

// Reports a full scan that an index would do away with, after trying that index.
void judge_lint(Judge *j, const CheckedQuery *q);

#endif
