// rules.c - what values a column may have, as far as C can look before SQLite does.
//
// A CHECK is understood where it is a comparison of a column, or of its length, with a
// constant. Whatever else it says, SQLite judges alone: nothing is refused here that it
// would take.

#include "stage3_emit/models/statement.h"

#include "stage3_emit/sql/parse.h"

#include <stdlib.h>
#include <string.h>

typedef struct Rules {
    Arena *arena;
    const ModelTable *table;
    struct {
        ColumnRule *items;
        size_t n, capacity;
    } list;
} Rules;

// --- kinds -------------------------------------------------------------------

// Which rule there can be about the column's value itself, or its length.
static bool is_whole(const ModelColumn *c)
{
    return c->type.storage == CLASS_INTEGER && c->type.mode != MODE_BOOLEAN;
}

static bool is_real(const ModelColumn *c)
{
    return c->type.storage == CLASS_REAL && c->type.mode != MODE_STRING &&
           c->type.mode != MODE_BIGINT;
}

static bool is_text(const ModelColumn *c)
{
    return c->type.storage == CLASS_TEXT && !c->type.enum_of;
}

static bool is_bytes(const ModelColumn *c)
{
    return c->type.storage == CLASS_BLOB && c->type.mode != MODE_BIGINT &&
           c->type.mode != MODE_JSON;
}

static ColumnRule *add(Rules *r, const ModelColumn *c, RuleKind kind)
{
    ColumnRule *rule = arena_push(r->arena, r->list, ColumnRule);
    *rule =
        (ColumnRule){.column = c, .kind = kind, .least = INT64_MIN, .most = INT64_MAX};
    return rule;
}

static bool read_whole(Str text, int64_t *out)
{
    char digits[24], *end;
    if (!text.len || text.len >= sizeof digits)
        return false;
    memcpy(digits, text.ptr, text.len);
    digits[text.len] = '\0';
    long long value = strtoll(digits, &end, 10);
    *out = value;
    return !*end && value > INT64_MIN && value < INT64_MAX;
}

// --- bounds ------------------------------------------------------------------

// Column or length, against text, a number as SQL has it.
static void add_bound(Rules *r, const ModelColumn *c, bool of_length, bool is_least,
                      bool itself, Str text)
{
    int64_t whole = 0;
    bool is_number = read_whole(text, &whole);
    if (!of_length && is_real(c)) {
        ColumnRule *rule = add(r, c, is_least ? RULE_LEAST : RULE_MOST);
        rule->number = text;
        rule->itself = itself;
        return;
    }
    RuleKind kind = !of_length ? RULE_WHOLE : is_text(c) ? RULE_LENGTH : RULE_SIZE;
    bool fits = of_length ? is_text(c) || is_bytes(c) : is_whole(c);
    if (!fits || !is_number)
        return;
    ColumnRule *rule = add(r, c, kind);
    if (is_least)
        rule->least = itself ? whole : whole + 1;
    else
        rule->most = itself ? whole : whole - 1;
}

// --- CHECK -------------------------------------------------------------------

// "5", "-5", "0.5"; none if it is no number.
static Str number_of(const Rules *r, const SqlExpr *e)
{
    if (e->kind == SQL_UNARY && e->op == OP_SUBTRACT) {
        Str text = number_of(r, e->left);
        return text.len && text.ptr[0] != '-'
                   ? str_format(r->arena, "-%.*s", STR_ARG(text))
                   : (Str){0};
    }
    bool decimal =
        e->kind == SQL_FLOAT || (e->kind == SQL_INTEGER && !str_starts(e->text, "0x") &&
                                 !str_starts(e->text, "0X"));
    return decimal && str_find(e->text, '_') == STR_NONE ? e->text : (Str){0};
}

// x, or length(x).
static const ModelColumn *subject_of(const Rules *r, const SqlExpr *e, bool *of_length)
{
    *of_length = e->kind == SQL_CALL && str_eq_nocase(e->text, S("length")) &&
                 e->list.n == 1 && !e->call->distinct && !e->call->filter &&
                 !e->call->over;
    if (*of_length)
        e = e->list.items[0];
    return e->kind == SQL_COLUMN ? model_find_column(r->table, e->name) : NULL;
}

static void read_comparison(Rules *r, const SqlExpr *left, SqlOp op,
                            const SqlExpr *right)
{
    static const SqlOp turned[][2] = {
        {OP_LT, OP_GT}, {OP_LE, OP_GE}, {OP_GT, OP_LT}, {OP_GE, OP_LE}};
    bool of_length;
    const ModelColumn *c = subject_of(r, left, &of_length);
    Str number = number_of(r, right);
    if (!c && (c = subject_of(r, right, &of_length))) {
        number = number_of(r, left);
        for (size_t i = 0; i < 4; i++)
            if (turned[i][0] == op) {
                op = turned[i][1];
                break;
            }
    }
    if (!c || !number.len)
        return;
    if (op == OP_GT || op == OP_GE)
        add_bound(r, c, of_length, true, op == OP_GE, number);
    else
        add_bound(r, c, of_length, false, op == OP_LE, number);
}

static void read_in(Rules *r, const SqlExpr *e)
{
    bool of_length;
    const ModelColumn *c = subject_of(r, e->left, &of_length);
    bool good = c && !of_length && is_text(c) && !e->negated && !e->select &&
                !e->from && e->list.n > 0 && str_eq_nocase(c->collation, S("BINARY"));
    Str *texts = arena_many(r->arena, Str, e->list.n);
    for (size_t i = 0; good && i < e->list.n; i++) {
        good = e->list.items[i]->kind == SQL_STRING;
        texts[i] = sql_unquote(r->arena, e->list.items[i]->text);
    }
    if (!good)
        return;
    ColumnRule *rule = add(r, c, RULE_ONE_OF);
    rule->texts = texts;
    rule->n_texts = e->list.n;
}

static void read_condition(Rules *r, const SqlExpr *e)
{
    if (!e || (e->kind == SQL_BINARY && e->op != OP_AND && e->op != OP_LT &&
               e->op != OP_LE && e->op != OP_GT && e->op != OP_GE))
        return;
    if (e->kind == SQL_BINARY && e->op == OP_AND) {
        read_condition(r, e->left);
        read_condition(r, e->right);
    } else if (e->kind == SQL_BINARY) {
        read_comparison(r, e->left, e->op, e->right);
    } else if (e->kind == SQL_BETWEEN && !e->negated) {
        read_comparison(r, e->left, OP_GE, e->right);
        read_comparison(r, e->left, OP_LE, e->third);
    } else if (e->kind == SQL_IN) {
        read_in(r, e);
    }
}

// Each CHECK (...) of the table's own SQL.
static void read_checks(Rules *r)
{
    SqlText text = sql_lex(r->arena, r->table->sql);
    for (size_t i = 0; i + 1 < text.n_tokens; i++) {
        const SqlToken *t = &text.tokens[i];
        if (t->kind != TOKEN_WORD || t->keyword != KW_CHECK || t[1].kind != TOKEN_LP)
            continue;
        size_t depth = 0, end = i + 1;
        for (; text.tokens[end].kind != TOKEN_END; end++) {
            depth += text.tokens[end].kind == TOKEN_LP;
            if (text.tokens[end].kind == TOKEN_RP && --depth == 0)
                break;
        }
        Str inside = str_cut(text.sql, t[1].at.end, text.tokens[end].at.start);
        read_condition(r, sql_parse_condition(r->arena, inside));
    }
}

// --- text({ length }), validate ----------------------------------------------

// Of a TypeScript column: SQLite itself does not look at the 20 of text(20).
static void read_type(Rules *r, const ModelColumn *c)
{
    size_t open = str_find(c->sql_type, '('), close = str_find(c->sql_type, ')');
    if (!c->at.file || !is_text(c) || open == STR_NONE || close == STR_NONE ||
        !str_eq_nocase(str_trim(str_cut(c->sql_type, 0, open)), S("text")))
        return;
    add_bound(r, c, true, false, true, str_trim(str_cut(c->sql_type, open + 1, close)));
}

static void read_declared(Rules *r, const ModelRule *said)
{
    const ModelColumn *c = model_find_column(r->table, said->column);
    if (!c)
        return;
    if (said->min.len)
        add_bound(r, c, false, true, true, said->min);
    if (said->max.len)
        add_bound(r, c, false, false, true, said->max);
    if (said->min_length.len)
        add_bound(r, c, true, true, true, said->min_length);
    if (said->max_length.len)
        add_bound(r, c, true, false, true, said->max_length);
    if (said->n_one_of && is_text(c)) {
        ColumnRule *rule = add(r, c, RULE_ONE_OF);
        rule->texts = said->one_of;
        rule->n_texts = said->n_one_of;
    }
}

// A rule that says something of a column that cannot be said.
static void check_declared(const ModelTable *t, const ModelRule *said, Diag *d)
{
    const ModelColumn *c = model_find_column(t, said->column);
    int64_t whole;
    bool fraction = c && is_whole(c) &&
                    ((said->min.len && !read_whole(said->min, &whole)) ||
                     (said->max.len && !read_whole(said->max, &whole)));
    const char *why =
        !c         ? NULL
        : fraction ? "it is an integer, so min and max are whole numbers"
        : (said->min.len || said->max.len) && !is_whole(c) && !is_real(c)
            ? "it is no number, so it has no min and max"
        : (said->min_length.len || said->max_length.len) && !is_text(c) && !is_bytes(c)
            ? "it is no text, so it has no length"
        : said->n_one_of && !is_text(c) ? "it is no text, so oneOf says nothing"
                                        : NULL;
    if (why)
        diag_error(d, said->at, DIAG_W126, "a rule of \"%.*s\" of \"%.*s\": %s",
                   STR_ARG(c->name), STR_ARG(t->name), why);
}

const ColumnRule *rules_of(Arena *a, const ModelTable *t, const DeclaredModel *said,
                           Diag *d, size_t *n)
{
    Rules r = {.arena = a, .table = t};
    for (size_t i = 0; i < t->n_columns; i++)
        read_type(&r, &t->columns[i]);
    if (t->kind == MODEL_TABLE)
        read_checks(&r);
    for (size_t i = 0; i < said->n_rules; i++) {
        check_declared(t, &said->rules[i], d);
        read_declared(&r, &said->rules[i]);
    }
    *n = r.list.n;
    return r.list.items;
}
