// file.c - reading and writing files, and names of files.

#include "base/file.h"

#include "base/hash.h"

#include <assert.h>
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

// --- reading -----------------------------------------------------------------

static bool read_all(int fd, char *into, size_t size)
{
    for (size_t n = 0; n < size;) {
        ssize_t got = read(fd, into + n, size - n);
        if (got < 0 && errno == EINTR)
            continue;
        if (got <= 0) {
            if (got == 0)
                errno = EIO; // it shrank while being read
            return false;
        }
        n += (size_t)got;
    }
    return true;
}

static bool size_of(int fd, size_t *out)
{
    struct stat st;
    if (fstat(fd, &st) != 0)
        return false;
    if (!S_ISREG(st.st_mode)) {
        errno = S_ISDIR(st.st_mode) ? EISDIR : EINVAL;
        return false;
    }
    if (st.st_size > FILE_LIMIT) {
        errno = EFBIG;
        return false;
    }
    *out = (size_t)st.st_size;
    return true;
}

// Non-blocking, so that a FIFO in the place of a file is refused, not waited for.
static int open_file(const char *path)
{
    return open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
}

static bool close_file(int fd, bool good)
{
    int error = errno;
    close(fd);
    errno = error;
    return good;
}

bool file_read(Arena *a, const char *path, Str *out)
{
    size_t size;
    int fd = open_file(path);
    if (fd < 0)
        return false;
    bool good = size_of(fd, &size);
    if (good) {
        char *text = arena_many(a, char, size + 1);
        *out = (Str){text, size};
        good = read_all(fd, text, size);
    }
    return close_file(fd, good);
}

bool file_hash(const char *path, uint64_t *out)
{
    char piece[1 << 16]; // a multiple of a word
    size_t left;
    int fd = open_file(path);
    if (fd < 0)
        return false;
    bool good = size_of(fd, &left);
    uint64_t hash = good ? HASH_START ^ left : 0;
    for (size_t n; good && left; left -= n) {
        n = left < sizeof piece ? left : sizeof piece;
        good = read_all(fd, piece, n);
        hash = good ? hash_words(hash, (Str){piece, n}) : 0;
    }
    *out = hash;
    return close_file(fd, good);
}

const char *file_why(int error)
{
    switch (error) {
    case EFBIG: return "it is larger than 64 MB";
    case EINVAL: return "it is not a regular file";
    default: return strerror(error);
    }
}

static bool read_disk(void *context, Arena *a, const char *path, Str *out)
{
    (void)context;
    return file_read(a, path, out);
}

static bool list_disk(void *context, Arena *a, const char *path, Str **names, size_t *n)
{
    (void)context;
    return file_list(a, path, names, n);
}

static const char *environment(void *context, const char *name)
{
    (void)context;
    return getenv(name);
}

Loader file_loader(void)
{
    return (Loader){read_disk, NULL, list_disk, environment};
}

bool load(Loader from, Arena *a, Str path, Str *out)
{
    return from.read(from.context, a, str_zero(a, path), out);
}

bool file_exists(const char *path)
{
    return access(path, F_OK) == 0 || (errno != ENOENT && errno != ENOTDIR);
}

bool file_is_directory(const char *path)
{
    struct stat st;
    return stat(path, &st) == 0 && S_ISDIR(st.st_mode);
}

// --- writing -----------------------------------------------------------------

static bool write_all(int fd, Str text)
{
    for (size_t n = 0; n < text.len;) {
        ssize_t put = write(fd, text.ptr + n, text.len - n);
        if (put < 0 && errno == EINTR)
            continue;
        if (put < 0)
            return false;
        n += (size_t)put;
    }
    return true;
}

static bool write_beside(const char *path, const char *temporary, Str text)
{
    int fd = open(temporary, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
    if (fd < 0)
        return false;
    bool good = write_all(fd, text);
    good = (close(fd) == 0) & good;
    return good && rename(temporary, path) == 0;
}

bool file_write_if_changed(const char *path, Str text, bool *changed)
{
    Arena scratch = {0};
    Str old;
    bool same = file_read(&scratch, path, &old) && str_eq(old, text);
    if (changed)
        *changed = !same;
    bool good = same;
    if (!same) {
        const char *temporary = str_format(&scratch, "%s.new", path).ptr;
        good = write_beside(path, temporary, text);
        if (!good) {
            int error = errno;
            unlink(temporary);
            errno = error;
        }
    }
    int error = errno;
    arena_free(&scratch);
    errno = error;
    return good;
}

bool file_make_directories(const char *path)
{
    Arena scratch = {0};
    char *copy = arena_many(&scratch, char, strlen(path) + 1);
    strcpy(copy, path);
    bool good = *path != '\0';
    for (char *p = copy + 1; good && *path; p++) {
        if (*p != '/' && *p != '\0')
            continue;
        char kept = *p;
        *p = '\0';
        good = mkdir(copy, 0777) == 0 || errno == EEXIST || file_is_directory(copy);
        *p = kept;
        if (kept == '\0')
            break;
    }
    good = good && file_is_directory(path);
    int error = errno;
    arena_free(&scratch);
    errno = error;
    return good;
}

static bool remove_at(int parent, const char *name);

// The next name in dir but "." and "..", or null: at the end with errno 0, else with
// errno set.
static const char *next_name(DIR *dir)
{
    struct dirent *entry;
    do {
        errno = 0;
        entry = readdir(dir);
    } while (entry &&
             (strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0));
    return entry ? entry->d_name : NULL;
}

// Empties the directory open at fd, and closes it.
static bool empty_directory(int fd)
{
    DIR *dir = fdopendir(fd);
    if (!dir) {
        close(fd);
        return false;
    }
    bool good = true;
    const char *name;
    while (good && (name = next_name(dir)))
        good = remove_at(dirfd(dir), name);
    int error = errno;
    good = good && error == 0;
    closedir(dir);
    errno = error;
    return good;
}

static bool remove_at(int parent, const char *name)
{
    if (unlinkat(parent, name, 0) == 0 || errno == ENOENT)
        return true;
    int error = errno;
    if (error != EISDIR && error != EPERM)
        return false;
    int fd = openat(parent, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    if (fd < 0 && errno == ENOTDIR)
        errno = error; // a file that may not be deleted
    return fd >= 0 && empty_directory(fd) && unlinkat(parent, name, AT_REMOVEDIR) == 0;
}

bool file_remove_tree(const char *path)
{
    return remove_at(AT_FDCWD, path);
}

// --- directories -------------------------------------------------------------

static int by_bytes(const void *a, const void *b)
{
    return str_cmp(*(const Str *)a, *(const Str *)b);
}

bool file_list(Arena *a, const char *path, Str **names, size_t *n)
{
    struct {
        Str *items;
        size_t n, capacity;
    } list = {0};
    DIR *dir = opendir(path);
    if (!dir)
        return false;
    const char *name;
    while ((name = next_name(dir)))
        *arena_push(a, list, Str) = str_copy(a, str_z(name));
    int error = errno;
    closedir(dir);
    if (list.n)
        qsort(list.items, list.n, sizeof(Str), by_bytes);
    *names = list.items;
    *n = list.n;
    errno = error;
    return error == 0;
}

// --- names -------------------------------------------------------------------

Str path_directory(Arena *a, Str path)
{
    size_t slash = str_find_last(path, '/');
    if (slash == STR_NONE)
        return S(".");
    return str_copy(a, str_cut(path, 0, slash ? slash : 1));
}

Str path_base(Str path)
{
    size_t slash = str_find_last(path, '/');
    return slash == STR_NONE ? path : str_cut(path, slash + 1, path.len);
}

// Takes the last part off out, or adds "..": what ".." does to a clean path.
static void step_up(Buf *out, bool absolute)
{
    Str so_far = {out->items, out->n};
    size_t slash = str_find_last(so_far, '/');
    size_t start = slash == STR_NONE ? 0 : slash + 1;
    Str last = str_cut(so_far, start, so_far.len);
    if (last.len && !str_is(last, ".."))
        out->n = start ? start - 1 : 0;
    else if (!absolute)
        buf_z(out, out->n ? "/.." : "..");
}

static Str clean(Arena *a, Str path)
{
    bool absolute = str_starts(path, "/");
    Buf out = {.arena = a};
    for (size_t i = 0; i < path.len;) {
        size_t end = i;
        while (end < path.len && path.ptr[end] != '/')
            end++;
        Str part = str_cut(path, i, end);
        if (str_is(part, ".."))
            step_up(&out, absolute);
        else if (part.len && !str_is(part, ".")) {
            if (out.n || absolute)
                buf_char(&out, '/');
            buf_put(&out, part);
        }
        i = end + 1;
    }
    if (!out.n)
        buf_char(&out, absolute ? '/' : '.');
    return buf_str(&out);
}

Str path_join(Arena *a, Str directory, Str name)
{
    if (str_starts(name, "/"))
        return clean(a, name);
    return clean(a, str_format(a, "%.*s/%.*s", STR_ARG(directory), STR_ARG(name)));
}

Str path_absolute(Arena *a, Str path)
{
    if (str_starts(path, "/"))
        return clean(a, path);
    char here[4096];
    if (!getcwd(here, sizeof here))
        return clean(a, path);
    return path_join(a, str_z(here), path);
}

Str path_relative(Arena *a, Str directory, Str path)
{
    Str from = path_absolute(a, directory), to = path_absolute(a, path);
    size_t shared = 0; // up to and without the slash where they part
    for (size_t i = 0;; i++) {
        bool from_ends = i == from.len || from.ptr[i] == '/';
        bool to_ends = i == to.len || to.ptr[i] == '/';
        if (from_ends && to_ends)
            shared = i;
        if (i >= from.len || i >= to.len || from.ptr[i] != to.ptr[i])
            break;
    }
    if (from.len == 1)
        shared = 0;
    Buf out = {.arena = a};
    for (size_t i = shared; i < from.len && from.len > 1; i++)
        if (from.ptr[i] == '/')
            buf_z(&out, out.n ? "/.." : "..");
    Str rest = str_cut(to, shared, to.len);
    if (str_starts(rest, "/"))
        rest = str_cut(rest, 1, rest.len);
    if (out.n && rest.len)
        buf_char(&out, '/');
    buf_put(&out, rest);
    if (!out.n)
        buf_char(&out, '.');
    return buf_str(&out);
}
