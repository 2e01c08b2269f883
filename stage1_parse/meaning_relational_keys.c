// meaning_relational_keys.c - what the schema promises of the rows a relation leads to: at
// most one, always one.

#include "stage1_parse/meaning_relational.h"

const Table *relational_table(const RelationalSchema *schema, const TableObject *table)
{
    Str name = table->original.len ? table->original : table->name;
    for (size_t i = 0; i < schema->n_built; i++)
        if (str_eq(schema->built[i].name, name))
            return &schema->built[i];
    return NULL;
}

static bool is_unique(const Table *t, const Str *columns, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        const Column *c = table_find_column(t, columns[i]);
        if (c && c->primary_key && t->n_primary_key == 0)
            return true;
    }
    return false;
}

static bool among(Str name, const Str *names, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (str_eq(names[i], name))
            return true;
    return false;
}

static bool all_among(const Str *some, size_t n_some, const Str *all, size_t n)
{
    for (size_t i = 0; i < n_some; i++)
        if (!among(some[i], all, n))
            return false;
    return n_some > 0;
}

// Whether no two rows of the table have the same in these columns: a key of it is there.
static bool has_key(Eval *e, const Table *t, const Str *columns, size_t n)
{
    Arena *a = eval_arena(e);
    Str *quoted = arena_many(a, Str, n);
    for (size_t i = 0; i < n; i++)
        quoted[i] = str_format(a, "`%.*s`", STR_ARG(columns[i]));
    if (is_unique(t, columns, n) ||
        all_among(t->primary_key, t->n_primary_key, columns, n))
        return true;
    for (size_t i = 0; i < t->n_indexes; i++) {
        const Index *index = &t->indexes[i];
        if (index->unique && !index->where_sql.len &&
            all_among(index->parts, index->n_parts, quoted, n))
            return true;
    }
    return false;
}

static const Str *names_of(Eval *e, const RelationColumns *columns)
{
    Str *names = arena_many(eval_arena(e), Str, columns->n);
    for (size_t i = 0; i < columns->n; i++)
        names[i] = column_name(e, columns->items[i]);
    return names;
}

// Columns of different types are compared after a conversion, which may make two keys
// equal that are not.
static bool same_types(const RelationObject *relation)
{
    for (size_t i = 0; i < relation->columns.n; i++)
        if (!str_eq(relation->columns.items[i]->as.sql_type,
                    relation->targets.items[i]->as.sql_type))
            return false;
    return true;
}

static bool is_first(Str name, const Str *names, size_t n)
{
    return n && str_eq(names[0], name);
}

bool relational_is_indexed(Eval *e, const Table *t, const RelationColumns *columns)
{
    const Str *names = names_of(e, columns);
    for (size_t i = 0; i < columns->n; i++) {
        const Column *c = table_find_column(t, names[i]);
        Str quoted = str_format(eval_arena(e), "`%.*s`", STR_ARG(names[i]));
        bool indexed = (c && c->primary_key && t->n_primary_key == 0) ||
                       is_first(names[i], t->primary_key, t->n_primary_key);
        for (size_t k = 0; k < t->n_indexes; k++)
            indexed |= !t->indexes[k].where_sql.len &&
                       is_first(quoted, t->indexes[k].parts, t->indexes[k].n_parts);
        if (indexed)
            return true;
    }
    return false;
}

bool relational_has_one(Eval *e, const RelationalSchema *schema,
                        const RelationObject *relation)
{
    const Table *t = relational_table(schema, relation->target);
    return !relation->is_many && !relation->through.n && t && same_types(relation) &&
           has_key(e, t, names_of(e, &relation->targets), relation->targets.n);
}

// The column that an orderBy begins with: users.name, asc(users.name); or null.
static const ColumnRef *first_ordered(const Branch *b)
{
    Value v = b->order_by.array->items[0];
    if (value_is_native(v, &sql_class)) {
        const Sql *sql = (const Sql *)v.native;
        bool is_value = sql->n && sql->items[0].kind == SQL_VALUE;
        v = is_value ? sql->items[0].value : UNDEFINED;
    }
    return value_is_native(v, &column_class) ? (const ColumnRef *)v.native : NULL;
}

bool relational_sorts_late(Eval *e, const RelationalSchema *schema, const Branch *b)
{
    while (b->joined)
        b = b->parent;
    bool ordered = b->order_by.kind == VALUE_ARRAY && b->order_by.array->n;
    if (b->relation || b->limit.kind == VALUE_UNDEFINED || !ordered)
        return false; // of a relation only the rows that the limit leaves are joined
    const ColumnRef *column = first_ordered(b);
    const Table *t = relational_table(schema, b->table);
    RelationColumns columns = {.items = &column, .n = 1};
    return !t || !column || !relational_is_indexed(e, t, &columns);
}

static bool never_null(const Table *t, const Str *columns, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        const Column *c = table_find_column(t, columns[i]);
        if (!c || !c->not_null)
            return false;
    }
    return true;
}

// Every pair of the relation is one of the key's, which SQLite enforces as none of its
// columns is NULL.
static bool holds(const ForeignKey *key, const Str *columns, const Str *targets,
                  size_t n)
{
    for (size_t i = 0; i < n; i++) {
        size_t k = 0;
        while (k < key->n_columns && !(str_eq(key->columns[k], columns[i]) &&
                                       str_eq(key->foreign_columns[k], targets[i])))
            k++;
        if (k == key->n_columns)
            return false;
    }
    return true;
}

static bool mentions(Eval *e, Value v, Str column)
{
    if (value_is_native(v, &column_class))
        return str_eq(column_name(e, (const ColumnRef *)v.native), column);
    if (!value_is_native(v, &sql_class))
        return false;
    const Sql *sql = (const Sql *)v.native;
    for (size_t i = 0; i < sql->n; i++)
        if ((sql->items[i].kind == SQL_NAME && str_eq(sql->items[i].text, column)) ||
            mentions(e, sql->items[i].value, column))
            return true;
    return false;
}

Str relational_deleted_at(Eval *e, const RelationalSchema *schema, const Branch *node)
{
    const Table *t = node->relation ? relational_table(schema, node->table) : NULL;
    for (size_t i = 0; t && i < schema->n_models; i++) {
        const DeclaredModel *m = &schema->models[i];
        if (str_eq_nocase(m->table, t->name) && m->soft_delete.len &&
            !mentions(e, node->where, m->soft_delete))
            return m->soft_delete;
    }
    return (Str){0};
}

bool relational_is_certain(Eval *e, const RelationalSchema *schema, const Branch *node)
{
    const RelationObject *relation = node->relation;
    const Table *t = relational_table(schema, node->parent->table);
    if (!t || relation->is_many || relation->through.n ||
        node->where.kind != VALUE_UNDEFINED ||
        relation->where.kind != VALUE_UNDEFINED ||
        relational_deleted_at(e, schema, node).len)
        return false;
    const Str *columns = names_of(e, &relation->columns);
    const Str *targets = names_of(e, &relation->targets);
    for (size_t i = 0; i < t->n_foreign_keys; i++) {
        const ForeignKey *key = &t->foreign_keys[i];
        if (str_eq(key->foreign_table, relation->target->name) &&
            key->n_columns == key->n_foreign_columns &&
            never_null(t, key->columns, key->n_columns) &&
            holds(key, columns, targets, relation->columns.n))
            return true;
    }
    return false;
}

bool relational_is_set(Eval *e, const RelationalSchema *schema,
                       const RelationObject *relation)
{
    RelationColumns pair = {0};
    const Table *t = relational_table(schema, relation->through.items[0]->table);
    for (size_t i = 0; i < relation->through.n; i++)
        *arena_push(eval_arena(e), pair, const ColumnRef *) =
            relation->through.items[i];
    for (size_t i = 0; i < relation->through_targets.n; i++)
        *arena_push(eval_arena(e), pair, const ColumnRef *) =
            relation->through_targets.items[i];
    return t && has_key(e, t, names_of(e, &pair), pair.n);
}

Value relational_where(Eval *e, const Branch *node)
{
    const RelationObject *relation = node->relation;
    if (relation->where.kind == VALUE_UNDEFINED)
        return UNDEFINED;
    const Branch *of = relation->where_is_reversed ? node->parent : node;
    return relation_conditions(e, NULL, &of->table->base, relation->where,
                               relation->at);
}
