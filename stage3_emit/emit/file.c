// file.c - the files of the output directory, each a table of contents.

#include "stage3_emit/emit/plan.h"

#include <stdlib.h>

// --- what every file has -----------------------------------------------------

enum { SOURCES_NAMED = 3 };

// "schema.ts", "a.ts and b.ts", "5 files": where the items with these places are from.
typedef struct Origins {
    Str names[SOURCES_NAMED];
    size_t n;
} Origins;

static void add_origin(Origins *o, Str name)
{
    for (size_t i = 0; i < o->n && i < SOURCES_NAMED; i++)
        if (str_eq(o->names[i], name))
            return;
    if (name.len && o->n < SOURCES_NAMED)
        o->names[o->n] = name;
    o->n += name.len > 0;
}

static Str origins_text(Arena *a, const Origins *o)
{
    if (o->n > SOURCES_NAMED)
        return S("many files");
    Buf b = {.arena = a};
    for (size_t i = 0; i < o->n; i++)
        buf_format(&b, "%s%.*s",
                   i == 0          ? ""
                   : i + 1 == o->n ? " and "
                                   : ", ",
                   STR_ARG(o->names[i]));
    return o->n ? buf_str(&b) : S("the schema");
}

static Str schema_origin(const Plan *p)
{
    Origins o = {0};
    for (size_t i = 0; i < p->n_tables; i++)
        add_origin(&o, plan_source(p, p->tables[i].at));
    const Catalog *c = p->checked->catalog;
    for (size_t i = 0; i < c->n_statements; i++)
        add_origin(&o, plan_source(p, c->statements[i].at));
    return origins_text(p->arena, &o);
}

static Str module_origin(const Plan *p, const ModulePlan *m)
{
    Origins o = {0};
    for (size_t i = 0; i < m->n_queries; i++)
        add_origin(&o, plan_source(p, m->queries[i].checked->query->at));
    for (size_t i = 0; i < m->n_models; i++)
        add_origin(&o, plan_source(p, m->models[i].model->at));
    return origins_text(p->arena, &o);
}

// A table may be called db, as weave's own file is; a module of queries may not.
Str plan_stem(const Plan *p, const ModulePlan *m)
{
    Str stem = name_snake(p->arena, m->name);
    return str_is(stem, "db") && !m->n_queries ? S("db_") : stem;
}

static void put_top(CWriter *w, const Plan *p, const char *stem, Str from)
{
    cw_let(w, "stem", str_z(stem));
    cw_let(w, "MEDIA", plan_spell(p, name_kept(p->arena, str_z(stem))).upper);
    cw_let(w, "from", from);
}

static void put_header_top(CWriter *w, const char *include)
{
    cw_let(w, "include", str_z(include));
    cw_comment(w, "", "$stem$.gen.h - made by weave from $from$. Edit that, not this.");
    cw_put(w, "\n"
              "#ifndef $MEDIA$_GEN_H\n"
              "#define $MEDIA$_GEN_H\n"
              "\n"
              "$include$"
              "\n"
              "#if WEAVE_ABI != 1\n"
              "#error \"made for another weave runtime: run weave again\"\n"
              "#endif\n"
              "\n"
              "#ifdef __cplusplus\n"
              "extern \"C\" {\n"
              "#endif\n"
              "\n");
}

static void put_header_end(CWriter *w)
{
    cw_put(w, "#ifdef __cplusplus\n"
              "}\n"
              "#endif\n"
              "\n"
              "#endif\n");
}

static void put_source_top(CWriter *w, bool uses_memset)
{
    cw_comment(w, "", "$stem$.gen.c - made by weave from $from$. Edit that, not this.");
    cw_put(w, "\n"
              "#include \"$stem$.gen.h\"\n"
              "\n");
    if (uses_memset)
        cw_put(w, "#include <string.h>\n"
                  "\n");
}

// "// --- media.getById ----...", 80 columns.
static void put_rule(CWriter *w, Str title)
{
    title = cw_comment_text(w->out.arena, title);
    Buf b = {.arena = w->out.arena};
    buf_format(&b, "// --- %.*s ", STR_ARG(title));
    while (b.n < 79)
        buf_char(&b, '-');
    cw_let(w, "rule", buf_str(&b));
    cw_put(w, "$rule$\n"
              "\n");
}

// A blank line stands between things; the last one is not between.
static Str ended(CWriter *w)
{
    Str text = cw_end(w);
    while (str_ends(text, "\n\n"))
        text.len--;
    return text;
}

// --- db-tables.gen -----------------------------------------------------------

Str emit_tables_header(const Plan *p)
{
    CWriter w = {.out.arena = p->arena};
    put_top(&w, p, "db-tables", schema_origin(p));
    put_header_top(&w, "#include \"weave.h\"\n");
    for (size_t i = 0; i < p->n_enums; i++)
        put_enum_header(&w, &p->enums[i]);
    if (p->n_tables)
        put_rows_manual(&w);
    for (size_t i = 0; i < p->n_tables; i++)
        put_row_header(&w, &p->tables[i]);
    put_header_end(&w);
    return ended(&w);
}

Str emit_tables_source(const Plan *p)
{
    CWriter w = {.out.arena = p->arena};
    put_top(&w, p, "db-tables", schema_origin(p));
    put_source_top(&w, p->n_tables > 0);
    for (size_t i = 0; i < p->n_enums; i++)
        put_enum_source(&w, &p->enums[i]);
    for (size_t i = 0; i < p->n_tables; i++) {
        put_rule(&w, p->tables[i].what);
        put_row_source(&w, &p->tables[i]);
    }
    return ended(&w);
}

// --- a module ----------------------------------------------------------------

static bool fields_use_enum(const Field *fields, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (fields[i].type.set.len)
            return true;
    return false;
}

// Does the module need db-tables.gen.h?
static bool uses_tables(const ModulePlan *m)
{
    if (m->n_models)
        return true;
    for (size_t i = 0; i < m->n_queries; i++) {
        const QueryPlan *q = &m->queries[i];
        if (tree_uses_tables(q) || fields_use_enum(q->params, q->checked->n_params) ||
            (q->row && (q->row->table || q->row->n_parts ||
                        fields_use_enum(q->row->fields, q->row->n))))
            return true;
    }
    return false;
}

static bool has_tree(const ModulePlan *m)
{
    for (size_t i = 0; i < m->n_queries; i++)
        if (m->queries[i].n_levels)
            return true;
    return false;
}

static bool has_list(const ModulePlan *m)
{
    for (size_t i = 0; i < m->n_rows; i++)
        if (m->rows[i]->gives_many)
            return true;
    return false;
}

static void put_left_out(CWriter *w, const ModelPlan *m)
{
    for (size_t i = 0; i < m->n_left_out; i++) {
        const Operation *op = m->left_out[i];
        cw_let(w, "module", m->model->module);
        cw_let(w, "name", op->name);
        cw_let(w, "why", op->left_out);
        cw_comment(w, "", "There is no operation $module$.$name$: $why$.");
    }
    if (m->n_left_out)
        cw_put(w, "\n");
}

static void put_model_header(CWriter *w, const ModelPlan *m)
{
    put_written_structs(w, m);
    if (has_hooks(m))
        put_hook_header(w, m);
    for (size_t i = 0; i < m->n_reads; i++)
        put_query_header(w, &m->reads[i]);
    for (size_t i = 0; i < m->n_operations; i++)
        put_operation_header(w, m, &m->operations[i]);
    put_left_out(w, m);
}

static void put_model_source(CWriter *w, const ModelPlan *m)
{
    if (m->inserts || m->patches)
        put_rule(w, str_format(w->out.arena, "what is written to %.*s",
                               STR_ARG(m->row->what)));
    put_written_binds(w, m);
    if (has_hooks(m))
        put_hook_source(w, m);
    for (size_t i = 0; i < m->n_reads; i++) {
        put_rule(w, m->reads[i].what);
        put_query_source(w, &m->reads[i]);
    }
    for (size_t i = 0; i < m->n_operations; i++) {
        put_rule(w, m->operations[i].query.what);
        put_operation_source(w, m, &m->operations[i]);
    }
}

// memset() is used by lists, by hooks, and where two statements share a row.
static bool clears(const ModulePlan *m)
{
    for (size_t i = 0; i < m->n_models; i++)
        if (has_hooks(&m->models[i]))
            return true;
    for (size_t i = 0; i < m->n_models; i++)
        for (size_t k = 0; k < m->models[i].n_operations; k++)
            if (m->models[i].operations[k].op->kind == OPERATION_SELECT_OR_INSERT)
                return true;
    return has_list(m);
}

Str emit_module_header(const Plan *p, const ModulePlan *m)
{
    CWriter w = {.out.arena = p->arena};
    Str stem = plan_stem(p, m);
    put_top(&w, p, stem.ptr, module_origin(p, m));
    Str tables = union_includes(p, m);
    put_header_top(&w, tables.len ? str_format(p->arena,
                                               "#include \"db-tables.gen.h\"\n\n%.*s",
                                               STR_ARG(tables))
                                        .ptr
                       : uses_tables(m) ? "#include \"db-tables.gen.h\"\n"
                                        : "#include \"weave.h\"\n");
    if (has_list(m))
        put_rows_manual(&w);
    for (size_t i = 0; i < m->n_rows; i++)
        put_row_header(&w, m->rows[i]);
    for (size_t i = 0; i < m->n_queries; i++)
        put_query_header(&w, &m->queries[i]);
    for (size_t i = 0; i < m->n_models; i++)
        put_model_header(&w, &m->models[i]);
    put_union_headers(&w, p, m);
    put_header_end(&w);
    return ended(&w);
}

Str emit_module_source(const Plan *p, const ModulePlan *m)
{
    CWriter w = {.out.arena = p->arena};
    Str stem = plan_stem(p, m);
    put_top(&w, p, stem.ptr, module_origin(p, m));
    put_source_top(&w, clears(m) || has_tree(m));
    for (size_t i = 0; i < m->n_rows; i++) {
        put_rule(&w, str_format(p->arena, "rows of %.*s", STR_ARG(m->rows[i]->what)));
        put_row_source(&w, m->rows[i]);
    }
    for (size_t i = 0; i < m->n_queries; i++) {
        put_rule(&w, m->queries[i].what);
        put_query_source(&w, &m->queries[i]);
    }
    for (size_t i = 0; i < m->n_models; i++)
        put_model_source(&w, &m->models[i]);
    if (has_unions(p, m))
        put_rule(&w, str_format(p->arena, "the cases of %.*s", STR_ARG(m->name)));
    put_union_sources(&w, p, m);
    return ended(&w);
}

// --- db.gen ------------------------------------------------------------------

static int by_bytes(const void *left, const void *right)
{
    return str_cmp(*(const Str *)left, *(const Str *)right);
}

// clang-format sorts includes.
static Str all_includes(const Plan *p)
{
    Str *names = arena_many(p->arena, Str, p->n_modules + 1);
    names[0] = S("#include \"db-tables.gen.h\"\n");
    for (size_t i = 0; i < p->n_modules; i++)
        names[i + 1] = str_format(p->arena, "#include \"%.*s.gen.h\"\n",
                                  STR_ARG(plan_stem(p, &p->modules[i])));
    qsort(names, p->n_modules + 1, sizeof *names, by_bytes);
    Buf b = {.arena = p->arena};
    for (size_t i = 0; i <= p->n_modules; i++)
        buf_put(&b, names[i]);
    return buf_str(&b);
}

static const Str open_params[] = {STR("const char *path"), STR("unsigned flags"),
                                  STR("WeaveDb **out")};
static const Str open_args[] = {STR("&$DB$_SCHEMA"), STR("path"), STR("flags"),
                                STR("out")};
static const Str migrate_args[] = {STR("&$DB$_SCHEMA"), STR("path"),
                                   STR("flags | WEAVE_OPEN_MIGRATE"), STR("out")};
static const Str wrap_params[] = {STR("struct sqlite3 *sqlite"), STR("unsigned flags"),
                                  STR("WeaveDb **out")};
static const Str wrap_args[] = {STR("&$DB$_SCHEMA"), STR("sqlite"), STR("flags"),
                                STR("out")};

static void let_db(CWriter *w, const Plan *p)
{
    Spelling db = plan_spell(p, S("db"));
    cw_let(w, "db", db.name);
    cw_let(w, "DB", db.upper);
}

static void put_migrate_prototype(CWriter *w, const Plan *p)
{
    if (!p->checked->migrates)
        return;
    cw_put(w, "\n"
              "// Opens a database after applying the migrations that it lacks; see\n"
              "// weave_migrate().\n"
              "WEAVE_MUST_CHECK\n");
    cw_call(w, "WeaveStatus $db$_migrate", open_params, 3, ";\n");
}

Str emit_db_header(const Plan *p)
{
    CWriter w = {.out.arena = p->arena};
    put_top(&w, p, "db", schema_origin(p));
    let_db(&w, p);
    put_header_top(&w, all_includes(p).ptr);
    cw_put(&w, "// The schema: its SQL, and what a database made by it looks like.\n"
               "extern const WeaveSchema $DB$_SCHEMA;\n"
               "\n"
               "// Opens a database of this schema; see weave_open().\n"
               "WEAVE_MUST_CHECK\n");
    cw_call(&w, "WeaveStatus $db$_open", open_params, 3, ";\n");
    cw_put(&w, "\n"
               "// Uses a connection that is open already; see weave_wrap().\n"
               "WEAVE_MUST_CHECK\n");
    cw_call(&w, "WeaveStatus $db$_wrap", wrap_params, 3, ";\n");
    put_migrate_prototype(&w, p);
    cw_put(&w, "\n");
    put_header_end(&w);
    return ended(&w);
}

static void put_register(CWriter *w)
{
    cw_put(w, "// The application's own SQL functions.\n"
              "#ifdef __cplusplus\n"
              "extern \"C\" {\n"
              "#endif\n"
              "int weave_register(struct sqlite3 *sqlite);\n"
              "#ifdef __cplusplus\n"
              "}\n"
              "#endif\n"
              "\n");
}

static void put_schema(CWriter *w, const Plan *p)
{
    const Checked *c = p->checked;
    if (c->ddl.len > C99_LITERAL || c->shape.len > C99_LITERAL)
        cw_put(w, "__extension__ ");
    cw_put(w, "const WeaveSchema $DB$_SCHEMA = {\n");
    cw_literals(w, "    ", schema_origin(p));
    cw_put(w, ",\n");
    cw_literals(w, "    ", c->ddl);
    cw_put(w, ",\n");
    cw_literals(w, "    ", c->shape);
    cw_let(w, "register",
           c->catalog->settings.has_functions ? S("weave_register") : S("NULL"));
    cw_let(w, "migrations", c->migrates ? S("&migrations") : S("NULL"));
    cw_let(w, "seeds", c->catalog->n_seeds ? S("seeds") : S("NULL"));
    cw_let(w, "n_seeds", str_format(p->arena, "%zu", c->catalog->n_seeds));
    cw_put(w, ",\n"
              "    $register$,\n"
              "    $migrations$,\n"
              "    $seeds$,\n"
              "    $n_seeds$,\n"
              "};\n"
              "\n");
}

static void put_migrate(CWriter *w, const Plan *p)
{
    if (!p->checked->migrates)
        return;
    cw_put(w, "\n");
    cw_call(w, "WeaveStatus $db$_migrate", open_params, 3, "\n");
    cw_put(w, "{\n");
    cw_call(w, "    return weave_open", migrate_args, 4, ";\n");
    cw_put(w, "}\n");
}

Str emit_db_source(const Plan *p)
{
    CWriter w = {.out.arena = p->arena};
    put_top(&w, p, "db", schema_origin(p));
    let_db(&w, p);
    put_source_top(&w, false);
    if (p->checked->catalog->settings.has_functions)
        put_register(&w);
    put_migrations(&w, p);
    put_seeds(&w, p);
    put_schema(&w, p);
    cw_call(&w, "WeaveStatus $db$_open", open_params, 3, "\n");
    cw_put(&w, "{\n");
    cw_call(&w, "    return weave_open", open_args, 4, ";\n");
    cw_put(&w, "}\n"
               "\n");
    cw_call(&w, "WeaveStatus $db$_wrap", wrap_params, 3, "\n");
    cw_put(&w, "{\n");
    cw_call(&w, "    return weave_wrap", wrap_args, 4, ";\n");
    cw_put(&w, "}\n");
    put_migrate(&w, p);
    return ended(&w);
}
