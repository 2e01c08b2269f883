// union.c - rows of a table that are one of several cases, as a tagged union of C.
//
// Written as if the union were content over media, with the case with_photo. The
// statements are queries of its module (catalog.h, DeclaredUnion); what is here puts
// their rows into the union, and out of it.

#include "stage3_emit/emit/plan.h"

typedef struct UnionPlan {
    const Plan *plan;
    const DeclaredUnion *said;
    const ModulePlan *module;
    const ModelPlan *base;
    Spelling is;
} UnionPlan;

static const QueryPlan *find_query(const UnionPlan *u, const char *verb, Str key)
{
    Str name = str_format(u->plan->arena, "%s_%.*s", verb, STR_ARG(key));
    for (size_t i = 0; i < u->module->n_queries; i++) {
        const Query *q = u->module->queries[i].checked->query;
        if (str_eq(name_snake(u->plan->arena, q->name), key.len ? name : str_z(verb)) &&
            str_eq(q->group, u->said->key))
            return &u->module->queries[i];
    }
    weave_bug("union %.*s has no %s", STR_ARG(u->said->key), verb);
}

static const OperationPlan *find_operation(const UnionPlan *u, OperationKind kind)
{
    for (size_t i = 0; i < u->base->n_operations; i++)
        if (u->base->operations[i].op->kind == kind)
            return &u->base->operations[i];
    return NULL;
}

static const Row *row_of(const UnionPlan *u, Str table)
{
    for (size_t i = 0; i < u->plan->n_tables; i++)
        if (str_eq(u->plan->tables[i].table->name, table))
            return &u->plan->tables[i];
    weave_bug("no row of table %.*s", STR_ARG(table));
}

static const ModelPlan *model_of(const Plan *p, Str table)
{
    for (size_t i = 0; i < p->n_modules; i++)
        for (size_t k = 0; k < p->modules[i].n_models; k++)
            if (str_eq(p->modules[i].models[k].model->table->name, table))
                return &p->modules[i].models[k];
    weave_bug("table %.*s has no operations", STR_ARG(table));
}

static UnionPlan union_of(const Plan *p, const ModulePlan *m, const DeclaredUnion *said)
{
    return (UnionPlan){p, said, m, model_of(p, said->table),
                       plan_spell(p, name_snake(p->arena, said->module))};
}

static bool is_of(const ModulePlan *m, const DeclaredUnion *said)
{
    return str_eq(m->name, said->module);
}

static void let_union(CWriter *w, const UnionPlan *u)
{
    const QueryPlan *read = find_query(u, "read", (Str){0});
    cw_let(w, "Content", u->is.type);
    cw_let(w, "content", u->is.name);
    cw_let(w, "CONTENT", u->is.upper);
    cw_let(w, "Media", u->base->row->is.type);
    cw_let(w, "MediaNew", u->base->inserted.type);
    cw_let(w, "what", u->base->row->what);
    cw_let(w, "ContentRead", read->row->is.type);
    cw_let(w, "read", read->is.name);
    cw_let(w, "read_all", find_query(u, "read_all", (Str){0})->is.name);
    cw_let(w, "key", name_member(w->out.arena, u->base->model->key[0]->name));
    cw_let(w, "at",
           read->place.len ? str_format(w->out.arena, " (%.*s)", STR_ARG(read->place))
                           : (Str){0});
    cw_let(w, "place", cw_comment_text(w->out.arena, read->place));
}

static void let_case(CWriter *w, const UnionPlan *u, const UnionCase *c)
{
    cw_let(w, "PhotoPost", row_of(u, c->table)->is.type);
    cw_let(w, "with_photo", name_member(w->out.arena, c->name));
    cw_let(w, "has",
           str_format(w->out.arena, "has_%.*s",
                      STR_ARG(name_kept(w->out.arena, c->name))));
    cw_let(w, "WITH_PHOTO", name_upper(w->out.arena, c->name));
    cw_let(w, "put", find_query(u, "put", c->name)->is.name);
    cw_let(w, "drop", find_query(u, "drop", c->name)->is.name);
}

// --- names -----------------------------------------------------------------------

void union_names(const Plan *p, Names *n)
{
    static const char *const types[] = {"", "New", "Case", "List"};
    static const char *const functions[] = {"get",    "list",   "insert", "update",
                                            "delete", "of_row", NULL};
    for (size_t i = 0; i < p->checked->catalog->n_unions; i++) {
        const DeclaredUnion *said = &p->checked->catalog->unions[i];
        Spelling is = plan_spell(p, name_snake(p->arena, said->module));
        names_owner(n, str_format(n->arena, "union %.*s", STR_ARG(said->key)),
                    said->at);
        for (size_t k = 0; k < sizeof types / sizeof *types; k++)
            names_add(n, str_format(n->arena, "%.*s%s", STR_ARG(is.type), types[k]));
        for (size_t k = 0; functions[k]; k++)
            names_add(n,
                      str_format(n->arena, "%.*s_%s", STR_ARG(is.name), functions[k]));
        names_add(n, str_format(n->arena, "%.*s_BASE", STR_ARG(is.upper)));
        for (size_t k = 0; k < said->n_cases; k++)
            names_add(n,
                      str_format(n->arena, "%.*s_%.*s", STR_ARG(is.upper),
                                 STR_ARG(name_upper(n->arena, said->cases[k].name))));
    }
}

// What the functions of the union call must be there.
void union_check(const Plan *p, Diag *d)
{
    static const OperationKind needed[] = {OPERATION_INSERT, OPERATION_DELETE};
    for (size_t i = 0; i < p->checked->catalog->n_unions; i++) {
        const DeclaredUnion *said = &p->checked->catalog->unions[i];
        UnionPlan u = {.plan = p, .said = said, .base = model_of(p, said->table)};
        for (size_t k = 0; k < 2; k++)
            if (!find_operation(&u, needed[k]))
                diag_error(d, said->at, DIAG_W172,
                           "\"%.*s\" has no operation to %s, which its union needs",
                           STR_ARG(said->table), k ? "delete" : "insert");
    }
}

// --- the header ------------------------------------------------------------------------

static void put_cases(CWriter *w, const UnionPlan *u)
{
    cw_put(w, "    union {\n");
    for (size_t i = 0; i < u->said->n_cases; i++) {
        let_case(w, u, &u->said->cases[i]);
        cw_put(w, "        $PhotoPost$ $with_photo$;\n");
    }
    cw_put(w, "    } as; // the member that which names\n");
}

static void put_types(CWriter *w, const UnionPlan *u)
{
    cw_comment(w, "", "Which case a row of $what$ is.");
    cw_put(w, "typedef enum $Content$Case {\n"
              "    $CONTENT$_BASE = 0, // none\n");
    for (size_t i = 0; i < u->said->n_cases; i++) {
        let_case(w, u, &u->said->cases[i]);
        cw_put(w, "    $CONTENT$_$WITH_PHOTO$,\n");
    }
    cw_put(w, "} $Content$Case;\n"
              "\n");
    cw_comment(w, "", "A row of $what$ with its case.");
    cw_put(w, "typedef struct $Content$ {\n"
              "    $Media$ base;\n"
              "    $Content$Case which;\n");
    put_cases(w, u);
    cw_put(w, "} $Content$;\n"
              "\n"
              "typedef struct $Content$List {\n"
              "    $Content$ *items;\n"
              "    size_t count;\n"
              "} $Content$List;\n"
              "\n");
    cw_comment(w, "",
               "A new row with its case, whose key is that of the new row. Start from "
               "{0}.");
    cw_put(w, "typedef struct $Content$New {\n"
              "    $MediaNew$ base;\n"
              "    $Content$Case which;\n");
    put_cases(w, u);
    cw_put(w, "} $Content$New;\n"
              "\n");
}

static void put_get(CWriter *w, const char *tail)
{
    static const Str params[] = {STR("WeaveDb *db"), STR("int64_t id"),
                                 STR("WeaveArena *mem"), STR("$Content$ *out")};
    cw_call(w, "WeaveStatus $content$_get", params, 4, tail);
}

static void put_list(CWriter *w, const char *tail)
{
    static const Str params[] = {STR("WeaveDb *db"), STR("WeaveArena *mem"),
                                 STR("$Content$List *out")};
    cw_call(w, "WeaveStatus $content$_list", params, 3, tail);
}

static void put_insert(CWriter *w, const char *tail)
{
    static const Str params[] = {STR("WeaveDb *db"), STR("const $Content$New *row"),
                                 STR("int64_t *id")};
    cw_call(w, "WeaveStatus $content$_insert", params, 3, tail);
}

static void put_update(CWriter *w, const char *tail)
{
    static const Str params[] = {STR("WeaveDb *db"), STR("const $Content$ *row")};
    cw_call(w, "WeaveStatus $content$_update", params, 2, tail);
}

static void put_delete(CWriter *w, const char *tail)
{
    static const Str params[] = {STR("WeaveDb *db"), STR("int64_t id")};
    cw_call(w, "WeaveStatus $content$_delete", params, 2, tail);
}

static void put_declared(CWriter *w, const char *comment,
                         void (*put)(CWriter *w, const char *tail))
{
    cw_comment(w, "", comment);
    cw_put(w, "WEAVE_MUST_CHECK\n");
    put(w, ";\n\n");
}

static void put_header(CWriter *w, const UnionPlan *u)
{
    let_union(w, u);
    put_types(w, u);
    put_declared(w,
                 "$content$.get$at$: one row, or WEAVE_NOT_FOUND. A row that is two "
                 "cases at once is WEAVE_TYPE, here and in a list.",
                 put_get);
    put_declared(w, "$content$.list: all rows, in the order of their keys.", put_list);
    put_declared(
        w,
        "$content$.insert: a new row and its case, both or none; *id, if wanted, "
        "is its key.",
        put_insert);
    put_declared(w,
                 "$content$.update: all of a row, or WEAVE_NOT_FOUND; what it was of "
                 "another case is gone.",
                 put_update);
    put_declared(w, "$content$.delete: a row and its case, or WEAVE_NOT_FOUND.",
                 put_delete);
}

// --- the source -------------------------------------------------------------------------------

static void put_of_row(CWriter *w, const UnionPlan *u)
{
    static const Str params[] = {STR("WeaveDb *db"), STR("const $ContentRead$ *row"),
                                 STR("$Content$ *out")};
    cw_comment(w, "",
               "No case is preferred to another: of two present neither is true.");
    cw_call(w, "static WeaveStatus $content$_of_row", params, 3, "\n{\n");
    cw_put(w, "    int cases = 0;\n");
    for (size_t i = 0; i < u->said->n_cases; i++) {
        let_case(w, u, &u->said->cases[i]);
        cw_put(w, "    cases += row->$has$;\n");
    }
    cw_put(w, "    memset(out, 0, sizeof *out);\n"
              "    if (cases > 1)\n");
    static const Str args[] = {STR("db"), STR("\"$place$ $content$\"")};
    cw_call(w, "        return weave_two_cases", args, 2, ";\n");
    cw_put(w, "    out->base = row->base;\n");
    for (size_t i = 0; i < u->said->n_cases; i++) {
        let_case(w, u, &u->said->cases[i]);
        cw_put(w, "    if (row->$has$) {\n"
                  "        out->which = $CONTENT$_$WITH_PHOTO$;\n"
                  "        out->as.$with_photo$ = row->$with_photo$;\n"
                  "    }\n");
    }
    cw_put(w, "    return WEAVE_OK;\n"
              "}\n"
              "\n");
}

static void put_reads(CWriter *w, const UnionPlan *u)
{
    static const Str alloc_args[] = {STR("mem"),
                                     STR("rows.count * sizeof *out->items")};
    bool keeps = find_query(u, "read", (Str){0})->row->keeps;
    put_get(w, "\n{\n");
    cw_put(w, "    $ContentRead$ row;\n");
    cw_put(w, keeps ? "    WeaveStatus status = $read$(db, id, mem, &row);\n"
                    : "    WeaveStatus status = $read$(db, id, &row);\n"
                      "    (void)mem;\n");
    cw_put(w,
           "    memset(out, 0, sizeof *out);\n"
           "    return status == WEAVE_OK ? $content$_of_row(db, &row, out) : status;\n"
           "}\n"
           "\n");
    put_list(w, "\n{\n");
    cw_put(w, "    $ContentRead$List rows;\n"
              "    WeaveStatus status = $read_all$(db, mem, &rows);\n"
              "    memset(out, 0, sizeof *out);\n"
              "    if (status != WEAVE_OK || rows.count == 0)\n"
              "        return status;\n");
    cw_call(w, "    out->items = ($Content$ *)weave_arena_alloc", alloc_args, 2, ";\n");
    cw_put(w, "    if (!out->items)\n"
              "        return WEAVE_NOMEM;\n"
              "    for (size_t i = 0; i < rows.count && status == WEAVE_OK; i++)\n"
              "        status = $content$_of_row(db, &rows.items[i], &out->items[i]);\n"
              "    out->count = status == WEAVE_OK ? rows.count : 0;\n"
              "    return status;\n"
              "}\n"
              "\n");
}

// $put$(db, key, row->as.with_photo.url, NULL), or with a struct of parameters.
static void put_case_call(CWriter *w, const UnionPlan *u, const UnionCase *c,
                          const char *key, const char *indent)
{
    Arena *a = w->out.arena;
    const QueryPlan *q = find_query(u, "put", c->name);
    const Row *row = row_of(u, c->table);
    size_t n = q->checked->n_params, n_keys = 0;
    Str *values = arena_many(a, Str, n + 2);
    values[0] = S("db");
    for (size_t i = 0; i < n; i++) {
        const ModelColumn *of = q->checked->params[i].from;
        Str value = str_z(key);
        for (size_t k = 0; of && !of->primary_key && k < row->n; k++)
            if (row->columns[k].origin == of)
                value =
                    str_format(a, "row->as.%.*s.%.*s", STR_ARG(name_member(a, c->name)),
                               STR_ARG(row->fields[k].name));
        n_keys += str_is(value, key);
        values[i + 1] = value;
    }
    if (n_keys != 1)
        weave_bug("union %.*s does not know its columns", STR_ARG(u->said->key));
    cw_let(w, "indent", str_z(indent));
    if (!query_in_struct(q)) {
        values[n + 1] = S("NULL");
        cw_call(w, "$indent$status = $put$", values, n + 2, ";\n");
        return;
    }
    cw_let(w, "Params", q->params_type);
    cw_put(w, "$indent$$Params$ params;\n"
              "$indent$memset(&params, 0, sizeof params);\n");
    for (size_t i = 0; i < n; i++) {
        cw_let(w, "member", q->params[i].name);
        cw_let(w, "value", values[i + 1]);
        cw_put(w, "$indent$params.$member$ = $value$;\n");
    }
    cw_put(w, "$indent$status = $put$(db, &params, NULL);\n");
}

static void put_begin(CWriter *w)
{
    cw_put(w, "    WeaveStatus status = weave_begin(db);\n"
              "    if (status != WEAVE_OK)\n"
              "        return status;\n");
}

static void put_writes(CWriter *w, const UnionPlan *u)
{
    const OperationPlan *update = find_operation(u, OPERATION_UPDATE);
    Str key =
        str_format(w->out.arena, "row->base.%.*s",
                   STR_ARG(name_member(w->out.arena, u->base->model->key[0]->name)));
    cw_let(w, "media_insert", find_operation(u, OPERATION_INSERT)->query.is.name);
    cw_let(w, "media_delete", find_operation(u, OPERATION_DELETE)->query.is.name);
    cw_let(w, "media_update", update ? update->query.is.name : (Str){0});
    put_insert(w, "\n{\n");
    cw_put(w, "    int64_t key = 0;\n");
    put_begin(w);
    cw_put(w, "    status = $media_insert$(db, &row->base, &key);\n");
    for (size_t i = 0; i < u->said->n_cases; i++) {
        let_case(w, u, &u->said->cases[i]);
        cw_put(
            w,
            "    if (status == WEAVE_OK && row->which == $CONTENT$_$WITH_PHOTO$) {\n");
        put_case_call(w, u, &u->said->cases[i], "key", "        ");
        cw_put(w, "    }\n");
    }
    cw_put(w, "    status = weave_finish(db, status);\n"
              "    if (id)\n"
              "        *id = status == WEAVE_OK ? key : 0;\n"
              "    return status;\n"
              "}\n"
              "\n");
    put_update(w, "\n{\n");
    put_begin(w);
    if (update)
        cw_put(w, "    status = $media_update$(db, &row->base);\n");
    for (size_t i = 0; i < u->said->n_cases; i++) {
        let_case(w, u, &u->said->cases[i]);
        cw_put(
            w,
            "    if (status == WEAVE_OK && row->which == $CONTENT$_$WITH_PHOTO$) {\n");
        put_case_call(w, u, &u->said->cases[i], key.ptr, "        ");
        cw_put(w, "    } else if (status == WEAVE_OK) {\n"
                  "        status = $drop$(db, row->base.$key$, NULL);\n"
                  "    }\n");
    }
    cw_put(w, "    return weave_finish(db, status);\n"
              "}\n"
              "\n");
    put_delete(w, "\n{\n");
    put_begin(w);
    for (size_t i = 0; i < u->said->n_cases; i++) {
        let_case(w, u, &u->said->cases[i]);
        cw_put(w, "    if (status == WEAVE_OK)\n"
                  "        status = $drop$(db, id, NULL);\n");
    }
    cw_put(w, "    if (status == WEAVE_OK)\n"
              "        status = $media_delete$(db, id);\n"
              "    return weave_finish(db, status);\n"
              "}\n"
              "\n");
}

// --- of a module -----------------------------------------------------------------------------------

bool has_unions(const Plan *p, const ModulePlan *m)
{
    for (size_t i = 0; i < p->checked->catalog->n_unions; i++)
        if (is_of(m, &p->checked->catalog->unions[i]))
            return true;
    return false;
}

// The headers of the tables that its unions are over.
Str union_includes(const Plan *p, const ModulePlan *m)
{
    Buf out = {.arena = p->arena};
    for (size_t i = 0; i < p->checked->catalog->n_unions; i++) {
        const DeclaredUnion *said = &p->checked->catalog->unions[i];
        if (!is_of(m, said))
            continue;
        for (size_t k = 0; k < p->n_modules; k++)
            for (size_t n = 0; n < p->modules[k].n_models && &p->modules[k] != m; n++)
                if (str_eq(p->modules[k].models[n].model->table->name, said->table))
                    buf_format(&out, "#include \"%.*s.gen.h\"\n",
                               STR_ARG(plan_stem(p, &p->modules[k])));
    }
    return buf_str(&out);
}

void put_union_headers(CWriter *w, const Plan *p, const ModulePlan *m)
{
    for (size_t i = 0; i < p->checked->catalog->n_unions; i++)
        if (is_of(m, &p->checked->catalog->unions[i])) {
            UnionPlan u = union_of(p, m, &p->checked->catalog->unions[i]);
            put_header(w, &u);
        }
}

void put_union_sources(CWriter *w, const Plan *p, const ModulePlan *m)
{
    for (size_t i = 0; i < p->checked->catalog->n_unions; i++)
        if (is_of(m, &p->checked->catalog->unions[i])) {
            UnionPlan u = union_of(p, m, &p->checked->catalog->unions[i]);
            let_union(w, &u);
            put_of_row(w, &u);
            put_reads(w, &u);
            put_writes(w, &u);
        }
}
