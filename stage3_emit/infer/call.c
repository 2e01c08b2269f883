// call.c - what functions give, and what they take.

#include "stage3_emit/infer/value.h"

typedef enum Nulls {
    NEVER,  // the result is not NULL, whatever the arguments
    OF_ANY, // NULL if an argument is
    MAYBE,
    CLOCK, // MAYBE, but not of the present moment: date('now')
} Nulls;

typedef enum Shape {
    PLAIN,       // the type of the table
    FIRST,       // the first argument, as it is
    NUMBER,      // INTEGER of an integer, REAL of a real
    TEXT_OR_ANY, // TEXT of a text
    COALESCE,
    IIF,
    NULLIF,
    MIN_MAX, // of several values, or an aggregate of one
    // Aggregates:
    COUNT,
    SUM,
    COLLECT,     // PLAIN, NULL of no row
    COLLECT_ALL, // PLAIN, never NULL
    // Window functions:
    RANKING, // PLAIN, never NULL
    SHIFTED, // the first argument, of another row
} Shape;

// What a builtin function is. hints has a letter for each argument that has a type of
// its own: t a text, i an integer, . neither; the last stands for all that follow.
typedef struct Function {
    const char *name;
    Shape shape;
    StorageClass result;
    Nulls nulls;
    const char *hints;
} Function;

static const Function functions[] = {
    {"abs", NUMBER, CLASS_ANY, OF_ANY, "."},
    {"acos", PLAIN, CLASS_REAL, MAYBE, "."},
    {"acosh", PLAIN, CLASS_REAL, MAYBE, "."},
    {"asin", PLAIN, CLASS_REAL, MAYBE, "."},
    {"asinh", PLAIN, CLASS_REAL, MAYBE, "."},
    {"atan", PLAIN, CLASS_REAL, MAYBE, "."},
    {"atan2", PLAIN, CLASS_REAL, MAYBE, "."},
    {"atanh", PLAIN, CLASS_REAL, MAYBE, "."},
    {"avg", COLLECT, CLASS_REAL, OF_ANY, "."},
    {"bm25", PLAIN, CLASS_REAL, MAYBE, "."},
    {"ceil", NUMBER, CLASS_ANY, OF_ANY, "."},
    {"ceiling", NUMBER, CLASS_ANY, OF_ANY, "."},
    {"changes", PLAIN, CLASS_INTEGER, NEVER, "."},
    {"char", PLAIN, CLASS_TEXT, NEVER, "i"},
    {"coalesce", COALESCE, CLASS_ANY, MAYBE, "."},
    {"concat", PLAIN, CLASS_TEXT, MAYBE, "."},
    {"concat_ws", PLAIN, CLASS_TEXT, MAYBE, "t."},
    {"cos", PLAIN, CLASS_REAL, MAYBE, "."},
    {"cosh", PLAIN, CLASS_REAL, MAYBE, "."},
    {"count", COUNT, CLASS_INTEGER, NEVER, "."},
    {"cume_dist", RANKING, CLASS_REAL, NEVER, "."},
    {"date", PLAIN, CLASS_TEXT, CLOCK, "."},
    {"datetime", PLAIN, CLASS_TEXT, CLOCK, "."},
    {"degrees", PLAIN, CLASS_REAL, MAYBE, "."},
    {"dense_rank", RANKING, CLASS_INTEGER, NEVER, "."},
    {"exp", PLAIN, CLASS_REAL, MAYBE, "."},
    {"first_value", SHIFTED, CLASS_ANY, MAYBE, "."},
    {"floor", NUMBER, CLASS_ANY, OF_ANY, "."},
    {"format", PLAIN, CLASS_TEXT, MAYBE, "t."},
    {"glob", PLAIN, CLASS_INTEGER, OF_ANY, "t"},
    {"group_concat", COLLECT, CLASS_TEXT, OF_ANY, ".t"},
    {"hex", PLAIN, CLASS_TEXT, NEVER, "."},
    {"highlight", PLAIN, CLASS_TEXT, MAYBE, ".itt"},
    {"if", IIF, CLASS_ANY, MAYBE, "."},
    {"ifnull", COALESCE, CLASS_ANY, MAYBE, "."},
    {"iif", IIF, CLASS_ANY, MAYBE, "."},
    {"instr", PLAIN, CLASS_INTEGER, OF_ANY, "t"},
    {"json", PLAIN, CLASS_TEXT, MAYBE, "."},
    {"json_array", PLAIN, CLASS_TEXT, NEVER, "."},
    {"json_array_length", PLAIN, CLASS_INTEGER, MAYBE, ".t"},
    {"json_error_position", PLAIN, CLASS_INTEGER, MAYBE, "."},
    {"json_extract", PLAIN, CLASS_ANY, MAYBE, ".t"},
    {"json_group_array", COLLECT_ALL, CLASS_TEXT, NEVER, "."},
    {"json_group_object", COLLECT_ALL, CLASS_TEXT, NEVER, "t."},
    {"json_insert", PLAIN, CLASS_TEXT, MAYBE, "."},
    {"json_object", PLAIN, CLASS_TEXT, NEVER, "."},
    {"json_patch", PLAIN, CLASS_TEXT, MAYBE, "."},
    {"json_pretty", PLAIN, CLASS_TEXT, MAYBE, "."},
    {"json_quote", PLAIN, CLASS_TEXT, MAYBE, "."},
    {"json_remove", PLAIN, CLASS_TEXT, MAYBE, ".t"},
    {"json_replace", PLAIN, CLASS_TEXT, MAYBE, "."},
    {"json_set", PLAIN, CLASS_TEXT, MAYBE, "."},
    {"json_type", PLAIN, CLASS_TEXT, MAYBE, ".t"},
    {"json_valid", PLAIN, CLASS_INTEGER, OF_ANY, "."},
    {"julianday", PLAIN, CLASS_REAL, CLOCK, "."},
    {"lag", SHIFTED, CLASS_ANY, MAYBE, ".i."},
    {"last_insert_rowid", PLAIN, CLASS_INTEGER, NEVER, "."},
    {"last_value", SHIFTED, CLASS_ANY, MAYBE, "."},
    {"lead", SHIFTED, CLASS_ANY, MAYBE, ".i."},
    {"length", PLAIN, CLASS_INTEGER, OF_ANY, "."},
    {"like", PLAIN, CLASS_INTEGER, OF_ANY, "t"},
    {"likelihood", FIRST, CLASS_ANY, MAYBE, "."},
    {"likely", FIRST, CLASS_ANY, MAYBE, "."},
    {"ln", PLAIN, CLASS_REAL, MAYBE, "."},
    {"log", PLAIN, CLASS_REAL, MAYBE, "."},
    {"log10", PLAIN, CLASS_REAL, MAYBE, "."},
    {"log2", PLAIN, CLASS_REAL, MAYBE, "."},
    {"lower", PLAIN, CLASS_TEXT, OF_ANY, "t"},
    {"ltrim", PLAIN, CLASS_TEXT, OF_ANY, "t"},
    {"max", MIN_MAX, CLASS_ANY, OF_ANY, "."},
    {"min", MIN_MAX, CLASS_ANY, OF_ANY, "."},
    {"mod", PLAIN, CLASS_REAL, MAYBE, "."},
    {"nth_value", SHIFTED, CLASS_ANY, MAYBE, ".i"},
    {"ntile", RANKING, CLASS_INTEGER, NEVER, "i"},
    {"nullif", NULLIF, CLASS_ANY, MAYBE, "."},
    {"octet_length", PLAIN, CLASS_INTEGER, OF_ANY, "."},
    {"percent_rank", RANKING, CLASS_REAL, NEVER, "."},
    {"pi", PLAIN, CLASS_REAL, NEVER, "."},
    {"pow", PLAIN, CLASS_REAL, MAYBE, "."},
    {"power", PLAIN, CLASS_REAL, MAYBE, "."},
    {"printf", PLAIN, CLASS_TEXT, MAYBE, "t."},
    {"quote", PLAIN, CLASS_TEXT, NEVER, "."},
    {"radians", PLAIN, CLASS_REAL, MAYBE, "."},
    {"random", PLAIN, CLASS_INTEGER, NEVER, "."},
    {"randomblob", PLAIN, CLASS_BLOB, NEVER, "i"},
    {"rank", RANKING, CLASS_INTEGER, NEVER, "."},
    {"replace", TEXT_OR_ANY, CLASS_ANY, OF_ANY, "t"},
    {"round", PLAIN, CLASS_REAL, OF_ANY, ".i"},
    {"row_number", RANKING, CLASS_INTEGER, NEVER, "."},
    {"rtrim", PLAIN, CLASS_TEXT, OF_ANY, "t"},
    {"sign", PLAIN, CLASS_INTEGER, MAYBE, "."},
    {"sin", PLAIN, CLASS_REAL, MAYBE, "."},
    {"sinh", PLAIN, CLASS_REAL, MAYBE, "."},
    {"snippet", PLAIN, CLASS_TEXT, MAYBE, ".ittti"},
    {"soundex", PLAIN, CLASS_TEXT, MAYBE, "t"},
    {"sqlite_source_id", PLAIN, CLASS_TEXT, NEVER, "."},
    {"sqlite_version", PLAIN, CLASS_TEXT, NEVER, "."},
    {"sqrt", PLAIN, CLASS_REAL, MAYBE, "."},
    {"strftime", PLAIN, CLASS_TEXT, MAYBE, "t."},
    {"string_agg", COLLECT, CLASS_TEXT, OF_ANY, ".t"},
    {"substr", TEXT_OR_ANY, CLASS_ANY, OF_ANY, ".i"},
    {"substring", TEXT_OR_ANY, CLASS_ANY, OF_ANY, ".i"},
    {"sum", SUM, CLASS_ANY, OF_ANY, "."},
    {"tan", PLAIN, CLASS_REAL, MAYBE, "."},
    {"tanh", PLAIN, CLASS_REAL, MAYBE, "."},
    {"time", PLAIN, CLASS_TEXT, CLOCK, "."},
    {"total", COLLECT_ALL, CLASS_REAL, MAYBE, "."},
    {"total_changes", PLAIN, CLASS_INTEGER, NEVER, "."},
    {"trim", PLAIN, CLASS_TEXT, OF_ANY, "t"},
    {"trunc", NUMBER, CLASS_ANY, OF_ANY, "."},
    {"typeof", PLAIN, CLASS_TEXT, NEVER, "."},
    {"unhex", PLAIN, CLASS_BLOB, MAYBE, "t"},
    {"unicode", PLAIN, CLASS_INTEGER, MAYBE, "t"},
    {"unixepoch", PLAIN, CLASS_ANY, CLOCK, "."},
    {"unlikely", FIRST, CLASS_ANY, MAYBE, "."},
    {"upper", PLAIN, CLASS_TEXT, OF_ANY, "t"},
    {"zeroblob", PLAIN, CLASS_BLOB, NEVER, "i"},
};

static const Function *find(Str name)
{
    for (size_t i = 0; i < sizeof functions / sizeof *functions; i++)
        if (str_eq_nocase(str_z(functions[i].name), name))
            return &functions[i];
    return NULL;
}

bool call_is_aggregate(const SqlExpr *e)
{
    const Function *f = e->kind == SQL_CALL && !e->call->over ? find(e->text) : NULL;
    if (!f)
        return false;
    return f->shape == COUNT || f->shape == SUM || f->shape == COLLECT ||
           f->shape == COLLECT_ALL || (f->shape == MIN_MAX && e->list.n == 1);
}

bool call_may_be_aggregate(const SqlExpr *e)
{
    return call_is_aggregate(e) ||
           (e->kind == SQL_CALL && !e->call->over && !find(e->text));
}

// --- arguments -----------------------------------------------------------------

static void hint(Infer *x, const Function *f, const Val *args, size_t n)
{
    const char *letter = f->hints;
    for (size_t i = 0; i < n; i++) {
        if (*letter == 't')
            infer_text(x, args[i]);
        else if (*letter == 'i')
            infer_integer(x, args[i]);
        letter += letter[1] != '\0';
    }
}

// Values that come to stand in one place: each takes its type of the others.
static void meet_siblings(Infer *x, const Val *args, size_t n)
{
    for (size_t i = 0; i < n; i++)
        for (size_t k = 0; k < n; k++)
            infer_use(x, args[i].params, USE_MET, args[k].type, args[k].column);
}

static bool any_nullable(const Val *args, size_t n)
{
    bool nullable = false;
    for (size_t i = 0; i < n; i++)
        nullable |= args[i].nullable;
    return nullable;
}

static Val join_all(Infer *x, const Val *args, size_t n)
{
    Val v = n ? args[0] : val_any(NULL, true);
    for (size_t i = 1; i < n; i++)
        v = val_join(x, v, args[i]);
    meet_siblings(x, args, n);
    return v;
}

// --- shapes --------------------------------------------------------------------

static Val coalesce(Infer *x, const Val *args, size_t n)
{
    Val v = join_all(x, args, n);
    v.nullable = true;
    for (size_t i = 0; i < n; i++) {
        v.nullable = v.nullable && args[i].nullable && rule_is_on(RULE_COALESCE);
        if (i + 1 < n)
            infer_nullable(x, args[i].params);
    }
    v.column = NULL;
    return v;
}

static Val iif(Infer *x, const Val *args, size_t n)
{
    if (n < 2)
        return val_any(NULL, true);
    Val v = join_all(x, args + 1, n - 1);
    v.nullable |= n == 2;
    v.column = NULL;
    return v;
}

static Val nullif(Infer *x, const Val *args, size_t n)
{
    if (n != 2)
        return val_any(NULL, true);
    infer_compare(x, args[0], args[1]);
    Val v = args[0];
    v.nullable = true;
    v.column = NULL;
    return v;
}

static Val number(const SqlExpr *e, const Val *args, size_t n)
{
    bool known =
        n == 1 && !args[0].loose &&
        (args[0].type.storage == CLASS_INTEGER || args[0].type.storage == CLASS_REAL);
    return known ? val_of(e, args[0].type.storage, args[0].nullable) : val_any(e, true);
}

static Val text_or_any(const SqlExpr *e, const Val *args, size_t n)
{
    bool text = n && args[0].type.storage == CLASS_TEXT && !args[0].blank;
    return val_of(e, text ? CLASS_TEXT : CLASS_ANY, any_nullable(args, n));
}

static Val clock(const Function *f, const SqlExpr *e)
{
    bool now = e->list.n == 0 ||
               (e->list.n == 1 && str_eq_nocase(e->list.items[0]->text, S("'now'")));
    Val v = val_of(e, f->result, !now);
    if (now && f->result == CLASS_ANY) // unixepoch(), which 'subsec' makes a real
        v.type.storage = CLASS_INTEGER;
    return v;
}

// An aggregate of no row is NULL, and there is a row only in a group of GROUP BY.
static bool may_be_of_nothing(const Scope *s, const SqlExpr *e)
{
    if (e->call->over && !s->grouped)
        return rule_is_on(RULE_WINDOW_FRAME);
    return (!s->grouped || e->call->filter || e->call->over) &&
           rule_is_on(RULE_EMPTY_AGGREGATE);
}

static Val min_max(Infer *x, const Scope *s, const SqlExpr *e, const Val *args)
{
    Val v = join_all(x, args, e->list.n);
    v.column = NULL;
    if (e->list.n == 1) {
        v.nullable |= may_be_of_nothing(s, e);
        v.params = NULL;
    }
    return v;
}

// Sums of reals may be Inf - Inf, which is NULL.
static Val sum(const Scope *s, const SqlExpr *e, const Val *args)
{
    if (e->list.n != 1 || args[0].type.storage != CLASS_INTEGER || args[0].loose)
        return val_of(e,
                      e->list.n == 1 && args[0].type.storage == CLASS_REAL &&
                              !args[0].loose
                          ? CLASS_REAL
                          : CLASS_ANY,
                      true);
    return val_of(e, CLASS_INTEGER, args[0].nullable || may_be_of_nothing(s, e));
}

static Val collect(const Function *f, const Scope *s, const SqlExpr *e, const Val *args)
{
    bool exact = f->result != CLASS_REAL ||
                 (e->list.n && args[0].type.storage == CLASS_INTEGER && !args[0].loose);
    return val_of(e, f->result,
                  !exact || !e->list.n || args[0].nullable || may_be_of_nothing(s, e));
}

static Val shifted(Infer *x, const SqlExpr *e, const Val *args)
{
    Val v = e->list.n ? args[0] : val_any(e, true);
    if (e->list.n == 3)
        v = val_join(x, v, args[2]);
    v.nullable = true;
    v.column = NULL;
    v.params = NULL;
    return v;
}

static Val plain(const Function *f, const SqlExpr *e, const Val *args)
{
    bool nullable =
        f->nulls != NEVER && (f->nulls != OF_ANY || any_nullable(args, e->list.n));
    return val_of(e, f->result, nullable);
}

static Val apply(Infer *x, const Scope *s, const SqlExpr *e, const Function *f,
                 const Val *args)
{
    size_t n = e->list.n;
    switch (f->shape) {
    case FIRST: return n ? args[0] : val_any(e, true);
    case NUMBER: return number(e, args, n);
    case TEXT_OR_ANY: return text_or_any(e, args, n);
    case COALESCE: return coalesce(x, args, n);
    case IIF: return iif(x, args, n);
    case NULLIF: return nullif(x, args, n);
    case MIN_MAX: return min_max(x, s, e, args);
    case SUM: return sum(s, e, args);
    case COLLECT: return collect(f, s, e, args);
    case SHIFTED: return shifted(x, e, args);
    case COUNT:
    case COLLECT_ALL:
    case RANKING: return val_of(e, f->result, false);
    default: return f->nulls == CLOCK ? clock(f, e) : plain(f, e, args);
    }
}

Val infer_call(Infer *x, const Scope *s, const SqlExpr *e)
{
    const Function *f = find(e->text);
    Val *args = arena_many(x->arena, Val, e->list.n);
    for (size_t i = 0; i < e->list.n; i++)
        args[i] = infer_expr(x, s, e->list.items[i]);
    infer_expr(x, s, e->call->filter);
    for (size_t i = 0; i < e->call->order.n; i++)
        infer_expr(x, s, e->call->order.items[i].expr);
    if (e->call->over)
        infer_window(x, s, e->call->over);
    if (!f)
        return val_any(e, true);
    hint(x, f, args, e->list.n);
    Val v = apply(x, s, e, f, args);
    v.expr = e;
    return v;
}
