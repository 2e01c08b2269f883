// progress.h - what weave says while all goes well.

#ifndef DRIVER_PROGRESS_H
#define DRIVER_PROGRESS_H

#include "driver/options.h"

// Time begins: what the first stage takes is counted from here.
void progress_start(void);

// "parse     2 files: 14 tables, 55 queries", when a stage has ended: on stderr, on a
// terminal only. With -v everywhere, and with the seconds that the stage took.
void progress(const Options *o, const char *stage, const char *fmt, ...)
    __attribute__((format(printf, 3, 4)));

// What was done, in one line on stdout; not with -q.
void report(const Options *o, const char *fmt, ...)
    __attribute__((format(printf, 2, 3)));

// Whether diagnostics are to be coloured.
bool wants_color(const Options *o);

#endif
