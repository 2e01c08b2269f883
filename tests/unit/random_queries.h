// random_queries.h - queries of every construct, made of chance: joins of every kind,
// USING and NATURAL, subqueries, common table expressions, compounds, windows.
//
// SQLite refuses some of them.

#ifndef TESTS_UNIT_RANDOM_QUERIES_H
#define TESTS_UNIT_RANDOM_QUERIES_H

#include "base/str.h"
#include "stage3_emit/model.h"

#include <stdlib.h>
#include <string.h>

typedef struct Random {
    uint64_t state;
} Random;

static inline uint32_t roll(Random *r, uint32_t n)
{
    r->state = r->state * 6364136223846793005u + 1442695040888963407u;
    return (uint32_t)(r->state >> 33) % n;
}

// A number of the environment: tests are run for longer with it.
static inline uint64_t number_from(const char *name, uint64_t otherwise)
{
    const char *text = getenv(name);
    return text ? strtoull(text, NULL, 10) : otherwise;
}

#define PICK(r, ...)                                                                   \
    ((const char *const[]){__VA_ARGS__})[roll(                                         \
        (r), sizeof((const char *const[]){__VA_ARGS__}) / sizeof(char *))]

static inline const char *some(Random *r, StorageClass storage)
{
    switch (storage) {
    case CLASS_INTEGER: return PICK(r, "-1", "0", "1", "2", "3", "4", "1", "2");
    case CLASS_REAL: return PICK(r, "-1.5", "0.0", "1.0", "2.5", "1e9");
    case CLASS_TEXT:
        return PICK(r, "''", "'a'", "'A'", "'b'", "'ab'", "'AB'", "'1'", "'1.0'", "'2'",
                    "'x '");
    case CLASS_BLOB: return PICK(r, "x''", "x'00'", "x'61'");
    default: return some(r, (StorageClass)roll(r, 4));
    }
}

static const char *const random_schema[] = {
    "CREATE TABLE a (id INTEGER PRIMARY KEY, n INTEGER NOT NULL, m INTEGER, t TEXT NOT NULL, "
    "u TEXT, r REAL, b BLOB, flag BOOLEAN NOT NULL)",
    "CREATE UNIQUE INDEX a_m ON a (m) WHERE n > 0",
    "CREATE UNIQUE INDEX a_t ON a (lower(t))",
    "CREATE TABLE p (id INTEGER PRIMARY KEY, a_id INTEGER REFERENCES a (id), code TEXT UNIQUE, "
    "name TEXT NOT NULL COLLATE NOCASE, amount NUMERIC, anything, due TIMESTAMP)",
    "CREATE UNIQUE INDEX p_name ON p (name COLLATE BINARY)",
    "CREATE UNIQUE INDEX p_two ON p (a_id, amount)",
    "CREATE TABLE w (k TEXT, v INTEGER NOT NULL, x INTEGER, PRIMARY KEY (k, v)) WITHOUT ROWID",
    "CREATE TABLE q (k TEXT PRIMARY KEY, v INTEGER UNIQUE)",
    "CREATE TABLE s (k TEXT NOT NULL UNIQUE COLLATE NOCASE, v REAL NOT NULL UNIQUE, id INT)",
    "CREATE TABLE quiet (id INTEGER PRIMARY KEY, u TEXT UNIQUE ON CONFLICT IGNORE)",
    "CREATE TABLE guarded (id INTEGER PRIMARY KEY, n INTEGER NOT NULL)",
    "CREATE TRIGGER guard BEFORE INSERT ON guarded WHEN new.n > 1 BEGIN "
    "SELECT RAISE(IGNORE); END",
    "CREATE TABLE g (id INTEGER PRIMARY KEY, n INTEGER NOT NULL, twice INTEGER AS (n * 2) STORED, "
    "word TEXT AS (CASE WHEN n > 1 THEN 'x' END))",
    "CREATE TABLE z (i INTEGER NOT NULL, r REAL, t TEXT UNIQUE, any ANY, PRIMARY KEY (i, r)) "
    "STRICT",
    "CREATE VIRTUAL TABLE f USING fts5 (title, body, ref UNINDEXED)",
    "CREATE VIEW va AS SELECT id, n, t, m FROM a WHERE n > 0",
    "CREATE VIEW vc AS SELECT n, count(*) AS many, max(m) AS most FROM a GROUP BY n",
    "CREATE VIEW vu AS SELECT id, t AS x FROM a UNION ALL SELECT a_id, id FROM p",
    "CREATE VIEW vv AS SELECT x FROM vu",
    "CREATE VIEW vj AS SELECT a.id, a.t, p.name, q.k FROM a LEFT JOIN p ON p.a_id = a.id "
    "LEFT JOIN q ON q.v = a.m WHERE a.n <> 2",
};

// --- tables --------------------------------------------------------------------

enum { MAX_COLUMNS = 9, MAX_SOURCES = 4, MAX_CTES = 3 };

typedef struct TableUse {
    Str alias;
    Str columns[MAX_COLUMNS];
    uint32_t n;
} TableUse;

typedef struct Names {
    TableUse items[MAX_SOURCES];
    uint32_t n;
    bool merged; // by USING or NATURAL
    const struct Names *outer;
} Names;

typedef struct Maker {
    Arena *arena;
    Random r;
    uint32_t n_aliases;
    TableUse ctes[MAX_CTES];
    uint32_t n_ctes;
} Maker;

static const struct {
    const char *name;
    const char *columns[MAX_COLUMNS];
} stored[] = {
    {"a", {"id", "n", "m", "t", "u", "r", "flag", "b"}},
    {"p", {"id", "a_id", "code", "name", "amount", "anything", "due"}},
    {"w", {"k", "v", "x"}},
    {"q", {"k", "v", "rowid"}},
    {"s", {"k", "v", "id"}},
    {"g", {"id", "n", "twice", "word"}},
    {"z", {"i", "r", "t", "any"}},
    {"va", {"id", "n", "t", "m"}},
    {"vc", {"n", "many", "most"}},
    {"vu", {"id", "x"}},
    {"vj", {"id", "t", "name", "k"}},
    {"f", {"title", "body", "ref"}},
};

static inline void random_select(Maker *m, Buf *b, const Names *outer, int depth,
                                 uint32_t n_items);
static inline void expression(Maker *m, Buf *b, const Names *s, int depth);
static inline void condition(Maker *m, Buf *b, const Names *s, int depth);

static inline Str new_alias(Maker *m)
{
    return str_format(m->arena, "t%u", m->n_aliases++);
}

static inline void name_columns(Maker *m, TableUse *t, uint32_t n)
{
    t->n = n;
    for (uint32_t i = 0; i < n; i++)
        t->columns[i] = str_format(m->arena, "c%u", i);
}

// --- expressions ---------------------------------------------------------------

static inline void column(Maker *m, Buf *b, const Names *s)
{
    while (s && s->outer && roll(&m->r, 5) == 0)
        s = s->outer;
    if (!s || !s->n) {
        buf_z(b, some(&m->r, CLASS_ANY));
        return;
    }
    const TableUse *t = &s->items[roll(&m->r, s->n)];
    Str name = t->columns[roll(&m->r, t->n)];
    if (s->n > 1 && !(s->merged && roll(&m->r, 2)))
        buf_format(b, "%.*s.", STR_ARG(t->alias));
    buf_put(b, name);
}

static inline void operand(Maker *m, Buf *b, const Names *s)
{
    if (roll(&m->r, 3))
        column(m, b, s);
    else
        buf_z(b, roll(&m->r, 3) ? some(&m->r, CLASS_ANY) : PICK(&m->r, ":x", ":y"));
}

static inline void call(Maker *m, Buf *b, const Names *s, int depth)
{
    const char *one =
        PICK(&m->r, "abs(", "lower(", "length(", "typeof(", "round(", "hex(", "likely(",
             "date(", "quote(", "trim(", "json_array(", "ceil(", "unicode(", "sign(",
             "json_type(", "strftime('%Y', ");
    const char *two = PICK(&m->r, "coalesce(", "ifnull(", "nullif(", "max(", "min(",
                           "substr(", "instr(", "round(", "replace('x', ");
    bool both = roll(&m->r, 2);
    buf_z(b, both ? two : one);
    expression(m, b, s, depth - 1);
    if (both) {
        buf_z(b, ", ");
        expression(m, b, s, depth - 1);
    }
    buf_z(b, ")");
}

static inline void aggregate(Maker *m, Buf *b, const Names *s, int depth)
{
    buf_z(b, PICK(&m->r, "count(", "sum(", "min(", "max(", "avg(", "total(",
                  "group_concat(", "json_group_array("));
    expression(m, b, s, depth - 1);
    buf_z(b, ")");
    if (roll(&m->r, 5) == 0) {
        buf_z(b, " FILTER (WHERE ");
        condition(m, b, s, 0);
        buf_z(b, ")");
    }
}

static inline void window(Maker *m, Buf *b, const Names *s, int depth)
{
    if (roll(&m->r, 2)) {
        buf_z(b, PICK(&m->r, "row_number()", "rank()", "ntile(2)", "cume_dist()"));
    } else {
        buf_z(b, PICK(&m->r, "sum(", "max(", "first_value(", "last_value(", "lag(",
                      "lead(", "group_concat(", "count("));
        expression(m, b, s, depth - 1);
        buf_z(b, ")");
    }
    buf_z(b, " OVER (");
    if (roll(&m->r, 2)) {
        buf_z(b, "PARTITION BY ");
        column(m, b, s);
    }
    buf_z(b, " ORDER BY ");
    column(m, b, s);
    buf_z(b,
          PICK(&m->r, "", "", "", " ROWS 1 PRECEDING",
               " ROWS BETWEEN 2 PRECEDING AND 1 PRECEDING",
               " ROWS BETWEEN CURRENT ROW AND UNBOUNDED FOLLOWING",
               " GROUPS BETWEEN 1 FOLLOWING AND 2 FOLLOWING",
               " ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW EXCLUDE CURRENT ROW",
               " RANGE BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW EXCLUDE TIES"));
    buf_z(b, ")");
}

static inline void binary(Maker *m, Buf *b, const Names *s, int depth)
{
    buf_z(b, "(");
    expression(m, b, s, depth - 1);
    buf_z(b,
          PICK(&m->r, " + ", " - ", " * ", " / ", " % ", " || ", " & ", " << ", " = ",
               " < ", " IS ", " AND ", " OR ", " IS NOT ", " -> ", " ->> ", " LIKE "));
    expression(m, b, s, depth - 1);
    buf_z(b, ")");
}

static inline void choice(Maker *m, Buf *b, const Names *s, int depth)
{
    buf_z(b, "CASE WHEN ");
    condition(m, b, s, depth - 1);
    buf_z(b, " THEN ");
    expression(m, b, s, depth - 1);
    if (roll(&m->r, 2)) {
        buf_z(b, " ELSE ");
        expression(m, b, s, depth - 1);
    }
    buf_z(b, " END");
}

static inline void expression(Maker *m, Buf *b, const Names *s, int depth)
{
    uint32_t kind = depth > 0 ? roll(&m->r, 16) : 0;
    switch (kind) {
    case 1:
    case 2: binary(m, b, s, depth); break;
    case 3:
    case 4: call(m, b, s, depth); break;
    case 5: choice(m, b, s, depth); break;
    case 6:
        buf_z(b, PICK(&m->r, "- ", "NOT ", "~ ", "+ "));
        expression(m, b, s, depth - 1);
        break;
    case 7:
        buf_z(b, "CAST(");
        expression(m, b, s, depth - 1);
        buf_z(b, PICK(&m->r, " AS INTEGER)", " AS TEXT)", " AS REAL)", " AS NUMERIC)",
                      " AS BLOB)"));
        break;
    case 8:
        buf_z(b, roll(&m->r, 3) ? "(" : "EXISTS (");
        random_select(m, b, s, depth - 1, 1);
        buf_z(b, ")");
        break;
    default: operand(m, b, s);
    }
}

// --- conditions ----------------------------------------------------------------

static inline void comparison(Maker *m, Buf *b, const Names *s, int depth)
{
    column(m, b, s);
    if (roll(&m->r, 9) == 0)
        buf_z(b, PICK(&m->r, " COLLATE nocase", " COLLATE binary"));
    switch (roll(&m->r, 9)) {
    case 0: buf_z(b, PICK(&m->r, " IS NULL", " IS NOT NULL", " NOTNULL")); break;
    case 1:
        buf_z(b, PICK(&m->r, " BETWEEN ", " NOT BETWEEN "));
        operand(m, b, s);
        buf_z(b, " AND ");
        operand(m, b, s);
        break;
    case 2:
        buf_z(b, PICK(&m->r, " IN (", " NOT IN ("));
        if (roll(&m->r, 3) == 0 && depth > 0) {
            random_select(m, b, s, depth - 1, 1);
        } else {
            operand(m, b, s);
            buf_z(b, roll(&m->r, 2) ? ", 1" : "");
        }
        buf_z(b, ")");
        break;
    case 3:
        buf_z(b, PICK(&m->r, " LIKE ", " NOT LIKE ", " GLOB "));
        operand(m, b, s);
        break;
    default:
        buf_z(b, PICK(&m->r, " = ", " = ", " = ", " = ", " IS ", " < ", " <> ",
                      " IS NOT "));
        operand(m, b, s);
    }
}

static inline void condition(Maker *m, Buf *b, const Names *s, int depth)
{
    uint32_t n = 1 + roll(&m->r, 3);
    for (uint32_t i = 0; i < n; i++) {
        buf_z(b, i == 0 ? "" : roll(&m->r, 5) ? " AND " : " OR ");
        buf_z(b, roll(&m->r, 8) == 0 ? "NOT " : "");
        if (depth > 0 && roll(&m->r, 5) == 0) {
            buf_z(b, "(");
            condition(m, b, s, depth - 1);
            buf_z(b, ")");
        } else if (roll(&m->r, 10) == 0) {
            expression(m, b, s, depth);
        } else {
            comparison(m, b, s, depth);
        }
    }
}

// --- FROM ----------------------------------------------------------------------

static inline void values(Maker *m, Buf *b, TableUse *t)
{
    uint32_t n = 1 + roll(&m->r, 2);
    buf_z(b, "(VALUES ");
    for (uint32_t i = 0; i < n; i++)
        buf_format(b, "%s(%s, %s)", i ? ", " : "", some(&m->r, CLASS_ANY),
                   roll(&m->r, 4) ? some(&m->r, CLASS_ANY) : "NULL");
    buf_z(b, ")");
    t->columns[0] = S("column1");
    t->columns[1] = S("column2");
    t->n = 2;
}

static inline void source(Maker *m, Buf *b, Names *s, const Names *outer, int depth)
{
    TableUse *t = &s->items[s->n];
    uint32_t kind = depth > 0 ? roll(&m->r, 12) : 0;
    *t = (TableUse){.alias = new_alias(m)};
    if (kind == 1 || kind == 2) {
        uint32_t n = 1 + roll(&m->r, 3);
        buf_z(b, "(");
        random_select(m, b, outer, depth - 1, n);
        buf_z(b, ")");
        name_columns(m, t, n);
    } else if (kind <= 4 && kind > 2 && m->n_ctes) {
        const TableUse *cte = &m->ctes[roll(&m->r, m->n_ctes)];
        buf_put(b, cte->alias);
        t->n = cte->n;
        memcpy(t->columns, cte->columns, sizeof t->columns);
    } else if (kind == 5) {
        values(m, b, t);
    } else if (kind == 6) {
        buf_z(b, "json_each('[1, null, \"x\"]')");
        t->columns[0] = S("key");
        t->columns[1] = S("value");
        t->columns[2] = S("type");
        t->columns[3] = S("parent");
        t->n = 4;
    } else {
        uint32_t i = roll(&m->r, sizeof stored / sizeof *stored);
        buf_z(b, stored[i].name);
        for (; t->n < MAX_COLUMNS && stored[i].columns[t->n]; t->n++)
            t->columns[t->n] = str_z(stored[i].columns[t->n]);
    }
    buf_format(b, " AS %.*s", STR_ARG(t->alias));
    s->n++;
}

static inline void join(Maker *m, Buf *b, Names *s, const Names *outer, int depth)
{
    const char *how = PICK(&m->r, " JOIN ", " JOIN ", " LEFT JOIN ", " LEFT JOIN ",
                           " RIGHT JOIN ", " FULL JOIN ", ", ", " CROSS JOIN ");
    bool natural = how[0] == ' ' && how[1] != 'C' && roll(&m->r, 10) == 0;
    buf_z(b, natural ? " NATURAL" : "");
    buf_z(b, how);
    bool nested = s->n + 2 < MAX_SOURCES && roll(&m->r, 8) == 0;
    buf_z(b, nested ? "(" : "");
    source(m, b, s, outer, depth);
    if (nested) {
        join(m, b, s, outer, depth);
        buf_z(b, ")");
    }
    s->merged |= natural;
    if (natural || *how == ',' || how[1] == 'C')
        return;
    if (roll(&m->r, 5) == 0) {
        const TableUse *t = &s->items[roll(&m->r, s->n)];
        buf_format(b, " USING (%.*s)", STR_ARG(t->columns[roll(&m->r, t->n)]));
        s->merged = true;
        return;
    }
    buf_z(b, " ON ");
    condition(m, b, s, depth > 0 ? 1 : 0);
}

static inline Names from(Maker *m, Buf *b, const Names *outer, int depth)
{
    Names s = {0};
    uint32_t n = 1 + roll(&m->r, depth > 1 ? 3 : 2);
    source(m, b, &s, NULL, depth);
    while (s.n < n)
        join(m, b, &s, NULL, depth);
    s.outer = outer;
    return s;
}

// --- SELECT --------------------------------------------------------------------

static inline void items(Maker *m, Buf *b, const Names *s, int depth, bool grouped,
                         uint32_t n)
{
    uint32_t aggregates = grouped ? 3 : roll(&m->r, 6) == 0 ? 2 : 0;
    for (uint32_t i = 0; i < n; i++) {
        buf_z(b, i ? ", " : "");
        if (aggregates && roll(&m->r, 5) < aggregates)
            aggregate(m, b, s, depth);
        else if (!aggregates && roll(&m->r, 12) == 0)
            window(m, b, s, depth);
        else if (roll(&m->r, 2))
            column(m, b, s);
        else
            expression(m, b, s, depth);
        buf_format(b, " AS c%u", i);
    }
}

static inline void core(Maker *m, Buf *b, const Names *outer, int depth,
                        uint32_t n_items)
{
    Buf tables = {.arena = m->arena};
    Names s = from(m, &tables, outer, depth);
    bool grouped = roll(&m->r, 5) == 0;
    buf_z(b, roll(&m->r, 8) ? "SELECT " : "SELECT DISTINCT ");
    if (n_items == 0 && roll(&m->r, 3) == 0)
        buf_z(b, "*");
    else if (n_items == 0 && roll(&m->r, 8) == 0)
        buf_format(b, "%.*s.*, 1", STR_ARG(s.items[roll(&m->r, s.n)].alias));
    else
        items(m, b, &s, depth, grouped, n_items ? n_items : 1 + roll(&m->r, 4));
    buf_format(b, " FROM %.*s", STR_ARG(buf_str(&tables)));
    if (roll(&m->r, 4)) {
        buf_z(b, " WHERE ");
        condition(m, b, &s, depth);
    }
    if (!grouped)
        return;
    buf_z(b, " GROUP BY ");
    for (uint32_t n = 1 + roll(&m->r, 2); n > 0; n--) {
        column(m, b, &s);
        buf_z(b, n > 1 ? ", " : "");
    }
    if (roll(&m->r, 4) == 0)
        buf_z(b, " HAVING count(*) > 1");
}

static inline void random_select(Maker *m, Buf *b, const Names *outer, int depth,
                                 uint32_t n_items)
{
    uint32_t arms = depth > 0 && roll(&m->r, 8) == 0 ? 2 + roll(&m->r, 2) : 1;
    if (arms > 1 && !n_items)
        n_items = 1 + roll(&m->r, 3);
    for (uint32_t i = 0; i < arms; i++) {
        buf_z(b, i ? PICK(&m->r, " UNION ", " UNION ALL ", " INTERSECT ", " EXCEPT ")
                   : "");
        core(m, b, outer, depth, n_items);
    }
    if (roll(&m->r, 6) == 0)
        buf_z(b, PICK(&m->r, " LIMIT 1", " LIMIT 2", " LIMIT 1 OFFSET 1", " LIMIT 0",
                      " ORDER BY 1 LIMIT 1"));
}

static inline void recursive(Maker *m, Buf *b, TableUse *t)
{
    name_columns(m, t, 2);
    buf_format(
        b,
        "%.*s(c0, c1) AS (SELECT %s, %s FROM a UNION SELECT %s, %s FROM %.*s %s "
        "LIMIT 20)",
        STR_ARG(t->alias), PICK(&m->r, "n", "id", "m", "t"),
        PICK(&m->r, "1", "u", "NULL", "r", "flag"),
        PICK(&m->r, "c0 + 1", "c1", "c0", "c0 / 2"),
        PICK(&m->r, "c0", "c1", "coalesce(c1, c0)", "1.5"), STR_ARG(t->alias),
        PICK(&m->r, "WHERE c0 < 4", "JOIN q ON q.v = c0", "LEFT JOIN q ON q.v = c1"));
}

static inline void with(Maker *m, Buf *b)
{
    uint32_t n = 1 + roll(&m->r, 2);
    buf_z(b, "WITH RECURSIVE ");
    for (uint32_t i = 0; i < n; i++) {
        TableUse t = {.alias = str_format(m->arena, "x%u", i)};
        buf_z(b, i ? ", " : "");
        if (roll(&m->r, 3) == 0) {
            recursive(m, b, &t);
        } else {
            uint32_t columns = 1 + roll(&m->r, 3);
            name_columns(m, &t, columns);
            buf_format(b, "%.*s AS (", STR_ARG(t.alias));
            random_select(m, b, NULL, 1, columns);
            buf_z(b, ")");
        }
        m->ctes[m->n_ctes++] = t;
    }
    buf_z(b, " ");
}

// UPDATE and DELETE with what they return.
static inline void random_change(Maker *m, Buf *b)
{
    Names s = {0};
    uint32_t i = roll(&m->r, 5);
    TableUse *t = &s.items[s.n++];
    for (; t->n < MAX_COLUMNS && stored[i].columns[t->n]; t->n++)
        t->columns[t->n] = str_z(stored[i].columns[t->n]);
    Str written = t->columns[1 + roll(&m->r, t->n - 1)];
    bool deletes = roll(&m->r, 2);
    buf_format(b, deletes ? "DELETE FROM %s" : "UPDATE OR IGNORE %s SET ",
               stored[i].name);
    if (!deletes) {
        buf_format(b, "%.*s = ", STR_ARG(written));
        if (roll(&m->r, 2))
            buf_z(b, "NULL");
        else
            buf_put(b, written);
    }
    buf_z(b, " WHERE ");
    condition(m, b, &s, 1);
    buf_z(b, " RETURNING ");
    buf_z(b, roll(&m->r, 2) ? "*" : t->columns[0].ptr);
}

static inline Str random_query(Arena *a, uint64_t seed)
{
    Maker m = {.arena = a, .r = {seed * 2654435761u + 12345u}};
    Buf b = {.arena = a};
    roll(&m.r, 2);
    if (roll(&m.r, 8) == 0) {
        random_change(&m, &b);
        return buf_str(&b);
    }
    if (roll(&m.r, 4) == 0)
        with(&m, &b);
    random_select(&m, &b, NULL, 2, 0);
    return buf_str(&b);
}

#endif
