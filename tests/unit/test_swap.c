// test_swap.c - the new directory in the place of the old one: what the driver is told.
// What becomes of the files is tests/e2e/swap.sh's, what a fault does tests/fault's.

#include "base/file.h"
#include "driver/swap.h"

#include <criterion/criterion.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

static Arena mem;
static char root[64];
static Diag *diag;

static void set_up(void)
{
    strcpy(root, "/tmp/weave-swap-XXXXXX");
    cr_assert(mkdtemp(root) && chdir(root) == 0);
    diag = diag_new(&mem, file_loader());
}

static void clean_up(void)
{
    file_remove_tree(root);
    arena_free(&mem);
}

TestSuite(swap, .init = set_up, .fini = clean_up, .timeout = 20);

static void put(const char *directory, const char *name, const char *text)
{
    Str path = str_format(&mem, "%s/%s", directory, name);
    Str all = str_format(&mem, "// %s - made by weave.\n%s\n", name, text);
    cr_assert(file_write_if_changed(path.ptr, all, NULL));
}

// Weaves a.gen.c and b.gen.c with these texts; null leaves the file out.
static SwapStatus weave(const char *out, const char *a, const char *b, SwapResult *r)
{
    Swap swap;
    SwapStatus status = swap_begin(&swap, &mem, str_z(out), diag);
    cr_assert_eq(status, SWAP_OK, "%.*s", STR_ARG(swap.problem));
    if (a)
        put(swap.staging, "a.gen.c", a);
    if (b)
        put(swap.staging, "b.gen.c", b);
    status = swap_commit(&swap, r);
    swap_end(&swap);
    return status;
}

static void expect_counts(SwapResult r, size_t new, size_t changed, size_t removed,
                          size_t unchanged)
{
    cr_expect_eq(r.n_new, new);
    cr_expect_eq(r.n_changed, changed);
    cr_expect_eq(r.n_removed, removed);
    cr_expect_eq(r.n_unchanged, unchanged);
}

static size_t entries(const char *path)
{
    Str *names;
    size_t n;
    cr_assert(file_list(&mem, path, &names, &n));
    return n;
}

Test(swap, counts_what_becomes_of_the_files)
{
    SwapResult r;
    cr_assert_eq(weave("x/gen", "1", "1", &r), SWAP_OK);
    expect_counts(r, 2, 0, 0, 0);
    cr_assert_eq(weave("x/gen", "1", "2", &r), SWAP_OK);
    expect_counts(r, 0, 1, 0, 1);
    cr_assert_eq(weave("x/gen", NULL, "2", &r), SWAP_OK);
    expect_counts(r, 0, 0, 1, 1);
    cr_expect(!file_exists("x/gen/a.gen.c"));
    cr_expect(!swap_is_noop(r));
    cr_assert_eq(weave("x/gen/", NULL, "2", &r), SWAP_OK);
    expect_counts(r, 0, 0, 0, 1);
    cr_expect(swap_is_noop(r));
    cr_expect_eq(entries("x"), 1);
}

Test(swap, compares_without_touching)
{
    SwapResult r;
    Str problem;
    cr_assert_eq(mkdir("fresh", 0777), 0);
    put("fresh", "a.gen.c", "1");
    put("fresh", "b.gen.c", "1");
    cr_assert_eq(swap_compare(&mem, "fresh", S("gen"), diag, &r, &problem), SWAP_OK);
    expect_counts(r, 2, 0, 0, 0);
    cr_expect(!file_exists("gen"));
    cr_assert_eq(weave("gen", "1", "other", &r), SWAP_OK);
    cr_assert_eq(swap_compare(&mem, "fresh", S("gen"), diag, &r, &problem), SWAP_OK);
    expect_counts(r, 0, 1, 0, 1);
    cr_expect_eq(swap_compare(&mem, "none", S("gen"), diag, &r, &problem), SWAP_FAILED);
    cr_expect(
        str_is(problem, "cannot read the directory none: No such file or directory"),
        "%.*s", STR_ARG(problem));
    put("gen", "Foreign.gen.c", "");
    cr_expect_eq(swap_compare(&mem, "fresh", S("gen"), diag, &r, &problem),
                 SWAP_REFUSED);
    cr_expect_eq(diag_count(diag), 1);
}

Test(swap, leaves_the_old_one_if_it_is_ended_without_a_commit)
{
    SwapResult r;
    Swap swap;
    cr_assert_eq(weave("gen", "1", NULL, &r), SWAP_OK);
    cr_assert_eq(swap_begin(&swap, &mem, S("gen"), diag), SWAP_OK);
    put(swap.staging, "b.gen.c", "half");
    swap_end(&swap);
    cr_expect_eq(entries("."), 1);
    cr_expect(file_exists("gen/a.gen.c"));
}

Test(swap, refuses_what_a_midstage_may_not_have_written)
{
    static const char *const wrong[] = {"a b.gen.c", "new\nline.gen.c", "notes.txt",
                                        ".gen.c"};
    SwapResult r;
    Swap swap;
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        cr_assert_eq(swap_begin(&swap, &mem, S("gen"), diag), SWAP_OK);
        put(swap.staging, "a.gen.c", "1");
        put(swap.staging, wrong[i], "1");
        cr_expect_eq(swap_commit(&swap, &r), SWAP_REFUSED, "%s", wrong[i]);
        swap_end(&swap);
        cr_expect_eq(diag_count(diag), i + 1);
        cr_expect_eq(entries("."), 0);
    }
    cr_expect_eq(weave("gen", NULL, NULL, &r), SWAP_REFUSED, "no file at all");
    cr_expect_eq(entries("."), 0);
}

Test(swap, sees_a_foreign_file_that_came_while_it_wove)
{
    SwapResult r;
    Swap swap;
    cr_assert_eq(weave("gen", "1", NULL, &r), SWAP_OK);
    cr_assert_eq(swap_begin(&swap, &mem, S("gen"), diag), SWAP_OK);
    put(swap.staging, "a.gen.c", "2");
    cr_assert(file_write_if_changed("gen/mine.c", S("int mine;\n"), NULL));
    cr_expect_eq(swap_commit(&swap, &r), SWAP_REFUSED);
    swap_end(&swap);
    cr_expect(file_exists("gen/mine.c"));
    cr_expect_eq(entries("."), 1);
}

Test(swap, holds_the_lock_from_begin_to_end)
{
    Swap swap;
    int fd = open(".", O_RDONLY);
    cr_assert_eq(swap_begin(&swap, &mem, S("gen"), diag), SWAP_OK);
    cr_expect_neq(flock(fd, LOCK_EX | LOCK_NB), 0);
    swap_end(&swap);
    cr_expect_eq(flock(fd, LOCK_EX | LOCK_NB), 0);
    cr_expect_eq(flock(fd, LOCK_UN), 0);
    cr_assert(file_write_if_changed("file", S(""), NULL));
    cr_expect_eq(swap_begin(&swap, &mem, S("file"), diag), SWAP_FAILED);
    cr_expect_eq(flock(fd, LOCK_EX | LOCK_NB), 0, "also freed where it failed");
    close(fd);
}

Test(swap, knows_the_leftovers_of_a_killed_weave)
{
    SwapResult r;
    cr_assert_eq(weave("gen", "1", NULL, &r), SWAP_OK);
    cr_expect(!swap_has_leftovers(&mem, S("gen")));
    cr_assert_eq(mkdir(".gen.weave-new", 0777), 0);
    cr_expect(swap_has_leftovers(&mem, S("gen/")));
    cr_assert_eq(rename(".gen.weave-new", ".gen.weave-old"), 0);
    cr_expect(swap_has_leftovers(&mem, S("gen")));
    cr_assert_eq(weave("gen", "1", NULL, &r), SWAP_OK);
    cr_expect(swap_is_noop(r));
    cr_expect(!swap_has_leftovers(&mem, S("gen")));
}

Test(swap, takes_only_a_name_for_a_directory)
{
    Swap swap;
    cr_expect_eq(swap_begin(&swap, &mem, S(""), diag), SWAP_FAILED);
    cr_expect_eq(swap_begin(&swap, &mem, S("/"), diag), SWAP_FAILED);
    cr_expect_eq(swap_begin(&swap, &mem, S("/dev/null/gen"), diag), SWAP_FAILED);
    cr_expect_gt(swap.problem.len, 0);
}

Test(swap, weaves_into_the_directory_it_stands_in)
{
    SwapResult r;
    cr_assert_eq(mkdir("here", 0777) || chdir("here"), 0);
    cr_assert_eq(weave(".", "1", NULL, &r), SWAP_OK);
    cr_assert_eq(chdir(root), 0);
    cr_expect(file_exists("here/a.gen.c"));
}
