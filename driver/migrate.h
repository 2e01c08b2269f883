// migrate.h - the commands that touch a database.

#ifndef DRIVER_MIGRATE_H
#define DRIVER_MIGRATE_H

#include "driver/stages.h"

int run_migrate(Weave *w);
int run_seed(Weave *w);

#endif
