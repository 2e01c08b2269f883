// key.c - what is known by a hash of all that it depends on.

#include "stage3_emit/key.h"

#include <inttypes.h>
#include <sqlite3.h>
#include <string.h>

void key_sqlite(Key *k)
{
    const char *option;
    key_str(k, str_z(sqlite3_sourceid()));
    for (int i = 0; (option = sqlite3_compileoption_get(i)); i++)
        key_str(k, str_z(option));
}

void key_put_half(Buf *out, uint64_t half)
{
    buf_format(out, "%016" PRIx64, half);
}

void key_put(Buf *out, Key k)
{
    key_put_half(out, k.halves[0]);
    key_put_half(out, k.halves[1]);
}

bool key_read_half(Str text, uint64_t *out)
{
    static const char digits[] = "0123456789abcdef";
    *out = 0;
    for (size_t i = 0; i < KEY_HALF; i++) {
        const char *digit =
            i < text.len && text.ptr[i] ? strchr(digits, text.ptr[i]) : NULL;
        if (!digit)
            return false;
        *out = *out << 4 | (uint64_t)(digit - digits);
    }
    return true;
}

bool key_read(Str text, Key *out)
{
    return key_read_half(text, &out->halves[0]) &&
           key_read_half(str_cut(text, KEY_HALF, text.len), &out->halves[1]);
}
