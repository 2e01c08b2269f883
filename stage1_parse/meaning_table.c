// meaning_table.c - sqliteTable, sqliteView and their like.

#include "stage1_parse/meaning_builder.h"

const TableObject *value_table(Value v)
{
    bool is = value_is_native(v, &table_class) || value_is_native(v, &view_class);
    return is ? (const TableObject *)v.native : NULL;
}

// --- columns of a table ------------------------------------------------------

// What Drizzle's build() does: a nameless builder takes its first key as its name, and
// a unique index its name from its first table.
static ColumnRef *column_new(Eval *e, TableObject *table, const Entry *entry)
{
    Builder *b = (Builder *)entry->value.native;
    ColumnRef *column = arena_new(eval_arena(e), ColumnRef);
    if (!b->name.len)
        b->name = entry->key;
    if (!b->unique_name.len)
        b->unique_name = str_format(eval_arena(e), "%.*s_%.*s_unique",
                                    STR_ARG(table->name), STR_ARG(b->name));
    *column = (ColumnRef){.base = {&column_class},
                          .as = *b,
                          .table = table,
                          .key = entry->key,
                          .at = entry->at.file ? entry->at : b->at};
    return column;
}

static void not_a_column(Eval *e, const Entry *entry)
{
    Span at = entry->at.file ? entry->at : entry->value.at;
    if (entry->value.kind == VALUE_UNKNOWN)
        eval_explain(e, entry->value, at, "a column");
    else if (entry->value.kind == VALUE_NATIVE &&
             entry->value.native->class == &column_class) // by getTableColumns()
        diag_error(
            eval_diag(e), at, DIAG_W110,
            "\"%.*s\" is a column of another table already: Drizzle makes columns "
            "of builders alone",
            STR_ARG(entry->key));
    else
        diag_error(eval_diag(e), at, DIAG_W110, "\"%.*s\" is not a column: it is %s",
                   STR_ARG(entry->key), value_noun(entry->value));
}

static void add_columns(Eval *e, TableObject *table, Value columns, Span at)
{
    if (value_is_callable(columns)) {
        Value functions = column_functions_object(e);
        columns = eval_call(e, columns, &functions, 1, at);
    }
    if (columns.kind == VALUE_UNKNOWN) {
        eval_explain(e, columns, at, "the columns of a table");
        return;
    }
    Map *map = columns.kind == VALUE_OBJECT ? columns.object : NULL;
    if (!map) {
        diag_error(eval_diag(e), columns.at.file ? columns.at : at, DIAG_W110,
                   "the columns of a table must be an object, not %s",
                   value_noun(columns));
        return;
    }
    const Entry **entries = map_ordered(eval_arena(e), map);
    table->columns = arena_many(eval_arena(e), ColumnRef *, map->n);
    for (size_t i = 0; i < map->n; i++)
        if (value_is_native(entries[i]->value, &builder_class))
            table->columns[table->n_columns++] = column_new(e, table, entries[i]);
        else
            not_a_column(e, entries[i]);
}

// --- making ------------------------------------------------------------------

static TableObject *object_new(Eval *e, const Class *class, Str name, Span at)
{
    TableObject *table = arena_new(eval_arena(e), TableObject);
    *table = (TableObject){.base = {class}, .name = name, .base_name = name, .at = at};
    return table;
}

TableObject *table_new(Eval *e, Str name, Value columns, Span at)
{
    TableObject *table = object_new(e, &table_class, name, at);
    add_columns(e, table, columns, at);
    return table;
}

TableObject *view_new(Eval *e, Str name, Value columns, Span at)
{
    TableObject *view = object_new(e, &view_class, name, at);
    view->is_view = view->is_declared = true;
    add_columns(e, view, columns, at);
    return view;
}

// The name at args[0], maybe through a creator's function.
static bool table_name(Eval *e, const Call *c, Value creator, Str *out)
{
    Call renamed = *c;
    Value name = argument(c, 0);
    if (value_is_callable(creator) && c->n_args) {
        name = eval_call(e, creator, c->args, 1, c->at);
        if (!name.at.file || name.kind == VALUE_STRING)
            name.at = c->args[0].at;
        renamed.args = &name;
        renamed.n_args = 1;
    }
    if (!argument_string(e, &renamed, 0, "the name of a table", out))
        return false;
    if (out->len)
        return true;
    diag_error(eval_diag(e), name.at, DIAG_W112, "the name of a table is empty");
    return false;
}

static bool is_empty(Value columns)
{
    return columns.kind == VALUE_OBJECT && columns.object->n == 0;
}

static Value make_table(Eval *e, const Call *c, Value creator)
{
    Str name;
    if (!table_name(e, c, creator, &name))
        return already_said(e, c->at);
    Span at = c->args[0].at.file == c->at.file ? c->args[0].at : c->at;
    TableObject *table = object_new(e, &table_class, name, at);
    if (is_empty(argument(c, 1)))
        diag_error(eval_diag(e), at, DIAG_W112, "the table \"%.*s\" has no columns",
                   STR_ARG(name));
    add_columns(e, table, argument(c, 1), c->at);
    table->extra = argument(c, 2);
    if (c->args[0].kind == VALUE_STRING)
        table->base_name = c->args[0].text;
    return value_native(table, c->at);
}

static Value call_table(Eval *e, const Call *c)
{
    return make_table(e, c, UNDEFINED);
}

typedef struct Creator {
    Value rename;
} Creator;

static Value call_created(Eval *e, const Call *c)
{
    return make_table(e, c, ((const Creator *)c->self)->rename);
}

static const Function created_function = {"a table creator", call_created, NULL};

static Value call_creator(Eval *e, const Call *c)
{
    Creator *creator = arena_new(eval_arena(e), Creator);
    creator->rename = argument(c, 0);
    if (creator->rename.kind == VALUE_UNKNOWN)
        return creator->rename;
    if (!value_is_callable(creator->rename))
        return eval_fail(e, c->at, DIAG_W110,
                         "sqliteTableCreator() takes a function, not %s",
                         value_noun(creator->rename));
    return value_function(&created_function, creator, c->at);
}

// The table that getTableColumns() and the like are given; null if it is none, and *out is
// then their answer.
static const TableObject *table_argument(Eval *e, const Call *c, Value *out)
{
    *out = argument(c, 0);
    const TableObject *table = value_table(*out);
    if (!table && out->kind != VALUE_UNKNOWN)
        *out = eval_fail(e, c->at, DIAG_W110, "this takes a table, not %s",
                         value_noun(*out));
    return table;
}

static Value call_get_columns(Eval *e, const Call *c)
{
    Value v;
    if (!table_argument(e, c, &v))
        return v;
    return value_object(v.native->class->properties(e, v.native), c->at);
}

static Value call_get_name(Eval *e, const Call *c)
{
    Value v;
    const TableObject *table = table_argument(e, c, &v);
    return table ? value_string(table->name, c->at) : v;
}

// --- views -------------------------------------------------------------------

static const Class view_builder_class;

static Value call_view(Eval *e, const Call *c)
{
    Str name;
    if (!argument_string(e, c, 0, "the name of a view", &name))
        return already_said(e, c->at);
    TableObject *view = object_new(e, &view_builder_class, name, c->args[0].at);
    view->is_view = true;
    view->is_declared = argument(c, 1).kind != VALUE_UNDEFINED;
    if (view->is_declared)
        add_columns(e, view, argument(c, 1), c->at);
    return value_native(view, c->at);
}

static Value view_finish(Eval *e, const Call *c, const Sql *body)
{
    TableObject *view = arena_new(eval_arena(e), TableObject);
    *view = *(const TableObject *)c->self;
    view->base.class = &view_class;
    view->body = body;
    view->existing = !body;
    for (size_t i = 0; i < view->n_columns; i++)
        view->columns[i]->table = view;
    return value_native(view, c->at);
}

// With its columns declared a view is sql`...`; without, a select, whose fields are its
// columns.
static Value view_as(Eval *e, const Call *c)
{
    const TableObject *self = c->self;
    Value v = argument(c, 0), builder = builder_new(e, c->at);
    if (value_is_callable(v) && !self->is_declared)
        v = eval_call(e, v, &builder, 1, c->at);
    if (v.kind == VALUE_UNKNOWN) {
        eval_explain(e, v, c->at, "the query of a view");
        return already_said(e, c->at);
    }
    const Select *select = value_select(v);
    if (value_is_native(v, &sql_class) && self->is_declared)
        return view_finish(e, c, (const Sql *)v.native);
    if (self->is_declared)
        return eval_fail(e, c->at, DIAG_W114,
                         "the query of a view whose columns are declared must be "
                         "sql`...`, not %s",
                         value_noun(v));
    if (!select)
        return eval_fail(
            e, c->at, DIAG_W114,
            "a view whose columns are not declared must be a select of the "
            "query builder, not %s",
            value_noun(v));
    const Sql *body = select_sql(e, select);
    if (!body)
        return already_said(e, c->at);
    Map *fields =
        selection_expose(e, select->fields, &(Outlook){true, self->name, true});
    if (!selection_is_named(e, fields, c->at))
        return already_said(e, c->at);
    Value view = view_finish(e, c, body);
    ((TableObject *)view.native)->fields = fields;
    return view;
}

static Value view_existing(Eval *e, const Call *c)
{
    return view_finish(e, c, NULL);
}

static const Function view_methods[] = {
    {"as", view_as, NULL}, {"existing", view_existing, NULL}, {0}};

static const Class view_builder_class = {.noun = "a view without .as() or .existing()",
                                         .methods = view_methods,
                                         .missing = DIAG_W110};

const Function table_functions[] = {
    {"sqliteTable", call_table, NULL},
    {"sqliteTableCreator", call_creator, NULL},
    {"sqliteView", call_view, NULL},
    {"view", call_view, NULL},
    {"getTableColumns", call_get_columns, NULL},
    {"getViewSelectedFields", call_get_columns, NULL},
    {"getTableName", call_get_name, NULL},
    {"getViewName", call_get_name, NULL},
    {0},
};

// --- tables as values --------------------------------------------------------

static bool table_get(Eval *e, Native *native, Str name, Value *out)
{
    const TableObject *table = (const TableObject *)native;
    const Entry *field = table->fields ? map_find(table->fields, name) : NULL;
    if (field) {
        *out = field->value;
        return true;
    }
    for (size_t i = 0; i < table->n_columns; i++)
        if (str_eq(table->columns[i]->key, name)) {
            *out = value_native(table->columns[i], table->columns[i]->at);
            return true;
        }
    if (str_starts(name, "$infer") || str_is(name, "_")) {
        *out = eval_unknown(e, table->at, DIAG_W105, "this is a type, not a value");
        return true;
    }
    if (str_is(name, "Symbol(drizzle:Name)")) { // what getTableName() reads
        *out = value_string(table->name, table->at);
        return true;
    }
    if (str_is(name, "Symbol(drizzle:Columns)")) {
        *out = value_object(native->class->properties(e, native), table->at);
        return true;
    }
    return false;
}

static Str table_label(Eval *e, Native *native)
{
    const TableObject *table = (const TableObject *)native;
    return str_format(eval_arena(e), "%s \"%.*s\"", table->is_view ? "view" : "table",
                      STR_ARG(table->name));
}

static Map *table_properties(Eval *e, Native *native)
{
    const TableObject *table = (const TableObject *)native;
    if (table->fields)
        return table->fields;
    Map *map = arena_new(eval_arena(e), Map);
    for (size_t i = 0; i < table->n_columns; i++) {
        Entry *entry = map_put(eval_arena(e), map, table->columns[i]->key);
        entry->value = value_native(table->columns[i], table->columns[i]->at);
        entry->at = table->columns[i]->at;
    }
    return map;
}

const Class table_class = {.noun = "the table",
                           .get = table_get,
                           .properties = table_properties,
                           .missing = DIAG_W113,
                           .label = table_label};
const Class view_class = {.noun = "the view",
                          .get = table_get,
                          .properties = table_properties,
                          .missing = DIAG_W113,
                          .label = table_label};

// --- to the catalog ----------------------------------------------------------

// The later of two keys with one name wins in Drizzle; here both are at fault.
static bool check_names(Eval *e, const Column *columns, size_t n)
{
    Map seen = {0};
    bool good = true;
    for (size_t i = 0; i < n; i++) {
        Str lower = str_copy(eval_arena(e), columns[i].name);
        char *p = arena_many(eval_arena(e), char, lower.len + 1);
        for (size_t k = 0; k < lower.len; k++) {
            char c = lower.ptr[k];
            p[k] = (char)(c >= 'A' && c <= 'Z' ? c + 32 : c);
        }
        Entry *entry = map_put(eval_arena(e), &seen, (Str){p, lower.len});
        if (entry->at.file) {
            diag_error(eval_diag(e), columns[i].at, DIAG_W115,
                       "two columns of this table are named \"%.*s\"",
                       STR_ARG(columns[i].name));
            diag_note(eval_diag(e), entry->at, "the other one");
            good = false;
        }
        entry->at = columns[i].at;
    }
    return good;
}

static bool check_keys(Eval *e, const Column *columns, size_t n)
{
    const Column *key = NULL;
    bool good = true;
    for (size_t i = 0; i < n; i++) {
        if (columns[i].primary_key && key) {
            diag_error(eval_diag(e), columns[i].at, DIAG_W114,
                       "a second primary key: a table has one, which several columns "
                       "share by primaryKey({ columns })");
            diag_note(eval_diag(e), key->at, "the first one");
            good = false;
        }
        key = columns[i].primary_key && !key ? &columns[i] : key;
    }
    return good;
}

static bool build_columns(Eval *e, Arena *a, const TableObject *table, Column *columns)
{
    bool good = true;
    for (size_t i = 0; i < table->n_columns; i++)
        good = column_build(e, a, table->columns[i], &columns[i]) && good;
    good = (table->is_view || check_keys(e, columns, table->n_columns)) && good;
    return check_names(e, columns, table->n_columns) && good;
}

static bool reference_build(Eval *e, Arena *a, const ColumnRef *column,
                            const Reference *reference, ForeignKey *out)
{
    Value v = eval_call(e, reference->callback, NULL, 0, reference->at);
    if (v.kind == VALUE_UNKNOWN) {
        eval_explain(e, v, reference->at, "the column that is referenced");
        return false;
    }
    if (!value_is_native(v, &column_class)) {
        diag_error(eval_diag(e), reference->at, DIAG_W113,
                   "references() must lead to a column, not to %s", value_noun(v));
        return false;
    }
    *out = (ForeignKey){.on_update = reference->on_update,
                        .on_delete = reference->on_delete,
                        .n_columns = 1,
                        .n_foreign_columns = 1,
                        .at = reference->at};
    const ColumnRef *to = (const ColumnRef *)v.native;
    foreign_key_finish(e, a, column->table, &column, &to, out);
    return true;
}

static bool build_references(Eval *e, Arena *a, const TableObject *table, Table *out)
{
    size_t n = 0;
    bool good = true;
    for (size_t i = 0; i < table->n_columns; i++)
        n += table->columns[i]->as.references.n;
    ForeignKey *keys = arena_many(a, ForeignKey, n);
    out->foreign_keys = keys;
    for (size_t i = 0; i < table->n_columns; i++) {
        const ColumnRef *column = table->columns[i];
        for (size_t k = 0; k < column->as.references.n; k++)
            if (reference_build(e, a, column, &column->as.references.items[k],
                                &keys[out->n_foreign_keys]))
                out->n_foreign_keys++;
            else
                good = false;
    }
    return good;
}

bool table_build(Eval *e, Arena *a, const TableObject *table, Str key, Table *out)
{
    Column *columns = arena_many(a, Column, table->n_columns);
    *out = (Table){.key = str_copy(a, key),
                   .name = str_copy(a, table->name),
                   .columns = columns,
                   .n_columns = table->n_columns,
                   .at = table->at};
    kit_name(e, table->name, '`', table->at);
    bool good = build_columns(e, a, table, columns);
    good = build_references(e, a, table, out) && good;
    good = extra_build(e, a, table, columns, out) && good;
    keys_sort(a, columns, out->n_columns, sizeof *columns, offsetof(Column, name));
    return good;
}

bool view_build(Eval *e, Arena *a, const TableObject *view, Str key, View *out)
{
    Column *columns = arena_many(a, Column, view->n_columns);
    Rendered body = {0};
    *out = (View){.key = str_copy(a, key),
                  .name = str_copy(a, view->name),
                  .existing = view->existing,
                  .columns = columns,
                  .n_columns = view->n_columns,
                  .at = view->at};
    bool good = build_columns(e, a, view, columns);
    if (view->body && !render(e, a, view->body, RENDER_VIEW, &body))
        return false;
    kit_name(e, view->name, '`', view->at);
    out->sql =
        kit_takes(e, view->at, "this view", body.sql, body.kits) ? body.kits : body.sql;
    return good;
}
