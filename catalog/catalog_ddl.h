// catalog_ddl.h - the catalog's schema as SQL, as drizzle-kit 0.31 would write it.
//
//     CREATE TABLE `media` (
//     	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
//     	`mime_type` text NOT NULL
//     )
//
// Statements of .sql files come first, then each table followed by its indexes, then
// the views. None ends in a semicolon.

#ifndef CATALOG_CATALOG_DDL_H
#define CATALOG_CATALOG_DDL_H

#include "catalog/catalog.h"

typedef struct Ddl {
    Str sql;
    Span at;             // of the table, index, view or statement it makes
    const Piece *pieces; // of a statement written in SQL, and of a table's columns,
    size_t n_pieces;     // keys and checks; else none
    bool made;           // not written in SQL
} Ddl;

// Lives in a; *n says how many.
Ddl *catalog_ddl(Arena *a, const Catalog *c, size_t *n);

#endif
