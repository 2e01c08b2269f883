// arena.h - memory that is all freed at once.
//
// A stage owns two: one for what it returns, one for scratch. Nothing on the
// compiler side calls malloc or free but arena.c. Running out of memory ends the
// program; so does a size that overflows.
//
//     Arena mem = {0};
//     Table *tables = arena_many(&mem, Table, n);
//     ...
//     arena_free(&mem);

#ifndef BASE_ARENA_H
#define BASE_ARENA_H

#include <stddef.h>

typedef struct Arena {
    struct ArenaBlock *block; // newest first; start from {0}
} Arena;

typedef struct ArenaMark {
    struct ArenaBlock *block;
    size_t used;
} ArenaMark;

// Zeroed memory for count things of size bytes, aligned to align (a power of two).
// Under AddressSanitizer what is not handed out is poisoned, so an overrun is
// caught inside an arena as well.
void *arena_alloc(Arena *a, size_t count, size_t size, size_t align);

#define arena_new(a, T)     ((T *)arena_alloc((a), 1, sizeof(T), _Alignof(T)))
#define arena_many(a, T, n) ((T *)arena_alloc((a), (n), sizeof(T), _Alignof(T)))

// Scratch: everything allocated after the mark is gone after the reset.
ArenaMark arena_mark(const Arena *a);
void arena_reset(Arena *a, ArenaMark mark);

void arena_free(Arena *a);

// Empties a, which keeps a block for what comes next: for scratch that is used again and
// again. arena_free() ends it.
void arena_clear(Arena *a);

// Gives a what from holds, which is empty then: how a thread hands over its own.
void arena_adopt(Arena *a, Arena *from);

// A growing array that lives in an arena: makes room for one more item, doubling.
// items keeps its place until it must move; the old memory stays in the arena.
//
//     struct { Table *items; size_t n, capacity; } list = {0};
//     *arena_push(&mem, list, Table) = table;
#define arena_push(a, list, T)                                                         \
    ((list).items = (T *)arena_grow((a), (list).items, (list).n, &(list).capacity,     \
                                    sizeof(T), _Alignof(T)),                           \
     &(list).items[(list).n++])

void *arena_grow(Arena *a, void *items, size_t n, size_t *capacity, size_t size,
                 size_t align);

#endif
