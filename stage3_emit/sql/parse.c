// parse.c - statements: the verbs, their clauses, and the parser's own tools.

#include "stage3_emit/sql/parser.h"

// --- tools ---------------------------------------------------------------------

void parser_fail(Parser *p)
{
    if (!p->failed)
        p->failed_at = p->token->at;
    p->failed = true;
    p->token = p->last;
}

bool parser_enter(Parser *p)
{
    if (++p->depth > SQL_MAX_DEPTH)
        parser_fail(p);
    return !p->failed;
}

void parser_leave(Parser *p)
{
    p->depth--;
}

SqlTokenKind parser_ahead_kind(const Parser *p, size_t n)
{
    return (size_t)(p->last - p->token) > n ? p->token[n].kind : TOKEN_END;
}

SqlKeyword parser_ahead(const Parser *p, size_t n)
{
    return parser_ahead_kind(p, n) == TOKEN_WORD ? p->token[n].keyword : KW_NONE;
}

bool parser_at(const Parser *p, SqlTokenKind kind)
{
    return p->token->kind == kind;
}

bool parser_at_word(const Parser *p, SqlKeyword keyword)
{
    return p->token->kind == TOKEN_WORD && p->token->keyword == keyword;
}

bool parser_accept(Parser *p, SqlTokenKind kind)
{
    if (!parser_at(p, kind) || p->token == p->last)
        return false;
    p->token++;
    return true;
}

bool parser_accept_word(Parser *p, SqlKeyword keyword)
{
    if (!parser_at_word(p, keyword))
        return false;
    p->token++;
    return true;
}

bool parser_accept_words(Parser *p, SqlKeyword first, SqlKeyword second)
{
    if (!parser_at_word(p, first) || parser_ahead(p, 1) != second)
        return false;
    p->token += 2;
    return true;
}

void parser_expect(Parser *p, SqlTokenKind kind)
{
    if (!parser_accept(p, kind))
        parser_fail(p);
}

void parser_expect_word(Parser *p, SqlKeyword keyword)
{
    if (!parser_accept_word(p, keyword))
        parser_fail(p);
}

Str parser_text(const Parser *p, const SqlToken *t)
{
    return str_cut(p->sql, t->at.start, t->at.end);
}

uint32_t parser_end(const Parser *p)
{
    return p->token > p->first ? p->token[-1].at.end : 0;
}

static bool is_window_clause(const Parser *p)
{
    return parser_at_word(p, KW_WINDOW) && parser_ahead(p, 2) == KW_AS;
}

bool parser_at_name(const Parser *p)
{
    const SqlToken *t = p->token;
    return t->kind == TOKEN_QUOTED || t->kind == TOKEN_STRING ||
           (t->kind == TOKEN_WORD && sql_keyword_class(t->keyword) != KEYWORD_RESERVED);
}

Str parser_name(Parser *p)
{
    if (!parser_at_name(p)) {
        parser_fail(p);
        return (Str){0};
    }
    return sql_unquote(p->arena, parser_text(p, p->token++));
}

bool parser_at_alias(const Parser *p)
{
    return parser_at_name(p) && !is_window_clause(p) &&
           (p->token->kind != TOKEN_WORD ||
            sql_keyword_class(p->token->keyword) == KEYWORD_FALLBACK);
}

Str parser_alias(Parser *p)
{
    if (parser_accept_word(p, KW_AS) || parser_at_alias(p))
        return parser_name(p);
    return (Str){0};
}

void parser_names(Parser *p, SqlNames *out)
{
    do
        *arena_push(p->arena, *out, Str) = parser_name(p);
    while (parser_accept(p, TOKEN_COMMA));
}

bool parser_at_select(const Parser *p)
{
    return parser_at_word(p, KW_SELECT) || parser_at_word(p, KW_VALUES) ||
           parser_at_word(p, KW_WITH);
}

// --- clauses -------------------------------------------------------------------

void parse_limit(Parser *p, SqlExpr **limit, SqlExpr **offset)
{
    if (!parser_accept_word(p, KW_LIMIT))
        return;
    *limit = parse_expr(p);
    if (parser_accept_word(p, KW_OFFSET)) {
        *offset = parse_expr(p);
    } else if (parser_accept(p, TOKEN_COMMA)) { // LIMIT offset, limit
        *offset = *limit;
        *limit = parse_expr(p);
    }
}

static void parse_order_by(Parser *p, SqlOrders *out)
{
    if (!parser_accept_word(p, KW_ORDER))
        return;
    parser_expect_word(p, KW_BY);
    parse_orders(p, out);
}

static SqlExpr *parse_where(Parser *p)
{
    return parser_accept_word(p, KW_WHERE) ? parse_expr(p) : NULL;
}

static SqlSet parse_set(Parser *p)
{
    SqlSet set = {.row = parser_accept(p, TOKEN_LP)};
    if (set.row) {
        parser_names(p, &set.columns);
        parser_expect(p, TOKEN_RP);
    } else {
        *arena_push(p->arena, set.columns, Str) = parser_name(p);
    }
    parser_expect(p, TOKEN_EQ);
    set.value = parse_expr(p);
    return set;
}

static void parse_sets(Parser *p, SqlSets *out)
{
    parser_expect_word(p, KW_SET);
    do
        *arena_push(p->arena, *out, SqlSet) = parse_set(p);
    while (parser_accept(p, TOKEN_COMMA));
}

static SqlUpsert parse_upsert(Parser *p)
{
    SqlUpsert u = {0};
    if (parser_accept(p, TOKEN_LP)) {
        parse_orders(p, &u.target);
        parser_expect(p, TOKEN_RP);
        u.target_where = parse_where(p);
    }
    parser_expect_word(p, KW_DO);
    if (parser_accept_word(p, KW_NOTHING))
        return u;
    parser_expect_word(p, KW_UPDATE);
    u.update = true;
    parse_sets(p, &u.sets);
    u.where = parse_where(p);
    return u;
}

// [schema.]table [AS alias], of the statements that write.
static void parse_target(Parser *p, SqlStatement *s)
{
    s->target.at.start = p->token->at.start;
    s->target.table = parser_name(p);
    if (parser_accept(p, TOKEN_DOT)) {
        s->target.schema = s->target.table;
        s->target.table = parser_name(p);
    }
    if (parser_accept_word(p, KW_AS))
        s->target.alias = parser_name(p);
    s->target.at.end = parser_end(p);
}

static void parse_conflict(Parser *p, SqlStatement *s)
{
    if (parser_accept_word(p, KW_OR))
        s->conflict = parser_name(p); // ROLLBACK, ABORT, FAIL, IGNORE, REPLACE
}

static void parse_returning(Parser *p, SqlStatement *s)
{
    if (parser_accept_word(p, KW_RETURNING))
        parse_items(p, &s->returning);
}

// --- statements ----------------------------------------------------------------

static void parse_insert(Parser *p, SqlStatement *s)
{
    s->verb = VERB_INSERT;
    if (parser_accept_word(p, KW_REPLACE)) {
        s->conflict = S("REPLACE");
    } else {
        parser_expect_word(p, KW_INSERT);
        parse_conflict(p, s);
    }
    parser_expect_word(p, KW_INTO);
    parse_target(p, s);
    if (parser_accept(p, TOKEN_LP)) {
        parser_names(p, &s->columns);
        parser_expect(p, TOKEN_RP);
    }
    if (!parser_accept_words(p, KW_DEFAULT, KW_VALUES)) {
        s->select = parse_select(p);
        while (parser_accept_words(p, KW_ON, KW_CONFLICT))
            *arena_push(p->arena, s->upserts, SqlUpsert) = parse_upsert(p);
    }
    parse_returning(p, s);
}

// What stands behind WHERE in UPDATE and DELETE.
static void parse_tail(Parser *p, SqlStatement *s)
{
    s->where = parse_where(p);
    parse_returning(p, s);
    parse_order_by(p, &s->order);
    parse_limit(p, &s->limit, &s->offset);
}

static void parse_update(Parser *p, SqlStatement *s)
{
    s->verb = VERB_UPDATE;
    parser_expect_word(p, KW_UPDATE);
    parse_conflict(p, s);
    parse_target(p, s);
    parse_indexed(p, &s->target);
    parse_sets(p, &s->sets);
    if (parser_accept_word(p, KW_FROM))
        parse_from(p, &s->from);
    parse_tail(p, s);
}

static void parse_delete(Parser *p, SqlStatement *s)
{
    s->verb = VERB_DELETE;
    parser_expect_word(p, KW_DELETE);
    parser_expect_word(p, KW_FROM);
    parse_target(p, s);
    parse_indexed(p, &s->target);
    parse_tail(p, s);
}

// The verb behind a WITH, whose tables may hold any number of verbs in parentheses.
static SqlKeyword find_verb(const Parser *p)
{
    int open = 0;
    for (const SqlToken *t = p->token; t < p->last; t++) {
        open += (t->kind == TOKEN_LP) - (t->kind == TOKEN_RP);
        if (open || t->kind != TOKEN_WORD)
            continue;
        switch (t->keyword) {
        case KW_SELECT:
        case KW_VALUES:
        case KW_INSERT:
        case KW_UPDATE:
        case KW_DELETE: return t->keyword;
        case KW_REPLACE:
            if (t == p->token || t[-1].kind == TOKEN_RP)
                return t->keyword;
            break;
        default: break;
        }
    }
    return KW_NONE;
}

static void parse_verb(Parser *p, SqlStatement *s)
{
    SqlKeyword verb = find_verb(p);
    if (verb == KW_SELECT || verb == KW_VALUES) {
        s->select = parse_select(p);
        return;
    }
    if (parser_accept_word(p, KW_WITH))
        parse_with(p, &s->with);
    switch (verb) {
    case KW_INSERT:
    case KW_REPLACE: parse_insert(p, s); break;
    case KW_UPDATE: parse_update(p, s); break;
    case KW_DELETE: parse_delete(p, s); break;
    default: parser_fail(p);
    }
}

static Parser parser_of(Arena *a, const SqlText *text)
{
    return (Parser){.arena = a,
                    .sql = text->sql,
                    .token = text->tokens,
                    .first = text->tokens,
                    .last = &text->tokens[text->n_tokens - 1]};
}

SqlStatement *sql_parse(Arena *a, const SqlText *text, SqlAt *where)
{
    Parser p = parser_of(a, text);
    SqlStatement *s = arena_new(a, SqlStatement);
    parse_verb(&p, s);
    while (parser_accept(&p, TOKEN_SEMI))
        ;
    if (p.token != p.last)
        parser_fail(&p);
    *where = p.failed_at;
    return p.failed ? NULL : s;
}

SqlSelect *sql_parse_view(Arena *a, Str create)
{
    SqlText text = sql_lex(a, create);
    Parser p = parser_of(a, &text);
    while (p.token != p.last && !parser_at_word(&p, KW_AS))
        p.token++;
    parser_expect_word(&p, KW_AS);
    SqlSelect *select = parse_select(&p);
    return p.failed ? NULL : select;
}

SqlExpr *sql_parse_condition(Arena *a, Str condition)
{
    SqlText text = sql_lex(a, condition);
    Parser p = parser_of(a, &text);
    SqlExpr *e = parse_expr(&p);
    return p.failed || p.token != p.last ? NULL : e;
}
