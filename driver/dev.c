// dev.c - `weave dev`: weaves and pushes whenever a source changes.

#define _GNU_SOURCE

#include "driver/dev.h"

#include "driver/progress.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <string.h>
#include <sys/file.h>
#include <sys/inotify.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

// A burst of edits is over when nothing has happened for so long; but one that never ends
// is not waited for.
enum { QUIET_MS = 150, BURST_MS = 3000 };

static int fail(const char *what, const char *path)
{
    fprintf(stderr, "weave: cannot %s %s: %s\n", what, path, strerror(errno));
    return 3;
}

// --- one a project -----------------------------------------------------------

// The lock goes with the process, however it ends. It is not weave_lock()'s, which the
// weaves of this loop take themselves.
static int lock_project(const Project *p)
{
    const char *path = path_join(p->arena, str_z(p->midstage), S("dev.lock")).ptr;
    if (!file_make_directories(p->midstage))
        return fail("create", p->midstage);
    int lock = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0666);
    if (lock < 0)
        return fail("open", path);
    if (flock(lock, LOCK_EX | LOCK_NB) == 0)
        return 0;
    if (errno != EWOULDBLOCK)
        return fail("lock", path);
    fprintf(stderr, "weave: another weave dev watches this project\n");
    return 3;
}

// False if it is gone already.
static bool end_with_parent(pid_t parent)
{
    return prctl(PR_SET_PDEATHSIG, SIGTERM) == 0 && getppid() == parent;
}

// --- what is watched ---------------------------------------------------------

static bool watch(int inotify, Arena *a, Str path)
{
    Str directory = file_is_directory(path.ptr) ? path : path_directory(a, path);
    return inotify_add_watch(inotify, str_zero(a, directory),
                             IN_CLOSE_WRITE | IN_MOVED_TO | IN_MOVED_FROM |
                                 IN_DELETE) >= 0;
}

// All that a weave would read now, also if it is wrong: the directories, because editors
// put a new file in the place of the old one.
static void watch_sources(int inotify, const Options *options)
{
    Arena a = {0};
    Weave w = {.lock = -1};
    int status = project_open(&w.project, &a, options);
    if (status == 0)
        status = stage_read(&w);
    if (status == 0)
        stage_folder(&w);
    const Project *p = &w.project;
    watch(inotify, &a, S("."));
    for (size_t i = 0; i < p->sources.n; i++)
        watch(inotify, &a, p->sources.items[i].path);
    for (size_t i = 0; i < p->schema.n; i++)
        watch(inotify, &a, p->schema.items[i]);
    for (size_t i = 0; i < p->config.n_functions; i++)
        watch(inotify, &a, p->config.functions[i]);
    if (p->config.migrations.len)
        watch(inotify, &a, p->config.migrations);
    arena_free(&a);
}

// Not what a weave writes, nor the database that is pushed to.
static bool is_source(const char *name)
{
    static const char *const ends[] = {".ts",  ".mts",  ".cts", ".tsx", ".js", ".mjs",
                                       ".cjs", ".json", ".sql", ".c",   ".h"};
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++)
        if (name[0] != '.' && str_ends(str_z(name), ends[i]))
            return true;
    return false;
}

// Whether a source is among what has happened.
static bool read_events(int inotify)
{
    _Alignas(struct inotify_event) char buffer[4096];
    bool any = false;
    ssize_t n = read(inotify, buffer, sizeof buffer);
    for (char *at = buffer; n > 0 && at < buffer + n;) {
        const struct inotify_event *event = (const struct inotify_event *)(void *)at;
        any = any || (event->mask & IN_Q_OVERFLOW) ||
              (event->len && is_source(event->name));
        at += sizeof *event + event->len;
    }
    return any;
}

static bool wait_event(int inotify, int milliseconds)
{
    struct pollfd ready = {.fd = inotify, .events = POLLIN};
    return poll(&ready, 1, milliseconds) > 0 && read_events(inotify);
}

static void wait_for_change(int inotify)
{
    while (!wait_event(inotify, -1))
        ;
    for (int waited = 0; waited < BURST_MS; waited += QUIET_MS)
        if (!wait_event(inotify, QUIET_MS))
            return;
}

// --- weaving -----------------------------------------------------------------

// This weave's own words behind another command; null: the full weave.
static int run_self(Project *p, const char *command)
{
    const Options *o = p->options;
    const char **words = arena_many(p->arena, const char *, o->n_words + 3);
    size_t n = 0;
    words[n++] = "weave";
    if (command)
        words[n++] = command;
    memcpy(&words[n], o->words, o->n_words * sizeof *words);
    fflush(stdout);
    pid_t parent = getpid(), child = fork();
    if (child == 0) {
        if (end_with_parent(parent))
            execv("/proc/self/exe", (char *const *)(uintptr_t)words);
        _exit(3);
    }
    int status = 3 << 8;
    while (child > 0 && waitpid(child, &status, 0) < 0 && errno == EINTR)
        ;
    return WIFEXITED(status) ? WEXITSTATUS(status) : 70;
}

static void weave_once(Project *p)
{
    const Options *o = p->options;
    int status = run_self(p, NULL);
    if (status == 0 && o->db)
        status = run_self(p, "push");
    report(o, "%s",
           status == 0 ? "watching"
                       : "watching; what was there stays until this is mended");
    fflush(stdout);
}

int run_dev(Weave *w)
{
    Project *p = &w->project;
    int status = project_needs_schema(p);
    if (status == 0)
        status = project_needs_out(p);
    if (status == 0)
        status = lock_project(p);
    if (status != 0)
        return status;
    int inotify = inotify_init1(IN_CLOEXEC);
    if (inotify < 0)
        return fail("watch", p->root.ptr);
    if (!end_with_parent(getppid()))
        return 3;
    for (;;) {
        watch_sources(inotify, p->options);
        weave_once(p);
        wait_for_change(inotify);
    }
}
