// test_sql_lex.c - tokens, quoting, and the numbers of parameters.

#include "stage3_emit/sql/lex.h"

#include <criterion/criterion.h>
#include <sqlite3.h>

static SqlTokenKind kind_of(Arena *a, const char *sql)
{
    SqlText t = sql_lex(a, str_z(sql));
    return t.n_tokens == 2 ? t.tokens[0].kind : TOKEN_BAD;
}

Test(sql_lex, a_token_of_each_kind_is_known)
{
    Arena mem = {0};
    cr_assert_eq(kind_of(&mem, "word$1"), TOKEN_WORD);
    cr_assert_eq(kind_of(&mem, "\"a\"\"b\""), TOKEN_QUOTED);
    cr_assert_eq(kind_of(&mem, "[a b]"), TOKEN_QUOTED);
    cr_assert_eq(kind_of(&mem, "`a``b`"), TOKEN_QUOTED);
    cr_assert_eq(kind_of(&mem, "'it''s'"), TOKEN_STRING);
    cr_assert_eq(kind_of(&mem, "x'0aF1'"), TOKEN_BLOB);
    cr_assert_eq(kind_of(&mem, "0x1F"), TOKEN_INTEGER);
    cr_assert_eq(kind_of(&mem, "1_000"), TOKEN_INTEGER);
    cr_assert_eq(kind_of(&mem, ".5e-3"), TOKEN_FLOAT);
    cr_assert_eq(kind_of(&mem, "$a::b(c)"), TOKEN_PARAM);
    cr_assert_eq(kind_of(&mem, "->>"), TOKEN_ARROW2);
    arena_free(&mem);
}

Test(sql_lex, what_is_no_token_is_bad_and_ends)
{
    static const char *const bad[] = {"'open", "\"open", "[open", "x'0'", "x'0", "3x",
                                      ":",     "@",      "!",     "#1",   "0x"};
    Arena mem = {0};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        cr_assert_eq(sql_lex(&mem, str_z(bad[i])).tokens[0].kind, TOKEN_BAD, "%s",
                     bad[i]);
    arena_free(&mem);
}

Test(sql_lex, every_keyword_is_found_in_any_case)
{
    Arena mem = {0};
    static const struct {
        const char *word;
        SqlKeyword keyword;
    } all[] = {
#define X(word, class) {#word, KW_##word},
#include "stage3_emit/sql/keywords.h"
#undef X
    };
    for (size_t i = 0; i < sizeof all / sizeof *all; i++)
        cr_assert_eq(sql_lex(&mem, str_z(all[i].word)).tokens[0].keyword,
                     all[i].keyword);
    cr_assert_eq(sql_lex(&mem, S("sElEcT")).tokens[0].keyword, KW_SELECT);
    cr_assert_eq(sql_lex(&mem, S("selec")).tokens[0].keyword, KW_NONE);
    cr_assert_eq(sql_lex(&mem, S("selects")).tokens[0].keyword, KW_NONE);
    arena_free(&mem);
}

Test(sql_lex, comments_are_kept_aside)
{
    Arena mem = {0};
    SqlText t = sql_lex(&mem, S("a -- one\n/* two */ b -- three"));
    cr_assert_eq(t.n_tokens, 3);
    cr_assert_eq(t.n_comments, 3);
    cr_assert(str_is(str_cut(t.sql, t.comments[0].start, t.comments[0].end), "-- one"));
    cr_assert_eq(t.comments[2].end, t.sql.len);
    arena_free(&mem);
}

Test(sql_lex, parameters_are_numbered_as_sqlite_does)
{
    static const char *const queries[] = {
        "SELECT ?, ?, ?",
        "SELECT ?3, ?, :a, ?1, :a, @a, $a, ?",
        "SELECT :a, ?2, :b, ?",
        "SELECT $a::b(c), $a::b, :x",
    };
    Arena mem = {0};
    sqlite3 *db;
    sqlite3_open(":memory:", &db);
    for (size_t i = 0; i < sizeof queries / sizeof *queries; i++) {
        sqlite3_stmt *stmt;
        cr_assert_eq(sqlite3_prepare_v2(db, queries[i], -1, &stmt, NULL), SQLITE_OK);
        SqlText t = sql_lex(&mem, str_z(queries[i]));
        cr_assert_eq(t.n_params, sqlite3_bind_parameter_count(stmt));
        for (size_t k = 0; k < t.n_tokens; k++) {
            const char *name = str_zero(
                &mem, str_cut(t.sql, t.tokens[k].at.start, t.tokens[k].at.end));
            if (t.tokens[k].kind == TOKEN_PARAM && name[1])
                cr_assert_eq(t.tokens[k].param,
                             sqlite3_bind_parameter_index(stmt, name));
        }
        sqlite3_finalize(stmt);
    }
    sqlite3_close(db);
    arena_free(&mem);
}

Test(sql_lex, names_are_quoted_where_they_must_be)
{
    Arena mem = {0};
    cr_assert(str_is(sql_quote(&mem, S("mime_type")), "mime_type"));
    cr_assert(str_is(sql_quote(&mem, S("key")), "key"));
    cr_assert(str_is(sql_quote(&mem, S("order")), "\"order\""));
    cr_assert(str_is(sql_quote(&mem, S("Left")), "\"Left\""));
    cr_assert(str_is(sql_quote(&mem, S("a b")), "\"a b\""));
    cr_assert(str_is(sql_quote(&mem, S("say \"x\"")), "\"say \"\"x\"\"\""));
    cr_assert(str_is(sql_quote(&mem, S("")), "\"\""));
    cr_assert(str_is(sql_unquote(&mem, S("\"say \"\"x\"\"\"")), "say \"x\""));
    cr_assert(str_is(sql_unquote(&mem, S("[a]")), "a"));
    cr_assert(str_is(sql_unquote(&mem, S("plain")), "plain"));
    arena_free(&mem);
}
