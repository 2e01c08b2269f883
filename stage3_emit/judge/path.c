// path.c - constant paths into JSON, which SQLite reads only when the query runs.

#include "stage3_emit/judge/judge.h"

enum { MOST_ITEMS = 100, DEEPEST = 100 };

// What reads the word as a path: "->", where a label need not be one, or
// "json_extract"; null if nothing does.
static const char *reader_of(const Words *w, size_t i)
{
    if (w->items[i].kind != TOKEN_STRING || i == 0)
        return NULL;
    SqlTokenKind before = w->items[i - 1].kind;
    if (before == TOKEN_ARROW || before == TOKEN_ARROW2)
        return "->";
    size_t open = i - 1;
    if (!word_is(w, open, ","))
        return NULL;
    for (int depth = 0; open > 0 && depth >= 0;) {
        open--;
        depth += word_is(w, open, ")");
        depth -= word_is(w, open, "(");
        if (depth == 0 && word_is(w, open, ","))
            return NULL; // not the second argument
    }
    bool reads = open > 0 && (word_is(w, open - 1, "json_extract") ||
                              word_is(w, open - 1, "json_type"));
    return reads ? "json_extract" : NULL;
}

// --- a document to lead it through ---------------------------------------------

typedef struct Document {
    Arena *arena;
    Buf before; // {"a":[0,
    Str after;  // ]}
} Document;

// The key behind the dot at i; where it ends.
static size_t put_key(Document *d, Str path, size_t i)
{
    bool quoted = path.ptr[i + 1] == '"';
    size_t start = i + 1 + quoted, end = start;
    while (end < path.len && (quoted ? path.ptr[end] != '"'
                                     : path.ptr[end] != '.' && path.ptr[end] != '['))
        end++;
    buf_format(&d->before, "{\"%.*s\":", (int)(end - start), path.ptr + start);
    d->after = str_format(d->arena, "}%.*s", STR_ARG(d->after));
    return end + quoted;
}

// The index behind the bracket at i: with as many items before it.
static size_t put_index(Document *d, Str path, size_t i)
{
    size_t n = 0, end = i + 1;
    for (; end < path.len && path.ptr[end] != ']'; end++)
        if (path.ptr[end] >= '0' && path.ptr[end] <= '9' && n < MOST_ITEMS)
            n = 10 * n + (size_t)(path.ptr[end] - '0');
    bool from_end = i + 1 < path.len && path.ptr[i + 1] == '#';
    buf_char(&d->before, '[');
    for (size_t k = 0; k < n && !from_end; k++)
        buf_z(&d->before, "0,");
    d->after = str_format(d->arena, "]%.*s", STR_ARG(d->after));
    return end + 1;
}

// One through which the path leads as far as it can be read: SQLite reads no further
// than there is something to find.
static Str document(Arena *a, Str path)
{
    Document d = {.arena = a, .before = {.arena = a}};
    size_t i = 1; // behind $
    for (int depth = 0; i + 1 < path.len && depth < DEEPEST; depth++)
        if (path.ptr[i] == '.')
            i = put_key(&d, path, i);
        else if (path.ptr[i] == '[')
            i = put_index(&d, path, i);
        else
            break;
    buf_format(&d.before, "0%.*s", STR_ARG(d.after));
    return buf_str(&d.before);
}

// --- SQLite's word ---------------------------------------------------------------

static void bind_text(sqlite3_stmt *stmt, int index, Str text)
{
    sqlite3_bind_text64(stmt, index, text.ptr, text.len, SQLITE_STATIC, SQLITE_UTF8);
}

// Why the path cannot be read; the empty Str if it can.
static Str objection(Judge *j, const char *reader, Str path)
{
    sqlite3_stmt *stmt = NULL;
    Str why = {0};
    bool arrow = str_is(str_z(reader), "->");
    const char *sql = arrow ? "SELECT ?1 -> ?2" : "SELECT json_extract(?1, ?2)";
    if (sqlite3_prepare_v2(j->db, sql, -1, &stmt, NULL) == SQLITE_OK) {
        bind_text(stmt, 1, document(&j->scratch, path));
        bind_text(stmt, 2, path);
        if (sqlite3_step(stmt) == SQLITE_ERROR)
            why = str_copy(j->arena, str_z(sqlite3_errmsg(j->db)));
    }
    sqlite3_finalize(stmt);
    return why;
}

bool judge_paths(Judge *j, const Query *q)
{
    const Words *words = &j->words;
    bool good = true;
    for (size_t i = 0; i < words->n; i++) {
        const Word *w = &words->items[i];
        const char *reader = reader_of(words, i);
        if (!reader)
            continue;
        Str why = objection(j, reader, sql_unquote(&j->scratch, w->text));
        if (!why.len || str_starts(why, "malformed"))
            continue; // the document made for it was not understood
        Span at = pieces_span(q->pieces, q->n_pieces, w->start, w->len);
        diag_error(j->diag, at, DIAG_W303, "%.*s", STR_ARG(why));
        judge_note_query(j, q, at);
        good = false;
    }
    return good;
}
