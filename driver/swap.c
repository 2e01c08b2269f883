// swap.c - puts a whole new output directory in the place of the old one, at once.

#define _GNU_SOURCE // syncfs, syscall

#include "driver/swap.h"

#include "base/file.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

// Not every C library's headers have these.
enum { EXCHANGE_NOREPLACE = 1, EXCHANGE_BOTH = 2 };

typedef struct Names {
    Str *items;
    size_t n;
} Names;

// The files of one directory against those of another.
typedef struct Comparison {
    SwapResult result;
    Names unchanged;
} Comparison;

static SwapStatus fail(Swap *s, const char *what, const char *path)
{
    s->problem = str_format(s->arena, "cannot %s %s: %s", what, path, strerror(errno));
    return SWAP_FAILED;
}

static const char *in(Swap *s, const char *directory, Str name)
{
    return str_format(s->arena, "%s/%.*s", directory, STR_ARG(name)).ptr;
}

// Also true for a symbolic link that leads nowhere, and where one cannot know.
static bool is_there(const char *path)
{
    struct stat st;
    return lstat(path, &st) == 0 || errno != ENOENT;
}

// --- whose file is it --------------------------------------------------------

// "media.gen.h"
static bool has_woven_name(Str name)
{
    if (!str_ends(name, ".gen.c") && !str_ends(name, ".gen.h"))
        return false;
    size_t stem = name.len - strlen(".gen.c");
    for (size_t i = 0; i < stem; i++) {
        char c = name.ptr[i];
        if (!(c >= 'a' && c <= 'z') && !(c >= '0' && c <= '9') && c != '_' && c != '-')
            return false;
    }
    return stem > 0;
}

// Whether the file begins "// media.gen.h - made by weave"; false also if it cannot be
// read, with *error set.
static bool has_woven_line(const char *path, Str name, int *error)
{
    Arena scratch = {0};
    Str wanted = str_format(&scratch, "// %.*s - made by weave", STR_ARG(name));
    char *line = arena_many(&scratch, char, wanted.len);
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
    ssize_t got = fd < 0 ? -1 : read(fd, line, wanted.len);
    *error = got < 0 ? errno : 0;
    bool woven = got >= 0 && str_eq((Str){line, (size_t)got}, wanted);
    if (fd >= 0)
        close(fd);
    arena_free(&scratch);
    return woven;
}

// What is wrong with a file that shall be weave's own, or null if nothing is.
static SwapStatus judge(Swap *s, const char *path, Str name, const char **wrong)
{
    struct stat st;
    int error = 0;
    *wrong = NULL;
    if (lstat(path, &st) != 0)
        return fail(s, "look at", path);
    if (S_ISDIR(st.st_mode))
        *wrong = "it is a directory";
    else if (S_ISLNK(st.st_mode))
        *wrong = "it is a symbolic link";
    else if (!S_ISREG(st.st_mode))
        *wrong = "it is no regular file";
    else if (!has_woven_name(name))
        *wrong = "its name is not that of a woven file";
    else if (!has_woven_line(path, name, &error))
        *wrong = "its first line does not say that weave made it";
    errno = error;
    return error ? fail(s, "read", path) : SWAP_OK;
}

// The sorted names of a directory in which all must be weave's own; what is not is
// reported as code.
static SwapStatus list(Swap *s, const char *directory, DiagCode code, Names *out)
{
    size_t n_wrong = 0;
    if (!file_list(s->arena, directory, &out->items, &out->n))
        return fail(s, "read the directory", directory);
    for (size_t i = 0; i < out->n; i++) {
        const char *path = in(s, directory, out->items[i]), *wrong;
        SwapStatus status = judge(s, path, out->items[i], &wrong);
        if (status != SWAP_OK)
            return status;
        if (wrong)
            diag_error(s->diag, (Span){0}, code, "%s is not weave's: %s", path, wrong);
        n_wrong += wrong != NULL;
    }
    return n_wrong ? SWAP_REFUSED : SWAP_OK;
}

// The output directory's own files; none if it does not exist.
static SwapStatus list_present(Swap *s, Names *out)
{
    *out = (Names){0};
    if (!is_there(s->out))
        return SWAP_OK;
    SwapStatus status = list(s, s->out, DIAG_W500, out);
    if (status == SWAP_REFUSED)
        diag_note(
            s->diag, (Span){0},
            "the directory %s belongs to weave; what is yours has its place beside "
            "it",
            s->out);
    return status;
}

static SwapStatus list_fresh(Swap *s, const char *fresh, Names *out)
{
    SwapStatus status = list(s, fresh, DIAG_W201, out);
    if (status == SWAP_OK && out->n == 0) {
        diag_error(s->diag, (Span){0}, DIAG_W201, "the midstage wrote no file");
        return SWAP_REFUSED;
    }
    return status;
}

// --- comparing ---------------------------------------------------------------

// Whether two names are those of one file.
static SwapStatus look_at_both(Swap *s, const char *a, const char *b, bool *linked)
{
    struct stat one, other;
    if (lstat(a, &one) != 0)
        return fail(s, "look at", a);
    if (lstat(b, &other) != 0)
        return fail(s, "look at", b);
    *linked = one.st_dev == other.st_dev && one.st_ino == other.st_ino;
    return SWAP_OK;
}

static SwapStatus compare_file(Swap *s, const char *a, const char *b, bool *same)
{
    Arena scratch = {0};
    Str one, other;
    SwapStatus status = look_at_both(s, a, b, same);
    if (status != SWAP_OK || *same)
        return status;
    if (!file_read(&scratch, a, &one))
        status = fail(s, "read", a);
    else if (!file_read(&scratch, b, &other))
        status = fail(s, "read", b);
    else
        *same = str_eq(one, other);
    arena_free(&scratch);
    return status;
}

// Walks both sorted lists side by side.
static SwapStatus compare_names(Swap *s, const char *fresh, Names new, Names old,
                                Comparison *c)
{
    *c = (Comparison){.unchanged.items = arena_many(s->arena, Str, new.n + 1)};
    for (size_t i = 0, j = 0; i < new.n || j < old.n;) {
        int order = i == new.n   ? 1
                    : j == old.n ? -1
                                 : str_cmp(new.items[i], old.items[j]);
        bool same = false;
        if (order == 0) {
            SwapStatus status = compare_file(s, in(s, fresh, new.items[i]),
                                             in(s, s->out, old.items[j]), &same);
            if (status != SWAP_OK)
                return status;
        }
        if (same)
            c->unchanged.items[c->unchanged.n++] = new.items[i];
        c->result.n_new += order < 0;
        c->result.n_removed += order > 0;
        c->result.n_changed += order == 0 && !same;
        i += order <= 0;
        j += order >= 0;
    }
    c->result.n_unchanged = c->unchanged.n;
    return SWAP_OK;
}

static SwapStatus compare(Swap *s, const char *fresh, Comparison *c)
{
    Names new, old;
    SwapStatus status = list_fresh(s, fresh, &new);
    if (status == SWAP_OK)
        status = list_present(s, &old);
    if (status == SWAP_OK)
        status = compare_names(s, fresh, new, old, c);
    return status;
}

SwapStatus swap_compare(Arena *a, const char *fresh, Str out, Diag *d,
                        SwapResult *result, Str *problem)
{
    Comparison c = {0};
    Swap s = {.arena = a, .diag = d, .out = str_zero(a, out)};
    SwapStatus status = compare(&s, fresh, &c);
    *result = c.result;
    *problem = s.problem;
    return status;
}

// --- beginning ---------------------------------------------------------------

// Sets out and the names beside it. A name that is itself a symbolic link, or "." or
// "..", is resolved: renames take the last name as it stands.
static SwapStatus resolve(Swap *s, Str out)
{
    struct stat st;
    while (out.len > 1 && str_ends(out, "/"))
        out.len--;
    s->out = str_zero(s->arena, out);
    Str base = path_base(out);
    bool link = lstat(s->out, &st) == 0 && S_ISLNK(st.st_mode);
    if (link || str_is(base, ".") || str_is(base, "..")) {
        char real[PATH_MAX];
        if (!realpath(s->out, real))
            return fail(s, "follow", s->out);
        s->out = str_zero(s->arena, str_z(real));
        base = path_base(str_z(s->out));
    }
    if (base.len == 0) {
        errno = EINVAL;
        return fail(s, "weave into", out.len ? s->out : "\"\"");
    }
    Str above = path_directory(s->arena, str_z(s->out));
    s->above = above.ptr;
    s->staging =
        in(s, s->above, str_format(s->arena, ".%.*s.weave-new", STR_ARG(base)));
    s->aside = in(s, s->above, str_format(s->arena, ".%.*s.weave-old", STR_ARG(base)));
    return SWAP_OK;
}

static SwapStatus lock(Swap *s)
{
    if (!file_make_directories(s->above))
        return fail(s, "create the directory", s->above);
    s->parent = open(s->above, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (s->parent < 0)
        return fail(s, "open the directory", s->above);
    if (flock(s->parent, LOCK_EX | LOCK_NB) == 0)
        return SWAP_OK;
    if (errno == EWOULDBLOCK)
        fprintf(stderr,
                "weave: waiting for another weave of %s, or of a directory beside it\n",
                s->out);
    else
        return fail(s, "lock the directory", s->above);
    while (flock(s->parent, LOCK_EX) != 0)
        if (errno != EINTR)
            return fail(s, "lock the directory", s->above);
    return SWAP_OK;
}

// A directory taken from the user's may not let itself be emptied.
static bool remove_tree(const char *path)
{
    return file_remove_tree(path) ||
           (errno == EACCES && chmod(path, 0700) == 0 && file_remove_tree(path));
}

static SwapStatus sweep(Swap *s)
{
    if (is_there(s->aside)) {
        if (!is_there(s->out)) {
            if (rename(s->aside, s->out) != 0)
                return fail(s, "give back its name to", s->aside);
        } else if (!remove_tree(s->aside))
            return fail(s, "remove", s->aside);
    }
    if (is_there(s->staging) && !remove_tree(s->staging))
        return fail(s, "remove", s->staging);
    return SWAP_OK;
}

static SwapStatus begin_locked(Swap *s)
{
    Names present;
    SwapStatus status = sweep(s);
    if (status == SWAP_OK)
        status = list_present(s, &present);
    if (status == SWAP_OK && mkdir(s->staging, 0777) != 0)
        status = fail(s, "create", s->staging);
    return status;
}

SwapStatus swap_begin(Swap *s, Arena *a, Str out, Diag *d)
{
    *s = (Swap){.arena = a, .diag = d, .parent = -1};
    SwapStatus status = resolve(s, out);
    if (status == SWAP_OK)
        status = lock(s);
    if (status == SWAP_OK)
        status = begin_locked(s);
    if (status != SWAP_OK && s->parent >= 0)
        close(s->parent);
    return status;
}

bool swap_has_leftovers(Arena *a, Str out)
{
    Swap s = {.arena = a};
    return resolve(&s, out) == SWAP_OK && (is_there(s.staging) || is_there(s.aside));
}

void swap_end(Swap *s)
{
    if (is_there(s->staging))
        (void)remove_tree(s->staging);
    close(s->parent);
}

// --- exchanging --------------------------------------------------------------

static bool cannot_link(int error)
{
    return error == EPERM || error == EMLINK || error == EXDEV || error == ENOSYS ||
           error == EOPNOTSUPP;
}

static bool keep_mtime(const char *from, const char *to)
{
    struct stat st;
    if (stat(from, &st) != 0)
        return false;
    const struct timespec times[] = {{.tv_nsec = UTIME_OMIT}, st.st_mtim};
    return utimensat(AT_FDCWD, to, times, 0) == 0;
}

// Makes the staged file the present one. It is never missing meanwhile: the link is
// made under a name of its own first.
static SwapStatus keep(Swap *s, Str name)
{
    const char *present = in(s, s->out, name), *staged = in(s, s->staging, name);
    const char *between = in(s, s->staging, S(".weave-link"));
    bool linked; // then a rename would do nothing, and leave the link
    SwapStatus status = look_at_both(s, present, staged, &linked);
    if (status != SWAP_OK || linked)
        return status;
    if (link(present, between) == 0)
        return rename(between, staged) == 0 ? SWAP_OK : fail(s, "rename", between);
    if (!cannot_link(errno))
        return fail(s, "link", between);
    return keep_mtime(present, staged) ? SWAP_OK : fail(s, "set the time of", staged);
}

SwapStatus swap_write(Swap *s, Str name, Str text)
{
    const char *present = in(s, s->out, name), *staged = in(s, s->staging, name);
    Arena scratch = {0};
    Str old;
    bool same = file_read(&scratch, present, &old) && str_eq(old, text);
    arena_free(&scratch);
    if (same && link(present, staged) == 0)
        return SWAP_OK;
    return file_write_if_changed(staged, text, NULL) ? SWAP_OK
                                                     : fail(s, "write", staged);
}

// The user may have changed who can read the output; that stands.
static SwapStatus keep_mode(Swap *s)
{
    struct stat old, new;
    if (lstat(s->out, &old) != 0)
        return errno == ENOENT ? SWAP_OK : fail(s, "look at", s->out);
    if (stat(s->staging, &new) != 0)
        return fail(s, "look at", s->staging);
    mode_t mode = old.st_mode & 07777;
    if (mode != (new.st_mode & 07777) && chmod(s->staging, mode) != 0)
        return fail(s, "set the mode of", s->staging);
    return SWAP_OK;
}

// A sync that fails is not tried again: the kernel may have forgotten by then what it
// could not write.
static SwapStatus sync_staging(Swap *s)
{
    int fd = open(s->staging, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (fd < 0)
        return fail(s, "open", s->staging);
    SwapStatus status =
        syncfs(fd) == 0 ? SWAP_OK : fail(s, "write to disk", s->staging);
    close(fd);
    return status;
}

// What file systems without the exchange get: two renames.
static SwapStatus exchange_in_two(Swap *s, bool present)
{
    if (present && rename(s->out, s->aside) != 0)
        return fail(s, "rename", s->out);
    if (rename(s->staging, s->out) == 0)
        return SWAP_OK;
    SwapStatus status = fail(s, "rename", s->staging);
    if (present && rename(s->aside, s->out) != 0)
        s->problem =
            str_format(s->arena, "%.*s; the old output is in %s until the next weave",
                       STR_ARG(s->problem), s->aside);
    return status;
}

static SwapStatus exchange(Swap *s)
{
    bool present = is_there(s->out);
    unsigned how = present ? EXCHANGE_BOTH : EXCHANGE_NOREPLACE;
    if (syscall(SYS_renameat2, AT_FDCWD, s->staging, AT_FDCWD, s->out, how) == 0)
        return SWAP_OK;
    int error = errno;
    if (error == EINVAL || error == ENOSYS)
        return exchange_in_two(s, present);
    SwapStatus status = fail(s, "exchange", s->out);
    if (error == EBUSY || error == EXDEV)
        s->problem = str_format(
            s->arena, "%.*s (it is a mount point; weave into a directory below it)",
            STR_ARG(s->problem));
    return status;
}

// From here on the new files are in place.
static SwapStatus settle(Swap *s)
{
    SwapStatus status = SWAP_OK;
    if (fsync(s->parent) != 0)
        status = fail(s, "write to disk", s->above);
    else if (is_there(s->staging) && !remove_tree(s->staging))
        status = fail(s, "remove", s->staging);
    else if (is_there(s->aside) && !remove_tree(s->aside))
        status = fail(s, "remove", s->aside);
    if (status != SWAP_OK)
        s->problem =
            str_format(s->arena, "wove %s, but %.*s", s->out, STR_ARG(s->problem));
    return status;
}

SwapStatus swap_commit(Swap *s, SwapResult *result)
{
    Comparison c = {0};
    SwapStatus status = compare(s, s->staging, &c);
    *result = c.result;
    if (status != SWAP_OK || swap_is_noop(c.result))
        return status;
    for (size_t i = 0; status == SWAP_OK && i < c.unchanged.n; i++)
        status = keep(s, c.unchanged.items[i]);
    if (status == SWAP_OK)
        status = keep_mode(s);
    if (status == SWAP_OK)
        status = sync_staging(s);
    if (status == SWAP_OK)
        status = exchange(s);
    return status == SWAP_OK ? settle(s) : status;
}
