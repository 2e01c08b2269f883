// fault.c - runs a command and lets its N-th file-system call go wrong.
//
//     fault [OPTION]... --count CMD...          how many calls there are, on stdout
//     fault [OPTION]... --kill N CMD...         SIGKILL to the whole tree before call N
//     fault [OPTION]... --errno ENOSPC N CMD... call N fails with that error
//     fault [OPTION]... --short N CMD...        call N reads or writes only half of it
//
//     --only weave,midstage   counts only in processes of executables so named; without
//                             it, in all. Children are followed either way.
//     --reads                 counts calls that only read, too
//                             with --short only reads and writes are counted, all of them
//     --lasting               with --errno or --short: all calls after N, too
//     --deny renameat2=EINVAL that call fails always; may be repeated
//     --log FILE              writes every counted call into FILE
//
// Exit status: the command's own (128 + signal if it was killed); 137 after --kill; 100
// if the command made fewer than N calls; 101 if the tool itself failed. The command's
// output goes to stderr with --count.
//
// Calls are stopped by ptrace, at their entry. strace injects as well, but counts each
// call and each process apart, so it cannot enumerate "the N-th call".

#define _GNU_SOURCE

#include <elf.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ptrace.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <sys/user.h>
#include <sys/wait.h>
#include <unistd.h>

enum { PAST_THE_END = 100, BROKEN = 101, MAX_PROCESSES = 256, MAX_DENIALS = 8 };

typedef enum Kind {
    CHANGES,
    READS, // changes nothing on the disk
    OPENS, // at some place of its arguments are flags that say which
} Kind;

typedef struct Call {
    long number;
    const char *name;
    Kind kind;
    int flags; // for OPENS: the place
} Call;

typedef struct Process {
    pid_t pid;
    bool watched;
    int error; // with which the call it is in shall end, or 0
} Process;

typedef struct Denial {
    const char *call;
    int error;
} Denial;

typedef struct Fault {
    const char *only;
    bool count, kill, reads, lasting, halves;
    int error;
    long n, seen;
    FILE *log;
    Denial denials[MAX_DENIALS];
    size_t n_denials;
    Process processes[MAX_PROCESSES];
    size_t n_processes;
    bool killed;
} Fault;

// Two calls that do the same have one name: link() is either, by the architecture.
static const Call calls[] = {
#ifdef SYS_open
    {SYS_open, "open", OPENS, 1},
    {SYS_creat, "open", CHANGES, 0},
    {SYS_rename, "rename", CHANGES, 0},
    {SYS_link, "link", CHANGES, 0},
    {SYS_symlink, "symlink", CHANGES, 0},
    {SYS_unlink, "unlink", CHANGES, 0},
    {SYS_mkdir, "mkdir", CHANGES, 0},
    {SYS_rmdir, "unlink", CHANGES, 0},
    {SYS_chmod, "chmod", CHANGES, 0},
    {SYS_stat, "stat", READS, 0},
    {SYS_lstat, "stat", READS, 0},
    {SYS_access, "access", READS, 0},
    {SYS_readlink, "readlink", READS, 0},
    {SYS_poll, "poll", READS, 0},
#endif
    {SYS_openat, "open", OPENS, 2},
    {SYS_write, "write", CHANGES, 0},
    {SYS_pwrite64, "write", CHANGES, 0},
    {SYS_writev, "write", CHANGES, 0},
    {SYS_close, "close", READS, 0},
    {SYS_renameat, "rename", CHANGES, 0},
    {SYS_renameat2, "renameat2", CHANGES, 0},
    {SYS_linkat, "link", CHANGES, 0},
    {SYS_symlinkat, "symlink", CHANGES, 0},
    {SYS_unlinkat, "unlink", CHANGES, 0},
    {SYS_mkdirat, "mkdir", CHANGES, 0},
    {SYS_fsync, "fsync", CHANGES, 0},
    {SYS_fdatasync, "fsync", CHANGES, 0},
    {SYS_sync_file_range, "fsync", CHANGES, 0},
    {SYS_syncfs, "syncfs", CHANGES, 0},
    {SYS_truncate, "truncate", CHANGES, 0},
    {SYS_ftruncate, "truncate", CHANGES, 0},
    {SYS_fallocate, "truncate", CHANGES, 0},
    {SYS_copy_file_range, "write", CHANGES, 0},
    {SYS_sendfile, "write", CHANGES, 0},
    {SYS_utimensat, "utimensat", CHANGES, 0},
    {SYS_flock, "flock", CHANGES, 0},
    {SYS_fcntl, "fcntl", READS, 0},
    {SYS_fchmod, "chmod", CHANGES, 0},
    {SYS_fchmodat, "chmod", CHANGES, 0},
    {SYS_read, "read", READS, 0},
    {SYS_pread64, "read", READS, 0},
    {SYS_readv, "read", READS, 0},
    {SYS_getdents64, "getdents", READS, 0},
    {SYS_newfstatat, "stat", READS, 0},
    {SYS_fstat, "stat", READS, 0},
    {SYS_statx, "stat", READS, 0},
    {SYS_faccessat, "access", READS, 0},
    {SYS_readlinkat, "readlink", READS, 0},
};

static const struct {
    const char *name;
    int error;
} errors[] = {
    {"EACCES", EACCES}, {"EDQUOT", EDQUOT}, {"EINTR", EINTR},   {"EINVAL", EINVAL},
    {"EIO", EIO},       {"EMFILE", EMFILE}, {"ENOSPC", ENOSPC}, {"ENOSYS", ENOSYS},
    {"EPERM", EPERM},   {"EROFS", EROFS},   {"EXDEV", EXDEV},
};

_Noreturn static void die(const char *what)
{
    fprintf(stderr, "fault: %s: %s\n", what, strerror(errno));
    exit(BROKEN);
}

static int error_of(const char *name)
{
    for (size_t i = 0; i < sizeof errors / sizeof *errors; i++)
        if (strcmp(errors[i].name, name) == 0)
            return errors[i].error;
    fprintf(stderr, "fault: unknown error %s\n", name);
    exit(BROKEN);
}

static const Call *find_call(unsigned long long number)
{
    for (size_t i = 0; i < sizeof calls / sizeof *calls; i++)
        if ((unsigned long long)calls[i].number == number)
            return &calls[i];
    return NULL;
}

// --- processes ---------------------------------------------------------------

// Whether the name of pid's executable stands in the comma-separated list only.
static bool is_watched(const Fault *f, pid_t pid)
{
    char link[64], path[4096];
    if (!f->only)
        return true;
    snprintf(link, sizeof link, "/proc/%d/exe", (int)pid);
    ssize_t len = readlink(link, path, sizeof path - 1);
    if (len < 0)
        return false;
    path[len] = '\0';
    const char *slash = strrchr(path, '/'), *base = slash ? slash + 1 : path;
    size_t n = strlen(base);
    for (const char *p = f->only; *p; p += strcspn(p, ","), p += *p == ',')
        if (strncmp(p, base, n) == 0 && (p[n] == ',' || p[n] == '\0'))
            return true;
    return false;
}

static Process *process_of(Fault *f, pid_t pid)
{
    for (size_t i = 0; i < f->n_processes; i++)
        if (f->processes[i].pid == pid)
            return &f->processes[i];
    if (f->n_processes == MAX_PROCESSES)
        die("too many processes");
    Process *p = &f->processes[f->n_processes++];
    *p = (Process){.pid = pid, .watched = is_watched(f, pid)};
    return p;
}

static void forget(Fault *f, pid_t pid)
{
    for (size_t i = 0; i < f->n_processes; i++)
        if (f->processes[i].pid == pid)
            f->processes[i] = f->processes[--f->n_processes];
}

static void kill_all(Fault *f)
{
    f->killed = true;
    for (size_t i = 0; i < f->n_processes; i++)
        kill(f->processes[i].pid, SIGKILL);
}

// --- calls -------------------------------------------------------------------

// At the entry of a call: makes it a call that does not exist.
static void suppress(pid_t pid)
{
#if defined(__x86_64__)
    struct user_regs_struct regs;
    struct iovec io = {&regs, sizeof regs};
    if (ptrace(PTRACE_GETREGSET, pid, NT_PRSTATUS, &io) != 0)
        die("cannot read registers");
    regs.orig_rax = (unsigned long long)-1;
    if (ptrace(PTRACE_SETREGSET, pid, NT_PRSTATUS, &io) != 0)
        die("cannot write registers");
#elif defined(__aarch64__)
    int none = -1;
    struct iovec io = {&none, sizeof none};
    if (ptrace(PTRACE_SETREGSET, pid, NT_ARM_SYSTEM_CALL, &io) != 0)
        die("cannot write the call");
#else
#error "fault.c knows no registers of this architecture"
#endif
}

// At its end: what it gives back.
static void give_back(pid_t pid, int error)
{
    struct user_regs_struct regs;
    struct iovec io = {&regs, sizeof regs};
    if (ptrace(PTRACE_GETREGSET, pid, NT_PRSTATUS, &io) != 0)
        die("cannot read registers");
#if defined(__x86_64__)
    regs.rax = (unsigned long long)-(long long)error;
#elif defined(__aarch64__)
    regs.regs[0] = (unsigned long long)-(long long)error;
#endif
    if (ptrace(PTRACE_SETREGSET, pid, NT_PRSTATUS, &io) != 0)
        die("cannot write registers");
}

// At the entry of read() and the like: it is to move half as many bytes, but one at least.
static void shorten(pid_t pid, uint64_t bytes)
{
    struct user_regs_struct regs;
    struct iovec io = {&regs, sizeof regs};
    if (ptrace(PTRACE_GETREGSET, pid, NT_PRSTATUS, &io) != 0)
        die("cannot read registers");
#if defined(__x86_64__)
    regs.rdx = bytes - bytes / 2;
#elif defined(__aarch64__)
    regs.regs[2] = bytes - bytes / 2;
#endif
    if (ptrace(PTRACE_SETREGSET, pid, NT_PRSTATUS, &io) != 0)
        die("cannot write registers");
}

static bool moves_bytes(const Call *call)
{
    return call->number == SYS_read || call->number == SYS_pread64 ||
           call->number == SYS_write || call->number == SYS_pwrite64;
}

static int denial_of(const Fault *f, const Call *call)
{
    for (size_t i = 0; i < f->n_denials; i++)
        if (strcmp(f->denials[i].call, call->name) == 0)
            return f->denials[i].error;
    return 0;
}

static bool only_reads(const Call *call, const uint64_t *args)
{
    return call->kind == READS ||
           (call->kind == OPENS && !(args[call->flags] & (O_CREAT | O_TRUNC)));
}

static void enter_call(Fault *f, Process *p, const Call *call, const uint64_t *args)
{
    if (!call)
        return;
    p->error = denial_of(f, call);
    if (f->halves ? moves_bytes(call) : f->reads || !only_reads(call, args)) {
        f->seen++;
        bool now = f->seen == f->n || (f->lasting && f->n && f->seen > f->n);
        if (f->log)
            fprintf(f->log, "%ld %s\n", f->seen, call->name);
        if (now && f->kill)
            kill_all(f);
        else if (now && f->halves)
            shorten(p->pid, args[2]);
        else if (now)
            p->error = f->error;
    }
    // Linux closes the file even where close() fails.
    if (p->error && !f->killed && call->number != SYS_close)
        suppress(p->pid);
}

static void at_call(Fault *f, Process *p)
{
    struct __ptrace_syscall_info info;
    if (ptrace(PTRACE_GET_SYSCALL_INFO, p->pid, sizeof info, &info) < 0)
        return; // it was killed meanwhile
    if (info.op == PTRACE_SYSCALL_INFO_ENTRY) {
        enter_call(f, p, find_call(info.entry.nr), info.entry.args);
    } else if (p->error) {
        give_back(p->pid, p->error);
        p->error = 0;
    }
}

// --- the run -----------------------------------------------------------------

// Gives the signal to hand on to the process, or 0.
static int at_stop(Fault *f, Process *p, int status)
{
    int signal = WSTOPSIG(status), event = status >> 16;
    if (signal == (SIGTRAP | 0x80)) {
        at_call(f, p);
        return 0;
    }
    if (event == PTRACE_EVENT_EXEC)
        p->watched = is_watched(f, p->pid);
    return event ? 0 : signal;
}

// Waits for the whole tree; gives the status of its root.
static int run(Fault *f, pid_t root)
{
    int status, result = 0;
    for (pid_t pid; (pid = waitpid(-1, &status, __WALL)) > 0;) {
        if (!WIFSTOPPED(status)) {
            if (pid == root)
                result =
                    WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
            forget(f, pid);
            continue;
        }
        Process *p = process_of(f, pid);
        int signal = at_stop(f, p, status);
        if (f->killed)
            kill(pid, SIGKILL); // also one that was born just now
        // Who is not watched, a compiler say, runs at full speed.
        ptrace(p->watched ? PTRACE_SYSCALL : PTRACE_CONT, pid, 0, (long)signal);
    }
    return result;
}

static pid_t start(const Fault *f, char **command)
{
    int ready[2];
    if (pipe(ready) != 0)
        die("pipe");
    pid_t pid = fork();
    if (pid < 0)
        die("fork");
    if (pid == 0) {
        char byte;
        close(ready[1]);
        if (read(ready[0], &byte, 1) != 1 || (f->count && dup2(2, 1) < 0))
            _exit(BROKEN);
        close(ready[0]);
        execvp(*command, command);
        die(*command);
    }
    close(ready[0]);
    long options = PTRACE_O_TRACESYSGOOD | PTRACE_O_TRACEFORK | PTRACE_O_TRACEVFORK |
                   PTRACE_O_TRACECLONE | PTRACE_O_TRACEEXEC | PTRACE_O_EXITKILL;
    if (ptrace(PTRACE_SEIZE, pid, 0, options) != 0)
        die("cannot trace");
    // Not one call of the tool's own: counting begins with the command's exec.
    if (write(ready[1], "x", 1) != 1)
        die("pipe");
    close(ready[1]);
    return pid;
}

_Noreturn static void usage(void)
{
    fputs(
        "usage: fault [--only NAMES] [--reads] [--lasting] [--deny CALL=ERROR]...\n"
        "             [--log FILE] (--count | --kill N | --errno ERROR N | --short N) CMD...\n",
        stderr);
    exit(BROKEN);
}

static void deny(Fault *f, char *what)
{
    char *equals = strchr(what, '=');
    if (!equals || f->n_denials == MAX_DENIALS)
        usage();
    *equals = '\0';
    f->denials[f->n_denials++] = (Denial){what, error_of(equals + 1)};
}

static long number_of(const char *text)
{
    char *end = NULL;
    long n = text ? strtol(text, &end, 10) : 0;
    if (n < 1 || *end)
        usage();
    return n;
}

// Gives the command.
static char **read_options(Fault *f, char **arg)
{
    for (; *arg && strncmp(*arg, "--", 2) == 0; arg++) {
        if (strcmp(*arg, "--count") == 0)
            f->count = true;
        else if (strcmp(*arg, "--reads") == 0)
            f->reads = true;
        else if (strcmp(*arg, "--lasting") == 0)
            f->lasting = true;
        else if (!arg[1])
            usage();
        else if (strcmp(*arg, "--only") == 0)
            f->only = *++arg;
        else if (strcmp(*arg, "--deny") == 0)
            deny(f, *++arg);
        else if (strcmp(*arg, "--log") == 0)
            f->log = fopen(*++arg, "we");
        else if (strcmp(*arg, "--kill") == 0)
            f->kill = true, f->n = number_of(*++arg);
        else if (strcmp(*arg, "--short") == 0)
            f->halves = true, f->n = number_of(*++arg);
        else if (strcmp(*arg, "--errno") == 0)
            f->error = error_of(*++arg), f->n = number_of(*++arg);
        else
            usage();
    }
    if (!*arg || f->count + f->kill + f->halves + !!f->error > 1)
        usage();
    return arg;
}

int main(int argc, char **argv)
{
    (void)argc;
    Fault f = {0};
    char **command = read_options(&f, argv + 1);
    int status = run(&f, start(&f, command));
    if (f.count)
        printf("%ld\n", f.seen);
    if (f.log)
        fclose(f.log);
    if (f.killed)
        return 128 + SIGKILL;
    return f.n > f.seen ? PAST_THE_END : status;
}
