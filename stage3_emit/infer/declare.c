// declare.c - parameters whose type the user declares. A declaration is believed, unless
// what it says cannot be stored, or can equal nothing it is compared with.

#include "stage3_emit/affinity.h"
#include "stage3_emit/infer/value.h"

// --- declared ------------------------------------------------------------------

bool infer_declared(const Model *m, Str declared, Type *type, const ModelColumn **from)
{
    *from = model_find_path(m, declared);
    if (!*from)
        return type_of_word(declared, type);
    *type = (*from)->type;
    return true;
}

Type infer_stored_as(Type declared, Type column)
{
    bool number = column.storage == CLASS_INTEGER || column.storage == CLASS_REAL;
    if ((declared.mode == MODE_BIGINT && (number || column.storage == CLASS_BLOB)) ||
        (declared.mode == MODE_JSON &&
         (column.storage == CLASS_TEXT || column.storage == CLASS_BLOB)))
        declared.storage = column.storage;
    return declared;
}

// Whether a value of class is certainly not what the column is for. Texts of a column
// of numbers are, though SQLite would make a number of '12'; numbers of a column of
// texts are not: they become texts.
static bool cannot_be_stored(StorageClass class, const ModelColumn *c)
{
    switch (c->type.storage) {
    case CLASS_TEXT: return class == CLASS_BLOB;
    case CLASS_BLOB: return class != CLASS_BLOB;
    case CLASS_INTEGER:
    case CLASS_REAL:
        return class == CLASS_BLOB ||
               (class == CLASS_TEXT && affinity_of(c->sql_type) != AFFINITY_NUMERIC);
    default: return false;
    }
}

static bool cannot_be_equal(StorageClass class, const ModelColumn *c)
{
    return (class == CLASS_BLOB) != (c->type.storage == CLASS_BLOB);
}

static void check_use(Infer *x, Diag *d, const Query *q, const Param *said, Type type,
                      const Use *u)
{
    bool assigned = u->kind == USE_ASSIGNED;
    if (type.storage == CLASS_ANY || u->kind < USE_COMPARED ||
        u->type.storage == CLASS_ANY || !u->column ||
        !(assigned ? cannot_be_stored : cannot_be_equal)(type.storage, u->column))
        return;
    Str column = infer_describe(x->arena, u->column->type, u->column);
    diag_error(d, said->at, DIAG_W311,
               "the parameter '%.*s' is declared %.*s and %s %.*s.%.*s, which is %s",
               STR_ARG(said->name), STR_ARG(said->declared),
               assigned ? "stored in" : "compared with",
               STR_ARG(u->column->table->name), STR_ARG(u->column->name),
               storage_name(u->column->type.storage));
    diag_note(d, infer_place(x, q, u->param), "here it meets %.*s", STR_ARG(column));
}

static void report_unreadable(Diag *d, const Param *said)
{
    if (str_find(said->declared, '.') == STR_NONE)
        diag_error(d, said->at, DIAG_W121, "'%.*s' is no type of a parameter",
                   STR_ARG(said->declared));
    else
        diag_error(d, said->at, DIAG_W302, "no such column: %.*s",
                   STR_ARG(said->declared));
}

void infer_declare(Infer *x, Diag *d, const Query *q, const Param *said,
                   CheckedParam *out)
{
    const ParamState *state = &x->params[out->number - 1];
    Type type;
    const ModelColumn *from;
    if (!infer_declared(x->model, said->declared, &type, &from)) {
        report_unreadable(d, said);
        return;
    }
    for (const Use *u = state->uses; u; u = u->next)
        if (u->kind >= USE_COMPARED)
            type = infer_stored_as(type, u->type);
    for (const Use *u = state->uses; u; u = u->next)
        check_use(x, d, q, said, type, u);
    out->type = type;
    out->from = from;
    out->known = KNOWN_DECLARED;
    out->nullable = said->nullable;
    out->why_unknown = (Str){0};
    out->clash[0].is = out->clash[1].is = (Str){0};
}
