// every.gen.h - made by weave from schema.ts. Edit that, not this.

#ifndef EVERY_GEN_H
#define EVERY_GEN_H

#include "db-tables.gen.h"

#if WEAVE_ABI != 1
#error "made for another weave runtime: run weave again"
#endif

#ifdef __cplusplus
extern "C" {
#endif

// A row of every.anything.
typedef struct EveryAnything {
    WeaveValue value;
} EveryAnything;

// every.get (schema.ts:35): one row or WEAVE_NOT_FOUND.
WEAVE_MUST_CHECK
WeaveStatus every_get(WeaveDb *db, int64_t id, WeaveArena *mem, Every *out);
const char *every_get_sql(void);

// What every_insert() is given. Start from {0}; a text, blob or enum left absent where
// null is not allowed is WEAVE_MISUSE.
typedef struct EveryInsertParams {
    int64_t i;
    WeaveOptInt i_null;
    bool flag;
    WeaveOptBool flag_null;
    int64_t at;             // seconds since 1970
    WeaveOptInt at_ms_null; // milliseconds since 1970
    double r;
    WeaveOptReal r_null;
    WeaveText t;
    WeaveText t_null; // null if absent
    EveryKind kind;
    EveryKindNull kind_null; // 0 if absent
    WeaveText json;          // JSON
    WeaveText json_null;     // JSON; null if absent
    WeaveBlob b;
    WeaveBlob b_null; // null if absent
    int64_t big;
    WeaveOptInt big_null;
    WeaveText bjson;      // JSON
    WeaveText bjson_null; // JSON; null if absent
    double num;
    WeaveOptReal num_null;
    WeaveText nstr;      // a number
    WeaveText nstr_null; // a number; null if absent
    int64_t nbig;
    WeaveOptInt nbig_null;
} EveryInsertParams;

// every.insert (schema.ts:36): *changes, if wanted, counts the rows changed.
WEAVE_MUST_CHECK
WeaveStatus every_insert(WeaveDb *db, const EveryInsertParams *params,
                         int64_t *changes);
const char *every_insert_sql(void);

// every.anything (schema.ts:45): always one row.
WEAVE_MUST_CHECK
WeaveStatus every_anything(WeaveDb *db, WeaveValue value, WeaveArena *mem,
                           EveryAnything *out);
const char *every_anything_sql(void);

// A new row of table "every". Start from {0}: what is not given is the column's
// default.
typedef struct EveryNew {
    WeaveOptInt id; // SQLite chooses it if absent
    int64_t i;      // required
    WeaveOptInt i_null;
    bool flag; // required
    WeaveOptBool flag_null;
    int64_t at;             // seconds since 1970; required
    WeaveOptInt at_ms_null; // milliseconds since 1970
    double r;               // required
    WeaveOptReal r_null;
    WeaveText t;             // required
    WeaveText t_null;        // null if absent
    EveryKind kind;          // required
    EveryKindNull kind_null; // 0 if absent
    WeaveText json;          // JSON; required
    WeaveText json_null;     // JSON; null if absent
    WeaveBlob b;             // required
    WeaveBlob b_null;        // null if absent
    int64_t big;             // required
    WeaveOptInt big_null;
    WeaveText bjson;      // JSON; required
    WeaveText bjson_null; // JSON; null if absent
    double num;           // required
    WeaveOptReal num_null;
    WeaveText nstr;      // a number; required
    WeaveText nstr_null; // a number; null if absent
    int64_t nbig;        // required
    WeaveOptInt nbig_null;
} EveryNew;

// What is to change in a row of table "every". Start from {0}: what is not given stays
// as it is, and becomes NULL where null says so.
typedef struct EveryPatch {
    WeaveOptInt i;
    WeaveOptInt i_null;
    WeaveOptBool flag;
    WeaveOptBool flag_null;
    WeaveOptInt at;         // seconds since 1970
    WeaveOptInt at_ms_null; // milliseconds since 1970
    WeaveOptReal r;
    WeaveOptReal r_null;
    WeaveText t;
    WeaveText t_null;
    EveryKind kind;
    EveryKindNull kind_null;
    WeaveText json;      // JSON
    WeaveText json_null; // JSON
    WeaveBlob b;
    WeaveBlob b_null;
    WeaveOptInt big;
    WeaveOptInt big_null;
    WeaveText bjson;      // JSON
    WeaveText bjson_null; // JSON
    WeaveOptReal num;
    WeaveOptReal num_null;
    WeaveText nstr;      // a number
    WeaveText nstr_null; // a number
    WeaveOptInt nbig;
    WeaveOptInt nbig_null;
    struct {
        bool i_null;
        bool flag_null;
        bool at_ms_null;
        bool r_null;
        bool t_null;
        bool kind_null;
        bool json_null;
        bool b_null;
        bool big_null;
        bool bjson_null;
        bool num_null;
        bool nstr_null;
        bool nbig_null;
    } null;
} EveryPatch;

// every.list (schema.ts:4): any number of rows.
WEAVE_MUST_CHECK
WeaveStatus every_list(WeaveDb *db, WeaveArena *mem, EveryList *out);
WEAVE_MUST_CHECK
EveryRows every_list_rows(WeaveDb *db);
WEAVE_MUST_CHECK
WeaveStatus every_list_each(WeaveDb *db, WeaveEach each, void *context);
const char *every_list_sql(void);

// every.insert_many (schema.ts:4): new rows, all or none; *changes, if wanted, counts
// them.
WEAVE_MUST_CHECK
WeaveStatus every_insert_many(WeaveDb *db, const EveryNew *rows, size_t count,
                              int64_t *changes);
const char *every_insert_many_sql(void);

// every.count (schema.ts:4): how many rows there are.
WEAVE_MUST_CHECK
WeaveStatus every_count(WeaveDb *db, int64_t *count);
const char *every_count_sql(void);

// every.update (schema.ts:4): all columns of one row, or WEAVE_NOT_FOUND.
WEAVE_MUST_CHECK
WeaveStatus every_update(WeaveDb *db, const Every *row);
const char *every_update_sql(void);

// every.patch (schema.ts:4): some columns of one row, or WEAVE_NOT_FOUND.
WEAVE_MUST_CHECK
WeaveStatus every_patch(WeaveDb *db, int64_t id, const EveryPatch *patch);
const char *every_patch_sql(void);

// every.delete (schema.ts:4): one row less, or WEAVE_NOT_FOUND.
WEAVE_MUST_CHECK
WeaveStatus every_delete(WeaveDb *db, int64_t id);
const char *every_delete_sql(void);

// every.upsert (schema.ts:4): a new row, or, with a key that is there, that row
// changed; what is not given and has a default then stays as it is.
WEAVE_MUST_CHECK
WeaveStatus every_upsert(WeaveDb *db, const EveryNew *row, int64_t *id);
const char *every_upsert_sql(void);

// There is no operation every.get: something else has that name.
// There is no operation every.insert: something else has that name.

#ifdef __cplusplus
}
#endif

#endif
