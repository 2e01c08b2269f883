// record.h - what the last weave was asked, read, wrote and said, so that the next one
// can tell that there is nothing to do.
//
// A weave that succeeds leaves .midstage/woven. The next one of the same words looks
// whether all it would read and all it would write is as it was then: files and
// directories by their contents, variables of the environment by their values, what was
// looked for and not found by its absence, weave, its library and its SQLite, too. No
// clock is asked. If all is the same a weave would do the same, and what it would say
// stands in the record.

#ifndef DRIVER_RECORD_H
#define DRIVER_RECORD_H

#include "driver/stages.h"

// Whether there is nothing to do. *said is then what the weave said on stderr.
bool record_is_current(Weave *w, Str *said);

// Remembers a weave that has succeeded. That it could not is no failure: the next one
// weaves.
void record_write(Weave *w, Str said);

#endif
