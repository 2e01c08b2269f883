// test_driver.c - the command line, what schema paths stand for, a weave's sources.

#include "driver/glob.h"
#include "driver/options.h"
#include "driver/project.h"
#include "driver/sources.h"

#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static Arena arena;
static char directory[64];

static void setup(void)
{
    strcpy(directory, "/tmp/weave-driver-XXXXXX");
    cr_assert_not_null(mkdtemp(directory));
    cr_assert_eq(chdir(directory), 0);
}

static void teardown(void)
{
    file_remove_tree(directory);
    arena_free(&arena);
}

TestSuite(driver, .init = setup, .fini = teardown);

static void touch(const char *path)
{
    cr_assert(file_make_directories(path_directory(&arena, str_z(path)).ptr));
    cr_assert(file_write_if_changed(path, str_z(path), NULL));
}

// --- schema paths ------------------------------------------------------------

// The files a pattern stands for, with a space between them.
static const char *expand(const char *pattern)
{
    PathList list = {0};
    Buf out = {.arena = &arena};
    glob_expand(&arena, str_z(pattern), &list);
    for (size_t i = 0; i < list.n; i++) {
        buf_z(&out, i ? " " : "");
        buf_put(&out, list.items[i]);
    }
    return buf_str(&out).ptr;
}

static void make_files(void)
{
    touch("src/b.ts");
    touch("src/a.ts");
    touch("src/types.d.ts");
    touch("src/weave.config.ts");
    touch("src/notes.md");
    touch("src/z.sql");
    touch("src/.hidden.ts");
    touch("src/deep/er/c.ts");
    touch("src/node_modules/x/d.ts");
    touch("src/deep/c[1].ts");
}

Test(driver, a_file_stands_for_itself)
{
    make_files();
    cr_assert_str_eq(expand("./src/a.ts"), "src/a.ts");
    cr_assert_str_eq(expand("src/../src/a.ts"), "src/a.ts");
    cr_assert_str_eq(expand("src/deep/c[1].ts"), "src/deep/c[1].ts");
}

Test(driver, a_file_that_is_not_there_stands_for_itself)
{
    cr_assert_str_eq(expand("nothing.ts"), "nothing.ts");
}

Test(driver, a_directory_stands_for_the_sources_in_it)
{
    make_files();
    cr_assert_str_eq(expand("src"), "src/a.ts src/b.ts src/z.sql");
    cr_assert_str_eq(expand("src/"), "src/a.ts src/b.ts src/z.sql");
}

Test(driver, a_glob_stands_for_what_it_matches)
{
    make_files();
    cr_assert_str_eq(expand("src/[ab].ts"), "src/a.ts src/b.ts");
    cr_assert_str_eq(expand("src/?.{sql,ts}"), "src/a.ts src/b.ts src/z.sql");
    cr_assert_str_eq(expand("src/{deep/er/c,a}.ts"), "src/a.ts src/deep/er/c.ts");
    cr_assert_str_eq(expand("*/a.ts"), "src/a.ts");
    cr_assert_str_eq(expand("src/*.rs"), "");
}

Test(driver, two_stars_stand_for_any_directories)
{
    make_files();
    cr_assert_str_eq(expand("src/**/c.ts"), "src/deep/er/c.ts");
    cr_assert_str_eq(expand("**/[ac]*.ts"),
                     "src/a.ts src/deep/c[1].ts src/deep/er/c.ts");
}

Test(driver, a_directory_that_a_glob_matches_stands_for_the_sources_in_it)
{
    make_files();
    cr_assert_str_eq(expand("src/d*"), "src/deep/c[1].ts");
    cr_assert_str_eq(expand("src/deep/**"), "src/deep/c[1].ts src/deep/er/c.ts");
    touch("src/node_modules/x.ts");
    cr_assert_str_eq(expand("src/n*"), "src/notes.md");
}

// The order is JavaScript's localeCompare(), and so that of drizzle-kit's tables.
Test(driver, what_a_glob_matches_is_sorted_as_people_sort)
{
    static const char *const files[] = {"B.ts", "a.ts",        "_c.ts", "10.ts",
                                        "9.ts", "a/x.ts",      "ab.ts", "a-b.ts",
                                        "A.ts", "\xC3\xA4.ts", "z.ts"};
    for (size_t i = 0; i < sizeof files / sizeof *files; i++)
        touch(str_format(&arena, "order/%s", files[i]).ptr);
    cr_assert_str_eq(expand("order/{*,a/*}.ts"),
                     "order/_c.ts order/10.ts order/9.ts order/a-b.ts order/a.ts "
                     "order/A.ts order/a/x.ts order/ab.ts order/B.ts order/z.ts "
                     "order/\xC3\xA4.ts");
    cr_assert_str_eq(
        expand("order"),
        "order/10.ts order/9.ts order/A.ts order/B.ts order/_c.ts "
        "order/a-b.ts order/a.ts order/ab.ts order/z.ts order/\xC3\xA4.ts");
}

Test(driver, an_absolute_glob_works_as_well)
{
    make_files();
    const char *pattern = str_format(&arena, "%s/src/[a].ts", directory).ptr;
    cr_assert_str_eq(expand(pattern), str_format(&arena, "%s/src/a.ts", directory).ptr);
}

Test(driver, the_way_back_of_a_migration_is_no_source)
{
    touch("db/1_a.up.sql");
    touch("db/1_a.down.sql");
    cr_assert_str_eq(expand("db"), "db/1_a.up.sql");
    cr_assert_str_eq(expand("db/*.sql"), "db/1_a.up.sql");
    cr_assert_str_eq(expand("db/1_a.down.sql"), "db/1_a.down.sql");
}

Test(driver, a_file_is_listed_once)
{
    make_files();
    PathList list = {0};
    cr_assert_eq(glob_expand(&arena, S("src/*.ts"), &list), 4);
    cr_assert_eq(glob_expand(&arena, S("src"), &list), 3);
    cr_assert_eq(list.n, 5);
}

// --- sources -----------------------------------------------------------------

Test(driver, a_source_is_read_once_and_a_change_is_noticed)
{
    touch("a.ts");
    Sources s = {.arena = &arena};
    Str first, second;
    cr_assert(load(sources_loader(&s), &arena, S("a.ts"), &first));
    cr_assert_eq(sources_find_changed(&s).len, 0);
    cr_assert(file_write_if_changed("a.ts", S("other"), NULL));
    cr_assert(load(sources_loader(&s), &arena, S("a.ts"), &second));
    cr_assert(str_eq(first, second));
    cr_assert(str_is(sources_find_changed(&s), "a.ts"));
    cr_assert_eq(unlink("a.ts"), 0);
    cr_assert(str_is(sources_find_changed(&s), "a.ts"));
}

Test(driver, a_depfile_is_a_make_rule)
{
    touch("my schema.ts");
    Sources s = {.arena = &arena};
    Str text, more = S("cost$.c");
    cr_assert(load(sources_loader(&s), &arena, S("my schema.ts"), &text));
    cr_assert(sources_write_depfile(&s, "out.d", S("gen dir"), &more, 1));
    cr_assert(file_read(&arena, "out.d", &text));
    cr_assert_str_eq(text.ptr, "gen\\ dir: \\\n  my\\ schema.ts \\\n  cost$$.c\n");
}

// --- the command line --------------------------------------------------------

static bool read_words(Options *o, int n, const char *const *words)
{
    return options_read(&arena, n, (char **)(uintptr_t)words, o);
}

#define READ(o, ...)                                                                   \
    read_words(o,                                                                      \
               (int)(sizeof((const char *[]){"weave", __VA_ARGS__}) / sizeof(char *)), \
               (const char *[]){"weave", __VA_ARGS__, NULL})

Test(driver, options_may_stand_anywhere_and_be_written_both_ways)
{
    Options o;
    cr_assert(READ(&o, "--schema", "a.ts", "explain", "-qv", "--schema=b.ts",
                   "media.getById", "--out=gen", "--casing", "snake_case"));
    cr_assert_str_eq(o.command, "explain");
    cr_assert_str_eq(o.argument, "media.getById");
    cr_assert_str_eq(o.out, "gen");
    cr_assert_eq(o.schema.n, 2);
    cr_assert(str_is(o.schema.items[1], "b.ts"));
    cr_assert(o.quiet && o.verbose && !o.dry);
    cr_assert_eq(o.casing, CASING_SNAKE);
}

Test(driver, what_is_written_wrongly_is_refused)
{
    Options o;
    cr_assert(!READ(&o, "--shema", "a.ts"));
    cr_assert(!READ(&o, "--schema"));
    cr_assert(!READ(&o, "--schema", ""));
    cr_assert(!READ(&o, "--force=yes"));
    cr_assert(!READ(&o, "-x"));
    cr_assert(!READ(&o, "--stage", "swap"));
    cr_assert(!READ(&o, "--casing", "kebab-case"));
    cr_assert(!READ(&o, "--time-limit", "0"));
    cr_assert(!READ(&o, "--time-limit", "1m"));
    cr_assert(!READ(&o, "--time-limit", "99999999999999999999"));
    cr_assert(!READ(&o, "--refute", "0"));
    cr_assert(!READ(&o, "--refute", "1000001"));
    cr_assert(!READ(&o, "--seconds", "86401"));
    cr_assert(!READ(&o, "--diagnostics", "xml"));
    cr_assert(!READ(&o, "one", "two", "three"));
}

// --- projects ----------------------------------------------------------------

static int open_project(Project *p, Options *o)
{
    return project_open(p, &arena, o);
}

Test(driver, weaves_keys_come_from_its_own_configuration_and_the_rest_from_drizzles)
{
    cr_assert(file_write_if_changed(
        "weave.config.ts", S("export default { out: './gen', prefix: 'app' };\n"),
        NULL));
    cr_assert(file_write_if_changed(
        "drizzle.config.ts",
        S("export default { schema: './a.ts', out: './drizzle', casing: 'camelCase' };\n"),
        NULL));
    touch("a.ts");
    Options o = {.time_limit = 60};
    Project p;
    cr_assert_eq(open_project(&p, &o), 0);
    cr_assert_str_eq(p.out, "gen");
    cr_assert(str_is(p.config.prefix, "app"));
    cr_assert_eq(p.config.casing, CASING_CAMEL);
    cr_assert_eq(p.schema.n, 1);
    cr_assert_str_eq(p.midstage, ".midstage");
}

Test(driver, paths_of_a_configuration_are_relative_to_it)
{
    touch("db/a.ts");
    cr_assert(
        file_write_if_changed("db/weave.config.ts",
                              S("export default { schema: './a.ts', out: '../gen', "
                                "functions: ['./f.c'] };\n"),
                              NULL));
    Options o = {.config = "db/weave.config.ts"};
    Project p;
    cr_assert_eq(open_project(&p, &o), 0);
    cr_assert(str_is(p.schema.items[0], "db/a.ts"));
    cr_assert(str_is(p.config.functions[0], "db/f.c"));
    cr_assert_str_eq(p.out, "gen");
    cr_assert_str_eq(p.midstage, "db/.midstage");
}

Test(driver, directories_that_cannot_be_written_to_are_wrong_usage)
{
    static const char *const names[] = {
        "gen\nx", "", ".", "..", "/", ".midstage", ".midstage/gen", "a\x7f"};
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        Options o = {.out = names[i]};
        Project p;
        cr_assert_eq(open_project(&p, &o), 2, "\"%s\"", names[i]);
    }
}

Test(driver, a_glob_that_matches_nothing_is_wrong_input)
{
    Options o = {0};
    *arena_push(&arena, o.schema, Str) = S("src/*.ts");
    Project p;
    cr_assert_eq(open_project(&p, &o), 1);
    cr_assert(diag_failed(p.diag));
}

Test(driver, sources_that_stand_elsewhere_are_named_from_where_they_stand)
{
    touch("here/x.ts");
    touch("there/db/a.ts");
    touch("there/b.ts");
    Options o = {0};
    *arena_push(&arena, o.schema, Str) = S("../there/db/a.ts");
    *arena_push(&arena, o.schema, Str) = S("../there/b.ts");
    cr_assert_eq(chdir("here"), 0);
    Project p;
    cr_assert_eq(open_project(&p, &o), 0);
    cr_assert_str_eq(path_relative(&arena, S("../there"), p.names_root).ptr, ".");
    o.schema.items[0] = o.schema.items[1] = S("x.ts");
    cr_assert_eq(open_project(&p, &o), 0);
    cr_assert(str_is(p.names_root, "."));
}
