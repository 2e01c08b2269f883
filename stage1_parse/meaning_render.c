// meaning_render.c - an sql`...` written out as text, each byte with its place.

#include "stage1_parse/meaning_builder.h"

#include <string.h>

enum { RENDER_DEPTH = 100, RENDER_PARTS = 1000000 };

typedef struct Render {
    Eval *e;
    Arena *arena;
    RenderStyle style;
    Choosing *choosing; // or null
    Buf sql;
    Buf kits; // drizzle-kit's text of it
    struct {
        Piece *items;
        size_t n, capacity;
    } pieces;
    struct {
        Param *items;
        size_t n, capacity;
    } params;
    bool copied; // the last piece is
    bool has_names, has_values;
    bool failed;
    int depth;
    size_t n_parts; // written so far
} Render;

Str quote_name(Arena *a, Str name)
{
    Buf out = {.arena = a};
    buf_char(&out, '"');
    for (size_t i = 0; i < name.len; i++) {
        if (name.ptr[i] == '"')
            buf_char(&out, '"');
        buf_char(&out, name.ptr[i]);
    }
    buf_char(&out, '"');
    return buf_str(&out);
}

Str quote_string(Arena *a, Str text)
{
    Buf out = {.arena = a};
    buf_char(&out, '\'');
    for (size_t i = 0; i < text.len; i++) {
        if (text.ptr[i] == '\'')
            buf_char(&out, '\'');
        buf_char(&out, text.ptr[i]);
    }
    buf_char(&out, '\'');
    return buf_str(&out);
}

static bool is_query(const Render *r)
{
    return r->style == RENDER_QUERY || r->style == RENDER_BUILT;
}

// --- text and pieces ---------------------------------------------------------

// Text copied from at, or made of the whole of it.
static void put_piece(Render *r, Str text, Span at, bool copied)
{
    Piece piece = {(uint32_t)r->sql.n, (uint32_t)text.len, at};
    buf_put(&r->sql, text);
    if (!is_query(r) || !text.len)
        return;
    Piece *last = r->pieces.n ? &r->pieces.items[r->pieces.n - 1] : NULL;
    bool goes_on = copied && r->copied && last->at.file == at.file &&
                   last->at.start + last->at.len == at.start;
    r->copied = copied;
    if (goes_on) {
        last->len += piece.len;
        last->at.len += at.len;
        return;
    }
    *arena_push(r->arena, r->pieces, Piece) = piece;
}

static void put_copied(Render *r, Str text, Span at)
{
    put_piece(r, text, at, true);
    buf_put(&r->kits, text);
}

// Text that stands for the whole of at, and must not be taken for a copy of it; and what
// drizzle-kit writes there.
static void put_two(Render *r, Str text, Str kits, Span at)
{
    if (text.len == at.len && text.len > 1) {
        put_piece(r, str_cut(text, 0, 1), at, false);
        text = str_cut(text, 1, text.len);
    }
    put_piece(r, text, at, false);
    buf_put(&r->kits, kits);
}

static void put_made(Render *r, Str text, Span at)
{
    put_two(r, text, text, at);
}

static void fail(Render *r, Span at, DiagCode code, const char *what, const char *cure)
{
    diag_error(eval_diag(r->e), at, code, "%s", what);
    if (cure)
        diag_note(eval_diag(r->e), (Span){0}, "%s", cure);
    r->failed = true;
}

// --- parameters --------------------------------------------------------------

// One parameter used twice: what one place says of it, the other need not say again.
static void merge(Render *r, Param *old, const Param *new)
{
    bool types =
        old->declared.len && new->declared.len && !str_eq(old->declared, new->declared);
    if (types || old->list != new->list) {
        diag_error(eval_diag(r->e), new->at, DIAG_W122,
                   types
                       ? "parameter \"%.*s\" is declared %.*s here and %.*s before"
                       : "parameter \"%.*s\" is a list in one place and not in another",
                   STR_ARG(new->name), STR_ARG(new->declared), STR_ARG(old->declared));
        diag_note(eval_diag(r->e), old->at, "the other declaration");
        r->failed = true;
    }
    if (!old->declared.len)
        old->declared = new->declared;
    old->nullable |= new->nullable;
}

static void add_param(Render *r, Param param)
{
    Param *known = NULL;
    for (size_t i = 0; i < r->params.n; i++)
        if (str_eq(r->params.items[i].name, param.name))
            known = &r->params.items[i];
    if (known)
        merge(r, known, &param);
    else
        *arena_push(r->arena, r->params, Param) = param;
}

// A list for each value of the rows.
static void put_tuples(Render *r, Param param, const Str *names, size_t n)
{
    Arena *a = eval_arena(r->e);
    Buf columns = {.arena = a}, lists = {.arena = a};
    if (n > TUPLE_MOST || param.declared.len) {
        fail(r, param.at, DIAG_W121,
             n > TUPLE_MOST
                 ? "a list of rows has room for eight values a row"
                 : "a list of rows has the types of what it is compared with",
             NULL);
        return;
    }
    for (size_t i = 0; i < n; i++) {
        Param one = param;
        one.tuple = param.name;
        one.member = names[i];
        one.name = str_format(a, "%.*s_%.*s", STR_ARG(param.name), STR_ARG(names[i]));
        add_param(r, one);
        buf_format(&columns, "%sc%zu", i ? ", " : "", i + 1);
        buf_format(&lists, "%s:%.*s", i ? ", " : "", STR_ARG(one.name));
    }
    put_made(r,
             str_format(a, "(SELECT %.*s FROM weave_tuples(%.*s))",
                        STR_ARG(buf_str(&columns)), STR_ARG(buf_str(&lists))),
             param.at);
}

static void put_param(Render *r, Param param)
{
    Str names[TUPLE_MOST];
    Str before = {r->sql.items, r->sql.n};
    size_t n = param.list ? tuple_names(eval_arena(r->e), before, names) : 1;
    if (n > 1) {
        put_tuples(r, param, names, n);
        return;
    }
    add_param(r, param);
    const char *form = param.list ? "(SELECT value FROM weave_list(:%.*s))" : ":%.*s";
    put_made(r, str_format(eval_arena(r->e), form, STR_ARG(param.name)), param.at);
}

// at is that of a string literal, or of whatever gave the string.
static void put_param_text(Render *r, Str text, Span at)
{
    Param param;
    Str source = eval_source(r->e, at);
    if (source.len == text.len + 2 && text.len &&
        str_eq(str_cut(source, 1, source.len - 1), text))
        at = (Span){at.file, at.start + 1, at.len - 2};
    if (param_parse(r->e, text, at, &param))
        put_param(r, param);
    else
        r->failed = true;
}

// --- values ------------------------------------------------------------------

static void put_sql(Render *r, const Sql *sql);
static void put_value(Render *r, Value v, bool literal, const ColumnRef *encoder,
                      Span at);

static void put_name(Render *r, Str name, Span at)
{
    r->has_names = true;
    put_made(r, quote_name(eval_arena(r->e), name), at);
}

static void put_named(Render *r, const SqlPart *part)
{
    Arena *a = eval_arena(r->e);
    Str kits = part->kits.len ? part->kits : part->text;
    r->has_names = true;
    put_two(r, quote_name(a, part->text), quote_name(a, kits), part->at);
}

// What the callback of a table's third argument is given is to Drizzle no table, but an
// object of its columns: a value.
static void put_table(Render *r, const TableObject *table, Span at)
{
    if (table->is_self)
        put_two(r, quote_name(eval_arena(r->e), table->name), S("?"), at);
    else
        put_name(r, table->name, at);
}

static void put_column(Render *r, const ColumnRef *column, Span at)
{
    Arena *a = eval_arena(r->e);
    Str table = column->table->name, name = column_name(r->e, column);
    r->has_names = true;
    Str quoted = quote_name(a, name);
    if (r->style != RENDER_BARE)
        quoted =
            str_format(a, "%.*s.%.*s", STR_ARG(quote_name(a, table)), STR_ARG(quoted));
    put_made(r, quoted, at);
}

// ${[1, 2]} is (1, 2).
static void put_array(Render *r, const Array *array, bool literal, Span at)
{
    put_made(r, S("("), at);
    for (size_t i = 0; i < array->n; i++) {
        if (i)
            put_made(r, S(", "), at);
        put_value(r, array->items[i], literal, NULL, at);
    }
    put_made(r, S(")"), at);
}

static void put_subquery(Render *r, const Subquery *subquery, Span at)
{
    if (!subquery->is_with) {
        put_made(r, S("("), at);
        put_sql(r, subquery->sql);
        put_made(r, S(") "), at);
    }
    put_name(r, subquery->name, at);
}

static void put_select(Render *r, const Select *select, Span at)
{
    const Sql *sql = select_sql(r->e, select);
    r->failed |= !sql;
    if (!sql)
        return;
    put_made(r, S("("), at);
    put_sql(r, sql);
    put_made(r, S(")"), at);
}

static void cannot_stand(Render *r, Value v, Span at)
{
    bool has_nul = v.kind == VALUE_STRING && str_find(v.text, '\0') != STR_NONE;
    fail(r, at, DIAG_W120,
         str_format(eval_arena(r->e), "%s cannot stand in SQL",
                    has_nul ? "a string with a NUL" : value_noun(v))
             .ptr,
         NULL);
}

// Whether what is written so far leaves the words ORDER BY to orderBy().
static bool lacks_order_by(const Render *r)
{
    Str sql = {r->sql.items, r->sql.n};
    while (sql.len && (sql.ptr[sql.len - 1] == ' ' || sql.ptr[sql.len - 1] == '\n' ||
                       sql.ptr[sql.len - 1] == '\t'))
        sql.len--;
    if (str_ends(sql, ","))
        return false;
    Str by = str_cut(sql, sql.len < 2 ? 0 : sql.len - 2, sql.len);
    return !str_eq_nocase(by, S("by"));
}

static void put_choice(Render *r, const ChoiceObject *choice, Span at)
{
    if (!r->choosing) {
        fail(r, at, DIAG_W124, "a choice cannot stand here",
             "in a query of the query builder call when() and orderBy() inside the "
             "function given to defineQuery");
        return;
    }
    const Value *v = choice_value(r->e, r->choosing, choice);
    r->failed |= r->choosing->failed;
    if (choice->is_order && lacks_order_by(r))
        put_made(r, S("ORDER BY "), at);
    if (v)
        put_value(r, *v, false, NULL, v->at.file ? v->at : at);
    for (size_t i = 1; r->choosing->finding && i < choice->n; i++)
        put_value(r, choice->forms[i].value, false, NULL, at); // what is within
}

static void put_native(Render *r, Value v, Span at)
{
    if (value_is_native(v, &choice_class))
        put_choice(r, (const ChoiceObject *)v.native, at);
    else if (value_is_native(v, &sql_class))
        put_sql(r, (const Sql *)v.native);
    else if (value_is_native(v, &column_class))
        put_column(r, (const ColumnRef *)v.native, at);
    else if (value_table(v))
        put_table(r, value_table(v), at);
    else if (value_is_native(v, &aliased_class))
        put_name(r, ((const Aliased *)v.native)->name, at);
    else if (value_is_native(v, &subquery_class))
        put_subquery(r, (const Subquery *)v.native, at);
    else if (value_select(v))
        put_select(r, value_select(v), at);
    else
        cannot_stand(r, v, at);
}

// Drizzle has a parameter there: a minus must not make a comment with the one before.
// drizzle-kit writes a value into a view, into all else a parameter.
static void put_literal(Render *r, Str text, Span at)
{
    Str kits = r->style == RENDER_VIEW ? text : S("?");
    bool after_minus = r->sql.n && r->sql.items[r->sql.n - 1] == '-';
    if (is_query(r) && after_minus && text.len && text.ptr[0] == '-')
        text = str_format(eval_arena(r->e), "(%.*s)", STR_ARG(text));
    put_two(r, text, kits, at);
}

static void put_plain(Render *r, Value v, bool literal, Span at)
{
    Str text;
    r->has_values = true;
    if (r->style == RENDER_QUERY && !literal) {
        Str source = eval_source(r->e, at);
        fail(
            r, at, DIAG_W120,
            str_format(eval_arena(r->e), "a query cannot hold %s", value_noun(v)).ptr,
            v.kind == VALUE_NUMBER || v.kind == VALUE_BOOL
                ? str_format(eval_arena(r->e),
                             "write the value in the SQL, or ${sql.raw(String(%.*s))}; "
                             "a parameter is ${'name'}",
                             STR_ARG(source))
                      .ptr
                : "a parameter is ${'name'}");
        return;
    }
    if (value_literal(eval_arena(r->e), v, &text))
        put_literal(r, text, at);
    else
        cannot_stand(r, v, at);
}

// What a blob holds is bytes. drizzle-kit writes it into a view as text.
static void put_bytes(Render *r, Str bytes, Span at)
{
    Arena *a = eval_arena(r->e);
    put_two(r, quote_blob(a, bytes),
            r->style == RENDER_VIEW ? quote_string(a, bytes) : S("?"), at);
}

// An operand of a column, in the column's mode.
static void put_encoded(Render *r, Value v, const ColumnRef *column, Span at)
{
    Value out;
    bool good = value_encode(r->e, v, column, &out);
    if (!good || out.kind == VALUE_UNDEFINED || out.kind == VALUE_ARRAY)
        cannot_stand(r, v, at);
    else if (out.kind == VALUE_STRING && str_is(column->as.sql_type, "blob"))
        put_bytes(r, out.text, at);
    else
        put_value(r, out, true, NULL, at);
}

static void put_unknown(Render *r, Value v, Span at)
{
    Str before = {r->sql.items, r->sql.n};
    if (is_query(r))
        query_halts(r->e, v, at, halt_kind(before));
    else
        eval_explain(r->e, v, at, "a part of this SQL");
    r->failed = true;
}

static void put_value(Render *r, Value v, bool literal, const ColumnRef *encoder,
                      Span at)
{
    bool is_plain = v.kind != VALUE_NATIVE || value_date(v, &(double){0});
    if (encoder && is_plain) {
        put_encoded(r, v, encoder, at);
        return;
    }
    switch (v.kind) {
    case VALUE_UNDEFINED: break; // as in Drizzle: nothing
    case VALUE_UNKNOWN: put_unknown(r, v, at); break;
    case VALUE_NATIVE:
        if (is_plain)
            put_plain(r, v, literal, at);
        else
            put_native(r, v, at);
        break;
    case VALUE_ARRAY: put_array(r, v.array, literal, at); break;
    case VALUE_STRING:
        if (r->style == RENDER_QUERY && !literal) {
            put_param_text(r, v.text, v.at.file ? v.at : at);
            break;
        }
        put_plain(r, v, literal, at);
        break;
    default: put_plain(r, v, literal, at); break;
    }
}

static void put_placeholder(Render *r, const SqlPart *part)
{
    if (is_query(r))
        put_param_text(r, part->text, part->at);
    else
        fail(r, part->at, DIAG_W114, "a schema has no parameters", NULL);
}

static void put_sql(Render *r, const Sql *sql)
{
    r->n_parts += sql->n;
    if (r->depth >= RENDER_DEPTH || r->n_parts > RENDER_PARTS ||
        r->sql.n > FILE_LIMIT) {
        if (!r->failed)
            fail(r, sql->n ? sql->items[0].at : (Span){0}, DIAG_W106,
                 "this SQL is too long, or nested too deep", NULL);
        return;
    }
    r->depth++;
    for (size_t i = 0; i < sql->n && !(r->failed && r->depth > 1); i++) {
        const SqlPart *part = &sql->items[i];
        if (part->kind == SQL_TEXT) {
            bool verbatim = str_eq(eval_source(r->e, part->at), part->text);
            if (verbatim)
                put_copied(r, part->text, part->at);
            else
                put_made(r, part->text, part->at);
        } else if (part->kind == SQL_NAME) {
            put_named(r, part);
        } else if (part->kind == SQL_PARAM) {
            put_placeholder(r, part);
        } else {
            put_value(r, part->value, part->kind == SQL_LITERAL, part->encoder,
                      part->at);
        }
    }
    r->depth--;
}

static bool write_out(Eval *e, Arena *a, const Sql *sql, RenderStyle style,
                      Choosing *choosing, Rendered *out)
{
    Render r = {.e = e,
                .arena = a,
                .style = style,
                .choosing = choosing,
                .sql = {.arena = a},
                .kits = {.arena = eval_arena(e)}};
    put_sql(&r, sql);
    if (!is_query(&r))
        buf_z(&r.sql, comment_closer(buf_str(&r.sql)));
    *out = (Rendered){.sql = buf_str(&r.sql),
                      .kits = is_query(&r) ? (Str){0} : str_copy(a, buf_str(&r.kits)),
                      .has_names = r.has_names,
                      .has_values = r.has_values,
                      .pieces = r.pieces.items,
                      .n_pieces = r.pieces.n,
                      .params = r.params.items,
                      .n_params = r.params.n};
    for (size_t i = 0; i < r.params.n; i++) {
        Param *p = &r.params.items[i];
        p->name = str_copy(a, p->name);
        p->declared = p->declared.len ? str_copy(a, p->declared) : (Str){0};
        p->tuple = p->tuple.len ? str_copy(a, p->tuple) : (Str){0};
        p->member = p->member.len ? str_copy(a, p->member) : (Str){0};
    }
    return !r.failed;
}

bool render(Eval *e, Arena *a, const Sql *sql, RenderStyle style, Rendered *out)
{
    return write_out(e, a, sql, style, NULL, out);
}

bool render_chosen(Eval *e, Arena *a, const Sql *sql, Choosing *choosing, Rendered *out)
{
    return write_out(e, a, sql, RENDER_QUERY, choosing, out);
}
