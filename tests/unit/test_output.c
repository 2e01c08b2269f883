// test_output.c - what the midstage writes, and where it refuses to.

#include "stage3_emit/output.h"

#include <criterion/criterion.h>
#include <criterion/redirect.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

Test(SL_12, a_generated_file_has_a_plain_name_or_is_refused)
{
    cr_expect(output_name_is_safe(S("media.gen.c")));
    cr_expect(output_name_is_safe(S("a-1_b.h")));
    static const Str refused[] = {
        STR(""),        STR("../media.gen.c"), STR("/etc/x"), STR("a/b.c"),
        STR(".hidden"), STR("a b.c"),          STR("a\nb.c"), STR(".."),
        STR("a..b"),    STR("a.c\0.txt"),      STR("M.c")};
    for (size_t i = 0; i < sizeof refused / sizeof *refused; i++)
        cr_expect(!output_name_is_safe(refused[i]), "%.*s", STR_ARG(refused[i]));
}

static char directory[] = "/tmp/weave-output-XXXXXX";
static char name[64];

static const EmittedFile file = {.name = STR("a.gen.c"), .text = STR("int a;\n")};

static void make_directory(void)
{
    cr_redirect_stdout();
    cr_redirect_stderr();
    cr_assert_not_null(mkdtemp(directory));
    snprintf(name, sizeof name, "%s/a.gen.c", directory);
}

static void remove_directory(void)
{
    unlink(name);
    rmdir(directory);
}

static bool write_it(void)
{
    Arena mem = {0};
    Output o = {&mem, true};
    bool ok = output_files(&o, directory, &file, 1);
    arena_free(&mem);
    return ok;
}

Test(output, a_new_file_is_written_whole, .init = make_directory,
     .fini = remove_directory)
{
    cr_assert(write_it());
    struct stat st;
    cr_assert_eq(stat(name, &st), 0);
    cr_expect_eq(st.st_size, 7);
}

Test(output, a_file_that_stands_there_is_not_touched, .init = make_directory,
     .fini = remove_directory)
{
    close(open(name, O_CREAT | O_WRONLY, 0600));
    cr_expect(!write_it());
    struct stat st;
    cr_assert_eq(stat(name, &st), 0);
    cr_expect_eq(st.st_size, 0);
}

Test(output, a_link_is_not_followed, .init = make_directory, .fini = remove_directory)
{
    cr_assert_eq(symlink("/dev/null", name), 0);
    cr_expect(!write_it());
}

Test(output, a_directory_that_is_missing_is_said)
{
    cr_redirect_stderr();
    Arena mem = {0};
    Output o = {&mem, false};
    cr_expect(!output_files(&o, "/nonexistent", &file, 1));
    arena_free(&mem);
}
