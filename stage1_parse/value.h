// value.h - what a TypeScript expression is, as far as it is known before it runs.
//
// Values are small and passed by value; arrays, objects, closures and native things
// have identity, as in JavaScript. Nobody frees them: they live in the evaluation's
// arena. What cannot be known is a value, too: VALUE_UNKNOWN carries the reason and
// the place, goes wherever a value may go, and matters only to who needs it.

#ifndef STAGE1_PARSE_VALUE_H
#define STAGE1_PARSE_VALUE_H

#include "base/diag.h"

typedef struct Eval Eval;

typedef enum ValueKind {
    VALUE_UNDEFINED,
    VALUE_NULL,
    VALUE_BOOL,
    VALUE_NUMBER,
    VALUE_BIGINT, // its decimal digits in text
    VALUE_STRING,
    VALUE_ARRAY,
    VALUE_OBJECT,
    VALUE_CLOSURE,  // a function written in TypeScript
    VALUE_FUNCTION, // a function written in C
    VALUE_NATIVE,   // an object written in C
    VALUE_UNKNOWN,
    VALUE_LAZY, // in scopes only: not evaluated yet
} ValueKind;

typedef struct Value {
    ValueKind kind;
    union {
        bool truth;
        double number;
        Str text;
        struct Array *array;
        struct Map *object;
        struct Closure *closure;
        struct {
            const struct Function *function;
            void *self; // what it is a method of, or what it remembers
        };
        struct Native *native;
        struct Unknown *unknown;
        struct Lazy *lazy;
    };
    Span at; // the expression that made it
} Value;

typedef struct Array {
    Value *items;
    size_t n, capacity;
    struct Unknown *spoiled; // why what it holds is not known; or null
} Array;

// A property of an object, a name of a scope.
typedef struct Entry {
    Str key;
    Value value;
    Span at; // of the key
} Entry;

// Keys in the order they were added, found by hash once there are many.
typedef struct Map {
    Entry *items;
    size_t n, capacity;
    uint32_t *slots; // index + 1 into items, 0: free; null while there are few
    size_t n_slots;
    struct Closure *of;      // the class an object is an instance of, or null
    struct Unknown *spoiled; // why what it holds is not known; or null
} Map;

Entry *map_find(const Map *m, Str key);
Entry *map_put(Arena *a, Map *m, Str key); // the key's entry, new or old
void map_remove(Arena *a, Map *m, Str key);

// The first of a chain says why; those behind it say where it was passed on.
typedef struct Unknown {
    DiagCode code;
    Str reason; // none: passed on
    Span at;
    bool grave;           // may hide a table: reported even if only exported
    bool reported;        // already in the diagnostics; the first one's counts
    bool open;            // process: .env and the rest of the chain belong to it
    const char *owner;    // "PostgreSQL": whose it and all that comes of it is; or null
    struct Unknown *from; // what it was passed on from, or is a part of; or null
    const Map *keys;      // the only properties it can have; or null: any
} Unknown;

// A stretch of a template: text with the place it was written, or an interpolation.
typedef struct Part {
    bool is_text;
    Str text; // cooked
    Value value;
    Span at; // of the text; of what stands inside ${}
} Part;

// A call of a native function. A template's tag gets parts, others get args.
typedef struct Call {
    const struct Function *function;
    void *self;
    const Value *args;
    size_t n_args;
    const Part *parts;
    size_t n_parts;
    bool is_template, is_new;
    Span at, name_at; // the whole call; the function's name in it
} Call;

typedef struct Function {
    const char *name; // null ends an array of them
    Value (*call)(Eval *e, const Call *call);
    const struct Function *members; // sql.raw; or null
} Function;

// What native objects of one sort have in common.
typedef struct Class {
    const char *noun; // "a column builder", for messages
    const Function *methods;
    // A property that is no method; false: there is none. May be null.
    bool (*get)(Eval *e, struct Native *self, Str name, Value *out);
    // Its own properties as an object ({...table}, Object.values(table)), or null.
    Map *(*properties)(Eval *e, struct Native *self);
    DiagCode missing; // what an unknown property is
    // This one by its name, `table "media"`; or null: the noun.
    Str (*label)(Eval *e, struct Native *self);
} Class;

typedef struct Native {
    const Class *class;
} Native;

#define UNDEFINED ((Value){.kind = VALUE_UNDEFINED})
Value value_bool(bool truth, Span at);
Value value_number(double number, Span at);
Value value_string(Str text, Span at);
Value value_array(Array *array, Span at);
Value value_object(Map *object, Span at);
Value value_native(void *native, Span at);
Value value_function(const Function *function, void *self, Span at);

bool value_is_native(Value v, const Class *class);
bool value_truthy(Value v);
bool value_nullish(Value v);
bool value_same(Value a, Value b); // ===
bool value_is_callable(Value v);
const char *value_noun(Value v); // "a string", "a column builder"
Str value_typeof(Value v);

// A Date that is known, in milliseconds since 1970; and how it prints in JSON.
bool value_date(Value v, double *ms);
Str date_print(Arena *a, double ms); // "1970-01-01T00:00:00.000Z"
// As JavaScript prints it: 1, 1e+21, 0.1, NaN.
Str number_print(Arena *a, double number);
// As String(v) does; false if that is not known.
bool value_print(Arena *a, Value v, Str *out);
// As JSON.stringify(v) does; false if something in it is not known.
bool value_json(Arena *a, Value v, Str *out);

// A map's entries in JavaScript's order: keys like 10 and 2 first, by number.
const Entry **map_ordered(Arena *a, const Map *m);
// n items of size bytes in that order, as the properties of an object would be; each has
// its key, a Str, at the offset key.
void keys_sort(Arena *a, void *items, size_t n, size_t size, size_t key);

#endif
