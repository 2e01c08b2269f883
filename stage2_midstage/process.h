// process.h - child processes that cannot hang weave, fill its memory or outlive it.
//
//     const char *argv[] = {"cc", "--version", NULL};
//     Outcome outcome;
//     process_run(&arena, &(Command){.argv = argv, .seconds = 60}, &outcome);
//     if (!process_succeeded(&outcome))
//         ... process_describe(&arena, &outcome) ...   // "was killed by signal 11 ..."
//
// Each child leads a process group of its own. The whole group is killed when the child
// ends (what it left behind must not stay), when its time is up, when it says more than
// it may, and when weave is told to end by SIGINT, SIGTERM or SIGHUP. If weave itself is
// killed, the kernel kills the child. Its standard input is empty.

#ifndef STAGE2_MIDSTAGE_PROCESS_H
#define STAGE2_MIDSTAGE_PROCESS_H

#include "base/arena.h"
#include "base/str.h"

#include <stdbool.h>
#include <stddef.h>

// A child that writes more than this to one of its outputs is killed.
enum { PROCESS_OUTPUT_LIMIT = 64 * 1024 * 1024 };

typedef struct Command {
    const char *const *argv; // ended by null; argv[0] is looked for in $PATH
    const char *const
        *env;         // "NAME=value" on top of weave's own, ended by null; or null
    unsigned seconds; // its time limit; 0: none
} Command;

typedef struct Outcome {
    int start_errno; // why it could not be started, or 0
    int status;      // as waitpid() gives it
    bool timed_out;
    bool said_too_much;
    Str out, err; // what it wrote, NUL-terminated
} Outcome;

// Runs the command and waits for its end.
void process_run(Arena *a, const Command *command, Outcome *out);

// Runs n commands, at most jobs at a time, and waits for all.
void process_run_all(Arena *a, const Command *commands, size_t n, size_t jobs,
                     Outcome *out);

bool process_succeeded(const Outcome *o);  // ended by itself, with status 0
int process_exit_status(const Outcome *o); // what it ended with, or -1

// How it failed, to be put behind the program's name: "ended with status 2".
Str process_describe(Arena *a, const Outcome *o);

// The command as one would type it into a shell.
Str process_show(Arena *a, const Command *command);

// The last lines of text, at most n of them, without white space at the end.
Str process_tail(Str text, size_t n);

#endif
