// sources.h - every file that a weave reads, remembered as it was read.
//
// An editor may save while a weave runs. Each file is read once, whoever asks, so that
// all stages and messages speak of one text; and at the end one can ask whether the
// disk still says the same.

#ifndef DRIVER_SOURCES_H
#define DRIVER_SOURCES_H

#include "base/file.h"
#include "base/intern.h"

typedef struct SourceText {
    Str path, text;
} SourceText;

// What else was asked of the world. What was not there may be there tomorrow.
typedef enum AskedKind {
    ASKED_ABSENT,   // a file that could not be read
    ASKED_LIST,     // a directory
    ASKED_VARIABLE, // of the environment
} AskedKind;

typedef struct Asked {
    AskedKind kind;
    Str name;
    uint64_t answer; // a hash
} Asked;

typedef struct Sources {
    Arena *arena;
    Intern paths;
    SourceText *items; // by the number of the path
    size_t n, capacity;
    Intern questions;
    struct {
        Asked *items; // by the number of the question
        size_t n, capacity;
    } asked;
} Sources;

// What it gives lives in s->arena.
Loader sources_loader(Sources *s);

// The answer that the world gives now.
uint64_t sources_answer(Arena *a, AskedKind kind, Str name);

// The path of a file that is not what it was when it was read, or the empty Str.
Str sources_find_changed(const Sources *s);

// Writes "TARGET: FILE ...", a rule for make and ninja; more are n files that were not
// read through the loader. False with errno set.
bool sources_write_depfile(const Sources *s, const char *path, Str target,
                           const Str *more, size_t n);

#endif
