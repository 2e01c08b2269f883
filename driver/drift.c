// drift.c - `weave diff` and `weave pull`: a database beside the schema.

#include "driver/drift.h"

#include "catalog/drizzle_print.h"
#include "driver/generate.h"
#include "driver/progress.h"
#include "migrate/pull.h"

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
    Str text = drizzle_print(a, &catalog);
    fwrite(text.ptr, 1, text.len, stdout);
    for (size_t i = 0; i < unsaid.n; i++)
        fprintf(stderr, "weave: Drizzle cannot say it: %.*s\n",
                STR_ARG(unsaid.items[i]));
    return 0;
}
