// sql_query.c - one query of a .sql file: its parameters, and the macros of sqlc.

#include "stage1_parse/sql_query.h"

typedef struct QueryText {
    Walk *w;
    Str text; // of the file
    uint32_t file;
    SqlScan scan;  // up to the statement's end
    size_t copied; // bytes of the file that are in sql, or replaced
    Buf sql;
    SqlToken last, before_last;
    uint32_t highest; // number of a parameter, as SQLite counts them
    struct {
        uint32_t *items;
        size_t n, capacity;
    } nameless; // numbers of those
    struct {
        Piece *items;
        size_t n, capacity;
    } pieces;
    struct {
        Param *items;
        size_t n, capacity;
    } params;
    struct {
        Embed *items;
        size_t n, capacity;
    } embeds;
} QueryText;

static Span span(const QueryText *q, size_t start, size_t end)
{
    return (Span){q->file, (uint32_t)start, (uint32_t)(end - start)};
}

static Str token_text(const QueryText *q, SqlToken t)
{
    return str_cut(q->text, t.start, t.end);
}

// --- text and pieces ---------------------------------------------------------

static void put(QueryText *q, Str sql, Span at)
{
    if (!sql.len)
        return;
    *arena_push(q->w->arena, q->pieces, Piece) =
        (Piece){(uint32_t)q->sql.n, (uint32_t)sql.len, at};
    buf_put(&q->sql, sql);
}

static void copy_until(QueryText *q, size_t end)
{
    put(q, str_cut(q->text, q->copied, end), span(q, q->copied, end));
    q->copied = end;
}

static void replace(QueryText *q, size_t start, size_t end, Str sql)
{
    copy_until(q, start);
    put(q, sql, span(q, start, end));
    q->copied = end;
}

// --- parameters --------------------------------------------------------------

static bool is_plain_name(Str name)
{
    for (size_t i = 0; i < name.len; i++)
        if (name.ptr[i] == ':' || name.ptr[i] == '(')
            return false;
    return name.len > 0;
}

static Param *find_param(QueryText *q, Str name)
{
    for (size_t i = 0; i < q->params.n; i++)
        if (str_eq(q->params.items[i].name, name))
            return &q->params.items[i];
    return NULL;
}

static void add_param(QueryText *q, Param param)
{
    Diag *d = eval_diag(q->w->e);
    Param *known = find_param(q, param.name);
    if (!known) {
        q->highest++;
        param.name = str_copy(q->w->arena, param.name);
        *arena_push(q->w->arena, q->params, Param) = param;
        return;
    }
    if (known->list != param.list) {
        diag_error(d, param.at, DIAG_W122,
                   "parameter \"%.*s\" is a list in one place and not in another",
                   STR_ARG(param.name));
        diag_note(d, known->at, "the other place");
    }
    known->nullable |= param.nullable;
}

// "?" is the next number, "?3" the third.
static void take_nameless(QueryText *q, Str digits)
{
    uint32_t number = 0;
    for (size_t i = 0; i < digits.len && number < 100000; i++)
        number = number * 10 + (uint32_t)(digits.ptr[i] - '0');
    if (!digits.len)
        number = q->highest + 1;
    if (number > q->highest)
        q->highest = number;
    *arena_push(q->w->arena, q->nameless, uint32_t) = number;
}

// "@name" and "$name" become ":name": to SQLite they would be three parameters.
static void take_parameter(QueryText *q, SqlToken t)
{
    Str name = str_cut(q->text, t.start + 1, t.end);
    if (q->text.ptr[t.start] == '?') {
        take_nameless(q, name);
        return;
    }
    if (!is_plain_name(name))
        return;
    add_param(q, (Param){.name = name, .at = span(q, t.start + 1, t.end)});
    if (q->text.ptr[t.start] != ':')
        replace(q, t.start, t.start + 1, S(":"));
}

// --- macros ------------------------------------------------------------------

typedef struct Macro {
    Str name; // "arg"
    size_t start, end;
    SqlToken argument;
    Str value; // of the argument, without quotes
} Macro;

static bool is_one(const QueryText *q, SqlToken t, char c)
{
    return t.kind == SCAN_OTHER && q->text.ptr[t.start] == c;
}

static Str unquoted(const QueryText *q, SqlToken t)
{
    return t.kind == SCAN_WORD ? token_text(q, t)
                               : str_cut(q->text, t.start + 1, t.end - 1);
}

// "sqlc.arg(name)", of which t is the first token; false if it is none, and nothing has
// been read then.
static bool read_macro(QueryText *q, SqlToken t, Macro *out)
{
    SqlScan behind = q->scan;
    if (t.kind != SCAN_WORD || !sql_token_is(&q->scan, t, "sqlc") ||
        !is_one(q, sql_token(&behind), '.'))
        return false;
    SqlToken name = sql_token(&behind);
    if (name.kind != SCAN_WORD || !is_one(q, sql_token(&behind), '('))
        return false;
    SqlToken argument = sql_token(&behind), close = sql_token(&behind);
    bool ok = (argument.kind == SCAN_WORD || argument.kind == SCAN_STRING ||
               argument.kind == SCAN_QUOTED) &&
              is_one(q, close, ')');
    if (!ok) {
        diag_error(eval_diag(q->w->e), span(q, t.start, name.end), DIAG_W141,
                   "sqlc.%.*s() takes one name", STR_ARG(token_text(q, name)));
        return false;
    }
    *out = (Macro){token_text(q, name), t.start, close.end, argument,
                   unquoted(q, argument)};
    q->scan = behind;
    return true;
}

static void put_param(QueryText *q, const Macro *m, bool nullable)
{
    Span at = span(q, m->argument.start, m->argument.end);
    if (m->argument.kind != SCAN_WORD)
        at = (Span){at.file, at.start + 1, at.len - 2};
    add_param(q, (Param){.name = m->value, .nullable = nullable, .at = at});
    replace(q, m->start, m->end, str_format(q->w->arena, ":%.*s", STR_ARG(m->value)));
}

// IN (sqlc.slice(ids)): the parentheses are those of the SELECT.
static void put_slice(QueryText *q, const Macro *m)
{
    SqlScan behind = q->scan;
    bool inside = is_one(q, q->last, '(') &&
                  sql_token_is(&q->scan, q->before_last, "in") &&
                  is_one(q, sql_token(&behind), ')');
    if (!inside && !sql_token_is(&q->scan, q->last, "in")) {
        diag_error(eval_diag(q->w->e), span(q, m->start, m->end), DIAG_W141,
                   "a list stands alone behind IN: IN (sqlc.slice(%.*s))",
                   STR_ARG(m->value));
        return;
    }
    Span at = span(q, m->argument.start, m->argument.end);
    add_param(q, (Param){.name = m->value, .list = true, .at = at});
    replace(q, m->start, m->end,
            str_format(q->w->arena,
                       inside ? "SELECT value FROM weave_list(:%.*s)"
                              : "(SELECT value FROM weave_list(:%.*s))",
                       STR_ARG(m->value)));
}

static void put_embed(QueryText *q, const Macro *m)
{
    bool string = m->argument.kind == SCAN_STRING;
    Str name = string ? m->value : token_text(q, m->argument);
    copy_until(q, m->start);
    *arena_push(q->w->arena, q->embeds, Embed) = (Embed){
        .name = str_copy(q->w->arena, m->value),
        .start = (uint32_t)q->sql.n,
        .len = (uint32_t)name.len + 2,
        .at = span(q, m->start, m->end),
    };
    replace(q, m->start, m->end, str_format(q->w->arena, "%.*s.*", STR_ARG(name)));
}

static void take_macro(QueryText *q, const Macro *m)
{
    if (str_eq_nocase(m->name, S("arg")))
        put_param(q, m, false);
    else if (str_eq_nocase(m->name, S("narg")))
        put_param(q, m, true);
    else if (str_eq_nocase(m->name, S("slice")))
        put_slice(q, m);
    else if (str_eq_nocase(m->name, S("embed")))
        put_embed(q, m);
    else
        diag_error(eval_diag(q->w->e), span(q, m->start, m->end), DIAG_W141,
                   "there is no sqlc.%.*s(): weave understands sqlc.arg, sqlc.narg, "
                   "sqlc.slice and sqlc.embed",
                   STR_ARG(m->name));
}

// --- declarations ------------------------------------------------------------

// The parameter to be declared; a nameless one is p1, p2, ... by its number.
static Param *find_declared(QueryText *q, Str name, Span at)
{
    Param *param = find_param(q, name);
    for (size_t i = 0; !param && i < q->nameless.n; i++) {
        Str called = str_format(q->w->arena, "p%u", (unsigned)q->nameless.items[i]);
        if (!str_eq(called, name))
            continue;
        param = arena_push(q->w->arena, q->params, Param);
        *param = (Param){.name = called, .at = at};
    }
    return param;
}

// "NAME TYPE [null]", of the comment at.
static void declare(QueryText *q, Str rest, Span at)
{
    Eval *e = q->w->e;
    Str name = sql_first_word(&rest), type = sql_first_word(&rest);
    Str more = sql_first_word(&rest);
    Param said;
    bool null = str_eq_nocase(more, S("null"));
    if (!type.len || (more.len && !null) || str_trim(rest).len) {
        diag_error(eval_diag(e), at, DIAG_W121,
                   "a parameter is declared so: -- @param NAME TYPE [null]");
        return;
    }
    Param *param = find_declared(q, name, at);
    Str written = str_format(eval_arena(e), "%.*s: %.*s", STR_ARG(name), STR_ARG(type));
    if (!param)
        diag_error(eval_diag(e), at, DIAG_W121, "the query has no parameter \"%.*s\"",
                   STR_ARG(name));
    else if (param_parse(e, written, at, &said)) {
        param->declared = str_copy(q->w->arena, said.declared);
        param->nullable |= null || said.nullable;
        param->at = at;
    }
}

static void read_declarations(QueryText *q, size_t start, size_t end)
{
    for (size_t i = start; i < end;) {
        size_t stop = sql_comment_end(q->text, i);
        Str rest = str_trim(str_cut(q->text, i, stop));
        Span at = {q->file, (uint32_t)i, (uint32_t)rest.len};
        i = stop > i ? stop : i + 1;
        if (!str_starts(rest, "--"))
            continue;
        rest = str_trim(str_cut(rest, 2, rest.len));
        if (str_is(sql_first_word(&rest), "@param"))
            declare(q, rest, at);
    }
}

// --- the whole ---------------------------------------------------------------

void sql_query(Walk *w, Str text, size_t comments, Query *out)
{
    size_t end = out->at.start + out->at.len;
    QueryText q = {.w = w,
                   .text = text,
                   .file = out->at.file,
                   .scan = {str_cut(text, 0, end), out->at.start},
                   .copied = out->at.start,
                   .sql = {.arena = w->arena}};
    for (SqlToken t; (t = sql_token(&q.scan)).kind != SCAN_END;) {
        Macro macro;
        if (t.kind == SCAN_PARAMETER)
            take_parameter(&q, t);
        else if (read_macro(&q, t, &macro))
            take_macro(&q, &macro);
        q.before_last = q.last;
        q.last = t;
    }
    copy_until(&q, end);
    read_declarations(&q, comments, end);
    out->sql = str_copy(w->arena, buf_str(&q.sql));
    out->pieces = q.pieces.items;
    out->n_pieces = q.pieces.n;
    out->params = q.params.items;
    out->n_params = q.params.n;
    out->embeds = q.embeds.items;
    out->n_embeds = q.embeds.n;
}
