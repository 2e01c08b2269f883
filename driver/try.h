// try.h - whether SQLite accepts the schema, without a midstage.

#ifndef DRIVER_TRY_H
#define DRIVER_TRY_H

#include "catalog/catalog_ddl.h"
#include "driver/stages.h"

// False if the SQLite that weave is linked with refuses one of the statements, which is
// then reported at the place it was made of. Nothing is tried if the application brings
// another SQLite.
bool schema_is_accepted(Weave *w, const Ddl *statements, size_t n);

#endif
