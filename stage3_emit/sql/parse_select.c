// parse_select.c - SELECT and VALUES: result lists, FROM, compounds, WITH, windows.

#include "stage3_emit/sql/parser.h"

// --- FROM ----------------------------------------------------------------------

void parse_indexed(Parser *p, SqlSource *out)
{
    if (parser_accept_words(p, KW_NOT, KW_INDEXED)) {
        out->not_indexed = true;
    } else if (parser_accept_word(p, KW_INDEXED)) {
        parser_expect_word(p, KW_BY);
        out->indexed_by = parser_name(p);
    }
}

static void parse_table(Parser *p, SqlSource *out)
{
    out->table = parser_name(p);
    if (parser_accept(p, TOKEN_DOT)) {
        out->schema = out->table;
        out->table = parser_name(p);
    }
    out->has_args = parser_accept(p, TOKEN_LP);
    if (!out->has_args)
        return;
    if (!parser_at(p, TOKEN_RP))
        parse_exprs(p, &out->args);
    parser_expect(p, TOKEN_RP);
}

static void parse_parenthesised(Parser *p, SqlSource *out)
{
    if (parser_at_select(p)) {
        out->select = parse_select(p);
    } else if (parser_enter(p)) {
        out->nested = arena_new(p->arena, SqlFrom);
        parse_from(p, out->nested);
        parser_leave(p);
    }
    parser_expect(p, TOKEN_RP);
}

static void parse_source(Parser *p, SqlSource *out)
{
    out->at.start = p->token->at.start;
    if (parser_accept(p, TOKEN_LP))
        parse_parenthesised(p, out);
    else
        parse_table(p, out);
    out->alias = parser_alias(p);
    parse_indexed(p, out);
    out->at.end = parser_end(p);
    if (parser_accept_word(p, KW_ON)) {
        out->on = parse_expr(p);
    } else if (parser_accept_word(p, KW_USING)) {
        parser_expect(p, TOKEN_LP);
        parser_names(p, &out->using);
        parser_expect(p, TOKEN_RP);
    }
}

// "," or "NATURAL LEFT OUTER JOIN" and the like, in whatever order. False if no operand
// follows.
static bool parse_join(Parser *p, SqlSource *out)
{
    if (parser_accept(p, TOKEN_COMMA)) {
        out->comma = true;
        return true;
    }
    bool word = false;
    for (;; p->token++, word = true) {
        if (parser_at_word(p, KW_NATURAL))
            out->natural = true;
        else if (parser_at_word(p, KW_LEFT))
            out->join |= JOIN_LEFT;
        else if (parser_at_word(p, KW_RIGHT))
            out->join |= JOIN_RIGHT;
        else if (parser_at_word(p, KW_FULL))
            out->join |= JOIN_FULL;
        else if (parser_at_word(p, KW_CROSS))
            out->cross = true;
        else if (!parser_at_word(p, KW_INNER) && !parser_at_word(p, KW_OUTER))
            break;
    }
    if (parser_accept_word(p, KW_JOIN))
        return true;
    if (word)
        parser_fail(p);
    return false;
}

void parse_from(Parser *p, SqlFrom *out)
{
    SqlSource source = {0};
    do {
        parse_source(p, &source);
        *arena_push(p->arena, *out, SqlSource) = source;
        source = (SqlSource){0};
    } while (parse_join(p, &source));
}

// --- result lists --------------------------------------------------------------

static SqlItem parse_item(Parser *p)
{
    SqlItem item = {.at.start = p->token->at.start};
    if (parser_accept(p, TOKEN_STAR)) {
        item.at.end = parser_end(p);
        return item;
    }
    if (parser_at_name(p) && parser_ahead_kind(p, 1) == TOKEN_DOT &&
        parser_ahead_kind(p, 2) == TOKEN_STAR) {
        item.star_of = parser_name(p);
        p->token += 2;
        item.at.end = parser_end(p);
        return item;
    }
    item.expr = parse_expr(p);
    item.at.end = parser_end(p);
    item.alias = parser_alias(p);
    return item;
}

void parse_items(Parser *p, SqlItems *out)
{
    do
        *arena_push(p->arena, *out, SqlItem) = parse_item(p);
    while (parser_accept(p, TOKEN_COMMA));
}

// --- windows -------------------------------------------------------------------

static bool at_base_name(const Parser *p)
{
    SqlKeyword k = p->token->keyword;
    return parser_at_name(p) &&
           !(p->token->kind == TOKEN_WORD &&
             (k == KW_PARTITION || k == KW_ROWS || k == KW_RANGE || k == KW_GROUPS));
}

static SqlBound parse_bound(Parser *p)
{
    if (parser_accept_words(p, KW_UNBOUNDED, KW_PRECEDING))
        return (SqlBound){.kind = BOUND_UNBOUNDED_PRECEDING};
    if (parser_accept_words(p, KW_UNBOUNDED, KW_FOLLOWING))
        return (SqlBound){.kind = BOUND_UNBOUNDED_FOLLOWING};
    if (parser_accept_words(p, KW_CURRENT, KW_ROW))
        return (SqlBound){.kind = BOUND_CURRENT};
    SqlBound b = {.kind = BOUND_PRECEDING, .expr = parse_expr(p)};
    if (parser_accept_word(p, KW_FOLLOWING))
        b.kind = BOUND_FOLLOWING;
    else
        parser_expect_word(p, KW_PRECEDING);
    return b;
}

static Str parse_exclude(Parser *p)
{
    if (parser_accept_word(p, KW_NO)) {
        parser_expect_word(p, KW_OTHERS);
        return S("NO OTHERS");
    }
    if (parser_accept_words(p, KW_CURRENT, KW_ROW))
        return S("CURRENT ROW");
    if (parser_accept_word(p, KW_GROUP))
        return S("GROUP");
    parser_expect_word(p, KW_TIES);
    return S("TIES");
}

static void parse_frame(Parser *p, SqlWindow *w)
{
    if (parser_accept_word(p, KW_ROWS))
        w->unit = FRAME_ROWS;
    else if (parser_accept_word(p, KW_RANGE))
        w->unit = FRAME_RANGE;
    else if (parser_accept_word(p, KW_GROUPS))
        w->unit = FRAME_GROUPS;
    else
        return;
    bool both = parser_accept_word(p, KW_BETWEEN);
    w->start = parse_bound(p);
    if (both) {
        parser_expect_word(p, KW_AND);
        w->end = parse_bound(p);
    }
    if (parser_accept_word(p, KW_EXCLUDE))
        w->exclude = parse_exclude(p);
}

SqlWindow *parse_window(Parser *p)
{
    SqlWindow *w = arena_new(p->arena, SqlWindow);
    parser_expect(p, TOKEN_LP);
    if (at_base_name(p))
        w->base = parser_name(p);
    if (parser_accept_words(p, KW_PARTITION, KW_BY))
        parse_exprs(p, &w->partition);
    if (parser_accept_words(p, KW_ORDER, KW_BY))
        parse_orders(p, &w->order);
    parse_frame(p, w);
    parser_expect(p, TOKEN_RP);
    return w;
}

static void parse_windows(Parser *p, SqlCore *core)
{
    struct {
        SqlWindow *items;
        size_t n, capacity;
    } list = {0};
    if (!parser_accept_word(p, KW_WINDOW))
        return;
    do {
        Str name = parser_name(p);
        parser_expect_word(p, KW_AS);
        SqlWindow *w = parse_window(p);
        w->name = name;
        *arena_push(p->arena, list, SqlWindow) = *w;
    } while (parser_accept(p, TOKEN_COMMA));
    core->windows = list.items;
    core->n_windows = list.n;
}

// --- SELECT --------------------------------------------------------------------

static void parse_values(Parser *p, SqlCore *core)
{
    struct {
        SqlExprs *items;
        size_t n, capacity;
    } rows = {0};
    do {
        SqlExprs row = {0};
        parser_expect(p, TOKEN_LP);
        parse_exprs(p, &row);
        parser_expect(p, TOKEN_RP);
        *arena_push(p->arena, rows, SqlExprs) = row;
    } while (parser_accept(p, TOKEN_COMMA));
    core->rows = rows.items;
    core->n_rows = rows.n;
}

static void parse_core(Parser *p, SqlCore *core)
{
    if (parser_accept_word(p, KW_VALUES)) {
        parse_values(p, core);
        return;
    }
    parser_expect_word(p, KW_SELECT);
    core->distinct = parser_accept_word(p, KW_DISTINCT);
    if (!core->distinct)
        parser_accept_word(p, KW_ALL);
    parse_items(p, &core->items);
    if (parser_accept_word(p, KW_FROM))
        parse_from(p, &core->from);
    if (parser_accept_word(p, KW_WHERE))
        core->where = parse_expr(p);
    if (parser_accept_words(p, KW_GROUP, KW_BY))
        parse_exprs(p, &core->group);
    if (parser_accept_word(p, KW_HAVING))
        core->having = parse_expr(p);
    parse_windows(p, core);
}

static SqlCompound parse_compound(Parser *p)
{
    if (parser_accept_word(p, KW_UNION))
        return parser_accept_word(p, KW_ALL) ? COMPOUND_UNION_ALL : COMPOUND_UNION;
    if (parser_accept_word(p, KW_INTERSECT))
        return COMPOUND_INTERSECT;
    if (parser_accept_word(p, KW_EXCEPT))
        return COMPOUND_EXCEPT;
    return COMPOUND_NONE;
}

static SqlCte parse_cte(Parser *p)
{
    SqlCte cte = {.name = parser_name(p)};
    if (parser_accept(p, TOKEN_LP)) {
        parser_names(p, &cte.columns);
        parser_expect(p, TOKEN_RP);
    }
    parser_expect_word(p, KW_AS);
    cte.not_materialized = parser_accept_words(p, KW_NOT, KW_MATERIALIZED);
    cte.materialized = parser_accept_word(p, KW_MATERIALIZED);
    parser_expect(p, TOKEN_LP);
    cte.select = parse_select(p);
    parser_expect(p, TOKEN_RP);
    return cte;
}

void parse_with(Parser *p, SqlWith *out)
{
    out->recursive = parser_accept_word(p, KW_RECURSIVE);
    do
        *arena_push(p->arena, *out, SqlCte) = parse_cte(p);
    while (parser_accept(p, TOKEN_COMMA));
}

SqlSelect *parse_select(Parser *p)
{
    SqlSelect *s = arena_new(p->arena, SqlSelect);
    s->at.start = p->token->at.start;
    if (!parser_enter(p))
        return s;
    int outside = p->tallest;
    p->tallest = 0;
    if (parser_accept_word(p, KW_WITH))
        parse_with(p, &s->with);
    SqlCompound compound = COMPOUND_NONE;
    do {
        SqlCore core = {.compound = compound};
        parse_core(p, &core);
        *arena_push(p->arena, s->cores, SqlCore) = core;
        compound = parse_compound(p);
    } while (compound);
    if (parser_accept_words(p, KW_ORDER, KW_BY))
        parse_orders(p, &s->order);
    parse_limit(p, &s->limit, &s->offset);
    s->at.end = parser_end(p);
    s->height = p->tallest + 1;
    p->tallest = outside > s->height ? outside : s->height;
    parser_leave(p);
    return s;
}
