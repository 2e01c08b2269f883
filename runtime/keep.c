// keep.c - what was read, made to outlive its query.

#include "runtime/internal.h"

#include <string.h>

static void *take(WeaveQuery *q, WeaveArena *mem, size_t size)
{
    void *memory = weave_arena_alloc(mem, size);
    if (!memory)
        query_fail(q, WEAVE_NOMEM, "out of memory");
    return memory;
}

// The NUL is there for blobs too: a copy of no bytes needs a pointer.
const char *keep_bytes(WeaveArena *mem, const void *from, size_t len)
{
    size_t size = (len + 8) & ~(size_t)7;
    char *to = mem->next;
    if (size > mem->left) {
        to = weave_arena_alloc(mem, len + 1);
    } else {
        mem->next += size;
        mem->left -= size;
    }
    if (!to)
        return NULL;
    memcpy(to, from, len);
    to[len] = '\0';
    return to;
}

static const char *copy(WeaveQuery *q, WeaveArena *mem, const void *from, size_t len)
{
    const char *to = keep_bytes(mem, from, len);
    if (!to)
        query_fail(q, WEAVE_NOMEM, "out of memory");
    return to;
}

void weave_keep_text(WeaveQuery *q, WeaveArena *mem, WeaveText *value)
{
    if (query_live(q) && value->ptr)
        value->ptr = copy(q, mem, value->ptr, value->len);
}

void weave_keep_blob(WeaveQuery *q, WeaveArena *mem, WeaveBlob *value)
{
    if (query_live(q) && value->ptr)
        value->ptr = copy(q, mem, value->ptr, value->len);
}

void weave_keep_value(WeaveQuery *q, WeaveArena *mem, WeaveValue *value)
{
    if (value->type == WEAVE_VALUE_TEXT)
        weave_keep_text(q, mem, &value->as.text);
    else if (value->type == WEAVE_VALUE_BLOB)
        weave_keep_blob(q, mem, &value->as.blob);
}

enum { FIRST_ITEMS = 8 };

// Room is a power of two, so the count alone tells when it is used up.
static bool has_room(size_t count)
{
    if (count < FIRST_ITEMS)
        return count > 0;
    return (count & (count - 1)) != 0;
}

void *weave_grow(WeaveQuery *q, WeaveArena *mem, void *items, size_t count, size_t size)
{
    if (!query_live(q) || has_room(count))
        return items;
    size_t room = count ? count * 2 : FIRST_ITEMS;
    if (room > SIZE_MAX / 2 / size) {
        query_fail(q, WEAVE_NOMEM, "out of memory");
        return items;
    }
    void *grown = take(q, mem, room * size);
    if (!grown)
        return items;
    if (count)
        memcpy(grown, items, count * size);
    return grown;
}
