// eval_date.c - Date, as far as a moment is written in the source.

#include "stage1_parse/eval_parts.h"

#include <math.h>

typedef struct Date {
    Native base;
    double ms; // since 1970
} Date;

static const Class date_class;

bool value_date(Value v, double *ms)
{
    if (!value_is_native(v, &date_class))
        return false;
    *ms = ((const Date *)v.native)->ms;
    return true;
}

// --- the calendar ------------------------------------------------------------

// Days since 1970 of a date in the Gregorian calendar.
static int64_t days_of(int64_t year, int64_t month, int64_t day)
{
    year -= month <= 2;
    int64_t era = (year >= 0 ? year : year - 399) / 400, y = year - era * 400;
    int64_t in_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
    return era * 146097 + y * 365 + y / 4 - y / 100 + in_year - 719468;
}

Str date_print(Arena *a, double ms)
{
    int64_t all = (int64_t)ms, days = all / 86400000, rest = all % 86400000;
    if (rest < 0) {
        rest += 86400000;
        days--;
    }
    int64_t z = days + 719468, era = (z >= 0 ? z : z - 146096) / 146097;
    int64_t d = z - era * 146097;
    int64_t y = (d - d / 1460 + d / 36524 - d / 146096) / 365;
    int64_t in_year = d - (365 * y + y / 4 - y / 100), m = (5 * in_year + 2) / 153;
    int64_t month = m < 10 ? m + 3 : m - 9;
    return str_format(
        a, "%04d-%02d-%02dT%02d:%02d:%02d.%03dZ", (int)(y + era * 400 + (month <= 2)),
        (int)month, (int)(in_year - (153 * m + 2) / 5 + 1), (int)(rest / 3600000),
        (int)(rest / 60000 % 60), (int)(rest / 1000 % 60), (int)(rest % 1000));
}

// --- reading -----------------------------------------------------------------

// n digits at *i, then what stands behind them, which must be one of ends ("" is the
// end of the text).
static bool digits(Str s, size_t *i, size_t n, int64_t *out)
{
    *out = 0;
    for (size_t k = 0; k < n; k++, (*i)++) {
        if (*i >= s.len || s.ptr[*i] < '0' || s.ptr[*i] > '9')
            return false;
        *out = *out * 10 + (s.ptr[*i] - '0');
    }
    return true;
}

static bool take(Str s, size_t *i, char c)
{
    bool there = *i < s.len && s.ptr[*i] == c;
    *i += there;
    return there;
}

// "12:30:00.500Z": a time without a zone is local, and not known.
static bool read_time(Str s, size_t *i, int64_t *ms)
{
    int64_t hour, minute, second = 0, part = 0;
    if (!digits(s, i, 2, &hour) || !take(s, i, ':') || !digits(s, i, 2, &minute))
        return false;
    if (take(s, i, ':') && !digits(s, i, 2, &second))
        return false;
    if (take(s, i, '.') && !digits(s, i, 3, &part))
        return false;
    *ms = ((hour * 60 + minute) * 60 + second) * 1000 + part;
    return take(s, i, 'Z') && *i == s.len && hour < 25 && minute < 60 && second < 60;
}

static bool read_date(Str s, double *ms)
{
    size_t i = 0;
    int64_t year, month, day, time = 0;
    if (!digits(s, &i, 4, &year) || !take(s, &i, '-') || !digits(s, &i, 2, &month) ||
        !take(s, &i, '-') || !digits(s, &i, 2, &day) || month < 1 || month > 12 ||
        day < 1 || day > 31)
        return false;
    if (i < s.len && (!take(s, &i, 'T') || !read_time(s, &i, &time)))
        return false;
    *ms = (double)(days_of(year, month, day) * 86400000 + time);
    return true;
}

// --- the object --------------------------------------------------------------

static Value not_known(Eval *e, const Call *c)
{
    Str text = eval_source(e, c->at);
    Value v =
        eval_unknown(e, c->at, DIAG_W105,
                     "\"%.*s\" is not known before the program runs", STR_ARG(text));
    v.unknown->open = true;
    return v;
}

static Value call_date(Eval *e, const Call *c)
{
    Value v = c->n_args == 1 ? c->args[0] : UNDEFINED;
    double ms;
    bool known = c->is_new && ((v.kind == VALUE_NUMBER && fabs(v.number) <= 8.64e15) ||
                               (v.kind == VALUE_STRING && read_date(v.text, &ms)));
    if (!known)
        return v.kind == VALUE_UNKNOWN ? v : not_known(e, c);
    Date *date = arena_new(e->arena, Date);
    *date = (Date){{&date_class}, v.kind == VALUE_NUMBER ? trunc(v.number) : ms};
    return value_native(date, c->at);
}

// Date.UTC(2001, 1, 3): the month from 0, what is left out is the first or 0.
static Value utc(Eval *e, const Call *c)
{
    double parts[] = {0, 0, 1, 0, 0, 0, 0};
    for (size_t i = 0; i < c->n_args && i < 7; i++) {
        if (c->args[i].kind != VALUE_NUMBER || !(fabs(c->args[i].number) < 1e6))
            return eval_wrong_call(e, c, c->args[i]);
        parts[i] = trunc(c->args[i].number);
    }
    double months = parts[0] * 12 + parts[1], year = floor(months / 12);
    if (c->n_args == 0 || fabs(year) > 200000 || (parts[0] >= 0 && parts[0] < 100))
        return not_known(e, c);
    int64_t days = days_of((int64_t)year, (int64_t)(months - year * 12) + 1, 1) +
                   (int64_t)parts[2] - 1;
    double ms = ((parts[3] * 60 + parts[4]) * 60 + parts[5]) * 1000 + parts[6];
    return value_number((double)days * 86400000 + ms, c->at);
}

static Value parse(Eval *e, const Call *c)
{
    double ms;
    Value v = eval_argument(c, 0);
    return v.kind == VALUE_STRING && read_date(v.text, &ms) ? value_number(ms, c->at)
                                                            : not_known(e, c);
}

static Value get_time(Eval *e, const Call *c)
{
    (void)e;
    return value_number(((const Date *)c->self)->ms, c->at);
}

static Value to_iso(Eval *e, const Call *c)
{
    return value_string(date_print(e->arena, ((const Date *)c->self)->ms), c->at);
}

static const Function date_methods[] = {{"getTime", get_time, NULL},
                                        {"valueOf", get_time, NULL},
                                        {"toISOString", to_iso, NULL},
                                        {"toJSON", to_iso, NULL},
                                        {0}};

static const Class date_class = {
    .noun = "a Date", .methods = date_methods, .missing = DIAG_W104};

static const Function date_members[] = {
    {"now", not_known, NULL}, {"UTC", utc, NULL}, {"parse", parse, NULL}, {0}};

const Function date_function = {"Date", call_date, date_members};
