// enum.c - the C enum of what is one of a few texts: a column, an order.
//
// Written as if the only one were post.kind.

#include "stage3_emit/emit/plan.h"

static void let_enum(CWriter *w, const EnumPlan *e)
{
    cw_let(w, "PostKind", e->is.type);
    cw_let(w, "post_kind", e->is.name);
    cw_let(w, "POST_KIND", e->is.upper);
    cw_let(w, "what", e->what);
}

static const char text_of_enum[] = "const char *$post_kind$_text";
static const char enum_from_text[] = "$PostKind$ $post_kind$_from";
static const Str enum_params[] = {STR("$PostKind$ value")};
static const Str from_params[] = {STR("WeaveText text")};

void put_enum_header(CWriter *w, const EnumPlan *e)
{
    Arena *a = w->out.arena;
    size_t n = e->n;
    CWLine *lines = arena_many(a, CWLine, n);
    for (size_t i = 0; i < n; i++) {
        lines[i].code = str_format(a, "    %.*s%s,", STR_ARG(e->constants[i]),
                                   i == 0 ? " = 1" : "");
        lines[i].comment =
            cw_comment_text(a, str_format(a, "\"%.*s\"", STR_ARG(e->values[i])));
    }
    let_enum(w, e);
    cw_comment(w, "",
               "$what$ 0 is none of it: _text() of 0 is null, _from() "
               "of any other text is 0.");
    cw_put(w, "typedef enum $PostKind$ {\n");
    cw_lines(w, lines, n);
    cw_put(w, "} $PostKind$;\n"
              "\n");
    cw_define(w, "extern const WeaveEnum $POST_KIND$", ";\n");
    cw_call(w, text_of_enum, enum_params, 1, ";\n");
    cw_call(w, enum_from_text, from_params, 1, ";\n");
    cw_put(w, "\n");
}

static void put_enum_texts(CWriter *w, const EnumPlan *e)
{
    Arena *a = w->out.arena;
    size_t n = e->n;
    CWLine *lines = arena_many(a, CWLine, n);
    const char *indent =
        cw_define(w, "static const char *const $post_kind$_texts[]", " = {\n");
    for (size_t i = 0; i < n; i++) {
        Str text = cw_literal(a, e->values[i]);
        lines[i].code = str_format(a, "%s%.*s,", indent, STR_ARG(text));
        lines[i].comment = e->constants[i];
    }
    cw_lines(w, lines, n);
    cw_put(w, "};\n"
              "\n");
}

static void put_enum_set(CWriter *w, const EnumPlan *e)
{
    cw_let(w, "indent", str_z(cw_define(w, "const WeaveEnum $POST_KIND$", " = {\n")));
    cw_let(w, "n", str_format(w->out.arena, "%zu", e->n));
    cw_put(w, "$indent$\"$PostKind$\",\n"
              "$indent$$post_kind$_texts,\n"
              "$indent$$n$,\n"
              "};\n"
              "\n");
}

void put_enum_source(CWriter *w, const EnumPlan *e)
{
    static const Str text_args[] = {STR("&$POST_KIND$"), STR("(int)value")};
    static const Str from_args[] = {STR("&$POST_KIND$"), STR("text")};
    let_enum(w, e);
    put_enum_texts(w, e);
    put_enum_set(w, e);
    cw_call(w, text_of_enum, enum_params, 1, "\n");
    cw_put(w, "{\n");
    cw_call(w, "    return weave_enum_text", text_args, 2, ";\n");
    cw_put(w, "}\n"
              "\n");
    cw_call(w, enum_from_text, from_params, 1, "\n");
    cw_put(w, "{\n");
    cw_call(w, "    return ($PostKind$)weave_enum_find", from_args, 2, ";\n");
    cw_put(w, "}\n"
              "\n");
}
