// meaning_collection_model.c - what a collection says of its model: who may do what.

#include "stage1_parse/meaning_collection.h"
#include "stage1_parse/meaning_model.h"

typedef struct Permissions {
    Eval *e;
    Arena *arena; // the catalog's
    const TableObject *table;
    struct {
        ModelPermission *items;
        size_t n, capacity;
    } all;
    bool failed;
} Permissions;

static const char *const action_names[] = {"create", "read", "update", "delete"};

static void fail(Permissions *p, Span at, const char *what)
{
    diag_error(eval_diag(p->e), at, DIAG_W170, "%s", what);
    p->failed = true;
}

// true, false, or a condition on the rows; of a field (column) only the first two.
static void put(Permissions *p, ModelAction action, const Entry *entry, Str column)
{
    Value v = entry->value;
    Span at = v.at.file ? v.at : entry->at;
    ModelPermission permission = {
        .action = action, .column = str_copy(p->arena, column), .at = at};
    if (v.kind == VALUE_UNKNOWN) {
        eval_explain(p->e, v, entry->at, "a permission");
        p->failed = true;
    } else if (v.kind == VALUE_BOOL) {
        if (!v.truth)
            *arena_push(p->arena, p->all, ModelPermission) = permission;
    } else if (value_is_callable(v)) {
        fail(
            p, at,
            "a permission is no function: the C asks the database, sql`...`, or nobody, "
            "true or false");
    } else if (!value_is_native(v, &sql_class)) {
        fail(p, at, "a permission is true, false or sql`...`");
    } else if (column.len) {
        fail(p, at, "a permission of a field is true or false");
    } else if (action == ACTION_CREATE) {
        fail(p, at, "a row that is not there yet has no condition: true or false");
    } else if (model_condition(p->e, p->arena, p->table, v, at, &permission.where)) {
        *arena_push(p->arena, p->all, ModelPermission) = permission;
    } else {
        p->failed = true;
    }
}

static void put_all(Permissions *p, Value v, Str column, const char *of)
{
    static const Option known[] = {
        {"create", NULL}, {"read", NULL}, {"update", NULL}, {"delete", NULL}};
    size_t n = column.len ? 3 : 4; // no column is deleted
    if (v.kind == VALUE_UNDEFINED)
        return;
    if (!options_check(p->e, v, known, n, of)) {
        p->failed = true;
        return;
    }
    for (size_t i = 0; i < n; i++) {
        const Entry *entry = map_find(v.object, str_z(action_names[i]));
        if (entry && entry->value.kind != VALUE_UNDEFINED)
            put(p, (ModelAction)i, entry, column);
    }
}

// A row cannot be made, or written as a whole, without what it must have.
static void check_field(Permissions *p, const CollectionField *f)
{
    Value v = f->field->permissions;
    const Entry *create =
        v.kind == VALUE_OBJECT ? map_find(v.object, S("create")) : NULL;
    bool denied = create && create->value.kind == VALUE_BOOL && !create->value.truth;
    if (denied && f->field->required && f->field->default_value.kind == VALUE_UNDEFINED)
        fail(p, create->at,
             "this field is required and has no default, so no row could be made");
}

// An email is stored trimmed and in small letters; updatedAt is when it changed.
static void put_stored(Permissions *p, DeclaredModel *out)
{
    const Collection *c = p->table->collection;
    ModelStored *stored = arena_many(p->arena, ModelStored, c->n_fields + 1);
    for (size_t i = 0; i < c->n_fields; i++)
        if (c->fields[i].column && c->fields[i].field->word->stored)
            stored[out->n_stored++] = (ModelStored){
                str_copy(p->arena, column_name(p->e, c->fields[i].column)),
                str_z(c->fields[i].field->word->stored)};
    for (size_t i = 0; i < p->table->n_columns && c->has_updated_at; i++)
        if (str_is(p->table->columns[i]->key, "updatedAt"))
            stored[out->n_stored++].column =
                str_copy(p->arena, column_name(p->e, p->table->columns[i]));
    out->stored = stored;
}

bool collection_model(Eval *e, Arena *a, const TableObject *table, DeclaredModel *out)
{
    const Collection *c = table->collection;
    Permissions p = {.e = e, .arena = a, .table = table};
    *out = (DeclaredModel){.table = str_copy(a, table->name), .at = c->at};
    put_all(&p, c->permissions, (Str){0}, "permissions");
    for (size_t i = 0; i < c->n_fields; i++) {
        const CollectionField *f = &c->fields[i];
        if (f->column) {
            put_all(&p, f->field->permissions, column_name(e, f->column),
                    "permissions of a field");
            check_field(&p, f);
        } else if (f->field->permissions.kind != VALUE_UNDEFINED) {
            fail(&p, f->at,
                 "a relation to many has no column whose permissions it could have");
        }
    }
    put_stored(&p, out);
    out->permissions = p.all.items;
    out->n_permissions = p.all.n;
    return model_hooks(e, a, table, c->hooks, out) && !p.failed;
}
