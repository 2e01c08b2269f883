// test_file.c - reading and writing files, and names of files.

#include "base/file.h"
#include "base/hash.h"

#include <criterion/criterion.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static Arena mem;
static char root[64];

static void set_up(void)
{
    strcpy(root, "/tmp/weave-file-XXXXXX");
    cr_assert(mkdtemp(root));
}

static void clean_up(void)
{
    cr_expect(file_remove_tree(root));
    cr_expect(!file_exists(root));
    arena_free(&mem);
}

static const char *at(const char *name)
{
    return str_format(&mem, "%s/%s", root, name).ptr;
}

TestSuite(file, .init = set_up, .fini = clean_up);

static void expect_str(Str got, const char *wanted)
{
    cr_expect(str_is(got, wanted), "\"%.*s\" is not \"%s\"", STR_ARG(got), wanted);
}

Test(file, reads_back_what_it_wrote)
{
    Str text;
    bool changed;
    cr_assert(file_write_if_changed(at("a"), S("one\0two"), &changed));
    cr_expect(changed);
    cr_assert(file_read(&mem, at("a"), &text));
    cr_expect(str_eq(text, S("one\0two")));
    cr_expect_eq(text.ptr[text.len], '\0');
    cr_assert(file_write_if_changed(at("a"), S(""), NULL));
    cr_assert(load(file_loader(), &mem, str_z(at("a")), &text));
    cr_expect_eq(text.len, 0);
}

Test(file, hashes_a_file_as_its_text)
{
    static char text[(1 << 17) + 3];
    static const size_t sizes[] = {0, 1, 8, 9, 1 << 16, (1 << 16) + 8, sizeof text};
    for (size_t i = 0; i < sizeof text; i++)
        text[i] = (char)(i * 7 + i / 251);
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        uint64_t hash;
        Str s = {text, sizes[i]};
        cr_assert(file_write_if_changed(at("a"), s, NULL));
        cr_assert(file_hash(at("a"), &hash));
        cr_expect_eq(hash, hash_content(s), "of %zu bytes", s.len);
    }
    uint64_t hash;
    cr_expect(!file_hash(root, &hash));
}

Test(file, does_not_touch_what_is_the_same)
{
    struct stat before, after;
    bool changed;
    cr_assert(file_write_if_changed(at("a"), S("same"), NULL));
    cr_assert_eq(stat(at("a"), &before), 0);
    cr_assert(file_write_if_changed(at("a"), S("same"), &changed));
    cr_assert_eq(stat(at("a"), &after), 0);
    cr_expect(!changed);
    cr_expect_eq(before.st_ino, after.st_ino);
    cr_expect_eq(before.st_mtim.tv_nsec, after.st_mtim.tv_nsec);
    cr_assert(file_write_if_changed(at("a"), S("other"), &changed));
    cr_expect(changed);
}

Test(file, leaves_nothing_where_it_could_not_write)
{
    Str *names;
    size_t n;
    cr_assert_eq(mkdir(at("a"), 0777), 0);
    errno = 0;
    cr_expect(!file_write_if_changed(at("a"), S("x"), NULL));
    cr_expect_eq(errno, EISDIR);
    cr_expect(!file_write_if_changed(at("missing/a"), S("x"), NULL));
    cr_expect_eq(errno, ENOENT);
    cr_assert(file_list(&mem, root, &names, &n));
    cr_assert_eq(n, 1);
    expect_str(names[0], "a");
}

Test(file, reads_regular_files_alone, .timeout = 5)
{
    Str text;
    cr_expect(!file_read(&mem, at("none"), &text));
    cr_expect_eq(errno, ENOENT);
    cr_expect(!file_read(&mem, root, &text));
    cr_expect_eq(errno, EISDIR);
    cr_assert_eq(mkfifo(at("fifo"), 0666), 0);
    cr_expect(!file_read(&mem, at("fifo"), &text));
    cr_expect_eq(errno, EINVAL);
    int fd = open(at("big"), O_WRONLY | O_CREAT, 0666);
    cr_assert_eq(ftruncate(fd, FILE_LIMIT + 1), 0);
    close(fd);
    cr_expect(!file_read(&mem, at("big"), &text));
    cr_expect_eq(errno, EFBIG);
}

Test(file, makes_directories_as_deep_as_need_be)
{
    cr_expect(file_make_directories(at("a/b//c/")));
    cr_expect(file_is_directory(at("a/b/c")));
    cr_expect(file_make_directories(at("a/b/c")));
    cr_expect(file_make_directories("/"));
    cr_expect(!file_make_directories(""));
    cr_assert(file_write_if_changed(at("a/file"), S(""), NULL));
    cr_expect(!file_make_directories(at("a/file")));
    cr_expect_eq(errno, EEXIST);
    cr_expect(!file_make_directories(at("a/file/b")));
    cr_expect_eq(errno, ENOTDIR);
}

Test(file, removes_a_tree_but_follows_no_link)
{
    cr_assert(file_make_directories(at("tree/a/b")));
    cr_assert(file_make_directories(at("outside")));
    cr_assert(file_write_if_changed(at("outside/kept"), S("x"), NULL));
    cr_assert_eq(symlink(at("outside"), at("tree/a/link")), 0);
    cr_assert_eq(symlink(at("outside"), at("link")), 0);
    cr_expect(file_remove_tree(at("tree")));
    cr_expect(!file_exists(at("tree")));
    cr_expect(file_remove_tree(at("link")));
    cr_expect(file_exists(at("outside/kept")));
    cr_expect(file_remove_tree(at("not/there")));
}

Test(file, lists_names_in_the_order_of_their_bytes)
{
    Str *names;
    size_t n;
    const char *const made[] = {"b", "B", ".hidden", "a.b", "a"};
    for (size_t i = 0; i < 5; i++)
        cr_assert(file_write_if_changed(at(made[i]), S(""), NULL));
    cr_assert(file_list(&mem, root, &names, &n));
    const char *const sorted[] = {".hidden", "B", "a", "a.b", "b"};
    cr_assert_eq(n, 5);
    for (size_t i = 0; i < 5; i++)
        expect_str(names[i], sorted[i]);
    cr_expect(!file_list(&mem, at("none"), &names, &n));
    cr_expect_eq(errno, ENOENT);
}

Test(path, falls_into_directory_and_base)
{
    expect_str(path_directory(&mem, S("a/b.ts")), "a");
    expect_str(path_directory(&mem, S("b.ts")), ".");
    expect_str(path_directory(&mem, S("/b.ts")), "/");
    expect_str(path_directory(&mem, S("/a/b")), "/a");
    expect_str(path_base(S("a/b.ts")), "b.ts");
    expect_str(path_base(S("b.ts")), "b.ts");
    expect_str(path_base(S("a/")), "");
    arena_free(&mem);
}

Test(path, is_cleaned_when_joined)
{
    static const struct {
        Str directory, name;
        const char *joined;
    } cases[] = {
        {STR("a"), STR("b.ts"), "a/b.ts"},
        {STR("a/"), STR("./b.ts"), "a/b.ts"},
        {STR("a/b"), STR("../c.ts"), "a/c.ts"},
        {STR("a"), STR("../../c"), "../c"},
        {STR(".."), STR("../c"), "../../c"},
        {STR("."), STR("."), "."},
        {STR("a"), STR(".."), "."},
        {STR("/a"), STR("../../c"), "/c"},
        {STR("/"), STR(".."), "/"},
        {STR("a"), STR("/b//c/."), "/b/c"},
        {STR(""), STR("b"), "/b"},
        {STR("a"), STR("..b"), "a/..b"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        expect_str(path_join(&mem, cases[i].directory, cases[i].name), cases[i].joined);
    arena_free(&mem);
}

Test(path, is_written_from_a_directory)
{
    static const struct {
        Str directory, path;
        const char *written;
    } cases[] = {
        {STR("/a/b"), STR("/a/b/c.ts"), "c.ts"},
        {STR("/a/b"), STR("/a/bc"), "../bc"},
        {STR("/a/b"), STR("/x/y"), "../../x/y"},
        {STR("/a/b"), STR("/a"), ".."},
        {STR("/a"), STR("/a"), "."},
        {STR("/"), STR("/a/b"), "a/b"},
        {STR("/a"), STR("/"), ".."},
        {STR("/a/bc"), STR("/a/b"), "../b"},
        {STR("."), STR("src/a.ts"), "src/a.ts"},
        {STR("src"), STR("a.ts"), "../a.ts"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        expect_str(path_relative(&mem, cases[i].directory, cases[i].path),
                   cases[i].written);
    arena_free(&mem);
}
