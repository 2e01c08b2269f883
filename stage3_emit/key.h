// key.h - what is known by a hash of all that it depends on: two halves, for one is too
// few where being wrong is silent.

#ifndef STAGE3_EMIT_KEY_H
#define STAGE3_EMIT_KEY_H

#include "base/hash.h"

#include <stdbool.h>

typedef struct Key {
    uint64_t halves[2];
} Key;

// In a file a key is so many hexadecimal digits.
enum { KEY_HALF = 16, KEY_TEXT = 2 * KEY_HALF };

static inline Key key_start(void)
{
    return (Key){{HASH_START, ~HASH_START}};
}

static inline void key_int(Key *k, uint64_t value)
{
    for (int i = 0; i < 2; i++)
        k->halves[i] = hash_int(k->halves[i], value);
}

static inline void key_str(Key *k, Str s)
{
    for (int i = 0; i < 2; i++)
        k->halves[i] = hash_str(k->halves[i], s);
}

static inline bool key_eq(Key a, Key b)
{
    return a.halves[0] == b.halves[0] && a.halves[1] == b.halves[1];
}

void key_sqlite(Key *k); // the library this program runs with: its source, its options

void key_put(Buf *out, Key k);
void key_put_half(Buf *out, uint64_t half);
// False unless text begins with one.
bool key_read(Str text, Key *out);
bool key_read_half(Str text, uint64_t *out);

#endif
