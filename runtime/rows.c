// rows.c - rows into structs: one, each in turn, or all.

#include "runtime/internal.h"

#include <string.h>

// --- one at a time -----------------------------------------------------------

static bool fetch_columns(WeaveQuery *q, const WeaveRow *row, WeaveArena *mem,
                          void *out)
{
    return weave_step(q) && row_read_columns(q, row, mem, out);
}

// One step is one call, or the order of the rows is not theirs.
static bool fetch_row(WeaveQuery *q, const WeaveRow *row, WeaveArena *mem, void *out)
{
    Fetch f = {.reader = {.q = q, .mem = mem}, .row = row, .items = out};
    const Turn *turn = turn_of(q);
    do { // what is left of the call before is passed over
        f.n = 0;
        if (!fetch_step(q, &f))
            return false;
    } while (turn && turn->due);
    if (f.n != 1)
        query_fail(q, WEAVE_ERROR, "SQLite has sorted what has no order");
    return f.n == 1;
}

static struct Prepared *prepared_of(WeaveQuery *q)
{
    return &q->db->slots[q->slot].by[way_of(q)];
}

// SQLite's own memory is borrowed if the columns are read, a copy if the arguments are:
// they are not promised to outlive their function.
bool weave_next(WeaveQuery *q, const WeaveRow *row, void *out)
{
    bool more = false;
    if (query_live(q) && is_by_row(q)) {
        WeaveArena *scratch = &prepared_of(q)->scratch;
        weave_arena_reset(scratch);
        more = fetch_row(q, row, scratch, out);
    } else {
        more = fetch_columns(q, row, NULL, out);
    }
    if (!weave_ok(q))
        memset(out, 0, row->size);
    return more;
}

void weave_one(WeaveQuery *q, const WeaveRow *row, WeaveArena *mem, void *out)
{
    bool got =
        is_by_row(q) ? fetch_row(q, row, mem, out) : fetch_columns(q, row, mem, out);
    if (!got)
        memset(out, 0, row->size);
}

// --- each --------------------------------------------------------------------

static void each_column_by_column(WeaveQuery *q, const WeaveRow *row, void *room,
                                  WeaveEach each, void *context)
{
    while (weave_next(q, row, room))
        if (!each(context, room))
            return;
}

void weave_each(WeaveQuery *q, const WeaveRow *row, WeaveEach each, void *context)
{
    if (!query_live(q))
        return;
    WeaveArena own = {0}; // a query that runs inside itself has no slot
    void *room =
        weave_arena_alloc(q->slot ? &prepared_of(q)->scratch : &own, row->size);
    Fetch f = {
        .reader.q = q, .row = row, .items = room, .each = each, .context = context};
    if (!room)
        query_fail(q, WEAVE_NOMEM, "out of memory");
    else if (way_of(q) == WAY_ROWS)
        fetch_step(q, &f);
    else
        each_column_by_column(q, row, room, each, context);
    weave_arena_free(&own);
}

// --- all ---------------------------------------------------------------------

static char *all_columns(WeaveQuery *q, const WeaveRow *row, WeaveArena *mem, size_t *n)
{
    char *items = NULL;
    while (weave_step(q)) {
        items = weave_grow(q, mem, items, *n, row->size);
        if (weave_ok(q) && row_read_columns(q, row, mem, items + *n * row->size))
            ++*n;
    }
    return items;
}

static char *all_at_once(Fetch *f, size_t *n)
{
    fetch_step(f->reader.q, f);
    *n = f->n;
    return f->items;
}

static size_t *add_number(Fetch *f, size_t *numbers, size_t n, size_t number)
{
    for (size_t i = numbers ? n : 0; i <= n && weave_ok(f->reader.q); i++) {
        numbers = weave_grow(f->reader.q, f->reader.mem, numbers, i, sizeof *numbers);
        if (weave_ok(f->reader.q))
            numbers[i] = i < n ? i : number;
    }
    return numbers;
}

static char *in_order(Fetch *f, const size_t *numbers, size_t n)
{
    size_t size = f->row->size;
    char *sorted = weave_arena_alloc(f->reader.mem, n * size);
    if (!sorted)
        query_fail(f->reader.q, WEAVE_NOMEM, "out of memory");
    for (size_t i = 0; sorted && i < n; i++)
        memcpy(sorted + i * size, f->items + numbers[i] * size, size);
    return sorted;
}

// Where SQLite sorts, it calls for all rows first and gives their numbers afterwards.
size_t *fetch_list(Fetch *f, size_t *n)
{
    size_t *numbers = NULL;
    for (*n = 0; fetch_step(f->reader.q, f); ++*n) {
        size_t number = (size_t)sqlite3_column_int64(f->reader.q->stmt, 0);
        if (numbers || number != *n)
            numbers = add_number(f, numbers, *n, number);
    }
    if (numbers && weave_ok(f->reader.q))
        f->items = in_order(f, numbers, *n);
    return numbers;
}

static char *all_by_number(Fetch *f, size_t *n)
{
    fetch_list(f, n);
    return f->items;
}

void *weave_all(WeaveQuery *q, const WeaveRow *row, WeaveArena *mem, size_t *count)
{
    Fetch f = {.reader = {.q = q, .mem = mem}, .row = row, .list = true};
    size_t n = 0;
    char *items = way_of(q) == WAY_ROWS  ? all_at_once(&f, &n)
                  : way_of(q) == WAY_ROW ? all_by_number(&f, &n)
                                         : all_columns(q, row, mem, &n);
    bool ok = weave_ok(q);
    *count = ok ? n : 0;
    return ok ? items : NULL;
}
