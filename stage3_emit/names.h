// names.h - what things are called in C, and that no two are called the same.
//
// A C name is never made unique behind the user's back: where two things would get one
// name, or where C or the runtime needs it, that is a diagnostic at the second thing.

#ifndef STAGE3_EMIT_NAMES_H
#define STAGE3_EMIT_NAMES_H

#include "base/diag.h"
#include "base/str.h"

// Spellings. Every character that C does not take becomes "_".
Str name_kept(Arena *a, Str name);   // "mime type" → "mime_type", mediaId → mediaId
Str name_snake(Arena *a, Str name);  // "listByURLPart" → "list_by_url_part"
Str name_pascal(Arena *a, Str name); // "media_source", "mediaSource" → "MediaSource"
Str name_upper(Arena *a, Str name);  // "in-progress", "inProgress" → "IN_PROGRESS"

// name as the member of a struct: "class" → "class_", "2nd" → "n_2nd". So are all
// keywords of C and C++, and the macros that nobody can avoid, such as errno.
Str name_member(Arena *a, Str name);

// name as a function's parameter: besides, "db", "mem", "out" and the like, which
// emitted functions use themselves, get a "_".
Str name_parameter(Arena *a, Str name);

// name where it stands in the open, before any other: begins with a letter.
Str name_open(Arena *a, Str name);

// The names of one C scope, and whose they are. Start from {.arena = a}.
//
//     names_owner(&names, S("table \"media\""), table->at);
//     names_add(&names, S("Media"));
//     names_add(&names, S("MediaRows"));
//     names_owner(&names, S("query media.rows"), query->at);
//     names_add(&names, S("MediaRows"));
//     names_check(&names, SCOPE_FILE, d); // W320 at the query, a note at the table
typedef struct NameOwner {
    Str what; // "table \"media\"": for messages
    Span at;
    bool reported;
} NameOwner;

typedef struct NameEntry {
    Str name;
    size_t owner;
    const struct NameEntry *same; // the first of that name, or null
} NameEntry;

typedef struct Names {
    Arena *arena;
    const char *advice; // what can be done about W320; or null
    struct {
        NameOwner *items;
        size_t n, capacity;
    } owners;
    struct {
        NameEntry *items;
        size_t n, capacity;
    } entries;
} Names;

typedef enum NameScope {
    SCOPE_FILE,   // functions, types, constants: the runtime's names are taken
    SCOPE_LOCAL,  // parameters, which must not hide a function of the runtime
    SCOPE_MEMBER, // members, which can be called anything but a macro
} NameScope;

void names_owner(Names *n, Str what, Span at);
void names_add(Names *n, Str name);

// Reports each owner at most once: W320 for the second of two with one name, W321 for
// a name that is taken or too long.
void names_check(Names *n, NameScope scope, Diag *d);

#endif
