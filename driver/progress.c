// progress.c - what weave says while all goes well.

#include "driver/progress.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

// When the stage before ended.
static double last;

static double now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

void progress_start(void)
{
    last = now();
}

void progress(const Options *o, const char *stage, const char *fmt, ...)
{
    double since = last;
    last = now();
    if (o->dry || (!o->verbose && (o->quiet || !isatty(STDERR_FILENO))))
        return;
    va_list args;
    va_start(args, fmt);
    fprintf(stderr, "%-10s", stage);
    if (o->verbose)
        fprintf(stderr, "%7.3f s  ", last - since);
    vfprintf(stderr, fmt, args);
    fputc('\n', stderr);
    va_end(args);
}

void report(const Options *o, const char *fmt, ...)
{
    if (o->quiet)
        return;
    va_list args;
    va_start(args, fmt);
    vprintf(fmt, args);
    putchar('\n');
    va_end(args);
}

bool wants_color(const Options *o)
{
    if (o->color != COLOR_AUTO)
        return o->color == COLOR_ALWAYS;
    const char *terminal = getenv("TERM"), *no = getenv("NO_COLOR");
    return isatty(STDERR_FILENO) && !(no && *no) && terminal &&
           strcmp(terminal, "dumb") != 0;
}
