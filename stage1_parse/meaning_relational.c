// meaning_relational.c - what db.query.users.findMany() is given, as a tree of levels.

#include "stage1_parse/meaning_relational.h"

enum { LEVELS_DEPTH = 16, LEVELS = 64 };

// --- db.query.users.findMany({ ... }) ------------------------------------------------

// db.query, and db.query.users.
typedef struct Finder {
    Native base;
    Str table;
    Span at;
} Finder;

static Value find(Eval *e, const Call *c, bool first)
{
    const Finder *finder = c->self;
    RelationalQuery *query = arena_new(eval_arena(e), RelationalQuery);
    *query = (RelationalQuery){.base = {&relational_class},
                               .table = finder->table,
                               .first = first,
                               .config = argument(c, 0),
                               .at = c->name_at,
                               .table_at = finder->at};
    return value_native(query, c->at);
}

static Value find_many(Eval *e, const Call *c)
{
    return find(e, c, false);
}

static Value find_first(Eval *e, const Call *c)
{
    return find(e, c, true);
}

static const Function finder_methods[] = {
    {"findMany", find_many, NULL}, {"findFirst", find_first, NULL}, {0}};

static const Class finder_class = {
    .noun = "a table of db.query", .methods = finder_methods, .missing = DIAG_W123};

// Which tables there are is known only at the end.
static bool finders_get(Eval *e, Native *native, Str name, Value *out)
{
    Finder *finder = arena_new(eval_arena(e), Finder);
    *finder = (Finder){{&finder_class}, name, ((const Finder *)native)->at};
    *out = value_native(finder, finder->at);
    return true;
}

static const Class finders_class = {
    .noun = "db.query", .get = finders_get, .missing = DIAG_W123};

Value relational_new(Eval *e, Span at)
{
    Finder *finders = arena_new(eval_arena(e), Finder);
    *finders = (Finder){.base = {&finders_class}, .at = at};
    return value_native(finders, at);
}

static const Function relational_methods[] = {
    {"toSQL", builder_at_run_time, NULL},   {"prepare", builder_at_run_time, NULL},
    {"execute", builder_at_run_time, NULL}, {"sync", builder_at_run_time, NULL},
    {"then", builder_at_run_time, NULL},    {0},
};

const Class relational_class = {
    .noun = "a relational query", .methods = relational_methods, .missing = DIAG_W123};

// --- columns under the level's alias -----------------------------------------------

typedef struct Reader {
    Eval *e;
    const RelationalSchema *schema;
    const RelationalQuery *query;
    size_t n_levels;
} Reader;

static Sql *under_alias(Reader *r, const Sql *sql, Str alias);

static Value value_under_alias(Reader *r, Value v, Str alias)
{
    if (value_is_native(v, &column_class))
        return value_native(column_aliased(r->e, (const ColumnRef *)v.native, alias),
                            v.at);
    if (value_is_native(v, &sql_class))
        return value_native(under_alias(r, (const Sql *)v.native, alias), v.at);
    if (!value_is_native(v, &aliased_class))
        return v;
    Aliased *aliased = arena_new(eval_arena(r->e), Aliased);
    *aliased = *(const Aliased *)v.native;
    aliased->sql = under_alias(r, aliased->sql, alias);
    return value_native(aliased, v.at);
}

// As Drizzle does it: every column in it, whatever its table, is taken for one of the
// level's; a select in it is left alone.
static Sql *under_alias(Reader *r, const Sql *sql, Str alias)
{
    Sql *out = sql_new(r->e);
    if (!eval_charge(r->e, sql->n, r->query->at) || !eval_enter(r->e))
        return out;
    for (size_t i = 0; i < sql->n; i++) {
        SqlPart *part = arena_push(eval_arena(r->e), *out, SqlPart);
        *part = sql->items[i];
        if (part->kind == SQL_VALUE || part->kind == SQL_LITERAL)
            part->value = value_under_alias(r, part->value, alias);
    }
    eval_leave(r->e);
    return out;
}

static bool refuse(Reader *r, Value v, Span at, const char *what)
{
    at = v.at.file ? v.at : at;
    if (v.kind == VALUE_UNKNOWN)
        eval_explain(r->e, v, at, "a part of this query");
    else
        diag_error(eval_diag(r->e), at, DIAG_W123, "%s, not %s", what, value_noun(v));
    return false;
}

// What a callback gives for the columns; v itself if it is none.
static Value given(Reader *r, const Branch *n, Value v)
{
    if (!value_is_callable(v))
        return v;
    Value args[] = {value_native(n->table, n->at), relation_operators(r->e, n->at)};
    return eval_call(r->e, v, args, 2, v.at.file ? v.at : n->at);
}

// --- columns, extras ---------------------------------------------------------------

static void add_field(Reader *r, Branch *n, Str key, Value v, Span at)
{
    *arena_push(eval_arena(r->e), n->own, Field) =
        (Field){.value = v, .path = key, .at = v.at.file ? v.at : at};
}

static Map *columns_of(Reader *r, const Branch *n)
{
    return n->table->base.class->properties(r->e, &n->table->base);
}

// { id: true }: these. { secret: false }: all but these.
static bool check_columns(Reader *r, const Map *wanted, const Map *all, bool *some)
{
    bool good = true;
    Str *names = arena_many(eval_arena(r->e), Str, all->n + 1);
    for (size_t i = 0; i < all->n; i++)
        names[i] = all->items[i].key;
    for (size_t i = 0; i < wanted->n; i++) {
        const Entry *entry = &wanted->items[i];
        Value v = entry->value;
        if (!map_find(all, entry->key)) {
            diag_error(eval_diag(r->e), entry->at, DIAG_W113,
                       "the table of this level has no column \"%.*s\"",
                       STR_ARG(entry->key));
            eval_suggest(r->e, entry->key, names, all->n);
            good = false;
        } else if (v.kind != VALUE_BOOL && v.kind != VALUE_UNDEFINED) {
            good = refuse(r, v, entry->at, "a column is chosen by true or false");
        } else {
            *some |= v.kind == VALUE_BOOL && v.truth;
        }
    }
    return good;
}

static bool read_columns(Reader *r, Branch *n, Value v)
{
    const Map *all = columns_of(r, n);
    const Entry **order = map_ordered(eval_arena(r->e), all);
    bool some = false;
    if (v.kind != VALUE_UNKNOWN && !value_truthy(v)) {
        for (size_t i = 0; i < all->n; i++)
            add_field(r, n, order[i]->key, order[i]->value, n->at);
        return true;
    }
    if (v.kind != VALUE_OBJECT)
        return refuse(r, v, n->at, "columns takes an object");
    if (!check_columns(r, v.object, all, &some))
        return false;
    const Map *from = some ? v.object : all;
    order = map_ordered(eval_arena(r->e), from);
    for (size_t i = 0; i < from->n && v.object->n; i++) {
        const Entry *said = map_find(v.object, order[i]->key);
        bool is_said = said && said->value.kind == VALUE_BOOL;
        if (some ? is_said && said->value.truth : !is_said)
            add_field(r, n, order[i]->key, map_find(all, order[i]->key)->value,
                      order[i]->at);
    }
    return true;
}

// (t, { sql }) => ({ lower: sql`...`.as('lower') }), or each of them a function.
static bool read_extras(Reader *r, Branch *n, Value v)
{
    v = given(r, n, v);
    if (v.kind != VALUE_UNKNOWN && !value_truthy(v))
        return true;
    if (v.kind != VALUE_OBJECT)
        return refuse(r, v, n->at, "extras takes an object");
    const Entry **order = map_ordered(eval_arena(r->e), v.object);
    for (size_t i = 0; i < v.object->n; i++) {
        Value extra = given(r, n, order[i]->value);
        Span at = order[i]->at;
        if (!value_is_native(extra, &sql_class) &&
            !value_is_native(extra, &aliased_class))
            return refuse(r, extra, at, "an extra is sql`...`.as('name')");
        add_field(r, n, order[i]->key, value_under_alias(r, extra, n->table->name), at);
    }
    return true;
}

// --- where, orderBy ----------------------------------------------------------------

static bool read_where(Reader *r, Branch *n, Value v)
{
    v = given(r, n, v);
    bool is_object = v.kind == VALUE_OBJECT;
    if (is_object)
        v = relation_conditions(r->e, r->schema, &n->table->base, v, n->at);
    if (v.kind != VALUE_UNKNOWN && !value_truthy(v))
        return true;
    if (!value_is_native(v, &sql_class))
        return refuse(r, v, n->at, "where takes a condition");
    n->where = is_object ? v : value_under_alias(r, v, n->table->name);
    return true;
}

static bool order_one(Reader *r, Branch *n, Array *list, Value v)
{
    if (!value_is_native(v, &sql_class) && !value_is_native(v, &column_class))
        return refuse(r, v, n->at, "orderBy takes columns and sql`...`");
    *arena_push(eval_arena(r->e), *list, Value) =
        value_under_alias(r, v, n->table->name);
    return true;
}

// { createdAt: 'desc', id: 'asc' }
static bool order_named(Reader *r, Branch *n, Array *list, const Map *keys)
{
    const Map *all = columns_of(r, n);
    const Entry **order = map_ordered(eval_arena(r->e), keys);
    for (size_t i = 0; i < keys->n; i++) {
        Value direction = order[i]->value;
        const Entry *column = map_find(all, order[i]->key);
        bool desc = direction.kind == VALUE_STRING && str_is(direction.text, "desc");
        if (direction.kind == VALUE_UNDEFINED)
            continue;
        if (!column) {
            diag_error(eval_diag(r->e), order[i]->at, DIAG_W113,
                       "the table of this level has no column \"%.*s\"",
                       STR_ARG(order[i]->key));
            return false;
        }
        if (!desc && !(direction.kind == VALUE_STRING && str_is(direction.text, "asc")))
            return refuse(r, direction, order[i]->at, "an order is 'asc' or 'desc'");
        Sql *sql = sql_new(r->e);
        sql_put_value(r->e, sql, column->value, order[i]->at);
        sql_put_text(r->e, sql, desc ? S(" desc") : S(" asc"), order[i]->at);
        *arena_push(eval_arena(r->e), *list, Value) = value_native(sql, order[i]->at);
    }
    return true;
}

static bool read_order(Reader *r, Branch *n, Value v)
{
    Array *list = arena_new(eval_arena(r->e), Array);
    bool good = true;
    v = given(r, n, v);
    if (v.kind == VALUE_UNDEFINED || v.kind == VALUE_NULL)
        return true;
    if (v.kind == VALUE_OBJECT)
        good = order_named(r, n, list, v.object);
    else if (v.kind != VALUE_ARRAY)
        good = order_one(r, n, list, v);
    for (size_t i = 0; v.kind == VALUE_ARRAY && i < v.array->n; i++)
        good = order_one(r, n, list, v.array->items[i]) && good;
    n->order_by = value_array(list, n->at);
    return good;
}

// --- limit, offset -----------------------------------------------------------------

static bool read_count(Reader *r, const Branch *n, const char *what, Value v,
                       Value *out)
{
    bool is_sql = value_is_native(v, &sql_class);
    if (v.kind == VALUE_UNDEFINED)
        return true;
    if (!is_sql && v.kind != VALUE_NUMBER)
        return refuse(r, v, n->at,
                      str_format(eval_arena(r->e),
                                 "%s takes a number or sql.placeholder('name')", what)
                          .ptr);
    if (is_sql || v.number >= 0)
        *out = v;
    return true;
}

// A row has no limit; and the old relations offer no offset but to the query itself.
static bool read_counts(Reader *r, Branch *n, Value config)
{
    Value limit = option_get(r->e, config, "limit");
    Value offset = option_get(r->e, config, "offset");
    if (n->relation && offset.kind != VALUE_UNDEFINED &&
        (n->relation->is_old || !n->relation->is_many)) {
        diag_error(eval_diag(r->e), offset.at.file ? offset.at : n->at, DIAG_W123,
                   n->relation->is_many
                       ? "only the query itself has an offset: this relation is of "
                         "relations()"
                       : "a relation to one row has no offset");
        return false;
    }
    if (n->relation ? !n->relation->is_many : r->query->first)
        limit = n->has_one ? UNDEFINED : value_number(1, n->at);
    return read_count(r, n, "limit", limit, &n->limit) &&
           read_count(r, n, "offset", offset, &n->offset);
}

// --- with --------------------------------------------------------------------------

static bool read_level(Reader *r, Branch *n, Value config);

static const RelationObject *relation_called(Reader *r, const RelationalSchema *schema,
                                             const TableObject *table, const Entry *of)
{
    Str *names = arena_many(eval_arena(r->e), Str, schema->relations->objects.n + 1);
    size_t n = 0;
    for (size_t i = 0; i < schema->relations->objects.n; i++) {
        const RelationObject *relation = schema->relations->objects.items[i];
        if (relation->source != table)
            continue;
        if (str_eq(relation->key, of->key))
            return relation;
        names[n++] = relation->key;
    }
    diag_error(eval_diag(r->e), of->at, DIAG_W123, "\"%.*s\" has no relation \"%.*s\"",
               STR_ARG(table->name), STR_ARG(of->key));
    eval_suggest(r->e, of->key, names, n);
    return NULL;
}

static const TableObject *plain_table(const Branch *n, const RelationalQuery *query,
                                      const RelationalSchema *schema)
{
    if (n->relation)
        return n->relation->target;
    return value_table(map_find(schema->tables, query->table)->value);
}

static Branch *node_new(Reader *r, Branch *parent, const RelationObject *relation,
                        TableObject *table, Str alias, Span at)
{
    Branch *n = arena_new(eval_arena(r->e), Branch);
    *n = (Branch){
        .relation = relation,
        .table = str_eq(table->name, alias) ? table : table_aliased(r->e, table, alias),
        .parent = parent,
        .at = at};
    r->n_levels++;
    return n;
}

static bool read_relation(Reader *r, Branch *n, const Entry *entry, int depth)
{
    const RelationObject *relation =
        relation_called(r, r->schema, plain_table(n, r->query, r->schema), entry);
    if (!relation)
        return false;
    if (depth >= LEVELS_DEPTH || r->n_levels >= LEVELS) {
        diag_error(eval_diag(r->e), entry->at, DIAG_W106,
                   "this query follows too many relations, or too deep");
        return false;
    }
    Str alias = str_format(eval_arena(r->e), "%.*s_%.*s", STR_ARG(n->table->name),
                           STR_ARG(entry->key));
    Branch *child = node_new(r, n, relation, relation->target, alias, entry->at);
    *arena_push(eval_arena(r->e), n->children, Branch *) = child;
    return read_level(r, child, entry->value);
}

static int depth_of(const Branch *n)
{
    int depth = 0;
    for (; n->parent; n = n->parent)
        depth++;
    return depth;
}

static bool read_with(Reader *r, Branch *n, Value v)
{
    bool good = true;
    if (v.kind != VALUE_UNKNOWN && !value_truthy(v))
        return true;
    if (v.kind != VALUE_OBJECT)
        return refuse(r, v, n->at, "with takes an object of relations");
    const Entry **order = map_ordered(eval_arena(r->e), v.object);
    for (size_t i = 0; i < v.object->n; i++) {
        if (order[i]->value.kind == VALUE_UNKNOWN)
            good = refuse(r, order[i]->value, order[i]->at, "");
        else if (value_truthy(order[i]->value))
            good = read_relation(r, n, order[i], depth_of(n)) && good;
    }
    return good;
}

// --- a level -----------------------------------------------------------------------

static bool read_level(Reader *r, Branch *n, Value config)
{
    static const Option known[] = {{"columns", NULL}, {"with", NULL},  {"where", NULL},
                                   {"orderBy", NULL}, {"limit", NULL}, {"offset", NULL},
                                   {"extras", NULL}};
    Eval *e = r->e;
    if (config.kind == VALUE_BOOL || config.kind == VALUE_NULL)
        config = UNDEFINED; // posts: true
    if (!options_check(e, config, known, 7, n->relation ? "a relation" : "a query"))
        return false;
    if (n->relation) {
        n->has_one = relational_has_one(e, r->schema, n->relation);
        n->joined = n->has_one && !relational_sorts_late(e, r->schema, n->parent);
    }
    bool good = read_columns(r, n, option_get(e, config, "columns"));
    good = read_extras(r, n, option_get(e, config, "extras")) && good;
    good = read_where(r, n, option_get(e, config, "where")) && good;
    good = read_order(r, n, option_get(e, config, "orderBy")) && good;
    good = read_counts(r, n, config) && good;
    good = read_with(r, n, option_get(e, config, "with")) && good;
    if (good && n->own.n == 0 && n->children.n == 0) {
        diag_error(eval_diag(e), n->at, DIAG_W123,
                   "this level gives nothing: no columns, no relations, no extras");
        good = false;
    }
    return good;
}

Branch *relational_read(Eval *e, const RelationalSchema *schema,
                        const RelationalQuery *query)
{
    Reader r = {.e = e, .schema = schema, .query = query};
    const Entry *entry = map_find(schema->tables, query->table);
    if (!entry) {
        Str *names = arena_many(eval_arena(e), Str, schema->tables->n + 1);
        for (size_t i = 0; i < schema->tables->n; i++)
            names[i] = schema->tables->items[i].key;
        diag_error(eval_diag(e), query->at, DIAG_W123,
                   "db.query has no table \"%.*s\": it has what the schema exports",
                   STR_ARG(query->table));
        eval_suggest(e, query->table, names, schema->tables->n);
        return NULL;
    }
    Branch *root = node_new(&r, NULL, NULL, (TableObject *)entry->value.native,
                            query->table, query->at);
    return read_level(&r, root, query->config) ? root : NULL;
}
