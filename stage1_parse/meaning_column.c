// meaning_column.c - Drizzle's column builders, and what a column is in SQL.

#include "stage1_parse/meaning.h"

#include <math.h>
#include <string.h>

static Value self(const Call *c)
{
    return value_native(c->self, c->at);
}

// --- the builders ------------------------------------------------------------

static const char *const text_modes[] = {"text", "json", NULL};
static const char *const integer_modes[] = {"number", "boolean", "timestamp",
                                            "timestamp_ms", NULL};
static const char *const blob_modes[] = {"buffer", "json", "bigint", NULL};
static const char *const numeric_modes[] = {"string", "number", "bigint", NULL};

static Builder *builder_new(Eval *e, const Call *c, Value *config)
{
    Builder *b = arena_new(eval_arena(e), Builder);
    Value first = argument(c, 0);
    *b = (Builder){.base = {&builder_class}, .key_as_name = true, .at = c->at};
    *config = argument(c, 1);
    if (first.kind == VALUE_OBJECT)
        *config = first;
    else if (first.kind != VALUE_UNDEFINED)
        argument_string(e, c, 0, "the name of a column", &b->name);
    b->key_as_name = b->name.len == 0;
    return b;
}

static Mode mode_named(Value v, Mode otherwise)
{
    for (int m = MODE_NUMBER; m <= MODE_BUFFER && v.kind == VALUE_STRING; m++)
        if (str_is(v.text, mode_name((Mode)m)))
            return (Mode)m;
    return otherwise;
}

static void set_enum(Eval *e, Builder *b, Value v)
{
    if (v.kind == VALUE_UNDEFINED)
        return;
    Arena *a = eval_arena(e);
    Array *words = arena_new(a, Array);
    if (v.kind != VALUE_ARRAY && v.kind != VALUE_UNKNOWN)
        diag_error(eval_diag(e), v.at, DIAG_W110,
                   "enum must be an array of strings, not %s", value_noun(v));
    for (size_t i = 0; v.kind == VALUE_ARRAY && i < v.array->n; i++) {
        Value word = v.array->items[i];
        if (word.kind == VALUE_STRING)
            *arena_push(a, *words, Value) = word;
        else if (word.kind == VALUE_UNKNOWN)
            eval_explain(e, word, v.at, "a word of an enum");
        else
            diag_error(eval_diag(e), word.at, DIAG_W110,
                       "enum must be an array of strings; this is %s",
                       value_noun(word));
    }
    if (words->n)
        b->enum_values = value_array(words, v.at);
}

static Value call_text(Eval *e, const Call *c)
{
    static const Option known[] = {
        {"mode", text_modes}, {"enum", NULL}, {"length", NULL}};
    Value config;
    Builder *b = builder_new(e, c, &config);
    b->sql_type = S("text");
    b->mode = MODE_TEXT;
    if (!options_check(e, config, known, 3, "text()"))
        return value_native(b, c->at);
    b->mode = mode_named(option_get(e, config, "mode"), MODE_TEXT);
    Value length = option_get(e, config, "length");
    Str digits;
    if (length.kind != VALUE_UNDEFINED && b->mode == MODE_TEXT) {
        if (length.kind == VALUE_NUMBER && length.number >= 0 &&
            value_print(eval_arena(e), length, &digits))
            b->sql_type = length.number == 0 ? S("text")
                                             : str_format(eval_arena(e), "text(%.*s)",
                                                          STR_ARG(digits));
        else if (length.kind != VALUE_UNKNOWN)
            diag_error(eval_diag(e), length.at, DIAG_W110,
                       "length must be a number, not below 0");
    }
    set_enum(e, b, option_get(e, config, "enum"));
    return value_native(b, c->at);
}

static Value moded(Eval *e, const Call *c, const char *type, const char *const *modes,
                   Mode otherwise)
{
    Option known[] = {{"mode", modes}};
    Value config;
    Builder *b = builder_new(e, c, &config);
    Str of = str_format(eval_arena(e), "%s()", c->function->name);
    b->sql_type = str_z(type);
    b->mode = otherwise;
    if (options_check(e, config, known, modes ? 1 : 0, of.ptr))
        b->mode = mode_named(option_get(e, config, "mode"), otherwise);
    return value_native(b, c->at);
}

static Value call_integer(Eval *e, const Call *c)
{
    Value v = moded(e, c, "integer", integer_modes, MODE_NUMBER);
    ((Builder *)v.native)->is_integer = true;
    return v;
}

static Value call_real(Eval *e, const Call *c)
{
    return moded(e, c, "real", NULL, MODE_NONE);
}

static Value call_blob(Eval *e, const Call *c)
{
    return moded(e, c, "blob", blob_modes, MODE_BUFFER);
}

static Value call_numeric(Eval *e, const Call *c)
{
    return moded(e, c, "numeric", numeric_modes, MODE_NONE);
}

// --- customType --------------------------------------------------------------

typedef struct CustomType {
    Value data_type; // (config) => 'varchar(20)'
    Value to_driver; // (value) => what SQLite is given; or undefined
} CustomType;

static Value call_custom(Eval *e, const Call *c)
{
    const CustomType *custom = c->self;
    Value config;
    Builder *b = builder_new(e, c, &config);
    Value type = eval_call(e, custom->data_type, &config, 1, c->at);
    b->sql_type = S("blob");
    b->to_driver = custom->to_driver;
    if (type.kind == VALUE_UNKNOWN)
        eval_explain(e, type, c->at, "the type of a column");
    else if (type.kind != VALUE_STRING)
        diag_error(eval_diag(e), type.at.file ? type.at : c->at, DIAG_W110,
                   "dataType() must give a string, not %s", value_noun(type));
    else
        b->sql_type = type.text;
    return value_native(b, c->at);
}

static const Function custom_function = {"a custom type", call_custom, NULL};

static Value call_custom_type(Eval *e, const Call *c)
{
    CustomType *custom = arena_new(eval_arena(e), CustomType);
    Value params = argument(c, 0);
    if (params.kind == VALUE_UNKNOWN)
        return params;
    custom->data_type = option_get(e, params, "dataType");
    const Entry *to_driver =
        params.kind == VALUE_OBJECT ? map_find(params.object, S("toDriver")) : NULL;
    custom->to_driver = to_driver ? to_driver->value : UNDEFINED;
    if (!value_is_callable(custom->data_type) &&
        custom->data_type.kind != VALUE_UNKNOWN)
        return eval_fail(e, c->at, DIAG_W110, "customType() without dataType()");
    return value_function(&custom_function, custom, c->at);
}

const Function column_functions[] = {
    {"text", call_text, NULL},
    {"integer", call_integer, NULL},
    {"int", call_integer, NULL},
    {"real", call_real, NULL},
    {"blob", call_blob, NULL},
    {"numeric", call_numeric, NULL},
    {"customType", call_custom_type, NULL},
    {0},
};

static const Function callback_functions[] = {
    {"text", call_text, NULL},
    {"integer", call_integer, NULL},
    {"real", call_real, NULL},
    {"blob", call_blob, NULL},
    {"numeric", call_numeric, NULL},
    {"customType", call_custom_type, NULL},
    {0},
};

static const Class column_functions_class = {.noun = "the columns callback",
                                             .methods = callback_functions,
                                             .missing = DIAG_W110};

Value column_functions_object(Eval *e)
{
    Native *object = arena_new(eval_arena(e), Native);
    object->class = &column_functions_class;
    return value_native(object, (Span){0});
}

// --- modifiers ---------------------------------------------------------------

static Value not_null(Eval *e, const Call *c)
{
    (void)e;
    ((Builder *)c->self)->not_null = true;
    return self(c);
}

static Value primary_key(Eval *e, const Call *c)
{
    static const char *const conflicts[] = {"rollback", "abort",   "fail",
                                            "ignore",   "replace", NULL};
    static const Option known[] = {{"autoIncrement", NULL}, {"onConflict", conflicts}};
    Builder *b = c->self;
    b->primary_key = b->not_null = true;
    if (!options_check(e, argument(c, 0), known, 2, "primaryKey()"))
        return self(c);
    Value autoincrement = option_get(e, argument(c, 0), "autoIncrement");
    if (autoincrement.kind == VALUE_UNKNOWN || !value_truthy(autoincrement))
        return self(c);
    if (b->is_integer)
        b->autoincrement = true;
    else
        diag_error(eval_diag(e), autoincrement.at, DIAG_W111,
                   "only an integer column can be autoIncrement");
    return self(c);
}

static Value set_default(Eval *e, const Call *c)
{
    (void)e;
    Builder *b = c->self;
    b->default_value = argument(c, 0);
    b->has_default = b->default_value.kind != VALUE_UNDEFINED;
    return self(c);
}

static Value default_now(Eval *e, const Call *c)
{
    Builder *b = c->self;
    if (b->mode != MODE_TIMESTAMP && b->mode != MODE_TIMESTAMP_MS) {
        diag_error(
            eval_diag(e), c->name_at, DIAG_W111,
            "defaultNow() fits only an integer in timestamp or timestamp_ms mode");
        return self(c);
    }
    Sql *sql = sql_new(e);
    sql_put_text(
        e, sql, S("(cast((julianday('now') - 2440587.5)*86400000 as integer))"), c->at);
    b->default_value = value_native(sql, c->at);
    b->has_default = true;
    return self(c);
}

static Value runtime_default(Eval *e, const Call *c)
{
    (void)e;
    ((Builder *)c->self)->default_fn = argument(c, 0);
    ((Builder *)c->self)->runtime_default = true;
    return self(c);
}

static Value runtime_on_update(Eval *e, const Call *c)
{
    (void)e;
    ((Builder *)c->self)->on_update_fn = argument(c, 0);
    ((Builder *)c->self)->runtime_on_update = true;
    return self(c);
}

static Value type_only(Eval *e, const Call *c)
{
    (void)e;
    return self(c);
}

static Value set_unique(Eval *e, const Call *c)
{
    Builder *b = c->self;
    b->is_unique = true;
    b->unique_name = (Str){0};
    if (argument(c, 0).kind != VALUE_UNDEFINED)
        argument_string(e, c, 0, "the name of an index", &b->unique_name);
    return self(c);
}

static Value add_reference(Eval *e, const Call *c)
{
    static const Option known[] = {{"onDelete", NULL}, {"onUpdate", NULL}};
    Builder *b = c->self;
    Value callback = argument(c, 0), actions = argument(c, 1);
    Reference reference = {.callback = callback, .at = c->at};
    if (!value_is_callable(callback) && callback.kind != VALUE_UNKNOWN) {
        diag_error(eval_diag(e), callback.at.file ? callback.at : c->at, DIAG_W113,
                   "references() takes a function: () => table.column");
        return self(c);
    }
    if (!options_check(e, actions, known, 2, "references()"))
        return self(c);
    action_of(e, option_get(e, actions, "onDelete"), &reference.on_delete);
    action_of(e, option_get(e, actions, "onUpdate"), &reference.on_update);
    *arena_push(eval_arena(e), b->references, Reference) = reference;
    return self(c);
}

static Value generated(Eval *e, const Call *c)
{
    static const char *const modes[] = {"virtual", "stored", NULL};
    static const Option known[] = {{"mode", modes}};
    Builder *b = c->self;
    b->has_generated = true;
    b->generated = argument(c, 0);
    if (options_check(e, argument(c, 1), known, 1, "generatedAlwaysAs()")) {
        Value mode = option_get(e, argument(c, 1), "mode");
        b->generated_stored = mode.kind == VALUE_STRING && str_is(mode.text, "stored");
    }
    return self(c);
}

static const Function modifiers[] = {
    {"notNull", not_null, NULL},
    {"primaryKey", primary_key, NULL},
    {"default", set_default, NULL},
    {"defaultNow", default_now, NULL},
    {"$default", runtime_default, NULL},
    {"$defaultFn", runtime_default, NULL},
    {"$onUpdate", runtime_on_update, NULL},
    {"$onUpdateFn", runtime_on_update, NULL},
    {"$type", type_only, NULL},
    {"unique", set_unique, NULL},
    {"references", add_reference, NULL},
    {"generatedAlwaysAs", generated, NULL},
    {0},
};

const Class builder_class = {
    .noun = "a column builder", .methods = modifiers, .missing = DIAG_W111};

// --- columns of tables -------------------------------------------------------

static bool column_get(Eval *e, Native *native, Str name, Value *out)
{
    const ColumnRef *column = (const ColumnRef *)native;
    if (str_is(name, "name"))
        *out = value_string(column_name(e, column), column->at);
    else if (str_is(name, "notNull"))
        *out = value_bool(column->as.not_null, column->at);
    else if (str_is(name, "primary"))
        *out = value_bool(column->as.primary_key, column->at);
    else if (str_is(name, "enumValues"))
        *out = column->as.enum_values;
    else if (str_is(name, "table"))
        *out = value_native(column->table, column->table->at);
    else if (str_is(name, "_") || str_is(name, "$inferSelect"))
        *out = eval_unknown(e, column->at, DIAG_W105, "this is a type, not a value");
    else
        return false;
    return true;
}

static Value get_sql_type(Eval *e, const Call *c)
{
    (void)e;
    return value_string(((const ColumnRef *)c->self)->as.sql_type, c->at);
}

static const Function column_methods[] = {{"getSQLType", get_sql_type, NULL}, {0}};

const Class column_class = {.noun = "a column",
                            .methods = column_methods,
                            .get = column_get,
                            .missing = DIAG_W111};

Str column_name_in(Eval *e, const ColumnRef *column, Casing casing)
{
    if (!column->as.key_as_name || casing == CASING_NONE)
        return column->as.name;
    return casing == CASING_SNAKE ? casing_snake(eval_arena(e), column->as.name)
                                  : casing_camel(eval_arena(e), column->as.name);
}

Str column_name(Eval *e, const ColumnRef *column)
{
    return column_name_in(e, column, ((const Meaning *)eval_context(e))->casing);
}

// --- values as SQL -----------------------------------------------------------

Str quote_blob(Arena *a, Str bytes)
{
    Buf out = {.arena = a};
    buf_z(&out, "X'");
    for (size_t i = 0; i < bytes.len; i++)
        buf_format(&out, "%02X", (unsigned char)bytes.ptr[i]);
    buf_char(&out, '\'');
    return buf_str(&out);
}

bool value_sql(Eval *e, Value v, const ColumnRef *column, Str *out)
{
    Arena *a = eval_arena(e);
    bool blob = column && str_is(column->as.sql_type, "blob");
    Str json;
    double ms;
    if (value_date(v, &ms) && column && column->as.mode == MODE_TIMESTAMP_MS)
        return value_sql(e, value_number(ms, v.at), NULL, out);
    if (value_date(v, &ms) && column && column->as.mode == MODE_TIMESTAMP)
        return value_sql(e, value_number(floor(ms / 1000), v.at), NULL, out);
    switch (v.kind) {
    case VALUE_NULL: *out = S("NULL"); return true;
    case VALUE_BOOL: *out = v.truth ? S("true") : S("false"); return true;
    case VALUE_NUMBER: return isfinite(v.number) && value_print(a, v, out);
    case VALUE_BIGINT: *out = blob ? quote_blob(a, v.text) : v.text; return true;
    case VALUE_STRING: *out = quote_string(a, v.text); return true;
    case VALUE_ARRAY:
    case VALUE_OBJECT:
    case VALUE_NATIVE:
        if (!value_json(a, v, &json))
            return false;
        *out = blob ? quote_blob(a, json) : quote_string(a, json);
        return true;
    default: return false;
    }
}

// What drizzle-kit makes of a default that is no sql`...`, ours in *out before.
static void kits_default(Eval *e, Value v, Str *out)
{
    Arena *a = eval_arena(e);
    Str json;
    if (v.kind == VALUE_NULL || v.kind == VALUE_ARRAY || v.kind == VALUE_OBJECT ||
        v.kind == VALUE_NATIVE)
        *out = value_json(a, v, &json) ? str_format(a, "'%.*s'", STR_ARG(json)) : *out;
}

static bool column_sql(Eval *e, Value v, const ColumnRef *column, const char *what,
                       Rendered *out)
{
    if (v.kind == VALUE_UNKNOWN) {
        eval_explain(e, v, column->at, what);
        return false;
    }
    if (value_is_native(v, &sql_class))
        return render(e, eval_arena(e), (const Sql *)v.native, RENDER_BARE, out);
    *out = (Rendered){0};
    if (value_sql(e, v, column, &out->sql)) {
        out->kits = out->sql;
        kits_default(e, v, &out->kits);
        return true;
    }
    diag_error(eval_diag(e), v.at.file ? v.at : column->at, DIAG_W105,
               "%s cannot be %s of a column", value_noun(v), what);
    return false;
}

static bool build_generated(Eval *e, Arena *a, const ColumnRef *column, Column *out)
{
    Value v = column->as.generated;
    Rendered r = {0};
    if (value_is_callable(v))
        v = eval_call(e, v, NULL, 0, column->at);
    if (v.kind == VALUE_STRING) {
        r.kits = v.text;
        r.sql = str_format(eval_arena(e), "%.*s%s", STR_ARG(v.text),
                           comment_closer(v.text));
    } else if (!column_sql(e, v, column, "the expression", &r)) {
        return false;
    }
    bool kits = kit_takes(e, column->at, "this generated column", r.sql, r.kits);
    out->generated_sql = str_format(a, "(%.*s)", STR_ARG(kits ? r.kits : r.sql));
    out->generated_stored = column->as.generated_stored;
    return true;
}

static bool put_default(Arena *a, Str sql, Column *out)
{
    out->has_default = true;
    out->default_sql = str_copy(a, sql);
    return true;
}

static bool build_default(Eval *e, Arena *a, const ColumnRef *column, Column *out)
{
    Rendered r;
    Value v = column->as.default_value;
    if (!column_sql(e, v, column, "the default", &r))
        return false;
    if (r.has_names) {
        diag_error(eval_diag(e), v.at, DIAG_W114,
                   "a default cannot name a column or a table");
        return false;
    }
    if (r.has_values)
        return kit_refuses(e, column->at, "a value in the SQL of a default") &&
               put_default(a, r.sql, out);
    if (v.kind == VALUE_BIGINT)
        return kit_refuses(e, column->at, "a bigint as a default") &&
               put_default(a, r.sql, out);
    bool kits = kit_takes(e, column->at, "this default", r.sql, r.kits);
    out->default_is_value = v.kind == VALUE_NUMBER || v.kind == VALUE_BOOL;
    return put_default(a, kits ? r.kits : r.sql, out);
}

static void build_enum(Arena *a, Value words, Column *out)
{
    if (words.kind != VALUE_ARRAY)
        return;
    Str *copies = arena_many(a, Str, words.array->n);
    for (size_t i = 0; i < words.array->n; i++)
        copies[i] = str_copy(a, words.array->items[i].text);
    out->enum_values = copies;
    out->n_enum_values = words.array->n;
}

bool column_build(Eval *e, Arena *a, const ColumnRef *column, Column *out)
{
    const Builder *b = &column->as;
    bool good = true;
    *out = (Column){.key = str_copy(a, column->key),
                    .name = str_copy(a, column_name(e, column)),
                    .sql_type = str_copy(a, b->sql_type),
                    .mode = b->mode,
                    .not_null = b->not_null,
                    .primary_key = b->primary_key,
                    .autoincrement = b->autoincrement,
                    .runtime_default = b->runtime_default,
                    .runtime_on_update = b->runtime_on_update,
                    .at = column->at};
    Str doc = eval_doc(e, column->at);
    if (doc.len)
        out->doc = str_copy(a, doc);
    build_enum(a, b->enum_values, out);
    kit_name(e, out->name, '`', column->at);
    if (b->has_default)
        good = build_default(e, a, column, out);
    return (!b->has_generated || build_generated(e, a, column, out)) && good;
}
