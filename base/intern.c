// intern.c - numbers for strings.

#include "base/intern.h"

enum { SLOTS_FIRST = 32 };

// The slot of s, or the free one where it belongs.
static uint32_t *slot(const Intern *in, Str s)
{
    size_t mask = in->n_slots - 1;
    for (size_t i = str_hash(s) & mask;; i = (i + 1) & mask)
        if (!in->slots[i] || str_eq(in->items[in->slots[i] - 1], s))
            return &in->slots[i];
}

size_t intern_find(const Intern *in, Str s)
{
    uint32_t found = in->slots ? *slot(in, s) : 0;
    return found ? found - 1 : STR_NONE;
}

static void rehash(Arena *a, Intern *in)
{
    in->n_slots = in->n_slots ? in->n_slots * 2 : SLOTS_FIRST;
    in->slots = arena_many(a, uint32_t, in->n_slots);
    for (size_t i = 0; i < in->n; i++)
        *slot(in, in->items[i]) = (uint32_t)i + 1;
}

size_t intern_put(Arena *a, Intern *in, Str s)
{
    if (in->n * 2 >= in->n_slots)
        rehash(a, in);
    uint32_t *found = slot(in, s);
    if (!*found) {
        *arena_push(a, *in, Str) = s;
        *found = (uint32_t)in->n;
    }
    return *found - 1;
}
