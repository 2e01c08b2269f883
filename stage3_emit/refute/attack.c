// attack.c - one query, run on one database after the other until a claim breaks.

#include "stage3_emit/refute/attack.h"

enum {
    RUNS = 4, // on one database, if there are parameters to vary
    LIST_ITEMS = 4,
    FORMS_EVERY = 8, // database the forms of fetching are compared
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
            if ((!p->from || column == p->from) && out->kind != DATUM_NULL &&
                fits(p->type, *out))
                return true;
        }
    }
    return false;
}

// As C has it: a real is no integer, and a number may be a text.
static Datum as_bound(Arena *scratch, Type type, Datum d)
{
    if (type.mode == MODE_STRING && type.storage != CLASS_TEXT)
        return datum_text(datum_numeral(scratch, d));
    bool real = type.storage == CLASS_REAL && type.mode != MODE_BIGINT;
    return real && d.kind == DATUM_INTEGER ? datum_real((double)d.integer) : d;
}

static Datum one_value(Arena *scratch, Rng *r, const Style *s, const CheckedParam *p,
                       const Rows *rows)
{
    Datum d;
    if (rng_one_in(r, 3) || !from_data(r, p, rows, &d))
        d = palette_pick(&s->palette, r, p->type, NULL, false);
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

// --- databases -------------------------------------------------------------------

static void run(sqlite3_stmt *stmt)
{
    sqlite3_step(stmt);
    sqlite3_reset(stmt);
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
    size_t runs = attack->query->n_params && !attack->slow ? RUNS : 1;
    bool empty = attack->n_databases == 0;
    bool forms = attack->n_databases % FORMS_EVERY == 1; // the first with rows
    begin(attack, attack->n_databases++);
    choose_style(attack, scratch, &r, &style);
    for (size_t i = 0; i < attack->n_tables && !empty; i++)
        fill_rows(&attack->sandbox->fill, scratch, &r, &style, attack->tables[i],
                  &rows);
    for (size_t i = 0; i < runs && !refuted && is_there(attack) && !(i && attack->slow);
         i++) {
        Case c = {rows.items, rows.n, arguments(attack, scratch, &r, &style, &rows)};
        refuted = attack_run(attack, scratch, &c, forms && i == 0, out);
    }
    end(attack);
    return refuted;
}

bool attack_case(Attack *attack, Arena *scratch, const Case *c, Refutation *out)
{
    bool all = true;
    begin(attack, 0);
    for (size_t i = 0; i < c->n_rows && all; i++)
        all = fill_insert(&attack->sandbox->fill, &c->rows[i]);
    bool refuted = all && attack_run(attack, scratch, c, true, out);
    end(attack);
    return refuted;
}
