// print.c - a tree as SQL again, every operand in parentheses.

#include "stage3_emit/sql/print.h"

static void put_expr(Buf *b, const SqlExpr *e);
static void put_select(Buf *b, const SqlSelect *s);
static void put_from(Buf *b, const SqlFrom *from);

static void put_name(Buf *b, Str name)
{
    buf_put(b, sql_quote(b->arena, name));
}

static void put_names(Buf *b, const SqlNames *names)
{
    buf_char(b, '(');
    for (size_t i = 0; i < names->n; i++) {
        buf_z(b, i ? ", " : "");
        put_name(b, names->items[i]);
    }
    buf_char(b, ')');
}

static void put_exprs(Buf *b, const SqlExprs *list)
{
    for (size_t i = 0; i < list->n; i++) {
        buf_z(b, i ? ", " : "");
        put_expr(b, list->items[i]);
    }
}

static void put_optional(Buf *b, const char *before, const SqlExpr *e)
{
    if (!e)
        return;
    buf_z(b, before);
    put_expr(b, e);
}

static void put_orders(Buf *b, const char *before, const SqlOrders *orders)
{
    for (size_t i = 0; i < orders->n; i++) {
        const SqlOrder *o = &orders->items[i];
        buf_z(b, i ? ", " : before);
        put_expr(b, o->expr);
        buf_z(b, o->descending ? " DESC" : "");
        buf_z(b, o->nulls_first ? " NULLS FIRST" : o->nulls_last ? " NULLS LAST" : "");
    }
}

// --- windows -------------------------------------------------------------------

static void put_bound(Buf *b, const SqlBound *bound)
{
    if (bound->expr)
        put_expr(b, bound->expr);
    switch (bound->kind) {
    case BOUND_NONE: break;
    case BOUND_UNBOUNDED_PRECEDING: buf_z(b, "UNBOUNDED PRECEDING"); break;
    case BOUND_PRECEDING: buf_z(b, " PRECEDING"); break;
    case BOUND_CURRENT: buf_z(b, "CURRENT ROW"); break;
    case BOUND_FOLLOWING: buf_z(b, " FOLLOWING"); break;
    case BOUND_UNBOUNDED_FOLLOWING: buf_z(b, "UNBOUNDED FOLLOWING"); break;
    }
}

static void put_frame(Buf *b, const SqlWindow *w)
{
    static const char *const units[] = {"", " ROWS ", " RANGE ", " GROUPS "};
    buf_z(b, units[w->unit]);
    if (w->end.kind)
        buf_z(b, "BETWEEN ");
    put_bound(b, &w->start);
    if (w->end.kind)
        buf_z(b, " AND ");
    put_bound(b, &w->end);
    if (w->exclude.ptr) {
        buf_z(b, " EXCLUDE ");
        buf_put(b, w->exclude);
    }
}

static void put_window(Buf *b, const SqlWindow *w)
{
    buf_char(b, '(');
    if (w->base.ptr)
        put_name(b, w->base);
    if (w->partition.n)
        buf_z(b, " PARTITION BY ");
    put_exprs(b, &w->partition);
    put_orders(b, " ORDER BY ", &w->order);
    if (w->unit)
        put_frame(b, w);
    buf_char(b, ')');
}

// --- expressions ---------------------------------------------------------------

static const char *op_text(SqlOp op)
{
    static const char *const texts[] = {
        [OP_NONE] = "",         [OP_OR] = "OR",
        [OP_AND] = "AND",       [OP_NOT] = "NOT",
        [OP_IS] = "IS",         [OP_IS_NOT] = "IS NOT",
        [OP_ISNULL] = "ISNULL", [OP_NOTNULL] = "NOTNULL",
        [OP_EQ] = "=",          [OP_NE] = "<>",
        [OP_LT] = "<",          [OP_LE] = "<=",
        [OP_GT] = ">",          [OP_GE] = ">=",
        [OP_LIKE] = "LIKE",     [OP_GLOB] = "GLOB",
        [OP_REGEXP] = "REGEXP", [OP_MATCH] = "MATCH",
        [OP_BIT_AND] = "&",     [OP_BIT_OR] = "|",
        [OP_LSHIFT] = "<<",     [OP_RSHIFT] = ">>",
        [OP_ADD] = "+",         [OP_SUBTRACT] = "-",
        [OP_MULTIPLY] = "*",    [OP_DIVIDE] = "/",
        [OP_REMAINDER] = "%",   [OP_CONCAT] = "||",
        [OP_ARROW] = "->",      [OP_ARROW2] = "->>",
        [OP_BIT_NOT] = "~",
    };
    return texts[op];
}

static void put_column(Buf *b, const SqlExpr *e)
{
    Str qualifiers[] = {e->schema, e->table};
    for (size_t i = 0; i < 2; i++) {
        if (qualifiers[i].ptr) {
            put_name(b, qualifiers[i]);
            buf_char(b, '.');
        }
    }
    put_name(b, e->name);
}

static void put_call(Buf *b, const SqlExpr *e)
{
    put_name(b, e->text);
    buf_z(b, e->call->distinct ? "(DISTINCT " : "(");
    buf_z(b, e->call->star ? "*" : "");
    put_exprs(b, &e->list);
    put_orders(b, " ORDER BY ", &e->call->order);
    buf_char(b, ')');
    if (e->call->filter) {
        put_optional(b, " FILTER (WHERE ", e->call->filter);
        buf_char(b, ')');
    }
    if (!e->call->over)
        return;
    buf_z(b, " OVER ");
    if (e->call->over->bare)
        put_name(b, e->call->over->name);
    else
        put_window(b, e->call->over);
}

static void put_unary(Buf *b, const SqlExpr *e)
{
    bool postfix = e->op == OP_ISNULL || e->op == OP_NOTNULL;
    if (!postfix) {
        buf_z(b, op_text(e->op));
        buf_char(b, ' ');
    }
    put_expr(b, e->left);
    if (postfix) {
        buf_char(b, ' ');
        buf_z(b, op_text(e->op));
    }
}

static void put_binary(Buf *b, const SqlExpr *e)
{
    put_expr(b, e->left);
    buf_z(b, e->negated ? " NOT " : " ");
    buf_z(b, op_text(e->op));
    put_optional(b, " ", e->right);
    put_optional(b, " ESCAPE ", e->third);
}

static void put_in(Buf *b, const SqlExpr *e)
{
    put_expr(b, e->left);
    buf_z(b, e->negated ? " NOT IN " : " IN ");
    if (e->from) {
        put_from(b, e->from);
        return;
    }
    buf_char(b, '(');
    if (e->select)
        put_select(b, e->select);
    put_exprs(b, &e->list);
    buf_char(b, ')');
}

static void put_case(Buf *b, const SqlExpr *e)
{
    buf_z(b, "CASE");
    put_optional(b, " ", e->left);
    for (size_t i = 0; i + 1 < e->list.n; i += 2) {
        put_optional(b, " WHEN ", e->list.items[i]);
        put_optional(b, " THEN ", e->list.items[i + 1]);
    }
    put_optional(b, " ELSE ", e->right);
    buf_z(b, " END");
}

static void put_operator(Buf *b, const SqlExpr *e)
{
    switch (e->kind) {
    case SQL_UNARY: put_unary(b, e); break;
    case SQL_BINARY: put_binary(b, e); break;
    case SQL_BETWEEN:
        put_expr(b, e->left);
        put_optional(b, e->negated ? " NOT BETWEEN " : " BETWEEN ", e->right);
        put_optional(b, " AND ", e->third);
        break;
    case SQL_IN: put_in(b, e); break;
    case SQL_CASE: put_case(b, e); break;
    case SQL_COLLATE:
        put_expr(b, e->left);
        buf_z(b, " COLLATE ");
        put_name(b, e->text);
        break;
    case SQL_EXISTS:
        buf_z(b, "EXISTS (");
        put_select(b, e->select);
        buf_char(b, ')');
        break;
    case SQL_SUBQUERY: put_select(b, e->select); break;
    default: put_exprs(b, &e->list); break; // SQL_ROW
    }
}

static void put_expr(Buf *b, const SqlExpr *e)
{
    switch (e->kind) {
    case SQL_NULL:
    case SQL_INTEGER:
    case SQL_FLOAT:
    case SQL_STRING:
    case SQL_BLOB:
    case SQL_NOW:
    case SQL_PARAM: buf_put(b, e->text); break;
    case SQL_COLUMN: put_column(b, e); break;
    case SQL_CALL: put_call(b, e); break;
    case SQL_CAST:
        put_optional(b, "CAST(", e->left);
        buf_z(b, " AS ");
        buf_put(b, e->text);
        buf_char(b, ')');
        break;
    case SQL_RAISE:
        buf_z(b, "RAISE(");
        buf_put(b, e->text);
        put_optional(b, ", ", e->left);
        buf_char(b, ')');
        break;
    default:
        buf_char(b, '(');
        put_operator(b, e);
        buf_char(b, ')');
    }
}

// --- SELECT --------------------------------------------------------------------

static void put_join(Buf *b, const SqlSource *s)
{
    static const char *const sides[] = {"", "LEFT ", "RIGHT ", "FULL "};
    if (s->comma) {
        buf_z(b, ", ");
        return;
    }
    buf_z(b, s->natural ? " NATURAL " : " ");
    buf_z(b, s->cross ? "CROSS " : "");
    buf_z(b, sides[s->join]);
    buf_z(b, "JOIN ");
}

static void put_table(Buf *b, const SqlSource *s)
{
    if (s->schema.ptr) {
        put_name(b, s->schema);
        buf_char(b, '.');
    }
    put_name(b, s->table);
    if (!s->has_args)
        return;
    buf_char(b, '(');
    put_exprs(b, &s->args);
    buf_char(b, ')');
}

static void put_source(Buf *b, const SqlSource *s)
{
    if (s->select || s->nested) {
        buf_char(b, '(');
        if (s->select)
            put_select(b, s->select);
        else
            put_from(b, s->nested);
        buf_char(b, ')');
    } else {
        put_table(b, s);
    }
    if (s->alias.ptr) {
        buf_z(b, " AS ");
        put_name(b, s->alias);
    }
    if (s->indexed_by.ptr) {
        buf_z(b, " INDEXED BY ");
        put_name(b, s->indexed_by);
    }
    buf_z(b, s->not_indexed ? " NOT INDEXED" : "");
    put_optional(b, " ON ", s->on);
    if (s->using.n) {
        buf_z(b, " USING ");
        put_names(b, &s->using);
    }
}

static void put_from(Buf *b, const SqlFrom *from)
{
    for (size_t i = 0; i < from->n; i++) {
        if (i)
            put_join(b, &from->items[i]);
        put_source(b, &from->items[i]);
    }
}

static void put_items(Buf *b, const SqlItems *items)
{
    for (size_t i = 0; i < items->n; i++) {
        const SqlItem *item = &items->items[i];
        buf_z(b, i ? ", " : "");
        if (item->expr) {
            put_expr(b, item->expr);
        } else if (item->star_of.ptr) {
            put_name(b, item->star_of);
            buf_z(b, ".*");
        } else {
            buf_char(b, '*');
        }
        if (item->alias.ptr) {
            buf_z(b, " AS ");
            put_name(b, item->alias);
        }
    }
}

static void put_values(Buf *b, const SqlCore *core)
{
    buf_z(b, "VALUES ");
    for (size_t i = 0; i < core->n_rows; i++) {
        buf_z(b, i ? ", (" : "(");
        put_exprs(b, &core->rows[i]);
        buf_char(b, ')');
    }
}

static void put_core(Buf *b, const SqlCore *core)
{
    static const char *const compounds[] = {"", " UNION ", " UNION ALL ", " INTERSECT ",
                                            " EXCEPT "};
    buf_z(b, compounds[core->compound]);
    if (core->n_rows) {
        put_values(b, core);
        return;
    }
    buf_z(b, core->distinct ? "SELECT DISTINCT " : "SELECT ");
    put_items(b, &core->items);
    if (core->from.n)
        buf_z(b, " FROM ");
    put_from(b, &core->from);
    put_optional(b, " WHERE ", core->where);
    if (core->group.n)
        buf_z(b, " GROUP BY ");
    put_exprs(b, &core->group);
    put_optional(b, " HAVING ", core->having);
    for (size_t i = 0; i < core->n_windows; i++) {
        buf_z(b, i ? ", " : " WINDOW ");
        put_name(b, core->windows[i].name);
        buf_z(b, " AS ");
        put_window(b, &core->windows[i]);
    }
}

static void put_with(Buf *b, const SqlWith *with)
{
    for (size_t i = 0; i < with->n; i++) {
        const SqlCte *cte = &with->items[i];
        buf_z(b, i ? ", " : with->recursive ? "WITH RECURSIVE " : "WITH ");
        put_name(b, cte->name);
        if (cte->columns.n)
            put_names(b, &cte->columns);
        buf_z(b, cte->materialized       ? " AS MATERIALIZED ("
                 : cte->not_materialized ? " AS NOT MATERIALIZED ("
                                         : " AS (");
        put_select(b, cte->select);
        buf_char(b, ')');
    }
    buf_z(b, with->n ? " " : "");
}

static void put_select(Buf *b, const SqlSelect *s)
{
    put_with(b, &s->with);
    for (size_t i = 0; i < s->cores.n; i++)
        put_core(b, &s->cores.items[i]);
    put_orders(b, " ORDER BY ", &s->order);
    put_optional(b, " LIMIT ", s->limit);
    put_optional(b, " OFFSET ", s->offset);
}

// --- statements ----------------------------------------------------------------

static void put_sets(Buf *b, const SqlSets *sets)
{
    for (size_t i = 0; i < sets->n; i++) {
        const SqlSet *set = &sets->items[i];
        buf_z(b, i ? ", " : " SET ");
        if (set->row)
            put_names(b, &set->columns);
        else
            put_name(b, set->columns.items[0]);
        put_optional(b, " = ", set->value);
    }
}

static void put_upsert(Buf *b, const SqlUpsert *u)
{
    buf_z(b, " ON CONFLICT");
    if (u->target.n) {
        put_orders(b, " (", &u->target);
        buf_char(b, ')');
    }
    put_optional(b, " WHERE ", u->target_where);
    buf_z(b, u->update ? " DO UPDATE" : " DO NOTHING");
    put_sets(b, &u->sets);
    put_optional(b, " WHERE ", u->where);
}

static void put_insert(Buf *b, const SqlStatement *s)
{
    buf_z(b, " INTO ");
    put_source(b, &s->target);
    if (s->columns.n) {
        buf_char(b, ' ');
        put_names(b, &s->columns);
    }
    buf_z(b, s->select ? " " : " DEFAULT VALUES");
    if (s->select)
        put_select(b, s->select);
    for (size_t i = 0; i < s->upserts.n; i++)
        put_upsert(b, &s->upserts.items[i]);
}

static void put_verb(Buf *b, const SqlStatement *s, const char *verb)
{
    put_with(b, &s->with);
    buf_z(b, verb);
    if (s->conflict.ptr) {
        buf_z(b, " OR ");
        buf_put(b, s->conflict);
    }
}

Str sql_print(Arena *a, const SqlStatement *s)
{
    Buf b = {.arena = a};
    switch (s->verb) {
    case VERB_SELECT: put_select(&b, s->select); break;
    case VERB_INSERT:
        put_verb(&b, s, "INSERT");
        put_insert(&b, s);
        break;
    case VERB_UPDATE:
        put_verb(&b, s, "UPDATE");
        buf_char(&b, ' ');
        put_source(&b, &s->target);
        put_sets(&b, &s->sets);
        if (s->from.n)
            buf_z(&b, " FROM ");
        put_from(&b, &s->from);
        break;
    case VERB_DELETE:
        put_verb(&b, s, "DELETE FROM ");
        put_source(&b, &s->target);
        break;
    }
    put_optional(&b, " WHERE ", s->where);
    if (s->returning.n)
        buf_z(&b, " RETURNING ");
    put_items(&b, &s->returning);
    put_orders(&b, " ORDER BY ", &s->order);
    put_optional(&b, " LIMIT ", s->limit);
    put_optional(&b, " OFFSET ", s->offset);
    return buf_str(&b);
}
