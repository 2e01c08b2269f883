// config.c - weave.config.ts and drizzle.config.ts: their default export, evaluated.

#include "stage1_parse/config_json.h"
#include "stage1_parse/meaning_collection.h"
#include "stage1_parse/stage1.h"

#include <errno.h>
#include <string.h>

typedef struct Reader {
    Eval *e;
    Arena *arena; // the result's
    Span at;      // of the whole configuration
} Reader;

// The value of a key, explained if it is not known.
static Value key(Reader *r, Value object, const char *name)
{
    return option_get(r->e, object, name);
}

static void wrong(Reader *r, Value v, const char *name, const char *wanted)
{
    if (v.kind != VALUE_UNDEFINED && v.kind != VALUE_UNKNOWN)
        diag_error(eval_diag(r->e), v.at.file ? v.at : r->at, DIAG_W130,
                   "\"%s\" must be %s, not %s", name, wanted, value_noun(v));
}

static Str text(Reader *r, Value object, const char *name)
{
    Value v = key(r, object, name);
    if (v.kind == VALUE_STRING)
        return str_copy(r->arena, v.text);
    wrong(r, v, name, "a string");
    return (Str){0};
}

// A string or an array of them.
static const Str *texts(Reader *r, Value object, const char *name, size_t *n)
{
    Value v = key(r, object, name);
    Array one = {.items = &v, .n = 1};
    const Array *from = v.kind == VALUE_ARRAY    ? v.array
                        : v.kind == VALUE_STRING ? &one
                                                 : NULL;
    *n = 0;
    if (!from) {
        wrong(r, v, name, "a string or a list of strings");
        return NULL;
    }
    Str *out = arena_many(r->arena, Str, from->n);
    for (size_t i = 0; i < from->n; i++) {
        Value item = from->items[i];
        if (item.kind == VALUE_STRING)
            out[(*n)++] = str_copy(r->arena, item.text);
        else if (item.kind == VALUE_UNKNOWN)
            eval_explain(r->e, item, v.at, name);
        else
            wrong(r, item, name, "a list of strings");
    }
    return out;
}

// Which of the words the key holds; the index of otherwise if it is not there.
static size_t word(Reader *r, Value object, const char *name, const Str *words,
                   size_t n, size_t otherwise)
{
    Value v = key(r, object, name);
    for (size_t i = 0; v.kind == VALUE_STRING && i < n; i++)
        if (str_eq(v.text, words[i]))
            return i;
    if (v.kind == VALUE_STRING) {
        diag_error(eval_diag(r->e), v.at, DIAG_W130, "there is no %s \"%.*s\"", name,
                   STR_ARG(v.text));
        eval_suggest(r->e, v.text, words, n);
    } else {
        wrong(r, v, name, "a string");
    }
    return otherwise;
}

static void check_keys(Reader *r, Value object, const Str *known, size_t n,
                       Severity severity)
{
    for (size_t i = 0; i < object.object->n; i++) {
        const Entry *entry = &object.object->items[i];
        size_t k = 0;
        while (k < n && !str_eq(entry->key, known[k]))
            k++;
        if (k < n)
            continue;
        diag_report(eval_diag(r->e), severity, entry->at, DIAG_W130,
                    "there is no key \"%.*s\"", STR_ARG(entry->key));
        eval_suggest(r->e, entry->key, known, n);
    }
}

// The object at a key; an undefined value if it is not there.
static Value object(Reader *r, Value from, const char *name, const Str *known, size_t n)
{
    Value v = key(r, from, name);
    if (v.kind == VALUE_OBJECT) {
        check_keys(r, v, known, n, SEVERITY_ERROR);
        return v;
    }
    wrong(r, v, name, "an object");
    return UNDEFINED;
}

static Casing casing(Reader *r, Value config)
{
    static const Str words[] = {STR(""), STR("snake_case"), STR("camelCase")};
    return (Casing)word(r, config, "casing", words, 3, CASING_NONE);
}

// { people: 'Person' }; whether there are such tables is stage 3's to know.
static void read_names(Reader *r, Value config, Config *out)
{
    Value v = key(r, config, "names");
    if (v.kind != VALUE_OBJECT) {
        wrong(r, v, "names", "an object");
        return;
    }
    TableNaming *names = arena_many(r->arena, TableNaming, v.object->n);
    for (size_t i = 0; i < v.object->n; i++) {
        const Entry *entry = &v.object->items[i];
        if (entry->value.kind == VALUE_STRING && entry->value.text.len)
            names[out->n_names++] =
                (TableNaming){.table = str_copy(r->arena, entry->key),
                              .name = str_copy(r->arena, entry->value.text),
                              .at = entry->at};
        else if (entry->value.kind == VALUE_UNKNOWN)
            eval_explain(r->e, entry->value, entry->at, "a name");
        else
            diag_error(eval_diag(r->e), entry->at, DIAG_W130,
                       "what \"%.*s\" is called must be a name in quotes",
                       STR_ARG(entry->key));
    }
    out->names = names;
}

static void read_weave(Reader *r, Value config, Config *out)
{
    static const Str keys[] = {STR("schema"), STR("out"),    STR("prefix"),
                               STR("casing"), STR("sqlite"), STR("functions"),
                               STR("lint"),   STR("names"),  STR("migrations")};
    static const Str sqlite_keys[] = {STR("source"), STR("flags")};
    static const Str lint_keys[] = {STR("fullScan"), STR("nPlusOne")};
    static const Str levels[] = {STR("off"), STR("note"), STR("warn"), STR("error")};
    check_keys(r, config, keys, sizeof keys / sizeof *keys, SEVERITY_ERROR);
    out->schema = texts(r, config, "schema", &out->n_schema);
    out->out = text(r, config, "out");
    out->prefix = text(r, config, "prefix");
    out->migrations = text(r, config, "migrations");
    out->casing = casing(r, config);
    read_names(r, config, out);
    out->functions = texts(r, config, "functions", &out->n_functions);
    Value sqlite = object(r, config, "sqlite", sqlite_keys, 2);
    out->sqlite_source = text(r, sqlite, "source");
    out->sqlite_flags = texts(r, sqlite, "flags", &out->n_sqlite_flags);
    Value lint = object(r, config, "lint", lint_keys, 2);
    out->full_scan = (Lint)word(r, lint, "fullScan", levels, 4, LINT_NOTE);
    word(r, lint, "nPlusOne", levels, 4, LINT_OFF);
}

// What weave does not need may come from the environment.
static bool is_known(Value config, const char *name)
{
    const Entry *entry = map_find(config.object, str_z(name));
    return entry && entry->value.kind != VALUE_UNKNOWN;
}

static void read_drizzle(Reader *r, Value config, Config *out)
{
    static const Str keys[] = {
        STR("dialect"),      STR("schema"),       STR("out"),
        STR("casing"),       STR("driver"),       STR("dbCredentials"),
        STR("tablesFilter"), STR("schemaFilter"), STR("extensionsFilters"),
        STR("migrations"),   STR("introspect"),   STR("strict"),
        STR("verbose"),      STR("breakpoints"),  STR("entities")};
    static const Str dialects[] = {
        STR("sqlite"), STR("turso"),       STR("d1"),  STR("libsql"), STR("postgresql"),
        STR("mysql"),  STR("singlestore"), STR("gel"), STR("mssql"),  STR("cockroach")};
    enum { SQLITE_LIKE = 4 };
    check_keys(r, config, keys, sizeof keys / sizeof *keys, SEVERITY_WARNING);
    size_t dialect = is_known(config, "dialect")
                         ? word(r, config, "dialect", dialects,
                                sizeof dialects / sizeof *dialects, 0)
                         : 0;
    if (dialect >= SQLITE_LIKE)
        diag_error(eval_diag(r->e), key(r, config, "dialect").at, DIAG_W130,
                   "weave weaves for SQLite: the dialect must be sqlite or turso, not "
                   "%.*s",
                   STR_ARG(dialects[dialect]));
    out->schema = texts(r, config, "schema", &out->n_schema);
    out->migrations = S("drizzle"); // drizzle-kit's default
    if (is_known(config, "out"))
        out->migrations = text(r, config, "out");
    Value ledger = option_get(r->e, config, "migrations");
    if (ledger.kind == VALUE_OBJECT)
        out->migrations_table = text(r, ledger, "table");
    out->casing = casing(r, config);
    out->is_drizzles = true;
}

static bool is_drizzle(Str path, Value config)
{
    return str_find_str(path_base(path), S("drizzle")) != STR_NONE ||
           map_find(config.object, S("dialect"));
}

// A module without a default export is itself the configuration to drizzle-kit.
static bool find_exported(Reader *r, Str path, Value *out)
{
    Diag *d = eval_diag(r->e);
    Module *m = eval_module(r->e, path);
    size_t n;
    Entry found;
    const Entry *exports = m ? eval_exports(r->e, m, &n) : NULL;
    if (!exports)
        return false; // reported
    if (eval_export(r->e, m, S("default"), &found)) {
        *out = found.value;
        r->at = found.at;
        return true;
    }
    r->at = (Span){diag_file(d, path), 0, 0};
    if (n == 0)
        diag_error(d, r->at, DIAG_W130, "the configuration has no \"export default\"");
    Map *map = arena_new(eval_arena(r->e), Map);
    for (size_t i = 0; i < n; i++)
        *map_put(eval_arena(r->e), map, exports[i].key) = exports[i];
    *out = value_object(map, r->at);
    return n > 0;
}

static bool find_json(Reader *r, Loader from, Str path, Value *out)
{
    Diag *d = eval_diag(r->e);
    Str text;
    bool found = load(from, eval_arena(r->e), path, &text);
    int error = errno;
    r->at = (Span){diag_file(d, path), 0, 0};
    if (found)
        return config_json(r->e, text, r->at.file, out);
    diag_error(d, r->at, DIAG_W100, "cannot read the file: %s", file_why(error));
    return false;
}

static void read_config(Reader *r, Loader from, Str path, Config *out)
{
    Value config;
    bool found = str_ends(path, ".json") ? find_json(r, from, path, &config)
                                         : find_exported(r, path, &config);
    if (!found)
        return;
    if (config.kind == VALUE_UNKNOWN)
        eval_explain(r->e, config, r->at, "the configuration");
    else if (config.kind != VALUE_OBJECT)
        diag_error(eval_diag(r->e), r->at, DIAG_W130,
                   "the configuration must be an object, not %s", value_noun(config));
    else if (is_drizzle(path, config))
        read_drizzle(r, config, out);
    else
        read_weave(r, config, out);
}

bool stage1_config(Arena *a, Loader from, Str path, Diag *d, Config *out)
{
    Arena scratch = {0};
    Collections collections = {0};
    Meaning meaning = {.collections = &collections};
    Reader r = {.e = eval_new(&scratch, from, d, &meaning_host, &meaning), .arena = a};
    *out = (Config){.full_scan = LINT_NOTE};
    eval_allow_environment(r.e);
    read_config(&r, from, path, out);
    arena_free(&scratch);
    return !diag_failed(d);
}
