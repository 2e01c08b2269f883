// forms.c - a query's rows as the woven program fetches them, held against the same rows
// column by column.
//
// The runtime itself fetches both (judge/fetch.c says what is claimed): as a list, and
// where rows may be handed over in turn, so. Values and order must be the same. A query
// whose rows are others each time it is run claims nothing.

#include "stage3_emit/refute/attack.h"

#include "runtime/internal.h"

#include <string.h>

enum { OPS_A_TICK = 1000, MANY_TICKS = 400 }; // of SQLite's machine, for all forms

typedef struct Form {
    const WeaveValue *values; // of all rows, one behind the other
    size_t n_rows;
    bool good; // it came to its end
} Form;

typedef struct Forms {
    Attack *attack;
    Arena *scratch;
    const Argument *arguments;
    WeaveArena mem;
    WeaveRow row; // every column as it is
    WeaveStatement statement;
} Forms;

static void describe_row(Forms *f)
{
    size_t n = f->attack->query->n_columns;
    WeaveField *fields = arena_many(f->scratch, WeaveField, n + 1);
    for (size_t i = 0; i < n; i++)
        fields[i] = (WeaveField){WEAVE_READ_VALUE, (uint16_t)i,
                                 (uint32_t)(i * sizeof(WeaveValue)), NULL};
    fields[n].read = WEAVE_READ_END;
    f->row = (WeaveRow){fields, (uint32_t)n, (uint32_t)(n * sizeof(WeaveValue))};
}

static Form list_of(Forms *f, WeaveFetch fetch)
{
    Form form = {0};
    f->statement.fetch = fetch;
    WeaveQuery q = weave_query_all(f->attack->sandbox->woven, &f->statement);
    if (weave_ok(&q))
        attack_bind(f->attack, f->scratch, q.stmt, f->arguments);
    form.values = weave_all(&q, &f->row, &f->mem, &form.n_rows);
    form.good = weave_end(&q) == WEAVE_OK;
    return form;
}

// --- comparing -------------------------------------------------------------------

static bool same_bytes(const void *a, size_t n, const void *b, size_t m)
{
    return n == m && memcmp(a, b, n) == 0;
}

static bool same_value(const WeaveValue *a, const WeaveValue *b)
{
    if (a->type != b->type)
        return false;
    switch (a->type) {
    case WEAVE_VALUE_INT: return a->as.integer == b->as.integer;
    case WEAVE_VALUE_REAL:
        return same_bytes(&a->as.real, sizeof(double), &b->as.real, sizeof(double));
    case WEAVE_VALUE_TEXT:
        return same_bytes(a->as.text.ptr, a->as.text.len, b->as.text.ptr,
                          b->as.text.len);
    case WEAVE_VALUE_BLOB:
        return same_bytes(a->as.blob.ptr, a->as.blob.len, b->as.blob.ptr,
                          b->as.blob.len);
    default: return true;
    }
}

static bool same_values(const WeaveValue *a, const WeaveValue *b, size_t n)
{
    bool same = true;
    for (size_t i = 0; same && i < n; i++)
        same = same_value(&a[i], &b[i]);
    return same;
}

static bool same_form(const Forms *f, Form a, Form b)
{
    size_t n = f->row.n_columns;
    return a.good == b.good &&
           (!a.good ||
            (a.n_rows == b.n_rows && same_values(a.values, b.values, n * a.n_rows)));
}

// Row by row, each borrowed while it is compared.
static bool same_in_turn(Forms *f, Form plain)
{
    size_t n = f->row.n_columns, at = 0;
    WeaveValue *row = arena_many(f->scratch, WeaveValue, n);
    f->statement.fetch = WEAVE_FETCH_ROWS;
    WeaveQuery q = weave_query_rows(f->attack->sandbox->woven, &f->statement);
    if (weave_ok(&q))
        attack_bind(f->attack, f->scratch, q.stmt, f->arguments);
    bool same = true;
    for (; same && weave_next(&q, &f->row, row); at++)
        same = at < plain.n_rows && same_values(row, plain.values + at * n, n);
    return weave_end(&q) == WEAVE_OK && same && at == plain.n_rows;
}

// --- one call after the other --------------------------------------------------------

static WeaveValue value_of(Datum d)
{
    const char *bytes = d.bytes.ptr ? d.bytes.ptr : "";
    switch (d.kind) {
    case DATUM_INTEGER: return weave_value_int(d.integer);
    case DATUM_REAL: return weave_value_real(d.real);
    case DATUM_TEXT: return weave_value_text((WeaveText){bytes, d.bytes.len});
    case DATUM_BLOB: return weave_value_blob(weave_blob(bytes, d.bytes.len));
    default: return (WeaveValue){0};
    }
}

// Without arguments all of them are null.
static WeaveStatus look_up(Forms *f, const Argument *given, WeaveValue *row)
{
    const CheckedQuery *c = f->attack->query;
    WeaveQuery q = weave_query_rows(f->attack->sandbox->woven, &f->statement);
    for (size_t i = 0; i < c->n_params; i++)
        weave_bind_value(&q, c->params[i].number,
                         given ? value_of(given[i].value) : (WeaveValue){0});
    weave_one(&q, &f->row, &f->mem, row);
    return weave_end_one(&q);
}

// The row must be there whatever the same statement was asked before. Nothing is written
// meanwhile, which is all that a read transaction is to the runtime.
static bool same_in_turns(Forms *f, Form plain)
{
    static const bool with_arguments[] = {true, true, true, false, true};
    WeaveDb *db = f->attack->sandbox->woven;
    size_t n = f->row.n_columns;
    WeaveValue *row = arena_many(f->scratch, WeaveValue, n);
    f->statement.fetch = WEAVE_FETCH_LOOKUP;
    db->reading = true;
    db->read++;
    bool same = true;
    for (size_t i = 0; same && i < sizeof with_arguments / sizeof *with_arguments;
         i++) {
        WeaveStatus status = look_up(f, with_arguments[i] ? f->arguments : NULL, row);
        if (with_arguments[i])
            same = plain.n_rows
                       ? status == WEAVE_OK && same_values(row, plain.values, n)
                       : status == WEAVE_NOT_FOUND;
    }
    turn_end_all(db);
    db->reading = false;
    return same;
}

// --- the claim ---------------------------------------------------------------------

static bool differ(Forms *f)
{
    static const WeaveFetch fetches[] = {[FETCH_COLUMNS] = WEAVE_FETCH_COLUMNS,
                                         [FETCH_ROWS] = WEAVE_FETCH_ROWS,
                                         [FETCH_NUMBERED] = WEAVE_FETCH_NUMBERED,
                                         [FETCH_LOOKUP] = WEAVE_FETCH_LOOKUP};
    RowFetch fetch = f->attack->query->fetch;
    Form plain = list_of(f, WEAVE_FETCH_COLUMNS);
    if (!plain.good)
        return false;
    bool same = same_form(f, plain, list_of(f, fetches[fetch])) &&
                (fetch != FETCH_ROWS || same_in_turn(f, plain)) &&
                (fetch != FETCH_LOOKUP || same_in_turns(f, plain));
    return !same && same_form(f, plain, list_of(f, WEAVE_FETCH_COLUMNS));
}

// What takes too long is ended, and claims nothing.
static int tick(void *left)
{
    return --*(int *)left < 0;
}

bool attack_forms(Attack *attack, Arena *scratch, const Case *c)
{
    Forms f = {.attack = attack, .scratch = scratch, .arguments = c->arguments};
    f.statement.place = "";
    f.statement.sql = str_zero(scratch, attack->query->sql);
    int left = MANY_TICKS;
    describe_row(&f);
    sqlite3_progress_handler(attack->sandbox->db, OPS_A_TICK, tick, &left);
    bool refuted = differ(&f) && left >= 0;
    sqlite3_progress_handler(attack->sandbox->db, 0, NULL, NULL);
    attack->slow |= left < 0;
    weave_arena_free(&f.mem);
    statement_free_all(attack->sandbox->woven);
    return refuted;
}
