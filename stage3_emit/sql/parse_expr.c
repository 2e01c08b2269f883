// parse_expr.c - expressions, by precedence climbing in one loop.
//
// SQLite's grammar is ambiguous and settled by precedence, so a prefix NOT may stand as
// the operand of anything, and IN (...) may be followed by a tighter operator. Layers
// of functions get that wrong; the loop below gets it right by construction: an operator
// is taken if it binds at least as tightly as the operand being read must.

#include "stage3_emit/sql/parser.h"

enum {
    BIND_OR = 1,
    BIND_AND,
    BIND_NOT, // prefix; and infix, before IN, LIKE, BETWEEN, NULL
    BIND_EQUALITY,
    BIND_ORDER,
    BIND_ESCAPE,
    BIND_BITS,
    BIND_SUM,
    BIND_PRODUCT,
    BIND_CONCAT,
    BIND_COLLATE,
    BIND_UNARY,
};

static SqlExpr *parse_operand(Parser *p, int least);

// --- nodes ---------------------------------------------------------------------

static SqlExpr *new_expr(Parser *p, SqlExprKind kind, uint32_t start)
{
    SqlExpr *e = arena_new(p->arena, SqlExpr);
    e->kind = kind;
    e->height = 1;
    e->at.start = start;
    return e;
}

static void grow(SqlExpr *e, int height)
{
    if (height >= e->height)
        e->height = height + 1;
}

static int height_of(const SqlExpr *e)
{
    return e ? e->height : 0;
}

static SqlExpr *finish(Parser *p, SqlExpr *e)
{
    e->at.end = parser_end(p);
    grow(e, height_of(e->left));
    grow(e, height_of(e->right));
    grow(e, height_of(e->third));
    for (size_t i = 0; i < e->list.n; i++)
        grow(e, e->list.items[i]->height);
    if (e->select)
        grow(e, e->select->height);
    if (e->height > p->tallest)
        p->tallest = e->height;
    if (e->height > SQL_MAX_DEPTH) // a chain of operators is deep without recursion
        parser_fail(p);
    return e;
}

// A token that is all there is to the node.
static SqlExpr *leaf(Parser *p, SqlExprKind kind)
{
    SqlExpr *e = new_expr(p, kind, p->token->at.start);
    e->text = parser_text(p, p->token);
    e->param = p->token->param;
    e->ordinal = p->token->ordinal;
    p->token++;
    return finish(p, e);
}

// --- lists ---------------------------------------------------------------------

SqlExpr *parse_expr(Parser *p)
{
    return parse_operand(p, BIND_OR);
}

void parse_exprs(Parser *p, SqlExprs *out)
{
    do
        *arena_push(p->arena, *out, SqlExpr *) = parse_expr(p);
    while (parser_accept(p, TOKEN_COMMA));
}

void parse_orders(Parser *p, SqlOrders *out)
{
    do {
        SqlOrder o = {.expr = parse_expr(p)};
        o.descending = parser_accept_word(p, KW_DESC);
        if (!o.descending)
            parser_accept_word(p, KW_ASC);
        o.nulls_first = parser_accept_words(p, KW_NULLS, KW_FIRST);
        o.nulls_last = parser_accept_words(p, KW_NULLS, KW_LAST);
        *arena_push(p->arena, *out, SqlOrder) = o;
    } while (parser_accept(p, TOKEN_COMMA));
}

// --- primaries -----------------------------------------------------------------

static SqlExpr *parse_case(Parser *p)
{
    SqlExpr *e = new_expr(p, SQL_CASE, p->token->at.start);
    p->token++;
    if (!parser_at_word(p, KW_WHEN))
        e->left = parse_expr(p);
    while (parser_accept_word(p, KW_WHEN)) {
        *arena_push(p->arena, e->list, SqlExpr *) = parse_expr(p);
        parser_expect_word(p, KW_THEN);
        *arena_push(p->arena, e->list, SqlExpr *) = parse_expr(p);
    }
    if (parser_accept_word(p, KW_ELSE))
        e->right = parse_expr(p);
    parser_expect_word(p, KW_END);
    return finish(p, e);
}

// The text up to the parenthesis that closes: "VARCHAR(10)".
static Str parse_type(Parser *p)
{
    const SqlToken *from = p->token;
    int open = 0;
    while (p->token != p->last && (open || !parser_at(p, TOKEN_RP))) {
        open += parser_at(p, TOKEN_LP) - parser_at(p, TOKEN_RP);
        p->token++;
    }
    return from < p->token ? str_cut(p->sql, from->at.start, parser_end(p)) : (Str){0};
}

static SqlExpr *parse_cast(Parser *p)
{
    SqlExpr *e = new_expr(p, SQL_CAST, p->token->at.start);
    p->token += 2;
    e->left = parse_expr(p);
    parser_expect_word(p, KW_AS);
    e->text = parse_type(p);
    parser_expect(p, TOKEN_RP);
    return finish(p, e);
}

static SqlExpr *parse_raise(Parser *p)
{
    SqlExpr *e = new_expr(p, SQL_RAISE, p->token->at.start);
    p->token += 2;
    e->text = parser_name(p);
    if (parser_accept(p, TOKEN_COMMA))
        e->left = parse_expr(p);
    parser_expect(p, TOKEN_RP);
    return finish(p, e);
}

static SqlExpr *parse_exists(Parser *p)
{
    SqlExpr *e = new_expr(p, SQL_EXISTS, p->token->at.start);
    p->token++;
    parser_expect(p, TOKEN_LP);
    e->select = parse_select(p);
    parser_expect(p, TOKEN_RP);
    return finish(p, e);
}

// FILTER (WHERE ...) OVER ...
static void parse_call_tail(Parser *p, SqlCall *call)
{
    if (parser_at_word(p, KW_FILTER) && parser_ahead_kind(p, 1) == TOKEN_LP) {
        p->token += 2;
        parser_expect_word(p, KW_WHERE);
        call->filter = parse_expr(p);
        parser_expect(p, TOKEN_RP);
    }
    if (!parser_at_word(p, KW_OVER))
        return;
    if (parser_ahead_kind(p, 1) == TOKEN_LP) {
        p->token++;
        call->over = parse_window(p);
        return;
    }
    p->token++;
    if (!parser_at_name(p)) { // an alias, after all
        p->token--;
        return;
    }
    call->over = arena_new(p->arena, SqlWindow);
    call->over->bare = true;
    call->over->name = parser_name(p);
}

static SqlExpr *parse_call(Parser *p)
{
    SqlExpr *e = new_expr(p, SQL_CALL, p->token->at.start);
    e->call = arena_new(p->arena, SqlCall);
    e->text = parser_name(p);
    parser_expect(p, TOKEN_LP);
    if (parser_accept(p, TOKEN_STAR)) {
        e->call->star = true;
    } else if (!parser_at(p, TOKEN_RP)) {
        e->call->distinct = parser_accept_word(p, KW_DISTINCT);
        if (!e->call->distinct)
            parser_accept_word(p, KW_ALL);
        parse_exprs(p, &e->list);
        if (parser_accept_words(p, KW_ORDER, KW_BY))
            parse_orders(p, &e->call->order);
    }
    parser_expect(p, TOKEN_RP);
    parse_call_tail(p, e->call);
    return finish(p, e);
}

static SqlExpr *parse_column(Parser *p)
{
    SqlExpr *e = new_expr(p, SQL_COLUMN, p->token->at.start);
    e->name = parser_name(p);
    if (parser_accept(p, TOKEN_DOT)) {
        e->table = e->name;
        e->name = parser_name(p);
    }
    if (e->table.ptr && parser_accept(p, TOKEN_DOT)) {
        e->schema = e->table;
        e->table = e->name;
        e->name = parser_name(p);
    }
    return finish(p, e);
}

// ( expr ), ( expr, expr ... ), ( SELECT ... )
static SqlExpr *parse_parens(Parser *p)
{
    uint32_t start = p->token->at.start;
    p->token++;
    SqlExpr *e;
    if (parser_at_select(p)) {
        e = new_expr(p, SQL_SUBQUERY, start);
        e->select = parse_select(p);
    } else {
        SqlExpr *first = parse_expr(p);
        if (parser_accept(p, TOKEN_RP))
            return first;
        e = new_expr(p, SQL_ROW, start);
        *arena_push(p->arena, e->list, SqlExpr *) = first;
        parser_expect(p, TOKEN_COMMA);
        parse_exprs(p, &e->list);
    }
    parser_expect(p, TOKEN_RP);
    return finish(p, e);
}

static SqlExpr *parse_word(Parser *p)
{
    bool call = parser_ahead_kind(p, 1) == TOKEN_LP;
    bool dotted = parser_ahead_kind(p, 1) == TOKEN_DOT;
    switch (p->token->keyword) {
    case KW_NULL: return leaf(p, SQL_NULL);
    case KW_CASE: return parse_case(p);
    case KW_EXISTS: return parse_exists(p);
    case KW_CAST:
        if (call)
            return parse_cast(p);
        break;
    case KW_RAISE:
        if (call)
            return parse_raise(p);
        break;
    case KW_CURRENT_DATE:
    case KW_CURRENT_TIME:
    case KW_CURRENT_TIMESTAMP:
        if (!dotted)
            return leaf(p, SQL_NOW);
        break;
    default: break;
    }
    return call ? parse_call(p) : parse_column(p);
}

static SqlExpr *parse_primary(Parser *p)
{
    bool named = parser_ahead_kind(p, 1) == TOKEN_DOT;
    switch (p->token->kind) {
    case TOKEN_INTEGER: return leaf(p, SQL_INTEGER);
    case TOKEN_FLOAT: return leaf(p, SQL_FLOAT);
    case TOKEN_BLOB: return leaf(p, SQL_BLOB);
    case TOKEN_PARAM: return leaf(p, SQL_PARAM);
    case TOKEN_STRING: return named ? parse_column(p) : leaf(p, SQL_STRING);
    case TOKEN_LP: return parse_parens(p);
    case TOKEN_QUOTED:
    case TOKEN_WORD: return parse_word(p);
    default: parser_fail(p); return new_expr(p, SQL_NULL, p->token->at.start);
    }
}

static SqlExpr *parse_prefix(Parser *p)
{
    SqlOp op = parser_at(p, TOKEN_MINUS)   ? OP_SUBTRACT
               : parser_at(p, TOKEN_PLUS)  ? OP_ADD
               : parser_at(p, TOKEN_TILDE) ? OP_BIT_NOT
               : parser_at_word(p, KW_NOT) ? OP_NOT
                                           : OP_NONE;
    if (op == OP_NONE)
        return parse_primary(p);
    SqlExpr *e = new_expr(p, SQL_UNARY, p->token->at.start);
    e->op = op;
    p->token++;
    e->left = parse_operand(p, op == OP_NOT ? BIND_NOT : BIND_UNARY);
    return finish(p, e);
}

// --- infix ---------------------------------------------------------------------

static SqlExpr *infix(Parser *p, SqlExprKind kind, SqlOp op, SqlExpr *left)
{
    SqlExpr *e = new_expr(p, kind, left->at.start);
    e->op = op;
    e->left = left;
    return e;
}

static SqlExpr *parse_binary(Parser *p, SqlExpr *left, SqlOp op, int bind)
{
    SqlExpr *e = infix(p, SQL_BINARY, op, left);
    p->token++;
    e->right = parse_operand(p, bind + 1);
    return finish(p, e);
}

static SqlExpr *parse_postfix(Parser *p, SqlExpr *left, SqlOp op)
{
    SqlExpr *e = infix(p, SQL_UNARY, op, left);
    p->token++;
    return finish(p, e);
}

static SqlExpr *parse_collate(Parser *p, SqlExpr *left)
{
    SqlExpr *e = infix(p, SQL_COLLATE, OP_NONE, left);
    p->token++;
    e->text = parser_name(p);
    return finish(p, e);
}

static SqlExpr *parse_is(Parser *p, SqlExpr *left)
{
    p->token++;
    bool differs = parser_accept_word(p, KW_NOT);
    if (parser_at_word(p, KW_DISTINCT) && parser_ahead(p, 1) == KW_FROM) {
        p->token += 2;
        differs = !differs;
    }
    SqlExpr *e = infix(p, SQL_BINARY, differs ? OP_IS_NOT : OP_IS, left);
    e->right = parse_operand(p, BIND_EQUALITY + 1);
    return finish(p, e);
}

static SqlExpr *parse_like(Parser *p, SqlExpr *left, SqlOp op)
{
    SqlExpr *e = infix(p, SQL_BINARY, op, left);
    p->token++;
    e->right = parse_operand(p, BIND_EQUALITY + 1);
    if (parser_accept_word(p, KW_ESCAPE))
        e->third = parse_operand(p, BIND_EQUALITY + 1);
    return finish(p, e);
}

static SqlExpr *parse_between(Parser *p, SqlExpr *left)
{
    SqlExpr *e = infix(p, SQL_BETWEEN, OP_NONE, left);
    p->token++;
    e->right = parse_operand(p, BIND_NOT); // anything that AND does not end
    parser_expect_word(p, KW_AND);
    e->third = parse_operand(p, BIND_EQUALITY + 1);
    return finish(p, e);
}

// x IN table, x IN table_function(args)
static void parse_in_table(Parser *p, SqlExpr *e)
{
    SqlSource source = {.at.start = p->token->at.start};
    source.table = parser_name(p);
    if (parser_accept(p, TOKEN_DOT)) {
        source.schema = source.table;
        source.table = parser_name(p);
    }
    if (parser_accept(p, TOKEN_LP)) {
        source.has_args = true;
        if (!parser_at(p, TOKEN_RP))
            parse_exprs(p, &source.args);
        parser_expect(p, TOKEN_RP);
    }
    source.at.end = parser_end(p);
    e->from = arena_new(p->arena, SqlFrom);
    *arena_push(p->arena, *e->from, SqlSource) = source;
}

static SqlExpr *parse_in(Parser *p, SqlExpr *left)
{
    SqlExpr *e = infix(p, SQL_IN, OP_NONE, left);
    p->token++;
    if (!parser_accept(p, TOKEN_LP)) {
        parse_in_table(p, e);
        return finish(p, e);
    }
    if (parser_at_select(p))
        e->select = parse_select(p);
    else if (!parser_at(p, TOKEN_RP))
        parse_exprs(p, &e->list);
    parser_expect(p, TOKEN_RP);
    return finish(p, e);
}

static SqlOp like_op(SqlKeyword keyword)
{
    switch (keyword) {
    case KW_LIKE: return OP_LIKE;
    case KW_GLOB: return OP_GLOB;
    case KW_REGEXP: return OP_REGEXP;
    case KW_MATCH: return OP_MATCH;
    default: return OP_NONE;
    }
}

// NOT IN, NOT LIKE, NOT BETWEEN, NOT NULL; null if it is none of them.
static SqlExpr *parse_infix_not(Parser *p, SqlExpr *left)
{
    SqlKeyword after = parser_ahead(p, 1);
    SqlOp like = like_op(after);
    if (!like && after != KW_IN && after != KW_BETWEEN && after != KW_NULL)
        return NULL;
    p->token++;
    if (after == KW_NULL)
        return parse_postfix(p, left, OP_NOTNULL);
    SqlExpr *e = like             ? parse_like(p, left, like)
                 : after == KW_IN ? parse_in(p, left)
                                  : parse_between(p, left);
    e->negated = true;
    return e;
}

static SqlExpr *parse_infix_word(Parser *p, SqlExpr *left, int least)
{
    SqlKeyword k = p->token->keyword;
    SqlOp like = like_op(k);
    if (k == KW_OR && least <= BIND_OR)
        return parse_binary(p, left, OP_OR, BIND_OR);
    if (k == KW_AND && least <= BIND_AND)
        return parse_binary(p, left, OP_AND, BIND_AND);
    if (k == KW_NOT && least <= BIND_NOT)
        return parse_infix_not(p, left);
    if (k == KW_COLLATE && least <= BIND_COLLATE)
        return parse_collate(p, left);
    if (least > BIND_EQUALITY)
        return NULL;
    if (like)
        return parse_like(p, left, like);
    switch (k) {
    case KW_IS: return parse_is(p, left);
    case KW_ISNULL: return parse_postfix(p, left, OP_ISNULL);
    case KW_NOTNULL: return parse_postfix(p, left, OP_NOTNULL);
    case KW_IN: return parse_in(p, left);
    case KW_BETWEEN: return parse_between(p, left);
    default: return NULL;
    }
}

static SqlExpr *parse_infix(Parser *p, SqlExpr *left, int least)
{
    static const struct {
        SqlTokenKind token;
        SqlOp op;
        int bind;
    } operators[] = {
        {TOKEN_EQ, OP_EQ, BIND_EQUALITY},
        {TOKEN_NE, OP_NE, BIND_EQUALITY},
        {TOKEN_LT, OP_LT, BIND_ORDER},
        {TOKEN_LE, OP_LE, BIND_ORDER},
        {TOKEN_GT, OP_GT, BIND_ORDER},
        {TOKEN_GE, OP_GE, BIND_ORDER},
        {TOKEN_AMP, OP_BIT_AND, BIND_BITS},
        {TOKEN_PIPE, OP_BIT_OR, BIND_BITS},
        {TOKEN_LSHIFT, OP_LSHIFT, BIND_BITS},
        {TOKEN_RSHIFT, OP_RSHIFT, BIND_BITS},
        {TOKEN_PLUS, OP_ADD, BIND_SUM},
        {TOKEN_MINUS, OP_SUBTRACT, BIND_SUM},
        {TOKEN_STAR, OP_MULTIPLY, BIND_PRODUCT},
        {TOKEN_SLASH, OP_DIVIDE, BIND_PRODUCT},
        {TOKEN_PERCENT, OP_REMAINDER, BIND_PRODUCT},
        {TOKEN_CONCAT, OP_CONCAT, BIND_CONCAT},
        {TOKEN_ARROW, OP_ARROW, BIND_CONCAT},
        {TOKEN_ARROW2, OP_ARROW2, BIND_CONCAT},
    };
    if (p->token->kind == TOKEN_WORD)
        return parse_infix_word(p, left, least);
    for (size_t i = 0; i < sizeof operators / sizeof *operators; i++)
        if (operators[i].token == p->token->kind)
            return operators[i].bind < least
                       ? NULL
                       : parse_binary(p, left, operators[i].op, operators[i].bind);
    return NULL;
}

static SqlExpr *parse_operand(Parser *p, int least)
{
    if (!parser_enter(p))
        return new_expr(p, SQL_NULL, p->token->at.start);
    SqlExpr *left = parse_prefix(p);
    for (SqlExpr *e; (e = parse_infix(p, left, least)) != NULL;)
        left = e;
    parser_leave(p);
    return left;
}
