// bind.c - arguments into a query.

#include "runtime/internal.h"

#include <string.h>

// "?1" or ":mimeType", or "parameter 1" if it has no name.
static void refuse(WeaveQuery *q, int index, const char *why)
{
    const char *name = sqlite3_bind_parameter_name(q->stmt, index);
    query_fail_text(q, WEAVE_MISUSE,
                    name ? sqlite3_mprintf("parameter %s %s", name, why)
                         : sqlite3_mprintf("parameter %d %s", index, why));
}

static void bound(WeaveQuery *q, int rc)
{
    if (rc != SQLITE_OK)
        query_fail_sqlite(q, rc);
}

void weave_bind_null(WeaveQuery *q, int index)
{
    if (!query_live(q))
        return;
    if (turn_of(q))
        turn_bind(q, index, (WeaveValue){0});
    else
        bound(q, sqlite3_bind_null(q->stmt, index));
}

void weave_bind_int(WeaveQuery *q, int index, int64_t value)
{
    if (!query_live(q))
        return;
    if (turn_of(q))
        turn_bind_int(q, index, value);
    else
        bound(q, sqlite3_bind_int64(q->stmt, index, value));
}

void weave_bind_real(WeaveQuery *q, int index, double value)
{
    if (!query_live(q))
        return;
    if (value != value)
        refuse(q, index, "is not a number, which SQLite stores as null");
    else if (turn_of(q))
        turn_bind(q, index, weave_value_real(value));
    else
        bound(q, sqlite3_bind_double(q->stmt, index, value));
}

void weave_bind_bool(WeaveQuery *q, int index, bool value)
{
    weave_bind_int(q, index, value);
}

void weave_bind_text(WeaveQuery *q, int index, WeaveText value)
{
    if (!query_live(q))
        return;
    if (!value.ptr)
        refuse(q, index, "is null");
    else if (turn_of(q))
        turn_bind(q, index, weave_value_text(value));
    else
        bound(q, sqlite3_bind_text64(q->stmt, index, value.ptr, value.len,
                                     SQLITE_STATIC, SQLITE_UTF8));
}

void weave_bind_blob(WeaveQuery *q, int index, WeaveBlob value)
{
    if (!query_live(q))
        return;
    if (!value.ptr)
        refuse(q, index, "is null");
    else if (turn_of(q))
        turn_bind(q, index, weave_value_blob(value));
    else
        bound(q,
              sqlite3_bind_blob64(q->stmt, index, value.ptr, value.len, SQLITE_STATIC));
}

// Of a value that nobody is to see.
static bool is_sensitive(const WeaveQuery *q, int index)
{
    const char *name = sqlite3_bind_parameter_name(q->stmt, index);
    const char *hidden = q->statement->sensitive;
    for (; name && hidden && *hidden; hidden += strlen(hidden) + 1)
        if (strcmp(hidden, name + 1) == 0)
            return true;
    return false;
}

static void refuse_enum(WeaveQuery *q, int index, const WeaveEnum *set, int value)
{
    char why[120];
    if (is_sensitive(q, index)) {
        sqlite3_snprintf(sizeof why, why, "is ***, which is no %s", set->name);
        refuse(q, index, why);
        return;
    }
    sqlite3_snprintf(sizeof why, why, "is %d, which is no %s", value, set->name);
    refuse(q, index, why);
}

void weave_bind_enum(WeaveQuery *q, int index, const WeaveEnum *set, int value)
{
    if (!query_live(q))
        return;
    const char *text = weave_enum_text(set, value);
    if (text)
        weave_bind_text(q, index, weave_text(text));
    else
        refuse_enum(q, index, set, value);
}

void weave_bind_value(WeaveQuery *q, int index, WeaveValue value)
{
    switch (value.type) {
    case WEAVE_VALUE_NULL: weave_bind_null(q, index); return;
    case WEAVE_VALUE_INT: weave_bind_int(q, index, value.as.integer); return;
    case WEAVE_VALUE_REAL: weave_bind_real(q, index, value.as.real); return;
    case WEAVE_VALUE_TEXT: weave_bind_text(q, index, value.as.text); return;
    case WEAVE_VALUE_BLOB: weave_bind_blob(q, index, value.as.blob); return;
    }
    if (query_live(q))
        refuse(q, index, "has a tag that is no WeaveValueType");
}

// --- or null -----------------------------------------------------------------

void weave_bind_opt_int(WeaveQuery *q, int index, WeaveOptInt value)
{
    if (value.has)
        weave_bind_int(q, index, value.value);
    else
        weave_bind_null(q, index);
}

void weave_bind_opt_real(WeaveQuery *q, int index, WeaveOptReal value)
{
    if (value.has)
        weave_bind_real(q, index, value.value);
    else
        weave_bind_null(q, index);
}

void weave_bind_opt_bool(WeaveQuery *q, int index, WeaveOptBool value)
{
    if (value.has)
        weave_bind_bool(q, index, value.value);
    else
        weave_bind_null(q, index);
}

void weave_bind_opt_text(WeaveQuery *q, int index, WeaveText value)
{
    if (value.ptr)
        weave_bind_text(q, index, value);
    else
        weave_bind_null(q, index);
}

void weave_bind_opt_blob(WeaveQuery *q, int index, WeaveBlob value)
{
    if (value.ptr)
        weave_bind_blob(q, index, value);
    else
        weave_bind_null(q, index);
}

void weave_bind_opt_enum(WeaveQuery *q, int index, const WeaveEnum *set, int value)
{
    if (value)
        weave_bind_enum(q, index, set, value);
    else
        weave_bind_null(q, index);
}

// --- text in blobs -----------------------------------------------------------

void weave_bind_bigint(WeaveQuery *q, int index, int64_t value)
{
    if (!query_live(q))
        return;
    if (turn_of(q)) {
        WeaveValue v = weave_value_int(value);
        v.type = (WeaveValueType)VALUE_BIGINT;
        turn_bind(q, index, v);
        return;
    }
    char digits[BIGINT_DIGITS];
    sqlite3_snprintf(sizeof digits, digits, "%lld", (long long)value);
    bound(q, sqlite3_bind_blob64(q->stmt, index, digits, strlen(digits),
                                 SQLITE_TRANSIENT));
}

void weave_bind_opt_bigint(WeaveQuery *q, int index, WeaveOptInt value)
{
    if (value.has)
        weave_bind_bigint(q, index, value.value);
    else
        weave_bind_null(q, index);
}

void weave_bind_json_blob(WeaveQuery *q, int index, WeaveText value)
{
    weave_bind_blob(q, index, weave_blob(value.ptr, value.len));
}

void weave_bind_opt_json_blob(WeaveQuery *q, int index, WeaveText value)
{
    weave_bind_opt_blob(q, index, weave_blob(value.ptr, value.len));
}

// --- lists -------------------------------------------------------------------

// The query may be moved, so what SQLite points to cannot be in it.
void list_bind(WeaveQuery *q, int index, List list)
{
    if (!query_live(q))
        return;
    List *bound_list = sqlite3_malloc64(sizeof *bound_list);
    if (!bound_list) {
        query_fail(q, WEAVE_NOMEM, "out of memory");
        return;
    }
    *bound_list = list;
    q->state |= QUERY_LISTS;
    bound(q,
          sqlite3_bind_pointer(q->stmt, index, bound_list, LIST_POINTER, sqlite3_free));
}

void weave_bind_int_list(WeaveQuery *q, int index, WeaveIntList list)
{
    list_bind(q, index,
              (List){LIST_INT, list.items, list.count, NULL, sizeof *list.items});
}

void weave_bind_bigint_list(WeaveQuery *q, int index, WeaveIntList list)
{
    list_bind(q, index,
              (List){LIST_BIGINT, list.items, list.count, NULL, sizeof *list.items});
}

void weave_bind_bool_list(WeaveQuery *q, int index, WeaveBoolList list)
{
    list_bind(q, index,
              (List){LIST_BOOL, list.items, list.count, NULL, sizeof *list.items});
}

void weave_bind_real_list(WeaveQuery *q, int index, WeaveRealList list)
{
    for (size_t i = 0; i < list.count && query_live(q); i++)
        if (list.items[i] != list.items[i])
            refuse(q, index, "has an item that is not a number");
    list_bind(q, index,
              (List){LIST_REAL, list.items, list.count, NULL, sizeof *list.items});
}

void weave_bind_text_list(WeaveQuery *q, int index, WeaveTextList list)
{
    for (size_t i = 0; i < list.count && query_live(q); i++)
        if (!list.items[i].ptr)
            refuse(q, index, "has an item that is null");
    list_bind(q, index,
              (List){LIST_TEXT, list.items, list.count, NULL, sizeof *list.items});
}

void weave_bind_blob_list(WeaveQuery *q, int index, WeaveBlobList list)
{
    for (size_t i = 0; i < list.count && query_live(q); i++)
        if (!list.items[i].ptr)
            refuse(q, index, "has an item that is null");
    list_bind(q, index,
              (List){LIST_BLOB, list.items, list.count, NULL, sizeof *list.items});
}

void weave_bind_enum_list(WeaveQuery *q, int index, const WeaveEnum *set,
                          WeaveEnumList list)
{
    for (size_t i = 0; i < list.count && query_live(q); i++)
        if (!weave_enum_text(set, list.items[i]))
            refuse_enum(q, index, set, list.items[i]);
    list_bind(q, index,
              (List){LIST_ENUM, list.items, list.count, set, sizeof *list.items});
}
