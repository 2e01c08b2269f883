// rows.c - rows into structs: one, each in turn, or all.

#include "runtime/internal.h"

#include <string.h>

bool weave_next(WeaveQuery *q, const WeaveRow *row, void *out)
{
    if (weave_step(q))
        return row_read(q, row, NULL, NULL, out);
    if (!weave_ok(q))
        memset(out, 0, row->size);
    return false;
}

void weave_one(WeaveQuery *q, const WeaveRow *row, WeaveArena *mem, void *out)
{
    if (weave_step(q))
        row_read(q, row, NULL, mem, out);
    else
        memset(out, 0, row->size);
}

void *weave_all(WeaveQuery *q, const WeaveRow *row, WeaveArena *mem, size_t *count)
{
    char *items = NULL;
    size_t n = 0;
    while (weave_step(q)) {
        items = weave_grow(q, mem, items, n, row->size);
        if (weave_ok(q) && row_read(q, row, NULL, mem, items + n * row->size))
            n++;
    }
    bool ok = weave_ok(q);
    *count = ok ? n : 0;
    return ok ? items : NULL;
}
