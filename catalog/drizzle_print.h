// drizzle_print.h - the catalog's schema as the TypeScript of a Drizzle user.
//
//     export const media = sqliteTable('media', {
//       id: integer('id').primaryKey(),
//       mimeType: text('mime_type').notNull(),
//     }, (t) => [
//       index('media_type').on(t.mimeType),
//     ]);
//
// What is read of it again is the same schema: `weave sql` of the text is that of the
// catalog, and drizzle-kit makes the same database of it. Of a catalog it takes the
// tables and the views, in their order; statements of .sql files are not in it, and who
// has some (`weave shadow`, `weave pull`) makes tables of them first, by introspection.
//
// A table needs a name, and of its columns name and sql_type: a builder's if it is
// written as Drizzle writes it (integer, text, real, blob, numeric), else a customType.
// A key that is missing, no identifier or taken already is made of the name. A foreign
// key without a name has drizzle-kit's. $defaultFn() and $onUpdate() are the program's
// own and are not in the catalog.

#ifndef CATALOG_DRIZZLE_PRINT_H
#define CATALOG_DRIZZLE_PRINT_H

#include "catalog/catalog.h"

// The whole file, its imports first; lives in a.
Str drizzle_print(Arena *a, const Catalog *c);

#endif
