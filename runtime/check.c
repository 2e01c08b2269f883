// check.c - values that a column may not have, refused before they are written.

#include "runtime/internal.h"

#include <string.h>

static void refuse(WeaveQuery *q, char *text)
{
    query_fail_text(q, WEAVE_INVALID, text);
}

// As SQLite's length() counts: to the first NUL.
static int64_t count_characters(WeaveText text)
{
    int64_t n = 0;
    for (size_t i = 0; i < text.len && text.ptr[i]; i++)
        n += ((unsigned char)text.ptr[i] & 0xC0) != 0x80;
    return n;
}

static void check_size(WeaveQuery *q, const char *field, const char *unit, int64_t n,
                       int64_t least, int64_t most)
{
    if (n < least)
        refuse(q, sqlite3_mprintf("%s has %lld %s, at least %lld are needed", field,
                                  (long long)n, unit, (long long)least));
    else if (n > most)
        refuse(q, sqlite3_mprintf("%s has %lld %s, %lld are the most", field,
                                  (long long)n, unit, (long long)most));
}

void weave_check_length(WeaveQuery *q, const char *field, WeaveText value,
                        int64_t least, int64_t most)
{
    if (value.ptr && query_live(q))
        check_size(q, field, "characters", count_characters(value), least, most);
}

void weave_check_size(WeaveQuery *q, const char *field, WeaveBlob value, int64_t least,
                      int64_t most)
{
    if (value.ptr && query_live(q))
        check_size(q, field, "bytes", (int64_t)value.len, least, most);
}

// The value is not said: it may be one that nobody is to see.
void weave_check_int(WeaveQuery *q, const char *field, int64_t value, int64_t least,
                     int64_t most)
{
    if (!query_live(q))
        return;
    if (value < least)
        refuse(q, sqlite3_mprintf("%s is less than %lld", field, (long long)least));
    else if (value > most)
        refuse(q, sqlite3_mprintf("%s is more than %lld", field, (long long)most));
}

void weave_check_opt_int(WeaveQuery *q, const char *field, WeaveOptInt value,
                         int64_t least, int64_t most)
{
    if (value.has)
        weave_check_int(q, field, value.value, least, most);
}

void weave_check_least(WeaveQuery *q, const char *field, double value, double least,
                       bool itself)
{
    if (query_live(q) && (itself ? value < least : value <= least))
        refuse(q, sqlite3_mprintf("%s is %s %!.15g", field,
                                  itself ? "less than" : "not more than", least));
}

void weave_check_most(WeaveQuery *q, const char *field, double value, double most,
                      bool itself)
{
    if (query_live(q) && (itself ? value > most : value >= most))
        refuse(q, sqlite3_mprintf("%s is %s %!.15g", field,
                                  itself ? "more than" : "not less than", most));
}

void weave_check_opt_least(WeaveQuery *q, const char *field, WeaveOptReal value,
                           double least, bool itself)
{
    if (value.has)
        weave_check_least(q, field, value.value, least, itself);
}

void weave_check_opt_most(WeaveQuery *q, const char *field, WeaveOptReal value,
                          double most, bool itself)
{
    if (value.has)
        weave_check_most(q, field, value.value, most, itself);
}

void weave_check_one_of(WeaveQuery *q, const char *field, WeaveText value,
                        const char *const *texts, size_t n)
{
    if (!value.ptr || !query_live(q))
        return;
    for (size_t i = 0; i < n; i++)
        if (strlen(texts[i]) == value.len &&
            memcmp(texts[i], value.ptr, value.len) == 0)
            return;
    refuse(q, sqlite3_mprintf("%s is none of the texts it may be", field));
}

WeaveStatus weave_refuse(WeaveDb *db, const char *place, const char *message)
{
    if (!db)
        return WEAVE_MISUSE;
    return db_fail_text(db, place, WEAVE_REFUSED, sqlite3_mprintf("%s", message));
}
