// compactor.h - input → generate → compile → run → output.
//
// A compactor turns what is known into a program, compiles it, runs it, and takes what
// the program wrote as the output. A Compactor is a struct of functions; weave's own
// makes C and links SQLite (midstage_compactor, stage2.h). Another target is another
// instance:
//
//     const Compactor lisp = {"lisp", write_lisp, compile_lisp, run_lisp,
//                             take_names, check_files, remove_lisp};
//     Compaction c = {.arena = &arena, .diag = diag, .directory = "build/lisp",
//                     .output = "gen", .jobs = 2, .seconds = 60};
//     CompactStatus status = compact(&lisp, &state, &c);
//
// The functions are called in the order of the struct, and after the first failure only
// cleanup. Child processes are compact()'s business: the functions say which. A child
// that fails is an error that says what the child wrote to its standard error.

#ifndef STAGE2_MIDSTAGE_COMPACTOR_H
#define STAGE2_MIDSTAGE_COMPACTOR_H

#include "base/diag.h"
#include "stage2_midstage/process.h"

#include <stdio.h>

// The numbers are the command line's exit statuses.
typedef enum CompactStatus {
    COMPACT_OK = 0,
    COMPACT_INPUT = 1, // the user's input is wrong; reported in the diagnostics
    COMPACT_USAGE = 2, // wrong usage; trouble says how
    COMPACT_WORLD = 3, // the world failed; likewise
    COMPACT_BUG = 70,  // weave's own mistake; likewise
} CompactStatus;

// One run of a compactor: what it is given, and what it gives.
typedef struct Compaction {
    Arena *arena;
    Diag *diag;
    const char *directory; // where the program is made
    const char *output;    // where it writes; the program has it as $OUTPUT_DIR
    size_t jobs;           // compilers side by side
    unsigned seconds;      // the time limit of a run; ten times that for a compiler
    FILE *show;            // commands are printed here before they run; or null
    bool dry;              // commands are printed and not run, nothing is written
    bool keep;             // no cleanup
    bool users_code; // the application's own C runs in it: a crash may be its fault

    Str trouble;      // in words, where it is not a diagnostic
    const Str *files; // what the program generated, names below output
    size_t n_files;
} Compaction;

// One child process of a compilation.
typedef struct CompactStep {
    Command command;
    const char *what;   // "functions.c": what messages say does not compile
    bool users;         // the user's own source: failing is the user's mistake
    const char *record; // a file into which text is written when the step has succeeded
    Str text;
} CompactStep;

typedef struct Compactor {
    const char *name;

    // Writes the program's source below directory.
    CompactStatus (*generate)(void *self, Compaction *c);

    // Gives the next steps, which may run side by side. Called until it gives none.
    CompactStatus (*compile)(void *self, Compaction *c, CompactStep **steps, size_t *n);

    // Gives the command that runs the program.
    CompactStatus (*run)(void *self, Compaction *c, Command *out);

    // Takes what the program wrote to its standard output. Called for a failed program,
    // too: what is wrong with the input may stand there.
    CompactStatus (*parse)(void *self, Compaction *c, Str said);

    // Looks at the files before anybody relies on them.
    CompactStatus (*verify)(void *self, Compaction *c);

    // Removes what nobody needs any more. May be null.
    void (*cleanup)(void *self, Compaction *c);
} Compactor;

CompactStatus compact(const Compactor *compactor, void *self, Compaction *c);

// The two halves, for who wants one of them: generate and compile; run, parse, verify.
CompactStatus compact_build(const Compactor *compactor, void *self, Compaction *c);
CompactStatus compact_run(const Compactor *compactor, void *self, Compaction *c);

// Runs the steps of one round; reports what fails.
CompactStatus compact_steps(Compaction *c, const CompactStep *steps, size_t n);

// What a program is to be blamed for that breaks its promises (W201, W202).
CompactStatus compact_fault(const Compaction *c);

// Sets trouble, and gives status: return compact_fail(c, COMPACT_WORLD, "cannot ...");
CompactStatus compact_fail(Compaction *c, CompactStatus status, const char *fmt, ...)
    __attribute__((format(printf, 3, 4)));

#endif
