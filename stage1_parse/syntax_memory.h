// syntax_memory.h - where tree-sitter's memory comes from: a region a thread, that is
// emptied at once.
//
// tree-sitter gives each node of a tree back by itself, and takes fresh pages for the
// next tree: a fifth of the time of a parse. Here the next tree stands where the last
// one stood. And its allocations can be counted: a bound on its work that is the same on
// every machine. For syntax_tree.c alone.

#ifndef STAGE1_PARSE_SYNTAX_MEMORY_H
#define STAGE1_PARSE_SYNTAX_MEMORY_H

#include "base/arena.h"

enum { SYNTAX_MEMORY_CLASSES = 64 };

typedef struct SyntaxMemory {
    Arena arena;
    struct MemoryBlock *first, *block; // all of them; the one that is being filled
    size_t used;                       // of block
    void *given_back[SYNTAX_MEMORY_CLASSES]; // by size, each the head of a list
    size_t allowed;                          // allocations that are left
    size_t exhausted; // not 0 when there were more: tree-sitter's cancellation flag
} SyntaxMemory;

// From now on tree-sitter, on this thread, allocates from m, where nothing of its is alive
// any more. After `allowed` allocations m->exhausted is set.
void syntax_memory_use(SyntaxMemory *m, size_t allowed);
void syntax_memory_free(SyntaxMemory *m);

#endif
