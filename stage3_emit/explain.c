// explain.c - one query on one page: what it is, what it gives, how it runs, and why.

#include "stage3_emit/describe.h"

#include "stage3_emit/emit/emit.h"

// text, each of its lines two spaces in.
static void put_indented(Buf *out, Str text)
{
    for (size_t at = 0; at < text.len;) {
        Str rest = str_cut(text, at, text.len);
        size_t end = str_find(rest, '\n');
        Str line = end == STR_NONE ? rest : str_cut(rest, 0, end);
        buf_format(out, "%s%.*s\n", line.len ? "  " : "", STR_ARG(line));
        at += line.len + 1;
    }
}

static void put_param(const Described *d, Buf *out, const CheckedParam *p)
{
    Str type = described_type(d, p->type, p->nullable, p->list);
    Str from = described_column(d, p->from);
    buf_format(out, "  %-16.*s %-24s %s", STR_ARG(p->name), type.ptr,
               known_name(p->known));
    if (p->known == KNOWN_UNKNOWN && p->why_unknown.len)
        buf_format(out, ": %.*s", STR_ARG(p->why_unknown));
    else if (p->known == KNOWN_INFERRED && p->why.len)
        buf_format(out, ": %.*s", STR_ARG(p->why));
    else if (from.len)
        buf_format(out, " from %s", from.ptr);
    buf_char(out, '\n');
}

// The reason, without the name that stands before it already.
static void put_why(Buf *out, Str why, Str said)
{
    bool again = said.len && str_starts(why, said.ptr) && why.len > said.len &&
                 why.ptr[said.len] == ' ';
    buf_z(out, again ? " " : "; ");
    buf_put(out, str_cut(why, again ? said.len + 1 : 0, why.len));
}

static void put_result(const Described *d, Buf *out, const ResultColumn *c)
{
    Str type = described_type(d, c->type, c->nullable, false);
    Str origin = described_column(d, c->origin);
    buf_format(out, "  %-16.*s %-24s %s", STR_ARG(c->name), type.ptr,
               origin.len ? origin.ptr : "an expression");
    if (c->known == KNOWN_DECLARED)
        buf_z(out, ", as declared");
    else if (c->why_nullable.len)
        put_why(out, c->why_nullable, origin);
    if (c->why_any.len)
        put_why(out, c->why_any, origin);
    buf_char(out, '\n');
}

static void put_rows(Buf *out, const CheckedQuery *q)
{
    static const char *const rows[] = {
        [CARDINALITY_INFERRED] = "",
        [CARDINALITY_EXEC] = "no rows",
        [CARDINALITY_ONE] = "one row",
        [CARDINALITY_OPTIONAL] = "at most one row",
        [CARDINALITY_MANY] = "any number of rows",
    };
    buf_format(out, "\nResult: %s", rows[q->cardinality]);
    if (q->cardinality != q->inferred)
        buf_format(out, ", as stated; inferred: %s", rows[q->inferred]);
    if (q->why_cardinality.len)
        buf_format(out, ": %.*s", STR_ARG(q->why_cardinality));
    buf_char(out, '\n');
}

Str explain_query(const Described *d, const CheckedQuery *q)
{
    Buf out = {.arena = d->arena};
    Str place = described_place(d, q);
    buf_format(&out, "%s  (%.*s)\n", described_name(d, q).ptr, STR_ARG(place));
    put_indented(&out, q->query->doc);
    buf_z(&out, "\nSQL\n");
    put_indented(&out, q->sql);
    buf_z(&out, q->n_params ? "\nParameters\n" : "\nNo parameters\n");
    for (size_t i = 0; i < q->n_params; i++)
        put_param(d, &out, &q->params[i]);
    put_rows(&out, q);
    for (size_t i = 0; i < q->n_columns; i++)
        put_result(d, &out, &q->columns[i]);
    buf_z(&out, q->read_only ? "\nPlan (it only reads)\n" : "\nPlan (it writes)\n");
    for (size_t i = 0; i < q->n_plan; i++)
        buf_format(&out, "  %s\n", q->plan[i].ptr);
    if (!q->n_plan)
        buf_z(&out, "  nothing to search\n");
    buf_z(&out, "\nC\n");
    put_indented(&out, emit_prototype(d->arena, d->checked, q));
    return buf_str(&out);
}
