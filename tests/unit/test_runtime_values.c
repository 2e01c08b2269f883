// test_runtime_values.c - what goes into the database comes out the same, or not at all.

#include "tests/unit/runtime_fixture.h"

#include <math.h>

static WeaveDb *db;

static void setup(void)
{
    db = fixture_open(":memory:");
}

static void teardown(void)
{
    fixture_close(db);
}

TestSuite(runtime_values, .init = setup, .fini = teardown);

static WeaveStatement ECHO = {.place = "t.ts:1 t.echo", .sql = "SELECT :v AS width"};

// A query of one row whose column "width" is an expression.
static WeaveQuery row_of(WeaveStatement *statement)
{
    WeaveQuery q = weave_query(db, statement);
    cr_assert(weave_step(&q), "%s", weave_message(db));
    return q;
}

#define ROW(expression)                                                                \
    row_of(&(WeaveStatement){.place = "t.ts:2 t.row",                                  \
                             .sql = "SELECT " expression " AS width"})

Test(runtime_values, integers_keep_their_bounds)
{
    const int64_t bounds[] = {INT64_MIN, -1, 0, 1, INT64_MAX};
    for (size_t i = 0; i < 5; i++) {
        WeaveQuery q = weave_query(db, &ECHO);
        weave_bind_int(&q, 1, bounds[i]);
        cr_assert(weave_step(&q));
        cr_assert_eq(weave_read_int(&q, 0), bounds[i]);
        cr_assert_eq(weave_end_one(&q), WEAVE_OK);
    }
}

Test(runtime_values, reals_keep_infinity_and_refuse_what_is_no_number)
{
    WeaveQuery q = weave_query(db, &ECHO);
    weave_bind_real(&q, 1, -HUGE_VAL);
    cr_assert(weave_step(&q));
    cr_assert(weave_read_real(&q, 0) == -HUGE_VAL);
    cr_assert_eq(weave_end(&q), WEAVE_OK);

    q = weave_query(db, &ECHO);
    weave_bind_opt_real(&q, 1, weave_some_real(nan("")));
    cr_assert_not(weave_step(&q));
    cr_assert_eq(weave_end(&q), WEAVE_MISUSE);
    cr_message(db, "t.ts:1 t.echo: parameter :v is not a number, which SQLite stores "
                   "as null");
}

Test(runtime_values, text_keeps_its_nuls_and_is_followed_by_one)
{
    WeaveArena mem = {0};
    WeaveQuery q = weave_query(db, &ECHO);
    weave_bind_text(&q, 1, WEAVE_TEXT("a\0b"));
    cr_assert(weave_step(&q));
    WeaveText text = weave_read_text(&q, 0);
    cr_assert_eq(text.len, 3);
    cr_assert_eq(memcmp(text.ptr, "a\0b", 4), 0);
    const char *borrowed = text.ptr;
    weave_keep_text(&q, &mem, &text);
    cr_assert_neq(text.ptr, borrowed);
    cr_assert_eq(weave_end(&q), WEAVE_OK);
    cr_assert_eq(memcmp(text.ptr, "a\0b", 4), 0);
    weave_arena_free(&mem);
}

Test(runtime_values, text_given_need_not_end_in_a_nul)
{
    char letters[3] = {'a', 'b', 'c'};
    WeaveQuery q = weave_query(db, &ECHO);
    weave_bind_text(&q, 1, (WeaveText){letters, 2});
    cr_assert(weave_step(&q));
    cr_assert_str_eq(weave_read_text(&q, 0).ptr, "ab");
    cr_assert_eq(weave_end(&q), WEAVE_OK);
}

Test(runtime_values, empty_text_and_empty_blob_are_not_null)
{
    WeaveQuery q = weave_query(db, &ECHO);
    weave_bind_text(&q, 1, WEAVE_TEXT(""));
    cr_assert(weave_step(&q));
    WeaveText text = weave_read_text(&q, 0);
    cr_assert(text.ptr && text.len == 0);
    cr_assert_eq(weave_end(&q), WEAVE_OK);

    q = weave_query(db, &ECHO);
    weave_bind_blob(&q, 1, weave_blob("", 0));
    cr_assert(weave_step(&q));
    WeaveBlob blob = weave_read_blob(&q, 0);
    cr_assert(blob.ptr && blob.len == 0);
    cr_assert_eq(weave_end(&q), WEAVE_OK);
}

Test(runtime_values, nothing_is_not_zero)
{
    WeaveQuery q = weave_query(db, &ECHO);
    weave_bind_opt_int(&q, 1, (WeaveOptInt){0});
    cr_assert(weave_step(&q));
    cr_assert_not(weave_read_opt_int(&q, 0).has);
    cr_assert_not(weave_read_opt_real(&q, 0).has);
    cr_assert_not(weave_read_opt_bool(&q, 0).has);
    cr_assert_null(weave_read_opt_text(&q, 0).ptr);
    cr_assert_null(weave_read_opt_blob(&q, 0).ptr);
    cr_assert_not(weave_read_opt_bigint(&q, 0).has);
    cr_assert_null(weave_read_opt_json_blob(&q, 0).ptr);
    cr_assert_null(weave_read_opt_number_text(&q, 0).ptr);
    cr_assert_eq(weave_read_value(&q, 0).type, WEAVE_VALUE_NULL);
    cr_assert_eq(weave_end(&q), WEAVE_OK);
}

Test(runtime_values, what_is_there_is_read_by_the_optional_readers_too)
{
    WeaveQuery q = weave_query(db, &(WeaveStatement){.sql = "SELECT 7, 1.5, 1, 'x'"});
    cr_assert(weave_step(&q));
    WeaveOptInt width = weave_read_opt_int(&q, 0);
    WeaveOptReal score = weave_read_opt_real(&q, 1);
    WeaveOptBool seen = weave_read_opt_bool(&q, 2);
    cr_assert(width.has && width.value == 7);
    cr_assert(score.has && score.value == 1.5);
    cr_assert(seen.has && seen.value);
    cr_assert_str_eq(weave_read_opt_text(&q, 3).ptr, "x");
    cr_assert_eq(weave_end(&q), WEAVE_OK);
}

Test(runtime_values, null_in_a_column_that_is_not_null_is_an_error)
{
    WeaveQuery q = ROW("NULL");
    cr_assert_eq(weave_read_int(&q, 0), 0);
    cr_assert_eq(weave_end(&q), WEAVE_TYPE);
    cr_message(db, "t.ts:2 t.row: column width holds null, declared not null");
    cr_assert_eq(weave_sqlite_code(db), 0);
    cr_assert_str_eq(weave_place(db), "t.ts:2 t.row");

    q = ROW("NULL");
    cr_assert_null(weave_read_text(&q, 0).ptr);
    cr_assert_eq(weave_end(&q), WEAVE_TYPE);
}

#define REFUSES(expression, reader, said)                                              \
    do {                                                                               \
        WeaveQuery query_ = ROW(expression);                                           \
        (void)reader(&query_, 0);                                                      \
        cr_assert_eq(weave_end(&query_), WEAVE_TYPE);                                  \
        cr_message(db, "t.ts:2 t.row: column width holds " said);                      \
    } while (0)

Test(runtime_values, a_value_of_another_class_is_an_error_that_names_both)
{
    REFUSES("'12'", weave_read_int, "text, declared integer");
    REFUSES("1.0", weave_read_int, "real, declared integer");
    REFUSES("x'00'", weave_read_opt_int, "blob, declared integer");
    REFUSES("'1.5'", weave_read_real, "text, declared real");
    REFUSES("'1.5'", weave_read_opt_real, "text, declared real");
    REFUSES("1.0", weave_read_bool, "real, declared boolean");
    REFUSES("2", weave_read_bool, "2, declared boolean");
    REFUSES("-1", weave_read_opt_bool, "-1, declared boolean");
    REFUSES("12", weave_read_text, "integer, declared text");
    REFUSES("x'00'", weave_read_opt_text, "blob, declared text");
    REFUSES("'a'", weave_read_blob, "text, declared blob");
    REFUSES("12", weave_read_bigint, "integer, declared bigint");
    REFUSES("12", weave_read_json_blob, "integer, declared json");
    REFUSES("x'00'", weave_read_number_text, "blob, declared numeric");
}

Test(runtime_values, real_reads_integers)
{
    WeaveQuery q = ROW("3");
    cr_assert_eq(weave_read_real(&q, 0), 3.0);
    cr_assert_eq(weave_end(&q), WEAVE_OK);
}

Test(runtime_values, a_column_that_is_not_there_is_an_error)
{
    WeaveQuery q = ROW("3");
    cr_assert_eq(weave_read_int(&q, 1), 0);
    cr_assert_eq(weave_end(&q), WEAVE_TYPE);
}

Test(runtime_values, null_for_a_parameter_that_is_not_is_misuse_that_names_it)
{
    WeaveQuery q = weave_query(db, &ECHO);
    weave_bind_text(&q, 1, (WeaveText){0});
    cr_assert_eq(weave_end(&q), WEAVE_MISUSE);
    cr_message(db, "t.ts:1 t.echo: parameter :v is null");

    q = weave_query(db, &(WeaveStatement){.place = "t", .sql = "SELECT ?"});
    weave_bind_blob(&q, 1, (WeaveBlob){0});
    cr_assert_eq(weave_end(&q), WEAVE_MISUSE);
    cr_message(db, "t: parameter 1 is null");
}

Test(runtime_values, a_parameter_that_is_not_there_is_misuse)
{
    WeaveQuery q = weave_query(db, &ECHO);
    weave_bind_int(&q, 2, 1);
    cr_assert_eq(weave_end(&q), WEAVE_MISUSE);
    cr_message(db, "t.ts:1 t.echo: column index out of range [SQLITE_RANGE]");
}

// --- enums -------------------------------------------------------------------

static const char *const kinds[] = {"photo", "video"};
static const WeaveEnum KIND = {"MediaKind", kinds, 2};

Test(runtime_values, enums_are_stored_as_their_text)
{
    WeaveQuery q = weave_query(db, &ECHO);
    weave_bind_enum(&q, 1, &KIND, 2);
    cr_assert(weave_step(&q));
    cr_assert_eq(weave_read_enum(&q, 0, &KIND), 2);
    cr_assert_str_eq(weave_read_text(&q, 0).ptr, "video");
    cr_assert_eq(weave_end(&q), WEAVE_OK);

    q = weave_query(db, &ECHO);
    weave_bind_opt_enum(&q, 1, &KIND, 0);
    cr_assert(weave_step(&q));
    cr_assert_eq(weave_read_opt_enum(&q, 0, &KIND), 0);
    cr_assert_eq(weave_end(&q), WEAVE_OK);
}

Test(runtime_values, an_unknown_stored_enum_is_an_error_that_names_it)
{
    WeaveQuery q = ROW("'poster'");
    cr_assert_eq(weave_read_opt_enum(&q, 0, &KIND), 0);
    cr_assert_eq(weave_end(&q), WEAVE_TYPE);
    cr_message(db,
               "t.ts:2 t.row: column width holds \"poster\", which is no MediaKind");

    q = ROW("'photo' || char(0)");
    weave_read_enum(&q, 0, &KIND);
    cr_assert_eq(weave_end(&q), WEAVE_TYPE);

    q = ROW("NULL");
    weave_read_enum(&q, 0, &KIND);
    cr_assert_eq(weave_end(&q), WEAVE_TYPE);
    cr_message(db, "t.ts:2 t.row: column width holds null, declared not null");
}

Test(runtime_values, an_enumerator_that_is_none_is_misuse)
{
    const int wrong[] = {-1, 0, 3};
    for (size_t i = 0; i < 3; i++) {
        WeaveQuery q = weave_query(db, &ECHO);
        weave_bind_enum(&q, 1, &KIND, wrong[i]);
        cr_assert_eq(weave_end(&q), WEAVE_MISUSE);
    }
    cr_message(db, "t.ts:1 t.echo: parameter :v is 3, which is no MediaKind");
}

Test(runtime_values, enums_convert_both_ways)
{
    cr_assert_str_eq(weave_enum_text(&KIND, 1), "photo");
    cr_assert_null(weave_enum_text(&KIND, 0));
    cr_assert_null(weave_enum_text(&KIND, 3));
    cr_assert_eq(weave_enum_find(&KIND, WEAVE_TEXT("video")), 2);
    cr_assert_eq(weave_enum_find(&KIND, WEAVE_TEXT("vide")), 0);
    cr_assert_eq(weave_enum_find(&KIND, (WeaveText){0}), 0);
}

// --- Drizzle's modes ---------------------------------------------------------

Test(runtime_values, bigints_are_digits_in_a_blob)
{
    const int64_t bounds[] = {INT64_MIN, -10, 0, 9, INT64_MAX};
    for (size_t i = 0; i < 5; i++) {
        char digits[32];
        snprintf(digits, sizeof digits, "%lld", (long long)bounds[i]);
        WeaveQuery q = weave_query(db, &ECHO);
        weave_bind_bigint(&q, 1, bounds[i]);
        cr_assert(weave_step(&q));
        cr_assert_eq(weave_read_bigint(&q, 0), bounds[i]);
        WeaveBlob blob = weave_read_blob(&q, 0);
        cr_assert_eq(blob.len, strlen(digits));
        cr_assert_eq(memcmp(blob.ptr, digits, blob.len), 0);
        cr_assert_eq(weave_end(&q), WEAVE_OK, "%s", weave_message(db));
    }
}

Test(runtime_values, a_bigint_that_does_not_fit_is_an_error)
{
    REFUSES("CAST('9223372036854775808' AS BLOB)", weave_read_bigint,
            "\"9223372036854775808\", which is no 64-bit integer");
    REFUSES("'-9223372036854775809'", weave_read_opt_bigint,
            "\"-9223372036854775809\", which is no 64-bit integer");
    REFUSES("'99999999999999999999999'", weave_read_bigint,
            "\"99999999999999999999999\", which is no 64-bit integer");
    REFUSES("'-'", weave_read_bigint, "\"-\", which is no 64-bit integer");
    REFUSES("x''", weave_read_bigint, "\"\", which is no 64-bit integer");
    REFUSES("'1 '", weave_read_bigint, "\"1 \", which is no 64-bit integer");
}

Test(runtime_values, json_may_be_a_blob)
{
    WeaveQuery q = weave_query(db, &ECHO);
    weave_bind_json_blob(&q, 1, WEAVE_TEXT("{\"a\":1}"));
    cr_assert(weave_step(&q));
    cr_assert_eq(weave_read_value(&q, 0).type, WEAVE_VALUE_BLOB);
    cr_assert_str_eq(weave_read_json_blob(&q, 0).ptr, "{\"a\":1}");
    cr_assert_eq(weave_end(&q), WEAVE_OK);
}

Test(runtime_values, a_numeric_string_is_read_as_it_is_written)
{
    const char *const numbers[] = {"12", "1.5", "many"};
    fixture_sql(db, "CREATE TABLE n (price numeric)");
    for (size_t i = 0; i < 3; i++) {
        WeaveQuery q = weave_query(
            db, &(WeaveStatement){.sql = "INSERT INTO n VALUES (?) RETURNING price"});
        weave_bind_text(&q, 1, weave_text(numbers[i]));
        cr_assert(weave_step(&q));
        cr_assert_str_eq(weave_read_number_text(&q, 0).ptr, numbers[i]);
        cr_assert_eq(weave_end(&q), WEAVE_OK);
    }
    cr_assert_eq(fixture_int(db, "SELECT count(DISTINCT typeof(price)) FROM n"), 3);
}

Test(runtime_values, optional_arguments_that_are_there_are_stored)
{
    static const char *const texts[] = {"photo"};
    static const WeaveEnum set = {"MediaKind", texts, 1};
    WeaveArena mem = {0};
    WeaveQuery q =
        weave_query(db, &(WeaveStatement){.sql = "SELECT ?, ?, ?, ?, ?, ?, ?, ?, ?"});
    weave_bind_opt_real(&q, 1, weave_some_real(0.5));
    weave_bind_opt_bool(&q, 2, weave_some_bool(true));
    weave_bind_opt_text(&q, 3, WEAVE_TEXT("t"));
    weave_bind_opt_blob(&q, 4, weave_blob("b", 1));
    weave_bind_opt_enum(&q, 5, &set, 1);
    weave_bind_opt_bigint(&q, 6, weave_some_int(-5));
    weave_bind_opt_json_blob(&q, 7, WEAVE_TEXT("[]"));
    weave_bind_opt_int(&q, 8, weave_some_int(8));
    weave_bind_null(&q, 9);
    cr_assert(weave_step(&q));
    cr_assert_eq(weave_read_real(&q, 0), 0.5);
    cr_assert(weave_read_bool(&q, 1));
    cr_assert_str_eq(weave_read_text(&q, 2).ptr, "t");
    WeaveBlob blob = weave_read_blob(&q, 3);
    weave_keep_blob(&q, &mem, &blob);
    cr_assert_eq(weave_read_enum(&q, 4, &set), 1);
    cr_assert_eq(weave_read_bigint(&q, 5), -5);
    cr_assert_str_eq(weave_read_json_blob(&q, 6).ptr, "[]");
    cr_assert_eq(weave_read_int(&q, 7), 8);
    cr_assert_eq(weave_read_value(&q, 8).type, WEAVE_VALUE_NULL);
    cr_assert_eq(weave_end_one(&q), WEAVE_OK, "%s", weave_message(db));
    cr_assert(blob.len == 1 && *(const char *)blob.ptr == 'b');
    weave_arena_free(&mem);
}

Test(runtime_values, optional_arguments_that_are_not_there_are_null)
{
    WeaveQuery q = weave_query(
        db, &(WeaveStatement){.sql = "SELECT coalesce(?, ?, ?, ?, ?, ?, 'all null')"});
    weave_bind_opt_real(&q, 1, (WeaveOptReal){0});
    weave_bind_opt_bool(&q, 2, (WeaveOptBool){0});
    weave_bind_opt_text(&q, 3, (WeaveText){0});
    weave_bind_opt_blob(&q, 4, (WeaveBlob){0});
    weave_bind_opt_bigint(&q, 5, (WeaveOptInt){0});
    weave_bind_opt_json_blob(&q, 6, (WeaveText){0});
    cr_assert(weave_step(&q));
    cr_assert_str_eq(weave_read_text(&q, 0).ptr, "all null");
    cr_assert_eq(weave_end_one(&q), WEAVE_OK);
}

// --- any ---------------------------------------------------------------------

static WeaveValue echo(WeaveValue value, WeaveArena *mem)
{
    WeaveQuery q = weave_query(db, &ECHO);
    weave_bind_value(&q, 1, value);
    cr_assert(weave_step(&q));
    WeaveValue out = weave_read_value(&q, 0);
    weave_keep_value(&q, mem, &out);
    cr_assert_eq(weave_end(&q), WEAVE_OK);
    cr_assert_eq(out.type, value.type);
    return out;
}

Test(runtime_values, any_value_keeps_its_class)
{
    WeaveArena mem = {0};
    echo((WeaveValue){0}, &mem);
    cr_assert_eq(echo(weave_value_int(7), &mem).as.integer, 7);
    cr_assert_eq(echo(weave_value_real(1.5), &mem).as.real, 1.5);
    cr_assert_str_eq(echo(weave_value_text(WEAVE_TEXT("x")), &mem).as.text.ptr, "x");
    cr_assert_eq(echo(weave_value_blob(weave_blob("\0y", 2)), &mem).as.blob.len, 2);
    weave_arena_free(&mem);
}

Test(runtime_values, a_tag_that_is_none_is_misuse)
{
    WeaveQuery q = weave_query(db, &ECHO);
    weave_bind_value(&q, 1, (WeaveValue){.type = (WeaveValueType)77});
    cr_assert_eq(weave_end(&q), WEAVE_MISUSE);
}

// --- arenas and lists of rows ------------------------------------------------

Test(runtime_values, an_arena_is_aligned_and_can_be_reused)
{
    WeaveArena mem = {0};
    for (size_t round = 0; round < 3; round++) {
        for (size_t size = 0; size < 3000; size += 7) {
            char *memory = weave_arena_alloc(&mem, size);
            cr_assert_eq((uintptr_t)memory % 8, 0);
            memset(memory, 0xab, size);
        }
        weave_arena_reset(&mem);
    }
    cr_assert_not_null(weave_arena_alloc(&mem, 5 << 20));
    cr_assert_null(weave_arena_alloc(&mem, SIZE_MAX));
    cr_assert_null(weave_arena_alloc(&mem, SIZE_MAX / 2));
    weave_arena_free(&mem);
    cr_assert_null(mem.chunks);
    weave_arena_free(&mem);
    weave_arena_reset(&mem);
}

Test(runtime_values, a_list_grows_row_by_row)
{
    WeaveStatement many = {
        .sql = "WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n\n"
               "LIMIT 1000) SELECT i, 'row ' || i FROM n"};
    WeaveArena mem = {0};
    WeaveText *items = NULL;
    size_t count = 0;
    WeaveQuery q = weave_query(db, &many);
    while (weave_step(&q)) {
        WeaveText text = weave_read_text(&q, 1);
        weave_keep_text(&q, &mem, &text);
        items = weave_grow(&q, &mem, items, count, sizeof *items);
        if (weave_ok(&q))
            items[count++] = text;
    }
    cr_assert_eq(weave_end(&q), WEAVE_OK);
    cr_assert_eq(count, 1000);
    cr_assert_str_eq(items[0].ptr, "row 0");
    cr_assert_str_eq(items[999].ptr, "row 999");
    weave_arena_free(&mem);
}

Test(runtime_values, a_list_too_long_for_memory_is_a_status)
{
    WeaveArena mem = {0};
    WeaveQuery q = ROW("1");
    cr_assert_null(weave_grow(&q, &mem, NULL, 0, SIZE_MAX / 4));
    cr_assert_eq(weave_end(&q), WEAVE_NOMEM);
    cr_assert_null(mem.chunks);
}
