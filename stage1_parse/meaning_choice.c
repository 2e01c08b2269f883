// meaning_choice.c - weave's when() and orderBy(): what a query's caller chooses.

#include "stage1_parse/meaning.h"

enum { MOST_WHENS = 6, MOST_STATEMENTS = 256 };

static Choosing *now_choosing(Eval *e)
{
    return ((const Meaning *)eval_context(e))->choosing;
}

// --- choosing ----------------------------------------------------------------

static size_t ways_of(const ChoiceObject *choice)
{
    return choice->is_order ? choice->n : 2;
}

static bool same_forms(const ChoiceObject *a, const ChoiceObject *b)
{
    bool same = a->is_order == b->is_order && (!a->is_order || a->n == b->n);
    for (size_t i = 0; same && a->is_order && i < a->n; i++)
        same = str_eq(a->forms[i].key, b->forms[i].key);
    return same;
}

static void refuse(Eval *e, Choosing *c, Span at, const char *what, Span other,
                   const char *note)
{
    c->failed = true;
    diag_error(eval_diag(e), at, DIAG_W124, "%s", what);
    diag_note(eval_diag(e), other, "%s", note);
}

static void check_room(Eval *e, Choosing *c, const ChoiceObject *choice)
{
    size_t whens = 0, statements = 1;
    for (size_t i = 0; i < c->n; i++) {
        whens += !c->items[i].is->is_order;
        statements *= ways_of(c->items[i].is);
    }
    if (!choice->is_order && whens == MOST_WHENS + 1)
        refuse(e, c, choice->at,
               "a query has room for six when(), and this is one more", (Span){0},
               "each combination is a statement of its own; write two queries, or "
               "(${'name?'} IS NULL OR ...), which is one statement for both");
    else if (statements > MOST_STATEMENTS && !c->failed)
        refuse(e, c, choice->at,
               str_format(eval_arena(e),
                          "the choices of this query make %zu statements", statements)
                   .ptr,
               (Span){0}, "256 is the most; write two queries");
}

// The query's choice of that name; one name used twice is one choice.
static size_t place_of(Eval *e, Choosing *c, const ChoiceObject *choice)
{
    for (size_t i = 0; i < c->n; i++) {
        const ChoiceObject *known = c->items[i].is;
        if (!str_eq(known->name, choice->name))
            continue;
        if (!same_forms(known, choice))
            refuse(e, c, choice->at,
                   str_format(eval_arena(e),
                              "two choices of this query are called "
                              "\"%.*s\" and are not the same",
                              STR_ARG(choice->name))
                       .ptr,
                   known->at, "the other one");
        return i;
    }
    *arena_push(eval_arena(e), *c, Chosen) = (Chosen){.is = choice};
    check_room(e, c, choice);
    return c->n - 1;
}

const Value *choice_value(Eval *e, Choosing *c, const ChoiceObject *choice)
{
    size_t place = place_of(e, c, choice), form = c->items[place].form;
    if (c->finding)
        form = choice->is_order ? 0 : 1;
    if (form >= ways_of(choice)) // refused above: not the same forms
        form = 0;
    if (choice->is_order)
        return &choice->forms[form].value;
    return form ? &choice->forms[0].value : NULL;
}

bool choosing_next(Choosing *c)
{
    for (size_t i = 0; i < c->n; i++) {
        if (++c->items[i].form < ways_of(c->items[i].is))
            return true;
        c->items[i].form = 0;
    }
    return false;
}

// "search, sort=newest"; of the first statement, too.
Str choosing_name(Arena *a, const Choosing *c)
{
    Buf out = {.arena = a};
    for (size_t i = 0; i < c->n; i++) {
        const ChoiceObject *is = c->items[i].is;
        size_t form = c->items[i].form;
        if (is->is_order)
            buf_format(&out, "%s%.*s=%.*s", out.n ? ", " : "", STR_ARG(is->name),
                       STR_ARG(is->forms[form].key));
        else if (form)
            buf_format(&out, "%s%.*s", out.n ? ", " : "", STR_ARG(is->name));
    }
    return buf_str(&out);
}

void choosing_write(Arena *a, const Choosing *c, Query *out)
{
    Choice *choices = arena_many(a, Choice, c->n);
    for (size_t i = 0; i < c->n; i++) {
        const ChoiceObject *is = c->items[i].is;
        ChoiceForm *forms = arena_many(a, ChoiceForm, is->n);
        choices[i].name = str_copy(a, is->name);
        choices[i].at = is->is_order ? is->at : is->forms[0].at;
        for (size_t k = 0; is->is_order && k < is->n; k++)
            forms[k] = (ChoiceForm){str_copy(a, is->forms[k].key), is->forms[k].at};
        choices[i].forms = is->is_order ? forms : NULL;
        choices[i].n_forms = is->is_order ? is->n : 0;
    }
    out->choices = choices;
    out->n_choices = c->n;
}

// --- when(), orderBy() -------------------------------------------------------

// Within a function of the query builder the fragment is what the call gives, or
// nothing; elsewhere the choice itself, for who writes the query out.
static Value give(Eval *e, ChoiceObject *choice, Span at)
{
    Choosing *c = now_choosing(e);
    if (!c)
        return value_native(choice, at);
    const Value *v = choice_value(e, c, choice);
    return v ? *v : UNDEFINED;
}

static bool take_name(Eval *e, const Call *c, ChoiceObject *out)
{
    Str text;
    Param param;
    if (!argument_string(e, c, 0, "the name of a choice", &text) ||
        !param_parse(e, text, c->args[0].at, &param))
        return false;
    out->name = param.name;
    if (param.name.len == text.len)
        return true;
    diag_error(eval_diag(e), c->args[0].at, DIAG_W121,
               "\"%.*s\" is not a name: a choice has no type and no mark",
               STR_ARG(text));
    return false;
}

static bool is_fragment(Value v)
{
    return v.kind == VALUE_NATIVE && !value_is_native(v, &choice_class) &&
           !value_table(v);
}

static Value no_fragment(Eval *e, Value v, Span at, const char *what)
{
    if (v.kind == VALUE_UNKNOWN)
        return v;
    return eval_fail(e, v.at.file ? v.at : at, DIAG_W104, "%s sql`...`, not %s", what,
                     value_noun(v));
}

static Value call_when(Eval *e, const Call *c)
{
    Value fragment = argument(c, 1);
    Entry *form = arena_new(eval_arena(e), Entry);
    ChoiceObject *choice = arena_new(eval_arena(e), ChoiceObject);
    *choice =
        (ChoiceObject){.base = {&choice_class}, .forms = form, .n = 1, .at = c->at};
    if (argument(c, 0).kind == VALUE_UNKNOWN)
        return argument(c, 0);
    if (!take_name(e, c, choice))
        return already_said(e, c->at);
    if (!is_fragment(fragment))
        return no_fragment(e, fragment, c->at, "when() takes a name and");
    *form = (Entry){.key = choice->name, .value = fragment, .at = fragment.at};
    return give(e, choice, c->at);
}

static Value call_order_by(Eval *e, const Call *c)
{
    Value forms = argument(c, 1);
    ChoiceObject *choice = arena_new(eval_arena(e), ChoiceObject);
    *choice = (ChoiceObject){.base = {&choice_class}, .is_order = true, .at = c->at};
    if (argument(c, 0).kind == VALUE_UNKNOWN)
        return argument(c, 0);
    if (!take_name(e, c, choice))
        return already_said(e, c->at);
    if (forms.kind == VALUE_UNKNOWN)
        return forms;
    if (forms.kind != VALUE_OBJECT || !forms.object->n)
        return eval_fail(e, c->at, DIAG_W104,
                         "orderBy() takes a name and an object of what can be chosen");
    if (forms.object->spoiled)
        return eval_unknown(e, c->at, DIAG_W105,
                            "which orders there are is not known before the program "
                            "runs");
    Entry *entries = arena_many(eval_arena(e), Entry, forms.object->n);
    const Entry **ordered = map_ordered(eval_arena(e), forms.object);
    for (size_t i = 0; i < forms.object->n; i++) {
        if (!is_fragment(ordered[i]->value))
            return no_fragment(e, ordered[i]->value, ordered[i]->at,
                               "each order of orderBy() is");
        entries[i] = *ordered[i];
    }
    choice->forms = entries;
    choice->n = forms.object->n;
    return give(e, choice, c->at);
}

const Function choice_functions[] = {
    {"when", call_when, NULL},
    {"orderBy", call_order_by, NULL},
    {0},
};

const Class choice_class = {.noun = "a fragment that depends on the caller",
                            .missing = DIAG_W104};
