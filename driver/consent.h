// consent.h - what a judgement of the Sentinel means for a command.

#ifndef DRIVER_CONSENT_H
#define DRIVER_CONSENT_H

#include "driver/stages.h"
#include "migrate/judge.h"

// Says on stderr what was found. 0: go on. 1: refused. 4: not agreed to; nothing may be
// done, and where there is no terminal the plan stands on stdout as JSON.
//
// What is destructive is asked on the terminal, where the object's name must be typed: an
// empty line, anything else or the end of the input is a no. --approve HASH agrees without
// a terminal, to this plan on this schema and data and to no other.
int consent(Weave *w, const JudgeInput *in, const Judgement *j);

// Which of what went is which of what came; 4 if nobody says so. On a terminal *hints has
// the answers, else the questions stand on stdout as JSON.
int consent_on_names(Weave *w, const Match *match, Hint **hints, size_t *n_hints);

#endif
