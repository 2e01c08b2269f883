// test_emit.c - which files, structs and functions queries become, and which cannot.
// That what is emitted compiles and runs is shown in tests/emitted.

#include "stage3_emit/emit/plan.h"
#include "tests/unit/emit_fixture.h"
#include "tests/unit/emit_queries.h"

#include <criterion/criterion.h>

static Weft f;

static void begin(void)
{
    weft_tables(&f, weft_schema, sizeof weft_schema / sizeof *weft_schema);
}

static void end(void)
{
    weft_free(&f);
}

// Of queries whose names alone matter.
static void get(const char *name)
{
    weft_query(&f, (Stated){.name = name,
                            .sql = "SELECT 1 AS n",
                            .columns = "n=int",
                            .inferred = CARDINALITY_ONE});
}

static bool has(const char *file, const char *text)
{
    return str_find_str(weft_file(&f, file), str_z(text)) != STR_NONE;
}

#define EMITTED(file, text)                                                            \
    cr_assert(has(file, text), "%.*s", STR_ARG(weft_file(&f, file)))

static void emit(void)
{
    bool ok = weft_emit(&f);
    cr_assert(ok, "%.*s", STR_ARG(weft_said(&f)));
}

static void refused(const char *message)
{
    cr_assert(!weft_emit(&f));
    Str said = weft_said(&f);
    cr_assert(str_find_str(said, str_z(message)) != STR_NONE, "%.*s", STR_ARG(said));
}

TestSuite(emit, .init = begin, .fini = end);

// --- files -------------------------------------------------------------------

Test(emit, a_pair_of_files_for_each_module_the_tables_and_the_whole)
{
    static const char *const names[] = {
        "a.gen.c",  "a.gen.h",  "db-tables.gen.c", "db-tables.gen.h",
        "db.gen.c", "db.gen.h", "media.gen.c",     "media.gen.h"};
    get("media.x");
    get("a.x");
    emit();
    cr_assert_eq(f.n_files, 8);
    for (size_t i = 0; i < 8; i++)
        cr_assert(str_is(f.files[i].name, names[i]), "%s", names[i]);
    EMITTED("db.gen.h", "#include \"a.gen.h\"\n"
                        "#include \"db-tables.gen.h\"\n"
                        "#include \"media.gen.h\"\n");
}

Test(emit, a_query_more_changes_its_own_module_alone)
{
    weft_every_query(&f);
    emit();
    EmittedFile *before = f.files;
    size_t n = f.n_files;
    get("media.another");
    emit();
    cr_assert_eq(f.n_files, n);
    for (size_t i = 0; i < n; i++)
        cr_assert_eq(str_eq(before[i].text, f.files[i].text),
                     !str_starts(f.files[i].name, "media."), "%s", f.files[i].name.ptr);
}

Test(emit, a_module_includes_the_tables_only_if_it_needs_them)
{
    get("a.x");
    weft_query(&f, (Stated){.name = "b.x",
                            .sql = "SELECT id FROM every WHERE kind = :kind",
                            .params = "kind=every.kind",
                            .columns = "every.id",
                            .inferred = CARDINALITY_MANY});
    emit();
    EMITTED("a.gen.h", "#include \"weave.h\"\n");
    EMITTED("b.gen.h", "#include \"db-tables.gen.h\"\n");
}

Test(emit, an_applications_functions_are_registered)
{
    f.catalog.settings.has_functions = true;
    emit();
    EMITTED("db.gen.c", "int weave_register(struct sqlite3 *sqlite);\n");
    EMITTED("db.gen.c", "    weave_register,\n    NULL,\n    NULL,\n    0,\n};\n");
}

// --- rows --------------------------------------------------------------------

Test(emit, all_columns_of_a_table_are_its_row)
{
    weft_query(&f, (Stated){.name = "m.all",
                            .sql = "SELECT * FROM media",
                            .columns = "media.*",
                            .inferred = CARDINALITY_MANY});
    emit();
    EMITTED("m.gen.h", "MediaList *out);");
    cr_assert(!has("m.gen.h", "struct"));
}

Test(emit, a_column_that_may_be_null_here_is_another_row)
{
    weft_query(&f,
               (Stated){.name = "m.all",
                        .sql = "SELECT id, conversation_id FROM media LEFT JOIN "
                               "conversation_participant",
                        .columns = "media.id conversation_participant.conversation_id?",
                        .inferred = CARDINALITY_MANY});
    emit();
    EMITTED("m.gen.h", "typedef struct MAll {\n"
                       "    int64_t id;\n"
                       "    WeaveOptInt conversation_id;\n"
                       "} MAll;\n");
}

Test(emit, columns_that_only_look_like_a_tables_are_not_its_row)
{
    weft_query(&f,
               (Stated){.name = "m.look",
                        .sql = "SELECT 1 AS conversation_id, 'owner' AS "
                               "the_role_of_this_participant, 'x' AS "
                               "a_column_whose_name_is_rather_long_but_still_a_name",
                        .columns = "conversation_participant.*",
                        .inferred = CARDINALITY_ONE});
    CheckedQuery *q = &f.queries.items[0];
    ResultColumn *columns = arena_many(&f.mem, ResultColumn, q->n_columns);
    for (size_t i = 0; i < q->n_columns; i++) {
        columns[i] = q->columns[i];
        columns[i].origin = NULL;
    }
    q->columns = columns;
    emit();
    EMITTED("m.gen.h", "typedef struct MLook {\n");
}

Test(emit, queries_of_a_module_with_one_shape_share_its_first_name)
{
    weft_query(&f, (Stated){.name = "m.first",
                            .sql = "SELECT id, uri FROM media WHERE id = :id",
                            .params = "id=media.id",
                            .columns = "media.id media.uri",
                            .inferred = CARDINALITY_OPTIONAL});
    weft_query(&f, (Stated){.name = "m.second",
                            .sql = "SELECT id, uri FROM media",
                            .columns = "media.id media.uri",
                            .inferred = CARDINALITY_MANY});
    emit();
    EMITTED("m.gen.h",
            "m_first(WeaveDb *db, int64_t id, WeaveArena *mem, MFirst *out);");
    EMITTED("m.gen.h", "m_second(WeaveDb *db, WeaveArena *mem, MFirstList *out);");
}

Test(emit, a_row_without_pointers_needs_no_arena)
{
    get("m.countAll");
    emit();
    EMITTED("m.gen.h", "WeaveStatus m_count_all(WeaveDb *db, MCountAll *out);");
}

Test(emit, awkward_names_are_said_in_c)
{
    weft_query(&f, (Stated){.name = "m.new",
                            .sql = "SELECT 1 AS class, 2 AS \"default\", 3 AS \"2nd\" "
                                   "WHERE 1 = :int",
                            .params = "int=int",
                            .columns = "class=int default=int 2nd=int",
                            .inferred = CARDINALITY_ONE});
    emit();
    EMITTED("m.gen.h", "    int64_t class_;\n"
                       "    int64_t default_;\n"
                       "    int64_t n_2nd;\n");
    EMITTED("m.gen.h", "WeaveStatus m_new(WeaveDb *db, int64_t int_, MNew *out);");
}

// --- functions ---------------------------------------------------------------

Test(emit, the_prefix_is_before_every_name)
{
    f.catalog.settings.prefix = S("app");
    weft_every_query(&f);
    emit();
    EMITTED(
        "media.gen.h",
        "WeaveStatus app_media_get_by_id(WeaveDb *db, int64_t id, WeaveArena *mem,\n"
        "                                AppMedia *out);\n");
    EMITTED("db-tables.gen.h", "APP_EVERY_KIND_LINK = 1,");
    EMITTED("db.gen.h", "WeaveStatus app_db_open(");
    EMITTED("db.gen.h", "extern const WeaveSchema APP_DB_SCHEMA;");
    EMITTED("db.gen.h", "#ifndef APP_DB_GEN_H");
}

Test(emit, what_is_proven_is_not_looked_for_and_what_is_stated_is)
{
    weft_every_query(&f);
    emit();
    EMITTED("media.gen.c", "    media_rows_one(&q, mem, out);\n"
                           "    return weave_end_one(&q);\n");
    EMITTED("media.gen.c", "    media_rows_one(&q, mem, out);\n"
                           "    return weave_end_single(&q);\n");
}

Test(emit, the_users_sentence_the_place_and_the_outcome_stand_above_a_function)
{
    weft_every_query(&f);
    emit();
    EMITTED("media.gen.h",
            "// One media item by its key - or \"none\".\n"
            "// media.getById (src/schema.ts:1): one row or WEAVE_NOT_FOUND.\n"
            "WEAVE_MUST_CHECK\n"
            "WeaveStatus media_get_by_id(");
}

Test(emit, more_than_four_parameters_are_a_struct)
{
    weft_query(&f, (Stated){.name = "m.four",
                            .sql = "DELETE FROM media WHERE id IN (:a, :b, :c, :d)",
                            .params = "a=int b=int c=int d=int",
                            .inferred = CARDINALITY_EXEC});
    weft_query(&f,
               (Stated){.name = "m.five",
                        .sql = "DELETE FROM media WHERE id IN (:a, :b, :c, :d, :db)",
                        .params = "a=int b=int c=int d=int db=int",
                        .inferred = CARDINALITY_EXEC});
    emit();
    EMITTED("m.gen.h",
            "m_four(WeaveDb *db, int64_t a, int64_t b, int64_t c, int64_t d,\n");
    EMITTED("m.gen.h",
            "m_five(WeaveDb *db, const MFiveParams *params, int64_t *changes);");
    EMITTED("m.gen.h", "    int64_t db;\n} MFiveParams;\n");
    EMITTED("m.gen.c", "    weave_bind_int(&q, 5, params->db);\n");
}

Test(emit, describe_has_the_names_of_the_header)
{
    weft_every_query(&f);
    emit();
    const CheckedQuery *q = &f.checked.queries[6];
    cr_assert(str_is(emit_function_name(&f.mem, &f.checked, q), "media_get_by_id"));
    Str prototype = emit_prototype(&f.mem, &f.checked, q);
    EMITTED("media.gen.h", prototype.ptr);
}

// --- what cannot be ----------------------------------------------------------

static void add_table(Table *tables, const Table *more)
{
    tables[0] = weft_schema[1];
    tables[1] = *more;
    weft_free(&f);
    f = (Weft){0};
    weft_tables(&f, tables, 2);
}

Test(emit, a_table_that_takes_a_name_of_another_is_refused)
{
    Table tables[2], more = weft_schema[2];
    more.key = more.name = S("media_list");
    add_table(tables, &more);
    refused(
        "schema.ts:2:2: error: table \"media\" and table \"media_list\" are both called "
        "MediaList in C [W320]\n");
}

Test(emit, a_table_clashes_though_no_query_uses_it)
{
    Table tables[2], more = weft_schema[2];
    more.key = more.name = S("me dia");
    add_table(tables, &more);
    emit();
    more.key = more.name = S("Media_");
    weft_free(&f);
    f = (Weft){0};
    add_table(tables, &more);
    refused("are both called Media in C [W320]");
}

Test(emit, two_columns_with_one_name_are_refused)
{
    Column columns[2] = {weft_columns_of_media[0], weft_columns_of_media[1]};
    columns[0].name = S("a b");
    columns[1].name = S("a_b");
    Table tables[2];
    Table more = {.key = S("t"), .name = S("t"), .columns = columns, .n_columns = 2};
    add_table(tables, &more);
    refused(
        "column 1 (\"a b\") of table \"t\" and column 2 (\"a_b\") of table \"t\" are both "
        "called a_b in C [W320]");
}

Test(emit, two_result_columns_with_one_name_are_refused_with_advice)
{
    weft_query(&f, (Stated){.name = "m.twice",
                            .sql = "SELECT 1 AS id, 2 AS id",
                            .columns = "id=int id=int",
                            .inferred = CARDINALITY_ONE});
    refused(
        "column 1 (\"id\") of m.twice and column 2 (\"id\") of m.twice are both called id "
        "in C [W320]");
    refused("note: AS gives a result column another name\n");
}

Test(emit, two_queries_with_one_name_are_refused)
{
    get("m.getAll");
    get("m.get_all");
    refused("query m.getAll and query m.get_all are both called m_get_all in C [W320]");
}

Test(emit, two_parameters_with_one_name_are_refused)
{
    weft_query(&f, (Stated){.name = "m.twice",
                            .sql = "SELECT :mimeType AS a, :mime_type AS b",
                            .params = "mimeType=int mime_type=int",
                            .columns = "a=int b=int",
                            .inferred = CARDINALITY_ONE});
    refused(
        "parameter \"mimeType\" of m.twice and parameter \"mime_type\" of m.twice are both "
        "called mime_type in C [W320]");
}

Test(emit, two_enum_values_with_one_name_are_refused)
{
    static const Str values[] = {STR("a-b"), STR("a b")};
    Column column = weft_columns_of_every[11];
    column.enum_values = values;
    column.n_enum_values = 2;
    Table tables[2];
    Table more = {.key = S("t"), .name = S("t"), .columns = &column, .n_columns = 1};
    add_table(tables, &more);
    refused(
        "value \"a-b\" of column \"kind\" and value \"a b\" of column \"kind\" are both "
        "called T_KIND_A_B in C [W320]");
}

Test(emit, weaves_own_file_is_not_a_module)
{
    get("db.x");
    refused(
        "weave's own file of the whole database and module \"db\" are both called db in "
        "C [W320]");
}

Test(emit, a_parameter_that_hides_the_runtime_is_refused)
{
    weft_query(&f, (Stated){.name = "m.x",
                            .sql = "SELECT :weaveQuery AS a",
                            .params = "weaveQuery=int",
                            .columns = "a=int",
                            .inferred = CARDINALITY_ONE});
    refused(
        "would be called weave_query in C, but the runtime's names begin so [W321]");
}

Test(emit, a_prefix_keeps_apart_what_is_the_runtimes)
{
    get("weave.open");
    refused(
        "query weave.open would be called weave_open in C, but the runtime's names begin "
        "so [W321]");
    f.catalog.settings.prefix = S("app");
    f.diag = diag_new(&f.mem, (Loader){.read = weft_load, .context = NULL});
    diag_file(f.diag, S("schema.ts"));
    emit();
}

Test(emit, a_list_of_anything_is_refused)
{
    weft_query(&f, (Stated){.name = "m.x",
                            .sql = "SELECT 1 AS n WHERE 1 IN (SELECT value FROM "
                                   "weave_list(:xs))",
                            .params = "xs=any[]",
                            .columns = "n=int",
                            .inferred = CARDINALITY_MANY});
    refused("the items of the list \"xs\" may be anything");
}

// --- SQL ---------------------------------------------------------------------

static void wrapped(const char *sql, const char *expected)
{
    Str text = sql_wrap(&f.mem, str_z(sql));
    cr_assert(str_is(text, expected), "%.*s", STR_ARG(text));
}

Test(emit, a_long_list_of_columns_is_broken_behind_commas_and_aligned)
{
    wrapped(
        "  SELECT DISTINCT id, content_hash, mime_type, uri, width, height, duration_ms, "
        "metadata, created_at\nFROM media",
        "  SELECT DISTINCT id, content_hash, mime_type, uri, width, height, duration_ms,\n"
        "                  metadata, created_at\nFROM media");
    wrapped(
        "UPDATE media SET uri = 1 WHERE id = 2 RETURNING id, content_hash, mime_type, uri, "
        "width",
        "UPDATE media SET uri = 1 WHERE id = 2 RETURNING id, content_hash, mime_type,\n"
        "                                                uri, width");
}

Test(emit, what_follows_a_broken_list_begins_a_line)
{
    wrapped(
        "SELECT id, content_hash, mime_type, uri, width, height, duration_ms, metadata, "
        "created_at FROM media WHERE id = :id",
        "SELECT id, content_hash, mime_type, uri, width, height, duration_ms, metadata,\n"
        "       created_at\n"
        "FROM media WHERE id = :id");
    wrapped(
        "SELECT id, content_hash FROM media WHERE id = :id AND content_hash IS NOT :hash "
        "ORDER BY id",
        "SELECT id, content_hash\n"
        "FROM media WHERE id = :id AND content_hash IS NOT :hash ORDER BY id");
    wrapped(
        "SELECT id, a_column_of_some_length, another_column_of_some, (SELECT s.identifier, "
        "s.a_column_of_some_length, s.another_column_of_some_length, s.last FROM s WHERE 1) "
        "AS x FROM t",
        "SELECT id, a_column_of_some_length, another_column_of_some,\n"
        "       (SELECT s.identifier, s.a_column_of_some_length,\n"
        "               s.another_column_of_some_length, s.last\n"
        "        FROM s WHERE 1) AS x\n"
        "FROM t");
}

Test(emit, a_list_inside_an_item_is_not_broken_with_its_outer)
{
    wrapped(
        "SELECT id, coalesce(content_hash, mime_type, uri, width, height) AS something_long, "
        "(SELECT a, b FROM t) AS x",
        "SELECT id,\n"
        "       coalesce(content_hash, mime_type, uri, width, height) AS something_long,\n"
        "       (SELECT a, b FROM t) AS x");
}

Test(emit, strings_comments_and_the_users_own_layout_stay)
{
    static const char *const kept[] = {
        "SELECT 'a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p, q, r, s, t, u, v, w, x, y, z, "
        "1, 2'",
        "SELECT id, -- a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p, q, r, s, t, u, v, w, x\n"
        "  uri",
        "INSERT INTO media (id, content_hash, mime_type, uri, width, height, duration_ms, "
        "metadata) SELECT 1",
        "",
    };
    for (size_t i = 0; i < sizeof kept / sizeof *kept; i++)
        wrapped(kept[i], kept[i]);
}
