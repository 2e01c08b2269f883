// meaning_relational_filter.c - a relation in a where of drizzle-orm 1.0: rows that have
// others, { posts: true }, or such others, { posts: { title: { like: 'A%' } } }.

#include "stage1_parse/meaning_relational.h"

typedef struct Filter {
    Eval *e;
    Sql *sql;
    Span at;
} Filter;

static void text(Filter *f, const char *z)
{
    sql_put_text(f->e, f->sql, str_z(z), f->at);
}

static void put_table(Filter *f, const TableObject *t, Str alias)
{
    Str name = t->original.len ? t->original : t->name;
    sql_put_name(f->e, f->sql, name, f->at);
    if (str_eq(name, alias))
        return;
    text(f, " ");
    sql_put_name(f->e, f->sql, alias, f->at);
}

static void put_equal(Filter *f, Str a, const RelationColumns *x, Str b,
                      const RelationColumns *y)
{
    for (size_t i = 0; i < x->n; i++) {
        text(f, i ? " and " : "");
        sql_put_value(f->e, f->sql,
                      value_native(column_aliased(f->e, x->items[i], a), f->at), f->at);
        text(f, " = ");
        sql_put_value(f->e, f->sql,
                      value_native(column_aliased(f->e, y->items[i], b), f->at), f->at);
    }
}

static void put_related(Filter *f, const RelationObject *r, Str near, Str far)
{
    static const Str between = STR("weave_through");
    if (!r->through.n) {
        put_table(f, r->target, far);
        text(f, " where ");
        put_equal(f, far, &r->targets, near, &r->columns);
        return;
    }
    put_table(f, r->through.items[0]->table, between);
    text(f, " cross join ");
    put_table(f, r->target, far);
    text(f, " where ");
    put_equal(f, between, &r->through, near, &r->columns);
    text(f, " and ");
    put_equal(f, far, &r->targets, between, &r->through_targets);
}

static void put_condition(Filter *f, Value v)
{
    if (v.kind == VALUE_UNDEFINED)
        return;
    text(f, " and ");
    sql_put_literal(f->e, f->sql, v, NULL, f->at);
}

const RelationObject *relational_find(const RelationalSchema *schema,
                                      const TableObject *table, Str key)
{
    Str name = table->original.len ? table->original : table->name;
    for (size_t i = 0; i < schema->relations->objects.n; i++) {
        const RelationObject *relation = schema->relations->objects.items[i];
        if (str_eq(relation->source->name, name) && str_eq(relation->key, key))
            return relation;
    }
    return NULL;
}

Value relational_filter(Eval *e, const RelationalSchema *schema, TableObject *table,
                        const RelationObject *relation, const Entry *entry)
{
    Filter f = {e, sql_new(e), entry->at};
    Str alias = str_format(eval_arena(e), "%.*s_%.*s", STR_ARG(table->name),
                           STR_ARG(relation->key));
    Branch parent = {.table = table};
    Branch child = {.relation = relation,
                    .table = table_aliased(e, relation->target, alias),
                    .parent = &parent};
    bool none = entry->value.kind == VALUE_BOOL && !entry->value.truth;
    text(&f, none ? "not exists (select 1 from " : "exists (select 1 from ");
    put_related(&f, relation, table->name, alias);
    put_condition(&f, relational_where(e, &child));
    if (entry->value.kind != VALUE_BOOL)
        put_condition(&f, relation_conditions(e, schema, &child.table->base,
                                              entry->value, entry->at));
    text(&f, ")");
    return value_native(f.sql, entry->at);
}
