// operator.c - the values of operators, on single values and on rows of them.

#include "stage3_emit/infer/value.h"

static void nullable_as_both(Val *v, const Val *a, const Val *b)
{
    val_nullable_as(v, a);
    val_nullable_as(v, b);
}

static Val bool_of(const SqlExpr *e, const Val *a, const Val *b)
{
    Val v = val_bool(e, false);
    nullable_as_both(&v, a, b);
    return v;
}

// --- arithmetic ----------------------------------------------------------------

static bool is_nonzero(const SqlExpr *e)
{
    if (e->kind == SQL_UNARY && (e->op == OP_SUBTRACT || e->op == OP_ADD))
        return is_nonzero(e->left);
    if (e->kind != SQL_INTEGER && e->kind != SQL_FLOAT)
        return false;
    for (size_t i = 0; i < e->text.len && e->text.ptr[i] != 'e'; i++) {
        if (e->text.ptr[i] >= '1' && e->text.ptr[i] <= '9')
            return e->kind == SQL_INTEGER || e->op == OP_NONE;
    }
    return false;
}

// x % y is of integers: y must not begin with a zero.
static bool divides_safely(const SqlExpr *e)
{
    const SqlExpr *by = e->right;
    while (by->kind == SQL_UNARY && (by->op == OP_SUBTRACT || by->op == OP_ADD))
        by = by->left;
    return by->kind == SQL_INTEGER && is_nonzero(by);
}

// A parameter is taken for what it is added to; two of them are whatever the sum meets.
static Classes number_of(const Val *a, const Val *b)
{
    if (val_is_blank(a) && (val_is_blank(b) || val_is_number(b)))
        return b->classes;
    if (val_is_blank(b) && val_is_number(a))
        return a->classes;
    Classes integer = CLASSES_OF(CLASS_INTEGER), real = CLASSES_OF(CLASS_REAL);
    if (!rule_is_on(RULE_REAL_ARITHMETIC) && val_is(a, CLASS_INTEGER))
        return integer;
    if (val_is(a, CLASS_INTEGER) && val_is(b, CLASS_INTEGER))
        return integer;
    bool numbers = val_is_number(a) && val_is_number(b);
    bool has_real = val_is(a, CLASS_REAL) || val_is(b, CLASS_REAL);
    return numbers && has_real ? real : integer | real;
}

// A parameter is what it is added to; beside * and / only its storage class is.
static void add_params(Infer *x, const SqlExpr *e, const Val *v, const Val *other)
{
    bool sums = e->op == OP_ADD || e->op == OP_SUBTRACT;
    Val number = *other;
    if (!val_is_number(other))
        return;
    if (!sums || !other->column) {
        number.mode = MODE_NONE;
        number.enum_of = NULL;
    }
    infer_use(x, v->params, other->column ? USE_ADDED : USE_NUMBER, &number);
    if (sums)
        infer_use(x, v->terms, other->column ? USE_ADDED : USE_NUMBER, &number);
}

// Numbers give numbers, and so does anything else: 'x' + 1 is 1. Two integers that
// overflow give a real, and Inf - Inf is NULL: data are taken not to do that.
static Val arithmetic(Infer *x, const SqlExpr *e, Val a, Val b)
{
    bool divides = e->op == OP_DIVIDE || e->op == OP_REMAINDER;
    add_params(x, e, &a, &b);
    add_params(x, e, &b, &a);
    Val v = val_of_classes(e, number_of(&a, &b), false);
    nullable_as_both(&v, &a, &b);
    if (divides && !divides_safely(e) && rule_is_on(RULE_DIVISION))
        val_nullable(&v, "%s is NULL if the divisor is 0");
    if (e->op == OP_ADD || e->op == OP_SUBTRACT)
        v.terms = params_join(x, params_join(x, a.params, a.terms),
                              params_join(x, b.params, b.terms));
    return v;
}

static Val bits(Infer *x, const SqlExpr *e, Val a, Val b)
{
    infer_type(x, a, USE_NUMBER, CLASS_INTEGER, MODE_NUMBER);
    infer_type(x, b, USE_NUMBER, CLASS_INTEGER, MODE_NUMBER);
    Val v = val_of(e, CLASS_INTEGER, false);
    nullable_as_both(&v, &a, &b);
    return v;
}

// --- texts ---------------------------------------------------------------------

// A pattern is a text, whatever the column it is held against means by its texts.
static Val like(Infer *x, Scope *s, const SqlExpr *e, Val a, Val b)
{
    Val pattern = val_of(NULL, CLASS_TEXT, false);
    pattern.mode = MODE_TEXT;
    pattern.expr = a.expr;
    pattern.column = val_is(&a, CLASS_TEXT) ? a.column : NULL;
    infer_text(x, a);
    infer_use(x, b.params, USE_MET, &pattern);
    Val v = bool_of(e, &a, &b);
    if (e->third) {
        Val escape = infer_expr(x, s, e->third);
        infer_text(x, escape);
        val_nullable_as(&v, &escape);
    }
    if (e->op == OP_REGEXP || e->op == OP_MATCH)
        val_nullable(&v, "%s is whatever a function makes of it");
    return v;
}

static Val concat(Infer *x, const SqlExpr *e, Val a, Val b)
{
    infer_type(x, a, USE_MET, CLASS_TEXT, MODE_TEXT);
    infer_type(x, b, USE_MET, CLASS_TEXT, MODE_TEXT);
    Val v = val_of(e, CLASS_TEXT, false);
    nullable_as_both(&v, &a, &b);
    return v;
}

static Val arrow(Infer *x, const SqlExpr *e, Val a)
{
    infer_text(x, a);
    Why why = {"%s is NULL where the JSON has nothing there", e, NULL};
    Val v = val_any(e, why);
    if (e->op == OP_ARROW)
        v.classes = CLASSES_OF(CLASS_TEXT);
    v.open = true;
    v.why_any = "%s gives what the JSON has there";
    return v;
}

// --- one value and another -----------------------------------------------------

bool expr_is_zero(const SqlExpr *e)
{
    if (e->kind == SQL_BINARY && e->op == OP_AND)
        return expr_is_zero(e->left) || expr_is_zero(e->right);
    if (e->kind == SQL_IN)
        return !e->list.n && !e->select && !e->from && !e->negated;
    if (e->kind != SQL_INTEGER)
        return false;
    for (size_t i = 0; i < e->text.len; i++)
        if (e->text.ptr[i] != '0' && e->text.ptr[i] != 'x' && e->text.ptr[i] != 'X')
            return false;
    return true;
}

static Val both_truths(Infer *x, Scope *s, const SqlExpr *e)
{
    bool reading = x->reading;
    if (e->op == OP_AND && expr_is_zero(e))
        x->reading =
            false; // SQLite drops what does not matter before it looks at names
    Val a = infer_expr(x, s, e->left), b = infer_expr(x, s, e->right);
    x->reading = reading;
    infer_truth(x, a);
    infer_truth(x, b);
    return bool_of(e, &a, &b);
}

// x IS TRUE asks for a truth.
static bool is_truth_word(const SqlExpr *e)
{
    return e->kind == SQL_COLUMN && !e->table.ptr &&
           (str_eq_nocase(e->name, S("true")) || str_eq_nocase(e->name, S("false")));
}

static Val is(Infer *x, const SqlExpr *e, Val a, Val b)
{
    infer_compare(x, a, b);
    if (!is_truth_word(e->right)) {
        infer_nullable(x, a.params);
        infer_nullable(x, b.params);
    }
    return val_bool(e, false);
}

static Val binary(Infer *x, Scope *s, const SqlExpr *e)
{
    if (e->op == OP_AND || e->op == OP_OR)
        return both_truths(x, s, e);
    Val a = infer_expr(x, s, e->left), b = infer_expr(x, s, e->right);
    switch (e->op) {
    case OP_IS:
    case OP_IS_NOT: return is(x, e, a, b);
    case OP_LIKE:
    case OP_GLOB:
    case OP_REGEXP:
    case OP_MATCH: return like(x, s, e, a, b);
    case OP_BIT_AND:
    case OP_BIT_OR:
    case OP_LSHIFT:
    case OP_RSHIFT: return bits(x, e, a, b);
    case OP_CONCAT: return concat(x, e, a, b);
    case OP_ARROW:
    case OP_ARROW2: return arrow(x, e, a);
    case OP_ADD:
    case OP_SUBTRACT:
    case OP_MULTIPLY:
    case OP_DIVIDE:
    case OP_REMAINDER: return arithmetic(x, e, a, b);
    default: infer_compare(x, a, b); return bool_of(e, &a, &b);
    }
}

static Val negative(const SqlExpr *e, const Val *of)
{
    Val v = val_of_classes(e, number_of(of, of), false);
    val_nullable_as(&v, of);
    v.terms = of->params;
    return v;
}

static Val unary(Infer *x, Scope *s, const SqlExpr *e)
{
    Val a = infer_expr(x, s, e->left), v;
    switch (e->op) {
    case OP_ISNULL:
    case OP_NOTNULL: infer_nullable(x, a.params); return val_bool(e, false);
    case OP_NOT:
        infer_truth(x, a);
        v = val_bool(e, false);
        break;
    case OP_BIT_NOT:
        infer_type(x, a, USE_NUMBER, CLASS_INTEGER, MODE_NUMBER);
        v = val_of(e, CLASS_INTEGER, false);
        break;
    case OP_ADD:
        a.column = NULL; // + keeps a column's affinity in some versions
        return a;
    default: return negative(e, &a);
    }
    val_nullable_as(&v, &a);
    return v;
}

// --- row values ----------------------------------------------------------------

Vals infer_row(Infer *x, Scope *s, const SqlExpr *e)
{
    Vals v = {0};
    if (e->kind == SQL_SUBQUERY)
        return infer_subquery(x, s, e);
    if (e->kind != SQL_ROW) {
        *arena_push(x->arena, v, Val) = infer_expr(x, s, e);
        return v;
    }
    for (size_t i = 0; i < e->list.n; i++)
        *arena_push(x->arena, v, Val) = infer_expr(x, s, e->list.items[i]);
    return v;
}

void infer_compare_rows(Infer *x, const Vals *a, const Vals *b, bool is)
{
    for (size_t i = 0; i < a->n && i < b->n; i++) {
        infer_compare(x, a->items[i], b->items[i]);
        if (is) {
            infer_nullable(x, a->items[i].params);
            infer_nullable(x, b->items[i].params);
        }
    }
}

static void nullable_as_all(Val *v, const Vals *of)
{
    for (size_t i = 0; i < of->n; i++)
        val_nullable_as(v, &of->items[i]);
    if (of->unknown)
        val_nullable(v, "%s compares what weave cannot see");
}

static Val binary_of_rows(Infer *x, Scope *s, const SqlExpr *e)
{
    Vals a = infer_row(x, s, e->left), b = infer_row(x, s, e->right);
    bool is = e->op == OP_IS || e->op == OP_IS_NOT;
    infer_compare_rows(x, &a, &b, is);
    Val v = val_bool(e, false);
    if (is)
        return v;
    nullable_as_all(&v, &a);
    nullable_as_all(&v, &b);
    return v;
}

// A subquery alone is a value, not a row: its other side must be one.
Val infer_operator(Infer *x, Scope *s, const SqlExpr *e)
{
    if (e->kind == SQL_UNARY)
        return unary(x, s, e);
    if (e->left->kind == SQL_ROW || e->right->kind == SQL_ROW)
        return binary_of_rows(x, s, e);
    return binary(x, s, e);
}

Val infer_between(Infer *x, Scope *s, const SqlExpr *e)
{
    Vals v = infer_row(x, s, e->left), low = infer_row(x, s, e->right),
         high = infer_row(x, s, e->third);
    Val out = val_bool(e, false);
    infer_compare_rows(x, &v, &low, false);
    infer_compare_rows(x, &v, &high, false);
    if (v.n == 1 && v.items[0].classes == CLASSES_NONE) // the bounds say what they are
        infer_compare_rows(x, &low, &high, false);
    nullable_as_all(&out, &v);
    nullable_as_all(&out, &low);
    nullable_as_all(&out, &high);
    return out;
}

// The classes that values of a take, too, when they are compared with a column b.
static Classes conversion(const Val *a, const Val *b)
{
    Classes number = CLASSES_OF(CLASS_INTEGER) | CLASSES_OF(CLASS_REAL);
    Classes text = CLASSES_OF(CLASS_TEXT), real = CLASSES_OF(CLASS_REAL);
    bool numeric = a->affinity >= AFFINITY_NUMERIC || b->affinity >= AFFINITY_NUMERIC;
    if (numeric)
        return a->classes & text   ? number
               : a->classes & real ? CLASSES_OF(CLASS_INTEGER)
                                   : CLASSES_NONE;
    bool to_text = (a->affinity == AFFINITY_TEXT) != (b->affinity == AFFINITY_TEXT);
    return to_text && a->classes & number ? text : CLASSES_NONE;
}

// SQLite converts the left side where it stands; what an aggregate gives stands in one
// place for all who read it.
static void compare_members(Infer *x, Scope *s, const Vals *left, const Vals *right)
{
    infer_compare_rows(x, left, right, false);
    for (size_t i = 0; i < left->n && i < right->n; i++)
        for (Scope *p = s; p && rule_is_on(RULE_CONVERTED_BY_IN); p = p->parent)
            p->converted |= conversion(&left->items[i], &right->items[i]);
}

static void in_table(Infer *x, Scope *s, const SqlExpr *e, const Vals *left, Val *out)
{
    const Relation *r = infer_nested(x, s, e->from);
    Vals right = infer_values(x, r, e);
    infer_exprs(x, s, &e->from->items[0].args);
    compare_members(x, s, left, &right);
    nullable_as_all(out, &right);
}

Val infer_in(Infer *x, Scope *s, const SqlExpr *e)
{
    bool reading = x->reading;
    if (!e->list.n && !e->select && !e->from)
        x->reading = false; // IN (): SQLite does not look
    Vals left = infer_row(x, s, e->left);
    x->reading = reading;
    Val v = val_bool(e, false);
    nullable_as_all(&v, &left);
    if (e->select) {
        Vals right = infer_members(x, s, e);
        compare_members(x, s, &left, &right);
        nullable_as_all(&v, &right);
    }
    for (size_t i = 0; i < e->list.n; i++) {
        Vals item = infer_row(x, s, e->list.items[i]);
        infer_compare_rows(x, &left, &item, false);
        nullable_as_all(&v, &item);
    }
    if (e->from)
        in_table(x, s, e, &left, &v);
    return v;
}
