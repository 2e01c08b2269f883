// rebuild.c - a table is made anew, with all its rows and all that stands on it.
//
// SQLite's twelve steps. Why not without each of them:
//   - views and other tables' triggers that name the table are dropped first: with them
//     the last RENAME fails ("error in view v: no such table"), and there is no table;
//   - the sequence of AUTOINCREMENT is handed over before the rows are copied, else
//     numbers of deleted rows are given out again;
//   - where rows have no INTEGER PRIMARY KEY their rowid is copied, too: a full-text
//     index may refer to it.

#include "migrate/planner.h"

#include "migrate/sqltext.h"

// --- what stands on the table ------------------------------------------------

static bool mentions(Arena *a, Str sql, Str name)
{
    Tokens t = sql_tokens(a, sql);
    for (size_t i = 0; i < t.n; i++)
        if (t.items[i].kind != TOKEN_OTHER && str_eq_nocase(token_name(a, &t, i), name))
            return true;
    return false;
}

void planner_mark(const Planner *p, bool *marked, Str name)
{
    for (size_t i = 0; i < p->now.n_objects; i++) {
        const SchemaObject *o = &p->now.objects[i];
        bool stands_on = str_eq_nocase(o->table, name) ||
                         (o->kind != OBJECT_INDEX && mentions(p->arena, o->sql, name));
        if (!stands_on || marked[i])
            continue;
        marked[i] = true;
        if (o->kind == OBJECT_VIEW)
            planner_mark(p, marked, o->name);
    }
}

// Triggers before the views they may stand on, views before those they read.
bool planner_drop_marked(Planner *p, const bool *marked, Str table)
{
    bool ok = true;
    for (int pass = 0; pass < 2; pass++)
        for (size_t i = p->now.n_objects; ok && i-- > 0;) {
            const SchemaObject *o = &p->now.objects[i];
            if (marked[i] && o->kind == (pass ? OBJECT_VIEW : OBJECT_TRIGGER) &&
                !(table.len && str_eq_nocase(o->table, table)))
                ok = planner_drop(p, o);
        }
    return ok;
}

static bool set_aside(Planner *p, Str table)
{
    bool *marked = arena_many(p->arena, bool, p->now.n_objects + 1);
    planner_mark(p, marked, table);
    for (size_t i = 0; i < p->now.n_objects; i++)
        if (marked[i])
            *arena_push(p->arena, p->kept, SchemaObject) = p->now.objects[i];
    return planner_drop_marked(p, marked, table);
}

// --- the new table -----------------------------------------------------------

// CREATE TABLE of another name. Where a check names its table, it must be this one.
static Str create_as(Arena *a, const SchemaTable *t, Str name)
{
    Tokens k = sql_tokens(a, t->sql);
    Str quoted = sql_name(a, name);
    Buf b = {.arena = a};
    size_t open = 0, done;
    while (open < k.n && !token_is(&k, open, "("))
        open++;
    buf_format(&b, "CREATE TABLE %.*s ", STR_ARG(quoted));
    done = open < k.n ? k.items[open].start : t->sql.len;
    for (size_t i = open; i + 1 < k.n; i++)
        if (k.items[i].kind != TOKEN_OTHER && token_is(&k, i + 1, ".") &&
            str_eq_nocase(token_name(a, &k, i), t->name)) {
            buf_put(&b, str_cut(t->sql, done, k.items[i].start));
            buf_put(&b, quoted);
            done = k.items[i].end;
        }
    buf_put(&b, str_cut(t->sql, done, t->sql.len));
    return buf_str(&b);
}

// The name under which a rowid can be had, or none.
static const char *rowid_name(const SchemaTable *a, const SchemaTable *b)
{
    static const char *const names[] = {"rowid", "_rowid_", "oid"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (!schema_find_column(a, str_z(names[i])) &&
            !schema_find_column(b, str_z(names[i])))
            return names[i];
    return NULL;
}

static bool carries_rowid(const SchemaTable *from, const SchemaTable *to)
{
    return !from->without_rowid && !to->without_rowid && !schema_rowid_alias(from) &&
           !schema_rowid_alias(to);
}

// Added columns are left to their defaults. Where no column stays the rows do, by number.
static Str copy_rows(Arena *a, const SchemaTable *from, const SchemaTable *to, Str name)
{
    Buf columns = {.arena = a}, b = {.arena = a};
    const char *rowid = rowid_name(from, to);
    if (rowid && carries_rowid(from, to))
        buf_z(&columns, rowid);
    for (size_t i = 0; i < to->n_columns; i++) {
        const SchemaColumn *c = &to->columns[i];
        if (c->generated.ptr || !schema_find_column(from, c->name))
            continue;
        if (columns.n)
            buf_z(&columns, ", ");
        buf_put(&columns, sql_name(a, c->name));
    }
    if (!columns.n && (!rowid || from->without_rowid || to->without_rowid))
        return (Str){0};
    Str list = columns.n ? buf_str(&columns) : str_z(rowid);
    buf_format(&b, "INSERT INTO %.*s (%.*s) SELECT %.*s FROM %.*s",
               STR_ARG(sql_name(a, name)), STR_ARG(list), STR_ARG(list),
               STR_ARG(sql_name(a, from->name)));
    if (rowid && !from->without_rowid)
        buf_format(&b, " ORDER BY %s", rowid);
    return buf_str(&b);
}

static Str hand_over_sequence(Arena *a, Str from, Str to)
{
    return str_format(a,
                      "INSERT INTO sqlite_sequence (name, seq) SELECT %.*s, seq "
                      "FROM sqlite_sequence WHERE name = %.*s",
                      STR_ARG(sql_string(a, to)), STR_ARG(sql_string(a, from)));
}

// The new table may refer to itself, and so to the old one as long as that is there.
static bool is_referred_to(const Schema *now, const SchemaTable *to)
{
    bool referred = table_refers_to(to, to->name);
    for (size_t i = 0; i < now->n_tables; i++)
        referred = referred || table_refers_to(&now->tables[i], to->name);
    return referred;
}

bool planner_rebuild(Planner *p, const SchemaTable *t, const SchemaTable *to)
{
    Arena *a = p->arena;
    SchemaTable from = *t; // the shadow will be looked at again
    Str name = planner_free_name(p, "__new_", to->name);
    p->guarded = p->guarded || is_referred_to(&p->now, to);
    *arena_push(a, p->rebuilt, Str) = to->name;
    Str rows = copy_rows(a, &from, to, name);
    return set_aside(p, from.name) && planner_run(p, create_as(a, to, name)) &&
           (!from.autoincrement || !to->autoincrement ||
            planner_run(p, hand_over_sequence(a, from.name, name))) &&
           (!rows.len || planner_run(p, rows)) &&
           planner_run(
               p, str_format(a, "DROP TABLE %.*s", STR_ARG(sql_name(a, from.name)))) &&
           planner_run(p, str_format(a, "ALTER TABLE %.*s RENAME TO %.*s",
                                     STR_ARG(sql_name(a, name)),
                                     STR_ARG(sql_name(a, to->name)))) &&
           planner_look(p);
}
