// meaning_model.c - weave's defineModel: what is asked of a table beside, or instead of,
// what every table gives.
//
// Here is said what cannot be read. What the table cannot have (a key it lacks, a write
// to a view) is stage 3's to say, which knows the tables of .sql files as well.

#include "stage1_parse/meaning_model_read.h"

const Class model_class = {.noun = "a model", .missing = DIAG_W110};

Value model_new(Eval *e, const Call *c)
{
    Value table = argument(c, 0);
    if (table.kind == VALUE_UNKNOWN)
        return table;
    if (!value_table(table))
        return eval_fail(e, c->name_at, DIAG_W112,
                         "defineModel() takes a table or a view, not %s",
                         value_noun(table));
    ModelObject *model = arena_new(eval_arena(e), ModelObject);
    *model = (ModelObject){.base = {&model_class},
                           .table = value_table(table),
                           .options = argument(c, 1),
                           .at = c->at};
    return value_native(model, c->at);
}

bool model_c_name(Str s)
{
    bool good = s.len > 0 && !(s.ptr[0] >= '0' && s.ptr[0] <= '9');
    for (size_t i = 0; good && i < s.len; i++) {
        char c = s.ptr[i];
        good = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
               (c >= '0' && c <= '9') || c == '_';
    }
    return good;
}

// --- columns -----------------------------------------------------------------

void model_fail(Reader *r, Span at, const char *what)
{
    if (at.file)
        diag_error(eval_diag(r->e), at, DIAG_W112, "%s", what);
    else
        diag_error(eval_diag(r->e), r->model->at, DIAG_W112, "%s", what);
    r->failed = true;
}

static void no_column(Reader *r, Str key, Span at)
{
    const TableObject *t = r->model->table;
    Str *keys = arena_many(eval_arena(r->e), Str, t->n_columns);
    for (size_t i = 0; i < t->n_columns; i++)
        keys[i] = t->columns[i]->key;
    diag_error(eval_diag(r->e), at.file ? at : r->model->at, DIAG_W113,
               "\"%.*s\" has no column \"%.*s\"", STR_ARG(t->name), STR_ARG(key));
    eval_suggest(r->e, key, keys, t->n_columns);
    r->failed = true;
}

static const ColumnRef *find_column(Reader *r, Str key, Span at)
{
    const TableObject *t = r->model->table;
    for (size_t i = 0; i < t->n_columns; i++)
        if (str_eq(t->columns[i]->key, key))
            return t->columns[i];
    no_column(r, key, at);
    return NULL;
}

static const ColumnRef *column_ref(Reader *r, Value v)
{
    const ColumnRef *c = (const ColumnRef *)v.native;
    if (c->table == r->model->table || str_eq(c->table->name, r->model->table->name))
        return c;
    diag_error(eval_diag(r->e), v.at, DIAG_W113,
               "this column is of \"%.*s\", not of \"%.*s\"", STR_ARG(c->table->name),
               STR_ARG(r->model->table->name));
    r->failed = true;
    return NULL;
}

// 'mimeType', or media.mimeType; its SQL name, none after a report.
Str model_column(Reader *r, Value v, Span at)
{
    const ColumnRef *c = NULL;
    if (v.kind == VALUE_UNKNOWN) {
        eval_explain(r->e, v, at, "a column of a model");
        r->failed = true;
    } else if (v.kind == VALUE_STRING) {
        c = find_column(r, v.text, v.at);
    } else if (value_is_native(v, &column_class)) {
        c = column_ref(r, v);
    } else {
        model_fail(r, v.at.file ? v.at : at,
                   "a column is its key in quotes, or table.column");
    }
    return c ? str_copy(r->arena, column_name(r->e, c)) : (Str){0};
}

static bool among(const Str *names, size_t n, Str name)
{
    for (size_t i = 0; i < n; i++)
        if (str_eq(names[i], name))
            return true;
    return false;
}

// At least one, each once.
const Str *model_columns(Reader *r, Value v, Span at, size_t *n)
{
    *n = 0;
    if (v.kind == VALUE_UNKNOWN) {
        eval_explain(r->e, v, at, "the columns of a model");
        r->failed = true;
        return NULL;
    }
    if (v.kind != VALUE_ARRAY || !v.array->n) {
        model_fail(r, v.at.file ? v.at : at,
                   "columns are a list of their keys: ['mimeType']");
        return NULL;
    }
    Str *names = arena_many(r->arena, Str, v.array->n);
    for (size_t i = 0; i < v.array->n; i++) {
        Str name = model_column(r, v.array->items[i], v.at);
        if (name.len && among(names, *n, name))
            model_fail(r, v.array->items[i].at, "the column stands here twice");
        else if (name.len)
            names[(*n)++] = name;
    }
    return names;
}

static const OrderTerm *read_order(Reader *r, Value v, size_t *n)
{
    *n = 0;
    if (v.kind == VALUE_UNDEFINED)
        return NULL;
    if (v.kind != VALUE_OBJECT || !v.object->n) {
        model_fail(r, v.at, "an order is written { createdAt: 'desc' }");
        return NULL;
    }
    OrderTerm *terms = arena_many(r->arena, OrderTerm, v.object->n);
    for (size_t i = 0; i < v.object->n; i++) {
        const Entry *entry = &v.object->items[i];
        const ColumnRef *c = find_column(r, entry->key, entry->at);
        bool up = entry->value.kind == VALUE_STRING && str_is(entry->value.text, "asc");
        bool down =
            entry->value.kind == VALUE_STRING && str_is(entry->value.text, "desc");
        if (!up && !down)
            model_fail(r, entry->value.at.file ? entry->value.at : entry->at,
                       "a direction is 'asc' or 'desc'");
        else if (c)
            terms[(*n)++] =
                (OrderTerm){str_copy(r->arena, column_name(r->e, c)), down, entry->at};
    }
    return terms;
}

// --- conditions --------------------------------------------------------------

static void read_condition(Reader *r, Value v, Span at, Condition *out)
{
    Rendered rendered;
    if (v.kind == VALUE_UNKNOWN) {
        eval_explain(r->e, v, at, "a condition");
        r->failed = true;
    } else if (!value_is_native(v, &sql_class)) {
        model_fail(r, v.at.file ? v.at : at, "a condition is written sql`...`");
    } else if (!render(r->e, r->arena, (const Sql *)v.native, RENDER_QUERY,
                       &rendered)) {
        r->failed = true;
    } else if (!str_trim(rendered.sql).len) {
        model_fail(r, v.at.file ? v.at : at, "the condition is empty");
    } else {
        *out = (Condition){rendered.sql,    rendered.pieces,   rendered.n_pieces,
                           rendered.params, rendered.n_params, v.at.file ? v.at : at};
    }
}

// --- wishes ------------------------------------------------------------------

ModelWish *model_wish(Reader *r, WishKind kind, Span at)
{
    ModelWish *wish = arena_push(r->arena, r->wishes, ModelWish);
    *wish = (ModelWish){.kind = kind, .at = at};
    return wish;
}

// ['mimeType'], or { columns: ['mimeType'], orderBy: { createdAt: 'desc' } }.
static void read_selection(Reader *r, WishKind kind, Value v, bool may_order, Span at)
{
    static const Option known[] = {{"columns", NULL}, {"orderBy", NULL}};
    ModelWish *wish = model_wish(r, kind, v.at.file ? v.at : at);
    Value columns = v;
    if (v.kind == VALUE_OBJECT) {
        if (!options_check(r->e, v, known, may_order ? 2 : 1, "a selection")) {
            r->failed = true;
            return;
        }
        columns = option_get(r->e, v, "columns");
        if (may_order)
            wish->order = read_order(r, option_get(r->e, v, "orderBy"), &wish->n_order);
    }
    wish->columns = model_columns(r, columns, v.at.file ? v.at : at, &wish->n_columns);
}

static void read_like(Reader *r, WishKind kind, Value v, bool may_order, Span at)
{
    (void)may_order;
    ModelWish *wish = model_wish(r, kind, v.at.file ? v.at : at);
    Str *column = arena_new(r->arena, Str);
    *column = model_column(r, v, at);
    wish->columns = column;
    wish->n_columns = 1;
}

static void read_ordered(Reader *r, WishKind kind, Value v, bool may_order, Span at)
{
    (void)may_order;
    ModelWish *wish = model_wish(r, kind, v.at.file ? v.at : at);
    wish->order = read_order(r, v, &wish->n_order);
    if (v.kind == VALUE_UNDEFINED)
        model_fail(r, at, "an order is written { createdAt: 'desc' }");
}

static void read_where(Reader *r, WishKind kind, const Entry *entry)
{
    static const Option known[] = {{"where", NULL}, {"orderBy", NULL}};
    bool reads = kind == WISH_SELECT_WHERE;
    Value v = entry->value;
    ModelWish *wish = model_wish(r, kind, entry->at);
    wish->name = str_copy(r->arena, entry->key);
    if (v.kind == VALUE_OBJECT && reads) {
        if (!options_check(r->e, v, known, 2, "a condition")) {
            r->failed = true;
            return;
        }
        wish->order = read_order(r, option_get(r->e, v, "orderBy"), &wish->n_order);
        v = option_get(r->e, v, "where");
    }
    read_condition(r, v, entry->at, &wish->where);
}

// --- the options that are lists, objects, or switches ------------------------

typedef struct ListOption {
    const char *name;
    WishKind kind;
    bool may_order;
    void (*read)(Reader *r, WishKind kind, Value v, bool may_order, Span at);
} ListOption;

static const ListOption lists[] = {
    {"selectBy", WISH_SELECT_BY, true, read_selection},
    {"selectOneBy", WISH_SELECT_ONE_BY, true, read_selection},
    {"selectLike", WISH_SELECT_LIKE, false, read_like},
    {"selectByOrInsert", WISH_SELECT_BY_OR_INSERT, false, read_selection},
    {"selectTop", WISH_SELECT_TOP, true, read_ordered},
    {"selectRange", WISH_SELECT_RANGE, true, read_ordered},
    {"updateBy", WISH_UPDATE_BY, false, read_selection},
    {"deleteBy", WISH_DELETE_BY, false, read_selection},
};

static void read_list(Reader *r, const Entry *entry, const ListOption *option)
{
    Value v = entry->value;
    if (v.kind == VALUE_UNDEFINED)
        return;
    if (v.kind != VALUE_ARRAY) {
        model_fail(
            r, v.at.file ? v.at : entry->at,
            str_format(r->arena, "%s is a list, not %s", option->name, value_noun(v))
                .ptr);
        return;
    }
    for (size_t i = 0; i < v.array->n; i++)
        option->read(r, option->kind, v.array->items[i], option->may_order, entry->at);
}

static void read_conditions(Reader *r, const Entry *entry, WishKind kind)
{
    Value v = entry->value;
    if (v.kind == VALUE_UNDEFINED)
        return;
    if (v.kind != VALUE_OBJECT) {
        model_fail(r, v.at.file ? v.at : entry->at,
                   "conditions are an object: { large: sql`width > ${'minWidth'}` }");
        return;
    }
    for (size_t i = 0; i < v.object->n; i++)
        read_where(r, kind, &v.object->items[i]);
}

static bool read_switch(Reader *r, const Entry *entry)
{
    if (entry->value.kind == VALUE_BOOL)
        return entry->value.truth;
    if (entry->value.kind != VALUE_UNDEFINED)
        model_fail(r, entry->value.at.file ? entry->value.at : entry->at,
                   "this is true or false");
    return false;
}

// --- crud, hooks, rules ------------------------------------------------------

static const char *const default_words[] = {"insert", "insertMany", "get",   "list",
                                            "count",  "update",     "patch", "delete",
                                            "upsert", NULL};

static void read_default(Reader *r, Value v, Span at)
{
    Str words[sizeof default_words / sizeof *default_words];
    size_t n = 0;
    for (; default_words[n]; n++) {
        words[n] = str_z(default_words[n]);
        if (v.kind != VALUE_STRING || !str_eq(v.text, words[n]))
            continue;
        model_wish(r, WISH_DEFAULT, v.at.file ? v.at : at)->name =
            casing_snake(r->arena, words[n]);
        return;
    }
    model_fail(r, v.at.file ? v.at : at, "no table has such an operation");
    if (v.kind == VALUE_STRING)
        eval_suggest(r->e, v.text, words, n);
}

static void read_crud(Reader *r, const Entry *entry, DeclaredModel *out)
{
    Value v = entry->value;
    if (v.kind != VALUE_ARRAY) {
        out->no_crud = v.kind != VALUE_UNDEFINED && !read_switch(r, entry);
        return;
    }
    out->no_crud = true;
    for (size_t i = 0; i < v.array->n; i++)
        read_default(r, v.array->items[i], entry->at);
}

typedef struct HookOption {
    const char *name;
    HookMoment moment;
} HookOption;

static const HookOption hook_options[] = {
    {"beforeOperation", HOOK_BEFORE_OPERATION},
    {"beforeSave", HOOK_BEFORE_SAVE},
    {"beforeCreate", HOOK_BEFORE_CREATE},
    {"beforeUpdate", HOOK_BEFORE_UPDATE},
    {"beforeDelete", HOOK_BEFORE_DELETE},
    {"afterCreate", HOOK_AFTER_CREATE},
    {"afterUpdate", HOOK_AFTER_UPDATE},
    {"afterDelete", HOOK_AFTER_DELETE},
    {"afterSave", HOOK_AFTER_SAVE},
    {"afterOperation", HOOK_AFTER_OPERATION},
    {"afterSuccess", HOOK_AFTER_SUCCESS},
    {"afterError", HOOK_AFTER_ERROR},
};
enum { N_HOOKS = sizeof hook_options / sizeof *hook_options };

static void read_hooks(Reader *r, Value v, DeclaredModel *out)
{
    Option known[N_HOOKS] = {0};
    ModelHook *hooks = arena_many(r->arena, ModelHook, N_HOOKS);
    for (size_t i = 0; i < N_HOOKS; i++)
        known[i].name = hook_options[i].name;
    if (!options_check(r->e, v, known, N_HOOKS, "hooks"))
        r->failed = true;
    for (size_t i = 0; i < N_HOOKS; i++) { // in the order they are called
        Value name = option_get(r->e, v, hook_options[i].name);
        if (name.kind == VALUE_UNDEFINED)
            continue;
        if (name.kind != VALUE_STRING || !model_c_name(name.text))
            model_fail(r, name.at, "a hook is the name of a C function");
        else
            hooks[out->n_hooks++] = (ModelHook){hook_options[i].moment,
                                                str_copy(r->arena, name.text), name.at};
    }
    out->hooks = hooks;
}

// A number as SQL has it; none, after a report, if it is none.
static Str read_number(Reader *r, Value rule, const char *name, bool is_count)
{
    Value v = option_get(r->e, rule, name);
    if (v.kind == VALUE_UNDEFINED)
        return (Str){0};
    bool count = v.kind == VALUE_NUMBER && v.number >= 0 && v.number <= 2147483647 &&
                 v.number == (double)(int64_t)v.number;
    bool finite = v.kind == VALUE_NUMBER && v.number - v.number == 0;
    if (v.kind == VALUE_BIGINT && !is_count)
        return str_copy(r->arena, v.text);
    if (is_count ? count : finite)
        return number_print(r->arena, v.number);
    model_fail(r, v.at,
               is_count ? "a length is a whole number" : "a limit is a number");
    return (Str){0};
}

static const Str *read_texts(Reader *r, Value v, size_t *n)
{
    *n = 0;
    if (v.kind == VALUE_UNDEFINED)
        return NULL;
    if (v.kind != VALUE_ARRAY || !v.array->n) {
        model_fail(r, v.at, "oneOf is a list of texts");
        return NULL;
    }
    Str *texts = arena_many(r->arena, Str, v.array->n);
    for (size_t i = 0; i < v.array->n; i++)
        if (v.array->items[i].kind == VALUE_STRING)
            texts[(*n)++] = str_copy(r->arena, v.array->items[i].text);
        else
            model_fail(r, v.array->items[i].at.file ? v.array->items[i].at : v.at,
                       "oneOf is a list of texts");
    return texts;
}

static void read_rules(Reader *r, const Entry *option, DeclaredModel *out)
{
    static const Option known[] = {{"minLength", NULL},
                                   {"maxLength", NULL},
                                   {"min", NULL},
                                   {"max", NULL},
                                   {"oneOf", NULL}};
    Value v = option->value;
    if (v.kind != VALUE_OBJECT) {
        model_fail(r, v.at.file ? v.at : option->at,
                   "rules are an object: { uri: { maxLength: 2048 } }");
        return;
    }
    ModelRule *rules = arena_many(r->arena, ModelRule, v.object->n);
    for (size_t i = 0; i < v.object->n; i++) {
        const Entry *entry = &v.object->items[i];
        const ColumnRef *c = find_column(r, entry->key, entry->at);
        if (!options_check(r->e, entry->value, known, 5, "a rule") || !c) {
            r->failed = true;
            continue;
        }
        ModelRule *rule = &rules[out->n_rules++];
        *rule =
            (ModelRule){.column = str_copy(r->arena, column_name(r->e, c)),
                        .min = read_number(r, entry->value, "min", false),
                        .max = read_number(r, entry->value, "max", false),
                        .min_length = read_number(r, entry->value, "minLength", true),
                        .max_length = read_number(r, entry->value, "maxLength", true),
                        .at = entry->at};
        rule->one_of =
            read_texts(r, option_get(r->e, entry->value, "oneOf"), &rule->n_one_of);
    }
    out->rules = rules;
}

// --- all ---------------------------------------------------------------------

static const char *const option_names[] = {
    "selectBy",       "selectOneBy", "selectLike", "selectByOrInsert",
    "selectTop",      "selectRange", "updateBy",   "deleteBy",
    "selectWhere",    "deleteWhere", "deleteAll",  "orderBy",
    "insertOrIgnore", "softDelete",  "version",    "validate",
    "hooks",          "sensitive",   "crud",       "filters",
    "filterOrder",    "upsertMany"};
enum { N_OPTIONS = sizeof option_names / sizeof *option_names };

static void read_option(Reader *r, const Entry *entry, DeclaredModel *out)
{
    Str key = entry->key;
    for (size_t i = 0; i < sizeof lists / sizeof *lists; i++)
        if (str_is(key, lists[i].name))
            read_list(r, entry, &lists[i]);
    if (str_is(key, "selectWhere"))
        read_conditions(r, entry, WISH_SELECT_WHERE);
    else if (str_is(key, "deleteWhere"))
        read_conditions(r, entry, WISH_DELETE_WHERE);
    else if (str_is(key, "deleteAll") && read_switch(r, entry))
        model_wish(r, WISH_DELETE_ALL, entry->at);
    else if (str_is(key, "insertOrIgnore") && read_switch(r, entry))
        model_wish(r, WISH_INSERT_OR_IGNORE, entry->at);
    else if (str_is(key, "upsertMany") && read_switch(r, entry))
        model_wish(r, WISH_UPSERT_MANY, entry->at);
    else if (str_is(key, "orderBy"))
        out->order = read_order(r, entry->value, &out->n_order);
    else if (str_is(key, "softDelete")) {
        out->soft_delete = model_column(r, entry->value, entry->at);
        out->soft_delete_at = entry->value.at.file ? entry->value.at : entry->at;
    } else if (str_is(key, "version")) {
        out->version = model_column(r, entry->value, entry->at);
        out->version_at = entry->value.at.file ? entry->value.at : entry->at;
    } else if (str_is(key, "validate"))
        read_rules(r, entry, out);
    else if (str_is(key, "hooks"))
        read_hooks(r, entry->value, out);
    else if (str_is(key, "sensitive"))
        out->sensitive = model_columns(r, entry->value, entry->at, &out->n_sensitive);
    else if (str_is(key, "crud"))
        read_crud(r, entry, out);
    else if (str_is(key, "filters"))
        model_filters(r, entry);
    else if (str_is(key, "filterOrder"))
        r->filter_order = read_order(r, entry->value, &r->n_filter_order);
}

// filter_search() has an order of its own, or the list's.
static void order_filters(Reader *r, const DeclaredModel *model)
{
    for (size_t i = 0; i < r->wishes.n; i++) {
        ModelWish *wish = &r->wishes.items[i];
        if (wish->kind != WISH_FILTER)
            continue;
        wish->order = r->n_filter_order ? r->filter_order : model->order;
        wish->n_order = r->n_filter_order ? r->n_filter_order : model->n_order;
    }
}

bool model_build(Eval *e, Arena *a, const ModelObject *model, DeclaredModel *out)
{
    Reader r = {.e = e, .arena = a, .model = model};
    Option known[N_OPTIONS] = {0};
    for (size_t i = 0; i < N_OPTIONS; i++)
        known[i].name = option_names[i];
    *out = (DeclaredModel){.table = str_copy(a, model->table->name), .at = model->at};
    Value v = model->options;
    r.failed = !options_check(e, v, known, N_OPTIONS, "defineModel()");
    for (size_t i = 0; v.kind == VALUE_OBJECT && i < v.object->n; i++) {
        const Entry *entry = &v.object->items[i];
        if (entry->value.kind == VALUE_UNKNOWN) {
            eval_explain(e, entry->value, entry->at, "a part of a model");
            r.failed = true;
        } else if (entry->value.kind != VALUE_UNDEFINED)
            read_option(&r, entry, out);
    }
    order_filters(&r, out);
    out->wishes = r.wishes.items;
    out->n_wishes = r.wishes.n;
    return !r.failed;
}

bool model_condition(Eval *e, Arena *a, const TableObject *table, Value v, Span at,
                     Condition *out)
{
    ModelObject model = {.table = table, .at = at};
    Reader r = {.e = e, .arena = a, .model = &model};
    read_condition(&r, v, at, out);
    return !r.failed;
}

bool model_hooks(Eval *e, Arena *a, const TableObject *table, Value v,
                 DeclaredModel *out)
{
    ModelObject model = {.table = table, .at = v.at.file ? v.at : out->at};
    Reader r = {.e = e, .arena = a, .model = &model};
    read_hooks(&r, v, out);
    return !r.failed;
}
