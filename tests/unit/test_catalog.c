// test_catalog.c - the catalog's JSON and its places.

#include "catalog/catalog_fields.h"
#include "catalog/catalog_json.h"

#include <criterion/criterion.h>

static const Str kinds[] = {STR("photo"), STR("it's \"x\"\n\xE2\x84\xA2")};
static const Column columns[] = {
    {.key = STR("id"),
     .name = STR("id"),
     .sql_type = STR("integer"),
     .mode = MODE_NUMBER,
     .not_null = true,
     .primary_key = true,
     .autoincrement = true,
     .at = {1, 10, 2}},
    {.key = STR("kind"),
     .name = STR("kind"),
     .sql_type = STR("text"),
     .mode = MODE_TEXT,
     .enum_values = kinds,
     .n_enum_values = 2,
     .has_default = true,
     .default_sql = STR("9223372036854775807"),
     .at = {1, 4294967295u, 4}},
};
static const Table tables[] = {
    {.key = STR("media"), .name = STR("media"), .columns = columns, .n_columns = 2},
};
static const Piece pieces[] = {
    {0, 10, {1, 100, 10}},
    {10, 5, {1, 112, 3}},
    {15, 4, {1, 116, 4}},
};
static const Query queries[] = {
    {.module = STR("media"),
     .name = STR("getById"),
     .stated = CARDINALITY_OPTIONAL,
     .sql = STR("SELECT 1"),
     .pieces = pieces,
     .n_pieces = 3},
};
static const Param bounds[] = {{.name = STR("minWidth"), .declared = STR("int")}};
static const ModelWish wishes[] = {
    {.kind = WISH_SELECT_WHERE,
     .name = STR("large"),
     .where = {.sql = STR("width > :minWidth"),
               .pieces = pieces,
               .n_pieces = 3,
               .params = bounds,
               .n_params = 1}},
};
static const DeclaredModel models[] = {
    {.table = STR("media"), .wishes = wishes, .n_wishes = 1, .version_at = {1, 2, 3}},
};
static const Catalog sample = {
    .settings = {.prefix = STR("app"), .full_scan = LINT_WARN},
    .tables = tables,
    .n_tables = 1,
    .models = models,
    .n_models = 1,
    .queries = queries,
    .n_queries = 1,
};

Test(catalog_json, what_is_read_back_writes_the_same_bytes)
{
    Arena mem = {0};
    Catalog back;
    Str why, json = catalog_write_json(&mem, &sample);
    cr_assert(catalog_read_json(&mem, json, &back, &why), "%.*s", STR_ARG(why));
    cr_assert_eq(back.tables[0].n_columns, 2);
    cr_assert_eq(back.tables[0].columns[1].at.start, 4294967295u);
    cr_assert(str_eq(back.tables[0].columns[1].enum_values[1], kinds[1]));
    cr_assert(str_is(back.tables[0].columns[1].default_sql, "9223372036854775807"));
    cr_assert_eq(back.queries[0].stated, CARDINALITY_OPTIONAL);
    cr_assert_eq(back.settings.full_scan, LINT_WARN);
    const Condition *where = &back.models[0].wishes[0].where;
    cr_assert(str_is(where->params[0].declared, "int"));
    cr_assert_eq(where->pieces[2].at.start, 116);
    cr_assert_eq(back.models[0].version_at.len, 3);
    cr_assert(str_eq(catalog_write_json(&mem, &back), json));
    arena_free(&mem);
}

Test(catalog_json, another_version_is_refused)
{
    Arena mem = {0};
    Catalog back;
    Str why;
    cr_assert_not(catalog_read_json(&mem, S("{\"version\": 2}"), &back, &why));
    cr_assert(str_find_str(why, S("version 1")) != STR_NONE);
    cr_assert_not(catalog_read_json(&mem, S("{"), &back, &why));
    cr_assert(str_is(why, "not JSON"));
    arena_free(&mem);
}

Test(catalog_json, a_missing_or_misshapen_field_is_named)
{
    Arena mem = {0};
    Catalog back;
    Str why;
    Str json = S("{\"version\": 1, \"settings\": {\"prefix\": 3}}");
    cr_assert_not(catalog_read_json(&mem, json, &back, &why));
    cr_assert(str_find_str(why, S("\"prefix\"")) != STR_NONE);
    json = S("{\"version\": 1}");
    cr_assert_not(catalog_read_json(&mem, json, &back, &why));
    cr_assert(str_find_str(why, S("\"settings\"")) != STR_NONE);
    arena_free(&mem);
}

Test(catalog_json, text_that_ends_anywhere_is_refused)
{
    Arena mem = {0};
    Catalog back;
    Str why, json = catalog_write_json(&mem, &sample);
    for (size_t n = 0; n + 1 < json.len; n++) // without the last newline it is whole
        cr_assert_not(catalog_read_json(&mem, str_cut(json, 0, n), &back, &why), "%zu",
                      n);
    Str longer = str_format(&mem, "%.*s]", STR_ARG(json));
    cr_assert_not(catalog_read_json(&mem, longer, &back, &why));
    arena_free(&mem);
}

Test(catalog_json, what_no_field_describes_is_passed_over)
{
    Arena mem = {0};
    Catalog back;
    Str why, json = catalog_write_json(&mem, &sample);
    Str more =
        str_format(&mem, "{\"new\": [{\"a\": [-1.5e3, null, \"]\\\"\"]}, {}], %.*s",
                   STR_ARG(str_cut(json, 1, json.len)));
    cr_assert(catalog_read_json(&mem, more, &back, &why), "%.*s", STR_ARG(why));
    cr_assert(str_eq(catalog_write_json(&mem, &back), json));
    Buf deep = {.arena = &mem};
    buf_z(&deep, "{\"new\": ");
    for (int i = 0; i < 1000000; i++)
        buf_char(&deep, '[');
    cr_assert_not(catalog_read_json(&mem, buf_str(&deep), &back, &why));
    arena_free(&mem);
}

Test(catalog_json, escapes_are_read)
{
    Arena mem = {0};
    Catalog back, odd = sample;
    odd.settings.prefix = S("a\"b\\c\n\t\r\b\f\x01\x1f/\xc3\xa9");
    Str why, json = catalog_write_json(&mem, &odd);
    cr_assert(catalog_read_json(&mem, json, &back, &why), "%.*s", STR_ARG(why));
    cr_assert(str_eq(back.settings.prefix, odd.settings.prefix));
    arena_free(&mem);
}

// Every field of every struct is described: a struct with all bytes set to a pattern
// cannot be compared, but a size that the descriptions do not account for can.
Test(catalog_fields, every_byte_of_each_struct_is_described)
{
    static const size_t sizes[] = {[FIELD_STR] = sizeof(Str),
                                   [FIELD_BOOL] = sizeof(bool),
                                   [FIELD_U32] = 4,
                                   [FIELD_ENUM] = sizeof(Mode),
                                   [FIELD_SPAN] = sizeof(Span),
                                   [FIELD_STRS] = sizeof(void *) + sizeof(size_t),
                                   [FIELD_LIST] = sizeof(void *) + sizeof(size_t)};
    const Shape *todo[128] = {&catalog_shape};
    size_t n = 1;
    for (size_t i = 0; i < n; i++) {
        size_t described = 0;
        for (size_t j = 0; j < todo[i]->n_fields; j++) {
            const Field *f = &todo[i]->fields[j];
            described += f->kind == FIELD_STRUCT ? f->of->size : sizes[f->kind];
            if (f->of && n < 128)
                todo[n++] = f->of;
        }
        // What is missing is padding, at most 7 bytes at three places.
        cr_assert_leq(todo[i]->size - described, 3 * 7, "%s", todo[i]->type);
        cr_assert_leq(described, todo[i]->size, "%s", todo[i]->type);
    }
}

Test(pieces, an_offset_leads_to_its_byte_in_the_source)
{
    Span at = pieces_span(pieces, 3, 4, 2);
    cr_assert_eq(at.start, 104);
    cr_assert_eq(at.len, 2);
    at = pieces_span(pieces, 3, 16, 9);
    cr_assert_eq(at.start, 117);
    cr_assert_eq(at.len, 3);
}

Test(pieces, an_offset_inside_an_interpolation_leads_to_the_whole_of_it)
{
    Span at = pieces_span(pieces, 3, 12, 1);
    cr_assert_eq(at.start, 112);
    cr_assert_eq(at.len, 3);
}

Test(pieces, the_end_of_the_text_is_a_place)
{
    Span at = pieces_span(pieces, 3, 19, 1);
    cr_assert_eq(at.start, 120);
    cr_assert_eq(at.len, 0);
}
