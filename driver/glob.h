// glob.h - what schema paths stand for.

#ifndef DRIVER_GLOB_H
#define DRIVER_GLOB_H

#include "base/arena.h"
#include "base/str.h"

#include <stddef.h>

typedef struct PathList {
    Str *items;
    size_t n, capacity;
} PathList;

// Adds the files that pattern stands for to out; none that is there already. In
// drizzle-kit's order, which is that of the tables.
//
//   a file        itself
//   a directory   the TypeScript, JavaScript and SQL files in it, sorted by their bytes;
//                 no .d.ts, no *.config.ts
//   a glob        the files it matches, and those in the directories it matches:
//                 * ? [a-z] {a,b}, and ** for any directories (node_modules and those
//                 with a dot left out); sorted as people sort, a B c
//
// Gives how many files the pattern stands for. One that is no glob and is not there
// stands for itself, so that whoever opens it can say why it cannot.
size_t glob_expand(Arena *a, Str pattern, PathList *out);

#endif
