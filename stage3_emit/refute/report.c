// report.c - a refuted claim, told so that it can be seen again.

#include "stage3_emit/refute/report.h"

#include "stage3_emit/sql/lex.h"

// --- the query, for the sqlite3 shell ----------------------------------------------

static const SqlToken *find_parameter(const SqlText *text, int number)
{
    for (size_t i = 0; i < text->n_tokens; i++)
        if (text->tokens[i].kind == TOKEN_PARAM && text->tokens[i].param == number)
            return &text->tokens[i];
    return NULL;
}

// The shell takes a word in double quotes, with C's escapes, for an expression.
static void put_word(Buf *out, Str text)
{
    for (size_t i = 0; i < text.len; i++) {
        char c = text.ptr[i];
        if (c == '\n')
            buf_z(out, "\\n");
        else if (c == '"' || c == '\\')
            buf_format(out, "\\%c", c);
        else
            buf_char(out, c);
    }
}

// .parameter set :name "'a'"
static void put_parameter(Arena *a, Buf *out, Str name, Datum value)
{
    Buf literal = {.arena = a};
    datum_print(&literal, value);
    buf_format(out, ".parameter set %.*s \"", STR_ARG(name));
    put_word(out, buf_str(&literal));
    buf_z(out, "\"\n");
}

static void put_parameters(Arena *a, Buf *out, const CheckedQuery *q,
                           const SqlText *text, const Argument *arguments)
{
    for (size_t i = 0; i < q->n_params; i++) {
        const SqlToken *t = find_parameter(text, q->params[i].number);
        Str name = t ? str_cut(text->sql, t->at.start, t->at.end) : (Str){0};
        if (str_is(name, "?"))
            name = str_format(a, "?%d", q->params[i].number);
        if (!q->params[i].list)
            put_parameter(a, out, name, arguments[i].value);
    }
}

static const Argument *list_of(const CheckedQuery *q, const SqlText *text, size_t i,
                               const Argument *arguments)
{
    for (size_t k = 0; i < text->n_tokens && k < q->n_params; k++)
        if (text->tokens[i].kind == TOKEN_PARAM &&
            q->params[k].number == text->tokens[i].param && q->params[k].list)
            return &arguments[k];
    return NULL;
}

enum { LISTS = 8 };

// How many lists the function has that token i, "weave_list" or "weave_tuples", begins;
// 0 if it begins none. They stand at every second token.
static size_t lists_at(const CheckedQuery *q, const SqlText *text, size_t i,
                       const Argument *arguments, const Argument **lists)
{
    Str word = str_cut(text->sql, text->tokens[i].at.start, text->tokens[i].at.end);
    bool begins =
        text->tokens[i].kind == TOKEN_WORD && (str_eq_nocase(word, S("weave_list")) ||
                                               str_eq_nocase(word, S("weave_tuples")));
    size_t n = 0;
    while (begins && n < LISTS &&
           (lists[n] = list_of(q, text, i + 2 + 2 * n, arguments)))
        n++;
    return n;
}

// column1 AS value, or column1 AS c1, column2 AS c2, ...; where there is none, NULL.
static void put_names(Buf *out, size_t n, bool any)
{
    for (size_t k = 0; k < n; k++) {
        Str from = any ? str_format(out->arena, "column%zu", k + 1) : S("NULL");
        buf_format(out, "%s%.*s AS ", k ? ", " : "", STR_ARG(from));
        if (n == 1)
            buf_z(out, "value");
        else
            buf_format(out, "c%zu", k + 1);
    }
}

// (SELECT column1 AS value FROM (VALUES (1), (2)))
static void put_lists(Buf *out, const Argument *const *lists, size_t n)
{
    size_t rows = lists[0]->items.n;
    for (size_t k = 1; k < n; k++)
        rows = lists[k]->items.n < rows ? lists[k]->items.n : rows;
    buf_z(out, "(SELECT ");
    put_names(out, n, rows > 0);
    buf_z(out, rows ? " FROM (VALUES " : " WHERE false)");
    for (size_t i = 0; i < rows; i++) {
        buf_z(out, i ? ", (" : "(");
        for (size_t k = 0; k < n; k++) {
            buf_z(out, k ? ", " : "");
            datum_print(out, lists[k]->items.items[i]);
        }
        buf_char(out, ')');
    }
    buf_z(out, rows ? "))" : "");
}

// Lists are written out: the shell has no weave_list().
static void put_query(Buf *out, const CheckedQuery *q, const SqlText *text,
                      const Argument *arguments)
{
    size_t at = 0;
    for (size_t i = 0; i < text->n_tokens; i++) {
        const Argument *lists[LISTS];
        size_t n = lists_at(q, text, i, arguments, lists);
        if (!n)
            continue;
        buf_put(out, str_cut(q->sql, at, text->tokens[i].at.start));
        put_lists(out, lists, n);
        at = text->tokens[i + 1 + 2 * n].at.end;
    }
    buf_put(out, str_cut(q->sql, at, q->sql.len));
    buf_z(out, ";");
}

static Str script(Arena *a, const CheckedQuery *q, const Refutation *r)
{
    Buf out = {.arena = a};
    SqlText text = sql_lex(a, q->sql);
    for (size_t i = 0; i < r->by.n_rows; i++)
        fill_print(a, &out, &r->by.rows[i]);
    put_parameters(a, &out, q, &text, r->by.arguments);
    put_query(&out, q, &text, r->by.arguments);
    return buf_str(&out);
}

// --- what was claimed --------------------------------------------------------------

static const char *kind_name(Datum d)
{
    static const char *const names[] = {"NULL", "an integer", "a real", "a text",
                                        "a blob"};
    return names[d.kind];
}

static Str type_name(Arena *a, Type type)
{
    if (type.enum_of)
        return str_format(a, "the enum of %.*s.%.*s",
                          STR_ARG(type.enum_of->table->name),
                          STR_ARG(type.enum_of->name));
    return str_z(type_mode_name(type));
}

static Str claim(Arena *a, const CheckedQuery *q, const Refutation *r)
{
    const ResultColumn *c = r->column < q->n_columns ? &q->columns[r->column] : NULL;
    switch (r->claim) {
    case CLAIM_NOT_NULL:
        return str_format(a, "the column %.*s is said to be never NULL, and it can be",
                          STR_ARG(c->name));
    case CLAIM_TYPE:
        return str_format(a, "the column %.*s is said to be %.*s, and it can be %s",
                          STR_ARG(c->name), STR_ARG(type_name(a, c->type)),
                          kind_name(r->got[0].items[r->column]));
    case CLAIM_AT_MOST_ONE:
        return str_format(
            a, "it is said to give one row at most (%.*s), and it can give several",
            STR_ARG(q->why_cardinality));
    case CLAIM_FETCH:
        return S("its rows are said to be the same when SQLite hands them over whole "
                 "(see weave explain), and they can be others");
    default:
        return str_format(
            a, "it is said to give exactly one row (%.*s), and it can give none",
            STR_ARG(q->why_cardinality));
    }
}

static void note_got(Arena *a, Diag *d, const Refutation *r)
{
    Buf out = {.arena = a};
    for (size_t i = 0; i < r->n_got; i++) {
        buf_z(&out, i ? ", " : "");
        for (size_t k = 0; k < r->got[i].n; k++) {
            buf_z(&out, k ? ", " : "(");
            datum_print(&out, r->got[i].items[k]);
        }
        buf_char(&out, ')');
    }
    if (!r->n_got)
        buf_z(&out, "no row");
    diag_note(d, (Span){0}, "what comes back: %.*s", STR_ARG(buf_str(&out)));
}

void refute_report(Arena *a, Diag *d, const CheckedQuery *q, const Refutation *r)
{
    diag_error(d, q->query->at, DIAG_W331, "weave: bug: %.*s", STR_ARG(claim(a, q, r)));
    diag_note(
        d, (Span){0},
        "to see it, tell the sqlite3 shell what \"weave sql\" prints, and then\n%.*s",
        STR_ARG(script(a, q, r)));
    note_got(a, d, r);
    diag_note(
        d, (Span){0},
        "please report it; until it is mended, --refute off weaves without asking");
}
