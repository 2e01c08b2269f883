// users.gen.h - made by weave from schema.ts. Edit that, not this.

#ifndef USERS_GEN_H
#define USERS_GEN_H

#include "db-tables.gen.h"

#if WEAVE_ABI != 1
#error "made for another weave runtime: run weave again"
#endif

#ifdef __cplusplus
extern "C" {
#endif

// A new row of table "users". Start from {0}: what is not given is the column's
// default.
typedef struct UsersNew {
    WeaveOptInt id; // SQLite chooses it if absent
    WeaveText name; // required
} UsersNew;

// What is to change in a row of table "users". Start from {0}: what is not given stays
// as it is.
typedef struct UsersPatch {
    WeaveText name;
} UsersPatch;

// users.get (schema.ts:4): one row or WEAVE_NOT_FOUND.
WEAVE_MUST_CHECK
WeaveStatus users_get(WeaveDb *db, int64_t id, WeaveArena *mem, Users *out);
const char *users_get_sql(void);

// users.list (schema.ts:4): any number of rows.
WEAVE_MUST_CHECK
WeaveStatus users_list(WeaveDb *db, WeaveArena *mem, UsersList *out);
WEAVE_MUST_CHECK
UsersRows users_list_rows(WeaveDb *db);
WEAVE_MUST_CHECK
WeaveStatus users_list_each(WeaveDb *db, WeaveEach each, void *context);
const char *users_list_sql(void);

// users.insert (schema.ts:4): a new row; *id, if wanted, is its key.
WEAVE_MUST_CHECK
WeaveStatus users_insert(WeaveDb *db, const UsersNew *row, int64_t *id);
const char *users_insert_sql(void);

// users.insert_many (schema.ts:4): new rows, all or none; *changes, if wanted, counts
// them.
WEAVE_MUST_CHECK
WeaveStatus users_insert_many(WeaveDb *db, const UsersNew *rows, size_t count,
                              int64_t *changes);
const char *users_insert_many_sql(void);

// users.count (schema.ts:4): how many rows there are.
WEAVE_MUST_CHECK
WeaveStatus users_count(WeaveDb *db, int64_t *count);
const char *users_count_sql(void);

// users.update (schema.ts:4): all columns of one row, or WEAVE_NOT_FOUND.
WEAVE_MUST_CHECK
WeaveStatus users_update(WeaveDb *db, const Users *row);
const char *users_update_sql(void);

// users.patch (schema.ts:4): some columns of one row, or WEAVE_NOT_FOUND.
WEAVE_MUST_CHECK
WeaveStatus users_patch(WeaveDb *db, int64_t id, const UsersPatch *patch);
const char *users_patch_sql(void);

// users.delete (schema.ts:4): one row less, or WEAVE_NOT_FOUND.
WEAVE_MUST_CHECK
WeaveStatus users_delete(WeaveDb *db, int64_t id);
const char *users_delete_sql(void);

// users.upsert (schema.ts:4): a new row, or, with a key that is there, that row
// changed; what is not given and has a default then stays as it is.
WEAVE_MUST_CHECK
WeaveStatus users_upsert(WeaveDb *db, const UsersNew *row, int64_t *id);
const char *users_upsert_sql(void);

#ifdef __cplusplus
}
#endif

#endif
