// walk.c - from the values that modules export to tables, views and queries.

#include "stage1_parse/walk.h"

#include "stage1_parse/meaning_join.h"
#include "stage1_parse/meaning_model.h"
#include "stage1_parse/meaning_union.h"

#include <stddef.h>
#include <stdlib.h>
#include <string.h>

// True the first time it is asked about the key made of these.
static bool first_time(Walk *w, const void *identity, Str more)
{
    Arena *a = eval_arena(w->e);
    Str key = str_format(a, "%p %.*s", identity, STR_ARG(more));
    size_t before = w->seen.n;
    map_put(a, &w->seen, key);
    return w->seen.n > before;
}

// --- queries -----------------------------------------------------------------

static const QueryObject *query_of(Value v)
{
    return value_is_native(v, &query_class) ? (const QueryObject *)v.native : NULL;
}

static Str file_of(Walk *w, Span at)
{
    return diag_path(eval_diag(w->e), at.file);
}

static Str doc_of(Walk *w, const Entry *entry)
{
    Str doc = eval_doc(w->e, entry->at);
    return doc.len ? str_copy(w->arena, doc) : (Str){0};
}

static void name_queries(Walk *w, size_t first, Str group, Str module,
                         const Entry *entry)
{
    for (size_t i = first; i < w->queries.n; i++) {
        Query *query = &w->queries.items[i];
        query->module = str_copy(w->arena, module);
        query->group = group.len ? str_copy(w->arena, group) : (Str){0};
        query->name = str_copy(w->arena, entry->key);
        query->doc = doc_of(w, entry);
    }
}

static void take_query(Walk *w, const QueryObject *object, Str group, Str module,
                       const Entry *entry)
{
    Arena *a = eval_arena(w->e);
    size_t first = w->queries.n;
    if (!first_time(w, object,
                    str_format(a, "%.*s %.*s", STR_ARG(group), STR_ARG(entry->key))))
        return;
    if (object->relational) {
        *arena_push(a, w->late, LateQuery) = (LateQuery){object, group, module, entry};
        return;
    }
    if (query_build(w->e, w->arena, object, &w->queries))
        name_queries(w, first, group, module, entry);
    else
        w->queries.n = first;
}

// defineRelations() has keys of its own.
static void take_relation_keys(Walk *w)
{
    for (size_t i = 0; i < w->parts.n; i++) {
        const Map *tables = w->parts.items[i].set->tables;
        for (size_t k = 0; tables && k < tables->n; k++)
            *map_put(eval_arena(w->e), &w->keys, tables->items[k].key) =
                tables->items[k];
    }
}

static void take_late(Walk *w)
{
    take_relation_keys(w);
    RelationalSchema schema = {.tables = &w->keys,
                               .relations = &w->relations,
                               .built = w->tables.items,
                               .n_built = w->tables.n,
                               .models = w->models.items,
                               .n_models = w->models.n};
    for (size_t i = 0; i < w->late.n; i++) {
        const LateQuery *late = &w->late.items[i];
        size_t first = w->queries.n;
        if (relational_build(w->e, w->arena, &schema, late->object->relational,
                             late->object->stated, late->object->at, &w->queries))
            name_queries(w, first, late->group, late->module, late->entry);
        else
            w->queries.n = first;
    }
}

static bool holds_query(const Map *map)
{
    for (size_t i = 0; i < map->n; i++)
        if (query_of(map->items[i].value))
            return true;
    return false;
}

// In a group of queries whatever is not known may have been meant to be one.
static void take_group(Walk *w, const Entry *group, const Map *members)
{
    Arena *a = eval_arena(w->e);
    bool nameless = str_is(group->key, "default");
    Str name = nameless ? (Str){0} : group->key;
    Str module = nameless ? name_of_file(a, file_of(w, group->at))
                          : name_of_group(a, group->key);
    for (size_t i = 0; i < members->n; i++) {
        const Entry *member = &members->items[i];
        Value v = member->value;
        if (query_of(v))
            take_query(w, query_of(v), name, module, member);
        else if (v.kind == VALUE_UNKNOWN)
            eval_explain(w->e, v, member->at, "a query");
    }
}

static void take_relations(Walk *w, RelationSet *set, Str key)
{
    Arena *a = eval_arena(w->e);
    if (first_time(w, set, key.len ? key : S(" "))) // no key: no table is named " "
        *arena_push(a, w->parts, RelationPart) = (RelationPart){.set = set, .key = key};
}

// { ...defineRelations(...), ...defineRelationsPart(...) }
static void take_relation_parts(Walk *w, const Map *members)
{
    for (size_t i = 0; i < members->n; i++) {
        Value v = members->items[i].value;
        if (!value_is_native(v, &relation_part_class))
            continue;
        const RelationPart *part = (const RelationPart *)v.native;
        take_relations(w, part->set, part->key);
    }
}

static void take_object(Walk *w, const Entry *entry)
{
    const Map *members = entry->value.object;
    bool group = holds_query(members);
    if (group)
        take_group(w, entry, members);
    take_relation_parts(w, members);
    for (size_t i = 0; i < members->n; i++) {
        const Entry *member = &members->items[i];
        Value v = member->value;
        if (v.kind == VALUE_OBJECT && holds_query(v.object))
            diag_error(eval_diag(w->e), member->at, DIAG_W104,
                       "a group of queries inside another object is not understood; "
                       "export \"%.*s\" by itself",
                       STR_ARG(member->key));
        else if (!group && v.kind == VALUE_UNKNOWN && v.unknown->grave)
            eval_explain(w->e, v, member->at, "a part of what is exported");
    }
}

// --- models ------------------------------------------------------------------

static bool is_found(const Walk *w, Str table)
{
    for (size_t i = 0; i < w->found.n; i++)
        if (str_eq(w->found.items[i]->name, table))
            return true;
    return false;
}

static void check_model(Walk *w, const DeclaredModel *model, size_t n_before)
{
    Diag *d = eval_diag(w->e);
    if (!is_found(w, model->table))
        diag_error(d, model->at, DIAG_W112,
                   "this is a model of \"%.*s\", which is not exported",
                   STR_ARG(model->table));
    for (size_t i = 0; i < n_before; i++)
        if (str_eq(w->models.items[i].table, model->table)) {
            diag_error(d, model->at, DIAG_W115, "\"%.*s\" has two models",
                       STR_ARG(model->table));
            diag_note(d, w->models.items[i].at, "the other one");
            return;
        }
}

static void take_model(Walk *w, const ModelObject *model)
{
    DeclaredModel out;
    if (first_time(w, model, (Str){0}) && model_build(w->e, w->arena, model, &out))
        *arena_push(w->arena, w->models, DeclaredModel) = out;
}

// --- exports -----------------------------------------------------------------

static void take_table(Walk *w, const TableObject *table, const Entry *entry);

// The tables between it and others.
static void take_junctions(Walk *w, const Collection *c)
{
    for (size_t i = 0; i < c->n_fields; i++) {
        const CollectionField *f = &c->fields[i];
        if (!f->junction)
            continue;
        Entry entry = {.key = casing_camel(eval_arena(w->e), f->junction->name),
                       .at = f->at};
        take_table(w, f->junction, &entry);
    }
}

static void take_table(Walk *w, const TableObject *table, const Entry *entry)
{
    *map_put(eval_arena(w->e), &w->keys, entry->key) = *entry;
    if (!first_time(w, table, (Str){0}))
        return;
    *arena_push(eval_arena(w->e), w->found, const TableObject *) = table;
    if (!table->is_view) {
        Table out;
        table_build(w->e, w->arena, table, entry->key, &out);
        out.doc = doc_of(w, entry);
        *arena_push(w->arena, w->tables, Table) = out;
        if (table->collection)
            take_junctions(w, table->collection);
        return;
    }
    View view;
    if (view_build(w->e, w->arena, table, entry->key, &view)) {
        view.doc = doc_of(w, entry);
        *arena_push(w->arena, w->views, View) = view;
        if (table->joined)
            *arena_push(eval_arena(w->e), w->joined, const TableObject *) = table;
    }
}

// What is exported by itself as well has the name it has there.
static void take_configuration(Walk *w, const Configuration *configuration)
{
    for (size_t i = 0; i < configuration->collections.n; i++) {
        const TableObject *table = configuration->collections.items[i];
        Entry entry = {.key = casing_camel(eval_arena(w->e), table->name),
                       .at = table->at};
        take_table(w, table, &entry);
    }
}

static void take(Walk *w, const Entry *entry)
{
    Value v = entry->value;
    Arena *a = eval_arena(w->e);
    if (value_table(v))
        take_table(w, value_table(v), entry);
    else if (query_of(v))
        take_query(w, query_of(v), (Str){0},
                   name_of_file(a, file_of(w, query_of(v)->at)), entry);
    else if (value_is_native(v, &union_class) && first_time(w, v.native, (Str){0}))
        *arena_push(a, w->union_objects, Entry) = *entry;
    else if (value_is_native(v, &model_class))
        take_model(w, (const ModelObject *)v.native);
    else if (walk_take_seeds(w, v))
        return;
    else if (value_is_native(v, &relation_set_class))
        take_relations(w, (RelationSet *)v.native, (Str){0});
    else if (v.kind == VALUE_OBJECT)
        take_object(w, entry);
    else if (v.kind == VALUE_UNKNOWN && v.unknown->grave)
        eval_explain(w->e, v, entry->at, "what is exported");
    else if (first_time(w, v.kind == VALUE_UNKNOWN ? eval_reason(v) : NULL, entry->key))
        *arena_push(a, w->others, Entry) = *entry;
}

void walk_exports(Walk *w, const Entry *exports, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (!value_is_native(exports[i].value, &configuration_class))
            take(w, &exports[i]);
    for (size_t i = 0; i < n; i++)
        if (value_is_native(exports[i].value, &configuration_class))
            take_configuration(w, (const Configuration *)exports[i].value.native);
}

// --- names against each other ------------------------------------------------

// What may not share a name: to SQLite all of them are objects of one schema.
typedef struct Kind {
    const char *one, *many;
} Kind;

static const Kind table_kind = {"a table", "tables"}, view_kind = {"a view", "views"},
                  index_kind = {"an index", "indexes"};

static void clash(Walk *w, Map *names, Str name, const Kind *kind, Span at)
{
    Arena *a = eval_arena(w->e);
    Buf lower = {.arena = a};
    for (size_t i = 0; i < name.len; i++)
        buf_char(&lower,
                 (char)(name.ptr[i] >= 'A' && name.ptr[i] <= 'Z' ? name.ptr[i] + 32
                                                                 : name.ptr[i]));
    size_t before = names->n;
    Entry *entry = map_put(a, names, buf_str(&lower));
    if (names->n > before) {
        entry->at = at;
        entry->value.text = str_z(kind->one);
        return;
    }
    if (str_is(entry->value.text, kind->one))
        diag_error(eval_diag(w->e), at, DIAG_W115, "two %s are named \"%.*s\"",
                   kind->many, STR_ARG(name));
    else
        diag_error(eval_diag(w->e), at, DIAG_W115, "%s and %.*s are named \"%.*s\"",
                   kind->one, STR_ARG(entry->value.text), STR_ARG(name));
    diag_note(eval_diag(w->e), entry->at, "the other one");
}

// Statements of one query stay in their order.
static int by_place(const void *a, const void *b)
{
    const Query *x = *(const Query *const *)a, *y = *(const Query *const *)b;
    if (x->at.file != y->at.file)
        return x->at.file < y->at.file ? -1 : 1;
    if (x->at.start != y->at.start)
        return x->at.start < y->at.start ? -1 : 1;
    int order = str_cmp(x->group, y->group);
    order = order ? order : str_cmp(x->name, y->name);
    return order ? order : (x > y) - (x < y);
}

static void sort_queries(Walk *w)
{
    size_t n = w->queries.n;
    const Query **order = arena_many(eval_arena(w->e), const Query *, n);
    Query *sorted = arena_many(w->arena, Query, n);
    for (size_t i = 0; i < n; i++)
        order[i] = &w->queries.items[i];
    if (n)
        qsort(order, n, sizeof *order, by_place);
    for (size_t i = 0; i < n; i++)
        sorted[i] = *order[i];
    w->queries.items = sorted;
}

// --- what is not taken -------------------------------------------------------

static const char *owner_of(Value v)
{
    return v.kind == VALUE_UNKNOWN ? v.unknown->owner : NULL;
}

enum { SHOWN_NAMES = 6 };

// "users, posts" of what belongs to the owner, or of all if that is null.
static Str names_of(Walk *w, const char *owner, size_t *n)
{
    Buf names = {.arena = eval_arena(w->e)};
    *n = 0;
    for (size_t i = 0; i < w->others.n; i++) {
        if (owner && owner_of(w->others.items[i].value) != owner)
            continue;
        if ((*n)++ < SHOWN_NAMES)
            buf_format(&names, "%s%.*s", names.n ? ", " : "",
                       STR_ARG(w->others.items[i].key));
    }
    if (*n > SHOWN_NAMES)
        buf_z(&names, ", ...");
    return buf_str(&names);
}

// Each owner once, where its first export stands.
static void note_owners(Walk *w)
{
    for (size_t i = 0; i < w->others.n; i++) {
        const Entry *entry = &w->others.items[i];
        const char *owner = owner_of(entry->value);
        size_t n;
        if (!owner || !first_time(w, owner, S("owner")))
            continue;
        Str names = names_of(w, owner, &n);
        diag_report(eval_diag(w->e), SEVERITY_NOTE, entry->at, DIAG_W118,
                    "%zu %s of %s %s not taken: %.*s", n, n == 1 ? "export" : "exports",
                    owner, n == 1 ? "is" : "are", STR_ARG(names));
    }
}

static void check_something(Walk *w, Span first)
{
    Diag *d = eval_diag(w->e);
    size_t n;
    if (w->tables.n + w->views.n + w->statements.n + w->queries.n > 0 || diag_failed(d))
        return;
    Str names = names_of(w, NULL, &n);
    diag_error(d, first, DIAG_W116, "no SQLite table, view or query is exported here");
    for (size_t i = 0; i < w->others.n; i++) {
        const char *owner = owner_of(w->others.items[i].value);
        if (owner && first_time(w, owner, S("nothing")))
            diag_note(d, w->others.items[i].at,
                      "this is %s's: drizzle-orm/sqlite-core has SQLite's tables",
                      owner);
    }
    if (n)
        diag_note(d, (Span){0}, "exported are: %.*s", STR_ARG(names));
}

static void take_collection_relations(Walk *w)
{
    for (size_t i = 0; i < w->found.n; i++) {
        const TableObject *table = w->found.items[i];
        for (size_t k = 0; table->collection && k < table->collection->n_fields; k++) {
            const CollectionField *f = &table->collection->fields[k];
            if (f->target && !is_found(w, f->target->name))
                diag_error(eval_diag(w->e), f->at, DIAG_W170,
                           "this leads to the collection \"%.*s\", which is neither "
                           "exported nor in defineConfig()",
                           STR_ARG(f->target->collection->slug));
        }
        if (table->collection)
            collection_relations(w->e, w->arena, table, &w->relations);
    }
}

static void *joined_lists(Arena *a, const void *first, size_t n, const void *second,
                          size_t m, size_t size)
{
    char *all = arena_alloc(a, n + m, size, _Alignof(max_align_t));
    if (n)
        memcpy(all, first, n * size);
    if (m)
        memcpy(all + n * size, second, m * size);
    return all;
}

// A collection's table may have a model besides: both hold.
static void put_model(Walk *w, const DeclaredModel *model)
{
    Arena *a = w->arena;
    for (size_t i = 0; i < w->models.n; i++) {
        DeclaredModel *m = &w->models.items[i];
        if (!str_eq(m->table, model->table))
            continue;
        m->permissions =
            joined_lists(a, m->permissions, m->n_permissions, model->permissions,
                         model->n_permissions, sizeof(ModelPermission));
        m->n_permissions += model->n_permissions;
        m->hooks = joined_lists(a, model->hooks, model->n_hooks, m->hooks, m->n_hooks,
                                sizeof(ModelHook));
        m->n_hooks += model->n_hooks;
        m->stored = model->stored;
        m->n_stored = model->n_stored;
        return;
    }
    *arena_push(a, w->models, DeclaredModel) = *model;
}

static void take_collection_models(Walk *w)
{
    for (size_t i = 0; i < w->found.n; i++) {
        DeclaredModel model;
        if (w->found.items[i]->collection &&
            collection_model(w->e, w->arena, w->found.items[i], &model) &&
            (model.n_permissions || model.n_hooks || model.n_stored))
            put_model(w, &model);
    }
}

// When all tables and models are there.
static void take_unions(Walk *w)
{
    Catalog built = {.tables = w->tables.items,
                     .n_tables = w->tables.n,
                     .models = w->models.items,
                     .n_models = w->models.n};
    for (size_t i = 0; i < w->union_objects.n; i++) {
        const Entry *entry = &w->union_objects.items[i];
        DeclaredUnion made;
        UnionQueries queries = {0};
        if (!union_build(w->e, w->arena, (const UnionObject *)entry->value.native,
                         entry->key, &built, &made, &queries))
            continue;
        *arena_push(w->arena, w->unions, DeclaredUnion) = made;
        for (size_t k = 0; k < queries.n; k++)
            *arena_push(w->arena, w->queries, Query) = queries.items[k];
    }
}

// By the foreign keys of the tables, which are all there now.
static void join_views(Walk *w)
{
    for (size_t i = 0; i < w->joined.n; i++)
        for (size_t k = 0; k < w->views.n; k++)
            if (str_eq(w->views.items[k].name, w->joined.items[i]->name))
                joined_build(w->e, w->arena, w->joined.items[i], w->tables.items,
                             w->tables.n, &w->views.items[k].sql);
}

void walk_finish(Walk *w, Span first)
{
    note_owners(w);
    check_something(w, first);
    for (size_t i = 0; i < w->models.n; i++)
        check_model(w, &w->models.items[i], i);
    take_collection_models(w);
    Map names = {0};
    for (size_t i = 0; i < w->tables.n; i++)
        clash(w, &names, w->tables.items[i].name, &table_kind, w->tables.items[i].at);
    for (size_t i = 0; i < w->views.n; i++)
        clash(w, &names, w->views.items[i].name, &view_kind, w->views.items[i].at);
    for (size_t i = 0; i < w->tables.n; i++) {
        const Table *t = &w->tables.items[i];
        for (size_t k = 0; k < t->n_indexes; k++)
            clash(w, &names, t->indexes[k].name, &index_kind, t->indexes[k].at);
    }
    keys_sort(w->arena, w->tables.items, w->tables.n, sizeof(Table),
              offsetof(Table, name));
    keys_sort(w->arena, w->views.items, w->views.n, sizeof(View), offsetof(View, name));
    relations_build(w->e, w->arena, w->parts.items, w->parts.n, w->found.items,
                    w->found.n, &w->relations);
    take_late(w);
    walk_finish_seeds(w);
    take_collection_relations(w);
    join_views(w);
    take_unions(w);
    sort_queries(w);
}
