// intern.h - numbers for strings: the same string has the same number, the first is 0.
//
//     Intern paths = {0};
//     size_t i = intern_put(&arena, &paths, S("schema.ts"));     // paths.items[i]
//
// The strings are not copied.

#ifndef BASE_INTERN_H
#define BASE_INTERN_H

#include "base/str.h"

typedef struct Intern {
    Str *items; // in the order they came
    size_t n, capacity;
    uint32_t *slots; // number + 1, by hash; 0: free
    size_t n_slots;
} Intern;

size_t intern_find(const Intern *in, Str s); // STR_NONE if it has no number
size_t intern_put(Arena *a, Intern *in, Str s);

#endif
