// column.c - the columns of a row one by one, for queries written by hand.

#include "runtime/internal.h"

#include <string.h>

__attribute__((noinline)) static void read_column(WeaveQuery *q, WeaveRead read,
                                                  int column, const void *of, void *to,
                                                  size_t size)
{
    WeaveField f = {.read = (uint16_t)read, .of = of};
    if (!query_live(q))
        return;
    if (!(q->state & QUERY_ROW))
        query_fail(q, WEAVE_MISUSE, "there is no row to read");
    else if (!field_read(q, &f, column, sqlite3_column_value(q->stmt, column), NULL,
                         to))
        memset(to, 0, size);
}

#define READ_COLUMN(type, name, read)                                                  \
    type name(WeaveQuery *q, int column)                                               \
    {                                                                                  \
        type value = {0};                                                              \
        read_column(q, read, column, NULL, &value, sizeof value);                      \
        return value;                                                                  \
    }

READ_COLUMN(int64_t, weave_read_int, WEAVE_READ_INT)
READ_COLUMN(double, weave_read_real, WEAVE_READ_REAL)
READ_COLUMN(bool, weave_read_bool, WEAVE_READ_BOOL)
READ_COLUMN(WeaveText, weave_read_text, WEAVE_READ_TEXT)
READ_COLUMN(WeaveBlob, weave_read_blob, WEAVE_READ_BLOB)
READ_COLUMN(WeaveValue, weave_read_value, WEAVE_READ_VALUE)
READ_COLUMN(WeaveOptInt, weave_read_opt_int, WEAVE_READ_OPT_INT)
READ_COLUMN(WeaveOptReal, weave_read_opt_real, WEAVE_READ_OPT_REAL)
READ_COLUMN(WeaveOptBool, weave_read_opt_bool, WEAVE_READ_OPT_BOOL)
READ_COLUMN(WeaveText, weave_read_opt_text, WEAVE_READ_OPT_TEXT)
READ_COLUMN(WeaveBlob, weave_read_opt_blob, WEAVE_READ_OPT_BLOB)
READ_COLUMN(int64_t, weave_read_bigint, WEAVE_READ_BIGINT)
READ_COLUMN(WeaveOptInt, weave_read_opt_bigint, WEAVE_READ_OPT_BIGINT)
READ_COLUMN(WeaveText, weave_read_json_blob, WEAVE_READ_JSON_BLOB)
READ_COLUMN(WeaveText, weave_read_opt_json_blob, WEAVE_READ_OPT_JSON_BLOB)
READ_COLUMN(WeaveText, weave_read_number_text, WEAVE_READ_NUMBER_TEXT)
READ_COLUMN(WeaveText, weave_read_opt_number_text, WEAVE_READ_OPT_NUMBER_TEXT)

int weave_read_enum(WeaveQuery *q, int column, const WeaveEnum *set)
{
    int value = 0;
    read_column(q, WEAVE_READ_ENUM, column, set, &value, sizeof value);
    return value;
}

int weave_read_opt_enum(WeaveQuery *q, int column, const WeaveEnum *set)
{
    int value = 0;
    read_column(q, WEAVE_READ_OPT_ENUM, column, set, &value, sizeof value);
    return value;
}
