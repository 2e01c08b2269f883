// value.c - text and enums, before SQLite sees them.

#include "runtime/weave.h"

#include <string.h>

WeaveText weave_text(const char *z)
{
    return (WeaveText){z, z ? strlen(z) : 0};
}

const char *weave_enum_text(const WeaveEnum *set, int value)
{
    return value >= 1 && value <= set->count ? set->texts[value - 1] : NULL;
}

int weave_enum_find(const WeaveEnum *set, WeaveText text)
{
    if (!text.ptr)
        return 0;
    for (int i = 0; i < set->count; i++)
        if (strlen(set->texts[i]) == text.len &&
            memcmp(set->texts[i], text.ptr, text.len) == 0)
            return i + 1;
    return 0;
}
