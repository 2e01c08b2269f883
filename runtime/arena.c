// arena.c - memory that is freed at once.

#include "runtime/weave.h"

#include <sqlite3.h>

// The header keeps what follows it aligned to 8, which is all that
// sqlite3_malloc64() promises.
typedef struct Chunk {
    struct Chunk *older;
    uint64_t size; // of what follows
} Chunk;

enum { FIRST_CHUNK = 4096 - 64, LARGEST_CHUNK = 1 << 20 };

static char *memory_of(Chunk *chunk)
{
    return (char *)(chunk + 1);
}

// Each chunk is twice its predecessor, up to a limit, and never too small.
static bool add_chunk(WeaveArena *arena, size_t need)
{
    Chunk *older = arena->chunks;
    uint64_t size = older ? older->size * 2 : FIRST_CHUNK;
    if (size > LARGEST_CHUNK)
        size = LARGEST_CHUNK;
    if (size < need)
        size = need;
    Chunk *chunk = sqlite3_malloc64(sizeof *chunk + size);
    if (!chunk)
        return false;
    chunk->older = older;
    chunk->size = size;
    arena->chunks = chunk;
    arena->next = memory_of(chunk);
    arena->left = (size_t)size;
    return true;
}

void *weave_arena_alloc(WeaveArena *arena, size_t size)
{
    if (size > SIZE_MAX / 2)
        return NULL;
    size = size ? (size + 7) & ~(size_t)7 : 8;
    if (size > arena->left && !add_chunk(arena, size))
        return NULL;
    void *memory = arena->next;
    arena->next += size;
    arena->left -= size;
    return memory;
}

static void free_from(Chunk *chunk)
{
    while (chunk) {
        Chunk *older = chunk->older;
        sqlite3_free(chunk);
        chunk = older;
    }
}

void weave_arena_reset(WeaveArena *arena)
{
    Chunk *newest = arena->chunks;
    if (!newest)
        return;
    free_from(newest->older);
    newest->older = NULL;
    arena->next = memory_of(newest);
    arena->left = (size_t)newest->size;
}

void weave_arena_free(WeaveArena *arena)
{
    free_from(arena->chunks);
    *arena = (WeaveArena){0};
}
