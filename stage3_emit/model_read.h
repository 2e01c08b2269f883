// model_read.h - what the files share that read the schema out of the open database. For
// model*.c alone.

#ifndef STAGE3_EMIT_MODEL_READ_H
#define STAGE3_EMIT_MODEL_READ_H

#include "stage3_emit/model.h"
#include "stage3_emit/sql/lex.h"

#include <sqlite3.h>

typedef struct Reader {
    Arena *arena;
    const Catalog *catalog;
    sqlite3 *db;
} Reader;

// A question with name as ?1, unless that is none; its rows; and its end, false if
// anything went wrong since it was prepared.
sqlite3_stmt *reader_ask(const Reader *r, const char *sql, Str name);
bool reader_next(sqlite3_stmt *stmt);
bool reader_done(sqlite3_stmt *stmt);
Str reader_text(const Reader *r, sqlite3_stmt *stmt, int column);

// Fills in the columns of a table, view, virtual table or table-valued function.
bool reader_columns(const Reader *r, ModelTable *t);

// --- model_virtual.c ---

// What the columns of a virtual table are, which its module does not declare.
void reader_virtual(ModelTable *t);

// Adds the table-valued functions of the connection to the model.
void reader_functions(const Reader *r, Model *m);

#endif
