// catalog_join.c - one catalog out of a schema and modules of queries.

#include "catalog/catalog_join.h"

const Catalog *catalog_join(Arena *a, const Catalog *schema,
                            const QueryModule *const *modules, size_t n)
{
    size_t total = 0;
    for (size_t i = 0; i < n; i++)
        total += modules[i]->n_queries;
    Query *queries = arena_many(a, Query, total);
    Catalog *whole = arena_new(a, Catalog);
    *whole = *schema;
    whole->queries = queries;
    whole->n_queries = total;
    for (size_t i = 0; i < n; i++)
        for (size_t k = 0; k < modules[i]->n_queries; k++)
            *queries++ = modules[i]->queries[k];
    return whole;
}
