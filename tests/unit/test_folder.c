// test_folder.c - migration folders of both kinds, and the hash of a file.

#include "base/sha256.h"
#include "migrate/folder.h"

#include <criterion/criterion.h>
#include <stdlib.h>

static Arena mem;
static Diag *diag;
static Str root;

static void put(const char *name, const char *text)
{
    Str path = path_join(&mem, root, str_z(name));
    cr_assert(file_make_directories(path_directory(&mem, path).ptr));
    cr_assert(file_write_if_changed(path.ptr, str_z(text), NULL));
}

static void begin(void)
{
    char dir[] = "/tmp/weave-folder-XXXXXX";
    cr_assert_not_null(mkdtemp(dir));
    root = str_copy(&mem, str_z(dir));
    diag = diag_new(&mem, file_loader());
}

static void end(void)
{
    cr_assert(file_remove_tree(root.ptr));
    arena_free(&mem);
}

TestSuite(folder, .init = begin, .fini = end);

static Folder read_good(void)
{
    Folder f;
    cr_assert(folder_read(&mem, file_loader(), root, diag, SEVERITY_ERROR, &f));
    cr_assert_eq(diag_count(diag), 0);
    return f;
}

static void expect_refused(void)
{
    Folder f;
    cr_assert_not(folder_read(&mem, file_loader(), root, diag, SEVERITY_ERROR, &f));
    cr_assert(diag_failed(diag));
    cr_assert_eq(f.n, 0);
}

// --- SHA-256 -----------------------------------------------------------------

static void expect_hash(size_t n, const char *hash)
{
    char *text = malloc(n + 1);
    memset(text, 'a', n);
    Str is = sha256_hex(&mem, (Str){text, n});
    cr_assert(str_is(is, hash), "%zu: %.*s", n, STR_ARG(is));
    free(text);
}

Test(folder, the_hash_is_sha256_around_the_edges_of_a_block)
{
    expect_hash(0, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    expect_hash(55, "9f4390f8d30c2dd92ec9f095b65e2b9ae9b0a925a5258e241c9f1e910f734318");
    expect_hash(56, "b35439a4ac6f0948b6d6f9e3c6af0f5f590ce20f1bde7090ef7970686ec6738a");
    expect_hash(63, "7d3e74a05d7db15bce4ad9ec0658ea98e3f06eeecf16b4c6fff2da457ddc2f34");
    expect_hash(64, "ffe054fe7ae0cb6dc65c3af9b61d5209f439851db43d0ba5997337df154668eb");
    expect_hash(1000000,
                "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
}

// --- a journal ---------------------------------------------------------------

#define JOURNAL(entries)                                                               \
    "{\"version\":\"7\",\"dialect\":\"sqlite\",\"entries\":[" entries "]}"

Test(folder, a_journal_says_the_order_and_what_is_not_in_it_is_ignored)
{
    put("meta/_journal.json",
        JOURNAL("{\"idx\":1,\"when\":1700000100002,\"tag\":\"b\"},"
                "{\"idx\":0,\"when\":1700000000001,\"tag\":\"a\"}"));
    put("a.sql", "CREATE TABLE a (x);\n--> statement-breakpoint\nCREATE TABLE c (x);"
                 "--> statement-breakpoint\n  ");
    put("b.sql", "SELECT 1");
    put("c.sql", "nonsense");
    put("README.md", "x");
    Folder f = read_good();
    cr_assert_eq(f.n, 2);
    cr_assert_not(f.by_name);
    cr_assert(str_is(f.items[0].name, "b"));
    cr_assert(str_is(f.items[1].created_at, "1700000000001"));
    cr_assert_eq(f.items[1].n_statements, 2);
    cr_assert(str_is(f.items[1].statements[1].sql, "CREATE TABLE c (x);"));
    cr_assert_eq(diag_line(diag, f.items[1].statements[1].at), 3);
}

Test(folder, a_journal_without_its_file_is_refused)
{
    put("meta/_journal.json", JOURNAL("{\"when\":1,\"tag\":\"a\"}"));
    expect_refused();
}

Test(folder, a_journal_that_is_none_is_refused)
{
    static const char *const journals[] = {
        "",
        "{",
        "[]",
        "{\"entries\":1}",
        JOURNAL("{\"tag\":\"a\"}"),
        JOURNAL("{\"when\":1}"),
        JOURNAL("{\"when\":\"1\",\"tag\":\"a\"}"),
        JOURNAL("{\"when\":-1,\"tag\":\"a\"}"),
        JOURNAL("{\"when\":1e300,\"tag\":\"a\"}"),
        JOURNAL("{\"when\":1,\"tag\":\"a\"},{\"when\":2,\"tag\":\"a\"}"),
        JOURNAL("1"),
    };
    put("a.sql", "SELECT 1");
    for (size_t i = 0; i < sizeof journals / sizeof *journals; i++) {
        put("meta/_journal.json", journals[i]);
        expect_refused();
    }
}

// --- folders -----------------------------------------------------------------

Test(folder, folders_are_in_the_order_of_their_names_and_have_the_time_in_them)
{
    put("20240229235959_leap/migration.sql", "SELECT 1");
    put("20231114221320_init/migration.sql", "SELECT 1");
    put("20231114221320_init/snapshot.json", "{}");
    put("20991231000000_empty/snapshot.json", "{}");
    put("notes.txt", "x");
    Folder f = read_good();
    cr_assert_eq(f.n, 2);
    cr_assert(f.by_name);
    cr_assert(str_is(f.items[0].name, "20231114221320_init"));
    cr_assert(str_is(f.items[0].created_at, "1700000000000"));
    cr_assert(str_is(f.items[1].created_at, "1709251199000"));
}

Test(folder, a_folder_without_a_time_is_refused)
{
    put("2023_init/migration.sql", "SELECT 1");
    expect_refused();
}

Test(folder, px_18_a_folder_that_is_not_there_is_empty)
{
    root = path_join(&mem, root, S("nowhere"));
    cr_assert_eq(read_good().n, 0);
    root = path_directory(&mem, root);
}

Test(folder, a_nul_in_a_migration_is_refused)
{
    put("meta/_journal.json", JOURNAL("{\"when\":1,\"tag\":\"a\"}"));
    Str path = path_join(&mem, root, S("a.sql"));
    cr_assert(file_write_if_changed(path.ptr, (Str){"SELECT 1\0;", 10}, NULL));
    expect_refused();
}
