// judge_print.c - a judgement for people, as JSON, and as a number.

#include "migrate/judging.h"

#include "base/hash.h"

#include <cjson/cJSON.h>

// What stands in a database may hold anything: a terminal takes no orders from it.
static void put_clean(Buf *b, Str s)
{
    for (size_t i = 0; i < s.len; i++)
        if ((unsigned char)s.ptr[i] < 0x20 || s.ptr[i] == 0x7f)
            buf_format(b, "\\x%02x", (unsigned)(unsigned char)s.ptr[i]);
        else
            buf_char(b, s.ptr[i]);
}

static void put_finding(Buf *b, const Finding *f)
{
    buf_format(b, "%s: ", verdict_name(f->verdict));
    put_clean(b, f->message);
    buf_format(b, " [%s]\n", risk_name(f->risk));
    for (size_t i = 0; i < f->n_examples; i++) {
        buf_z(b, "    ");
        put_clean(b, f->examples[i]);
        buf_char(b, '\n');
    }
    if (f->fix.len) {
        buf_z(b, "  instead: ");
        put_clean(b, f->fix);
        buf_char(b, '\n');
    }
}

Str judgement_text(Arena *a, const Judgement *j)
{
    Buf b = {.arena = a};
    for (size_t i = 0; i < j->n_findings; i++)
        put_finding(&b, &j->findings[i]);
    return buf_str(&b);
}

// --- JSON --------------------------------------------------------------------

static void add_str(Arena *a, cJSON *object, const char *name, Str s)
{
    cJSON_AddStringToObject(object, name, str_zero(a, s));
}

static cJSON *strings(Arena *a, const Str *items, size_t n)
{
    cJSON *array = cJSON_CreateArray();
    for (size_t i = 0; i < n; i++)
        cJSON_AddItemToArray(array, cJSON_CreateString(str_zero(a, items[i])));
    return array;
}

static cJSON *finding_json(Arena *a, const Finding *f)
{
    cJSON *o = cJSON_CreateObject();
    cJSON_AddStringToObject(o, "code", risk_name(f->risk));
    cJSON_AddStringToObject(o, "title", risk_title(f->risk));
    cJSON_AddStringToObject(o, "verdict", verdict_name(f->verdict));
    add_str(a, o, "object", f->object);
    add_str(a, o, "message", f->message);
    if (f->rows >= 0)
        cJSON_AddNumberToObject(o, "rows", (double)f->rows);
    else
        cJSON_AddNullToObject(o, "rows");
    cJSON_AddItemToObject(o, "examples", strings(a, f->examples, f->n_examples));
    add_str(a, o, "fix", f->fix);
    return o;
}

Str judgement_json(Arena *a, const JudgeInput *in, const Judgement *j)
{
    cJSON *root = cJSON_CreateObject();
    add_str(a, root, "plan_hash", j->hash);
    cJSON_AddStringToObject(root, "verdict", verdict_name(j->worst));
    cJSON_AddItemToObject(root, "statements",
                          strings(a, in->statements, in->n_statements));
    cJSON *findings = cJSON_AddArrayToObject(root, "findings");
    for (size_t i = 0; i < j->n_findings; i++)
        cJSON_AddItemToArray(findings, finding_json(a, &j->findings[i]));
    char *text = cJSON_Print(root);
    if (!text)
        weave_bug("cannot print a judgement");
    Str out = str_copy(a, str_z(text));
    cJSON_free(text);
    cJSON_Delete(root);
    return out;
}

// --- the hash ----------------------------------------------------------------

static uint64_t hash_schema(uint64_t hash, const Schema *s)
{
    for (size_t i = 0; i < s->n_tables; i++)
        hash = hash_str(hash, s->tables[i].sql);
    for (size_t i = 0; i < s->n_objects; i++)
        hash = hash_str(hash, s->objects[i].sql);
    return hash;
}

// Rows count as some or none: that others go on writing makes no other plan of it.
static uint64_t hash_all(uint64_t hash, const JudgeInput *in, const Judgement *j)
{
    hash = hash_schema(hash, in->before);
    for (size_t i = 0; i < in->n_statements; i++)
        hash = hash_str(hash, in->statements[i]);
    const char *file = in->db ? sqlite3_db_filename(in->db, "main") : NULL;
    hash = hash_str(hash, str_z(file));
    for (size_t i = 0; i < j->n_findings; i++) {
        const Finding *f = &j->findings[i];
        hash = hash_int(hash, (uint64_t)f->risk * 8 + (uint64_t)f->verdict);
        hash = hash_int(hash, f->rows < 0 ? 2 : f->rows > 0);
        hash = hash_str(hash, f->object);
    }
    return hash;
}

Str judgement_hash(Arena *a, const JudgeInput *in, const Judgement *j)
{
    return str_format(a, "%016llx%016llx",
                      (unsigned long long)hash_all(HASH_START, in, j),
                      (unsigned long long)hash_all(~HASH_START, in, j));
}
