// migrations.c - the catalog's migrations as the runtime takes them.

#include "migrate/migrations.h"

#include <stdlib.h>
#include <string.h>

Str migrations_place(Arena *a, const Catalog *c, Diag *d, Span at)
{
    bool known = at.file > 0 && at.file <= c->n_sources;
    Str name = known ? c->sources[at.file - 1].name : S("migration");
    return str_format(a, "%.*s:%u", STR_ARG(name), (unsigned)diag_line(d, at));
}

static WeaveMigration migration_of(Arena *a, const Catalog *c, const Migration *m,
                                   Diag *d)
{
    WeaveStep *steps = arena_many(a, WeaveStep, m->n_statements);
    for (size_t i = 0; i < m->n_statements; i++)
        steps[i] =
            (WeaveStep){.place = migrations_place(a, c, d, m->statements[i].at).ptr,
                        .sql = m->statements[i].sql.ptr};
    return (WeaveMigration){.name = m->name.ptr,
                            .hash = m->hash.ptr,
                            .created_at = strtoll(m->created_at.ptr, NULL, 10),
                            .steps = steps,
                            .count = m->n_statements};
}

const WeaveMigrations *migrations_of(Arena *a, const Catalog *c, Diag *d)
{
    WeaveMigration *items = arena_many(a, WeaveMigration, c->n_migrations);
    for (size_t i = 0; i < c->n_migrations; i++)
        items[i] = migration_of(a, c, &c->migrations[i], d);
    WeaveMigrations *all = arena_new(a, WeaveMigrations);
    *all = (WeaveMigrations){.table = c->settings.migrations_table.ptr,
                             .by_name = c->settings.migrations_by_name,
                             .items = items,
                             .count = c->n_migrations,
                             .migrator = &WEAVE_MIGRATOR};
    return all;
}

static Span find_place(const Catalog *c, const WeaveMigrations *m, const char *place)
{
    for (size_t i = 0; i < m->count; i++) {
        if (m->items[i].name == place)
            return c->migrations[i].at;
        for (size_t k = 0; k < m->items[i].count; k++)
            if (m->items[i].steps[k].place == place)
                return c->migrations[i].statements[k].at;
    }
    return m->count ? c->migrations[0].at : (Span){0};
}

void migrations_report(const Catalog *c, const WeaveMigrations *m, WeaveDb *db, Diag *d,
                       Severity severity)
{
    const char *place = weave_place(db), *said = weave_message(db);
    size_t len = strlen(place);
    if (len && strncmp(said, place, len) == 0 && strncmp(said + len, ": ", 2) == 0)
        said += len + 2;
    diag_report(d, severity, find_place(c, m, place), DIAG_W340, "%s", said);
}
