// dev.h - `weave dev`: weaves and pushes whenever a source changes.

#ifndef DRIVER_DEV_H
#define DRIVER_DEV_H

#include "driver/stages.h"

// Watches the sources until it is killed or its parent ends. Each weave, and each push if
// --db is given, is a process of its own: what fails leaves the last good state, and the
// next change is waited for. 3 if another watches the project.
int run_dev(Weave *w);

#endif
