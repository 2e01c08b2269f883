// read.c - a row's values out of a query, each of the class it was declared.
//
// The class is asked first and the value only then, so SQLite never converts.

#include "runtime/internal.h"

#include <string.h>

// The column's value, or null if there is none to read. Asking SQLite for it
// once is faster than asking for its class, text and length one by one; it is
// allowed because one thread uses the connection.
static sqlite3_value *value_at(WeaveQuery *q, int column)
{
    if (!query_live(q))
        return NULL;
    if (q->state & QUERY_ROW)
        return sqlite3_column_value(q->stmt, column);
    query_fail(q, WEAVE_MISUSE, "there is no row to read");
    return NULL;
}

static const char *class_of(sqlite3_value *v)
{
    switch (sqlite3_value_type(v)) {
    case SQLITE_INTEGER: return "integer";
    case SQLITE_FLOAT: return "real";
    case SQLITE_TEXT: return "text";
    case SQLITE_BLOB: return "blob";
    default: return "null";
    }
}

static void refuse(WeaveQuery *q, int column, sqlite3_value *v, const char *declared)
{
    const char *name = sqlite3_column_name(q->stmt, column);
    if (sqlite3_value_type(v) == SQLITE_NULL)
        declared = "not null";
    query_fail_text(q, WEAVE_TYPE,
                    sqlite3_mprintf("column %s holds %s, declared %s",
                                    name ? name : "?", class_of(v), declared));
}

static bool is_null(sqlite3_value *v)
{
    return sqlite3_value_type(v) == SQLITE_NULL;
}

// --- integers, reals, booleans -----------------------------------------------

int64_t weave_read_int(WeaveQuery *q, int column)
{
    sqlite3_value *v = value_at(q, column);
    if (!v)
        return 0;
    if (sqlite3_value_type(v) == SQLITE_INTEGER)
        return sqlite3_value_int64(v);
    refuse(q, column, v, "integer");
    return 0;
}

double weave_read_real(WeaveQuery *q, int column)
{
    sqlite3_value *v = value_at(q, column);
    if (!v)
        return 0;
    int class = sqlite3_value_type(v);
    if (class == SQLITE_FLOAT || class == SQLITE_INTEGER)
        return sqlite3_value_double(v);
    refuse(q, column, v, "real");
    return 0;
}

bool weave_read_bool(WeaveQuery *q, int column)
{
    sqlite3_value *v = value_at(q, column);
    if (!v)
        return false;
    if (sqlite3_value_type(v) != SQLITE_INTEGER) {
        refuse(q, column, v, "boolean");
        return false;
    }
    int64_t value = sqlite3_value_int64(v);
    if (value != 0 && value != 1)
        query_fail_text(q, WEAVE_TYPE,
                        sqlite3_mprintf("column %s holds %lld, declared boolean",
                                        sqlite3_column_name(q->stmt, column),
                                        (long long)value));
    return value == 1;
}

WeaveOptInt weave_read_opt_int(WeaveQuery *q, int column)
{
    sqlite3_value *v = value_at(q, column);
    if (!v || is_null(v))
        return (WeaveOptInt){0};
    if (sqlite3_value_type(v) == SQLITE_INTEGER)
        return weave_some_int(sqlite3_value_int64(v));
    refuse(q, column, v, "integer");
    return (WeaveOptInt){0};
}

WeaveOptReal weave_read_opt_real(WeaveQuery *q, int column)
{
    sqlite3_value *v = value_at(q, column);
    if (!v || is_null(v))
        return (WeaveOptReal){0};
    int class = sqlite3_value_type(v);
    if (class == SQLITE_FLOAT || class == SQLITE_INTEGER)
        return weave_some_real(sqlite3_value_double(v));
    refuse(q, column, v, "real");
    return (WeaveOptReal){0};
}

WeaveOptBool weave_read_opt_bool(WeaveQuery *q, int column)
{
    sqlite3_value *v = value_at(q, column);
    if (!v || is_null(v))
        return (WeaveOptBool){0};
    bool value = weave_read_bool(q, column);
    return weave_ok(q) ? weave_some_bool(value) : (WeaveOptBool){0};
}

// --- text and blobs ----------------------------------------------------------

static WeaveText text_of(WeaveQuery *q, sqlite3_value *v)
{
    const void *text = sqlite3_value_text(v);
    if (!text) {
        query_fail(q, WEAVE_NOMEM, "out of memory");
        return (WeaveText){0};
    }
    return (WeaveText){text, (size_t)sqlite3_value_bytes(v)};
}

static WeaveBlob blob_of(WeaveQuery *q, sqlite3_value *v)
{
    const void *blob = sqlite3_value_blob(v);
    int len = sqlite3_value_bytes(v);
    if (!blob && len > 0) {
        query_fail(q, WEAVE_NOMEM, "out of memory");
        return (WeaveBlob){0};
    }
    return (WeaveBlob){blob ? blob : "", (size_t)len};
}

WeaveText weave_read_opt_text(WeaveQuery *q, int column)
{
    sqlite3_value *v = value_at(q, column);
    if (!v || is_null(v))
        return (WeaveText){0};
    if (sqlite3_value_type(v) == SQLITE_TEXT)
        return text_of(q, v);
    refuse(q, column, v, "text");
    return (WeaveText){0};
}

WeaveBlob weave_read_opt_blob(WeaveQuery *q, int column)
{
    sqlite3_value *v = value_at(q, column);
    if (!v || is_null(v))
        return (WeaveBlob){0};
    if (sqlite3_value_type(v) == SQLITE_BLOB)
        return blob_of(q, v);
    refuse(q, column, v, "blob");
    return (WeaveBlob){0};
}

WeaveText weave_read_opt_json_blob(WeaveQuery *q, int column)
{
    sqlite3_value *v = value_at(q, column);
    if (!v || is_null(v))
        return (WeaveText){0};
    int class = sqlite3_value_type(v);
    if (class == SQLITE_BLOB || class == SQLITE_TEXT)
        return text_of(q, v); // SQLite adds the NUL
    refuse(q, column, v, "json");
    return (WeaveText){0};
}

WeaveText weave_read_opt_number_text(WeaveQuery *q, int column)
{
    sqlite3_value *v = value_at(q, column);
    if (!v || is_null(v))
        return (WeaveText){0};
    if (sqlite3_value_type(v) != SQLITE_BLOB)
        return text_of(q, v);
    refuse(q, column, v, "numeric");
    return (WeaveText){0};
}

// The rest are the ones above, and null is refused.
static void refuse_null(WeaveQuery *q, int column)
{
    sqlite3_value *v = value_at(q, column);
    if (v)
        refuse(q, column, v, "not null");
}

WeaveText weave_read_text(WeaveQuery *q, int column)
{
    WeaveText text = weave_read_opt_text(q, column);
    if (!text.ptr)
        refuse_null(q, column);
    return text;
}

WeaveBlob weave_read_blob(WeaveQuery *q, int column)
{
    WeaveBlob blob = weave_read_opt_blob(q, column);
    if (!blob.ptr)
        refuse_null(q, column);
    return blob;
}

WeaveText weave_read_json_blob(WeaveQuery *q, int column)
{
    WeaveText text = weave_read_opt_json_blob(q, column);
    if (!text.ptr)
        refuse_null(q, column);
    return text;
}

WeaveText weave_read_number_text(WeaveQuery *q, int column)
{
    WeaveText text = weave_read_opt_number_text(q, column);
    if (!text.ptr)
        refuse_null(q, column);
    return text;
}

// --- enums, big integers, any ------------------------------------------------

static void refuse_text(WeaveQuery *q, int column, WeaveText text, const char *wanted)
{
    const char *name = sqlite3_column_name(q->stmt, column);
    int shown = text.len < 60 ? (int)text.len : 60;
    query_fail_text(q, WEAVE_TYPE,
                    sqlite3_mprintf("column %s holds \"%.*s\", which is no %s",
                                    name ? name : "?", shown, text.ptr, wanted));
}

int weave_read_opt_enum(WeaveQuery *q, int column, const WeaveEnum *set)
{
    WeaveText text = weave_read_opt_text(q, column);
    if (!text.ptr)
        return 0;
    int value = weave_enum_find(set, text);
    if (!value)
        refuse_text(q, column, text, set->name);
    return value;
}

int weave_read_enum(WeaveQuery *q, int column, const WeaveEnum *set)
{
    int value = weave_read_opt_enum(q, column, set);
    if (!value)
        refuse_null(q, column);
    return value;
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

WeaveOptInt weave_read_opt_bigint(WeaveQuery *q, int column)
{
    sqlite3_value *v = value_at(q, column);
    if (!v || is_null(v))
        return (WeaveOptInt){0};
    int class = sqlite3_value_type(v);
    if (class != SQLITE_BLOB && class != SQLITE_TEXT) {
        refuse(q, column, v, "bigint");
        return (WeaveOptInt){0};
    }
    WeaveBlob bytes = blob_of(q, v);
    WeaveText digits = {bytes.ptr, bytes.len};
    int64_t value = 0;
    if (digits.ptr && parse_bigint(digits, &value))
        return weave_some_int(value);
    if (digits.ptr)
        refuse_text(q, column, digits, "64-bit integer");
    return (WeaveOptInt){0};
}

int64_t weave_read_bigint(WeaveQuery *q, int column)
{
    WeaveOptInt value = weave_read_opt_bigint(q, column);
    if (!value.has)
        refuse_null(q, column);
    return value.value;
}

WeaveValue weave_read_value(WeaveQuery *q, int column)
{
    sqlite3_value *v = value_at(q, column);
    if (!v)
        return (WeaveValue){0};
    switch (sqlite3_value_type(v)) {
    case SQLITE_INTEGER: return weave_value_int(sqlite3_value_int64(v));
    case SQLITE_FLOAT: return weave_value_real(sqlite3_value_double(v));
    case SQLITE_TEXT: return weave_value_text(text_of(q, v));
    case SQLITE_BLOB: return weave_value_blob(blob_of(q, v));
    default: return (WeaveValue){0};
    }
}
