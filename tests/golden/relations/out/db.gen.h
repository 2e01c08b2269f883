// db.gen.h - made by weave from schema.ts. Edit that, not this.

#ifndef DB_GEN_H
#define DB_GEN_H

#include "db-tables.gen.h"
#include "posts.gen.h"
#include "user.gen.h"
#include "users.gen.h"

#if WEAVE_ABI != 1
#error "made for another weave runtime: run weave again"
#endif

#ifdef __cplusplus
extern "C" {
#endif

// The schema: its SQL, and what a database made by it looks like.
extern const WeaveSchema DB_SCHEMA;

// Opens a database of this schema; see weave_open().
WEAVE_MUST_CHECK
WeaveStatus db_open(const char *path, unsigned flags, WeaveDb **out);

// Uses a connection that is open already; see weave_wrap().
WEAVE_MUST_CHECK
WeaveStatus db_wrap(struct sqlite3 *sqlite, unsigned flags, WeaveDb **out);

#ifdef __cplusplus
}
#endif

#endif
