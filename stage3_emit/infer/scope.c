// scope.c - which table a name in an expression means.

#include "stage3_emit/infer/scope.h"
#include "stage3_emit/infer/rules.h"

bool instance_is_opaque(const Instance *i)
{
    return i->table == NULL;
}

// --- filling -------------------------------------------------------------------

const SqlCte *scope_find_cte(const Scope *s, const SqlSource *source,
                             const Scope **where)
{
    if (source->schema.ptr || !source->table.ptr)
        return NULL;
    for (; s; s = s->parent)
        for (size_t i = 0; s->with && i < s->with->n; i++)
            if (str_eq_nocase(s->with->items[i].name, source->table)) {
                *where = s;
                return &s->with->items[i];
            }
    return NULL;
}

static const ModelTable *find_table(const Model *m, const Scope *s,
                                    const SqlSource *source)
{
    const Scope *where;
    bool elsewhere = source->schema.ptr && !str_eq_nocase(source->schema, S("main"));
    if (!source->table.ptr || elsewhere || scope_find_cte(s, source, &where))
        return NULL;
    return model_find_table(m, source->table);
}

static const SqlExpr *list_param(const SqlSource *source)
{
    bool is_list = source->has_args && source->args.n == 1 &&
                   str_eq_nocase(source->table, S("weave_list")) &&
                   source->args.items[0]->kind == SQL_PARAM;
    return is_list ? source->args.items[0] : NULL;
}

static void add_source(Arena *a, const Model *m, Scope *s, const SqlSource *source)
{
    if (source->nested && !source->alias.ptr) {
        scope_add_from(a, m, s, source->nested);
        return;
    }
    *arena_push(a, *s, Instance) =
        (Instance){.name = source->alias.ptr ? source->alias : source->table,
                   .table = find_table(m, s, source),
                   .source = source,
                   .list = list_param(source)};
}

static void make_nullable(Scope *s, size_t from, size_t to)
{
    for (size_t i = from; i < to && rule_is_on(RULE_OUTER_JOIN); i++)
        s->items[i].nullable = true;
}

void scope_add_from(Arena *a, const Model *m, Scope *s, const SqlFrom *from)
{
    size_t first = s->n;
    for (size_t i = 0; i < from->n; i++) {
        const SqlSource *source = &from->items[i];
        size_t before = s->n;
        add_source(a, m, s, source);
        s->merged |= source->natural || source->using.n > 0;
        if (source->join & JOIN_LEFT)
            make_nullable(s, before, s->n);
        if (source->join & JOIN_RIGHT) {
            make_nullable(s, first, before);
            s->has_right = true;
        }
    }
}

const ModelTable *scope_add_target(Arena *a, const Model *m, Scope *s,
                                   const SqlSource *target)
{
    Instance i = {.name = target->alias.ptr ? target->alias : target->table,
                  .table = find_table(m, NULL, target),
                  .source = target};
    *arena_push(a, *s, Instance) = i;
    return i.table;
}

// --- finding -------------------------------------------------------------------

static bool is_rowid_name(Str name)
{
    return str_eq_nocase(name, S("rowid")) || str_eq_nocase(name, S("oid")) ||
           str_eq_nocase(name, S("_rowid_"));
}

static bool find_rowid(const ModelTable *t, const ModelColumn **out)
{
    *out = NULL;
    for (size_t i = 0; i < t->n_columns; i++)
        if (t->columns[i].rowid_alias)
            *out = &t->columns[i];
    return t->kind == MODEL_TABLE && !t->without_rowid;
}

static bool find_in(const Scope *s, const Instance *i, Str name, Found *out)
{
    if (instance_is_opaque(i))
        return false;
    const ModelColumn *c = model_find_column(i->table, name);
    if (!c && !(is_rowid_name(name) && find_rowid(i->table, &c)))
        return false;
    *out = (Found){.scope = s, .instance = i, .column = c};
    return true;
}

typedef enum Lookup {
    LOOKUP_NOTHING, // look further outside
    LOOKUP_UNSURE,
    LOOKUP_FOUND,
} Lookup;

static Lookup find_qualified(const Scope *s, const SqlExpr *e, Found *out)
{
    const Instance *hit = NULL;
    for (size_t i = 0; i < s->n; i++) {
        if (!str_eq_nocase(s->items[i].name, e->table))
            continue;
        if (hit || instance_is_opaque(&s->items[i]))
            return LOOKUP_UNSURE;
        hit = &s->items[i];
    }
    if (!hit)
        return LOOKUP_NOTHING;
    return find_in(s, hit, e->name, out) ? LOOKUP_FOUND : LOOKUP_NOTHING;
}

static bool is_alias(const Scope *s, Str name)
{
    for (size_t i = 0; s->core && i < s->core->items.n; i++)
        if (str_eq_nocase(s->core->items.items[i].alias, name))
            return true;
    return false;
}

// A column that SQLite found is not ambiguous: what a table of the model has, an opaque
// one beside it has not, unless USING made them one.
static Lookup find_bare(const Scope *s, const SqlExpr *e, Found *out)
{
    size_t hits = 0, opaque = 0;
    for (size_t i = s->n; i-- > 0;) { // backwards: the first of several is left in out
        const Instance *instance = &s->items[i];
        opaque += instance_is_opaque(instance);
        if (!instance->by_name_only && !instance_is_opaque(instance) &&
            model_find_column(instance->table, e->name))
            hits += find_in(s, instance, e->name, out);
    }
    out->several = hits > 1;
    if (hits == 1)
        return s->merged && opaque ? LOOKUP_UNSURE : LOOKUP_FOUND;
    if (hits > 1)
        return s->merged && !opaque ? LOOKUP_FOUND : LOOKUP_UNSURE;
    if (opaque || is_alias(s, e->name))
        return LOOKUP_UNSURE;
    return s->n == 1 && find_in(s, &s->items[0], e->name, out) ? LOOKUP_FOUND
                                                               : LOOKUP_NOTHING;
}

bool scope_find(const Scope *s, const SqlExpr *e, Found *out)
{
    *out = (Found){0};
    for (; s; s = s->parent) {
        Lookup l = e->table.ptr ? find_qualified(s, e, out) : find_bare(s, e, out);
        if (l != LOOKUP_NOTHING)
            return l == LOOKUP_FOUND;
    }
    return false;
}

bool scope_owns(const Scope *s, const SqlExpr *e)
{
    for (size_t i = 0; e->table.ptr && i < s->n; i++)
        if (str_eq_nocase(s->items[i].name, e->table))
            return true;
    Found found;
    return !e->table.ptr && find_bare(s, e, &found) == LOOKUP_FOUND;
}
