// drift.c - `weave diff` and `weave pull`: a database beside the schema; and
// `weave shadow`, the schema as Drizzle's TypeScript.

#include "driver/drift.h"

#include "base/sha256.h"
#include "catalog/drizzle_print.h"
#include "driver/generate.h"
#include "driver/progress.h"
#include "driver/try.h"
#include "migrate/pull.h"
#include "migrate/shadow.h"
#include "stage2_midstage/weave_build.h"

#include <sqlite3.h>

// What only stands in the database is a difference, too.
static void own_all(Schema *s)
{
    for (size_t i = 0; i < s->n_tables; i++)
        s->tables[i].unmanaged = false;
    for (size_t i = 0; i < s->n_objects; i++)
        s->objects[i].unmanaged = false;
}

// What the folder remembers helps to tell a rename; a folder there need not be.
static int read_there(Weave *w, Schema *there)
{
    History history = {0};
    sqlite3 *db = NULL;
    Arena *a = w->project.arena;
    Str why;
    if (!w->project.options->db)
        return schema_of_folder(w, there, &history);
    int status = schema_of_database(w, &db, there);
    sqlite3_close(db);
    if (status != 0 || !w->project.config.migrations.len)
        return status;
    if (history_read(a, sources_loader(&w->project.sources),
                     w->project.config.migrations, &history, &why))
        history_mark(&history, there);
    return 0;
}

int run_diff(Weave *w)
{
    Schema today, there;
    int status = schema_today(w, &today);
    if (status == 0)
        status = read_there(w, &there);
    if (status != 0)
        return status;
    own_all(&there);
    Match match = schema_match(w->project.arena, &there, &today, NULL, 0);
    Changes changes = schema_diff(w->project.arena, &there, &today, &match);
    for (size_t i = 0; i < changes.n; i++)
        printf("%.*s\n", STR_ARG(change_words(w->project.arena, &changes.items[i])));
    if (changes.n == 0)
        report(w->project.options, "no difference");
    return changes.n ? 1 : 0;
}

// What of it Drizzle cannot say goes to stderr.
static int print_drizzle(Weave *w, const Catalog *c, const Unsaid *unsaid)
{
    Str text = drizzle_print(w->project.arena, c);
    fwrite(text.ptr, 1, text.len, stdout);
    for (size_t i = 0; i < unsaid->n; i++)
        fprintf(stderr, "weave: Drizzle cannot say it: %.*s\n",
                STR_ARG(unsaid->items[i]));
    return 0;
}

// What only the migrations make was made by hand, and stays.
static void leave_others(Schema *there, const Schema *today)
{
    for (size_t i = 0; i < there->n_tables; i++)
        there->tables[i].unmanaged = !schema_find_table(today, there->tables[i].name);
    for (size_t i = 0; i < there->n_objects; i++)
        there->objects[i].unmanaged =
            !schema_find_object(today, there->objects[i].kind, there->objects[i].name);
}

static bool is_in_shape(ChangeKind kind)
{
    return kind != CHANGE_TABLE_ALTERED && kind != CHANGE_COLUMN_ALTERED &&
           kind != CHANGE_OBJECT_ADDED && kind != CHANGE_OBJECT_ALTERED;
}

static Changes find_drift(Arena *a, const Catalog *c)
{
    Schema today, there;
    const Statement *failed;
    Str why;
    if (!schema_of_catalog(a, c, &today, &why) ||
        !schema_of_migrations(a, c, &there, &failed, &why))
        return (Changes){0};
    leave_others(&there, &today);
    Match match = schema_match(a, &there, &today, NULL, 0);
    Changes changes = schema_diff(a, &there, &today, &match);
    for (size_t i = 0; i < changes.n; i++)
        if (is_in_shape(changes.items[i].kind))
            return (Changes){0}; // the midstage has said so
    return changes;
}

// Of all that the comparison depends on.
static Str hash_both(Arena *a, const Catalog *c)
{
    Buf b = {.arena = a};
    size_t n;
    const Ddl *ddl = catalog_ddl(a, c, &n);
    buf_format(&b, "%s %s", WEAVE_VERSION, sqlite3_sourceid());
    for (size_t i = 0; i < n; i++)
        buf_format(&b, ";%.*s", STR_ARG(ddl[i].sql));
    for (size_t i = 0; i < c->n_migrations; i++)
        for (size_t k = 0; k < c->migrations[i].n_statements; k++)
            buf_format(&b, ";%.*s", STR_ARG(c->migrations[i].statements[k].sql));
    return sha256_hex(a, buf_str(&b));
}

// A thousand tables take a second: what has agreed once is not compared again. 1.0's
// folders say some of it otherwise (UNIQUE as a constraint), and mean the same.
void warn_of_drift(Weave *w)
{
    Project *p = &w->project;
    const Catalog *c = &w->catalog;
    if (!c->n_migrations || c->settings.migrations_by_name || p->options->dry)
        return;
    Str hash = hash_both(p->arena, c), agreed;
    const char *path = path_join(p->arena, str_z(p->midstage), S("agreed")).ptr;
    if (file_read(p->arena, path, &agreed) && str_eq(agreed, hash))
        return;
    Changes changes = find_drift(p->arena, c);
    for (size_t i = 0; i < changes.n; i++)
        diag_report(p->diag, SEVERITY_WARNING, c->migrations[c->n_migrations - 1].at,
                    DIAG_W341, "the migrations do not make all of the schema: %.*s",
                    STR_ARG(change_words(p->arena, &changes.items[i])));
    if (changes.n)
        diag_note(p->diag, (Span){0},
                  "\"weave migrate generate\" writes what is missing");
    else
        file_write_if_changed(path, hash, NULL); // else it is compared again
}

int run_pull(Weave *w)
{
    Schema there;
    Unsaid unsaid = {0};
    Arena *a = w->project.arena;
    if (!w->project.options->db)
        return options_refuse("pull wants a database: --db FILE");
    int status = read_there(w, &there);
    if (status != 0)
        return status;
    Catalog catalog = schema_to_catalog(a, &there, &unsaid);
    return print_drizzle(w, &catalog, &unsaid);
}

static bool has_view(const Catalog *c, Str name)
{
    for (size_t i = 0; i < c->n_views; i++)
        if (str_eq_nocase(c->views[i].name, name))
            return true;
    return false;
}

// Tables that TypeScript has said stay as it said them; of the others, as SQLite has them.
static void add_others(Arena *a, const Catalog *said, const Catalog *read, Catalog *out)
{
    Table *tables = arena_many(a, Table, said->n_tables + read->n_tables);
    View *views = arena_many(a, View, said->n_views + read->n_views);
    *out = (Catalog){.tables = tables, .views = views};
    for (size_t i = 0; i < said->n_tables; i++)
        tables[out->n_tables++] = said->tables[i];
    for (size_t i = 0; i < read->n_tables; i++)
        if (!catalog_find_table(said, read->tables[i].name))
            tables[out->n_tables++] = read->tables[i];
    for (size_t i = 0; i < said->n_views; i++)
        views[out->n_views++] = said->views[i];
    for (size_t i = 0; i < read->n_views; i++)
        if (!has_view(said, read->views[i].name))
            views[out->n_views++] = read->views[i];
}

int run_shadow(Weave *w)
{
    Arena *a = w->project.arena;
    Catalog all;
    Schema schema;
    Unsaid unsaid = {0};
    Str why = {0};
    size_t n;
    int status = stage_read(w);
    if (status != 0)
        return status;
    if (!w->catalog.n_statements)
        return print_drizzle(w, &w->catalog, &unsaid);
    const Ddl *statements = catalog_ddl(a, &w->catalog, &n);
    if (!schema_is_accepted(w, statements, n))
        return 1;
    if (!schema_of_catalog(a, &w->catalog, &schema, &why)) {
        diag_error(w->project.diag, (Span){0}, DIAG_W300, "%.*s", STR_ARG(why));
        return 1;
    }
    Catalog read = schema_to_catalog(a, &schema, &unsaid);
    add_others(a, &w->catalog, &read, &all);
    return print_drizzle(w, &all, &unsaid);
}
