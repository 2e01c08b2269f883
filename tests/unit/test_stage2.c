// test_stage2.c - the compactor and its order, child processes, the midstage's source
// and its protocol.

#include "stage2_midstage/stage2.h"

#include <criterion/criterion.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static Arena arena;
static char directory[64];

static void setup(void)
{
    strcpy(directory, "/tmp/weave-stage2-XXXXXX");
    cr_assert_not_null(mkdtemp(directory));
}

static void teardown(void)
{
    file_remove_tree(directory);
    arena_free(&arena);
}

TestSuite(stage2, .init = setup, .fini = teardown);

static const char *below(const char *name)
{
    return str_format(&arena, "%s/%s", directory, name).ptr;
}

static Compaction compaction(void)
{
    return (Compaction){.arena = &arena,
                        .diag = diag_new(&arena, file_loader()),
                        .directory = directory,
                        .output = below("out"),
                        .jobs = 2,
                        .seconds = 20};
}

static Str printed(Diag *d)
{
    char *text;
    size_t len;
    FILE *out = open_memstream(&text, &len);
    diag_print(d, DIAG_TEXT, false, out);
    fclose(out);
    Str copy = str_copy(&arena, (Str){text, len});
    free(text);
    return copy;
}

static bool contains(Str text, const char *part)
{
    return str_find_str(text, str_z(part)) != STR_NONE;
}

// --- a compactor of the user's own -------------------------------------------

// Makes shell scripts instead of C: "generate", "compile", ... are what it was asked
// for, in order.
typedef struct Toy {
    Buf asked;
    const char *script;   // what is "compiled"
    const char *compiler; // the shell command of the first round
} Toy;

static CompactStatus toy_generate(void *self, Compaction *c)
{
    Toy *toy = self;
    buf_z(&toy->asked, "generate ");
    bool good = file_make_directories(c->output) &&
                file_write_if_changed(below("source"), str_z(toy->script), NULL);
    return good ? COMPACT_OK : COMPACT_WORLD;
}

static CompactStatus toy_compile(void *self, Compaction *c, CompactStep **steps,
                                 size_t *n)
{
    Toy *toy = self;
    (void)c;
    if (contains(buf_str(&toy->asked), "compile"))
        return COMPACT_OK; // one round is enough
    buf_z(&toy->asked, "compile ");
    const char **argv = arena_many(&arena, const char *, 4);
    argv[0] = "sh";
    argv[1] = "-c";
    argv[2] = toy->compiler;
    *steps = arena_new(&arena, CompactStep);
    **steps = (CompactStep){.command = {.argv = argv}, .what = "source"};
    *n = 1;
    return COMPACT_OK;
}

static CompactStatus toy_run(void *self, Compaction *c, Command *out)
{
    Toy *toy = self;
    (void)c;
    buf_z(&toy->asked, "run ");
    const char **argv = arena_many(&arena, const char *, 3);
    argv[0] = "sh";
    argv[1] = below("program");
    out->argv = argv;
    return COMPACT_OK;
}

static CompactStatus toy_parse(void *self, Compaction *c, Str said)
{
    Toy *toy = self;
    buf_z(&toy->asked, "parse ");
    Str *files = arena_new(&arena, Str);
    *files = str_trim(said);
    c->files = files;
    c->n_files = 1;
    return COMPACT_OK;
}

static CompactStatus toy_verify(void *self, Compaction *c)
{
    Toy *toy = self;
    buf_z(&toy->asked, "verify ");
    return file_exists(
               str_format(&arena, "%s/%.*s", c->output, STR_ARG(c->files[0])).ptr)
               ? COMPACT_OK
               : COMPACT_INPUT;
}

static void toy_cleanup(void *self, Compaction *c)
{
    Toy *toy = self;
    (void)c;
    buf_z(&toy->asked, "cleanup ");
    remove(below("program"));
}

static const Compactor toy_compactor = {"toy",     toy_generate, toy_compile, toy_run,
                                        toy_parse, toy_verify,   toy_cleanup};

static Toy toy(const char *script)
{
    return (Toy){
        .asked = {.arena = &arena},
        .script = script,
        .compiler =
            str_format(&arena, "cp %s/source %s/program", directory, directory).ptr};
}

Test(stage2, sl_11_a_strategy_of_the_users_own_is_asked_in_order)
{
    Toy t = toy("echo made >\"$OUTPUT_DIR/file\"; echo file");
    Compaction c = compaction();
    cr_assert_eq(compact(&toy_compactor, &t, &c), COMPACT_OK);
    cr_assert_str_eq(buf_str(&t.asked).ptr,
                     "generate compile run parse verify cleanup ");
    cr_assert_eq(c.n_files, 1);
    cr_assert(str_is(c.files[0], "file"));
    cr_assert(!file_exists(below("program")));
}

Test(stage2, sl_11_with_keep_the_program_stays)
{
    Toy t = toy("echo >\"$OUTPUT_DIR/file\"; echo file");
    Compaction c = compaction();
    c.keep = true;
    cr_assert_eq(compact(&toy_compactor, &t, &c), COMPACT_OK);
    cr_assert(file_exists(below("program")));
}

Test(stage2, sl_11_a_failing_compiler_is_an_error_with_its_words)
{
    Toy t = toy("");
    t.compiler = "echo 'line 3: no' >&2; exit 4";
    Compaction c = compaction();
    cr_assert_eq(compact(&toy_compactor, &t, &c), COMPACT_WORLD);
    cr_assert_str_eq(buf_str(&t.asked).ptr, "generate compile cleanup ");
    Str said = printed(c.diag);
    cr_assert(contains(said, "source does not compile: sh ended with status 4 [W200]"));
    cr_assert(contains(said, "line 3: no"));
}

Test(stage2, sl_11_a_failing_program_is_an_error_with_its_words)
{
    Toy t = toy("echo 'out of thread' >&2; exit 5");
    Compaction c = compaction();
    cr_assert_eq(compact(&toy_compactor, &t, &c), COMPACT_BUG);
    cr_assert_str_eq(buf_str(&t.asked).ptr, "generate compile run parse cleanup ");
    Str said = printed(c.diag);
    cr_assert(contains(said, "the toy ended with status 5 [W201]"));
    cr_assert(contains(said, "out of thread"));
}

Test(stage2, a_compiler_that_is_not_there_is_the_worlds_fault)
{
    const char *argv[] = {"/no/such/compiler", NULL};
    CompactStep step = {.command = {.argv = argv}, .what = "x.c"};
    Compaction c = compaction();
    cr_assert_eq(compact_steps(&c, &step, 1), COMPACT_WORLD);
    cr_assert(contains(c.trouble, "/no/such/compiler: No such file or directory"));
}

// --- processes ---------------------------------------------------------------

static Outcome shell(const char *script, unsigned seconds)
{
    const char *argv[] = {"sh", "-c", script, NULL};
    const char *env[] = {"THREAD=red", NULL};
    Outcome o;
    process_run(&arena, &(Command){.argv = argv, .env = env, .seconds = seconds}, &o);
    return o;
}

Test(stage2, both_outputs_the_status_and_the_environment_come_through)
{
    Outcome o = shell("echo $THREAD; echo blue >&2; cat; exit 3", 20);
    cr_assert(str_is(o.out, "red\n"));
    cr_assert(str_is(o.err, "blue\n"));
    cr_assert_eq(process_exit_status(&o), 3);
    cr_assert(!process_succeeded(&o));
}

Test(stage2, large_outputs_on_both_sides_do_not_block)
{
    Outcome o = shell("i=0; while [ $i -lt 3000 ]; do i=$((i+1));"
                      "echo 0123456789012345678901234567890123456789;"
                      "echo 0123456789012345678901234567890123456789 >&2; done",
                      20);
    cr_assert(process_succeeded(&o));
    cr_assert_eq(o.out.len, 3000 * 41);
    cr_assert_eq(o.err.len, 3000 * 41);
}

Test(stage2, a_child_that_hangs_is_killed_with_all_its_children, .timeout = 15)
{
    Outcome o = shell("sleep 600 & echo $!; sleep 600", 1);
    cr_assert(o.timed_out);
    pid_t grandchild = (pid_t)atoi(o.out.ptr);
    cr_assert_gt(grandchild, 1);
    // It was killed; init may take a moment to bury it.
    char state[64];
    snprintf(state, sizeof state, "/proc/%d/stat", (int)grandchild);
    for (int i = 0; i < 100; i++) {
        Str stat;
        FILE *f = fopen(state, "r");
        char line[256] = "";
        if (!f || !fgets(line, sizeof line, f))
            line[0] = '\0';
        if (f)
            fclose(f);
        stat = str_z(line);
        if (!stat.len || contains(stat, ") Z "))
            return;
        nanosleep(&(struct timespec){.tv_nsec = 20000000}, NULL);
    }
    cr_assert(false, "process %d lives on", (int)grandchild);
}

Test(stage2, what_a_child_leaves_running_does_not_hold_it_up, .timeout = 15)
{
    Outcome o = shell("sleep 600 & echo done", 0);
    cr_assert(process_succeeded(&o));
    cr_assert(str_is(o.out, "done\n"));
}

Test(stage2, a_signal_is_named)
{
    Outcome o = shell("kill -SEGV $$", 20);
    cr_assert(contains(process_describe(&arena, &o), "signal 11"));
    cr_assert_eq(process_exit_status(&o), -1);
}

Test(stage2, a_child_that_says_too_much_is_killed, .timeout = 60)
{
    Outcome o = shell("yes", 50);
    cr_assert(o.said_too_much);
    cr_assert(!process_succeeded(&o));
}

Test(stage2, many_children_run_side_by_side, .timeout = 30)
{
    const char *argv[] = {"sleep", "0.3", NULL};
    Command commands[8];
    Outcome outcomes[8];
    for (size_t i = 0; i < 8; i++)
        commands[i] = (Command){.argv = argv, .seconds = 20};
    struct timespec start, end;
    clock_gettime(CLOCK_MONOTONIC, &start);
    process_run_all(&arena, commands, 8, 8, outcomes);
    clock_gettime(CLOCK_MONOTONIC, &end);
    for (size_t i = 0; i < 8; i++)
        cr_assert(process_succeeded(&outcomes[i]));
    cr_assert_lt((double)(end.tv_sec - start.tv_sec) +
                     (double)(end.tv_nsec - start.tv_nsec) / 1e9,
                 2.0);
}

Test(stage2, told_to_end_weave_takes_its_children_along, .timeout = 15)
{
    pid_t weave = fork();
    if (weave == 0) {
        const char *argv[] = {"sleep", "600", NULL};
        Outcome o;
        process_run(&arena, &(Command){.argv = argv}, &o);
        _exit(0);
    }
    nanosleep(&(struct timespec){.tv_nsec = 300000000}, NULL);
    kill(weave, SIGTERM);
    int status;
    cr_assert_eq(waitpid(weave, &status, 0), weave);
    cr_assert(WIFSIGNALED(status));
    cr_assert_eq(WTERMSIG(status), SIGTERM);
}

Test(stage2, a_command_is_shown_as_one_types_it)
{
    const char *argv[] = {"cc", "-I", "a b", "it's", "x.c", NULL};
    const char *env[] = {"OUTPUT_DIR=gen", NULL};
    Str shown = process_show(&arena, &(Command){.argv = argv, .env = env});
    cr_assert(str_is(shown, "OUTPUT_DIR=gen cc -I 'a b' 'it'\\''s' x.c"));
}

Test(stage2, the_tail_of_a_text_is_its_last_lines)
{
    cr_assert(str_is(process_tail(S("a\nb\nc\nd\n\n"), 2), "c\nd"));
    cr_assert(str_is(process_tail(S("a"), 2), "a"));
    cr_assert(str_is(process_tail(S(""), 2), ""));
}

// --- the program's source ----------------------------------------------------

static Str read_below(const char *name)
{
    Str text = {0};
    cr_assert(file_read(&arena, below(name), &text), "%s", name);
    return text;
}

Test(stage2, the_program_is_a_main)
{
    Toolchain tools = {0};
    Midstage m = {.tools = &tools};
    Compaction c = compaction();
    cr_assert_eq(midstage_generate(&m, &c), COMPACT_OK);
    cr_assert(contains(read_below("main.c"), "return stage3_main("));
}

Test(stage2, a_register_function_is_named_only_where_there_is_one)
{
    Toolchain tools = {0};
    Midstage m = {.tools = &tools};
    Compaction c = compaction();
    midstage_generate(&m, &c);
    cr_assert(!contains(read_below("main.c"), "weave_register"));
    tools.n_functions = 1;
    midstage_generate(&m, &c);
    cr_assert(contains(read_below("main.c"), "weave_register"));
}

// --- the protocol ------------------------------------------------------------

static CompactStatus listen(Compaction *c, const char *said)
{
    Midstage m = {0};
    cr_assert(file_make_directories(c->output));
    midstage_parse(&m, c, str_z(said));
    return midstage_verify(&m, c);
}

Test(stage2, files_that_are_there_are_believed)
{
    Compaction c = compaction();
    file_make_directories(c.output);
    file_write_if_changed(below("out/media.gen.c"), S("// x\n"), NULL);
    cr_assert_eq(listen(&c, "GENERATED:media.gen.c\nEND\n"), COMPACT_OK);
    cr_assert_eq(c.n_files, 1);
}

Test(stage2, files_that_are_kept_are_not_among_those_that_were_written)
{
    Compaction c = compaction();
    Midstage m = {0};
    file_make_directories(c.output);
    midstage_parse(&m, &c, S("KEPT:media.gen.c\nEND\n"));
    cr_assert_eq(midstage_verify(&m, &c), COMPACT_OK);
    cr_assert_eq(c.n_files, 0);
    cr_assert_eq(m.n_kept, 1);
    cr_assert_eq(listen(&c, "KEPT:../media.gen.c\nEND\n"), COMPACT_BUG);
}

Test(stage2, a_run_without_its_last_line_is_not_believed)
{
    static const char *const said[] = {"",
                                       "GENERATED:media.gen.c\n",
                                       "END",
                                       "END\nmore\n",
                                       "hello\nEND\n",
                                       "DIAGNOSTIC:{}\nEND\n"};
    for (size_t i = 0; i < sizeof said / sizeof said[0]; i++) {
        Compaction c = compaction();
        cr_assert_eq(listen(&c, said[i]), COMPACT_BUG, "%s", said[i]);
        cr_assert(contains(printed(c.diag), "[W201]"), "%s", said[i]);
    }
}

Test(stage2, sl_12_no_path_but_a_plain_name_in_the_output_directory_is_taken)
{
    static const char *const names[] = {
        "../x.gen.c",
        "/etc/passwd",
        "a b.gen.c",
        "sub/x.gen.c",
        "..",
        ".",
        "",
        ".hidden.gen.c",
        "a\tb.gen.c",
        "a\rb",
        "absent.gen.c",
        "x;rm.gen.c",
        "caf\xc3\xa9.c",
        "-\x7f.c",
        "~/x.gen.c",
        "./media.gen.c",
    };
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        Compaction c = compaction();
        const char *said = str_format(&arena, "GENERATED:%s\nEND\n", names[i]).ptr;
        cr_assert_eq(listen(&c, said), COMPACT_BUG, "\"%s\"", names[i]);
        cr_assert(contains(printed(c.diag), "[W202]"), "\"%s\"", names[i]);
    }
}

Test(stage2, sl_12_a_newline_in_a_path_is_a_line_that_means_nothing)
{
    Compaction c = compaction();
    cr_assert_eq(listen(&c, "GENERATED:a\nb.gen.c\nEND\n"), COMPACT_BUG);
}

Test(stage2, sl_12_a_link_in_place_of_a_file_is_refused)
{
    Compaction c = compaction();
    file_make_directories(c.output);
    cr_assert_eq(symlink("/etc/passwd", below("out/media.gen.c")), 0);
    cr_assert_eq(listen(&c, "GENERATED:media.gen.c\nEND\n"), COMPACT_BUG);
}

Test(stage2, files_that_nobody_named_are_an_error)
{
    Compaction c = compaction();
    file_make_directories(c.output);
    file_write_if_changed(below("out/media.gen.c"), S("// x\n"), NULL);
    file_write_if_changed(below("out/stowaway"), S("x"), NULL);
    cr_assert_eq(listen(&c, "GENERATED:media.gen.c\nEND\n"), COMPACT_BUG);
    cr_assert(contains(printed(c.diag), "named 1 files and wrote 2"));
}

Test(stage2, a_program_with_the_users_code_in_it_is_the_users)
{
    Compaction c = compaction();
    c.users_code = true;
    cr_assert_eq(listen(&c, ""), COMPACT_INPUT);
}
