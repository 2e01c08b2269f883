// options.h - the command line, read and checked.

#ifndef DRIVER_OPTIONS_H
#define DRIVER_OPTIONS_H

#include "base/arena.h"
#include "base/diag.h"
#include "base/str.h"
#include "catalog/config.h"

typedef enum Color {
    COLOR_AUTO,
    COLOR_ALWAYS,
    COLOR_NEVER,
} Color;

typedef struct Options {
    const char *command;  // "describe"; null: the full weave
    const char *argument; // what stands behind the command: the query to explain
    const char *stage;    // "parse", "midstage", "emit", or null

    struct {
        Str *items;
        size_t n, capacity;
    } schema, amalgams, renames, drops;
    const char *config, *out, *midstage_dir, *depfile, *cc, *db;
    const char *name, *approve; // migrate generate; what asks
    Casing casing;              // CASING_NONE: the configuration's
    unsigned time_limit;        // seconds for a run of the midstage
    bool compat;                // drizzle-kit's DDL also where it is wrong
    unsigned seconds;           // verify: how long the campaign takes
    const char *refute; // "off" or milliseconds a query; null: the midstage's default
    bool force, quiet, verbose, dry, json, help, version;
    DiagFormat diagnostics;
    Color color;
    const char *const *words; // all of them but the command
    size_t n_words;
} Options;

// Reads argv. False after saying on stderr what is wrong: exit status 2.
bool options_read(Arena *a, int argc, char **argv, Options *out);

// "  --schema PATH   a schema file, ..." for each option, a line each.
void options_print(void);

// Says "weave: MESSAGE" and how to get help. Gives 2, the exit status.
int options_refuse(const char *fmt, ...) __attribute__((format(printf, 1, 2)));

#endif
