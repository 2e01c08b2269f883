// syntax_memory.c - where tree-sitter's memory comes from.

#include "stage1_parse/syntax_memory.h"

#include <assert.h>
#include <pthread.h>
#include <stdint.h>
#include <string.h>
#include <tree_sitter/api.h>

enum { BLOCK_BYTES = 128 * 1024, UNIT = 16, SMALL_CLASSES = 32 };

typedef struct MemoryBlock {
    struct MemoryBlock *next;
    size_t size;
    unsigned char *bytes;
} MemoryBlock;

// What stands before each piece that is handed out.
typedef struct Head {
    _Alignas(UNIT) size_t size; // of the piece, as its class has it
    size_t class;
} Head;

// tree-sitter's allocator is one for the whole program, and is told nothing: the region
// can be found through the thread alone.
static _Thread_local SyntaxMemory *current;

// Sizes up to 512 in steps of 16, above in powers of two.
static size_t class_of(size_t *size)
{
    if (*size <= SMALL_CLASSES * UNIT) {
        size_t class = *size ? (*size - 1) / UNIT : 0;
        *size = (class + 1) * UNIT;
        return class;
    }
    size_t class = SMALL_CLASSES, rounded = SMALL_CLASSES * UNIT * 2;
    while (rounded < *size && class + 1 < SYNTAX_MEMORY_CLASSES) {
        rounded *= 2;
        class ++;
    }
    *size = rounded;
    return class;
}

static MemoryBlock *block_new(SyntaxMemory *m, size_t size)
{
    MemoryBlock *block = arena_new(&m->arena, MemoryBlock);
    block->size = size > BLOCK_BYTES ? size : BLOCK_BYTES;
    block->bytes = arena_alloc(&m->arena, block->size, 1, UNIT);
    return block;
}

// The next block that has room, an old one or a new one.
static void next_block(SyntaxMemory *m, size_t size)
{
    MemoryBlock **link = m->block ? &m->block->next : &m->first;
    if (!*link || (*link)->size < size) {
        MemoryBlock *block = block_new(m, size);
        block->next = *link;
        *link = block;
    }
    m->block = *link;
    m->used = 0;
}

static void *take(size_t size)
{
    SyntaxMemory *m = current;
    assert(m);
    if (m->allowed)
        m->allowed--;
    else
        m->exhausted = 1;
    size_t class = class_of(&size);
    void *p = m->given_back[class];
    if (p) {
        memcpy(&m->given_back[class], p, sizeof p);
        return p;
    }
    size_t whole = sizeof(Head) + size;
    if (!m->block || m->block->size - m->used < whole)
        next_block(m, whole);
    Head *head = (Head *)(void *)(m->block->bytes + m->used);
    m->used += whole;
    *head = (Head){size, class};
    return head + 1;
}

static void *take_zeroed(size_t count, size_t size)
{
    assert(!size || count <= SIZE_MAX / 2 / size);
    return memset(take(count * size), 0, count * size);
}

static void give_back(void *p)
{
    if (!p)
        return;
    void **list = &current->given_back[((Head *)p - 1)->class];
    memcpy(p, list, sizeof *list);
    *list = p;
}

static void *resize(void *p, size_t size)
{
    if (!p)
        return take(size);
    size_t old = ((Head *)p - 1)->size;
    if (size <= old)
        return p;
    void *moved = memcpy(take(size), p, old);
    give_back(p);
    return moved;
}

static void install(void)
{
    ts_set_allocator(take, take_zeroed, resize, give_back);
}

void syntax_memory_use(SyntaxMemory *m, size_t allowed)
{
    static pthread_once_t once = PTHREAD_ONCE_INIT;
    pthread_once(&once, install);
    current = m;
    m->block = NULL;
    m->used = m->exhausted = 0;
    m->allowed = allowed;
    memset(m->given_back, 0, sizeof m->given_back);
}

void syntax_memory_free(SyntaxMemory *m)
{
    if (current == m)
        current = NULL;
    arena_free(&m->arena);
    *m = (SyntaxMemory){0};
}
