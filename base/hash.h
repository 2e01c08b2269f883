// hash.h - one number for many bytes, the same on every machine: FNV-1a.
//
//     uint64_t hash = hash_str(HASH_START, name);
//     hash = hash_str(hash, type);      // "ab", "c" is not "a", "bc"

#ifndef BASE_HASH_H
#define BASE_HASH_H

#include "base/str.h"

#include <string.h>

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

// The contents of a file: eight bytes at a time, each mixed into all bits, for files are
// large and read on every weave. Known on this machine alone, whose byte order it has.
static inline uint64_t hash_words(uint64_t hash, Str s)
{
    size_t i = 0;
    for (uint64_t word; i + sizeof word <= s.len; i += sizeof word) {
        memcpy(&word, s.ptr + i, sizeof word);
        hash = (hash ^ word) * UINT64_C(0x9e3779b97f4a7c15);
        hash ^= hash >> 32;
    }
    return i < s.len ? hash_str(hash, (Str){s.ptr + i, s.len - i}) : hash;
}

// file_hash() gives the same of a file.
static inline uint64_t hash_content(Str s)
{
    return hash_words(HASH_START ^ s.len, s);
}

#endif
