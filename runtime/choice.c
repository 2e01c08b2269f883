// choice.c - what the caller of a query with orderBy() chooses.

#include "runtime/internal.h"

size_t weave_choice(const WeaveEnum *set, int value)
{
    return weave_enum_text(set, value) ? (size_t)value - 1 : 0;
}

void weave_check_choice(WeaveQuery *q, const char *name, const WeaveEnum *set,
                        int value)
{
    if (!query_live(q) || weave_enum_text(set, value))
        return;
    query_fail_text(
        q, WEAVE_MISUSE,
        sqlite3_mprintf("choice \"%s\": %d is no %s", name, value, set->name));
}
