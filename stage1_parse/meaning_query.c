// meaning_query.c - weave's defineQuery, and what its interpolations say.

#include "stage1_parse/meaning_builder.h"
#include "stage1_parse/meaning_model.h"
#include "stage1_parse/meaning_relational.h"

// The statement that the function gives, with the names of its result's columns; null
// after a report.
static Sql *built_sql(Eval *e, const Call *c, Value v, Fields *fields)
{
    const Select *select = value_select(v);
    const Write *write = value_write(v);
    if (select)
        return selection_flatten(e, select->fields, fields) ? select_sql(e, select)
                                                            : NULL;
    if (write) {
        *fields = write->returning;
        return write_sql(e, write);
    }
    Sql *sql = value_is_native(v, &sql_class) ? (Sql *)v.native : NULL;
    if (sql && sql->alone) {
        *arena_push(eval_arena(e), *fields, Field) =
            (Field){.value = v, .path = S("count")};
        return sql->alone;
    }
    diag_error(eval_diag(e), c->name_at, DIAG_W104,
               "the function given to defineQuery must return a query of the query "
               "builder, not %s",
               value_noun(v));
    return NULL;
}

static Value make_relational(Eval *e, const Call *c, Value v, Cardinality stated)
{
    QueryObject *query = arena_new(eval_arena(e), QueryObject);
    *query = (QueryObject){.base = {&query_class},
                           .stated = stated,
                           .relational = (const RelationalQuery *)v.native,
                           .at = c->at};
    return value_native(query, c->at);
}

// What the function gives, with the choices as they are; false after a report, or with
// what it gives instead: an unknown, a relational query.
static bool build_once(Eval *e, const Call *c, Value *given, Built *out)
{
    Value database = database_new(e, c->at);
    Value v = eval_call(e, argument(c, 0), &database, 1, c->at);
    Fields fields = {0};
    *given = v;
    if (v.kind == VALUE_UNKNOWN)
        query_halts(e, v, c->at, HALT_QUERY);
    if (v.kind == VALUE_UNKNOWN)
        return false;
    if (value_is_native(v, &relational_class))
        return false;
    *given = already_said(e, c->at);
    out->sql = built_sql(e, c, v, &fields);
    out->names = fields_names(e, eval_arena(e), &fields);
    out->n_names = fields.n;
    return out->sql != NULL;
}

typedef struct BuiltList {
    Built *items;
    size_t n, capacity;
} BuiltList;

// The function is called once for each way to choose, as if by who makes that choice.
static bool build_all(Eval *e, const Call *c, Choosing *choosing, Value *given,
                      BuiltList *out)
{
    Arena *a = eval_arena(e);
    Built built = {0};
    if (!build_once(e, c, given, &built) || choosing->failed)
        return false;
    choosing->finding = false;
    if (choosing->n == 0) {
        *arena_push(a, *out, Built) = built;
        return true;
    }
    do {
        if (!build_once(e, c, given, &built))
            return false;
        *arena_push(a, *out, Built) = built;
    } while (choosing_next(choosing));
    return true;
}

static Value make_built(Eval *e, const Call *c, Cardinality stated)
{
    Meaning *meaning = eval_context(e);
    Choosing choosing = {.finding = true}, *outer = meaning->choosing;
    BuiltList built = {0};
    Value given = UNDEFINED;
    meaning->choosing = &choosing;
    bool good = build_all(e, c, &choosing, &given, &built);
    meaning->choosing = outer;
    bool is_relational = value_is_native(given, &relational_class);
    if (is_relational && choosing.n)
        return eval_fail(
            e, choosing.items[0].is->at, DIAG_W124,
            "a query with relations has no choices: write one for each, or "
            "(... IS NULL OR ...)");
    if (is_relational)
        return make_relational(e, c, given, stated);
    if (!good)
        return given;
    QueryObject *query = arena_new(eval_arena(e), QueryObject);
    *query = (QueryObject){.base = {&query_class},
                           .stated = stated,
                           .built = built.items,
                           .n_built = built.n,
                           .choosing = choosing,
                           .at = c->at};
    return value_native(query, c->at);
}

static Value make_query(Eval *e, const Call *c, Cardinality stated)
{
    QueryObject *query = arena_new(eval_arena(e), QueryObject);
    if (!c->is_template && value_is_callable(argument(c, 0)))
        return make_built(e, c, stated);
    if (!c->is_template)
        return eval_fail(e, c->at, DIAG_W104,
                         "write defineQuery`...`, or defineQuery((db) => ...)");
    *query = (QueryObject){
        .base = {&query_class}, .stated = stated, .sql = sql_new(e), .at = c->at};
    sql_put_parts(e, query->sql, c->parts, c->n_parts);
    return value_native(query, c->at);
}

static Value call_inferred(Eval *e, const Call *c)
{
    return make_query(e, c, CARDINALITY_INFERRED);
}

static Value call_one(Eval *e, const Call *c)
{
    return make_query(e, c, CARDINALITY_ONE);
}

static Value call_optional(Eval *e, const Call *c)
{
    return make_query(e, c, CARDINALITY_OPTIONAL);
}

static Value call_many(Eval *e, const Call *c)
{
    return make_query(e, c, CARDINALITY_MANY);
}

static Value call_exec(Eval *e, const Call *c)
{
    return make_query(e, c, CARDINALITY_EXEC);
}

// A configuration's functions give what they are given.
static Value itself(Eval *e, const Call *c)
{
    (void)e;
    return argument(c, 0);
}

static const Function query_tags[] = {
    {"one", call_one, NULL},
    {"optional", call_optional, NULL},
    {"many", call_many, NULL},
    {"exec", call_exec, NULL},
    {0},
};

const Function query_functions[] = {
    {"defineQuery", call_inferred, query_tags},
    {"defineModel", model_new, NULL},
    {"defineWeave", itself, NULL},
    {0},
};

// A query's functions at run time (mediaQueries.getById.all(db)) are nobody's business
// at weave time.
static bool query_get(Eval *e, Native *native, Str name, Value *out)
{
    *out = eval_unknown(e, ((const QueryObject *)native)->at, DIAG_W105,
                        "\"%.*s\" of a query is not known before the program runs",
                        STR_ARG(name));
    return true;
}

const Class query_class = {.noun = "a query", .get = query_get, .missing = DIAG_W104};

// --- parameters --------------------------------------------------------------

static bool is_name_start(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
}

static size_t name_end(Str s, size_t i)
{
    if (i >= s.len || !is_name_start(s.ptr[i]))
        return i;
    while (i < s.len &&
           (is_name_start(s.ptr[i]) || (s.ptr[i] >= '0' && s.ptr[i] <= '9')))
        i++;
    return i;
}

static size_t skip_spaces(Str s, size_t i)
{
    while (i < s.len && s.ptr[i] == ' ')
        i++;
    return i;
}

// "[]" and "?" at i; gives where they end.
static size_t marks(Str s, size_t i, Param *out)
{
    if (i + 1 < s.len && s.ptr[i] == '[' && s.ptr[i + 1] == ']') {
        out->list = true;
        i += 2;
    }
    if (i < s.len && s.ptr[i] == '?') {
        out->nullable = true;
        i++;
    }
    return skip_spaces(s, i);
}

static bool check_type(Eval *e, Str type, Span at)
{
    static const Str types[] = {
        STR("int"),       STR("real"),         STR("text"),   STR("blob"), STR("bool"),
        STR("timestamp"), STR("timestamp_ms"), STR("bigint"), STR("json"), STR("any")};
    for (size_t i = 0; i < sizeof types / sizeof *types; i++)
        if (str_eq(type, types[i]))
            return true;
    if (str_find(type, '.') != STR_NONE)
        return true; // table.column: which there are is SQLite's to say
    diag_error(eval_diag(e), at, DIAG_W121, "there is no type \"%.*s\"", STR_ARG(type));
    eval_suggest(e, type, types, sizeof types / sizeof *types);
    diag_note(eval_diag(e), (Span){0},
              "a type is int, real, text, blob, bool, timestamp, timestamp_ms, bigint, "
              "json, any or table.column");
    return false;
}

static Span inside(Span at, Str text, size_t start, size_t end)
{
    if (at.len != text.len)
        return at;
    return (Span){at.file, at.start + (uint32_t)start, (uint32_t)(end - start)};
}

static bool wrong(Eval *e, Str text, Span at)
{
    diag_error(eval_diag(e), at, DIAG_W121, "\"%.*s\" is not a parameter",
               STR_ARG(text));
    diag_note(eval_diag(e), (Span){0},
              "write 'name', 'name?', 'name[]', 'name: TYPE' or 'name: TYPE?'");
    return false;
}

bool param_parse(Eval *e, Str text, Span at, Param *out)
{
    *out = (Param){0};
    size_t start = skip_spaces(text, 0), end = name_end(text, start);
    out->name = str_cut(text, start, end);
    out->at = inside(at, text, start, end);
    size_t i = marks(text, end, out);
    if (end > start && i == text.len)
        return true;
    if (end == start || text.ptr[i] != ':')
        return wrong(e, text, at);
    size_t type = skip_spaces(text, i + 1), stop = name_end(text, type);
    if (stop > type && stop < text.len && text.ptr[stop] == '.') {
        size_t column = stop + 1;
        stop = name_end(text, column);
        if (stop == column)
            return wrong(e, text, at);
    }
    out->declared = str_cut(text, type, stop);
    if (stop == type || marks(text, stop, out) != text.len)
        return wrong(e, text, at);
    return check_type(e, out->declared, inside(at, text, type, stop));
}

// --- to the catalog ----------------------------------------------------------

static void put_statement(Arena *a, const QueryObject *query, const Rendered *rendered,
                          Str part, QueryList *out)
{
    *arena_push(a, *out, Query) = (Query){.part = part,
                                          .stated = query->stated,
                                          .sql = rendered->sql,
                                          .pieces = rendered->pieces,
                                          .n_pieces = rendered->n_pieces,
                                          .params = rendered->params,
                                          .n_params = rendered->n_params,
                                          .at = query->at};
}

static bool build_template(Eval *e, Arena *a, const QueryObject *query, QueryList *out)
{
    Choosing choosing = {.finding = true};
    Rendered rendered;
    if (!render_chosen(e, a, query->sql, &choosing, &rendered))
        return false;
    choosing.finding = false;
    if (choosing.n == 0) {
        put_statement(a, query, &rendered, (Str){0}, out);
        return true;
    }
    size_t first = out->n;
    do {
        Str part = out->n > first ? choosing_name(a, &choosing) : (Str){0};
        if (!render_chosen(e, a, query->sql, &choosing, &rendered))
            return false;
        put_statement(a, query, &rendered, part, out);
    } while (choosing_next(&choosing));
    choosing_write(a, &choosing, &out->items[first]);
    return true;
}

static bool build_built(Eval *e, Arena *a, const QueryObject *query, QueryList *out)
{
    Choosing choosing = query->choosing;
    size_t first = out->n;
    for (size_t i = 0; i < query->n_built; i++) {
        const Built *built = &query->built[i];
        Str part = i ? choosing_name(a, &choosing) : (Str){0};
        Str *names = arena_many(a, Str, built->n_names);
        Rendered rendered;
        if (!render(e, a, built->sql, RENDER_BUILT, &rendered))
            return false;
        put_statement(a, query, &rendered, part, out);
        for (size_t k = 0; k < built->n_names; k++)
            names[k] = str_copy(a, built->names[k]);
        out->items[out->n - 1].names = names;
        out->items[out->n - 1].n_names = built->n_names;
        choosing_next(&choosing);
    }
    choosing_write(a, &choosing, &out->items[first]);
    return true;
}

bool query_build(Eval *e, Arena *a, const QueryObject *query, QueryList *out)
{
    return query->built ? build_built(e, a, query, out)
                        : build_template(e, a, query, out);
}
