// infer.c - what it costs to judge 10,000 queries over 1,000 tables: to have SQLite
// prepare them, to infer them, and to hold the two against each other.
//
//     infer [TABLES [QUERIES]]
//
// The tables have ten columns and two indexes each, the queries eight shapes. Time is
// that of this process alone, so a machine that is busy otherwise measures the same.

#include "stage3_emit/judge/check.h"

#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

typedef struct Statements {
    Statement *items;
    size_t n, capacity;
} Statements;

typedef struct Queries {
    Query *items;
    size_t n, capacity;
} Queries;

static double now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static const Piece *piece_of(Arena *a, Str sql)
{
    Piece *piece = arena_new(a, Piece);
    *piece = (Piece){0, (uint32_t)sql.len, {1, 0, (uint32_t)sql.len}};
    return piece;
}

// --- the schema ----------------------------------------------------------------

static void add_statement(Arena *a, Statements *list, Str sql)
{
    *arena_push(a, *list, Statement) =
        (Statement){sql, piece_of(a, sql), 1, {1, 0, (uint32_t)sql.len}};
}

static void add_table(Arena *a, Statements *list, size_t i)
{
    add_statement(
        a, list,
        str_format(a,
                   "CREATE TABLE t%zu (id INTEGER PRIMARY KEY, parent INTEGER "
                   "REFERENCES t%zu (id), name TEXT NOT NULL, code TEXT UNIQUE, "
                   "size INTEGER, price REAL NOT NULL, data BLOB, flag BOOLEAN "
                   "NOT NULL DEFAULT 0, created_at INTEGER NOT NULL, note TEXT)",
                   i, i ? i - 1 : 0));
    add_statement(a, list,
                  str_format(a, "CREATE INDEX i%zu ON t%zu (name, size)", i, i));
}

// --- the queries ---------------------------------------------------------------

// Eight shapes over the table i and its neighbours.
static Str query(Arena *a, size_t shape, size_t i, size_t n)
{
    size_t j = (i + 1) % n, k = (i + 2) % n;
    switch (shape) {
    case 0: return str_format(a, "SELECT * FROM t%zu WHERE id = :id", i);
    case 1:
        return str_format(
            a,
            "SELECT a.*, b.name AS parent_name FROM t%zu a LEFT JOIN t%zu b "
            "ON b.id = a.parent WHERE a.name LIKE :name LIMIT :n",
            i, j);
    case 2:
        return str_format(
            a,
            "INSERT INTO t%zu (name, code, price, created_at) VALUES (:name, "
            ":code, :price, :now) ON CONFLICT (code) DO UPDATE SET name = "
            "excluded.name RETURNING *",
            i);
    case 3:
        return str_format(a,
                          "UPDATE t%zu SET size = coalesce(:size, size), note = :note "
                          "WHERE id = :id RETURNING id, size",
                          i);
    case 4:
        return str_format(a,
                          "SELECT name, count(*), sum(size), max(created_at) FROM t%zu "
                          "WHERE created_at BETWEEN :from AND :to GROUP BY name HAVING "
                          "count(*) > :least",
                          i);
    case 5:
        return str_format(
            a,
            "SELECT a.id, b.id, c.name, (SELECT count(*) FROM t%zu d WHERE "
            "d.parent = a.id) AS n FROM t%zu a JOIN t%zu b ON b.id = a.parent "
            "JOIN t%zu c ON c.code = b.code WHERE a.id = :id",
            i, i, j, k);
    case 6: return str_format(a, "DELETE FROM t%zu WHERE code = :code AND NOT flag", i);
    default:
        return str_format(
            a,
            "WITH big AS (SELECT id, name, price * 2 AS twice FROM t%zu WHERE "
            "size > :size) SELECT big.*, a.note FROM big JOIN t%zu a ON a.id = "
            "big.id WHERE a.parent IN (SELECT id FROM t%zu)",
            i, j, k);
    }
}

static void add_query(Arena *a, Queries *list, size_t i, size_t n_tables)
{
    Str sql = query(a, i % 8, i / 8 % n_tables, n_tables);
    *arena_push(a, *list, Query) = (Query){.module = S("bench"),
                                           .group = S("benchQueries"),
                                           .name = str_format(a, "q%zu", i),
                                           .sql = sql,
                                           .pieces = piece_of(a, sql),
                                           .n_pieces = 1,
                                           .at = {1, 0, (uint32_t)sql.len}};
}

// --- measuring -----------------------------------------------------------------

static double judge(const Catalog *c)
{
    Arena mem = {0};
    Diag *d = diag_new(&mem, file_loader());
    Checked checked;
    diag_file(d, S("bench.ts"));
    double start = now();
    bool ok = check_catalog(&mem, c, NULL, d, &checked);
    double seconds = now() - start;
    if (!ok || checked.n_queries != c->n_queries) {
        diag_print(d, DIAG_TEXT, false, stderr);
        exit(1);
    }
    arena_free(&mem);
    return seconds;
}

int main(int argc, char **argv)
{
    size_t n_tables = argc > 1 ? strtoul(argv[1], NULL, 10) : 1000;
    size_t n_queries = argc > 2 ? strtoul(argv[2], NULL, 10) : 10000;
    sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0); // as stage3_main() does
    static const Source source = {STR("bench.ts"), STR("bench.ts")};
    Arena mem = {0};
    Statements statements = {0};
    Queries queries = {0};
    for (size_t i = 0; i < n_tables; i++)
        add_table(&mem, &statements, i);
    for (size_t i = 0; i < n_queries; i++)
        add_query(&mem, &queries, i, n_tables);
    Catalog c = {.settings.full_scan = LINT_OFF,
                 .sources = &source,
                 .n_sources = 1,
                 .statements = statements.items,
                 .n_statements = statements.n};
    double schema = judge(&c);
    c.queries = queries.items;
    c.n_queries = queries.n;
    double all = judge(&c);
    printf("%zu tables: %.3f s; %zu queries prepared, inferred and gated: %.3f s, "
           "%.1f us each\n",
           n_tables, schema, n_queries, all - schema,
           (all - schema) / (double)n_queries * 1e6);
    arena_free(&mem);
    return 0;
}
