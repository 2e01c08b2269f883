// folder.h - a Drizzle migration folder, read.
//
// drizzle-kit 0.31 writes NNNN_tag.sql beside meta/_journal.json, which says what order
// they have and when they were made; 1.0 writes YYYYMMDDHHMMSS_name/migration.sql, and the
// name says it. What else is in a folder does not matter. A folder that is not there has
// no migrations.
//
//     Folder folder;
//     if (!folder_read(&arena, loader, S("drizzle"), diag, SEVERITY_ERROR, &folder))
//         ...                                                   // reported

#ifndef MIGRATE_FOLDER_H
#define MIGRATE_FOLDER_H

#include "catalog/catalog.h"

typedef struct Folder {
    bool by_name; // drizzle-kit 1.0's
    Migration *items;
    size_t n, capacity;
} Folder;

// False after reporting, as an error or a warning; out then has no migrations.
bool folder_read(Arena *a, Loader from, Str path, Diag *d, Severity severity,
                 Folder *out);

// One file of a folder, its text cut at the breakpoints.
Migration folder_migration(Arena *a, Str name, Str created_at, Str text, uint32_t file);

#endif
