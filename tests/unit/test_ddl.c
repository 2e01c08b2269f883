// test_ddl.c - a catalog's schema as SQL.

#include "catalog/catalog_ddl.h"

#include <criterion/criterion.h>

static const Column columns[] = {
    {.name = STR("id"),
     .sql_type = STR("integer"),
     .primary_key = true,
     .autoincrement = true,
     .not_null = true},
    {.name = STR("a`b"),
     .sql_type = STR("text(3)"),
     .has_default = true,
     .default_sql = STR("'x'"),
     .not_null = true},
    {.name = STR("g"), .sql_type = STR("real"), .generated_sql = STR("(1 + 1)")},
};
static const Str pair[] = {STR("id"), STR("a`b")};
static const Str other[] = {STR("x"), STR("y")};
static const ForeignKey keys[] = {{.columns = pair,
                                   .n_columns = 2,
                                   .foreign_table = STR("other"),
                                   .foreign_columns = other,
                                   .n_foreign_columns = 2,
                                   .on_update = STR("no action"),
                                   .on_delete = STR("set null")}};
static const Check checks[] = {{.name = STR("c\"d"), .sql = STR("g > 0")}};
static const Str parts[] = {STR("`id`"), STR("lower(\"g\")")};
static const Index indexes[] = {{.name = STR("i"),
                                 .unique = true,
                                 .parts = parts,
                                 .n_parts = 2,
                                 .where_sql = STR("g > 1"),
                                 .at = {1, 7, 2}}};
static const Table tables[] = {{.name = STR("t"),
                                .columns = columns,
                                .n_columns = 3,
                                .primary_key = pair,
                                .n_primary_key = 2,
                                .foreign_keys = keys,
                                .n_foreign_keys = 1,
                                .indexes = indexes,
                                .n_indexes = 1,
                                .checks = checks,
                                .n_checks = 1,
                                .at = {1, 2, 3}}};
static const View views[] = {{.name = STR("seen"), .sql = STR("select 1")},
                             {.name = STR("gone"), .existing = true}};
static const Statement statements[] = {
    {.sql = STR("CREATE TABLE raw (x)"), .at = {2, 5, 20}}};
static const Catalog catalog = {.tables = tables,
                                .n_tables = 1,
                                .views = views,
                                .n_views = 2,
                                .statements = statements,
                                .n_statements = 1};

Test(ddl, statements_then_tables_with_their_indexes_then_views)
{
    Arena a = {0};
    size_t n;
    const Ddl *ddl = catalog_ddl(&a, &catalog, &n);
    cr_assert_eq(n, 4);
    cr_expect_str_eq(ddl[0].sql.ptr, "CREATE TABLE raw (x)");
    cr_expect_str_eq(
        ddl[1].sql.ptr,
        "CREATE TABLE `t` (\n"
        "\t`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,\n"
        "\t`a``b` text(3) DEFAULT 'x' NOT NULL,\n"
        "\t`g` real GENERATED ALWAYS AS (1 + 1) VIRTUAL,\n"
        "\tPRIMARY KEY(`id`, `a``b`),\n"
        "\tFOREIGN KEY (`id`,`a``b`) REFERENCES `other`(`x`,`y`) ON UPDATE no "
        "action ON DELETE set null,\n"
        "\tCONSTRAINT \"c\"\"d\" CHECK(g > 0)\n)");
    cr_expect_str_eq(ddl[2].sql.ptr,
                     "CREATE UNIQUE INDEX `i` ON `t` (`id`,lower(\"g\")) WHERE g > 1");
    cr_expect_str_eq(ddl[3].sql.ptr, "CREATE VIEW `seen` AS select 1");
    arena_free(&a);
}

Test(ddl, each_statement_knows_where_it_comes_from)
{
    Arena a = {0};
    size_t n;
    const Ddl *ddl = catalog_ddl(&a, &catalog, &n);
    cr_expect_eq(ddl[0].at.start, 5);
    cr_expect_eq(ddl[1].at.start, 2);
    cr_expect_eq(ddl[2].at.start, 7);
    arena_free(&a);
}

Test(ddl, a_fault_in_a_table_leads_to_the_part_it_is_in)
{
    Column own[] = {{.name = STR("a"), .sql_type = STR("text"), .at = {1, 20, 1}},
                    {.name = STR("b"), .sql_type = STR("text"), .at = {1, 40, 11}}};
    Check check = {.name = STR("c"), .sql = STR("b > 0"), .at = {1, 60, 5}};
    Table t = {.name = STR("t"),
               .columns = own,
               .n_columns = 2,
               .checks = &check,
               .n_checks = 1,
               .at = {1, 10, 3}};
    Catalog c = {.tables = &t, .n_tables = 1};
    Arena a = {0};
    size_t n;
    const Ddl *ddl = catalog_ddl(&a, &c, &n);
    static const struct {
        const char *word;
        uint32_t start, len;
    } places[] = {{"CREATE", 10, 3},
                  {"`t`", 10, 3},
                  {"`a`", 20, 1},
                  {"`b`", 40, 11},
                  {"CHECK", 60, 5}};
    for (size_t i = 0; i < sizeof places / sizeof *places; i++) {
        size_t at = str_find_str(ddl->sql, str_z(places[i].word));
        cr_assert_neq(at, STR_NONE);
        Span span = pieces_span(ddl->pieces, ddl->n_pieces, at, 3);
        cr_expect_eq(span.start, places[i].start, "%s", places[i].word);
        cr_expect_eq(span.len, places[i].len, "%s", places[i].word);
    }
    // `b` text, with its comma and line is as long as the place it was made of
    size_t b = str_find_str(ddl->sql, S("`b` text"));
    Span inside = pieces_span(ddl->pieces, ddl->n_pieces, b + 4, 4);
    cr_expect_eq(inside.start, 40);
    cr_expect(ddl->made);
    arena_free(&a);
}
