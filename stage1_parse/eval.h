// eval.h - a static evaluator of the TypeScript that schemas are made of.
//
// It knows modules, scopes and functions, and neither Drizzle nor weave: what those
// packages give is native (value.h), handed in through a Host. Modules are read when
// one of their names is needed, and each name is evaluated once.
//
//     Eval *e = eval_new(&arena, loader, diag, &host);
//     Module *m = eval_module(e, S("src/schema.ts"));
//     const Entry **names = eval_exports(e, m, &n);
//
// Nothing is run: no clock, no environment, no files but imported ones; steps, depth
// and memory are bounded.

#ifndef STAGE1_PARSE_EVAL_H
#define STAGE1_PARSE_EVAL_H

#include "base/file.h"
#include "stage1_parse/value.h"

typedef struct Module Module;

// The packages and the free names that are written in C.
typedef struct Host {
    // A package's export. False: not a package of ours. A name it lacks is an unknown.
    bool (*import)(Eval *e, Str package, Str name, Span at, Value *out);
    // An identifier that is bound nowhere; false: not ours either.
    bool (*global)(Eval *e, Str name, Span at, Value *out);
    // Names that global() knows, for "did you mean".
    const Str *globals;
    size_t n_globals;
} Host;

Eval *eval_new(Arena *a, Loader from, Diag *d, const Host *host, void *context);
// process.env is then known: a configuration is read where it is meant for.
void eval_allow_environment(Eval *e);
Arena *eval_arena(Eval *e);
Diag *eval_diag(Eval *e);
void *eval_context(Eval *e); // the host's

// The module at path, read and indexed once; null, and reported, if it cannot be.
Module *eval_module(Eval *e, Str path);
// Reads and parses on all cores what eval_module() will be asked for; says nothing of
// what is wrong there.
void eval_parse_ahead(Eval *e, const Str *paths, size_t n);
// All it exports, evaluated: its own names sorted, then those of each `export * from`;
// keys' places are those of the statements.
const Entry *eval_exports(Eval *e, Module *m, size_t *n);
bool eval_export(Eval *e, Module *m, Str name, Entry *out);

// Calls v, a function of either kind.
Value eval_call(Eval *e, Value v, const Value *args, size_t n, Span at);
Value eval_member(Eval *e, Value v, Str name, Span at);
// v's own properties: an object's, an array's, a module's; null if it has none.
Map *eval_properties(Eval *e, Value v);

// A value that is not known, with the reason, which follows "because" in no message:
// "process.env is not known before the program runs".
Value eval_unknown(Eval *e, Span at, DiagCode code, const char *fmt, ...)
    __attribute__((format(printf, 4, 5)));
// The same, said at once.
Value eval_fail(Eval *e, Span at, DiagCode code, const char *fmt, ...)
    __attribute__((format(printf, 4, 5)));
// Why v is unknown: the one of its chain that says so.
Unknown *eval_reason(Value v);
// Reports why v, needed at `at` as `what`, is unknown, once.
void eval_explain(Eval *e, Value v, Span at, const char *what);
// Ends a "did you mean" note to the diagnostic before it, if a name is near enough.
void eval_suggest(Eval *e, Str name, const Str *names, size_t n);
void eval_suggest_function(Eval *e, Str name, const Function *functions);

// Counts work; false, and reported once, when there was too much of it.
bool eval_charge(Eval *e, size_t steps, Span at);
// One level deeper; false, and then everything is unknown until the outermost level is
// left, if that is too deep.
bool eval_enter(Eval *e);
void eval_leave(Eval *e);
Value eval_too_deep(Eval *e, Span at); // said once, where it happened

// The first sentence of the JSDoc before the place, or none.
Str eval_doc(Eval *e, Span before);
// The text of a place.
Str eval_source(Eval *e, Span at);

#endif
