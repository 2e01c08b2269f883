// output.h - what the midstage says and writes.
//
// For people: text on stdout, diagnostics on stderr. For weave (--wire): lines on
// stdout, as stage3.h has them.

#ifndef STAGE3_EMIT_OUTPUT_H
#define STAGE3_EMIT_OUTPUT_H

#include "stage3_emit/emit/emit.h"

typedef struct Output {
    Arena *arena;
    bool wire;
} Output;

void output_text(const Output *o, Str text);
void output_diagnostics(const Output *o, Diag *d);

// Writes the files into the directory that stands there, but those that are kept, which
// it names; each must be new. False after
// saying on stderr what failed.
bool output_files(const Output *o, const char *directory, const EmittedFile *files,
                  size_t n);

// A name that stays in its directory and in its line.
bool output_name_is_safe(Str name);

// Ends what was said. False if it could not be written.
bool output_end(const Output *o);

#endif
