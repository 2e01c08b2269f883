// query.c - what one query becomes: its prototypes, its SQL, its functions.
//
// Written as if the only query were media.get.

#include "stage3_emit/emit/plan.h"

static bool in_struct(const QueryPlan *q)
{
    return q->params_type.len > 0;
}

static bool counts_changes(const QueryPlan *q)
{
    return q->face == FACE_EXEC && !q->checked->read_only;
}

static void let_query(CWriter *w, const QueryPlan *q)
{
    cw_let(w, "media_get", q->is.name);
    cw_let(w, "MEDIA_GET", q->is.upper);
    cw_let(w, "media.get", q->what);
    cw_let(w, "place", q->place);
    cw_let(w, "Params", q->params_type);
    cw_let(w, "doc", q->checked->query->doc);
    cw_let(w, "MEDIA", q->row ? q->row->is.upper : (Str){0});
    cw_let(w, "Media", q->row ? q->row->is.type : (Str){0});
    cw_let(w, "media", q->row ? q->row->is.name : (Str){0});
}

// --- prototypes --------------------------------------------------------------

typedef struct Strs {
    Str *items;
    size_t n, capacity;
} Strs;

static void push(CWriter *w, Strs *s, Str item)
{
    *arena_push(w->out.arena, *s, Str) = item;
}

// The connection and the parameters, with their types or as they are passed on.
static Strs inputs(CWriter *w, const QueryPlan *q, bool with_types)
{
    Arena *a = w->out.arena;
    Strs s = {0};
    push(w, &s, with_types ? S("WeaveDb *db") : S("db"));
    if (in_struct(q))
        push(w, &s, with_types ? S("const $Params$ *params") : S("params"));
    for (size_t i = 0; !in_struct(q) && i < q->checked->n_params; i++) {
        const Field *f = &q->params[i];
        push(w, &s,
             with_types
                 ? str_format(a, "%.*s %.*s", STR_ARG(f->type.name), STR_ARG(f->name))
                 : f->name);
    }
    return s;
}

void put_prototype(CWriter *w, const QueryPlan *q, const char *tail)
{
    let_query(w, q);
    Strs s = inputs(w, q, true);
    if (q->face == FACE_MANY || (q->face == FACE_ONE && q->row->keeps))
        push(w, &s, S("WeaveArena *mem"));
    if (q->face == FACE_MANY)
        push(w, &s, S("$Media$List *out"));
    else if (q->face == FACE_ONE)
        push(w, &s, S("$Media$ *out"));
    else if (counts_changes(q))
        push(w, &s, S("int64_t *changes"));
    cw_call(w, "WeaveStatus $media_get$", s.items, s.n, tail);
}

static void put_rows_prototype(CWriter *w, const QueryPlan *q, const char *tail)
{
    Strs s = inputs(w, q, true);
    cw_call(w, "$Media$Rows $media_get$_rows", s.items, s.n, tail);
}

static void put_each_prototype(CWriter *w, const QueryPlan *q, const char *tail)
{
    Strs s = inputs(w, q, true);
    push(w, &s, S("WeaveEach each"));
    push(w, &s, S("void *context"));
    cw_call(w, "WeaveStatus $media_get$_each", s.items, s.n, tail);
}

// --- the header --------------------------------------------------------------

static bool proven_one(const QueryPlan *q)
{
    return q->checked->inferred != CARDINALITY_MANY;
}

static const char *outcome(const QueryPlan *q)
{
    if (q->face == FACE_MANY)
        return "any number of rows";
    if (q->face == FACE_EXEC)
        return counts_changes(q) ? "*changes, if wanted, counts the rows changed"
                                 : "no result";
    if (q->checked->inferred == CARDINALITY_ONE)
        return "always one row";
    return proven_one(q) ? "one row or WEAVE_NOT_FOUND"
                         : "one row, WEAVE_NOT_FOUND, or WEAVE_TOO_MANY";
}

// What the types of positional parameters do not say.
static void put_param_notes(CWriter *w, const QueryPlan *q)
{
    Buf notes = {.arena = w->out.arena};
    for (size_t i = 0; !in_struct(q) && i < q->checked->n_params; i++) {
        const Field *f = &q->params[i];
        if (f->type.note.len)
            buf_format(&notes, "%s%.*s: %.*s.", notes.n ? " " : "", STR_ARG(f->name),
                       STR_ARG(f->type.note));
    }
    cw_let(w, "notes", buf_str(&notes));
    cw_comment(w, "", "$notes$");
}

static void put_params_struct(CWriter *w, const QueryPlan *q)
{
    cw_comment(
        w, "",
        "What $media_get$() is given. Start from {0}; a text, blob or enum left absent "
        "where null is not allowed is WEAVE_MISUSE.");
    cw_put(w, "typedef struct $Params$ {\n");
    put_members(w, q->params, q->checked->n_params);
    let_query(w, q); // put_members() has its own $doc$
    cw_put(w, "} $Params$;\n"
              "\n");
}

void put_query_header(CWriter *w, const QueryPlan *q)
{
    let_query(w, q);
    cw_let(w, "outcome", str_z(outcome(q)));
    if (in_struct(q))
        put_params_struct(w, q);
    cw_comment(w, "", "$doc$");
    cw_comment(w, "", "$media.get$ ($place$): $outcome$.");
    put_param_notes(w, q);
    cw_put(w, "WEAVE_MUST_CHECK\n");
    put_prototype(w, q, ";\n");
    if (q->face == FACE_MANY) {
        cw_put(w, "WEAVE_MUST_CHECK\n");
        put_rows_prototype(w, q, ";\n");
        cw_put(w, "WEAVE_MUST_CHECK\n");
        put_each_prototype(w, q, ";\n");
    }
    cw_put(w, "const char *$media_get$_sql(void);\n"
              "\n");
}

// --- the source --------------------------------------------------------------

static const char *const fetch_names[] = {
    [FETCH_COLUMNS] = "WEAVE_FETCH_COLUMNS",
    [FETCH_ROWS] = "WEAVE_FETCH_ROWS",
    [FETCH_NUMBERED] = "WEAVE_FETCH_NUMBERED",
};

static void put_statement(CWriter *w, const QueryPlan *q)
{
    Str sql = sql_wrap(w->out.arena, q->checked->sql);
    Str place =
        str_format(w->out.arena, "%.*s %.*s", STR_ARG(q->place), STR_ARG(q->what));
    cw_let(w, "extension", sql.len > C99_LITERAL ? S("__extension__ ") : S(""));
    const char *indent =
        cw_define(w, "$extension$static WeaveStatement $MEDIA_GET$_SQL", " = {\n");
    cw_literals(w, indent, place);
    cw_put(w, ",\n");
    cw_literals(w, indent, sql);
    cw_let(w, "indent", str_z(indent));
    cw_let(w, "fetch", str_z(fetch_names[q->checked->fetch]));
    cw_put(w, ",\n"
              "$indent$$fetch$,\n"
              "$indent$0,\n"
              "};\n"
              "\n");
}

// query is the variable that runs: "q" or "rows.query".
static void put_binds(CWriter *w, const QueryPlan *q, const char *query)
{
    Arena *a = w->out.arena;
    for (size_t i = 0; i < q->checked->n_params; i++) {
        const Field *f = &q->params[i];
        Str value =
            str_format(a, "%s%.*s", in_struct(q) ? "params->" : "", STR_ARG(f->name));
        Strs args = {0};
        push(w, &args, str_format(a, "&%s", query));
        push(w, &args, str_format(a, "%d", q->checked->params[i].number));
        if (f->type.set.len)
            push(w, &args, str_format(a, "&%.*s", STR_ARG(f->type.set)));
        bool one_of_enum = f->type.set.len && !q->checked->params[i].list;
        push(w, &args,
             one_of_enum ? str_format(a, "(int)%.*s", STR_ARG(value)) : value);
        cw_let(w, "verb", f->type.bind);
        cw_call(w, "    weave_bind_$verb$", args.items, args.n, ";\n");
    }
}

// how is what the rows are wanted for: "", "_rows", "_each", "_all".
static void put_begin(CWriter *w, const char *how)
{
    static const Str args[] = {STR("db"), STR("&$MEDIA_GET$_SQL")};
    cw_let(w, "how", str_z(how));
    cw_call(w, "    WeaveQuery q = weave_query$how$", args, 2, ";\n");
}

static void put_exec(CWriter *w, const QueryPlan *q)
{
    put_prototype(w, q, "\n");
    cw_put(w, "{\n");
    put_begin(w, "");
    put_binds(w, q, "q");
    cw_let(w, "changes", counts_changes(q) ? S("changes") : S("NULL"));
    cw_put(w, "    return weave_end_exec(&q, $changes$);\n"
              "}\n"
              "\n");
}

static void put_get(CWriter *w, const QueryPlan *q)
{
    put_prototype(w, q, "\n");
    cw_put(w, "{\n");
    put_begin(w, "_rows");
    put_binds(w, q, "q");
    cw_let(w, "mem", q->row->keeps ? S(" mem,") : S(""));
    cw_let(w, "end", proven_one(q) ? S("one") : S("single"));
    cw_put(w, "    $media$_rows_one(&q,$mem$ out);\n"
              "    return weave_end_$end$(&q);\n"
              "}\n"
              "\n");
}

static void put_rows(CWriter *w, const QueryPlan *q)
{
    static const Str args[] = {STR("db"), STR("&$MEDIA_GET$_SQL")};
    put_rows_prototype(w, q, "\n");
    cw_put(w, "{\n");
    if (q->checked->n_params == 0) {
        cw_call(w, "    return $media$_rows_begin", args, 2, ";\n");
    } else {
        cw_call(w, "    $Media$Rows rows = $media$_rows_begin", args, 2, ";\n");
        put_binds(w, q, "rows.query");
        cw_put(w, "    return rows;\n");
    }
    cw_put(w, "}\n"
              "\n");
}

static void put_list(CWriter *w, const QueryPlan *q)
{
    static const Str args[] = {STR("&q"), STR("mem"), STR("out")};
    put_prototype(w, q, "\n");
    cw_put(w, "{\n");
    put_begin(w, "_all");
    put_binds(w, q, "q");
    cw_call(w, "    return $media$_rows_all", args, 3, ";\n");
    cw_put(w, "}\n"
              "\n");
}

static void put_each(CWriter *w, const QueryPlan *q)
{
    static const Str args[] = {STR("&q"), STR("&$MEDIA$_ROW"), STR("each"),
                               STR("context")};
    put_each_prototype(w, q, "\n");
    cw_put(w, "{\n");
    put_begin(w, "_each");
    put_binds(w, q, "q");
    cw_call(w, "    weave_each", args, 4, ";\n");
    cw_put(w, "    return weave_end(&q);\n"
              "}\n"
              "\n");
}

static void put_sql(CWriter *w)
{
    cw_put(w, "const char *$media_get$_sql(void)\n"
              "{\n"
              "    return $MEDIA_GET$_SQL.sql;\n"
              "}\n"
              "\n");
}

void put_query_source(CWriter *w, const QueryPlan *q)
{
    let_query(w, q);
    put_statement(w, q);
    switch (q->face) {
    case FACE_EXEC: put_exec(w, q); break;
    case FACE_ONE: put_get(w, q); break;
    case FACE_MANY:
        put_rows(w, q);
        put_list(w, q);
        put_each(w, q);
        break;
    }
    put_sql(w);
}
