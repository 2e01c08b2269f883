// run.c - one run of a query: what comes back, held against what is claimed.

#include "stage3_emit/refute/attack.h"

#include "runtime/internal.h"

enum {
    ROWS_LOOKED_AT = 100,
    OPS_A_TICK = 1000, // of SQLite's machine
    TICKS = 200,       // then a run has taken too long
};

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

void attack_bind(Attack *attack, Arena *scratch, sqlite3_stmt *stmt,
                 const Argument *given)
{
    const CheckedQuery *q = attack->query;
    for (size_t i = 0; i < q->n_params; i++) {
        if (q->params[i].list)
            bind_list(scratch, stmt, q->params[i].number, &given[i].items);
        else
            datum_bind(stmt, q->params[i].number, given[i].value);
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

static bool column_breaks(const CheckedQuery *q, size_t i, Datum d, Claim *claim)
{
    const ResultColumn *c = &q->columns[i];
    *claim = CLAIM_NOT_NULL;
    if (d.kind == DATUM_NULL)
        return !c->nullable && !c->not_null_stated;
    *claim = CLAIM_TYPE;
    return c->known != KNOWN_DECLARED &&
           !((c->classes & CLASSES_OF((StorageClass)(d.kind - 1))) && fits(c->type, d));
}

static bool is_wild(Datum d)
{
    return d.kind == DATUM_INTEGER && (d.integer > INT32_MAX || d.integer < INT32_MIN);
}

static bool any_is_wild(const Datum *d, size_t n)
{
    bool wild = false;
    for (size_t i = 0; i < n; i++)
        wild |= is_wild(d[i]);
    return wild;
}

// Whether sums and products may have left the integers on the way to what came back: the
// contract leaves that open.
static bool may_overflow(const Attack *attack, const Case *c, Datum d)
{
    const Data *literals = &attack->literals.of[DATUM_INTEGER];
    bool wild = any_is_wild(literals->items, literals->n) || d.real >= 0x1p63 ||
                d.real <= -0x1p63;
    for (size_t i = 0; i < c->n_rows; i++)
        wild |= any_is_wild(c->rows[i].values, c->rows[i].table->n_columns);
    for (size_t i = 0; i < attack->query->n_params; i++)
        wild |= is_wild(c->arguments[i].value) ||
                any_is_wild(c->arguments[i].items.items, c->arguments[i].items.n);
    return wild;
}

static bool row_breaks(const Attack *attack, const Case *c, const Data *row,
                       Refutation *out)
{
    for (size_t i = 0; i < row->n; i++) {
        Datum d = row->items[i];
        bool integer = attack->query->columns[i].classes & CLASSES_OF(CLASS_INTEGER);
        out->column = i;
        if (column_breaks(attack->query, i, d, &out->claim) &&
            !(integer && d.kind == DATUM_REAL && may_overflow(attack, c, d)))
            return true;
    }
    out->column = 0;
    return false;
}

static bool one_at_most(const CheckedQuery *q)
{
    return q->inferred == CARDINALITY_ONE || q->inferred == CARDINALITY_OPTIONAL;
}

// Steps to the end, to a broken claim, or until it is enough.
static bool look(Attack *attack, Arena *scratch, const Case *c, Refutation *out)
{
    const CheckedQuery *q = attack->query;
    const Data *first = NULL;
    int rc = SQLITE_DONE;
    for (size_t n = 0; n < ROWS_LOOKED_AT; n++) {
        rc = sqlite3_step(attack->stmt);
        if (rc != SQLITE_ROW)
            break;
        const Data *row = row_of(scratch, q, attack->stmt);
        if (row_breaks(attack, c, row, out)) {
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
bool attack_run(Attack *attack, Arena *scratch, const Case *c, bool forms,
                Refutation *out)
{
    const Sandbox *sandbox = attack->sandbox;
    bool writes = !attack->query->read_only;
    int left = TICKS;
    *out = (Refutation){.by = *c};
    attack_bind(attack, scratch, attack->stmt, c->arguments);
    if (writes)
        run(sandbox->savepoint);
    sqlite3_progress_handler(sandbox->db, OPS_A_TICK, tick, &left);
    bool refuted = look(attack, scratch, c, out);
    sqlite3_progress_handler(sandbox->db, 0, NULL, NULL);
    sqlite3_reset(attack->stmt);
    sqlite3_clear_bindings(attack->stmt);
    if (writes) {
        run(sandbox->rollback_to);
        run(sandbox->release);
    }
    attack->n_runs++;
    attack->slow |= left < 0;
    if (refuted || left < 0 || !forms || attack->query->fetch == FETCH_COLUMNS)
        return refuted;
    out->claim = CLAIM_FETCH;
    return attack_forms(attack, scratch, c);
}
