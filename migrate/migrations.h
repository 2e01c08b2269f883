// migrations.h - the catalog's migrations as the runtime takes them.
//
// The one code that applies migrations is the runtime's: the woven program, the midstage
// that tries them and `weave migrate` all hand it this.

#ifndef MIGRATE_MIGRATIONS_H
#define MIGRATE_MIGRATIONS_H

#include "catalog/catalog.h"
#include "runtime/weave.h"

const WeaveMigrations *migrations_of(Arena *a, const Catalog *c, Diag *d);

// "drizzle/0001_add_score.sql:3", where a statement stands.
Str migrations_place(Arena *a, const Catalog *c, Diag *d, Span at);

// Reports the last failure of db, applying c's migrations, as W340 at the statement that
// failed, or at the first file.
void migrations_report(const Catalog *c, const WeaveMigrations *m, WeaveDb *db, Diag *d,
                       Severity severity);

#endif
