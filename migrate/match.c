// match.c - which table and column of one schema is which of another.

#include "migrate/diff.h"

typedef struct Matcher {
    Arena *arena;
    const Schema *from, *to;
    const Hint *hints;
    size_t n_hints;
    bool *hint_used;
    struct {
        TablePair *items;
        size_t n, capacity;
    } tables;
    struct {
        Question *items;
        size_t n, capacity;
    } questions;
} Matcher;

// "users.name" → "users", "name"; a table's has no dot. A name may hold dots: the whole
// is looked for first.
static bool is_column_path(Str path, Str table, Str column)
{
    return path.len == table.len + 1 + column.len &&
           str_eq_nocase(str_cut(path, 0, table.len), table) &&
           path.ptr[table.len] == '.' &&
           str_eq_nocase(str_cut(path, table.len + 1, path.len), column);
}

static bool is_path(Str path, Str table, Str column)
{
    return column.len ? is_column_path(path, table, column)
                      : str_eq_nocase(path, table);
}

// What the hints say of the thing that was called so; STR_NONE if nothing. The new name
// may stand with or without its table.
static size_t hint_of(Matcher *m, Str table, Str column)
{
    for (size_t i = 0; i < m->n_hints; i++)
        if (is_path(m->hints[i].from, table, column)) {
            m->hint_used[i] = true;
            return i;
        }
    return STR_NONE;
}

// --- tables ------------------------------------------------------------------

static bool is_taken(const bool *taken, const Schema *s, const SchemaTable *t)
{
    return taken[t - s->tables];
}

static const SchemaTable *find_hinted(Matcher *m, const SchemaTable *from)
{
    size_t hint = hint_of(m, from->name, (Str){0});
    return hint == STR_NONE ? NULL : schema_find_table(m->to, m->hints[hint].to);
}

static const SchemaTable *find_by_key(const Schema *s, Str key)
{
    for (size_t i = 0; key.len && i < s->n_tables; i++)
        if (str_eq(s->tables[i].key, key))
            return &s->tables[i];
    return NULL;
}

// In three passes: what is said, what the keys say, what the names say.
static const SchemaTable *find_partner(Matcher *m, const SchemaTable *from, int pass)
{
    if (pass == 0)
        return find_hinted(m, from);
    if (pass == 1)
        return find_by_key(m->to, from->key);
    return schema_find_table(m->to, from->name);
}

static void pair_tables(Matcher *m)
{
    size_t n = m->from->n_tables;
    bool *gone = arena_many(m->arena, bool, n + 1);
    bool *taken = arena_many(m->arena, bool, m->to->n_tables + 1);
    for (int pass = 0; pass < 3; pass++)
        for (size_t i = 0; i < n; i++) {
            const SchemaTable *from = &m->from->tables[i];
            const SchemaTable *to = gone[i] ? NULL : find_partner(m, from, pass);
            if (!to || is_taken(taken, m->to, to))
                continue;
            gone[i] = taken[to - m->to->tables] = true;
            *arena_push(m->arena, m->tables, TablePair) =
                (TablePair){.from = from, .to = to};
        }
    for (size_t i = 0; i < n; i++)
        if (!gone[i] && !m->from->tables[i].unmanaged)
            *arena_push(m->arena, m->tables, TablePair) =
                (TablePair){.from = &m->from->tables[i]};
    for (size_t i = 0; i < m->to->n_tables; i++)
        if (!taken[i])
            *arena_push(m->arena, m->tables, TablePair) =
                (TablePair){.to = &m->to->tables[i]};
}

// --- columns -----------------------------------------------------------------

static const SchemaColumn *column_by_key(const SchemaTable *t, Str key)
{
    for (size_t i = 0; key.len && i < t->n_columns; i++)
        if (str_eq(t->columns[i].key, key))
            return &t->columns[i];
    return NULL;
}

static const SchemaColumn *column_hinted(Matcher *m, const TablePair *p,
                                         const SchemaColumn *from)
{
    size_t hint = hint_of(m, p->from->name, from->name);
    if (hint == STR_NONE)
        hint = hint_of(m, p->to->name, from->name);
    if (hint == STR_NONE)
        return NULL;
    for (size_t i = 0; i < p->to->n_columns; i++)
        if (is_column_path(m->hints[hint].to, p->to->name, p->to->columns[i].name) ||
            str_eq_nocase(m->hints[hint].to, p->to->columns[i].name))
            return &p->to->columns[i];
    return NULL;
}

static const SchemaColumn *column_partner(Matcher *m, const TablePair *p,
                                          const SchemaColumn *from, int pass)
{
    if (pass == 0)
        return column_hinted(m, p, from);
    return pass == 1 ? column_by_key(p->to, from->key)
                     : schema_find_column(p->to, from->name);
}

static void pair_columns(Matcher *m, TablePair *p)
{
    size_t n = p->from->n_columns;
    bool *gone = arena_many(m->arena, bool, n + 1);
    bool *taken = arena_many(m->arena, bool, p->to->n_columns + 1);
    p->columns = arena_many(m->arena, ColumnPair, n + p->to->n_columns);
    for (int pass = 0; pass < 3; pass++)
        for (size_t i = 0; i < n; i++) {
            const SchemaColumn *from = &p->from->columns[i];
            const SchemaColumn *to = gone[i] ? NULL : column_partner(m, p, from, pass);
            if (!to || taken[to - p->to->columns])
                continue;
            gone[i] = taken[to - p->to->columns] = true;
            p->columns[p->n_columns++] = (ColumnPair){from, to};
        }
    for (size_t i = 0; i < n; i++)
        if (!gone[i])
            p->columns[p->n_columns++] = (ColumnPair){.from = &p->from->columns[i]};
    for (size_t i = 0; i < p->to->n_columns; i++)
        if (!taken[i])
            p->columns[p->n_columns++] = (ColumnPair){.to = &p->to->columns[i]};
}

// --- questions ---------------------------------------------------------------

static void ask(Matcher *m, Str table, Str from, Str to)
{
    *arena_push(m->arena, m->questions, Question) = (Question){table, from, to};
}

// Two tables may be one if half of their columns have the same names.
static bool may_be_table(const SchemaTable *a, const SchemaTable *b)
{
    size_t same = 0;
    for (size_t i = 0; i < a->n_columns; i++)
        same += schema_find_column(b, a->columns[i].name) != NULL;
    return same * 2 >= a->n_columns && same * 2 >= b->n_columns;
}

static void ask_of_tables(Matcher *m)
{
    for (size_t i = 0; i < m->tables.n; i++) {
        const SchemaTable *from = m->tables.items[i].from;
        if (!from || m->tables.items[i].to || from->key.len ||
            hint_of(m, from->name, (Str){0}) != STR_NONE)
            continue;
        for (size_t k = 0; k < m->tables.n; k++)
            if (!m->tables.items[k].from && may_be_table(from, m->tables.items[k].to))
                ask(m, (Str){0}, from->name, m->tables.items[k].to->name);
    }
}

static bool may_be_column(const SchemaColumn *a, const SchemaColumn *b)
{
    return str_eq_nocase(a->type, b->type) && !a->generated.ptr && !b->generated.ptr;
}

static void ask_of_columns(Matcher *m, const TablePair *p)
{
    for (size_t i = 0; i < p->n_columns; i++) {
        const SchemaColumn *from = p->columns[i].from;
        if (!from || p->columns[i].to || from->key.len ||
            hint_of(m, p->from->name, from->name) != STR_NONE)
            continue;
        for (size_t k = 0; k < p->n_columns; k++)
            if (!p->columns[k].from && may_be_column(from, p->columns[k].to))
                ask(m, p->to->name, from->name, p->columns[k].to->name);
    }
}

// --- together ----------------------------------------------------------------

// A hint that something may go is good if it was there.
static void check_hints(Matcher *m, Match *out)
{
    for (size_t i = 0; i < m->n_hints && !out->wrong.len; i++)
        if (!m->hint_used[i])
            out->wrong =
                str_format(m->arena, "there is no %.*s in the schema as it was",
                           STR_ARG(m->hints[i].from));
}

static bool is_new_name(const Match *m, Str path)
{
    for (size_t i = 0; i < m->n_tables; i++) {
        const TablePair *p = &m->tables[i];
        if (p->to && str_eq_nocase(path, p->to->name))
            return true;
        for (size_t k = 0; p->to && k < p->to->n_columns; k++)
            if (is_column_path(path, p->to->name, p->to->columns[k].name) ||
                str_eq_nocase(path, p->to->columns[k].name))
                return true;
    }
    return false;
}

Match schema_match(Arena *a, const Schema *from, const Schema *to, const Hint *hints,
                   size_t n_hints)
{
    Matcher m = {.arena = a,
                 .from = from,
                 .to = to,
                 .hints = hints,
                 .n_hints = n_hints,
                 .hint_used = arena_many(a, bool, n_hints + 1)};
    pair_tables(&m);
    for (size_t i = 0; i < m.tables.n; i++)
        if (m.tables.items[i].from && m.tables.items[i].to)
            pair_columns(&m, &m.tables.items[i]);
    ask_of_tables(&m);
    for (size_t i = 0; i < m.tables.n; i++)
        if (m.tables.items[i].from && m.tables.items[i].to)
            ask_of_columns(&m, &m.tables.items[i]);
        else if (m.tables.items[i].from) // a hint on what went with its table
            for (size_t k = 0; k < m.tables.items[i].from->n_columns; k++)
                hint_of(&m, m.tables.items[i].from->name,
                        m.tables.items[i].from->columns[k].name);
    Match out = {.tables = m.tables.items,
                 .n_tables = m.tables.n,
                 .questions = m.questions.items,
                 .n_questions = m.questions.n};
    check_hints(&m, &out);
    for (size_t i = 0; i < n_hints && !out.wrong.len; i++)
        if (hints[i].to.len && !is_new_name(&out, hints[i].to))
            out.wrong = str_format(a, "there is no %.*s in the schema as it is now",
                                   STR_ARG(hints[i].to));
    return out;
}
