// test_sql_parse.c - the parser against SQLite: what is printed again, every operand in
// parentheses, compiles to the same bytecode.

#include "random_queries.h"
#include "sql_corpus.h"
#include "stage3_emit/sql/parse.h"
#include "stage3_emit/sql/print.h"

#include <criterion/criterion.h>
#include <sqlite3.h>
#include <stdio.h>
#include <string.h>

static sqlite3 *open_corpus(void)
{
    sqlite3 *db;
    cr_assert_eq(sqlite3_open(":memory:", &db), SQLITE_OK);
    sqlite3_db_config(db, SQLITE_DBCONFIG_DQS_DML, 0, NULL);
    cr_assert_eq(sqlite3_exec(db, corpus_schema, NULL, NULL, NULL), SQLITE_OK, "%s",
                 sqlite3_errmsg(db));
    return db;
}

static Str cell(Arena *a, sqlite3_stmt *stmt, int column)
{
    const char *text = (const char *)sqlite3_column_text(stmt, column);
    // A virtual table is shown by its address, a KeyInfo by nothing that differs.
    return text && strncmp(text, "vtab:", 5) == 0 ? S("vtab")
                                                  : str_copy(a, str_z(text));
}

// The program SQLite makes of sql, a line an instruction; none if it refuses.
static Str bytecode(Arena *a, sqlite3 *db, Str sql)
{
    sqlite3_stmt *stmt;
    Buf b = {.arena = a};
    Str explain = str_format(a, "EXPLAIN %.*s", STR_ARG(sql));
    if (sqlite3_prepare_v2(db, explain.ptr, -1, &stmt, NULL) != SQLITE_OK)
        return (Str){0};
    while (sqlite3_step(stmt) == SQLITE_ROW) {
        for (int i = 0; i < sqlite3_column_count(stmt) - 1; i++)
            buf_format(&b, "%.*s|", STR_ARG(cell(a, stmt, i)));
        buf_char(&b, '\n');
    }
    sqlite3_finalize(stmt);
    return buf_str(&b);
}

static SqlStatement *parse(Arena *a, Str sql)
{
    SqlAt where;
    SqlText text = sql_lex(a, sql);
    return sql_parse(a, &text, &where);
}

// False if SQLite refuses sql.
static bool check_reprint(Arena *a, sqlite3 *db, Str sql)
{
    Str before = bytecode(a, db, sql);
    if (!before.ptr)
        return false;
    SqlStatement *s = parse(a, sql);
    cr_assert(s, "cannot parse: %.*s", STR_ARG(sql));
    Str again = sql_print(a, s);
    Str after = bytecode(a, db, again);
    cr_assert(after.ptr, "%s\nfrom: %.*s\nto:   %.*s", sqlite3_errmsg(db), STR_ARG(sql),
              STR_ARG(again));
    cr_assert(str_eq(before, after), "other bytecode\nfrom: %.*s\nto:   %.*s",
              STR_ARG(sql), STR_ARG(again));
    return true;
}

Test(sql_parse, every_statement_of_the_corpus_compiles_to_the_same_bytecode_again)
{
    Arena mem = {0};
    sqlite3 *db = open_corpus();
    size_t n = 0;
    for (size_t i = 0; i < sizeof corpus / sizeof *corpus; i++) {
        bool compiled = check_reprint(&mem, db, str_z(corpus[i]));
        if (!compiled)
            printf("# refused by SQLite: %s: %s\n", corpus[i], sqlite3_errmsg(db));
        n += compiled;
    }
    cr_assert_geq(n, 150);
    sqlite3_close(db);
    arena_free(&mem);
}

// --- random expressions ----------------------------------------------------------

static void soup(Buf *b, Random *r, int depth);

static void primary(Buf *b, Random *r, int depth)
{
    uint32_t kind = depth > 0 ? roll(r, 14) : roll(r, 6);
    if (kind < 6) {
        buf_z(b,
              PICK(r, "a", "b", "t.c", "1", "'x'", "NULL", "2.5", ":p", "?", "x'00'"));
    } else if (kind == 6) {
        buf_char(b, '(');
        soup(b, r, depth - 1);
        buf_char(b, ')');
    } else if (kind == 7) {
        buf_z(b, PICK(r, "abs(", "lower(", "likely(", "CAST(-"));
        soup(b, r, depth - 1);
        buf_z(b, b->items[b->n - 1] == '-' ? "1)" : ")");
    } else if (kind == 8) {
        buf_z(b, "CASE WHEN ");
        soup(b, r, depth - 1);
        buf_z(b, " THEN ");
        soup(b, r, depth - 1);
        buf_z(b, " END");
    } else if (kind == 9) {
        buf_z(b, "EXISTS (SELECT 1 FROM u WHERE ");
        soup(b, r, depth - 2);
        buf_char(b, ')');
    } else {
        buf_z(b, PICK(r, "NOT ", "- ", "+ ", "~ ", "NOT ", "NOT "));
        primary(b, r, depth - 1);
    }
}

// An operator and what follows it, with no parentheses to say what belongs to what.
static void infix(Buf *b, Random *r, int depth)
{
    uint32_t kind = roll(r, 20);
    if (kind < 12) {
        buf_z(b, PICK(r, " = ", " <> ", " < ", " >= ", " + ", " - ", " * ", " / ",
                      " % ", " || ", " & ", " | ", " << ", " AND ", " OR ", " IS ",
                      " IS NOT ", " IS NOT DISTINCT FROM ", " -> ", " ->> "));
        primary(b, r, depth);
    } else if (kind == 12) {
        buf_z(b, PICK(r, " ISNULL", " NOTNULL", " NOT NULL", " IS NULL"));
    } else if (kind == 13) {
        buf_z(b, PICK(r, " COLLATE nocase", " COLLATE binary"));
    } else if (kind == 14) {
        buf_z(b,
              PICK(r, " IN (1, 2)", " NOT IN (3)", " IN (SELECT x FROM u)", " IN ()"));
    } else if (kind <= 16) {
        buf_z(b, PICK(r, " BETWEEN ", " NOT BETWEEN "));
        primary(b, r, depth);
        if (roll(r, 2)) {
            buf_z(b, PICK(r, " + ", " = ", " < ", " || "));
            primary(b, r, depth);
        }
        buf_z(b, " AND ");
        primary(b, r, depth);
    } else {
        buf_z(b, PICK(r, " LIKE ", " NOT LIKE ", " GLOB ", " NOT GLOB "));
        primary(b, r, depth);
        if (roll(r, 3) == 0) {
            buf_z(b, " ESCAPE ");
            primary(b, r, depth);
        }
    }
}

static void soup(Buf *b, Random *r, int depth)
{
    primary(b, r, depth);
    for (uint32_t n = roll(r, 5); n > 0; n--)
        infix(b, r, depth - 1);
}

Test(sql_parse, random_operator_soup_is_understood_as_sqlite_understands_it,
     .timeout = 36000)
{
    uint64_t seed = number_from("PARSE_SEED", 20240611);
    uint64_t rounds = number_from("PARSE_ROUNDS", 6000);
    Random r = {seed};
    sqlite3 *db = open_corpus();
    size_t n = 0;
    for (uint64_t i = 0; i < rounds; i++) {
        Arena mem = {0};
        Buf b = {.arena = &mem};
        buf_z(&b, "SELECT ");
        soup(&b, &r, 3);
        buf_z(&b, " FROM t WHERE ");
        soup(&b, &r, 2);
        n += check_reprint(&mem, db, buf_str(&b));
        arena_free(&mem);
    }
    printf("# seed %llu: %zu of %llu random statements compiled\n",
           (unsigned long long)seed, n, (unsigned long long)rounds);
    cr_assert_gt(n, rounds / 2);
    sqlite3_close(db);
}

// Joins, subqueries, recursive tables, windows: PARSE_ROUNDS=50000 for more of them.
Test(sql_parse, random_statements_are_understood_as_sqlite_understands_them,
     .timeout = 36000)
{
    uint64_t seed = number_from("PARSE_SEED", 500000);
    uint64_t rounds = number_from("PARSE_ROUNDS", 2000);
    sqlite3 *db;
    size_t n = 0;
    cr_assert_eq(sqlite3_open(":memory:", &db), SQLITE_OK);
    for (size_t i = 0; i < sizeof random_schema / sizeof *random_schema; i++)
        cr_assert_eq(sqlite3_exec(db, random_schema[i], NULL, NULL, NULL), SQLITE_OK);
    for (uint64_t i = 0; i < rounds; i++) {
        Arena mem = {0};
        n += check_reprint(&mem, db, random_query(&mem, seed + i));
        arena_free(&mem);
    }
    printf("# seed %llu: %zu of %llu random statements compiled\n",
           (unsigned long long)seed, n, (unsigned long long)rounds);
    cr_assert_gt(n, rounds / 2);
    sqlite3_close(db);
}

// --- what is no SQL --------------------------------------------------------------

static Str repeat(Arena *a, const char *before, const char *part, const char *after)
{
    Buf b = {.arena = a};
    buf_z(&b, before);
    for (int i = 0; i < 100000; i++)
        buf_z(&b, part);
    buf_z(&b, after);
    return buf_str(&b);
}

Test(sql_parse, depth_is_refused_and_never_a_crash)
{
    Arena mem = {0};
    cr_assert_null(parse(&mem, repeat(&mem, "SELECT ", "(", "1")));
    cr_assert_null(parse(&mem, repeat(&mem, "SELECT ", "NOT ", "1")));
    cr_assert_null(parse(&mem, repeat(&mem, "SELECT ", "- ", "1")));
    cr_assert_null(parse(&mem, repeat(&mem, "SELECT 1", " + 1", "")));
    cr_assert_null(parse(&mem, repeat(&mem, "SELECT ", "1 = CASE WHEN ", "1")));
    cr_assert_null(parse(&mem, repeat(&mem, "SELECT 1 ", "FROM (SELECT 1 ", "")));
    cr_assert_null(parse(&mem, repeat(&mem, "SELECT ", "(SELECT ", "1")));
    cr_assert_null(parse(&mem, repeat(&mem, "SELECT * FROM ", "(", "t")));
    cr_assert_null(parse(&mem, repeat(&mem, "SELECT ", "f(", "1")));
    cr_assert(parse(&mem, repeat(&mem, "SELECT 1", ", 1", "")));
    cr_assert(parse(&mem, repeat(&mem, "VALUES (1)", ", (1)", "")));
    arena_free(&mem);
}

Test(sql_parse, every_beginning_of_every_statement_ends_the_parser_quietly)
{
    for (size_t i = 0; i < sizeof corpus / sizeof *corpus; i++) {
        Arena mem = {0};
        Str sql = str_z(corpus[i]);
        for (size_t n = 0; n <= sql.len; n++)
            parse(&mem, str_copy(&mem, str_cut(sql, 0, n)));
        arena_free(&mem);
    }
}

Test(sql_parse, what_it_cannot_read_is_told_by_its_place)
{
    Arena mem = {0};
    SqlAt where;
    SqlText text = sql_lex(&mem, S("SELECT a FROM t WHERE ORDER BY b"));
    cr_assert_null(sql_parse(&mem, &text, &where));
    cr_assert_eq(where.start, 22);
    cr_assert_eq(where.end, 27);
    arena_free(&mem);
}

Test(sql_parse, a_view_is_read_from_its_create_statement)
{
    Arena mem = {0};
    SqlSelect *s = sql_parse_view(&mem, S("CREATE VIEW \"as\"(x) AS SELECT a FROM t"));
    cr_assert(s);
    cr_assert(str_is(s->cores.items[0].from.items[0].table, "t"));
    arena_free(&mem);
}
