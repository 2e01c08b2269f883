// commands.c - the commands of weave, a table.

#include "driver/commands.h"

#include "driver/dev.h"
#include "driver/drift.h"
#include "driver/migrate.h"
#include "driver/progress.h"
#include "driver/try.h"

#include <string.h>

// --- the full weave ----------------------------------------------------------

static int build(Weave *w)
{
    int status = stage_parse(w);
    return status ? status : stage_midstage(w);
}

static int emit_and_swap(Weave *w)
{
    int status = project_needs_out(&w->project);
    if (status == 0)
        status = stage_emit(w, NULL);
    if (status == 0)
        warn_of_drift(w);
    if (status == 0)
        status = stage_swap(w);
    return status ? status : stage_amalgamate(w);
}

static int run_weave(Weave *w)
{
    const char *stage = w->project.options->stage;
    if (stage && strcmp(stage, "parse") == 0)
        return stage_parse(w);
    if (stage && strcmp(stage, "midstage") == 0)
        return build(w);
    if (stage)
        return emit_and_swap(w);
    int status = project_needs_out(&w->project);
    if (status == 0)
        status = build(w);
    return status ? status : emit_and_swap(w);
}

static int run_check(Weave *w)
{
    int status = project_needs_out(&w->project);
    if (status == 0)
        status = build(w);
    if (status == 0)
        status = stage_emit(w, NULL);
    if (status == 0)
        warn_of_drift(w);
    return status ? status : stage_compare(w);
}

// --- what only prints --------------------------------------------------------

static int run_sql(Weave *w)
{
    int status = stage_read(w);
    if (status != 0)
        return status;
    size_t n;
    const Ddl *statements = catalog_ddl(w->project.arena, &w->catalog, &n);
    bool accepted = schema_is_accepted(w, statements, n);
    if (!accepted && !w->project.options->compat)
        return 1;
    for (size_t i = 0; i < n; i++)
        printf("%.*s;\n", STR_ARG(statements[i].sql));
    return accepted ? 0 : 1;
}

static int print_text(Weave *w, const char *const *arguments)
{
    int status = build(w);
    if (status == 0)
        status = stage_emit(w, arguments);
    for (size_t i = 0; status == 0 && i < w->midstage.n_text; i++) {
        fwrite(w->midstage.text[i].ptr, 1, w->midstage.text[i].len, stdout);
        putchar('\n');
    }
    return status;
}

static int run_describe(Weave *w)
{
    const char *json = w->project.options->json ? "--json" : NULL;
    return print_text(w, (const char *const[]){"--describe", json, NULL});
}

// One page on one query: what is to be noted of the others would bury it.
static int run_explain(Weave *w)
{
    const char *query = w->project.options->argument;
    if (!query)
        return options_refuse("explain wants a query: weave explain media.getById");
    int status = print_text(w, (const char *const[]){"--explain", query, NULL});
    diag_forget_notes(w->project.diag);
    return status;
}

static int run_verify(Weave *w)
{
    const Options *o = w->project.options;
    Str seconds = str_format(w->project.arena, "%u", o->seconds);
    w->more_seconds = o->seconds;
    progress(o, "verify", "for %u seconds", o->seconds);
    return print_text(
        w, (const char *const[]){"--verify", "--seconds", seconds.ptr, NULL});
}

// --- the table ---------------------------------------------------------------

static const CommandRow table[] = {
    {NULL, NULL, "the full weave: parse, midstage, emit, swap", run_weave, true, true},
    {"check", NULL, "all but the swap; 1 if the output is not what a weave would write",
     run_check, true, true},
    {"sql", NULL, "print the schema as SQL", run_sql, false, false},
    {"shadow", NULL, "print the schema as Drizzle's TypeScript", run_shadow, false,
     false},
    {"describe", NULL, "print the validated catalog; --json for programs", run_describe,
     true, false},
    {"explain", "QUERY", "print all that is known of one query, and why", run_explain,
     true, false},
    {"verify", NULL,
     "try for long to refute what is claimed of the queries; --seconds N", run_verify,
     true, false},
    {"migrate", "generate|up|status",
     "write the next migration; apply the folder to --db FILE; see what is pending",
     run_migrate, false, false},
    {"diff", NULL,
     "what differs from the schema in --db FILE, else in what the migrations make; 1 if "
     "anything does",
     run_diff, false, false},
    {"pull", NULL, "print the schema of --db FILE as Drizzle's TypeScript", run_pull,
     false, false},
    {"push", NULL, "make --db FILE what the schema says; asks before anything is lost",
     run_push, false, false},
    {"dev", NULL, "weave, and push if --db is given, whenever a source changes",
     run_dev, false, false},
    {"seed", NULL, "insert the rows of defineSeed() that --db FILE lacks", run_seed,
     false, false},
};

enum { N_COMMANDS = sizeof table / sizeof table[0] };

const CommandRow *command_find(const char *name)
{
    if (!name)
        return &table[0];
    for (size_t i = 1; i < N_COMMANDS; i++)
        if (strcmp(table[i].name, name) == 0)
            return &table[i];
    return NULL;
}

Str command_nearest(const char *name)
{
    Str names[N_COMMANDS];
    for (size_t i = 0; i < N_COMMANDS; i++)
        names[i] = str_z(table[i].name ? table[i].name : "weave");
    return str_nearest(str_z(name), names, N_COMMANDS);
}

static void print_command(const CommandRow *command)
{
    char usage[64];
    snprintf(usage, sizeof usage, "weave%s%s%s%s", command->name ? " " : "",
             command->name ? command->name : "", command->argument ? " " : "",
             command->argument ? command->argument : "");
    printf("  %-24s  %s\n", usage, command->help);
}

void command_help(const CommandRow *command)
{
    if (command) {
        printf("weave %s%s%s - %s\n\n", command->name, command->argument ? " " : "",
               command->argument ? command->argument : "", command->help);
    } else {
        printf(
            "weave - Drizzle schemas and SQL queries become C that SQLite has agreed "
            "to\n\n");
        for (size_t i = 0; i < N_COMMANDS; i++)
            if (table[i].run)
                print_command(&table[i]);
        putchar('\n');
    }
    options_print();
    printf("\nExit status: 0 done, 1 the input is wrong, 2 wrong usage, 3 the\n"
           "environment failed, 4 approval is needed, 70 a bug of weave's.\n");
}
