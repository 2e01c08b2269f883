// catalog.c - finding things in a catalog, and the words for its enums.

#include "catalog/catalog.h"

const Table *catalog_find_table(const Catalog *c, Str sql_name)
{
    for (size_t i = 0; i < c->n_tables; i++)
        if (str_eq_nocase(c->tables[i].name, sql_name))
            return &c->tables[i];
    return NULL;
}

const Column *table_find_column(const Table *t, Str sql_name)
{
    for (size_t i = 0; i < t->n_columns; i++)
        if (str_eq_nocase(t->columns[i].name, sql_name))
            return &t->columns[i];
    return NULL;
}

size_t catalog_count_queries(const Catalog *c)
{
    size_t n = 0;
    for (size_t i = 0; i < c->n_queries; i++)
        n += c->queries[i].part.len == 0;
    return n;
}

const char *mode_name(Mode mode)
{
    static const char *const names[] = {
        "",       "number", "boolean", "timestamp", "timestamp_ms",
        "bigint", "json",   "text",    "string",    "buffer",
    };
    return names[mode];
}

const char *cardinality_name(Cardinality cardinality)
{
    static const char *const names[] = {"inferred", "exec", "one", "optional", "many"};
    return names[cardinality];
}

Span pieces_span(const Piece *pieces, size_t n, size_t offset, size_t len)
{
    for (size_t i = 0; i < n; i++) {
        const Piece *p = &pieces[i];
        bool last = i + 1 == n;
        if (offset >= (size_t)p->start + p->len && !last)
            continue;
        if (p->len != p->at.len)
            return p->at;
        size_t inside = offset - p->start;
        if (inside > p->len)
            inside = p->len;
        size_t rest = p->len - inside;
        return (Span){p->at.file, p->at.start + (uint32_t)inside,
                      (uint32_t)(len < rest ? len : rest)};
    }
    return (Span){0};
}
