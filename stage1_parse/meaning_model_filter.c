// meaning_model_filter.c - the filters of a model, as a condition on its rows.
//
// One condition does for all of them, whichever are given: of a filter that is not, its
// parameter is NULL. A list is never NULL in SQL, so beside it stands whether it is given.

#include "stage1_parse/meaning_model_read.h"

typedef struct FilterKind {
    const char *name;     // "gte"
    const char *compares; // " >= "; null: otherwise
    bool many;            // it looks at two columns or more
} FilterKind;

typedef struct Filter {
    Str name; // and its parameter's
    const FilterKind *kind;
    const Str *columns; // SQL names
    size_t n_columns;
    Span at;
} Filter;

static const FilterKind filter_kinds[] = {
    {"eq", " = ", false},        {"neq", " <> ", false}, {"gt", " > ", false},
    {"gte", " >= ", false},      {"lt", " < ", false},   {"lte", " <= ", false},
    {"likePrefix", NULL, false}, {"eqAny", " = ", true}, {"in", NULL, false},
};

enum { N_FILTER_KINDS = sizeof filter_kinds / sizeof *filter_kinds };

// --- SQL ---------------------------------------------------------------------

typedef struct Filtering {
    Arena *arena;
    const Filter *filters;
    size_t n_filters;
    Buf out;
    struct {
        Param *items;
        size_t n, capacity;
    } params;
} Filtering;

static void add_param(Filtering *f, Param param)
{
    *arena_push(f->arena, f->params, Param) = param;
}

static bool is_filter(const Filtering *f, Str name)
{
    for (size_t i = 0; i < f->n_filters; i++)
        if (str_eq(f->filters[i].name, name))
            return true;
    return false;
}

static void put_list(Filtering *f, const Filter *filter, Str column)
{
    Str given = str_format(f->arena, "%.*sGiven", STR_ARG(filter->name));
    while (is_filter(f, given))
        given = str_format(f->arena, "%.*s_", STR_ARG(given));
    add_param(f, (Param){.name = given, .declared = S("bool"), .at = filter->at});
    add_param(f, (Param){.name = filter->name, .list = true, .at = filter->at});
    buf_format(&f->out, "(NOT :%.*s OR %.*s IN (SELECT value FROM weave_list(:%.*s)))",
               STR_ARG(given), STR_ARG(column), STR_ARG(filter->name));
}

// The text itself, whatever is in it: what LIKE takes for more is escaped.
static void put_prefix(Filtering *f, const Filter *filter, Str column)
{
    buf_format(&f->out,
               "%.*s LIKE replace(replace(replace(:%.*s, '\\', '\\\\'),\n"
               "    '%%', '\\%%'), '_', '\\_') || '%%' ESCAPE '\\'",
               STR_ARG(column), STR_ARG(filter->name));
}

static void put_filter(Filtering *f, const Filter *filter)
{
    const FilterKind *kind = filter->kind;
    if (str_is(str_z(kind->name), "in")) {
        put_list(f, filter, quote_name(f->arena, filter->columns[0]));
        return;
    }
    add_param(f, (Param){.name = filter->name, .nullable = true, .at = filter->at});
    buf_format(&f->out, "(:%.*s IS NULL", STR_ARG(filter->name));
    for (size_t i = 0; i < filter->n_columns; i++) {
        Str column = quote_name(f->arena, filter->columns[i]);
        buf_z(&f->out, " OR ");
        if (kind->compares)
            buf_format(&f->out, "%.*s%s:%.*s", STR_ARG(column), kind->compares,
                       STR_ARG(filter->name));
        else
            put_prefix(f, filter, column);
    }
    buf_char(&f->out, ')');
}

// What all that are given let through.
static Condition condition(Arena *a, const Filter *filters, size_t n, Span at)
{
    Filtering f = {.arena = a, .filters = filters, .n_filters = n, .out.arena = a};
    Piece *pieces = arena_many(a, Piece, n);
    for (size_t i = 0; i < n; i++) {
        size_t start = f.out.n;
        buf_z(&f.out, i ? "\n  AND " : "");
        put_filter(&f, &filters[i]);
        pieces[i] =
            (Piece){(uint32_t)start, (uint32_t)(f.out.n - start), filters[i].at};
    }
    return (Condition){buf_str(&f.out), pieces, n, f.params.items, f.params.n, at};
}

// --- reading -----------------------------------------------------------------

// 'width', or a list of columns.
static void read_filtered(Reader *r, const Entry *entry, Filter *out)
{
    Value v = entry->value;
    size_t n = v.kind == VALUE_ARRAY ? v.array->n : 1;
    if (v.kind != VALUE_UNKNOWN && (out->kind->many ? n < 2 : n != 1)) {
        model_fail(r, v.at.file ? v.at : entry->at,
                   out->kind->many ? "eqAny looks at two columns or more"
                                   : "a filter of this kind looks at one column");
    } else if (v.kind == VALUE_ARRAY) {
        out->columns = model_columns(r, v, entry->at, &out->n_columns);
    } else {
        Str *column = arena_new(r->arena, Str);
        *column = model_column(r, v, entry->at);
        out->columns = column;
        out->n_columns = 1;
    }
}

static void read_filter(Reader *r, const Entry *entry, Filter *out)
{
    Option known[N_FILTER_KINDS] = {0};
    Value v = entry->value;
    *out = (Filter){.name = str_copy(r->arena, entry->key), .at = entry->at};
    for (size_t i = 0; i < N_FILTER_KINDS; i++)
        known[i].name = filter_kinds[i].name;
    if (v.kind == VALUE_UNKNOWN) {
        eval_explain(r->e, v, entry->at, "a filter");
        r->failed = true;
    } else if (!model_c_name(entry->key))
        model_fail(r, entry->at, "a filter's name has letters, digits and _");
    else if (v.kind != VALUE_OBJECT || v.object->n != 1)
        model_fail(r, v.at.file ? v.at : entry->at,
                   "a filter is written { gte: 'width' }");
    else if (!options_check(r->e, v, known, N_FILTER_KINDS, "a filter"))
        r->failed = true;
    else
        for (size_t i = 0; i < N_FILTER_KINDS; i++)
            if (str_is(v.object->items[0].key, known[i].name))
                out->kind = &filter_kinds[i];
    if (out->kind)
        read_filtered(r, &v.object->items[0], out);
}

void model_filters(Reader *r, const Entry *entry)
{
    Value v = entry->value;
    Span at = v.at.file ? v.at : entry->at;
    if (v.kind != VALUE_OBJECT || !v.object->n) {
        model_fail(r, at, "filters are an object: { wide: { gte: 'width' } }");
        return;
    }
    Filter *filters = arena_many(r->arena, Filter, v.object->n);
    for (size_t i = 0; i < v.object->n; i++)
        read_filter(r, &v.object->items[i], &filters[i]);
    if (!r->failed)
        model_wish(r, WISH_FILTER, entry->at)->where =
            condition(r->arena, filters, v.object->n, at);
}
