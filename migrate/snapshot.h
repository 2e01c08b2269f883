// snapshot.h - a schema as drizzle-kit 0.31 keeps it: a snapshot of version 6.

#ifndef MIGRATE_SNAPSHOT_H
#define MIGRATE_SNAPSHOT_H

#include "catalog/catalog.h"

#include <cjson/cJSON.h>

// The tables and views of the catalog. What is written in SQL is not in it: drizzle-kit
// would not know it. The caller deletes it.
cJSON *snapshot_json(Arena *a, const Catalog *c, Str id, Str previous);

// Indented as drizzle-kit does it.
Str snapshot_text(Arena *a, const cJSON *json);

#endif
