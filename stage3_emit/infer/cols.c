// cols.c - what "-- @col NAME TYPE [not null]" in the SQL says of result columns.

#include "stage3_emit/infer/value.h"

typedef struct Declared {
    Str name, type;
    bool not_null;
    size_t name_at; // bytes of the SQL
} Declared;

// The tokens of a comment behind "@col".
static bool read(Arena *a, Str comment, size_t at, Declared *out)
{
    SqlText t = sql_lex(a, comment);
    size_t n = t.n_tokens - 1;
    if (n < 2 || (n != 2 && n != 4 && n != 6))
        return false;
    const SqlToken *tokens = t.tokens;
    out->name_at = at + tokens[0].at.start;
    out->name = sql_unquote(a, str_cut(comment, tokens[0].at.start, tokens[0].at.end));
    bool path = n > 2 && tokens[2].kind == TOKEN_DOT;
    size_t type_end = path ? 4 : 2;
    out->type = str_cut(comment, tokens[1].at.start, tokens[type_end - 1].at.end);
    out->not_null = n == type_end + 2 && tokens[type_end].keyword == KW_NOT &&
                    tokens[type_end + 1].keyword == KW_NULL;
    return n == type_end || out->not_null;
}

static ResultColumn *find(ResultColumn *columns, size_t n, Str name)
{
    for (size_t i = 0; i < n; i++)
        if (str_eq_nocase(columns[i].name, name))
            return &columns[i];
    return NULL;
}

// Whether a value that is certainly of is can never be read as declared. An integer can
// be read as a real, and what is stored in a NUMERIC column may be meant as a text.
static bool contradicts(Type declared, const ResultColumn *c)
{
    StorageClass said = declared.storage;
    Classes integer = CLASSES_OF(CLASS_INTEGER), real = CLASSES_OF(CLASS_REAL);
    if (said == CLASS_ANY || c->classes == CLASSES_NONE)
        return false;
    if (said == CLASS_TEXT && c->classes == (integer | real))
        return false;
    Classes read = said == CLASS_REAL ? integer | real : CLASSES_OF(said);
    return (c->classes & read) == 0;
}

static void apply(Infer *x, Diag *d, Span at, const Declared *said, ResultColumn *c)
{
    Type type;
    const ModelColumn *from;
    if (!infer_declared(x->model, said->type, &type, &from)) {
        diag_error(d, at, DIAG_W313, "'%.*s' is no type of a column",
                   STR_ARG(said->type));
        return;
    }
    type = infer_stored_as(type, c->type);
    if (contradicts(type, c)) {
        diag_error(d, at, DIAG_W313, "the column '%.*s' is declared %.*s, but it is %s",
                   STR_ARG(said->name), STR_ARG(said->type),
                   storage_name(c->type.storage));
        return;
    }
    if (said->not_null && c->classes == CLASSES_NONE) {
        diag_error(d, at, DIAG_W313,
                   "the column '%.*s' is declared not null, but it is always NULL",
                   STR_ARG(said->name));
        return;
    }
    c->type = type;
    c->not_null_stated = said->not_null;
    c->known = KNOWN_DECLARED;
    c->why_any = (Str){0};
    c->nullable = c->nullable && !said->not_null;
    if (!c->nullable)
        c->why_nullable = (Str){0};
}

static void read_comment(Infer *x, Diag *d, const Query *q, SqlAt at,
                         ResultColumn *columns, size_t n)
{
    Str comment = str_cut(q->sql, at.start, at.end);
    Str rest = str_starts(comment, "--") ? str_trim(str_cut(comment, 2, comment.len))
                                         : (Str){0};
    Declared said = {0};
    if (!str_starts(rest, "@col ") && !str_is(rest, "@col"))
        return;
    size_t start = (size_t)(rest.ptr - q->sql.ptr);
    Str tail = str_cut(rest, 4, rest.len);
    if (!read(x->arena, tail, start + 4, &said)) {
        diag_error(d, pieces_span(q->pieces, q->n_pieces, start, rest.len), DIAG_W313,
                   "it is written -- @col NAME TYPE, or -- @col NAME TYPE not null");
        return;
    }
    Span place = pieces_span(q->pieces, q->n_pieces, said.name_at, said.name.len);
    ResultColumn *c = find(columns, n, said.name);
    if (c)
        apply(x, d, place, &said, c);
    else
        diag_error(d, place, DIAG_W313, "the query has no column '%.*s'",
                   STR_ARG(said.name));
}

void infer_col_comments(Infer *x, Diag *d, const Query *q, ResultColumn *columns,
                        size_t n)
{
    if (str_find_str(q->sql, S("@col")) == STR_NONE)
        return;
    SqlText text = sql_lex(x->arena, q->sql);
    for (size_t i = 0; i < text.n_comments; i++)
        read_comment(x, d, q, text.comments[i], columns, n);
}
