// datum.c - a value on its way into SQLite or out of it.

#include "stage3_emit/refute/datum.h"

#include <inttypes.h>
#include <string.h>

Datum datum_integer(int64_t value)
{
    return (Datum){.kind = DATUM_INTEGER, .integer = value};
}

Datum datum_real(double value)
{
    return (Datum){.kind = DATUM_REAL, .real = value};
}

Datum datum_text(Str text)
{
    return (Datum){.kind = DATUM_TEXT, .bytes = text};
}

Datum datum_blob(Str bytes)
{
    return (Datum){.kind = DATUM_BLOB, .bytes = bytes};
}

bool datum_eq(Datum a, Datum b)
{
    return a.kind == b.kind && a.integer == b.integer &&
           memcmp(&a.real, &b.real, sizeof a.real) == 0 && str_eq(a.bytes, b.bytes);
}

DatumKind datum_kind_of(StorageClass storage)
{
    return (DatumKind)(storage + 1);
}

Datum datum_column(Arena *a, sqlite3_stmt *stmt, int i)
{
    int type = sqlite3_column_type(stmt, i);
    if (type == SQLITE_INTEGER)
        return datum_integer(sqlite3_column_int64(stmt, i));
    if (type == SQLITE_FLOAT)
        return datum_real(sqlite3_column_double(stmt, i));
    if (type == SQLITE_NULL)
        return (Datum){0};
    const void *bytes = sqlite3_column_blob(stmt, i);
    Str s = {bytes, (size_t)sqlite3_column_bytes(stmt, i)};
    s = str_copy(a, s);
    return type == SQLITE_TEXT ? datum_text(s) : datum_blob(s);
}

// A null pointer would be NULL, and an empty text is none.
static const char *there(Str s)
{
    return s.ptr ? s.ptr : "";
}

int datum_bind(sqlite3_stmt *stmt, int number, Datum d)
{
    switch (d.kind) {
    case DATUM_INTEGER: return sqlite3_bind_int64(stmt, number, d.integer);
    case DATUM_REAL: return sqlite3_bind_double(stmt, number, d.real);
    case DATUM_TEXT:
        return sqlite3_bind_text64(stmt, number, there(d.bytes), d.bytes.len,
                                   SQLITE_STATIC, SQLITE_UTF8);
    case DATUM_BLOB:
        return sqlite3_bind_blob64(stmt, number, there(d.bytes), d.bytes.len,
                                   SQLITE_STATIC);
    default: return sqlite3_bind_null(stmt, number);
    }
}

// --- literals ------------------------------------------------------------------

// SQLite has no literal for the least integer: without its sign it is too large.
static void print_integer(Buf *out, int64_t value)
{
    if (value == INT64_MIN)
        buf_format(out, "(%" PRId64 " - 1)", value + 1);
    else
        buf_format(out, "%" PRId64, value);
}

static void print_real(Buf *out, double value)
{
    char text[64]; // what SQLite prints it reads back as the same
    sqlite3_snprintf(sizeof text, text, "%!.17g", value);
    buf_z(out, text);
}

Str datum_numeral(Arena *a, Datum d)
{
    Buf out = {.arena = a};
    if (d.kind == DATUM_INTEGER)
        buf_format(&out, "%" PRId64, d.integer);
    else
        print_real(&out, d.real);
    return buf_str(&out);
}

static void print_text(Buf *out, Str text)
{
    buf_char(out, '\'');
    for (size_t i = 0; i < text.len; i++)
        buf_z(out, text.ptr[i] == '\'' ? "''" : (char[]){text.ptr[i], '\0'});
    buf_char(out, '\'');
}

static void print_blob(Buf *out, Str bytes)
{
    buf_z(out, "x'");
    for (size_t i = 0; i < bytes.len; i++)
        buf_format(out, "%02x", (unsigned char)bytes.ptr[i]);
    buf_char(out, '\'');
}

void datum_print(Buf *out, Datum d)
{
    switch (d.kind) {
    case DATUM_INTEGER: print_integer(out, d.integer); break;
    case DATUM_REAL: print_real(out, d.real); break;
    case DATUM_TEXT: print_text(out, d.bytes); break;
    case DATUM_BLOB: print_blob(out, d.bytes); break;
    default: buf_z(out, "NULL"); break;
    }
}
