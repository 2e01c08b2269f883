// app.c - says hello with words that went through a database.

#include "db.gen.h"

#include <stdio.h>

static WeaveStatus greet(WeaveDb *db, WeaveArena *mem)
{
    Greeting row;
    WeaveStatus status = greeting_add(db, WEAVE_TEXT("hello, loom"), NULL);
    if (status == WEAVE_OK)
        status = greeting_get_by_id(db, 1, mem, &row);
    if (status == WEAVE_OK)
        printf("%s\n", row.words.ptr);
    return status;
}

int main(void)
{
    WeaveDb *db;
    WeaveArena mem = {0};
    WeaveStatus status = db_open(":memory:", WEAVE_OPEN_CREATE, &db);
    if (status == WEAVE_OK)
        status = greet(db, &mem);
    if (status != WEAVE_OK)
        fprintf(stderr, "app: %s\n", weave_message(db));
    weave_arena_free(&mem);
    weave_close(db);
    return status != WEAVE_OK;
}
