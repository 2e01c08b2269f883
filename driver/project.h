// project.h - what a command works on: configuration, schema files, directories.

#ifndef DRIVER_PROJECT_H
#define DRIVER_PROJECT_H

#include "base/diag.h"
#include "catalog/config.h"
#include "driver/glob.h"
#include "driver/options.h"
#include "driver/sources.h"

typedef struct Project {
    Arena *arena;
    const Options *options;
    Diag *diag;
    Sources sources;

    Str root;             // the configuration's directory, or "."
    Str names_root;       // generated code names sources relative to this
    Config config;        // its paths as one types them here, not from root
    PathList schema;      // the files to parse
    const char *out;      // or null: none is given
    Lint disagree;        // what it is that the migrations do not make the schema
    const char *midstage; // the directory of stage 2
} Project;

// Finds and reads the configuration, and settles the paths. Gives an exit status: 0, 1
// after reporting in diag, 2 after saying on stderr what is wrong.
//
// Without --config, weave.config.ts and drizzle.config.ts of the current directory are
// read, or those of examples/foundframe in weave's own repository. Where both are
// there, drizzle.config.ts fills in what weave.config.ts lacks.
int project_open(Project *p, Arena *a, const Options *options);

// 0 if there is a schema or an output directory, else 2 after asking for one.
int project_needs_schema(const Project *p);
int project_needs_out(const Project *p);

#endif
