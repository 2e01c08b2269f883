// emit.h - checked queries in, C files out. Nothing is written to disk here.

#ifndef STAGE3_EMIT_EMIT_EMIT_H
#define STAGE3_EMIT_EMIT_EMIT_H

#include "stage3_emit/checked.h"

typedef struct EmittedFile {
    Str name;   // "media.gen.h": of [a-z0-9_.-] alone
    Str module; // "media"; none of the files that are of all modules
    Str text;   // none where the module is kept: the file is what it was
    // Of a module's header, all names that the module takes from others, and those that
    // it would take if it could, as hashes.
    const uint64_t *names;
    size_t n_names;
} EmittedFile;

// Renders every file of the output directory, in order of name. False after reporting
// to d: two things with one C name (W320), a name C cannot say (W321).
bool emit_files(Arena *a, const Checked *c, Diag *d, EmittedFile **files, size_t *n);

// The C name of a query's function, "media_list_by_mime_type", and its prototype as the
// header has it: for describe and explain.
Str emit_function_name(Arena *a, const Checked *c, const CheckedQuery *q);
Str emit_prototype(Arena *a, const Checked *c, const CheckedQuery *q);

// SQL with its long lines broken behind commas of their list, aligned with
// the list's first item. Only white space is added, and never inside a string or a
// comment.
Str sql_wrap(Arena *a, Str sql);

#endif
