// stages.h - the stages of a weave, one after the other.
//
//     Weave w = {...};
//     int status = stage_parse(&w);       TypeScript → w.catalog
//     status = stage_midstage(&w);        catalog → a program, compiled
//     status = stage_emit(&w, arguments); the program → files, or text
//     status = stage_swap(&w);            files → the output directory
//
// Each gives an exit status; what is wrong is in the project's diagnostics, or has been
// said on stderr.

#ifndef DRIVER_STAGES_H
#define DRIVER_STAGES_H

#include "catalog/catalog.h"
#include "driver/project.h"
#include "stage2_midstage/stage2.h"

// No exit status: a source was edited meanwhile, all must be done again.
enum { WEAVE_AGAIN = -1 };

typedef struct Weave {
    Project project;
    Catalog catalog;
    Toolchain tools;
    Midstage midstage;   // its text is what a command prints
    const char *emitted; // the directory of what was emitted
    const Str *files;    // the names in it
    size_t n_files;
    unsigned more_seconds; // that a command takes beyond the time limit
    int lock;              // .midstage, open and locked; or -1
} Weave;

// Waits until no other weave uses the midstage directory. Nothing with -n.
int weave_lock(Weave *w);
void weave_unlock(Weave *w);

// Reads the schema and leaves schema.json in the midstage directory.
int stage_parse(Weave *w);

// Reads the schema only.
int stage_read(Weave *w);

// Reads the migration folder into the catalog.
int stage_folder(Weave *w);

// Makes the program, which takes schema.json.
int stage_midstage(Weave *w);

// Runs the program: without arguments to emit, which leaves checked files in
// w->emitted; else for its text.
int stage_emit(Weave *w, const char *const *arguments);

// Puts what was emitted in the place of the output directory.
int stage_swap(Weave *w);

// Writes the files of --amalgam, which include those of the output directory.
int stage_amalgamate(Weave *w);

// Whether the output directory is what was emitted: 1 after reporting if not.
int stage_compare(Weave *w);

// WEAVE_AGAIN if a source is not what it was when it was read.
int weave_look_again(Weave *w);

// Says "weave: ..." on stderr, in the words for status.
void weave_complain(int status, Str trouble);

#endif
