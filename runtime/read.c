// read.c - values out of a row, each of the class it was declared.
//
// The class is asked first and the value only then, so SQLite never converts. One
// function reads a field; a row is a loop over its table of fields.

#include "runtime/internal.h"

#include <string.h>

// --- refusing ----------------------------------------------------------------

static const char *class_name(int class)
{
    switch (class) {
    case SQLITE_INTEGER: return "integer";
    case SQLITE_FLOAT: return "real";
    case SQLITE_TEXT: return "text";
    case SQLITE_BLOB: return "blob";
    default: return "null";
    }
}

static const char *declared(WeaveRead read)
{
    switch (read) {
    case WEAVE_READ_INT:
    case WEAVE_READ_OPT_INT: return "integer";
    case WEAVE_READ_REAL:
    case WEAVE_READ_OPT_REAL: return "real";
    case WEAVE_READ_BOOL:
    case WEAVE_READ_OPT_BOOL: return "boolean";
    case WEAVE_READ_BLOB:
    case WEAVE_READ_OPT_BLOB: return "blob";
    case WEAVE_READ_BIGINT:
    case WEAVE_READ_OPT_BIGINT: return "bigint";
    case WEAVE_READ_JSON_BLOB:
    case WEAVE_READ_OPT_JSON_BLOB: return "json";
    case WEAVE_READ_NUMBER_TEXT:
    case WEAVE_READ_OPT_NUMBER_TEXT: return "numeric";
    default: return "text";
    }
}

static const char *name_of(WeaveQuery *q, int column)
{
    const char *name = sqlite3_column_name(q->stmt, column);
    return name ? name : "?";
}

// The column is of the wrong class, or null where it may not be.
static bool refuse(WeaveQuery *q, WeaveRead read, int column, int class)
{
    const char *wanted = class == SQLITE_NULL ? "not null" : declared(read);
    query_fail_text(q, WEAVE_TYPE,
                    sqlite3_mprintf("column %s holds %s, declared %s",
                                    name_of(q, column), class_name(class), wanted));
    return false;
}

static bool refuse_int(WeaveQuery *q, int column, int64_t value)
{
    query_fail_text(q, WEAVE_TYPE,
                    sqlite3_mprintf("column %s holds %lld, declared boolean",
                                    name_of(q, column), (long long)value));
    return false;
}

static bool refuse_text(WeaveQuery *q, int column, WeaveText text, const char *wanted)
{
    int shown = text.len < 60 ? (int)text.len : 60;
    query_fail_text(q, WEAVE_TYPE,
                    sqlite3_mprintf("column %s holds \"%.*s\", which is no %s",
                                    name_of(q, column), shown, text.ptr, wanted));
    return false;
}

static bool refuse_memory(WeaveQuery *q)
{
    query_fail(q, WEAVE_NOMEM, "out of memory");
    return false;
}

// --- one value, its class known ----------------------------------------------

static bool read_text(WeaveQuery *q, sqlite3_value *v, WeaveArena *mem, WeaveText *to)
{
    const char *text = (const char *)sqlite3_value_text(v);
    size_t len = (size_t)sqlite3_value_bytes(v);
    if (!text)
        return refuse_memory(q);
    if (mem && !(text = keep_bytes(mem, text, len)))
        return refuse_memory(q);
    *to = (WeaveText){text, len};
    return true;
}

static bool read_blob(WeaveQuery *q, sqlite3_value *v, WeaveArena *mem, WeaveBlob *to)
{
    const void *blob = sqlite3_value_blob(v);
    size_t len = (size_t)sqlite3_value_bytes(v);
    if (!blob && len > 0)
        return refuse_memory(q);
    if (!blob)
        blob = "";
    if (mem && !(blob = keep_bytes(mem, blob, len)))
        return refuse_memory(q);
    *to = (WeaveBlob){blob, len};
    return true;
}

static bool read_bool(WeaveQuery *q, int column, sqlite3_value *v, bool *to)
{
    int64_t value = sqlite3_value_int64(v);
    *to = value == 1;
    return value == 0 || value == 1 || refuse_int(q, column, value);
}

static bool read_enum(WeaveQuery *q, const WeaveEnum *set, int column, sqlite3_value *v,
                      int *to)
{
    WeaveText text;
    if (!read_text(q, v, NULL, &text))
        return false;
    *to = weave_enum_find(set, text);
    return *to || refuse_text(q, column, text, set->name);
}

// Decimal digits and perhaps a minus, as JavaScript writes a BigInt.
static bool parse_bigint(WeaveText text, int64_t *out)
{
    bool minus = text.len > 0 && text.ptr[0] == '-';
    uint64_t limit = minus ? (uint64_t)INT64_MAX + 1 : INT64_MAX;
    uint64_t value = 0;
    size_t i = minus;
    if (i == text.len)
        return false;
    for (; i < text.len; i++) {
        if (text.ptr[i] < '0' || text.ptr[i] > '9')
            return false;
        uint64_t digit = (uint64_t)(text.ptr[i] - '0');
        if (value > (limit - digit) / 10)
            return false;
        value = value * 10 + digit;
    }
    if (minus)
        *out = value == 0 ? 0 : -(int64_t)(value - 1) - 1;
    else
        *out = (int64_t)value;
    return true;
}

static bool read_bigint(WeaveQuery *q, int column, sqlite3_value *v, int64_t *to)
{
    WeaveBlob bytes;
    if (!read_blob(q, v, NULL, &bytes))
        return false;
    WeaveText digits = {bytes.ptr, bytes.len};
    return parse_bigint(digits, to) || refuse_text(q, column, digits, "64-bit integer");
}

static bool read_any(WeaveQuery *q, sqlite3_value *v, int class, WeaveArena *mem,
                     WeaveValue *to)
{
    WeaveText text = {0};
    WeaveBlob blob = {0};
    bool ok = true;
    switch (class) {
    case SQLITE_INTEGER: *to = weave_value_int(sqlite3_value_int64(v)); break;
    case SQLITE_FLOAT: *to = weave_value_real(sqlite3_value_double(v)); break;
    case SQLITE_TEXT:
        ok = read_text(q, v, mem, &text);
        *to = weave_value_text(text);
        break;
    default:
        ok = read_blob(q, v, mem, &blob);
        *to = weave_value_blob(blob);
        break;
    }
    return ok;
}

// --- a field -----------------------------------------------------------------

// What a null is read as; false where there may be none.
static bool read_null(WeaveRead read, void *to)
{
    switch (read) {
    case WEAVE_READ_OPT_INT:
    case WEAVE_READ_OPT_BIGINT: *(WeaveOptInt *)to = (WeaveOptInt){0}; return true;
    case WEAVE_READ_OPT_REAL: *(WeaveOptReal *)to = (WeaveOptReal){0}; return true;
    case WEAVE_READ_OPT_BOOL: *(WeaveOptBool *)to = (WeaveOptBool){0}; return true;
    case WEAVE_READ_OPT_TEXT:
    case WEAVE_READ_OPT_JSON_BLOB:
    case WEAVE_READ_OPT_NUMBER_TEXT: *(WeaveText *)to = (WeaveText){0}; return true;
    case WEAVE_READ_OPT_BLOB: *(WeaveBlob *)to = (WeaveBlob){0}; return true;
    case WEAVE_READ_OPT_ENUM: *(int *)to = 0; return true;
    case WEAVE_READ_VALUE: *(WeaveValue *)to = (WeaveValue){0}; return true;
    default: return false;
    }
}

// The classes that may be read, a bit each by SQLite's number; real takes integers.
static unsigned classes_of(WeaveRead read)
{
    enum {
        INTEGER = 1 << SQLITE_INTEGER,
        REAL = 1 << SQLITE_FLOAT,
        TEXT = 1 << SQLITE_TEXT,
        BLOB = 1 << SQLITE_BLOB,
    };
    static const unsigned char classes[] = {
        [WEAVE_READ_INT] = INTEGER,
        [WEAVE_READ_OPT_INT] = INTEGER,
        [WEAVE_READ_REAL] = REAL | INTEGER,
        [WEAVE_READ_OPT_REAL] = REAL | INTEGER,
        [WEAVE_READ_BOOL] = INTEGER,
        [WEAVE_READ_OPT_BOOL] = INTEGER,
        [WEAVE_READ_TEXT] = TEXT,
        [WEAVE_READ_OPT_TEXT] = TEXT,
        [WEAVE_READ_BLOB] = BLOB,
        [WEAVE_READ_OPT_BLOB] = BLOB,
        [WEAVE_READ_ENUM] = TEXT,
        [WEAVE_READ_OPT_ENUM] = TEXT,
        [WEAVE_READ_BIGINT] = BLOB | TEXT,
        [WEAVE_READ_OPT_BIGINT] = BLOB | TEXT,
        [WEAVE_READ_JSON_BLOB] = BLOB | TEXT,
        [WEAVE_READ_OPT_JSON_BLOB] = BLOB | TEXT,
        [WEAVE_READ_NUMBER_TEXT] = INTEGER | REAL | TEXT,
        [WEAVE_READ_OPT_NUMBER_TEXT] = INTEGER | REAL | TEXT,
        [WEAVE_READ_VALUE] = INTEGER | REAL | TEXT | BLOB,
    };
    return classes[read];
}

static bool read_opt_bool(WeaveQuery *q, int column, sqlite3_value *v, WeaveOptBool *to)
{
    to->has = true;
    return read_bool(q, column, v, &to->value);
}

static bool read_opt_bigint(WeaveQuery *q, int column, sqlite3_value *v,
                            WeaveOptInt *to)
{
    to->has = true;
    return read_bigint(q, column, v, &to->value);
}

bool field_read(WeaveQuery *q, const WeaveField *f, int column, sqlite3_value *v,
                WeaveArena *mem, void *to)
{
    WeaveRead read = (WeaveRead)f->read;
    int class = sqlite3_value_type(v);
    if (!(classes_of(read) >> class & 1)) {
        if (class == SQLITE_NULL && read_null(read, to))
            return true;
        return refuse(q, read, column, class);
    }
    switch (read) {
    case WEAVE_READ_INT: *(int64_t *)to = sqlite3_value_int64(v); return true;
    case WEAVE_READ_OPT_INT:
        *(WeaveOptInt *)to = weave_some_int(sqlite3_value_int64(v));
        return true;
    case WEAVE_READ_REAL: *(double *)to = sqlite3_value_double(v); return true;
    case WEAVE_READ_OPT_REAL:
        *(WeaveOptReal *)to = weave_some_real(sqlite3_value_double(v));
        return true;
    case WEAVE_READ_BOOL: return read_bool(q, column, v, to);
    case WEAVE_READ_OPT_BOOL: return read_opt_bool(q, column, v, to);
    case WEAVE_READ_BLOB:
    case WEAVE_READ_OPT_BLOB: return read_blob(q, v, mem, to);
    case WEAVE_READ_ENUM:
    case WEAVE_READ_OPT_ENUM: return read_enum(q, f->of, column, v, to);
    case WEAVE_READ_BIGINT: return read_bigint(q, column, v, to);
    case WEAVE_READ_OPT_BIGINT: return read_opt_bigint(q, column, v, to);
    case WEAVE_READ_VALUE: return read_any(q, v, class, mem, to);
    default: return read_text(q, v, mem, to); // SQLite adds a blob's NUL
    }
}

// --- a row -------------------------------------------------------------------

static sqlite3_value *value_at(WeaveQuery *q, sqlite3_value **values, int column)
{
    return values ? values[column] : sqlite3_column_value(q->stmt, column);
}

// Whether there is a row inside the row; where there is none it is zeroed.
static bool has_row(const WeaveField *f, sqlite3_value *v, char *out)
{
    const WeaveField *inside = f + 1;
    const WeaveRow *row = inside->of;
    bool has = sqlite3_value_type(v) != SQLITE_NULL;
    *(bool *)(out + f->offset) = has;
    if (!has)
        memset(out + inside->offset, 0, row->size);
    return has;
}

static bool read_columns(WeaveQuery *q, const WeaveRow *row, sqlite3_value **values,
                         int first, WeaveArena *mem, char *out);

// The column before the struct's own says whether there is one.
static bool read_one(WeaveQuery *q, const WeaveField *f, sqlite3_value **values,
                     int column, WeaveArena *mem, char *to)
{
    const WeaveRow *row = f->of;
    int class = sqlite3_value_type(value_at(q, values, column));
    char *one = NULL;
    bool ok = class != SQLITE_NULL || f->read == WEAVE_READ_OPT_ONE ||
              refuse(q, WEAVE_READ_INT, column, class);
    if (class != SQLITE_NULL) {
        one = weave_arena_alloc(mem, row->size);
        if (one)
            memset(one, 0, row->size);
        ok =
            one ? read_columns(q, row, values, column + 1, mem, one) : refuse_memory(q);
    }
    memcpy(to, &one, sizeof one);
    return ok;
}

static bool read_columns(WeaveQuery *q, const WeaveRow *row, sqlite3_value **values,
                         int first, WeaveArena *mem, char *out)
{
    const WeaveField *end = row->fields + row->n_fields;
    for (const WeaveField *f = row->fields; f < end; f++) {
        int column = first + f->column;
        bool ok = true;
        if (f->read < WEAVE_READ_ROW)
            ok = field_read(q, f, column, value_at(q, values, column), mem,
                            out + f->offset);
        else if (f->read == WEAVE_READ_ROW)
            ok = read_columns(q, f->of, values, column, mem, out + f->offset);
        else if (f->read != WEAVE_READ_HAS)
            ok = read_one(q, f, values, column, mem, out + f->offset);
        else
            f += !has_row(f, value_at(q, values, column), out);
        if (!ok)
            return false;
    }
    return true;
}

bool row_read(WeaveQuery *q, const WeaveRow *row, sqlite3_value **values,
              WeaveArena *mem, void *out)
{
    if (read_columns(q, row, values, 0, mem, out))
        return true;
    memset(out, 0, row->size);
    return false;
}
