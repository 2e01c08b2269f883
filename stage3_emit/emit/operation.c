// operation.c - what one operation of a table becomes, if it is more than a query.
//
// Written as if the table were media and the operation media.get.

#include "stage3_emit/emit/plan.h"

typedef struct Strs {
    Str *items;
    size_t n, capacity;
} Strs;

static void push(CWriter *w, Strs *s, Str item)
{
    *arena_push(w->out.arena, *s, Str) = item;
}

static bool has_row_key(const ModelPlan *m)
{
    return m->model->n_key == 1 && m->model->key[0]->rowid_alias;
}

static bool is_versioned(const OperationPlan *o)
{
    return o->op->n_statements == 2 && o->op->kind != OPERATION_SELECT_OR_INSERT;
}

static bool takes_new(OperationKind kind)
{
    return kind == OPERATION_INSERT || kind == OPERATION_UPSERT ||
           kind == OPERATION_INSERT_OR_IGNORE || kind == OPERATION_SELECT_OR_INSERT;
}

static bool takes_many(OperationKind kind)
{
    return kind == OPERATION_INSERT_MANY || kind == OPERATION_UPSERT_MANY;
}

static bool takes_patch(OperationKind kind)
{
    return kind == OPERATION_PATCH || kind == OPERATION_UPDATE_BY;
}

static void let_operation(CWriter *w, const ModelPlan *m, const OperationPlan *o)
{
    let_query(w, &o->query);
    cw_let(w, "MediaNew", m->inserted.type);
    cw_let(w, "media_new", m->inserted.name);
    cw_let(w, "MediaPatch", m->patched.type);
    cw_let(w, "media_patch", m->patched.name);
    if (!o->query.row)
        cw_let(w, "Media", m->row->is.type);
}

// --- arguments ---------------------------------------------------------------

static const OperationStatement *first(const OperationPlan *o)
{
    return &o->op->statements[0];
}

static bool is_own(const OperationPlan *o, size_t i)
{
    return plan_argument(first(o), &o->query.checked->params[i])->from == FROM_CALLER;
}

static Strs inputs(CWriter *w, const OperationPlan *o)
{
    Strs s = {0};
    OperationKind kind = o->op->kind;
    push(w, &s, S("WeaveDb *db"));
    for (size_t i = 0; i < o->query.checked->n_params; i++) {
        const Field *f = &o->query.params[i];
        if (is_own(o, i))
            push(w, &s,
                 str_format(w->out.arena, "%.*s %.*s", STR_ARG(f->type.name),
                            STR_ARG(f->name)));
    }
    if (takes_new(kind) && o->op->of->n_inserted)
        push(w, &s, S("const $MediaNew$ *row"));
    if (takes_many(kind)) {
        push(w, &s, S("const $MediaNew$ *rows"));
        push(w, &s, S("size_t count"));
    }
    if (kind == OPERATION_UPDATE)
        push(w, &s, S("const $Media$ *row"));
    if (takes_patch(kind))
        push(w, &s, S("const $MediaPatch$ *patch"));
    return s;
}

static void add_outputs(CWriter *w, const ModelPlan *m, const OperationPlan *o, Strs *s)
{
    switch (o->op->kind) {
    case OPERATION_COUNT: push(w, s, S("int64_t *count")); break;
    case OPERATION_INSERT_OR_IGNORE: push(w, s, S("bool *inserted")); // fall through
    case OPERATION_INSERT:
    case OPERATION_UPSERT:
        if (has_row_key(m))
            push(w, s, S("int64_t *id"));
        break;
    case OPERATION_SELECT_OR_INSERT:
        if (o->returns->keeps)
            push(w, s, S("WeaveArena *mem"));
        push(w, s, S("$Media$ *out"));
        break;
    case OPERATION_INSERT_MANY:
    case OPERATION_UPSERT_MANY:
    case OPERATION_UPDATE_BY:
    case OPERATION_DELETE_BY: push(w, s, S("int64_t *changes")); break;
    default: break;
    }
}

void put_operation_prototype(CWriter *w, const ModelPlan *m, const OperationPlan *o,
                             const char *tail)
{
    let_operation(w, m, o);
    Strs s = inputs(w, o);
    add_outputs(w, m, o, &s);
    cw_call(w, "WeaveStatus $media_get$", s.items, s.n, tail);
}

// --- the header --------------------------------------------------------------

static const char *outcome(const ModelPlan *m, const OperationPlan *o)
{
    bool locks = is_versioned(o);
    switch (o->op->kind) {
    case OPERATION_COUNT: return "how many rows there are";
    case OPERATION_INSERT:
        return has_row_key(m) ? "a new row; *id, if wanted, is its key" : "a new row";
    case OPERATION_INSERT_MANY:
        return "new rows, all or none; *changes, if wanted, counts them";
    case OPERATION_INSERT_OR_IGNORE:
        return "a new row, unless one is there that it clashes with; *inserted, if "
               "wanted, says which";
    case OPERATION_UPSERT:
        return "a new row, or, with a key that is there, that row changed; what is not "
               "given and has a default then stays as it is";
    case OPERATION_UPSERT_MANY:
        return "rows that are new or, with a key that is there, changed, all or none; "
               "*changes, if wanted, counts them";
    case OPERATION_SELECT_OR_INSERT:
        return "the row that is there, or else the new one";
    case OPERATION_UPDATE:
        return locks
                   ? "all columns of one row; WEAVE_CONFLICT if its version is another, "
                     "WEAVE_NOT_FOUND"
                   : "all columns of one row, or WEAVE_NOT_FOUND";
    case OPERATION_PATCH:
        return locks ? "some columns of one row; WEAVE_CONFLICT if its version is "
                       "another, WEAVE_NOT_FOUND"
                     : "some columns of one row, or WEAVE_NOT_FOUND";
    case OPERATION_DELETE:
        return locks ? "one row less; WEAVE_CONFLICT if its version is another, "
                       "WEAVE_NOT_FOUND"
                     : "one row less, or WEAVE_NOT_FOUND";
    default: return "*changes, if wanted, counts the rows changed";
    }
}

void put_operation_header(CWriter *w, const ModelPlan *m, const OperationPlan *o)
{
    let_operation(w, m, o);
    cw_let(w, "at",
           o->query.place.len
               ? str_format(w->out.arena, " (%.*s)", STR_ARG(o->query.place))
               : (Str){0});
    cw_let(w, "outcome", str_z(outcome(m, o)));
    cw_comment(w, "", "$media.get$$at$: $outcome$.");
    cw_put(w, "WEAVE_MUST_CHECK\n");
    put_operation_prototype(w, m, o, ";\n");
    cw_put(w, "const char *$media_get$_sql(void);\n"
              "\n");
}

// --- the source --------------------------------------------------------------

static void put_query(CWriter *w, const char *head, const char *part)
{
    Str args[] = {S("db"), str_format(w->out.arena, "&$MEDIA_GET$%s_SQL", part)};
    cw_call(w, head, args, 2, ";\n");
}

// The arguments that are the caller's own.
static void put_own_binds(CWriter *w, const OperationPlan *o, const CheckedQuery *q,
                          const char *query, const char *indent)
{
    for (size_t i = 0; i < q->n_params; i++)
        for (size_t k = 0; k < o->query.checked->n_params; k++) {
            const CheckedParam *p = &o->query.checked->params[k];
            if (str_eq(p->name, q->params[i].name) && is_own(o, k))
                put_value_bind(w, &(Bind){.query = query,
                                          .number = str_format(w->out.arena, "%d",
                                                               q->params[i].number),
                                          .value = o->query.params[k].name,
                                          .type = &o->query.params[k].type,
                                          .is_list = p->list,
                                          .indent = indent});
        }
}

static void put_begin(CWriter *w)
{
    cw_put(w, "    WeaveStatus status = weave_begin(db);\n"
              "    if (status != WEAVE_OK)\n"
              "        return status;\n");
}

static void put_new_bind(CWriter *w, const ModelPlan *m, const char *row,
                         const char *indent)
{
    Str args[] = {S("&q"), str_z(row)};
    cw_let(w, "indent", str_z(indent));
    if (m->model->n_inserted)
        cw_call(w, "$indent$$media_new$_bind", args, 2, ";\n");
}

static void put_insert(CWriter *w, const ModelPlan *m, const OperationPlan *o)
{
    put_query(w, "    WeaveQuery q = weave_query", "");
    put_new_bind(w, m, "row", "    ");
    if (o->op->kind == OPERATION_INSERT)
        cw_put(w, has_row_key(m) ? "    return weave_end_insert(&q, id);\n"
                                 : "    return weave_end_exec(&q, NULL);\n");
}

// Which key it is SQLite says only of a row that is new.
static void put_upsert_end(CWriter *w, const ModelPlan *m)
{
    if (!has_row_key(m)) {
        cw_put(w, "    return weave_end_exec(&q, NULL);\n");
        return;
    }
    cw_let(w, "key", name_member(w->out.arena, m->model->key[0]->name));
    cw_put(w, "    WeaveStatus status = weave_end_insert(&q, id);\n"
              "    if (status == WEAVE_OK && id && row->$key$.has)\n"
              "        *id = row->$key$.value;\n"
              "    return status;\n");
}

static void put_ignore_end(CWriter *w, const ModelPlan *m)
{
    cw_put(w, "    int64_t count = 0;\n"
              "    WeaveStatus status = weave_end_exec(&q, &count);\n"
              "    if (inserted)\n"
              "        *inserted = count > 0;\n");
    if (has_row_key(m))
        cw_put(w, "    if (id)\n"
                  "        *id = count > 0 ? weave_last_rowid(db) : 0;\n");
    cw_put(w, "    return status;\n");
}

static void put_many_insert(CWriter *w, const ModelPlan *m, const char *row,
                            const char *indent)
{
    cw_let(w, "indent", str_z(indent));
    put_query(w, "$indent$WeaveQuery q = weave_query", "");
    put_new_bind(w, m, row, indent);
    cw_put(w, "$indent$status = weave_end_exec(&q, &one);\n");
}

// Each row for itself, between its hooks.
static void put_many_hooked(CWriter *w, const ModelPlan *m, OperationKind kind)
{
    put_hook_start(w, m, kind, "rows[i]", "        ");
    cw_put(w, "        status = $media_write$_before(db, &write);\n"
              "        if (status == WEAVE_OK) {\n");
    put_many_insert(w, m, "&changed", "            ");
    if (has_row_key(m)) {
        cw_let(w, "key", name_member(w->out.arena, m->model->key[0]->name));
        if (kind ==
            OPERATION_UPSERT_MANY) // of a row that was there SQLite says nothing
            cw_put(w, "            if (one > 0 && changed.$key$.has)\n"
                      "                write.key.$key$ = changed.$key$.value;\n"
                      "            else if (one > 0)\n"
                      "                write.key.$key$ = weave_last_rowid(db);\n");
        else
            cw_put(w, "            if (one > 0)\n"
                      "                write.key.$key$ = weave_last_rowid(db);\n");
    }
    cw_put(w, "        }\n"
              "        status = $media_write$_after(db, &write, status);\n");
}

static void put_rows_insert(CWriter *w, const ModelPlan *m, const OperationPlan *o)
{
    cw_put(w, "    int64_t total = 0;\n"
              "    WeaveStatus status = weave_begin(db);\n"
              "    if (status == WEAVE_OK) {\n");
    put_query(w, "        WeaveQuery q = weave_query", "");
    put_rows_binds(w, m, o, "        ");
    cw_put(w, "        status = weave_finish(db, weave_end_exec(&q, &total));\n"
              "    }\n"
              "    if (changes)\n"
              "        *changes = status == WEAVE_OK ? total : 0;\n"
              "    return status;\n");
}

static void put_insert_many(CWriter *w, const ModelPlan *m, OperationKind kind)
{
    cw_put(w, "    int64_t total = 0;\n");
    cw_put(w, "    WeaveStatus status = weave_begin(db);\n"
              "    bool begun = status == WEAVE_OK;\n"
              "    for (size_t i = 0; i < count && status == WEAVE_OK; i++) {\n"
              "        int64_t one = 0;\n");
    if (is_hooked(m, kind))
        put_many_hooked(w, m, kind);
    else
        put_many_insert(w, m, "&rows[i]", "        ");
    cw_put(w, "        total += one;\n"
              "    }\n"
              "    if (begun)\n"
              "        status = weave_finish(db, status);\n"
              "    if (changes)\n"
              "        *changes = status == WEAVE_OK ? total : 0;\n"
              "    return status;\n");
}

static void put_row_one(CWriter *w, const OperationPlan *o, const char *indent)
{
    static const Str args[] = {STR("&q"), STR("mem"), STR("out")};
    static const Str small_args[] = {STR("&q"), STR("out")};
    cw_let(w, "indent", str_z(indent));
    if (o->returns->keeps)
        cw_call(w, "$indent$$media$_rows_one", args, 3, ";\n");
    else
        cw_call(w, "$indent$$media$_rows_one", small_args, 2, ";\n");
}

// What is inserted where nothing was found.
static void put_found_insert(CWriter *w, const ModelPlan *m, const OperationPlan *o)
{
    bool hooked = is_hooked(m, o->op->kind);
    const char *indent = hooked ? "            " : "        ";
    if (hooked) {
        put_hook_start(w, m, o->op->kind, "*row", "        ");
        cw_put(w, "        status = $media_write$_before(db, &write);\n"
                  "        if (status == WEAVE_OK) {\n");
    }
    cw_let(w, "indent", str_z(indent));
    put_query(w, "$indent$q = weave_query", "_INSERT");
    put_new_bind(w, m, hooked ? "&changed" : "row", indent);
    put_row_one(w, o, indent);
    cw_put(w, "$indent$status = weave_end_one(&q);\n");
    if (!hooked)
        return;
    cw_put(w, "        }\n");
    if (has_row_key(m) && o->returns->table) {
        cw_let(w, "key", name_member(w->out.arena, m->model->key[0]->name));
        cw_put(w, "        write.key.$key$ = out->$key$;\n");
    }
    cw_put(w, "        status = $media_write$_after(db, &write, status);\n");
}

static void put_select_or_insert(CWriter *w, const ModelPlan *m, const OperationPlan *o)
{
    cw_put(w, "    memset(out, 0, sizeof *out);\n");
    put_begin(w);
    put_query(w, "    WeaveQuery q = weave_query", "");
    put_own_binds(w, o, o->query.checked, "&q", "    ");
    put_member_binds(w, m, o->op, first(o), "&q", "row", "    ",
                     o->op->kind == OPERATION_UPDATE);
    put_row_one(w, o, "    ");
    cw_put(w, "    status = weave_end_one(&q);\n"
              "    if (status == WEAVE_NOT_FOUND) {\n");
    put_found_insert(w, m, o);
    cw_put(w, "    }\n"
              "    return weave_finish(db, status);\n");
}

static void put_change_binds(CWriter *w, const ModelPlan *m, const OperationPlan *o)
{
    static const Str patch_args[] = {STR("&q"), STR("patch")};
    if (takes_patch(o->op->kind))
        cw_call(w, "    $media_patch$_bind", patch_args, 2, ";\n");
    else
        put_member_binds(w, m, o->op, first(o), "&q", "row", "    ",
                         o->op->kind == OPERATION_UPDATE);
    put_own_binds(w, o, o->query.checked, "&q", "    ");
}

// The row of that key: its version is another, or it is not there.
static void put_exists(CWriter *w, const ModelPlan *m, const OperationPlan *o)
{
    const OperationStatement *exists = &o->op->statements[1];
    cw_put(w, "    if (status == WEAVE_NOT_FOUND) {\n");
    put_query(w, "        q = weave_query", "_EXISTS");
    put_member_binds(w, m, o->op, exists, "&q", "row", "        ", false);
    put_own_binds(w, o, exists->checked, "&q", "        ");
    cw_put(w, "        status = weave_end_conflict(&q);\n"
              "    }\n");
}

static void put_change(CWriter *w, const ModelPlan *m, const OperationPlan *o)
{
    bool many =
        o->op->kind == OPERATION_UPDATE_BY || o->op->kind == OPERATION_DELETE_BY;
    bool locks = is_versioned(o);
    if (locks)
        put_begin(w);
    put_query(w, "    WeaveQuery q = weave_query", "");
    put_change_binds(w, m, o);
    if (!locks) {
        cw_put(w, many ? "    return weave_end_exec(&q, changes);\n"
                       : "    return weave_end_changed(&q);\n");
        return;
    }
    cw_put(w, "    status = weave_end_changed(&q);\n");
    put_exists(w, m, o);
    cw_put(w, "    return weave_finish(db, status);\n");
}

static void put_body(CWriter *w, const ModelPlan *m, const OperationPlan *o)
{
    switch (o->op->kind) {
    case OPERATION_COUNT:
        put_query(w, "    WeaveQuery q = weave_query", "");
        put_own_binds(w, o, o->query.checked, "&q", "    ");
        cw_put(w, "    *count = weave_step(&q) ? weave_read_int(&q, 0) : 0;\n"
                  "    return weave_end_one(&q);\n");
        break;
    case OPERATION_INSERT: put_insert(w, m, o); break;
    case OPERATION_UPSERT:
        put_insert(w, m, o);
        put_upsert_end(w, m);
        break;
    case OPERATION_INSERT_OR_IGNORE:
        put_insert(w, m, o);
        put_ignore_end(w, m);
        break;
    case OPERATION_INSERT_MANY:
    case OPERATION_UPSERT_MANY:
        if (o->op->at_once)
            put_rows_insert(w, m, o);
        else
            put_insert_many(w, m, o->op->kind);
        break;
    case OPERATION_SELECT_OR_INSERT: put_select_or_insert(w, m, o); break;
    default: put_change(w, m, o); break;
    }
}

// --- between hooks -----------------------------------------------------------

static bool is_wrapped(const ModelPlan *m, OperationKind kind)
{
    return is_hooked(m, kind) && !takes_many(kind) &&
           kind != OPERATION_SELECT_OR_INSERT;
}

static void put_hook_key(CWriter *w, const ModelPlan *m, const OperationPlan *o)
{
    OperationKind kind = o->op->kind;
    if (kind != OPERATION_UPDATE && kind != OPERATION_PATCH && kind != OPERATION_DELETE)
        return;
    for (size_t i = 0; i < m->model->n_key; i++) {
        const ModelColumn *c = m->model->key[i];
        Str name = row_member(m, c)->name;
        Str value = str_format(w->out.arena, "changed.%.*s", STR_ARG(name));
        for (size_t k = 0; k < o->query.checked->n_params; k++)
            if (is_own(o, k) &&
                plan_argument(first(o), &o->query.checked->params[k])->column == c)
                value = o->query.params[k].name;
        cw_let(w, "key", name);
        cw_let(w, "value", value);
        cw_put(w, "    write.key.$key$ = $value$;\n");
    }
}

// What the operation itself is given: the caller's own, and the copy.
static void put_inner_call(CWriter *w, const ModelPlan *m, const OperationPlan *o)
{
    OperationKind kind = o->op->kind;
    Strs args = {0};
    push(w, &args, S("db"));
    for (size_t i = 0; i < o->query.checked->n_params; i++)
        if (is_own(o, i))
            push(w, &args, o->query.params[i].name);
    if ((takes_new(kind) && m->model->n_inserted) || takes_patch(kind) ||
        kind == OPERATION_UPDATE)
        push(w, &args, S("&changed"));
    if (kind == OPERATION_INSERT_OR_IGNORE)
        push(w, &args, S("&done"));
    if (takes_new(kind) && has_row_key(m))
        push(w, &args,
             str_format(w->out.arena, "&write.key.%.*s",
                        STR_ARG(row_member(m, m->model->key[0])->name)));
    if (kind == OPERATION_UPDATE_BY || kind == OPERATION_DELETE_BY)
        push(w, &args, S("changes"));
    cw_call(w, "        status = $media_get$_now", args.items, args.n, ";\n");
}

static void put_hooked_end(CWriter *w, const ModelPlan *m, const OperationPlan *o)
{
    bool ignores = o->op->kind == OPERATION_INSERT_OR_IGNORE;
    cw_put(w, ignores ? "    if (done || status != WEAVE_OK)\n"
                        "        status = $media_write$_after(db, &write, status);\n"
                        "    if (inserted)\n"
                        "        *inserted = status == WEAVE_OK && done;\n"
                      : "    status = $media_write$_after(db, &write, status);\n");
    if (takes_new(o->op->kind) && has_row_key(m)) {
        cw_let(w, "key", row_member(m, m->model->key[0])->name);
        cw_put(w, "    if (id)\n"
                  "        *id = status == WEAVE_OK ? write.key.$key$ : 0;\n");
    }
    cw_put(w, "    return weave_finish(db, status);\n"
              "}\n"
              "\n");
}

static void put_hooked(CWriter *w, const ModelPlan *m, const OperationPlan *o)
{
    put_operation_prototype(w, m, o, "\n");
    cw_put(w, "{\n");
    put_hook_start(w, m, o->op->kind, takes_patch(o->op->kind) ? "*patch" : "*row",
                   "    ");
    put_hook_key(w, m, o);
    if (o->op->kind == OPERATION_INSERT_OR_IGNORE)
        cw_put(w, "    bool done = false;\n");
    put_begin(w);
    cw_put(w, "    status = $media_write$_before(db, &write);\n"
              "    if (status == WEAVE_OK)\n");
    put_inner_call(w, m, o);
    put_hooked_end(w, m, o);
}

static void put_head(CWriter *w, const ModelPlan *m, const OperationPlan *o)
{
    if (!is_wrapped(m, o->op->kind)) {
        put_operation_prototype(w, m, o, "\n");
        return;
    }
    let_operation(w, m, o);
    Strs s = inputs(w, o);
    add_outputs(w, m, o, &s);
    cw_put(w, "// Without its hooks.\n");
    cw_call(w, "static WeaveStatus $media_get$_now", s.items, s.n, "\n");
}

void put_operation_source(CWriter *w, const ModelPlan *m, const OperationPlan *o)
{
    let_operation(w, m, o);
    for (size_t i = 0; i < o->op->n_statements; i++)
        put_operation_statement(w, &o->query, o->op->statements[i].checked);
    put_head(w, m, o);
    cw_put(w, "{\n");
    put_body(w, m, o);
    cw_put(w, "}\n"
              "\n");
    if (is_wrapped(m, o->op->kind))
        put_hooked(w, m, o);
    put_sql(w, &o->query);
}
