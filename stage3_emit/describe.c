// describe.c - the validated catalog for people; and finding and naming what is in it.

#include "stage3_emit/describe.h"

#include "stage3_emit/emit/emit.h"

// --- names -------------------------------------------------------------------

Str described_name(const Described *d, const CheckedQuery *q)
{
    return str_format(d->arena, "%.*s.%.*s", STR_ARG(q->query->module),
                      STR_ARG(q->query->name));
}

Str described_place(const Described *d, const CheckedQuery *q)
{
    Span at = q->query->at;
    return str_format(d->arena, "%.*s:%u", STR_ARG(diag_path(d->diag, at.file)),
                      (unsigned)diag_line(d->diag, at));
}

Str described_column(const Described *d, const ModelColumn *c)
{
    return c ? str_format(d->arena, "%.*s.%.*s", STR_ARG(c->table->name),
                          STR_ARG(c->name))
             : (Str){0};
}

// "integer", "integer timestamp_ms?", "text[]"
Str described_type(const Described *d, Type type, bool nullable, bool list)
{
    const char *storage = storage_name(type.storage), *mode = type_mode_name(type);
    bool plain = str_is(str_z(mode), storage) || type.mode == MODE_NUMBER;
    return str_format(d->arena, "%s%s%s%s%s", storage, plain ? "" : " ",
                      plain ? "" : mode, nullable ? "?" : "", list ? "[]" : "");
}

const char *known_name(Known known)
{
    static const char *const names[] = {"inferred", "declared", "unknown"};
    return names[known];
}

static bool has_name(const Described *d, const CheckedQuery *q, Str name)
{
    return str_eq(described_name(d, q), name) ||
           str_eq(emit_function_name(d->arena, d->checked, q), name);
}

const CheckedQuery *described_find(const Described *d, Str name)
{
    const CheckedQuery *alone = NULL;
    size_t n = 0;
    for (const CheckedQuery *q = NULL; (q = checked_next(d->checked, q));) {
        if (has_name(d, q, name))
            return q;
        if (str_eq(q->query->name, name)) {
            alone = q;
            n++;
        }
    }
    for (const CheckedQuery *q = NULL; (q = checked_next_operation(d->checked, q));)
        if (has_name(d, q, name))
            return q;
    return n == 1 ? alone : NULL;
}

// --- tables ------------------------------------------------------------------

static void put_column(const Described *d, Buf *out, const ModelColumn *c)
{
    Str type = described_type(d, c->type, !c->not_null, false);
    buf_format(out, "  %-24.*s %s", STR_ARG(c->name), type.ptr);
    if (c->primary_key)
        buf_z(out, ", primary key");
    if (c->unique)
        buf_z(out, ", unique");
    if (c->generated)
        buf_z(out, ", generated");
    if (c->has_default)
        buf_format(out, ", default %.*s", STR_ARG(c->default_sql));
    buf_char(out, '\n');
}

static void put_operations(const Described *d, Buf *out, const ModelTable *t)
{
    bool any = false;
    for (const CheckedQuery *q = NULL; (q = checked_next_operation(d->checked, q));) {
        if (q->operation->of->table != t)
            continue;
        buf_format(out, "%s%.*s", any ? ", " : "  operations ",
                   STR_ARG(q->operation->name));
        any = true;
    }
    buf_z(out, any ? "\n" : "");
}

static void put_table(const Described *d, Buf *out, const ModelTable *t)
{
    static const char *const kinds[] = {"table", "view", "virtual table"};
    buf_format(out, "%s %.*s\n", kinds[t->kind], STR_ARG(t->name));
    for (size_t i = 0; i < t->n_columns; i++)
        if (!t->columns[i].hidden)
            put_column(d, out, &t->columns[i]);
    put_operations(d, out, t);
    buf_char(out, '\n');
}

// --- queries -----------------------------------------------------------------

// "; with search; sort newest|name"
static void put_choices(Buf *out, const Query *q)
{
    for (size_t i = 0; i < q->n_choices; i++) {
        const Choice *c = &q->choices[i];
        buf_format(out, "; %s%.*s", c->n_forms ? "" : "with ", STR_ARG(c->name));
        for (size_t k = 0; k < c->n_forms; k++)
            buf_format(out, "%c%.*s", k ? '|' : ' ', STR_ARG(c->forms[k].name));
    }
}

// media.getById(id integer) optional: id integer, uri text
static void put_signature(const Described *d, Buf *out, const CheckedQuery *statements)
{
    const CheckedQuery *q = checked_whole(statements);
    buf_put(out, described_name(d, q));
    buf_char(out, '(');
    for (size_t i = 0; i < q->n_params; i++) {
        const CheckedParam *p = &q->params[i];
        buf_format(out, "%s%.*s ", i ? ", " : "", STR_ARG(p->name));
        buf_put(out, described_type(d, p->type, p->nullable, p->list));
    }
    put_choices(out, q->query);
    buf_format(out, ") %s", cardinality_name(q->cardinality));
    for (size_t i = 0; i < q->n_columns; i++) {
        buf_format(out, "%s%.*s ", i ? ", " : ": ", STR_ARG(q->columns[i].name));
        buf_put(out,
                described_type(d, q->columns[i].type, q->columns[i].nullable, false));
    }
    buf_char(out, '\n');
}

Str describe_list(const Described *d)
{
    Buf out = {.arena = d->arena};
    for (const CheckedQuery *q = NULL; (q = checked_next(d->checked, q));)
        put_signature(d, &out, q);
    return buf_str(&out);
}

static void put_plan(Buf *out, const CheckedQuery *q)
{
    if (q->query->part.len)
        buf_format(out, "  %.*s\n", STR_ARG(q->query->part));
    for (size_t i = 0; i < q->n_plan; i++)
        buf_format(out, "  %s %s\n", i ? "    " : "plan", q->plan[i].ptr);
}

static void put_query(const Described *d, Buf *out, const CheckedQuery *q)
{
    put_signature(d, out, q);
    Str place = described_place(d, q);
    buf_format(out, "  at   %s\n", place.ptr);
    for (size_t i = 0, n = checked_statements(d->checked, q); i < n; i++)
        put_plan(out, &q[i]);
    buf_char(out, '\n');
}

Str describe_text(const Described *d)
{
    Buf out = {.arena = d->arena};
    for (size_t i = 0; i < d->checked->model.n_tables; i++)
        put_table(d, &out, &d->checked->model.tables[i]);
    for (const CheckedQuery *q = NULL; (q = checked_next(d->checked, q));)
        put_query(d, &out, q);
    return buf_str(&out);
}
