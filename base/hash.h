// hash.h - one number for many bytes, the same on every machine: FNV-1a.
//
//     uint64_t hash = hash_str(HASH_START, name);
//     hash = hash_str(hash, type);      // "ab", "c" is not "a", "bc"

#ifndef BASE_HASH_H
#define BASE_HASH_H

#include "base/str.h"

#define HASH_START UINT64_C(14695981039346656037)

static inline uint64_t hash_int(uint64_t hash, uint64_t value)
{
    for (int i = 0; i < 8; i++, value >>= 8)
        hash = (hash ^ (value & 0xff)) * UINT64_C(1099511628211);
    return hash;
}

static inline uint64_t hash_bytes(uint64_t hash, Str s)
{
    for (size_t i = 0; i < s.len; i++)
        hash = (hash ^ (unsigned char)s.ptr[i]) * UINT64_C(1099511628211);
    return hash;
}

static inline uint64_t hash_str(uint64_t hash, Str s)
{
    return hash_int(hash_bytes(hash, s), s.len);
}

#endif
