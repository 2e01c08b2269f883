// meaning_field.c - field(), f and its types, and what is said of a field by wrappers
// and by methods, which are the same functions.

#include "stage1_parse/meaning_collection.h"

static FieldObject *copy_of(Eval *e, const FieldObject *field)
{
    FieldObject *copy = arena_new(eval_arena(e), FieldObject);
    *copy = *field;
    return copy;
}

// --- the types -----------------------------------------------------------------------

static const FieldWord words[] = {
    {"text", FIELD_TEXT, "text", MODE_TEXT, NULL, NULL, NULL},
    {"email", FIELD_TEXT, "text", MODE_TEXT, NULL, "255", "lower(trim(?))"},
    {"url", FIELD_TEXT, "text", MODE_TEXT, NULL, "500", "trim(?)"},
    {"richtext", FIELD_TEXT, "text", MODE_TEXT, NULL, NULL, NULL},
    {"file", FIELD_TEXT, "text", MODE_TEXT, NULL, NULL, NULL},
    {"uuid", FIELD_TEXT, "text", MODE_TEXT, "36", "36", NULL},
    {"number", FIELD_NUMBER, "integer", MODE_NUMBER, NULL, NULL, NULL},
    {"real", FIELD_REAL, "real", MODE_NONE, NULL, NULL, NULL},
    {"decimal", FIELD_DECIMAL, "integer", MODE_NUMBER, NULL, NULL, NULL},
    {"boolean", FIELD_BOOLEAN, "integer", MODE_BOOLEAN, NULL, NULL, NULL},
    {"date", FIELD_DATE, "integer", MODE_TIMESTAMP, NULL, NULL, NULL},
    {"timestamp", FIELD_DATE, "integer", MODE_TIMESTAMP_MS, NULL, NULL, NULL},
    {"timestampTz", FIELD_DATE, "integer", MODE_TIMESTAMP_MS, NULL, NULL, NULL},
    {"json", FIELD_JSON, "text", MODE_JSON, NULL, NULL, NULL},
    {"jsonb", FIELD_JSON, "text", MODE_JSON, NULL, NULL, NULL},
    {"array", FIELD_JSON, "text", MODE_JSON, NULL, NULL, NULL},
    {"select", FIELD_SELECT, "text", MODE_TEXT, NULL, NULL, NULL},
    {"relation", FIELD_RELATION, "integer", MODE_NUMBER, NULL, NULL, NULL},
    {"increment", FIELD_INCREMENT, "integer", MODE_NUMBER, NULL, NULL, NULL},
};

static const FieldWord *find_word(const char *name)
{
    size_t i = 0;
    while (!str_is(str_z(name), words[i].name))
        i++;
    return &words[i];
}

static FieldObject *field_new(Eval *e, const Call *c)
{
    FieldObject *field = arena_new(eval_arena(e), FieldObject);
    *field = (FieldObject){
        .base = {&field_class}, .word = find_word(c->function->name), .at = c->at};
    return field;
}

static bool has_options(Eval *e, const Call *c, const Option *known, size_t n)
{
    Str of = str_format(eval_arena(e), "f.%s()", c->function->name);
    return options_check(e, argument(c, 0), known, n, of.ptr);
}

static Value call_text(Eval *e, const Call *c)
{
    static const Option known[] = {{"minLength", NULL},
                                   {"maxLength", NULL},
                                   {"pattern", NULL},
                                   {"min", NULL},
                                   {"max", NULL}};
    FieldObject *field = field_new(e, c);
    bool good = has_options(e, c, known, 5);
    limits_read(e, field, good ? argument(c, 0) : UNDEFINED);
    return value_native(field, c->at);
}

static Value call_number(Eval *e, const Call *c)
{
    static const Option known[] = {
        {"min", NULL}, {"max", NULL}, {"precision", NULL}, {"scale", NULL}};
    FieldObject *field = field_new(e, c);
    bool decimal = field->word->type == FIELD_DECIMAL;
    bool good = has_options(e, c, known, decimal ? 4 : 2);
    limits_read(e, field, good ? argument(c, 0) : UNDEFINED);
    return value_native(field, c->at);
}

static Value call_plain(Eval *e, const Call *c)
{
    FieldObject *field = field_new(e, c);
    has_options(e, c, NULL, 0);
    limits_read(e, field, UNDEFINED);
    return value_native(field, c->at);
}

// Of what is no matter to SQLite: it is JSON.
static Value call_array(Eval *e, const Call *c)
{
    Value of = argument(c, 0);
    if (of.kind == VALUE_UNKNOWN)
        eval_explain(e, of, c->at, "what an array is of");
    else if (!value_is_native(of, &field_class))
        return eval_fail(e, c->at, DIAG_W170, "f.array() takes a field, not %s",
                         value_noun(of));
    return value_native(field_new(e, c), c->at);
}

static Value call_select(Eval *e, const Call *c)
{
    FieldObject *field = field_new(e, c);
    Value list = argument(c, 0);
    if (list.kind == VALUE_UNKNOWN) {
        eval_explain(e, list, c->at, "the words of a field");
        return value_native(field, c->at);
    }
    bool good = list.kind == VALUE_ARRAY && list.array->n > 0;
    for (size_t i = 0; good && i < list.array->n; i++)
        good = list.array->items[i].kind == VALUE_STRING;
    if (!good)
        return eval_fail(e, list.at.file ? list.at : c->at, DIAG_W170,
                         "f.select() takes its words, an array of strings");
    field->words = list;
    return value_native(field, c->at);
}

static Value call_relation(Eval *e, const Call *c)
{
    static const Option known[] = {
        {"collection", NULL}, {"hasMany", NULL}, {"onDelete", NULL}, {"table", NULL}};
    FieldObject *field = field_new(e, c);
    Value options = argument(c, 0);
    if (!has_options(e, c, known, 4))
        return already_said(e, c->at);
    field->target = option_get(e, options, "collection");
    if (field->target.kind == VALUE_UNDEFINED)
        return eval_fail(e, c->at, DIAG_W170,
                         "f.relation() wants the collection it leads to: "
                         "{ collection: 'users' }");
    field->has_many = value_truthy(option_get(e, options, "hasMany"));
    action_of(e, option_get(e, options, "onDelete"), &field->on_delete);
    Value table = option_get(e, options, "table");
    if (table.kind == VALUE_STRING && table.text.len && field->has_many)
        field->between = table.text;
    else if (table.kind != VALUE_UNDEFINED && table.kind != VALUE_UNKNOWN)
        diag_error(eval_diag(e), table.at, DIAG_W170,
                   "table is the name of the table between, which a relation with "
                   "hasMany has");
    return value_native(field, c->at);
}

const Function field_words[] = {
    {"text", call_text, NULL},         {"email", call_text, NULL},
    {"url", call_text, NULL},          {"richtext", call_text, NULL},
    {"file", call_plain, NULL},        {"uuid", call_plain, NULL},
    {"number", call_number, NULL},     {"real", call_number, NULL},
    {"decimal", call_number, NULL},    {"boolean", call_plain, NULL},
    {"date", call_plain, NULL},        {"timestamp", call_plain, NULL},
    {"timestampTz", call_plain, NULL}, {"json", call_plain, NULL},
    {"jsonb", call_plain, NULL},       {"array", call_array, NULL},
    {"select", call_select, NULL},     {"relation", call_relation, NULL},
    {"increment", call_plain, NULL},   {0},
};

// --- what is said of a field ---------------------------------------------------------

static void set_default(Eval *e, FieldObject *field, Value v)
{
    if (v.kind != VALUE_UNDEFINED)
        default_check(e, field, v, &field->default_value);
}

static void default_now(Eval *e, const Call *c, FieldObject *field)
{
    Sql *sql = sql_new(e);
    bool seconds = field->word->mode == MODE_TIMESTAMP;
    if (field->word->type != FIELD_DATE) {
        diag_error(eval_diag(e), c->name_at, DIAG_W170,
                   "defaultNow() fits only a date or a timestamp");
        return;
    }
    sql_put_text(e, sql,
                 seconds ? S("(unixepoch())")
                         : S("(cast((julianday('now') - 2440587.5)*86400000 as "
                             "integer))"),
                 c->at);
    field->default_value = value_native(sql, c->at);
}

static Value say(Eval *e, const Call *c, const FieldObject *of, size_t first)
{
    FieldObject *field = copy_of(e, of);
    Str what = str_z(c->function->name);
    if (str_is(what, "required"))
        field->required = true;
    else if (str_is(what, "optional"))
        field->required = false;
    else if (str_is(what, "unique"))
        field->unique = true;
    else if (str_is(what, "indexed"))
        field->indexed = true;
    else if (str_is(what, "default"))
        set_default(e, field, argument(c, first));
    else if (str_is(what, "defaultNow"))
        default_now(e, c, field);
    else
        field->default_fn = argument(c, first);
    return value_native(field, c->at);
}

static Value call_method(Eval *e, const Call *c)
{
    return say(e, c, c->self, 0);
}

static Value call_wrapper(Eval *e, const Call *c)
{
    Value v = argument(c, 0);
    if (v.kind == VALUE_UNKNOWN)
        return v;
    if (!value_is_native(v, &field_class))
        return eval_fail(e, v.at.file ? v.at : c->at, DIAG_W170,
                         "%s() takes a field, not %s", c->function->name,
                         value_noun(v));
    return say(e, c, (const FieldObject *)v.native, 1);
}

static const Function methods[] = {
    {"required", call_method, NULL},   {"optional", call_method, NULL},
    {"unique", call_method, NULL},     {"indexed", call_method, NULL},
    {"default", call_method, NULL},    {"defaultNow", call_method, NULL},
    {"$defaultFn", call_method, NULL}, {0},
};

const Function field_wrappers[] = {{"required", call_wrapper, NULL},
                                   {"optional", call_wrapper, NULL},
                                   {"unique", call_wrapper, NULL},
                                   {0}};

const Class field_class = {.noun = "a field", .methods = methods, .missing = DIAG_W111};

// --- field({ type, ... }) --------------------------------------------------------------

static bool flag(Eval *e, Value options, const char *name, bool otherwise)
{
    Value v = option_get(e, options, name);
    if (v.kind == VALUE_BOOL)
        return v.truth;
    if (v.kind != VALUE_UNDEFINED && v.kind != VALUE_UNKNOWN)
        diag_error(eval_diag(e), v.at, DIAG_W170, "%s must be true or false, not %s",
                   name, value_noun(v));
    return otherwise;
}

static Value call_field(Eval *e, const Call *c)
{
    static const Option known[] = {{"type", NULL},         {"required", NULL},
                                   {"unique", NULL},       {"indexed", NULL},
                                   {"defaultValue", NULL}, {"defaultFactory", NULL},
                                   {"permissions", NULL}};
    Value options = argument(c, 0);
    if (!options_check(e, options, known, 7, "field()"))
        return already_said(e, c->at);
    Value type = option_get(e, options, "type");
    if (type.kind == VALUE_UNKNOWN)
        return type;
    if (!value_is_native(type, &field_class))
        return eval_fail(e, type.at.file ? type.at : c->at, DIAG_W170,
                         "field() wants a type of f: { type: f.text() }");
    FieldObject *field = copy_of(e, (const FieldObject *)type.native);
    field->at = c->at;
    field->required = flag(e, options, "required", field->required);
    field->unique = flag(e, options, "unique", field->unique);
    field->indexed = flag(e, options, "indexed", field->indexed);
    set_default(e, field, option_get(e, options, "defaultValue"));
    const Entry *factory = map_find(options.object, S("defaultFactory"));
    if (factory)
        field->default_fn = factory->value;
    field->permissions = option_get(e, options, "permissions");
    return value_native(field, c->at);
}

const Function field_functions[] = {{"field", call_field, NULL}, {0}};

// --- as a column ------------------------------------------------------------------------

Builder *field_builder(Eval *e, const FieldObject *field)
{
    const FieldWord *word = field->word;
    Builder *b = arena_new(eval_arena(e), Builder);
    bool key = word->type == FIELD_INCREMENT;
    *b = (Builder){.base = {&builder_class},
                   .key_as_name = true,
                   .sql_type = str_z(word->sql_type),
                   .mode = word->mode,
                   .is_integer = str_is(str_z(word->sql_type), "integer"),
                   .enum_values = field->words,
                   .not_null = field->required || key,
                   .primary_key = key,
                   .autoincrement = key,
                   .is_unique = field->unique,
                   .has_default = field->default_value.kind != VALUE_UNDEFINED,
                   .default_value = field->default_value,
                   .runtime_default = field->default_fn.kind != VALUE_UNDEFINED,
                   .default_fn = field->default_fn,
                   .at = field->at};
    return b;
}
