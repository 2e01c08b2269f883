// stage3.c - the midstage's command line.

#include "stage3_emit/stage3.h"

#include "catalog/catalog_json.h"
#include "stage3_emit/describe.h"
#include "stage3_emit/judge/check.h"
#include "stage3_emit/judge/migrations.h"
#include "stage3_emit/output.h"
#include "stage3_emit/refute/refute.h"
#include "stage3_emit/remembered.h"

#include <errno.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { EXIT_DONE = 0, EXIT_INPUT = 1, EXIT_USAGE = 2, EXIT_WORLD = 3, EXIT_BUG = 70 };

// What is spent on refuting: for a query, for all of them, and in a campaign.
enum { REFUTE_MILLISECONDS = 10, REFUTE_SECONDS = 20, VERIFY_SECONDS = 60 };

typedef enum Command {
    COMMAND_NONE,
    COMMAND_HELP,
    COMMAND_LIST,
    COMMAND_CHECK,
    COMMAND_DESCRIBE,
    COMMAND_EXPLAIN,
    COMMAND_SQL,
    COMMAND_OUT,
    COMMAND_VERIFY,
} Command;

static const char help[] =
    "Usage: midstage COMMAND [OPTION]...\n"
    "\n"
    "A program that weave made from your schema and queries: it judges them with the\n"
    "very SQLite they will run on, and writes the C.\n"
    "\n"
    "  --list             the queries, a line each\n"
    "  --check            judge everything, write nothing\n"
    "  --describe         tables and queries, as understood\n"
    "  --describe --json  the same for programs\n"
    "  --explain QUERY    one query (media.getById) on one page\n"
    "  --sql              the schema as SQL\n"
    "  --out DIR          write the C into DIR, an empty directory\n"
    "  --verify           a long campaign to refute what is claimed of the queries\n"
    "  --help             this\n"
    "\n"
    "  --refute N|off     with --out and --check: milliseconds a query; default 10\n"
    "  --seconds N        for all of them; default 20, a campaign's 60\n"
    "  --withstood FILE   queries that FILE says have withstood are not run again\n"
    "  --judged FILE      modules that FILE says have been judged are not judged again\n"
    "  --last DIR         where their files are\n"
    "  --salt TEXT        what else FILE depends on\n"
    "  --wire             speak to weave: every line begins with what it is\n"
    "\n"
    "Exit status: 0 done, 1 the input is wrong, 2 wrong usage, 3 the disk failed,\n"
    "70 a bug of weave's: also a claim that was refuted.\n";

typedef struct Options {
    Command command;
    const char *argument;                            // of --explain and --out
    const char *refute, *seconds, *withstood, *salt; // null if not given
    const char *judged, *last;
    Refuting refuting; // what they say
    bool json, wire;
} Options;

// --- options -----------------------------------------------------------------

static const struct {
    const char *name;
    Command command;
    bool has_argument;
} commands[] = {
    {"--help", COMMAND_HELP, false},      {"--list", COMMAND_LIST, false},
    {"--check", COMMAND_CHECK, false},    {"--describe", COMMAND_DESCRIBE, false},
    {"--explain", COMMAND_EXPLAIN, true}, {"--sql", COMMAND_SQL, false},
    {"--out", COMMAND_OUT, true},         {"--verify", COMMAND_VERIFY, false},
};

static const struct {
    const char *name;
    size_t offset; // of the text in Options
} values[] = {
    {"--refute", offsetof(Options, refute)},
    {"--seconds", offsetof(Options, seconds)},
    {"--withstood", offsetof(Options, withstood)},
    {"--salt", offsetof(Options, salt)},
    {"--judged", offsetof(Options, judged)},
    {"--last", offsetof(Options, last)},
};

static bool wrong(const char *what, const char *about)
{
    fprintf(stderr, "midstage: %s%s\nTry midstage --help.\n", what, about);
    return false;
}

static bool take_value(int argc, char **argv, int *i, const char **out)
{
    if (*i + 1 == argc)
        return wrong("an argument is missing behind ", argv[*i]);
    *out = argv[++*i];
    return true;
}

static bool read_command(Options *o, int argc, char **argv, int *i)
{
    for (size_t k = 0; k < sizeof commands / sizeof *commands; k++) {
        if (strcmp(argv[*i], commands[k].name) != 0)
            continue;
        if (o->command != COMMAND_NONE)
            return wrong("more than one command: ", argv[*i]);
        o->command = commands[k].command;
        return !commands[k].has_argument || take_value(argc, argv, i, &o->argument);
    }
    for (size_t k = 0; k < sizeof values / sizeof *values; k++)
        if (strcmp(argv[*i], values[k].name) == 0)
            return take_value(argc, argv, i,
                              (const char **)(void *)((char *)o + values[k].offset));
    return wrong("unknown option ", argv[*i]);
}

static bool read_number(const char *text, unsigned long most, unsigned *out)
{
    char *end;
    unsigned long n = strtoul(text, &end, 10);
    *out = (unsigned)n;
    return *text >= '0' && *text <= '9' && !*end && n > 0 && n <= most;
}

static bool read_refuting(Options *o)
{
    Refuting *r = &o->refuting;
    *r = (Refuting){.milliseconds = REFUTE_MILLISECONDS,
                    .seconds = REFUTE_SECONDS,
                    .in_turns = o->command == COMMAND_VERIFY,
                    .withstood = o->withstood,
                    .salt = str_z(o->salt)};
    if (r->in_turns)
        r->seconds = VERIFY_SECONDS;
    if (o->seconds && !read_number(o->seconds, 86400, &r->seconds))
        return wrong("no number of seconds: ", o->seconds);
    if (!o->refute || r->in_turns)
        return true;
    r->milliseconds = 0;
    return strcmp(o->refute, "off") == 0 ||
           read_number(o->refute, 1000000, &r->milliseconds) ||
           wrong("no number of milliseconds, nor off: ", o->refute);
}

static bool read_options(Options *o, int argc, char **argv)
{
    for (int i = 1; i < argc; i++) {
        if (strcmp(argv[i], "--wire") == 0)
            o->wire = true;
        else if (strcmp(argv[i], "--json") == 0)
            o->json = true;
        else if (!read_command(o, argc, argv, &i))
            return false;
    }
    if (o->command == COMMAND_NONE)
        return wrong("no command", "");
    if (o->json && o->command != COMMAND_DESCRIBE)
        return wrong("--json goes with --describe", "");
    return read_refuting(o);
}

// --- running -----------------------------------------------------------------

typedef struct Run {
    Arena *arena;
    const Catalog *catalog;
    RegisterFunctions register_functions;
    Options options;
    Output output;
    Diag *diag;
    Remembered remembered;
    Checked checked;
    Attacked *attacked; // of each query, where they are attacked
    EmittedFile *files;
    size_t n_files;
} Run;

// All but the schema's SQL also look whether C can be made of it.
static bool judge(Run *r)
{
    Command command = r->options.command;
    if (command == COMMAND_SQL)
        return check_schema(r->arena, r->catalog, r->register_functions, r->diag,
                            &r->checked);
    const Intern *kept = &r->remembered.kept;
    if (!check_modules(r->arena, r->catalog, kept->n ? kept : NULL,
                       r->register_functions, r->diag, &r->checked))
        return false;
    bool must_know = command == COMMAND_OUT || command == COMMAND_CHECK;
    if (must_know &&
        !check_migrations(r->arena, r->register_functions, r->diag, &r->checked))
        return false;
    bool known = !must_know || check_types_known(&r->checked, r->diag);
    return emit_files(r->arena, &r->checked, r->diag, &r->files, &r->n_files) && known;
}

static Diag *new_diag(const Run *r)
{
    Diag *d = diag_new(r->arena, file_loader());
    for (size_t i = 0; i < r->catalog->n_sources; i++)
        diag_file(d, r->catalog->sources[i].path);
    return d;
}

// What is wrong is reported by who has seen everything.
static bool judge_rest(Run *r)
{
    const Options *o = &r->options;
    Remembered *m = &r->remembered;
    if (o->command == COMMAND_OUT)
        remembered_read(m, r->arena, o->judged, o->last, r->catalog, &o->refuting,
                        r->diag);
    bool ok = judge(r) && !diag_failed(r->diag);
    remembered_note(m, &r->checked, r->diag, r->files, r->n_files);
    if (m->kept.n == 0 || (ok && !remembered_clashes(m)))
        return ok;
    remembered_forget(m);
    r->diag = new_diag(r);
    ok = judge(r) && !diag_failed(r->diag);
    remembered_note(m, &r->checked, r->diag, r->files, r->n_files);
    return ok;
}

static int explain(Run *r, const Described *d)
{
    const CheckedQuery *q = described_find(d, str_z(r->options.argument));
    if (!q) {
        Str *names = arena_many(r->arena, Str, r->checked.n_queries);
        size_t n = 0;
        for (size_t i = 0; i < r->checked.n_queries; i++)
            if (!r->checked.queries[i].query->part.len)
                names[n++] = described_name(d, &r->checked.queries[i]);
        Str near = str_nearest(str_z(r->options.argument), names, n);
        fprintf(stderr, "midstage: no query is called %s", r->options.argument);
        if (near.len)
            fprintf(stderr, "; did you mean %.*s?", STR_ARG(near));
        fputc('\n', stderr);
        return EXIT_USAGE;
    }
    output_text(&r->output, explain_query(d, q));
    return EXIT_DONE;
}

static int carry_out(Run *r)
{
    Described d = {r->arena, &r->checked, r->diag};
    switch (r->options.command) {
    case COMMAND_LIST: output_text(&r->output, describe_list(&d)); break;
    case COMMAND_DESCRIBE:
        output_text(&r->output,
                    r->options.json ? describe_json(&d) : describe_text(&d));
        break;
    case COMMAND_SQL: output_text(&r->output, r->checked.ddl); break;
    case COMMAND_EXPLAIN: return explain(r, &d);
    case COMMAND_OUT:
        if (!output_files(&r->output, r->options.argument, r->files, r->n_files))
            return EXIT_WORLD;
        remembered_write(&r->remembered, &r->checked, r->attacked);
        break;
    default: break;
    }
    return EXIT_DONE;
}

static int try_to_refute(Run *r)
{
    Command command = r->options.command;
    bool refutes =
        command == COMMAND_VERIFY || command == COMMAND_OUT || command == COMMAND_CHECK;
    Str summary = {0};
    if (!refutes || !r->options.refuting.milliseconds)
        return EXIT_DONE;
    static const int statuses[] = {
        [REFUTED_NOTHING] = EXIT_DONE,
        [REFUTED_CLAIM] = EXIT_BUG,
        [REFUTED_FAILED] = EXIT_INPUT,
    };
    Refuting *how = &r->options.refuting;
    how->kept = remembered_withstood(&r->remembered, &how->n_kept);
    how->attacked = r->attacked = arena_many(r->arena, Attacked, r->checked.n_queries);
    Refuted refuted =
        refute(r->arena, &r->checked, r->register_functions, r->diag, how, &summary);
    output_text(&r->output, summary);
    return statuses[refuted];
}

static int run(Run *r)
{
    bool ok = judge_rest(r);
    int status = ok ? try_to_refute(r) : r->checked.disagreed ? EXIT_BUG : EXIT_INPUT;
    output_diagnostics(&r->output, r->diag);
    if (status == EXIT_DONE)
        status = carry_out(r);
    if (status != EXIT_WORLD && !output_end(&r->output))
        status = EXIT_WORLD;
    return status;
}

// Of schema.json beside this program.
static bool read_catalog(Arena *a, Catalog *out)
{
    char self[4096];
    ssize_t n = readlink("/proc/self/exe", self, sizeof self);
    Str json, why;
    Str beside = path_directory(a, (Str){self, n > 0 ? (size_t)n : 0});
    const char *path = path_join(a, beside, S("schema.json")).ptr;
    if (!file_read(a, path, &json))
        why = str_z(file_why(errno));
    else if (catalog_read_json(a, json, out, &why))
        return true;
    fprintf(stderr, "midstage: cannot read %s: %.*s\n", path, STR_ARG(why));
    return false;
}

int stage3_main(RegisterFunctions register_functions, int argc, char **argv)
{
    Arena arena = {0};
    Catalog c;
    sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0); // nobody asks, and counting takes locks
    Run r = {.arena = &arena, .catalog = &c, .register_functions = register_functions};
    int status = EXIT_DONE;
    if (!read_options(&r.options, argc, argv))
        return EXIT_USAGE;
    r.output = (Output){&arena, r.options.wire};
    if (r.options.command == COMMAND_HELP) {
        output_text(&r.output, str_z(help));
    } else if (read_catalog(&arena, &c)) {
        r.diag = new_diag(&r);
        status = run(&r);
    } else {
        status = EXIT_WORLD;
    }
    arena_free(&arena);
    sqlite3_shutdown();
    return status;
}
