// call.c - what a function call gives, and what its arguments tell of parameters.

#include "stage3_emit/infer/value.h"

typedef struct Call {
    Infer *x;
    const Scope *scope;
    const SqlExpr *e;
    const Function *f;
    const Val *args;
    size_t n;
} Call;

// --- arguments -----------------------------------------------------------------

static void hint(const Call *c)
{
    const char *letter = c->f->hints;
    for (size_t i = 0; i < c->n; i++) {
        if (*letter == 't')
            infer_text(c->x, c->args[i]);
        else if (*letter == 'i')
            infer_count(c->x, c->args[i]);
        letter += letter[1] != '\0';
    }
}

static void nullable_as_any(Val *v, const Call *c)
{
    for (size_t i = 0; i < c->n; i++)
        val_nullable_as(v, &c->args[i]);
}

// A value that is computed: it is no column any more, but means what it meant.
static Val computed(const Call *c, Val v)
{
    v.column = NULL;
    v.affinity = AFFINITY_BLOB;
    v.collation = (Str){0};
    v.expr = c->e;
    return v;
}

static Val unreadable(const Call *c)
{
    return val_any(c->e, (Why){"%s may be NULL", c->e, NULL});
}

static Val join_args(const Call *c, size_t from)
{
    Val v = c->args[from];
    for (size_t i = from + 1; i < c->n; i++)
        v = infer_merge(c->x, v, c->args[i]);
    return v;
}

// --- choices -------------------------------------------------------------------

static Val coalesce(const Call *c)
{
    if (!c->n)
        return unreadable(c);
    Val v = computed(c, join_args(c, 0));
    bool nullable = rule_is_on(RULE_COALESCE);
    for (size_t i = 0; i < c->n; i++) {
        nullable = nullable && c->args[i].nullable;
        if (i + 1 < c->n)
            infer_nullable(c->x, c->args[i].params);
    }
    v.nullable = nullable;
    return v;
}

// iif(a, x, b, y, z): a value behind each condition, and perhaps one for the rest.
static Val iif(const Call *c)
{
    if (c->n < 2)
        return unreadable(c);
    Val v = c->args[1];
    infer_truth(c->x, c->args[0]);
    for (size_t i = 2; i < c->n; i++) {
        bool is_condition = i % 2 == 0 && i + 1 < c->n;
        if (is_condition)
            infer_truth(c->x, c->args[i]);
        else
            v = infer_merge(c->x, v, c->args[i]);
    }
    v = computed(c, v);
    if (c->n % 2 == 0)
        val_nullable(&v, "%s is NULL where no condition holds");
    return v;
}

static Val nullif(const Call *c)
{
    if (c->n != 2)
        return unreadable(c);
    infer_compare(c->x, c->args[0], c->args[1]);
    Val v = computed(c, c->args[0]);
    val_nullable(&v, "%s is NULL where the two are equal");
    return v;
}

// --- numbers and texts ---------------------------------------------------------

static Val number(const Call *c)
{
    bool known = c->n == 1 && val_is_number(&c->args[0]);
    Val v = val_of_classes(c->e,
                           known ? c->args[0].classes
                                 : CLASSES_OF(CLASS_INTEGER) | CLASSES_OF(CLASS_REAL),
                           false);
    nullable_as_any(&v, c);
    if (!known)
        val_nullable(&v, "%s is NULL for what is no number");
    return v;
}

static Val text_or_any(const Call *c)
{
    bool text = c->n && val_is(&c->args[0], CLASS_TEXT);
    bool blob = c->n && val_is(&c->args[0], CLASS_BLOB) &&
                !str_eq_nocase(c->e->text, S("replace")); // which makes texts
    Val v = val_of(c->e, text ? CLASS_TEXT : blob ? CLASS_BLOB : CLASS_ANY, false);
    v.why_any = "%s gives back what is no text";
    if (!text && rule_is_on(RULE_SUBSTR_OF_BLOB))
        val_nullable(&v, "%s of an empty blob is NULL");
    nullable_as_any(&v, c);
    return v;
}

// --- the clock -----------------------------------------------------------------

static Str literal_text(const SqlExpr *e)
{
    bool text = e->kind == SQL_STRING && e->text.len >= 2;
    return text ? str_cut(e->text, 1, e->text.len - 1) : (Str){0};
}

// '+1 day', 'start of month', 'localtime': modifiers that fail for no present moment.
static bool is_modifier(Str s)
{
    static const char *const words[] = {"start of day", "start of month",
                                        "start of year", "localtime", "utc"};
    static const char *const units[] = {"second", "minute", "hour",
                                        "day",    "month",  "year"};
    size_t i = s.len && (s.ptr[0] == '+' || s.ptr[0] == '-'), digits = i;
    for (size_t k = 0; k < sizeof words / sizeof *words; k++)
        if (str_is(s, words[k]))
            return true;
    while (i < s.len && s.ptr[i] >= '0' && s.ptr[i] <= '9' && i < digits + 4)
        i++;
    if (i == digits || i == s.len || s.ptr[i] != ' ')
        return false;
    Str unit = str_cut(s, i + 1, s.len);
    if (str_ends(unit, "s"))
        unit.len--;
    for (size_t k = 0; k < sizeof units / sizeof *units; k++)
        if (str_is(unit, units[k]))
            return true;
    return false;
}

static bool is_format(Str s)
{
    for (size_t i = 0; i < s.len; i++) {
        if (s.ptr[i] != '%')
            continue;
        if (++i == s.len || str_find(S("dfHjJmMsSwWY%"), s.ptr[i]) == STR_NONE)
            return false;
    }
    return s.len > 0;
}

// Whether the call asks for the present moment, in words that SQLite knows.
static bool is_now(const Call *c)
{
    size_t at = str_eq_nocase(c->e->text, S("strftime")) ? 1 : 0;
    if (at && (!c->n || !is_format(literal_text(c->e->list.items[0]))))
        return false;
    if (c->n > at && !str_is(literal_text(c->e->list.items[at]), "now"))
        return false;
    for (size_t i = at + 1; i < c->n; i++)
        if (!is_modifier(literal_text(c->e->list.items[i])))
            return false;
    return true;
}

static bool has_subsec(const Call *c)
{
    for (size_t i = 0; i < c->n; i++)
        if (str_starts(literal_text(c->e->list.items[i]), "subsec"))
            return true;
    return false;
}

static Val clock(const Call *c)
{
    Val v = val_of(c->e, c->f->result, false);
    if (c->f->result == CLASS_ANY) // unixepoch(), which 'subsec' makes a real
        v.classes =
            CLASSES_OF(CLASS_INTEGER) | (has_subsec(c) ? CLASSES_OF(CLASS_REAL) : 0);
    if (!is_now(c))
        val_nullable(&v, "%s is NULL for what is no time");
    return v;
}

// --- aggregates ----------------------------------------------------------------

static const SqlWindow *find_window(const Scope *s, Str name)
{
    for (size_t i = 0; s->core && i < s->core->n_windows; i++)
        if (str_eq_nocase(s->core->windows[i].name, name))
            return &s->core->windows[i];
    return NULL;
}

// Whether every row is in its own frame. Without a frame it is; a frame named elsewhere
// is looked up.
static bool has_own_row(const Scope *s, const SqlWindow *w)
{
    Str base = w->bare ? w->name : w->base;
    if (base.ptr && !w->unit) {
        const SqlWindow *named = find_window(s, base);
        return named && named != w && has_own_row(s, named);
    }
    if (!w->unit)
        return true;
    bool counted = w->start.expr || w->end.expr;
    bool before = w->start.kind <= BOUND_CURRENT;
    bool behind = w->end.kind == BOUND_NONE || w->end.kind >= BOUND_CURRENT;
    bool kept = !w->exclude.ptr || str_is(w->exclude, "NO OTHERS") ||
                str_is(w->exclude, "TIES");
    return before && behind && kept && (!counted || w->unit == FRAME_ROWS);
}

// An aggregate of no row is NULL, and there surely is a row only in a group of GROUP BY
// or in a frame that has the row itself.
static void nullable_if_empty(Val *v, const Call *c)
{
    const SqlCall *call = c->e->call;
    if (call->over && rule_is_on(RULE_WINDOW_FRAME) &&
        !has_own_row(c->scope, call->over))
        val_nullable(v, "%s is NULL if the frame has no row");
    if (((!call->over && !c->scope->grouped) || call->filter) &&
        rule_is_on(RULE_EMPTY_AGGREGATE))
        val_nullable(v, "%s is NULL if there is no row");
}

static Val min_max(const Call *c)
{
    if (!c->n)
        return unreadable(c);
    Val v = computed(c, join_args(c, 0));
    if (c->n == 1) {
        nullable_if_empty(&v, c);
        v.params = v.terms = NULL;
    }
    return v;
}

static Val sum(const Call *c)
{
    bool known = c->n == 1 && val_is_number(&c->args[0]);
    Val v = val_of_classes(c->e,
                           known ? c->args[0].classes
                                 : CLASSES_OF(CLASS_INTEGER) | CLASSES_OF(CLASS_REAL),
                           false);
    nullable_as_any(&v, c);
    nullable_if_empty(&v, c);
    return v;
}

static Val collect(const Call *c)
{
    Val v = val_of(c->e, c->f->result, false);
    if (c->n)
        val_nullable_as(&v, &c->args[0]);
    else
        val_nullable(&v, "%s may be NULL");
    nullable_if_empty(&v, c);
    bool text = c->f->result == CLASS_TEXT;
    if (c->e->call->over && text && rule_is_on(RULE_CONCAT_OF_EMPTY))
        val_nullable(&v, "%s is NULL where all texts of the frame are empty");
    return v;
}

// --- windows -------------------------------------------------------------------

// lag(x), lag(x, n), lag(x, n, default)
static Val shifted(const Call *c)
{
    if (!c->n)
        return unreadable(c);
    Val v = c->args[0];
    if (c->n == 3)
        v = infer_merge(c->x, v, c->args[2]);
    v = computed(c, v);
    v.params = v.terms = NULL;
    if (c->n != 3 || c->args[1].nullable || str_eq_nocase(c->e->text, S("nth_value")))
        val_nullable(&v, "%s is NULL where there is no such row");
    return v;
}

static Val framed(const Call *c)
{
    if (!c->n)
        return unreadable(c);
    Val v = computed(c, c->args[0]);
    v.params = v.terms = NULL;
    nullable_if_empty(&v, c);
    return v;
}

// --- all -----------------------------------------------------------------------

static Val plain(const Call *c)
{
    Val v = val_of(c->e, c->f->result, false);
    v.open = true;
    v.why_any = "%s gives what it finds";
    if (c->f->nulls == OF_ANY)
        nullable_as_any(&v, c);
    else if (c->f->nulls != NEVER)
        val_nullable(&v, "%s may be NULL");
    return v;
}

static Val apply(const Call *c)
{
    switch (c->f->shape) {
    case FIRST: return c->n ? computed(c, c->args[0]) : unreadable(c);
    case NUMBER: return number(c);
    case TEXT_OR_ANY: return text_or_any(c);
    case COALESCE: return coalesce(c);
    case IIF: return iif(c);
    case NULLIF: return nullif(c);
    case MIN_MAX: return min_max(c);
    case SUM: return sum(c);
    case COLLECT: return collect(c);
    case SHIFTED: return shifted(c);
    case FRAMED: return framed(c);
    case COUNT:
    case COLLECT_ALL:
    case RANKING: return val_of(c->e, c->f->result, false);
    default: return c->f->nulls == CLOCK ? clock(c) : plain(c);
    }
}

Val infer_call(Infer *x, Scope *s, const SqlExpr *e)
{
    Call c = {x, s, e, function_find(e->text), NULL, e->list.n};
    Val *args = arena_many(x->arena, Val, c.n);
    for (size_t i = 0; i < c.n; i++)
        args[i] = infer_expr(x, s, e->list.items[i]);
    infer_condition(x, s, e->call->filter);
    for (size_t i = 0; i < e->call->order.n; i++)
        infer_expr(x, s, e->call->order.items[i].expr);
    if (e->call->over)
        infer_window(x, s, e->call->over);
    c.args = args;
    if (!c.f) {
        Val v = val_any(e, (Why){"weave does not know the function in %s", e, NULL});
        v.why_any = "weave does not know the function in %s";
        return v;
    }
    hint(&c);
    Val v = apply(&c);
    v.expr = e;
    return v;
}
