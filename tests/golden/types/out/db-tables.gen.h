// db-tables.gen.h - made by weave from schema.ts. Edit that, not this.

#ifndef DB_TABLES_GEN_H
#define DB_TABLES_GEN_H

#include "weave.h"

#if WEAVE_ABI != 1
#error "made for another weave runtime: run weave again"
#endif

#ifdef __cplusplus
extern "C" {
#endif

// What every.kind can hold. 0 is none of it: _text() of 0 is null, _from() of any other
// text is 0.
typedef enum EveryKind {
    EVERY_KIND_LINK = 1,    // "link"
    EVERY_KIND_IN_PROGRESS, // "in-progress"
} EveryKind;

extern const WeaveEnum EVERY_KIND;
const char *every_kind_text(EveryKind value);
EveryKind every_kind_from(WeaveText text);

// What every.kind_null can hold. 0 is none of it: _text() of 0 is null, _from() of any
// other text is 0.
typedef enum EveryKindNull {
    EVERY_KIND_NULL_LINK = 1, // "link"
    EVERY_KIND_NULL_TEXT,     // "text"
} EveryKindNull;

extern const WeaveEnum EVERY_KIND_NULL;
const char *every_kind_null_text(EveryKindNull value);
EveryKindNull every_kind_null_from(WeaveText text);

// A struct is a row, its members in the order of the columns. Behind it:
// - List, rows that are yours: they live in the arena given to the query.
// - Rows, rows still in SQLite. Nothing is copied: row is good until the
//   next _rows_next() or _rows_end(). Always end what you begin.

// A row of table "every".
typedef struct Every {
    int64_t id;
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
} Every;

typedef struct EveryList {
    Every *items;
    size_t count;
} EveryList;

typedef struct EveryRows {
    Every row;
    WeaveQuery query;
} EveryRows;

bool every_rows_next(EveryRows *rows);
WEAVE_MUST_CHECK
WeaveStatus every_rows_end(EveryRows *rows);
extern const WeaveRow EVERY_ROW;
EveryRows every_rows_begin(WeaveDb *db, WeaveStatement *statement);
void every_rows_one(WeaveQuery *q, WeaveArena *mem, Every *out);
WEAVE_MUST_CHECK
WeaveStatus every_rows_all(WeaveQuery *q, WeaveArena *mem, EveryList *out);

#ifdef __cplusplus
}
#endif

#endif
