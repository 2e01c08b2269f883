// replay.c - runs a fuzz target once over each file named: replay FILE...

#include "base/file.h"

#include <stdio.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int main(int argc, char **argv)
{
    for (int i = 1; i < argc; i++) {
        Arena a = {0};
        Str text;
        if (!file_read(&a, argv[i], &text)) {
            perror(argv[i]);
            return 1;
        }
        LLVMFuzzerTestOneInput((const uint8_t *)text.ptr, text.len);
        arena_free(&a);
    }
    return 0;
}
