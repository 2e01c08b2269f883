// history.h - what a migration folder remembers beside its migrations.
//
// drizzle-kit keeps a snapshot of the schema with each migration (meta/NNNN_snapshot.json)
// and plans the next from the last of them. weave reads and writes these, so that either
// may go on where the other stopped, and adds notes of its own (meta/_NNNN_weave.json,
// which drizzle-kit passes over):
//
//     { "version": 1, "snapshot": "0e73...",
//       "tables": { "users": { "key": "users", "columns": { "full_name": "fullName" } } },
//       "objects": [ "users_email_unique" ],
//       "queries": [ { "name": "userQueries.list", "sql": "SELECT ..." } ] }
//
// The keys are what a column is known by when its name changes. What neither has a word
// of, and yet stands in the schema that the migrations make, was made by hand in one of
// them: it is left alone (unmanaged). The queries are the last released ones.

#ifndef MIGRATE_HISTORY_H
#define MIGRATE_HISTORY_H

#include "migrate/folder.h"
#include "migrate/judge.h"

typedef struct History {
    Str path;     // of the folder
    Str journal;  // its text, or none
    size_t next;  // what the next migration is numbered
    double last;  // when the last was made, in milliseconds
    bool stamped; // names begin with a time, not a number
    Str id;       // of the last snapshot; none: there is none
    const struct HistoryTable *tables;
    size_t n_tables;
    const Str *objects; // names
    size_t n_objects;
    const Released *queries;
    size_t n_queries;
} History;

typedef struct HistoryTable {
    Str name, key;
    const Str *columns, *keys; // n of each
    size_t n_columns;
} HistoryTable;

// False with *why if a file cannot be read or is no snapshot.
bool history_read(Arena *a, Loader from, Str folder, History *out, Str *why);

// Gives the schema that the migrations make its keys, and marks what is unmanaged.
void history_mark(const History *h, Schema *s);

// What is written with the next migration.
typedef struct Chapter {
    Str tag; // "0003_add_score"
    Str sql; // the file; none: only the notes change
    Str snapshot, notes, journal;
} Chapter;

// now is the time in milliseconds. c is today's catalog, s its schema.
Chapter history_chapter(Arena *a, const History *h, const Catalog *c, const Schema *s,
                        Str name, const Str *statements, size_t n, double now);

// The notes alone, of a schema whose SQL did not change; none if they are as they were.
Str history_notes(Arena *a, const Catalog *c, const Schema *s, Str snapshot);

// All of it or nothing: the files of meta are made beside it and exchanged as a whole.
// False with *why if the world fails, and the folder is as it was.
bool history_write(Arena *a, const History *h, const Chapter *chapter, Str *why);

#endif
