// schema.c - finding things in a schema, and holding two against each other.

#include "migrate/schema.h"

#include "migrate/sqltext.h"

static bool starts_nocase(Str s, Str prefix)
{
    return s.len >= prefix.len && str_eq_nocase(str_cut(s, 0, prefix.len), prefix);
}

bool schema_ignores(Str name)
{
    static const char *const whole[] = {"__drizzle_migrations", "d1_migrations"};
    for (size_t i = 0; i < sizeof whole / sizeof *whole; i++)
        if (str_eq_nocase(name, str_z(whole[i])))
            return true;
    return starts_nocase(name, S("sqlite_")) || starts_nocase(name, S("_weave_"));
}

SchemaTable *schema_find_table(const Schema *s, Str name)
{
    for (size_t i = 0; i < s->n_tables; i++)
        if (str_eq_nocase(s->tables[i].name, name))
            return &s->tables[i];
    return NULL;
}

SchemaColumn *schema_find_column(const SchemaTable *t, Str name)
{
    for (size_t i = 0; i < t->n_columns; i++)
        if (str_eq_nocase(t->columns[i].name, name))
            return &t->columns[i];
    return NULL;
}

SchemaObject *schema_find_object(const Schema *s, ObjectKind kind, Str name)
{
    for (size_t i = 0; i < s->n_objects; i++)
        if (s->objects[i].kind == kind && str_eq_nocase(s->objects[i].name, name))
            return &s->objects[i];
    return NULL;
}

const SchemaColumn *schema_rowid_alias(const SchemaTable *t)
{
    const SchemaColumn *alias = NULL;
    for (size_t i = 0; i < t->n_columns; i++) {
        const SchemaColumn *c = &t->columns[i];
        if (c->primary_key > 1)
            return NULL;
        if (c->primary_key && str_eq_nocase(c->type, S("integer")))
            alias = c;
    }
    return t->without_rowid || t->virtual_table ? NULL : alias;
}

bool table_refers_to(const SchemaTable *t, Str name)
{
    for (size_t i = 0; i < t->n_keys; i++)
        if (str_eq_nocase(t->keys[i].table, name))
            return true;
    return false;
}

void schema_take_keys(Schema *s, const Catalog *c)
{
    for (size_t i = 0; i < s->n_tables; i++) {
        SchemaTable *t = &s->tables[i];
        const Table *from = catalog_find_table(c, t->name);
        if (!from)
            continue;
        t->key = from->key;
        for (size_t k = 0; k < t->n_columns; k++) {
            const Column *column = table_find_column(from, t->columns[k].name);
            if (column)
                t->columns[k].key = column->key;
        }
    }
}

// --- equal -------------------------------------------------------------------

static bool same_sql(Str a, Str b)
{
    if (str_eq(a, b))
        return true;
    Arena scratch = {0};
    bool same = str_eq(sql_normal_text(&scratch, a), sql_normal_text(&scratch, b));
    arena_free(&scratch);
    return same;
}

static bool same_names(const Str *a, size_t n, const Str *b, size_t m)
{
    bool same = n == m;
    for (size_t i = 0; same && i < n; i++)
        same = str_eq_nocase(a[i], b[i]);
    return same;
}

static bool same_texts(const Str *a, size_t n, const Str *b, size_t m)
{
    bool same = n == m;
    for (size_t i = 0; same && i < n; i++)
        same = str_eq(a[i], b[i]);
    return same;
}

bool column_equal(const SchemaColumn *a, const SchemaColumn *b)
{
    return str_eq_nocase(a->name, b->name) && same_sql(a->type, b->type) &&
           a->not_null == b->not_null && a->primary_key == b->primary_key &&
           a->has_default == b->has_default &&
           same_sql(a->default_sql, b->default_sql) &&
           str_eq(a->generated, b->generated) && a->stored == b->stored &&
           str_eq_nocase(a->collation, b->collation) &&
           str_eq(a->constraints, b->constraints);
}

bool key_equal(const SchemaKey *a, const SchemaKey *b)
{
    return same_names(a->columns, a->n_columns, b->columns, b->n_columns) &&
           str_eq_nocase(a->table, b->table) &&
           same_names(a->foreign_columns, a->n_foreign_columns, b->foreign_columns,
                      b->n_foreign_columns) &&
           str_eq_nocase(a->on_update, b->on_update) &&
           str_eq_nocase(a->on_delete, b->on_delete);
}

static bool has_key(const SchemaTable *t, const SchemaKey *key)
{
    for (size_t i = 0; i < t->n_keys; i++)
        if (key_equal(&t->keys[i], key))
            return true;
    return false;
}

static bool same_keys(const SchemaTable *a, const SchemaTable *b)
{
    bool same = a->n_keys == b->n_keys;
    for (size_t i = 0; same && i < a->n_keys; i++)
        same = has_key(b, &a->keys[i]) && has_key(a, &b->keys[i]);
    return same;
}

bool table_equal(const SchemaTable *a, const SchemaTable *b)
{
    bool same = str_eq_nocase(a->name, b->name) &&
                a->virtual_table == b->virtual_table && a->strict == b->strict &&
                a->without_rowid == b->without_rowid &&
                a->autoincrement == b->autoincrement && a->n_columns == b->n_columns;
    if (same && a->virtual_table)
        return same_sql(a->sql, b->sql);
    for (size_t i = 0; same && i < a->n_columns; i++) {
        const SchemaColumn *c = schema_find_column(b, a->columns[i].name);
        same = c && column_equal(&a->columns[i], c);
    }
    return same && same_keys(a, b) &&
           same_names(a->uniques, a->n_uniques, b->uniques, b->n_uniques) &&
           same_texts(a->constraints, a->n_constraints, b->constraints,
                      b->n_constraints);
}

bool object_equal(const SchemaObject *a, const SchemaObject *b)
{
    return a->kind == b->kind && str_eq_nocase(a->name, b->name) &&
           str_eq_nocase(a->table, b->table) && str_eq(a->normal, b->normal);
}

bool schema_equal(const Schema *a, const Schema *b)
{
    bool same = a->n_tables == b->n_tables && a->n_objects == b->n_objects;
    for (size_t i = 0; same && i < a->n_tables; i++) {
        const SchemaTable *t = schema_find_table(b, a->tables[i].name);
        same = t && table_equal(&a->tables[i], t);
    }
    for (size_t i = 0; same && i < a->n_objects; i++) {
        const SchemaObject *o =
            schema_find_object(b, a->objects[i].kind, a->objects[i].name);
        same = o && object_equal(&a->objects[i], o);
    }
    return same;
}

const char *object_word(ObjectKind kind)
{
    return kind == OBJECT_INDEX ? "index" : kind == OBJECT_VIEW ? "view" : "trigger";
}
