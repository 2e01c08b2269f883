// condition.c - which rows an operation is about: the WHERE of all of them.

#include "stage3_emit/models/statement.h"

#include "stage3_emit/names.h"

bool model_denies(const TableModel *m, ModelAction action, const ModelColumn *column)
{
    const DeclaredModel *said = m->declared;
    for (size_t i = 0; i < said->n_permissions; i++) {
        const ModelPermission *p = &said->permissions[i];
        bool here = column ? str_eq_nocase(p->column, column->name) : !p->column.len;
        if (p->action == action && here && !p->where.sql.len)
            return true;
    }
    return false;
}

bool model_limits(const TableModel *m, ModelAction action)
{
    for (size_t i = 0; i < m->declared->n_permissions; i++)
        if (m->declared->permissions[i].action == action)
            return true;
    return false;
}

const ModelColumn *const *wish_columns(Arena *a, const TableModel *m,
                                       const ModelWish *wish, size_t *n)
{
    *n = wish ? wish->n_columns : 0;
    const ModelColumn **columns = arena_many(a, const ModelColumn *, *n);
    for (size_t i = 0; i < *n; i++)
        columns[i] = model_find_column(m->table, wish->columns[i]);
    return columns;
}

// The condition under which the action is allowed at all; null: under any.
static const Condition *permission_of(const TableModel *m, ModelAction action,
                                      size_t *i)
{
    const DeclaredModel *said = m->declared;
    for (; *i < said->n_permissions; ++*i)
        if (said->permissions[*i].action == action &&
            !said->permissions[*i].column.len && said->permissions[*i].where.sql.len)
            return &said->permissions[(*i)++].where;
    return NULL;
}

void draft_reserve_all(Draft *d, const Matching *m)
{
    size_t i = 0;
    for (const Condition *c; (c = permission_of(m->model, m->action, &i));)
        draft_reserve(d, c);
    draft_reserve(d, m->where);
}

static void put_and(Draft *d, bool *any)
{
    draft_put(d, *any ? " AND " : "\nWHERE ");
    *any = true;
}

static bool is_optional(const TableModel *m, const ModelColumn *c)
{
    for (size_t i = 0; i < m->n_inserted; i++)
        if (m->inserted[i].column == c)
            return m->inserted[i].optional;
    return false;
}

static void put_equal(Draft *d, const Matching *m, const ModelColumn *c, bool *any)
{
    put_and(d, any);
    draft_name(d, c->name);
    draft_put(d, m->null_is_equal && !c->not_null ? " IS " : " = ");
    Str name = str_format(d->arena, "%s%.*s", m->prefix,
                          STR_ARG(name_kept(d->arena, c->name)));
    draft_param(d, (OperationArgument){.param = name,
                                       .from = m->from,
                                       .column = c,
                                       .optional = m->null_is_equal &&
                                                   is_optional(m->model, c)});
}

// Of a column that says when, nothing; of one that says whether, 0 as well.
static void put_live(Draft *d, const ModelColumn *c, bool *any)
{
    put_and(d, any);
    draft_name(d, c->name);
    draft_put(d, c->type.mode == MODE_BOOLEAN ? " IS NOT 1" : " IS NULL");
}

void draft_where(Draft *d, const Matching *m)
{
    bool any = false;
    for (size_t i = 0; i < m->n_columns; i++)
        put_equal(d, m, m->columns[i], &any);
    if (m->versioned && m->model->version)
        put_equal(d, m, m->model->version, &any);
    if (m->live_only && m->model->soft_delete)
        put_live(d, m->model->soft_delete, &any);
    size_t i = 0;
    for (const Condition *c; (c = permission_of(m->model, m->action, &i));) {
        put_and(d, &any);
        draft_condition(d, c);
    }
    if (m->where && m->where->sql.len) {
        put_and(d, &any);
        draft_condition(d, m->where);
    }
}
