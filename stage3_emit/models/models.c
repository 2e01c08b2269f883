// models.c - which operations each table and view has.

#include "stage3_emit/models/statement.h"

#include "stage3_emit/names.h"
#include "stage3_emit/words.h"

typedef struct Maker {
    Arena *arena;
    Diag *diag;
    TableModel *model;
    Span at; // of what is made
    bool asked;
    struct {
        Operation *items;
        size_t n, capacity;
    } made;
} Maker;

// --- columns -----------------------------------------------------------------

static bool is_default_given(const ModelColumn *c)
{
    return c->has_default && !str_eq_nocase(str_trim(c->default_sql), S("null"));
}

static const ModelColumn *find(const TableModel *m, Str name)
{
    return name.len ? model_find_column(m->table, name) : NULL;
}

static void take_key(Arena *a, TableModel *m)
{
    const ModelTable *t = m->table;
    const ModelColumn **key = arena_many(a, const ModelColumn *, t->n_columns);
    for (int place = 1; t->kind == MODEL_TABLE; place++) {
        size_t before = m->n_key;
        for (size_t i = 0; i < t->n_columns; i++)
            if (t->columns[i].primary_key == place)
                key[m->n_key++] = &t->columns[i];
        if (m->n_key == before)
            break;
    }
    m->key = key;
}

const ModelStored *model_stored(const TableModel *m, const ModelColumn *c)
{
    for (size_t i = 0; i < m->declared->n_stored; i++)
        if (str_eq_nocase(m->declared->stored[i].column, c->name))
            return &m->declared->stored[i];
    return NULL;
}

static void take_columns(Arena *a, TableModel *m)
{
    const ModelTable *t = m->table;
    Written *inserted = arena_many(a, Written, t->n_columns);
    Written *patched = arena_many(a, Written, t->n_columns);
    for (size_t i = 0; i < t->n_columns; i++) {
        const ModelColumn *c = &t->columns[i];
        if (c->generated || c->hidden)
            continue;
        bool has_default = is_default_given(c);
        Written w = {c,
                     has_default || !c->not_null || c->rowid_alias,
                     has_default && !c->not_null,
                     {0}};
        const ModelStored *stored = model_stored(m, c);
        bool by_itself = stored && !stored->sql.len;
        w.stored = stored ? stored->sql : (Str){0};
        if (!model_denies(m, ACTION_CREATE, c))
            inserted[m->n_inserted++] = w;
        if (!c->primary_key && c != m->version && !by_itself &&
            !model_denies(m, ACTION_UPDATE, c))
            patched[m->n_patched++] = (Written){c, true, !c->not_null, w.stored};
    }
    m->inserted = inserted;
    m->patched = patched;
}

// --- operations --------------------------------------------------------------

static Operation *add(Maker *k, OperationKind kind, Str name, OperationStatement first)
{
    Operation *op = arena_push(k->arena, k->made, Operation);
    *op = (Operation){.kind = kind,
                      .of = k->model,
                      .name = name,
                      .statements = arena_many(k->arena, OperationStatement, 2),
                      .n_statements = 1,
                      .asked = k->asked,
                      .at = k->at};
    op->statements[0] = first;
    return op;
}

static void add_read(Maker *k, Str name, Reading how)
{
    OperationKind kind = how.count && !how.filter ? OPERATION_COUNT : OPERATION_READ;
    if (model_denies(k->model, ACTION_READ, NULL))
        return;
    add(k, kind, name, read_statement(k->arena, k->model, k->at, name, how));
    if (!k->model->soft_delete)
        return;
    how.with_deleted = true;
    name = str_format(k->arena, "%.*s_with_deleted", STR_ARG(name));
    add(k, kind, name, read_statement(k->arena, k->model, k->at, name, how));
}

// An upsert changes whatever row it meets, so it is only for who may change any.
static void add_insert(Maker *k, OperationKind kind, Str name)
{
    bool upserts = kind == OPERATION_UPSERT || kind == OPERATION_UPSERT_MANY;
    if (upserts && model_limits(k->model, ACTION_UPDATE))
        return;
    if (model_denies(k->model, ACTION_CREATE, NULL))
        return;
    Operation *op =
        add(k, kind, name,
            insert_statement(k->arena, k->model, k->at, name, (Str){0}, kind));
    const Query *made = &op->statements[0].query;
    op->at_once =
        kind == OPERATION_INSERT_MANY && made->n_params && made->params[0].list;
}

static void add_change(Maker *k, OperationKind kind, Str name, const ModelWish *wish)
{
    bool deletes = kind == OPERATION_DELETE || kind == OPERATION_DELETE_BY;
    const TableModel *m = k->model;
    if (model_denies(m, deletes ? ACTION_DELETE : ACTION_UPDATE, NULL) ||
        (!deletes && !m->n_patched))
        return;
    Operation *op =
        add(k, kind, name, change_statement(k->arena, m, k->at, name, kind, wish));
    if (m->version && kind != OPERATION_UPDATE_BY && kind != OPERATION_DELETE_BY)
        op->statements[op->n_statements++] =
            exists_statement(k->arena, m, k->at, name, kind);
}

// --- what every table has ----------------------------------------------------

typedef struct Default {
    const char *name;
    OperationKind kind;
    bool by_key; // there is none without a primary key
} Default;

static const Default defaults[] = {
    {"insert", OPERATION_INSERT, false}, {"insert_many", OPERATION_INSERT_MANY, false},
    {"get", OPERATION_READ, true},       {"list", OPERATION_READ, false},
    {"count", OPERATION_COUNT, false},   {"update", OPERATION_UPDATE, true},
    {"patch", OPERATION_PATCH, true},    {"delete", OPERATION_DELETE, true},
    {"upsert", OPERATION_UPSERT, true},
};
enum { N_DEFAULTS = sizeof defaults / sizeof *defaults };

static void add_default(Maker *k, const Default *what)
{
    Str name = str_z(what->name);
    switch (what->kind) {
    case OPERATION_READ:
    case OPERATION_COUNT:
        add_read(k, name,
                 (Reading){.by_key = what->by_key,
                           .one = what->by_key,
                           .count = what->kind == OPERATION_COUNT});
        break;
    case OPERATION_UPDATE:
    case OPERATION_PATCH:
    case OPERATION_DELETE: add_change(k, what->kind, name, NULL); break;
    default: add_insert(k, what->kind, name); break;
    }
}

static bool is_possible(const TableModel *m, const Default *what)
{
    bool reads = what->kind == OPERATION_READ || what->kind == OPERATION_COUNT;
    return (m->table->kind == MODEL_TABLE || reads) && (m->n_key || !what->by_key);
}

// --- what is asked for -------------------------------------------------------

static Str with_columns(Maker *k, const char *begin, const ModelWish *w)
{
    Buf name = {.arena = k->arena};
    buf_z(&name, begin);
    for (size_t i = 0; i < w->n_columns; i++)
        buf_format(&name, "%s%.*s", i ? "_and_" : "_",
                   STR_ARG(name_snake(k->arena, w->columns[i])));
    return buf_str(&name);
}

static Str with_order(Maker *k, Str begin, const ModelWish *w)
{
    Buf name = {.arena = k->arena};
    buf_put(&name, begin);
    for (size_t i = 0; i < w->n_order; i++)
        buf_format(&name, "%s%.*s%s", i ? "_and_" : "_order_by_",
                   STR_ARG(name_snake(k->arena, w->order[i].column)),
                   w->order[i].descending ? "_desc" : "");
    return buf_str(&name);
}

static Str named(Maker *k, const char *begin, const ModelWish *w)
{
    return str_format(k->arena, "%s_%.*s", begin,
                      STR_ARG(name_snake(k->arena, w->name)));
}

static void add_select_or_insert(Maker *k, const ModelWish *w)
{
    const TableModel *m = k->model;
    Str name = str_format(k->arena, "%.*s_or_insert",
                          STR_ARG(with_columns(k, "select_by", w)));
    if (model_denies(m, ACTION_READ, NULL) || model_denies(m, ACTION_CREATE, NULL))
        return;
    Reading how = {.wish = w, .one = true, .from_row = true};
    Operation *op = add(k, OPERATION_SELECT_OR_INSERT, name,
                        read_statement(k->arena, m, k->at, name, how));
    op->statements[op->n_statements++] = insert_statement(
        k->arena, m, k->at, name, S("insert"), OPERATION_SELECT_OR_INSERT);
}

static void refuse(Maker *k, const ModelWish *w, const char *what, const char *why)
{
    diag_error(k->diag, w->at, DIAG_W126, "%s of \"%.*s\": %s", what,
               STR_ARG(k->model->table->name), why);
}

static void add_wished_default(Maker *k, const ModelWish *w)
{
    Str names[N_DEFAULTS];
    for (size_t i = 0; i < N_DEFAULTS; i++) {
        names[i] = str_z(defaults[i].name);
        if (!str_eq(w->name, names[i]))
            continue;
        bool possible = is_possible(k->model, &defaults[i]);
        if (possible)
            add_default(k, &defaults[i]);
        else
            refuse(k, w, defaults[i].name,
                   k->model->table->kind == MODEL_TABLE
                       ? "the table has no primary key"
                       : "a view cannot be written to, and has no key");
        return;
    }
    weave_bug("no operation is called %.*s", STR_ARG(w->name));
}

static bool wish_writes(const ModelWish *w)
{
    switch (w->kind) {
    case WISH_SELECT_BY_OR_INSERT:
    case WISH_UPDATE_BY:
    case WISH_DELETE_BY:
    case WISH_DELETE_WHERE:
    case WISH_DELETE_ALL:
    case WISH_INSERT_OR_IGNORE:
    case WISH_UPSERT_MANY: return true;
    default: return false;
    }
}

static bool wish_is_possible(Maker *k, const ModelWish *w)
{
    const TableModel *m = k->model;
    if (wish_writes(w) && m->table->kind != MODEL_TABLE) {
        refuse(k, w, "an operation that writes", "a view cannot be written to");
        return false;
    }
    if (w->kind == WISH_UPSERT_MANY && !m->n_key) {
        refuse(k, w, "upsertMany", "the table has no primary key");
        return false;
    }
    if (w->kind == WISH_UPDATE_BY && !m->n_patched) {
        refuse(k, w, "updateBy", "no column can be changed");
        return false;
    }
    if (w->kind == WISH_SELECT_LIKE &&
        find(m, w->columns[0])->type.storage != CLASS_TEXT) {
        refuse(k, w, "selectLike", "the column does not hold text");
        return false;
    }
    return true;
}

static void add_wish(Maker *k, const ModelWish *w)
{
    if (!wish_is_possible(k, w))
        return;
    switch (w->kind) {
    case WISH_DEFAULT: add_wished_default(k, w); break;
    case WISH_SELECT_BY:
        add_read(k, with_order(k, with_columns(k, "select_by", w), w),
                 (Reading){.wish = w});
        break;
    case WISH_SELECT_ONE_BY:
        add_read(k, with_order(k, with_columns(k, "select_one_by", w), w),
                 (Reading){.wish = w, .one = true});
        break;
    case WISH_SELECT_LIKE:
        add_read(k, with_order(k, with_columns(k, "select_like", w), w),
                 (Reading){.wish = w, .like = true});
        break;
    case WISH_SELECT_WHERE:
        add_read(k, named(k, "select", w), (Reading){.wish = w});
        break;
    case WISH_SELECT_TOP:
        add_read(k, with_order(k, S("select_top"), w),
                 (Reading){.wish = w, .top = true});
        break;
    case WISH_SELECT_RANGE:
        add_read(k, with_order(k, S("select_range"), w),
                 (Reading){.wish = w, .range = true});
        break;
    case WISH_SELECT_BY_OR_INSERT: add_select_or_insert(k, w); break;
    case WISH_UPDATE_BY:
        add_change(k, OPERATION_UPDATE_BY, with_columns(k, "update_by", w), w);
        break;
    case WISH_DELETE_BY:
        add_change(k, OPERATION_DELETE_BY, with_columns(k, "delete_by", w), w);
        break;
    case WISH_DELETE_WHERE:
        add_change(k, OPERATION_DELETE_BY, named(k, "delete", w), w);
        break;
    case WISH_FILTER:
        add_read(k, S("filter_search"), (Reading){.wish = w, .filter = true});
        add_read(k, S("filter_count"),
                 (Reading){.wish = w, .filter = true, .count = true});
        break;
    case WISH_DELETE_ALL: add_change(k, OPERATION_DELETE_BY, S("delete_all"), w); break;
    case WISH_INSERT_OR_IGNORE:
        add_insert(k, OPERATION_INSERT_OR_IGNORE, S("insert_or_ignore"));
        break;
    case WISH_UPSERT_MANY:
        add_insert(k, OPERATION_UPSERT_MANY, S("upsert_many"));
        break;
    }
}

// --- what contradicts itself -------------------------------------------------

static bool check_version(const TableModel *m, Diag *d)
{
    const ModelColumn *c = m->version;
    const char *why = !c               ? NULL
                      : !m->n_key      ? "the table has no primary key"
                      : c->primary_key ? "it is part of the primary key"
                      : c->type.storage != CLASS_INTEGER ? "it is no integer"
                      : !c->not_null                     ? "it may be NULL"
                      : c->generated                     ? "it is generated"
                                                         : NULL;
    if (why)
        diag_error(d, m->declared->version_at, DIAG_W126,
                   "\"%.*s\" cannot count the changes of \"%.*s\": %s",
                   STR_ARG(c->name), STR_ARG(m->table->name), why);
    return !why;
}

static bool check_soft_delete(const TableModel *m, Diag *d)
{
    const ModelColumn *c = m->soft_delete;
    const char *why =
        !c                                            ? NULL
        : m->table->kind != MODEL_TABLE               ? "a view has no rows of its own"
        : c->generated                                ? "it is generated"
        : c->primary_key                              ? "it is part of the primary key"
        : c->not_null && c->type.mode != MODE_BOOLEAN ? "it may not be NULL"
        : c->type.enum_of || c->type.storage == CLASS_BLOB ? "it can hold no time"
                                                           : NULL;
    if (why)
        diag_error(d, m->declared->soft_delete_at, DIAG_W126,
                   "\"%.*s\" cannot say when a row of \"%.*s\" was deleted: %s",
                   STR_ARG(c->name), STR_ARG(m->table->name), why);
    return !why;
}

// --- one table ---------------------------------------------------------------

static void check_names(const Maker *k)
{
    for (size_t i = 0; i < k->made.n; i++)
        for (size_t n = 0; n < i; n++)
            if (k->made.items[i].asked && k->made.items[n].asked &&
                str_eq(k->made.items[i].name, k->made.items[n].name)) {
                diag_error(k->diag, k->made.items[i].at, DIAG_W115,
                           "\"%.*s\" has two operations %.*s",
                           STR_ARG(k->model->table->name),
                           STR_ARG(k->made.items[i].name));
                diag_note(k->diag, k->made.items[n].at, "the other one");
            }
}

static void make_table(Arena *a, Diag *d, TableModel *m)
{
    Maker k = {.arena = a, .diag = d, .model = m, .at = m->at};
    m->soft_delete = find(m, m->declared->soft_delete);
    m->version = find(m, m->declared->version);
    take_key(a, m);
    take_columns(a, m);
    m->rules = rules_of(a, m->table, m->declared, d, &m->n_rules);
    if (m->table->kind == MODEL_VIRTUAL || !check_version(m, d) ||
        !check_soft_delete(m, d))
        return;
    for (size_t i = 0; i < N_DEFAULTS && !m->declared->no_crud; i++)
        if (is_possible(m, &defaults[i]))
            add_default(&k, &defaults[i]);
    k.asked = true;
    for (size_t i = 0; i < m->declared->n_wishes; i++) {
        k.at = m->declared->wishes[i].at;
        add_wish(&k, &m->declared->wishes[i]);
    }
    check_names(&k);
    m->operations = k.made.items;
    m->n_operations = k.made.n;
}

// --- all ---------------------------------------------------------------------

// The table that a statement of a .sql file makes, or null.
static const ModelTable *made_by(Arena *a, const Model *m, const Statement *s)
{
    Words words = words_of(a, s->sql);
    size_t i = 1;
    if (!word_is(&words, 0, "CREATE"))
        return NULL;
    while (word_is(&words, i, "TEMP") || word_is(&words, i, "TEMPORARY") ||
           word_is(&words, i, "TABLE") || word_is(&words, i, "VIEW") ||
           word_is(&words, i, "IF") || word_is(&words, i, "NOT") ||
           word_is(&words, i, "EXISTS"))
        i++;
    if (i == 1 || !word_is_name(&words, i))
        return NULL;
    WordRange name = words_dotted(&words, i);
    return model_find_table(m, words.items[name.to - 1].name);
}

TableModel *models_make(Arena *a, const Catalog *c, const Model *m, const Intern *kept,
                        Diag *d, size_t *n)
{
    static const DeclaredModel nothing;
    TableModel *models = arena_many(a, TableModel, m->n_tables);
    *n = m->n_tables;
    for (size_t i = 0; i < m->n_tables; i++)
        models[i] = (TableModel){.table = &m->tables[i],
                                 .declared = &nothing,
                                 .module = name_snake(a, m->tables[i].called.len
                                                             ? m->tables[i].called
                                                             : m->tables[i].name),
                                 .at = m->tables[i].at};
    for (size_t i = 0; i < c->n_statements; i++) {
        const ModelTable *t = made_by(a, m, &c->statements[i]);
        if (t && !t->at.file)
            models[t - m->tables].at = c->statements[i].at;
    }
    for (size_t i = 0; i < c->n_models; i++) {
        const ModelTable *t = model_find_table(m, c->models[i].table);
        if (t)
            models[t - m->tables].declared = &c->models[i];
    }
    for (size_t i = 0; i < m->n_tables; i++)
        if (!kept || intern_find(kept, models[i].module) == STR_NONE)
            make_table(a, d, &models[i]);
    return models;
}
