// toolchain.h - the C compiler, what it is given, and what need not be compiled again.

#ifndef STAGE2_MIDSTAGE_TOOLCHAIN_H
#define STAGE2_MIDSTAGE_TOOLCHAIN_H

#include "catalog/config.h"
#include "stage2_midstage/compactor.h"

typedef struct Toolchain {
    const char *const *cc; // "gcc", or "ccache", "gcc"; ended by null
    const char *include;   // the directory above base/, catalog/ and stage3_emit/
    const char *runtime;   // the directory of weave.h
    const char *archive;   // libweave_midstage.a: all that a midstage is linked with
    Str identity;          // changes when weave does
    Str sqlite_source;     // the application's own sqlite3.c, or none
    const Str *sqlite_flags;
    size_t n_sqlite_flags;
    const Str *functions; // the application's C files that define weave_register()
    size_t n_functions;
} Toolchain;

// Finds weave's own headers and library, in the build tree that this program stands in
// or where it is installed, and the compiler: cc if not null, else $CC, else the one
// that built weave. Paths of config are taken as they are. False with *why set.
bool toolchain_find(Arena *a, const char *cc, const Config *config, Toolchain *out,
                    Str *why);

typedef struct StepList {
    CompactStep *items;
    size_t n, capacity;
} StepList;

typedef struct FileList {
    Str *items;
    size_t n, capacity;
} FileList;

// Each of the following adds a step to steps unless what it would make is up to date:
// made by the same command of the same weave from files that have not changed since.
// Paths are below c->directory, without it.

// A C file of the midstage. Its object goes to objects.
void toolchain_compile(const Toolchain *t, Compaction *c, Str source, StepList *steps,
                       FileList *objects);

// The application's SQL functions and SQLite.
void toolchain_compile_users(const Toolchain *t, Compaction *c, StepList *steps,
                             FileList *objects);

// Every file that those were made from when they were last compiled, headers included.
FileList toolchain_users_inputs(Arena *a, const Config *config, const char *directory);

// Whether one of them has changed since.
bool toolchain_users_have_changed(Arena *a, const Config *config,
                                  const char *directory);

// The program: objects, weave's archive and SQLite.
CompactStatus toolchain_link(const Toolchain *t, Compaction *c, Str program,
                             const FileList *objects, StepList *steps);

// check.c: whether the C files among n emitted ones in directory compile without a
// warning. Those that were accepted as they are, are not compiled. COMPACT_BUG if the code is to blame, COMPACT_WORLD
// if the compiler cannot compile anything at all.
CompactStatus toolchain_check(const Toolchain *t, Compaction *c, const char *directory,
                              const Str *files, size_t n);

#endif
