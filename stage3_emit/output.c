// output.c - what the midstage says and writes.

#include "stage3_emit/output.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

// Each line of text behind a word.
static void put_lines(const char *word, Str text)
{
    for (size_t at = 0; at < text.len;) {
        Str rest = str_cut(text, at, text.len);
        size_t end = str_find(rest, '\n');
        size_t len = end == STR_NONE ? rest.len : end;
        fputs(word, stdout);
        fwrite(rest.ptr, 1, len, stdout);
        putchar('\n');
        at += len + 1;
    }
}

void output_text(const Output *o, Str text)
{
    if (o->wire)
        put_lines("TEXT:", text);
    else
        fwrite(text.ptr, 1, text.len, stdout);
}

void output_diagnostics(const Output *o, Diag *d)
{
    if (o->wire)
        diag_write_wire(d, "DIAGNOSTIC:", stdout);
    else
        diag_print(d, DIAG_TEXT, isatty(STDERR_FILENO), stderr);
}

bool output_end(const Output *o)
{
    if (o->wire)
        puts("END");
    if (fflush(stdout) == 0 && !ferror(stdout))
        return true;
    fprintf(stderr, "midstage: cannot write standard output: %s\n", strerror(errno));
    return false;
}

// --- files -------------------------------------------------------------------

bool output_name_is_safe(Str name)
{
    if (!name.len || name.len > 255 || name.ptr[0] == '.')
        return false;
    for (size_t i = 0; i < name.len; i++)
        if (!strchr("abcdefghijklmnopqrstuvwxyz0123456789_.-", name.ptr[i]) ||
            !name.ptr[i])
            return false;
    return str_find_str(name, S("..")) == STR_NONE;
}

static bool write_all(int fd, Str text)
{
    while (text.len) {
        ssize_t n = write(fd, text.ptr, text.len);
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0)
            return false;
        text = str_cut(text, (size_t)n, text.len);
    }
    return true;
}

static bool write_file(int directory, const char *name, Str text)
{
    int fd = openat(directory, name,
                    O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0666);
    if (fd < 0)
        return false;
    bool ok = write_all(fd, text);
    int why = errno;
    if (close(fd) != 0 && ok) {
        ok = false;
        why = errno;
    }
    errno = why;
    return ok;
}

static bool write_one(const Output *o, int directory, const EmittedFile *f)
{
    if (!output_name_is_safe(f->name))
        weave_bug("a generated file would be called \"%.*s\"", STR_ARG(f->name));
    const char *name = str_zero(o->arena, f->name);
    if (!f->text.ptr) {
        printf("%s%s\n", o->wire ? "KEPT:" : "", name);
        return true;
    }
    if (!write_file(directory, name, f->text)) {
        fprintf(stderr, "midstage: cannot write %s: %s\n", name, strerror(errno));
        return false;
    }
    printf("%s%s\n", o->wire ? "GENERATED:" : "", name);
    return true;
}

bool output_files(const Output *o, const char *directory, const EmittedFile *files,
                  size_t n)
{
    int fd = open(directory, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (fd < 0) {
        fprintf(stderr, "midstage: cannot open %s: %s\n", directory, strerror(errno));
        return false;
    }
    bool ok = true;
    for (size_t i = 0; ok && i < n; i++)
        ok = write_one(o, fd, &files[i]);
    close(fd);
    return ok;
}
