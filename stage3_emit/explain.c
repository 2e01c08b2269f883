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

// --- lists -------------------------------------------------------------------

// A name, its type, and why: three columns as wide as they must be.
typedef struct Line {
    Str name, type, why;
} Line;

static size_t wider(size_t width, Str s)
{
    enum { WIDEST = 32 }; // a longer one pushes its own line alone
    return s.len > width && s.len <= WIDEST ? s.len : width;
}

static void put_lines(Buf *out, const Line *lines, size_t n)
{
    size_t name = 0, type = 0;
    for (size_t i = 0; i < n; i++) {
        name = wider(name, lines[i].name);
        type = wider(type, lines[i].type);
    }
    for (size_t i = 0; i < n; i++) {
        const Line *l = &lines[i];
        buf_format(out, "  %.*s%*s  %.*s%*s  %.*s\n", STR_ARG(l->name),
                   l->name.len < name ? (int)(name - l->name.len) : 0, "",
                   STR_ARG(l->type), l->type.len < type ? (int)(type - l->type.len) : 0,
                   "", STR_ARG(l->why));
    }
}

static Str listed(Arena *a, const Str *names, size_t n)
{
    Buf out = {.arena = a};
    for (size_t i = 0; i < n; i++)
        buf_format(&out, "%s%.*s", i ? ", " : "", STR_ARG(names[i]));
    return n ? buf_str(&out) : S("nothing");
}

// --- parameters --------------------------------------------------------------

static Str why_param(const Described *d, const CheckedParam *p)
{
    Str from = described_column(d, p->from);
    const char *null = p->nullable ? "; may be NULL" : "";
    switch (p->known) {
    case KNOWN_DECLARED:
        return str_format(d->arena, "declared%s%.*s%s", from.len ? " as " : "",
                          STR_ARG(from), null);
    case KNOWN_UNKNOWN:
        return str_format(d->arena, "unknown: %.*s", STR_ARG(p->why_unknown));
    default:
        return str_format(d->arena, "%.*s%s", STR_ARG(p->why.len ? p->why : from),
                          null);
    }
}

static void put_params(const Described *d, Buf *out, const CheckedQuery *q)
{
    Line *lines = arena_many(d->arena, Line, q->n_params);
    for (size_t i = 0; i < q->n_params; i++) {
        const CheckedParam *p = &q->params[i];
        lines[i] = (Line){p->name, described_type(d, p->type, p->nullable, p->list),
                          why_param(d, p)};
    }
    buf_z(out, q->n_params ? "\nParameters\n" : "\nNo parameters\n");
    put_lines(out, lines, q->n_params);
}

// --- the result --------------------------------------------------------------

// The reason, without the name that has been said already.
static Str without_name(Str why, Str name)
{
    bool again = name.len && str_starts(why, name.ptr) && why.len > name.len &&
                 why.ptr[name.len] == ' ';
    return again ? str_cut(why, name.len + 1, why.len) : why;
}

static Str why_null(const ResultColumn *c, Str name)
{
    const ModelColumn *o = c->origin;
    if (c->nullable)
        return c->why_nullable.len ? without_name(c->why_nullable, name)
                                   : S("may be NULL, for all weave knows");
    return o && o->rowid_alias ? S("never NULL: the INTEGER PRIMARY KEY")
           : o && o->not_null  ? S("never NULL, as it is declared")
           : o                 ? S("never NULL: the query lets none through")
                               : S("never NULL, whatever the rows hold");
}

static Str why_column(const Described *d, const ResultColumn *c)
{
    Str name = described_column(d, c->origin);
    Buf out = {.arena = d->arena};
    buf_put(&out, name.len ? name : S("an expression"));
    if (c->known == KNOWN_DECLARED) {
        buf_z(&out, "; declared in the SQL");
        return buf_str(&out);
    }
    buf_z(&out, "; ");
    buf_put(&out, why_null(c, name));
    if (c->why_any.len) {
        buf_z(&out, "; ");
        buf_put(&out, without_name(c->why_any, name));
    }
    return buf_str(&out);
}

static void put_embeds(const Described *d, Buf *out, const CheckedQuery *q)
{
    for (size_t i = 0; i < q->n_embeds; i++) {
        const CheckedEmbed *e = &q->embeds[i];
        buf_format(out, "  columns %zu to %zu are \"%.*s\", a row of %.*s",
                   e->first + 1, e->first + e->n, STR_ARG(e->name),
                   STR_ARG(e->table->name));
        if (e->optional)
            buf_format(out, ", absent where %.*s is NULL",
                       STR_ARG(described_column(d, q->columns[e->presence].origin)));
        buf_char(out, '\n');
    }
}

static void put_result(const Described *d, Buf *out, const CheckedQuery *q)
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
        buf_format(out, ", since %.*s", STR_ARG(q->why_cardinality));
    buf_char(out, '\n');
    Line *lines = arena_many(d->arena, Line, q->n_columns);
    for (size_t i = 0; i < q->n_columns; i++) {
        const ResultColumn *c = &q->columns[i];
        lines[i] = (Line){c->name, described_type(d, c->type, c->nullable, false),
                          why_column(d, c)};
    }
    put_lines(out, lines, q->n_columns);
    put_embeds(d, out, q);
}

// --- the page ----------------------------------------------------------------

static void put_fetch(Buf *out, const CheckedQuery *q)
{
    if (!q->n_columns)
        return;
    buf_z(out, "\nRows\n");
    if (q->fetch == FETCH_LOOKUP)
        buf_z(out,
              "  are handed over whole: weave_row(); within weave_begin_read() one "
              "call runs on from the other: weave_turns\n");
    else if (q->fetch == FETCH_ROWS)
        buf_z(out, "  are handed over whole: weave_row(), weave_rows() for all\n");
    else if (q->fetch == FETCH_NUMBERED)
        buf_z(
            out,
            "  are handed over whole for lists: weave_row(); else column by column\n");
    else
        buf_format(out, "  are read column by column: %.*s\n", STR_ARG(q->why_columns));
}

static void put_plan(const Described *d, Buf *out, const CheckedQuery *q)
{
    Str read = listed(d->arena, q->tables_read, q->n_tables_read);
    Str written = listed(d->arena, q->tables_written, q->n_tables_written);
    buf_format(out, "\nReads %.*s; writes %.*s\n", STR_ARG(read), STR_ARG(written));
    buf_z(out, "\nPlan\n");
    for (size_t i = 0; i < q->n_plan; i++)
        buf_format(out, "  %.*s\n", STR_ARG(q->plan[i]));
    if (!q->n_plan)
        buf_z(out, "  nothing to search\n");
    put_fetch(out, q);
}

static void put_statement(const Described *d, Buf *out, const CheckedQuery *q)
{
    buf_z(out, "\nSQL");
    if (q->query->part.len)
        buf_format(out, " (%.*s)", STR_ARG(q->query->part));
    buf_char(out, '\n');
    put_indented(out, sql_wrap(d->arena, q->sql));
    put_params(d, out, q);
    put_result(d, out, q);
    put_plan(d, out, q);
}

// "posts.comments"
static Str level_path(Arena *a, const Query *q, const Level *l)
{
    Str before = l->parent ? level_path(a, q, &q->levels[l->parent]) : (Str){0};
    return str_format(a, "%.*s%s%.*s", STR_ARG(before), before.len ? "." : "",
                      STR_ARG(l->key));
}

static void put_levels(const Described *d, Buf *out, const CheckedQuery *q)
{
    const Query *query = q->query;
    Line *lines = arena_many(d->arena, Line, query->n_levels);
    for (size_t i = 1; i < query->n_levels; i++) {
        const Level *l = &query->levels[i];
        lines[i - 1] =
            (Line){level_path(d->arena, query, l),
                   l->many       ? S("any number of rows")
                   : l->optional ? S("one row or none")
                                 : S("one row, by a foreign key"),
                   l->joined ? S("joined: each row has one at most, by a key")
                   : l->many ? S("a statement of its own, for all rows at once")
                             : S("a statement of its own: before it rows are sorted "
                                 "and limited, or no key finds one")};
    }
    buf_z(out, "\nRelations\n");
    put_lines(out, lines, query->n_levels - 1);
}

// The statements of a query with choices differ in text and plan; what the caller gives
// and gets is said of all together.
static void put_variants(const Described *d, Buf *out, const CheckedQuery *q, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        Str part = q[i].query->part;
        buf_format(out, "\nSQL%s%.*s%s\n", part.len ? " (" : "", STR_ARG(part),
                   part.len ? ")" : "");
        put_indented(out, sql_wrap(d->arena, q[i].sql));
        put_plan(d, out, &q[i]);
    }
    put_params(d, out, q->whole);
    put_result(d, out, q->whole);
}

Str explain_query(const Described *d, const CheckedQuery *q)
{
    Buf out = {.arena = d->arena};
    Str name = described_name(d, q), place = described_place(d, q);
    buf_format(&out, "%.*s  (%.*s)\n", STR_ARG(name), STR_ARG(place));
    put_indented(&out, q->query->doc);
    size_t n = checked_statements(d->checked, q);
    if (q->query->n_choices)
        put_variants(d, &out, q, n);
    for (size_t i = 0; !q->query->n_choices && i < n; i++)
        put_statement(d, &out, &q[i]);
    if (q->query->n_levels)
        put_levels(d, &out, q);
    buf_z(&out, "\nC\n");
    put_indented(&out, emit_prototype(d->arena, d->checked, q));
    return buf_str(&out);
}
