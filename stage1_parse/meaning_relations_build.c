// meaning_relations_build.c - relations from what was said of them to the catalog: who
// is whose other side, and that both lead somewhere.

#include "stage1_parse/meaning_relations.h"

#include <stdarg.h>

typedef struct Relations {
    Eval *e;
    Arena *arena; // the catalog's
    struct {
        RelationObject **items;
        size_t n, capacity;
    } all; // of one set, or of all calls of relations()
    const TableObject *const *found;
    size_t n_found;
} Relations;

// --- what the callbacks say --------------------------------------------------------

static void add(Relations *r, TableObject *source, const Entry *entry)
{
    Value v = entry->value;
    RelationObject *relation = arena_new(eval_arena(r->e), RelationObject);
    if (v.kind == VALUE_UNKNOWN || !value_is_native(v, &relation_class)) {
        if (v.kind == VALUE_UNKNOWN)
            eval_explain(r->e, v, entry->at, "a relation");
        else
            diag_error(eval_diag(r->e), entry->at, DIAG_W119,
                       "\"%.*s\" is not a relation: it is %s", STR_ARG(entry->key),
                       value_noun(v));
        return;
    }
    *relation = *(const RelationObject *)v.native;
    relation->source = source;
    relation->key = entry->key;
    relation->at = entry->at.file ? entry->at : relation->at;
    for (size_t i = 0; i < r->all.n; i++) // a key said again is the later one's
        if (r->all.items[i]->source == source &&
            str_eq(r->all.items[i]->key, relation->key)) {
            r->all.items[i] = relation;
            return;
        }
    *arena_push(eval_arena(r->e), r->all, RelationObject *) = relation;
}

static void add_all(Relations *r, TableObject *source, Value members, Span at)
{
    if (members.kind == VALUE_OBJECT) {
        for (size_t i = 0; i < members.object->n; i++)
            add(r, source, &members.object->items[i]);
        return;
    }
    if (members.kind == VALUE_UNKNOWN)
        eval_explain(r->e, members, at, "the relations of a table");
    else
        diag_error(eval_diag(r->e), at, DIAG_W119,
                   "a table's relations must be an object, not %s",
                   value_noun(members));
}

// { users: { posts: r.many.posts() }, ... }
static void add_tables(Relations *r, const RelationSet *set, Value tables, Str only)
{
    Map *properties = eval_properties(r->e, tables);
    for (size_t i = 0; i < properties->n; i++) {
        const Entry *entry = &properties->items[i];
        const Entry *table = map_find(set->tables, entry->key);
        if (only.len && !str_eq(only, entry->key))
            continue;
        if (table) {
            add_all(r, (TableObject *)table->value.native, entry->value, entry->at);
            continue;
        }
        diag_error(eval_diag(r->e), entry->at, DIAG_W119,
                   "\"%.*s\" is none of the tables that these relations were given",
                   STR_ARG(entry->key));
    }
}

static void add_part(Relations *r, const RelationPart *part)
{
    RelationSet *set = part->set;
    Value v = relation_members(r->e, set);
    if (value_nullish(set->callback))
        return;
    if (set->table)
        add_all(r, set->table, v, set->at);
    else if (v.kind == VALUE_OBJECT)
        add_tables(r, set, v, part->key);
    else
        add_all(r, NULL, v, set->at); // which says what is wrong with it
}

// --- the other side -----------------------------------------------------------------

// Drizzle's rules, old and new: by name, or, where there is none, by the two tables.
static bool is_reverse(const RelationObject *of, const RelationObject *it)
{
    if (it->source != of->target)
        return false;
    if (of->name.len)
        return it != of && str_eq(it->name, of->name);
    if (of->is_old)
        return it->target == of->source;
    return it != of && it->target == of->source && !it->name.len;
}

// defineRelations() throws at once; of relations() nobody hears until a query follows
// the relation, so the schema stands, without it. Neither is built.
static bool refuse(Relations *r, const RelationObject *of, const char *what, Str table,
                   const RelationObject *other)
{
    diag_report(eval_diag(r->e), of->is_old ? SEVERITY_WARNING : SEVERITY_ERROR, of->at,
                DIAG_W119, "relation \"%.*s\" %s%.*s", STR_ARG(of->key), what,
                STR_ARG(table));
    if (other)
        diag_note(eval_diag(r->e), other->at, "this one");
    return false;
}

static bool resolve(Relations *r, RelationObject *of)
{
    const RelationObject *reverse = NULL;
    for (size_t i = 0; i < r->all.n; i++) {
        const RelationObject *it = r->all.items[i];
        if (!is_reverse(of, it))
            continue;
        if (reverse)
            return refuse(r, of,
                          of->name.len
                              ? "names no columns, and more than one relation of its "
                                "target has its name"
                              : "names no columns, and more than one relation leads "
                                "back; give the two that belong together one name",
                          (Str){0}, it);
        reverse = it;
    }
    if (!reverse)
        return refuse(r, of,
                      "names no columns, and no relation of its target leads back",
                      (Str){0}, NULL);
    if (!reverse->has_columns || (of->is_old && reverse->is_many))
        return refuse(r, of,
                      "names no columns, and neither does the one that leads back",
                      (Str){0}, reverse);
    of->columns = reverse->targets;
    of->targets = reverse->columns;
    of->through = reverse->through_targets;
    of->through_targets = reverse->through;
    if (of->where.kind == VALUE_UNDEFINED) {
        of->where = reverse->where;
        of->where_of = reverse->where_of;
        of->where_is_reversed = reverse->where.kind != VALUE_UNDEFINED;
    }
    return true;
}

// --- what a relation must be --------------------------------------------------------

static bool is_found(const Relations *r, const TableObject *table)
{
    for (size_t i = 0; i < r->n_found; i++)
        if (r->found[i] == table)
            return true;
    return false;
}

static bool check_table(Relations *r, const RelationObject *relation,
                        const TableObject *table)
{
    return is_found(r, table) ||
           refuse(r, relation,
                  "needs a table that the schema does not export: ", table->name, NULL);
}

static bool wrong(Relations *r, const RelationObject *relation, const char *fmt, ...)
    __attribute__((format(printf, 3, 4)));

static bool wrong(Relations *r, const RelationObject *relation, const char *fmt, ...)
{
    va_list args;
    va_start(args, fmt);
    Str what = str_vformat(eval_arena(r->e), fmt, args);
    va_end(args);
    diag_error(eval_diag(r->e), relation->at, DIAG_W119, "%.*s", STR_ARG(what));
    return false;
}

static bool check_columns(Relations *r, const RelationObject *relation,
                          const RelationColumns *columns, const TableObject *table)
{
    for (size_t i = 0; i < columns->n; i++) {
        const ColumnRef *column = columns->items[i];
        if (column->table != table)
            return wrong(r, relation,
                         "\"%.*s\" is a column of \"%.*s\", not of \"%.*s\"",
                         STR_ARG(column->key), STR_ARG(column->table->name),
                         STR_ARG(table->name));
    }
    return true;
}

// Every column goes through the table between, or none does.
static bool check_through(Relations *r, const RelationObject *relation)
{
    const RelationColumns *near = &relation->through, *far = &relation->through_targets;
    if (!near->n && !far->n)
        return relation_is_even(r->e, relation);
    if (near->n != relation->columns.n || far->n != relation->targets.n)
        return wrong(r, relation,
                     "through() stands on every column of a relation, or on none");
    const TableObject *between = near->items[0]->table;
    return check_table(r, relation, between) &&
           check_columns(r, relation, near, between) &&
           check_columns(r, relation, far, between);
}

static bool check_key(Relations *r, const RelationObject *relation)
{
    const TableObject *source = relation->source;
    for (size_t i = 0; i < source->n_columns && !relation->is_old; i++)
        if (str_eq(source->columns[i]->key, relation->key))
            return wrong(r, relation, "\"%.*s\" is a column of \"%.*s\" already",
                         STR_ARG(relation->key), STR_ARG(source->name));
    return true;
}

static bool check(Relations *r, const RelationObject *relation)
{
    return check_key(r, relation) && check_table(r, relation, relation->source) &&
           check_table(r, relation, relation->target) &&
           check_columns(r, relation, &relation->columns, relation->source) &&
           check_columns(r, relation, &relation->targets, relation->target) &&
           check_through(r, relation);
}

// --- to the catalog -----------------------------------------------------------------

static const Str *names(Relations *r, const RelationColumns *columns, size_t *n)
{
    Str *out = arena_many(r->arena, Str, columns->n);
    for (size_t i = 0; i < columns->n; i++)
        out[i] = str_copy(r->arena, column_name(r->e, columns->items[i]));
    *n = columns->n;
    return out;
}

static bool build(Relations *r, const RelationObject *relation, DeclaredRelation *out)
{
    Arena *a = r->arena;
    *out = (DeclaredRelation){.key = str_copy(a, relation->key),
                              .table = str_copy(a, relation->source->name),
                              .many = relation->is_many,
                              .target = str_copy(a, relation->target->name),
                              .optional = relation->optional,
                              .name = str_copy(a, relation->name),
                              .at = relation->at};
    out->columns = names(r, &relation->columns, &out->n_columns);
    out->target_columns = names(r, &relation->targets, &out->n_target_columns);
    out->through_columns = names(r, &relation->through, &out->n_through_columns);
    out->through_target_columns =
        names(r, &relation->through_targets, &out->n_through_target_columns);
    if (relation->through.n)
        out->through = str_copy(a, relation->through.items[0]->table->name);
    if (relation->where.kind == VALUE_UNDEFINED)
        return true;
    out->where_table = str_copy(a, relation->where_of->name);
    return relation_where(r->e, a, relation, &out->where_sql);
}

// All that know of each other in Drizzle.
static void build_together(Relations *r, RelationList *out)
{
    for (size_t i = 0; i < r->all.n; i++) {
        RelationObject *relation = r->all.items[i];
        DeclaredRelation built;
        if ((relation->has_columns || resolve(r, relation)) && check(r, relation) &&
            build(r, relation, &built)) {
            *arena_push(r->arena, *out, DeclaredRelation) = built;
            *arena_push(eval_arena(r->e), out->objects, const RelationObject *) =
                relation;
        }
    }
    r->all.n = 0;
}

// A part of a set that is there as a whole.
static bool is_covered(const RelationPart *parts, size_t n, const RelationPart *part)
{
    for (size_t i = 0; i < n && part->key.len; i++)
        if (parts[i].set == part->set && !parts[i].key.len)
            return true;
    return false;
}

void relations_build(Eval *e, Arena *a, const RelationPart *parts, size_t n_parts,
                     const TableObject *const *found, size_t n_found, RelationList *out)
{
    Relations r = {.e = e, .arena = a, .found = found, .n_found = n_found};
    for (size_t i = 0; i < n_parts; i++)
        if (parts[i].set->table)
            add_part(&r, &parts[i]);
    build_together(&r, out);
    for (size_t i = 0; i < n_parts; i++)
        if (!parts[i].set->table && !is_covered(parts, n_parts, &parts[i])) {
            add_part(&r, &parts[i]);
            build_together(&r, out);
        }
}
