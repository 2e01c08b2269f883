// values.c - the structs that operations write from, and how they get into statements.
//
// Written as if the only table were media: MediaNew is what is inserted, MediaPatch
// what is changed.

#include "stage3_emit/emit/plan.h"

// --- members -----------------------------------------------------------------

static bool is_flagged(const Written *written, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (written[i].flagged)
            return true;
    return false;
}

static const Field *member_among(const Written *written, const Field *fields, size_t n,
                                 const ModelColumn *c)
{
    for (size_t i = 0; i < n; i++)
        if (written[i].column == c)
            return &fields[i];
    weave_bug("column %.*s is no member", STR_ARG(c->name));
}

static const Field *member_of_row(const ModelPlan *m, const ModelColumn *c)
{
    for (size_t i = 0; i < m->row->n; i++)
        if (m->row->columns[i].origin == c)
            return &m->row->fields[i];
    weave_bug("column %.*s is no member", STR_ARG(c->name));
}

static const Field *member_of(const ModelPlan *m, OperationKind kind,
                              const ModelColumn *c)
{
    const TableModel *t = m->model;
    switch (kind) {
    case OPERATION_UPDATE: return member_of_row(m, c);
    case OPERATION_PATCH:
    case OPERATION_UPDATE_BY:
        return member_among(t->patched, m->patched_fields, t->n_patched, c);
    default: return member_among(t->inserted, m->inserted_fields, t->n_inserted, c);
    }
}

void put_member_binds(CWriter *w, const ModelPlan *m, const Operation *op,
                      const OperationStatement *s, const char *query, const char *from,
                      const char *indent)
{
    Arena *a = w->out.arena;
    static const CType flag = {.name = STR("bool"), .bind = STR("bool")};
    for (size_t i = 0; i < s->checked->n_params; i++) {
        const CheckedParam *p = &s->checked->params[i];
        const OperationArgument *arg = plan_argument(s, p);
        if (arg->from == FROM_CALLER)
            continue;
        const Field *f = member_of(m, op->kind, arg->column);
        bool is_flag = arg->from == FROM_NO_MORE;
        Str value =
            str_format(a, "%s->%s%.*s", from, is_flag ? "null." : "", STR_ARG(f->name));
        put_bind(w, &(Bind){.query = query,
                            .number = str_format(a, "%d", p->number),
                            .value = value,
                            .type = is_flag ? &flag : &f->type,
                            .indent = indent});
    }
}

// --- the structs -------------------------------------------------------------

static void put_flags(CWriter *w, const Written *written, const Field *fields, size_t n)
{
    cw_put(w, "    struct {\n");
    for (size_t i = 0; i < n; i++) {
        if (!written[i].flagged)
            continue;
        cw_let(w, "column", fields[i].name);
        cw_put(w, "        bool $column$;\n");
    }
    cw_put(w, "    } null;\n");
}

static void put_struct(CWriter *w, Str type, const Written *written,
                       const Field *fields, size_t n)
{
    cw_put(w, "typedef struct $type$ {\n");
    cw_let(w, "type", type);
    put_members(w, fields, n);
    if (is_flagged(written, n))
        put_flags(w, written, fields, n);
    cw_put(w, "} $type$;\n"
              "\n");
}

void put_written_structs(CWriter *w, const ModelPlan *m)
{
    const TableModel *t = m->model;
    bool chooses = is_flagged(t->inserted, t->n_inserted);
    cw_let(w, "what", m->row->what);
    if (m->inserts && t->n_inserted) {
        cw_let(w, "type", m->inserted.type);
        cw_comment(
            w, "",
            chooses ? "A new row of $what$. Start from {0}: what is not given is the "
                      "column's default, and NULL where null says so."
                    : "A new row of $what$. Start from {0}: what is not given is the "
                      "column's default.");
        put_struct(w, m->inserted.type, t->inserted, m->inserted_fields, t->n_inserted);
    }
    if (!m->patches)
        return;
    cw_let(w, "type", m->patched.type);
    cw_comment(
        w, "",
        is_flagged(t->patched, t->n_patched)
            ? "What is to change in a row of $what$. Start from {0}: what is not "
              "given stays as it is, and becomes NULL where null says so."
            : "What is to change in a row of $what$. Start from {0}: what is not "
              "given stays as it is.");
    put_struct(w, m->patched.type, t->patched, m->patched_fields, t->n_patched);
}

// --- into statements ---------------------------------------------------------

static const OperationPlan *plan_of(const ModelPlan *m, const CheckedQuery *q,
                                    const OperationStatement **s)
{
    for (size_t i = 0; i < m->n_operations; i++)
        for (size_t k = 0; k < m->operations[i].op->n_statements; k++)
            if (m->operations[i].op->statements[k].checked == q) {
                *s = &m->operations[i].op->statements[k];
                return &m->operations[i];
            }
    weave_bug("a statement of no operation");
}

static void put_bind_function(CWriter *w, const ModelPlan *m, const Spelling *is,
                              const CheckedQuery *q, const char *row)
{
    const OperationStatement *s;
    const OperationPlan *o = plan_of(m, q, &s);
    Str params[] = {S("WeaveQuery *q"),
                    str_format(w->out.arena, "const %.*s *%s", STR_ARG(is->type), row)};
    cw_let(w, "media_new", is->name);
    cw_call(w, "static void $media_new$_bind", params, 2, "\n");
    cw_put(w, "{\n");
    put_member_binds(w, m, o->op, s, "q", row, "    ");
    cw_put(w, "}\n"
              "\n");
}

void put_written_binds(CWriter *w, const ModelPlan *m)
{
    if (m->inserts && m->model->n_inserted)
        put_bind_function(w, m, &m->inserted, m->inserts, "row");
    if (m->patches)
        put_bind_function(w, m, &m->patched, m->patches, "patch");
}
