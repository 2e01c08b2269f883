// campaign.c - plans for random pairs of schemas, on all cores.
//
//     campaign [--jobs N] [PAIRS [SEED [show]]]
//
// What is checked of a pair says pair.h. A wrong one is printed at once with its seed; with
// "show" a pair is shown whole. On a terminal there is progress. SIGINT ends it after the
// pairs in hand. At the end stands how much there was to see, else a campaign that tests
// nothing looks like one that finds nothing.

#define _DEFAULT_SOURCE // MAP_ANONYMOUS

#include "tests/migrate/pair.h"

#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { JOBS = 64, ENOUGH_WRONG = 10 };

// What the processes share. Each has its own score.
typedef struct Campaign {
    long pairs;
    uint64_t seed;
    int jobs;
    bool shown;
    atomic_long next;
    atomic_bool stopped;
    struct Worker {
        pid_t pid;
        uint64_t at; // the seed in hand
        Score score;
    } workers[JOBS];
} Campaign;

static Campaign *campaign;

static void stop(int number)
{
    (void)number;
    atomic_store(&campaign->stopped, true);
}

// --- the scores --------------------------------------------------------------

// All of it is numbers.
static Score sum(const Campaign *c)
{
    enum { FIELDS = sizeof(Score) / sizeof(long) };
    long total[FIELDS] = {0}, one[FIELDS];
    Score out;
    for (int i = 0; i < c->jobs; i++) {
        memcpy(one, &c->workers[i].score, sizeof one);
        for (size_t k = 0; k < FIELDS; k++)
            total[k] += one[k];
    }
    memcpy(&out, total, sizeof out);
    return out;
}

static void print_risks(const char *lead, const long *counts)
{
    printf("%s", lead);
    for (int i = 0; i < N_RISKS; i++)
        if (counts[i])
            printf(" %s %ld", risk_name((Risk)i), counts[i]);
    printf("\n");
}

static void print_summary(const Campaign *c, const Score *s, long seconds)
{
    printf("%ld pairs from seed %llu, %d jobs, %ld s%s\n", s->pairs,
           (unsigned long long)c->seed, c->jobs, seconds,
           s->pairs < c->pairs ? " (stopped before the end)" : "");
    printf("%ld plans carried out, %ld statements: %ld rebuild %ld tables, %ld have "
           "nothing to do\n",
           s->applied, s->statements, s->rebuilding, s->rebuilt, s->same);
    printf(
        "%ld rows of %ld tables held against what they were, in %ld columns; %ld rows "
        "kept that refer to %ld rebuilt tables\n",
        s->rows, s->tables, s->columns, s->children, s->parents);
    print_risks("the Sentinel said of plans that were carried out:", s->named);
    printf("%ld plans do not fit the rows, and changed nothing\n", s->refused);
    print_risks("the Sentinel had refused them:", s->refused_for);
    printf("%ld plans leave what was made by hand, %ld are none as it could not stay\n",
           s->by_hand, s->stopped);
    printf("%ld schemas pulled and made again\n", s->pulled);
    printf("%ld wrong\n", s->wrong);
}

// --- the processes -----------------------------------------------------------

static void work(Campaign *c, struct Worker *w)
{
    signal(SIGINT, SIG_IGN); // the parent says when
    for (long i; (i = atomic_fetch_add(&c->next, 1)) < c->pairs;) {
        if (atomic_load(&c->stopped))
            break;
        w->at = c->seed + (uint64_t)i;
        if (!pair_check(w->at, c->shown, &w->score) && w->score.wrong >= ENOUGH_WRONG)
            stop(0);
    }
}

static bool start(Campaign *c)
{
    fflush(stdout);
    for (int i = 0; i < c->jobs; i++) {
        struct Worker *w = &c->workers[i];
        w->pid = fork();
        if (w->pid < 0)
            return false;
        if (w->pid == 0) {
            work(c, w);
            exit(0);
        }
    }
    return true;
}

// A process that dies has found something, too.
static void reap(Campaign *c, pid_t pid, int status)
{
    for (int i = 0; i < c->jobs; i++) {
        struct Worker *w = &c->workers[i];
        if (w->pid != pid || (WIFEXITED(status) && WEXITSTATUS(status) == 0))
            continue;
        w->score.wrong++;
        printf("not ok: seed %llu: the process ends with %s %d\n",
               (unsigned long long)w->at, WIFSIGNALED(status) ? "signal" : "status",
               WIFSIGNALED(status) ? WTERMSIG(status) : WEXITSTATUS(status));
    }
}

static void attend(Campaign *c)
{
    bool told = isatty(STDERR_FILENO);
    struct timespec pause = {.tv_nsec = 200 * 1000 * 1000};
    for (int left = c->jobs; left > 0;) {
        int status;
        pid_t pid = waitpid(-1, &status, WNOHANG);
        if (pid < 0) // one could not be started
            break;
        if (pid > 0) {
            reap(c, pid, status);
            left--;
            continue;
        }
        Score s = sum(c);
        if (told)
            fprintf(stderr, "\r%ld of %ld pairs, %ld wrong ", s.pairs, c->pairs,
                    s.wrong);
        nanosleep(&pause, NULL);
    }
    if (told)
        fprintf(stderr, "\r\033[K");
}

static int jobs_of(const char *text)
{
    long n = text ? strtol(text, NULL, 10) : sysconf(_SC_NPROCESSORS_ONLN);
    return n < 1 ? 1 : n > JOBS ? JOBS : (int)n;
}

int main(int argc, char **argv)
{
    bool counted = argc > 2 && strcmp(argv[1], "--jobs") == 0;
    char **args = argv + (counted ? 3 : 1);
    int n = argc - (counted ? 3 : 1);
    time_t began = time(NULL);
    campaign = mmap(NULL, sizeof *campaign, PROT_READ | PROT_WRITE,
                    MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (campaign == MAP_FAILED)
        return 2;
    campaign->pairs = n > 0 ? atol(args[0]) : 300;
    campaign->seed = n > 1 ? strtoull(args[1], NULL, 10) : 1;
    campaign->shown = n > 2;
    campaign->jobs = campaign->shown ? 1 : jobs_of(counted ? argv[2] : NULL);
    sqlite3_config(SQLITE_CONFIG_SINGLETHREAD); // a process each, and no lock
    sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
    signal(SIGINT, stop);
    if (!start(campaign))
        stop(0);
    attend(campaign);
    Score score = sum(campaign);
    print_summary(campaign, &score, (long)(time(NULL) - began));
    return score.wrong || score.pairs < campaign->pairs ? 1 : 0;
}
