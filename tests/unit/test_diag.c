// test_diag.c - what weave says when a program is wrong, and how.

#include "base/diag.h"

#include <criterion/criterion.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

static Arena mem;

static const struct {
    const char *path;
    Str text;
} files[] = {
    {"a.ts", STR("first\nSELECT mimetype\n\tx\xE4\xB8\xADy z\r\nlast")},
    {"b c.ts", STR("one \x1B[31mred\n")},
};

// "é" 2,000 times, then "here", then as many again.
static Str long_line(Arena *a)
{
    Buf b = {.arena = a};
    for (int i = 0; i < 4000; i++)
        buf_z(&b, i == 2000 ? "here" : "\xC3\xA9");
    return buf_str(&b);
}

static bool read_file(void *context, Arena *a, const char *path, Str *out)
{
    (void)context;
    if (strcmp(path, "long.ts") == 0) {
        *out = long_line(a);
        return true;
    }
    for (size_t i = 0; i < sizeof files / sizeof *files; i++)
        if (strcmp(files[i].path, path) == 0) {
            *out = str_copy(a, files[i].text);
            return true;
        }
    errno = ENOENT;
    return false;
}

static Diag *new_diag(void)
{
    return diag_new(&mem, (Loader){.read = read_file, .context = NULL});
}

static Span span(Diag *d, const char *path, uint32_t start, uint32_t len)
{
    return (Span){diag_file(d, str_z(path)), start, len};
}

typedef void Print(Diag *d, FILE *out);

static Str printed(Diag *d, Print *print)
{
    char *text = NULL;
    size_t len;
    FILE *out = open_memstream(&text, &len);
    print(d, out);
    fclose(out);
    Str copy = str_copy(&mem, (Str){text, len});
    free(text);
    return copy;
}

static void as_text(Diag *d, FILE *out)
{
    diag_print(d, DIAG_TEXT, false, out);
}

static void as_json(Diag *d, FILE *out)
{
    diag_print(d, DIAG_JSON, false, out);
}

static void as_sarif(Diag *d, FILE *out)
{
    diag_print(d, DIAG_SARIF, false, out);
}

static void expect_print(Diag *d, Print *print, const char *wanted)
{
    Str got = printed(d, print);
    cr_expect(str_is(got, wanted), "printed\n%.*s\nwanted\n%s", STR_ARG(got), wanted);
}

static void clean_up(void)
{
    arena_free(&mem);
}

TestSuite(diag, .fini = clean_up);

Test(diag, shows_the_line_with_carets_and_notes)
{
    Diag *d = new_diag();
    diag_error(d, span(d, "a.ts", 13, 8), DIAG_W302, "no such column: %s", "mimetype");
    diag_note(d, (Span){0}, "did you mean \"mime_type\"?");
    diag_note(d, span(d, "a.ts", 0, 5), "here");
    expect_print(d, as_text,
                 "a.ts:2:8: error: no such column: mimetype [W302]\n"
                 "    2 | SELECT mimetype\n"
                 "      |        ^~~~~~~~\n"
                 "note: did you mean \"mime_type\"?\n"
                 "a.ts:1:1: note: here\n"
                 "    1 | first\n"
                 "      | ^~~~~\n");
}

Test(diag, counts_columns_in_characters_and_carets_in_cells)
{
    Diag *d = new_diag();
    diag_report(d, SEVERITY_WARNING, span(d, "a.ts", 27, 1), DIAG_W400, "y");
    diag_report(d, SEVERITY_NOTE, span(d, "a.ts", 24, 3), DIAG_W400, "wide");
    expect_print(d, as_text,
                 "a.ts:3:3: note: wide [W400]\n"
                 "    3 |     x\xE4\xB8\xADy z\n"
                 "      |      ^~\n"
                 "a.ts:3:4: warning: y [W400]\n"
                 "    3 |     x\xE4\xB8\xADy z\n"
                 "      |        ^\n");
}

Test(diag, is_sorted_by_place_and_says_nothing_twice)
{
    Diag *d = new_diag();
    Span early = span(d, "none.ts", 1, 1), late = span(d, "none.ts", 2, 1);
    diag_error(d, late, DIAG_W302, "late");
    diag_error(d, early, DIAG_W302, "one");
    diag_error(d, early, DIAG_W302, "two");
    diag_error(d, early, DIAG_W302, "one");
    diag_error(d, late, DIAG_W302, "late");
    diag_error(d, early, DIAG_W303, "one");
    diag_error(d, (Span){0}, DIAG_W500, "nowhere");
    expect_print(d, as_text,
                 "error: nowhere [W500]\n"
                 "none.ts: error: one [W302]\n"
                 "none.ts: error: two [W302]\n"
                 "none.ts: error: one [W303]\n"
                 "none.ts: error: late [W302]\n");
    cr_expect_eq(diag_count(d), 5);
}

Test(diag, fails_by_errors_alone)
{
    Diag *d = new_diag();
    expect_print(d, as_text, "");
    diag_report(d, SEVERITY_WARNING, (Span){0}, DIAG_W400, "w");
    cr_expect(!diag_failed(d));
    diag_error(d, (Span){0}, DIAG_W400, "e");
    cr_expect(diag_failed(d));
}

Test(diag, stands_at_the_end_where_the_span_is_beyond_it)
{
    Diag *d = new_diag();
    diag_error(d, span(d, "a.ts", 4000000000u, 4000000000u), DIAG_W101, "far");
    diag_error(d, (Span){77, 1, 1}, DIAG_W101, "no such file");
    Str got = printed(d, as_text);
    cr_expect(str_find_str(got, S("a.ts:4:5: error: far [W101]\n"
                                  "    4 | last\n"
                                  "      |     ^\n")) != STR_NONE,
              "%.*s", STR_ARG(got));
    cr_expect(str_find_str(got, S("error: no such file")) != STR_NONE);
}

Test(diag, shows_of_a_very_long_line_what_stands_around_the_place)
{
    Diag *d = new_diag();
    diag_error(d, span(d, "long.ts", 4000, 4), DIAG_W302, "x");
    Str got = printed(d, as_text);
    cr_expect(str_starts(got, "long.ts:1:2001: error: x [W302]\n    1 | \xC3\xA9"));
    cr_expect(got.len < 500, "%zu bytes", got.len);
    Str marks = str_cut(got, str_find_str(got, S("\n      | ")), got.len);
    cr_expect(str_eq(marks, str_format(&mem, "\n      | %40s^~~~\n", "")), "%.*s",
              STR_ARG(got));
}

Test(diag, keeps_notes_back_while_something_is_wrong)
{
    Diag *d = new_diag();
    diag_report(d, SEVERITY_NOTE, span(d, "a.ts", 0, 5), DIAG_W400, "slow");
    expect_print(d, as_text,
                 "a.ts:1:1: note: slow [W400]\n"
                 "    1 | first\n"
                 "      | ^~~~~\n");
    diag_error(d, span(d, "a.ts", 13, 8), DIAG_W302, "wrong");
    expect_print(d, as_text,
                 "a.ts:2:8: error: wrong [W302]\n"
                 "    2 | SELECT mimetype\n"
                 "      |        ^~~~~~~~\n");
}

Test(diag, lets_no_source_steer_the_terminal)
{
    Diag *d = new_diag();
    diag_error(d, span(d, "b c.ts", 0, 3), DIAG_W101, "saw \x1B]0;x\x07 and \xC2\x9B.");
    expect_print(d, as_text,
                 "b c.ts:1:1: error: saw ?]0;x? and ?. [W101]\n"
                 "    1 | one ?[31mred\n"
                 "      | ^~~\n");
}

Test(diag, numbers_each_file_once)
{
    Diag *d = new_diag();
    cr_expect_eq(diag_file(d, S("a.ts")), 1);
    cr_expect_eq(diag_file(d, S("b.ts")), 2);
    cr_expect_eq(diag_file(d, S("a.ts")), 1);
    cr_expect_eq(diag_n_files(d), 2);
    cr_expect(str_is(diag_path(d, 2), "b.ts"));
    cr_expect_eq(diag_path(d, 0).len + diag_path(d, 3).len, 0);
}

Test(diag, speaks_json)
{
    Diag *d = new_diag();
    diag_error(d, span(d, "a.ts", 13, 8), DIAG_W302, "no \"x\"");
    diag_note(d, (Span){0}, "hm");
    diag_error(d, (Span){0}, DIAG_W500, "nowhere");
    expect_print(
        d, as_json,
        "{\"severity\":\"error\",\"code\":\"W500\",\"message\":\"nowhere\",\"file\":null,"
        "\"notes\":[]}\n"
        "{\"severity\":\"error\",\"code\":\"W302\",\"message\":\"no \\\"x\\\"\","
        "\"file\":\"a.ts\",\"line\":2,\"column\":8,\"endLine\":2,\"endColumn\":16,"
        "\"notes\":[{\"message\":\"hm\",\"file\":null}]}\n");
}

Test(diag, speaks_sarif)
{
    Diag *d = new_diag();
    diag_error(d, span(d, "b c.ts", 0, 3), DIAG_W101, "wrong");
    Str got = printed(d, as_sarif);
    cr_expect(str_starts(got, "{\"version\":\"2.1.0\","), "%.*s", STR_ARG(got));
    cr_expect(str_find_str(got, S("\"uri\":\"b%20c.ts\"")) != STR_NONE);
    cr_expect(str_find_str(got, S("\"startLine\":1,\"startColumn\":1,\"endLine\":1,"
                                  "\"endColumn\":4")) != STR_NONE);
    cr_expect(str_find_str(got, S("\"columnKind\":\"unicodeCodePoints\"")) != STR_NONE);
}

static void write_wire(Diag *d, FILE *out)
{
    diag_write_wire(d, "", out);
}

Test(diag, crosses_processes_whole)
{
    Diag *from = new_diag(), *to = new_diag();
    diag_file(to, S("other.ts"));
    diag_error(from, span(from, "a.ts", 13, 8), DIAG_W302, "quote \" and \n line");
    diag_note(from, span(from, "b c.ts", 0, 3), "a note");
    diag_report(from, SEVERITY_NOTE, (Span){0}, DIAG_W400, "nowhere");
    Str wire = printed(from, write_wire);
    while (wire.len) {
        size_t end = str_find(wire, '\n');
        cr_assert(diag_read_wire(to, str_cut(wire, 0, end)));
        wire = str_cut(wire, end + 1, wire.len);
    }
    cr_expect(diag_failed(to));
    Str a = printed(from, as_text), b = printed(to, as_text);
    cr_expect(str_eq(a, b), "%.*s\nis not\n%.*s", STR_ARG(a), STR_ARG(b));
}

Test(diag, takes_no_rubbish_from_the_wire)
{
    static const Str lines[] = {
        STR(""),
        STR("{"),
        STR("[]"),
        STR("null"),
        STR("{\"severity\":9,\"code\":\"W302\",\"message\":\"\",\"file\":\"\",\"start\":0,"
            "\"len\":0}"),
        STR("{\"severity\":0,\"code\":\"W999\",\"message\":\"\",\"file\":\"\",\"start\":0,"
            "\"len\":0}"),
        STR("{\"severity\":0,\"code\":\"W302\",\"message\":7,\"file\":\"\",\"start\":0,"
            "\"len\":0}"),
        STR("{\"severity\":0,\"code\":\"W302\",\"message\":\"\",\"file\":\"\",\"start\":-1,"
            "\"len\":0}"),
        STR("{\"severity\":0,\"code\":\"W302\",\"message\":\"\",\"file\":\"\",\"start\":0,"
            "\"len\":5e9}"),
    };
    Diag *d = new_diag();
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++)
        cr_expect(!diag_read_wire(d, lines[i]), "%.*s", STR_ARG(lines[i]));
    cr_expect_eq(diag_count(d), 0);
}

Test(diag, knows_the_line_of_a_place_in_whatever_order_it_is_asked)
{
    Diag *d = new_diag();
    cr_expect_eq(diag_line(d, span(d, "a.ts", 0, 1)), 1);
    cr_expect_eq(diag_line(d, span(d, "a.ts", 22, 1)), 3);
    cr_expect_eq(diag_line(d, span(d, "a.ts", 6, 1)), 2);
    cr_expect_eq(diag_line(d, span(d, "a.ts", 5, 1)), 1);
    cr_expect_eq(diag_line(d, span(d, "a.ts", 4000, 1)), 4);
    cr_expect_eq(diag_line(d, span(d, "gone.ts", 0, 1)), 0);
    cr_expect_eq(diag_line(d, (Span){0}), 0);
}

Test(diag, ends_the_program_at_a_bug, .exit_code = 70)
{
    weave_bug("%s", "a test of it");
}

Test(diag, has_a_title_for_every_code)
{
    for (DiagCode code = 0; code < DIAG_CODES; code++) {
        cr_expect_eq(strlen(diag_code_name(code)), 4);
        cr_expect_gt(strlen(diag_code_title(code)), 8);
    }
}
