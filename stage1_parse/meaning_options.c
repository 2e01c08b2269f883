// meaning_options.c - the arguments and option objects of Drizzle's functions.

#include "stage1_parse/meaning.h"

Value argument(const Call *c, size_t i)
{
    return i < c->n_args ? c->args[i] : UNDEFINED;
}

Value already_said(Eval *e, Span at)
{
    Value v = eval_unknown(e, at, DIAG_W105, "this is not complete");
    v.unknown->reported = true;
    return v;
}

bool argument_string(Eval *e, const Call *c, size_t i, const char *what, Str *out)
{
    Value v = argument(c, i);
    Span at = v.at.file ? v.at : c->at;
    if (v.kind == VALUE_UNKNOWN)
        eval_explain(e, v, c->at, what);
    else if (v.kind != VALUE_STRING)
        diag_error(eval_diag(e), at, DIAG_W112, "%s must be a string, not %s", what,
                   value_noun(v));
    else if (str_find(v.text, '\0') != STR_NONE)
        diag_error(eval_diag(e), at, DIAG_W112, "%s holds a NUL", what);
    *out = v.kind == VALUE_STRING ? v.text : (Str){0};
    return v.kind == VALUE_STRING && str_find(v.text, '\0') == STR_NONE;
}

Value option_get(Eval *e, Value v, const char *name)
{
    if (v.kind != VALUE_OBJECT)
        return UNDEFINED;
    const Entry *entry = map_find(v.object, str_z(name));
    if (!entry)
        return UNDEFINED;
    if (entry->value.kind == VALUE_UNKNOWN)
        eval_explain(e, entry->value, entry->at, name);
    return entry->value;
}

static const Option *find_option(Str name, const Option *known, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (str_is(name, known[i].name))
            return &known[i];
    return NULL;
}

static bool check_word(Eval *e, const Entry *entry, const Option *option)
{
    Value v = entry->value;
    Str words[16];
    size_t n = 0;
    if (v.kind == VALUE_UNDEFINED)
        return true;
    if (v.kind == VALUE_UNKNOWN) {
        eval_explain(e, v, entry->at, option->name);
        return false;
    }
    for (; option->words[n] && n < 16; n++) {
        words[n] = str_z(option->words[n]);
        if (v.kind == VALUE_STRING && str_eq(v.text, words[n]))
            return true;
    }
    if (v.kind == VALUE_STRING)
        diag_error(eval_diag(e), v.at, DIAG_W110, "there is no %s \"%.*s\"",
                   option->name, STR_ARG(v.text));
    else
        diag_error(eval_diag(e), v.at, DIAG_W110, "%s must be a string, not %s",
                   option->name, value_noun(v));
    if (v.kind == VALUE_STRING)
        eval_suggest(e, v.text, words, n);
    return false;
}

bool options_check(Eval *e, Value v, const Option *known, size_t n, const char *of)
{
    bool good = true;
    if (v.kind == VALUE_UNDEFINED)
        return true;
    if (v.kind == VALUE_UNKNOWN) {
        eval_explain(e, v, (Span){0}, of);
        return false;
    }
    if (v.kind != VALUE_OBJECT) {
        diag_error(eval_diag(e), v.at, DIAG_W110,
                   "the options of %s must be an object, not %s", of, value_noun(v));
        return false;
    }
    Str *names = arena_many(eval_arena(e), Str, n + 1);
    for (size_t i = 0; i < n; i++)
        names[i] = str_z(known[i].name);
    for (size_t i = 0; i < v.object->n; i++) {
        const Entry *entry = &v.object->items[i];
        const Option *option = find_option(entry->key, known, n);
        if (option) {
            good = (!option->words || check_word(e, entry, option)) && good;
            continue;
        }
        diag_error(eval_diag(e), entry->at, DIAG_W110, "%s has no option \"%.*s\"", of,
                   STR_ARG(entry->key));
        eval_suggest(e, entry->key, names, n);
        good = false;
    }
    return good;
}
