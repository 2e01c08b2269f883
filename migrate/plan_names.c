// plan_names.c - tables and columns get their new names.
//
// Where a new name is still taken (two that change places, or one whose owner is to be
// dropped), the owner is called something else first.

#include "migrate/planner.h"

#include "migrate/sqltext.h"

Str planner_free_name(Planner *p, const char *lead, Str name)
{
    Str tried = str_format(p->arena, "%s%.*s", lead, STR_ARG(name));
    for (int i = 2;
         schema_find_table(&p->now, tried) || schema_find_table(p->to, tried) ||
         schema_find_object(&p->now, OBJECT_INDEX, tried) ||
         schema_find_object(&p->now, OBJECT_VIEW, tried);
         i++)
        tried = str_format(p->arena, "%s%.*s_%d", lead, STR_ARG(name), i);
    return tried;
}

// --- tables ------------------------------------------------------------------

static bool rename_table(Planner *p, Str from, Str to)
{
    Str sql =
        str_format(p->arena, "ALTER TABLE %.*s RENAME TO %.*s",
                   STR_ARG(sql_name(p->arena, from)), STR_ARG(sql_name(p->arena, to)));
    return planner_run(p, sql) && planner_look(p);
}

// The names that tables have on the shadow at the moment, by their pair.
static bool clear_table_name(Planner *p, Str *now, size_t mine)
{
    Str wanted = p->match->tables[mine].to->name;
    for (size_t i = 0; i < p->match->n_tables; i++)
        if (i != mine && now[i].len && str_eq_nocase(now[i], wanted)) {
            Str aside = planner_free_name(p, "moved_", wanted);
            if (!rename_table(p, now[i], aside))
                return false;
            now[i] = aside;
        }
    return true;
}

static bool rename_tables(Planner *p)
{
    Match *m = p->match;
    Str *now = arena_many(p->arena, Str, m->n_tables + 1);
    for (size_t i = 0; i < m->n_tables; i++)
        if (m->tables[i].from)
            now[i] = m->tables[i].from->name;
    for (size_t i = 0; i < m->n_tables; i++) {
        const TablePair *pair = &m->tables[i];
        if (!pair->from || !pair->to || str_eq_nocase(now[i], pair->to->name))
            continue;
        if (!clear_table_name(p, now, i) || !rename_table(p, now[i], pair->to->name))
            return false;
        now[i] = pair->to->name;
    }
    for (size_t i = 0; i < m->n_tables;
         i++) // a new one may want the name of an old one
        if (m->tables[i].to && !m->tables[i].from && !clear_table_name(p, now, i))
            return false;
    return true;
}

// --- columns -----------------------------------------------------------------

static bool rename_column(Planner *p, Str table, Str from, Str to)
{
    return planner_run(p, str_format(p->arena,
                                     "ALTER TABLE %.*s RENAME COLUMN %.*s TO %.*s",
                                     STR_ARG(sql_name(p->arena, table)),
                                     STR_ARG(sql_name(p->arena, from)),
                                     STR_ARG(sql_name(p->arena, to))));
}

static Str free_column(Planner *p, const TablePair *t, Str name)
{
    Str tried = str_format(p->arena, "moved_%.*s", STR_ARG(name));
    for (int i = 2;
         schema_find_column(t->from, tried) || schema_find_column(t->to, tried); i++)
        tried = str_format(p->arena, "moved_%.*s_%d", STR_ARG(name), i);
    return tried;
}

static bool clear_column_name(Planner *p, const TablePair *t, Str *now, size_t mine)
{
    Str wanted = t->columns[mine].to->name;
    for (size_t i = 0; i < t->n_columns; i++)
        if (i != mine && now[i].len && str_eq_nocase(now[i], wanted)) {
            Str aside = free_column(p, t, wanted);
            if (!rename_column(p, t->to->name, now[i], aside))
                return false;
            now[i] = aside;
        }
    return true;
}

static bool rename_columns(Planner *p, const TablePair *t)
{
    Str *now = arena_many(p->arena, Str, t->n_columns + 1);
    for (size_t i = 0; i < t->n_columns; i++)
        if (t->columns[i].from)
            now[i] = t->columns[i].from->name;
    for (size_t i = 0; i < t->n_columns; i++) {
        const ColumnPair *c = &t->columns[i];
        if (!c->to || !c->from || str_eq_nocase(now[i], c->to->name))
            continue;
        if (!clear_column_name(p, t, now, i) ||
            !rename_column(p, t->to->name, now[i], c->to->name))
            return false;
        now[i] = c->to->name;
    }
    for (size_t i = 0; i < t->n_columns; i++)
        if (t->columns[i].to && !t->columns[i].from && !clear_column_name(p, t, now, i))
            return false;
    return true;
}

bool planner_rename(Planner *p)
{
    if (!rename_tables(p))
        return false;
    for (size_t i = 0; i < p->match->n_tables; i++) {
        const TablePair *t = &p->match->tables[i];
        if (t->from && t->to && !t->to->virtual_table && !rename_columns(p, t))
            return false;
    }
    return planner_look(p);
}
