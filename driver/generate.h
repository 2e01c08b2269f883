// generate.h - `weave migrate generate`: the next migration of the folder.

#ifndef DRIVER_GENERATE_H
#define DRIVER_GENERATE_H

#include "driver/stages.h"
#include "migrate/history.h"
#include "migrate/plan.h"

int run_generate(Weave *w);

// What commands that compare schemas share. Each gives an exit status, after saying what
// is wrong.

// Reads the sources, and gives the schema that they declare, with its keys.
int schema_today(Weave *w, Schema *out);
// Reads the folder, and gives the schema that its migrations make, with what the folder
// remembers of it.
int schema_of_folder(Weave *w, Schema *out, History *history);
// Opens --db to be read, and gives its schema. To be closed with sqlite3_close().
int schema_of_database(Weave *w, sqlite3 **db, Schema *out);

// A plan between two schemas, by --rename and --drop, and what is answered.
int make_plan(Weave *w, const Schema *from, const Schema *to, Plan *out);

#endif
