// catalog_json.c - the catalog as JSON, by the description of its fields.

#include "catalog/catalog_json.h"

#include "catalog/catalog_fields.h"

#include <string.h>

// Laid out as cJSON_Print() does, without a tree of all that is written.
static void put_struct(Buf *out, const Shape *shape, const char *at, size_t depth);

static void put_line(Buf *out, size_t depth)
{
    buf_char(out, '\n');
    for (size_t i = 0; i < depth; i++)
        buf_char(out, '\t');
}

static bool is_plain(char c)
{
    return (unsigned char)c >= 0x20 && c != '"' && c != '\\';
}

static void put_escape(Buf *out, char c)
{
    static const char names[] = "\b\f\n\r\t\"\\", letters[] = "bfnrt\"\\";
    const char *found = c ? strchr(names, c) : NULL;
    if (found)
        buf_format(out, "\\%c", letters[found - names]);
    else
        buf_format(out, "\\u%04x", (unsigned)c);
}

// JSON's texts end at a NUL, as cJSON's do.
static void put_str(Buf *out, Str s)
{
    buf_char(out, '"');
    for (size_t i = 0, end; i < s.len && s.ptr[i]; i = end) {
        for (end = i; end < s.len && is_plain(s.ptr[end]);)
            end++;
        buf_put(out, str_cut(s, i, end));
        if (end < s.len && s.ptr[end])
            put_escape(out, s.ptr[end++]);
    }
    buf_char(out, '"');
}

static void put_u32(Buf *out, uint32_t n)
{
    char digits[10];
    size_t at = sizeof digits;
    do
        digits[--at] = (char)('0' + n % 10);
    while (n /= 10);
    buf_put(out, (Str){digits + at, sizeof digits - at});
}

static void put_span(Buf *out, const Span *at)
{
    buf_char(out, '[');
    put_u32(out, at->file);
    buf_z(out, ", ");
    put_u32(out, at->start);
    buf_z(out, ", ");
    put_u32(out, at->len);
    buf_char(out, ']');
}

static void put_list(Buf *out, const Field *f, const char *base, size_t depth)
{
    const char *items = field_items(f, base);
    size_t n = field_count(f, base);
    buf_char(out, '[');
    for (size_t i = 0; i < n; i++) {
        buf_z(out, i ? ", " : "");
        if (f->kind == FIELD_STRS)
            put_str(out, ((const Str *)(const void *)items)[i]);
        else
            put_struct(out, f->of, items + i * f->of->size, depth + 1);
    }
    buf_char(out, ']');
}

static void put_field(Buf *out, const Field *f, const char *base, size_t depth)
{
    const void *at = base + f->offset;
    switch (f->kind) {
    case FIELD_STR: put_str(out, *(const Str *)at); break;
    case FIELD_BOOL: buf_z(out, *(const bool *)at ? "true" : "false"); break;
    case FIELD_U32: put_u32(out, *(const uint32_t *)at); break;
    case FIELD_ENUM: put_str(out, str_z(f->words[*(const int *)at])); break;
    case FIELD_SPAN: put_span(out, at); break;
    case FIELD_STRUCT: put_struct(out, f->of, at, depth); break;
    case FIELD_STRS:
    case FIELD_LIST: put_list(out, f, base, depth); break;
    }
}

static void put_key(Buf *out, const char *name, size_t depth)
{
    put_line(out, depth);
    put_str(out, str_z(name));
    buf_z(out, ":\t");
}

static void put_fields(Buf *out, const Shape *shape, const char *at, size_t depth)
{
    for (size_t i = 0; i < shape->n_fields; i++) {
        buf_z(out, i ? "," : "");
        put_key(out, shape->fields[i].name, depth);
        put_field(out, &shape->fields[i], at, depth);
    }
}

static void put_struct(Buf *out, const Shape *shape, const char *at, size_t depth)
{
    buf_char(out, '{');
    put_fields(out, shape, at, depth + 1);
    put_line(out, depth);
    buf_char(out, '}');
}

Str catalog_write_json(Arena *a, const Catalog *c)
{
    Buf out = {.arena = a};
    buf_char(&out, '{');
    put_key(&out, "version", 1);
    put_u32(&out, CATALOG_VERSION);
    buf_char(&out, ',');
    put_fields(&out, &catalog_shape, (const char *)c, 1);
    buf_z(&out, "\n}\n");
    return buf_str(&out);
}
