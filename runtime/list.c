// list.c - weave_list(?1): the items of a bound list, as a table.
//
//     ... WHERE id IN (SELECT value FROM weave_list(?1))
//
// The argument is a hidden column, as with every table-valued function, and its
// value is a pointer that only this process can have made.

#include "runtime/internal.h"

#include <limits.h>
#include <string.h>

enum { COLUMN_VALUE, COLUMN_LIST };

typedef struct Cursor {
    sqlite3_vtab_cursor base;
    const List *list; // null for anything that is not a list
    size_t at;
} Cursor;

static int connect_table(sqlite3 *sqlite, void *aux, int argc, const char *const *argv,
                         sqlite3_vtab **out, char **error)
{
    (void)aux, (void)argc, (void)argv, (void)error;
    return module_connect(sqlite, "CREATE TABLE x(value, list HIDDEN)", sizeof **out,
                          out);
}

// The items come as they stand in the list.
static bool is_in_order(const sqlite3_index_info *info)
{
    return info->nOrderBy == 1 && info->aOrderBy[0].iColumn == -1 &&
           !info->aOrderBy[0].desc;
}

// There is one plan: the list is known before the first row is asked for.
static int best_index(sqlite3_vtab *table, sqlite3_index_info *info)
{
    (void)table;
    for (int i = 0; i < info->nConstraint; i++) {
        if (info->aConstraint[i].iColumn != COLUMN_LIST ||
            info->aConstraint[i].op != SQLITE_INDEX_CONSTRAINT_EQ ||
            !info->aConstraint[i].usable)
            continue;
        info->aConstraintUsage[i].argvIndex = 1;
        info->aConstraintUsage[i].omit = 1;
        info->estimatedCost = 1;
        info->estimatedRows = 100;
        info->orderByConsumed = is_in_order(info);
        return SQLITE_OK;
    }
    return SQLITE_CONSTRAINT;
}

static int open_cursor(sqlite3_vtab *table, sqlite3_vtab_cursor **out)
{
    (void)table;
    return module_open(sizeof(Cursor), out);
}

static Cursor *of(sqlite3_vtab_cursor *base)
{
    return (Cursor *)base;
}

static int filter(sqlite3_vtab_cursor *base, int plan, const char *name, int argc,
                  sqlite3_value **argv)
{
    (void)plan, (void)name;
    of(base)->list = argc == 1 ? sqlite3_value_pointer(argv[0], LIST_POINTER) : NULL;
    of(base)->at = 0;
    return SQLITE_OK;
}

static int next(sqlite3_vtab_cursor *base)
{
    of(base)->at++;
    return SQLITE_OK;
}

static int at_end(sqlite3_vtab_cursor *base)
{
    const List *list = of(base)->list;
    return !list || of(base)->at >= list->count;
}

// The shorter way for what is not too long for it.
static void give_text(sqlite3_context *context, WeaveText text)
{
    if (text.len <= INT_MAX)
        sqlite3_result_text(context, text.ptr, (int)text.len, SQLITE_STATIC);
    else
        sqlite3_result_text64(context, text.ptr, text.len, SQLITE_STATIC, SQLITE_UTF8);
}

static int give_bigint(sqlite3_context *context, int64_t value)
{
    char *digits = sqlite3_mprintf("%lld", (long long)value);
    if (!digits)
        return SQLITE_NOMEM;
    sqlite3_result_blob64(context, digits, strlen(digits), sqlite3_free);
    return SQLITE_OK;
}

static void give_blob(sqlite3_context *context, WeaveBlob blob)
{
    sqlite3_result_blob64(context, blob.ptr, blob.len, SQLITE_STATIC);
}

// A result that is never set is NULL, as is one whose pointer is.
__attribute__((noinline)) static int give_other(sqlite3_context *context,
                                                const List *list, const void *item)
{
    const WeaveText *text = item;
    const WeaveOptBool *opt_bool = item;
    const WeaveOptInt *opt_int = item;
    switch (list->kind) {
    case LIST_BOOL: sqlite3_result_int(context, *(const bool *)item); break;
    case LIST_OPT_BOOL:
        if (opt_bool->has)
            sqlite3_result_int(context, opt_bool->value);
        break;
    case LIST_BLOB:
    case LIST_OPT_BLOB: give_blob(context, *(const WeaveBlob *)item); break;
    case LIST_JSON_BLOB:
    case LIST_OPT_JSON_BLOB:
        give_blob(context, weave_blob(text->ptr, text->len));
        break;
    case LIST_BIGINT: return give_bigint(context, *(const int64_t *)item);
    case LIST_OPT_BIGINT:
        return opt_int->has ? give_bigint(context, opt_int->value) : SQLITE_OK;
    default:
        give_text(context, weave_text(weave_enum_text(list->set, *(const int *)item)));
        break;
    }
    return SQLITE_OK;
}

// What most columns are made of goes the short way.
int list_give(sqlite3_context *context, const List *list, size_t i)
{
    const void *item = (const char *)list->items + i * list->stride;
    const WeaveText *text = item;
    const WeaveOptInt *opt_int = item;
    const WeaveOptReal *opt_real = item;
    switch (list->kind) {
    case LIST_INT: sqlite3_result_int64(context, *(const int64_t *)item); break;
    case LIST_OPT_INT:
        if (opt_int->has)
            sqlite3_result_int64(context, opt_int->value);
        break;
    case LIST_REAL: sqlite3_result_double(context, *(const double *)item); break;
    case LIST_OPT_REAL:
        if (opt_real->has)
            sqlite3_result_double(context, opt_real->value);
        break;
    case LIST_TEXT:
    case LIST_OPT_TEXT:
        if (text->ptr)
            give_text(context, *text);
        break;
    default: return give_other(context, list, item);
    }
    return SQLITE_OK;
}

static int give_column(sqlite3_vtab_cursor *base, sqlite3_context *context, int column)
{
    if (column == COLUMN_VALUE)
        return list_give(context, of(base)->list, of(base)->at);
    return SQLITE_OK;
}

static int give_rowid(sqlite3_vtab_cursor *base, sqlite3_int64 *out)
{
    *out = (sqlite3_int64)of(base)->at + 1;
    return SQLITE_OK;
}

// Without xCreate it needs no CREATE VIRTUAL TABLE and allows none.
static const sqlite3_module weave_list = {
    .xConnect = connect_table,
    .xBestIndex = best_index,
    .xDisconnect = module_disconnect,
    .xOpen = open_cursor,
    .xClose = module_close,
    .xFilter = filter,
    .xNext = next,
    .xEof = at_end,
    .xColumn = give_column,
    .xRowid = give_rowid,
};

int list_register(sqlite3 *sqlite)
{
    return sqlite3_create_module_v2(sqlite, "weave_list", &weave_list, NULL, NULL);
}
