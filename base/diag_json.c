// diag_json.c - diagnostics as JSON: for editors, for SARIF viewers, and between
// weave's own processes.

#include "base/diag_store.h"

#include <cjson/cJSON.h>
#include <stdlib.h>
#include <string.h>

// cJSON wants NUL-terminated text; a diagnostic never holds a NUL.
static void put_text(Diag *d, cJSON *object, const char *key, Str text)
{
    cJSON_AddStringToObject(object, key, str_zero(d->arena, text));
}

static void put_place(Diag *d, cJSON *object, Span at)
{
    Place place;
    bool known = diag_place(d, at, &place);
    if (!at.file) {
        cJSON_AddNullToObject(object, "file");
        return;
    }
    put_text(d, object, "file", diag_path(d, at.file));
    if (!known)
        return;
    cJSON_AddNumberToObject(object, "line", place.line);
    cJSON_AddNumberToObject(object, "column", place.column);
    cJSON_AddNumberToObject(object, "endLine", place.end_line);
    cJSON_AddNumberToObject(object, "endColumn", place.end_column);
}

static void put_and_delete(cJSON *json, Buf *out)
{
    char *text = cJSON_PrintUnformatted(json);
    if (!text) {
        fputs("weave: out of memory\n", stderr);
        exit(3);
    }
    buf_format(out, "%s\n", text);
    cJSON_free(text);
    cJSON_Delete(json);
}

void diag_put_json(Diag *d, Buf *out)
{
    for (size_t i = 0; i < d->list.n; i++) {
        const DiagItem *item = &d->list.items[i];
        cJSON *json = cJSON_CreateObject();
        cJSON_AddStringToObject(json, "severity", severity_name(item->severity));
        cJSON_AddStringToObject(json, "code", diag_code_name(item->code));
        put_text(d, json, "message", item->message);
        put_place(d, json, item->at);
        cJSON *notes = cJSON_AddArrayToObject(json, "notes");
        for (const DiagNote *note = item->notes; note; note = note->next) {
            cJSON *one = cJSON_CreateObject();
            put_text(d, one, "message", note->message);
            put_place(d, one, note->at);
            cJSON_AddItemToArray(notes, one);
        }
        put_and_delete(json, out);
    }
}

// --- SARIF -------------------------------------------------------------------

// "my%20schema.ts"
static Str uri(Diag *d, Str path)
{
    Buf out = {.arena = d->arena};
    for (size_t i = 0; i < path.len; i++) {
        unsigned char c = (unsigned char)path.ptr[i];
        bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
                     (c >= '0' && c <= '9') || (c && strchr("/-._~", c));
        if (plain)
            buf_char(&out, path.ptr[i]);
        else
            buf_format(&out, "%%%02X", c);
    }
    return buf_str(&out);
}

static cJSON *sarif_location(Diag *d, Span at)
{
    Place place;
    cJSON *location = cJSON_CreateObject();
    if (!at.file)
        return location;
    cJSON *physical = cJSON_AddObjectToObject(location, "physicalLocation");
    cJSON *artifact = cJSON_AddObjectToObject(physical, "artifactLocation");
    put_text(d, artifact, "uri", uri(d, diag_path(d, at.file)));
    if (!diag_place(d, at, &place))
        return location;
    cJSON *region = cJSON_AddObjectToObject(physical, "region");
    cJSON_AddNumberToObject(region, "startLine", place.line);
    cJSON_AddNumberToObject(region, "startColumn", place.column);
    cJSON_AddNumberToObject(region, "endLine", place.end_line);
    cJSON_AddNumberToObject(region, "endColumn", place.end_column);
    return location;
}

static cJSON *sarif_result(Diag *d, const DiagItem *item)
{
    cJSON *result = cJSON_CreateObject();
    cJSON_AddStringToObject(result, "ruleId", diag_code_name(item->code));
    cJSON_AddStringToObject(result, "level", severity_name(item->severity));
    Buf text = {.arena = d->arena};
    buf_put(&text, item->message);
    for (const DiagNote *note = item->notes; note; note = note->next)
        buf_format(&text, "\n%.*s", STR_ARG(note->message));
    put_text(d, cJSON_AddObjectToObject(result, "message"), "text", buf_str(&text));
    if (item->at.file)
        cJSON_AddItemToArray(cJSON_AddArrayToObject(result, "locations"),
                             sarif_location(d, item->at));
    return result;
}

void diag_put_sarif(Diag *d, Buf *out)
{
    cJSON *log = cJSON_CreateObject();
    cJSON_AddStringToObject(log, "version", "2.1.0");
    cJSON *run = cJSON_CreateObject();
    cJSON_AddItemToArray(cJSON_AddArrayToObject(log, "runs"), run);
    cJSON_AddStringToObject(run, "columnKind", "unicodeCodePoints");
    cJSON *tool = cJSON_AddObjectToObject(run, "tool");
    cJSON *driver = cJSON_AddObjectToObject(tool, "driver");
    cJSON_AddStringToObject(driver, "name", "weave");
    cJSON *rules = cJSON_AddArrayToObject(driver, "rules");
    for (DiagCode code = 0; code < DIAG_CODES; code++) {
        cJSON *rule = cJSON_CreateObject();
        cJSON_AddStringToObject(rule, "id", diag_code_name(code));
        cJSON *text = cJSON_AddObjectToObject(rule, "shortDescription");
        cJSON_AddStringToObject(text, "text", diag_code_title(code));
        cJSON_AddItemToArray(rules, rule);
    }
    cJSON *results = cJSON_AddArrayToObject(run, "results");
    for (size_t i = 0; i < d->list.n; i++)
        cJSON_AddItemToArray(results, sarif_result(d, &d->list.items[i]));
    put_and_delete(log, out);
}

// --- between processes -------------------------------------------------------

static void put_span(Diag *d, cJSON *object, Span at)
{
    put_text(d, object, "file", diag_path(d, at.file));
    cJSON_AddNumberToObject(object, "start", at.start);
    cJSON_AddNumberToObject(object, "len", at.len);
}

Str diag_wire(Diag *d, size_t i)
{
    const DiagItem *item = &d->list.items[i];
    cJSON *json = cJSON_CreateObject();
    cJSON_AddNumberToObject(json, "severity", item->severity);
    cJSON_AddStringToObject(json, "code", diag_code_name(item->code));
    put_text(d, json, "message", item->message);
    put_span(d, json, item->at);
    cJSON *notes = cJSON_AddArrayToObject(json, "notes");
    for (const DiagNote *note = item->notes; note; note = note->next) {
        cJSON *one = cJSON_CreateObject();
        put_text(d, one, "message", note->message);
        put_span(d, one, note->at);
        cJSON_AddItemToArray(notes, one);
    }
    Buf line = {.arena = d->arena};
    put_and_delete(json, &line);
    return str_trim(buf_str(&line));
}

Span diag_at(const Diag *d, size_t i)
{
    return d->list.items[i].at;
}

void diag_write_wire(Diag *d, const char *prefix, FILE *out)
{
    diag_settle(d);
    for (size_t i = 0; i < d->list.n; i++)
        fprintf(out, "%s%.*s\n", prefix, STR_ARG(diag_wire(d, i)));
}

static bool get_text(Diag *d, const cJSON *object, const char *key, Str *out)
{
    const cJSON *item = cJSON_GetObjectItemCaseSensitive(object, key);
    if (!cJSON_IsString(item))
        return false;
    *out = str_copy(d->arena, str_z(item->valuestring));
    return true;
}

static bool get_number(const cJSON *object, const char *key, uint32_t *out)
{
    const cJSON *item = cJSON_GetObjectItemCaseSensitive(object, key);
    if (!cJSON_IsNumber(item) || item->valuedouble < 0 ||
        item->valuedouble > (double)UINT32_MAX)
        return false;
    *out = (uint32_t)item->valuedouble;
    return true;
}

static bool get_span(Diag *d, const cJSON *object, Span *out)
{
    Str path;
    if (!get_text(d, object, "file", &path) ||
        !get_number(object, "start", &out->start) ||
        !get_number(object, "len", &out->len))
        return false;
    out->file = path.len ? diag_file(d, path) : 0;
    return true;
}

static bool get_code(const cJSON *object, DiagCode *out)
{
    const cJSON *item = cJSON_GetObjectItemCaseSensitive(object, "code");
    for (DiagCode code = 0; cJSON_IsString(item) && code < DIAG_CODES; code++)
        if (strcmp(item->valuestring, diag_code_name(code)) == 0) {
            *out = code;
            return true;
        }
    return false;
}

static bool read_object(Diag *d, const cJSON *json)
{
    uint32_t severity;
    DiagCode code;
    Str message;
    Span at;
    if (!get_number(json, "severity", &severity) || severity > SEVERITY_NOTE ||
        !get_code(json, &code) || !get_text(d, json, "message", &message) ||
        !get_span(d, json, &at))
        return false;
    diag_add(d, (Severity)severity, at, code, message);
    const cJSON *note;
    cJSON_ArrayForEach(note, cJSON_GetObjectItemCaseSensitive(json, "notes"))
    {
        if (!get_text(d, note, "message", &message) || !get_span(d, note, &at))
            return false;
        diag_add_note(d, at, message);
    }
    return true;
}

bool diag_read_wire(Diag *d, Str line)
{
    cJSON *json = cJSON_ParseWithLength(line.ptr, line.len);
    bool good = json && read_object(d, json);
    cJSON_Delete(json);
    return good;
}
