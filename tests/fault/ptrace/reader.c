// reader.c - reads a directory again and again while it is being swapped.
//
//     reader DIR SECONDS
//
// Each round opens DIR once, and beneath it the two files of swapper.c that carry a
// generation. Two generations in one round are a mixture: exit status 1. So is seeing
// fewer than three generations: then nothing was shown. A round in which a file is gone,
// because the directory it stood in is the old one by now, does not count.

#define _GNU_SOURCE // O_DIRECTORY

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

// The number on the second line, or -1 if the file is gone.
static long generation_of(int dir, const char *name)
{
    char text[256];
    int fd = openat(dir, name, O_RDONLY);
    if (fd < 0)
        return -1;
    ssize_t len = read(fd, text, sizeof text - 1);
    close(fd);
    if (len < 0)
        return -1;
    text[len] = '\0';
    const char *line = strchr(text, '\n');
    return line ? strtol(line, NULL, 10) : 0;
}

int main(int argc, char **argv)
{
    if (argc != 3)
        return 2;
    long rounds = 0, gone = 0, generations = 0, last = 0;
    for (time_t end = time(NULL) + strtol(argv[2], NULL, 10); time(NULL) < end;) {
        int dir = open(argv[1], O_RDONLY | O_DIRECTORY);
        if (dir < 0) {
            fprintf(stderr, "reader: %s: %s\n", argv[1], strerror(errno));
            return 1;
        }
        long a = generation_of(dir, "alpha.gen.c"),
             b = generation_of(dir, "beta.gen.h");
        close(dir);
        if (a < 0 || b < 0) {
            gone++;
            continue;
        }
        if (a != b) {
            fprintf(stderr, "reader: a mixture of %ld and %ld\n", a, b);
            return 1;
        }
        rounds++;
        generations += a != last;
        last = a;
    }
    printf("%ld rounds, %ld generations, %ld rounds too late\n", rounds, generations,
           gone);
    return generations < 3;
}
