// datum.h - a value on its way into SQLite or out of it.

#ifndef STAGE3_EMIT_REFUTE_DATUM_H
#define STAGE3_EMIT_REFUTE_DATUM_H

#include "stage3_emit/model.h"

#include <sqlite3.h>

// In the order of StorageClass, NULL before them.
typedef enum DatumKind {
    DATUM_NULL,
    DATUM_INTEGER,
    DATUM_REAL,
    DATUM_TEXT,
    DATUM_BLOB,
} DatumKind;

typedef struct Datum {
    DatumKind kind;
    int64_t integer;
    double real;
    Str bytes; // of a text or a blob
} Datum;

typedef struct Data {
    Datum *items;
    size_t n, capacity;
} Data;

Datum datum_integer(int64_t value);
Datum datum_real(double value);
Datum datum_text(Str text);
Datum datum_blob(Str bytes);

bool datum_eq(Datum a, Datum b);
DatumKind datum_kind_of(StorageClass storage); // not of CLASS_ANY

// What stands in column i of the row a statement is at.
Datum datum_column(Arena *a, sqlite3_stmt *stmt, int i);

// An SQLite result code. The bytes must live until the next binding.
int datum_bind(sqlite3_stmt *stmt, int number, Datum d);

// The text of a number, as a text that is equal to it: 1, -0.5.
Str datum_numeral(Arena *a, Datum d);

// As a literal of SQL: 1, -0.5, 'it''s', x'00', NULL.
void datum_print(Buf *out, Datum d);

#endif
