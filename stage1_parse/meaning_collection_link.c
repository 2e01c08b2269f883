// meaning_collection_link.c - collections that lead to others: what a relation's column
// is, the table between where there are many, and the relations in the catalog.

#include "stage1_parse/meaning_collection.h"

// --- who is meant ---------------------------------------------------------------------

static TableObject *find_slug(Eval *e, const Collections *all, Value slug)
{
    Str *slugs = arena_many(eval_arena(e), Str, all->n);
    for (size_t i = 0; i < all->n; i++) {
        slugs[i] = all->items[i]->collection->slug;
        if (str_eq(slugs[i], slug.text))
            return all->items[i];
    }
    diag_error(eval_diag(e), slug.at, DIAG_W170, "there is no collection \"%.*s\"",
               STR_ARG(slug.text));
    eval_suggest(e, slug.text, slugs, all->n);
    return NULL;
}

static ColumnRef *id_of(const TableObject *table)
{
    for (size_t i = 0; i < table->n_columns; i++)
        if (str_is(table->columns[i]->key, "id"))
            return table->columns[i];
    return NULL;
}

static TableObject *find_target(Eval *e, const Collections *all,
                                const CollectionField *f)
{
    Value v = f->field->target;
    TableObject *target = NULL;
    if (value_is_callable(v))
        v = eval_call(e, v, NULL, 0, f->at);
    if (v.kind == VALUE_UNKNOWN)
        eval_explain(e, v, f->at, "the collection of a relation");
    else if (v.kind == VALUE_STRING)
        target = find_slug(e, all, v);
    else if (value_table(v) && value_table(v)->collection)
        target = (TableObject *)v.native;
    else
        diag_error(eval_diag(e), v.at.file ? v.at : f->at, DIAG_W170,
                   "a relation leads to a collection, not to %s", value_noun(v));
    if (!target || id_of(target))
        return target;
    diag_error(eval_diag(e), v.at.file ? v.at : f->at, DIAG_W170,
               "the collection \"%.*s\" has no id to lead to",
               STR_ARG(target->collection->slug));
    return NULL;
}

// --- the columns ------------------------------------------------------------------------

static Value call_id(Eval *e, const Call *c)
{
    (void)e;
    return value_native(id_of(c->self), c->at);
}

static const Function id_function = {"a relation", call_id, NULL};

// A column as the target's id is, and a foreign key to it.
static void lead_to(Eval *e, Builder *b, TableObject *target, Str on_delete, Span at)
{
    const Builder *id = &id_of(target)->as;
    b->sql_type = id->sql_type;
    b->mode = id->mode;
    b->is_integer = id->is_integer;
    *arena_push(eval_arena(e), b->references, Reference) =
        (Reference){.callback = value_function(&id_function, target, at),
                    .on_delete = on_delete,
                    .at = at};
}

static Builder *put_column(Eval *e, Map *columns, const char *key, const char *name,
                           Span at)
{
    Builder *b = arena_new(eval_arena(e), Builder);
    *b = (Builder){.base = {&builder_class},
                   .name = str_z(name),
                   .sql_type = S("integer"),
                   .mode = MODE_NUMBER,
                   .is_integer = true,
                   .not_null = true,
                   .at = at};
    Entry *entry = map_put(eval_arena(e), columns, str_z(key));
    entry->value = value_native(b, at);
    entry->at = at;
    return b;
}

static void put_index(Eval *e, TableObject *junction, Array *extras, size_t column,
                      size_t n, Span at)
{
    Arena *a = eval_arena(e);
    Extra *x = arena_new(a, Extra);
    Array *on = arena_new(a, Array);
    Str name = junction->columns[column]->as.name;
    for (size_t i = 0; i < n; i++)
        *arena_push(a, *on, Value) = value_native(junction->columns[column + i], at);
    *x =
        (Extra){.base = {&extra_class},
                .kind = EXTRA_INDEX,
                .name = value_string(str_format(a, "%.*s_%.*s_index",
                                                STR_ARG(junction->name), STR_ARG(name)),
                                     at),
                .has_on = true,
                .columns = value_array(on, at),
                .at = at};
    *arena_push(a, *extras, Value) = value_native(x, at);
}

// Rows of (_parent_id, _order, value): gone with either of the two that they join.
static TableObject *make_junction(Eval *e, TableObject *parent,
                                  const CollectionField *f)
{
    Arena *a = eval_arena(e);
    Map *columns = arena_new(a, Map);
    Str name = f->field->between.len ? f->field->between
                                     : str_format(a, "%.*s_%.*s", STR_ARG(parent->name),
                                                  STR_ARG(f->target->name));
    Builder *id = put_column(e, columns, "id", "id", f->at);
    id->primary_key = id->autoincrement = true;
    lead_to(e, put_column(e, columns, "parentId", "_parent_id", f->at), parent,
            S("cascade"), f->at);
    put_column(e, columns, "order", "_order", f->at);
    lead_to(e, put_column(e, columns, "value", "value", f->at), f->target, S("cascade"),
            f->at);
    TableObject *junction = table_new(e, name, value_object(columns, f->at), f->at);
    Array *extras = arena_new(a, Array);
    put_index(e, junction, extras, 1, 2, f->at);
    put_index(e, junction, extras, 3, 1, f->at);
    junction->extra = value_array(extras, f->at);
    return junction;
}

static void link_field(Eval *e, const Collections *all, TableObject *table,
                       CollectionField *f)
{
    if (f->field->word->type != FIELD_RELATION)
        return;
    f->target = find_target(e, all, f);
    if (!f->target)
        return;
    if (f->column)
        lead_to(e, &f->column->as, f->target, f->field->on_delete, f->at);
    else if (f->field->has_many && id_of(table))
        f->junction = make_junction(e, table, f);
    else if (f->field->has_many)
        diag_error(eval_diag(e), f->at, DIAG_W170,
                   "a relation to many needs an id of this collection");
}

void collections_link(Eval *e)
{
    Collections *all = ((Meaning *)eval_context(e))->collections;
    for (size_t i = 0; i < all->n; i++) { // a callback may read a module with more
        Collection *c = all->items[i]->collection;
        for (size_t k = 0; k < c->n_fields; k++)
            link_field(e, all, all->items[i], &c->fields[k]);
    }
}

// --- to the catalog -----------------------------------------------------------------------

typedef struct Linker {
    Eval *e;
    Arena *arena; // the catalog's
    RelationList *out;
} Linker;

static const Str *one_name(Linker *l, const ColumnRef *column)
{
    Str *name = arena_new(l->arena, Str);
    *name = str_copy(l->arena, column_name(l->e, column));
    return name;
}

static DeclaredRelation *put(Linker *l, const ColumnRef *from, const ColumnRef *to,
                             Str key, bool many, Span at)
{
    DeclaredRelation *out = arena_push(l->arena, *l->out, DeclaredRelation);
    *out = (DeclaredRelation){.key = str_copy(l->arena, key),
                              .table = str_copy(l->arena, from->table->name),
                              .many = many,
                              .target = str_copy(l->arena, to->table->name),
                              .columns = one_name(l, from),
                              .n_columns = 1,
                              .target_columns = one_name(l, to),
                              .n_target_columns = 1,
                              .at = at};
    return out;
}

// tags: all of them; tagsInOrder: the rows between, which know their order, with the
// item of each.
static void put_many(Linker *l, const TableObject *table, const CollectionField *f)
{
    const TableObject *between = f->junction;
    const ColumnRef *parent = between->columns[1], *value = between->columns[3];
    Str ordered = str_format(l->arena, "%.*sInOrder", STR_ARG(f->key));
    DeclaredRelation *many =
        put(l, id_of(table), id_of(f->target), f->key, true, f->at);
    many->through = str_copy(l->arena, between->name);
    many->through_columns = one_name(l, parent);
    many->n_through_columns = 1;
    many->through_target_columns = one_name(l, value);
    many->n_through_target_columns = 1;
    put(l, id_of(table), parent, ordered, true, f->at);
    put(l, parent, id_of(table), S("parent"), false, f->at);
    put(l, value, id_of(f->target), S("item"), false, f->at);
}

void collection_relations(Eval *e, Arena *a, const TableObject *table,
                          RelationList *out)
{
    Linker l = {e, a, out};
    const Collection *c = table->collection;
    for (size_t i = 0; i < c->n_fields; i++) {
        const CollectionField *f = &c->fields[i];
        if (f->junction)
            put_many(&l, table, f);
        else if (f->target && f->column)
            put(&l, f->column, id_of(f->target), f->key, false, f->at)->optional =
                !f->field->required;
    }
}
