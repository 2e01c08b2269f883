// migrations.c - the migration folder and the seeds as static data.

#include "migrate/migrations.h"
#include "stage3_emit/emit/plan.h"

static bool is_long(Str sql)
{
    return sql.len > C99_LITERAL;
}

static void put_one(CWriter *w, const Plan *p, Span at, Str sql)
{
    cw_put(w, "    {\n");
    cw_literals(w, "        ",
                migrations_place(p->arena, p->checked->catalog, p->diag, at));
    cw_put(w, ",\n");
    cw_literals(w, "        ", sql);
    cw_put(w, ",\n"
              "    },\n");
}

static void put_statements(CWriter *w, const Plan *p, const Migration *m)
{
    bool extended = false;
    for (size_t i = 0; i < m->n_statements; i++)
        extended = extended || is_long(m->statements[i].sql);
    cw_let(w, "extension", extended ? S("__extension__ ") : S(""));
    cw_put(w, "$extension$static const WeaveStep migration_$number$[] = {\n");
    for (size_t i = 0; i < m->n_statements; i++)
        put_one(w, p, m->statements[i].at, m->statements[i].sql);
    cw_put(w, "};\n"
              "\n");
}

static void put_list(CWriter *w, const Plan *p)
{
    const Catalog *c = p->checked->catalog;
    cw_put(w, "static const WeaveMigration migration_list[] = {\n");
    for (size_t i = 0; i < c->n_migrations; i++) {
        const Migration *m = &c->migrations[i];
        cw_let(w, "number", str_format(p->arena, "%zu", i + 1));
        cw_let(w, "time", m->created_at);
        cw_let(w, "count", str_format(p->arena, "%zu", m->n_statements));
        cw_let(w, "statements",
               m->n_statements ? str_format(p->arena, "migration_%zu", i + 1)
                               : S("NULL"));
        cw_put(w, "    {\n");
        cw_literals(w, "        ", m->name);
        cw_put(w, ",\n");
        cw_literals(w, "        ", m->hash);
        cw_put(w, ",\n"
                  "        $time$,\n"
                  "        $statements$,\n"
                  "        $count$,\n"
                  "    },\n");
    }
    cw_put(w, "};\n"
              "\n");
}

void put_migrations(CWriter *w, const Plan *p)
{
    const Catalog *c = p->checked->catalog;
    if (!p->checked->migrates)
        return;
    for (size_t i = 0; i < c->n_migrations; i++) {
        cw_let(w, "number", str_format(p->arena, "%zu", i + 1));
        if (c->migrations[i].n_statements)
            put_statements(w, p, &c->migrations[i]);
    }
    put_list(w, p);
    cw_let(w, "by_name",
           c->settings.migrations_by_name
               ? S("true, // names count, as in drizzle-orm 1.0")
               : S("false, // times count, as in a journal"));
    cw_let(w, "count", str_format(p->arena, "%zu", c->n_migrations));
    cw_put(w, "static const WeaveMigrations migrations = {\n");
    cw_literals(w, "    ", c->settings.migrations_table);
    cw_put(w, ",\n"
              "    $by_name$\n"
              "    migration_list,\n"
              "    $count$,\n"
              "    &WEAVE_MIGRATOR,\n"
              "};\n"
              "\n");
}

void put_seeds(CWriter *w, const Plan *p)
{
    const Catalog *c = p->checked->catalog;
    if (!c->n_seeds)
        return;
    bool extended = false;
    for (size_t i = 0; i < c->n_seeds; i++)
        extended = extended || is_long(c->seeds[i].sql);
    cw_let(w, "extension", extended ? S("__extension__ ") : S(""));
    cw_put(w, "// Parents before children.\n"
              "$extension$static const WeaveStep seeds[] = {\n");
    for (size_t i = 0; i < c->n_seeds; i++)
        put_one(w, p, c->seeds[i].at, c->seeds[i].sql);
    cw_put(w, "};\n"
              "\n");
}
