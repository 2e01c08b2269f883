// stage1.h - TypeScript in, catalog out. No JavaScript is run.
//
//     Catalog catalog;
//     Stage1Input input = {.loader = file_loader(), .paths = paths, .n_paths = n,
//                          .root = S("."), .casing = CASING_NONE};
//     if (!stage1_parse(&arena, &input, diag, &catalog)) ...   // reported in diag
//
// Three rooms, each blind to the next: syntax.h (tree-sitter nodes as text and spans),
// eval.h (values, scopes, modules, functions: TypeScript, no Drizzle), meaning.h
// (Drizzle's and weave's functions as native values, and the walk from values to the
// catalog).

#ifndef STAGE1_PARSE_STAGE1_H
#define STAGE1_PARSE_STAGE1_H

#include "catalog/catalog.h"
#include "catalog/config.h"

typedef struct Stage1Input {
    Loader loader;
    const Str *paths; // files, as the user would type them: .ts .mts .js ... or .sql
    size_t n_paths;
    Str root; // the project's directory; Source.name is relative to it
    Casing casing;
    bool compat; // drizzle-kit's SQL also where it is wrong; else a note where it is
} Stage1Input;

// Reads the files and all they import. False if an error was reported; *out then holds
// what could be read. Catalog.settings is the driver's to fill.
bool stage1_parse(Arena *a, const Stage1Input *input, Diag *d, Catalog *out);

// The files that d knows, as out->sources: called again if more were read since.
void stage1_name_sources(Arena *a, Str root, const Diag *d, Catalog *out);

// Reads weave.config.ts or drizzle.config.ts: its default export, evaluated.
bool stage1_config(Arena *a, Loader from, Str path, Diag *d, Config *out);

// Every file that was read, imports included, in the order of reading: for depfiles.
// Call after stage1_parse; the same as diag_path(d, 1 .. diag_n_files(d)).

#endif
