// sha256.h - SHA-256 (FIPS 180-4), as hexadecimal text.
//
//     Str hash = sha256_hex(&arena, S("abc"));    // "ba7816bf..."

#ifndef BASE_SHA256_H
#define BASE_SHA256_H

#include "base/arena.h"
#include "base/str.h"

// 64 lower case digits.
Str sha256_hex(Arena *a, Str bytes);

#endif
