// weave_sqlite.h - the part of the runtime that speaks of SQLite's own types.
//
// Woven code and applications do not need it. weave does: its queries are judged
// on a connection that has been made ready by the very function that makes ready
// the connection they will run on.

#ifndef WEAVE_SQLITE_H
#define WEAVE_SQLITE_H

#include "weave.h"

#include <sqlite3.h>

#ifdef __cplusplus
extern "C" {
#endif

// Everything a connection needs before woven SQL can be prepared on it: double
// quoted strings off, foreign keys on, extended result codes on, the table
// function weave_list registered. Doing it twice is harmless, but not while a
// statement runs. Returns an SQLite result code.
WEAVE_API int weave_prepare_connection(sqlite3 *sqlite);

// Describes the tables of a connection that has been made ready, one line for
// each table, column and unique key, sorted by bytes:
//
//     media table
//     media(content_hash) unique
//     media.id integer not null primary key
//     media.mime_type text not null
//
// Two databases of the same shape can run the same woven code. Of views and
// virtual tables there is only the first line. Defaults, checks, foreign keys,
// plain indexes and the order of columns are not part of it. In names, what is
// not a letter, digit or _ stands as \x and two digits. *out is freed with
// sqlite3_free(); null on failure. Returns an SQLite result code.
WEAVE_API int weave_schema_shape(sqlite3 *sqlite, char **out);

// Runs one migration as weave_migrate() does, without a row in the ledger. WEAVE_BUSY if
// another connection has written since PRAGMA data_version was version.
WEAVE_API WEAVE_MUST_CHECK
WeaveStatus weave_run_migration(WeaveDb *db, const WeaveMigration *migration,
                                int64_t version);

// What of the woven shape the real one has not, or has otherwise, in words: "table media
// is missing; and 2 more". The empty text if nothing; null if there is no memory. Freed
// with sqlite3_free().
WEAVE_API char *weave_shape_difference(const char *woven, const char *real);

#ifdef __cplusplus
}
#endif

#endif
