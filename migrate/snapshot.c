// snapshot.c - a schema as drizzle-kit 0.31 keeps it.

#include "migrate/snapshot.h"

static void add_str(Arena *a, cJSON *o, const char *name, Str s)
{
    cJSON_AddStringToObject(o, name, str_zero(a, s));
}

static cJSON *add_named(Arena *a, cJSON *o, Str name)
{
    return cJSON_AddObjectToObject(o, str_zero(a, name));
}

static void add_names(Arena *a, cJSON *o, const char *name, const Str *names, size_t n)
{
    cJSON *array = cJSON_AddArrayToObject(o, name);
    for (size_t i = 0; i < n; i++)
        cJSON_AddItemToArray(array, cJSON_CreateString(str_zero(a, names[i])));
}

// --- columns -----------------------------------------------------------------

// drizzle-kit keeps numbers and booleans as what they are, all else as SQL.
static void add_default(Arena *a, cJSON *o, const Column *c)
{
    if (c->default_is_value)
        cJSON_AddRawToObject(o, "default", str_zero(a, c->default_sql));
    else
        add_str(a, o, "default", c->default_sql);
}

static void add_column(Arena *a, cJSON *columns, const Column *c)
{
    cJSON *o = add_named(a, columns, c->name);
    add_str(a, o, "name", c->name);
    add_str(a, o, "type", c->sql_type);
    cJSON_AddBoolToObject(o, "primaryKey", c->primary_key);
    cJSON_AddBoolToObject(o, "notNull", c->not_null);
    cJSON_AddBoolToObject(o, "autoincrement", c->autoincrement);
    if (c->has_default)
        add_default(a, o, c);
    if (c->generated_sql.len) {
        cJSON *generated = cJSON_AddObjectToObject(o, "generated");
        add_str(a, generated, "as", c->generated_sql);
        cJSON_AddStringToObject(generated, "type",
                                c->generated_stored ? "stored" : "virtual");
    }
}

// --- tables ------------------------------------------------------------------

// Whether a part is a column alone, and its name; else it is an expression.
static bool is_column(Arena *a, Str part, Str *name)
{
    if (part.len < 2 || part.ptr[0] != '`' || part.ptr[part.len - 1] != '`')
        return false;
    *name = str_copy(a, str_cut(part, 1, part.len - 1));
    return str_find(*name, '`') == STR_NONE;
}

static void add_index(Arena *a, cJSON *indexes, cJSON *internal, const Index *index)
{
    cJSON *o = add_named(a, indexes, index->name), *flags = NULL;
    add_str(a, o, "name", index->name);
    cJSON *columns = cJSON_AddArrayToObject(o, "columns");
    for (size_t i = 0; i < index->n_parts; i++) {
        Str name;
        bool column = is_column(a, index->parts[i], &name);
        const char *text = str_zero(a, column ? name : index->parts[i]);
        cJSON_AddItemToArray(columns, cJSON_CreateString(text));
        if (column)
            continue;
        if (!flags)
            flags =
                cJSON_AddObjectToObject(add_named(a, internal, index->name), "columns");
        cJSON_AddBoolToObject(cJSON_AddObjectToObject(flags, text), "isExpression", 1);
    }
    cJSON_AddBoolToObject(o, "isUnique", index->unique);
    if (index->where_sql.len)
        add_str(a, o, "where", index->where_sql);
}

static void add_foreign_key(Arena *a, cJSON *keys, const Table *t,
                            const ForeignKey *key)
{
    cJSON *o = add_named(a, keys, key->name);
    add_str(a, o, "name", key->name);
    add_str(a, o, "tableFrom", t->name);
    add_str(a, o, "tableTo", key->foreign_table);
    add_names(a, o, "columnsFrom", key->columns, key->n_columns);
    add_names(a, o, "columnsTo", key->foreign_columns, key->n_foreign_columns);
    add_str(a, o, "onDelete", key->on_delete);
    add_str(a, o, "onUpdate", key->on_update);
}

static void add_primary_key(Arena *a, cJSON *keys, const Table *t)
{
    Buf name = {.arena = a};
    buf_put(&name, t->name);
    for (size_t i = 0; i < t->n_primary_key; i++)
        buf_format(&name, "_%.*s", STR_ARG(t->primary_key[i]));
    buf_z(&name, "_pk");
    if (t->n_primary_key == 0)
        return;
    cJSON *o = add_named(a, keys, buf_str(&name));
    add_names(a, o, "columns", t->primary_key, t->n_primary_key);
    add_str(a, o, "name", buf_str(&name));
}

static void add_table(Arena *a, cJSON *tables, cJSON *internal, const Table *t)
{
    cJSON *o = add_named(a, tables, t->name);
    add_str(a, o, "name", t->name);
    cJSON *columns = cJSON_AddObjectToObject(o, "columns");
    cJSON *indexes = cJSON_AddObjectToObject(o, "indexes");
    cJSON *keys = cJSON_AddObjectToObject(o, "foreignKeys");
    for (size_t i = 0; i < t->n_columns; i++)
        add_column(a, columns, &t->columns[i]);
    for (size_t i = 0; i < t->n_indexes; i++)
        add_index(a, indexes, internal, &t->indexes[i]);
    for (size_t i = 0; i < t->n_foreign_keys; i++)
        add_foreign_key(a, keys, t, &t->foreign_keys[i]);
    add_primary_key(a, cJSON_AddObjectToObject(o, "compositePrimaryKeys"), t);
    cJSON_AddObjectToObject(o, "uniqueConstraints");
    cJSON *checks = cJSON_AddObjectToObject(o, "checkConstraints");
    for (size_t i = 0; i < t->n_checks; i++) {
        cJSON *check = add_named(a, checks, t->checks[i].name);
        add_str(a, check, "name", t->checks[i].name);
        add_str(a, check, "value", t->checks[i].sql);
    }
}

static void add_view(Arena *a, cJSON *views, const View *v)
{
    cJSON *o = add_named(a, views, v->name);
    cJSON_AddObjectToObject(o, "columns");
    add_str(a, o, "name", v->name);
    cJSON_AddBoolToObject(o, "isExisting", v->existing);
    if (!v->existing)
        add_str(a, o, "definition", v->sql);
}

cJSON *snapshot_json(Arena *a, const Catalog *c, Str id, Str previous)
{
    cJSON *root = cJSON_CreateObject();
    cJSON_AddStringToObject(root, "version", "6");
    cJSON_AddStringToObject(root, "dialect", "sqlite");
    add_str(a, root, "id", id);
    add_str(a, root, "prevId", previous);
    cJSON *tables = cJSON_AddObjectToObject(root, "tables");
    cJSON *views = cJSON_AddObjectToObject(root, "views");
    cJSON_AddObjectToObject(root, "enums");
    cJSON *meta = cJSON_AddObjectToObject(root, "_meta");
    cJSON_AddObjectToObject(meta, "schemas");
    cJSON_AddObjectToObject(meta, "tables");
    cJSON_AddObjectToObject(meta, "columns");
    cJSON *internal = cJSON_AddObjectToObject(root, "internal");
    cJSON *indexes = cJSON_AddObjectToObject(internal, "indexes");
    for (size_t i = 0; i < c->n_tables; i++)
        add_table(a, tables, indexes, &c->tables[i]);
    for (size_t i = 0; i < c->n_views; i++)
        add_view(a, views, &c->views[i]);
    return root;
}

// cJSON indents with tabs; JSON.stringify(x, null, 2) does not.
Str snapshot_text(Arena *a, const cJSON *json)
{
    char *text = cJSON_Print(json);
    Buf b = {.arena = a};
    bool quoted = false;
    if (!text)
        weave_bug("cannot print JSON");
    for (const char *c = text; *c; c++) {
        if (*c == '"')
            quoted = !quoted;
        if (quoted && *c == '\\' && c[1])
            buf_char(&b, *c++);
        if (!quoted && *c == '\t' && c[-1] == ':')
            buf_char(&b, ' ');
        else if (!quoted && *c == '\t')
            buf_z(&b, "  ");
        else
            buf_char(&b, *c);
    }
    cJSON_free(text);
    return buf_str(&b);
}
