// config_json.c - drizzle.config.json as a value of the evaluator.

#include "stage1_parse/config_json.h"

#include <cjson/cJSON.h>
#include <string.h>

typedef struct Json {
    Eval *e;
    Str text;
    uint32_t file;
} Json;

// cJSON keeps no places: a key is where it first stands.
static Span place_of(const Json *j, const char *key)
{
    Str quoted = str_format(eval_arena(j->e), "\"%s\"", key ? key : "");
    size_t at = str_find_str(j->text, quoted);
    return at == STR_NONE ? (Span){j->file, 0, 0}
                          : (Span){j->file, (uint32_t)at, (uint32_t)quoted.len};
}

static Value value_of(const Json *j, const cJSON *item, Span at);

static Value array_of(const Json *j, const cJSON *item, Span at)
{
    Array *array = arena_new(eval_arena(j->e), Array);
    const cJSON *child;
    cJSON_ArrayForEach(child, item)
    {
        Value v = value_of(j, child, at);
        *arena_push(eval_arena(j->e), *array, Value) = v;
    }
    return value_array(array, at);
}

static Value object_of(const Json *j, const cJSON *item, Span at)
{
    Map *map = arena_new(eval_arena(j->e), Map);
    const cJSON *child;
    cJSON_ArrayForEach(child, item)
    {
        Str key = str_copy(eval_arena(j->e), str_z(child->string));
        Entry *entry = map_put(eval_arena(j->e), map, key);
        entry->at = place_of(j, child->string);
        entry->value = value_of(j, child, entry->at);
    }
    return value_object(map, at);
}

static Value value_of(const Json *j, const cJSON *item, Span at)
{
    if (cJSON_IsString(item))
        return value_string(str_copy(eval_arena(j->e), str_z(item->valuestring)), at);
    if (cJSON_IsNumber(item))
        return value_number(item->valuedouble, at);
    if (cJSON_IsBool(item))
        return value_bool(cJSON_IsTrue(item), at);
    if (cJSON_IsArray(item))
        return array_of(j, item, at);
    if (cJSON_IsObject(item))
        return object_of(j, item, at);
    return (Value){.kind = VALUE_NULL, .at = at};
}

bool config_json(Eval *e, Str text, uint32_t file, Value *out)
{
    Json j = {e, text, file};
    const char *end = text.ptr;
    Str bom = S("\xEF\xBB\xBF");
    size_t start = str_starts(text, bom.ptr) ? bom.len : 0;
    cJSON *json =
        cJSON_ParseWithLengthOpts(text.ptr + start, text.len - start, &end, false);
    bool whole =
        json && !str_trim(str_cut(text, (size_t)(end - text.ptr), text.len)).len;
    if (whole)
        *out = value_of(&j, json, (Span){file, 0, 0});
    else
        diag_error(eval_diag(e), (Span){file, (uint32_t)(end - text.ptr), 1}, DIAG_W130,
                   "this is not JSON");
    cJSON_Delete(json);
    return whole;
}
