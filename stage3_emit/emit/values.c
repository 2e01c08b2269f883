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

const Field *row_member(const ModelPlan *m, const ModelColumn *c)
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
    case OPERATION_UPDATE: return row_member(m, c);
    case OPERATION_PATCH:
    case OPERATION_UPDATE_BY:
        return member_among(t->patched, m->patched_fields, t->n_patched, c);
    default: return member_among(t->inserted, m->inserted_fields, t->n_inserted, c);
    }
}

// --- rules -------------------------------------------------------------------

static Str bound_text(Arena *a, int64_t bound)
{
    return bound == INT64_MIN   ? S("INT64_MIN")
           : bound == INT64_MAX ? S("INT64_MAX")
                                : str_format(a, "%lld", (long long)bound);
}

static void put_texts(CWriter *w, const ColumnRule *rule, Str name)
{
    cw_let(w, "texts", name);
    cw_put(w, "    static const char *const $texts$[] = {\n");
    for (size_t i = 0; i < rule->n_texts; i++) {
        cw_let(w, "text", cw_literal(w->out.arena, rule->texts[i]));
        cw_put(w, "        $text$,\n");
    }
    cw_put(w, "    };\n");
}

// A bound of reals as C has it: with a point, or an exponent.
static Str real_text(Arena *a, Str number)
{
    bool real = str_find(number, '.') != STR_NONE ||
                str_find(number, 'e') != STR_NONE || str_find(number, 'E') != STR_NONE;
    return real ? number : str_format(a, "%.*s.0", STR_ARG(number));
}

static void put_rule_of(CWriter *w, const ColumnRule *rule, const Field *f, size_t i,
                        const Bind *b)
{
    static const char *const verbs[] = {
        [RULE_WHOLE] = "int",     [RULE_LEAST] = "least", [RULE_MOST] = "most",
        [RULE_LENGTH] = "length", [RULE_SIZE] = "size",   [RULE_ONE_OF] = "one_of"};
    Arena *a = w->out.arena;
    bool opt = str_starts(f->type.bind, "opt_") && rule->kind <= RULE_MOST;
    Str args[5] = {str_z(b->query), cw_literal(a, rule->column->name), b->value};
    size_t n = 5;
    if (rule->kind == RULE_ONE_OF) {
        args[3] = str_format(a, "%.*s_texts_%zu", STR_ARG(f->name), i);
        args[4] = str_format(a, "%zu", rule->n_texts);
        put_texts(w, rule, args[3]);
    } else if (rule->kind == RULE_LEAST || rule->kind == RULE_MOST) {
        args[3] = real_text(a, rule->number);
        args[4] = rule->itself ? S("true") : S("false");
    } else {
        args[3] = bound_text(a, rule->least);
        args[4] = bound_text(a, rule->most);
    }
    cw_let(w, "verb", str_format(a, "%s%s", opt ? "opt_" : "", verbs[rule->kind]));
    cw_call(w, "    weave_check_$verb$", args, n, ";\n");
}

static void put_rules(CWriter *w, const ModelPlan *m, const ModelColumn *c,
                      const Field *f, const Bind *b)
{
    for (size_t i = 0; i < m->model->n_rules; i++)
        if (m->model->rules[i].column == c)
            put_rule_of(w, &m->model->rules[i], f, i, b);
}

// Of a member of the struct's null.
static const CType flag_type = {.name = STR("bool"), .bind = STR("bool")};

void put_member_binds(CWriter *w, const ModelPlan *m, const Operation *op,
                      const OperationStatement *s, const char *query, const char *from,
                      const char *indent, bool checks)
{
    Arena *a = w->out.arena;
    for (size_t i = 0; i < s->checked->n_params; i++) {
        const CheckedParam *p = &s->checked->params[i];
        const OperationArgument *arg = plan_argument(s, p);
        if (arg->from == FROM_CALLER)
            continue;
        const Field *f = member_of(m, op->kind, arg->column);
        bool is_flag = arg->from == FROM_NO_MORE;
        Str value =
            str_format(a, "%s->%s%.*s", from, is_flag ? "null." : "", STR_ARG(f->name));
        Bind bind = {.query = query,
                     .number = str_format(a, "%d", p->number),
                     .value = value,
                     .type = is_flag ? &flag_type : &f->type,
                     .indent = indent};
        if (!is_flag && checks)
            put_rules(w, m, arg->column, f, &bind);
        put_value_bind(w, &bind);
    }
}

void put_rows_binds(CWriter *w, const ModelPlan *m, const OperationPlan *o,
                    const char *indent)
{
    Arena *a = w->out.arena;
    const OperationStatement *s = &o->op->statements[0];
    cw_let(w, "indent", str_z(indent));
    for (size_t i = 0; i < s->checked->n_params; i++) {
        const CheckedParam *p = &s->checked->params[i];
        const OperationArgument *arg = plan_argument(s, p);
        const Field *f = member_of(m, o->op->kind, arg->column);
        bool is_flag = arg->from == FROM_NO_MORE;
        const CType *type = is_flag ? &flag_type : &f->type;
        Str args[] = {
            S("&q"),
            str_format(a, "%d", p->number),
            member_kind(a, type->bind),
            type->set.len ? str_format(a, "&%.*s", STR_ARG(type->set)) : S("NULL"),
            S("rows"),
            S("count"),
            S("sizeof *rows"),
            str_format(a, "offsetof(%.*s, %s%.*s)", STR_ARG(m->inserted.type),
                       is_flag ? "null." : "", STR_ARG(f->name)),
        };
        cw_call(w, "$indent$weave_bind_member", args, sizeof args / sizeof *args,
                ";\n");
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
    put_member_binds(w, m, o->op, s, "q", row, "    ", true);
    cw_put(w, "}\n"
              "\n");
}

void put_written_binds(CWriter *w, const ModelPlan *m)
{
    if (m->inserts && m->model->n_inserted && !m->inserts->operation->at_once)
        put_bind_function(w, m, &m->inserted, m->inserts, "row");
    if (m->patches)
        put_bind_function(w, m, &m->patched, m->patches, "patch");
}
