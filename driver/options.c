// options.c - the command line, read and checked.

#include "driver/options.h"

#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int options_refuse(const char *fmt, ...)
{
    va_list args;
    va_start(args, fmt);
    fputs("weave: ", stderr);
    vfprintf(stderr, fmt, args);
    fputs("\nTry \"weave --help\".\n", stderr);
    va_end(args);
    return 2;
}

// --- values ------------------------------------------------------------------

typedef bool ReadValue(Arena *a, Options *o, const char *value);

static bool add_schema(Arena *a, Options *o, const char *value)
{
    *arena_push(a, o->schema, Str) = str_z(value);
    return *value != '\0';
}

static bool add_amalgam(Arena *a, Options *o, const char *value)
{
    *arena_push(a, o->amalgams, Str) = str_z(value);
    return str_ends(str_z(value), ".c") || str_ends(str_z(value), ".h");
}

static bool add_rename(Arena *a, Options *o, const char *value)
{
    *arena_push(a, o->renames, Str) = str_z(value);
    const char *equals = strchr(value, '=');
    return equals && equals > value && equals[1];
}

static bool add_drop(Arena *a, Options *o, const char *value)
{
    *arena_push(a, o->drops, Str) = str_z(value);
    return *value != '\0';
}

static bool set_stage(Arena *a, Options *o, const char *value)
{
    (void)a;
    o->stage = value;
    return strcmp(value, "parse") == 0 || strcmp(value, "midstage") == 0 ||
           strcmp(value, "emit") == 0;
}

static bool set_casing(Arena *a, Options *o, const char *value)
{
    (void)a;
    o->casing = strcmp(value, "snake_case") == 0  ? CASING_SNAKE
                : strcmp(value, "camelCase") == 0 ? CASING_CAMEL
                                                  : CASING_NONE;
    return o->casing != CASING_NONE;
}

static bool set_diagnostics(Arena *a, Options *o, const char *value)
{
    (void)a;
    static const char *const names[] = {"text", "json", "sarif"};
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
        if (strcmp(value, names[i]) == 0) {
            o->diagnostics = (DiagFormat)i;
            return true;
        }
    return false;
}

static bool set_color(Arena *a, Options *o, const char *value)
{
    (void)a;
    static const char *const names[] = {"auto", "always", "never"};
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
        if (strcmp(value, names[i]) == 0) {
            o->color = (Color)i;
            return true;
        }
    return false;
}

// More than this in a query is for "weave verify".
enum { REFUTE_MOST = 1000000, SECONDS_MOST = 86400 };

static bool is_number(const char *value, unsigned long most)
{
    char *end;
    unsigned long n = strtoul(value, &end, 10);
    return *end == '\0' && value[0] >= '0' && value[0] <= '9' && n > 0 && n <= most;
}

static bool set_refute(Arena *a, Options *o, const char *value)
{
    (void)a;
    o->refute = value;
    return strcmp(value, "off") == 0 || is_number(value, REFUTE_MOST);
}

static bool set_time_limit(Arena *a, Options *o, const char *value)
{
    (void)a;
    o->time_limit = (unsigned)strtoul(value, NULL, 10);
    return is_number(value, SECONDS_MOST);
}

static bool set_seconds(Arena *a, Options *o, const char *value)
{
    (void)a;
    o->seconds = (unsigned)strtoul(value, NULL, 10);
    return is_number(value, SECONDS_MOST);
}

static bool set_compat(Arena *a, Options *o, const char *value)
{
    (void)a;
    o->compat = strcmp(value, "drizzle-kit") == 0;
    return o->compat;
}

// --- the table ---------------------------------------------------------------

typedef struct Option {
    const char *name;
    char letter;
    const char *value; // what the value is called, or null: a flag
    ReadValue *read;   // null: value goes to text, a flag to flag, as it is
    size_t offset;     // of the const char * or the bool
    const char *help;
} Option;

#define TEXT(name, value, field, help)                                                 \
    {                                                                                  \
        name, 0, value, NULL, offsetof(Options, field), help                           \
    }
#define FLAG(name, letter, field, help)                                                \
    {                                                                                  \
        name, letter, NULL, NULL, offsetof(Options, field), help                       \
    }
#define VALUE(name, value, read, help)                                                 \
    {                                                                                  \
        name, 0, value, read, 0, help                                                  \
    }

static const Option table[] = {
    VALUE("schema", "PATH", add_schema,
          "a schema file, directory or glob; may be repeated"),
    TEXT("config", "PATH", config, "weave.config.ts or drizzle.config.ts"),
    TEXT("out", "DIR", out, "where the generated directory stands"),
    TEXT("midstage-dir", "DIR", midstage_dir,
         "default: .midstage beside the configuration"),
    VALUE("stage", "STAGE", set_stage,
          "parse, midstage or emit: that far, or that alone"),
    VALUE("casing", "CASING", set_casing, "snake_case or camelCase, as drizzle-kit's"),
    VALUE("compat", "WITH", set_compat,
          "drizzle-kit: its DDL also where it is known to be wrong"),
    TEXT("cc", "CC", cc, "the C compiler; default: $CC, else the one that built weave"),
    VALUE("time-limit", "SECONDS", set_time_limit,
          "for a run of the midstage; default 60"),
    VALUE("refute", "N|off", set_refute,
          "milliseconds a query to refute what is claimed of it; default 10"),
    VALUE("seconds", "N", set_seconds, "verify: how long it takes; default 60"),
    FLAG("force", 0, force, "ignore what is up to date"),
    TEXT("depfile", "PATH", depfile, "write a make rule that names every input read"),
    TEXT("db", "FILE", db, "the database of migrate, push, dev and seed"),
    VALUE("amalgam", "PATH", add_amalgam,
          "write one .c or .h file that includes all that was woven"),
    TEXT("name", "NAME", name, "migrate generate: what the migration is called"),
    VALUE("rename", "OLD=NEW", add_rename,
          "a table, or TABLE.COLUMN, that has another name now; may be repeated"),
    VALUE("drop", "NAME", add_drop,
          "a table, or TABLE.COLUMN, that goes and is renamed to nothing"),
    TEXT("approve", "HASH", approve, "agree to the plan with this plan_hash"),
    FLAG("json", 0, json, "describe, migrate status: as JSON"),
    VALUE("diagnostics", "FORM", set_diagnostics, "text, json or sarif; default text"),
    VALUE("color", "WHEN", set_color, "auto, always or never"),
    FLAG("quiet", 'q', quiet, "say nothing but what is wrong"),
    FLAG("verbose", 'v', verbose,
         "show the commands as they are run, and how long each stage takes"),
    FLAG("dry-run", 'n', dry, "show the commands, run and write nothing"),
    FLAG("help", 'h', help, "this"),
    FLAG("version", 'V', version, "the version"),
};

enum { N_OPTIONS = sizeof table / sizeof table[0] };

void options_print(void)
{
    for (size_t i = 0; i < N_OPTIONS; i++) {
        const Option *o = &table[i];
        char names[64];
        snprintf(names, sizeof names, "%s%c%s--%s%s%s", o->letter ? "-" : "   ",
                 o->letter ? o->letter : ' ', o->letter ? ", " : "", o->name,
                 o->value ? " " : "", o->value ? o->value : "");
        printf("  %-24s  %s\n", names, o->help);
    }
}

// --- reading -----------------------------------------------------------------

static const Option *find_long(Str name)
{
    for (size_t i = 0; i < N_OPTIONS; i++)
        if (str_is(name, table[i].name))
            return &table[i];
    return NULL;
}

static const Option *find_letter(char letter)
{
    for (size_t i = 0; i < N_OPTIONS; i++)
        if (letter && table[i].letter == letter)
            return &table[i];
    return NULL;
}

static bool store(Arena *a, Options *out, const Option *option, const char *value)
{
    if (option->read && value) {
        if (option->read(a, out, value))
            return true;
        options_refuse("--%s cannot be \"%s\": %s", option->name, value, option->help);
        return false;
    }
    void *at = (char *)out + option->offset;
    if (option->value)
        *(const char **)at = value;
    else
        *(bool *)at = true;
    return true;
}

static bool unknown(Arena *a, const char *word)
{
    Str names[N_OPTIONS];
    for (size_t i = 0; i < N_OPTIONS; i++)
        names[i] = str_format(a, "--%s", table[i].name);
    Str near = str_nearest(str_z(word), names, N_OPTIONS);
    if (near.len)
        options_refuse("there is no option %s; did you mean %.*s?", word,
                       STR_ARG(near));
    else
        options_refuse("there is no option %s", word);
    return false;
}

// --name, --name=VALUE, --name VALUE. *i is the word's place in argv.
static bool read_long(Arena *a, int argc, char **argv, int *i, Options *out)
{
    Str word = str_z(argv[*i] + 2);
    size_t equals = str_find(word, '=');
    const Option *option =
        find_long(equals == STR_NONE ? word : str_cut(word, 0, equals));
    if (!option)
        return unknown(a, argv[*i]);
    if (!option->value && equals == STR_NONE)
        return store(a, out, option, NULL);
    if (!option->value) {
        options_refuse("--%s takes no value", option->name);
        return false;
    }
    if (equals != STR_NONE)
        return store(a, out, option, word.ptr + equals + 1);
    if (*i + 1 == argc) {
        options_refuse("--%s wants a value: %s", option->name, option->value);
        return false;
    }
    return store(a, out, option, argv[++*i]);
}

// -qv
static bool read_letters(Arena *a, const char *word, Options *out)
{
    for (const char *letter = word + 1; *letter; letter++) {
        const Option *option = find_letter(*letter);
        if (!option)
            return unknown(a, word);
        store(a, out, option, NULL);
    }
    return true;
}

static bool read_word(const char *word, Options *out)
{
    const char **place = !out->command    ? &out->command
                         : !out->argument ? &out->argument
                                          : NULL;
    if (!place) {
        options_refuse("\"%s\" is one word too many", word);
        return false;
    }
    *place = word;
    return true;
}

bool options_read(Arena *a, int argc, char **argv, Options *out)
{
    *out = (Options){.time_limit = 60, .seconds = 60};
    const char **words = arena_many(a, const char *, (size_t)argc);
    for (int i = 1; i < argc; i++) {
        const char *word = argv[i];
        bool good;
        if (word[0] == '-' && word[1] == '-' && word[2])
            good = read_long(a, argc, argv, &i, out);
        else if (word[0] == '-' && word[1] && word[1] != '-')
            good = read_letters(a, word, out);
        else
            good = read_word(word, out);
        if (!good)
            return false;
    }
    for (int i = 1; i < argc; i++)
        if (!out->command || strcmp(argv[i], out->command) != 0)
            words[out->n_words++] = argv[i];
    out->words = words;
    return true;
}
