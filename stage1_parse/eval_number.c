// eval_number.c - numbers: Number, Math, parseInt and the methods of a number.

#include "stage1_parse/eval_parts.h"

#include <ctype.h>
#include <math.h>
#include <stdlib.h>

// --- from text ---------------------------------------------------------------

bool eval_number_of(Arena *a, Value v, double *out)
{
    char *end;
    switch (v.kind) {
    case VALUE_NUMBER: *out = v.number; return true;
    case VALUE_BOOL: *out = v.truth; return true;
    case VALUE_NULL: *out = 0; return true;
    case VALUE_UNDEFINED: *out = NAN; return true;
    case VALUE_NATIVE: return value_date(v, out);
    case VALUE_STRING: {
        const char *text = str_zero(a, str_trim(v.text));
        *out = strtod(text, &end);
        if (*end || *text == 'i' || *text == 'n' || *text == 'I' || *text == 'N')
            *out = NAN;
        return true;
    }
    default: return false;
    }
}

Value eval_to_number(Eval *e, const Call *c)
{
    Value v = eval_argument(c, 0);
    double number;
    if (v.kind == VALUE_BIGINT)
        v.kind = VALUE_STRING;
    return c->n_args && eval_number_of(e->arena, v, &number)
               ? value_number(number, c->at)
               : eval_wrong_call(e, c, v);
}

static int digit_value(char ch)
{
    return ch >= '0' && ch <= '9'   ? ch - '0'
           : ch >= 'a' && ch <= 'z' ? ch - 'a' + 10
           : ch >= 'A' && ch <= 'Z' ? ch - 'A' + 10
                                    : 99;
}

Value eval_parse_int(Eval *e, const Call *c)
{
    Value v = eval_argument(c, 0), base = eval_argument(c, 1);
    int radix = base.kind == VALUE_NUMBER ? (int)base.number : 10;
    Str text;
    if (!value_print(e->arena, v, &text) || radix < 2 || radix > 36)
        return eval_wrong_call(e, c, v);
    text = str_trim(text);
    bool negative = str_starts(text, "-");
    size_t i = negative || str_starts(text, "+");
    if (text.len > i + 1 && text.ptr[i] == '0' && (text.ptr[i + 1] | 32) == 'x' &&
        (radix == 16 || base.kind != VALUE_NUMBER)) {
        radix = 16;
        i += 2;
    }
    size_t start = i;
    double number = 0;
    for (; i < text.len && digit_value(text.ptr[i]) < radix; i++)
        number = number * radix + digit_value(text.ptr[i]);
    return value_number(i == start ? NAN : negative ? -number : number, c->at);
}

Value eval_parse_float(Eval *e, const Call *c)
{
    Value v = eval_argument(c, 0);
    Str text;
    char *end;
    if (!value_print(e->arena, v, &text))
        return eval_wrong_call(e, c, v);
    const char *p = str_zero(e->arena, str_trim(text));
    if (*p && !isdigit((unsigned char)*p) && *p != '-' && *p != '+' && *p != '.')
        return value_number(NAN, c->at);
    double number = strtod(p, &end);
    return value_number(end == p ? NAN : number, c->at);
}

Value eval_is_nan(Eval *e, const Call *c)
{
    Value v = eval_argument(c, 0);
    return v.kind == VALUE_NUMBER ? value_bool(isnan(v.number), c->at)
                                  : eval_wrong_call(e, c, v);
}

static Value is_integer(Eval *e, const Call *c)
{
    (void)e;
    Value v = eval_argument(c, 0);
    if (v.kind == VALUE_UNKNOWN)
        return v;
    return value_bool(v.kind == VALUE_NUMBER && isfinite(v.number) &&
                          v.number == trunc(v.number),
                      c->at);
}

static Value is_finite(Eval *e, const Call *c)
{
    (void)e;
    Value v = eval_argument(c, 0);
    return v.kind == VALUE_UNKNOWN
               ? v
               : value_bool(v.kind == VALUE_NUMBER && isfinite(v.number), c->at);
}

const Function number_functions[] = {{"parseInt", eval_parse_int, NULL},
                                     {"parseFloat", eval_parse_float, NULL},
                                     {"isNaN", eval_is_nan, NULL},
                                     {"isInteger", is_integer, NULL},
                                     {"isSafeInteger", is_integer, NULL},
                                     {"isFinite", is_finite, NULL},
                                     {0}};

// --- Math --------------------------------------------------------------------

static Value one(Eval *e, const Call *c, double (*f)(double))
{
    Value v = eval_argument(c, 0);
    return v.kind == VALUE_NUMBER ? value_number(f(v.number), c->at)
                                  : eval_wrong_call(e, c, v);
}

static double round_half_up(double d)
{
    return floor(d + 0.5);
}

#define ONE(name, f)                                                                   \
    static Value name(Eval *e, const Call *c)                                          \
    {                                                                                  \
        return one(e, c, f);                                                           \
    }
ONE(math_floor, floor)
ONE(math_ceil, ceil)
ONE(math_round, round_half_up)
ONE(math_trunc, trunc)
ONE(math_abs, fabs)
ONE(math_sqrt, sqrt)
ONE(math_log2, log2)
ONE(math_log10, log10)
#undef ONE

static Value extreme(Eval *e, const Call *c, double sign)
{
    double best = -INFINITY;
    for (size_t i = 0; i < c->n_args; i++) {
        Value v = c->args[i];
        if (v.kind != VALUE_NUMBER || isnan(v.number))
            return eval_wrong_call(e, c, v);
        if (v.number * sign > best)
            best = v.number * sign;
    }
    return value_number(best * sign, c->at);
}

static Value math_max(Eval *e, const Call *c)
{
    return extreme(e, c, 1);
}

static Value math_min(Eval *e, const Call *c)
{
    return extreme(e, c, -1);
}

static Value math_pow(Eval *e, const Call *c)
{
    Value x = eval_argument(c, 0), y = eval_argument(c, 1);
    if (x.kind != VALUE_NUMBER || y.kind != VALUE_NUMBER)
        return eval_wrong_call(e, c, x.kind == VALUE_NUMBER ? y : x);
    return value_number(pow(x.number, y.number), c->at);
}

static Value math_random(Eval *e, const Call *c)
{
    return eval_unknown(e, c->at, DIAG_W105,
                        "a random number is not known before the program runs");
}

const Function math_functions[] = {
    {"floor", math_floor, NULL},
    {"ceil", math_ceil, NULL},
    {"round", math_round, NULL},
    {"trunc", math_trunc, NULL},
    {"abs", math_abs, NULL},
    {"sqrt", math_sqrt, NULL},
    {"log2", math_log2, NULL},
    {"log10", math_log10, NULL},
    {"max", math_max, NULL},
    {"min", math_min, NULL},
    {"pow", math_pow, NULL},
    {"random", math_random, NULL},
    {0},
};

bool eval_number_constant(Str of, Str name, Span at, Value *out)
{
    static const struct {
        const char *of, *name;
        double number;
    } constants[] = {
        {"Number", "MAX_SAFE_INTEGER", 9007199254740991.0},
        {"Number", "MIN_SAFE_INTEGER", -9007199254740991.0},
        {"Number", "MAX_VALUE", 1.7976931348623157e308},
        {"Number", "MIN_VALUE", 5e-324},
        {"Number", "EPSILON", 2.220446049250313e-16},
        {"Number", "POSITIVE_INFINITY", INFINITY},
        {"Number", "NEGATIVE_INFINITY", -INFINITY},
        {"Number", "NaN", NAN},
        {"Math", "PI", 3.141592653589793},
        {"Math", "E", 2.718281828459045},
    };
    for (size_t i = 0; i < sizeof constants / sizeof *constants; i++)
        if (str_is(of, constants[i].of) && str_is(name, constants[i].name)) {
            *out = value_number(constants[i].number, at);
            return true;
        }
    return false;
}

// --- methods -----------------------------------------------------------------

static Value in_base(Eval *e, const Call *c, double number, int radix)
{
    char digits[80];
    size_t i = sizeof digits;
    bool negative = number < 0;
    double rest = fabs(number);
    if (rest != trunc(rest) || rest > 9007199254740991.0)
        return eval_wrong_call(e, c, c->args[0]);
    do {
        int digit = (int)fmod(rest, radix);
        digits[--i] = (char)(digit < 10 ? '0' + digit : 'a' + digit - 10);
        rest = floor(rest / radix);
    } while (rest > 0);
    if (negative)
        digits[--i] = '-';
    return value_string(
        str_format(e->arena, "%.*s", (int)(sizeof digits - i), digits + i), c->at);
}

static Value to_string(Eval *e, const Call *c)
{
    double number = ((const Value *)c->self)->number;
    Value radix = eval_argument(c, 0);
    if (radix.kind == VALUE_UNDEFINED ||
        (radix.kind == VALUE_NUMBER && radix.number == 10))
        return value_string(number_print(e->arena, number), c->at);
    if (radix.kind != VALUE_NUMBER || !(radix.number >= 2 && radix.number <= 36))
        return eval_wrong_call(e, c, radix);
    return in_base(e, c, number, (int)radix.number);
}

static Value to_fixed(Eval *e, const Call *c)
{
    double number = ((const Value *)c->self)->number;
    Value digits = eval_argument(c, 0);
    int n = digits.kind == VALUE_NUMBER ? (int)digits.number : 0;
    if (n < 0 || n > 100 || !(fabs(number) < 1e21) || digits.kind == VALUE_UNKNOWN)
        return eval_wrong_call(e, c, digits);
    return value_string(str_format(e->arena, "%.*f", n, number), c->at);
}

static Value value_of(Eval *e, const Call *c)
{
    (void)e;
    return *(const Value *)c->self;
}

const Function number_methods[] = {{"toString", to_string, NULL},
                                   {"toFixed", to_fixed, NULL},
                                   {"valueOf", value_of, NULL},
                                   {0}};
