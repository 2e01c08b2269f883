// catalog_join.h - one catalog out of a schema and modules of queries.
//
// The midstage is a file for the schema and a file for each module, so that a change
// in one recompiles that one. This puts them together when it starts.

#ifndef CATALOG_CATALOG_JOIN_H
#define CATALOG_CATALOG_JOIN_H

#include "catalog/catalog.h"

typedef struct QueryModule {
    const Query *queries;
    size_t n_queries;
} QueryModule;

// The schema with the queries of n modules, one module after another. Lives in a, and
// points into what it was made from.
const Catalog *catalog_join(Arena *a, const Catalog *schema,
                            const QueryModule *const *modules, size_t n);

#endif
