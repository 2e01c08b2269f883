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

// The next row.
static bool every_row_read(WeaveQuery *q, Every *row)
{
    if (!weave_step(q))
        return false;
    row->id = weave_read_int(q, 0);
    row->i = weave_read_int(q, 1);
    row->i_null = weave_read_opt_int(q, 2);
    row->flag = weave_read_bool(q, 3);
    row->flag_null = weave_read_opt_bool(q, 4);
    row->at = weave_read_int(q, 5);
    row->at_ms_null = weave_read_opt_int(q, 6);
    row->r = weave_read_real(q, 7);
    row->r_null = weave_read_opt_real(q, 8);
    row->t = weave_read_text(q, 9);
    row->t_null = weave_read_opt_text(q, 10);
    row->kind = (EveryKind)weave_read_enum(q, 11, &EVERY_KIND);
    row->kind_null = (EveryKindNull)weave_read_opt_enum(q, 12, &EVERY_KIND_NULL);
    row->json = weave_read_text(q, 13);
    row->json_null = weave_read_opt_text(q, 14);
    row->b = weave_read_blob(q, 15);
    row->b_null = weave_read_opt_blob(q, 16);
    row->big = weave_read_bigint(q, 17);
    row->big_null = weave_read_opt_bigint(q, 18);
    row->bjson = weave_read_json_blob(q, 19);
    row->bjson_null = weave_read_opt_json_blob(q, 20);
    row->num = weave_read_real(q, 21);
    row->num_null = weave_read_opt_real(q, 22);
    row->nstr = weave_read_number_text(q, 23);
    row->nstr_null = weave_read_opt_number_text(q, 24);
    row->nbig = weave_read_int(q, 25);
    row->nbig_null = weave_read_opt_int(q, 26);
    return weave_ok(q);
}

// Makes the row just read outlive its query.
static void every_row_keep(WeaveQuery *q, WeaveArena *mem, Every *row)
{
    weave_keep_text(q, mem, &row->t);
    weave_keep_text(q, mem, &row->t_null);
    weave_keep_text(q, mem, &row->json);
    weave_keep_text(q, mem, &row->json_null);
    weave_keep_blob(q, mem, &row->b);
    weave_keep_blob(q, mem, &row->b_null);
    weave_keep_text(q, mem, &row->bjson);
    weave_keep_text(q, mem, &row->bjson_null);
    weave_keep_text(q, mem, &row->nstr);
    weave_keep_text(q, mem, &row->nstr_null);
}

// The first row, kept; zeroed if there is none.
void every_rows_one(WeaveQuery *q, WeaveArena *mem, Every *out)
{
    Every row;
    memset(out, 0, sizeof *out);
    if (!every_row_read(q, &row))
        return;
    every_row_keep(q, mem, &row);
    if (weave_ok(q))
        *out = row;
}

EveryRows every_rows_begin(WeaveDb *db, WeaveStatement *statement)
{
    EveryRows rows;
    memset(&rows, 0, sizeof rows);
    rows.query = weave_query(db, statement);
    return rows;
}

bool every_rows_next(EveryRows *rows)
{
    return every_row_read(&rows->query, &rows->row);
}

WeaveStatus every_rows_end(EveryRows *rows)
{
    return weave_end(&rows->query);
}

// All rows, kept, in a list that lives in mem; ends the query.
WeaveStatus every_rows_all(WeaveQuery *q, WeaveArena *mem, EveryList *out)
{
    Every row;
    EveryList list = {NULL, 0};
    while (every_row_read(q, &row)) {
        every_row_keep(q, mem, &row);
        void *items = weave_grow(q, mem, list.items, list.count, sizeof row);
        list.items = (Every *)items;
        if (weave_ok(q))
            list.items[list.count++] = row;
    }
    WeaveStatus status = weave_end(q);
    if (status != WEAVE_OK)
        memset(&list, 0, sizeof list);
    *out = list;
    return status;
}
