// view.c - the columns of views: their SELECTs, inferred once when the model is made.

#include "stage3_emit/infer/view.h"

#include "stage3_emit/infer/value.h"

static ModelColumn *column_at(const ModelTable *t, size_t i)
{
    return (ModelColumn *)(uintptr_t)&t->columns[i]; // ours until model_read() returns
}

static void fill_column(ModelColumn *c, const Val *v)
{
    if (val_is_blank(v)) // NULL alone
        return;
    c->type = val_type(v);
    c->classes = v->classes;
    c->affinity = v->affinity;
    c->collation = v->collation;
    c->not_null = !v->nullable;
    c->origin = v->column;
    if (v->enum_of) {
        c->enum_values = v->enum_of->enum_values;
        c->n_enum_values = v->enum_of->n_enum_values;
    }
}

static void fill_keys(Arena *a, ModelTable *t, const Relation *r)
{
    UniqueKey *keys = arena_many(a, UniqueKey, r->n_keys);
    for (size_t i = 0; i < r->n_keys; i++)
        keys[i] = (UniqueKey){.columns = r->keys[i].columns,
                              .collations = r->keys[i].collations,
                              .n_columns = r->keys[i].n,
                              .not_null = r->keys[i].not_null};
    t->keys = keys;
    t->n_keys = r->n_keys;
    t->one_row = r->rows != ROWS_MANY;
    t->always_one = r->rows == ROWS_ONE;
}

static bool has_read(const ModelColumn *const *reads, size_t n, const ModelColumn *c)
{
    for (size_t i = 0; i < n; i++)
        if (reads[i] == c)
            return true;
    return false;
}

// Each once: a view of views that name one another several times over would have more
// than can be counted.
static void fill_reads(Arena *a, ModelTable *t, const Infer *x)
{
    const ModelColumn **reads = arena_many(a, const ModelColumn *, x->reads.n);
    for (int certain = 1; certain >= 0; certain--) {
        for (size_t i = 0; i < x->reads.n; i++) {
            const Read *r = &x->reads.items[i];
            if (r->certain == certain && !has_read(reads, t->n_reads, r->column))
                reads[t->n_reads++] = r->column;
        }
        if (certain)
            t->n_certain = t->n_reads;
    }
    t->reads = reads;
}

static void infer_view(Infer *from, ModelTable *t)
{
    SqlSelect *select = sql_parse_view(from->arena, t->sql);
    t->inferred = true;
    if (!select)
        return;
    Infer x = {.arena = from->arena,
               .model = from->model,
               .sql = t->sql,
               .reading = true,
               .views = from->views};
    Scope nowhere = {.arena = x.arena};
    const Relation *r = infer_select(&x, &nowhere, select);
    if (r->unknown || r->n != t->n_columns)
        return;
    for (size_t i = 0; i < r->n; i++)
        fill_column(column_at(t, i), &r->columns[i].val);
    fill_keys(x.arena, t, r);
    fill_reads(x.arena, t, &x);
}

void infer_view_first(Infer *x, const ModelTable *t)
{
    if (x->views && t->kind == MODEL_VIEW && !t->inferred)
        infer_view(x, &x->views[t - x->model->tables]);
}

void infer_views(Arena *a, const Model *m, ModelTable *tables)
{
    Infer x = {.arena = a, .model = m, .views = tables};
    for (size_t i = 0; i < m->n_tables; i++)
        infer_view_first(&x, &tables[i]);
}
