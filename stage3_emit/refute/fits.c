// fits.c - what a type promises: no less than the C that reads it relies on, which
// emit/type.c chooses and runtime/read.c holds to.

#include "stage3_emit/refute/fill.h"

static bool is_of_enum(Str text, const ModelColumn *c)
{
    for (size_t i = 0; i < c->n_enum_values; i++)
        if (str_eq(text, c->enum_values[i]))
            return true;
    return false;
}

static bool is_bigint(Str s)
{
    size_t i = str_starts(s, "-");
    for (size_t k = i; k < s.len; k++)
        if (s.ptr[k] < '0' || s.ptr[k] > '9')
            return false;
    return s.len > i;
}

static bool integer_fits(Type type, Datum d)
{
    bool boolean = type.mode == MODE_BOOLEAN;
    return d.kind == DATUM_INTEGER && (!boolean || d.integer == 0 || d.integer == 1);
}

static bool blob_fits(Type type, Datum d)
{
    if (type.mode == MODE_BIGINT)
        return (d.kind == DATUM_BLOB || d.kind == DATUM_TEXT) && is_bigint(d.bytes);
    return d.kind == DATUM_BLOB || (type.mode == MODE_JSON && d.kind == DATUM_TEXT);
}

bool fits(Type type, Datum d)
{
    if (d.kind == DATUM_NULL || type.storage == CLASS_ANY)
        return true;
    if (type.storage == CLASS_BLOB)
        return blob_fits(type, d);
    if (type.mode == MODE_BIGINT)
        return integer_fits(type, d);
    if (type.storage == CLASS_TEXT)
        return d.kind == DATUM_TEXT &&
               (!type.enum_of || is_of_enum(d.bytes, type.enum_of));
    if (type.mode == MODE_STRING)
        return d.kind != DATUM_BLOB;
    if (type.storage == CLASS_REAL)
        return d.kind == DATUM_REAL || d.kind == DATUM_INTEGER;
    return integer_fits(type, d);
}
