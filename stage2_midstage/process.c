// process.c - child processes that cannot hang weave, fill its memory or outlive it.
//
// One loop waits for everything: output, the end of a child, a signal to weave, the
// nearest time limit. Signals come in through a file descriptor, so there is no handler
// and no global.

#define _GNU_SOURCE

#include "stage2_midstage/process.h"

#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/signalfd.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { OUT, ERR, STREAMS };

typedef struct Child {
    pid_t pid; // 0: not running
    int streams[STREAMS];
    Buf text[STREAMS];
    long long deadline; // in milliseconds, or 0
    Outcome *outcome;
} Child;

// What process_run_all() knows while it runs.
typedef struct Pool {
    Child *children;
    size_t n;
    int signals; // the signalfd
    sigset_t mask_before;
    int deadly; // the signal that told weave to end, or 0
} Pool;

static long long now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (long long)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

static void close_fd(int *fd)
{
    if (*fd >= 0)
        close(*fd);
    *fd = -1;
}

// --- starting ----------------------------------------------------------------

typedef struct Pipes {
    int streams[STREAMS][2];
    int started[2]; // closed by exec; else holds the errno of what failed
} Pipes;

static bool open_pipes(Pipes *p)
{
    memset(p, -1, sizeof *p);
    return pipe2(p->streams[OUT], O_CLOEXEC) == 0 &&
           pipe2(p->streams[ERR], O_CLOEXEC) == 0 && pipe2(p->started, O_CLOEXEC) == 0;
}

static void close_pipes(Pipes *p)
{
    for (int i = 0; i < 2; i++) {
        close_fd(&p->streams[OUT][i]);
        close_fd(&p->streams[ERR][i]);
        close_fd(&p->started[i]);
    }
}

// In the child. An empty standard input, our pipes, default signals.
static bool prepare_child(const Pool *pool, const Pipes *p, pid_t parent)
{
    setpgid(0, 0);
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    if (getppid() != parent) // it died before the line above
        return false;
    int nothing = open("/dev/null", O_RDONLY);
    if (nothing < 0 || dup2(nothing, STDIN_FILENO) < 0 ||
        dup2(p->streams[OUT][1], STDOUT_FILENO) < 0 ||
        dup2(p->streams[ERR][1], STDERR_FILENO) < 0)
        return false;
    if (nothing > STDERR_FILENO)
        close(nothing);
    // Where the limits are lower already, this fails, and they stay.
    setrlimit(RLIMIT_CORE, &(struct rlimit){0, 0});
    setrlimit(RLIMIT_FSIZE, &(struct rlimit){(rlim_t)1 << 30, (rlim_t)1 << 30});
    signal(SIGPIPE, SIG_DFL);
    return sigprocmask(SIG_SETMASK, &pool->mask_before, NULL) == 0;
}

static _Noreturn void become(const Pool *pool, const Pipes *p, const Command *command,
                             pid_t parent)
{
    if (prepare_child(pool, p, parent)) {
        for (size_t i = 0; command->env && command->env[i]; i++)
            putenv((char *)(uintptr_t)command->env[i]);
        execvp(command->argv[0], (char *const *)(uintptr_t)command->argv);
    }
    int error = errno;
    ssize_t put = write(p->started[1], &error, sizeof error);
    _exit(put == sizeof error ? 127 : 126);
}

// The errno of a child that did not get as far as its program, or 0.
static int read_start_errno(int fd)
{
    int error = 0;
    ssize_t got;
    do
        got = read(fd, &error, sizeof error);
    while (got < 0 && errno == EINTR);
    return got == sizeof error ? error : 0;
}

static bool start(Pool *pool, Child *child, const Command *command)
{
    Pipes p;
    pid_t parent = getpid();
    pid_t pid = open_pipes(&p) ? fork() : -1;
    if (pid == 0)
        become(pool, &p, command, parent);
    if (pid < 0) {
        child->outcome->start_errno = errno;
        close_pipes(&p);
        return false;
    }
    setpgid(pid, pid); // both sides do it: neither knows who is first
    close_fd(&p.started[1]);
    child->pid = pid;
    child->outcome->start_errno = read_start_errno(p.started[0]);
    for (int i = 0; i < STREAMS; i++) {
        child->streams[i] = p.streams[i][0];
        fcntl(child->streams[i], F_SETFL, O_NONBLOCK);
        p.streams[i][0] = -1;
    }
    close_pipes(&p);
    child->deadline = command->seconds ? now() + 1000LL * command->seconds : 0;
    return true;
}

// --- while they run ----------------------------------------------------------

static void kill_group(const Child *child)
{
    if (child->pid)
        kill(-child->pid, SIGKILL);
}

// Takes what is there. At the end of the stream, closes it.
static void drain(Child *child, int stream)
{
    char chunk[16384];
    Buf *text = &child->text[stream];
    while (child->streams[stream] >= 0) {
        ssize_t got = read(child->streams[stream], chunk, sizeof chunk);
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0 && errno == EAGAIN)
            return;
        if (got <= 0) {
            close_fd(&child->streams[stream]);
            return;
        }
        if (text->n + (size_t)got > PROCESS_OUTPUT_LIMIT) {
            child->outcome->said_too_much = true;
            kill_group(child);
            close_fd(&child->streams[stream]);
            return;
        }
        buf_put(text, (Str){chunk, (size_t)got});
    }
}

// If the child has ended, kills what it left running and takes its last words.
static void reap(Child *child)
{
    int status;
    if (!child->pid || waitpid(child->pid, &status, WNOHANG) != child->pid)
        return;
    kill_group(child);
    child->pid = 0;
    child->outcome->status = status;
    for (int i = 0; i < STREAMS; i++) {
        drain(child, i);
        close_fd(&child->streams[i]);
    }
    child->outcome->out = buf_str(&child->text[OUT]);
    child->outcome->err = buf_str(&child->text[ERR]);
}

static void take_signal(Pool *pool)
{
    struct signalfd_siginfo info;
    while (read(pool->signals, &info, sizeof info) == sizeof info)
        if (info.ssi_signo != SIGCHLD)
            pool->deadly = (int)info.ssi_signo;
}

// Kills who is out of time; gives the milliseconds until the next is, or -1.
static int watch_time(Pool *pool)
{
    long long nearest = -1, at = now();
    for (size_t i = 0; i < pool->n; i++) {
        Child *child = &pool->children[i];
        if (!child->pid || !child->deadline || child->outcome->timed_out)
            continue;
        if (child->deadline <= at) {
            child->outcome->timed_out = true;
            kill_group(child);
        } else if (nearest < 0 || child->deadline - at < nearest)
            nearest = child->deadline - at;
    }
    return (int)nearest;
}

// Waits until something happens, and does what it asks for.
static void turn(Arena *a, Pool *pool)
{
    struct pollfd *fds = arena_many(a, struct pollfd, 1 + STREAMS * pool->n);
    fds[0] = (struct pollfd){.fd = pool->signals, .events = POLLIN};
    for (size_t i = 0; i < STREAMS * pool->n; i++) {
        const Child *child = &pool->children[i / STREAMS];
        int fd = child->pid ? child->streams[i % STREAMS] : -1; // -1: poll() skips it
        fds[1 + i] = (struct pollfd){.fd = fd, .events = POLLIN};
    }
    poll(fds, 1 + STREAMS * pool->n, watch_time(pool));
    take_signal(pool);
    for (size_t i = 0; i < pool->n; i++) {
        if (pool->deadly)
            kill_group(&pool->children[i]);
        for (int stream = 0; stream < STREAMS; stream++)
            drain(&pool->children[i], stream);
        reap(&pool->children[i]);
    }
}

// --- many --------------------------------------------------------------------

static size_t n_running(const Pool *pool)
{
    size_t n = 0;
    for (size_t i = 0; i < pool->n; i++)
        n += pool->children[i].pid != 0;
    return n;
}

static void run_pool(Arena *a, Pool *pool, const Command *commands, size_t jobs)
{
    size_t next = 0;
    Arena scratch = {0};
    do {
        while (next < pool->n && !pool->deadly && n_running(pool) < jobs) {
            Child *child = &pool->children[next];
            *child = (Child){.text = {{.arena = a}, {.arena = a}},
                             .outcome = child->outcome};
            start(pool, child, &commands[next++]);
        }
        ArenaMark mark = arena_mark(&scratch);
        if (n_running(pool))
            turn(&scratch, pool);
        arena_reset(&scratch, mark);
    } while (n_running(pool) || (next < pool->n && !pool->deadly));
    arena_free(&scratch);
}

// The end of a child, and what ends weave, unless weave was told to ignore it (nohup).
static sigset_t signals_to_take(void)
{
    static const int deadly[] = {SIGINT, SIGTERM, SIGHUP};
    sigset_t set;
    sigemptyset(&set);
    sigaddset(&set, SIGCHLD);
    for (size_t i = 0; i < sizeof deadly / sizeof deadly[0]; i++) {
        struct sigaction current;
        if (sigaction(deadly[i], NULL, &current) == 0 && current.sa_handler != SIG_IGN)
            sigaddset(&set, deadly[i]);
    }
    return set;
}

void process_run_all(Arena *a, const Command *commands, size_t n, size_t jobs,
                     Outcome *out)
{
    assert(jobs > 0);
    Pool pool = {.children = arena_many(a, Child, n), .n = n};
    for (size_t i = 0; i < n; i++) {
        out[i] = (Outcome){0};
        pool.children[i] = (Child){.streams = {-1, -1}, .outcome = &out[i]};
    }
    // A parent may have left SIGCHLD ignored; children would then leave no status.
    struct sigaction usual = {.sa_handler = SIG_DFL}, before;
    sigaction(SIGCHLD, &usual, &before);
    sigset_t ours = signals_to_take();
    sigprocmask(SIG_BLOCK, &ours, &pool.mask_before);
    pool.signals = signalfd(-1, &ours, SFD_NONBLOCK | SFD_CLOEXEC);
    if (pool.signals >= 0) {
        run_pool(a, &pool, commands, jobs);
        close(pool.signals);
    } else
        for (size_t i = 0; i < n; i++)
            out[i].start_errno = errno;
    sigprocmask(SIG_SETMASK, &pool.mask_before, NULL);
    sigaction(SIGCHLD, &before, NULL);
    if (pool.deadly)
        raise(pool.deadly);
}

void process_run(Arena *a, const Command *command, Outcome *out)
{
    process_run_all(a, command, 1, 1, out);
}

// --- telling -----------------------------------------------------------------

bool process_succeeded(const Outcome *o)
{
    return !o->start_errno && !o->timed_out && !o->said_too_much && o->status == 0;
}

int process_exit_status(const Outcome *o)
{
    if (o->start_errno || o->timed_out || o->said_too_much || !WIFEXITED(o->status))
        return -1;
    return WEXITSTATUS(o->status);
}

Str process_describe(Arena *a, const Outcome *o)
{
    if (o->start_errno)
        return str_format(a, "cannot be started: %s", strerror(o->start_errno));
    if (o->timed_out)
        return str_z("did not end within its time limit and was killed");
    if (o->said_too_much)
        return str_z("wrote more than 64 MiB of output and was killed");
    if (WIFSIGNALED(o->status))
        return str_format(a, "was killed by signal %d (%s)", WTERMSIG(o->status),
                          strsignal(WTERMSIG(o->status)));
    return str_format(a, "ended with status %d", WEXITSTATUS(o->status));
}

static void put_word(Buf *out, const char *word)
{
    static const char plain[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
                                "0123456789_-+=./,:@%";
    if (*word && !word[strspn(word, plain)]) {
        buf_z(out, word);
        return;
    }
    buf_char(out, '\'');
    for (; *word; word++)
        if (*word == '\'')
            buf_z(out, "'\\''");
        else
            buf_char(out, *word);
    buf_char(out, '\'');
}

Str process_show(Arena *a, const Command *command)
{
    Buf out = {.arena = a};
    for (size_t i = 0; command->env && command->env[i]; i++) {
        put_word(&out, command->env[i]);
        buf_char(&out, ' ');
    }
    for (size_t i = 0; command->argv[i]; i++) {
        if (i)
            buf_char(&out, ' ');
        put_word(&out, command->argv[i]);
    }
    return buf_str(&out);
}

Str process_tail(Str text, size_t n)
{
    text = str_trim(text);
    size_t start = text.len;
    while (start > 0 && (text.ptr[start - 1] != '\n' || --n > 0))
        start--;
    return str_cut(text, start, text.len);
}
