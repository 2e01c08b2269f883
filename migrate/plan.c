// plan.c - the statements that turn one schema into another, in their order.
//
//     views, triggers and indexes that go or change   DROP
//     names                                           plan_names.c
//     new tables                                      CREATE TABLE
//     tables that change                              ALTER TABLE, or rebuild.c
//     tables that go, children first                  DROP TABLE
//     indexes, views, triggers that are not there     CREATE

#include "migrate/plan.h"

#include "migrate/planner.h"
#include "migrate/sqltext.h"

bool planner_fail(Planner *p, PlanStatus status, Str why)
{
    if (p->status == PLAN_OK) {
        p->status = status;
        p->why = why;
    }
    return false;
}

bool planner_run(Planner *p, Str sql)
{
    if (!shadow_run(&p->shadow, sql)) {
        bool broken = str_starts(p->shadow.why, "error in "); // a view, by itself
        return planner_fail(p, broken ? PLAN_REFUSED : PLAN_BUG,
                            str_format(p->arena, "%.*s\nin: %.*s",
                                       STR_ARG(p->shadow.why), STR_ARG(sql)));
    }
    *arena_push(p->arena, p->statements, Str) = sql;
    p->is_looked = false;
    return true;
}

static bool is_left_alone(const Schema *from, const SchemaObject *o)
{
    const SchemaObject *was = schema_find_object(from, o->kind, o->name);
    return was && was->unmanaged;
}

bool planner_look(Planner *p)
{
    if (p->is_looked)
        return true;
    if (!shadow_read(&p->shadow, &p->now))
        return planner_fail(p, PLAN_BUG, p->shadow.why);
    for (size_t i = 0; i < p->now.n_tables; i++) {
        const SchemaTable *was = schema_find_table(p->from, p->now.tables[i].name);
        p->now.tables[i].unmanaged =
            was && was->unmanaged && !schema_find_table(p->to, was->name);
    }
    for (size_t i = 0; i < p->now.n_objects; i++) {
        SchemaObject *o = &p->now.objects[i];
        o->unmanaged =
            is_left_alone(p->from, o) && !schema_find_object(p->to, o->kind, o->name);
    }
    p->is_looked = true;
    return true;
}

// --- what stands on tables ---------------------------------------------------

static bool goes(const Planner *p, const SchemaTable *t)
{
    return t && !t->unmanaged && !schema_find_table(p->to, t->name);
}

static const char *const words[] = {"INDEX", "VIEW", "TRIGGER"};

bool planner_drop(Planner *p, const SchemaObject *o)
{
    return planner_run(p, str_format(p->arena, "DROP %s %.*s", words[o->kind],
                                     STR_ARG(sql_name(p->arena, o->name))));
}

static bool changes(const Planner *p, const SchemaObject *o)
{
    const SchemaObject *to = schema_find_object(p->to, o->kind, o->name);
    return !o->unmanaged && !(to && object_equal(o, to));
}

static bool drop_indexes(Planner *p)
{
    bool ok = true;
    for (size_t i = p->now.n_objects; ok && i-- > 0;) {
        const SchemaObject *o = &p->now.objects[i];
        bool with_table = goes(p, schema_find_table(&p->now, o->table));
        if (o->kind == OBJECT_INDEX && changes(p, o) && !with_table)
            ok = planner_drop(p, o);
    }
    return ok && planner_look(p);
}

// They may stand in the way of any other change, and so do those that read them: SQLite
// renames nothing while a view lacks what it reads.
static bool drop_views(Planner *p)
{
    bool *affected = arena_many(p->arena, bool, p->now.n_objects + 1);
    for (size_t i = 0; i < p->now.n_objects; i++) {
        const SchemaObject *o = &p->now.objects[i];
        if (o->kind == OBJECT_INDEX || !changes(p, o))
            continue;
        affected[i] = true;
        if (o->kind == OBJECT_VIEW)
            planner_mark(p, affected, o->name);
    }
    for (size_t i = 0; i < p->now.n_objects; i++)
        if (affected[i] && p->now.objects[i].unmanaged)
            *arena_push(p->arena, p->kept, SchemaObject) = p->now.objects[i];
    return planner_drop_marked(p, affected, (Str){0}) && planner_look(p);
}

static bool create_object(Planner *p, const SchemaObject *o)
{
    if (schema_find_object(&p->now, o->kind, o->name) || planner_run(p, o->sql))
        return true;
    if (o->unmanaged) {
        p->status = PLAN_REFUSED;
        p->why = str_format(
            p->arena, "%s %.*s, which is not in the schema, cannot stay: %.*s",
            object_word(o->kind), STR_ARG(o->name), STR_ARG(p->shadow.why));
    }
    return false;
}

// What was dropped for a rebuild comes back as it was.
static bool create_objects(Planner *p)
{
    bool ok = planner_look(p);
    for (int kind = OBJECT_INDEX; kind <= OBJECT_TRIGGER; kind++) {
        for (size_t i = 0; ok && i < p->kept.n; i++)
            if ((int)p->kept.items[i].kind == kind)
                ok = create_object(p, &p->kept.items[i]) && planner_look(p);
        for (size_t i = 0; ok && i < p->to->n_objects; i++)
            if ((int)p->to->objects[i].kind == kind)
                ok = create_object(p, &p->to->objects[i]);
        ok = ok && planner_look(p);
    }
    return ok;
}

// --- tables ------------------------------------------------------------------

static bool create_tables(Planner *p)
{
    bool ok = true;
    for (size_t i = 0; ok && i < p->to->n_tables; i++)
        if (!schema_find_table(&p->now, p->to->tables[i].name))
            ok = planner_run(p, p->to->tables[i].sql);
    return ok && planner_look(p);
}

// The next table to drop: one that no other refers to, if there is one.
static const SchemaTable *next_to_drop(const Planner *p)
{
    const SchemaTable *any = NULL;
    for (size_t i = 0; i < p->now.n_tables; i++) {
        const SchemaTable *t = &p->now.tables[i];
        bool free = goes(p, t);
        any = free ? t : any;
        for (size_t k = 0; free && k < p->now.n_tables; k++)
            free = k == i || !table_refers_to(&p->now.tables[k], t->name);
        if (free)
            return t;
    }
    return any;
}

static bool drop_tables(Planner *p)
{
    const SchemaTable *t;
    while ((t = next_to_drop(p))) {
        for (size_t i = 0; i < p->now.n_tables; i++)
            p->guarded = p->guarded || (&p->now.tables[i] != t &&
                                        table_refers_to(&p->now.tables[i], t->name));
        p->drops_own = p->drops_own || table_refers_to(t, t->name);
        if (!planner_run(p, str_format(p->arena, "DROP TABLE %.*s",
                                       STR_ARG(sql_name(p->arena, t->name)))) ||
            !planner_look(p))
            return false;
    }
    return true;
}

// --- a table that changes ----------------------------------------------------

// Old rows have the default as it is written, new ones as the column's type has it: of
// `text DEFAULT false` 0 and '0'.
static bool is_one_value(Shadow *s, Str column)
{
    Str name = sql_name(s->arena, column);
    Str sql = str_format(s->arena,
                         "SELECT count(DISTINCT typeof(%.*s) || quote(%.*s)) = 1 FROM "
                         "_weave_probe",
                         STR_ARG(name), STR_ARG(name));
    sqlite3_stmt *stmt = NULL;
    bool one = sqlite3_prepare_v2(s->db, sql.ptr, -1, &stmt, NULL) == SQLITE_OK &&
               sqlite3_step(stmt) == SQLITE_ROW && sqlite3_column_int(stmt, 0);
    sqlite3_finalize(stmt);
    return one;
}

// Whether SQLite adds such a column to a table that has rows, as a rebuild would. NOT NULL
// without a default it does not, however it is done; and what is generated reads columns
// that a probe has not.
static bool can_be_added(Planner *p, const SchemaColumn *c, Str definition)
{
    Shadow *s = &p->shadow;
    if (c->primary_key || c->constraints.len || (c->generated.ptr && c->stored))
        return false;
    if (c->generated.ptr || (c->not_null && !c->has_default))
        return true;
    Str sql = str_format(p->arena, "ALTER TABLE _weave_probe ADD COLUMN %.*s",
                         STR_ARG(definition));
    bool ok = shadow_run(s, S("SAVEPOINT probe")) &&
              shadow_run(s, S("CREATE TABLE _weave_probe (_weave_row)")) &&
              shadow_run(s, S("INSERT INTO _weave_probe VALUES (1)")) &&
              shadow_run(s, sql) &&
              shadow_run(s, S("INSERT INTO _weave_probe (_weave_row) VALUES (2)")) &&
              is_one_value(s, c->name);
    shadow_run(s, S("ROLLBACK TO probe"));
    shadow_run(s, S("RELEASE probe"));
    return ok;
}

static bool has_references(Planner *p, Str definition)
{
    Tokens t = sql_tokens(p->arena, definition);
    for (size_t i = 0; i < t.n; i++)
        if (token_is(&t, i, "REFERENCES"))
            return true;
    return false;
}

// A foreign key of one column that is added with it stands behind it.
static Str definition(Planner *p, const SchemaTable *to, const SchemaColumn *c)
{
    if (has_references(p, c->definition))
        return c->definition;
    for (size_t i = 0; i < to->n_keys; i++) {
        const SchemaKey *k = &to->keys[i];
        if (k->n_columns != 1 || !str_eq_nocase(k->columns[0], c->name))
            continue;
        Str foreign = {0};
        if (k->n_foreign_columns)
            foreign = str_format(p->arena, "(%.*s)",
                                 STR_ARG(sql_name(p->arena, k->foreign_columns[0])));
        return str_format(
            p->arena, "%.*s REFERENCES %.*s%.*s ON UPDATE %.*s ON DELETE %.*s",
            STR_ARG(c->definition), STR_ARG(sql_name(p->arena, k->table)),
            STR_ARG(foreign), STR_ARG(k->on_update), STR_ARG(k->on_delete));
    }
    return c->definition;
}

static bool is_added(const SchemaTable *now, const SchemaTable *to, size_t i)
{
    return !schema_find_column(now, to->columns[i].name);
}

// The ALTERs that might do; false if one of them cannot.
static bool list_alters(Planner *p, const SchemaTable *now, const SchemaTable *to,
                        StrList *out)
{
    Str name = sql_name(p->arena, to->name);
    for (size_t i = 0; i < now->n_columns; i++)
        if (!schema_find_column(to, now->columns[i].name))
            *arena_push(p->arena, *out, Str) =
                str_format(p->arena, "ALTER TABLE %.*s DROP COLUMN %.*s", STR_ARG(name),
                           STR_ARG(sql_name(p->arena, now->columns[i].name)));
    for (size_t i = 0; i < to->n_columns; i++) {
        if (!is_added(now, to, i))
            continue;
        Str text = definition(p, to, &to->columns[i]);
        // Of these ADD COLUMN refuses a default, or does not look whether it fits.
        bool refuses = to->strict || has_references(p, text);
        if ((refuses && to->columns[i].has_default) ||
            !can_be_added(p, &to->columns[i], text))
            return false;
        *arena_push(p->arena, *out, Str) = str_format(
            p->arena, "ALTER TABLE %.*s ADD COLUMN %.*s", STR_ARG(name), STR_ARG(text));
    }
    return true;
}

// True if ALTER TABLE alone makes of it what is wanted; else nothing has happened.
static bool alter_in_place(Planner *p, const SchemaTable *now, const SchemaTable *to)
{
    StrList alters = {0};
    Schema after;
    if (!list_alters(p, now, to, &alters) || alters.n == 0)
        return false;
    bool ok = shadow_run(&p->shadow, S("SAVEPOINT alter_table"));
    for (size_t i = 0; ok && i < alters.n; i++)
        ok = shadow_run(&p->shadow, alters.items[i]);
    ok = ok && shadow_read(&p->shadow, &after) &&
         table_equal(schema_find_table(&after, to->name), to);
    if (!ok)
        shadow_run(&p->shadow, S("ROLLBACK TO alter_table"));
    shadow_run(&p->shadow, S("RELEASE alter_table"));
    for (size_t i = 0; ok && i < alters.n; i++)
        *arena_push(p->arena, p->statements, Str) = alters.items[i];
    p->is_looked = !ok;
    return ok && planner_look(p);
}

static bool replace_virtual(Planner *p, const SchemaTable *to)
{
    return planner_run(p, str_format(p->arena, "DROP TABLE %.*s",
                                     STR_ARG(sql_name(p->arena, to->name)))) &&
           planner_run(p, to->sql) && planner_look(p);
}

static bool alter_tables(Planner *p)
{
    for (size_t i = 0; i < p->to->n_tables; i++) {
        const SchemaTable *to = &p->to->tables[i];
        const SchemaTable *now = schema_find_table(&p->now, to->name);
        if (!now || table_equal(now, to))
            continue;
        bool ok = to->virtual_table || now->virtual_table
                      ? replace_virtual(p, to)
                      : alter_in_place(p, now, to) || planner_rebuild(p, now, to);
        if (!ok)
            return false;
    }
    return true;
}

// --- the proof ---------------------------------------------------------------

// What was broken before is not the plan's fault.
static bool accepted_before(Planner *p, const SchemaObject *o)
{
    const SchemaObject *was = schema_find_object(p->from, o->kind, o->name);
    Shadow before;
    bool accepted = !was || !shadow_open(&before, p->arena) ||
                    !shadow_build(&before, p->from) || shadow_accepts(&before, was);
    if (was)
        shadow_close(&before);
    return accepted;
}

// What stands in the schema and is left alone must still be sound.
static bool accepts_objects(Planner *p, const Schema *s, Str *why)
{
    bool ok = true;
    for (size_t i = 0; ok && i < s->n_objects; i++) {
        const SchemaObject *o = &s->objects[i];
        ok = shadow_accepts(&p->shadow, o) || !accepted_before(p, o);
        if (!ok)
            *why = str_format(p->arena, "%s %.*s would no longer work: %.*s",
                              object_word(o->kind), STR_ARG(o->name),
                              STR_ARG(p->shadow.why));
    }
    return ok;
}

static bool prove(Planner *p)
{
    Schema managed = p->now;
    Str why;
    managed.n_tables = managed.n_objects = 0;
    managed.tables = arena_many(p->arena, SchemaTable, p->now.n_tables + 1);
    managed.objects = arena_many(p->arena, SchemaObject, p->now.n_objects + 1);
    for (size_t i = 0; i < p->now.n_tables; i++)
        if (!p->now.tables[i].unmanaged)
            managed.tables[managed.n_tables++] = p->now.tables[i];
    for (size_t i = 0; i < p->now.n_objects; i++)
        if (!p->now.objects[i].unmanaged)
            managed.objects[managed.n_objects++] = p->now.objects[i];
    if (!schema_equal(&managed, p->to))
        return planner_fail(p, PLAN_BUG,
                            S("the plan does not lead to the schema that is wanted"));
    return accepts_objects(p, &p->now, &why) || planner_fail(p, PLAN_REFUSED, why);
}

// --- together ----------------------------------------------------------------

static bool carry_out(Planner *p)
{
    return shadow_build(&p->shadow, p->from) && planner_look(p) && drop_views(p) &&
           planner_rename(p) && drop_views(p) && drop_indexes(p) && create_tables(p) &&
           alter_tables(p) && drop_tables(p) && create_objects(p) && prove(p);
}

// Fails before anything is lost if foreign keys are on.
static void put_guard(Arena *a, StrList *out)
{
    *arena_push(a, *out, Str) =
        S("CREATE TABLE `_weave_guard` (\n\t`foreign_keys` integer,\n\t"
          "CONSTRAINT `foreign_keys_must_be_off` CHECK (`foreign_keys` = 0)\n)");
    *arena_push(a, *out, Str) =
        S("INSERT INTO `_weave_guard` SELECT foreign_keys FROM pragma_foreign_keys");
    *arena_push(a, *out, Str) = S("DROP TABLE `_weave_guard`");
}

static void finish(Planner *p, Plan *out)
{
    StrList list = {0};
    bool off = p->rebuilt.n || p->guarded || p->drops_own;
    if (off)
        *arena_push(p->arena, list, Str) = S("PRAGMA foreign_keys=OFF");
    if (p->guarded)
        put_guard(p->arena, &list);
    for (size_t i = 0; i < p->statements.n; i++)
        *arena_push(p->arena, list, Str) = p->statements.items[i];
    if (off)
        *arena_push(p->arena, list, Str) = S("PRAGMA foreign_keys=ON");
    out->statements = list.items;
    out->n_statements = list.n;
    out->rebuilt = p->rebuilt.items;
    out->n_rebuilt = p->rebuilt.n;
}

PlanStatus plan_make(Plan *out, Arena *a, const Schema *from, const Schema *to,
                     const Hint *hints, size_t n_hints)
{
    *out = (Plan){.match = schema_match(a, from, to, hints, n_hints)};
    if (out->match.wrong.len) {
        out->why = out->match.wrong;
        return PLAN_REFUSED;
    }
    if (out->match.n_questions)
        return PLAN_ASKS;
    out->changes = schema_diff(a, from, to, &out->match);
    Planner p = {.arena = a, .from = from, .to = to, .match = &out->match};
    if (!shadow_open(&p.shadow, a) || !carry_out(&p))
        planner_fail(&p, PLAN_REFUSED, p.shadow.why);
    shadow_close(&p.shadow);
    out->why = p.why;
    if (p.status == PLAN_OK)
        finish(&p, out);
    return p.status;
}
