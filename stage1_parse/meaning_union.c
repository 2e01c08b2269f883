// meaning_union.c - defineUnion(): what its tables must be, and the statements that read
// and write its rows.

#include "stage1_parse/meaning_union.h"

const Class union_class = {.noun = "a union", .missing = DIAG_W110};

static Value call_union(Eval *e, const Call *c)
{
    Value table = argument(c, 0), cases = argument(c, 1);
    if (table.kind == VALUE_UNKNOWN)
        return table;
    if (!value_table(table) || value_table(table)->is_view)
        return eval_fail(e, c->name_at, DIAG_W172,
                         "defineUnion() takes a table, and then an object of tables");
    if (cases.kind == VALUE_UNKNOWN)
        return cases;
    if (cases.kind != VALUE_OBJECT || cases.object->n == 0)
        return eval_fail(e, cases.at.file ? cases.at : c->name_at, DIAG_W172,
                         "the cases of a union are an object of tables: "
                         "{ withPhoto: photo }");
    UnionObject *object = arena_new(eval_arena(e), UnionObject);
    *object = (UnionObject){.base = {&union_class},
                            .table = value_table(table),
                            .cases = cases,
                            .at = c->at};
    return value_native(object, c->at);
}

const Function union_functions[] = {{"defineUnion", call_union, NULL}, {0}};

// --- what the tables must be ------------------------------------------------------------

typedef struct Maker {
    Eval *e;
    Arena *arena; // the catalog's
    const Catalog *built;
    const UnionObject *object;
    const Table *base;
    const Column *key;
    Str name, module;
    struct {
        UnionCase *items;
        size_t n, capacity;
    } cases;
    UnionQueries *queries;
    bool failed;
} Maker;

static void fail(Maker *m, Span at, const char *fmt, ...)
    __attribute__((format(printf, 3, 4)));

static void fail(Maker *m, Span at, const char *fmt, ...)
{
    va_list args;
    va_start(args, fmt);
    Str what = str_vformat(eval_arena(m->e), fmt, args);
    va_end(args);
    diag_error(eval_diag(m->e), at, DIAG_W172, "%.*s", STR_ARG(what));
    m->failed = true;
}

static const Column *key_of(const Table *t)
{
    const Column *key = NULL;
    for (size_t i = 0; i < t->n_columns && !t->n_primary_key; i++)
        if (t->columns[i].primary_key)
            key = &t->columns[i];
    return key;
}

static const Table *find_table(Maker *m, const TableObject *table, Span at)
{
    const Table *found = catalog_find_table(m->built, table->name);
    if (!found)
        fail(m, at, "\"%.*s\" is not a table that the schema exports",
             STR_ARG(table->name));
    return found;
}

// What a model adds would have to hold for the union as well.
static void check_model(Maker *m, const Table *t, bool is_base, Span at)
{
    for (size_t i = 0; i < m->built->n_models; i++) {
        const DeclaredModel *model = &m->built->models[i];
        if (!str_eq(model->table, t->name))
            continue;
        const char *what = model->no_crud           ? "leaves out its operations"
                           : model->soft_delete.len ? "deletes softly"
                           : model->version.len     ? "counts its changes"
                           : model->n_permissions   ? "limits who may do what"
                           : is_base                ? NULL
                           : model->n_hooks || model->n_rules ? "has hooks or rules"
                                                              : NULL;
        if (what)
            fail(m, at, "\"%.*s\" cannot be part of a union: its model %s",
                 STR_ARG(t->name), what);
    }
}

static bool leads_to_base(const Maker *m, const Table *t, const Column *key)
{
    for (size_t i = 0; i < t->n_foreign_keys; i++) {
        const ForeignKey *f = &t->foreign_keys[i];
        if (f->n_columns == 1 && str_eq(f->columns[0], key->name) &&
            str_eq(f->foreign_table, m->base->name) &&
            str_eq(f->foreign_columns[0], m->key->name))
            return true;
    }
    return false;
}

static void check_columns(Maker *m, const Table *t, const Column *key)
{
    for (size_t i = 0; i < t->n_columns; i++) {
        const Column *c = &t->columns[i];
        if (c == key || c->generated_sql.len)
            continue;
        if (!c->not_null)
            fail(m, c->at,
                 "\"%.*s\" of a case may be NULL: who has the case has all of it",
                 STR_ARG(c->name));
        for (size_t k = 0; k < m->base->n_columns; k++)
            if (str_eq_nocase(m->base->columns[k].name, c->name)) {
                fail(m, c->at, "\"%.*s\" is a column of \"%.*s\" already",
                     STR_ARG(c->name), STR_ARG(m->base->name));
                diag_note(eval_diag(m->e), m->base->columns[k].at, "that one");
            }
    }
}

static void put_case(Maker *m, const Entry *entry)
{
    Value v = entry->value;
    if (v.kind == VALUE_UNKNOWN) {
        eval_explain(m->e, v, entry->at, "a case of a union");
        m->failed = true;
        return;
    }
    if (!value_table(v) || value_table(v)->is_view) {
        fail(m, entry->at, "a case of a union is a table, not %s", value_noun(v));
        return;
    }
    const Table *t = find_table(m, value_table(v), entry->at);
    if (!t)
        return;
    const Column *key = key_of(t);
    for (size_t i = 0; i < m->cases.n; i++)
        if (str_eq(m->cases.items[i].table, t->name))
            fail(m, entry->at, "\"%.*s\" is two cases of this union", STR_ARG(t->name));
    if (str_is(entry->key, "base"))
        fail(m, entry->at, "\"base\" is what a row without a case is called");
    else if (t == m->base)
        fail(m, entry->at, "\"%.*s\" is the table of the union itself",
             STR_ARG(t->name));
    else if (!key || !leads_to_base(m, t, key))
        fail(m, entry->at,
             "the primary key of \"%.*s\" must be its foreign key to \"%.*s\"",
             STR_ARG(t->name), STR_ARG(m->base->name));
    else
        check_columns(m, t, key);
    check_model(m, t, false, entry->at);
    *arena_push(m->arena, m->cases, UnionCase) =
        (UnionCase){.key = str_copy(m->arena, entry->key),
                    .name = casing_snake(m->arena, entry->key),
                    .table = t->name,
                    .at = entry->at};
}

// --- the statements ------------------------------------------------------------------------

static void put_name(Maker *m, Buf *sql, Str name)
{
    buf_put(sql, quote_name(m->arena, name));
}

static Query *put_query(Maker *m, const char *name, Str tail, Buf *sql)
{
    Query *q = arena_push(m->arena, *m->queries, Query);
    Piece *piece = arena_new(m->arena, Piece);
    *piece = (Piece){0, (uint32_t)sql->n, m->object->at};
    *q = (Query){.module = m->module,
                 .group = m->name,
                 .name = str_format(m->arena, "%s%.*s", name, STR_ARG(tail)),
                 .sql = buf_str(sql),
                 .pieces = piece,
                 .n_pieces = 1,
                 .at = m->object->at};
    return q;
}

// Every case beside the base, by one LEFT JOIN each.
static void put_read(Maker *m, bool all)
{
    Buf sql = {.arena = m->arena};
    Embed *embeds = arena_many(m->arena, Embed, m->cases.n + 1);
    size_t n = m->cases.n + 1;
    for (size_t i = 0; i < n; i++) {
        Str alias = i ? m->cases.items[i - 1].name : S("base");
        buf_z(&sql, i ? ", " : "SELECT ");
        embeds[i] =
            (Embed){.name = alias, .start = (uint32_t)sql.n, .at = m->object->at};
        put_name(m, &sql, alias);
        buf_z(&sql, ".*");
        embeds[i].len = (uint32_t)sql.n - embeds[i].start;
    }
    buf_z(&sql, "\nFROM ");
    put_name(m, &sql, m->base->name);
    buf_z(&sql, " AS \"base\"");
    for (size_t i = 0; i < m->cases.n; i++) {
        const Table *t = catalog_find_table(m->built, m->cases.items[i].table);
        buf_z(&sql, "\nLEFT JOIN ");
        put_name(m, &sql, t->name);
        buf_z(&sql, " AS ");
        put_name(m, &sql, m->cases.items[i].name);
        buf_z(&sql, " ON ");
        put_name(m, &sql, m->cases.items[i].name);
        buf_char(&sql, '.');
        put_name(m, &sql, key_of(t)->name);
        buf_z(&sql, " = \"base\".");
        put_name(m, &sql, m->key->name);
    }
    buf_z(&sql, all ? "\nORDER BY \"base\"." : "\nWHERE \"base\".");
    put_name(m, &sql, m->key->name);
    buf_z(&sql, all ? "" : " = :id");
    Query *q = put_query(m, all ? "readAll" : "read", (Str){0}, &sql);
    q->embeds = embeds;
    q->n_embeds = n;
}

// withPhoto → WithPhoto
static Str capital(Maker *m, Str key)
{
    char c = key.ptr[0];
    return str_format(m->arena, "%c%.*s", c >= 'a' && c <= 'z' ? c - 32 : c,
                      STR_ARG(str_cut(key, 1, key.len)));
}

static void put_drop(Maker *m, const UnionCase *c, const Table *t)
{
    Buf sql = {.arena = m->arena};
    buf_z(&sql, "DELETE FROM ");
    put_name(m, &sql, t->name);
    buf_z(&sql, " WHERE ");
    put_name(m, &sql, key_of(t)->name);
    buf_z(&sql, " = :id");
    put_query(m, "drop", capital(m, c->key), &sql);
}

static bool is_word(Str s)
{
    bool is = s.len > 0 && !(s.ptr[0] >= '0' && s.ptr[0] <= '9');
    for (size_t i = 0; is && i < s.len; i++) {
        char c = s.ptr[i];
        is = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
             (c >= '0' && c <= '9') || c == '_';
    }
    return is;
}

// What the parameter of the i-th column is called: as the column, if SQL can say that.
static Str param_name(Maker *m, const Table *t, size_t i)
{
    Str name = t->columns[i].name;
    if (is_word(name))
        return name;
    name = str_format(m->arena, "c%zu", i);
    while (table_find_column(t, name))
        name = str_format(m->arena, "%.*s_", STR_ARG(name));
    return name;
}

static void put_put(Maker *m, const UnionCase *c, const Table *t)
{
    Buf sql = {.arena = m->arena}, values = {.arena = m->arena},
        sets = {.arena = m->arena};
    const Column *key = key_of(t);
    buf_z(&sql, "INSERT INTO ");
    put_name(m, &sql, t->name);
    for (size_t i = 0, n = 0; i < t->n_columns; i++) {
        const Column *column = &t->columns[i];
        if (column->generated_sql.len)
            continue;
        buf_z(&sql, n ? ", " : " (");
        put_name(m, &sql, column->name);
        buf_format(&values, "%s:%.*s", n++ ? ", " : "", STR_ARG(param_name(m, t, i)));
        if (column == key)
            continue;
        buf_z(&sets, sets.n ? ", " : " DO UPDATE SET ");
        put_name(m, &sets, column->name);
        buf_z(&sets, " = excluded.");
        put_name(m, &sets, column->name);
    }
    buf_format(&sql, ")\nVALUES (%.*s)\nON CONFLICT (", STR_ARG(buf_str(&values)));
    put_name(m, &sql, key->name);
    buf_z(&sql, ")");
    buf_put(&sql, sets.n ? buf_str(&sets) : S(" DO NOTHING"));
    Query *q = put_query(m, "put", capital(m, c->key), &sql);
    Param *param = arena_new(m->arena, Param); // SQLite would choose one for NULL
    *param = (Param){.name = param_name(m, t, (size_t)(key - t->columns)),
                     .declared = S("int"),
                     .at = m->object->at};
    q->params = param;
    q->n_params = 1;
}

// --- all ---------------------------------------------------------------------------------------

bool union_build(Eval *e, Arena *a, const UnionObject *object, Str key,
                 const Catalog *built, DeclaredUnion *out, UnionQueries *queries)
{
    Maker m = {.e = e,
               .arena = a,
               .built = built,
               .object = object,
               .name = str_copy(a, key),
               .module = casing_snake(a, key),
               .queries = queries};
    m.base = find_table(&m, object->table, object->at);
    if (!m.base)
        return false;
    m.key = key_of(m.base);
    if (!m.key || !str_eq_nocase(m.key->sql_type, S("integer"))) {
        fail(&m, object->at, "the table of a union needs an integer primary key");
        return false;
    }
    check_model(&m, m.base, true, object->at);
    for (size_t i = 0; i < object->cases.object->n; i++)
        put_case(&m, &object->cases.object->items[i]);
    if (m.failed)
        return false;
    put_read(&m, false);
    put_read(&m, true);
    for (size_t i = 0; i < m.cases.n; i++) {
        const Table *t = catalog_find_table(built, m.cases.items[i].table);
        put_put(&m, &m.cases.items[i], t);
        put_drop(&m, &m.cases.items[i], t);
    }
    *out = (DeclaredUnion){.key = m.name,
                           .module = m.module,
                           .table = m.base->name,
                           .cases = m.cases.items,
                           .n_cases = m.cases.n,
                           .at = object->at};
    return true;
}
