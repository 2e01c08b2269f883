// str.h - a pointer and a length; and a buffer to build one in.
//
// A Str never owns what it points to. What the functions below make lives in the
// arena given to them, and is NUL-terminated as well (one byte past len), so it
// can be handed to C. A Str cut out of another with str_cut() is not.

#ifndef BASE_STR_H
#define BASE_STR_H

#include "base/arena.h"

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct Str {
    const char *ptr;
    size_t len;
} Str;

// A literal; also good in a static initialiser: {.name = STR("id")}.
#define STR(literal)                                                                   \
    {                                                                                  \
        "" literal, sizeof(literal) - 1                                                \
    }
// The same as an expression.
#define S(literal) ((Str){"" literal, sizeof(literal) - 1})

// For printf: printf("%.*s", STR_ARG(name)).
#define STR_ARG(s) (int)(s).len, (s).ptr ? (s).ptr : ""

Str str_z(const char *z); // borrows z; null gives the empty Str
Str str_cut(Str s, size_t start, size_t end);
bool str_eq(Str a, Str b);
bool str_is(Str a, const char *z);
bool str_eq_nocase(Str a, Str b); // ASCII only, as SQLite compares names
int str_cmp(Str a, Str b);        // bytes
size_t str_hash(Str s);
Str str_line_at(Str text, size_t offset); // the line that offset is in, trimmed
bool str_starts(Str s, const char *prefix);
bool str_ends(Str s, const char *suffix);

#define STR_NONE SIZE_MAX
size_t str_find(Str s, char c);         // first index, or STR_NONE
size_t str_find_last(Str s, char c);    // last index, or STR_NONE
size_t str_find_str(Str s, Str needle); // first index, or STR_NONE
Str str_trim(Str s);                    // without ASCII white space at both ends

Str str_copy(Arena *a, Str s);
Str str_format(Arena *a, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
Str str_vformat(Arena *a, const char *fmt, va_list args);
const char *str_zero(Arena *a, Str s); // a NUL-terminated copy

// How many single-character edits lead from a to b, at most limit + 1.
size_t str_distance(Str a, Str b, size_t limit);

// Of n names, the one nearest to name and near enough to suggest ("did you mean"),
// or the empty Str. Near enough is 2 edits, 1 for names under 4 characters; case
// and underscores are free, so mimetype finds mime_type.
Str str_nearest(Str name, const Str *names, size_t n);

// Builds a Str of unknown length. Start from {.arena = a}.
typedef struct Buf {
    Arena *arena;
    char *items;
    size_t n, capacity;
} Buf;

void buf_put(Buf *b, Str s);
void buf_z(Buf *b, const char *z);
void buf_char(Buf *b, char c);
void buf_format(Buf *b, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
Str buf_str(Buf *b); // NUL-terminated; good until the next buf_ call

#endif
