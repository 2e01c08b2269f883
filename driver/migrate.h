// migrate.h - the commands that touch a database.

#ifndef DRIVER_MIGRATE_H
#define DRIVER_MIGRATE_H

#include "driver/stages.h"
#include "migrate/apply.h"

int run_migrate(Weave *w);
int run_seed(Weave *w);
int run_push(Weave *w);

// Opens --db, or asks for it. To be closed with target_close().
int open_target(Weave *w, TargetMode mode, Target *t);

#endif
