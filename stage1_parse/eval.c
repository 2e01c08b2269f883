// eval.c - the evaluator's state, and how it says what it does not know.

#include "stage1_parse/eval_parts.h"

#include <string.h>

Eval *eval_new(Arena *a, Loader from, Diag *d, const Host *host, void *context)
{
    Eval *e = arena_new(a, Eval);
    *e = (Eval){.arena = a,
                .loader = from,
                .diag = d,
                .host = host,
                .context = context,
                .max_steps = EVAL_STEPS};
    return e;
}

void eval_allow_environment(Eval *e)
{
    e->knows_environment = true;
}

Arena *eval_arena(Eval *e)
{
    return e->arena;
}

Diag *eval_diag(Eval *e)
{
    return e->diag;
}

void *eval_context(Eval *e)
{
    return e->context;
}

// --- not knowing -------------------------------------------------------------

static Value unknown_new(Eval *e, Span at, DiagCode code, Str reason)
{
    Unknown *unknown = arena_new(e->arena, Unknown);
    *unknown = (Unknown){.code = code,
                         .reason = reason,
                         .at = at,
                         .grave = code != DIAG_W103 && code != DIAG_W105};
    return (Value){.kind = VALUE_UNKNOWN, .unknown = unknown, .at = at};
}

Value eval_unknown(Eval *e, Span at, DiagCode code, const char *fmt, ...)
{
    va_list args;
    va_start(args, fmt);
    Str reason = str_vformat(e->arena, fmt, args);
    va_end(args);
    return unknown_new(e, at, code, reason);
}

Value eval_fail(Eval *e, Span at, DiagCode code, const char *fmt, ...)
{
    va_list args;
    va_start(args, fmt);
    Str reason = str_vformat(e->arena, fmt, args);
    va_end(args);
    Value v = unknown_new(e, at, code, reason);
    v.unknown->reported = true;
    diag_error(e->diag, at, code, "%.*s", STR_ARG(reason));
    return v;
}

static bool within(Span inner, Span outer)
{
    return inner.file == outer.file && inner.start >= outer.start &&
           inner.start + inner.len <= outer.start + outer.len;
}

Value eval_passed(Eval *e, Value v, Span at)
{
    const Unknown *u = v.unknown;
    if (within(u->at, at))
        return v;
    Unknown *passed = arena_new(e->arena, Unknown);
    *passed = (Unknown){.code = u->code,
                        .at = at,
                        .grave = u->grave,
                        .open = u->open,
                        .owner = u->owner,
                        .from = v.unknown,
                        .keys = u->keys};
    return (Value){.kind = VALUE_UNKNOWN, .unknown = passed, .at = v.at};
}

Unknown *eval_reason(Value v)
{
    Unknown *u = v.unknown;
    while (!u->reason.len)
        u = u->from;
    return u;
}

// What a name that nobody binds may have been meant to be.
static void suggest_global(Eval *e, const Unknown *u)
{
    if (u->code == DIAG_W102)
        eval_suggest(e, eval_source(e, u->at), e->host->globals, e->host->n_globals);
}

enum { SHOWN_PLACES = 8 }; // of a chain that is longer, the first and the last

// Notes for first and those it was passed on from, the oldest before the others.
static void note_places(Eval *e, const Unknown *first, const Unknown *end,
                        const char *what)
{
    const Unknown *places[SHOWN_PLACES];
    size_t n = 0;
    for (const Unknown *u = first; u != end; u = u->from) {
        places[n < SHOWN_PLACES ? n : SHOWN_PLACES - 1] = u;
        n++;
    }
    if (n > SHOWN_PLACES)
        n = SHOWN_PLACES;
    while (n--)
        diag_note(e->diag, places[n]->at, "%s", what);
}

void eval_explain(Eval *e, Value v, Span at, const char *what)
{
    const Unknown *last = v.unknown;
    Unknown *u = eval_reason(v);
    if (u->reported)
        return;
    u->reported = true;
    diag_error(e->diag, u->at, u->code, "%.*s", STR_ARG(u->reason));
    suggest_global(e, u);
    note_places(e, u->from, NULL, "a part of what comes from here");
    bool arrives = last != u && within(last->at, at);
    note_places(e, arrives ? last->from : last, u, "passed on here");
    if (arrives)
        diag_note(e->diag, last->at, "needed here, as %s", what);
    else if (at.file && !within(u->at, at) && !within(at, u->at))
        diag_note(e->diag, at, "needed here, as %s", what);
}

void eval_suggest(Eval *e, Str name, const Str *names, size_t n)
{
    Str nearest = str_nearest(name, names, n);
    if (nearest.len)
        diag_note(e->diag, (Span){0}, "did you mean \"%.*s\"?", STR_ARG(nearest));
}

void eval_suggest_function(Eval *e, Str name, const Function *functions)
{
    size_t n = 0;
    while (functions && functions[n].name)
        n++;
    Str *names = arena_many(e->arena, Str, n + 1);
    for (size_t i = 0; i < n; i++)
        names[i] = str_z(functions[i].name);
    eval_suggest(e, name, names, n);
}

// --- limits ------------------------------------------------------------------

bool eval_charge(Eval *e, size_t steps, Span at)
{
    e->steps += steps;
    if (e->steps <= e->max_steps)
        return true;
    if (!e->exhausted)
        diag_error(e->diag, at, DIAG_W106,
                   "this needs more than %zu steps to evaluate; does it end?",
                   e->max_steps);
    e->exhausted = true;
    return false;
}

Value eval_stopped(Eval *e, Span at)
{
    Value v = unknown_new(e, at, DIAG_W106, S("weave stopped evaluating before this"));
    v.unknown->reported = true;
    return v;
}

bool eval_enter(Eval *e)
{
    if (e->depth >= EVAL_DEPTH)
        e->unwinding = true;
    e->depth += !e->unwinding;
    return !e->unwinding;
}

Value eval_too_deep(Eval *e, Span at)
{
    Value v = unknown_new(e, at, DIAG_W106, S("nested too deep"));
    v.unknown->reported = true;
    if (!e->deep_said)
        diag_error(e->diag, at, DIAG_W106,
                   "expressions and calls are nested more than %d deep; does the "
                   "recursion end?",
                   (int)EVAL_DEPTH);
    e->deep_said = true;
    return v;
}

void eval_leave(Eval *e)
{
    if (--e->depth == 0)
        e->unwinding = e->deep_said = false;
}

// --- the source --------------------------------------------------------------

Span eval_span(const Scope *scope, const Node *n)
{
    return node_span(&scope->module->syntax, n);
}

Str eval_text(const Scope *scope, const Node *n)
{
    return node_text(&scope->module->syntax, n);
}

static const Syntax *syntax_of(const Eval *e, Span at)
{
    bool known = at.file && at.file <= e->by_file.n && e->by_file.items[at.file - 1];
    return known ? &e->by_file.items[at.file - 1]->syntax : NULL;
}

Str eval_source(Eval *e, Span at)
{
    const Syntax *s = syntax_of(e, at);
    return s ? str_cut(s->text, at.start, at.start + at.len) : (Str){0};
}

// "/** ... */ export const |media": the doc stands before the words of the statement.
Str eval_doc(Eval *e, Span before)
{
    static const char *const words[] = {"const",  "let",     "var",
                                        "export", "default", "async"};
    const Syntax *s = syntax_of(e, before);
    if (!s)
        return (Str){0};
    Str text = str_trim(str_cut(s->text, 0, before.start));
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (str_ends(text, words[i])) {
            text = str_trim(str_cut(text, 0, text.len - strlen(words[i])));
            i = 0;
        }
    return syntax_doc(e->arena, s,
                      (uint32_t)(text.ptr - s->text.ptr + (ptrdiff_t)text.len));
}
