// statement.c - putting a statement together.

#include "stage3_emit/models/statement.h"

#include "stage3_emit/names.h"
#include "stage3_emit/sql/lex.h"

enum { WIDEST = 76 }; // columns of a line of SQL

Draft draft_new(Arena *a, Span at)
{
    return (Draft){.arena = a, .out.arena = a, .at = at};
}

// All bytes since the last piece come from d->at.
static void cover(Draft *d)
{
    size_t n = d->pieces.n;
    const Piece *last = n ? &d->pieces.items[n - 1] : NULL;
    uint32_t start = last ? last->start + last->len : 0;
    if (d->out.n > start)
        *arena_push(d->arena, d->pieces, Piece) =
            (Piece){start, (uint32_t)d->out.n - start, d->at};
}

void draft_put(Draft *d, const char *text)
{
    buf_z(&d->out, text);
}

void draft_name(Draft *d, Str name)
{
    buf_put(&d->out, sql_quote(d->arena, name));
}

static size_t column(Draft *d)
{
    Str text = buf_str(&d->out);
    size_t newline = str_find_last(text, '\n');
    return newline == STR_NONE ? text.len : text.len - newline - 1;
}

void draft_comma(Draft *d, bool is_first, size_t width, const char *indent)
{
    if (is_first)
        return;
    buf_char(&d->out, ',');
    bool fits = column(d) + 2 + width <= WIDEST;
    buf_z(&d->out, fits ? " " : indent);
}

// --- parameters --------------------------------------------------------------

static bool is_taken(const Draft *d, Str name)
{
    for (size_t i = 0; i < d->params.n; i++)
        if (str_eq(d->params.items[i].name, name))
            return true;
    return false;
}

static bool same_argument(const OperationArgument *a, const OperationArgument *b)
{
    return a->from == b->from && a->column == b->column && a->optional == b->optional;
}

static const OperationArgument *find_argument(const Draft *d,
                                              const OperationArgument *what)
{
    for (size_t i = 0; i < d->arguments.n; i++)
        if (d->arguments.items[i].column && same_argument(&d->arguments.items[i], what))
            return &d->arguments.items[i];
    return NULL;
}

// what.param is the name that is wished for.
void draft_param(Draft *d, OperationArgument what)
{
    const OperationArgument *old = find_argument(d, &what);
    Str name = old ? old->param : what.param;
    while (!old && is_taken(d, name))
        name = str_format(d->arena, "%.*s_", STR_ARG(name));
    what.param = name;
    if (!old) {
        *arena_push(d->arena, d->arguments, OperationArgument) = what;
        *arena_push(d->arena, d->params, Param) = (Param){
            .name = name, .nullable = what.optional, .list = d->of_rows, .at = d->at};
    }
    if (d->of_rows) {
        size_t i = old ? (size_t)(old - d->arguments.items) : d->arguments.n - 1;
        buf_format(&d->out, "c%zu", i + 1);
        return;
    }
    buf_char(&d->out, ':');
    buf_put(&d->out, name);
}

void draft_from_rows(Draft *d)
{
    draft_put(d, "\nFROM weave_tuples(");
    for (size_t i = 0; i < d->params.n; i++) {
        Str name = d->params.items[i].name;
        draft_comma(d, i == 0, name.len + 2, "\n    ");
        buf_format(&d->out, ":%.*s", STR_ARG(name));
    }
    draft_put(d, ")");
}

void draft_reserve(Draft *d, const Condition *c)
{
    for (size_t i = 0; c && i < c->n_params; i++)
        if (!is_taken(d, c->params[i].name)) {
            *arena_push(d->arena, d->params, Param) = c->params[i];
            *arena_push(d->arena, d->arguments, OperationArgument) =
                (OperationArgument){.param = c->params[i].name};
        }
}

bool draft_condition(Draft *d, const Condition *c)
{
    if (!c || !c->sql.len)
        return false;
    draft_put(d, "(");
    cover(d);
    size_t start = d->out.n;
    buf_put(&d->out, c->sql);
    for (size_t i = 0; i < c->n_pieces; i++) {
        Piece piece = c->pieces[i];
        piece.start += (uint32_t)start;
        *arena_push(d->arena, d->pieces, Piece) = piece;
    }
    if (!c->n_pieces)
        cover(d);
    draft_put(d, str_find_str(c->sql, S("--")) == STR_NONE ? ")" : "\n)");
    return true;
}

// --- defaults ----------------------------------------------------------------

static bool is_value_word(SqlKeyword keyword)
{
    return keyword == KW_NULL || keyword == KW_CURRENT_DATE ||
           keyword == KW_CURRENT_TIME || keyword == KW_CURRENT_TIMESTAMP;
}

static Str as_string(Arena *a, Str text)
{
    Buf out = {.arena = a};
    buf_char(&out, '\'');
    for (size_t i = 0; i < text.len; i++) {
        buf_z(&out, text.ptr[i] == '\'' ? "'" : "");
        buf_char(&out, text.ptr[i]);
    }
    buf_char(&out, '\'');
    return buf_str(&out);
}

// A bare or quoted word behind DEFAULT is text to SQLite.
Str default_expression(Arena *a, const ModelColumn *c)
{
    Str sql = str_trim(c->default_sql);
    SqlText text = sql_lex(a, sql);
    const SqlToken *first = &text.tokens[0];
    bool alone = text.n_tokens == 2;
    bool truth = str_eq_nocase(sql, S("true")) || str_eq_nocase(sql, S("false"));
    if (alone && first->kind == TOKEN_QUOTED)
        return as_string(a, sql_unquote(a, sql));
    if (alone && first->kind == TOKEN_WORD && !truth && !is_value_word(first->keyword))
        return as_string(a, sql);
    return text.n_comments ? str_format(a, "%.*s\n", STR_ARG(sql)) : sql;
}

// --- the end -----------------------------------------------------------------

OperationStatement draft_end(Draft *d, const TableModel *m, Str name, Str part)
{
    cover(d);
    return (OperationStatement){
        .query = {.module = m->module,
                  .name = name,
                  .part = part,
                  .sql = buf_str(&d->out),
                  .pieces = d->pieces.items,
                  .n_pieces = d->pieces.n,
                  .params = d->params.items,
                  .n_params = d->params.n,
                  .at = d->at},
        .arguments = d->arguments.items,
        .n_arguments = d->arguments.n,
    };
}
