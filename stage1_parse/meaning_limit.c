// meaning_limit.c - what the value of a field must be: read from its options, held
// against its default, and said as the condition of a check.

#include "stage1_parse/meaning_collection.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

// --- numbers in decimal ----------------------------------------------------------

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool is_integer(Str s)
{
    size_t sign = s.len && s.ptr[0] == '-';
    for (size_t i = sign; i < s.len; i++)
        if (!is_digit(s.ptr[i]))
            return false;
    return s.len > sign;
}

// "12.5" with two digits behind the point is 1250. False if it has more of them, or is no
// number in plain digits.
static bool scale_up(Arena *a, Str s, size_t scale, Str *out)
{
    size_t point = str_find(s, '.');
    Str whole = point == STR_NONE ? s : str_cut(s, 0, point);
    Str part = point == STR_NONE ? (Str){0} : str_cut(s, point + 1, s.len);
    if (!is_integer(whole) || part.len > scale ||
        (point != STR_NONE && (!is_integer(part) || part.ptr[0] == '-')))
        return false;
    Buf digits = {.arena = a};
    buf_put(&digits, whole);
    buf_put(&digits, part);
    for (size_t i = part.len; i < scale; i++)
        buf_char(&digits, '0');
    size_t sign = digits.items[0] == '-', zeros = sign;
    while (zeros + 1 < digits.n && digits.items[zeros] == '0')
        zeros++;
    *out = str_format(a, "%s%.*s", sign ? "-" : "", (int)(digits.n - zeros),
                      digits.items + zeros);
    return true;
}

static size_t count_digits(Str integer)
{
    return integer.len - (integer.len && integer.ptr[0] == '-');
}

static int compare_integers(Str a, Str b)
{
    bool less = a.len && a.ptr[0] == '-', other = b.len && b.ptr[0] == '-';
    if (less != other)
        return less ? -1 : 1;
    size_t n = count_digits(a), m = count_digits(b);
    int order = n != m ? (n < m ? -1 : 1) : str_cmp(a, b);
    return less ? -order : order;
}

// The number v as the field's column has it; false after a report.
static bool number_of(Eval *e, const FieldObject *field, Value v, const char *what,
                      Str *out)
{
    Arena *a = eval_arena(e);
    Str text = {0};
    bool is_number = v.kind == VALUE_NUMBER || v.kind == VALUE_BIGINT;
    bool decimal = field->word->type == FIELD_DECIMAL;
    if (v.kind == VALUE_UNKNOWN) {
        eval_explain(e, v, field->at, what);
        return false;
    }
    if (is_number || (decimal && v.kind == VALUE_STRING))
        value_print(a, v, &text);
    *out = text;
    if (decimal && scale_up(a, text, (size_t)field->scale, out)) {
        if (count_digits(*out) <= (size_t)field->precision)
            return true;
        diag_error(eval_diag(e), v.at, DIAG_W170, "%s has more than %g digits", what,
                   field->precision);
        return false;
    }
    if (decimal && text.len)
        diag_error(eval_diag(e), v.at, DIAG_W170,
                   "%s must be a number with at most %g digits behind the point", what,
                   field->scale);
    else if (!is_number)
        diag_error(eval_diag(e), v.at, DIAG_W170, "%s must be a number, not %s", what,
                   value_noun(v));
    else if (field->word->type == FIELD_REAL && text.len && !str_is(text, "NaN") &&
             str_find_str(text, S("Infinity")) == STR_NONE)
        return true;
    else if (field->word->type != FIELD_REAL && is_integer(text))
        return true;
    else
        diag_error(eval_diag(e), v.at, DIAG_W170,
                   field->word->type == FIELD_REAL ? "%s must be finite"
                                                   : "%s must be a whole number",
                   what);
    return false;
}

static bool is_below(const FieldObject *field, Str a, Str b)
{
    if (field->word->type != FIELD_REAL)
        return compare_integers(a, b) < 0;
    return strtod(a.ptr, NULL) < strtod(b.ptr, NULL);
}

// --- options -----------------------------------------------------------------------

static void read_length(Eval *e, Value options, const char *name, Str *out)
{
    Value v = option_get(e, options, name);
    Str text;
    if (v.kind == VALUE_UNDEFINED || v.kind == VALUE_UNKNOWN)
        return;
    if (v.kind == VALUE_NUMBER && v.number >= 0 &&
        value_print(eval_arena(e), v, &text) && is_integer(text))
        *out = text;
    else
        diag_error(eval_diag(e), v.at, DIAG_W170,
                   "%s must be a whole number, not below 0", name);
}

static void read_bound(Eval *e, const FieldObject *field, Value options,
                       const char *name, Str *out)
{
    Value v = option_get(e, options, name);
    Str text;
    if (v.kind != VALUE_UNDEFINED && number_of(e, field, v, name, &text))
        *out = text;
}

// 18 digits are what an int64_t holds, whatever they are.
static void read_decimal(Eval *e, FieldObject *field, Value options)
{
    enum { MOST_DIGITS = 18 };
    Value precision = option_get(e, options, "precision");
    Value scale = option_get(e, options, "scale");
    field->precision = precision.kind == VALUE_NUMBER ? precision.number : MOST_DIGITS;
    field->scale = scale.kind == VALUE_NUMBER ? scale.number : 2;
    if ((precision.kind != VALUE_UNDEFINED && precision.kind != VALUE_NUMBER) ||
        !(field->precision >= 1 && field->precision <= MOST_DIGITS))
        diag_error(eval_diag(e), precision.at, DIAG_W170,
                   "precision must be a whole number from 1 to 18");
    else if ((scale.kind != VALUE_UNDEFINED && scale.kind != VALUE_NUMBER) ||
             !(field->scale >= 0 && field->scale <= field->precision))
        diag_error(eval_diag(e), scale.at.file ? scale.at : field->at, DIAG_W170,
                   "scale must be a whole number from 0 to the precision");
    else
        return;
    field->precision = MOST_DIGITS;
    field->scale = 2;
}

static void read_pattern(Eval *e, FieldObject *field, Value options)
{
    Value v = option_get(e, options, "pattern");
    if (v.kind == VALUE_UNDEFINED || v.kind == VALUE_UNKNOWN)
        return;
    if (v.kind != VALUE_NATIVE ||
        strcmp(v.native->class->noun, "a regular expression")) {
        diag_error(eval_diag(e), v.at, DIAG_W170,
                   "pattern must be a regular expression, /.../, not %s",
                   value_noun(v));
        return;
    }
    Value flags = eval_member(e, v, S("flags"), v.at);
    if (flags.kind == VALUE_STRING && flags.text.len)
        diag_error(eval_diag(e), v.at, DIAG_W170, "a pattern has no flags");
    else
        field->pattern = v;
}

static void check_order(Eval *e, const FieldObject *field)
{
    bool lengths = field->min_length.len && field->max_length.len &&
                   compare_integers(field->max_length, field->min_length) < 0;
    bool bounds =
        field->min.len && field->max.len && is_below(field, field->max, field->min);
    if (lengths || bounds)
        diag_error(eval_diag(e), field->at, DIAG_W170,
                   "no value can be in these limits: the lower one is above the other");
}

void limits_read(Eval *e, FieldObject *field, Value options)
{
    bool text = field->word->type == FIELD_TEXT;
    field->min_length = str_z(field->word->min_length);
    field->max_length = str_z(field->word->max_length);
    if (field->word->type == FIELD_DECIMAL)
        read_decimal(e, field, options);
    if (text) {
        read_length(e, options, "min", &field->min_length);
        read_length(e, options, "max", &field->max_length);
        read_length(e, options, "minLength", &field->min_length);
        read_length(e, options, "maxLength", &field->max_length);
        read_pattern(e, field, options);
    } else {
        read_bound(e, field, options, "min", &field->min);
        read_bound(e, field, options, "max", &field->max);
    }
    check_order(e, field);
}

// --- defaults ------------------------------------------------------------------------

static bool refuse(Eval *e, Value v, const char *why)
{
    diag_error(eval_diag(e), v.at, DIAG_W170, "this default %s", why);
    return false;
}

// In characters, as SQLite's length() counts.
static size_t count_characters(Str s)
{
    size_t n = 0;
    for (size_t i = 0; i < s.len; i++)
        n += ((unsigned char)s.ptr[i] & 0xC0) != 0x80;
    return n;
}

static bool check_text(Eval *e, const FieldObject *field, Value v)
{
    size_t n = count_characters(v.text);
    if (v.kind != VALUE_STRING)
        return refuse(e, v, "must be a string");
    Str length = str_format(eval_arena(e), "%zu", n);
    if (field->min_length.len && compare_integers(length, field->min_length) < 0)
        return refuse(e, v, "is shorter than the field may be");
    if (field->max_length.len && compare_integers(length, field->max_length) > 0)
        return refuse(e, v, "is longer than the field may be");
    if (field->pattern.kind == VALUE_UNDEFINED)
        return true;
    Value test = eval_member(e, field->pattern, S("test"), v.at);
    Value matches = eval_call(e, test, &v, 1, v.at);
    return matches.kind != VALUE_BOOL || matches.truth ||
           refuse(e, v, "does not match the field's pattern");
}

static bool check_word(Eval *e, const FieldObject *field, Value v)
{
    const Array *words = field->words.kind == VALUE_ARRAY ? field->words.array : NULL;
    for (size_t i = 0; words && i < words->n; i++)
        if (value_same(words->items[i], v))
            return true;
    return !words || refuse(e, v, "is none of the field's words");
}

// drizzle-kit writes some values wrongly (docs/drizzle.md); of SQL it copies the text.
static bool put_sql(Eval *e, Value v, Str text, Value *out)
{
    Sql *sql = sql_new(e);
    sql_put_text(e, sql, text, v.at);
    *out = value_native(sql, v.at);
    return true;
}

static bool check_number(Eval *e, const FieldObject *field, Value v, Value *out)
{
    Str text;
    if (!number_of(e, field, v, "this default", &text))
        return false;
    if (field->min.len && is_below(field, text, field->min))
        return refuse(e, v, "is below the field's min");
    if (field->max.len && is_below(field, field->max, text))
        return refuse(e, v, "is above the field's max");
    return field->word->type != FIELD_DECIMAL || put_sql(e, v, text, out);
}

static bool check_date(Eval *e, const FieldObject *field, Value v, Value *out)
{
    double ms;
    if (!value_date(v, &ms))
        return refuse(e, v, "must be a Date: new Date(...)");
    double number = field->word->mode == MODE_TIMESTAMP ? floor(ms / 1000) : ms;
    return put_sql(e, v, number_print(eval_arena(e), number), out);
}

static bool check_json(Eval *e, Value v, Value *out)
{
    Str json;
    if (!value_json(eval_arena(e), v, &json))
        return refuse(e, v, "is no JSON");
    return put_sql(e, v, quote_string(eval_arena(e), json), out);
}

bool default_check(Eval *e, const FieldObject *field, Value v, Value *out)
{
    *out = v;
    if (v.kind == VALUE_UNKNOWN) {
        eval_explain(e, v, field->at, "the default of a field");
        return false;
    }
    if (value_is_native(v, &sql_class)) // SQLite's to say
        return true;
    switch (field->word->type) {
    case FIELD_TEXT: return check_text(e, field, v);
    case FIELD_SELECT: return check_word(e, field, v);
    case FIELD_NUMBER:
    case FIELD_REAL:
    case FIELD_DECIMAL: return check_number(e, field, v, out);
    case FIELD_BOOLEAN:
        return v.kind == VALUE_BOOL || refuse(e, v, "must be true or false");
    case FIELD_DATE: return check_date(e, field, v, out);
    case FIELD_JSON: return check_json(e, v, out);
    case FIELD_RELATION:
        return (!field->has_many &&
                (v.kind == VALUE_NUMBER || v.kind == VALUE_STRING)) ||
               refuse(e, v, "must be an id");
    case FIELD_INCREMENT: break;
    }
    return refuse(e, v, "is never used: SQLite counts");
}

// --- as a check --------------------------------------------------------------------------

static void put_condition(Eval *e, Sql *sql, ColumnRef *column, const char *before,
                          const char *after)
{
    if (sql->n)
        sql_put_text(e, sql, S(" AND "), column->at);
    sql_put_text(e, sql, str_z(before), column->at);
    sql_put_value(e, sql, value_native(column, column->at), column->at);
    sql_put_text(e, sql, str_z(after), column->at);
}

static void put_range(Eval *e, Sql *sql, ColumnRef *column, bool length, Str least,
                      Str most)
{
    Arena *a = eval_arena(e);
    const char *before = length ? "length(" : "", *close = length ? ")" : "";
    Str after = {0};
    if (least.len && str_eq(least, most))
        after = str_format(a, "%s = %.*s", close, STR_ARG(least));
    else if (least.len && most.len)
        after = str_format(a, "%s BETWEEN %.*s AND %.*s", close, STR_ARG(least),
                           STR_ARG(most));
    else if (least.len)
        after = str_format(a, "%s >= %.*s", close, STR_ARG(least));
    else if (most.len)
        after = str_format(a, "%s <= %.*s", close, STR_ARG(most));
    if (after.len)
        put_condition(e, sql, column, before, after.ptr);
}

static void put_pattern(Eval *e, Sql *sql, const FieldObject *field, ColumnRef *column)
{
    Arena *a = eval_arena(e);
    Value source = eval_member(e, field->pattern, S("source"), field->at);
    GlobPattern glob;
    if (!pattern_glob(a, source.text, &glob)) {
        diag_error(eval_diag(e), field->pattern.at, DIAG_W170,
                   "SQLite's GLOB cannot say this pattern: it knows literals, classes, "
                   "the dot, and how often as {3}, .* or .+, or + behind the one class "
                   "of the whole");
        return;
    }
    Str after = str_format(a, " %s %.*s", glob.is_class ? "NOT GLOB" : "GLOB",
                           STR_ARG(quote_string(a, glob.glob)));
    put_condition(e, sql, column, "", after.ptr);
    put_range(e, sql, column, true, glob.least, glob.most);
}

static void put_words(Eval *e, Sql *sql, const FieldObject *field, ColumnRef *column)
{
    Buf list = {.arena = eval_arena(e)};
    const Array *words = field->words.array;
    for (size_t i = 0; i < words->n; i++)
        buf_format(&list, "%s%.*s", i ? ", " : " IN (",
                   STR_ARG(quote_string(eval_arena(e), words->items[i].text)));
    buf_char(&list, ')');
    put_condition(e, sql, column, "", buf_str(&list).ptr);
}

// All of its digits 9: the largest that a decimal may be, if it was given fewer than the
// column has room for.
static Str largest(Arena *a, const FieldObject *field)
{
    static const char nines[] = "999999999999999999";
    return str_format(a, "%.*s", (int)field->precision, nines);
}

Sql *limits_sql(Eval *e, const FieldObject *field, ColumnRef *column)
{
    Sql *sql = sql_new(e);
    Arena *a = eval_arena(e);
    put_range(e, sql, column, true, field->min_length, field->max_length);
    if (field->word->type == FIELD_DECIMAL) { // 12.5 would stay what it is
        Str most = largest(a, field);
        put_condition(e, sql, column, "typeof(",
                      field->required ? ") = 'integer'" : ") IN ('integer', 'null')");
        put_range(e, sql, column, false,
                  field->min.len ? field->min : str_format(a, "-%.*s", STR_ARG(most)),
                  field->max.len ? field->max : most);
    } else {
        put_range(e, sql, column, false, field->min, field->max);
    }
    if (field->pattern.kind != VALUE_UNDEFINED)
        put_pattern(e, sql, field, column);
    if (field->words.kind == VALUE_ARRAY && field->words.array->n)
        put_words(e, sql, field, column);
    return sql->n ? sql : NULL;
}
