// arena.c - memory that is all freed at once.

#include "base/arena.h"

#include <assert.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#if defined(__SANITIZE_ADDRESS__)
#define ARENA_POISONS 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define ARENA_POISONS 1
#endif
#endif

#ifdef ARENA_POISONS
#include <sanitizer/asan_interface.h>
#define POISON(p, n)   __asan_poison_memory_region((p), (n))
#define UNPOISON(p, n) __asan_unpoison_memory_region((p), (n))
#else
#define POISON(p, n)   ((void)(p), (void)(n))
#define UNPOISON(p, n) ((void)(p), (void)(n))
#endif

// Each block is twice as large as the one before: where much is wanted there are few.
enum { BLOCK_BYTES = 32 * 1024, BLOCK_BYTES_MOST = 1024 * 1024 };

struct ArenaBlock {
    struct ArenaBlock *older;
    size_t used, size;
    _Alignas(max_align_t) unsigned char bytes[];
};

static void die(const char *why)
{
    fprintf(stderr, "weave: %s\n", why);
    exit(3);
}

static struct ArenaBlock *block_new(struct ArenaBlock *older, size_t size)
{
    if (size > SIZE_MAX - sizeof(struct ArenaBlock))
        die("out of memory");
    struct ArenaBlock *block = malloc(sizeof *block + size);
    if (!block)
        die("out of memory");
    *block = (struct ArenaBlock){.older = older, .size = size};
    POISON(block->bytes, size);
    return block;
}

// The offset in block at which size bytes can start, or SIZE_MAX.
static size_t place(const struct ArenaBlock *block, size_t size, size_t align)
{
    if (!block)
        return SIZE_MAX;
    size_t start = (block->used + align - 1) & ~(align - 1);
    return start <= block->size && size <= block->size - start ? start : SIZE_MAX;
}

static size_t next_size(const struct ArenaBlock *block)
{
    size_t size = block ? block->size * 2 : BLOCK_BYTES;
    return size < BLOCK_BYTES        ? BLOCK_BYTES
           : size < BLOCK_BYTES_MOST ? size
                                     : BLOCK_BYTES_MOST;
}

void *arena_alloc(Arena *a, size_t count, size_t size, size_t align)
{
    assert(align && !(align & (align - 1)) && align <= _Alignof(max_align_t));
    bool may_overflow = (count | size) > UINT32_MAX;
    if (may_overflow && size && count > SIZE_MAX / 2 / size)
        die("out of memory");
    size_t bytes = count * size;
    size_t start = place(a->block, bytes, align);
    if (start == SIZE_MAX) {
        size_t usual = next_size(a->block);
        a->block = block_new(a->block, bytes > usual ? bytes : usual);
        start = 0;
    }
    void *p = a->block->bytes + start;
    a->block->used = start + bytes;
    UNPOISON(p, bytes);
    return memset(p, 0, bytes);
}

// Makes the newest allocation, of bytes, larger where it stands; false if it is not the
// newest, or there is no room.
static bool extend(Arena *a, const void *p, size_t bytes, size_t wanted)
{
    struct ArenaBlock *block = a->block;
    if (!block || (const unsigned char *)p + bytes != block->bytes + block->used ||
        wanted - bytes > block->size - block->used)
        return false;
    UNPOISON(block->bytes + block->used, wanted - bytes);
    memset(block->bytes + block->used, 0, wanted - bytes);
    block->used += wanted - bytes;
    return true;
}

void *arena_grow(Arena *a, void *items, size_t n, size_t *capacity, size_t size,
                 size_t align)
{
    if (n < *capacity)
        return items;
    // Most lists are short, and many are lists of large things.
    size_t first = size < 16 ? 8 : size < 64 ? 4 : 2;
    size_t wanted = *capacity ? *capacity * 2 : first;
    if (n && extend(a, items, *capacity * size, wanted * size)) {
        *capacity = wanted;
        return items;
    }
    void *grown = arena_alloc(a, wanted, size, align);
    if (n)
        memcpy(grown, items, n * size);
    *capacity = wanted;
    return grown;
}

ArenaMark arena_mark(const Arena *a)
{
    return (ArenaMark){a->block, a->block ? a->block->used : 0};
}

void arena_reset(Arena *a, ArenaMark mark)
{
    while (a->block != mark.block) {
        struct ArenaBlock *older = a->block->older;
        UNPOISON(a->block->bytes, a->block->size);
        free(a->block);
        a->block = older;
    }
    if (a->block) {
        POISON(a->block->bytes + mark.used, a->block->size - mark.used);
        a->block->used = mark.used;
    }
}

void arena_free(Arena *a)
{
    arena_reset(a, (ArenaMark){0});
}

void arena_clear(Arena *a)
{
    if (!a->block)
        return;
    Arena older = {a->block->older};
    a->block->older = NULL;
    arena_free(&older);
    arena_reset(a, (ArenaMark){a->block, 0});
}

void arena_adopt(Arena *a, Arena *from)
{
    struct ArenaBlock **oldest = &from->block;
    while (*oldest)
        oldest = &(*oldest)->older;
    *oldest = a->block;
    a->block = from->block;
    from->block = NULL;
}
