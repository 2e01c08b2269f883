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
    bool is_function;     // where `var` declares
    const Value *self;    // `this`, where a function brings its own; or null
    struct Closure *home; // the class that `super` is above, or null
} Scope;

// export * from source
typedef struct Star {
    Str source;
    Span at; // of source
    struct Module *module;
    bool followed; // module is known, null if there is none
} Star;

struct Module {
    Syntax syntax;
    Scope scope;
    Map exports; // each a VALUE_LAZY until asked for
    struct {
        Star *items;
        size_t n, capacity;
    } stars;
    bool readable;
    bool ordered; // its statements are run in order when a name is first asked for:
                  // some change what others declare, or may (imports_host)
    bool started;
    bool imports_bare; // import './x'
    bool imports_host; // a package in C, whose objects may change when they are used
    bool is_common;    // module.exports = ...
    size_t searched;   // the last search that came here: Eval.searches
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

typedef struct ClassBody {
    Map methods;
    Value parent; // a closure that is a class, an unknown, or undefined
} ClassBody;

typedef struct Closure {
    const Node
        *node; // arrow_function, function_declaration, method_definition, class ...
    Scope *scope;
    Map properties;       // f.x, and what is static in a class
    ClassBody *class;     // or null
    struct Closure *home; // the class it is a method of, or null
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
    Map modules;  // by path: VALUE_NATIVE of a ModuleRef
    Map projects; // by directory: what eval_resolve.c knows of it
    Map json;     // by path: the value of a file, undefined if there is none
    Ahead ahead;
    struct {
        Module **items; // by Span.file - 1; null where the file is no module
        size_t n, capacity;
    } by_file;
    size_t depth, steps, max_steps;
    bool exhausted; // said once, then everything is unknown
    bool unwinding; // out of what was nested too deep
    bool deep_said;
    bool knows_environment;
    Str barred;      // a file that is there but could not be read, ...
    int why;         // ... and why not
    size_t searches; // through modules that re-export others whole
};

// --- eval.c
// Counts work; false, and reported once, when there was too much of it.
bool eval_charge(Eval *e, size_t steps, Span at);
Value eval_stopped(Eval *e, Span at); // what there is behind that
// v at another place than the one it came from: a name that is read, a call's result.
Value eval_passed(Eval *e, Value v, Span at);
// One level deeper; false, and then everything is unknown until the outermost level is
// left, if that is too deep.
bool eval_enter(Eval *e);
void eval_leave(Eval *e);
Value eval_too_deep(Eval *e, Span at); // said once, where it happened
Span eval_span(const Scope *scope, const Node *n);
Str eval_text(const Scope *scope, const Node *n);

// --- eval_expr.c
Value eval_node(Eval *e, Scope *scope, const Node *n);
// What a name is bound to, evaluated; null if it is bound nowhere.
Entry *eval_lookup(Eval *e, Scope *scope, Str name);
Value eval_identifier(Eval *e, Scope *scope, Str name, Span at);
Str eval_key(Eval *e, Scope *scope, const Node *key, Value *unknown);
bool eval_is_optional(const Node *n); // a?.b, or a?.b.c
// What is called; *self is what it is a member of.
Value eval_callee(Eval *e, Scope *scope, const Node *n, Value *self);
// What ...v and for (... of v) go over, put behind what is in items; an unknown if that
// is not known, else undefined.
Value eval_iterate(Eval *e, Value v, Span at, Array *items);
// process.env.X as one unknown, of which whole is a part.
Value eval_opened(Eval *e, Scope *scope, const Node *n, Value whole);
Value eval_not_understood(Eval *e, Scope *scope, const Node *n);

// --- eval_operator.c
Value eval_binary(Eval *e, Str operator, Value left, Value right, Span at);
Value eval_binary_node(Eval *e, Scope *scope, const Node *n);
Value eval_unary(Eval *e, Scope *scope, const Node *n);
Value eval_ternary(Eval *e, Scope *scope, const Node *n);

// --- eval_literal.c: strings and templates, cooked
Str eval_string(Eval *e, const Scope *scope, const Node *n);
// The parts of a template_string, interpolations evaluated in scope. What is no escape is
// an error, unless lenient.
Part *eval_template(Eval *e, Scope *scope, const Node *n, bool lenient,
                    size_t *n_parts);
Value eval_number(Eval *e, const Scope *scope, const Node *n);

// --- eval_pattern.c
// Declares the names of a pattern in scope; assigns to what it names.
void eval_bind(Eval *e, Scope *scope, const Node *pattern, Value value);
void eval_assign_pattern(Eval *e, Scope *scope, const Node *pattern, Value value);
// The names a pattern binds, in order, each through take().
void eval_pattern_names(const Node *pattern,
                        void (*take)(void *context, const Node *name), void *context);
Value eval_rest_items(Eval *e, const Array *from, size_t start, Span at);
// The empty places between two items of an array or a pattern; before may be null.
size_t eval_holes(const Scope *scope, const Node *parent, const Node *before,
                  const Node *n);

// --- eval_call.c
Value eval_closure(Eval *e, Scope *scope, const Node *n);
Value eval_call_node(Eval *e, Scope *scope, const Node *n);
Value eval_call_on(Eval *e, Value v, Value self, const Value *args, size_t n, Span at);

// --- eval_class.c
Value eval_class(Eval *e, Scope *scope, const Node *n);
Value eval_construct(Eval *e, Closure *class, const Array *args, Span at);
Value eval_this(Scope *scope);
Value eval_super_call(Eval *e, Scope *scope, const Node *n, const Array *args);
Value eval_super_member(Eval *e, Scope *scope, const Node *n, Str name);
// False if there is none: an object's own or its class's, a function's or a class's.
bool eval_object_member(Eval *e, Value self, Str name, Span at, Value *out);
bool eval_closure_member(Eval *e, Value self, Str name, Span at, Value *out);
// What a property gives: a getter is called.
Value eval_got(Eval *e, Value v, Value self, Span at);
bool eval_is_getter(Value v);
bool eval_is_instance(Value v, const Closure *class);

// --- eval_statement.c
Scope *eval_scope(Eval *e, Scope *parent); // a new one inside it
Value eval_body(Eval *e, Scope *scope, const Node *block);
void eval_run(Eval *e, Scope *scope, const Node *statement);

// --- eval_assign.c
Value eval_assign(Eval *e, Scope *scope, const Node *n);
Value eval_assign_to(Eval *e, Scope *scope, const Node *left, Value v);
Value eval_update(Eval *e, Scope *scope, const Node *n);
Value eval_delete(Eval *e, Scope *scope, const Node *n);

// --- eval_spoil.c
// Makes unknown what the statement would change if it ran.
void eval_spoil(Eval *e, Scope *scope, const Node *statement, Value why);
void eval_spoil_value(Value v, Value why);
bool eval_jumps(const Node *statement); // it may return, throw, break or continue
// Binds what `var` declares in blocks below root. Before anything is evaluated, so that
// the entries of a module's names keep their places.
void eval_hoist(Eval *e, Scope *scope, const Node *root);
// Whether anything below root changes something reached from one of the names.
bool eval_changes_names(Arena *a, const Syntax *s, const Node *root, const Map *names);

// --- eval_module.c
void eval_force(Eval *e, Entry *entry);
Value eval_enum(Eval *e, Scope *scope, const Node *n);
Module *eval_try_module(Eval *e, Str path); // null if there is no such file
// The other database whose tables a module exports, or null.
const char *eval_module_owner(Eval *e, Value module);
Value eval_require(Eval *e, Str path, Str source, Span at); // require(source)
extern const Class module_class;

// --- eval_ahead.c
// As syntax_parse, of a file that may have been parsed ahead.
bool eval_parse(Eval *e, Str path, Str text, Syntax *out);
// Parses ahead what m re-exports whole.
void eval_parse_stars(Eval *e, const Module *m);

// --- eval_resolve.c
typedef enum Resolved {
    RESOLVED_FILE,    // *m is a module
    RESOLVED_DATA,    // *data is the path of a .json file
    RESOLVED_MISSING, // it should be one of the project's files, and there is none
    RESOLVED_FOREIGN, // somebody else's
} Resolved;
// What an import in the file at path `from` leads to: *m for a file, *data for data.
Resolved eval_resolve(Eval *e, Str from, Str specifier, Module **m, Str *data);
// What is at base, with or without the endings of sources; RESOLVED_MISSING: nothing.
Resolved eval_resolve_at(Eval *e, Str base, Module **m, Str *data);
// Patterns like "@/*": what stands for the star, put for it, and the best key of paths.
bool eval_match_star(Str pattern, Str name, Str *star);
Str eval_put_star(Arena *a, Str pattern, Str star);
const Entry *eval_best_path(const Map *paths, Str name, Str *star);
// The property of an object, undefined if there is none or v is no object.
Value eval_json_property(Value v, const char *name);
// A JSON file's value, comments and trailing commas allowed; false if it is none.
bool eval_json_file(Eval *e, Str path, Value *out);
bool eval_json_text(Eval *e, Str json, Span at, Value *out);

// --- eval_index.c
// Binds the names of a module's or a namespace's block in scope, and its exports.
void eval_index(Eval *e, Scope *scope, Map *exports, const Node *block);

// --- eval_package.c
typedef struct Package Package; // a directory and its package.json, if it has one
Package *eval_package(Eval *e, Str directory);
// RESOLVED_FOREIGN: the package has nothing to say of it.
Resolved eval_resolve_package(Eval *e, const Package *own, Str name, Module **m,
                              Str *data);
// SvelteKit's $lib.
Resolved eval_resolve_svelte(Eval *e, const Package *own, Str name, Module **m,
                             Str *data);

// --- JavaScript's own: eval_builtin.c, eval_array.c, eval_string.c, eval_number.c,
// --- eval_collection.c, eval_regex.c
Value eval_argument(const Call *c, size_t i);
Value eval_wrong_call(Eval *e, const Call *c, Value v); // an unknown: not with v
// What v names as a property: a string, a number, Symbol.for(x); false: nothing.
bool eval_property_name(Eval *e, Value v, Str *out);
bool eval_builtin_global(Eval *e, Str name, Span at, Value *out);
bool eval_builtin_member(Eval *e, Value v, Str name, Span at, Value *out);
// What can be gone over and is no array: a string, a Set, a Map; null if v is none.
const Array *eval_items(Eval *e, Value v);
const Array *eval_characters(Eval *e, Value v);
Value eval_character(Eval *e, Value text, double i, Span at); // text[i]
const Array *eval_collection_items(Eval *e, Value v);
// slice(start, end) with JavaScript's negative counts.
void eval_slice_bounds(const Call *c, size_t n, size_t *start, size_t *end);
Value eval_to_number(Eval *e, const Call *c);
// As Number(v) does; false if it is not known.
bool eval_number_of(Arena *a, Value v, double *out);
Value eval_parse_int(Eval *e, const Call *c);
Value eval_parse_float(Eval *e, const Call *c);
Value eval_is_nan(Eval *e, const Call *c);
bool eval_number_constant(Str of, Str name, Span at, Value *out); // Math.PI
Value eval_regex(Eval *e, Scope *scope, const Node *n);
// The methods of a string that take a regular expression; an unknown if v is none.
Value eval_regex_match(Eval *e, const Call *c, Value v);
Value eval_regex_replace(Eval *e, const Call *c, Value v);
Value eval_regex_split(Eval *e, const Call *c, Value v);
extern const Function array_methods[], string_methods[], number_methods[];
extern const Function math_functions[], number_functions[];
extern const Function set_function, map_function, regex_function, date_function;

#endif
