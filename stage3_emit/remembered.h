// remembered.h - which modules need not be judged again.
//
// A module is what becomes a pair of files: the queries of a name, a table's operations.
// It is known by a hash of all that they depend on: the catalog but the queries of other
// modules, this program, SQLite, how queries are refuted. There is no clock in it. Of a
// module whose key is known the files of the last output are taken, if they are still
// what they were; what is to be known of it besides stands in the file: what was said of
// its queries, the keys of those that have withstood, and the names it takes.
//
//     remembered_read(&r, ...);              // r.kept are the modules
//     ... judge the others, emit them ...
//     if (... an error ... || remembered_clashes(&r, files, n))
//         remembered_forget(&r);             // and judge all
//     ...
//     remembered_write(&r, ...);             // when all has ended well
//
// Modules depend on one another by names alone: default operations give way to what has
// their name, and two things of one name are an error. So modules of which two take one
// name are not remembered, and where a new module takes a name of a kept one, all are
// judged. Modules with unions, which call each other's functions, are never remembered.
//
// A file that cannot be read, or ends early, remembers nothing more.

#ifndef STAGE3_EMIT_REMEMBERED_H
#define STAGE3_EMIT_REMEMBERED_H

#include "stage3_emit/emit/emit.h"
#include "stage3_emit/refute/refute.h"

typedef struct RememberedFile {
    Str name;
    uint64_t content;
} RememberedFile;

typedef struct RememberedModule {
    Str name;
    Key key;    // of what its files depend on
    Key places; // and of where its queries stand, on which depends what is said of them
    RememberedFile files[2];
    const uint64_t *names;
    size_t n_names;
    struct {
        Key *items;
        size_t n, capacity;
    } withstood;
    struct {
        Str *items; // as diag_wire() has it
        size_t n, capacity;
    } said;
    bool doubtful; // not to be remembered
} RememberedModule;

typedef struct ModuleList {
    RememberedModule *items;
    size_t n, capacity;
} ModuleList;

typedef struct Remembered {
    Arena *arena;
    const Catalog *catalog;
    const char *path; // of the file; null: nothing is remembered
    Key base;         // what all keys have in common
    Intern modules;   // of the catalog's queries
    Key *keys;        // of each of them
    Key *places;
    Intern kept, new; // names, of each of:
    ModuleList kept_modules, new_modules;
} Remembered;

// Reads path, and keeps the modules of c that are as they were and whose files are in the
// directory last. Says to d what was said of them.
void remembered_read(Remembered *r, Arena *a, const char *path, const char *last,
                     const Catalog *c, const Refuting *how, Diag *d);

// The keys of the kept modules' queries that have withstood, for refute().
const Key *remembered_withstood(const Remembered *r, size_t *n);

// Takes up what is to be remembered of the modules that were judged; before d is printed.
void remembered_note(Remembered *r, const Checked *c, Diag *d, const EmittedFile *files,
                     size_t n);

// Whether one of those takes a name of a kept one, so that neither can be believed.
bool remembered_clashes(const Remembered *r);

// Keeps nothing.
void remembered_forget(Remembered *r);

// Writes down the modules that can be kept next time: attacked has what became of each
// query of c; null: they were not attacked.
void remembered_write(Remembered *r, const Checked *c, const Attacked *attacked);

#endif
