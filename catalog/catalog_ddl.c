// catalog_ddl.c - tables, indexes and views as CREATE statements.

#include "catalog/catalog_ddl.h"

typedef struct Ddls {
    Ddl *items;
    size_t n, capacity;
} Ddls;

static void put_name(Buf *b, Str name)
{
    buf_char(b, '`');
    for (size_t i = 0; i < name.len; i++) {
        if (name.ptr[i] == '`')
            buf_char(b, '`');
        buf_char(b, name.ptr[i]);
    }
    buf_char(b, '`');
}

static void put_names(Buf *b, const Str *names, size_t n, const char *between)
{
    for (size_t i = 0; i < n; i++) {
        if (i)
            buf_z(b, between);
        put_name(b, names[i]);
    }
}

// `id` integer PRIMARY KEY AUTOINCREMENT DEFAULT 0 GENERATED ... NOT NULL
static void put_column(Buf *b, const Column *c)
{
    put_name(b, c->name);
    buf_char(b, ' ');
    buf_put(b, c->sql_type);
    if (c->primary_key)
        buf_z(b, " PRIMARY KEY");
    if (c->autoincrement)
        buf_z(b, " AUTOINCREMENT");
    if (c->has_default) {
        buf_z(b, " DEFAULT ");
        buf_put(b, c->default_sql);
    }
    if (c->generated_sql.len) {
        buf_z(b, " GENERATED ALWAYS AS ");
        buf_put(b, c->generated_sql);
        buf_z(b, c->generated_stored ? " STORED" : " VIRTUAL");
    }
    if (c->not_null)
        buf_z(b, " NOT NULL");
}

static void put_foreign_key(Buf *b, const ForeignKey *key)
{
    buf_z(b, "FOREIGN KEY (");
    put_names(b, key->columns, key->n_columns, ",");
    buf_z(b, ") REFERENCES ");
    put_name(b, key->foreign_table);
    buf_char(b, '(');
    put_names(b, key->foreign_columns, key->n_foreign_columns, ",");
    buf_z(b, ") ON UPDATE ");
    buf_put(b, key->on_update);
    buf_z(b, " ON DELETE ");
    buf_put(b, key->on_delete);
}

static void put_check(Buf *b, const Check *check)
{
    buf_z(b, "CONSTRAINT \"");
    for (size_t i = 0; i < check->name.len; i++) {
        if (check->name.ptr[i] == '"')
            buf_char(b, '"');
        buf_char(b, check->name.ptr[i]);
    }
    buf_z(b, "\" CHECK(");
    buf_put(b, check->sql);
    buf_char(b, ')');
}

static Str table_sql(Arena *a, const Table *t)
{
    Buf b = {.arena = a};
    buf_z(&b, "CREATE TABLE ");
    put_name(&b, t->name);
    buf_z(&b, " (\n\t");
    for (size_t i = 0; i < t->n_columns; i++) {
        if (i)
            buf_z(&b, ",\n\t");
        put_column(&b, &t->columns[i]);
    }
    if (t->n_primary_key) {
        buf_z(&b, ",\n\tPRIMARY KEY(");
        put_names(&b, t->primary_key, t->n_primary_key, ", ");
        buf_char(&b, ')');
    }
    for (size_t i = 0; i < t->n_foreign_keys; i++) {
        buf_z(&b, ",\n\t");
        put_foreign_key(&b, &t->foreign_keys[i]);
    }
    for (size_t i = 0; i < t->n_checks; i++) {
        buf_z(&b, ",\n\t");
        put_check(&b, &t->checks[i]);
    }
    buf_z(&b, "\n)");
    return buf_str(&b);
}

static Str index_sql(Arena *a, const Table *t, const Index *index)
{
    Buf b = {.arena = a};
    buf_z(&b, index->unique ? "CREATE UNIQUE INDEX " : "CREATE INDEX ");
    put_name(&b, index->name);
    buf_z(&b, " ON ");
    put_name(&b, t->name);
    buf_z(&b, " (");
    for (size_t i = 0; i < index->n_parts; i++) {
        if (i)
            buf_char(&b, ',');
        buf_put(&b, index->parts[i]);
    }
    buf_char(&b, ')');
    if (index->where_sql.len) {
        buf_z(&b, " WHERE ");
        buf_put(&b, index->where_sql);
    }
    return buf_str(&b);
}

static Str view_sql(Arena *a, const View *view)
{
    Buf b = {.arena = a};
    buf_z(&b, "CREATE VIEW ");
    put_name(&b, view->name);
    buf_z(&b, " AS ");
    buf_put(&b, view->sql);
    return buf_str(&b);
}

Ddl *catalog_ddl(Arena *a, const Catalog *c, size_t *n)
{
    Ddls list = {0};
    for (size_t i = 0; i < c->n_statements; i++) {
        const Statement *s = &c->statements[i];
        *arena_push(a, list, Ddl) = (Ddl){s->sql, s->at, s->pieces, s->n_pieces};
    }
    for (size_t i = 0; i < c->n_tables; i++) {
        const Table *t = &c->tables[i];
        *arena_push(a, list, Ddl) = (Ddl){.sql = table_sql(a, t), .at = t->at};
        for (size_t k = 0; k < t->n_indexes; k++)
            *arena_push(a, list, Ddl) =
                (Ddl){.sql = index_sql(a, t, &t->indexes[k]), .at = t->indexes[k].at};
    }
    for (size_t i = 0; i < c->n_views; i++)
        if (!c->views[i].existing)
            *arena_push(a, list, Ddl) =
                (Ddl){.sql = view_sql(a, &c->views[i]), .at = c->views[i].at};
    *n = list.n;
    return list.items;
}
