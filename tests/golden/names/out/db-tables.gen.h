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

// A struct is a row, its members in the order of the columns. Behind it:
// - List, rows that are yours: they live in the arena given to the query.
// - Rows, rows still in SQLite. Nothing is copied: row is good until the
//   next _rows_next() or _rows_end(). Always end what you begin.

// A row of table "order".
typedef struct Order {
    int64_t errno_;
    WeaveText userName; // null if absent
} Order;

typedef struct OrderList {
    Order *items;
    size_t count;
} OrderList;

typedef struct OrderRows {
    Order row;
    WeaveQuery query;
} OrderRows;

bool order_rows_next(OrderRows *rows);
WEAVE_MUST_CHECK
WeaveStatus order_rows_end(OrderRows *rows);
extern const WeaveRow ORDER_ROW;
OrderRows order_rows_begin(WeaveDb *db, WeaveStatement *statement);
void order_rows_one(WeaveQuery *q, WeaveArena *mem, Order *out);
WEAVE_MUST_CHECK
WeaveStatus order_rows_all(WeaveQuery *q, WeaveArena *mem, OrderList *out);

// A row of table "view".
typedef struct View {
    WeaveText type;
    WeaveOptInt default_;
    WeaveOptInt int_;
    WeaveText class_;     // null if absent
    WeaveText n_2nd_name; // null if absent
} View;

typedef struct ViewList {
    View *items;
    size_t count;
} ViewList;

typedef struct ViewRows {
    View row;
    WeaveQuery query;
} ViewRows;

bool view_rows_next(ViewRows *rows);
WEAVE_MUST_CHECK
WeaveStatus view_rows_end(ViewRows *rows);
extern const WeaveRow VIEW_ROW;
ViewRows view_rows_begin(WeaveDb *db, WeaveStatement *statement);
void view_rows_one(WeaveQuery *q, WeaveArena *mem, View *out);
WEAVE_MUST_CHECK
WeaveStatus view_rows_all(WeaveQuery *q, WeaveArena *mem, ViewList *out);

#ifdef __cplusplus
}
#endif

#endif
