// plan.c - which structs and functions the queries become.

#include "stage3_emit/emit/plan.h"
#include "stage3_emit/words.h"

#include <stdlib.h>

Str plan_source(const Plan *p, Span at)
{
    const Catalog *c = p->checked->catalog;
    return at.file && at.file <= c->n_sources ? c->sources[at.file - 1].name : (Str){0};
}

Spelling plan_spell(const Plan *p, Str base)
{
    Arena *a = p->arena;
    Str prefix = name_snake(a, p->checked->catalog->settings.prefix);
    Str name = base, type = name_pascal(a, base), upper = name_upper(a, base);
    if (prefix.len) {
        name = str_format(a, "%.*s_%.*s", STR_ARG(prefix), STR_ARG(base));
        upper =
            name_upper(a, str_format(a, "%.*s_%.*s", STR_ARG(prefix), STR_ARG(base)));
        type =
            str_format(a, "%.*s%.*s", STR_ARG(name_pascal(a, prefix)), STR_ARG(type));
    }
    return (Spelling){name_open(a, name), name_pascal(a, name_open(a, type)),
                      name_upper(a, name_open(a, upper))};
}

Str plan_table_base(const Plan *p, const ModelTable *t)
{
    return t->called.len ? name_snake(p->arena, t->called)
                         : name_kept(p->arena, t->name);
}

// --- rows --------------------------------------------------------------------

static void add_fields(const Plan *p, Row *row)
{
    Field *fields = arena_many(p->arena, Field, row->n);
    for (size_t i = 0; i < row->n; i++) {
        const ResultColumn *c = &row->columns[i];
        fields[i].name = name_member(p->arena, c->name);
        fields[i].type = ctype_of(p, c->type, c->nullable);
        fields[i].doc = row->table ? c->origin->doc : (Str){0};
        if (c->known == KNOWN_UNKNOWN && c->why_any.len)
            fields[i].type.note = c->why_any;
        row->keeps |= fields[i].type.keep != NULL;
    }
    row->fields = fields;
}

// Null for a table-valued function, and for a table all of whose columns are hidden.
static Row *find_row_of(const Plan *p, const ModelTable *t)
{
    const Model *m = &p->checked->model;
    return model_find_table(m, t->name) == t ? p->table_rows[t - m->tables] : NULL;
}

Row *plan_row_of(const Plan *p, const ModelTable *t)
{
    Row *row = find_row_of(p, t);
    if (!row)
        weave_bug("no row of table %.*s", STR_ARG(t->name));
    return row;
}

// The columns that are a table's row are fields of that row.
static void add_parts(const Plan *p, Row *row, const CheckedQuery *q)
{
    Field *fields = arena_many(p->arena, Field, row->n);
    Part *parts = arena_many(p->arena, Part, q->n_embeds);
    for (size_t i = 0; i < row->n; i++)
        fields[i] = row->fields[i];
    for (size_t i = 0; i < q->n_embeds; i++) {
        const CheckedEmbed *e = &q->embeds[i];
        Part *part = &parts[i];
        *part = (Part){.name = name_member(p->arena, e->name),
                       .row = plan_row_of(p, e->table),
                       .presence = e->presence,
                       .first = e->first,
                       .n = e->n};
        if (e->optional)
            part->present =
                str_format(p->arena, "has_%.*s", STR_ARG(name_kept(p->arena, e->name)));
        for (size_t k = 0; k < e->n; k++) {
            fields[e->first + k] = part->row->fields[k];
            fields[e->first + k].name =
                str_format(p->arena, "%.*s.%.*s", STR_ARG(part->name),
                           STR_ARG(part->row->fields[k].name));
        }
    }
    row->fields = fields;
    row->parts = parts;
    row->n_parts = q->n_embeds;
}

static void plan_table(const Plan *p, const ModelTable *t, Row *row)
{
    ResultColumn *columns = arena_many(p->arena, ResultColumn, t->n_columns);
    *row = (Row){.is = plan_spell(p, plan_table_base(p, t)),
                 .what = str_format(p->arena, "%s \"%.*s\"",
                                    t->kind == MODEL_VIEW ? "view" : "table",
                                    STR_ARG(t->name)),
                 .doc = t->doc,
                 .at = t->at,
                 .columns = columns,
                 .table = t,
                 .gives_one = true,
                 .gives_many = true};
    for (size_t i = 0; i < t->n_columns; i++)
        if (!t->columns[i].hidden)
            columns[row->n++] = (ResultColumn){.name = t->columns[i].name,
                                               .type = t->columns[i].type,
                                               .nullable = !t->columns[i].not_null,
                                               .origin = &t->columns[i]};
    add_fields(p, row);
}

static void plan_tables(Plan *p)
{
    const Model *m = &p->checked->model;
    p->tables = arena_many(p->arena, Row, m->n_tables);
    p->table_rows = arena_many(p->arena, Row *, m->n_tables);
    for (size_t i = 0; i < m->n_tables; i++) {
        Row *row = &p->tables[p->n_tables];
        plan_table(p, &m->tables[i], row);
        if (!row->n)
            continue; // a virtual one may hide them all
        p->table_rows[i] = row;
        p->n_tables++;
    }
}

static bool same_type(Type a, Type b)
{
    return a.storage == b.storage && a.mode == b.mode && a.enum_of == b.enum_of;
}

static bool same_parts(const Row *row, const CheckedQuery *q)
{
    bool same = row->n_parts == q->n_embeds;
    for (size_t i = 0; same && i < row->n_parts; i++) {
        const Part *a = &row->parts[i];
        const CheckedEmbed *b = &q->embeds[i];
        same = a->first == b->first && a->n == b->n && a->row->table == b->table &&
               (a->present.len > 0) == b->optional;
    }
    return same;
}

// Whether the row can hold what the query gives. What a condition keeps from being NULL
// fits where it may be: SELECT * FROM media WHERE hash = :hash still gives a Media.
static bool same_columns(const Row *row, const CheckedQuery *q)
{
    if (row->n != q->n_columns || !same_parts(row, q))
        return false;
    for (size_t i = 0; i < row->n; i++) {
        const ResultColumn *a = &row->columns[i], *b = &q->columns[i];
        if (!str_eq(a->name, b->name) || !same_type(a->type, b->type) ||
            (b->nullable && !a->nullable))
            return false;
    }
    return true;
}

// Whether what the query copies from tables is what the row has of them.
static bool is_row_of(const Row *row, const CheckedQuery *q)
{
    if (!same_columns(row, q))
        return false;
    for (size_t i = 0; i < row->n; i++) {
        const ModelColumn *origin = q->columns[i].origin;
        if (origin && origin != row->columns[i].origin &&
            row->table->kind != MODEL_VIEW)
            return false;
    }
    return true;
}

// The first of the tables whose row fits is taken.
static void consider(const Plan *p, const CheckedQuery *q, const ModelTable *t,
                     Row **found)
{
    Row *row = t ? find_row_of(p, t) : NULL;
    if (row && (!*found || row < *found) && is_row_of(row, q))
        *found = row;
}

// The columns of a query may look like those of a table it has nothing to do with: it is
// a table's row only if it copies columns of that table or names it.
static Row *find_table_row(const Plan *p, const CheckedQuery *q)
{
    Arena mem = {0};
    Words words = words_of(&mem, q->sql);
    Row *found = NULL;
    for (size_t i = 0; i < q->n_columns; i++)
        if (q->columns[i].origin)
            consider(p, q, q->columns[i].origin->table, &found);
    for (size_t i = 0; i < words.n; i++)
        if (word_is_name(&words, i))
            consider(p, q, model_find_table(&p->checked->model, words.items[i].name),
                     &found);
    arena_free(&mem);
    return found;
}

// --- queries -----------------------------------------------------------------

// The module's own row for these columns: that of an earlier query, or a new one named
// after this query.
static Row *module_row(const Plan *p, RowList *rows, const QueryPlan *q)
{
    for (size_t i = 0; i < rows->n; i++)
        if (same_columns(rows->items[i], q->checked))
            return rows->items[i];
    Row *row = arena_new(p->arena, Row);
    *row = (Row){.is = q->is,
                 .what = q->what,
                 .at = q->checked->query->at,
                 .columns = q->checked->columns,
                 .n = q->checked->n_columns};
    add_fields(p, row);
    add_parts(p, row, q->checked);
    *arena_push(p->arena, *rows, Row *) = row;
    return row;
}

// An operation reads the rows of its own table.
static Row *find_operation_row(const Plan *p, const CheckedQuery *q)
{
    if (!q->operation)
        return NULL;
    Row *row = plan_row_of(p, q->operation->of->table);
    return same_columns(row, q) ? row : NULL;
}

static const Row *plan_row(const Plan *p, RowList *rows, const QueryPlan *q)
{
    if (q->face == FACE_EXEC || !rows)
        return NULL;
    Row *row = find_operation_row(p, q->checked);
    if (!row)
        row = find_table_row(p, q->checked);
    if (!row)
        row = module_row(p, rows, q);
    row->gives_one |= q->face == FACE_ONE;
    row->gives_many |= q->face == FACE_MANY;
    return row;
}

static const Field *plan_params(const Plan *p, const CheckedQuery *q, bool in_struct)
{
    Field *params = arena_many(p->arena, Field, q->n_params);
    for (size_t i = 0; i < q->n_params; i++) {
        const CheckedParam *said = &q->params[i];
        Str name = name_snake(p->arena, said->name);
        params[i].name =
            in_struct ? name_member(p->arena, name) : name_parameter(p->arena, name);
        params[i].type = said->list ? ctype_of_list(p, said->type)
                                    : ctype_of(p, said->type, said->nullable);
        if (said->tuple.len)
            params[i] = tuple_member(p, said);
    }
    return params;
}

static Face face_of(const CheckedQuery *q)
{
    if (q->cardinality == CARDINALITY_EXEC || q->n_columns == 0)
        return FACE_EXEC;
    return q->cardinality == CARDINALITY_MANY ? FACE_MANY : FACE_ONE;
}

static Str place_of(const Plan *p, Span at)
{
    Str source = plan_source(p, at);
    uint32_t line = p->diag ? diag_line(p->diag, at) : 0;
    return line ? str_format(p->arena, "%.*s:%u", STR_ARG(source), (unsigned)line)
                : source;
}

Spelling plan_spell_query(const Plan *p, const Query *q)
{
    Arena *a = p->arena;
    return plan_spell(p, str_format(a, "%.*s_%.*s", STR_ARG(name_snake(a, q->module)),
                                    STR_ARG(name_snake(a, q->name))));
}

// A bool says nothing where it stands alone among other arguments.
static bool wants_struct(const CheckedQuery *q)
{
    size_t n = q->query->n_choices;
    for (size_t i = 0; i < q->n_params; i++)
        n += tuple_first(q, i) == i;
    for (size_t i = 0; i < q->query->n_choices; i++)
        if (!q->query->choices[i].n_forms)
            return true;
    return n >= PARAMS_STRUCT;
}

QueryPlan plan_query(const Plan *p, RowList *rows, const CheckedQuery *statements)
{
    const Query *query = statements->query;
    const CheckedQuery *checked = checked_whole(statements);
    bool in_struct = wants_struct(checked);
    QueryPlan q = {.checked = checked,
                   .statements = statements,
                   .n_statements = checked_statements(p->checked, statements),
                   .is = plan_spell_query(p, query),
                   .what = str_format(p->arena, "%.*s.%.*s", STR_ARG(query->module),
                                      STR_ARG(query->name)),
                   .place = place_of(p, query->at),
                   .face = face_of(checked),
                   .params = plan_params(p, checked, in_struct)};
    if (in_struct)
        q.params_type = str_format(p->arena, "%.*sParams", STR_ARG(q.is.type));
    if (query->n_levels) {
        plan_levels(p, &q);
    } else {
        q.row = plan_row(p, rows, &q);
        plan_choices(p, &q);
    }
    plan_inputs(p, &q);
    return q;
}

// --- modules -----------------------------------------------------------------

// What a module is made of: a written query, or a table's operations; neither of one
// that is kept.
typedef struct Item {
    Str module;
    const CheckedQuery *query; // or null
    const TableModel *model;   // or null
    size_t place;              // among all
} Item;

static int by_module(const void *left, const void *right)
{
    const Item *a = left, *b = right;
    int order = str_cmp(a->module, b->module);
    return order ? order : (a->place > b->place) - (a->place < b->place);
}

static Item *list_items(const Plan *p, size_t *n)
{
    const Checked *c = p->checked;
    size_t n_kept = c->kept ? c->kept->n : 0;
    Item *items = arena_many(p->arena, Item, n_kept + c->n_queries + c->n_models);
    for (*n = 0; *n < n_kept; ++*n)
        items[*n] = (Item){.module = c->kept->items[*n], .place = *n};
    for (const CheckedQuery *q = NULL; (q = checked_next(c, q)); ++*n)
        items[*n] = (Item){.module = q->query->module, .query = q, .place = *n};
    for (size_t i = 0; i < c->n_models; i++)
        if (c->models[i].n_operations) {
            items[*n] = (Item){
                .module = c->models[i].module, .model = &c->models[i], .place = *n};
            ++*n;
        }
    if (*n)
        qsort(items, *n, sizeof *items, by_module);
    return items;
}

// Its queries stand before its tables.
static ModulePlan plan_module(const Plan *p, const Item *items, size_t n)
{
    RowList rows = {0};
    ModulePlan m = {.name = items->module, .kept = !items->query && !items->model};
    size_t n_queries = 0;
    if (m.kept)
        return m;
    while (n_queries < n && items[n_queries].query)
        n_queries++;
    QueryPlan *queries = arena_many(p->arena, QueryPlan, n_queries);
    for (; m.n_queries < n_queries; m.n_queries++)
        queries[m.n_queries] = plan_query(p, &rows, items[m.n_queries].query);
    m.queries = queries;
    m.models = arena_many(p->arena, ModelPlan, n - n_queries);
    for (; n_queries + m.n_models < n; m.n_models++)
        plan_model(p, &rows, items[n_queries + m.n_models].model,
                   &m.models[m.n_models]);
    m.rows = rows.items;
    m.n_rows = rows.n;
    return m;
}

static void plan_modules(Plan *p)
{
    size_t n;
    const Item *items = list_items(p, &n);
    p->modules = arena_many(p->arena, ModulePlan, n);
    for (size_t from = 0, to = 0; from < n; from = to) {
        while (to < n && str_eq(items[to].module, items[from].module))
            to++;
        p->modules[p->n_modules++] = plan_module(p, &items[from], to - from);
    }
}

// --- enums -------------------------------------------------------------------

static void plan_enum(const Plan *p, const ModelColumn *c, EnumPlan *e)
{
    Str *constants = arena_many(p->arena, Str, c->n_enum_values);
    *e = (EnumPlan){
        .is = enum_spelling(p, c),
        .what = str_format(p->arena, "What %.*s.%.*s can hold.",
                           STR_ARG(c->table->name), STR_ARG(c->name)),
        .values = c->enum_values,
        .constants = constants,
        .n = c->n_enum_values,
        .owner = str_format(p->arena, "the enum of column \"%.*s\" of \"%.*s\"",
                            STR_ARG(c->name), STR_ARG(c->table->name)),
        .value_owner = str_format(p->arena, "of column \"%.*s\"", STR_ARG(c->name)),
        .at = c->at};
    for (size_t i = 0; i < c->n_enum_values; i++) {
        Str value = name_upper(p->arena, c->enum_values[i]);
        constants[i] =
            str_format(p->arena, "%.*s_%.*s", STR_ARG(e->is.upper), STR_ARG(value));
    }
}

static void plan_enums(Plan *p)
{
    struct {
        EnumPlan *items;
        size_t n, capacity;
    } enums = {0};
    for (size_t i = 0; i < p->n_tables; i++)
        for (size_t j = 0; j < p->tables[i].table->n_columns; j++) {
            const ModelColumn *c = &p->tables[i].table->columns[j];
            if (c->type.enum_of == c)
                plan_enum(p, c, arena_push(p->arena, enums, EnumPlan));
        }
    p->enums = enums.items;
    p->n_enums = enums.n;
}

Plan plan_make(Arena *a, const Checked *c, Diag *d)
{
    Plan p = {.arena = a, .checked = c, .diag = d};
    plan_tables(&p);
    plan_enums(&p);
    plan_modules(&p);
    plan_yield(&p);
    return p;
}

Str emit_function_name(Arena *a, const Checked *c, const CheckedQuery *q)
{
    Plan p = {.arena = a, .checked = c};
    return plan_spell_query(&p, q->query).name;
}
