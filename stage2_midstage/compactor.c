// compactor.c - input → generate → compile → run → output.

#include "stage2_midstage/compactor.h"

#include <errno.h>
#include <string.h>

// So much of a child's standard error is shown.
enum { LINES_SHOWN = 30 };

// Where one file does not compile, many may not, for one reason.
enum { FAILURES_SHOWN = 3 };

CompactStatus compact_fail(Compaction *c, CompactStatus status, const char *fmt, ...)
{
    va_list args;
    va_start(args, fmt);
    c->trouble = str_vformat(c->arena, fmt, args);
    va_end(args);
    return status;
}

CompactStatus compact_fault(const Compaction *c)
{
    return c->users_code ? COMPACT_INPUT : COMPACT_BUG;
}

static void show(const Compaction *c, const Command *command)
{
    if (c->show)
        fprintf(c->show, "%.*s\n", STR_ARG(process_show(c->arena, command)));
}

// Adds what the child said to the diagnostic before it.
static void note_stderr(Compaction *c, const char *who, const Outcome *o)
{
    Str tail = process_tail(o->err, LINES_SHOWN);
    if (tail.len)
        diag_note(c->diag, (Span){0}, "%s said:\n%.*s", who, STR_ARG(tail));
}

// --- compiling ---------------------------------------------------------------

static CompactStatus judge_step(Compaction *c, const CompactStep *step,
                                const Outcome *o)
{
    const char *program = step->command.argv[0];
    if (o->start_errno)
        return compact_fail(c, COMPACT_WORLD, "cannot run the compiler %s: %s", program,
                            strerror(o->start_errno));
    if (process_succeeded(o)) {
        if (step->record && !file_write_if_changed(step->record, step->text, NULL))
            return compact_fail(c, COMPACT_WORLD, "cannot write %s: %s", step->record,
                                strerror(errno));
        return COMPACT_OK;
    }
    diag_error(c->diag, (Span){0}, DIAG_W200, "%s does not compile: %s %.*s",
               step->what, program, STR_ARG(process_describe(c->arena, o)));
    note_stderr(c, program, o);
    return step->users ? COMPACT_INPUT : COMPACT_WORLD;
}

CompactStatus compact_steps(Compaction *c, const CompactStep *steps, size_t n)
{
    Command *commands = arena_many(c->arena, Command, n);
    Outcome *outcomes = arena_many(c->arena, Outcome, n);
    for (size_t i = 0; i < n; i++) {
        commands[i] = steps[i].command;
        show(c, &commands[i]);
    }
    if (c->dry)
        return COMPACT_OK;
    process_run_all(c->arena, commands, n, c->jobs, outcomes);
    CompactStatus worst = COMPACT_OK;
    size_t n_failed = 0;
    for (size_t i = 0; i < n && n_failed < FAILURES_SHOWN; i++) {
        CompactStatus status = judge_step(c, &steps[i], &outcomes[i]);
        n_failed += status != COMPACT_OK;
        if (status > worst)
            worst = status;
    }
    return worst;
}

CompactStatus compact_build(const Compactor *compactor, void *self, Compaction *c)
{
    CompactStatus status = compactor->generate(self, c);
    while (status == COMPACT_OK) {
        CompactStep *steps = NULL;
        size_t n = 0;
        status = compactor->compile(self, c, &steps, &n);
        if (status != COMPACT_OK || !n)
            break;
        status = compact_steps(c, steps, n);
    }
    return status;
}

// --- running -----------------------------------------------------------------

// The program failed. What it has reported itself stands in the diagnostics already.
static CompactStatus judge_run(const Compactor *compactor, Compaction *c,
                               const Command *command, const Outcome *o)
{
    int status = process_exit_status(o);
    Str tail = process_tail(o->err, LINES_SHOWN);
    if (o->start_errno)
        return compact_fail(c, COMPACT_WORLD, "cannot run %s: %s", command->argv[0],
                            strerror(o->start_errno));
    bool last_words = str_find_str(tail, S("weave: bug: ")) != STR_NONE;
    if ((status == COMPACT_INPUT || (status == COMPACT_BUG && !last_words)) &&
        diag_failed(c->diag))
        return (CompactStatus)status;
    bool told =
        status == COMPACT_USAGE || status == COMPACT_WORLD || status == COMPACT_BUG;
    if (told && tail.len)
        return compact_fail(c, (CompactStatus)status, "%.*s", STR_ARG(tail));
    diag_error(c->diag, (Span){0}, DIAG_W201, "the %s %.*s", compactor->name,
               STR_ARG(process_describe(c->arena, o)));
    note_stderr(c, "it", o);
    diag_note(c->diag, (Span){0}, "to see it again: %.*s",
              STR_ARG(process_show(c->arena, command)));
    return compact_fault(c);
}

static const char *const *with_output_dir(Compaction *c, const char *const *env)
{
    size_t n = 0;
    while (env && env[n])
        n++;
    const char **more = arena_many(c->arena, const char *, n + 2);
    for (size_t i = 0; i < n; i++)
        more[i] = env[i];
    more[n] = str_format(c->arena, "OUTPUT_DIR=%s", c->output).ptr;
    return more;
}

CompactStatus compact_run(const Compactor *compactor, void *self, Compaction *c)
{
    Command command = {.seconds = c->seconds};
    CompactStatus status = compactor->run(self, c, &command);
    if (status != COMPACT_OK)
        return status;
    if (c->output)
        command.env = with_output_dir(c, command.env);
    show(c, &command);
    if (c->dry)
        return COMPACT_OK;
    Outcome outcome;
    process_run(c->arena, &command, &outcome);
    status = outcome.start_errno ? COMPACT_OK : compactor->parse(self, c, outcome.out);
    if (!process_succeeded(&outcome))
        return judge_run(compactor, c, &command, &outcome);
    if (status != COMPACT_OK)
        note_stderr(c, "it", &outcome);
    return status == COMPACT_OK ? compactor->verify(self, c) : status;
}

CompactStatus compact(const Compactor *compactor, void *self, Compaction *c)
{
    CompactStatus status = compact_build(compactor, self, c);
    if (status == COMPACT_OK)
        status = compact_run(compactor, self, c);
    if (compactor->cleanup && !c->keep)
        compactor->cleanup(self, c);
    return status;
}
