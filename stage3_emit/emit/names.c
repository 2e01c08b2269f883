// names.c - no two things emitted have one name, and none has a name of C's.

#include "stage3_emit/emit/plan.h"

static void add(Names *n, const char *fmt, Str name)
{
    Buf b = {.arena = n->arena};
    for (; *fmt; fmt++)
        if (*fmt == '@')
            buf_put(&b, name);
        else
            buf_char(&b, *fmt);
    names_add(n, buf_str(&b));
}

static void add_row(Names *n, const Row *row)
{
    static const char *const functions[] = {
        "@_rows_next", "@_rows_end", "@_rows_begin",
        "@_rows_one",  "@_rows_all", "@_fields",
    };
    names_add(n, row->is.type);
    add(n, "@List", row->is.type);
    add(n, "@Rows", row->is.type);
    add(n, "@_ROW", row->is.upper);
    for (size_t i = 0; i < sizeof functions / sizeof *functions; i++)
        add(n, functions[i], row->is.name);
}

static void add_enum(Names *n, const EnumPlan *e)
{
    names_owner(n, e->owner, e->at);
    names_add(n, e->is.type);
    names_add(n, e->is.upper);
    add(n, "@_text", e->is.name);
    add(n, "@_texts", e->is.name);
    add(n, "@_from", e->is.name);
    for (size_t i = 0; i < e->n; i++) {
        names_owner(n,
                    str_format(n->arena, "value \"%.*s\" %.*s", STR_ARG(e->values[i]),
                               STR_ARG(e->value_owner)),
                    e->at);
        names_add(n, e->constants[i]);
    }
}

static void add_query(Names *n, const QueryPlan *q)
{
    names_owner(n, str_format(n->arena, "query %.*s", STR_ARG(q->what)),
                q->checked->query->at);
    names_add(n, q->is.name);
    add(n, "@_rows", q->is.name);
    add(n, "@_each", q->is.name);
    add(n, "@_sql", q->is.name);
    add(n, "@_SQL", q->is.upper);
    if (q->params_type.len)
        names_add(n, q->params_type);
    if (q->n_levels)
        add_tree_names(n, q);
    if (q->n_choices)
        add(n, "@_choice", q->is.name);
    if (q->renumbered)
        add(n, "@_NUMBERS", q->is.upper);
    if (q->row && str_eq(q->row->is.type, q->is.type) && !q->row->table)
        add_row(n, q->row);
    for (size_t i = 0; i < q->n_choices; i++)
        if (q->choices[i].set)
            add_enum(n, q->choices[i].set);
    for (size_t i = 0; i < q->n_tuples; i++) {
        names_owner(n,
                    str_format(n->arena, "the list \"%.*s\" of %.*s",
                               STR_ARG(q->tuples[i].field.name), STR_ARG(q->what)),
                    q->checked->query->at);
        names_add(n, q->tuples[i].item.type);
        names_add(n, q->tuples[i].field.type.name);
    }
}

// What gives way has done so; what was asked for does not.
static void add_operation(Names *n, const QueryPlan *q)
{
    const Operation *op = q->checked->operation;
    if (!op->asked)
        return;
    names_owner(n,
                str_format(n->arena, "the operation %.*s of %.*s", STR_ARG(op->name),
                           STR_ARG(op->of->table->name)),
                op->at);
    names_add(n, q->is.name);
    add(n, "@_rows", q->is.name);
    add(n, "@_sql", q->is.name);
    if (q->row && str_eq(q->row->is.type, q->is.type) && !q->row->table)
        add_row(n, q->row);
}

static void add_model(Names *n, const ModelPlan *m)
{
    for (size_t i = 0; i < m->n_reads; i++)
        add_operation(n, &m->reads[i]);
    for (size_t i = 0; i < m->n_operations; i++)
        add_operation(n, &m->operations[i].query);
    const DeclaredModel *said = m->model->declared;
    for (size_t i = 0; i < said->n_hooks; i++) {
        bool again = false; // one function may be several hooks of a model
        for (size_t k = 0; k < i; k++)
            again |= str_eq(said->hooks[k].function, said->hooks[i].function);
        if (again)
            continue;
        names_owner(n,
                    str_format(n->arena, "a hook of table \"%.*s\"",
                               STR_ARG(m->model->table->name)),
                    said->hooks[i].at);
        names_add(n, said->hooks[i].function);
    }
    if (!has_hooks(m))
        return;
    names_owner(n,
                str_format(n->arena, "what hooks of table \"%.*s\" are given",
                           STR_ARG(m->model->table->name)),
                said->at);
    names_add(n, m->write.type);
    add(n, "@_start", m->write.name);
    add(n, "@_before", m->write.name);
    add(n, "@_after", m->write.name);
}

void plan_declared_names(const Plan *p, const ModulePlan *m, Intern *out)
{
    Names n = {.arena = p->arena};
    for (size_t i = 0; i < m->n_queries; i++)
        add_query(&n, &m->queries[i]);
    for (size_t i = 0; i < m->n_models; i++)
        add_model(&n, &m->models[i]);
    for (size_t i = 0; i < n.entries.n; i++)
        intern_put(p->arena, out, n.entries.items[i].name);
}

static void check_file_scope(const Plan *p, Diag *d)
{
    Names n = {.arena = p->arena};
    names_owner(&n, S("the database"), (Span){0});
    add(&n, "@_open", plan_spell(p, S("db")).name);
    add(&n, "@_wrap", plan_spell(p, S("db")).name);
    add(&n, "@_SCHEMA", plan_spell(p, S("db")).upper);
    for (size_t i = 0; i < p->n_tables; i++) {
        names_owner(&n, p->tables[i].what, p->tables[i].at);
        add_row(&n, &p->tables[i]);
    }
    for (size_t i = 0; i < p->n_enums; i++)
        add_enum(&n, &p->enums[i]);
    for (size_t i = 0; i < p->n_modules; i++)
        for (size_t j = 0; j < p->modules[i].n_queries; j++)
            add_query(&n, &p->modules[i].queries[j]);
    for (size_t i = 0; i < p->n_modules; i++)
        for (size_t j = 0; j < p->modules[i].n_models; j++)
            add_model(&n, &p->modules[i].models[j]);
    union_names(p, &n);
    names_check(&n, SCOPE_FILE, d);
}

static void check_files(const Plan *p, Diag *d)
{
    Names n = {.arena = p->arena, .advice = "each module is a file of its own name"};
    names_owner(&n, S("weave's own file of the whole database"), (Span){0});
    names_add(&n, S("db"));
    for (size_t i = 0; i < p->n_modules; i++) {
        const ModulePlan *m = &p->modules[i];
        if (!m->n_queries)
            continue; // a table's, and tables have been looked at; or one that is kept
        names_owner(&n, str_format(p->arena, "module \"%.*s\"", STR_ARG(m->name)),
                    m->queries[0].checked->query->at);
        names_add(&n, name_snake(p->arena, m->name));
    }
    names_check(&n, SCOPE_MEMBER, d);
}

static void check_members(const Plan *p, const Row *row, Diag *d)
{
    Names n = {.arena = p->arena};
    if (!row->table)
        n.advice = "AS gives a result column another name";
    for (size_t i = 0; i < row->n_parts; i++) {
        const Part *part = &row->parts[i];
        names_owner(&n,
                    str_format(p->arena, "the embedded \"%.*s\" of %.*s",
                               STR_ARG(part->name), STR_ARG(row->what)),
                    row->at);
        names_add(&n, part->name);
        if (part->present.len)
            names_add(&n, part->present);
    }
    for (size_t i = 0; i < row->n; i++) {
        Str name = row->columns[i].name;
        if (str_find(row->fields[i].name, '.') != STR_NONE)
            continue; // of a part, whose own names have been checked
        names_owner(&n,
                    str_format(p->arena, "column %zu (\"%.*s\") of %.*s", i + 1,
                               STR_ARG(name), STR_ARG(row->what)),
                    row->table ? row->columns[i].origin->at : row->at);
        names_add(&n, row->fields[i].name);
    }
    names_check(&n, SCOPE_MEMBER, d);
}

// A parameter may not hide a function that the emitted body calls.
static void add_called(Names *n, const QueryPlan *q)
{
    names_owner(n, S("weave's own code"), (Span){0});
    if (!q->row)
        return;
    add(n, "@_rows_begin", q->row->is.name);
    add(n, "@_rows_one", q->row->is.name);
    add(n, "@_rows_all", q->row->is.name);
}

static void check_tuple(const Plan *p, const QueryPlan *q, const TuplePlan *t, Diag *d)
{
    Names n = {.arena = p->arena};
    for (size_t i = 0; i < q->checked->n_params; i++) {
        const CheckedParam *said = &q->checked->params[i];
        if (tuple_of(q, i) != t)
            continue;
        names_owner(&n,
                    str_format(p->arena, "\"%.*s\" of the list \"%.*s\" of %.*s",
                               STR_ARG(said->member), STR_ARG(said->tuple),
                               STR_ARG(q->what)),
                    said->at);
        names_add(&n, q->params[i].name);
    }
    names_check(&n, SCOPE_MEMBER, d);
}

static void check_params(const Plan *p, const QueryPlan *q, Diag *d)
{
    Names n = {.arena = p->arena};
    add_called(&n, q);
    for (size_t i = 0; i < q->checked->n_params; i++) {
        const CheckedParam *said = &q->checked->params[i];
        names_owner(&n,
                    str_format(p->arena, "parameter \"%.*s\" of %.*s",
                               STR_ARG(said->name), STR_ARG(q->what)),
                    said->at.file ? said->at : q->checked->query->at);
        const TuplePlan *tuple = tuple_of(q, i);
        if (!tuple || tuple->first == i)
            names_add(&n, tuple ? tuple->field.name : q->params[i].name);
        if (!q->params[i].type.bind.len && said->known != KNOWN_UNKNOWN)
            diag_error(d, said->at.file ? said->at : q->checked->query->at, DIAG_W310,
                       "the items of the list \"%.*s\" may be anything, which C cannot "
                       "say: declare their type",
                       STR_ARG(said->name));
    }
    for (size_t i = 0; i < q->n_choices; i++) {
        const Choice *said = &q->checked->query->choices[i];
        names_owner(&n,
                    str_format(p->arena, "choice \"%.*s\" of %.*s", STR_ARG(said->name),
                               STR_ARG(q->what)),
                    said->at);
        names_add(&n, q->choices[i].field.name);
    }
    names_check(&n, SCOPE_LOCAL, d);
    for (size_t i = 0; i < q->n_tuples; i++)
        check_tuple(p, q, &q->tuples[i], d);
}

// What is asked for has parameters whose names the user gave: of filters, of conditions.
static void check_asked(const Plan *p, const ModelPlan *m, Diag *d)
{
    for (size_t i = 0; i < m->n_reads; i++)
        if (m->reads[i].checked->operation->asked)
            check_params(p, &m->reads[i], d);
}

void plan_check(const Plan *p, Diag *d)
{
    check_files(p, d);
    check_file_scope(p, d);
    union_check(p, d);
    for (size_t i = 0; i < p->n_tables; i++)
        check_members(p, &p->tables[i], d);
    for (size_t i = 0; i < p->n_modules; i++) {
        const ModulePlan *m = &p->modules[i];
        for (size_t j = 0; j < m->n_rows; j++)
            check_members(p, m->rows[j], d);
        for (size_t j = 0; j < m->n_queries; j++) {
            check_params(p, &m->queries[j], d);
            check_tree_members(p, &m->queries[j], d);
        }
        for (size_t j = 0; j < m->n_models; j++)
            check_asked(p, &m->models[j], d);
    }
}
