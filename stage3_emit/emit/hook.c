// hook.c - the application's own functions around a write.
//
// Written as if the table were media: MediaWrite says what is about to be written, or
// was. Two static functions call what was asked for, in order; where nothing was asked
// for there is none of this.

#include "stage3_emit/emit/plan.h"

static void let_hooks(CWriter *w, const ModelPlan *m)
{
    cw_let(w, "MediaWrite", m->write.type);
    cw_let(w, "media_write", m->write.name);
    cw_let(w, "MediaNew", m->inserted.type);
    cw_let(w, "MediaPatch", m->patched.type);
    cw_let(w, "MediaRow", m->row->is.type);
    cw_let(w, "what", m->row->what);
}

bool is_hooked(const ModelPlan *m, OperationKind kind)
{
    return m->model->declared->n_hooks && kind != OPERATION_READ &&
           kind != OPERATION_COUNT;
}

bool has_hooks(const ModelPlan *m)
{
    for (size_t i = 0; i < m->n_operations; i++)
        if (is_hooked(m, m->operations[i].op->kind))
            return true;
    return false;
}

// --- the header --------------------------------------------------------------

static void put_key(CWriter *w, const ModelPlan *m)
{
    if (!m->model->n_key)
        return;
    cw_put(w, "    struct {\n");
    for (size_t i = 0; i < m->model->n_key; i++) {
        const Field *f = row_member(m, m->model->key[i]);
        cw_let(w, "type", f->type.name);
        cw_let(w, "column", f->name);
        cw_put(w, "        $type$ $column$;\n");
    }
    cw_put(w, "    } key; // of a row that is there, or, afterwards, new\n");
}

static bool is_first(const DeclaredModel *said, size_t i)
{
    for (size_t k = 0; k < i; k++)
        if (str_eq(said->hooks[k].function, said->hooks[i].function))
            return false;
    return true;
}

void put_hook_header(CWriter *w, const ModelPlan *m)
{
    static const Str params[] = {STR("WeaveDb *db"), STR("$MediaWrite$ *write")};
    const DeclaredModel *said = m->model->declared;
    let_hooks(w, m);
    cw_comment(w, "",
               "A write to $what$, as the application's hooks see it: of the three "
               "pointers one is set, or none of a delete. A hook before the write may "
               "change what it points at. Whatever is not WEAVE_OK ends the write.");
    cw_put(w, "typedef struct $MediaWrite$ {\n"
              "    const char *place; // for weave_refuse()\n"
              "    WeaveAction action;\n"
              "    WeaveStatus status; // how it ended, afterwards\n");
    if (m->inserts && m->model->n_inserted)
        cw_put(w, "    $MediaNew$ *row;\n");
    cw_put(w, "    $MediaRow$ *update;\n");
    if (m->patches)
        cw_put(w, "    $MediaPatch$ *patch;\n");
    put_key(w, m);
    cw_put(w, "} $MediaWrite$;\n"
              "\n");
    cw_comment(w, "", "The hooks, which the application defines.");
    for (size_t i = 0; i < said->n_hooks; i++) {
        cw_let(w, "hook", said->hooks[i].function);
        if (is_first(said, i))
            cw_call(w, "WeaveStatus $hook$", params, 2, ";\n");
    }
    cw_put(w, "\n");
}

// --- the source --------------------------------------------------------------

// The action that the moment is about, or null: any.
static const char *condition_of(HookMoment moment)
{
    switch (moment) {
    case HOOK_BEFORE_SAVE:
    case HOOK_AFTER_SAVE: return " && write->action != WEAVE_DELETE";
    case HOOK_BEFORE_CREATE:
    case HOOK_AFTER_CREATE: return " && write->action == WEAVE_CREATE";
    case HOOK_BEFORE_UPDATE:
    case HOOK_AFTER_UPDATE: return " && write->action == WEAVE_UPDATE";
    case HOOK_BEFORE_DELETE:
    case HOOK_AFTER_DELETE: return " && write->action == WEAVE_DELETE";
    default: return "";
    }
}

static void put_calls(CWriter *w, const ModelPlan *m, HookMoment from, HookMoment to)
{
    const DeclaredModel *said = m->model->declared;
    for (size_t moment = from; moment <= to; moment++)
        for (size_t i = 0; i < said->n_hooks; i++) {
            if (said->hooks[i].moment != moment)
                continue;
            cw_let(w, "hook", said->hooks[i].function);
            cw_let(w, "if", str_z(condition_of(said->hooks[i].moment)));
            cw_put(w, "    if (status == WEAVE_OK$if$)\n"
                      "        status = $hook$(db, write);\n");
        }
}

static void put_errors(CWriter *w, const ModelPlan *m)
{
    const DeclaredModel *said = m->model->declared;
    for (size_t i = 0; i < said->n_hooks; i++) {
        if (said->hooks[i].moment != HOOK_AFTER_ERROR)
            continue;
        cw_let(w, "hook", said->hooks[i].function);
        cw_put(w, "    write->status = status;\n"
                  "    if (status != WEAVE_OK)\n"
                  "        (void)$hook$(db, write);\n");
    }
}

void put_hook_source(CWriter *w, const ModelPlan *m)
{
    static const Str before[] = {STR("WeaveDb *db"), STR("$MediaWrite$ *write")};
    static const Str after[] = {STR("WeaveDb *db"), STR("$MediaWrite$ *write"),
                                STR("WeaveStatus status")};
    static const Str start[] = {STR("$MediaWrite$ *write"), STR("const char *place"),
                                STR("WeaveAction action")};
    let_hooks(w, m);
    cw_call(w, "static void $media_write$_start", start, 3, "\n");
    cw_put(w, "{\n"
              "    memset(write, 0, sizeof *write);\n"
              "    write->place = place;\n"
              "    write->action = action;\n"
              "}\n"
              "\n");
    cw_call(w, "static WeaveStatus $media_write$_before", before, 2, "\n");
    cw_put(w, "{\n"
              "    WeaveStatus status = WEAVE_OK;\n");
    put_calls(w, m, HOOK_BEFORE_OPERATION, HOOK_BEFORE_DELETE);
    cw_put(w, "    (void)db;\n"
              "    (void)write;\n"
              "    return status;\n"
              "}\n"
              "\n");
    cw_call(w, "static WeaveStatus $media_write$_after", after, 3, "\n");
    cw_put(w, "{\n"
              "    write->status = status;\n");
    put_calls(w, m, HOOK_AFTER_CREATE, HOOK_AFTER_SUCCESS);
    put_errors(w, m);
    cw_put(w, "    (void)db;\n"
              "    return status;\n"
              "}\n"
              "\n");
}

// --- around a write ----------------------------------------------------------

// The copy that hooks may change, and what they are told; $media_get$ is the operation.
void put_hook_start(CWriter *w, const ModelPlan *m, OperationKind kind,
                    const char *given, const char *indent)
{
    bool patches = kind == OPERATION_PATCH || kind == OPERATION_UPDATE_BY;
    bool updates = kind == OPERATION_UPDATE;
    bool deletes = kind == OPERATION_DELETE || kind == OPERATION_DELETE_BY;
    bool creates = !patches && !updates && !deletes;
    Str args[] = {S("&write"), S("$MEDIA_GET$_SQL.place"),
                  deletes   ? S("WEAVE_DELETE")
                  : creates ? S("WEAVE_CREATE")
                            : S("WEAVE_UPDATE")};
    let_hooks(w, m);
    cw_let(w, "indent", str_z(indent));
    cw_let(w, "given", str_z(given));
    cw_put(w, "$indent$$MediaWrite$ write;\n");
    if (creates && m->model->n_inserted)
        cw_put(w, "$indent$$MediaNew$ changed = $given$;\n");
    else if (updates)
        cw_put(w, "$indent$$MediaRow$ changed = $given$;\n");
    else if (patches)
        cw_put(w, "$indent$$MediaPatch$ changed = $given$;\n");
    cw_call(w, "$indent$$media_write$_start", args, 3, ";\n");
    if (creates && m->model->n_inserted)
        cw_put(w, "$indent$write.row = &changed;\n");
    else if (updates)
        cw_put(w, "$indent$write.update = &changed;\n");
    else if (patches)
        cw_put(w, "$indent$write.patch = &changed;\n");
}
