// rng.h - chance that is the same each time: SplitMix64.

#ifndef STAGE3_EMIT_REFUTE_RNG_H
#define STAGE3_EMIT_REFUTE_RNG_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct Rng {
    uint64_t state; // any; near seeds give numbers that have nothing in common
} Rng;

static inline uint64_t rng_next(Rng *r)
{
    uint64_t z = r->state += UINT64_C(0x9e3779b97f4a7c15);
    z = (z ^ (z >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
    z = (z ^ (z >> 27)) * UINT64_C(0x94d049bb133111eb);
    return z ^ (z >> 31);
}

// One of 0 .. n - 1; n is not 0.
static inline size_t rng_below(Rng *r, size_t n)
{
    return (size_t)((rng_next(r) >> 32) * n >> 32);
}

static inline bool rng_one_in(Rng *r, size_t n)
{
    return rng_below(r, n) == 0;
}

#endif
