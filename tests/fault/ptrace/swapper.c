// swapper.c - a weave without the weaving: puts three files into a directory.
//
//     swapper OUT GENERATION [SECONDS]
//
// alpha.gen.c and beta.gen.h carry the generation's number, gamma.gen.h never changes.
// With SECONDS it swaps on until they are over, one generation after another.
// Exit status as weave's: 0 done, 1 refused, 3 the world failed.

#include "base/file.h"
#include "driver/swap.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

static bool put(Swap *s, const char *name, long generation)
{
    Str path = str_format(s->arena, "%s/%s", s->staging, name);
    Str text = str_format(s->arena, "// %s - made by weave for a test.\n%ld\n", name,
                          generation);
    if (file_write_if_changed(path.ptr, text, NULL))
        return true;
    s->problem = str_format(s->arena, "cannot write %s: %s", path.ptr, strerror(errno));
    return false;
}

static SwapStatus swap(const char *out, long generation, Diag *d, Arena *a)
{
    Swap s;
    SwapResult result;
    SwapStatus status = swap_begin(&s, a, str_z(out), d);
    if (status == SWAP_OK) {
        bool good = put(&s, "alpha.gen.c", generation) &&
                    put(&s, "beta.gen.h", generation) && put(&s, "gamma.gen.h", 0);
        status = good ? swap_commit(&s, &result) : SWAP_FAILED;
        swap_end(&s);
    }
    if (status == SWAP_FAILED)
        fprintf(stderr, "swapper: %.*s\n", STR_ARG(s.problem));
    diag_print(d, DIAG_TEXT, false, stderr);
    return status;
}

int main(int argc, char **argv)
{
    static const int exit_status[] = {0, 1, 3};
    if (argc < 3) {
        fputs("usage: swapper OUT GENERATION [SECONDS]\n", stderr);
        return 2;
    }
    long generation = strtol(argv[2], NULL, 10);
    time_t end = time(NULL) + (argc > 3 ? strtol(argv[3], NULL, 10) : 0);
    SwapStatus status;
    do {
        Arena mem = {0};
        status = swap(argv[1], generation++, diag_new(&mem, file_loader()), &mem);
        arena_free(&mem);
    } while (status == SWAP_OK && argc > 3 && time(NULL) < end);
    return exit_status[status];
}
