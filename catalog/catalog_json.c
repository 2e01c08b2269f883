// catalog_json.c - the catalog as JSON, to and from, by the description of its fields.

#include "catalog/catalog_json.h"

#include "catalog/catalog_fields.h"

#include <cjson/cJSON.h>
#include <stdlib.h>
#include <string.h>

// --- writing -----------------------------------------------------------------

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
    put_fields(&out, &catalog_shape, (const char *)c, 1);
    buf_char(&out, ',');
    put_key(&out, "version", 1);
    put_u32(&out, CATALOG_VERSION);
    buf_z(&out, "\n}\n");
    return buf_str(&out);
}

// --- reading -----------------------------------------------------------------

typedef struct Reader {
    Arena *arena;
    Str why;
} Reader;

static bool get_struct(Reader *r, const Shape *shape, const cJSON *json, char *at);

static bool fail(Reader *r, const char *where, const char *wanted)
{
    r->why = str_format(r->arena, "\"%s\" is not %s", where, wanted);
    return false;
}

static bool get_str(Reader *r, const char *name, const cJSON *json, Str *out)
{
    if (!cJSON_IsString(json))
        return fail(r, name, "text");
    *out = str_copy(r->arena, str_z(json->valuestring));
    return true;
}

static bool get_u32(Reader *r, const char *name, const cJSON *json, uint32_t *out)
{
    if (!cJSON_IsNumber(json) || json->valuedouble < 0 ||
        json->valuedouble > (double)UINT32_MAX)
        return fail(r, name, "a number");
    *out = (uint32_t)json->valuedouble;
    return true;
}

static bool get_enum(Reader *r, const Field *f, const cJSON *json, int *out)
{
    for (int i = 0; cJSON_IsString(json) && f->words[i]; i++)
        if (strcmp(json->valuestring, f->words[i]) == 0) {
            *out = i;
            return true;
        }
    return fail(r, f->name, "one of its words");
}

static bool get_span(Reader *r, const char *name, const cJSON *json, Span *out)
{
    if (!cJSON_IsArray(json) || cJSON_GetArraySize(json) != 3)
        return fail(r, name, "[file, start, len]");
    return get_u32(r, name, cJSON_GetArrayItem(json, 0), &out->file) &&
           get_u32(r, name, cJSON_GetArrayItem(json, 1), &out->start) &&
           get_u32(r, name, cJSON_GetArrayItem(json, 2), &out->len);
}

static bool get_list(Reader *r, const Field *f, const cJSON *json, char *base)
{
    if (!cJSON_IsArray(json))
        return fail(r, f->name, "an array");
    size_t n = (size_t)cJSON_GetArraySize(json), i = 0;
    size_t size = f->kind == FIELD_STRS ? sizeof(Str) : f->of->size;
    char *items = n ? arena_alloc(r->arena, n, size, _Alignof(max_align_t)) : NULL;
    const cJSON *item;
    cJSON_ArrayForEach(item, json)
    {
        char *at = items + size * i++;
        if (!(f->kind == FIELD_STRS ? get_str(r, f->name, item, (Str *)(void *)at)
                                    : get_struct(r, f->of, item, at)))
            return false;
    }
    const void *p = items;
    memcpy(base + f->offset, &p, sizeof p);
    memcpy(base + f->count_offset, &n, sizeof n);
    return true;
}

static bool get_field(Reader *r, const Field *f, const cJSON *json, char *base)
{
    void *at = base + f->offset;
    switch (f->kind) {
    case FIELD_STR: return get_str(r, f->name, json, at);
    case FIELD_BOOL:
        *(bool *)at = cJSON_IsTrue(json);
        return cJSON_IsBool(json) || fail(r, f->name, "true or false");
    case FIELD_U32: return get_u32(r, f->name, json, at);
    case FIELD_ENUM: return get_enum(r, f, json, at);
    case FIELD_SPAN: return get_span(r, f->name, json, at);
    case FIELD_STRUCT: return get_struct(r, f->of, json, at);
    case FIELD_STRS:
    case FIELD_LIST: return get_list(r, f, json, base);
    }
    return false;
}

static bool get_struct(Reader *r, const Shape *shape, const cJSON *json, char *at)
{
    if (!cJSON_IsObject(json))
        return fail(r, shape->type, "an object");
    for (size_t i = 0; i < shape->n_fields; i++) {
        const Field *f = &shape->fields[i];
        const cJSON *item = cJSON_GetObjectItemCaseSensitive(json, f->name);
        if (!get_field(r, f, item, at))
            return false;
    }
    return true;
}

bool catalog_read_json(Arena *a, Str json, Catalog *out, Str *why)
{
    Reader r = {.arena = a};
    cJSON *root = cJSON_ParseWithLength(json.ptr, json.len);
    const cJSON *version = cJSON_GetObjectItemCaseSensitive(root, "version");
    *out = (Catalog){0};
    bool good = false;
    if (!root)
        r.why = S("not JSON");
    else if (!cJSON_IsNumber(version) || version->valueint != CATALOG_VERSION)
        r.why = str_format(a, "not a catalog of version %d", CATALOG_VERSION);
    else
        good = get_struct(&r, &catalog_shape, root, (char *)out);
    cJSON_Delete(root);
    *why = r.why;
    return good;
}
