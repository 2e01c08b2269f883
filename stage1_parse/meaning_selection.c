// meaning_selection.c - what a query selects: its fields from inside and from outside,
// and the list that is made of them.

#include "stage1_parse/meaning_builder.h"

enum {
    FIELDS = 32767, // SQLite's own bound
    FIELDS_DEPTH = 32,
};

// --- sources -----------------------------------------------------------------

static const Subquery *value_subquery(Value v)
{
    return value_is_native(v, &subquery_class) ? (const Subquery *)v.native : NULL;
}

bool value_is_source(Value v)
{
    return value_table(v) || value_subquery(v) || value_is_native(v, &sql_class);
}

Map *source_fields(Eval *e, Value v)
{
    if (value_subquery(v))
        return value_subquery(v)->fields;
    return value_table(v) ? v.native->class->properties(e, v.native) : NULL;
}

Str source_name(Value v)
{
    if (value_subquery(v))
        return value_subquery(v)->name;
    return value_table(v) ? value_table(v)->name : (Str){0};
}

// A table that a table creator has renamed is, to the builder, what it was before.
Str table_join_name(const TableObject *table)
{
    return table->is_view || table->original.len ? table->name : table->base_name;
}

Str source_join_name(Value v)
{
    return value_table(v) ? table_join_name(value_table(v)) : source_name(v);
}

TableObject *table_aliased(Eval *e, const TableObject *table, Str name)
{
    TableObject *alias = arena_new(eval_arena(e), TableObject);
    *alias = *table;
    alias->name = name;
    alias->original = table->original.len ? table->original : table->name;
    alias->columns = arena_many(eval_arena(e), ColumnRef *, table->n_columns);
    for (size_t i = 0; i < table->n_columns; i++) {
        ColumnRef *column = arena_new(eval_arena(e), ColumnRef);
        *column = *table->columns[i];
        column->table = alias;
        alias->columns[i] = column;
    }
    if (table->fields)
        alias->fields =
            selection_expose(e, table->fields, &(Outlook){true, name, true});
    return alias;
}

ColumnRef *column_aliased(Eval *e, const ColumnRef *column, Str name)
{
    TableObject *alias = arena_new(eval_arena(e), TableObject);
    ColumnRef *copy = arena_new(eval_arena(e), ColumnRef);
    *alias = *column->table;
    alias->name = name;
    alias->original = alias->original.len ? alias->original : column->table->name;
    *copy = *column;
    copy->table = alias;
    return copy;
}

// --- from outside ------------------------------------------------------------

typedef struct Exposing {
    Eval *e;
    const Outlook *how;
    size_t n;
} Exposing;

static Map *expose_all(Exposing *x, const Map *fields, int depth);

static Value expose_sql(Exposing *x, Value v, Str key)
{
    if (!x->how->outside)
        return v;
    return eval_unknown(x->e, v.at, DIAG_W123,
                        "\"%.*s\" of a query is an expression without a name; name it "
                        "with .as('%.*s') to refer to it",
                        STR_ARG(key), STR_ARG(key));
}

static Value expose_aliased(Exposing *x, Value v)
{
    const Aliased *aliased = (const Aliased *)v.native;
    if (!x->how->by_name && !aliased->is_field)
        return value_native(aliased->sql, v.at);
    Aliased *copy = arena_new(eval_arena(x->e), Aliased);
    *copy = *aliased;
    copy->is_field = true;
    return value_native(copy, v.at);
}

// A table that is a field: its columns are seen as the subquery's, but select() takes
// them as the table's own. That is Drizzle's, who then refuses them.
static Value expose_table(Exposing *x, Value v)
{
    TableObject *table = (TableObject *)v.native;
    if (!x->how->name.len)
        return v;
    TableObject *alias = table_aliased(x->e, table, x->how->name);
    alias->whole = table->whole ? table->whole : table;
    return value_native(alias, v.at);
}

static Value expose(Exposing *x, const Entry *entry, int depth)
{
    Value v = entry->value;
    if (value_is_native(v, &sql_class))
        return expose_sql(x, v, entry->key);
    if (value_is_native(v, &aliased_class))
        return expose_aliased(x, v);
    if (value_is_native(v, &column_class) && x->how->name.len)
        return value_native(
            column_aliased(x->e, (const ColumnRef *)v.native, x->how->name), v.at);
    if (value_is_native(v, &table_class))
        return expose_table(x, v);
    if (v.kind == VALUE_OBJECT && depth < FIELDS_DEPTH)
        return value_object(expose_all(x, v.object, depth + 1), v.at);
    return v;
}

static Map *expose_all(Exposing *x, const Map *fields, int depth)
{
    Map *out = arena_new(eval_arena(x->e), Map);
    for (size_t i = 0; i < fields->n && x->n < FIELDS; i++, x->n++) {
        Value v = expose(x, &fields->items[i], depth);
        Entry *entry = map_put(eval_arena(x->e), out, fields->items[i].key);
        entry->value = v;
        entry->at = fields->items[i].at;
    }
    return out;
}

Map *selection_expose(Eval *e, const Map *fields, const Outlook *how)
{
    Exposing x = {.e = e, .how = how};
    return expose_all(&x, fields, 0);
}

bool selection_is_named(Eval *e, const Map *exposed, Span at)
{
    bool good = true;
    for (size_t i = 0; i < exposed->n; i++)
        if (exposed->items[i].value.kind == VALUE_UNKNOWN) {
            eval_explain(e, exposed->items[i].value, at, "a column");
            good = false;
        }
    return good;
}

bool selection_same_keys(Eval *e, const Map *a, const Map *b)
{
    const Entry **x = map_ordered(eval_arena(e), a),
                **y = map_ordered(eval_arena(e), b);
    for (size_t i = 0; a->n == b->n && i < a->n; i++)
        if (!str_eq(x[i]->key, y[i]->key))
            return false;
    return a->n == b->n;
}

// --- one after another -------------------------------------------------------

static bool flatten(Eval *e, const Map *fields, Str path, int depth, Fields *out);

static bool refuse_field(Eval *e, Value v, Str path, Span at)
{
    if (v.kind == VALUE_UNKNOWN)
        eval_explain(e, v, at, "a field of this query");
    else
        diag_error(eval_diag(e), at, DIAG_W123,
                   "\"%.*s\" cannot be selected: it is %s, not a column, sql`...` or a "
                   "table",
                   STR_ARG(path), value_noun(v));
    return false;
}

static bool flatten_one(Eval *e, Value v, Str path, Span at, int depth, Fields *out)
{
    if (value_is_native(v, &table_class)) {
        const TableObject *table = value_table(v);
        Native *native = table->whole ? &table->whole->base : v.native;
        return flatten(e, table_class.properties(e, native), path, depth + 1, out);
    }
    if (v.kind == VALUE_OBJECT)
        return flatten(e, v.object, path, depth + 1, out);
    if (!value_is_native(v, &column_class) && !value_is_native(v, &sql_class) &&
        !value_is_native(v, &aliased_class) && !value_subquery(v))
        return refuse_field(e, v, path, at);
    *arena_push(eval_arena(e), *out, Field) = (Field){v, path, at};
    return !value_subquery(v) || selection_is_named(e, value_subquery(v)->fields, at);
}

static bool flatten(Eval *e, const Map *fields, Str path, int depth, Fields *out)
{
    const Entry **entries = map_ordered(eval_arena(e), fields);
    bool good = true;
    for (size_t i = 0; i < fields->n; i++) {
        const Entry *entry = entries[i];
        Span at = entry->value.at.file ? entry->value.at : entry->at;
        Str name = path.len ? str_format(eval_arena(e), "%.*s.%.*s", STR_ARG(path),
                                         STR_ARG(entry->key))
                            : entry->key;
        if (depth >= FIELDS_DEPTH || out->n >= FIELDS) {
            diag_error(eval_diag(e), at, DIAG_W106,
                       "this query selects too much, or nests it too deep");
            return false;
        }
        good = flatten_one(e, entry->value, name, at, depth, out) && good;
    }
    return good;
}

bool selection_flatten(Eval *e, const Map *fields, Fields *out)
{
    return flatten(e, fields, (Str){0}, 0, out);
}

// --- as SQL ------------------------------------------------------------------

static void put_expression(Eval *e, Sql *sql, Sql *expression, bool is_single,
                           Casing casing, Span at)
{
    if (is_single)
        sql_put_bare(e, sql, expression, casing);
    else
        sql_put_value(e, sql, value_native(expression, at), at);
}

static void put_column(Eval *e, Sql *sql, const ColumnRef *column, bool is_single,
                       Casing casing, Span at)
{
    bool cast =
        column->as.mode == MODE_BIGINT && str_is(column->as.sql_type, "numeric");
    if (cast)
        sql_put_text(e, sql, S("cast("), at);
    if (!is_single) {
        sql_put_name(e, sql, column->table->name, at);
        sql_put_text(e, sql, S("."), at);
    }
    sql_put_column_name(e, sql, column, casing, at);
    if (cast)
        sql_put_text(e, sql, S(" as text)"), at);
}

static void put_field(Eval *e, Sql *sql, const Field *field, bool is_single,
                      Casing casing)
{
    Value v = field->value;
    Span at = field->at;
    if (value_is_native(v, &column_class)) {
        put_column(e, sql, (const ColumnRef *)v.native, is_single, casing, at);
    } else if (value_is_native(v, &sql_class)) {
        put_expression(e, sql, (Sql *)v.native, is_single, casing, at);
    } else if (value_is_native(v, &aliased_class)) {
        const Aliased *aliased = (const Aliased *)v.native;
        if (!aliased->is_field) {
            put_expression(e, sql, aliased->sql, is_single, casing, at);
            sql_put_text(e, sql, S(" as "), at);
        }
        sql_put_name(e, sql, aliased->name, at);
    } else {
        sql_put_value(e, sql, v, at);
    }
}

void selection_put(Eval *e, Sql *sql, const Fields *fields, bool is_single,
                   Casing casing, Span at)
{
    for (size_t i = 0; i < fields->n; i++) {
        if (i)
            sql_put_text(e, sql, S(", "), at);
        put_field(e, sql, &fields->items[i], is_single, casing);
    }
}

// --- as a result -------------------------------------------------------------

static Str field_name(Eval *e, const Field *field)
{
    Arena *a = eval_arena(e);
    size_t dot = str_find_last(field->path, '.');
    Str key =
        dot == STR_NONE ? field->path : str_cut(field->path, dot + 1, field->path.len);
    const ColumnRef *column = value_is_native(field->value, &column_class)
                                  ? (const ColumnRef *)field->value.native
                                  : NULL;
    Str snake = casing_snake(a, key);
    Str name = column && str_eq(column->key, key) ? column_name(e, column)
               : snake.len                        ? snake
                                                  : key;
    if (dot == STR_NONE)
        return name;
    return str_format(a, "%.*s_%.*s",
                      STR_ARG(casing_snake(a, str_cut(field->path, 0, dot))),
                      STR_ARG(name));
}

const Str *fields_names(Eval *e, Arena *a, const Fields *fields)
{
    Str *names = arena_many(a, Str, fields->n);
    for (size_t i = 0; i < fields->n; i++)
        names[i] = str_copy(a, field_name(e, &fields->items[i]));
    return names;
}
