// meaning_extra.c - a table's third argument: indexes, keys, checks.

#include "stage1_parse/meaning.h"

// --- making ------------------------------------------------------------------

static Extra *extra_new(Eval *e, const Call *c, ExtraKind kind)
{
    Extra *x = arena_new(eval_arena(e), Extra);
    *x = (Extra){.base = {&extra_class}, .kind = kind, .at = c->at};
    return x;
}

static Value call_index(Eval *e, const Call *c)
{
    Extra *x = extra_new(e, c, EXTRA_INDEX);
    x->name = argument(c, 0);
    x->unique = str_is(str_z(c->function->name), "uniqueIndex");
    return value_native(x, c->at);
}

static Value call_unique(Eval *e, const Call *c)
{
    Extra *x = extra_new(e, c, EXTRA_UNIQUE);
    x->name = argument(c, 0);
    return value_native(x, c->at);
}

static Value arguments_array(Eval *e, const Call *c)
{
    Array *array = arena_new(eval_arena(e), Array);
    for (size_t i = 0; i < c->n_args; i++)
        *arena_push(eval_arena(e), *array, Value) = c->args[i];
    return value_array(array, c->at);
}

static Value call_primary_key(Eval *e, const Call *c)
{
    static const Option known[] = {{"columns", NULL}, {"name", NULL}};
    Extra *x = extra_new(e, c, EXTRA_PRIMARY_KEY);
    Value config = argument(c, 0);
    x->has_on = true;
    x->columns = arguments_array(e, c);
    if (config.kind == VALUE_OBJECT &&
        options_check(e, config, known, 2, "primaryKey()")) {
        x->columns = option_get(e, config, "columns");
        x->name = option_get(e, config, "name");
    }
    return value_native(x, c->at);
}

static Value call_foreign_key(Eval *e, const Call *c)
{
    Extra *x = extra_new(e, c, EXTRA_FOREIGN_KEY);
    x->callback = argument(c, 0);
    x->has_on = true;
    return value_native(x, c->at);
}

static Value call_check(Eval *e, const Call *c)
{
    Extra *x = extra_new(e, c, EXTRA_CHECK);
    x->name = argument(c, 0);
    x->sql = argument(c, 1);
    x->has_on = true;
    return value_native(x, c->at);
}

const Function extra_functions[] = {
    {"index", call_index, NULL},
    {"uniqueIndex", call_index, NULL},
    {"unique", call_unique, NULL},
    {"primaryKey", call_primary_key, NULL},
    {"foreignKey", call_foreign_key, NULL},
    {"check", call_check, NULL},
    {0},
};

// --- methods -----------------------------------------------------------------

static Value misfit(Eval *e, const Call *c)
{
    const Extra *x = c->self;
    static const char *const nouns[] = {"an index", "unique()", "primaryKey()",
                                        "foreignKey()", "check()"};
    return eval_fail(e, c->name_at, DIAG_W114, "%s has no %s()", nouns[x->kind],
                     c->function->name);
}

static Value set_on(Eval *e, const Call *c)
{
    Extra *x = c->self;
    if (x->kind != EXTRA_INDEX && x->kind != EXTRA_UNIQUE)
        return misfit(e, c);
    x->has_on = true;
    x->columns = arguments_array(e, c);
    return value_native(x, c->at);
}

static Value set_where(Eval *e, const Call *c)
{
    Extra *x = c->self;
    if (x->kind != EXTRA_INDEX)
        return misfit(e, c);
    x->sql = argument(c, 0);
    return value_native(x, c->at);
}

static Value set_action(Eval *e, const Call *c)
{
    Extra *x = c->self;
    if (x->kind != EXTRA_FOREIGN_KEY)
        return misfit(e, c);
    bool on_update = str_is(str_z(c->function->name), "onUpdate");
    action_of(e, argument(c, 0), on_update ? &x->on_update : &x->on_delete);
    return value_native(x, c->at);
}

static const Function extra_methods[] = {
    {"on", set_on, NULL},
    {"where", set_where, NULL},
    {"onDelete", set_action, NULL},
    {"onUpdate", set_action, NULL},
    {0},
};

const Class extra_class = {
    .noun = "an index, key or check", .methods = extra_methods, .missing = DIAG_W114};

bool action_of(Eval *e, Value v, Str *out)
{
    static const Str actions[] = {STR("cascade"), STR("restrict"), STR("no action"),
                                  STR("set null"), STR("set default")};
    if (v.kind == VALUE_UNDEFINED || v.kind == VALUE_UNKNOWN)
        return v.kind == VALUE_UNDEFINED;
    for (size_t i = 0; v.kind == VALUE_STRING && i < 5; i++)
        if (str_eq(v.text, actions[i])) {
            *out = actions[i];
            return true;
        }
    if (v.kind != VALUE_STRING) {
        diag_error(eval_diag(e), v.at, DIAG_W110, "an action must be a string, not %s",
                   value_noun(v));
        return false;
    }
    diag_error(eval_diag(e), v.at, DIAG_W110,
               "there is no action \"%.*s\": it is cascade, restrict, set null, "
               "set default or no action",
               STR_ARG(v.text));
    eval_suggest(e, v.text, actions, 5);
    return false;
}

// --- to the catalog ----------------------------------------------------------

typedef struct Build {
    Eval *e;
    Arena *arena; // the catalog's
    const TableObject *table;
    Column *columns;
    Table *out;
    struct {
        Index *items;
        size_t n, capacity;
    } indexes, uniques; // unique() comes behind index(), as in drizzle-kit's snapshot
    struct {
        ForeignKey *items;
        size_t n, capacity;
    } keys;
    struct {
        Check *items;
        size_t n, capacity;
    } checks;
    bool failed;
} Build;

static void fail(Build *b, Span at, const char *what)
{
    diag_error(eval_diag(b->e), at, DIAG_W114, "%s", what);
    b->failed = true;
}

// The columns of an array, all of one table (of any, if table is null); null after a
// report.
static const ColumnRef **columns_of(Build *b, Value v, const TableObject *table,
                                    Span at, size_t *n)
{
    *n = 0;
    if (v.kind == VALUE_UNKNOWN)
        eval_explain(b->e, v, at, "the columns of a key");
    else if (v.kind != VALUE_ARRAY || v.array->n == 0)
        fail(b, at, "this names no columns");
    b->failed |= v.kind == VALUE_UNKNOWN;
    if (v.kind != VALUE_ARRAY || v.array->n == 0)
        return NULL;
    const ColumnRef **columns =
        arena_many(eval_arena(b->e), const ColumnRef *, v.array->n);
    for (size_t i = 0; i < v.array->n; i++) {
        Value item = v.array->items[i];
        Span place = item.at.file ? item.at : at;
        bool is = value_is_native(item, &column_class);
        if (item.kind == VALUE_UNKNOWN)
            eval_explain(b->e, item, at, "a column of a key");
        else if (!is)
            diag_error(eval_diag(b->e), place, DIAG_W114, "%s is not a column",
                       value_noun(item));
        else if (table && ((const ColumnRef *)item.native)->table != table)
            diag_error(eval_diag(b->e), at, DIAG_W113,
                       "\"%.*s\" is a column of another table",
                       STR_ARG(((const ColumnRef *)item.native)->key));
        else
            columns[(*n)++] = (const ColumnRef *)item.native;
    }
    if (*n == v.array->n)
        return columns;
    b->failed = true;
    return NULL;
}

static Str ticked(Arena *a, Str name)
{
    Buf out = {.arena = a};
    buf_char(&out, '`');
    for (size_t i = 0; i < name.len; i++) {
        if (name.ptr[i] == '`')
            buf_char(&out, '`');
        buf_char(&out, name.ptr[i]);
    }
    buf_char(&out, '`');
    return buf_str(&out);
}

static Str index_part(Build *b, Value v, Span at, IndexPart *part)
{
    Rendered rendered;
    if (value_is_native(v, &column_class)) {
        const ColumnRef *column = (const ColumnRef *)v.native;
        *part = (IndexPart){.kits = column_name(b->e, column)};
        if (column->table == b->table)
            return ticked(b->arena, part->kits);
        diag_error(eval_diag(b->e), at, DIAG_W113,
                   "\"%.*s\" is a column of another table", STR_ARG(column->key));
    } else if (value_is_native(v, &sql_class)) {
        if (render(b->e, b->arena, (const Sql *)v.native, RENDER_BARE, &rendered)) {
            *part = (IndexPart){.kits = rendered.kits, .is_sql = true};
            return rendered.sql;
        }
    } else if (v.kind == VALUE_UNKNOWN) {
        eval_explain(b->e, v, at, "a column of an index");
    } else {
        diag_error(eval_diag(b->e), at, DIAG_W114,
                   "an index is on columns and sql`...`, not on %s", value_noun(v));
    }
    b->failed = true;
    return (Str){0};
}

static Rendered where_of(Build *b, const Extra *x)
{
    Rendered rendered = {0};
    if (x->sql.kind == VALUE_UNDEFINED)
        return rendered;
    if (x->sql.kind == VALUE_UNKNOWN)
        eval_explain(b->e, x->sql, x->at, "the condition of an index");
    else if (!value_is_native(x->sql, &sql_class))
        fail(b, x->at, "where() takes sql`...` or a condition");
    else if (render(b->e, b->arena, (const Sql *)x->sql.native, RENDER_FULL, &rendered))
        return rendered;
    b->failed = true;
    return (Rendered){0};
}

static bool extra_name(Build *b, const Extra *x, const char *what, Str *out)
{
    if (x->name.kind == VALUE_STRING && x->name.text.len) {
        *out = str_copy(b->arena, x->name.text);
        return true;
    }
    if (x->name.kind == VALUE_UNKNOWN)
        eval_explain(b->e, x->name, x->at, what);
    else
        diag_error(eval_diag(b->e), x->at, DIAG_W114, "%s is missing", what);
    b->failed = true;
    return false;
}

static bool same_index(const Index *x, const Index *y)
{
    bool same = str_eq(x->name, y->name) && x->unique == y->unique &&
                x->n_parts == y->n_parts && str_eq(x->where_sql, y->where_sql);
    for (size_t i = 0; same && i < x->n_parts; i++)
        same = str_eq(x->parts[i], y->parts[i]);
    return same;
}

// .unique() and uniqueIndex() may say the same index twice: it is one.
static void put_index(Build *b, Index index)
{
    for (size_t i = 0; i < b->indexes.n; i++)
        if (same_index(&b->indexes.items[i], &index))
            return;
    *arena_push(b->arena, b->indexes, Index) = index;
}

static void build_index(Build *b, const Extra *x)
{
    Index index = {.unique = x->unique, .at = x->at};
    if (!extra_name(b, x, "the name of this index", &index.name))
        return;
    if (!x->has_on || x->columns.array->n == 0) {
        fail(b, x->at, "this index names no columns: .on(...) is missing");
        return;
    }
    const Array *columns = x->columns.array;
    Str *parts = arena_many(b->arena, Str, columns->n);
    IndexPart *kits = arena_many(b->arena, IndexPart, columns->n);
    for (size_t i = 0; i < columns->n; i++)
        parts[i] = index_part(b, columns->items[i], x->at, &kits[i]);
    index.parts = parts;
    index.n_parts = columns->n;
    Rendered where = where_of(b, x);
    index.where_sql = where.sql;
    if (b->failed)
        return;
    kit_index(b->e, b->arena, &index, kits, where.kits);
    put_index(b, index);
}

static void build_unique(Build *b, const Extra *x)
{
    size_t n;
    if (!x->has_on) {
        fail(b, x->at, "this constraint names no columns: .on(...) is missing");
        return;
    }
    const ColumnRef **columns = columns_of(b, x->columns, b->table, x->at, &n);
    if (!columns)
        return;
    Index index = {.unique = true, .n_parts = n, .at = x->at};
    Buf name = {.arena = b->arena};
    buf_put(&name, b->table->name);
    Str *parts = arena_many(b->arena, Str, n);
    IndexPart *kits = arena_many(b->arena, IndexPart, n);
    for (size_t i = 0; i < n; i++) {
        kits[i].kits = column_name(b->e, columns[i]);
        parts[i] = ticked(b->arena, kits[i].kits);
        buf_format(&name, "_%.*s", STR_ARG(columns[i]->as.name));
    }
    buf_z(&name, "_unique");
    index.parts = parts;
    index.name = buf_str(&name);
    if (x->name.kind != VALUE_UNDEFINED &&
        !extra_name(b, x, "the name of this constraint", &index.name))
        return;
    kit_index(b->e, b->arena, &index, kits, (Str){0});
    *arena_push(b->arena, b->uniques, Index) = index;
}

// A column that is the key may be named as it once more, by itself.
static bool is_second_key(const Build *b, const ColumnRef *const *columns, size_t n)
{
    bool second = b->out->n_primary_key > 0;
    Str name = column_name(b->e, columns[0]);
    for (size_t i = 0; i < b->out->n_columns; i++)
        second |=
            b->columns[i].primary_key && (n > 1 || !str_eq(b->columns[i].name, name));
    return second;
}

static void build_primary_key(Build *b, const Extra *x)
{
    size_t n;
    const ColumnRef **columns = columns_of(b, x->columns, b->table, x->at, &n);
    if (!columns)
        return;
    if (is_second_key(b, columns, n)) {
        fail(b, x->at, "a second primary key: a table has one");
        return;
    }
    if (n > 1) {
        b->out->primary_key = column_names(b->e, b->arena, columns, n);
        b->out->n_primary_key = n;
        kit_primary_key(b->e, b->arena, b->out, x->at);
        return;
    }
    for (size_t i = 0; i < b->table->n_columns; i++)
        if (b->table->columns[i] == columns[0])
            b->columns[i].primary_key = true;
}

static void build_foreign_key(Build *b, const Extra *x)
{
    static const Option known[] = {
        {"columns", NULL}, {"foreignColumns", NULL}, {"name", NULL}};
    Value config = x->callback;
    size_t n, n_foreign;
    if (value_is_callable(config))
        config = eval_call(b->e, config, NULL, 0, x->at);
    if (config.kind != VALUE_OBJECT && config.kind != VALUE_UNKNOWN) {
        fail(b, x->at, "foreignKey() takes { columns, foreignColumns }");
        return;
    }
    if (!options_check(b->e, config, known, 3, "foreignKey()")) {
        b->failed = true;
        return;
    }
    const ColumnRef **from =
        columns_of(b, option_get(b->e, config, "columns"), b->table, x->at, &n);
    const ColumnRef **to = columns_of(b, option_get(b->e, config, "foreignColumns"),
                                      NULL, x->at, &n_foreign);
    if (!from || !to)
        return;
    if (n != n_foreign) {
        fail(b, x->at, "columns and foreignColumns differ in number");
        return;
    }
    ForeignKey key = {.on_update = x->on_update,
                      .on_delete = x->on_delete,
                      .n_columns = n,
                      .n_foreign_columns = n,
                      .at = x->at};
    Value name = option_get(b->e, config, "name");
    if (name.kind == VALUE_STRING)
        key.name = str_copy(b->arena, name.text);
    foreign_key_finish(b->e, b->arena, b->table, from, to, &key);
    *arena_push(b->arena, b->keys, ForeignKey) = key;
}

// SQLite would let it pass; drizzle-kit does not.
static void check_name_is_new(Build *b, const Check *check)
{
    for (size_t i = 0; i < b->checks.n; i++)
        if (str_eq(b->checks.items[i].name, check->name)) {
            diag_error(eval_diag(b->e), check->at, DIAG_W115,
                       "two checks of this table are named \"%.*s\"",
                       STR_ARG(check->name));
            diag_note(eval_diag(b->e), b->checks.items[i].at, "the other one");
            b->failed = true;
            return;
        }
}

static void build_check(Build *b, const Extra *x)
{
    Check check = {.at = x->at};
    Rendered rendered;
    if (!extra_name(b, x, "the name of this check", &check.name))
        return;
    if (x->sql.kind == VALUE_UNKNOWN)
        eval_explain(b->e, x->sql, x->at, "the condition of a check");
    else if (!value_is_native(x->sql, &sql_class))
        fail(b, x->at, "check() takes a name and sql`...`");
    else if (render(b->e, b->arena, (const Sql *)x->sql.native, RENDER_FULL,
                    &rendered)) {
        check.sql = rendered.sql;
        check_name_is_new(b, &check);
        kit_name(b->e, check.name, '"', check.at);
        kit_check(b->e, b->arena, &check, rendered.kits);
        *arena_push(b->arena, b->checks, Check) = check;
        return;
    }
    b->failed = true;
}

static void build_item(Build *b, Value v)
{
    if (v.kind == VALUE_UNKNOWN) {
        eval_explain(b->e, v, b->table->at, "a part of this table's third argument");
        b->failed = true;
        return;
    }
    if (value_nullish(v) || v.kind == VALUE_BOOL)
        return;
    if (!value_is_native(v, &extra_class)) {
        diag_error(
            eval_diag(b->e), v.at, DIAG_W114,
            "a table's third argument holds indexes, keys and checks; this is %s",
            value_noun(v));
        b->failed = true;
        return;
    }
    const Extra *x = (const Extra *)v.native;
    switch (x->kind) {
    case EXTRA_INDEX: build_index(b, x); break;
    case EXTRA_UNIQUE: build_unique(b, x); break;
    case EXTRA_PRIMARY_KEY: build_primary_key(b, x); break;
    case EXTRA_FOREIGN_KEY: build_foreign_key(b, x); break;
    case EXTRA_CHECK: build_check(b, x); break;
    }
}

// (table) => [...], (table) => ({...}), or either without the function.
static void build_all(Build *b, Value extra)
{
    if (value_is_callable(extra)) {
        TableObject *table = arena_new(eval_arena(b->e), TableObject);
        *table = *b->table;
        table->is_self = true;
        Value self = value_native(table, b->table->at);
        extra = eval_call(b->e, extra, &self, 1, b->table->at);
    }
    if (extra.kind == VALUE_OBJECT) {
        const Entry **entries = map_ordered(eval_arena(b->e), extra.object);
        for (size_t i = 0; i < extra.object->n; i++)
            build_item(b, entries[i]->value);
    } else if (extra.kind == VALUE_ARRAY) {
        for (size_t i = 0; i < extra.array->n; i++) {
            Value item = extra.array->items[i];
            for (size_t k = 0; item.kind == VALUE_ARRAY && k < item.array->n; k++)
                build_item(b, item.array->items[k]);
            if (item.kind != VALUE_ARRAY)
                build_item(b, item);
        }
    } else {
        build_item(b, extra);
    }
}

static void build_column_uniques(Build *b)
{
    for (size_t i = 0; i < b->table->n_columns; i++) {
        const ColumnRef *column = b->table->columns[i];
        if (!column->as.is_unique)
            continue;
        IndexPart kits = {.kits = column_name(b->e, column)};
        Str *part = arena_new(b->arena, Str);
        *part = ticked(b->arena, kits.kits);
        Index index = {.name = str_copy(b->arena, column->as.unique_name),
                       .unique = true,
                       .parts = part,
                       .n_parts = 1,
                       .at = column->at};
        kit_index(b->e, b->arena, &index, &kits, (Str){0});
        *arena_push(b->arena, b->indexes, Index) = index;
    }
}

bool extra_build(Eval *e, Arena *a, const TableObject *table, Column *columns,
                 Table *out)
{
    Build b = {.e = e, .arena = a, .table = table, .columns = columns, .out = out};
    build_column_uniques(&b);
    if (table->extra.kind != VALUE_UNDEFINED)
        build_all(&b, table->extra);
    out->foreign_keys = keys_join(e, a, table, out, b.keys.items, b.keys.n);
    for (size_t i = 0; i < b.uniques.n; i++)
        put_index(&b, b.uniques.items[i]);
    keys_sort(a, b.indexes.items, b.indexes.n, sizeof(Index), offsetof(Index, name));
    keys_sort(a, b.checks.items, b.checks.n, sizeof(Check), offsetof(Check, name));
    out->indexes = b.indexes.items;
    out->n_indexes = b.indexes.n;
    out->checks = b.checks.items;
    out->n_checks = b.checks.n;
    return !b.failed;
}
