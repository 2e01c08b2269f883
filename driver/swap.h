// swap.h - puts a whole new output directory in the place of the old one, at once.
//
//     Swap swap;
//     SwapResult result;
//     SwapStatus status = swap_begin(&swap, &arena, S("src/gen"), diag);
//     if (status == SWAP_OK) {
//         ... write the new files into swap.staging, or swap_write() them ...
//         status = good ? swap_commit(&swap, &result) : SWAP_OK;
//         swap_end(&swap);
//     }
//     if (status == SWAP_FAILED)
//         fprintf(stderr, "weave: %.*s\n", STR_ARG(swap.problem));
//
// Whatever happens in between (a full disk, a kill), the directory is complete and old
// or complete and new. For gen in the directory src:
//
//   src/.gen.weave-new   the staging directory. It takes part in one rename exchange
//                        with src/gen, and holds the old files after it, until they
//                        are deleted. One that a killed weave left is deleted by the
//                        next.
//   src/.gen.weave-old   only where the file system cannot exchange: there gen is
//                        renamed to it, then the staging directory to gen. A kill
//                        between the two leaves no gen for the moment; the next weave
//                        first renames it back.
//
// One weave at a time: src itself is locked (flock; no lock file, freed by the kernel
// whatever becomes of the process). A second weave says so and waits. The lock is not
// inherited: a midstage must not outlive its weave (PR_SET_PDEATHSIG).
//
// The output directory belongs to weave: in it stand regular files named NAME.gen.c or
// NAME.gen.h (NAME of a-z, 0-9, _ and -) whose first line begins "// FILE - made by
// weave", and nothing else. A file that is not of that kind is named in a diagnostic
// (W500) and stops the weave. If the directory's name is a symbolic link, it is
// followed once, in swap_begin(): what is exchanged is the directory, not the link.
//
// Files that did not change keep inode and mtime: they are linked into the staging
// directory (where no links can be made, only the mtime is kept). The directory keeps
// its mode. If no file changed, the old directory stays as it is; only the mtime of the
// directory above it moves, because the staging directory came and went there.
// swap_compare() touches nothing.

#ifndef DRIVER_SWAP_H
#define DRIVER_SWAP_H

#include "base/arena.h"
#include "base/diag.h"
#include "base/str.h"

#include <stdbool.h>
#include <stddef.h>

typedef enum SwapStatus {
    SWAP_OK,
    SWAP_REFUSED, // reported in the diagnostics: exit status 1
    SWAP_FAILED,  // the world failed, problem says how: exit status 3
} SwapStatus;

typedef struct SwapResult {
    size_t n_new, n_changed, n_removed, n_unchanged; // files
} SwapResult;

typedef struct Swap {
    const char *out;     // the directory, as the user would type it
    const char *staging; // beside it and empty: write here, until swap_commit()
    Str problem;         // "cannot create src/.gen.weave-new: Permission denied"

    // The rest is swap.c's own.
    Arena *arena;
    Diag *diag;
    const char *above; // the directory in which out stands
    const char *aside; // where out waits if there is no exchange
    int parent;        // above, open and locked
} Swap;

// Makes the directories above out if they are missing, waits for the lock, clears away
// what a killed weave left, looks for foreign files, and makes the staging directory.
// Unless it gives SWAP_OK there is nothing to end.
SwapStatus swap_begin(Swap *s, Arena *a, Str out, Diag *d);

// Writes a file into the staging directory; if the present one is the same, as a link to
// it.
SwapStatus swap_write(Swap *s, Str name, Str text);

// Puts the staging directory in the place of out, or leaves out alone if that would
// change nothing (then all of result's counts but n_unchanged are 0). Unless it gives
// SWAP_OK, out is what it was; the exception is a problem that begins "wove": the new
// files are in place, but the disk failed afterwards. Nothing is tried twice.
SwapStatus swap_commit(Swap *s, SwapResult *result);

// Removes the staging directory if it is still there, and unlocks. A failure here is
// not worth a word: the next weave clears away what is left.
void swap_end(Swap *s);

// What swap_commit() would say about two directories, neither of which is touched.
// out need not exist; then all is new. Waits for no lock. SWAP_REFUSED for foreign
// files in out, SWAP_FAILED with *problem set.
SwapStatus swap_compare(Arena *a, const char *fresh, Str out, Diag *d,
                        SwapResult *result, Str *problem);

// Whether a killed weave, or one at work, has its directories beside out: then even a
// weave that finds nothing to do goes through swap_begin() and swap_commit(), to clear
// them away.
bool swap_has_leftovers(Arena *a, Str out);

// Whether the two directories' files are the same, names and bytes.
static inline bool swap_is_noop(SwapResult r)
{
    return !r.n_new && !r.n_changed && !r.n_removed;
}

#endif
