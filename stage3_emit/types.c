// types.c - what words say of values: declared SQL types, and the TYPE of 'name: TYPE'.

#include "stage3_emit/infer/rules.h"
#include "stage3_emit/model.h"

static bool contains(Str s, const char *part)
{
    size_t n = str_z(part).len;
    for (size_t i = 0; i + n <= s.len; i++)
        if (str_eq_nocase(str_cut(s, i, i + n), str_z(part)))
            return true;
    return false;
}

Affinity affinity_of(Str sql_type)
{
    static const struct {
        const char *part;
        Affinity affinity;
    } rules[] = {
        {"INT", AFFINITY_INTEGER}, {"CHAR", AFFINITY_TEXT}, {"CLOB", AFFINITY_TEXT},
        {"TEXT", AFFINITY_TEXT},   {"BLOB", AFFINITY_BLOB}, {"REAL", AFFINITY_REAL},
        {"FLOA", AFFINITY_REAL},   {"DOUB", AFFINITY_REAL},
    };
    for (size_t i = 0; i < sizeof rules / sizeof *rules; i++)
        if (contains(sql_type, rules[i].part))
            return rules[i].affinity;
    return str_trim(sql_type).len ? AFFINITY_NUMERIC : AFFINITY_BLOB;
}

bool affinity_is_numeric(Affinity a)
{
    return a >= AFFINITY_NUMERIC;
}

// "DECIMAL(10, 2)" → "DECIMAL"
static Str without_size(Str sql_type)
{
    size_t paren = str_find(sql_type, '(');
    return str_trim(paren == STR_NONE ? sql_type : str_cut(sql_type, 0, paren));
}

// The types of NUMERIC affinity say nothing of what is stored by themselves, but their
// names do. STRING, JSON, UUID and whatever else is made up may hold anything.
static Type type_of_numeric(Str name)
{
    static const struct {
        const char *name;
        Type type;
    } names[] = {
        {"BOOL", {CLASS_INTEGER, MODE_BOOLEAN, NULL}},
        {"BOOLEAN", {CLASS_INTEGER, MODE_BOOLEAN, NULL}},
        {"DATE", {CLASS_INTEGER, MODE_NONE, NULL}},
        {"TIME", {CLASS_INTEGER, MODE_NONE, NULL}},
        {"DATETIME", {CLASS_INTEGER, MODE_NONE, NULL}},
        {"TIMESTAMP", {CLASS_INTEGER, MODE_NONE, NULL}},
        {"NUMERIC", {CLASS_REAL, MODE_NONE, NULL}},
        {"NUMBER", {CLASS_REAL, MODE_NONE, NULL}},
        {"DECIMAL", {CLASS_REAL, MODE_NONE, NULL}},
        {"DEC", {CLASS_REAL, MODE_NONE, NULL}},
    };
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (str_eq_nocase(name, str_z(names[i].name)))
            return names[i].type;
    return (Type){.storage = CLASS_ANY};
}

Type type_of_declaration(Str sql_type, bool strict)
{
    Str name = without_size(sql_type);
    if (name.len == 0 || (strict && str_eq_nocase(name, S("ANY"))))
        return (Type){.storage = CLASS_ANY};
    switch (affinity_of(name)) {
    case AFFINITY_INTEGER: return (Type){.storage = CLASS_INTEGER};
    case AFFINITY_TEXT: return (Type){.storage = CLASS_TEXT};
    case AFFINITY_REAL: return (Type){.storage = CLASS_REAL};
    case AFFINITY_BLOB: return (Type){.storage = CLASS_BLOB};
    default: return type_of_numeric(name);
    }
}

Classes classes_of_declaration(Str sql_type, bool strict)
{
    StorageClass storage = type_of_declaration(sql_type, strict).storage;
    if (storage == CLASS_ANY)
        return CLASSES_ALL;
    bool numeric = storage == CLASS_REAL && affinity_of(sql_type) == AFFINITY_NUMERIC;
    return numeric && rule_is_on(RULE_NUMERIC_STORAGE)
               ? CLASSES_OF(CLASS_INTEGER) | CLASSES_OF(CLASS_REAL)
               : CLASSES_OF(storage);
}

StorageClass classes_storage(Classes c)
{
    for (StorageClass s = CLASS_INTEGER; s < CLASS_ANY; s++)
        if (c == CLASSES_OF(s))
            return s;
    return c == (CLASSES_OF(CLASS_INTEGER) | CLASSES_OF(CLASS_REAL)) ? CLASS_REAL
                                                                     : CLASS_ANY;
}

bool type_of_word(Str word, Type *out)
{
    static const struct {
        const char *word;
        Type type;
    } words[] = {
        {"int", {CLASS_INTEGER, MODE_NUMBER, NULL}},
        {"real", {CLASS_REAL, MODE_NONE, NULL}},
        {"text", {CLASS_TEXT, MODE_TEXT, NULL}},
        {"blob", {CLASS_BLOB, MODE_BUFFER, NULL}},
        {"bool", {CLASS_INTEGER, MODE_BOOLEAN, NULL}},
        {"timestamp", {CLASS_INTEGER, MODE_TIMESTAMP, NULL}},
        {"timestamp_ms", {CLASS_INTEGER, MODE_TIMESTAMP_MS, NULL}},
        {"bigint", {CLASS_BLOB, MODE_BIGINT, NULL}},
        {"json", {CLASS_TEXT, MODE_JSON, NULL}},
        {"any", {CLASS_ANY, MODE_NONE, NULL}},
    };
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        if (str_is(word, words[i].word)) {
            *out = words[i].type;
            return true;
        }
    }
    return false;
}

const char *storage_name(StorageClass storage)
{
    static const char *const names[] = {"integer", "real", "text", "blob", "any"};
    return names[storage];
}

const char *type_mode_name(Type type)
{
    return type.mode == MODE_NONE ? storage_name(type.storage) : mode_name(type.mode);
}
