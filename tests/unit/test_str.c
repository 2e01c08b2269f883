// test_str.c - strings, and the buffer to build one in.

#include "base/str.h"

#include <criterion/criterion.h>
#include <string.h>

#define EQ(got, wanted)                                                                \
    do {                                                                               \
        Str got_ = (got);                                                              \
        cr_expect(str_is(got_, (wanted)), "\"%.*s\" is not \"%s\"", STR_ARG(got_),     \
                  (wanted));                                                           \
    } while (0)

Test(str, the_empty_one_works_everywhere)
{
    Arena mem = {0};
    Str none = {0};
    cr_expect(str_eq(none, S("")));
    cr_expect(str_eq(str_z(NULL), none));
    cr_expect_eq(str_cmp(none, S("")), 0);
    cr_expect_eq(str_find(none, 'a'), STR_NONE);
    cr_expect_eq(str_find_last(none, 'a'), STR_NONE);
    cr_expect_eq(str_find_str(none, S("a")), STR_NONE);
    cr_expect_eq(str_find_str(none, none), 0);
    cr_expect(str_starts(none, "") && str_ends(none, ""));
    cr_expect(!str_starts(none, "a") && !str_ends(none, "a"));
    EQ(str_trim(none), "");
    EQ(str_cut(none, 0, 0), "");
    cr_expect_str_eq(str_zero(&mem, none), "");
    cr_expect_eq(str_distance(none, S("abc"), 5), 3);
    arena_free(&mem);
}

Test(str, compares_bytes_unsigned_and_the_shorter_first)
{
    cr_expect_lt(str_cmp(S("a"), S("b")), 0);
    cr_expect_lt(str_cmp(S("a"), S("aa")), 0);
    cr_expect_gt(str_cmp(S("\xC3\xA4"), S("z")), 0);
    cr_expect_eq(str_cmp(S("a\0b"), S("a\0b")), 0);
    cr_expect_lt(str_cmp(S("a\0b"), S("a\0c")), 0);
}

Test(str, ignores_the_case_of_ascii_alone)
{
    cr_expect(str_eq_nocase(S("Media_ID"), S("mEDIA_id")));
    cr_expect(!str_eq_nocase(S("["), S("{")));
    cr_expect(!str_eq_nocase(S("\xC3\x84"), S("\xC3\xA4")), "Ä is not ä");
    cr_expect(!str_eq_nocase(S("a"), S("ab")));
}

Test(str, finds)
{
    Str s = S("a/b/c");
    cr_expect_eq(str_find(s, '/'), 1);
    cr_expect_eq(str_find_last(s, '/'), 3);
    cr_expect_eq(str_find_str(s, S("b/c")), 2);
    cr_expect_eq(str_find_str(s, S("b/cd")), STR_NONE);
    cr_expect_eq(str_find_str(s, S("a/b/c/d")), STR_NONE);
    EQ(str_trim(S(" \t\r\n x y\v\f ")), "x y");
}

Test(str, copies_are_terminated)
{
    Arena mem = {0};
    Str cut = str_cut(S("media.id"), 0, 5);
    cr_expect_str_eq(str_zero(&mem, cut), "media");
    cr_expect_eq(str_format(&mem, "%s %d", "a", 7).ptr[3], '\0');
    Str nul = str_copy(&mem, S("a\0b"));
    cr_expect_eq(nul.len, 3);
    cr_expect(str_eq(nul, S("a\0b")));
    arena_free(&mem);
}

Test(str, counts_edits_up_to_a_limit)
{
    cr_expect_eq(str_distance(S("kitten"), S("sitting"), 9), 3);
    cr_expect_eq(str_distance(S("kitten"), S("sitting"), 2), 3);
    cr_expect_eq(str_distance(S("same"), S("same"), 0), 0);
    char big[100];
    memset(big, 'x', sizeof big);
    cr_expect_eq(str_distance((Str){big, 100}, S("x"), 2), 3);
}

Test(str, suggests_the_nearest_name)
{
    const Str names[] = {STR("id"), STR("mime_type"), STR("created_at"), STR("uri")};
    EQ(str_nearest(S("mimetype"), names, 4), "mime_type");
    EQ(str_nearest(S("mimeType"), names, 4), "mime_type");
    EQ(str_nearest(S("creatd_at"), names, 4), "created_at");
    EQ(str_nearest(S("url"), names, 4), "uri");
    EQ(str_nearest(S("content"), names, 4), "");
    EQ(str_nearest(S("xyz"), names, 4), "");
    EQ(str_nearest(S("id"), names, 1), ""); // never the name itself
    EQ(str_nearest(S("id"), NULL, 0), "");
}

Test(buf, builds_whatever_length)
{
    Arena mem = {0};
    Buf b = {.arena = &mem};
    EQ(buf_str(&b), "");
    for (int i = 0; i < 1000; i++)
        buf_format(&b, "%d,", i);
    buf_char(&b, '!');
    buf_z(&b, "end");
    Str s = buf_str(&b);
    cr_expect_eq(s.len, 10 * 2 + 90 * 3 + 900 * 4 + 4);
    cr_expect(str_ends(s, "998,999,!end"));
    cr_expect_eq(s.ptr[s.len], '\0');
    arena_free(&mem);
}

Test(buf, may_be_put_into_itself)
{
    Arena mem = {0};
    Buf b = {.arena = &mem};
    buf_z(&b, "ab");
    for (int i = 0; i < 10; i++)
        buf_put(&b, buf_str(&b));
    cr_expect_eq(buf_str(&b).len, 2048);
    cr_expect(str_ends(buf_str(&b), "abab"));
    arena_free(&mem);
}
