// type.c - how a value looks in C, and who reads, binds and keeps it.

#include "stage3_emit/emit/plan.h"

typedef struct Kind {
    const char *plain, *optional, *list; // C types; null for an enum's own
    const char *read, *bind, *bind_list; // the runtime's verbs; null: there is none
    const char *keep;
    const char *absent; // what null looks like, where the type does not say it
} Kind;

static const Kind kind_int = {
    "int64_t", "WeaveOptInt", "WeaveIntList", "int", "int", "int", NULL, NULL,
};
static const Kind kind_bigint = {
    "int64_t", "WeaveOptInt", "WeaveIntList", "bigint", "bigint", "bigint", NULL, NULL,
};
static const Kind kind_bool = {
    "bool", "WeaveOptBool", "WeaveBoolList", "bool", "bool", "bool", NULL, NULL,
};
static const Kind kind_real = {
    "double", "WeaveOptReal", "WeaveRealList", "real", "real", "real", NULL, NULL,
};
static const Kind kind_enum = {
    NULL, NULL, "WeaveEnumList", "enum", "enum", "enum", NULL, "0 if absent",
};
static const Kind kind_text = {
    "WeaveText", "WeaveText", "WeaveTextList", "text",
    "text",      "text",      "text",          "null if absent",
};
static const Kind kind_number_text = {
    "WeaveText", "WeaveText", "WeaveTextList", "number_text",
    "text",      "text",      "text",          "null if absent",
};
static const Kind kind_json_blob = {
    "WeaveText", "WeaveText", "WeaveBlobList", "json_blob",
    "json_blob", "blob",      "text",          "null if absent",
};
static const Kind kind_blob = {
    "WeaveBlob", "WeaveBlob", "WeaveBlobList", "blob",
    "blob",      "blob",      "blob",          "null if absent",
};
static const Kind kind_value = {
    "WeaveValue", "WeaveValue", NULL, "value", "value", NULL, "value", NULL,
};

static const Kind *kind_of(Type type)
{
    bool blob = type.storage == CLASS_BLOB;
    if (type.storage == CLASS_ANY)
        return &kind_value;
    if (type.mode == MODE_BIGINT)
        return blob ? &kind_bigint : &kind_int;
    if (type.mode == MODE_STRING && type.storage != CLASS_TEXT)
        return &kind_number_text;
    if (blob)
        return type.mode == MODE_JSON ? &kind_json_blob : &kind_blob;
    if (type.storage == CLASS_TEXT)
        return type.enum_of ? &kind_enum : &kind_text;
    if (type.storage == CLASS_REAL)
        return &kind_real;
    return type.mode == MODE_BOOLEAN ? &kind_bool : &kind_int;
}

// What the type does not say of the value.
static const char *meaning_of(Type type)
{
    switch (type.mode) {
    case MODE_TIMESTAMP: return "seconds since 1970";
    case MODE_TIMESTAMP_MS: return "milliseconds since 1970";
    case MODE_JSON: return "JSON";
    case MODE_STRING: return type.storage == CLASS_TEXT ? "" : "a number";
    default: return "";
    }
}

static Str note_of(Arena *a, Type type, const char *absent)
{
    const char *meaning = meaning_of(type);
    return str_format(a, "%s%s%s", meaning, *meaning && *absent ? "; " : "", absent);
}

Spelling enum_spelling(const Plan *p, const ModelColumn *column)
{
    Str table = plan_table_base(p, column->table);
    Str name = name_kept(p->arena, column->name);
    return plan_spell(p,
                      str_format(p->arena, "%.*s_%.*s", STR_ARG(table), STR_ARG(name)));
}

CType ctype_of(const Plan *p, Type type, bool nullable)
{
    const Kind *kind = kind_of(type);
    const char *optional = nullable && kind != &kind_value ? "opt_" : "";
    const char *absent = nullable && kind->absent ? kind->absent : "";
    CType c = {.name = str_z(nullable ? kind->optional : kind->plain),
               .read = str_format(p->arena, "%s%s", optional, kind->read),
               .bind = str_format(p->arena, "%s%s", optional, kind->bind),
               .keep = kind->keep,
               .note = note_of(p->arena, type, absent)};
    if (kind == &kind_enum) {
        Spelling is = enum_spelling(p, type.enum_of);
        c.name = is.type;
        c.set = is.upper;
    }
    return c;
}

CType ctype_of_list(const Plan *p, Type type)
{
    const Kind *kind = kind_of(type);
    CType c = {.name = str_z(kind->list), .note = note_of(p->arena, type, "")};
    if (kind->bind_list)
        c.bind = str_format(p->arena, "%s_list", kind->bind_list);
    if (kind == &kind_enum) {
        Spelling is = enum_spelling(p, type.enum_of);
        c.set = is.upper;
        c.note = str_format(p->arena, "of %.*s", STR_ARG(is.type));
    }
    return c;
}
