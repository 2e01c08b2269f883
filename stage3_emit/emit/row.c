// row.c - the struct that rows are read into, and the table that says how.
//
// Written as if the only row were Media. A table's row has all of the functions, and
// other files use them; a module's own has what its queries need, to itself.

#include "stage3_emit/emit/plan.h"

#include <string.h>

static void let_row(CWriter *w, const Row *row)
{
    cw_let(w, "Media", row->is.type);
    cw_let(w, "media", row->is.name);
    cw_let(w, "MEDIA", row->is.upper);
    cw_let(w, "static", row->table ? S("") : S("static "));
}

// --- the header --------------------------------------------------------------

void put_rows_manual(CWriter *w)
{
    cw_put(
        w,
        "// A struct is a row, its members in the order of the columns. Behind it:\n"
        "// - List, rows that are yours: they live in the arena given to the query.\n"
        "// - Rows, rows still in SQLite. Nothing is copied: row is good until the\n"
        "//   next _rows_next() or _rows_end(). Always end what you begin.\n"
        "\n");
}

void put_members(CWriter *w, const Field *fields, size_t n)
{
    Arena *a = w->out.arena;
    CWLine *lines = arena_many(a, CWLine, n);
    size_t done = 0;
    for (size_t i = 0; i < n; i++) {
        const Field *f = &fields[i];
        lines[i].code =
            str_format(a, "    %.*s %.*s;", STR_ARG(f->type.name), STR_ARG(f->name));
        lines[i].comment = f->type.note;
        if (!f->doc.len)
            continue;
        cw_lines(w, lines + done, i - done);
        cw_let(w, "doc", f->doc);
        cw_comment(w, "    ", "$doc$");
        done = i;
    }
    cw_lines(w, lines + done, n - done);
}

static const Part *part_at(const Row *row, size_t i)
{
    for (size_t k = 0; k < row->n_parts; k++)
        if (row->parts[k].first == i && row->parts[k].n)
            return &row->parts[k];
    return NULL;
}

// The members of the struct: a part is one, or two.
static const Field *members_of(CWriter *w, const Row *row, size_t *n)
{
    Field *members = arena_many(w->out.arena, Field, row->n + 2 * row->n_parts);
    *n = 0;
    for (size_t i = 0; i < row->n;) {
        const Part *part = part_at(row, i);
        if (part && part->present.len)
            members[(*n)++] = (Field){.name = part->present, .type.name = S("bool")};
        members[(*n)++] =
            part ? (Field){.name = part->name, .type.name = part->row->is.type}
                 : row->fields[i];
        i += part ? part->n : 1;
    }
    return members;
}

static void put_struct(CWriter *w, const Row *row)
{
    size_t n;
    const Field *members = members_of(w, row, &n);
    cw_let(w, "what", row->what);
    cw_let(w, "doc", row->doc);
    cw_comment(w, "", row->doc.len ? "A row of $what$: $doc$" : "A row of $what$.");
    cw_put(w, "typedef struct $Media$ {\n");
    put_members(w, members, n);
    cw_put(w, "} $Media$;\n"
              "\n");
}

static void put_many_types(CWriter *w)
{
    cw_put(w, "typedef struct $Media$List {\n"
              "    $Media$ *items;\n"
              "    size_t count;\n"
              "} $Media$List;\n"
              "\n"
              "typedef struct $Media$Rows {\n"
              "    $Media$ row;\n"
              "    WeaveQuery query;\n"
              "} $Media$Rows;\n"
              "\n");
}

static const Str rows_params[] = {STR("$Media$Rows *rows")};
static const Str begin_params[] = {STR("WeaveDb *db"),
                                   STR("WeaveStatement *statement")};
static const Str one_params[] = {STR("WeaveQuery *q"), STR("WeaveArena *mem"),
                                 STR("$Media$ *out")};
static const Str small_one_params[] = {STR("WeaveQuery *q"), STR("$Media$ *out")};
static const Str all_params[] = {STR("WeaveQuery *q"), STR("WeaveArena *mem"),
                                 STR("$Media$List *out")};

static void put_one_prototype(CWriter *w, const Row *row, const char *tail)
{
    if (row->keeps)
        cw_call(w, "$static$void $media$_rows_one", one_params, 3, tail);
    else
        cw_call(w, "$static$void $media$_rows_one", small_one_params, 2, tail);
}

static void put_rows_prototypes(CWriter *w)
{
    cw_call(w, "bool $media$_rows_next", rows_params, 1, ";\n");
    cw_put(w, "WEAVE_MUST_CHECK\n");
    cw_call(w, "WeaveStatus $media$_rows_end", rows_params, 1, ";\n");
}

// What modules call.
static void put_shared_prototypes(CWriter *w, const Row *row)
{
    cw_define(w, "extern const WeaveRow $MEDIA$_ROW", ";\n");
    cw_call(w, "$Media$Rows $media$_rows_begin", begin_params, 2, ";\n");
    put_one_prototype(w, row, ";\n");
    cw_put(w, "WEAVE_MUST_CHECK\n");
    cw_call(w, "WeaveStatus $media$_rows_all", all_params, 3, ";\n");
}

void put_row_header(CWriter *w, const Row *row)
{
    let_row(w, row);
    put_struct(w, row);
    if (row->gives_many) {
        put_many_types(w);
        put_rows_prototypes(w);
    }
    if (row->table)
        put_shared_prototypes(w, row);
    if (row->gives_many)
        cw_put(w, "\n");
}

// --- the source --------------------------------------------------------------

// Where the member is; broken behind the comma if it does not fit on a line.
static Str offset_of(CWriter *w, Str type, Str member)
{
    Str gap = S(" ");
    if (type.len + member.len > CW_COLUMNS - strlen("     offsetof(, ),"))
        gap = S("\n              ");
    return str_format(w->out.arena, "offsetof(%.*s,%.*s%.*s)", STR_ARG(type),
                      STR_ARG(gap), STR_ARG(member));
}

void put_field(CWriter *w, Str type, Str read, size_t column, Str member, Str of)
{
    Arena *a = w->out.arena;
    const Str args[] = {str_format(a, "WEAVE_READ_%.*s", STR_ARG(read)),
                        str_format(a, "%zu", column), offset_of(w, type, member), of};
    cw_call(w, "$indent${", args, 4, ",\n");
}

void put_column(CWriter *w, Str type, const Field *f, size_t column)
{
    Arena *a = w->out.arena;
    Str set =
        f->type.set.len ? str_format(a, "&%.*s", STR_ARG(f->type.set)) : S("NULL");
    put_field(w, type, name_upper(a, f->type.read), column, f->name, set);
}

static void put_part(CWriter *w, const Row *row, const Part *part)
{
    if (part->present.len)
        put_field(w, row->is.type, S("HAS"), part->presence, part->present, S("NULL"));
    put_field(w, row->is.type, S("ROW"), part->first, part->name,
              str_format(w->out.arena, "&%.*s_ROW", STR_ARG(part->row->is.upper)));
}

static void put_fields(CWriter *w, const Row *row)
{
    cw_let(w, "indent",
           str_z(cw_define(w, "static const WeaveField $media$_fields[]", " = {\n")));
    for (size_t i = 0; i < row->n;) {
        const Part *part = part_at(row, i);
        if (part)
            put_part(w, row, part);
        else
            put_column(w, row->is.type, &row->fields[i], i);
        i += part ? part->n : 1;
    }
    cw_put(w, "$indent${WEAVE_READ_END, 0, 0, NULL},\n"
              "};\n"
              "\n");
    cw_let(w, "indent",
           str_z(cw_define(w, "$static$const WeaveRow $MEDIA$_ROW", " = {\n")));
    cw_let(w, "n", str_format(w->out.arena, "%zu", row->n));
    cw_put(w, "$indent$$media$_fields,\n"
              "$indent$$n$,\n"
              "$indent$sizeof($Media$),\n"
              "};\n"
              "\n");
}

static void put_one(CWriter *w, const Row *row)
{
    const Str args[] = {S("q"), S("&$MEDIA$_ROW"), row->keeps ? S("mem") : S("NULL"),
                        S("out")};
    cw_put(w, "// The first row, kept; zeroed if there is none.\n");
    put_one_prototype(w, row, "\n");
    cw_put(w, "{\n");
    cw_call(w, "    weave_one", args, 4, ";\n");
    cw_put(w, "}\n"
              "\n");
}

static void put_all(CWriter *w)
{
    static const Str args[] = {STR("q"), STR("&$MEDIA$_ROW"), STR("mem"),
                               STR("&out->count")};
    cw_put(w, "// All rows, kept, in a list that lives in mem; ends the query.\n");
    cw_call(w, "$static$WeaveStatus $media$_rows_all", all_params, 3, "\n");
    cw_put(w, "{\n");
    cw_call(w, "    out->items = ($Media$ *)weave_all", args, 4, ";\n");
    cw_put(w, "    return weave_end(q);\n"
              "}\n"
              "\n");
}

static void put_rows(CWriter *w)
{
    static const Str next_args[] = {STR("&rows->query"), STR("&$MEDIA$_ROW"),
                                    STR("&rows->row")};
    cw_call(w, "$static$$Media$Rows $media$_rows_begin", begin_params, 2, "\n");
    cw_put(w, "{\n"
              "    $Media$Rows rows;\n"
              "    memset(&rows, 0, sizeof rows);\n"
              "    rows.query = weave_query_rows(db, statement);\n"
              "    return rows;\n"
              "}\n"
              "\n");
    cw_call(w, "bool $media$_rows_next", rows_params, 1, "\n");
    cw_put(w, "{\n");
    cw_call(w, "    return weave_next", next_args, 3, ";\n");
    cw_put(w, "}\n"
              "\n");
    cw_call(w, "WeaveStatus $media$_rows_end", rows_params, 1, "\n");
    cw_put(w, "{\n"
              "    return weave_end(&rows->query);\n"
              "}\n"
              "\n");
}

void put_row_source(CWriter *w, const Row *row)
{
    let_row(w, row);
    put_fields(w, row);
    if (row->gives_one)
        put_one(w, row);
    if (row->gives_many) {
        put_rows(w);
        put_all(w);
    }
}
