// meaning_seed.c - defineSeed(table, rows): rows that a new database has.
//
// A row becomes an INSERT of what it gives, as Drizzle's insert().values() would write it,
// which does nothing where the row is there already: by a key of its own, or because a row
// with all of its values is there. So seeding again changes nothing.

#include "stage1_parse/meaning_builder.h"

#include <math.h>

const Class seed_class = {.noun = "a seed", .missing = DIAG_W110};

static bool refuse(Eval *e, Span at, const char *fmt, ...)
    __attribute__((format(printf, 3, 4)));

static bool refuse(Eval *e, Span at, const char *fmt, ...)
{
    va_list args;
    va_start(args, fmt);
    Str text = str_vformat(eval_arena(e), fmt, args);
    va_end(args);
    diag_error(eval_diag(e), at, DIAG_W160, "%.*s", STR_ARG(text));
    return false;
}

// --- defineSeed() ------------------------------------------------------------

static Value define_seed(Eval *e, const Call *c)
{
    Value table = argument(c, 0), rows = argument(c, 1);
    if (table.kind == VALUE_UNKNOWN)
        return table;
    if (!value_is_native(table, &table_class))
        return eval_fail(e, c->name_at, DIAG_W160, "defineSeed() takes a table, not %s",
                         value_noun(table));
    if (rows.kind == VALUE_UNKNOWN)
        return rows;
    if (rows.kind != VALUE_ARRAY)
        return eval_fail(e, c->name_at, DIAG_W160,
                         "defineSeed() takes a list of rows, not %s", value_noun(rows));
    SeedObject *seed = arena_new(eval_arena(e), SeedObject);
    *seed = (SeedObject){.base = {&seed_class},
                         .table = (TableObject *)table.native,
                         .rows = rows.array,
                         .at = c->at};
    return value_native(seed, c->at);
}

const Function seed_functions[] = {{"defineSeed", define_seed, NULL}, {0}};

// --- whether a value fits its column -----------------------------------------

static bool is_enum_text(const Builder *b, Str text)
{
    if (b->enum_values.kind != VALUE_ARRAY)
        return true;
    for (size_t i = 0; i < b->enum_values.array->n; i++) {
        Value v = b->enum_values.array->items[i];
        if (v.kind == VALUE_STRING && str_eq(v.text, text))
            return true;
    }
    return false;
}

// What the column takes, where v is nothing of the kind; else null.
static const char *misfit_of(const Builder *b, Value v)
{
    bool is_number = v.kind == VALUE_NUMBER && isfinite(v.number);
    bool is_whole =
        (is_number && v.number == floor(v.number)) || v.kind == VALUE_BIGINT;
    double ms;
    switch (b->mode) {
    case MODE_BOOLEAN: return v.kind == VALUE_BOOL ? NULL : "true or false";
    case MODE_TIMESTAMP:
    case MODE_TIMESTAMP_MS: return value_date(v, &ms) ? NULL : "a Date";
    case MODE_BIGINT: return v.kind == VALUE_BIGINT ? NULL : "a bigint";
    case MODE_TEXT:
        if (v.kind != VALUE_STRING)
            return "a string";
        return is_enum_text(b, v.text) ? NULL : "one of the column's enum";
    case MODE_STRING: return v.kind == VALUE_STRING ? NULL : "a string";
    case MODE_NUMBER:
        if (b->is_integer || str_is(b->sql_type, "integer"))
            return is_whole ? NULL : "a whole number";
        return is_number ? NULL : "a number";
    case MODE_NONE:
        if (str_is(b->sql_type, "real"))
            return is_number ? NULL : "a number";
        return NULL;
    default: return NULL;
    }
}

static bool is_sql(Value v)
{
    return value_is_native(v, &sql_class);
}

static bool fits(Eval *e, const ColumnRef *column, const Entry *entry)
{
    Value v = entry->value;
    Span at = v.at.file ? v.at : entry->at;
    if (v.kind == VALUE_UNKNOWN) {
        eval_explain(e, v, at, "a value of a seed");
        return false;
    }
    if (column->as.has_generated)
        return refuse(e, entry->at, "\"%.*s\" is generated: it cannot be given",
                      STR_ARG(entry->key));
    if (v.kind == VALUE_NULL || is_sql(v))
        return true;
    bool custom = column->as.to_driver.kind != VALUE_UNDEFINED;
    const char *wanted = custom ? NULL : misfit_of(&column->as, v);
    if (wanted)
        return refuse(e, at, "\"%.*s\" takes %s, not %s", STR_ARG(entry->key), wanted,
                      v.kind == VALUE_STRING
                          ? str_zero(eval_arena(e), quote_string(eval_arena(e), v.text))
                          : value_noun(v));
    return true;
}

static const ColumnRef *find_column(const TableObject *table, Str key)
{
    for (size_t i = 0; i < table->n_columns; i++)
        if (str_eq(table->columns[i]->key, key))
            return table->columns[i];
    return NULL;
}

static bool no_column(Eval *e, const TableObject *table, const Entry *entry)
{
    Str *keys = arena_many(eval_arena(e), Str, table->n_columns);
    for (size_t i = 0; i < table->n_columns; i++)
        keys[i] = table->columns[i]->key;
    refuse(e, entry->at, "%.*s has no column \"%.*s\"", STR_ARG(table->name),
           STR_ARG(entry->key));
    eval_suggest(e, entry->key, keys, table->n_columns);
    return false;
}

// --- a row -------------------------------------------------------------------

typedef struct Cell {
    const ColumnRef *column;
    Value value;
} Cell;

typedef struct Cells {
    Cell *items;
    size_t n, capacity;
} Cells;

// What Drizzle would compute when it inserts.
static bool add_computed(Eval *e, const ColumnRef *column, Span at, Cells *out)
{
    Value v = eval_call(e, column->as.default_fn, NULL, 0, at);
    if (v.kind == VALUE_UNKNOWN)
        return refuse(e, at, "\"%.*s\" is computed by the program: give it",
                      STR_ARG(column->key));
    *arena_push(eval_arena(e), *out, Cell) = (Cell){column, v};
    return true;
}

static bool gather(Eval *e, const TableObject *table, const Map *row, Span at,
                   Cells *out)
{
    bool good = true;
    for (size_t i = 0; i < row->n; i++)
        if (!find_column(table, row->items[i].key))
            good = no_column(e, table, &row->items[i]);
    for (size_t i = 0; i < table->n_columns; i++) {
        const ColumnRef *column = table->columns[i];
        const Entry *entry = map_find(row, column->key);
        if (entry && entry->value.kind != VALUE_UNDEFINED) {
            good = fits(e, column, entry) && good;
            *arena_push(eval_arena(e), *out, Cell) = (Cell){column, entry->value};
        } else if (column->as.runtime_default) {
            good = add_computed(e, column, at, out) && good;
        }
    }
    return good;
}

static void put_cells(Eval *e, Sql *sql, const TableObject *table, const Cells *cells,
                      Span at)
{
    const char *before = "";
    sql_put_text(e, sql, S("INSERT INTO "), at);
    sql_put_name(e, sql, table->name, at);
    for (size_t i = 0; i < cells->n; i++) {
        sql_put_text(e, sql, i ? S(", ") : S(" ("), at);
        sql_put_name(e, sql, column_name(e, cells->items[i].column), at);
    }
    sql_put_text(e, sql, S(") SELECT "), at);
    for (size_t i = 0; i < cells->n; i++, before = ", ") {
        sql_put_text(e, sql, str_z(before), at);
        sql_put_literal(e, sql, cells->items[i].value, cells->items[i].column, at);
    }
    sql_put_text(e, sql, S(" WHERE NOT EXISTS (SELECT 1 FROM "), at);
    sql_put_name(e, sql, table->name, at);
    before = " WHERE ";
    for (size_t i = 0; i < cells->n; i++) {
        if (is_sql(cells->items[i].value))
            continue; // another value each time
        sql_put_text(e, sql, str_z(before), at);
        sql_put_name(e, sql, column_name(e, cells->items[i].column), at);
        sql_put_text(e, sql, S(" IS "), at);
        sql_put_literal(e, sql, cells->items[i].value, cells->items[i].column, at);
        before = " AND ";
    }
    sql_put_text(e, sql, S(") ON CONFLICT DO NOTHING"), at);
}

bool seed_build(Eval *e, Arena *a, const SeedObject *seed, Value row, Seed *out)
{
    Span at = row.at.file ? row.at : seed->at;
    Cells cells = {0};
    if (row.kind == VALUE_UNKNOWN) {
        eval_explain(e, row, at, "a row of a seed");
        return false;
    }
    if (row.kind != VALUE_OBJECT)
        return refuse(e, at, "a row of a seed is an object, not %s", value_noun(row));
    if (!gather(e, seed->table, row.object, at, &cells))
        return false;
    if (!cells.n)
        return refuse(e, at, "a row of a seed gives at least one column");
    Sql *sql = sql_new(e);
    Rendered rendered;
    put_cells(e, sql, seed->table, &cells, at);
    if (!render(e, a, sql, RENDER_BUILT, &rendered))
        return false;
    if (rendered.n_params)
        return refuse(e, at, "a seed has no parameters");
    *out =
        (Seed){.table = str_copy(a, seed->table->name), .sql = rendered.sql, .at = at};
    return true;
}
