// test_syntax.c - files in stretches and on many cores: the same tree whatever their number.

#include "base/intern.h"
#include "stage1_parse/syntax.h"

#include <criterion/criterion.h>

enum { STATEMENTS = 4000 };

static void dump(Buf *out, const Node *n, int depth)
{
    for (; n; n = n->next) {
        buf_format(out, "%d %s %u+%u %u\n", depth, n->type, n->start, n->len, n->field);
        dump(out, n->child, depth + 1);
    }
}

static Str tree_of(Arena *a, const Node *root)
{
    Buf out = {.arena = a};
    if (root)
        dump(&out, root->child, 0);
    return buf_str(&out);
}

// Some 300 kB, so in several stretches; `head` opens what the rest stands in.
static Str large(Arena *a, const char *head, const char *tail)
{
    Buf out = {.arena = a};
    buf_z(&out, head);
    for (int i = 0; i < STATEMENTS; i++)
        buf_format(&out,
                   "/** Number %d's. */\nexport const a%d = f('a%d', { b: `${%d}` }, "
                   "(t) => [t.b]);\n",
                   i, i, i, i);
    buf_z(&out, tail);
    return buf_str(&out);
}

static const Node *parse_on(Arena *a, Str text, size_t threads)
{
    Syntax file = {.path = S("a.ts"), .text = text};
    syntax_parse_ahead(a, &file, 1, threads);
    return file.root;
}

static size_t count(const Node *n)
{
    size_t found = 0;
    for (; n; n = n->next)
        found++;
    return found;
}

Test(stretches, give_the_same_tree_on_any_number_of_threads)
{
    Arena a = {0};
    Str text = large(&a, "", "");
    Str one = tree_of(&a, parse_on(&a, text, 1));
    cr_assert_gt(one.len, text.len);
    for (size_t threads = 2; threads <= 16; threads += 7)
        cr_expect(str_eq(tree_of(&a, parse_on(&a, text, threads)), one), "%zu threads",
                  threads);
    arena_free(&a);
}

Test(stretches, follow_one_another_without_a_gap)
{
    Arena a = {0};
    Str text = large(&a, "import { f } from './f';\n", "");
    const Node *root = parse_on(&a, text, 2);
    cr_assert(root);
    cr_expect_eq(count(root->child), STATEMENTS + 1);
    uint32_t last = 0;
    for (const Node *n = root->child; n; n = n->next) {
        cr_assert_geq(n->start, last);
        cr_assert(str_starts(str_cut(text, n->start, text.len),
                             n == root->child ? "import {" : "export const"));
        last = n->start + n->len;
    }
    arena_free(&a);
}

// What stands in a namespace begins its lines as a statement of the file does.
Test(stretches, that_begin_inside_something_else_are_found_out)
{
    static const char *const around[][2] = {
        {"namespace n {\n", "}\n"},
        {"namespace n { const r = 3 / 2; const s = /[{]/;\n", "}\n"},
        {"const a = `\n", "`;\n"},
        {"/*\n", "*/\n"},
    };
    for (size_t i = 0; i < sizeof around / sizeof *around; i++) {
        Arena a = {0};
        Diag *d = diag_new(&a, (Loader){0});
        Str text = large(&a, around[i][0], around[i][1]);
        Syntax file;
        if (i == 2) // a template in a template ends it
            text = str_format(&a, "%s%0*d\nexport const b = 1;\n%0*d%s", around[i][0],
                              40000, 0, 40000, 0, around[i][1]);
        if (i == 3)
            text = str_format(&a, "/*%0*d\nexport const b = 1;\n%0*d*/", 40000, 0,
                              40000, 0);
        cr_assert(syntax_parse(&a, S("a.ts"), text, d, &file), "%zu", i);
        cr_expect_leq(count(file.root->child), 1, "%zu", i);
        arena_free(&a);
    }
}

Test(stretches, with_an_error_are_refused_at_its_place)
{
    Arena a = {0};
    Diag *d = diag_new(&a, (Loader){0});
    Str text = large(&a, "", "export const = 3;\n");
    Syntax file;
    cr_expect_not(syntax_parse(&a, S("a.ts"), text, d, &file));
    cr_expect(diag_failed(d));
    arena_free(&a);
}

Test(many, files_are_parsed_at_once_and_those_at_fault_have_no_root)
{
    Arena a = {0};
    Syntax files[40];
    for (size_t i = 0; i < 40; i++)
        files[i] = (Syntax){.path = str_format(&a, "%zu.ts", i),
                            .text = i % 10 == 3 ? S("export const = 1;")
                                                : large(&a, "const x = 1;\n", "")};
    files[20].path = S("20.tsx");
    files[20].text = S("export const a = <div>{1}</div>;");
    files[21].text = S("a\0b");
    syntax_parse_ahead(&a, files, 40, 3);
    for (size_t i = 0; i < 40; i++)
        cr_expect_eq(files[i].root == NULL, i % 10 == 3 || i == 21, "%zu", i);
    arena_free(&a);
}

Test(intern, gives_the_same_string_the_same_number)
{
    Arena a = {0};
    Intern in = {0};
    cr_expect_eq(intern_find(&in, S("a")), STR_NONE);
    for (size_t i = 0; i < 1000; i++)
        cr_assert_eq(intern_put(&a, &in, str_format(&a, "%zu", i)), i);
    for (size_t i = 0; i < 1000; i++)
        cr_assert_eq(intern_put(&a, &in, str_format(&a, "%zu", i)), i);
    cr_expect_eq(intern_find(&in, S("999")), 999);
    cr_expect_eq(intern_find(&in, S("1000")), STR_NONE);
    arena_free(&a);
}
