// db-tables.gen.c - made by weave from schema.ts. Edit that, not this.

#include "db-tables.gen.h"

#include <string.h>

static const char *const every_kind_texts[] = {
    "link",        // EVERY_KIND_LINK
    "in-progress", // EVERY_KIND_IN_PROGRESS
};

const WeaveEnum EVERY_KIND = {
    "EveryKind",
    every_kind_texts,
    2,
};

const char *every_kind_text(EveryKind value)
{
    return weave_enum_text(&EVERY_KIND, (int)value);
}

EveryKind every_kind_from(WeaveText text)
{
    return (EveryKind)weave_enum_find(&EVERY_KIND, text);
}

static const char *const every_kind_null_texts[] = {
    "link", // EVERY_KIND_NULL_LINK
    "text", // EVERY_KIND_NULL_TEXT
};

const WeaveEnum EVERY_KIND_NULL = {
    "EveryKindNull",
    every_kind_null_texts,
    2,
};

const char *every_kind_null_text(EveryKindNull value)
{
    return weave_enum_text(&EVERY_KIND_NULL, (int)value);
}

EveryKindNull every_kind_null_from(WeaveText text)
{
    return (EveryKindNull)weave_enum_find(&EVERY_KIND_NULL, text);
}

// --- table "every" ----------------------------------------------------------

static const WeaveField every_fields[] = {
    {WEAVE_READ_INT, 0, offsetof(Every, id), NULL},
    {WEAVE_READ_INT, 1, offsetof(Every, i), NULL},
    {WEAVE_READ_OPT_INT, 2, offsetof(Every, i_null), NULL},
    {WEAVE_READ_BOOL, 3, offsetof(Every, flag), NULL},
    {WEAVE_READ_OPT_BOOL, 4, offsetof(Every, flag_null), NULL},
    {WEAVE_READ_INT, 5, offsetof(Every, at), NULL},
    {WEAVE_READ_OPT_INT, 6, offsetof(Every, at_ms_null), NULL},
    {WEAVE_READ_REAL, 7, offsetof(Every, r), NULL},
    {WEAVE_READ_OPT_REAL, 8, offsetof(Every, r_null), NULL},
    {WEAVE_READ_TEXT, 9, offsetof(Every, t), NULL},
    {WEAVE_READ_OPT_TEXT, 10, offsetof(Every, t_null), NULL},
    {WEAVE_READ_ENUM, 11, offsetof(Every, kind), &EVERY_KIND},
    {WEAVE_READ_OPT_ENUM, 12, offsetof(Every, kind_null), &EVERY_KIND_NULL},
    {WEAVE_READ_TEXT, 13, offsetof(Every, json), NULL},
    {WEAVE_READ_OPT_TEXT, 14, offsetof(Every, json_null), NULL},
    {WEAVE_READ_BLOB, 15, offsetof(Every, b), NULL},
    {WEAVE_READ_OPT_BLOB, 16, offsetof(Every, b_null), NULL},
    {WEAVE_READ_BIGINT, 17, offsetof(Every, big), NULL},
    {WEAVE_READ_OPT_BIGINT, 18, offsetof(Every, big_null), NULL},
    {WEAVE_READ_JSON_BLOB, 19, offsetof(Every, bjson), NULL},
    {WEAVE_READ_OPT_JSON_BLOB, 20, offsetof(Every, bjson_null), NULL},
    {WEAVE_READ_REAL, 21, offsetof(Every, num), NULL},
    {WEAVE_READ_OPT_REAL, 22, offsetof(Every, num_null), NULL},
    {WEAVE_READ_NUMBER_TEXT, 23, offsetof(Every, nstr), NULL},
    {WEAVE_READ_OPT_NUMBER_TEXT, 24, offsetof(Every, nstr_null), NULL},
    {WEAVE_READ_INT, 25, offsetof(Every, nbig), NULL},
    {WEAVE_READ_OPT_INT, 26, offsetof(Every, nbig_null), NULL},
    {WEAVE_READ_END, 0, 0, NULL},
};

const WeaveRow EVERY_ROW = {
    every_fields,
    27,
    sizeof(Every),
};

// The first row, kept; zeroed if there is none.
void every_rows_one(WeaveQuery *q, WeaveArena *mem, Every *out)
{
    weave_one(q, &EVERY_ROW, mem, out);
}

EveryRows every_rows_begin(WeaveDb *db, WeaveStatement *statement)
{
    EveryRows rows;
    memset(&rows, 0, sizeof rows);
    rows.query = weave_query_rows(db, statement);
    return rows;
}

bool every_rows_next(EveryRows *rows)
{
    return weave_next(&rows->query, &EVERY_ROW, &rows->row);
}

WeaveStatus every_rows_end(EveryRows *rows)
{
    return weave_end(&rows->query);
}

// All rows, kept, in a list that lives in mem; ends the query.
WeaveStatus every_rows_all(WeaveQuery *q, WeaveArena *mem, EveryList *out)
{
    out->items = (Every *)weave_all(q, &EVERY_ROW, mem, &out->count);
    return weave_end(q);
}
