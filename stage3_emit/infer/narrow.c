// narrow.c - what ON and WHERE say of the rows that remain: a column that is not NULL in
// them, and so a join that fills nothing in them.
//
// A condition holds for a row if it is true: neither false nor NULL. From that follow
// facts, "this column is not NULL": AND joins them, OR keeps those of both sides. A fact
// about a column that an outer join might have filled says that it did not, for all the
// tables it would have filled; but only joins made before the condition is asked.

#include "stage3_emit/infer/value.h"

typedef struct FactList {
    Part *items;
    size_t n, capacity;
} FactList;

typedef struct Narrower {
    Infer *x;
    Scope *scope;
} Narrower;

// --- not NULL means not NULL -----------------------------------------------------

static void add(Narrower *n, FactList *out, Part part)
{
    if (part.column != COLUMN_ROWID)
        *arena_push(n->x->arena, *out, Part) = part;
}

static void strict(Narrower *n, const SqlExpr *e, FactList *out);

static void strict_name(Narrower *n, const SqlExpr *e, FactList *out)
{
    Found found;
    if (!scope_find(n->scope, e, &found) || found.scope != n->scope)
        return;
    if (found.n == 1) {
        add(n, out, found.parts[0]);
    } else if (!found.n) {
        n->scope->aliases = false;
        strict(n, found.alias, out);
        n->scope->aliases = true;
    }
}

static void strict_call(Narrower *n, const SqlExpr *e, FactList *out)
{
    static const char *const names[] = {"lower", "upper", "length", "trim",  "ltrim",
                                        "rtrim", "abs",   "substr", "round", "hex"};
    bool known = e->list.n > 1 &&
                 (str_eq_nocase(e->text, S("max")) || str_eq_nocase(e->text, S("min")));
    for (size_t i = 0; i + 1 < sizeof names / sizeof *names; i++) // hex(NULL) is ''
        known |= str_eq_nocase(e->text, str_z(names[i]));
    for (size_t i = 0; known && !e->call->over && i < e->list.n; i++)
        strict(n, e->list.items[i], out);
}

static void strict_binary(Narrower *n, const SqlExpr *e, FactList *out)
{
    switch (e->op) {
    case OP_AND:
    case OP_OR:
    case OP_IS:
    case OP_IS_NOT:
    case OP_LIKE:
    case OP_GLOB:
    case OP_MATCH:
    case OP_REGEXP:
    case OP_ARROW:
    case OP_ARROW2: return;
    default:
        if (e->left->kind == SQL_ROW || e->right->kind == SQL_ROW)
            return;
        strict(n, e->left, out);
        strict(n, e->right, out);
    }
}

// The columns that are not NULL if e is not.
static void strict(Narrower *n, const SqlExpr *e, FactList *out)
{
    switch (e->kind) {
    case SQL_COLUMN: strict_name(n, e, out); break;
    case SQL_COLLATE:
    case SQL_CAST: strict(n, e->left, out); break;
    case SQL_UNARY:
        if (e->op != OP_ISNULL && e->op != OP_NOTNULL)
            strict(n, e->left, out);
        break;
    case SQL_BINARY: strict_binary(n, e, out); break;
    case SQL_CALL: strict_call(n, e, out); break;
    default: break;
    }
}

// --- true means, false means -----------------------------------------------------

static void facts(Narrower *n, const SqlExpr *e, bool truth, FactList *out);

static void facts_of_both(Narrower *n, const SqlExpr *e, bool truth, FactList *out)
{
    facts(n, e->left, truth, out);
    facts(n, e->right, truth, out);
}

static void facts_of_either(Narrower *n, const SqlExpr *e, bool truth, FactList *out)
{
    FactList a = {0}, b = {0};
    facts(n, e->left, truth, &a);
    facts(n, e->right, truth, &b);
    for (size_t i = 0; i < a.n; i++)
        for (size_t k = 0; k < b.n; k++)
            if (a.items[i].instance == b.items[k].instance &&
                a.items[i].column == b.items[k].column) {
                add(n, out, a.items[i]);
                break;
            }
    if (!rule_is_on(RULE_NARROWING_BY_OR))
        for (size_t i = 0; i < a.n; i++)
            add(n, out, a.items[i]);
}

static bool is_not_null_literal(const SqlExpr *e)
{
    switch (e->kind) {
    case SQL_INTEGER:
    case SQL_FLOAT:
    case SQL_STRING:
    case SQL_BLOB:
    case SQL_NOW: return true;
    default: return false;
    }
}

// x IS 1; x IS NOT NULL, which is no NULL if it is not that.
static void facts_of_is(Narrower *n, const SqlExpr *e, bool truth, FactList *out)
{
    bool equal = (e->op == OP_IS) == truth;
    if (e->right->kind == SQL_NULL ? !equal : equal && is_not_null_literal(e->right))
        strict(n, e->left, out);
    if (e->left->kind == SQL_NULL ? !equal : equal && is_not_null_literal(e->left))
        strict(n, e->right, out);
}

static size_t row_length(const SqlExpr *a, const SqlExpr *b)
{
    if (a->kind != SQL_ROW || b->kind != SQL_ROW)
        return 0;
    return a->list.n < b->list.n ? a->list.n : b->list.n;
}

// (a, b) = (c, d) holds only if all are; of (a, b) < (c, d) nothing is surely looked at
// but the first.
static void facts_of_rows(Narrower *n, const SqlExpr *e, bool truth, FactList *out)
{
    bool equal = e->op == OP_EQ && truth;
    bool ordered = e->op != OP_EQ && e->op != OP_NE;
    size_t length = row_length(e->left, e->right);
    for (size_t i = 0; i < length && (equal || (ordered && truth && i == 0)); i++) {
        strict(n, e->left->list.items[i], out);
        strict(n, e->right->list.items[i], out);
    }
}

static bool param_is_no_blob(const Infer *x, const SqlExpr *e)
{
    size_t i = (size_t)e->param - 1;
    if (!x->decided || i >= x->n_params)
        return i < x->n_params;
    StorageClass storage = x->decided[i].type.storage;
    return storage != CLASS_BLOB && storage != CLASS_ANY;
}

static bool is_no_blob(Narrower *n, const SqlExpr *e)
{
    Found found;
    const Function *f;
    switch (e->kind) {
    case SQL_STRING:
    case SQL_INTEGER:
    case SQL_FLOAT:
    case SQL_NOW: return true;
    case SQL_PARAM: return param_is_no_blob(n->x, e);
    case SQL_BINARY: return e->op != OP_ARROW2;
    case SQL_CALL:
        f = function_find(e->text);
        return f && f->shape == PLAIN && f->result == CLASS_TEXT;
    case SQL_COLUMN:
        if (!scope_find(n->scope, e, &found) || found.n != 1 ||
            found.parts[0].column == COLUMN_ROWID)
            return false;
        return !(found.scope->tables.items[found.parts[0].instance]
                     .rel->columns[found.parts[0].column]
                     .val.classes &
                 CLASSES_OF(CLASS_BLOB));
    default: return false;
    }
}

// A blob is LIKE nothing, not even NULL, and not LIKE it.
static void facts_of_like(Narrower *n, const SqlExpr *e, FactList *out)
{
    if (is_no_blob(n, e->right) || !rule_is_on(RULE_LIKE_OF_BLOB))
        strict(n, e->left, out);
    if (is_no_blob(n, e->left) || !rule_is_on(RULE_LIKE_OF_BLOB))
        strict(n, e->right, out);
}

static void facts_of_binary(Narrower *n, const SqlExpr *e, bool truth, FactList *out)
{
    bool rows = e->left->kind == SQL_ROW || e->right->kind == SQL_ROW;
    switch (e->op) {
    case OP_AND: (truth ? facts_of_both : facts_of_either)(n, e, truth, out); break;
    case OP_OR: (truth ? facts_of_either : facts_of_both)(n, e, truth, out); break;
    case OP_IS:
    case OP_IS_NOT:
        if (!rows)
            facts_of_is(n, e, truth, out);
        break;
    case OP_LIKE:
    case OP_GLOB: facts_of_like(n, e, out); break;
    case OP_MATCH: // the index knows of words, not of NULL
        if (!rule_is_on(RULE_NARROWING_BY_MATCH))
            strict(n, e->left, out);
        break;
    default:
        if (rows)
            facts_of_rows(n, e, truth, out);
        else
            strict_binary(n, e, out);
    }
}

// x NOT IN () is true, though x is NULL.
static void facts_of_in(Narrower *n, const SqlExpr *e, bool truth, FactList *out)
{
    bool inside = truth != e->negated;
    if (inside || (e->list.n && e->left->kind != SQL_ROW))
        for (size_t i = 0; i < (e->left->kind == SQL_ROW ? e->left->list.n : 1); i++)
            strict(n, e->left->kind == SQL_ROW ? e->left->list.items[i] : e->left, out);
}

static void facts_of_between(Narrower *n, const SqlExpr *e, bool truth, FactList *out)
{
    if (e->left->kind == SQL_ROW)
        return;
    strict(n, e->left, out);
    if (truth != e->negated) {
        strict(n, e->right, out);
        strict(n, e->third, out);
    }
}

// What follows from e being true, or from its being false.
static void facts(Narrower *n, const SqlExpr *e, bool truth, FactList *out)
{
    switch (e->kind) {
    case SQL_BINARY: facts_of_binary(n, e, truth, out); break;
    case SQL_IN: facts_of_in(n, e, truth, out); break;
    case SQL_BETWEEN: facts_of_between(n, e, truth, out); break;
    case SQL_UNARY:
        if (e->op == OP_NOT)
            facts(n, e->left, !truth, out);
        else if (e->op != OP_ISNULL && e->op != OP_NOTNULL)
            strict(n, e, out);
        else if ((e->op == OP_NOTNULL) == truth)
            strict(n, e->left, out);
        break;
    default: strict(n, e, out);
    }
}

// --- joins ---------------------------------------------------------------------

// A fact that holds for the instances [from, to), asked before the join at index. True
// if that is news. What a RIGHT JOIN adds only WHERE rules out for certain.
static bool apply(Scope *s, Part fact, size_t from, size_t to, size_t index)
{
    if (fact.instance < from || fact.instance >= to)
        return false;
    bool *known = &s->tables.items[fact.instance].not_null[fact.column];
    bool news = !*known;
    *known = true;
    if (!rule_is_on(RULE_NARROWING_BEFORE_JOIN))
        index = s->joins.n;
    for (size_t k = 0; k < index; k++) {
        Join *j = &s->joins.items[k];
        bool left = fact.instance >= j->first && fact.instance < j->middle;
        bool right = fact.instance >= j->middle && fact.instance < j->end;
        news |= (left && j->fills_left) || (right && j->fills_right);
        j->fills_left = j->fills_left && !left;
        j->fills_right = j->fills_right && !right;
    }
    return news;
}

// SQLite (3.40) forgets an ON behind a RIGHT JOIN for the rows which that adds, where a
// view with a LEFT JOIN follows and the ON does not look at it.
static bool is_forgotten(const Scope *s, size_t index)
{
    bool behind = false;
    for (size_t k = 0; k < index; k++)
        behind |= s->joins.items[k].fills_left;
    return behind && rule_is_on(RULE_ON_BEHIND_RIGHT_JOIN);
}

// ON holds where both sides are there. Rows of the right side that match nothing remain
// if the join fills the left, and of them it says nothing.
static bool apply_on(Scope *s, const FactList *list, size_t index)
{
    const Join *j = &s->joins.items[index];
    bool news = false, all = !rule_is_on(RULE_NARROWING_BY_ON);
    for (size_t i = 0; i < list->n; i++) {
        if (!j->fills_left || all)
            news |= apply(s, list->items[i], j->middle, j->end, index);
        if ((!j->fills_right || all) && !is_forgotten(s, index))
            news |= apply(s, list->items[i], j->first, j->middle, index);
    }
    return news;
}

static void facts_of_pairs(Narrower *n, const Join *j, FactList *out)
{
    for (size_t i = 0; i < j->n_pairs; i++) {
        if (j->pairs[i].left.n == 1)
            add(n, out, j->pairs[i].left.parts[0]);
        if (j->pairs[i].right.n == 1)
            add(n, out, j->pairs[i].right.parts[0]);
    }
}

void infer_narrow(Infer *x, Scope *s, const SqlExpr *where)
{
    Narrower n = {x, s};
    FactList of_where = {0};
    FactList *of_join = arena_many(x->arena, FactList, s->joins.n);
    bool aliases = s->aliases;
    s->aliases = true;
    for (size_t i = 0; i < s->joins.n; i++) {
        if (s->joins.items[i].on)
            facts(&n, s->joins.items[i].on, true, &of_join[i]);
        facts_of_pairs(&n, &s->joins.items[i], &of_join[i]);
    }
    if (where)
        facts(&n, where, true, &of_where);
    s->aliases = aliases;
    for (bool news = true; news;) {
        news = false;
        for (size_t i = 0; i < of_where.n; i++)
            news |= apply(s, of_where.items[i], 0, s->tables.n, s->joins.n);
        for (size_t i = 0; i < s->joins.n; i++)
            news |= apply_on(s, &of_join[i], i);
    }
}
