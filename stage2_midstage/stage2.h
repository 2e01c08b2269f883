// stage2.h - a program that judges the catalog, compiled, linked with SQLite, run.
//
//     Midstage m = {.tools = &tools, .arguments = arguments};
//     Compaction c = {.arena = &arena, .diag = diag, .directory = ".midstage", ...};
//     CompactStatus status = compact_build(&midstage_compactor, &m, &c);
//     if (status == COMPACT_OK)
//         status = compact_run(&midstage_compactor, &m, &c);
//
// In the directory afterwards:
//
//     main.c        a main
//     obj/          what is compiled
//     midstage      the program; it reads schema.json, which stage 1 leaves beside it
//
// A file whose text has not changed is not written again, and what depends on nothing
// new is not compiled again.

#ifndef STAGE2_MIDSTAGE_STAGE2_H
#define STAGE2_MIDSTAGE_STAGE2_H

#include "stage2_midstage/compactor.h"
#include "stage2_midstage/toolchain.h"

typedef struct Midstage {
    const Toolchain *tools;       // not needed by compact_run()
    const char *const *arguments; // for the program: "--out", "DIR"; ended by null

    // What the program said.
    const Str *text; // the lines it wants printed
    size_t n_text;
    const Str *kept; // files that are what they were in the last output
    size_t n_kept;
    Str rubbish; // the first line that is none of its protocol
    bool ended;  // it came to its last line

    // stage2.c's own: how far the compiling is.
    size_t round;
    FileList objects;
} Midstage;

// The compactor whose programs are C and whose database is SQLite. self is a Midstage.
extern const Compactor midstage_compactor;

// Writes the program. A step of midstage_compactor, for tests alone.
CompactStatus midstage_generate(void *self, Compaction *c);

// The lines of the midstage's protocol (stage3.h) into m, c->files and c->diag; and
// whether they are all that was promised. Likewise.
CompactStatus midstage_parse(void *self, Compaction *c, Str said);
CompactStatus midstage_verify(void *self, Compaction *c);

// The C file of the program, below the directory.
#define MIDSTAGE_MAIN S("main.c")

// Whether weave lets anybody write a file of that name: one part, of letters, digits,
// '_', '-' and '.', the first no '.'.
bool midstage_name_is_plain(Str name);

#endif
