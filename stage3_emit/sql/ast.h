// ast.h - an SQL statement as a tree. Everything lives in the arena of sql_parse().
//
// Names are without their quotes. Each node knows its bytes in the SQL. Parentheses
// leave no trace: (a) is a.

#ifndef STAGE3_EMIT_SQL_AST_H
#define STAGE3_EMIT_SQL_AST_H

#include "stage3_emit/sql/lex.h"

typedef struct SqlExpr SqlExpr;
typedef struct SqlSelect SqlSelect;
typedef struct SqlFrom SqlFrom;
typedef struct SqlWindow SqlWindow;

typedef enum SqlExprKind {
    SQL_NULL,
    SQL_INTEGER,
    SQL_FLOAT,
    SQL_STRING,
    SQL_BLOB,
    SQL_NOW, // CURRENT_TIME, CURRENT_DATE, CURRENT_TIMESTAMP
    SQL_PARAM,
    SQL_COLUMN,
    SQL_UNARY,  // op left
    SQL_BINARY, // left op right; of LIKE and its kin third is what stands behind ESCAPE
    SQL_BETWEEN, // left BETWEEN right AND third
    SQL_IN,      // left IN (list), (select), or from: a table or table-valued function
    SQL_CASE,    // CASE left WHEN list[0] THEN list[1] ... ELSE right; both may be null
    SQL_CAST,    // CAST (left AS text)
    SQL_COLLATE, // left COLLATE text
    SQL_CALL,    // text (list)
    SQL_EXISTS,  // EXISTS (select)
    SQL_SUBQUERY, // (select)
    SQL_ROW,      // (list), of two or more
    SQL_RAISE,    // RAISE (text, left)
} SqlExprKind;

typedef enum SqlOp {
    OP_NONE,
    OP_OR,
    OP_AND,
    OP_NOT,
    OP_IS,     // IS, IS NOT DISTINCT FROM
    OP_IS_NOT, // IS NOT, IS DISTINCT FROM
    OP_ISNULL,
    OP_NOTNULL,
    OP_EQ,
    OP_NE,
    OP_LT,
    OP_LE,
    OP_GT,
    OP_GE,
    OP_LIKE,
    OP_GLOB,
    OP_REGEXP,
    OP_MATCH,
    OP_BIT_AND,
    OP_BIT_OR,
    OP_LSHIFT,
    OP_RSHIFT,
    OP_ADD, // unary, too
    OP_SUBTRACT,
    OP_MULTIPLY,
    OP_DIVIDE,
    OP_REMAINDER,
    OP_CONCAT,
    OP_ARROW,
    OP_ARROW2,
    OP_BIT_NOT,
} SqlOp;

typedef struct SqlExprs {
    SqlExpr **items;
    size_t n, capacity;
} SqlExprs;

typedef struct SqlOrder {
    SqlExpr *expr;
    bool descending, nulls_first, nulls_last; // as written
} SqlOrder;

typedef struct SqlOrders {
    SqlOrder *items;
    size_t n, capacity;
} SqlOrders;

typedef struct SqlNames {
    Str *items;
    size_t n, capacity;
} SqlNames;

// What only function calls have.
typedef struct SqlCall {
    bool distinct, star; // count(DISTINCT x), count(*)
    SqlOrders order;     // inside the parentheses
    SqlExpr *filter;     // FILTER (WHERE ...)
    SqlWindow *over;     // or null
} SqlCall;

struct SqlExpr {
    SqlExprKind kind;
    SqlOp op;
    bool negated; // NOT before IN, BETWEEN, LIKE and its kin
    int height;   // of the tree below, from 1
    SqlAt at;
    Str text;          // a literal as written; a function's, type's or collation's name
    Str schema, table; // of SQL_COLUMN, or none
    Str name;          // of SQL_COLUMN
    int param;         // SQLite's number of a SQL_PARAM
    uint32_t ordinal;  // how many parameters stand before it
    SqlExpr *left, *right, *third;
    SqlExprs list;
    SqlSelect *select;
    SqlFrom *from;
    SqlCall *call; // of SQL_CALL, never null there
};

typedef enum SqlFrameUnit {
    FRAME_NONE,
    FRAME_ROWS,
    FRAME_RANGE,
    FRAME_GROUPS,
} SqlFrameUnit;

typedef enum SqlBoundKind {
    BOUND_NONE, // no end: the frame ends with the current row
    BOUND_UNBOUNDED_PRECEDING,
    BOUND_PRECEDING, // expr PRECEDING
    BOUND_CURRENT,
    BOUND_FOLLOWING,
    BOUND_UNBOUNDED_FOLLOWING,
} SqlBoundKind;

typedef struct SqlBound {
    SqlBoundKind kind;
    SqlExpr *expr;
} SqlBound;

struct SqlWindow {
    Str name;  // WINDOW name AS (...); OVER name, then nothing else is set
    bool bare; // OVER name
    Str base;  // ( base ... )
    SqlExprs partition;
    SqlOrders order;
    SqlFrameUnit unit;
    SqlBound start, end;
    Str exclude; // "TIES", "CURRENT ROW", or none
};

typedef enum SqlJoin {
    JOIN_PLAIN = 0, // the first of a FROM, a comma, JOIN, INNER JOIN
    JOIN_LEFT = 1,
    JOIN_RIGHT = 2,
    JOIN_FULL = JOIN_LEFT | JOIN_RIGHT,
} SqlJoin;

// One operand of FROM, with how it is joined to those before it.
typedef struct SqlSource {
    SqlJoin join;
    bool comma, cross, natural;
    Str schema, table; // a table, view, CTE; or a table-valued function
    bool has_args;     // then args, perhaps none
    SqlExprs args;
    SqlSelect *select; // (SELECT ...)
    SqlFrom *nested;   // (a JOIN b)
    Str alias;         // or none
    Str indexed_by;    // or none
    bool not_indexed;
    SqlExpr *on;
    SqlNames using;
    SqlAt at;
} SqlSource;

struct SqlFrom {
    SqlSource *items;
    size_t n, capacity;
};

// One of a result list.
typedef struct SqlItem {
    SqlExpr *expr; // null of "*" and "t.*"
    Str star_of;   // "t" of "t.*"
    Str alias;     // or none
    SqlAt at;      // without the alias
} SqlItem;

typedef struct SqlItems {
    SqlItem *items;
    size_t n, capacity;
} SqlItems;

typedef enum SqlCompound {
    COMPOUND_NONE,
    COMPOUND_UNION,
    COMPOUND_UNION_ALL,
    COMPOUND_INTERSECT,
    COMPOUND_EXCEPT,
} SqlCompound;

// SELECT without ORDER BY, LIMIT and WITH; or VALUES.
typedef struct SqlCore {
    SqlCompound compound; // how it is joined to the one before
    SqlExprs *rows;       // of VALUES
    size_t n_rows;        // 0: a SELECT
    bool distinct;
    SqlItems items;
    SqlFrom from; // n 0: none
    SqlExpr *where, *having;
    SqlExprs group;
    SqlWindow *windows;
    size_t n_windows;
} SqlCore;

typedef struct SqlCte {
    Str name;
    SqlNames columns;
    bool materialized, not_materialized;
    SqlSelect *select;
} SqlCte;

typedef struct SqlWith {
    bool recursive;
    SqlCte *items;
    size_t n, capacity;
} SqlWith;

struct SqlSelect {
    SqlWith with;
    struct {
        SqlCore *items;
        size_t n, capacity;
    } cores; // at least one
    SqlOrders order;
    SqlExpr *limit, *offset;
    int height; // of the tallest expression in it, and one
    SqlAt at;
};

// column = expr, or (column, ...) = expr
typedef struct SqlSet {
    SqlNames columns;
    bool row; // written with parentheses
    SqlExpr *value;
} SqlSet;

typedef struct SqlSets {
    SqlSet *items;
    size_t n, capacity;
} SqlSets;

// ON CONFLICT (target) WHERE target_where DO UPDATE SET ... WHERE ..., or DO NOTHING.
typedef struct SqlUpsert {
    SqlOrders target;
    SqlExpr *target_where;
    bool update;
    SqlSets sets;
    SqlExpr *where;
} SqlUpsert;

typedef enum SqlVerb {
    VERB_SELECT,
    VERB_INSERT,
    VERB_UPDATE,
    VERB_DELETE,
} SqlVerb;

typedef struct SqlStatement {
    SqlVerb verb;
    SqlSelect *select; // of VERB_SELECT; what VERB_INSERT inserts, null: DEFAULT VALUES

    // Of the other verbs:
    SqlWith with;
    Str conflict; // "IGNORE" of INSERT OR IGNORE, "REPLACE" of REPLACE, or none
    SqlSource target;
    SqlNames columns; // of INSERT
    struct {
        SqlUpsert *items;
        size_t n, capacity;
    } upserts;
    SqlSets sets; // of UPDATE
    SqlFrom from;
    SqlExpr *where;
    SqlItems returning;
    SqlOrders order; // UPDATE ... LIMIT, where SQLite has it
    SqlExpr *limit, *offset;
} SqlStatement;

#endif
