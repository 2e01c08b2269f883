// progress.c - what weave says while all goes well.

#include "driver/progress.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

void progress(const Options *o, const char *stage, const char *fmt, ...)
{
    if (o->quiet || o->dry || !isatty(STDERR_FILENO))
        return;
    va_list args;
    va_start(args, fmt);
    fprintf(stderr, "%-10s", stage);
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
