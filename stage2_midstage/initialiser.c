// initialiser.c - the catalog's structs as C initialisers, for people to read.

#include "stage2_midstage/initialiser.h"

#include "base/diag.h"

#include <string.h>

// A struct that fits into so many columns stands on one line.
enum { LINE = 84 };

typedef struct Lines {
    Str *items;
    size_t n, capacity;
} Lines;

static void indent(Buf *out, size_t depth)
{
    buf_char(out, '\n');
    for (size_t i = 0; i < depth; i++)
        buf_z(out, "    ");
}

// --- text --------------------------------------------------------------------

// '?' as well: the compiler may know trigraphs.
static void put_char(Buf *out, unsigned char c)
{
    if (c == '\n')
        buf_z(out, "\\n");
    else if (c == '"' || c == '\\' || c == '?')
        buf_format(out, "\\%c", c);
    else if (c < 0x20 || c == 0x7f)
        buf_format(out, "\\%03o", (unsigned)c);
    else
        buf_char(out, (char)c);
}

// STR("..."), a line of the text on a line of its own.
static Str text(Arena *a, Str s, size_t depth)
{
    Buf out = {.arena = a};
    buf_z(&out, "STR(\"");
    for (size_t i = 0; i < s.len; i++) {
        put_char(&out, (unsigned char)s.ptr[i]);
        if (s.ptr[i] == '\n' && i + 1 < s.len) {
            buf_char(&out, '"');
            indent(&out, depth + 1);
            buf_char(&out, '"');
        }
    }
    buf_z(&out, "\")");
    return buf_str(&out);
}

static Str texts(Arena *a, const Str *items, size_t n, size_t depth)
{
    Buf out = {.arena = a};
    buf_z(&out, "(const Str[]){");
    for (size_t i = 0; i < n; i++) {
        if (i)
            buf_z(&out, ", ");
        buf_put(&out, text(a, items[i], depth));
    }
    buf_char(&out, '}');
    return buf_str(&out);
}

// --- structs -----------------------------------------------------------------

static Str span(Arena *a, const Span *at)
{
    if (!at->file && !at->start && !at->len)
        return (Str){0};
    return str_format(a, "{%u, %u, %u}", (unsigned)at->file, (unsigned)at->start,
                      (unsigned)at->len);
}

// The field's value, or the empty Str if it is zero.
static Str field_value(Arena *a, const Field *f, const char *base, size_t depth)
{
    const void *at = base + f->offset;
    Str s = {0};
    switch (f->kind) {
    case FIELD_STR: s = *(const Str *)at; return s.len ? text(a, s, depth) : s;
    case FIELD_BOOL: return *(const bool *)at ? S("true") : s;
    case FIELD_U32:
        return *(const uint32_t *)at
                   ? str_format(a, "%u", (unsigned)*(const uint32_t *)at)
                   : s;
    case FIELD_ENUM: return *(const int *)at ? str_z(f->symbols[*(const int *)at]) : s;
    case FIELD_SPAN: return span(a, at);
    case FIELD_STRUCT:
        s = initialiser(a, f->of, at, depth);
        return str_is(s, "{0}") ? (Str){0} : s;
    case FIELD_STRS:
    case FIELD_LIST: break;
    }
    size_t n = field_count(f, base);
    const void *items = field_items(f, base);
    if (!n)
        return s;
    return f->kind == FIELD_STRS ? texts(a, items, n, depth)
                                 : initialiser_list(a, f->of, items, n, depth);
}

static Lines designators(Arena *a, const Shape *shape, const char *value, size_t depth)
{
    Lines fields = {0};
    for (size_t i = 0; i < shape->n_fields; i++) {
        const Field *f = &shape->fields[i];
        Str v = field_value(a, f, value, depth);
        if (!v.len)
            continue;
        *arena_push(a, fields, Str) = str_format(a, ".%s = %.*s", f->name, STR_ARG(v));
        if (f->kind == FIELD_STRS || f->kind == FIELD_LIST)
            *arena_push(a, fields, Str) =
                str_format(a, ".n_%s = %zu", f->name, field_count(f, value));
    }
    return fields;
}

static bool is_tall(const Lines *fields, size_t depth)
{
    size_t width = 4 * depth;
    for (size_t i = 0; i < fields->n; i++) {
        width += fields->items[i].len + 2;
        if (str_find(fields->items[i], '\n') != STR_NONE)
            return true;
    }
    return width > LINE;
}

// Fields of one line share lines, as many as fit.
static void put_tall(Buf *out, const Lines *fields, size_t depth)
{
    size_t column = LINE; // so the first begins a line
    for (size_t i = 0; i < fields->n; i++) {
        Str field = fields->items[i];
        bool broken = str_find(field, '\n') != STR_NONE;
        if (broken || column + field.len + 2 > LINE) {
            indent(out, depth + 1);
            column = 4 * (depth + 1);
        } else
            buf_char(out, ' ');
        buf_put(out, field);
        buf_char(out, ',');
        column = broken ? LINE : column + field.len + 2;
    }
    indent(out, depth);
}

Str initialiser(Arena *a, const Shape *shape, const void *value, size_t depth)
{
    Lines fields = designators(a, shape, value, depth + 1);
    if (!fields.n)
        return S("{0}");
    Buf out = {.arena = a};
    buf_char(&out, '{');
    if (is_tall(&fields, depth))
        put_tall(&out, &fields, depth);
    else
        for (size_t i = 0; i < fields.n; i++) {
            buf_z(&out, i ? ", " : "");
            buf_put(&out, fields.items[i]);
        }
    buf_char(&out, '}');
    return buf_str(&out);
}

Str initialiser_list(Arena *a, const Shape *shape, const void *items, size_t n,
                     size_t depth)
{
    Buf out = {.arena = a};
    buf_format(&out, "(const %s[]){", shape->type);
    for (size_t i = 0; i < n; i++) {
        indent(&out, depth + 1);
        const char *item = (const char *)items + i * shape->size;
        buf_put(&out, initialiser(a, shape, item, depth + 1));
        buf_char(&out, ',');
    }
    indent(&out, depth);
    buf_char(&out, '}');
    return buf_str(&out);
}
