// describe_json.c - the validated catalog as JSON.

#include "stage3_emit/describe.h"

#include "stage3_emit/emit/emit.h"

#include <cjson/cJSON.h>
#include <sqlite3.h>

static void put_str(const Described *d, cJSON *object, const char *key, Str text)
{
    cJSON_AddStringToObject(object, key, str_zero(d->arena, text));
}

// null where there is nothing to say
static void put_or_null(const Described *d, cJSON *object, const char *key, Str text)
{
    if (text.len)
        put_str(d, object, key, text);
    else
        cJSON_AddNullToObject(object, key);
}

static void put_type(cJSON *object, Type type)
{
    cJSON_AddStringToObject(object, "type", storage_name(type.storage));
    cJSON_AddStringToObject(object, "mode", type_mode_name(type));
}

static void put_item(cJSON *array, cJSON *item)
{
    cJSON_AddItemToArray(array, item);
}

static void put_strs(const Described *d, cJSON *object, const char *key,
                     const Str *items, size_t n)
{
    cJSON *array = cJSON_AddArrayToObject(object, key);
    for (size_t i = 0; i < n; i++)
        put_item(array, cJSON_CreateString(str_zero(d->arena, items[i])));
}

// --- tables ------------------------------------------------------------------

static void put_enum(const Described *d, cJSON *object, const ModelColumn *c)
{
    if (c && c->n_enum_values)
        put_strs(d, object, "enum", c->enum_values, c->n_enum_values);
}

static cJSON *column_json(const Described *d, const ModelColumn *c)
{
    cJSON *json = cJSON_CreateObject();
    put_str(d, json, "name", c->name);
    put_str(d, json, "key", c->key);
    put_type(json, c->type);
    cJSON_AddBoolToObject(json, "nullable", !c->not_null);
    cJSON_AddBoolToObject(json, "primaryKey", c->primary_key > 0);
    cJSON_AddBoolToObject(json, "unique", c->unique);
    if (c->has_default)
        put_str(d, json, "default", c->default_sql);
    else
        cJSON_AddNullToObject(json, "default");
    put_str(d, json, "sqlType", c->sql_type);
    cJSON_AddBoolToObject(json, "generated", c->generated);
    put_enum(d, json, c);
    return json;
}

static void put_names(const Described *d, cJSON *object, const char *key,
                      const Str *names, size_t n)
{
    cJSON *array = cJSON_AddArrayToObject(object, key);
    for (size_t i = 0; i < n; i++)
        put_item(array, cJSON_CreateString(str_zero(d->arena, names[i])));
}

static cJSON *relation_json(const Described *d, const DeclaredRelation *r)
{
    cJSON *json = cJSON_CreateObject();
    put_str(d, json, "key", r->key);
    cJSON_AddStringToObject(json, "kind", r->many ? "many" : "one");
    put_str(d, json, "target", r->target);
    put_names(d, json, "columns", r->columns, r->n_columns);
    put_names(d, json, "targetColumns", r->target_columns, r->n_target_columns);
    put_or_null(d, json, "through", r->through);
    put_names(d, json, "throughColumns", r->through_columns, r->n_through_columns);
    put_names(d, json, "throughTargetColumns", r->through_target_columns,
              r->n_through_target_columns);
    cJSON_AddBoolToObject(json, "optional", r->optional);
    put_or_null(d, json, "name", r->name);
    put_or_null(d, json, "where", r->where_sql);
    return json;
}

// Only where there are any.
static void put_relations(const Described *d, cJSON *table, Str name)
{
    const Catalog *c = d->checked->catalog;
    cJSON *relations = NULL;
    for (size_t i = 0; i < c->n_relations; i++) {
        if (!str_eq(c->relations[i].table, name))
            continue;
        if (!relations)
            relations = cJSON_AddArrayToObject(table, "relations");
        put_item(relations, relation_json(d, &c->relations[i]));
    }
}

static cJSON *table_json(const Described *d, const ModelTable *t)
{
    static const char *const kinds[] = {"table", "view", "virtual"};
    cJSON *json = cJSON_CreateObject();
    put_str(d, json, "name", t->name);
    put_str(d, json, "key", t->key);
    cJSON_AddStringToObject(json, "kind", kinds[t->kind]);
    cJSON *columns = cJSON_AddArrayToObject(json, "columns");
    for (size_t i = 0; i < t->n_columns; i++)
        if (!t->columns[i].hidden)
            put_item(columns, column_json(d, &t->columns[i]));
    put_relations(d, json, t->name);
    return json;
}

static void put_tables(const Described *d, cJSON *root)
{
    cJSON *tables = cJSON_AddArrayToObject(root, "tables");
    cJSON *views = cJSON_AddArrayToObject(root, "views");
    const Model *m = &d->checked->model;
    for (size_t i = 0; i < m->n_tables; i++)
        put_item(m->tables[i].kind == MODEL_VIEW ? views : tables,
                 table_json(d, &m->tables[i]));
}

// --- queries -----------------------------------------------------------------

static cJSON *param_json(const Described *d, const CheckedParam *p)
{
    cJSON *json = cJSON_CreateObject();
    put_str(d, json, "name", p->name);
    put_type(json, p->type);
    cJSON_AddBoolToObject(json, "nullable", p->nullable);
    cJSON_AddBoolToObject(json, "list", p->list);
    if (p->tuple.len) {
        put_str(d, json, "tuple", p->tuple);
        put_str(d, json, "member", p->member);
    }
    put_or_null(d, json, "from", described_column(d, p->from));
    cJSON_AddStringToObject(json, "known", known_name(p->known));
    put_or_null(d, json, "why", p->known == KNOWN_UNKNOWN ? p->why_unknown : p->why);
    put_enum(d, json, p->type.enum_of);
    return json;
}

static cJSON *result_json(const Described *d, const ResultColumn *c)
{
    cJSON *json = cJSON_CreateObject();
    put_str(d, json, "name", c->name);
    put_type(json, c->type);
    cJSON_AddBoolToObject(json, "nullable", c->nullable);
    put_or_null(d, json, "origin", described_column(d, c->origin));
    cJSON_AddStringToObject(json, "known", known_name(c->known));
    put_or_null(d, json, "why", c->nullable ? c->why_nullable : c->why_any);
    put_enum(d, json, c->type.enum_of);
    return json;
}

static cJSON *embed_json(const Described *d, const CheckedEmbed *e)
{
    cJSON *json = cJSON_CreateObject();
    put_str(d, json, "name", e->name);
    put_str(d, json, "table", e->table->name);
    cJSON_AddNumberToObject(json, "first", (double)e->first);
    cJSON_AddNumberToObject(json, "count", (double)e->n);
    cJSON_AddBoolToObject(json, "optional", e->optional);
    return json;
}

static void put_query_place(const Described *d, cJSON *json, Span at)
{
    Place place;
    put_or_null(d, json, "file", diag_path(d->diag, at.file));
    if (!diag_place(d->diag, at, &place))
        return;
    cJSON_AddNumberToObject(json, "line", place.line);
    cJSON_AddNumberToObject(json, "column", place.column);
}

// What every statement has.
static void put_statement(const Described *d, cJSON *json, const CheckedQuery *q)
{
    put_str(d, json, "sql", q->sql);
    cJSON_AddStringToObject(json, "cardinality", cardinality_name(q->cardinality));
    cJSON_AddStringToObject(json, "inferred", cardinality_name(q->inferred));
    put_or_null(d, json, "why", q->why_cardinality);
    cJSON_AddBoolToObject(json, "readOnly", q->read_only);
    cJSON *params = cJSON_AddArrayToObject(json, "params");
    for (size_t i = 0; i < q->n_params; i++)
        put_item(params, param_json(d, &q->params[i]));
    cJSON *columns = cJSON_AddArrayToObject(json, "columns");
    for (size_t i = 0; i < q->n_columns; i++)
        put_item(columns, result_json(d, &q->columns[i]));
    cJSON *embeds = q->n_embeds ? cJSON_AddArrayToObject(json, "embeds") : NULL;
    for (size_t i = 0; i < q->n_embeds; i++)
        put_item(embeds, embed_json(d, &q->embeds[i]));
    put_strs(d, json, "reads", q->tables_read, q->n_tables_read);
    put_strs(d, json, "writes", q->tables_written, q->n_tables_written);
    put_strs(d, json, "plan", q->plan, q->n_plan);
}

// What is chosen for the i-th statement: { "search": true, "sort": "newest" }.
static void put_chosen(const Described *d, cJSON *json, const Query *q, size_t i)
{
    cJSON *chosen = q->n_choices ? cJSON_AddObjectToObject(json, "chosen") : NULL;
    for (size_t k = 0; k < q->n_choices; k++) {
        const Choice *c = &q->choices[k];
        size_t ways = c->n_forms ? c->n_forms : 2;
        const char *name = str_zero(d->arena, c->name);
        if (c->n_forms)
            put_str(d, chosen, name, c->forms[i % ways].name);
        else
            cJSON_AddBoolToObject(chosen, name, i % ways == 1);
        i /= ways;
    }
}

static void put_choices(const Described *d, cJSON *json, const Query *q)
{
    cJSON *choices = q->n_choices ? cJSON_AddArrayToObject(json, "choices") : NULL;
    for (size_t i = 0; i < q->n_choices; i++) {
        const Choice *c = &q->choices[i];
        cJSON *item = cJSON_CreateObject();
        put_str(d, item, "name", c->name);
        cJSON_AddStringToObject(item, "kind", c->n_forms ? "orderBy" : "when");
        cJSON *forms = c->n_forms ? cJSON_AddArrayToObject(item, "forms") : NULL;
        for (size_t k = 0; k < c->n_forms; k++)
            put_item(forms, cJSON_CreateString(str_zero(d->arena, c->forms[k].name)));
        put_item(choices, item);
    }
}

// All of them, the query's own first; only where there are several.
static void put_statements(const Described *d, cJSON *json, const CheckedQuery *q)
{
    size_t n = checked_statements(d->checked, q);
    cJSON *statements = n > 1 ? cJSON_AddArrayToObject(json, "statements") : NULL;
    for (size_t i = 0; statements && i < n; i++) {
        cJSON *item = cJSON_CreateObject();
        put_str(d, item, "part", q[i].query->part);
        put_chosen(d, item, q->query, i);
        put_statement(d, item, &q[i]);
        put_item(statements, item);
    }
}

static void put_levels(const Described *d, cJSON *json, const CheckedQuery *q,
                       size_t parent);

// What stands before a column's name in the statement: "author." of what is joined.
static Str joined_path(Arena *a, const Query *q, const Level *l)
{
    if (!l->joined)
        return (Str){0};
    Str before = joined_path(a, q, &q->levels[l->parent]);
    return str_format(a, "%.*s%.*s.", STR_ARG(before), STR_ARG(l->key));
}

static cJSON *level_json(const Described *d, const CheckedQuery *q, size_t i)
{
    const Level *l = &q->query->levels[i];
    const CheckedQuery *statement = &q[l->part];
    Str prefix = joined_path(d->arena, q->query, l);
    cJSON *json = cJSON_CreateObject();
    put_str(d, json, "key", l->key);
    cJSON_AddStringToObject(json, "kind", l->many ? "many" : "one");
    cJSON_AddBoolToObject(json, "optional", l->optional);
    cJSON_AddStringToObject(json, "read", l->joined ? "join" : "statement");
    put_str(d, json, "part", statement->query->part);
    cJSON *columns = cJSON_AddArrayToObject(json, "columns");
    for (size_t k = l->first; k < l->first + l->n; k++) {
        ResultColumn c = statement->columns[k];
        c.name = str_cut(c.name, prefix.len, c.name.len);
        if (c.origin) // as in C
            c.nullable = !c.origin->not_null;
        put_item(columns, result_json(d, &c));
    }
    put_levels(d, json, q, i);
    return json;
}

// What a query reads with its rows, as it is nested.
static void put_levels(const Described *d, cJSON *json, const CheckedQuery *q,
                       size_t parent)
{
    cJSON *levels = cJSON_AddArrayToObject(json, "relations");
    for (size_t i = parent + 1; i < q->query->n_levels; i++)
        if (q->query->levels[i].parent == parent)
            put_item(levels, level_json(d, q, i));
}

static cJSON *query_json(const Described *d, const CheckedQuery *q)
{
    cJSON *json = cJSON_CreateObject();
    put_str(d, json, "name", described_name(d, q));
    put_str(d, json, "function", emit_function_name(d->arena, d->checked, q));
    put_query_place(d, json, q->query->at);
    put_statement(d, json, checked_whole(q));
    put_choices(d, json, q->query);
    if (q->query->n_levels) {
        cJSON_AddNumberToObject(json, "ownColumns", q->query->levels[0].n);
        put_levels(d, json, q, 0);
    }
    put_statements(d, json, q);
    return json;
}

// Each table with its operations, and what it was told of them.
static void put_models(const Described *d, cJSON *root)
{
    cJSON *models = cJSON_AddArrayToObject(root, "models"), *operations = NULL;
    const TableModel *last = NULL;
    for (const CheckedQuery *q = NULL; (q = checked_next_operation(d->checked, q));) {
        const TableModel *of = q->operation->of;
        if (of != last) {
            cJSON *model = cJSON_CreateObject();
            put_str(d, model, "table", of->table->name);
            put_or_null(d, model, "softDelete", of->declared->soft_delete);
            put_or_null(d, model, "version", of->declared->version);
            operations = cJSON_AddArrayToObject(model, "operations");
            put_item(models, model);
        }
        last = of;
        put_item(operations, query_json(d, q));
    }
}

Str describe_json(const Described *d)
{
    cJSON *root = cJSON_CreateObject();
    cJSON_AddNumberToObject(root, "version", 1);
    cJSON_AddStringToObject(root, "dialect", "sqlite");
    cJSON_AddStringToObject(root, "sqlite", sqlite3_libversion());
    put_tables(d, root);
    cJSON *queries = cJSON_AddArrayToObject(root, "queries");
    for (const CheckedQuery *q = NULL; (q = checked_next(d->checked, q));)
        put_item(queries, query_json(d, q));
    put_models(d, root);
    char *text = cJSON_Print(root);
    if (!text)
        weave_bug("cannot print the catalog as JSON");
    Str out = str_format(d->arena, "%s\n", text);
    cJSON_free(text);
    cJSON_Delete(root);
    return out;
}
