// str.c - a pointer and a length; and a buffer to build one in.

#include "base/str.h"

#include "base/hash.h"

#include <assert.h>
#include <stdio.h>
#include <string.h>

Str str_z(const char *z)
{
    return z ? (Str){z, strlen(z)} : (Str){0};
}

Str str_cut(Str s, size_t start, size_t end)
{
    assert(start <= end && end <= s.len);
    return (Str){s.ptr ? s.ptr + start : NULL, end - start};
}

bool str_eq(Str a, Str b)
{
    return a.len == b.len && (a.len == 0 || memcmp(a.ptr, b.ptr, a.len) == 0);
}

bool str_is(Str a, const char *z)
{
    return str_eq(a, str_z(z));
}

static char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c + 32) : c;
}

bool str_eq_nocase(Str a, Str b)
{
    if (a.len != b.len)
        return false;
    for (size_t i = 0; i < a.len; i++)
        if (lower(a.ptr[i]) != lower(b.ptr[i]))
            return false;
    return true;
}

int str_cmp(Str a, Str b)
{
    size_t shorter = a.len < b.len ? a.len : b.len;
    int order = shorter ? memcmp(a.ptr, b.ptr, shorter) : 0;
    return order ? order : (a.len > b.len) - (a.len < b.len);
}

size_t str_hash(Str s)
{
    uint64_t h = hash_bytes(HASH_START, s);
    return (size_t)(h ^ h >> 29);
}

bool str_starts(Str s, const char *prefix)
{
    size_t n = strlen(prefix);
    return s.len >= n && (n == 0 || memcmp(s.ptr, prefix, n) == 0);
}

bool str_ends(Str s, const char *suffix)
{
    size_t n = strlen(suffix);
    return s.len >= n && (n == 0 || memcmp(s.ptr + s.len - n, suffix, n) == 0);
}

size_t str_find(Str s, char c)
{
    const char *at = s.len ? memchr(s.ptr, c, s.len) : NULL;
    return at ? (size_t)(at - s.ptr) : STR_NONE;
}

size_t str_find_last(Str s, char c)
{
    for (size_t i = s.len; i-- > 0;)
        if (s.ptr[i] == c)
            return i;
    return STR_NONE;
}

size_t str_find_str(Str s, Str needle)
{
    for (size_t i = 0; i + needle.len <= s.len; i++)
        if (str_eq(str_cut(s, i, i + needle.len), needle))
            return i;
    return STR_NONE;
}

static bool is_space(char c)
{
    return c == ' ' || (c >= '\t' && c <= '\r');
}

Str str_trim(Str s)
{
    size_t start = 0, end = s.len;
    while (start < end && is_space(s.ptr[start]))
        start++;
    while (end > start && is_space(s.ptr[end - 1]))
        end--;
    return str_cut(s, start, end);
}

Str str_copy(Arena *a, Str s)
{
    char *copy = arena_many(a, char, s.len + 1);
    if (s.len)
        memcpy(copy, s.ptr, s.len);
    return (Str){copy, s.len};
}

const char *str_zero(Arena *a, Str s)
{
    return str_copy(a, s).ptr;
}

// Most texts are short, and then formatted once.
Str str_vformat(Arena *a, const char *fmt, va_list args)
{
    char room[256];
    va_list again;
    va_copy(again, args);
    int len = vsnprintf(room, sizeof room, fmt, args);
    assert(len >= 0);
    char *text = arena_many(a, char, (size_t)len + 1);
    if ((size_t)len < sizeof room)
        memcpy(text, room, (size_t)len);
    else
        vsnprintf(text, (size_t)len + 1, fmt, again);
    va_end(again);
    return (Str){text, (size_t)len};
}

Str str_format(Arena *a, const char *fmt, ...)
{
    va_list args;
    va_start(args, fmt);
    Str s = str_vformat(a, fmt, args);
    va_end(args);
    return s;
}

// --- nearness ----------------------------------------------------------------

enum { NAME_MAX_NEAR = 64 };

size_t str_distance(Str a, Str b, size_t limit)
{
    size_t row[NAME_MAX_NEAR + 1];
    if (a.len > NAME_MAX_NEAR || b.len > NAME_MAX_NEAR)
        return limit + 1;
    for (size_t j = 0; j <= b.len; j++)
        row[j] = j;
    for (size_t i = 1; i <= a.len; i++) {
        size_t corner = row[0];
        row[0] = i;
        for (size_t j = 1; j <= b.len; j++) {
            size_t change = corner + (a.ptr[i - 1] != b.ptr[j - 1]);
            size_t gap = (row[j] < row[j - 1] ? row[j] : row[j - 1]) + 1;
            corner = row[j];
            row[j] = change < gap ? change : gap;
        }
    }
    return row[b.len] <= limit ? row[b.len] : limit + 1;
}

// Lower case, without underscores: what two spellings of one name share.
static Str folded(Str s, char out[NAME_MAX_NEAR])
{
    size_t n = 0;
    for (size_t i = 0; i < s.len && n < NAME_MAX_NEAR; i++)
        if (s.ptr[i] != '_')
            out[n++] = lower(s.ptr[i]);
    return (Str){out, n};
}

Str str_nearest(Str name, const Str *names, size_t n)
{
    char a[NAME_MAX_NEAR], b[NAME_MAX_NEAR];
    Str wanted = folded(name, a), best = {0};
    size_t limit = name.len < 4 ? 1 : 2;
    for (size_t i = 0; i < n; i++) {
        size_t distance = str_distance(wanted, folded(names[i], b), limit);
        if (distance > limit || str_eq(name, names[i]))
            continue;
        best = names[i];
        if (distance == 0)
            break;
        limit = distance - 1;
    }
    return best;
}

// --- building ----------------------------------------------------------------

static void make_room(Buf *b, size_t more)
{
    size_t needed = b->n + more + 1;
    if (needed <= b->capacity)
        return;
    size_t capacity = b->capacity ? b->capacity : 32; // most are for one name
    while (capacity < needed)
        capacity *= 2;
    char *grown = arena_many(b->arena, char, capacity);
    if (b->n)
        memcpy(grown, b->items, b->n);
    b->items = grown;
    b->capacity = capacity;
}

void buf_put(Buf *b, Str s)
{
    make_room(b, s.len);
    if (s.len)
        memcpy(b->items + b->n, s.ptr, s.len);
    b->n += s.len;
}

void buf_z(Buf *b, const char *z)
{
    buf_put(b, str_z(z));
}

void buf_char(Buf *b, char c)
{
    if (b->n + 1 >= b->capacity)
        make_room(b, 1);
    b->items[b->n++] = c;
}

void buf_format(Buf *b, const char *fmt, ...)
{
    va_list args;
    va_start(args, fmt);
    buf_put(b, str_vformat(b->arena, fmt, args));
    va_end(args);
}

Str buf_str(Buf *b)
{
    make_room(b, 0);
    b->items[b->n] = '\0';
    return (Str){b->items, b->n};
}

Str str_line_at(Str text, size_t offset)
{
    size_t start = offset < text.len ? offset : text.len, end = start;
    while (start && text.ptr[start - 1] != '\n')
        start--;
    while (end < text.len && text.ptr[end] != '\n')
        end++;
    return str_trim(str_cut(text, start, end));
}
