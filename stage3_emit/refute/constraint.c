// constraint.c - what a table's constraints are about, to mend a row that one refuses.

#include "stage3_emit/refute/constraint.h"

#include "stage3_emit/sql/lex.h"

// --- reading ---------------------------------------------------------------------

typedef struct Reader {
    Arena *arena;
    const FillTable *table;
    SqlText text;
    struct {
        Constraint *items;
        size_t n, capacity;
    } list;
} Reader;

static Str token_text(const Reader *r, size_t i)
{
    const SqlToken *t = &r->text.tokens[i];
    return str_cut(r->text.sql, t->at.start, t->at.end);
}

// The parenthesis that closes the one at i, or the last token.
static size_t closing(const Reader *r, size_t i)
{
    size_t depth = 0;
    for (; i + 1 < r->text.n_tokens; i++) {
        depth += r->text.tokens[i].kind == TOKEN_LP;
        if (r->text.tokens[i].kind == TOKEN_RP && --depth == 0)
            break;
    }
    return i;
}

static void add_column(Reader *r, Constraint *c, Str name)
{
    size_t column = fill_column(r->table, name);
    if (column == STR_NONE)
        return;
    size_t *columns = arena_many(r->arena, size_t, c->n_columns + 1);
    for (size_t i = 0; i < c->n_columns; i++) {
        if (c->columns[i] == column)
            return;
        columns[i] = c->columns[i];
    }
    columns[c->n_columns++] = column;
    c->columns = columns;
}

// The expression between the parentheses at from and to.
static void add(Reader *r, Str name, size_t from, size_t to)
{
    Str text =
        str_cut(r->text.sql, r->text.tokens[from].at.end, r->text.tokens[to].at.start);
    Constraint c = {.name = name.len ? name : str_trim(text)};
    for (size_t i = from + 1; i < to; i++)
        if (r->text.tokens[i].kind == TOKEN_WORD ||
            r->text.tokens[i].kind == TOKEN_QUOTED)
            add_column(r, &c, sql_unquote(r->arena, token_text(r, i)));
    pool_add_sql(r->arena, &c.literals, text);
    *arena_push(r->arena, r->list, Constraint) = c;
}

static bool opens(const Reader *r, size_t i, SqlKeyword keyword)
{
    return r->text.tokens[i].kind == TOKEN_WORD &&
           r->text.tokens[i].keyword == keyword && i + 1 < r->text.n_tokens &&
           r->text.tokens[i + 1].kind == TOKEN_LP;
}

// The items between the parentheses of CREATE TABLE t (...): each begins with the name
// of a column, or is a constraint.
static void read_items(Reader *r, size_t first, size_t end)
{
    Str item = {0}, name = {0};
    for (size_t i = first; i < end; i++) {
        const SqlToken *t = &r->text.tokens[i];
        if (i == first || r->text.tokens[i - 1].kind == TOKEN_COMMA) {
            item = sql_unquote(r->arena, token_text(r, i));
            name = (Str){0};
        }
        if (t->kind == TOKEN_WORD && t->keyword == KW_CONSTRAINT)
            name = sql_unquote(r->arena, token_text(r, i + 1));
        if (opens(r, i, KW_CHECK))
            add(r, name, i + 1, closing(r, i + 1));
        else if (opens(r, i, KW_AS))
            add(r,
                str_format(r->arena, "%.*s.%.*s", STR_ARG(r->table->table->name),
                           STR_ARG(item)),
                i + 1, closing(r, i + 1));
        if (r->text.tokens[i + 1].kind == TOKEN_LP)
            i = closing(r, i + 1);
    }
}

const Constraint *constraints_of(Arena *a, const FillTable *t, size_t *n)
{
    Reader r = {.arena = a, .table = t, .text = sql_lex(a, t->table->sql)};
    size_t i = 0;
    while (i + 1 < r.text.n_tokens && r.text.tokens[i].kind != TOKEN_LP)
        i++;
    if (t->table->kind == MODEL_TABLE)
        read_items(&r, i + 1, closing(&r, i));
    *n = r.list.n;
    return r.list.items;
}

// --- messages --------------------------------------------------------------------

static const Constraint *find_named(const FillTable *t, Str name)
{
    for (size_t i = 0; i < t->n_constraints; i++)
        if (str_eq(t->constraints[i].name, name))
            return &t->constraints[i];
    return NULL;
}

// "t.a, t.b"
static bool find_columns(Arena *a, const FillTable *t, Str names, Constraint *out)
{
    Reader r = {.arena = a, .table = t};
    *out = (Constraint){0};
    while (names.len) {
        size_t comma = str_find(names, ',');
        Str name = comma == STR_NONE ? names : str_cut(names, 0, comma);
        size_t dot = str_find(name, '.');
        if (dot != STR_NONE)
            add_column(&r, out, str_cut(name, dot + 1, name.len));
        names = str_trim(str_cut(names, name.len + (comma != STR_NONE), names.len));
    }
    return out->n_columns > 0;
}

bool constraint_find(Arena *a, const FillTable *t, Str message, Constraint *out)
{
    size_t at = str_find_str(message, S(" failed: "));
    Str name = at == STR_NONE ? message : str_cut(message, at + 9, message.len);
    const Constraint *c = find_named(t, name);
    if (c)
        *out = *c;
    return c ? c->n_columns > 0 : find_columns(a, t, name, out);
}
