// relation.c - the tables of the model as relations.

#include "stage3_emit/infer/relation.h"
#include "stage3_emit/sql/parse.h"

const RelColumn *relation_find(const Relation *r, Str name, size_t *index)
{
    for (*index = 0; *index < r->n; ++*index)
        if (str_eq_nocase(r->columns[*index].name, name))
            return &r->columns[*index];
    return NULL;
}

static Val val_of_model(const ModelColumn *c)
{
    bool real = c->table->kind == MODEL_TABLE;
    return (Val){.classes = c->classes,
                 .mode = c->type.mode,
                 .enum_of = c->type.enum_of,
                 .nullable = !c->not_null,
                 .open = c->classes == CLASSES_ALL,
                 .affinity = c->affinity,
                 .collation = c->collation,
                 .column = c->origin                      ? c->origin
                           : c->table->kind == MODEL_VIEW ? NULL
                                                          : c,
                 .why = {real ? "%s may hold NULL" : "%s may be NULL", NULL, c},
                 .why_any = "%s may hold anything"};
}

static bool is_primary(const ModelTable *t, const UniqueKey *key)
{
    size_t n = 0;
    for (size_t i = 0; i < t->n_columns; i++)
        n += t->columns[i].primary_key > 0;
    for (size_t i = 0; i < key->n_columns; i++)
        n -= t->columns[key->columns[i]].primary_key > 0;
    return n == 0 && t->columns[key->columns[0]].primary_key > 0;
}

static RelKey key_of(const ModelTable *t, const UniqueKey *key)
{
    return (RelKey){.columns = key->columns,
                    .collations = key->collations,
                    .n = key->n_columns,
                    .not_null = key->not_null,
                    .what = is_primary(t, key) ? "the primary key" : "a key"};
}

const Relation *relation_of_table(Arena *a, const ModelTable *t)
{
    Relation *r = arena_new(a, Relation);
    *r = (Relation){.columns = arena_many(a, RelColumn, t->n_columns),
                    .n = t->n_columns,
                    .keys = arena_many(a, RelKey, t->n_keys + t->n_partial_keys),
                    .rows = t->always_one ? ROWS_ONE
                            : t->one_row  ? ROWS_AT_MOST_ONE
                                          : ROWS_MANY,
                    .has_rowid = t->kind != MODEL_VIEW && !t->without_rowid,
                    .unknown = t->n_columns == 0,
                    .table = t};
    for (size_t i = 0; i < t->n_columns; i++)
        r->columns[i] = (RelColumn){.name = t->columns[i].name,
                                    .val = val_of_model(&t->columns[i]),
                                    .hidden = t->columns[i].hidden,
                                    .model = &t->columns[i]};
    for (size_t i = 0; i < t->n_keys; i++)
        r->keys[r->n_keys++] = key_of(t, &t->keys[i]);
    for (size_t i = 0; i < t->n_partial_keys; i++) {
        RelKey key = key_of(t, &t->partial_keys[i]);
        key.where = sql_parse_condition(a, t->partial_keys[i].where);
        if (key.where)
            r->keys[r->n_keys++] = key;
    }
    return r;
}

const Relation *relation_unknown(Arena *a)
{
    Relation *r = arena_new(a, Relation);
    *r = (Relation){.rows = ROWS_MANY, .unknown = true};
    return r;
}
