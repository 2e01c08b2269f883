// read_sql.c - .sql files: statements of the schema, and queries under their names.
//
//     CREATE TABLE media (...);
//     -- One media item by its key.
//     -- name: GetMedia :one
//     SELECT * FROM media WHERE id = ?;
//
// Files of migrations are taken as far as they lead up: what stands behind the mark of
// goose, dbmate, sql-migrate or tern is the way back.

#include "stage1_parse/sql_query.h"
#include "stage1_parse/syntax.h"

// --- comments ----------------------------------------------------------------

// What a comment says, without the marks of a comment.
static Str comment_text(Str comment)
{
    comment = str_trim(comment);
    if (!str_starts(comment, "/*"))
        return str_trim(str_cut(comment, comment.ptr[0] == '#' ? 1 : 2, comment.len));
    comment = str_cut(comment, 2, comment.len - (str_ends(comment, "*/") ? 2 : 0));
    while (comment.len && comment.ptr[0] == '*')
        comment = str_cut(comment, 1, comment.len);
    return str_trim(comment);
}

// Whether a blank line stands in what is between two comments.
static bool is_apart(Str between)
{
    size_t n = 0;
    for (size_t i = 0; i < between.len; i++)
        n += between.ptr[i] == '\n';
    return n > 1;
}

// --- markers -----------------------------------------------------------------

typedef struct Marker {
    bool found;
    Str name;
    Cardinality stated;
    Span at; // of the comment
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

static bool is_name(Str name)
{
    for (size_t i = 0; i < name.len; i++) {
        char c = name.ptr[i];
        bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
        if (!letter && (i == 0 || c < '0' || c > '9'))
            return false;
    }
    return name.len > 0;
}

// What stands behind "name:".
static void read_name(Walk *w, Str rest, Span at, Marker *out)
{
    Diag *d = eval_diag(w->e);
    *out = (Marker){.found = true, .at = at, .doc = out->doc};
    Str name = sql_first_word(&rest), kind = sql_first_word(&rest);
    if (!name.len || name.ptr[0] == ':')
        diag_error(d, at, DIAG_W140, "\"-- name:\" without a name");
    else if (!is_name(name))
        diag_error(d, at, DIAG_W140,
                   "\"%.*s\" is no name: one is made of letters, digits and _",
                   STR_ARG(name));
    else if (kind.len && !stated_of(kind, &out->stated))
        diag_error(d, at, DIAG_W140,
                   "\"%.*s\" is not :one, :optional, :many, :exec, :execrows, "
                   ":execresult or :execlastid",
                   STR_ARG(kind));
    else if (str_trim(rest).len)
        diag_error(d, at, DIAG_W140, "\"%.*s\" behind the query's name and its rows",
                   STR_ARG(str_trim(rest)));
    else
        out->name = name;
}

static void add_doc(Walk *w, Marker *marker, Str said)
{
    if (!str_starts(said, "@"))
        marker->doc = marker->doc.len ? str_format(w->arena, "%.*s %.*s",
                                                   STR_ARG(marker->doc), STR_ARG(said))
                                      : said;
}

static void orphan(Walk *w, const Marker *marker)
{
    if (marker->name.len)
        diag_error(eval_diag(w->e), marker->at, DIAG_W140,
                   "no statement follows the name \"%.*s\"", STR_ARG(marker->name));
}

// The marker among the comments of text[start, end), with the comments around it: those
// right above, else those below.
static Marker read_marker(Walk *w, Str text, size_t start, size_t end, uint32_t file)
{
    Marker marker = {0};
    Str above = {0};
    size_t last = start;
    for (size_t i = start; i < end;) {
        size_t stop = sql_comment_end(text, i);
        Str comment = str_trim(str_cut(text, i, stop));
        Span at = {file, (uint32_t)i, (uint32_t)comment.len};
        size_t from = i;
        i = stop > i ? stop : i + 1;
        if (stop == from)
            continue;
        if (!marker.found && is_apart(str_cut(text, last, from)))
            marker.doc = (Str){0};
        last = stop;
        Str said = comment_text(comment);
        if (!str_starts(said, "name:")) {
            add_doc(w, &marker, said);
            continue;
        }
        orphan(w, &marker);
        above = marker.found ? (Str){0} : marker.doc;
        read_name(w, str_cut(said, 5, said.len), at, &marker);
        marker.doc = (Str){0};
    }
    if (above.len)
        marker.doc = above;
    return marker;
}

// --- taking ------------------------------------------------------------------

// weave's comments (-- @col ...) between the marker and the statement belong to it.
static size_t query_start(Str text, size_t from, size_t start)
{
    Str between = str_cut(text, from, start);
    size_t at = str_find_str(between, S("@col"));
    if (at == STR_NONE)
        return start;
    while (at > 0 && between.ptr[at - 1] != '\n')
        at--;
    return from + at;
}

static void take_query(Walk *w, Str text, const Marker *marker, Str module, Span at)
{
    size_t from = marker->at.start + marker->at.len;
    uint32_t start = (uint32_t)query_start(text, from, at.start);
    Str doc = syntax_first_sentence(marker->doc);
    Query query = {.module = module,
                   .name = str_copy(w->arena, marker->name),
                   .stated = marker->stated,
                   .doc = doc.len ? str_copy(w->arena, doc) : (Str){0},
                   .at = {at.file, start, at.start + at.len - start}};
    sql_query(w, text, from, &query);
    *arena_push(w->arena, w->queries, Query) = query;
}

static bool is_one_of(const SqlScan *s, SqlToken t, const char *const *words)
{
    for (; *words; words++)
        if (sql_token_is(s, t, *words))
            return true;
    return false;
}

// What files of migrations hold that is no part of a schema. weave makes the schema in
// one transaction of its own.
static bool pass_over(Walk *w, Str text, Span at)
{
    static const char *const transactions[] = {
        "begin", "commit", "end", "rollback", "savepoint", "release", NULL};
    SqlScan scan = {str_cut(text, 0, at.start + at.len), at.start};
    SqlToken first = sql_token(&scan);
    if (is_one_of(&scan, first, transactions))
        return true;
    const char *why =
        sql_token_is(&scan, first, "pragma")
            ? "a PRAGMA is no part of a schema, and is passed over"
        : sql_token_is(&scan, first, "select")
            ? "a SELECT without \"-- name: ...\" above it is no query, and "
              "is passed over"
            : NULL;
    if (why)
        diag_report(
            eval_diag(w->e), SEVERITY_WARNING,
            (Span){at.file, (uint32_t)first.start, (uint32_t)(first.end - first.start)},
            DIAG_W142, "%s", why);
    return why != NULL;
}

static void take_statement(Walk *w, Str text, Span at)
{
    if (pass_over(w, text, at))
        return;
    Str sql = str_copy(w->arena, str_cut(text, at.start, at.start + at.len));
    Piece *piece = arena_new(w->arena, Piece);
    *piece = (Piece){0, (uint32_t)sql.len, at};
    *arena_push(w->arena, w->statements, Statement) =
        (Statement){.sql = sql, .pieces = piece, .n_pieces = 1, .at = at};
}

// --- files -------------------------------------------------------------------

// The text without the way back of a migration.
static Str way_up(Str text)
{
    static const char *const marks[] = {"-- +goose Down", "-- migrate:down",
                                        "-- +migrate Down",
                                        "---- create above / drop below ----"};
    for (size_t i = 0; i < text.len;) {
        Str rest = str_cut(text, i, text.len);
        for (size_t k = 0; k < sizeof marks / sizeof *marks; k++)
            if (str_starts(rest, marks[k]))
                return str_cut(text, 0, i);
        size_t line = str_find(rest, '\n');
        i = line == STR_NONE ? text.len : i + line + 1;
    }
    return text;
}

void read_sql(Walk *w, Str path, Str text, uint32_t file)
{
    SqlScan scan = {way_up(text), str_starts(text, "\xEF\xBB\xBF") ? 3 : 0};
    Str module = str_copy(w->arena, name_of_file(eval_arena(w->e), path));
    size_t before = scan.at;
    SqlStretch s;
    for (; sql_statement(&scan, &s); before = scan.at) {
        Marker marker = read_marker(w, scan.text, before, s.start, file);
        Span at = {file, (uint32_t)s.start, (uint32_t)(s.end - s.start)};
        if (s.broken)
            diag_error(eval_diag(w->e), (Span){file, (uint32_t)s.broken_at, 1},
                       DIAG_W140, "this quote is never closed");
        else if (marker.name.len)
            take_query(w, scan.text, &marker, module, at);
        else if (!marker.found)
            take_statement(w, scan.text, at);
    }
    Marker last = read_marker(w, scan.text, before, scan.text.len, file);
    orphan(w, &last);
}
