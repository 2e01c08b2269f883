// catalog_ddl.c - tables, indexes and views as CREATE statements.

#include "catalog/catalog_ddl.h"

typedef struct Ddls {
    Ddl *items;
    size_t n, capacity;
} Ddls;

// A statement while it is written.
typedef struct Writer {
    Buf buf;
    bool raw; // Settings.raw_names
    struct {
        Piece *items;
        size_t n, capacity;
    } pieces;
} Writer;

// What follows is made of what stands at at. No stretch may be taken for a copy, which
// one of the same length would be.
static void put_place(Writer *w, Span at)
{
    Arena *a = w->buf.arena;
    uint32_t here = (uint32_t)w->buf.n;
    if (w->pieces.n) {
        Piece *last = &w->pieces.items[w->pieces.n - 1];
        last->len = here - last->start;
        if (last->len == last->at.len && last->len > 1) {
            last->len = 1;
            Piece rest = {last->start + 1, here - last->start - 1, last->at};
            *arena_push(a, w->pieces, Piece) = rest;
        }
    }
    *arena_push(a, w->pieces, Piece) = (Piece){here, 0, at};
}

static void put_quoted(Writer *w, Str name, char quote)
{
    buf_char(&w->buf, quote);
    for (size_t i = 0; i < name.len; i++) {
        if (name.ptr[i] == quote && !w->raw)
            buf_char(&w->buf, quote);
        buf_char(&w->buf, name.ptr[i]);
    }
    buf_char(&w->buf, quote);
}

static void put_name(Writer *w, Str name)
{
    put_quoted(w, name, '`');
}

static void put_names(Writer *w, const Str *names, size_t n, const char *between)
{
    for (size_t i = 0; i < n; i++) {
        if (i)
            buf_z(&w->buf, between);
        put_name(w, names[i]);
    }
}

// `id` integer PRIMARY KEY AUTOINCREMENT DEFAULT 0 GENERATED ... NOT NULL
static void put_column(Writer *w, const Column *c)
{
    put_name(w, c->name);
    buf_char(&w->buf, ' ');
    buf_put(&w->buf, c->sql_type);
    if (c->primary_key)
        buf_z(&w->buf, " PRIMARY KEY");
    if (c->autoincrement)
        buf_z(&w->buf, " AUTOINCREMENT");
    if (c->has_default) {
        buf_z(&w->buf, " DEFAULT ");
        buf_put(&w->buf, c->default_sql);
    }
    if (c->generated_sql.len) {
        buf_z(&w->buf, " GENERATED ALWAYS AS ");
        buf_put(&w->buf, c->generated_sql);
        buf_z(&w->buf, c->generated_stored ? " STORED" : " VIRTUAL");
    }
    if (c->not_null)
        buf_z(&w->buf, " NOT NULL");
}

static void put_foreign_key(Writer *w, const ForeignKey *key)
{
    buf_z(&w->buf, "FOREIGN KEY (");
    put_names(w, key->columns, key->n_columns, ",");
    buf_z(&w->buf, ") REFERENCES ");
    put_name(w, key->foreign_table);
    buf_char(&w->buf, '(');
    put_names(w, key->foreign_columns, key->n_foreign_columns, ",");
    buf_z(&w->buf, ") ON UPDATE ");
    buf_put(&w->buf, key->on_update);
    buf_z(&w->buf, " ON DELETE ");
    buf_put(&w->buf, key->on_delete);
}

static void put_check(Writer *w, const Check *check)
{
    buf_z(&w->buf, "CONSTRAINT ");
    put_quoted(w, check->name, '"');
    buf_z(&w->buf, " CHECK(");
    buf_put(&w->buf, check->sql);
    buf_char(&w->buf, ')');
}

static void put_table(Writer *w, const Table *t)
{
    put_place(w, t->at);
    buf_z(&w->buf, "CREATE TABLE ");
    put_name(w, t->name);
    buf_z(&w->buf, " (\n\t");
    for (size_t i = 0; i < t->n_columns; i++) {
        if (i)
            buf_z(&w->buf, ",\n\t");
        put_place(w, t->columns[i].at);
        put_column(w, &t->columns[i]);
    }
    if (t->n_primary_key) {
        buf_z(&w->buf, ",\n\tPRIMARY KEY(");
        put_names(w, t->primary_key, t->n_primary_key, ", ");
        buf_char(&w->buf, ')');
    }
    for (size_t i = 0; i < t->n_foreign_keys; i++) {
        buf_z(&w->buf, ",\n\t");
        put_place(w, t->foreign_keys[i].at);
        put_foreign_key(w, &t->foreign_keys[i]);
    }
    for (size_t i = 0; i < t->n_checks; i++) {
        buf_z(&w->buf, ",\n\t");
        put_place(w, t->checks[i].at);
        put_check(w, &t->checks[i]);
    }
    put_place(w, t->at);
    buf_z(&w->buf, "\n)");
}

static void put_index(Writer *w, const Table *t, const Index *index)
{
    buf_z(&w->buf, index->unique ? "CREATE UNIQUE INDEX " : "CREATE INDEX ");
    put_name(w, index->name);
    buf_z(&w->buf, " ON ");
    put_name(w, t->name);
    buf_z(&w->buf, " (");
    for (size_t i = 0; i < index->n_parts; i++) {
        if (i)
            buf_char(&w->buf, ',');
        buf_put(&w->buf, index->parts[i]);
    }
    buf_char(&w->buf, ')');
    if (index->where_sql.len) {
        buf_z(&w->buf, " WHERE ");
        buf_put(&w->buf, index->where_sql);
    }
}

static void put_view(Writer *w, const View *view)
{
    buf_z(&w->buf, "CREATE VIEW ");
    put_name(w, view->name);
    buf_z(&w->buf, " AS ");
    buf_put(&w->buf, view->sql);
}

static void add(Arena *a, Ddls *list, Writer *w, Span at)
{
    *arena_push(a, *list, Ddl) = (Ddl){.sql = buf_str(&w->buf),
                                       .at = at,
                                       .pieces = w->pieces.items,
                                       .n_pieces = w->pieces.n,
                                       .made = true};
}

static void add_table(Arena *a, const Catalog *c, const Table *t, Ddls *list)
{
    Writer w = {.buf = {.arena = a}, .raw = c->settings.raw_names};
    put_table(&w, t);
    add(a, list, &w, t->at);
    for (size_t i = 0; i < t->n_indexes; i++) {
        w = (Writer){.buf = {.arena = a}, .raw = w.raw};
        put_index(&w, t, &t->indexes[i]);
        add(a, list, &w, t->indexes[i].at);
    }
}

Ddl *catalog_ddl(Arena *a, const Catalog *c, size_t *n)
{
    Ddls list = {0};
    for (size_t i = 0; i < c->n_statements; i++) {
        const Statement *s = &c->statements[i];
        *arena_push(a, list, Ddl) = (Ddl){
            .sql = s->sql, .at = s->at, .pieces = s->pieces, .n_pieces = s->n_pieces};
    }
    for (size_t i = 0; i < c->n_tables; i++)
        add_table(a, c, &c->tables[i], &list);
    for (size_t i = 0; i < c->n_views; i++) {
        Writer w = {.buf = {.arena = a}, .raw = c->settings.raw_names};
        if (c->views[i].existing)
            continue;
        put_view(&w, &c->views[i]);
        add(a, &list, &w, c->views[i].at);
    }
    *n = list.n;
    return list.items;
}
