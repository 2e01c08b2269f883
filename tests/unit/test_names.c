// test_names.c - what things are called in C, and what cannot be called at all.

#include "stage3_emit/names.h"

#include <criterion/criterion.h>

#include <stdio.h>
#include <stdlib.h>

static Arena mem;

static void free_mem(void)
{
    arena_free(&mem);
}

#define CALLED(function, name, expected)                                               \
    do {                                                                               \
        Str called = function(&mem, S(name));                                          \
        cr_assert(str_is(called, expected), "%.*s", STR_ARG(called));                  \
    } while (0)

TestSuite(names, .fini = free_mem);

Test(names, sql_names_are_kept_but_for_what_c_cannot_say)
{
    CALLED(name_kept, "mime_type", "mime_type");
    CALLED(name_kept, "mimeType", "mimeType");
    CALLED(name_kept, "count(*)", "count___");
    CALLED(name_kept, "na\xC3\xAFve", "na_ve");
}

Test(names, typescript_names_become_snake_case)
{
    CALLED(name_snake, "listByMimeType", "list_by_mime_type");
    CALLED(name_snake, "getByURL", "get_by_url");
    CALLED(name_snake, "URLPart", "url_part");
    CALLED(name_snake, "md5Sum", "md5_sum");
    CALLED(name_snake, "already_snake", "already_snake");
    CALLED(name_snake, "$private", "_private");
}

Test(names, types_are_pascal_case)
{
    CALLED(name_pascal, "media_source", "MediaSource");
    CALLED(name_pascal, "mediaSource", "MediaSource");
    CALLED(name_pascal, "__drizzle_migrations", "DrizzleMigrations");
}

Test(names, constants_are_upper_case)
{
    CALLED(name_upper, "in-progress", "IN_PROGRESS");
    CALLED(name_upper, "inProgress", "IN_PROGRESS");
    CALLED(name_upper, "\xE5\x86\x99\xE7\x9C\x9F", "__");
}

Test(names, keywords_and_macros_get_an_underscore)
{
    CALLED(name_member, "class", "class_");
    CALLED(name_member, "default", "default_");
    CALLED(name_member, "int", "int_");
    CALLED(name_member, "errno", "errno_");
    CALLED(name_member, "linux", "linux_");
    CALLED(name_member, "NULL", "NULL_");
    CALLED(name_member, "xor_eq", "xor_eq_");
    CALLED(name_member, "type", "type");
    CALLED(name_member, "classes", "classes");
}

Test(names, no_keyword_is_the_name_of_a_member)
{
    Str words =
        S("alignas alignof and and_eq asm assert auto bitand bitor bool break case "
          "catch char char16_t char32_t char8_t class co_await co_return co_yield "
          "compl complex concept const const_cast consteval constexpr constinit "
          "continue decltype default delete do double dynamic_cast else enum errno "
          "explicit export extern false float for friend goto i386 if imaginary inline "
          "int int16_t int32_t int64_t int8_t linux long mutable namespace new "
          "noexcept not not_eq nullptr offsetof operator or or_eq private protected "
          "public register reinterpret_cast requires restrict return short signed "
          "size_t sizeof static static_assert static_cast stderr stdin stdout struct "
          "switch template this thread_local throw true try typedef typeid typename "
          "typeof typeof_unqual uint16_t uint32_t uint64_t uint8_t union unix unsigned "
          "using virtual void volatile wchar_t while xor xor_eq EOF FILE I NULL");
    while (words.len) {
        size_t blank = str_find(words, ' ');
        Str word = str_cut(words, 0, blank == STR_NONE ? words.len : blank);
        cr_assert(
            str_eq(name_member(&mem, word), str_format(&mem, "%.*s_", STR_ARG(word))),
            "%.*s", STR_ARG(word));
        words = str_cut(words, blank == STR_NONE ? words.len : blank + 1, words.len);
    }
}

Test(names, a_name_that_is_none_gets_a_letter)
{
    CALLED(name_member, "2nd", "n_2nd");
    CALLED(name_member, "", "n_");
    CALLED(name_member, "__LINE__", "n__LINE__");
    CALLED(name_member, "_Bool", "n_Bool");
    CALLED(name_member, "_id", "_id");
    CALLED(name_open, "_id", "n_id");
    CALLED(name_open, "2fa", "n_2fa");
}

Test(names, a_parameter_does_not_hide_what_its_function_uses)
{
    CALLED(name_parameter, "db", "db_");
    CALLED(name_parameter, "out", "out_");
    CALLED(name_parameter, "new", "new_");
    CALLED(name_parameter, "id", "id");
}

// --- one scope ---------------------------------------------------------------

static bool load_lines(void *context, Arena *a, const char *path, Str *out)
{
    (void)context, (void)a, (void)path;
    *out = S("first\nsecond\nthird\n");
    return true;
}

static Diag *new_diag(void)
{
    Diag *d = diag_new(&mem, (Loader){.read = load_lines, .context = NULL});
    diag_file(d, S("a.ts"));
    return d;
}

static void said(Diag *d, const char *expected)
{
    char *text = NULL;
    size_t len = 0;
    FILE *memory = open_memstream(&text, &len);
    diag_print(d, DIAG_TEXT, false, memory);
    fclose(memory);
    cr_assert_str_eq(text, expected);
    free(text);
}

Test(names, a_clash_is_reported_once_at_the_second_and_names_both)
{
    Names n = {.arena = &mem};
    Diag *d = new_diag();
    names_owner(&n, S("table \"media\""), (Span){1, 0, 5});
    names_add(&n, S("Media"));
    names_add(&n, S("MediaRows"));
    names_add(&n, S("MediaList"));
    names_owner(&n, S("table \"other\""), (Span){1, 13, 5});
    names_add(&n, S("Other"));
    names_owner(&n, S("table \"media_list\""), (Span){1, 6, 6});
    names_add(&n, S("MediaList"));
    names_add(&n, S("MediaRows"));
    names_check(&n, SCOPE_FILE, d);
    said(d, "a.ts:2:1: error: table \"media\" and table \"media_list\" are both called "
            "MediaList in C [W320]\n"
            "    2 | second\n"
            "      | ^~~~~~\n"
            "a.ts:1:1: note: the first is table \"media\"\n"
            "    1 | first\n"
            "      | ^~~~~\n");
}

Test(names, the_runtimes_names_are_taken)
{
    static const char *const taken[] = {"weave_open",   "WeaveText", "WEAVE_OK", "main",
                                        "sqlite3_open", "FILE",      "int"};
    for (size_t i = 0; i < sizeof taken / sizeof *taken; i++) {
        Names n = {.arena = &mem};
        Diag *d = new_diag();
        names_owner(&n, S("x"), (Span){1, 0, 5});
        names_add(&n, str_z(taken[i]));
        names_check(&n, SCOPE_FILE, d);
        cr_assert(diag_failed(d), "%s", taken[i]);
    }
}

Test(names, names_that_only_begin_like_the_runtimes_are_free)
{
    static const char *const kept[] = {"Weaver", "weaver_rows", "sqlite_rows",
                                       "mainly"};
    Names n = {.arena = &mem};
    Diag *d = new_diag();
    names_owner(&n, S("x"), (Span){1, 0, 5});
    for (size_t i = 0; i < sizeof kept / sizeof *kept; i++)
        names_add(&n, str_z(kept[i]));
    names_check(&n, SCOPE_FILE, d);
    cr_assert(!diag_failed(d));
}

Test(names, a_name_beyond_the_limit_is_refused)
{
    Names n = {.arena = &mem};
    Diag *d = new_diag();
    Buf b = {.arena = &mem};
    for (int i = 0; i < 121; i++)
        buf_char(&b, 'a');
    names_owner(&n, S("x"), (Span){1, 0, 5});
    names_add(&n, buf_str(&b));
    names_check(&n, SCOPE_MEMBER, d);
    cr_assert(diag_failed(d));
}
