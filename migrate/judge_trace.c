// judge_trace.c - which way tables and columns take through a migration.
//
// The authorizer cannot tell a rename from a dropped column, and the schema afterwards
// cannot tell it from a drop and an addition. So the few statements that move values
// without changing them are read: ALTER TABLE ... RENAME, and the copy into a new table
// that takes the old one's place. What is not understood is taken for gone, never for kept.

#include "migrate/judging.h"

static Way *push(Arena *a, Trace *t, Way way)
{
    Way *at = arena_push(a, t->ways, Way);
    *at = way;
    return at;
}

void trace_begin(Arena *a, Trace *t, const Schema *before)
{
    *t = (Trace){0};
    for (size_t i = 0; i < before->n_tables; i++) {
        const SchemaTable *table = &before->tables[i];
        push(a, t, (Way){.table = table->name, .now_table = table->name});
        for (size_t k = 0; k < table->n_columns; k++) {
            Str name = table->columns[k].name;
            push(a, t, (Way){table->name, name, table->name, name, false});
        }
    }
}

// --- reading a statement -----------------------------------------------------

typedef struct Cursor {
    Arena *arena;
    Tokens t;
    size_t at;
} Cursor;

static bool take(Cursor *c, const char *word)
{
    bool is = token_is(&c->t, c->at, word);
    c->at += is;
    return is;
}

// A name, with or without "main." before it.
static Str take_name(Cursor *c)
{
    Str name = token_name(c->arena, &c->t, c->at);
    if (token_is(&c->t, c->at + 1, ".")) {
        c->at += 2;
        name = token_name(c->arena, &c->t, c->at);
    }
    c->at++;
    return name;
}

// --- ALTER and DROP ----------------------------------------------------------

static void rename_table(Trace *t, Str from, Str to)
{
    for (size_t i = 0; i < t->ways.n; i++)
        if (str_eq_nocase(t->ways.items[i].now_table, from))
            t->ways.items[i].now_table = to;
    for (size_t i = 0; i < t->copies.n; i++) {
        if (str_eq_nocase(t->copies.items[i].from, from))
            t->copies.items[i].from = to;
        if (str_eq_nocase(t->copies.items[i].to, from))
            t->copies.items[i].to = to;
    }
}

static void rename_column(Trace *t, Str table, Str from, Str to)
{
    for (size_t i = 0; i < t->ways.n; i++) {
        Way *w = &t->ways.items[i];
        if (w->column.len && str_eq_nocase(w->now_table, table) &&
            str_eq_nocase(w->now_column, from))
            w->now_column = to;
    }
}

static void alter(Cursor *c, Trace *t)
{
    Str table = take_name(c);
    if (take(c, "RENAME")) {
        if (take(c, "TO")) {
            rename_table(t, table, take_name(c));
            return;
        }
        take(c, "COLUMN");
        Str from = take_name(c);
        if (take(c, "TO"))
            rename_column(t, table, from, take_name(c));
    } else if (take(c, "DROP")) {
        take(c, "COLUMN");
        rename_column(t, table, take_name(c), (Str){0});
    }
}

static const Copy *find_copy(const Trace *t, Str from, const Schema *now)
{
    for (size_t i = t->copies.n; i-- > 0;)
        if (str_eq_nocase(t->copies.items[i].from, from) &&
            schema_find_table(now, t->copies.items[i].to))
            return &t->copies.items[i];
    return NULL;
}

// The old table's ways lead on in its copy, if there is one.
static void drop(Trace *t, Str table, const Schema *now)
{
    const Copy *copy = find_copy(t, table, now);
    for (size_t i = 0; i < t->ways.n; i++) {
        Way *w = &t->ways.items[i];
        if (!str_eq_nocase(w->now_table, table))
            continue;
        Str column = w->now_column;
        w->now_table = copy ? copy->to : (Str){0};
        w->now_column = (Str){0};
        for (size_t k = 0; copy && column.len && k < copy->n_columns; k++)
            if (str_eq_nocase(copy->columns[k].column, column)) {
                w->now_column = copy->columns[k].now_column;
                w->computed = w->computed || copy->columns[k].computed;
            }
    }
}

// --- INSERT INTO ... SELECT --------------------------------------------------

// Names up to the ")".
static size_t take_list(Cursor *c, Str *out, size_t most)
{
    size_t n = 0;
    while (c->at < c->t.n && n < most) {
        out[n++] = take_name(c);
        if (!take(c, ","))
            break;
    }
    return take(c, ")") ? n : 0;
}

// The one column of from that tokens [at, end) read, or none.
static Str column_in(const Cursor *c, size_t at, size_t end, const SchemaTable *from)
{
    Str found = {0};
    for (size_t i = at; i < end; i++) {
        if (c->t.items[i].kind != TOKEN_WORD && c->t.items[i].kind != TOKEN_QUOTED)
            continue;
        Str name = token_name(c->arena, &c->t, i);
        if (!schema_find_column(from, name) || token_is(&c->t, i + 1, "("))
            continue;
        if (found.len && !str_eq_nocase(found, name))
            return (Str){0};
        found = name;
    }
    return found;
}

static void add_item(Cursor *c, Copy *copy, size_t at, size_t end, Str to,
                     const SchemaTable *from)
{
    Str column = column_in(c, at, end, from);
    size_t len = end - at;
    bool plain = len == 1 || (len == 3 && token_is(&c->t, at + 1, "."));
    if (column.len)
        copy->columns[copy->n_columns++] =
            (Way){copy->from, column, copy->to, to, !plain};
}

static void copy_all(Copy *copy, const Str *names, size_t n, const SchemaTable *from)
{
    size_t k = 0;
    for (size_t i = 0; i < from->n_columns && k < n; i++)
        if (!from->columns[i].hidden)
            copy->columns[copy->n_columns++] =
                (Way){copy->from, from->columns[i].name, copy->to, names[k++], false};
}

static size_t find_from(const Cursor *c)
{
    size_t i = c->at;
    while (i < c->t.n && !(c->t.items[i].depth == 0 && token_is(&c->t, i, "FROM")))
        i++;
    return i;
}

// "SELECT a, upper(b) FROM t", whole, in any order: a part of the rows is no copy.
static void read_copy(Cursor *c, Trace *t, Str to, const Str *names, size_t n,
                      const Schema *now)
{
    size_t from = find_from(c), at = c->at, k = 0;
    Cursor behind = {c->arena, c->t, from + 1};
    Copy copy = {.from = take_name(&behind), .to = to};
    const SchemaTable *table = schema_find_table(now, copy.from);
    if (!table || (behind.at < c->t.n && !take(&behind, "ORDER")))
        return;
    copy.columns = arena_many(c->arena, Way, n + table->n_columns + 1);
    if (token_is(&c->t, at, "*") && at + 1 == from)
        copy_all(&copy, names, n, table);
    else
        for (size_t i = at; i <= from && k < n; i++)
            if (i == from || (c->t.items[i].depth == 0 && token_is(&c->t, i, ","))) {
                add_item(c, &copy, at, i, names[k++], table);
                at = i + 1;
            }
    *arena_push(c->arena, t->copies, Copy) = copy;
}

static void insert(Cursor *c, Trace *t, const Schema *now)
{
    enum { MOST = 2000 };
    Str to = take_name(c);
    const SchemaTable *table = schema_find_table(now, to);
    Str *names = arena_many(c->arena, Str, MOST);
    size_t n = 0;
    if (!table)
        return;
    if (take(c, "("))
        n = take_list(c, names, MOST);
    else
        for (; n < table->n_columns && n < MOST; n++)
            names[n] = table->columns[n].name;
    if (take(c, "SELECT"))
        read_copy(c, t, to, names, n, now);
}

bool trace_looks(const Tokens *t)
{
    return token_is(t, 0, "DROP") || token_is(t, 0, "INSERT");
}

void trace_follow(Arena *a, Trace *t, Str sql, const Schema *now)
{
    Cursor c = {.arena = a, .t = sql_tokens(a, sql)};
    if (take(&c, "ALTER") && take(&c, "TABLE"))
        alter(&c, t);
    else if (take(&c, "DROP") && take(&c, "TABLE")) {
        if (take(&c, "IF"))
            take(&c, "EXISTS");
        drop(t, take_name(&c), now);
    } else if (take(&c, "INSERT") && take(&c, "INTO"))
        insert(&c, t, now);
}

// --- what belongs together ---------------------------------------------------

static Way *way_of(const Trace *t, Str now_table, Str now_column)
{
    for (size_t i = 0; i < t->ways.n; i++) {
        Way *w = &t->ways.items[i];
        if (w->now_table.len && str_eq_nocase(w->now_table, now_table) &&
            (w->column.len > 0) == (now_column.len > 0) &&
            str_eq_nocase(w->now_column, now_column))
            return w;
    }
    return NULL;
}

static bool is_paired(const TablePair *t, const SchemaColumn *from)
{
    for (size_t i = 0; i < t->n_columns; i++)
        if (t->columns[i].from == from)
            return true;
    return false;
}

static void pair_columns(Arena *a, const Trace *trace, TablePair *t)
{
    t->columns = arena_many(a, ColumnPair, t->from->n_columns + t->to->n_columns + 1);
    for (size_t i = 0; i < t->to->n_columns; i++) {
        const Way *w = way_of(trace, t->to->name, t->to->columns[i].name);
        const SchemaColumn *from = w ? schema_find_column(t->from, w->column) : NULL;
        if (from && is_paired(t, from))
            from = NULL;
        t->columns[t->n_columns++] = (ColumnPair){from, &t->to->columns[i]};
    }
    for (size_t i = 0; i < t->from->n_columns; i++)
        if (!is_paired(t, &t->from->columns[i]))
            t->columns[t->n_columns++] = (ColumnPair){.from = &t->from->columns[i]};
}

Match trace_match(Arena *a, const Trace *t, const Schema *before, const Schema *after)
{
    Match m = {.tables =
                   arena_many(a, TablePair, before->n_tables + after->n_tables + 1)};
    bool *found = arena_many(a, bool, before->n_tables + 1);
    for (size_t i = 0; i < after->n_tables; i++) {
        const Way *w = way_of(t, after->tables[i].name, (Str){0});
        const SchemaTable *from = w ? schema_find_table(before, w->table) : NULL;
        TablePair pair = {.from = from, .to = &after->tables[i]};
        if (from)
            found[from - before->tables] = true;
        if (from)
            pair_columns(a, t, &pair);
        m.tables[m.n_tables++] = pair;
    }
    for (size_t i = 0; i < before->n_tables; i++)
        if (!found[i])
            m.tables[m.n_tables++] = (TablePair){.from = &before->tables[i]};
    return m;
}
