// read_sql.c - .sql files: statements of the schema, and queries under their names.
//
//     CREATE TABLE media (...);
//     -- name: GetMedia :one
//     SELECT * FROM media WHERE id = ?;

#include "stage1_parse/walk.h"

// --- splitting ---------------------------------------------------------------

typedef enum TokenKind {
    TOKEN_END,
    TOKEN_WORD,
    TOKEN_SEMICOLON,
    TOKEN_OTHER,
    TOKEN_BROKEN
} TokenKind;

typedef struct Scan {
    Str text;
    size_t at;
} Scan;

typedef struct Token {
    TokenKind kind;
    size_t start, end;
} Token;

static bool is_word_char(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           c == '_' || c == '$' || (unsigned char)c >= 0x80;
}

static bool is_space(char c)
{
    return c == ' ' || (c >= '\t' && c <= '\r');
}

// Where the comment at i ends; i if none begins there.
static size_t comment_end(Str s, size_t i)
{
    Str rest = str_cut(s, i, s.len);
    if (str_starts(rest, "--")) {
        size_t line = str_find(rest, '\n');
        return line == STR_NONE ? s.len : i + line;
    }
    if (str_starts(rest, "/*")) {
        size_t close = str_find_str(str_cut(rest, 2, rest.len), S("*/"));
        return close == STR_NONE ? s.len : i + 2 + close + 2;
    }
    return i;
}

static size_t skip_blank(Str s, size_t i)
{
    while (i < s.len) {
        size_t end = is_space(s.ptr[i]) ? i + 1 : comment_end(s, i);
        if (end == i)
            break;
        i = end;
    }
    return i;
}

// 'a''b', "a", `a`, [a]; the end, or STR_NONE if it never closes.
static size_t quoted_end(Str s, size_t i)
{
    char close = s.ptr[i] == '[' ? ']' : s.ptr[i];
    for (size_t k = i + 1; k < s.len; k++) {
        if (s.ptr[k] != close)
            continue;
        if (close == ']' || k + 1 >= s.len || s.ptr[k + 1] != close)
            return k + 1;
        k++;
    }
    return STR_NONE;
}

static Token next(Scan *s)
{
    size_t i = skip_blank(s->text, s->at);
    Token token = {TOKEN_END, i, i};
    if (i < s->text.len) {
        char c = s->text.ptr[i];
        token.end = i + 1;
        token.kind = c == ';' ? TOKEN_SEMICOLON : TOKEN_OTHER;
        if (c == '\'' || c == '"' || c == '`' || c == '[') {
            token.end = quoted_end(s->text, i);
            if (token.end == STR_NONE)
                token = (Token){TOKEN_BROKEN, i, s->text.len};
        } else if (is_word_char(c)) {
            token.kind = TOKEN_WORD;
            while (token.end < s->text.len && is_word_char(s->text.ptr[token.end]))
                token.end++;
        }
    }
    s->at = token.end;
    return token;
}

static bool is_word(const Scan *s, Token t, const char *word)
{
    return t.kind == TOKEN_WORD &&
           str_eq_nocase(str_cut(s->text, t.start, t.end), str_z(word));
}

// What the words of a statement say of its end: that of CREATE TRIGGER stands behind
// END, and CASE ... END within it is another.
typedef struct Shape {
    size_t n_words;
    bool create, trigger;
    size_t depth;
} Shape;

static void follow(Shape *shape, const Scan *s, Token t)
{
    if (t.kind != TOKEN_WORD)
        return;
    size_t i = shape->n_words++;
    if (i == 0)
        shape->create = is_word(s, t, "create");
    else if (shape->create && !shape->trigger && i <= 2)
        shape->trigger = is_word(s, t, "trigger");
    if (!shape->trigger)
        return;
    if (is_word(s, t, "begin") || is_word(s, t, "case"))
        shape->depth++;
    else if (is_word(s, t, "end") && shape->depth)
        shape->depth--;
}

typedef struct Split {
    size_t start, end; // from the first token to the last, without the semicolon
    bool broken;       // a quote that never closes
    size_t broken_at;
} Split;

// The next statement; false at the end of the text.
static bool split(Scan *s, Split *out)
{
    Shape shape = {0};
    bool any = false;
    *out = (Split){0};
    for (;;) {
        Token t = next(s);
        if (t.kind == TOKEN_SEMICOLON && !any)
            continue;
        if (t.kind == TOKEN_END || (t.kind == TOKEN_SEMICOLON && shape.depth == 0))
            return any;
        if (!any)
            out->start = t.start;
        any = true;
        out->end = t.end;
        if (t.kind == TOKEN_BROKEN) {
            out->broken = true;
            out->broken_at = t.start;
            return true;
        }
        follow(&shape, s, t);
    }
}

// --- markers -----------------------------------------------------------------

typedef struct Marker {
    bool found;
    Str name;
    Cardinality stated;
    size_t start, end; // of the comment
    Str doc;
} Marker;

static bool stated_of(Str word, Cardinality *out)
{
    static const struct {
        const char *word;
        Cardinality stated;
    } words[] = {{":one", CARDINALITY_ONE},        {":optional", CARDINALITY_OPTIONAL},
                 {":many", CARDINALITY_MANY},      {":exec", CARDINALITY_EXEC},
                 {":execrows", CARDINALITY_EXEC},  {":execresult", CARDINALITY_EXEC},
                 {":execlastid", CARDINALITY_EXEC}};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (str_is(word, words[i].word)) {
            *out = words[i].stated;
            return true;
        }
    return false;
}

static Str word_of(Str *rest)
{
    *rest = str_trim(*rest);
    size_t end = 0;
    while (end < rest->len && !is_space(rest->ptr[end]))
        end++;
    Str word = str_cut(*rest, 0, end);
    *rest = str_cut(*rest, end, rest->len);
    return word;
}

// "-- name: GetMedia :one"; a comment that is none of that leaves *out alone.
static void read_marker(Walk *w, Str text, size_t start, size_t end, uint32_t file,
                        Marker *out)
{
    Str rest = str_trim(str_cut(text, start, end));
    Span at = {file, (uint32_t)start, (uint32_t)rest.len};
    if (!str_starts(rest, "--"))
        return;
    rest = str_trim(str_cut(rest, 2, rest.len));
    if (!str_starts(rest, "name:")) {
        if (out->found && !out->doc.len && !str_starts(rest, "@"))
            out->doc = rest;
        return;
    }
    rest = str_cut(rest, 5, rest.len);
    *out = (Marker){.found = true, .start = start, .end = start + at.len};
    out->name = word_of(&rest);
    Str kind = word_of(&rest);
    if (!out->name.len)
        diag_error(eval_diag(w->e), at, DIAG_W140, "\"-- name:\" without a name");
    else if (kind.len && !stated_of(kind, &out->stated))
        diag_error(eval_diag(w->e), at, DIAG_W140,
                   "\"%.*s\" is not :one, :optional, :many, :exec, :execrows, "
                   ":execresult or :execlastid",
                   STR_ARG(kind));
}

// The last marker among the comments of text[start, end).
static Marker marker_before(Walk *w, Str text, size_t start, size_t end, uint32_t file)
{
    Marker marker = {0};
    for (size_t i = start; i < end;) {
        size_t stop = comment_end(text, i);
        if (stop > i)
            read_marker(w, text, i, stop, file, &marker);
        i = stop > i ? stop : i + 1;
    }
    return marker;
}

// --- taking ------------------------------------------------------------------

static Piece *whole(Arena *a, Str sql, Span at)
{
    Piece *piece = arena_new(a, Piece);
    *piece = (Piece){0, (uint32_t)sql.len, at};
    return piece;
}

// weave's comments (-- @col ...) between the marker and the statement belong to it.
static size_t query_start(Str text, const Marker *marker, size_t start)
{
    Str between = str_cut(text, marker->end, start);
    size_t at = str_find_str(between, S("@col"));
    if (at == STR_NONE)
        return start;
    while (at > 0 && between.ptr[at - 1] != '\n')
        at--;
    return marker->end + at;
}

static void take_query(Walk *w, Str text, const Marker *marker, Str module, Span at)
{
    uint32_t start = (uint32_t)query_start(text, marker, at.start);
    at = (Span){at.file, start, at.start + at.len - start};
    Str sql = str_copy(w->arena, str_cut(text, at.start, at.start + at.len));
    *arena_push(w->arena, w->queries, Query) =
        (Query){.module = module,
                .name = str_copy(w->arena, marker->name),
                .stated = marker->stated,
                .sql = sql,
                .pieces = whole(w->arena, sql, at),
                .n_pieces = 1,
                .doc = marker->doc.len ? str_copy(w->arena, marker->doc) : (Str){0},
                .at = at};
}

static void take_statement(Walk *w, Str text, Span at)
{
    Str sql = str_copy(w->arena, str_cut(text, at.start, at.start + at.len));
    *arena_push(w->arena, w->statements, Statement) = (Statement){
        .sql = sql, .pieces = whole(w->arena, sql, at), .n_pieces = 1, .at = at};
}

void read_sql(Walk *w, Str path, Str text, uint32_t file)
{
    Scan scan = {text, str_starts(text, "\xEF\xBB\xBF") ? 3 : 0};
    Str module = str_copy(w->arena, name_of_file(eval_arena(w->e), path));
    size_t before = scan.at;
    for (Split s = {0}; split(&scan, &s); before = scan.at) {
        Marker marker = marker_before(w, text, before, s.start, file);
        Span at = {file, (uint32_t)s.start, (uint32_t)(s.end - s.start)};
        if (s.broken)
            diag_error(eval_diag(w->e), (Span){file, (uint32_t)s.broken_at, 1},
                       DIAG_W140, "this quote is never closed");
        else if (marker.found && marker.name.len)
            take_query(w, text, &marker, module, at);
        else if (!marker.found)
            take_statement(w, text, at);
    }
}
