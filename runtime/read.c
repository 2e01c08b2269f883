// read.c - values out of a row, each of the class it was declared.
//
// The class is asked first and the value only then, so SQLite never converts. One
// function reads a field of any kind; a row is a loop over its table of fields.

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

// A function's arguments have no names, so the statement itself is asked.
static const char *name_of(WeaveQuery *q, int column)
{
    sqlite3_stmt *stmt = q->stmt;
    if (way_of(q) != WAY_COLUMNS) {
        struct Prepared *plain = &q->db->slots[q->slot].by[WAY_COLUMNS];
        WeaveStatus ignored;
        if (!plain->stmt)
            plain->stmt = statement_prepare(q->db, q->statement,
                                            SQLITE_PREPARE_PERSISTENT, &ignored);
        stmt = plain->stmt;
    }
    const char *name = stmt ? sqlite3_column_name(stmt, column) : NULL;
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
    if (!text)
        return refuse_memory(q);
    size_t len = (size_t)sqlite3_value_bytes(v);
    if (mem && !(text = keep_bytes(mem, text, len)))
        return refuse_memory(q);
    to->ptr = text;
    to->len = len;
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

// --- fields that only need to be stored -----------------------------------------

// What to do with a value by its field's kind and its own class, both in one look. What
// is wrong, or needs more than to be stored, is left to field_read(). This is where a
// scan spends the time that is not SQLite's.
typedef enum Quick {
    LEAVE,
    PUT_INT,
    PUT_OPT_INT,
    PUT_REAL,
    PUT_OPT_REAL,
    PUT_TEXT,
    NO_INT,
    NO_REAL,
    NO_TEXT,
} Quick;

static const unsigned char quick[WEAVE_READ_END][8] = {
    [WEAVE_READ_INT][SQLITE_INTEGER] = PUT_INT,
    [WEAVE_READ_OPT_INT][SQLITE_INTEGER] = PUT_OPT_INT,
    [WEAVE_READ_OPT_INT][SQLITE_NULL] = NO_INT,
    [WEAVE_READ_REAL][SQLITE_FLOAT] = PUT_REAL,
    [WEAVE_READ_REAL][SQLITE_INTEGER] = PUT_REAL,
    [WEAVE_READ_OPT_REAL][SQLITE_FLOAT] = PUT_OPT_REAL,
    [WEAVE_READ_OPT_REAL][SQLITE_INTEGER] = PUT_OPT_REAL,
    [WEAVE_READ_OPT_REAL][SQLITE_NULL] = NO_REAL,
    [WEAVE_READ_TEXT][SQLITE_TEXT] = PUT_TEXT,
    [WEAVE_READ_OPT_TEXT][SQLITE_TEXT] = PUT_TEXT,
    [WEAVE_READ_OPT_TEXT][SQLITE_NULL] = NO_TEXT,
};

// --- a row -------------------------------------------------------------------

static inline sqlite3_value *value_of(const Reader *r, const WeaveField *f)
{
    return r->values[f->column * r->step];
}

static bool read_inside(const Reader *r, const WeaveField *f, char *out)
{
    Reader inside = *r;
    inside.values += f->column * r->step;
    inside.first += f->column;
    return row_read(&inside, f->of, out + f->offset);
}

// Whether there is a row inside the row; where there is none it is zeroed.
static bool has_row(const Reader *r, const WeaveField *f, char *out)
{
    const WeaveRow *row = f[1].of;
    bool has = sqlite3_value_type(value_of(r, f)) != SQLITE_NULL;
    *(bool *)(out + f->offset) = has;
    if (!has)
        memset(out + f[1].offset, 0, row->size);
    return has;
}

// The column before the struct's own says whether there is one.
static bool read_one(const Reader *r, const WeaveField *f, char *to)
{
    const WeaveRow *row = f->of;
    int class = sqlite3_value_type(value_of(r, f));
    char *one = NULL;
    if (class == SQLITE_NULL) {
        if (f->read != WEAVE_READ_OPT_ONE)
            return refuse(r->q, WEAVE_READ_INT, r->first + f->column, class);
    } else {
        Reader inside = *r;
        inside.values += (f->column + 1) * r->step;
        inside.first += f->column + 1;
        one = weave_arena_alloc(r->mem, row->size);
        if (!one)
            return refuse_memory(r->q);
        memset(one, 0, row->size);
        if (!row_read(&inside, row, one))
            return false;
    }
    memcpy(to, &one, sizeof one);
    return true;
}

// What has been left; *f is then behind it.
static bool read_other(const Reader *r, const WeaveField **f, char *out)
{
    const WeaveField *field = (*f)++;
    if (field->read == WEAVE_READ_ROW)
        return read_inside(r, field, out);
    if (field->read == WEAVE_READ_ONE || field->read == WEAVE_READ_OPT_ONE)
        return read_one(r, field, out + field->offset);
    if (field->read != WEAVE_READ_HAS)
        return field_read(r->q, field, r->first + field->column, value_of(r, field),
                          r->mem, out + field->offset);
    *f += !has_row(r, field, out);
    return true;
}

// False if there is no memory.
static inline bool put_text(const Reader *r, sqlite3_value *v, WeaveText *to)
{
    to->ptr = (const char *)sqlite3_value_text(v);
    if (!to->ptr)
        return false;
    to->len = (size_t)sqlite3_value_bytes(v);
    return !r->mem || (to->ptr = keep_bytes(r->mem, to->ptr, to->len));
}

bool row_read(const Reader *r, const WeaveRow *row, void *out)
{
    const WeaveField *f = row->fields;
    while (f->read != WEAVE_READ_END) {
        sqlite3_value *v = value_of(r, f);
        int class = sqlite3_value_type(v);
        void *to = (char *)out + f->offset;
        switch ((Quick)quick[f->read][class]) {
        case PUT_INT: *(int64_t *)to = sqlite3_value_int64(v); break;
        case PUT_OPT_INT:
            *(WeaveOptInt *)to = weave_some_int(sqlite3_value_int64(v));
            break;
        case PUT_REAL: *(double *)to = sqlite3_value_double(v); break;
        case PUT_OPT_REAL:
            *(WeaveOptReal *)to = weave_some_real(sqlite3_value_double(v));
            break;
        case PUT_TEXT:
            if (!put_text(r, v, to))
                return refuse_memory(r->q);
            break;
        case NO_INT: *(WeaveOptInt *)to = (WeaveOptInt){0}; break;
        case NO_REAL: *(WeaveOptReal *)to = (WeaveOptReal){0}; break;
        case NO_TEXT: *(WeaveText *)to = (WeaveText){0}; break;
        case LEAVE:
            if (!read_other(r, &f, out))
                return false;
            continue;
        default: __builtin_unreachable(); // spares asking
        }
        f++;
    }
    return true;
}

enum { FEW_COLUMNS = 128 };

bool row_read_columns(WeaveQuery *q, const WeaveRow *row, WeaveArena *mem, void *out)
{
    sqlite3_value *few[FEW_COLUMNS], **values = few;
    if (row->n_columns > FEW_COLUMNS)
        values = sqlite3_malloc64(row->n_columns * sizeof *values);
    for (uint32_t i = 0; values && i < row->n_columns; i++)
        values[i] = sqlite3_column_value(q->stmt, (int)i);
    if (!values)
        query_fail(q, WEAVE_NOMEM, "out of memory");
    Reader r = {.q = q, .values = values, .step = 1, .mem = mem};
    bool ok = values && row_read(&r, row, out);
    if (values != few)
        sqlite3_free(values);
    return ok;
}
