// tuple.c - weave_tuples(?1, ?2): a list of structs, a bound list for each member.
//
//     ... WHERE (a, b) IN (SELECT c1, c2 FROM weave_tuples(?1, ?2))
//     INSERT INTO tag (a, b) SELECT c1, coalesce(c2, 'x') FROM weave_tuples(?1, ?2)
//
// As weave_list(), which has one. It ends where the shortest of them does.

#include "runtime/internal.h"

enum { MOST = WEAVE_MEMBERS }; // columns, and then as many hidden ones for the lists

typedef struct Cursor {
    sqlite3_vtab_cursor base;
    const List *lists[MOST];
    size_t count, at;
} Cursor;

// "CREATE TABLE x(c1, c2, ..., l1 HIDDEN, l2 HIDDEN, ...)"
static char *declaration(void)
{
    sqlite3_str *sql = sqlite3_str_new(NULL);
    for (int i = 1; i <= MOST; i++)
        sqlite3_str_appendf(sql, "%sc%d", i == 1 ? "CREATE TABLE x(" : ", ", i);
    for (int i = 1; i <= MOST; i++)
        sqlite3_str_appendf(sql, ", l%d HIDDEN", i);
    sqlite3_str_appendall(sql, ")");
    return sqlite3_str_finish(sql);
}

static int connect_table(sqlite3 *sqlite, void *aux, int argc, const char *const *argv,
                         sqlite3_vtab **out, char **error)
{
    (void)aux, (void)argc, (void)argv, (void)error;
    char *sql = declaration();
    int rc = sql ? module_connect(sqlite, sql, sizeof **out, out) : SQLITE_NOMEM;
    sqlite3_free(sql);
    return rc;
}

// There is one plan: all lists are known before the first row is asked for.
static int best_index(sqlite3_vtab *table, sqlite3_index_info *info)
{
    (void)table;
    int given = 0;
    for (int i = 0; i < info->nConstraint; i++) {
        int list = info->aConstraint[i].iColumn - MOST;
        if (list < 0 || info->aConstraint[i].op != SQLITE_INDEX_CONSTRAINT_EQ)
            continue;
        if (!info->aConstraint[i].usable)
            return SQLITE_CONSTRAINT;
        info->aConstraintUsage[i].argvIndex = list + 1;
        info->aConstraintUsage[i].omit = 1;
        given++;
    }
    info->estimatedCost = 1;
    info->estimatedRows = 100;
    return given ? SQLITE_OK : SQLITE_CONSTRAINT;
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
    Cursor *c = of(base);
    c->at = 0;
    c->count = SIZE_MAX;
    for (int i = 0; i < argc && i < MOST; i++) {
        c->lists[i] = sqlite3_value_pointer(argv[i], LIST_POINTER);
        size_t count = c->lists[i] ? c->lists[i]->count : 0; // no list: no rows
        c->count = count < c->count ? count : c->count;
    }
    return SQLITE_OK;
}

static int next(sqlite3_vtab_cursor *base)
{
    of(base)->at++;
    return SQLITE_OK;
}

static int at_end(sqlite3_vtab_cursor *base)
{
    return of(base)->at >= of(base)->count;
}

static int give_column(sqlite3_vtab_cursor *base, sqlite3_context *context, int column)
{
    const Cursor *c = of(base);
    const List *list = column < MOST ? c->lists[column] : NULL;
    return list ? list_give(context, list, c->at) : SQLITE_OK;
}

static int give_rowid(sqlite3_vtab_cursor *base, sqlite3_int64 *out)
{
    *out = (sqlite3_int64)of(base)->at + 1;
    return SQLITE_OK;
}

static const sqlite3_module weave_tuples = {
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

int tuple_register(sqlite3 *sqlite)
{
    return sqlite3_create_module_v2(sqlite, "weave_tuples", &weave_tuples, NULL, NULL);
}

// --- binding -------------------------------------------------------------------

static const char *objection_to_real(double real)
{
    return real != real ? "not a number" : NULL;
}

static const char *objection_to_enum(const WeaveEnum *set, int value)
{
    return weave_enum_text(set, value) ? NULL : "no such enumerator";
}

// Whether there are values of that kind that cannot be bound.
static bool may_object(ListKind kind)
{
    static const bool may[] = {
        [LIST_REAL] = true,      [LIST_OPT_REAL] = true,       [LIST_TEXT] = true,
        [LIST_JSON_BLOB] = true, [LIST_BLOB] = true,           [LIST_ENUM] = true,
        [LIST_OPT_ENUM] = true,  [LIST_OPT_JSON_BLOB] = false,
    };
    return may[kind];
}

// What is wrong with an item, or null.
static const char *objection(const List *list, const void *item)
{
    switch (list->kind) {
    case LIST_REAL: return objection_to_real(*(const double *)item);
    case LIST_OPT_REAL: {
        const WeaveOptReal *opt = item;
        return opt->has ? objection_to_real(opt->value) : NULL;
    }
    case LIST_TEXT:
    case LIST_JSON_BLOB: return ((const WeaveText *)item)->ptr ? NULL : "null";
    case LIST_BLOB: return ((const WeaveBlob *)item)->ptr ? NULL : "null";
    case LIST_ENUM: return objection_to_enum(list->set, *(const int *)item);
    case LIST_OPT_ENUM:
        return *(const int *)item ? objection_to_enum(list->set, *(const int *)item)
                                  : NULL;
    default: return NULL;
    }
}

void weave_bind_member(WeaveQuery *q, int index, WeaveMemberKind kind,
                       const WeaveEnum *set, const void *items, size_t count,
                       size_t size, size_t offset)
{
    if (!query_live(q))
        return;
    const char *first = items ? (const char *)items + offset : NULL;
    List list = {(ListKind)kind, first, items ? count : 0, set, size};
    size_t asked = may_object(list.kind) ? list.count : 0;
    for (size_t i = 0; i < asked; i++) {
        const char *why = objection(&list, first + i * size);
        if (!why)
            continue;
        query_fail_text(q, WEAVE_MISUSE,
                        sqlite3_mprintf("parameter %s has an item that is %s",
                                        sqlite3_bind_parameter_name(q->stmt, index),
                                        why));
        return;
    }
    list_bind(q, index, list);
}
