// values.c - every type of language.md goes in and comes out as it is, or not at all.

#include "tests/woven/types/fixture.h"

#include <math.h>

// --- what goes in comes out --------------------------------------------------

static bool same_value(WeaveValue a, WeaveValue b)
{
    if (a.type != b.type)
        return false;
    switch (a.type) {
    case WEAVE_VALUE_NULL: return true;
    case WEAVE_VALUE_INT: return a.as.integer == b.as.integer;
    case WEAVE_VALUE_REAL: return !(a.as.real < b.as.real || a.as.real > b.as.real);
    case WEAVE_VALUE_TEXT: return same_text(a.as.text, b.as.text);
    case WEAVE_VALUE_BLOB: return same_blob(a.as.blob, b.as.blob);
    }
    return false;
}

static bool same_real(double a, double b)
{
    return !(a < b || a > b);
}

static bool same_opt(WeaveOptInt a, WeaveOptInt b)
{
    return a.has == b.has && a.value == b.value;
}

static bool both_or_neither(WeaveText a, WeaveText b)
{
    return (!a.ptr && !b.ptr) || same_text(a, b);
}

static void check_wanted(const Every *row, const EveryInsertParams *p)
{
    CHECK(row->n == p->n);
    CHECK(row->flag == p->flag);
    CHECK(row->at == p->at);
    CHECK(row->at_ms == p->at_ms);
    CHECK(same_real(row->ratio, p->ratio));
    CHECK(same_text(row->words, p->words));
    CHECK(row->kind == p->kind);
    CHECK(same_text(row->doc, p->doc));
    CHECK(same_blob(row->bytes, p->bytes));
    CHECK(row->big == p->big);
    CHECK(same_text(row->blob_doc, p->blob_doc));
    CHECK(same_real(row->amount, p->amount));
    CHECK(row->amount_big == p->amount_big);
    CHECK(same_text(row->amount_text, p->amount_text));
    CHECK(same_text(row->day, p->day));
    CHECK(same_value(row->loose, p->loose));
}

static void check_optional(const Every *row, const EveryInsertParams *p)
{
    CHECK(same_opt(row->n_opt, p->n_opt));
    CHECK(row->flag_opt.has == p->flag_opt.has);
    CHECK(row->flag_opt.value == p->flag_opt.value);
    CHECK(same_opt(row->at_opt, p->at_opt));
    CHECK(same_opt(row->at_ms_opt, p->at_ms_opt));
    CHECK(row->ratio_opt.has == p->ratio_opt.has);
    CHECK(same_real(row->ratio_opt.value, p->ratio_opt.value));
    CHECK(both_or_neither(row->words_opt, p->words_opt));
    CHECK(row->kind_opt == p->kind_opt);
    CHECK(both_or_neither(row->doc_opt, p->doc_opt));
    CHECK(row->bytes_opt.ptr ? same_blob(row->bytes_opt, p->bytes_opt)
                             : !p->bytes_opt.ptr);
    CHECK(same_opt(row->big_opt, p->big_opt));
    CHECK(both_or_neither(row->blob_doc_opt, p->blob_doc_opt));
    CHECK(row->amount_opt.has == p->amount_opt.has);
    CHECK(same_real(row->amount_opt.value, p->amount_opt.value));
    CHECK(same_opt(row->amount_big_opt, p->amount_big_opt));
    CHECK(both_or_neither(row->amount_text_opt, p->amount_text_opt));
    CHECK(both_or_neither(row->day_opt, p->day_opt));
    CHECK(same_value(row->loose_opt, p->loose_opt));
}

// In by RETURNING, out as one row, as a list, and borrowed.
static void check_all_ways(const EveryInsertParams *p)
{
    Every made, got;
    EveryList list;
    CHECK_STATUS(db, WEAVE_OK, every_insert(db, p, &mem, &made));
    check_wanted(&made, p);
    check_optional(&made, p);
    CHECK_STATUS(db, WEAVE_OK, every_get_by_id(db, made.id, &mem, &got));
    check_wanted(&got, p);
    check_optional(&got, p);
    CHECK_STATUS(db, WEAVE_OK, every_list_all(db, &mem, &list));
    CHECK(list.count >= 1);
    if (list.count) {
        check_wanted(&list.items[list.count - 1], p);
        check_optional(&list.items[list.count - 1], p);
    }
    EveryRows rows = every_list_all_rows(db);
    while (every_rows_next(&rows)) {
        if (rows.row.id != made.id)
            continue;
        check_wanted(&rows.row, p);
        check_optional(&rows.row, p);
    }
    CHECK_STATUS(db, WEAVE_OK, every_rows_end(&rows));
}

static void what_is_given_comes_back(void)
{
    EveryInsertParams p = plain();
    p.n_opt = weave_some_int(0);
    p.flag_opt = weave_some_bool(false);
    p.at_opt = weave_some_int(-1);
    p.at_ms_opt = weave_some_int(1700000000123);
    p.ratio_opt = weave_some_real(-0.25);
    p.words_opt = TEXT("Größe 名前 🧵");
    p.kind_opt = EVERY_KIND_OPT_HIGH;
    p.doc_opt = TEXT("{\"a\":null}");
    p.bytes_opt = weave_blob("\xff", 1);
    p.big_opt = weave_some_int(-12);
    p.blob_doc_opt = TEXT("null");
    p.amount_opt = weave_some_real(1e300);
    p.amount_big_opt = weave_some_int(10);
    p.amount_text_opt = TEXT("12");
    p.day_opt = TEXT("1970-01-01");
    p.loose_opt = weave_value_text(TEXT("7"));
    check_all_ways(&p);
}

static void nothing_given_is_null_and_no_zero(void)
{
    EveryInsertParams p = plain();
    check_all_ways(&p);
    Every got;
    CHECK_STATUS(db, WEAVE_OK, every_get_by_id(db, 1, &mem, &got));
    CHECK(!got.n_opt.has && !got.flag_opt.has && !got.ratio_opt.has);
    CHECK(!got.words_opt.ptr && !got.bytes_opt.ptr && !got.kind_opt);
    raw("DELETE FROM every WHERE coalesce(n_opt, flag_opt, at_opt, at_ms_opt, "
        "ratio_opt, words_opt, kind_opt, doc_opt, bytes_opt, big_opt, blob_doc_opt, "
        "amount_opt, amount_big_opt, amount_text_opt, day_opt, loose_opt) IS NULL");
    CHECK(weave_changes(db) == 1);
}

static void integers_reach_their_bounds(void)
{
    const int64_t bounds[] = {INT64_MIN, INT64_MIN + 1, -1, 0, INT64_MAX};
    for (size_t i = 0; i < sizeof bounds / sizeof *bounds; i++) {
        EveryInsertParams p = plain();
        p.n = p.at = p.at_ms = p.big = p.amount_big = bounds[i];
        p.loose = weave_value_int(bounds[i]);
        p.n_opt = p.big_opt = p.amount_big_opt = weave_some_int(bounds[i]);
        check_all_ways(&p);
    }
}

static void reals_may_be_infinite_but_must_be_numbers(void)
{
    EveryInsertParams p = plain();
    Every made;
    p.ratio = HUGE_VAL;
    p.amount = -HUGE_VAL;
    p.ratio_opt = weave_some_real(4.9e-324);
    check_all_ways(&p);
    p = plain();
    p.ratio = nan("");
    CHECK_STATUS(db, WEAVE_MISUSE, every_insert(db, &p, &mem, &made));
    check_mentions(db, "parameter :ratio is not a number");
    p = plain();
    p.amount_opt = weave_some_real(nan(""));
    CHECK_STATUS(db, WEAVE_MISUSE, every_insert(db, &p, &mem, &made));
    check_mentions(db, "parameter :amountOpt is not a number");
}

static void text_keeps_every_byte(void)
{
    EveryInsertParams p = plain();
    p.words = TEXT("a\0b\0");
    p.words_opt = TEXT("\xff\xfe no UTF-8 \xc0");
    p.doc = TEXT("\"\\u0000\"");
    p.loose = weave_value_text(TEXT("\0"));
    check_all_ways(&p);
    EveryListWordsRows rows = every_list_words_rows(db);
    CHECK(every_list_words_rows_next(&rows));
    CHECK(rows.row.words.len == 4);
    CHECK(memcmp(rows.row.words.ptr, "a\0b\0", 5) == 0); // and the NUL after it
    CHECK_STATUS(db, WEAVE_OK, every_list_words_rows_end(&rows));
}

static void empty_is_not_null(void)
{
    EveryInsertParams p = plain();
    p.words = p.doc = p.blob_doc = p.day = TEXT("");
    p.bytes = weave_blob("", 0);
    p.words_opt = p.blob_doc_opt = TEXT("");
    p.bytes_opt = weave_blob("", 0);
    p.loose = weave_value_text(TEXT(""));
    p.loose_opt = weave_value_blob(weave_blob("", 0));
    check_all_ways(&p);
    raw("DELETE FROM every WHERE words_opt = '' AND typeof(bytes_opt) = 'blob' AND "
        "typeof(blob_doc) = 'blob' AND typeof(loose_opt) = 'blob'");
    CHECK(weave_changes(db) == 1);
}

static void any_is_any(void)
{
    const WeaveValue values[] = {weave_value_int(1),
                                 weave_value_real(0.5),
                                 weave_value_text(TEXT("1")),
                                 weave_value_blob(weave_blob("1", 1)),
                                 {WEAVE_VALUE_NULL, {0}}};
    for (size_t i = 0; i < 4; i++) {
        EveryInsertParams p = plain();
        EveryByNList found;
        p.loose = values[i];
        p.loose_opt = values[i + 1];
        check_all_ways(&p);
        CHECK_STATUS(db, WEAVE_OK, every_by_loose(db, values[i], &mem, &found));
        CHECK(found.count == 1 && found.items[0].id == (int64_t)i + 1);
    }
    for (size_t i = 0; i < 5; i++) {
        EveryEcho echo;
        CHECK_STATUS(db, WEAVE_OK,
                     every_echo(db, values[i], TEXT("x"), (WeaveBlob){0},
                                weave_some_real(2), &mem, &echo));
        CHECK(same_value(echo.value, values[i]));
        CHECK(same_text(echo.words, TEXT("x")) && !echo.bytes.ptr);
        CHECK(echo.ratio.has && same_real(echo.ratio.value, 2));
    }
}

static void defaults_are_filled_in(void)
{
    Given made;
    CHECK_STATUS(db, WEAVE_OK, given_insert_defaults(db, &mem, &made));
    CHECK(made.id == 1 && weave_last_rowid(db) == 1);
    CHECK(made.n == 7 && made.flag && same_real(made.ratio, 1.5) && made.sum == 42);
    CHECK(same_text(made.words, TEXT("it's")));
    CHECK(same_text(made.doc, TEXT("{\"a\":[1]}")));
    CHECK(made.kind == GIVEN_KIND_HIGH);
    CHECK(made.n_opt.has && made.n_opt.value == -1);
    CHECK(!made.parent.has);
}

static void an_enum_converts_both_ways(void)
{
    CHECK(strcmp(every_kind_text(EVERY_KIND_IN_PROGRESS), "in-progress") == 0);
    CHECK(strcmp(every_kind_text(EVERY_KIND__QUOTED_), "\"quoted\"") == 0);
    CHECK(every_kind_text((EveryKind)0) == NULL);
    CHECK(every_kind_text((EveryKind)5) == NULL);
    CHECK(every_kind_from(TEXT("two words")) == EVERY_KIND_TWO_WORDS);
    CHECK(every_kind_from(TEXT("two")) == 0);
    CHECK(every_kind_from((WeaveText){0}) == 0);
    CHECK(given_kind_from(TEXT("high")) == GIVEN_KIND_HIGH);
}

// --- what does not go in -----------------------------------------------------

// The row is refused, by a message with the parameter's name.
static void refuses(const EveryInsertParams *p, const char *parameter)
{
    char expected[100];
    Every made;
    CHECK_STATUS(db, WEAVE_MISUSE, every_insert(db, p, &mem, &made));
    snprintf(expected, sizeof expected, "every.insert: parameter :%s ", parameter);
    check_mentions(db, expected);
    CHECK(strstr(weave_place(db), "schema.ts:") != NULL);
}

static void null_where_it_is_not_allowed_is_misuse(void)
{
    EveryTotal total;
    EveryInsertParams p = {0};
    refuses(&p, "words"); // the first that {0} leaves null
#define REFUSES_NULL(member, name)                                                     \
    (p = plain(), memset(&p.member, 0, sizeof p.member), refuses(&p, name))
    REFUSES_NULL(words, "words");
    REFUSES_NULL(kind, "kind");
    REFUSES_NULL(doc, "doc");
    REFUSES_NULL(bytes, "bytes");
    REFUSES_NULL(blob_doc, "blobDoc");
    REFUSES_NULL(amount_text, "amountText");
    REFUSES_NULL(day, "day");
    p = plain();
    p.kind = (EveryKind)5;
    refuses(&p, "kind");
    p = plain();
    p.kind_opt = (EveryKindOpt)-1;
    refuses(&p, "kindOpt");
    CHECK_STATUS(db, WEAVE_OK, every_total(db, &total));
    CHECK(total.n == 0);
}

// --- what does not come out --------------------------------------------------

// With this stored, no way of reading gives a row, and each names the column.
static void unreadable(const char *column, const char *value, const char *said)
{
    char text[200];
    Every got;
    EveryList list;
    raw("DELETE FROM every");
    insert_plain();
    int64_t id = weave_last_rowid(db);
    snprintf(text, sizeof text, "UPDATE every SET %s = %s", column, value);
    raw(text);
    snprintf(text, sizeof text, "column %s %s", column, said);

    CHECK_STATUS(db, WEAVE_TYPE, every_get_by_id(db, id, &mem, &got));
    check_mentions(db, text);
    check_mentions(db, "every.getById: ");
    CHECK(got.id == 0 && !got.words.ptr);
    CHECK_STATUS(db, WEAVE_TYPE, every_list_all(db, &mem, &list));
    check_mentions(db, text);
    CHECK(list.count == 0 && !list.items);
    EveryRows rows = every_list_all_rows(db);
    CHECK(!every_rows_next(&rows));
    CHECK_STATUS(db, WEAVE_TYPE, every_rows_end(&rows));
    check_mentions(db, text);
}

static void a_value_of_another_class_is_a_type_error(void)
{
    static const struct {
        const char *column, *value, *said;
    } wrong[] = {
        {"n", "'x'", "holds text, declared integer"},
        {"n", "1.5", "holds real, declared integer"},
        {"flag", "2", "holds 2, declared boolean"},
        {"flag", "'true'", "holds text, declared boolean"},
        {"at", "'2024-01-01'", "holds text, declared integer"},
        {"at_ms", "x'00'", "holds blob, declared integer"},
        {"ratio", "'x'", "holds text, declared real"},
        {"words", "x'00'", "holds blob, declared text"},
        {"kind", "'lower'", "holds \"lower\", which is no EveryKind"},
        {"kind", "'LOW'", "holds \"LOW\", which is no EveryKind"},
        {"kind", "x'6c6f77'", "holds blob, declared text"},
        {"doc", "x'5b5d'", "holds blob, declared text"},
        {"bytes", "'x'", "holds text, declared blob"},
        {"big", "5", "holds integer, declared bigint"},
        {"big", "x'2d'", "holds \"-\", which is no 64-bit integer"},
        {"big", "'9223372036854775808'",
         "holds \"9223372036854775808\", which is no "
         "64-bit integer"},
        {"blob_doc", "5", "holds integer, declared json"},
        {"amount", "'x'", "holds text, declared real"},
        {"amount_big", "0.5", "holds real, declared integer"},
        {"amount_text", "x'00'", "holds blob, declared numeric"},
        {"day", "x'00'", "holds blob, declared text"},
        {"n_opt", "0.5", "holds real, declared integer"},
        {"flag_opt", "-1", "holds -1, declared boolean"},
        {"ratio_opt", "'x'", "holds text, declared real"},
        {"words_opt", "x'00'", "holds blob, declared text"},
        {"kind_opt", "''", "holds \"\", which is no EveryKindOpt"},
        {"bytes_opt", "1", "holds integer, declared blob"},
        {"big_opt", "'x'", "holds \"x\", which is no 64-bit integer"},
        {"amount_opt", "x'00'", "holds blob, declared real"},
    };
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
        unreadable(wrong[i].column, wrong[i].value, wrong[i].said);
}

static void the_rows_before_a_bad_one_are_read(void)
{
    insert_plain();
    insert_plain();
    insert_plain();
    raw("UPDATE every SET words = x'00' WHERE id = 2");
    EveryRows rows = every_list_all_rows(db);
    CHECK(every_rows_next(&rows) && rows.row.id == 1);
    CHECK(!every_rows_next(&rows));
    CHECK(!every_rows_next(&rows));
    CHECK_STATUS(db, WEAVE_TYPE, every_rows_end(&rows));
}

// Numbers in columns of numbers are not converted, only seen as what they are.
static void what_is_exact_is_read(void)
{
    Every got;
    insert_plain();
    raw("UPDATE every SET ratio = 3, amount = 4, amount_text = '12.50', "
        "big = '-9223372036854775808', blob_doc = '{}', "
        "amount_text_opt = 9007199254740993");
    CHECK_STATUS(db, WEAVE_OK, every_get_by_id(db, 1, &mem, &got));
    CHECK(same_real(got.ratio, 3) && same_real(got.amount, 4));
    CHECK(same_text(got.amount_text, TEXT("12.5"))); // NUMERIC keeps the number
    CHECK(got.big == INT64_MIN);
    CHECK(same_text(got.blob_doc, TEXT("{}")));
    CHECK(same_text(got.amount_text_opt, TEXT("9007199254740993")));
}

int main(void)
{
    static const Test tests[] = {
        TEST(what_is_given_comes_back),
        TEST(nothing_given_is_null_and_no_zero),
        TEST(integers_reach_their_bounds),
        TEST(reals_may_be_infinite_but_must_be_numbers),
        TEST(text_keeps_every_byte),
        TEST(empty_is_not_null),
        TEST(any_is_any),
        TEST(defaults_are_filled_in),
        TEST(an_enum_converts_both_ways),
        TEST(null_where_it_is_not_allowed_is_misuse),
        TEST(a_value_of_another_class_is_a_type_error),
        TEST(the_rows_before_a_bad_one_are_read),
        TEST(what_is_exact_is_read),
    };
    return run_tests(tests, sizeof tests / sizeof *tests, open_fresh, close_fresh);
}
