// catalog_json.c - the catalog as JSON, to and from, by the description of its fields.

#include "catalog/catalog_json.h"

#include "catalog/catalog_fields.h"

#include <cjson/cJSON.h>
#include <stdlib.h>
#include <string.h>

// --- writing -----------------------------------------------------------------

static cJSON *put_struct(Arena *a, const Shape *shape, const char *at);

static cJSON *put_str(Arena *a, Str s)
{
    return cJSON_CreateString(str_zero(a, s));
}

static cJSON *put_span(const Span *at)
{
    const double numbers[] = {at->file, at->start, at->len};
    return cJSON_CreateDoubleArray(numbers, 3);
}

static cJSON *put_list(Arena *a, const Field *f, const char *base)
{
    cJSON *array = cJSON_CreateArray();
    const char *items = field_items(f, base);
    size_t n = field_count(f, base);
    for (size_t i = 0; i < n; i++)
        cJSON_AddItemToArray(array,
                             f->kind == FIELD_STRS
                                 ? put_str(a, ((const Str *)(const void *)items)[i])
                                 : put_struct(a, f->of, items + i * f->of->size));
    return array;
}

static cJSON *put_field(Arena *a, const Field *f, const char *base)
{
    const void *at = base + f->offset;
    switch (f->kind) {
    case FIELD_STR: return put_str(a, *(const Str *)at);
    case FIELD_BOOL: return cJSON_CreateBool(*(const bool *)at);
    case FIELD_U32: return cJSON_CreateNumber(*(const uint32_t *)at);
    case FIELD_ENUM: return cJSON_CreateString(f->words[*(const int *)at]);
    case FIELD_SPAN: return put_span(at);
    case FIELD_STRUCT: return put_struct(a, f->of, at);
    case FIELD_STRS:
    case FIELD_LIST: return put_list(a, f, base);
    }
    return NULL;
}

static cJSON *put_struct(Arena *a, const Shape *shape, const char *at)
{
    cJSON *object = cJSON_CreateObject();
    for (size_t i = 0; i < shape->n_fields; i++)
        cJSON_AddItemToObject(object, shape->fields[i].name,
                              put_field(a, &shape->fields[i], at));
    return object;
}

Str catalog_write_json(Arena *a, const Catalog *c)
{
    cJSON *root = put_struct(a, &catalog_shape, (const char *)c);
    cJSON *version = cJSON_CreateNumber(CATALOG_VERSION);
    cJSON_AddItemToObject(root, "version", version);
    char *text = cJSON_Print(root);
    if (!text)
        weave_bug("cannot print the catalog");
    Str out = str_format(a, "%s\n", text);
    cJSON_free(text);
    cJSON_Delete(root);
    return out;
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
