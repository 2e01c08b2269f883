// test_arena.c - memory that is all freed at once.

#include "base/arena.h"

#include <criterion/criterion.h>
#include <signal.h>
#include <stdint.h>
#include <string.h>

Test(arena, gives_zeroed_memory_also_where_it_was_used_before)
{
    Arena mem = {0};
    ArenaMark mark = arena_mark(&mem);
    memset(arena_many(&mem, char, 1000), 'x', 1000);
    arena_reset(&mem, mark);
    const char *again = arena_many(&mem, char, 1000);
    for (size_t i = 0; i < 1000; i++)
        cr_assert_eq(again[i], 0);
    arena_free(&mem);
    cr_assert_null(mem.block);
}

Test(arena, aligns_what_it_gives)
{
    Arena mem = {0};
    for (size_t align = 1; align <= _Alignof(max_align_t); align *= 2) {
        (void)arena_many(&mem, char, 1);
        uintptr_t at = (uintptr_t)arena_alloc(&mem, 1, 1, align);
        cr_assert_eq(at % align, 0, "alignment %zu", align);
    }
    arena_free(&mem);
}

Test(arena, gives_more_than_a_block_and_nothing_twice)
{
    Arena mem = {0};
    enum { N = 300, SIZE = 1000, BIG = 1 << 20 };
    unsigned char *items[N];
    for (size_t i = 0; i < N; i++) {
        items[i] = arena_many(&mem, unsigned char, SIZE);
        memset(items[i], (int)(i & 0xff), SIZE);
    }
    memset(arena_many(&mem, char, BIG), 'x', BIG);
    for (size_t i = 0; i < N; i++)
        for (size_t j = 0; j < SIZE; j++)
            cr_assert_eq(items[i][j], i & 0xff);
    arena_free(&mem);
}

Test(arena, keeps_what_was_there_before_the_mark)
{
    Arena mem = {0};
    char *kept = arena_many(&mem, char, 10);
    strcpy(kept, "kept");
    ArenaMark mark = arena_mark(&mem);
    for (int i = 0; i < 100; i++)
        (void)arena_many(&mem, char, 5000);
    arena_reset(&mem, mark);
    cr_assert_str_eq(kept, "kept");
    cr_assert(arena_many(&mem, char, 10) == kept + 10, "goes on where the mark was");
    arena_free(&mem);
}

Test(arena, grows_an_array_without_losing_an_item)
{
    Arena mem = {0};
    struct {
        int *items;
        size_t n, capacity;
    } list = {0};
    for (int i = 0; i < 1000; i++)
        *arena_push(&mem, list, int) = i;
    cr_assert_eq(list.n, 1000);
    for (int i = 0; i < 1000; i++)
        cr_assert_eq(list.items[i], i);
    arena_free(&mem);
}

Test(arena, hands_all_it_holds_to_another)
{
    Arena mem = {0}, other = {0};
    char *kept = arena_many(&mem, char, 10), *given = arena_many(&other, char, 40000);
    kept[0] = given[0] = 'x';
    arena_adopt(&mem, &other);
    arena_free(&other);
    cr_expect_eq(kept[0] + given[0], 'x' + 'x');
    cr_expect_eq(*arena_many(&mem, char, 10), 0);
    arena_free(&mem);
}

Test(arena, keeps_one_block_when_it_is_cleared)
{
    Arena mem = {0};
    for (int i = 0; i < 100; i++)
        memset(arena_many(&mem, char, 10000), 'x', 10000);
    struct ArenaBlock *last = mem.block;
    arena_clear(&mem);
    cr_expect(mem.block == last, "the newest, which is the largest");
    const char *again = arena_many(&mem, char, 10000);
    for (int i = 0; i < 10000; i++)
        cr_assert_eq(again[i], 0);
    cr_expect(mem.block == last);
    arena_free(&mem);
    arena_clear(&mem);
    cr_expect_null(mem.block);
}

Test(arena, ends_the_program_at_a_size_that_overflows, .exit_code = 3)
{
    Arena mem = {0};
    volatile size_t many = SIZE_MAX / 4;
    (void)arena_alloc(&mem, many, 8, 8);
}
