// query.c - what one query becomes: its prototypes, its SQL, its functions.
//
// Written as if the only query were media.get.

#include "stage3_emit/emit/plan.h"

bool query_in_struct(const QueryPlan *q)
{
    return q->params_type.len > 0;
}

static bool counts_changes(const QueryPlan *q)
{
    return q->face == FACE_EXEC && !q->checked->read_only;
}

void let_query(CWriter *w, const QueryPlan *q)
{
    cw_let(w, "media_get", q->is.name);
    cw_let(w, "MEDIA_GET", q->is.upper);
    cw_let(w, "media.get", q->what);
    cw_let(w, "place", q->place);
    cw_let(w, "Params", q->params_type);
    cw_let(w, "doc", q->checked->query->doc);
    cw_let(w, "MEDIA", q->row ? q->row->is.upper : (Str){0});
    cw_let(w, "statement",
           str_format(w->out.arena, "&%.*s_SQL%s", STR_ARG(q->is.upper),
                      q->n_choices ? "[choice]" : ""));
    cw_let(w, "Media",
           q->n_levels ? q->levels->type
           : q->row    ? q->row->is.type
                       : (Str){0});
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

// The connection, the parameters and the choices, with their types or as they are passed on.
static Strs inputs(CWriter *w, const QueryPlan *q, bool with_types)
{
    Arena *a = w->out.arena;
    Strs s = {0};
    push(w, &s, with_types ? S("WeaveDb *db") : S("db"));
    if (query_in_struct(q))
        push(w, &s, with_types ? S("const $Params$ *params") : S("params"));
    for (size_t i = 0; !query_in_struct(q) && i < q->n_inputs; i++) {
        const Field *f = &q->inputs[i];
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
    if (q->face == FACE_MANY || (q->face == FACE_ONE && (q->n_levels || q->row->keeps)))
        push(w, &s, S("WeaveArena *mem"));
    if (q->face == FACE_MANY)
        push(w, &s, S("$Media$List *out"));
    else if (q->face == FACE_ONE)
        push(w, &s, S("$Media$ *out"));
    else if (counts_changes(q))
        push(w, &s, S("int64_t *changes"));
    cw_call(w, "WeaveStatus $media_get$", s.items, s.n, tail);
}

// The SQL of a query with choices depends on them.
static void put_sql_prototype(CWriter *w, const QueryPlan *q, const char *tail)
{
    Strs s = {0};
    if (q->n_choices && query_in_struct(q))
        push(w, &s, S("const $Params$ *params"));
    for (size_t i = 0; !query_in_struct(q) && i < q->n_choices; i++)
        push(w, &s,
             str_format(w->out.arena, "%.*s %.*s",
                        STR_ARG(q->choices[i].field.type.name),
                        STR_ARG(q->choices[i].field.name)));
    if (!q->n_choices)
        push(w, &s, S("void"));
    cw_call(w, "const char *$media_get$_sql", s.items, s.n, tail);
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
    for (size_t i = 0; !query_in_struct(q) && i < q->n_params; i++) {
        const Field *f = &q->inputs[i];
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
    size_t n = q->n_inputs;
    Field *members = arena_many(w->out.arena, Field, n);
    for (size_t i = 0; i < n; i++) // the choices first: what they need stands below
        members[i] = q->inputs[(i + q->n_params) % n];
    put_members(w, members, n);
    let_query(w, q); // put_members() has its own $doc$
    cw_put(w, "} $Params$;\n"
              "\n");
}

void put_query_header(CWriter *w, const QueryPlan *q)
{
    if (q->n_levels)
        put_tree_types(w, q);
    put_choices_header(w, q);
    put_tuples_header(w, q);
    let_query(w, q);
    cw_let(w, "outcome", str_z(outcome(q)));
    if (query_in_struct(q))
        put_params_struct(w, q);
    cw_comment(w, "", "$doc$");
    cw_comment(w, "", "$media.get$ ($place$): $outcome$.");
    put_param_notes(w, q);
    cw_put(w, "WEAVE_MUST_CHECK\n");
    put_prototype(w, q, ";\n");
    if (q->face == FACE_MANY && !q->n_levels) {
        cw_put(w, "WEAVE_MUST_CHECK\n");
        put_rows_prototype(w, q, ";\n");
        cw_put(w, "WEAVE_MUST_CHECK\n");
        put_each_prototype(w, q, ";\n");
    }
    put_sql_prototype(w, q, ";\n");
    cw_put(w, "\n");
}

// --- the source --------------------------------------------------------------

static const char *const fetch_names[] = {
    [FETCH_COLUMNS] = "WEAVE_FETCH_COLUMNS",
    [FETCH_ROWS] = "WEAVE_FETCH_ROWS",
    [FETCH_NUMBERED] = "WEAVE_FETCH_NUMBERED",
    [FETCH_LOOKUP] = "WEAVE_FETCH_LOOKUP",
};

// Names, each ended by NUL, in one literal, or each in one where that is too long.
static Str names_literal(Arena *a, const Str *names, size_t n, const char *indent)
{
    Buf one = {.arena = a}, each = {.arena = a};
    buf_format(&one, "%s\"", indent);
    for (size_t i = 0; i < n; i++) {
        Str name = cw_literal(a, names[i]);
        bool digit = i + 1 < n && names[i + 1].len && names[i + 1].ptr[0] >= '0' &&
                     names[i + 1].ptr[0] <= '9';
        buf_format(&one, "%.*s%s", (int)(name.len - 2), name.ptr + 1,
                   digit ? "\\000" : "\\0");
        buf_format(&each, "%s%s%.*s\\0\"", i ? "\n" : "", indent, (int)(name.len - 1),
                   name.ptr);
    }
    buf_z(&one, "\",");
    buf_z(&each, ",");
    return one.n <= CW_COLUMNS ? buf_str(&one) : buf_str(&each);
}

// What watchers want to know, with comments where there is room for them.
static void put_touched(CWriter *w, const CheckedQuery *statement, const char *indent)
{
    Arena *a = w->out.arena;
    Str *names = arena_many(a, Str, statement->n_params);
    size_t n = 0, longest = 0;
    for (size_t i = 0; i < statement->n_params; i++)
        if (statement->params[i].from && statement->params[i].from->sensitive)
            names[n++] = statement->params[i].name;
    CWLine lines[] = {
        {names_literal(a, statement->tables_read, statement->n_tables_read, indent),
         S("reads")},
        {names_literal(a, statement->tables_written, statement->n_tables_written,
                       indent),
         S("writes")},
        {names_literal(a, names, n, indent), S("hides")}};
    for (size_t i = 0; i < 3; i++)
        longest = lines[i].code.len > longest ? lines[i].code.len : longest;
    for (size_t i = 0; longest + sizeof " // writes" > CW_COLUMNS && i < 3; i++)
        lines[i].comment = (Str){0};
    cw_lines(w, lines, 3);
}

// place, SQL (laid out) and tables of one statement, inside its braces.
static void put_statement(CWriter *w, const QueryPlan *q, const CheckedQuery *statement,
                          Str sql, const char *indent)
{
    Arena *a = w->out.arena;
    Str part = statement->operation ? (Str){0} : statement->query->part;
    Str place = str_format(a, "%.*s%s%.*s%s%.*s%s", STR_ARG(q->place),
                           q->place.len ? " " : "", STR_ARG(q->what),
                           part.len ? " (" : "", STR_ARG(part), part.len ? ")" : "");
    cw_literals(w, indent, place);
    cw_put(w, ",\n");
    cw_literals(w, indent, sql);
    cw_let(w, "indent", str_z(indent));
    cw_put(w, ",\n");
    put_touched(w, statement, indent);
    cw_let(w, "fetch", str_z(fetch_names[statement->fetch]));
    cw_put(w, "$indent$$fetch$,\n"
              "$indent$0,\n");
}

static Str *wrap_all(Arena *a, const CheckedQuery *statements, size_t n)
{
    Str *sql = arena_many(a, Str, n);
    for (size_t i = 0; i < n; i++)
        sql[i] = sql_wrap(a, statements[i].sql);
    return sql;
}

static void let_extension(CWriter *w, const Str *sql, size_t n)
{
    bool is_long = false;
    for (size_t i = 0; i < n; i++)
        is_long |= sql[i].len > C99_LITERAL;
    cw_let(w, "extension", is_long ? S("__extension__ ") : S(""));
}

void put_own_statement(CWriter *w, const QueryPlan *q, const CheckedQuery *statement,
                       Str upper)
{
    Str sql = sql_wrap(w->out.arena, statement->sql);
    cw_let(w, "MEDIA_GET", upper);
    let_extension(w, &sql, 1);
    const char *indent =
        cw_define(w, "$extension$static WeaveStatement $MEDIA_GET$_SQL", " = {\n");
    put_statement(w, q, statement, sql, indent);
    cw_put(w, "};\n"
              "\n");
}

void put_operation_statement(CWriter *w, const QueryPlan *q,
                             const CheckedQuery *statement)
{
    Arena *a = w->out.arena;
    Str part = name_upper(a, statement->query->part);
    put_own_statement(
        w, q, statement,
        part.len ? str_format(a, "%.*s_%.*s", STR_ARG(q->is.upper), STR_ARG(part))
                 : q->is.upper);
    cw_let(w, "MEDIA_GET", q->is.upper);
}

static void put_statements(CWriter *w, const QueryPlan *q)
{
    if (!q->n_choices) {
        put_own_statement(w, q, q->statements, q->is.upper);
        return;
    }
    const Str *sql = wrap_all(w->out.arena, q->statements, q->n_statements);
    let_extension(w, sql, q->n_statements);
    cw_define(w, "$extension$static WeaveStatement $MEDIA_GET$_SQL[]", " = {\n");
    for (size_t i = 0; i < q->n_statements; i++) {
        cw_put(w, "    {\n");
        put_statement(w, q, &q->statements[i], sql[i], "        ");
        cw_put(w, "    },\n");
    }
    cw_put(w, "};\n"
              "\n");
}

void put_value_bind(CWriter *w, const Bind *b)
{
    Arena *a = w->out.arena;
    Strs args = {0};
    push(w, &args, str_z(b->query));
    push(w, &args, b->number);
    if (b->type->set.len)
        push(w, &args, str_format(a, "&%.*s", STR_ARG(b->type->set)));
    bool one_of_enum = b->type->set.len && !b->is_list;
    push(w, &args,
         one_of_enum ? str_format(a, "(int)%.*s", STR_ARG(b->value)) : b->value);
    cw_let(w, "verb", b->type->bind);
    cw_let(w, "indent", str_z(b->indent));
    cw_call(w, "$indent$weave_bind_$verb$", args.items, args.n, ";\n");
}

void put_bind(CWriter *w, const QueryPlan *q, size_t i, Str number, const char *query)
{
    Arena *a = w->out.arena;
    const Field *f = &q->params[i];
    const CheckedParam *said = &q->checked->params[i];
    if (said->tuple.len) {
        put_bind_member(w, q, i, number, query);
        return;
    }
    put_value_bind(w, &(Bind){.query = str_format(a, "&%s", query).ptr,
                              .number = number,
                              .type = &f->type,
                              .value = str_format(a, "%s%.*s",
                                                  query_in_struct(q) ? "params->" : "",
                                                  STR_ARG(f->name)),
                              .is_list = said->list,
                              .indent = choice_leaves_out(q, i) ? "        " : "    "});
}

static void put_binds(CWriter *w, const QueryPlan *q, const char *query)
{
    Arena *a = w->out.arena;
    put_check_choices(w, q, query);
    for (size_t i = 0; i < q->checked->n_params; i++) {
        Str number = q->renumbered ? str_format(a, "numbers[%zu]", i)
                                   : str_format(a, "%d", q->checked->params[i].number);
        if (choice_leaves_out(q, i)) {
            cw_let(w, "i", str_format(a, "%zu", i));
            cw_put(w, "    if (numbers[$i$])\n");
        }
        put_bind(w, q, i, number, query);
    }
}

// how is what the rows are wanted for: "", "_rows", "_each", "_all".
static void put_begin(CWriter *w, const char *how)
{
    static const Str args[] = {STR("db"), STR("$statement$")};
    cw_let(w, "how", str_z(how));
    cw_call(w, "    WeaveQuery q = weave_query$how$", args, 2, ";\n");
}

static void put_exec(CWriter *w, const QueryPlan *q)
{
    put_prototype(w, q, "\n");
    cw_put(w, "{\n");
    put_choose(w, q);
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
    put_choose(w, q);
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
    static const Str args[] = {STR("db"), STR("$statement$")};
    put_rows_prototype(w, q, "\n");
    cw_put(w, "{\n");
    put_choose(w, q);
    if (q->checked->n_params + q->n_choices == 0) {
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
    put_choose(w, q);
    put_begin(w, "_all");
    put_binds(w, q, "q");
    cw_call(w, "    return $media$_rows_all", args, 3, ";\n");
    cw_put(w, "}\n"
              "\n");
}

static void put_each(CWriter *w, const QueryPlan *q)
{
    cw_let(w, "MEDIA", q->row->is.upper);
    static const Str args[] = {STR("&q"), STR("&$MEDIA$_ROW"), STR("each"),
                               STR("context")};
    put_each_prototype(w, q, "\n");
    cw_put(w, "{\n");
    put_choose(w, q);
    put_begin(w, "_each");
    put_binds(w, q, "q");
    cw_call(w, "    weave_each", args, 4, ";\n");
    cw_put(w, "    return weave_end(&q);\n"
              "}\n"
              "\n");
}

void put_sql(CWriter *w, const QueryPlan *q)
{
    put_sql_prototype(w, q, "\n");
    cw_put(w, "{\n");
    if (q->n_choices)
        put_choice(w, q);
    cw_put(w, q->n_choices ? "    return $MEDIA_GET$_SQL[choice].sql;\n"
                           : "    return $MEDIA_GET$_SQL.sql;\n");
    cw_put(w, "}\n"
              "\n");
}

static void put_faces(CWriter *w, const QueryPlan *q)
{
    switch (q->face) {
    case FACE_EXEC: put_exec(w, q); break;
    case FACE_ONE: put_get(w, q); break;
    case FACE_MANY:
        put_rows(w, q);
        put_list(w, q);
        put_each(w, q);
        break;
    }
}

void put_query_source(CWriter *w, const QueryPlan *q)
{
    let_query(w, q);
    if (q->n_levels) {
        put_tree_source(w, q);
        let_query(w, q);
    } else {
        put_choices_source(w, q);
        let_query(w, q); // an enum has its own names
        put_statements(w, q);
        put_faces(w, q);
    }
    put_sql(w, q);
}
