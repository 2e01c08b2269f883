// expr.c - the value of every kind of expression.

#include "stage3_emit/affinity.h"
#include "stage3_emit/infer/value.h"

// --- leaves --------------------------------------------------------------------

// More digits than a 64-bit integer surely holds may be a real.
static Val literal_integer(const SqlExpr *e)
{
    bool sure = e->text.len <= 18;
    return val_of(e, sure ? CLASS_INTEGER : CLASS_ANY, false);
}

static void note_name(Infer *x, const Scope *s, const SqlExpr *e, const ParamRef *ref);

static Val param(Infer *x, const Scope *s, const SqlExpr *e)
{
    size_t i = (size_t)e->param - 1;
    if (i >= x->n_params)
        return val_any(e, true);
    if (x->decided) {
        const CheckedParam *p = &x->decided[i];
        bool nullable = p->nullable || p->type.storage == CLASS_ANY;
        return (Val){.type = p->type, .nullable = nullable, .expr = e};
    }
    ParamRef *ref = arena_new(x->arena, ParamRef);
    *ref = (ParamRef){e, NULL};
    if (!x->params[i].first)
        x->params[i].first = e;
    note_name(x, s, e, ref);
    return (Val){
        .type = {.storage = CLASS_ANY}, .blank = true, .params = ref, .expr = e};
}

// ":mimeType" or ":mime_type" without its sigil; "?" gives nothing.
static Str param_name(const SqlExpr *e)
{
    return e->text.ptr[0] == '?' ? (Str){0} : str_cut(e->text, 1, e->text.len);
}

// A parameter that is called like a column of a table in scope.
static void note_name(Infer *x, const Scope *s, const SqlExpr *e, const ParamRef *ref)
{
    Str name = param_name(e);
    for (; s && name.len; s = s->parent)
        for (size_t i = 0; i < s->n; i++) {
            const ModelTable *t = s->items[i].table;
            for (size_t k = 0; t && k < t->n_columns; k++) {
                const ModelColumn *c = &t->columns[k];
                if (c->type.storage != CLASS_ANY &&
                    (str_eq(c->key, name) || str_eq_nocase(c->name, name)))
                    infer_use(x, ref, USE_NAMED, c->type, c);
            }
        }
}

static bool column_is_nullable(const Found *found)
{
    const ModelColumn *c = found->column; // null: the rowid itself, which never is
    return (c && !c->not_null) || found->instance->table->kind != MODEL_TABLE ||
           found->instance->nullable || found->scope->bare_nullable;
}

// weave_list(:ids) has one column, value: the items of :ids.
static const Instance *list_of(const Scope *s, const SqlExpr *e)
{
    if (!str_eq_nocase(e->name, S("value")))
        return NULL;
    for (size_t i = 0; i < s->n; i++) {
        bool named = !e->table.ptr || str_eq_nocase(e->table, s->items[i].name);
        if (s->items[i].list && named && (e->table.ptr || s->n == 1))
            return &s->items[i];
    }
    return NULL;
}

static Val list_item(Infer *x, const Scope *s, const Instance *list)
{
    size_t i = (size_t)list->list->param - 1;
    if (i < x->n_params)
        x->params[i].list = true;
    Val v = param(x, s, list->list);
    v.nullable |= list->nullable || s->bare_nullable;
    return v;
}

static bool is_truth(const SqlExpr *e)
{
    return !e->table.ptr &&
           (str_eq_nocase(e->name, S("true")) || str_eq_nocase(e->name, S("false")));
}

static bool sees_opaque(const Scope *s)
{
    for (; s; s = s->parent)
        for (size_t i = 0; i < s->n; i++)
            if (instance_is_opaque(&s->items[i]))
                return true;
    return false;
}

static Val column(Infer *x, const Scope *s, const SqlExpr *e)
{
    Found found;
    const Instance *list = list_of(s, e);
    if (list)
        return list_item(x, s, list);
    if (!scope_find(s, e, &found))
        return is_truth(e) && !sees_opaque(s) ? val_bool(e, false) : val_any(e, true);
    bool nullable = column_is_nullable(&found);
    if (!found.column)
        return val_of(e, CLASS_INTEGER, nullable);
    Val v = val_of_column(e, found.column, nullable);
    if (found.several && found.scope->has_right &&
        rule_is_on(RULE_USING_COALESCE)) { // the first that is there
        v.column = NULL;
        v.type = (Type){.storage = CLASS_ANY};
    }
    return v;
}

static Val leaf(Infer *x, const Scope *s, const SqlExpr *e)
{
    switch (e->kind) {
    case SQL_INTEGER: return literal_integer(e);
    case SQL_FLOAT: return val_of(e, CLASS_REAL, false);
    case SQL_STRING:
    case SQL_NOW: return val_of(e, CLASS_TEXT, false);
    case SQL_BLOB: return val_of(e, CLASS_BLOB, false);
    case SQL_PARAM: return param(x, s, e);
    case SQL_COLUMN: return column(x, s, e);
    default:
        return (Val){
            .type = {.storage = CLASS_ANY}, .blank = true, .nullable = true, .expr = e};
    }
}

// --- operators -----------------------------------------------------------------

static bool is_exact(Val v, StorageClass storage)
{
    return v.type.storage == storage && !v.loose && !v.blank;
}

static bool is_nonzero(const SqlExpr *e)
{
    if (e->kind != SQL_INTEGER)
        return false;
    for (size_t i = 0; i < e->text.len; i++)
        if (e->text.ptr[i] >= '1' && e->text.ptr[i] <= '9')
            return true;
    return false;
}

// Integers give an integer and reals a real; Inf - Inf is NULL, and so is x / 0.
static Val arithmetic(const SqlExpr *e, Val a, Val b)
{
    bool divides = e->op == OP_DIVIDE || e->op == OP_REMAINDER;
    bool nullable = a.nullable || b.nullable ||
                    (divides && !is_nonzero(e->right) && rule_is_on(RULE_DIVISION));
    bool integers = is_exact(a, CLASS_INTEGER) &&
                    (is_exact(b, CLASS_INTEGER) || !rule_is_on(RULE_REAL_ARITHMETIC));
    bool reals = (is_exact(a, CLASS_REAL) || is_exact(b, CLASS_REAL)) &&
                 (is_exact(a, CLASS_INTEGER) || is_exact(a, CLASS_REAL)) &&
                 (is_exact(b, CLASS_INTEGER) || is_exact(b, CLASS_REAL));
    if (integers)
        return val_of(e, CLASS_INTEGER, nullable);
    return val_of(e, reals ? CLASS_REAL : CLASS_ANY, true);
}

// A pattern is a text, whatever the column it is held against means by its texts.
static Val like(Infer *x, const Scope *s, const SqlExpr *e, Val a, Val b)
{
    const ModelColumn *held = a.type.storage == CLASS_TEXT ? a.column : NULL;
    infer_text(x, a);
    infer_use(x, b.params, USE_MET, (Type){CLASS_TEXT, MODE_TEXT, NULL}, held);
    Val escape = infer_expr(x, s, e->third);
    infer_text(x, escape);
    bool user_defined = e->op == OP_REGEXP || e->op == OP_MATCH;
    return val_bool(e, a.nullable || b.nullable || (e->third && escape.nullable) ||
                           user_defined);
}

static Val binary(Infer *x, const Scope *s, const SqlExpr *e)
{
    Val a = infer_expr(x, s, e->left), b = infer_expr(x, s, e->right);
    bool nullable = a.nullable || b.nullable;
    switch (e->op) {
    case OP_AND:
    case OP_OR: return val_bool(e, nullable);
    case OP_IS:
    case OP_IS_NOT:
        infer_compare(x, a, b);
        infer_nullable(x, a.params);
        infer_nullable(x, b.params);
        return val_bool(e, false);
    case OP_LIKE:
    case OP_GLOB:
    case OP_REGEXP:
    case OP_MATCH: return like(x, s, e, a, b);
    case OP_BIT_AND:
    case OP_BIT_OR:
    case OP_LSHIFT:
    case OP_RSHIFT: return val_of(e, CLASS_INTEGER, nullable);
    case OP_CONCAT:
        infer_text(x, a);
        infer_text(x, b);
        return val_of(e, CLASS_TEXT, nullable);
    case OP_ARROW: return val_of(e, CLASS_TEXT, true);
    case OP_ARROW2: return val_any(e, true);
    case OP_ADD:
    case OP_SUBTRACT:
    case OP_MULTIPLY:
    case OP_DIVIDE:
    case OP_REMAINDER: return arithmetic(e, a, b);
    default: infer_compare(x, a, b); return val_bool(e, nullable);
    }
}

static Val unary(Infer *x, const Scope *s, const SqlExpr *e)
{
    Val v = infer_expr(x, s, e->left);
    switch (e->op) {
    case OP_ISNULL:
    case OP_NOTNULL: infer_nullable(x, v.params); return val_bool(e, false);
    case OP_NOT: return val_bool(e, v.nullable);
    case OP_BIT_NOT: return val_of(e, CLASS_INTEGER, v.nullable);
    case OP_ADD: return v;
    default:
        if (is_exact(v, CLASS_INTEGER) || is_exact(v, CLASS_REAL))
            return val_of(e, v.type.storage, v.nullable);
        return val_any(e, v.nullable);
    }
}

// --- row values ----------------------------------------------------------------

// The values of (a, b) or of (SELECT a, b ...); of anything else, itself.
static Vals row(Infer *x, const Scope *s, const SqlExpr *e)
{
    Vals v = {0};
    if (e->kind == SQL_SUBQUERY)
        return infer_select(x, s, e->select);
    if (e->kind != SQL_ROW) {
        *arena_push(x->arena, v, Val) = infer_expr(x, s, e);
        return v;
    }
    for (size_t i = 0; i < e->list.n; i++)
        *arena_push(x->arena, v, Val) = infer_expr(x, s, e->list.items[i]);
    return v;
}

static void compare_rows(Infer *x, const Vals *a, const Vals *b, bool is)
{
    for (size_t i = 0; i < a->n && i < b->n; i++) {
        infer_compare(x, a->items[i], b->items[i]);
        if (is) {
            infer_nullable(x, a->items[i].params);
            infer_nullable(x, b->items[i].params);
        }
    }
}

static Val binary_of_rows(Infer *x, const Scope *s, const SqlExpr *e)
{
    Vals a = row(x, s, e->left), b = row(x, s, e->right);
    bool is = e->op == OP_IS || e->op == OP_IS_NOT;
    compare_rows(x, &a, &b, is);
    return val_bool(e, !is);
}

static Val between(Infer *x, const Scope *s, const SqlExpr *e)
{
    if (e->left->kind == SQL_ROW) {
        Vals v = row(x, s, e->left), low = row(x, s, e->right),
             high = row(x, s, e->third);
        compare_rows(x, &v, &low, false);
        compare_rows(x, &v, &high, false);
        return val_bool(e, true);
    }
    Val v = infer_expr(x, s, e->left);
    Val low = infer_expr(x, s, e->right), high = infer_expr(x, s, e->third);
    infer_compare(x, v, low);
    infer_compare(x, v, high);
    return val_bool(e, v.nullable || low.nullable || high.nullable);
}

static Val in(Infer *x, const Scope *s, const SqlExpr *e)
{
    Vals left = e->left->kind == SQL_ROW ? row(x, s, e->left) : (Vals){0};
    if (e->left->kind != SQL_ROW)
        *arena_push(x->arena, left, Val) = infer_expr(x, s, e->left);
    bool nullable = left.n != 1 || left.items[0].nullable || e->from || e->select;
    if (e->select) {
        Vals right = infer_select(x, s, e->select);
        compare_rows(x, &left, &right, false);
        if (right.n == 1 && left.n == 1 && !right.unknown)
            nullable = left.items[0].nullable || right.items[0].nullable;
    }
    for (size_t i = 0; i < e->list.n; i++) {
        Vals item = row(x, s, e->list.items[i]);
        compare_rows(x, &left, &item, false);
        nullable |= item.n != 1 || item.items[0].nullable ||
                    e->list.items[i]->kind == SQL_SUBQUERY;
    }
    if (e->from)
        infer_exprs(x, s, &e->from->items[0].args);
    return val_bool(e, nullable);
}

// --- the others ----------------------------------------------------------------

static Val case_of(Infer *x, const Scope *s, const SqlExpr *e)
{
    bool rows = e->left && e->left->kind == SQL_ROW;
    Vals base = rows ? row(x, s, e->left) : (Vals){0};
    if (e->left && !rows)
        *arena_push(x->arena, base, Val) = infer_expr(x, s, e->left);
    Val v = {.blank = true, .type = {.storage = CLASS_ANY}};
    for (size_t i = 0; i + 1 < e->list.n; i += 2) {
        Vals when = row(x, s, e->list.items[i]);
        compare_rows(x, &base, &when, false);
        v = val_merge(x, infer_expr(x, s, e->list.items[i + 1]), v);
    }
    if (e->right)
        v = val_merge(x, infer_expr(x, s, e->right), v);
    v.nullable |= !e->right && rule_is_on(RULE_CASE_WITHOUT_ELSE);
    v.column = NULL;
    v.expr = e;
    return v;
}

static Val cast(Infer *x, const Scope *s, const SqlExpr *e)
{
    Val v = infer_expr(x, s, e->left);
    static const StorageClass classes[] = {
        [AFFINITY_BLOB] = CLASS_BLOB,   [AFFINITY_TEXT] = CLASS_TEXT,
        [AFFINITY_NUMERIC] = CLASS_ANY, [AFFINITY_INTEGER] = CLASS_INTEGER,
        [AFFINITY_REAL] = CLASS_REAL,
    };
    StorageClass storage = classes[affinity_of(e->text)];
    if (storage != CLASS_ANY)
        infer_use(x, v.params, USE_MET, (Type){.storage = storage}, NULL);
    return val_of(e, storage, v.nullable);
}

static Val subquery(Infer *x, const Scope *s, const SqlExpr *e)
{
    Vals columns = infer_select(x, s, e->select);
    if (columns.unknown || columns.n == 0)
        return val_any(e, true);
    Val v = columns.items[0];
    v.nullable |= infer_rows(x, s, e->select, NULL) != ROWS_ONE &&
                  rule_is_on(RULE_EMPTY_SUBQUERY);
    v.expr = e;
    return v;
}

Val infer_expr(Infer *x, const Scope *s, const SqlExpr *e)
{
    if (!e)
        return val_any(NULL, true);
    switch (e->kind) {
    case SQL_UNARY: return unary(x, s, e);
    case SQL_BINARY:
        // A subquery alone is a value, not a row: its other side must be one.
        if (e->left->kind == SQL_ROW || e->right->kind == SQL_ROW)
            return binary_of_rows(x, s, e);
        return binary(x, s, e);
    case SQL_BETWEEN: return between(x, s, e);
    case SQL_IN: return in(x, s, e);
    case SQL_CASE: return case_of(x, s, e);
    case SQL_CAST: return cast(x, s, e);
    case SQL_COLLATE: return infer_expr(x, s, e->left);
    case SQL_CALL: return infer_call(x, s, e);
    case SQL_EXISTS: infer_select(x, s, e->select); return val_bool(e, false);
    case SQL_SUBQUERY: return subquery(x, s, e);
    case SQL_ROW: infer_exprs(x, s, &e->list); return val_any(e, true);
    case SQL_RAISE: infer_expr(x, s, e->left); return val_any(e, true);
    default: return leaf(x, s, e);
    }
}

void infer_exprs(Infer *x, const Scope *s, const SqlExprs *list)
{
    for (size_t i = 0; i < list->n; i++)
        infer_expr(x, s, list->items[i]);
}

void infer_window(Infer *x, const Scope *s, const SqlWindow *w)
{
    infer_exprs(x, s, &w->partition);
    for (size_t i = 0; i < w->order.n; i++)
        infer_expr(x, s, w->order.items[i].expr);
    infer_integer(x, infer_expr(x, s, w->start.expr));
    infer_integer(x, infer_expr(x, s, w->end.expr));
}
