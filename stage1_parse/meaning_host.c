// meaning_host.c - the packages that weave knows, and what each exports.

#include "stage1_parse/meaning_builder.h"
#include "stage1_parse/meaning_collection.h"
#include "stage1_parse/meaning_join.h"
#include "stage1_parse/meaning_relations.h"
#include "stage1_parse/meaning_union.h"

static Value itself(Eval *e, const Call *c)
{
    (void)e;
    return argument(c, 0);
}

static const Function kit_functions[] = {{"defineConfig", itself, NULL}, {0}};

enum { PARTS = 9 };

typedef struct Package {
    const char *name;
    const Function *functions[PARTS];
} Package;

static const Package packages[] = {
    {"drizzle-orm/sqlite-core",
     {column_functions, table_functions, extra_functions, builder_functions}},
    {"drizzle-orm",
     {sql_functions, operator_functions, relation_functions, table_functions,
      orm_functions}},
    {"drizzle-orm/sql", {sql_functions, operator_functions}},
    {"drizzle-orm/relations", {relation_functions}},
    {"drizzle-orm/_relations", {relation_functions}}, // of 1.0: the old ones
    {"drizzle-kit", {kit_functions}},
    {"weave-orm",
     {query_functions, choice_functions, seed_functions, sql_functions,
      collection_functions, field_functions, field_wrappers, join_functions,
      union_functions}},
};

static const Function *find(const Function *functions, Str name)
{
    for (const Function *f = functions; f->name; f++)
        if (str_is(name, f->name))
            return f;
    return NULL;
}

// What a package really exports and weave does not understand is harmless until it is
// needed; what looks like a slip of one of its functions' names is said at once.
static Value lacking(Eval *e, const Package *package, Str name, Span at)
{
    Str names[128];
    size_t n = 0;
    for (size_t i = 0; i < PARTS && package->functions[i]; i++)
        for (const Function *f = package->functions[i]; f->name && n < 128; f++)
            names[n++] = str_z(f->name);
    bool near = name.len > 3 && str_nearest(name, names, n).len;
    if (!near)
        return eval_unknown(e, at, DIAG_W105,
                            "\"%.*s\" of %s is not understood by this version of weave",
                            STR_ARG(name), package->name);
    Value v =
        eval_fail(e, at, DIAG_W110, "%s has no \"%.*s\"", package->name, STR_ARG(name));
    eval_suggest(e, name, names, n);
    return v;
}

// One file may describe databases of several kinds. What comes of another's functions is
// harmless until a table of SQLite's needs it.
static bool import_foreign(Eval *e, Str package, Str name, Span at, Value *out)
{
    static const char *const dialects[][2] = {
        {"drizzle-orm/pg-core", "PostgreSQL"},
        {"drizzle-orm/mysql-core", "MySQL"},
        {"drizzle-orm/singlestore-core", "SingleStore"},
        {"drizzle-orm/gel-core", "Gel"}};
    for (size_t i = 0; i < sizeof dialects / sizeof *dialects; i++) {
        if (!str_is(package, dialects[i][0]))
            continue;
        *out = eval_unknown(e, at, DIAG_W103, "\"%.*s\" is %s's: it comes from \"%s\"",
                            STR_ARG(name), dialects[i][1], dialects[i][0]);
        out->unknown->open = true;
        out->unknown->owner = dialects[i][1];
        return true;
    }
    return false;
}

static bool import(Eval *e, Str package, Str name, Span at, Value *out)
{
    for (size_t i = 0; i < sizeof packages / sizeof *packages; i++) {
        if (!str_is(package, packages[i].name))
            continue;
        for (size_t k = 0; k < PARTS && packages[i].functions[k]; k++) {
            const Function *f = find(packages[i].functions[k], name);
            if (f) {
                *out = value_function(f, NULL, at);
                return true;
            }
        }
        *out = lacking(e, &packages[i], name, at);
        return true;
    }
    return import_foreign(e, package, name, at, out);
}

static bool global(Eval *e, Str name, Span at, Value *out)
{
    (void)e;
    const Function *f = find(query_functions, name);
    if (!f)
        f = find(choice_functions, name);
    if (!f)
        f = find(seed_functions, name);
    if (f)
        *out = value_function(f, NULL, at);
    return f != NULL;
}

static const Str globals[] = {STR("defineQuery"), STR("when"),
                              STR("orderBy"),     STR("defineModel"),
                              STR("defineSeed"),  STR("defineWeave")};

const Host meaning_host = {.import = import,
                           .global = global,
                           .globals = globals,
                           .n_globals = sizeof globals / sizeof *globals};
