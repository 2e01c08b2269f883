// main.c - the weave command.

#include "driver/commands.h"
#include "driver/progress.h"
#include "driver/record.h"
#include "stage2_midstage/weave_build.h"

#include <errno.h>
#include <sqlite3.h>
#include <stdlib.h>
#include <string.h>

// A source that is edited while it is woven is woven again, so many times.
enum { ATTEMPTS = 3 };

static int write_depfile(Weave *w)
{
    Project *p = &w->project;
    const char *path = p->options->depfile;
    if (!path || p->options->dry)
        return 0;
    FileList more = toolchain_users_inputs(p->arena, &p->config, p->midstage);
    Str target = p->options->amalgams.n ? p->options->amalgams.items[0]
                                        : str_z(p->out ? p->out : p->midstage);
    if (sources_write_depfile(&p->sources, path, target, more.items, more.n))
        return 0;
    fprintf(stderr, "weave: cannot write %s: %s\n", path, strerror(errno));
    return 3;
}

// What is to be said of the sources, as it is printed.
static Str diagnostics(Weave *w)
{
    const Options *o = w->project.options;
    if (o->quiet)
        diag_forget_notes(w->project.diag);
    return diag_text(w->project.diag, o->diagnostics, wants_color(o));
}

// True if nothing was to be done, and *said is what to say again.
static bool is_done(Weave *w, const CommandRow *command, Str *said)
{
    const Options *o = w->project.options;
    if (!command->weaves || o->stage || !w->project.out || !record_is_current(w, said))
        return false;
    if (o->command)
        report(o, "%s is up to date", w->project.out);
    else
        report(o, "weave: nothing to do");
    return true;
}

static int work(Weave *w, const CommandRow *command)
{
    int status = command->run(w);
    if (status == 0)
        status = write_depfile(w);
    Str said = status == WEAVE_AGAIN ? (Str){0} : diagnostics(w);
    fwrite(said.ptr, 1, said.len, stderr);
    const Options *o = w->project.options;
    if (status == 0 && command->weaves && !o->command && !o->stage && !o->dry)
        record_write(w, said);
    return status;
}

static int run_locked(Weave *w, const CommandRow *command)
{
    Str said = {0};
    int status = command->writes ? weave_lock(w) : 0;
    if (status == 0 && is_done(w, command, &said))
        fwrite(said.ptr, 1, said.len, stderr);
    else if (status == 0)
        status = work(w, command);
    if (command->writes)
        weave_unlock(w);
    return status;
}

static int attempt(const CommandRow *command, const Options *options)
{
    progress_start();
    Arena arena = {0};
    Weave w = {.lock = -1};
    int status = project_open(&w.project, &arena, options);
    if (status == 0)
        status = run_locked(&w, command);
    else
        diag_print(w.project.diag, options->diagnostics, wants_color(options), stderr);
    arena_free(&arena);
    return status;
}

static int run(const CommandRow *command, const Options *options)
{
    for (int i = 0; i < ATTEMPTS; i++) {
        int status = attempt(command, options);
        if (status != WEAVE_AGAIN)
            return status;
    }
    fprintf(stderr,
            "weave: the sources keep changing; weave again when they are quiet\n");
    return 1;
}

static int refuse_command(const char *name)
{
    Str near = command_nearest(name);
    return near.len
               ? options_refuse("there is no command \"%s\"; did you mean \"%.*s\"?",
                                name, STR_ARG(near))
               : options_refuse("there is no command \"%s\"", name);
}

static int start(const Options *o)
{
    if (o->version) {
        printf("weave %s (SQLite %s)\n", WEAVE_VERSION, sqlite3_libversion());
        return 0;
    }
    const CommandRow *command = command_find(o->command);
    if (!command)
        return refuse_command(o->command);
    if (!command->run)
        return options_refuse("\"%s\" is not in this version", command->name);
    if (o->help) {
        command_help(o->command ? command : NULL);
        return 0;
    }
    if (o->argument && !command->argument)
        return options_refuse("%s takes no argument", command->name);
    if (o->stage && o->command)
        return options_refuse("--stage goes with the full weave alone");
    return run(command, o);
}

int main(int argc, char **argv)
{
    static char lines[BUFSIZ];
    setvbuf(stderr, lines, _IOLBF, sizeof lines); // diagnostics come by the thousand
    Arena arena = {0};
    Options options;
    int status = options_read(&arena, argc, argv, &options) ? start(&options) : 2;
    if (fflush(stdout) != 0 || ferror(stdout)) {
        fprintf(stderr, "weave: cannot write to standard output: %s\n",
                strerror(errno));
        status = status > 1 ? status : 3; // 1 of weave diff would be an answer
    }
    arena_free(&arena);
    return status;
}
