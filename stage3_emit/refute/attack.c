// attack.c - one query, run on one database after the other until a claim breaks.

#include "stage3_emit/refute/attack.h"

#include "runtime/internal.h"

#include <string.h>

enum {
    RUNS = 4, // on one database, if there are parameters to vary
    ROWS_LOOKED_AT = 100,
    OPS_A_TICK = 1000, // of SQLite's machine
    TICKS = 200,       // then a run has taken too long
    LIST_ITEMS = 4,
};

// --- arguments -------------------------------------------------------------------

// A value of the column that the parameter is about, or of any column of its class.
static bool from_data(Rng *r, const CheckedParam *p, const Rows *rows, Datum *out)
{
    size_t start = rows->n ? rng_below(r, rows->n) : 0;
    for (size_t i = 0; i < rows->n; i++) {
        const Row *row = &rows->items[(start + i) % rows->n];
        size_t at = row->table->n_columns ? rng_below(r, row->table->n_columns) : 0;
        for (size_t k = 0; k < row->table->n_columns; k++) {
            size_t c = (at + k) % row->table->n_columns;
            const ModelColumn *column = row->table->columns[c];
            *out = row->values[c];
            if ((p->from ? column == p->from : true) && out->kind != DATUM_NULL &&
                fits(p->type, *out, true, false))
                return true;
        }
    }
    return false;
}

// A number that C has as a text is bound as one.
static Datum as_bound(Arena *scratch, Type type, Datum d)
{
    if (type.mode != MODE_STRING || (d.kind != DATUM_INTEGER && d.kind != DATUM_REAL))
        return d;
    Buf text = {.arena = scratch};
    datum_print(&text, d);
    return datum_text(buf_str(&text));
}

static Datum one_value(Arena *scratch, Rng *r, const Style *s, const CheckedParam *p,
                       const Rows *rows)
{
    Datum d;
    if (rng_one_in(r, 3) || !from_data(r, p, rows, &d))
        d = palette_pick(&s->palette, r, p->type, NULL);
    return as_bound(scratch, p->type, d);
}

static Argument argument(Arena *scratch, Rng *r, const Style *s, const CheckedParam *p,
                         const Rows *rows)
{
    Argument out = {0};
    bool nullable = p->nullable || p->type.storage == CLASS_ANY;
    if (p->list)
        for (size_t n = rng_below(r, LIST_ITEMS); n > 0; n--)
            *arena_push(scratch, out.items, Datum) = one_value(scratch, r, s, p, rows);
    else if (!nullable || !rng_one_in(r, 3))
        out.value = one_value(scratch, r, s, p, rows);
    return out;
}

static const Argument *arguments(Attack *attack, Arena *scratch, Rng *r, const Style *s,
                                 const Rows *rows)
{
    const CheckedQuery *q = attack->query;
    Argument *out = arena_many(scratch, Argument, q->n_params);
    for (size_t i = 0; i < q->n_params; i++)
        out[i] = argument(scratch, r, s, &q->params[i], rows);
    return out;
}

// --- binding ---------------------------------------------------------------------

static void *list_items(Arena *a, const Data *items, ListKind *kind)
{
    int64_t *integers = arena_many(a, int64_t, items->n);
    double *reals = arena_many(a, double, items->n);
    WeaveText *texts = arena_many(a, WeaveText, items->n);
    WeaveBlob *blobs = arena_many(a, WeaveBlob, items->n);
    DatumKind of = items->n ? items->items[0].kind : DATUM_INTEGER;
    for (size_t i = 0; i < items->n; i++) {
        const Datum *d = &items->items[i];
        const char *bytes = d->bytes.ptr ? d->bytes.ptr : "";
        integers[i] = d->integer;
        reals[i] = d->real;
        texts[i] = (WeaveText){bytes, d->bytes.len};
        blobs[i] = (WeaveBlob){bytes, d->bytes.len};
    }
    *kind = of == DATUM_INTEGER ? LIST_INT
            : of == DATUM_REAL  ? LIST_REAL
            : of == DATUM_TEXT  ? LIST_TEXT
                                : LIST_BLOB;
    return of == DATUM_INTEGER ? (void *)integers
           : of == DATUM_REAL  ? (void *)reals
           : of == DATUM_TEXT  ? (void *)texts
                               : (void *)blobs;
}

static void bind_list(Arena *a, sqlite3_stmt *stmt, int number, const Data *items)
{
    List *list = arena_new(a, List);
    list->items = list_items(a, items, &list->kind);
    list->count = items->n;
    sqlite3_bind_pointer(stmt, number, list, LIST_POINTER, NULL);
}

static void bind(Attack *attack, Arena *scratch, const Argument *given)
{
    const CheckedQuery *q = attack->query;
    for (size_t i = 0; i < q->n_params; i++) {
        if (q->params[i].list)
            bind_list(scratch, attack->stmt, q->params[i].number, &given[i].items);
        else
            datum_bind(attack->stmt, q->params[i].number, given[i].value);
    }
}

// --- claims ----------------------------------------------------------------------

static const Data *row_of(Arena *scratch, const CheckedQuery *q, sqlite3_stmt *stmt)
{
    Data *row = arena_new(scratch, Data);
    for (size_t i = 0; i < q->n_columns; i++)
        *arena_push(scratch, *row, Datum) = datum_column(scratch, stmt, (int)i);
    return row;
}

static void add_row(Arena *scratch, Refutation *out, const Data *row)
{
    Data *got = arena_many(scratch, Data, out->n_got + 1);
    for (size_t i = 0; i < out->n_got; i++)
        got[i] = out->got[i];
    got[out->n_got++] = *row;
    out->got = got;
}

// RETURNING may give 1.0 of a REAL column as the integer it is stored as (SQLite 3.40).
static bool column_breaks(const CheckedQuery *q, size_t i, Datum d, bool wild,
                          Claim *claim)
{
    const ResultColumn *c = &q->columns[i];
    bool loose = c->loose || !q->read_only;
    *claim = CLAIM_NOT_NULL;
    if (d.kind == DATUM_NULL)
        return !c->nullable && !c->not_null_stated;
    *claim = CLAIM_TYPE;
    return !c->type_stated && !fits(c->type, d, loose, wild);
}

static bool row_breaks(const CheckedQuery *q, const Data *row, bool wild,
                       Refutation *out)
{
    for (size_t i = 0; i < q->n_columns; i++)
        if (column_breaks(q, i, row->items[i], wild, &out->claim)) {
            out->column = i;
            return true;
        }
    return false;
}

static bool one_at_most(const CheckedQuery *q)
{
    return q->inferred == CARDINALITY_ONE || q->inferred == CARDINALITY_OPTIONAL;
}

// Steps to the end, to a broken claim, or until it is enough.
static bool look(Attack *attack, Arena *scratch, bool wild, Refutation *out)
{
    const CheckedQuery *q = attack->query;
    const Data *first = NULL;
    int rc = SQLITE_DONE;
    for (size_t n = 0; n < ROWS_LOOKED_AT; n++) {
        rc = sqlite3_step(attack->stmt);
        if (rc != SQLITE_ROW)
            break;
        const Data *row = row_of(scratch, q, attack->stmt);
        if (row_breaks(q, row, wild, out)) {
            add_row(scratch, out, row);
            return true;
        }
        if (n > 0 && one_at_most(q)) {
            out->claim = CLAIM_AT_MOST_ONE;
            add_row(scratch, out, first);
            add_row(scratch, out, row);
            return true;
        }
        first = row;
    }
    out->claim = CLAIM_ONE; // an error claims nothing
    return rc == SQLITE_DONE && !first && q->inferred == CARDINALITY_ONE;
}

// --- running ---------------------------------------------------------------------

static void run(sqlite3_stmt *stmt)
{
    sqlite3_step(stmt);
    sqlite3_reset(stmt);
}

static int tick(void *left)
{
    return --*(int *)left < 0;
}

// What is written is taken back, what takes too long is ended.
static bool run_query(Attack *attack, Arena *scratch, const Argument *given, bool wild,
                      Refutation *out)
{
    const Sandbox *sandbox = attack->sandbox;
    bool writes = !attack->query->read_only;
    int left = TICKS;
    *out = (Refutation){.arguments = given};
    bind(attack, scratch, given);
    if (writes)
        run(sandbox->savepoint);
    sqlite3_progress_handler(sandbox->db, OPS_A_TICK, tick, &left);
    bool refuted = look(attack, scratch, wild, out);
    sqlite3_progress_handler(sandbox->db, 0, NULL, NULL);
    sqlite3_reset(attack->stmt);
    sqlite3_clear_bindings(attack->stmt);
    if (writes) {
        run(sandbox->rollback_to);
        run(sandbox->release);
    }
    attack->n_runs++;
    return refuted;
}

// random() gives the same each time, too.
static void begin(const Attack *attack, size_t number)
{
    int seed = (int)((attack->seed + number) & 0x3fffffff) + 1;
    sqlite3_test_control(SQLITE_TESTCTRL_PRNG_SEED, seed, (sqlite3 *)NULL);
    run(attack->sandbox->begin);
}

// OR ROLLBACK may have ended the transaction, and so the database.
static bool is_there(const Attack *attack)
{
    return !sqlite3_get_autocommit(attack->sandbox->db);
}

static void end(const Attack *attack)
{
    if (is_there(attack))
        run(attack->sandbox->rollback);
}

// --- databases -------------------------------------------------------------------

static void choose_style(Attack *attack, Arena *scratch, Rng *r, Style *s)
{
    static const size_t nulls[] = {0, 20, 35, 60, 90}, rows[] = {1, 2, 4, 8};
    bool wild = rng_one_in(r, 4);
    palette_init(scratch, &s->palette, r, &attack->literals, wild);
    s->nulls = nulls[rng_below(r, sizeof nulls / sizeof *nulls)];
    s->rows = rows[rng_below(r, sizeof rows / sizeof *rows)];
}

bool attack_next(Attack *attack, Arena *scratch, Refutation *out)
{
    Rng r = {attack->seed + attack->n_databases};
    Style style;
    Rows rows = {0};
    bool refuted = false;
    size_t runs = attack->query->n_params ? RUNS : 1;
    if (attack->n_databases % ATTACK_EPOCH == 0)
        fill_forget(&attack->sandbox->fill);
    begin(attack, attack->n_databases++);
    choose_style(attack, scratch, &r, &style);
    for (size_t i = 0; i < attack->n_tables; i++)
        fill_rows(&attack->sandbox->fill, scratch, &r, &style, attack->tables[i],
                  &rows);
    for (size_t i = 0; i < runs && !refuted && is_there(attack); i++)
        refuted =
            run_query(attack, scratch, arguments(attack, scratch, &r, &style, &rows),
                      style.palette.wild, out);
    end(attack);
    out->rows = rows.items;
    out->n_rows = rows.n;
    return refuted;
}

bool attack_again(Attack *attack, Arena *scratch, const Refutation *known,
                  Refutation *out)
{
    bool same = true;
    begin(attack, 0);
    for (size_t i = 0; i < known->n_rows && same; i++)
        same = fill_insert(&attack->sandbox->fill, &known->rows[i]);
    same = same && run_query(attack, scratch, known->arguments, false, out) &&
           out->claim == known->claim && out->column == known->column;
    end(attack);
    out->rows = known->rows;
    out->n_rows = known->n_rows;
    return same;
}
