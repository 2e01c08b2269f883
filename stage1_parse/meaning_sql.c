// meaning_sql.c - drizzle-orm's sql`...` and the operators that make one.

#include "stage1_parse/meaning_builder.h"

Sql *sql_new(Eval *e)
{
    Sql *sql = arena_new(eval_arena(e), Sql);
    sql->base.class = &sql_class;
    return sql;
}

static void put(Eval *e, Sql *sql, SqlPart part)
{
    *arena_push(eval_arena(e), *sql, SqlPart) = part;
}

void sql_put_text(Eval *e, Sql *sql, Str text, Span at)
{
    put(e, sql, (SqlPart){.kind = SQL_TEXT, .text = text, .at = at});
}

void sql_put_name(Eval *e, Sql *sql, Str name, Span at)
{
    put(e, sql, (SqlPart){.kind = SQL_NAME, .text = name, .at = at});
}

void sql_put_column_name(Eval *e, Sql *sql, const ColumnRef *column, Casing casing,
                         Span at)
{
    put(e, sql,
        (SqlPart){.kind = SQL_NAME,
                  .text = column_name(e, column),
                  .kits = column_name_in(e, column, casing),
                  .at = at});
}

void sql_put_literal(Eval *e, Sql *sql, Value v, const ColumnRef *encoder, Span at)
{
    put(e, sql,
        (SqlPart){.kind = SQL_LITERAL, .value = v, .encoder = encoder, .at = at});
}

// Only the columns of its own: those within other sql in it keep their table.
void sql_put_bare(Eval *e, Sql *sql, const Sql *other, Casing casing)
{
    for (size_t i = 0; i < other->n; i++) {
        SqlPart part = other->items[i];
        bool is_value = part.kind == SQL_VALUE || part.kind == SQL_LITERAL;
        if (is_value && value_is_native(part.value, &column_class))
            sql_put_column_name(e, sql, (const ColumnRef *)part.value.native, casing,
                                part.at);
        else
            put(e, sql, part);
    }
}

void sql_put_value(Eval *e, Sql *sql, Value v, Span at)
{
    put(e, sql, (SqlPart){.kind = SQL_VALUE, .value = v, .at = at});
}

void sql_put_parts(Eval *e, Sql *sql, const Part *parts, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (parts[i].is_text)
            sql_put_text(e, sql, parts[i].text, parts[i].at);
        else
            sql_put_value(e, sql, parts[i].value, parts[i].at);
}

// --- sql, sql.raw, ... -------------------------------------------------------

static Value call_sql(Eval *e, const Call *c)
{
    Sql *sql = sql_new(e);
    if (!c->is_template)
        return eval_fail(e, c->at, DIAG_W104,
                         "sql is a tag: write sql`...` instead of sql(...)");
    sql_put_parts(e, sql, c->parts, c->n_parts);
    return value_native(sql, c->at);
}

static Value call_raw(Eval *e, const Call *c)
{
    Sql *sql = sql_new(e);
    Value v = argument(c, 0);
    Str text;
    if (v.kind == VALUE_UNKNOWN)
        return v;
    if (!value_print(eval_arena(e), v, &text))
        return eval_fail(e, c->at, DIAG_W104, "sql.raw() takes a string, not %s",
                         value_noun(v));
    Span at = v.at;
    Str source = eval_source(e, at); // 'now': the text inside the quotes
    if (source.len == text.len + 2 && text.len &&
        str_eq(str_cut(source, 1, source.len - 1), text))
        at = (Span){at.file, at.start + 1, at.len - 2};
    sql_put_text(e, sql, text, at);
    return value_native(sql, c->at);
}

static Value call_identifier(Eval *e, const Call *c)
{
    Sql *sql = sql_new(e);
    Str text;
    if (argument(c, 0).kind == VALUE_UNKNOWN)
        return argument(c, 0);
    if (argument_string(e, c, 0, "the name given to sql.identifier()", &text))
        sql_put_name(e, sql, text, c->args[0].at);
    return value_native(sql, c->at);
}

static Value call_placeholder(Eval *e, const Call *c)
{
    Sql *sql = sql_new(e);
    Str text;
    if (argument(c, 0).kind == VALUE_UNKNOWN)
        return argument(c, 0);
    if (argument_string(e, c, 0, "the name given to sql.placeholder()", &text))
        put(e, sql, (SqlPart){.kind = SQL_PARAM, .text = text, .at = c->args[0].at});
    return value_native(sql, c->at);
}

static Value call_join(Eval *e, const Call *c)
{
    Sql *sql = sql_new(e);
    Value chunks = argument(c, 0), separator = argument(c, 1);
    if (chunks.kind == VALUE_UNKNOWN)
        return chunks;
    if (chunks.kind != VALUE_ARRAY)
        return eval_fail(e, c->at, DIAG_W104, "sql.join() takes an array, not %s",
                         value_noun(chunks));
    for (size_t i = 0; i < chunks.array->n; i++) {
        if (i && separator.kind != VALUE_UNDEFINED)
            sql_put_value(e, sql, separator, c->at);
        sql_put_value(e, sql, chunks.array->items[i], chunks.array->items[i].at);
    }
    return value_native(sql, c->at);
}

static Value call_empty(Eval *e, const Call *c)
{
    return value_native(sql_new(e), c->at);
}

static const ColumnRef *column_of(Value v)
{
    return value_is_native(v, &column_class) ? (const ColumnRef *)v.native : NULL;
}

// sql.param(value): a literal, wherever it stands.
static Value call_param(Eval *e, const Call *c)
{
    Sql *sql = sql_new(e);
    Value v = argument(c, 0), encoder = argument(c, 1);
    sql_put_literal(e, sql, v, column_of(encoder), v.at);
    return value_native(sql, c->at);
}

static const Function sql_members[] = {
    {"raw", call_raw, NULL},
    {"identifier", call_identifier, NULL},
    {"placeholder", call_placeholder, NULL},
    {"join", call_join, NULL},
    {"empty", call_empty, NULL},
    {"param", call_param, NULL},
    {"fromList", call_join, NULL},
    {0},
};

const Function sql_functions[] = {
    {"sql", call_sql, sql_members},
    {"placeholder", call_placeholder, NULL},
    {"name", call_identifier, NULL},
    {"param", call_param, NULL},
    {0},
};

// --- methods -----------------------------------------------------------------

static Value itself(Eval *e, const Call *c)
{
    (void)e;
    return value_native(c->self, c->at);
}

static Value append(Eval *e, const Call *c)
{
    Sql *sql = c->self;
    Value v = argument(c, 0);
    if (v.kind == VALUE_UNKNOWN || !value_is_native(v, &sql_class) ||
        v.native == &sql->base)
        return eval_fail(e, c->at, DIAG_W104, "append() takes another sql`...`, not %s",
                         value_noun(v));
    const Sql *other = (const Sql *)v.native;
    for (size_t i = 0; i < other->n; i++)
        put(e, sql, other->items[i]);
    return value_native(sql, c->at);
}

static Value if_true(Eval *e, const Call *c)
{
    (void)e;
    Value v = argument(c, 0);
    if (v.kind == VALUE_UNKNOWN)
        return v;
    return value_truthy(v) ? value_native(c->self, c->at) : UNDEFINED;
}

static Value as_alias(Eval *e, const Call *c)
{
    Value name = argument(c, 0);
    if (name.kind == VALUE_UNKNOWN)
        return name;
    if (name.kind == VALUE_UNDEFINED)
        return itself(e, c);
    Aliased *aliased = arena_new(eval_arena(e), Aliased);
    *aliased = (Aliased){.base = {&aliased_class}, .sql = c->self};
    if (!argument_string(e, c, 0, "the name of an expression", &aliased->name))
        return already_said(e, c->at);
    return value_native(aliased, c->at);
}

static const Function sql_methods[] = {
    {"mapWith", itself, NULL},
    {"inlineParams", itself, NULL},
    {"getSQL", itself, NULL},
    {"append", append, NULL},
    {"if", if_true, NULL},
    {"as", as_alias, NULL},
    {0},
};

const Class sql_class = {
    .noun = "an sql`...` fragment", .methods = sql_methods, .missing = DIAG_W104};

static Value aliased_sql(Eval *e, const Call *c)
{
    (void)e;
    return value_native(((const Aliased *)c->self)->sql, c->at);
}

static bool aliased_get(Eval *e, Native *native, Str name, Value *out)
{
    (void)e;
    const Aliased *aliased = (const Aliased *)native;
    if (str_is(name, "fieldAlias"))
        *out = value_string(aliased->name, (Span){0});
    else if (str_is(name, "sql"))
        *out = value_native(aliased->sql, (Span){0});
    else
        return false;
    return true;
}

static const Function aliased_methods[] = {{"getSQL", aliased_sql, NULL}, {0}};

const Class aliased_class = {.noun = "an sql`...` fragment with a name",
                             .methods = aliased_methods,
                             .get = aliased_get,
                             .missing = DIAG_W104};

// --- operators ---------------------------------------------------------------

// The text itself, whatever is in it: what LIKE takes for more is escaped.
#define LITERAL_TEXT                                                                   \
    "replace(replace(replace(@2, '\\', '\\\\'), '%', '\\%'), '_', '\\_')"

// Each operator as Drizzle writes it: $1 is the first argument as it is, #2 the second
// as a literal in the first one's mode, @2 as a literal.
static const char *pattern_of(const char *name)
{
    static const char *const patterns[][2] = {
        {"eq", "$1 = #2"},
        {"ne", "$1 <> #2"},
        {"gt", "$1 > #2"},
        {"gte", "$1 >= #2"},
        {"lt", "$1 < #2"},
        {"lte", "$1 <= #2"},
        {"not", "not $1"},
        {"isNull", "$1 is null"},
        {"isNotNull", "$1 is not null"},
        {"exists", "exists $1"},
        {"notExists", "not exists $1"},
        {"between", "$1 between #2 and #3"},
        {"notBetween", "$1 not between #2 and #3"},
        {"like", "$1 like @2"},
        {"notLike", "$1 not like @2"},
        {"ilike", "$1 ilike @2"},
        {"notIlike", "$1 not ilike @2"},
        {"arrayContains", "$1 @> #2"},
        {"arrayContained", "$1 <@ #2"},
        {"arrayOverlaps", "$1 && #2"},
        {"asc", "$1 asc"},
        {"desc", "$1 desc"},
        {"countDistinct", "count(distinct $1)"},
        {"avg", "avg($1)"},
        {"avgDistinct", "avg(distinct $1)"},
        {"sum", "sum($1)"},
        {"sumDistinct", "sum(distinct $1)"},
        {"max", "max($1)"},
        {"min", "min($1)"},
        {"contains", "$1 like '%' || " LITERAL_TEXT " || '%' escape '\\'"},
        {"startsWith", "$1 like " LITERAL_TEXT " || '%' escape '\\'"},
        {"endsWith", "$1 like '%' || " LITERAL_TEXT " escape '\\'"},
        {"has", "exists (select 1 from json_each($1) where value = @2)"},
    };
    for (size_t i = 0; i < sizeof patterns / sizeof *patterns; i++)
        if (str_is(str_z(name), patterns[i][0]))
            return patterns[i][1];
    weave_bug("no such operator: %s", name);
}

static Value call_operator(Eval *e, const Call *c)
{
    Sql *sql = sql_new(e);
    Str pattern = str_z(pattern_of(c->function->name));
    size_t start = 0;
    for (size_t i = 0; i + 1 < pattern.len; i++) {
        char c0 = pattern.ptr[i], digit = pattern.ptr[i + 1];
        if ((c0 != '$' && c0 != '#' && c0 != '@') || digit < '1' || digit > '3')
            continue;
        if (i > start)
            sql_put_text(e, sql, str_cut(pattern, start, i), c->at);
        Value v = argument(c, (size_t)(digit - '1'));
        Span at = v.at.file ? v.at : c->at;
        if (c0 == '$')
            sql_put_value(e, sql, v, at);
        else
            sql_put_literal(e, sql, v, c0 == '#' ? column_of(argument(c, 0)) : NULL,
                            at);
        start = i + 2;
    }
    if (start < pattern.len)
        sql_put_text(e, sql, str_cut(pattern, start, pattern.len), c->at);
    return value_native(sql, c->at);
}

const Function text_functions[] = {{"contains", call_operator, NULL},
                                   {"startsWith", call_operator, NULL},
                                   {"endsWith", call_operator, NULL},
                                   {"has", call_operator, NULL},
                                   {0}};

static Value call_count(Eval *e, const Call *c)
{
    Sql *sql = sql_new(e);
    Value v = argument(c, 0);
    sql_put_text(e, sql, S("count("), c->at);
    if (v.kind != VALUE_UNKNOWN && !value_truthy(v))
        sql_put_text(e, sql, S("*"), c->at);
    else
        sql_put_value(e, sql, v, c->at);
    sql_put_text(e, sql, S(")"), c->at);
    return value_native(sql, c->at);
}

// and(a, b) → (a and b); undefined operands do not count, and one stands alone.
static Value call_junction(Eval *e, const Call *c)
{
    Sql *sql = sql_new(e);
    Str word = str_format(eval_arena(e), " %s ", c->function->name);
    size_t n = 0;
    for (size_t i = 0; i < c->n_args; i++)
        n += c->args[i].kind != VALUE_UNDEFINED;
    if (n == 0)
        return UNDEFINED;
    if (n > 1)
        sql_put_text(e, sql, S("("), c->at);
    bool first = true;
    for (size_t i = 0; i < c->n_args; i++) {
        if (c->args[i].kind == VALUE_UNDEFINED)
            continue;
        if (!first)
            sql_put_text(e, sql, word, c->at);
        sql_put_value(e, sql, c->args[i], c->args[i].at);
        first = false;
    }
    if (n > 1)
        sql_put_text(e, sql, S(")"), c->at);
    return value_native(sql, c->at);
}

// (1, 2), each a literal in the column's mode. One value, as to Drizzle, whose columns
// are not the expression's own.
static void put_list(Eval *e, Sql *sql, const Array *list, const ColumnRef *column,
                     Span at)
{
    Sql *all = sql_new(e);
    for (size_t i = 0; i < list->n; i++) {
        sql_put_text(e, all, i ? S(", ") : S("("), at);
        sql_put_literal(e, all, list->items[i], column,
                        list->items[i].at.file ? list->items[i].at : at);
    }
    sql_put_text(e, all, S(")"), at);
    sql_put_value(e, sql, value_native(all, at), at);
}

static bool is_placeholder(Value v)
{
    const Sql *sql = value_is_native(v, &sql_class) ? (const Sql *)v.native : NULL;
    return sql && sql->n == 1 && sql->items[0].kind == SQL_PARAM;
}

// Drizzle writes IN ?, which SQLite refuses: here it can only be meant as a list.
static void put_list_param(Eval *e, Sql *sql, const Sql *placeholder)
{
    SqlPart part = placeholder->items[0];
    if (!str_ends(part.text, "[]"))
        part.text = str_format(eval_arena(e), "%.*s[]", STR_ARG(part.text));
    put(e, sql, part);
}

static Value call_in(Eval *e, const Call *c)
{
    Sql *sql = sql_new(e);
    Value column = argument(c, 0), list = argument(c, 1);
    bool not = str_is(str_z(c->function->name), "notInArray");
    if (list.kind == VALUE_ARRAY && list.array->n == 0) {
        sql_put_text(e, sql, not ? S("true") : S("false"), c->at);
        return value_native(sql, c->at);
    }
    sql_put_value(e, sql, column, column.at);
    sql_put_text(e, sql, not ? S(" not in ") : S(" in "), c->at);
    if (list.kind == VALUE_ARRAY)
        put_list(e, sql, list.array, column_of(column), list.at);
    else if (is_placeholder(list))
        put_list_param(e, sql, (const Sql *)list.native);
    else
        sql_put_literal(e, sql, list, column_of(column), list.at);
    return value_native(sql, c->at);
}

const Function operator_functions[] = {
    {"eq", call_operator, NULL},
    {"ne", call_operator, NULL},
    {"gt", call_operator, NULL},
    {"gte", call_operator, NULL},
    {"lt", call_operator, NULL},
    {"lte", call_operator, NULL},
    {"not", call_operator, NULL},
    {"isNull", call_operator, NULL},
    {"isNotNull", call_operator, NULL},
    {"exists", call_operator, NULL},
    {"notExists", call_operator, NULL},
    {"between", call_operator, NULL},
    {"notBetween", call_operator, NULL},
    {"like", call_operator, NULL},
    {"notLike", call_operator, NULL},
    {"ilike", call_operator, NULL},
    {"notIlike", call_operator, NULL},
    {"arrayContains", call_operator, NULL},
    {"arrayContained", call_operator, NULL},
    {"arrayOverlaps", call_operator, NULL},
    {"asc", call_operator, NULL},
    {"desc", call_operator, NULL},
    {"and", call_junction, NULL},
    {"or", call_junction, NULL},
    {"inArray", call_in, NULL},
    {"notInArray", call_in, NULL},
    {"count", call_count, NULL},
    {"countDistinct", call_operator, NULL},
    {"avg", call_operator, NULL},
    {"avgDistinct", call_operator, NULL},
    {"sum", call_operator, NULL},
    {"sumDistinct", call_operator, NULL},
    {"max", call_operator, NULL},
    {"min", call_operator, NULL},
    {0},
};
