// file.h - reading and writing files, and names of files.
//
// All functions that fail give false and leave errno; who knows what the file was for
// says so. Sources are read through a Loader, the one seam to the world: the disk in
// the program, a table of strings in tests and fuzzers.

#ifndef BASE_FILE_H
#define BASE_FILE_H

#include "base/arena.h"
#include "base/str.h"

#include <stdbool.h>

// Source files above this are refused (EFBIG), so that a mistaken path cannot eat the
// machine.
enum { FILE_LIMIT = 64 * 1024 * 1024 };

typedef struct Loader {
    // The whole file as NUL-terminated text, which lives as long as what is in a; false
    // with errno set.
    bool (*read)(void *context, Arena *a, const char *path, Str *out);
    void *context;
    // The names in a directory, sorted; or null: there is nothing to list.
    bool (*list)(void *context, Arena *a, const char *path, Str **names, size_t *n);
    // A variable of the environment, or null; null where there is no environment.
    const char *(*variable)(void *context, const char *name);
} Loader;

Loader file_loader(void); // the disk
bool load(Loader from, Arena *a, Str path, Str *out);

bool file_read(Arena *a, const char *path, Str *out); // a regular file, whole
// hash_content() of what file_read() would give, without the memory for it.
bool file_hash(const char *path, uint64_t *out);
// Why a file could not be read: strerror(error), but EFBIG and EINVAL are what they mean
// here.
const char *file_why(int error);
// What cannot be looked at counts as there: whoever reads it learns why not.
bool file_exists(const char *path);
bool file_is_directory(const char *path);

// Writes text to path through a temporary file beside it; a file that already holds
// just that text is not touched (*changed says which, may be null).
bool file_write_if_changed(const char *path, Str text, bool *changed);

// Makes the directory and those above it.
bool file_make_directories(const char *path);

// Deletes path and, if it is a directory, all in it; what is not there is no failure.
// Follows no symbolic link.
bool file_remove_tree(const char *path);

// The names in a directory, sorted by bytes, without "." and "..".
bool file_list(Arena *a, const char *path, Str **names, size_t *n);

// "a/b.ts" → "a", "b.ts" → ".", "/b.ts" → "/"; and the part behind the last slash.
Str path_directory(Arena *a, Str path);
Str path_base(Str path);
// Joined and cleaned: no "./", no "x/../", no double slash. An absolute name stays.
Str path_join(Arena *a, Str directory, Str name);
// How path is written from directory: "src/schema.ts". Both are made absolute first.
Str path_relative(Arena *a, Str directory, Str path);
Str path_absolute(Arena *a, Str path);

#endif
