// model_plan.c - what a table's operations become, and which give way to other names.

#include "base/intern.h"
#include "stage3_emit/emit/plan.h"

#include <string.h>

// --- fields ------------------------------------------------------------------

// What is stored where the member is absent: "default 'FEED'".
static Str absent_note(Arena *a, const Written *w)
{
    enum { SHOWN = 32 };
    const ModelColumn *c = w->column;
    if (!w->optional)
        return S("required");
    if (c->rowid_alias)
        return S("SQLite chooses it if absent");
    if (!c->has_default)
        return (Str){0};
    Str sql = c->default_sql;
    bool shown = sql.len <= SHOWN && str_find(sql, '\n') == STR_NONE;
    return shown ? str_format(a, "default %.*s", STR_ARG(sql)) : S("has a default");
}

static Field field_of(const Plan *p, const Written *w, bool is_new)
{
    Arena *a = p->arena;
    const ModelColumn *c = w->column;
    Str name = name_member(a, c->name), more = is_new ? absent_note(a, w) : (Str){0};
    Field f = {.name = str_is(name, "null") ? S("null_") : name,
               .type = ctype_of(p, c->type, w->optional),
               .doc = c->doc};
    Str note = is_new && !more.len ? f.type.note : ctype_of(p, c->type, false).note;
    f.type.note = str_format(a, "%.*s%s%.*s", STR_ARG(note),
                             note.len && more.len ? "; " : "", STR_ARG(more));
    return f;
}

static const Field *fields_of(const Plan *p, const Written *written, size_t n,
                              bool with_default)
{
    Field *fields = arena_many(p->arena, Field, n);
    for (size_t i = 0; i < n; i++)
        fields[i] = field_of(p, &written[i], with_default);
    return fields;
}

// --- one table ---------------------------------------------------------------

const OperationArgument *plan_argument(const OperationStatement *s,
                                       const CheckedParam *param)
{
    for (size_t i = 0; i < s->n_arguments; i++)
        if (str_eq(s->arguments[i].param, param->name))
            return &s->arguments[i];
    weave_bug("the parameter %.*s of an operation is from nowhere",
              STR_ARG(param->name));
}

static bool is_whole(const Operation *op)
{
    for (size_t i = 0; i < op->n_statements; i++)
        if (!op->statements[i].checked)
            return false;
    return true;
}

// The functions have more variables of their own than those of queries.
static const Field *own_params(const Plan *p, const CheckedQuery *q,
                               const Field *params)
{
    static const Str words[] = {STR("begun"),    STR("count"),  STR("i"),
                                STR("inserted"), STR("one"),    STR("patch"),
                                STR("row"),      STR("status"), STR("total")};
    Field *own = arena_many(p->arena, Field, q->n_params);
    for (size_t i = 0; i < q->n_params; i++) {
        own[i] = params[i];
        own[i].name = name_parameter(p->arena, params[i].name);
        for (size_t k = 0; k < sizeof words / sizeof *words; k++)
            if (str_eq(own[i].name, words[k]))
                own[i].name = str_format(p->arena, "%.*s_", STR_ARG(words[k]));
    }
    return own;
}

void plan_model(const Plan *p, RowList *rows, const TableModel *model, ModelPlan *out)
{
    Arena *a = p->arena;
    Str module = model->module;
    QueryPlan *reads = arena_many(a, QueryPlan, model->n_operations);
    OperationPlan *operations = arena_many(a, OperationPlan, model->n_operations);
    *out = (ModelPlan){
        .model = model,
        .row = plan_row_of(p, model->table),
        .inserted = plan_spell(p, str_format(a, "%.*s_new", STR_ARG(module))),
        .patched = plan_spell(p, str_format(a, "%.*s_patch", STR_ARG(module))),
        .write = plan_spell(p, str_format(a, "%.*s_write", STR_ARG(module))),
        .inserted_fields = fields_of(p, model->inserted, model->n_inserted, true),
        .patched_fields = fields_of(p, model->patched, model->n_patched, false),
        .left_out = arena_many(a, Operation *, model->n_operations),
    };
    for (size_t i = 0; i < model->n_operations; i++) {
        Operation *op = &model->operations[i];
        if (!is_whole(op)) {
            out->left_out[out->n_left_out++] = op;
            continue;
        }
        QueryPlan q = plan_query(p, op->kind == OPERATION_COUNT ? NULL : rows,
                                 op->statements[0].checked);
        if (op->kind == OPERATION_READ) {
            reads[out->n_reads++] = q;
            continue;
        }
        q.params = own_params(p, q.checked, q.params);
        q.params_type = (Str){0};
        operations[out->n_operations++] =
            (OperationPlan){.op = op, .query = q, .returns = q.row};
    }
    out->reads = reads;
    out->operations = operations;
}

// --- names that are taken ----------------------------------------------------

static void take(Arena *a, Intern *taken, const char *fmt, Str name)
{
    Buf b = {.arena = a};
    for (; *fmt; fmt++)
        if (*fmt == '@')
            buf_put(&b, name);
        else
            buf_char(&b, *fmt);
    intern_put(a, taken, str_copy(a, buf_str(&b)));
}

static void take_row(Arena *a, Intern *taken, const Row *row)
{
    static const char *const functions[] = {
        "@_rows_next", "@_rows_end", "@_rows_begin", "@_rows_one",
        "@_rows_all",  "@_row_read", "@_row_keep",
    };
    take(a, taken, "@", row->is.type);
    take(a, taken, "@List", row->is.type);
    take(a, taken, "@Rows", row->is.type);
    for (size_t i = 0; i < sizeof functions / sizeof *functions; i++)
        take(a, taken, functions[i], row->is.name);
}

static void take_query(Arena *a, Intern *taken, const QueryPlan *q)
{
    take(a, taken, "@", q->is.name);
    take(a, taken, "@_rows", q->is.name);
    take(a, taken, "@_sql", q->is.name);
    if (q->params_type.len)
        take(a, taken, "@", q->params_type);
    if (q->row && !q->row->table)
        take_row(a, taken, q->row);
}

static void take_hooks(Arena *a, Intern *taken, const ModelPlan *m)
{
    const DeclaredModel *said = m->model->declared;
    for (size_t i = 0; i < said->n_hooks; i++)
        take(a, taken, "@", said->hooks[i].function);
}

static void take_all(const Plan *p, Intern *taken)
{
    Arena *a = p->arena;
    take(a, taken, "@_open", plan_spell(p, S("db")).name);
    take(a, taken, "@_wrap", plan_spell(p, S("db")).name);
    for (size_t i = 0; i < p->n_tables; i++)
        take_row(a, taken, &p->tables[i]);
    for (size_t i = 0; i < p->n_enums; i++) {
        take(a, taken, "@", p->enums[i].is.type);
        take(a, taken, "@_text", p->enums[i].is.name);
        take(a, taken, "@_from", p->enums[i].is.name);
    }
    for (size_t i = 0; i < p->n_modules; i++)
        for (size_t k = 0; k < p->modules[i].n_queries; k++)
            take_query(a, taken, &p->modules[i].queries[k]);
    for (size_t i = 0; i < p->n_modules; i++)
        for (size_t k = 0; k < p->modules[i].n_models; k++)
            take_hooks(a, taken, &p->modules[i].models[k]);
}

static void take_operation(const Plan *p, const ModelPlan *m, Intern *taken,
                           const Operation *op)
{
    Arena *a = p->arena;
    Str name = plan_spell_query(p, &op->statements[0].query).name;
    take(a, taken, "@", name);
    take(a, taken, "@_rows", name);
    take(a, taken, "@_sql", name);
    take(a, taken, "@", m->inserted.type);
    take(a, taken, "@", m->patched.type);
}

void plan_names(const Plan *p, const ModulePlan *m, Intern *out)
{
    plan_declared_names(p, m, out);
    for (size_t i = 0; i < m->n_queries; i++)
        take_query(p->arena, out, &m->queries[i]);
    for (size_t i = 0; i < m->n_models; i++)
        for (size_t k = 0; k < m->models[i].model->n_operations; k++)
            take_operation(p, &m->models[i], out, &m->models[i].model->operations[k]);
    // A file is one of its name, whatever C says; no name of C's has a dot.
    intern_put(
        p->arena, out,
        str_format(p->arena, "%.*s.gen", STR_ARG(name_snake(p->arena, m->name))));
}

static bool is_taken(const Plan *p, const Intern *taken, Str name)
{
    Str rows = str_format(p->arena, "%.*s_rows", STR_ARG(name));
    Str sql = str_format(p->arena, "%.*s_sql", STR_ARG(name));
    return intern_find(taken, name) != STR_NONE ||
           intern_find(taken, rows) != STR_NONE || intern_find(taken, sql) != STR_NONE;
}

// Of what an operation is called and what its struct is.
static bool gives_way(const Plan *p, const Intern *taken, const ModelPlan *m,
                      const QueryPlan *q)
{
    Str type = (Str){0};
    switch (q->checked->operation->kind) {
    case OPERATION_INSERT:
    case OPERATION_INSERT_MANY:
    case OPERATION_INSERT_OR_IGNORE:
    case OPERATION_UPSERT:
    case OPERATION_UPSERT_MANY:
    case OPERATION_SELECT_OR_INSERT: type = m->inserted.type; break;
    case OPERATION_PATCH:
    case OPERATION_UPDATE_BY: type = m->patched.type; break;
    default: break;
    }
    return !q->checked->operation->asked &&
           (is_taken(p, taken, q->is.name) ||
            (type.len && intern_find(taken, type) != STR_NONE));
}

// --- what remains ------------------------------------------------------------

static void note_struct(ModelPlan *m, const OperationPlan *o)
{
    const CheckedQuery *last = o->op->statements[o->op->n_statements - 1].checked;
    switch (o->op->kind) {
    case OPERATION_INSERT_MANY:
        if (!m->inserts || !o->op->at_once)
            m->inserts = last;
        break;
    case OPERATION_INSERT:
    case OPERATION_INSERT_OR_IGNORE:
    case OPERATION_UPSERT:
    case OPERATION_UPSERT_MANY:
    case OPERATION_SELECT_OR_INSERT: m->inserts = last; break;
    case OPERATION_PATCH:
    case OPERATION_UPDATE_BY: m->patches = o->query.checked; break;
    default: break;
    }
}

static void leave_out(ModelPlan *m, Operation *op)
{
    op->left_out = S("something else has that name");
    m->left_out[m->n_left_out++] = op;
}

static void yield(const Plan *p, const Intern *taken, ModelPlan *m)
{
    QueryPlan *reads = arena_many(p->arena, QueryPlan, m->n_reads);
    OperationPlan *operations = arena_many(p->arena, OperationPlan, m->n_operations);
    size_t n_reads = 0, n_operations = 0;
    for (size_t i = 0; i < m->n_reads; i++)
        if (gives_way(p, taken, m, &m->reads[i]))
            leave_out(m, m->reads[i].checked->operation);
        else
            reads[n_reads++] = m->reads[i];
    for (size_t i = 0; i < m->n_operations; i++)
        if (gives_way(p, taken, m, &m->operations[i].query)) {
            leave_out(m, m->operations[i].query.checked->operation);
        } else {
            operations[n_operations++] = m->operations[i];
            note_struct(m, &m->operations[i]);
        }
    m->reads = reads;
    m->n_reads = n_reads;
    m->operations = operations;
    m->n_operations = n_operations;
}

void plan_yield(Plan *p)
{
    Intern taken = {0};
    take_all(p, &taken);
    for (size_t i = 0; i < p->n_modules; i++)
        for (size_t k = 0; k < p->modules[i].n_models; k++)
            yield(p, &taken, &p->modules[i].models[k]);
}
