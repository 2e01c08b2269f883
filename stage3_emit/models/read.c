// read.c - the statements that read.

#include "stage3_emit/models/statement.h"

#include "stage3_emit/names.h"

static void put_columns(Draft *d, const TableModel *m)
{
    bool first = true;
    draft_put(d, "SELECT ");
    for (size_t i = 0; i < m->table->n_columns; i++) {
        const ModelColumn *c = &m->table->columns[i];
        if (c->hidden || model_denies(m, ACTION_READ, c))
            continue;
        draft_comma(d, first, c->name.len, "\n       ");
        draft_name(d, c->name);
        first = false;
    }
}

// The text itself, whatever is in it: what LIKE takes for more is escaped.
static void put_like(Draft *d, const ModelColumn *c, bool any)
{
    Str name = name_kept(d->arena, c->name);
    draft_put(d, any ? " AND " : "\nWHERE ");
    draft_name(d, c->name);
    draft_put(d, " LIKE '%' || replace(replace(replace(");
    draft_param(d, (OperationArgument){.param = name, .column = c});
    draft_put(d, ", '\\', '\\\\'),\n    '%', '\\%'), '_', '\\_') || '%' ESCAPE '\\'");
}

static void put_order(Draft *d, const TableModel *m, const Reading *how)
{
    const OrderTerm *order = how->wish ? how->wish->order : m->declared->order;
    size_t n = how->wish ? how->wish->n_order : m->declared->n_order;
    if (how->count || how->by_key || how->one > n)
        return;
    for (size_t i = 0; i < (n ? n : m->n_key); i++) {
        draft_put(d, i ? ", " : "\nORDER BY ");
        draft_name(d, n ? order[i].column : m->key[i]->name);
        draft_put(d, n && order[i].descending ? " DESC" : "");
    }
}

static void put_optional(Draft *d, const char *name, const char *otherwise)
{
    draft_put(d, "coalesce(");
    draft_param(d, (OperationArgument){.param = str_z(name), .optional = true});
    draft_put(d, otherwise);
}

static void put_limit(Draft *d, const Reading *how)
{
    if (how->filter && !how->count) {
        draft_put(d, "\nLIMIT ");
        put_optional(d, "take", ", -1)");
        draft_put(d, " OFFSET ");
        put_optional(d, "skip", ", 0)");
    } else if (how->top || how->range) {
        draft_put(d, "\nLIMIT ");
        draft_param(d, (OperationArgument){.param = S("take")});
    } else if (how->one && !how->by_key) {
        draft_put(d, "\nLIMIT 1");
    }
    if (how->range) {
        draft_put(d, " OFFSET ");
        draft_param(d, (OperationArgument){.param = S("skip")});
    }
}

OperationStatement read_statement(Arena *a, const TableModel *m, Span at, Str name,
                                  Reading how)
{
    size_t n;
    const ModelColumn *const *columns = wish_columns(a, m, how.wish, &n);
    Matching matching = {.model = m,
                         .columns = how.by_key ? m->key : columns,
                         .n_columns = how.by_key ? m->n_key
                                      : how.like ? 0
                                                 : n,
                         .prefix = "",
                         .from = how.from_row ? FROM_ROW : FROM_CALLER,
                         .live_only = !how.with_deleted,
                         .null_is_equal = how.from_row,
                         .action = ACTION_READ,
                         .where = how.wish ? &how.wish->where : NULL};
    Draft d = draft_new(a, at);
    draft_reserve_all(&d, &matching);
    if (how.count)
        draft_put(&d, "SELECT count(*) AS count");
    else
        put_columns(&d, m);
    draft_put(&d, "\nFROM ");
    draft_name(&d, m->table->name);
    size_t before = d.out.n;
    draft_where(&d, &matching);
    if (how.like)
        put_like(&d, columns[0], d.out.n > before);
    put_order(&d, m, &how);
    put_limit(&d, &how);
    return draft_end(&d, m, name, (Str){0});
}

OperationStatement exists_statement(Arena *a, const TableModel *m, Span at, Str name,
                                    OperationKind kind)
{
    bool deletes = kind == OPERATION_DELETE;
    Matching matching = {.model = m,
                         .columns = m->key,
                         .n_columns = m->n_key,
                         .prefix = "",
                         .from = kind == OPERATION_UPDATE ? FROM_ROW : FROM_CALLER,
                         .live_only = deletes,
                         .action = deletes ? ACTION_DELETE : ACTION_UPDATE};
    Draft d = draft_new(a, at);
    draft_reserve_all(&d, &matching);
    draft_put(&d, "SELECT 1 AS found\nFROM ");
    draft_name(&d, m->table->name);
    draft_where(&d, &matching);
    return draft_end(&d, m, name, S("exists"));
}
