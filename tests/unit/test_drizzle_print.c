// test_drizzle_print.c - a catalog's schema as Drizzle's TypeScript; that it is the same
// schema is tests/oracle/shadow.mjs's to say.

#include "catalog/drizzle_print.h"

#include <criterion/criterion.h>

static Arena mem;

static bool prints(const Table *tables, size_t n, const char *line)
{
    Str text = drizzle_print(&mem, &(Catalog){.tables = tables, .n_tables = n});
    if (str_find_str(text, str_z(line)) != STR_NONE)
        return true;
    cr_log_warn("%.*s", STR_ARG(text));
    return false;
}

static const Column id = {.name = STR("id"), .sql_type = STR("integer")};

Test(drizzle_print, a_name_that_the_module_has_already_is_another)
{
    Table tables[] = {
        {.key = STR("text"), .name = STR("text"), .columns = &id, .n_columns = 1},
        {.key = STR("default"), .name = STR("a b"), .columns = &id, .n_columns = 1},
        {.name = STR("9 lives"), .columns = &id, .n_columns = 1},
        {.name = STR("_9Lives"), .columns = &id, .n_columns = 1}};
    cr_assert(prints(tables, 4, "export const textTable = sqliteTable('text', {"));
    cr_assert(prints(tables, 4, "export const defaultTable = sqliteTable('a b', {"));
    cr_assert(prints(tables, 4, "export const _9Lives = sqliteTable('9 lives', {"));
    cr_assert(
        prints(tables, 4, "export const _9LivesTable = sqliteTable('_9Lives', {"));
}

Test(drizzle_print, what_stands_in_quotes_and_templates_is_escaped)
{
    Column columns[] = {{.name = STR("it's\\\n"),
                         .sql_type = STR("text"),
                         .mode = MODE_TEXT,
                         .has_default = true,
                         .default_sql = STR("'`''${x}'")},
                        {.name = STR("b"),
                         .sql_type = STR("real"),
                         .has_default = true,
                         .default_sql = STR("(`a` || '${\\')")}};
    Table t = {.name = STR("t"), .columns = columns, .n_columns = 2};
    cr_assert(
        prints(&t, 1, "  'it\\'s\\\\\\n': text('it\\'s\\\\\\n').default('`\\'${x}'),"));
    cr_assert(prints(&t, 1, "b: real('b').default(sql`(\\`a\\` || '\\${\\\\')`),"));
}

Test(drizzle_print, a_type_that_no_builder_has_is_declared_once)
{
    Column columns[] = {{.name = STR("a"), .sql_type = STR("varchar(20)")},
                        {.name = STR("b"), .sql_type = STR("varchar(20)")},
                        {.name = STR("c"), .sql_type = STR("")}};
    Table t = {.name = STR("t"), .columns = columns, .n_columns = 3};
    cr_assert(prints(
        &t, 1,
        "\nconst varchar20 = customType<{ data: string }>({ dataType: () => "
        "'varchar(20)' });\nconst untyped = customType<{ data: unknown }>({ dataType: "
        "() => '' });\n"));
    cr_assert(prints(&t, 1, "  a: varchar20('a'),\n  b: varchar20('b'),\n"));
}

Test(drizzle_print, a_foreign_key_into_a_table_that_is_not_there_is_kept)
{
    static const Str here[] = {STR("id")}, there[] = {STR("uid")};
    ForeignKey key = {.columns = here,
                      .n_columns = 1,
                      .foreign_table = STR("users"),
                      .foreign_columns = there,
                      .n_foreign_columns = 1,
                      .on_delete = STR("cascade")};
    Table t = {.name = STR("t"),
               .columns = &id,
               .n_columns = 1,
               .foreign_keys = &key,
               .n_foreign_keys = 1};
    cr_assert(prints(&t, 1,
                     ".references((): AnySQLiteColumn => sqliteTable('users', { it: "
                     "integer('uid') }).it, { onDelete: 'cascade' }),"));
}

Test(drizzle_print, a_primary_key_that_may_be_null_stands_behind_the_columns)
{
    Column key = {.name = STR("k"), .sql_type = STR("text"), .primary_key = true};
    Table t = {.name = STR("t"), .columns = &key, .n_columns = 1};
    cr_assert(prints(&t, 1,
                     "  k: text('k'),\n}, (t) => [\n  primaryKey({ columns: "
                     "[t.k] }),\n]);\n"));
}
