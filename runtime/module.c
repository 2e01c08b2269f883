// module.c - what the modules of the table-valued functions have in common.

#include "runtime/internal.h"

#include <string.h>

int module_connect(sqlite3 *sqlite, const char *declaration, size_t size,
                   sqlite3_vtab **out)
{
    int rc = sqlite3_declare_vtab(sqlite, declaration);
    if (rc != SQLITE_OK)
        return rc;
    *out = sqlite3_malloc64(size);
    if (!*out)
        return SQLITE_NOMEM;
    memset(*out, 0, size);
    return SQLITE_OK;
}

int module_disconnect(sqlite3_vtab *table)
{
    sqlite3_free(table);
    return SQLITE_OK;
}

int module_open(size_t size, sqlite3_vtab_cursor **out)
{
    *out = sqlite3_malloc64(size);
    if (!*out)
        return SQLITE_NOMEM;
    memset(*out, 0, size);
    return SQLITE_OK;
}

int module_close(sqlite3_vtab_cursor *cursor)
{
    sqlite3_free(cursor);
    return SQLITE_OK;
}
