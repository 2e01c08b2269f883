// config.h - what weave.config.ts and drizzle.config.ts say.
//
// Stage 1 reads it (stage1_config), the driver carries it out. Paths are as written
// there: relative to the configuration's directory; drizzle-kit's to the current one.

#ifndef CATALOG_CONFIG_H
#define CATALOG_CONFIG_H

#include "catalog/catalog.h"

typedef enum Casing {
    CASING_NONE,
    CASING_SNAKE, // snake_case
    CASING_CAMEL, // camelCase
} Casing;

typedef struct Config {
    bool is_drizzles;  // drizzle.config.ts
    const Str *schema; // paths, directories or globs
    size_t n_schema;
    Str out; // weave's output directory; drizzle.config.ts's `out` (migrations) is not it
    Str migrations; // the folder: weave.config.ts's `migrations`, drizzle.config.ts's `out`
    Str migrations_table; // drizzle.config.ts's `migrations.table`
    Str prefix;
    const TableNaming *names;
    size_t n_names;
    Casing casing;
    Str sqlite_source; // the application's own sqlite3.c, or none: the system's library
    const Str *sqlite_flags;
    size_t n_sqlite_flags;
    const Str *functions; // C files that define weave_register()
    size_t n_functions;
    Lint full_scan;
} Config;

#endif
