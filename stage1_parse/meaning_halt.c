// meaning_halt.c - where a query depends on the running program: why the loom halts, and
// what can be written instead.
//
// Every statement is judged before the program runs, so what it is made of must be known
// by then. Nearly all that is meant by such a query can be said so that it is.

#include "stage1_parse/meaning_builder.h"

static const char *what_of(HaltKind kind)
{
    static const char *const names[] = {
        [HALT_ORDER] = "what this query is ordered by",
        [HALT_TABLE] = "a table of this query",
        [HALT_QUERY] = "this query",
        [HALT_SQL] = "a part of this SQL",
    };
    return names[kind];
}

static const char *options_of(HaltKind kind)
{
    static const char *const options[] = {
        [HALT_ORDER] =
            "options: 1. orderBy('sort', { newest: sql`...`, name: sql`...` }): the "
            "caller chooses by a C enum, each order is a statement; 2. ORDER BY CASE "
            "${'sort'} WHEN 'newest' THEN ... END, one statement without an index; "
            "3. a query for each order",
        [HALT_TABLE] =
            "options: 1. a query for each table, made by a function of yours that is "
            "called once for each; 2. a view of the tables, SELECT ... UNION ALL "
            "SELECT ..., with a column that says which",
        [HALT_QUERY] =
            "options: 1. when('name', ...) for a condition or a JOIN in SQL: both "
            "statements are judged, the caller chooses; 2. the join always: a LEFT "
            "JOIN to a key adds no row and takes none; 3. two queries",
        [HALT_SQL] =
            "options: 1. a parameter, ${'name'}, for a value; 2. when('name', "
            "sql`...`) for a part that may be there or not; 3. your own SQLite call on "
            "weave_handle(db), which nobody judges",
    };
    return options[kind];
}

void query_halts(Eval *e, Value v, Span at, HaltKind kind)
{
    const Unknown *why = eval_reason(v);
    if (why->reported)
        return;
    eval_explain(e, v, at, what_of(kind));
    if (why->code == DIAG_W105)
        diag_note(eval_diag(e), why->at, "%s", options_of(kind));
}

// --- where it is -------------------------------------------------------------

static bool ends_with_word(Str sql, Str word)
{
    return sql.len >= word.len &&
           str_eq_nocase(str_cut(sql, sql.len - word.len, sql.len), word);
}

// The last place of word in sql; 0 if it is not there.
static size_t last_of(Str sql, Str word)
{
    for (size_t end = sql.len; end >= word.len; end--)
        if (ends_with_word(str_cut(sql, 0, end), word))
            return end;
    return 0;
}

HaltKind halt_kind(Str before)
{
    static const Str tables[] = {STR("from"), STR("join"), STR("into"), STR("update")};
    Str sql = str_trim(before);
    for (size_t i = 0; i < sizeof tables / sizeof *tables; i++)
        if (ends_with_word(sql, tables[i]))
            return HALT_TABLE;
    size_t order = last_of(sql, S("order by"));
    bool ordered = order > last_of(sql, S("from")) && order > last_of(sql, S("limit"));
    return ordered ? HALT_ORDER : HALT_SQL;
}
