// refuse.c - SQLite's refusal of a query, shown at the word it is about.
//
// SQLite tells the offset of most offending words. For a missing table and some others
// it only names them, and the name is looked up among the words of the SQL. First come
// SQLite's own words, then what weave knows about the schema.

#include "stage3_emit/judge/judge.h"

enum { LISTED = 16 }; // names shown in a note

typedef struct Refusal {
    Judge *judge;
    const Query *query;
    Str message;
    Words words;
    DiagCode code;
    Str name; // what SQLite names: "m.source_id"; or none
} Refusal;

static bool after(Str message, const char *prefix, Str *rest)
{
    if (!str_starts(message, prefix))
        return false;
    *rest = str_cut(message, str_z(prefix).len, message.len);
    return true;
}

// table media has no column named x
static bool has_no_column(Str message, Str *name)
{
    static const char words[] = " has no column named ";
    size_t at = str_find_str(message, str_z(words));
    if (at == STR_NONE)
        return false;
    *name = str_cut(message, at + sizeof words - 1, message.len);
    return true;
}

// What stands behind the last ": ", or in the first quotes.
static Str named_thing(Str message)
{
    Str table; // table media has 9 columns but 2 values were supplied
    if (after(message, "table ", &table) && str_find(table, ' ') != STR_NONE)
        return str_cut(table, 0, str_find(table, ' '));
    if (str_ends(message, "()")) // misuse of aggregate: count()
        message.len -= 2;
    size_t colon = str_find_last(message, ':');
    if (colon != STR_NONE && colon + 2 < message.len && message.ptr[colon + 1] == ' ')
        return str_cut(message, colon + 2, message.len);
    size_t quote = str_find(message, '"');
    if (quote == STR_NONE)
        return (Str){0};
    Str rest = str_cut(message, quote + 1, message.len);
    size_t end = str_find(rest, '"');
    return end == STR_NONE ? (Str){0} : str_cut(rest, 0, end);
}

static void classify(Refusal *r)
{
    if (after(r->message, "no such table: ", &r->name)) {
        r->code = DIAG_W301;
    } else if (after(r->message, "no such column: ", &r->name) ||
               has_no_column(r->message, &r->name)) {
        r->code = DIAG_W302;
    } else {
        r->code = DIAG_W303;
        r->name = named_thing(r->message);
    }
}

// --- the place ---------------------------------------------------------------

static Str last_part(Str name)
{
    size_t dot = str_find_last(name, '.');
    return dot == STR_NONE ? name : str_cut(name, dot + 1, name.len);
}

static WordRange by_offset(const Refusal *r, size_t offset)
{
    size_t i = words_at(&r->words, offset);
    if (i == WORD_NONE) // at the end: the last word is what is not complete
        return r->words.n ? (WordRange){r->words.n - 1, r->words.n}
                          : (WordRange){WORD_NONE, WORD_NONE};
    return r->code == DIAG_W303 ? (WordRange){i, i + 1} : words_dotted(&r->words, i);
}

static WordRange by_name(const Refusal *r)
{
    if (r->code == DIAG_W301)
        return words_find_table(&r->words, last_part(r->name));
    return words_find(r->judge->arena, &r->words, r->name);
}

static WordRange find_place(const Refusal *r)
{
    int offset = sqlite3_error_offset(r->judge->db);
    if (offset >= 0)
        return by_offset(r, (size_t)offset);
    if (str_is(r->message, "incomplete input"))
        return by_offset(r, r->query->sql.len);
    return r->name.len ? by_name(r) : (WordRange){WORD_NONE, WORD_NONE};
}

static Span range_span(const Refusal *r, WordRange w)
{
    const Query *q = r->query;
    if (w.from == WORD_NONE)
        return q->at;
    const Word *first = &r->words.items[w.from], *last = &r->words.items[w.to - 1];
    return pieces_span(q->pieces, q->n_pieces, first->start,
                       last->start + last->len - first->start);
}

// --- what weave knows --------------------------------------------------------

typedef struct Names {
    Str *items;
    size_t n, capacity;
} Names;

static void note_list(const Refusal *r, Str what, const Names *names)
{
    Buf b = {.arena = r->judge->arena};
    for (size_t i = 0; i < names->n && i < LISTED; i++) {
        buf_z(&b, i ? ", " : "");
        buf_put(&b, names->items[i]);
    }
    if (names->n > LISTED)
        buf_format(&b, " and %zu more", names->n - LISTED);
    Str list = buf_str(&b);
    diag_note(r->judge->diag, (Span){0}, "%.*s: %.*s", STR_ARG(what), STR_ARG(list));
}

// The SQL name to suggest for a wrong one: keys[i] is another word for names[i].
static Str suggestion(Str wrong, const Names *names, const Names *keys)
{
    for (size_t i = 0; i < keys->n; i++)
        if (str_eq(keys->items[i], wrong))
            return names->items[i];
    Str near = str_nearest(wrong, names->items, names->n);
    if (near.len)
        return near;
    near = str_nearest(wrong, keys->items, keys->n);
    for (size_t i = 0; near.len && i < keys->n; i++)
        if (str_eq(keys->items[i], near))
            return names->items[i];
    return (Str){0};
}

static void note_suggestion(const Refusal *r, Str name)
{
    diag_note(r->judge->diag, (Span){0}, "did you mean \"%.*s\"?", STR_ARG(name));
}

static bool declared_existing(const Catalog *c, Str name)
{
    for (size_t i = 0; i < c->n_views; i++)
        if (c->views[i].existing && str_eq_nocase(c->views[i].name, name))
            return true;
    return false;
}

static void note_tables(const Refusal *r)
{
    Judge *j = r->judge;
    Names names = {0}, keys = {0};
    Str wrong = last_part(r->name);
    for (size_t i = 0; i < j->model.n_tables; i++) {
        *arena_push(j->arena, names, Str) = j->model.tables[i].name;
        *arena_push(j->arena, keys, Str) = j->model.tables[i].key;
    }
    Str near = suggestion(wrong, &names, &keys);
    if (near.len)
        note_suggestion(r, near);
    else if (declared_existing(j->catalog, wrong))
        diag_note(j->diag, (Span){0},
                  "the view is declared as existing: its SQL is not in the schema, so "
                  "queries of it cannot be judged");
    else if (!names.n)
        diag_note(j->diag, (Span){0}, "the schema has no tables");
    else
        note_list(r, S("the schema has the tables"), &names);
}

const ModelTable *judge_find_alias(const Judge *j, const Words *w, Str alias)
{
    for (size_t i = 0; i < w->n; i++) {
        if (!word_is_name(w, i))
            continue;
        size_t next = word_is(w, i + 1, "AS") ? i + 2 : i + 1;
        const ModelTable *t =
            word_is_name(w, next) && str_eq_nocase(w->items[next].name, alias)
                ? model_find_table(&j->model, w->items[i].name)
                : NULL;
        if (t)
            return t;
    }
    return model_find_table(&j->model, alias);
}

static void add_columns(Judge *j, const ModelTable *t, Names *names, Names *keys)
{
    for (size_t i = 0; i < t->n_columns; i++) {
        *arena_push(j->arena, *names, Str) = t->columns[i].name;
        *arena_push(j->arena, *keys, Str) = t->columns[i].key;
    }
}

// The table that must have the column: the one in front of the dot, or the only one.
static const ModelTable *meant_table(const Refusal *r, Names *names, Names *keys)
{
    Judge *j = r->judge;
    size_t dot = str_find_last(r->name, '.');
    const ModelTable *only = NULL;
    if (dot != STR_NONE) {
        only = judge_find_alias(j, &r->words, last_part(str_cut(r->name, 0, dot)));
        if (only)
            add_columns(j, only, names, keys);
        return only;
    }
    size_t n = 0;
    for (size_t i = 0; i < j->model.n_tables; i++) {
        const ModelTable *t = &j->model.tables[i];
        if (words_find_table(&r->words, t->name).from == WORD_NONE)
            continue;
        add_columns(j, t, names, keys);
        only = t;
        n++;
    }
    return n == 1 ? only : NULL;
}

static void note_columns(const Refusal *r)
{
    Names names = {0}, keys = {0};
    const ModelTable *t = meant_table(r, &names, &keys);
    Str near = suggestion(last_part(r->name), &names, &keys);
    if (near.len)
        note_suggestion(r, near);
    else if (t)
        note_list(r,
                  str_format(r->judge->arena, "%.*s has the columns", STR_ARG(t->name)),
                  &names);
}

static void note_functions(const Refusal *r)
{
    Judge *j = r->judge;
    Names names = {0};
    sqlite3_stmt *stmt = NULL;
    sqlite3_prepare_v2(j->db,
                       "SELECT DISTINCT name FROM pragma_function_list ORDER BY 1", -1,
                       &stmt, NULL);
    while (sqlite3_step(stmt) == SQLITE_ROW)
        *arena_push(j->arena, names, Str) =
            str_copy(j->arena, str_z((const char *)sqlite3_column_text(stmt, 0)));
    sqlite3_finalize(stmt);
    Str near = str_nearest(r->name, names.items, names.n);
    if (near.len)
        note_suggestion(r, near);
    else
        diag_note(
            j->diag, (Span){0},
            "the application's own functions are registered by weave_register() in "
            "a C file named in weave.config.ts: functions");
}

static void note(const Refusal *r, bool found)
{
    if (!found && r->code != DIAG_W303)
        diag_note(
            r->judge->diag, (Span){0},
            "the name does not stand in the query: a view, a trigger or a foreign "
            "key that it uses has it");
    if (r->code == DIAG_W301)
        note_tables(r);
    else if (r->code == DIAG_W302)
        note_columns(r);
    else if (str_starts(r->message, "no such function: "))
        note_functions(r);
}

void judge_note_query(Judge *j, const Query *q, Span at)
{
    bool inside = at.file == q->at.file && at.start >= q->at.start &&
                  at.start <= q->at.start + q->at.len;
    if (!inside)
        diag_note(j->diag, q->at, "in the query %.*s.%.*s", STR_ARG(q->module),
                  STR_ARG(q->name));
    if (q->part.len)
        diag_note(j->diag, (Span){0}, "in its statement \"%.*s\"", STR_ARG(q->part));
}

void judge_refuse(Judge *j, const Query *q)
{
    Refusal r = {.judge = j,
                 .query = q,
                 .message = str_copy(j->arena, str_z(sqlite3_errmsg(j->db))),
                 .words = j->words};
    classify(&r);
    WordRange place = find_place(&r);
    Span at = range_span(&r, place);
    diag_error(j->diag, at, r.code, "%.*s", STR_ARG(r.message));
    judge_note_query(j, q, at);
    note(&r, place.from != WORD_NONE);
}
