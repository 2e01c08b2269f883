// eval_parts.h - what the files of the evaluator share. For eval_*.c alone.

#ifndef STAGE1_PARSE_EVAL_PARTS_H
#define STAGE1_PARSE_EVAL_PARTS_H

#include "base/intern.h"
#include "stage1_parse/eval.h"
#include "stage1_parse/syntax.h"

// Bounds: no schema comes near them, no program without end gets far beyond.
enum {
    EVAL_DEPTH = 512, // expressions within expressions and calls
#ifdef FUZZING_BUILD_MODE_UNSAFE_FOR_PRODUCTION
    EVAL_STEPS = 10000, // so that what does not end does not slow a fuzzer down
#else
    EVAL_STEPS = 250000, // expressions evaluated, and work they ask for ...
#endif
    EVAL_STEPS_BYTE = 8,     // ... and these for each byte that was read
    EVAL_TEXT = 1024 * 1024, // bytes of a string that is computed
    EVAL_ITEMS = 100000,     // of an array that is computed
};

typedef struct Scope {
    Map names;
    struct Scope *parent; // null: the module's own
    struct Module *module;
} Scope;

struct Module {
    Syntax syntax;
    Scope scope;
    Map exports; // each a VALUE_LAZY until asked for
    struct {
        Str *items; // of export * from
        size_t n, capacity;
    } stars;
    bool readable;
    bool busy; // its export * is being followed
};

typedef enum LazyKind {
    LAZY_EXPRESSION, // node in scope
    LAZY_DECLARATOR, // const PATTERN = node's value
    LAZY_FUNCTION,
    LAZY_ENUM,
    LAZY_NAMESPACE, // namespace N { ... }
    LAZY_LOCAL,     // what name is in scope
    LAZY_IMPORT,    // source's export called name
    LAZY_STAR,      // all of source
    LAZY_CLASS,
    LAZY_AMBIENT, // declare const: somebody else's
} LazyKind;

typedef struct Lazy {
    LazyKind kind;
    bool busy; // being evaluated: meeting it again is a cycle
    const Node *node;
    Scope *scope;
    Str source, name;
} Lazy;

typedef struct Closure {
    const Node *node; // arrow_function, function_declaration, method_definition, ...
    Scope *scope;
} Closure;

// Files that were parsed before they are modules.
typedef struct Ahead {
    Intern paths;
    Syntax *items; // by the number of the path
    size_t n, capacity;
} Ahead;

struct Eval {
    Arena *arena;
    Loader loader;
    Diag *diag;
    const Host *host;
    void *context;
    Map modules; // by path: VALUE_NATIVE of a ModuleRef
    Ahead ahead;
    struct {
        Module **items; // by Span.file - 1; null where the file is no module
        size_t n, capacity;
    } by_file;
    size_t depth, steps, max_steps;
    bool exhausted; // said once, then everything is unknown
    bool unwinding; // out of what was nested too deep
    bool deep_said;
};

// --- eval_expr.c
Value eval_node(Eval *e, Scope *scope, const Node *n);
Value eval_identifier(Eval *e, Scope *scope, Str name, Span at);
Str eval_key(Eval *e, Scope *scope, const Node *key, Value *unknown);
// Counts work; false, and reported once, when there was too much of it.
bool eval_charge(Eval *e, size_t steps, Span at);
bool eval_is_optional(const Node *n); // a?.b, or a?.b.c
// process.env.X as one unknown.
Value eval_opened(Eval *e, Scope *scope, const Node *n);
Value eval_not_understood(Eval *e, Scope *scope, const Node *n);
// One level deeper; false, and then everything is unknown until the outermost level is
// left, if that is too deep.
bool eval_enter(Eval *e);
void eval_leave(Eval *e);
Value eval_too_deep(Eval *e, Span at); // said once, where it happened
Span eval_span(const Scope *scope, const Node *n);
Str eval_text(const Scope *scope, const Node *n);

// --- eval_operator.c
Value eval_binary(Eval *e, Str operator, Value left, Value right, Span at);
Value eval_binary_node(Eval *e, Scope *scope, const Node *n);
Value eval_unary(Eval *e, Scope *scope, const Node *n);
Value eval_ternary(Eval *e, Scope *scope, const Node *n);

// --- eval_literal.c: strings and templates, cooked
Str eval_string(Eval *e, const Scope *scope, const Node *n);
// The parts of a template_string, interpolations evaluated in scope.
Part *eval_template(Eval *e, Scope *scope, const Node *n, size_t *n_parts);
Value eval_number(Eval *e, const Scope *scope, const Node *n);

// --- eval_call.c
Value eval_call_node(Eval *e, Scope *scope, const Node *n);
void eval_bind(Eval *e, Scope *scope, const Node *pattern, Value value);
// The names a pattern binds, in order, each through bind().
void eval_pattern_names(const Node *pattern,
                        void (*bind)(void *context, const Node *name), void *context);

// --- eval_statement.c
Value eval_body(Eval *e, Scope *scope, const Node *block);
Value eval_assign(Eval *e, Scope *scope, const Node *n);

// --- eval_module.c
void eval_force(Eval *e, Entry *entry);
Value eval_enum(Eval *e, Scope *scope, const Node *n);
extern const Class module_class;

// --- eval_ahead.c
// As syntax_parse, of a file that may have been parsed ahead.
bool eval_parse(Eval *e, Str path, Str text, Syntax *out);

// --- eval_date.c
extern const Function date_function;

// --- eval_index.c
// Binds the names of a module's or a namespace's block in scope, and its exports.
void eval_index(Eval *e, Scope *scope, Map *exports, const Node *block);

// --- eval_builtin.c, eval_methods.c
Value eval_wrong_call(Eval *e, const Call *c, Value v); // an unknown: not with v
bool eval_builtin_global(Eval *e, Str name, Span at, Value *out);
bool eval_builtin_member(Eval *e, Value v, Str name, Span at, Value *out);

#endif
